"""landlord.md and its register of documents as a form; what two people change in different fields merges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from generator import digest, rich_text
from generator.answers import filling, landlord, source, starter
from generator.answers.filling import Place
from generator.answers.source import Source, visible
from generator.editor.site import Site, go, year_address
from generator.gather import Gathered
from generator.problems import Problem, Stop
from generator.workspace import LANDLORD_FILE, writing

TITLE = "Title"
_RECORDED = ("Approved", "Minute", landlord.COPY)
"""What a governing body's approval says: it is recorded with a copy of what was approved, and not typed here."""
_SET = ("Code", "Outline")
"""What is shown, and set when the year is begun or a policy is read in."""
_HINTS = {
    "Kind": "Housing association, council, ALMO, or as you call yourselves.",
    "Homes": "How many you own or manage: 4,210.",
    "Financial year end": "31 March",
    "Code": "The edition of the Code. It is set when the year is begun.",
    "Period": "The year assessed: 1 April 2025 to 31 March 2026.",
    "Reason": "Annual, or what made you assess yourselves.",
    "Last year": "The folder of the year before: our-homes/2025.",
    "Covers": "Subsidiaries or landlords that this also serves, with ; between them.",
    "Colour": "The colour of your documents: # and six figures or letters, #1d5e8a.",
    "Shared answers": "The group’s folder that answers are shared from: our-group/2026.",
    "For approval": "The day of the meeting: 23 July 2026.",
    "Also called": "Short names, with ; between them.",
    "Outline": "The file with the policy’s sections. The program writes it.",
}
_ANNUAL_REPORT = "Where this part of the annual report is (Code 8.1)."


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: ``key`` is its name; ``was`` is a digest of the value that the form was made with."""

    id: str
    key: str
    label: str
    hint: str
    typed: str
    was: str
    long: bool
    problems: tuple[Problem, ...]
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed meanwhile."""

    label: str
    theirs: str
    mine: str


def page(site: Site, request: Request) -> Response:
    """The form."""
    return _shown(site, request, ())


def save(site: Site, request: Request, sent: FormData) -> Response:
    """Save the fields that changed; where somebody else changed one of them, show both versions and write nothing."""
    target = site.target(request)
    with writing(target):
        gathered = site.desk.gathered(target)
        before = _source(gathered)
        after, clashes = _changed(before, sent)
        if clashes:
            return _shown(site, request, clashes)
        if after != before:
            path = next((p for p in target.folder.iterdir() if p.name.lower() == LANDLORD_FILE), target.folder / LANDLORD_FILE)
            source.save([source.Change(path, gathered.sources.get(LANDLORD_FILE), after)])
    return go(year_address(target, "landlord", done="saved"))


def _source(gathered: Gathered) -> Source:
    """landlord.md, or a new one where there is none. Raises Stop where it cannot be read."""
    held = gathered.sources.get(LANDLORD_FILE)
    if held is None:
        if any(path.name.lower() == LANDLORD_FILE for path in gathered.target.folder.iterdir()):
            raise Stop(f"{gathered.target.name}/{LANDLORD_FILE} cannot be read. See what the year’s page says about it.")
        return source.from_text(f"{gathered.target.name}/{LANDLORD_FILE}", starter.landlord(gathered.edition))
    return held


def _changed(before: Source, sent: FormData) -> tuple[Source, list[Clash]]:
    after = before
    clashes: list[Clash] = []
    for place in filling.places(before):
        if place.label in (*_RECORDED, *_SET) or key(place) not in sent:
            continue
        new, now = _typed(place, str(sent[key(place)])), filling.value(before, place)
        was = sent.get(f"was-{key(place)}")
        if _same(new, now) or was == _digest(new):
            continue
        if was != _digest(now):
            clashes.append(Clash(place.name, now, new))
            continue
        after = filling.with_value(after, place, new)
        if not _same(filling.value(after, place), new):
            raise Stop(f"{before.shown}: “{place.name}” cannot hold “{new[:60]}”, so nothing was saved. Write it in other words.")
    return _with_documents(after, before, sent), clashes


def _with_documents(after: Source, before: Source, sent: FormData) -> Source:
    """With the titles that were changed, the documents that were taken out, and the one that was added."""
    for title in filling.documents(before):
        name = key(Place(filling.DOCUMENTS, TITLE, title))
        new = _line(str(sent[name])) if name in sent else title
        if new != title:
            if new.casefold() != title.casefold() and new.casefold() in map(str.casefold, filling.documents(after)):
                raise Stop(
                    f"There is a document “{new[:60]}” in the register already, so nothing was saved. Choose another title."
                )
            after = filling.with_title(after, title, new)
    added = _line(str(sent.get("new-document", "")))
    if added and added.casefold() not in map(str.casefold, filling.documents(after)):
        after = filling.with_document(after, added)
    return after


def _typed(place: Place, typed: str) -> str:
    if place.label:
        return _line(typed)
    return "\n".join(visible(line) for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _line(typed: str) -> str:
    return " ".join(visible(typed).split())


def _same(one: str, other: str) -> bool:
    return filling.text_of(one) == filling.text_of(other)


def _digest(typed: str) -> str:
    return digest.of_text("commentary", rich_text.read_text(typed), flat=False)


def key(place: Place) -> str:
    """The name of a place's field."""
    return "/".join((place.heading, str(place.nth), place.part, place.label))


def _shown(site: Site, request: Request, clashes: list[Clash] | tuple[()]) -> Response:
    target = site.target(request)
    examined = site.desk.examined(target)
    held = _source(examined.gathered)
    here = [problem for problem in examined.problems if problem.file == held.shown]
    groups = list(_groups(examined.gathered, held, here))
    placed = {id(problem) for group in groups for field in group.fields for problem in field.problems}
    return site.page(
        request,
        "landlord.html.jinja",
        status=409 if clashes else 200,
        target=target,
        landlord=examined.assessment.landlord,
        groups=groups,
        clashes=clashes,
        general=[problem for problem in here if id(problem) not in placed],
        bodies=examined.assessment.landlord.bodies,
    )


def _groups(gathered: Gathered, held: Source, problems: list[Problem]) -> Iterator[Group]:
    titles = {"": "The landlord and the year"}
    found: dict[str, list[Field]] = {}
    inherited = gathered.assessment.landlord.inherited
    for number, place in enumerate(filling.places(held), start=1):
        if place.label in _RECORDED:
            continue
        at = filling.line_of(held, place)
        title = titles.get(place.heading, place.heading)
        if place.heading == filling.BODY and place.nth > 1:
            title = f"{title} {place.nth}"
        if place.heading == filling.DOCUMENTS:
            title = f"Document: {place.part}"
        if place.heading in ("How to complain", "How to reach the Ombudsman", "Other formats"):
            title = "For residents"
        fields = found.setdefault(title, [])
        if place.heading == filling.DOCUMENTS and not fields:
            hint = "Take a document out of the register by emptying its title."
            fields.append(
                Field(f"title-{number}", key(Place(filling.DOCUMENTS, TITLE, place.part)), TITLE, hint, place.part, "", False, ())
            )
        typed = filling.value(held, place)
        fields.append(
            Field(
                f"field-{number}",
                key(place),
                place.name,
                _ANNUAL_REPORT if place.heading == "Annual report" else _HINTS.get(place.name, ""),
                typed,
                _digest(typed),
                not place.label,
                tuple(problem for problem in problems if at and problem.line == at),
                place.name.casefold() in inherited,
            )
        )
    for title, several in found.items():
        yield Group(title, tuple(several))
