"""Many publications in one command: each into its own folder, one report, and no failure stops the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import intake, placing
from generator.intake.documents import in_folder
from generator.intake.reporting import REPORT
from generator.printed import Wording
from generator.problems import ERROR, Stop
from generator.report import counted

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: the name of its folder, and how many answers are in it, or why it was refused."""

    document: str
    folder: str = ""
    edition: str = ""
    answers: int = 0
    missing: int = 0
    errors: int = 0
    warnings: int = 0
    refused: str = ""

    @property
    def sentence(self) -> str:
        """It in one line."""
        if self.refused:
            return self.refused
        return (
            f"{self.document}: {self.answers} answers of {self.edition} in {self.folder}; {self.missing} missing, "
            f"{counted(self.errors, 'error')}, {counted(self.warnings, 'warning')} in its {REPORT}"
        )


def bring_in_each(paths: Sequence[Path], into: Path, wording: Wording | None = None) -> Iterator[Outcome]:
    """Each document into its own folder in ``into``, one after the other; the folder itself gets a report in the end.

    A folder among the paths stands for the documents in it. Raises Stop where there is nothing to import.
    """
    documents = [file for path in paths for file in (in_folder(path) if path.is_dir() else [path])]
    outcomes: list[Outcome] = []
    for path, name in zip(documents, _names(documents), strict=True):
        outcomes.append(_bring_in(path, into / name, wording))
        yield outcomes[-1]
    if any(not outcome.refused for outcome in outcomes):
        _write(into / REPORT, outcomes)


def _bring_in(path: Path, folder: Path, wording: Wording | None) -> Outcome:
    try:
        brought = intake.bring_in([path], wording)
        intake.save(brought.files, folder)
    except Stop as stop:
        return Outcome(path.name, refused=str(stop))
    errors = sum(problem.severity == ERROR for problem in brought.problems)
    return Outcome(
        path.name,
        folder.name,
        brought.edition.id,
        len(brought.answers),
        len(brought.match.missing),
        errors,
        len(brought.problems) - errors,
    )


def _names(documents: Sequence[Path]) -> list[str]:
    """A folder's name for each document: its own name without the end, with the end where two are alike."""
    stems = [_clean(path.stem) for path in documents]
    low = [stem.lower() for stem in stems]
    names: list[str] = []
    for path, stem in zip(documents, stems, strict=True):
        name = stem if low.count(stem.lower()) == 1 else f"{stem}-{path.suffix.lower().removeprefix('.')}"
        wanted, number = name, 2
        while name.lower() in (taken.lower() for taken in names):
            name, number = f"{wanted}-{number}", number + 1
        names.append(name)
    return names


def _clean(stem: str) -> str:
    return _NOT_IN_NAMES.sub("-", stem).strip("-. ") or "document"


def _write(path: Path, outcomes: Sequence[Outcome]) -> None:
    brought = [outcome for outcome in outcomes if not outcome.refused]
    refused = [outcome for outcome in outcomes if outcome.refused]
    lines = [f"# Import of {len(outcomes)} documents", "", intake.reporting.UNREVIEWED, "", "## Imported", ""]
    lines += [f"- {outcome.sentence}" for outcome in brought]
    if refused:
        lines += ["", "## Refused", "", *(f"- {outcome.sentence}" for outcome in refused)]
    try:
        placing.write({path: ("\n".join(lines) + "\n").encode("utf-8")})
    except OSError as error:
        raise Stop(f"{path}: the report cannot be written ({error.strerror}). Check that you may write there.") from error
