"""Nothing reaches for the network, and what is published says nothing of who made it, where, when, or of what is not for publication."""

from __future__ import annotations

import io
import platform
import re
import socket
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import editing
import every_command
import pikepdf
import pypdfium2
import pytest
import tools
from every_command import PRIVATE
from filelock import FileLock

from generator.cli import COMMANDS

MACHINE = {"USER": "jemima.puddle", "USERNAME": "jemima.puddle", "LOGNAME": "jemima.puddle", "HOSTNAME": "WS-PUDDLE-0417"}
MACHINE |= {"COMPUTERNAME": "WS-PUDDLE-0417", "USERDOMAIN": "PUDDLEDOMAIN", "TZ": "EAST-14", "PYTHONHASHSEED": "1"}
OTHER_MACHINE = {name: f"someone-else-{name}" for name in MACHINE} | {"TZ": "WEST+12", "PYTHONHASHSEED": "2", "LC_ALL": "C"}
"""On which, wherever the test is run, it is another day."""
FOLDER = "puddle-cabinet"
"""What tells the machine, its user and its folders has "puddle" in it, which no answer has."""
NOT_FOR_READERS = [*PRIVATE.values(), "puddle", str(tools.ROOT), sys.prefix, tempfile.gettempdir()]
NOT_FOR_READERS += [name for name in (platform.node(),) if len(name) > 5]
STRACE = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=network", "-e", "signal=none", "-A", "-o")


@dataclass(frozen=True)
class Year:
    """A workspace in which every command was run, and what was seen of it: lines of what was refused, and of the system's calls."""

    root: Path
    ran: tuple[str, ...]
    refused: list[str]
    calls: list[str] | None

    def published(self) -> dict[str, bytes]:
        """Every file that a command made for others, by its path."""
        folders = [self.root / "output", *(path for path in (self.root / "made").iterdir())]
        files = [path for folder in folders for path in (folder.rglob("*") if folder.is_dir() else [folder])]
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in files
            if path.is_file() and "imported" not in path.parts  # answer files, made of documents
        }


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Year:
    """One for the whole run of the tests, whichever process of it asks first."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    place = shared / FOLDER
    place.mkdir(exist_ok=True)
    with FileLock(place / "lock"):
        if not (place / "ran").exists():
            ran = run_all(place / "first", place / "refused", place / "calls" if strace() else None, MACHINE)
            (place / "ran").write_text("\n".join(ran), encoding="utf-8")
    calls = lines(place / "calls") if strace() else None
    return Year(place / "first", tuple(lines(place / "ran")), lines(place / "refused"), calls)


def run_all(root: Path, refused: Path, calls: Path | None, machine: dict[str, str], leave_out: tuple[str, ...] = ()) -> list[str]:
    """Run every command in a new workspace, as this user of this machine; gives their names."""
    home = root.parent / "home"
    home.mkdir(parents=True)
    every_command.workspace(root)
    told = {**machine, "HOME": str(home), "USERPROFILE": str(home)}
    before = (*STRACE, str(calls)) if calls else ()
    return [run[0] for run in every_command.carried_out(root, refused, before, leave_out, **told)]


def strace() -> str | None:
    return tools.TOOLS["strace"].find()


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


# ------------------------------------------------------------------------------------------------------------------ the network


def test_no_command_but_edit_reaches_for_the_network_or_asks_for_the_machine_s_name(year: Year):
    assert {*year.ran} == COMMANDS.keys() - {"edit"}
    assert len(year.ran) == len(every_command.commands())
    assert year.refused == []


def test_no_library_does_behind_python_s_back(year: Year):
    tools.need("strace")
    assert year.calls is not None
    assert [line for line in year.calls if not re.search(r"\bAF_UNIX\b|\bPF_LOCAL\b", line)] == []


REACHING = [
    "import socket; socket.create_connection(('127.0.0.1', 9))",
    "import socket; socket.getaddrinfo('landlord.example', 443)",
    "import socket; socket.gethostname()",
    "import socket; socket.socket(socket.AF_INET6).bind(('::1', 0))",
    "import urllib.request; urllib.request.urlopen('http://landlord.example')",
    "import socket, concurrent.futures as f; f.ProcessPoolExecutor(1).submit(socket.gethostbyname, 'landlord.example').result()",
]


@pytest.mark.parametrize("reaching", REACHING)
def test_what_refuses_the_network_does(tmp_path: Path, reaching: str):
    done = run_python(tmp_path, f"if __name__ == '__main__':\n    {reaching}\n")
    assert "refused: socket." in done.stderr
    assert lines(tmp_path / "refused")


def test_what_refuses_the_network_lets_a_pool_of_processes_work(tmp_path: Path):
    script = "import concurrent.futures as f\nif __name__ == '__main__':\n    print(list(f.ProcessPoolExecutor(2).map(abs, [-1, 2])))\n"
    done = run_python(tmp_path, script)
    assert (done.stdout, done.returncode) == ("[1, 2]\n", 0), done.stderr
    assert lines(tmp_path / "refused") == []


@pytest.mark.strace
def test_a_library_that_opens_a_socket_would_be_seen(tmp_path: Path):
    script = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"  # no event of Python's tells of this one
    subprocess.run([*STRACE, str(tmp_path / "calls"), sys.executable, "-c", script], check=True)
    assert [line for line in lines(tmp_path / "calls") if "AF_INET" in line]


def run_python(place: Path, script: str) -> subprocess.CompletedProcess[str]:
    (place / "script.py").write_text(script, encoding="utf-8")
    env = every_command.refusing(place / "refused")
    return subprocess.run(
        [sys.executable, "script.py"], cwd=place, env=env, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_editor_listens_on_this_machine_alone_and_goes_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in every_command.refusing(tmp_path / "refused").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("REFUSED_BUT", "loopback")
    root = every_command.workspace(tmp_path / "workspace")
    with editing.running(root) as editor:
        asking = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        to_ask, asked = [editor.address], set[str]()
        while to_ask and len(asked) < 30:
            address = to_ask.pop(0)
            with asking.open(address, timeout=30) as answered:
                asked.add(address)
                page = answered.read().decode("utf-8", "replace")
            found = (f"{editor.base}{link}" for link in re.findall(r'href="(/[^"#]*)', page))
            to_ask += [link for link in dict.fromkeys(found) if link not in {*asked, *to_ask}]
        assert len(asked) == 30
        assert lines(tmp_path / "refused") == ["listens at 127.0.0.1"]
        port = int(editor.base.rpartition(":")[2])
        for other in other_addresses():
            with pytest.raises(OSError, match="refused"), socket.create_connection((other, port), timeout=5):
                pass


def other_addresses() -> set[str]:
    """The machine's addresses that others can reach."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return set()
    return {str(entry[4][0]) for entry in found if not str(entry[4][0]).startswith("127.")}


# ---------------------------------------------------------------------------------------------------------- what is published


def inside(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and everything that is packed in it."""
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                yield f"{name}: {entry.filename}", entry.filename.encode() + package.read(entry) + entry.comment + entry.extra
    elif data.startswith(b"%PDF"):
        unpacked = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(
                unpacked,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
            strings = "\n".join(str(value) for item in pdf.objects for value in texts(item))
        yield f"{name}: unpacked", unpacked.getvalue()
        yield f"{name}: strings", strings.encode()
        document = pypdfium2.PdfDocument(data)
        yield f"{name}: words", "\n".join(page.get_textpage().get_text_range() for page in document).encode()
        document.close()


def texts(item: object) -> Iterator[str]:
    """The texts in an object of a PDF, as they read."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for each in item:
            yield from texts(each) if not getattr(each, "is_indirect", False) else ()
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for each in item.values():
            yield from texts(each) if not getattr(each, "is_indirect", False) else ()


def telling(name: str, data: bytes, words: list[str]) -> list[str]:
    """Which of the words stand in a file or in what is packed in it, in any encoding that its readers know."""
    found = []
    for place, held in inside(name, data):
        lower = held.lower()
        found += [
            f"{place}: {word}"
            for word in words
            if any(word.lower().encode(encoding) in lower for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
        ]
    return found


def test_no_published_file_tells_the_machine_its_user_or_what_is_not_for_publication(year: Year):
    published = year.published()
    kinds = {Path(name).suffix for name in published}
    assert kinds >= {".docx", ".xlsx", ".html", ".pdf", ".json", ".css", ".csv"}
    told = [line for name, data in published.items() for line in telling(name, data, words_against(name))]
    assert told == []


def words_against(name: str) -> list[str]:
    """The words that the file may not hold. What the submission asks for is for whoever fills it in, and says where the parts are."""
    return [word for word in NOT_FOR_READERS if (name, word) != ("made/submission.docx", PRIVATE["part"])]


def test_a_word_is_found_however_it_is_packed(year: Year):
    for name, word in {
        "made/form.docx": "Exemplar",
        "made/heat-map.xlsx": "Exemplar",
        "made/paper.pdf": "Exemplar",
        f"{every_command.PUBLISHED}.pdf": "Exemplar",
        "output/exemplar-homes/2026/index.html": "Exemplar",
    }.items():
        assert telling(name, year.published()[name], [word]), name


def test_the_words_stand_in_the_answers(year: Year):
    answers = "".join(path.read_text(encoding="utf-8") for path in (year.root / "answers").rglob("*.md"))
    assert [word for word in PRIVATE.values() if word not in answers] == []


def test_another_user_on_another_machine_in_another_folder_on_another_day_makes_the_same_bytes(year: Year, tmp_path: Path):
    root = tmp_path / "somewhere" / "else"
    makes_nothing = ("check", "evidence", "import", "tidy", "status", "codes")
    ran = run_all(root, tmp_path / "refused", None, OTHER_MACHINE, makes_nothing)
    assert {*year.ran} - {*ran} == {*makes_nothing}
    first, other = year.published(), Year(root, tuple(ran), [], None).published()
    assert first.keys() == other.keys()
    assert [name for name, data in first.items() if other[name] != data] == []


def test_no_package_has_a_time_of_its_own(year: Year):
    packages = {name: data for name, data in year.published().items() if data.startswith(b"PK")}
    assert len(packages) > 10
    times = {entry.date_time for data in packages.values() for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
