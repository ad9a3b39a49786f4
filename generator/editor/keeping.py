"""Saves: one answer, or landlord.md, changed in its file; nothing that somebody else wrote meanwhile is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.answers import saving, source, starter
from generator.answers.register import Register
from generator.answers.sections import read as read_section
from generator.answers.source import Source
from generator.editor.desk import Desk, Step
from generator.editor.fields import published, version
from generator.gather import Gathered
from generator.model import Answer, Edition, Provision, Section
from generator.problems import Stop
from generator.workspace import Target, writing


@dataclass(frozen=True, slots=True)
class Kept:
    """What a save came to: the answer as the files have it now, and whether anything was written."""

    answer: Answer
    written: bool


class Conflict(Exception):
    """The answer was changed by somebody else since the page was made: ``theirs`` is in the files, ``mine`` is not."""

    def __init__(self, theirs: Answer, mine: Answer) -> None:
        super().__init__()
        self.theirs, self.mine = theirs, mine


class Whose(Exception):
    """A shared answer was changed to ``mine``, and it was not said for whom."""

    def __init__(self, mine: Answer) -> None:
        super().__init__()
        self.mine = mine


def keep(desk: Desk, target: Target, number: str, started: str, change: Callable[[Answer], Answer], *, whose: str = "") -> Kept:
    """The answer changed in the files, durably, when this returns; ``started`` is the version that the change was made to.

    ``whose``: "all" or "own", for an answer that stands in a group's files. Raises Conflict, Whose, or Stop where a file cannot be
    read or written.
    """
    with writing(target):
        gathered = desk.gathered(target)
        here = gathered.assessment.answer(number) or Answer(number)
        shared = gathered.shared is not None and gathered.assessment.is_shared(here)
        new = _reviewed_anew(here, change(here))
        if version(new) == version(here):
            return Kept(here, written=False)
        if version(here) != started:
            raise Conflict(here, new)
        if shared and whose not in ("all", "own"):
            raise Whose(new)
        if shared and whose == "all" and gathered.shared:
            with writing(gathered.shared.target):
                group = desk.gathered(gathered.shared.target)
                theirs = group.assessment.answer(number) or Answer(number)
                if version(theirs) != version(here):
                    raise Conflict(theirs, new)
                return _keep(desk, group, here, new)
        before = next((answer for answer in gathered.own if answer.provision == number), Answer(number))
        return _keep(desk, gathered, before, new)


def undo(desk: Desk, target: Target, number: str) -> Kept | None:
    """The answer as it was before the last change, in the files; None where there is nothing to undo, or others changed it since."""
    steps = desk.steps.get((target.folder, number), [])
    with writing(target):
        gathered = desk.gathered(target)
        here = gathered.assessment.answer(number) or Answer(number)
        if not steps or steps[-1].version != version(here) or gathered.assessment.is_shared(here):
            steps.clear()
            return None
        step = steps.pop()
        return _write(gathered, number, step.before)


def _reviewed_anew(old: Answer, new: Answer) -> Answer:
    """As everywhere: an answer that changed has to be reviewed again, unless this very change says that it was."""
    return replace(new, reviewed=None) if new.reviewed == old.reviewed and published(new) != published(old) else new


def _keep(desk: Desk, gathered: Gathered, before: Answer, new: Answer) -> Kept:
    kept = _write(gathered, new.provision, new)
    desk.remember(gathered.target, new.provision, Step(before, version(kept.answer)))
    return kept


def _write(gathered: Gathered, number: str, new: Answer) -> Kept:
    edition = gathered.edition
    section, provision = _place(edition, number)
    own = next((answer for answer in gathered.own if answer.provision == number), None)
    name = own.file.rpartition("/")[2].lower() if own else f"section-{section.number}.md"
    before = held = gathered.sources.get(name)
    if held is None:
        if any(path.name.lower() == name for path in gathered.target.folder.iterdir()):
            raise Stop(
                f"{gathered.target.name}/{name}: this file cannot be read, so nothing can be saved in it. See what the check says."
            )
        held = source.from_text(f"{gathered.target.name}/{name}", starter.files(edition)[name])
        own = next(a for a in _read(held, gathered, section) if a.provision == number)
    after = saving.saved(held, own, new) if own else saving.added(held, section, provision, new)
    read_from = next((s for s in edition.sections if name == f"section-{s.number}.md"), section)
    answer = next((a for a in _read(after, gathered, read_from) if a.provision == number), Answer(number))
    if version(answer) != version(new):
        raise Stop(
            f"{held.shown}: {provision.heading} would not be read again as it was written, so nothing was saved. Leave out what you "
            "changed last, and report this with the text, please."
        )
    path = next((p for p in gathered.target.folder.iterdir() if p.name.lower() == name), gathered.target.folder / name)
    source.save([source.Change(path, before, after)])
    return Kept(answer, written=True)


def _read(held: Source, gathered: Gathered, section: Section) -> list[Answer]:
    return read_section(held, gathered.edition, section, Register.of(gathered.assessment.landlord.documents))[0]


def _place(edition: Edition, number: str) -> tuple[Section, Provision]:
    section = edition.section_of(number)
    if section is None:
        raise KeyError(number)
    return section, next(provision for provision in section.provisions if provision.number == number)
