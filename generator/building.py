"""A landlord's year from its files to its documents in place: checked, rendered, read back and written, alone or one of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import approval, made, publish
from generator.answers import landlord, source
from generator.examine import Neighbours, Others, examine, neighbours
from generator.problems import Problem, Stop
from generator.templates import templates_for
from generator.view import view
from generator.workspace import LANDLORD_FILE, Target, Workspace, beside, writing

BUILT = "built"
CHECKED = "checked"
UNCHANGED = "unchanged"
REFUSED = "refused"
FAILED = "failed"
SHARES = "not built (shared answers)"

AT_ONCE = 8
"""Landlords that a worker is given at a time: enough to make little of what it costs to give them."""

_READ_MOST = 3
"""Times that the answers are read, where somebody saves while they are."""


@dataclass(frozen=True, slots=True)
class Order:
    """How to build: for which day, as a draft whatever is wrong, with a PDF, and also what did not change."""

    on: date
    draft: bool = False
    pdf: bool = False
    force: bool = False

    @property
    def options(self) -> str:
        """What of it makes a difference to the documents."""
        return f"{'draft ' if self.draft else ''}{'pdf' if self.pdf else ''}".strip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one landlord's year. ``state`` is BUILT or CHECKED, UNCHANGED, REFUSED (its answers have errors) or FAILED (a ``stop``);
    or SHARES, where it only holds what a group's landlords share and has nothing to publish.

    ``files`` are the documents' names in ``folder``; ``problems`` the errors of one that was refused.
    """

    name: str
    state: str
    folder: Path
    files: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False
    stop: str = ""


def build(workspace: Workspace, target: Target, others: Others, order: Order) -> Outcome:
    """Build one landlord's year, unless nothing has changed. Raises Stop where it cannot be read, rendered or written."""
    folder = workspace.output(target)
    publish.recover(folder)
    if approval.interrupted(target):
        with writing(target):
            approval.recover(target)
    made_of = _made_of(workspace, target, order)
    if not order.force and (record := made.unchanged(folder, made_of, order.on)):
        return Outcome(target.name, UNCHANGED, folder, tuple(sorted(record.files)), record.errors, record.warnings)
    for _ in range(_READ_MOST):
        outcome, files = _rendered(workspace, target, others, order)
        before, made_of = made_of, _made_of(workspace, target, order)
        if made_of == before:
            break  # nobody saved anything between the first file that was read and the last
    else:
        raise Stop(f"{target.name}: somebody saved again and again while its files were read, so nothing was built. Try again.")
    if outcome.state == BUILT:
        publish.write(files, folder)
        record = made.Made(made_of, order.on.isoformat(), outcome.errors, outcome.warnings, made.digests(files))
        made.keep(record, folder)
    return outcome


def _rendered(workspace: Workspace, target: Target, others: Others, order: Order) -> tuple[Outcome, publish.Files]:
    """What comes of it, and the documents of one that can be built."""
    folder = workspace.output(target)
    examined = examine(target, order.on, others)
    errors, warnings = len(examined.errors), len(examined.warnings)
    if examined.assessment.landlord.only_shares:
        return Outcome(target.name, SHARES, folder, (), errors, warnings), {}
    if examined.gathered.unreadable or (errors and not order.draft):
        return Outcome(target.name, REFUSED, folder, (), errors, warnings, examined.errors, examined.gathered.unreadable), {}
    files = publish.render(
        view(examined.edition, examined.assessment, draft=order.draft),
        templates_for(workspace.template_folders(target)),
        publish.WITH_PDF if order.pdf else publish.FORMATS,
    )
    return Outcome(target.name, BUILT, folder, tuple(sorted(files)), errors, warnings), files


def _made_of(workspace: Workspace, target: Target, order: Order) -> str:
    """The digest of what the documents are made from now: the year's folder, its group's, and those of templates."""
    folders = [target.folder, *(place / "templates" for place in workspace.template_folders(target))]
    try:
        _, shared = landlord.name_and_group(source.read(target.folder / LANDLORD_FILE, target.name))
        folders += [beside(target, shared).folder] if shared else []
    except Stop:
        pass  # the examination says so
    return made.digest(made.named(folders, workspace.root), workspace.root, order.options)


def check(workspace: Workspace, target: Target, others: Others, order: Order) -> Outcome:
    """Check one landlord's year as ``build`` does first. Raises Stop where its folder cannot be read."""
    del workspace
    examined = examine(target, order.on, others)
    state = REFUSED if examined.errors else CHECKED
    counts = len(examined.errors), len(examined.warnings)
    return Outcome(target.name, state, target.folder, (), *counts, examined.errors, examined.gathered.unreadable)


Work = Callable[[Workspace, Target, Others, Order], Outcome]


def each(work: Work, workspace: Workspace, targets: Sequence[Target], order: Order, executor: Executor) -> Iterator[Outcome]:
    """The outcome of ``build`` or ``check`` for each, as they come; one that fails stops no other.

    The executor may be any of ``concurrent.futures``: a pool of processes, or a cluster's whose machines see the same folders.
    """
    known = neighbours(workspace)
    some = [targets[i : i + AT_ONCE] for i in range(0, len(targets), AT_ONCE)]
    given = [executor.submit(_some, work, workspace, group, known, order) for group in some]
    for done in as_completed(given):
        yield from done.result()


def _some(work: Work, workspace: Workspace, targets: Sequence[Target], known: Neighbours, order: Order) -> list[Outcome]:
    return [_outcome(work, workspace, target, known.others(target), order) for target in targets]


def _outcome(work: Work, workspace: Workspace, target: Target, others: Others, order: Order) -> Outcome:
    try:
        return work(workspace, target, others, order)
    except Stop as stop:
        return Outcome(target.name, FAILED, workspace.output(target), stop=str(stop))
