"""What the editor works on: the workspace's years as their files are now, who may write at the moment, and what can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

from generator.examine import Examined, Neighbours, Others, judge, neighbours
from generator.gather import Gathered, gather
from generator.model import Answer
from generator.problems import Stop
from generator.publish import Files
from generator.view import View, view
from generator.workspace import LANDLORD_FILE, Target, Workspace

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int, int], ...]

_UNDONE_MOST = 50
_KEPT = 20


class NoSuchPage(Exception):
    """An address that names nothing in the workspace."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be undone: the answer before it, and the version that it made."""

    before: Answer
    version: str


@dataclass(slots=True)
class Desk:
    """A workspace at which one person edits. ``today`` gives the day that checks go by; ``who`` pages ask for is in a cookie."""

    workspace: Workspace
    today: Callable[[], date]
    steps: dict[tuple[Path, str], list[Step]] = field(default_factory=dict)
    made: dict[Path, Files] = field(default_factory=dict)
    _gathered: dict[Path, tuple[object, Gathered]] = field(default_factory=dict)
    _examined: dict[Path, tuple[object, Examined]] = field(default_factory=dict)
    _shown: dict[Path, tuple[Gathered, View]] = field(default_factory=dict)
    _neighbours: tuple[object, Neighbours] | None = None
    _reading: Lock = field(default_factory=Lock)

    def target(self, landlord: str, year: str) -> Target:
        """The workspace's year of these folder names. Raises NoSuchPage where there is none, or where the name is no folder's."""
        try:
            target = self.workspace.new_target(f"{landlord}/{year}")
        except Stop as stop:
            raise NoSuchPage from stop
        inside = target.folder.resolve().is_relative_to(self.workspace.answers.resolve())
        if target.name != f"{landlord}/{year}" or not inside or not target.folder.is_dir():
            raise NoSuchPage
        return target

    def gathered(self, target: Target) -> Gathered:
        """The year as its files are now. Raises Stop where the folder cannot be read."""
        with self._reading:
            return self._gather(target)

    def _gather(self, target: Target) -> Gathered:
        known = self._gathered.get(target.folder)
        if known and known[0] == self._stamp(target, known[1]):
            return known[1]
        before = stamp(target.folder)
        gathered = gather(target)
        if stamp(target.folder) == before:  # else it changed while it was read, and is read again by whoever asks next
            _keep(self._gathered, target.folder, (self._stamp(target, gathered), gathered))
        return gathered

    def _stamp(self, target: Target, gathered: Gathered) -> tuple[Stamp, Stamp]:
        return stamp(target.folder), stamp(gathered.shared.target.folder) if gathered.shared else ()

    def examined(self, target: Target) -> Examined:
        """The year read and checked, as its files are now and for today. Raises Stop where the folder cannot be read."""
        with self._reading:
            gathered = self._gather(target)
            others = self._around().others(target)
            asked = gathered, self.today(), others
            known = self._examined.get(target.folder)
            if known and isinstance(known[0], tuple) and known[0][0] is gathered and known[0][1:] == asked[1:]:
                return known[1]
            examined = judge(*asked)
            _keep(self._examined, target.folder, (asked, examined))
            return examined

    def shown(self, examined: Examined) -> View:
        """What the answers print, as a draft."""
        known = self._shown.get(examined.gathered.target.folder)
        if known and known[0] is examined.gathered:
            return known[1]
        made = view(examined.edition, examined.assessment, draft=True)
        _keep(self._shown, examined.gathered.target.folder, (examined.gathered, made))
        return made

    def others(self, target: Target) -> Others:
        """The workspace's other landlords, as seen from this one."""
        with self._reading:
            return self._around().others(target)

    def _around(self) -> Neighbours:
        paths = [target.folder / LANDLORD_FILE for target in self.workspace.targets()]
        now = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.is_file())
        if self._neighbours is None or self._neighbours[0] != now:
            self._neighbours = now, neighbours(self.workspace)
        return self._neighbours[1]

    def remember(self, target: Target, number: str, step: Step) -> None:
        """Keep a change so that it can be undone."""
        steps = self.steps.setdefault((target.folder, number), [])
        steps.append(step)
        del steps[:-_UNDONE_MOST]


def stamp(folder: Path) -> Stamp:
    """What tells that a file of a folder has changed; a save puts another file in the old one's place."""
    found = []
    for path in folder.iterdir():
        try:
            about = path.stat()
        except OSError:
            continue  # gone meanwhile
        if not path.name.startswith("."):
            found.append((path.name, about.st_mtime_ns, about.st_size, about.st_ino))
    return tuple(sorted(found))


def _keep(known: dict[Path, T], folder: Path, value: T) -> None:
    known.pop(folder, None)
    known[folder] = value
    while len(known) > _KEPT:
        del known[next(iter(known))]
