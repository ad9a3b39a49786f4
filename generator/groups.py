"""A group's shared answers under a landlord's own: what the landlord's folder does not say comes from the group's.

Nothing is read or written here. What is the landlord's own business never comes from the group: its name, kind and homes, whom it
covers, where it publishes, and above all what a governing body has approved and answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from generator.model import Answer, Document, Edition, ForBoardPaper, GoverningBody, Landlord
from generator.problems import WARNING, Problem

INHERITED = {
    "Financial year end": ("year_end",),
    "Code": ("code",),
    "Period": ("period", "period_from", "period_to"),
    "Reason": ("reason",),
    "Submission year": ("submission_year",),
    "Complaints officer": ("complaints_officer",),
    "Senior lead person": ("senior_lead",),
    "Website": ("website",),
    "Colour": ("colour",),
    "How to complain": ("how_to_complain",),
    "How to reach the Ombudsman": ("ombudsman",),
    "Other formats": ("other_formats",),
}
"""The labels and headings of landlord.md that come from the group's where the landlord's own is empty, and the fields they fill."""

MEMBER = "Member Responsible for Complaints"
POLICY = "policy"
IGNORED = "shared-ignored"


def landlord(own: Landlord, group: Landlord) -> Landlord:
    """The landlord with what its own landlord.md leaves empty taken from the group's; ``inherited`` says what that is."""
    taken = {name: filled for name, filled in INHERITED.items() if not getattr(own, filled[0]) and getattr(group, filled[0])}
    bodies = own.bodies or tuple(GoverningBody(body.name) for body in group.bodies)
    if not own.mrc and group.mrc and {body.name for body in bodies} & {body.name for body in group.bodies}:
        taken[MEMBER] = ("mrc",)  # the member of a body is the group's only where the body is (Code 9.5)
    inherited = {name.casefold() for name in taken}
    publications = dict(own.publications)
    if POLICY not in publications and POLICY in group.publications:
        publications[POLICY] = group.publications[POLICY]
        inherited.add("publications")
    return replace(
        own,
        **{name: getattr(group, name) for filled in taken.values() for name in filled},
        bodies=bodies,
        board_paper=_board_paper(own.board_paper, group.board_paper, same_member=MEMBER in taken),
        publications=publications,
        documents=_documents(own.documents, group.documents),
        inherited=frozenset(inherited),
        shared_file=group.file,
    )


def _board_paper(own: ForBoardPaper, group: ForBoardPaper, *, same_member: bool) -> ForBoardPaper:
    """The landlord's own parts, and the group's where it has none; another member's view is not the landlord's."""
    names = {part.name for part in fields(ForBoardPaper)} - {"line", *(() if same_member else ("view_of_member_responsible",))}
    return replace(own, **{name: getattr(group, name) for name in names if not getattr(own, name)})


def _documents(own: Sequence[Document], group: Sequence[Document]) -> tuple[Document, ...]:
    """The group's register with the landlord's own lines over it, by title, and its further documents after."""
    mine = {document.title.casefold(): document for document in own}
    titles = {document.title.casefold() for document in group}
    merged = [_document(mine[d.title.casefold()], d) if d.title.casefold() in mine else d for d in group]
    return (*merged, *(document for document in own if document.title.casefold() not in titles))


def _document(own: Document, group: Document) -> Document:
    outlined = own if own.outline else group
    return Document(
        group.title,
        own.short_names or group.short_names,
        own.version or group.version,
        own.date or (group.date if not own.version else ""),  # another version has not the group's date
        own.address or group.address,
        own.line,
        outlined.outline,
        outlined.policy,
        own.file,
    )


def answers(edition: Edition, own: Sequence[Answer], shared: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers in Code order: the landlord's own, whole, where it gives one, and else the group's.

    A heading with nothing of an answer under it gives none.
    """
    by_number = {a.provision: a for a in (*_given(own, empty=True), *_given(shared, empty=True))}
    by_number |= {a.provision: a for a in (*_given(shared), *_given(own))}
    return tuple(by_number[p.number] for p in edition.provisions if p.number in by_number)


def _given(found: Sequence[Answer], *, empty: bool = False) -> Iterator[Answer]:
    return (answer for answer in found if answer.empty == empty)


def ignored(own: Sequence[Answer], shared: Sequence[Answer]) -> list[Problem]:
    """A Problem for each of the landlord's own headings that stands there with an owner or a note, but without an answer."""
    given = {answer.provision: answer for answer in _given(shared)}
    return [
        Problem(
            IGNORED,
            WARNING,
            answer.file,
            answer.line,
            answer.provision,
            f"{answer.provision}: no answer stands here, so the shared one in {given[answer.provision].file} counts, and the lines "
            "here are not read.",
            "Answer the whole provision here, or take its heading and what is below it out.",
        )
        for answer in _given(own, empty=True)
        if answer.provision in given and (answer.owner or answer.reviewed or answer.note or answer.accepts)
    ]
