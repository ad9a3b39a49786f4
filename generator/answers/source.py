"""A text file as it lies on disk: its lines with their ends and encoding, so that a save changes only what changed."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from generator import placing
from generator.placing import patiently
from generator.problems import ERROR, WARNING, Problem, Stop

LARGEST = 2_000_000
"""Bytes of the largest answer file that is read: the longest published self-assessments are a tenth of it."""

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef]")
# A zero-width space or a byte order mark comes in with text from the web and with files put together; nobody can see it.
_UNSEEN = re.compile(f"{_CONTROL.pattern}|[\u200b\ufeff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's lines without their ends; ``shown`` is its name for people. Line n of a message is ``lines[n - 1]``."""

    shown: str
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    encoding: str = "utf-8"

    def to_bytes(self) -> bytes:
        """The file's bytes; UTF-8 where Windows-1252 cannot hold a character that was added."""
        text = "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")

    @property
    def newline(self) -> str:
        """The end that new lines get: the file's own."""
        return next((end for end in self.ends if end), "\n")

    def replaced(self, start: int, stop: int, lines: list[str]) -> Source:
        """The same with ``lines[start:stop]`` (counted from 0) taken out and these put in.

        A line that stays, or that one other takes the place of, keeps its end; new lines get the file's.
        """
        newline = self.newline
        ends = [newline] * len(lines)
        for tag, i, i_end, j, j_end in SequenceMatcher(None, self.lines[start:stop], lines, autojunk=False).get_opcodes():
            if tag == "equal" or (tag == "replace" and i_end - i == j_end - j):
                ends[j:j_end] = [end or newline for end in self.ends[start + i : start + i_end]]
        before, after = list(self.ends[:start]), list(self.ends[stop:])
        if before and (lines or after):
            before[-1] = before[-1] or newline
        if lines and not after and self.ends and not self.ends[-1]:
            ends[-1] = ""
        return replace(self, lines=(*self.lines[:start], *lines, *self.lines[stop:]), ends=(*before, *ends, *after))


def from_text(shown: str, text: str) -> Source:
    """A source of new text."""
    pairs = [(m[1], m[2]) for m in _LINE.finditer(text) if m[1] or m[2]]
    return Source(shown, tuple(line for line, _ in pairs), tuple(end for _, end in pairs))


def from_bytes(shown: str, data: bytes) -> Source:
    """The file's lines. Raises Stop where it is no text (UTF-16, binary), or text of two encodings."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Stop(
            f"{shown}: this file is saved as UTF-16 (Notepad calls it “Unicode”), which cannot be read. "
            "Open it in Notepad, choose Save as, set the encoding to UTF-8, and save it again."
        )
    if b"\x00" in data:
        raise Stop(
            f"{shown}: this is not a text file. Answer files are plain text; "
            "to bring in a Word, Excel or PDF document use the import command."
        )
    marked = data.startswith(codecs.BOM_UTF8)
    text_data = data.removeprefix(codecs.BOM_UTF8)
    encoding = "utf-8-sig" if marked else "utf-8"
    try:
        text = text_data.decode("utf-8")
    except UnicodeDecodeError as error:
        if marked or _mostly_utf8(text_data):
            line = len(from_text(shown, text_data[: error.start].decode("utf-8") + "?").lines)
            raise Stop(
                f"{shown}: this file is UTF-8 text, but text in another encoding was put in on line {line}. "
                "Type that line again, and save the file as UTF-8."
            ) from error
        encoding, text = "cp1252", _windows_text(shown, data)
    return replace(from_text(shown, text), encoding=encoding)


def _mostly_utf8(data: bytes) -> bool:
    """True where more letters are whole UTF-8 sequences than are bytes of something else."""
    sequences = _UTF8_SEQUENCE.findall(data)
    return len(sequences) > sum(byte > 0x7F for byte in data) - sum(len(sequence) for sequence in sequences)


def _windows_text(shown: str, data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Stop(
            f"{shown}: this file is neither UTF-8 nor Windows text, so it cannot be read. "
            "Open it where you wrote it and save it again as UTF-8 text."
        ) from error


def read(path: Path, shown: str) -> Source:
    """The file's lines. Raises Stop, with what to do, for every way in which it cannot be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Stop(f"{shown}: this is not a file. A text file of this name is expected; rename or move what is there.")
        if status.st_size > LARGEST:
            raise Stop(
                f"{shown}: this file has {status.st_size / 1_000_000:.1f} MB, too much for an answer file "
                f"(at most {LARGEST // 1_000_000} MB). Take out what does not belong in it."
            )
        data = patiently(path.read_bytes)
    except FileNotFoundError as error:
        raise Stop(f"{shown}: there is no such file. Check its name, or start the year with the new command.") from error
    except PermissionError as error:
        raise Stop(
            f"{shown}: this file cannot be opened. Close it in other programs (Word, for instance), "
            "and check that you have the right to read it."
        ) from error
    except OSError as error:
        raise Stop(f"{shown}: this file cannot be read ({error.strerror}). Check that it is there and whole.") from error
    if not data.strip():
        raise Stop(f"{shown}: this file is empty. Put back a copy that has its text, or take a fresh one from the new command.")
    return from_bytes(shown, data)


def write(path: Path, shown: str, data: bytes) -> None:
    """Put the bytes in place in one step: a reader sees the old file or the new one. Raises Stop where that fails."""
    _write({path: (shown, data)})


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it was read (None: there was none), and as it is to be."""

    path: Path
    before: Source | None
    after: Source


def save(changes: Sequence[Change]) -> None:
    """Put the changed files in place, each in one step, and none before all could be written.

    Raises Stop where that fails, where a file is no longer as it was read (what somebody else saved meanwhile is not overwritten), and
    where one would be larger than ``read`` takes.
    """
    for change in changes:
        refuse_too_large(change.after.shown, change.after.to_bytes())
        try:
            there = patiently(change.path.read_bytes)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Stop(f"{_cannot_be_saved(change.after.shown, error)} Nothing was changed.") from error
        if change.before is None or there != change.before.to_bytes():
            raise Stop(
                f"{change.after.shown}: this file was changed by somebody else while it was being worked on, so nothing was saved. Do the "
                "same again: it begins with what stands there now."
            )
    _write({change.path: (change.after.shown, change.after.to_bytes()) for change in changes})


def refuse_too_large(shown: str, data: bytes) -> None:
    """Raises Stop where an answer file would be larger than ``read`` takes: it could not be opened again."""
    if len(data) > LARGEST:
        raise Stop(
            f"{shown}: with this the file would have {len(data) / 1_000_000:.1f} MB, too much for an answer file "
            f"(at most {LARGEST // 1_000_000} MB), so nothing was saved. Shorten the text; a long document is better named as evidence."
        )


def _write(files: Mapping[Path, tuple[str, bytes]]) -> None:
    try:
        placing.write({path: data for path, (_, data) in files.items()})
    except OSError as error:
        done: list[Path] = getattr(error, "done", [])
        left = [shown for path, (shown, _) in files.items() if path not in done]
        saved = ", ".join(files[path][0] for path in done)
        state = f"Saved by then: {saved}." if done else "Nothing was changed."
        raise Stop(f"{_cannot_be_saved(left[0], error)} {state}") from error


def _cannot_be_saved(shown: str, error: OSError) -> str:
    return (
        f"{shown}: this file cannot be saved ({error.strerror}). Close it in other programs (Word or a sync "
        "program may hold it), check that you may write there, and try again."
    )


def problems(source: Source) -> list[Problem]:
    """What is wrong with the characters of a file."""
    found = []
    if source.encoding == "cp1252":
        found.append(
            Problem(
                "windows-1252",
                WARNING,
                source.shown,
                0,
                "",
                "This file is saved as Windows text (Windows-1252), and was read as that.",
                "Check that quotation marks, dashes and pound signs are right, and save it as UTF-8 when you can.",
            )
        )
    for number, line in enumerate(source.lines, start=1):
        if match := _CONTROL.search(line):
            found.append(
                Problem(
                    "control-character",
                    ERROR,
                    source.shown,
                    number,
                    "",
                    f"This line holds an invisible control character (U+{ord(match[0]):04X}), which no document can show: "
                    f"“{quoted(line)}”.",
                    "Delete the line and type it again; such characters come in with pasted text.",
                )
            )
    return found


def visible(line: str) -> str:
    """The line without the characters that nobody can see."""
    return line if line.isprintable() else _UNSEEN.sub("", line)


def quoted(line: str, most: int = 80) -> str:
    """A line as a message quotes it: without unseen characters, shortened."""
    shown = " ".join(visible(line[: most * 20]).split())
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def one_line(typed: str) -> str:
    """What is typed in one line, without what nobody can see."""
    return " ".join(visible(typed).split())
