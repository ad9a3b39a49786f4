"""Commands that are killed, refused, robbed and run twice at once: python faults.py reads a job a line and says how each ended.

    serving()                a process that has read the generator once and forks a child for each command: this file, run as a program
    Server.run(folder, ...)  how the commands ended that began at the same moment in the folder, each in a child of its own

A command is the list of its arguments, or ["save", YEAR, NUMBER, WORDS]: the editor's page asked for an answer's form, and the form sent
with other words of commentary through the whole of the editor, its guard and all. What can be done to a command (a dict, as JSON):

    kill: SECONDS                        SIGKILL, so long after it began
    at: N, how: HOW, times: T            from its Nth touch of a file in the folder on, T times:
        how "kill"                       SIGKILL; a write is cut in half before
        how "full", "denied"             no space left (half of a write goes through); no right
        how "busy"                       that file is held by another program, as Windows says it: T times, and then let go
        how "gone"                       the file that is about to be read is taken away first (see Ended.touches: "read")
    inject: "rename:signal=SIGKILL:..."  what strace does to its system calls
    plain: True                          without an administrator's rights, which bind nobody to a file's own
    after: SECONDS                       it begins so much later

A touch is counted where Python reports it (an audit hook), and where bytes are written: so it works wherever Python does, but the processes
are forked, which Windows cannot.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import io
import json
import mmap
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

LONGEST = 60
TESTS = Path(__file__).resolve().parent.parent
CHANGING = {
    "os.rename": "rename",
    "os.remove": "remove",
    "os.mkdir": "mkdir",
    "os.rmdir": "rmdir",
    "os.chmod": "chmod",
    "os.link": "link",
}
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES, "busy": errno.EACCES}
_SEEN = 1 << 20


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status (less than 0: the signal), what it printed, how long it took from its beginning.

    ``touches`` is what it did to the folder's files: "read", "create", "write", "rename", ..., one after the other.
    """

    exit: int
    said: str
    seconds: float
    touches: tuple[str, ...]


@dataclass
class Server:
    """The process that forks."""

    process: subprocess.Popen[str]

    def run(self, folder: Path, *commands: tuple[Sequence[str], dict[str, Any]]) -> list[Ended]:
        """How each command ended."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"folder": str(folder), "commands": commands}) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        assert said, "the server of commands has died"
        return [Ended(exit_, words, seconds, tuple(touches)) for exit_, words, seconds, touches in json.loads(said)]


@contextmanager
def serving() -> Iterator[Server]:
    """The server, stopped at the end."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(TESTS), *(path for path in sys.path if path)]),
        "PYTHONIOENCODING": "utf-8",
    }
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env
    ) as process:
        try:
            yield Server(process)
        finally:
            process.kill()


# In the child


class Touching:
    """Counts what is done to the files in a folder, and strikes at the chosen one."""

    def __init__(self, folder: str, done: dict[str, Any], seen: mmap.mmap) -> None:
        self.folder, self.seen, self.count, self.quiet = folder, seen, 0, True
        self.held = ""
        self.at, self.how, self.times = done.get("at", 0), done.get("how", ""), done.get("times", 1)

    def inside(self, path: object) -> bool:
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        return isinstance(path, (str, os.PathLike)) and os.path.abspath(path).startswith(self.folder)  # noqa: PTH100 (it asks the disk for nothing)

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What the hook is told: before it is done."""
        if self.quiet:
            return
        if event == "open" and self.inside(arguments[0]):
            writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            self.touch("create" if writes else "read", arguments[0])
        elif event in CHANGING and self.inside(arguments[0]):
            self.touch(CHANGING[event], arguments[0])

    def strikes(self, kind: str) -> bool:
        """Count a touch, and say whether this is one to strike at."""
        self.seen.write(f"{kind}\n".encode())
        if kind == "read" and self.how not in ("gone", "busy"):
            return False  # a kill between two reads is a kill before the next write
        self.count += 1
        return self.at <= self.count < self.at + self.times if self.at else False

    def touch(self, kind: str, path: object) -> None:
        strikes = self.strikes(kind)
        if self.how == "busy":
            name = re.sub(r"^\.(.*)\.\w{8}\.saving$", r"\1", Path(os.fsdecode(path)).name)  # type: ignore[arg-type]
            if strikes and self.count == self.at:
                self.held = name
            strikes = name == self.held and self.times > 0
            self.times -= strikes
        if not strikes:
            return
        if self.how == "gone":
            if kind == "read" and Path(str(path)).is_file():
                self.quiet = True
                Path(str(path)).rename(f"{self.folder}/taken-away")
                self.quiet = False
            return
        self.strike(path)

    def strike(self, path: object) -> None:
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        error = OSError(ERRORS[self.how], os.strerror(ERRORS[self.how]), os.fspath(path))  # type: ignore[call-overload]
        if self.how == "busy":
            error.strerror = "The process cannot access the file because it is being used by another process"
            error.winerror = 32
        raise error

    def install(self) -> None:
        """From now on every file that is opened to be written is watched."""
        sys.addaudithook(self.audited)
        touching, real_open, real_sync = self, io.open, os.fsync

        class Watched(io.FileIO):
            def write(self, data: Any) -> int:
                if not touching.quiet and touching.strikes("write"):
                    super().write(bytes(data)[: len(data) // 2])
                    touching.strike(self.name)
                return super().write(data)

        def opening(file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
                    closefd: bool = True, opener: Any = None) -> Any:  # fmt: skip
            if touching.quiet or not set(mode) & set("wxa+") or not touching.inside(file):
                return real_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
            raw = io.BufferedWriter(Watched(file, mode.replace("b", "").replace("t", "")))
            return raw if "b" in mode else io.TextIOWrapper(raw, encoding, errors, newline)

        def syncing(number: int) -> None:
            if not touching.quiet and touching.strikes("sync"):
                touching.strike(touching.folder)
            real_sync(number)

        io.open = opening  # type: ignore[assignment]
        __builtins__.open = opening  # type: ignore[assignment,attr-defined]
        os.fsync = syncing  # type: ignore[assignment]


def _sending(year: str, number: str, words: str) -> Any:
    """The save of an answer's form that has been asked for; doing it gives the status, and prints what a person is told."""
    import editing

    asking = editing.client(Path.cwd(), raise_server_exceptions=False)
    address, fields = editing.answer_form(asking, number, f"/year/{year}")

    def send() -> int:
        answered = editing.send(asking, address, editing.changed(fields, commentary=words), script=True)
        print(answered.text)
        return 0 if answered.status_code == 200 else 2 if answered.status_code in (400, 409) else answered.status_code

    return send


def _child(folder: str, command: list[str], done: dict[str, Any], said: int, seen: mmap.mmap, begun: int, go: int) -> int:
    from generator.cli import main

    os.chdir(folder)
    os.dup2(said, 1)
    os.dup2(said, 2)
    if done.get("plain"):
        _without_privileges()
    touching = Touching(folder, done, seen)
    if "at" in done:
        touching.install()
    run = _sending(*command[1:]) if command[0] == "save" else lambda: main(command)
    os.write(begun, b".")
    os.read(go, 1)
    time.sleep(done.get("after", 0))
    if "inject" in done:
        os.kill(os.getpid(), signal.SIGSTOP)
    touching.quiet = False
    try:
        return int(run())
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 (as the interpreter ends)
        traceback.print_exc()
        return 70
    finally:
        touching.quiet = True
        sys.stdout.flush()
        sys.stderr.flush()


def _without_privileges() -> None:
    """Give up what makes an administrator free of the rights of files (capset, Linux): what may not be written then is not."""
    library = ctypes.CDLL(None, use_errno=True)
    version_3, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if library.capset(version_3, none):
        raise OSError(ctypes.get_errno(), "capset")


# In the server


@dataclass
class _Running:
    child: int
    printed: Any
    seen: mmap.mmap
    done: dict[str, Any]
    strace: subprocess.Popen[bytes] | None = None
    ended: Ended | None = None


def _begin(folder: str, command: list[str], done: dict[str, Any], go: int) -> _Running:
    printed, seen = tempfile.TemporaryFile(), mmap.mmap(-1, _SEEN)  # noqa: SIM115 (closed when the job is done)
    waits, begun = os.pipe()
    child = os.fork()
    if not child:
        status = 71
        try:
            status = _child(folder, command, done, printed.fileno(), seen, begun, go)
        except BaseException:  # noqa: BLE001 (a child must never go on as the server)
            os.write(2, traceback.format_exc().encode())
        os._exit(status)
    os.close(begun)
    os.read(waits, 1)
    os.close(waits)
    return _Running(child, printed, seen, done)


def _traced(running: _Running) -> None:
    """Let strace take hold of a child that has stopped itself, and let it go on."""
    os.waitpid(running.child, os.WUNTRACED)
    command = ["strace", "-f", "-qq", "-o", running.done.get("log", "/dev/null"), "-p", str(running.child)]
    command += ["-y", "-e", f"trace={running.done['trace']}"] + (
        ["-e", f"inject={running.done['inject']}"] if running.done["inject"] else []
    )
    running.strace = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    status, held = Path(f"/proc/{running.child}/status"), False
    until = time.monotonic() + 10
    while not held and running.strace.poll() is None and time.monotonic() < until:
        held = "TracerPid:\t0\n" not in status.read_text()
        time.sleep(0.001)
    os.kill(running.child, signal.SIGCONT)


def _end(running: _Running, started: float) -> bool:
    """Whether the child has ended; one whose time has come is killed."""
    gone, status = os.waitpid(running.child, os.WNOHANG)
    after = time.monotonic() - started
    if not gone:
        if after > min(running.done.get("kill", LONGEST), LONGEST):
            os.kill(running.child, signal.SIGKILL)
        return False
    if running.strace:
        running.strace.wait()
    running.printed.seek(0)
    touches = running.seen[:].partition(b"\0")[0].decode().splitlines()
    running.ended = Ended(
        os.waitstatus_to_exitcode(status), running.printed.read().decode("utf-8", "replace"), after, tuple(touches)
    )
    return True


def _job(folder: str, commands: list[Any]) -> list[Any]:
    waits, go = os.pipe()
    running = [_begin(folder, command, done, waits) for command, done in commands]
    os.write(go, b"." * len(running))
    for each in running:
        if "inject" in each.done:
            _traced(each)
    started = time.monotonic()
    left = running
    while left:
        left = [each for each in left if not _end(each, started)]
        time.sleep(0.0005)
    for number in (waits, go):
        os.close(number)
    for each in running:
        each.printed.close()
        each.seen.close()
    return [(e.exit, e.said, round(e.seconds, 4), e.touches) for each in running if (e := each.ended)]


def _read_everything() -> None:
    """Import the whole program once for all children: they are quick, and nothing changes while it is attacked."""
    import pkgutil
    from importlib import import_module

    import editing  # noqa: F401
    import tools

    import generator
    from generator import building, made
    from generator.examine import other_landlords
    from generator.workspace import Workspace

    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name != "generator.__main__":
            import_module(module.name)
    made._program()
    with tempfile.TemporaryDirectory() as place:  # what a first build keeps for the next: editions, templates, schemas
        shutil.copytree(tools.EXAMPLES / "exemplar-homes", Path(place) / "answers" / "exemplar-homes")
        workspace = Workspace(Path(place))
        at = workspace.target("exemplar-homes/2026")
        building.build(workspace, at, other_landlords(workspace, at), building.Order(date(2026, 11, 22), draft=True))
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _read_everything()
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(_job(job["folder"], job["commands"])), flush=True)
