"""Where everything lives: a workspace's answers and output, and what a TARGET on the command line means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator import placing
from generator.model import Landlord
from generator.problems import Stop

LANDLORD_FILE = "landlord.md"
APPROVED = "approved"
"""The folder in a year's that holds the answers as governing bodies approved them."""
LOCK = ".editing.lock"
KEPT_SHARED = "shared"
"""The folder in such a copy that holds the group's answers as they were then, in LANDLORD/YEAR."""

# A name that every system takes: Windows forbids these characters anywhere, and a full stop or a space at the end.
_NAME = re.compile(r"(?!\.)[^<>:\"|?*\x00-\x1f/\\]{1,100}(?<![. ])")


_FILE_END = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,8}")
_MOST = 10
"""Years that are named where the one asked for is not there."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, also with an ending."""


@dataclass(frozen=True, slots=True)
class Target:
    """One landlord's year: ``name`` is LANDLORD/YEAR as messages show it, ``folder`` where its answer files are."""

    landlord: str
    year: str
    folder: Path

    @property
    def name(self) -> str:
        """LANDLORD/YEAR."""
        return f"{self.landlord}/{self.year}"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``answers/``, and beside it ``output/`` and perhaps ``templates/``."""

    root: Path

    @property
    def answers(self) -> Path:
        """The folder of landlords."""
        return self.root / "answers"

    def targets(self) -> list[Target]:
        """Every landlord's every year, in order of name, that can be opened."""
        return [
            Target(landlord.name, year.name, year)
            for landlord in _folders(self.answers)
            for year in _folders(landlord)
            if _holds_answers(year)
        ]

    def target(self, text: str) -> Target:
        """The landlord's year that LANDLORD/YEAR, or the path of a folder of answer files, means. Raises Stop where there is none."""
        try:
            folders = [path for path in (self.answers / text, Path(text)) if path.is_dir()]
        except OSError as error:
            raise Stop(
                f"“{text[:60]}” cannot be opened ({error.strerror}). Check the name, and that you may read what it names."
            ) from error
        for folder in folders:
            if _holds_answers(folder):
                return target_at(folder)
        known = [target.name for target in self.targets()]
        near = get_close_matches(text.strip("/\\").replace("\\", "/"), known, 1, 0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        if folders:
            years = [name for name in known if name.startswith(folders[0].name + "/")]
            if years:
                raise Stop(f"{text} is a landlord. Name the year too: {' or '.join(years)}.")
            if _names(folders[0]) is None:
                raise Stop(f"{text}: the folder cannot be opened. Check that you may read it.")
            raise Stop(f"{text} holds no answer files (landlord.md, section-1.md and so on).{hint} Name a folder that does.")
        if Path(text).is_file():
            raise Stop(f"{text} is a file, and a folder of answer files is wanted. Name the folder that it is in.")
        if _looks_like_a_file(text):
            raise Stop(f"{text}: there is no such file. Check its name and where it is.")
        more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
        there = f" There are: {', '.join(known[:_MOST])}{more}." if known and not hint else ""
        raise Stop(
            f"There is no landlord and year {text[:60]} here.{hint}{there} Start one with: self-assessment new LANDLORD/YEAR"
        )

    def new_target(self, text: str) -> Target:
        """The place of a year that does not exist yet. Raises Stop where the name cannot be one."""
        parts = text.replace("\\", "/").strip("/").split("/")
        if len(parts) != 2 or not all(_NAME.fullmatch(part) for part in parts):
            raise Stop(
                f"“{text[:60]}” is no name for a landlord's year. Write it as LANDLORD/YEAR, for instance our-homes/2026, "
                "without : ? * < > | or quotation marks, and with no full stop at either end."
            )
        reserved = next((part for part in parts if _RESERVED.fullmatch(part)), "")
        if reserved:
            raise Stop(f"“{reserved}” cannot be the name of a folder on Windows. Choose another, for instance our-homes/2026.")
        there = [self.answers, self.answers / parts[0]]
        for folder, part in zip(there, parts, strict=True):
            alike = next((each.name for each in _folders(folder) if each.name != part and _seen(each.name) == _seen(part)), "")
            if alike:
                raise Stop(
                    f"There is “{alike}” already, which differs from “{part}” only in capitals, or in how its letters are stored. Name "
                    "that one, or choose another name."
                )
        return Target(parts[0], parts[1], self.answers / parts[0] / parts[1])

    def place(self, folder: Path) -> Path:
        """The folder that was named for answers: LANDLORD/YEAR is one in ``answers/``, unless a folder of that path is there already.

        ``answers/LANDLORD/YEAR`` is one of the workspace where it is there and, from where the command is run, is not.
        """
        if not folder.is_absolute() and not _holds_answers(folder):
            inside = [path for path in (self.answers / folder, self.root / folder) if _holds_answers(path)]
            if inside:
                return inside[0]
        named = len(folder.parts) == 2 and not folder.is_absolute() and folder.parts[0] not in ("..", self.answers.name)
        return self.answers / folder if named and self.answers.is_dir() and not folder.exists() else folder

    def place_for_each(self, folder: Path) -> Path:
        """The folder in which each of several publications gets a folder of its own, so that each is a LANDLORD/YEAR.

        A single name is one in ``answers/``. Raises Stop where they would lie so deep, or so high, that no command finds them.
        """
        if len(folder.parts) == 1 and folder.name != self.answers.name and self.answers.is_dir() and not folder.exists():
            return self.answers / folder
        placed = self.place(folder)
        answers = self.answers.resolve()
        if placed.resolve().is_relative_to(answers) and placed.resolve().parent != answers:
            name = folder.parts[0] if len(folder.parts) == 2 else "returned"
            raise Stop(
                f"{placed}: each document gets a folder of its own in the folder named, and there the other commands would not find it. "
                f"Name one folder in answers/ for them all, as in: --into answers/{name}"
            )
        return placed

    def output(self, target: Target) -> Path:
        """Where a target's documents go."""
        return self.root / "output" / target.landlord / target.year.replace("/", "-")

    def board_papers(self, target: Target) -> Path:
        """Where a target's papers for its governing bodies go: beside its documents, which are replaced whole and published."""
        return self.root / "output" / target.landlord / f"{target.year}-board-paper"

    def template_folders(self, target: Target) -> tuple[Path, ...]:
        """The folders whose ``templates/`` come before the ones that ship, nearest first."""
        inside = target.folder.resolve().is_relative_to(self.answers.resolve())
        year = target.folder.parent.parent if target.folder.parent.name == APPROVED else target.folder
        return (year, year.parent, self.root) if inside else (year, self.root)


def _seen(name: str) -> str:
    """A name as a person reads it: capitals, accents stored apart, widths and kinds of space do not count (Unicode's NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold()


def is_name(text: str) -> bool:
    """True for a name that a file or folder can have on every system."""
    return bool(_NAME.fullmatch(text)) and not _RESERVED.fullmatch(text)


def find(start: Path) -> Workspace:
    """The workspace that a folder lies in: the nearest one above it with ``answers/``, or else the folder itself."""
    for folder in (start, *start.parents):
        if (folder / "answers").is_dir():
            return Workspace(folder)
    return Workspace(start)


@contextmanager
def writing(target: Target) -> Iterator[None]:
    """The year's files for one writer alone, command or editor, from reading them to writing them. Raises Stop where that fails."""
    with ExitStack() as held:
        try:
            held.enter_context(placing.alone(target.folder / LOCK))
        except OSError as error:
            raise Stop(
                f"{target.name}: nothing can be saved in this folder ({error.strerror}). Check that you may write there, and try again."
            ) from error
        yield


def target_at(folder: Path) -> Target:
    """The target that a folder of answer files is, also outside a workspace; also an approved copy, LANDLORD/YEAR/approved/NAME."""
    whole = folder.resolve()
    if whole.parent.name == APPROVED and _holds_answers(whole.parent.parent):
        return approved_copy(target_at(whole.parent.parent), whole.name)
    return Target(whole.parent.name or "answers", whole.name, folder)


def approved_copy(target: Target, name: str) -> Target:
    """The place of a copy of the target's answers as a governing body approved them."""
    return Target(target.landlord, f"{target.year}/{APPROVED}/{name}", target.folder / APPROVED / name)


def beside(target: Target, text: str) -> Target:
    """The LANDLORD/YEAR that ``text`` names beside the target's own: in ``answers/``, or in the folder that holds both landlords.

    For an approved copy it is what was kept with it, or else what lies beside its year. Nothing else can be reached by it.
    Raises Stop, without the file's name, where it is no such name or nothing is there.
    """
    parts = text.replace("\\", "/").split("/")
    if len(parts) != 2 or not all(_NAME.fullmatch(part) for part in parts):
        raise Stop(f"“{text[:60]}” is no LANDLORD/YEAR, such as our-group/2026, and other folders cannot be named here.")
    here = target.folder.resolve()
    landlords = here.parent.parent
    if here.parent.name == APPROVED:
        kept = here / KEPT_SHARED
        landlords = kept if kept.joinpath(*parts).is_dir() else landlords.parent.parent
    folder = landlords / parts[0] / parts[1]
    if not folder.resolve().is_relative_to(landlords):
        raise Stop(f"{text} leads out of {landlords.name}.")
    if folder.resolve() == here:
        raise Stop(f"{text} is this folder itself.")
    if not _holds_answers(folder):
        known = [f"{landlord.name}/{year.name}" for landlord in _folders(landlords) for year in _folders(landlord)]
        near = get_close_matches(text, known, 1, 0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise Stop(f"there is no {text} beside {target.landlord}, or it holds no answer files.{hint}")
    return Target(parts[0], parts[1], folder)


def previous(target: Target, landlord: Landlord) -> Target | None:
    """The year that ``Last year:`` in landlord.md names, or None where it names none.

    Raises Stop, without the file's name, where there is no such year beside this one.
    """
    return beside(target, landlord.last_year.strip("/")) if landlord.last_year else None


def years_beside(target: Target) -> list[Target]:
    """The landlord's other years that lie beside this one, in order of name."""
    years = _folders(target.folder.resolve().parent)
    return [target_at(year) for year in years if year.name != target.folder.resolve().name and _holds_answers(year)]


def _holds_answers(folder: Path) -> bool:
    return any(name.lower().startswith((LANDLORD_FILE, "section-")) for name in _names(folder) or ())


def _names(folder: Path) -> list[str] | None:
    """What lies in a folder, in order; None where it is none or cannot be opened, which whoever asks for it by name is told."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return None


def _looks_like_a_file(text: str) -> bool:
    """True for a name with an ending, such as nofile.docx, which no landlord's year has."""
    return bool(_FILE_END.fullmatch(Path(text).suffix))


def _folders(folder: Path) -> list[Path]:
    return [folder / name for name in _names(folder) or () if not name.startswith(".") and (folder / name).is_dir()]
