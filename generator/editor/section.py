"""A section's page: each provision with its text, its answer in a form, and what the check says beside the field it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from generator.editor import concerns, fields, helping
from generator.editor.desk import NoSuchPage
from generator.editor.fields import ActionRow, EvidenceRow
from generator.editor.guard import TOKEN
from generator.editor.site import FOLDER, Site, year_address
from generator.examine import Examined
from generator.model import VERDICT, Accept, Answer, Choice, Provision
from generator.problems import WARNING, Problem
from generator.render import html_text, jinja
from generator.templates import Templates
from generator.view import Row, SectionView
from generator.workspace import Target

FILTERS = ("unanswered", "problems", "mine", "not-reviewed")
"""What the list of provisions can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Said:
    """A Problem as a form shows it; ``part`` is the id of the field it concerns, ``accept`` its id where it can be accepted."""

    part: str
    problem: Problem
    accept: str


@dataclass(frozen=True, slots=True)
class Item:
    """A provision with its form: what the fields hold, and the version of the answer that they were made from."""

    row: Row
    prefix: str
    answer: Answer
    version: str
    choices: tuple[Choice, ...]
    evidence: tuple[EvidenceRow, ...]
    commentary: str
    alternative: str
    actions: tuple[ActionRow, ...]
    note: str
    reviewed: str
    accepts: tuple[Accept, ...]
    said: tuple[Said, ...]
    shared: bool
    undo: bool

    def at(self, field: str) -> tuple[Said, ...]:
        """What concerns a field, or one of its rows where the field has rows."""
        return tuple(said for said in self.said if said.part == f"{self.prefix}-{field}")

    def ids(self, field: str) -> str:
        """The ids of the hint and of the problems of a field, for aria-describedby."""
        return f"{self.prefix}-{field}-hint {self.prefix}-{field}-said"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is."""

    number: str
    title: str
    address: str
    answered: int
    of: int
    problems: int


def page(site: Site, request: Request) -> Response:
    """A section's page, of all its provisions or of those that a filter leaves."""
    target = site.target(request)
    examined = site.desk.examined(target)
    section = next((s for s in examined.edition.sections if s.number == request.path_params["number"]), None)
    if section is None:
        raise NoSuchPage
    show = request.query_params.get("show", "")
    shown = site.desk.shown(examined)
    section_view = next(s for s in shown.sections if s.number == section.number)
    provisions = chosen(examined, section.provisions, show, site.who(request))
    forms = {item.row.number: item for item in _items(site, examined, section_view, {p.number for p in provisions})}
    numbers = [s.number for s in examined.edition.sections]
    at = numbers.index(section.number)
    return site.page(
        request,
        "section.html.jinja",
        target=target,
        landlord=shown.landlord or target.landlord,
        status_line=shown.status_line,
        section=section_view,
        forms=forms,
        progress=progress(examined, target),
        last=helping.last_year(site, examined),
        has_policy=any(document.policy for document in examined.assessment.landlord.documents),
        show=show,
        filters=counted(examined, section.provisions, site.who(request)),
        form=lambda each: form(site, examined, each, show),
        owners=owners(examined),
        address=year_address(target, "section", section.number),
        before=shown.sections[at - 1] if at else None,
        after=shown.sections[at + 1] if at + 1 < len(numbers) else None,
        saved=request.query_params.get("saved", ""),
    )


def _items(site: Site, examined: Examined, section: SectionView, numbers: set[str]) -> list[Item]:
    return [item(site, examined, row) for row in section.rows if row.number in numbers]


def item(site: Site, examined: Examined, row: Row) -> Item:
    """A provision with its form."""
    answer = examined.assessment.answer(row.number) or Answer(row.number)
    return of_answer(site, examined, row, answer, fields.version(answer))


def of_answer(site: Site, examined: Examined, row: Row, answer: Answer, version: str) -> Item:
    """A provision with a form that holds this answer, made from that version."""
    target = examined.gathered.target
    steps = site.desk.steps.get((target.folder, row.number), [])
    return Item(
        row=row,
        prefix=row.anchor,
        answer=answer,
        version=version,
        choices=examined.edition.answers if row.asks == VERDICT else (),
        evidence=tuple(map(fields.evidence_row, answer.evidence)),
        commentary=fields.typed(answer.commentary),
        alternative=fields.typed(answer.alternative),
        actions=tuple(map(fields.action_row, answer.actions)),
        note=fields.typed(answer.note),
        reviewed=answer.reviewed.text if answer.reviewed else "",
        accepts=answer.accepts,
        said=tuple(_said(examined, row, answer)),
        shared=examined.assessment.is_shared(answer),
        undo=bool(steps) and steps[-1].version == version,
    )


def _said(examined: Examined, row: Row, answer: Answer) -> list[Said]:
    gathered = examined.gathered
    holder = gathered.shared if gathered.shared and examined.assessment.is_shared(answer) else gathered
    source = holder.sources.get(answer.file.rpartition("/")[2].lower())
    return [
        Said(
            f"{row.anchor}-{concerns.field_of(problem, answer, source)}",
            problem,
            problem.id if problem.severity == WARNING else "",
        )
        for problem in examined.problems
        if problem.provision == row.number
    ]


def form(site: Site, examined: Examined, filled: Item, show: str = "", *, again: bool = False) -> Markup:
    """The form of an item; ``again``: of one that could not be saved as it was."""
    titles = tuple(document.title for document in examined.assessment.landlord.documents)
    return _form(site.templates, site.keys.token, examined.gathered.target, filled, titles, show, again)


@lru_cache(maxsize=1000)  # after a save, all the forms of a page but one are as they were
def _form(
    templates: Templates,
    token: str,
    target: Target,
    filled: Item,
    titles: tuple[str, ...],
    show: str,
    again: bool,
) -> Markup:
    values = {"token": token, "token_name": TOKEN, "at": year_address, "html": html_text.blocks}
    return jinja.fill(
        templates,
        "form.html.jinja",
        folder=FOLDER,
        item=filled,
        target=target,
        titles=titles,
        show=show,
        ask_whose=again and filled.shared,
        button="Save this" if again else "Save",
        auto=not again,
        **values,
    )


def chosen(examined: Examined, provisions: Sequence[Provision], show: str, who: str) -> list[Provision]:
    """The provisions that a filter leaves; all of them where it is none."""
    answers = {answer.provision: answer for answer in examined.assessment.answers}
    wrong = {problem.provision for problem in examined.problems}

    def left(provision: Provision) -> bool:
        answer = answers.get(provision.number, Answer(provision.number))
        if show == "unanswered":
            return not examined.edition.is_answered(provision, answers)
        if show == "problems":
            return provision.number in wrong
        if show == "mine":
            return bool(who) and answer.owner.casefold() == who.casefold()
        return show != "not-reviewed" or not (answer.reviewed and answer.reviewed.on)

    return [provision for provision in provisions if left(provision)]


def counted(examined: Examined, provisions: Sequence[Provision], who: str) -> dict[str, int]:
    """How many provisions each filter leaves; "" leaves all."""
    return {show: len(chosen(examined, provisions, show, who)) for show in ("", *FILTERS)}


def progress(examined: Examined, target: Target) -> list[Progress]:
    """How far each section is."""
    answers = {answer.provision: answer for answer in examined.assessment.answers}
    found = []
    for section in examined.edition.sections:
        asked = [p for p in section.provisions if not p.part_of]
        numbers = {p.number for p in section.provisions}
        answered = sum(examined.edition.is_answered(p, answers) for p in asked)
        wrong = sum(problem.provision in numbers for problem in examined.problems)
        address = year_address(target, "section", section.number)
        found.append(Progress(section.number, section.title, address, answered, len(asked), wrong))
    return found


def owners(examined: Examined) -> list[str]:
    """Everybody who owns an answer or an action, in order of name."""
    answers = examined.assessment.answers
    return sorted({name for a in answers for name in (a.owner, *(action.owner for action in a.actions)) if name})
