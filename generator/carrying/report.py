"""What became of last year's answers, in words: carry-report.md, and what goes into unplaced.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.answers import writing
from generator.dates import in_words
from generator.model import Action, Answer
from generator.rich_text import words

if TYPE_CHECKING:
    from generator.carrying import Carried, Over

REPORT = "carry-report.md"


def report(carried: Carried) -> str:
    """The report as Markdown."""
    last, edition = carried.last, carried.edition
    lines = [f"# Carried from {last.name}", ""]
    if last.edition.id == edition.id:
        lines.append(f"Both years are assessed against the {edition.name}.")
    else:
        lines.append(f"Last year was assessed against the {last.edition.name}, this year is against the {edition.name}.")
    lines += ["", *summary(carried), ""]
    lines += _listed("To answer anew", (f"{_from(over)}: {over.why}" for over in to_answer_anew(carried)))
    lines += _listed("New, and still to answer", (f"{over.provision.heading}: {over.why}" for over in new(carried)))
    whose = f"Answered by {last.shared} last year" if last.shared else "Not answered last year"
    lines += _listed(whose, (over.provision.heading for over in without(carried)))
    lines += _listed("Carried with its answer, and still to review", map(_reviewed, kept(carried)))
    lines += _listed("Last year’s actions: say what came of each after “Outcome:”", _actions(carried))
    lines += _listed(
        f"Gone from the {edition.name}; what was said is in unplaced.md",
        (f"{provision.heading}: {gone.why}" for gone, provision, _ in carried.gone),
    )
    lines += _listed(
        "Warnings that were accepted last year, and are not any longer",
        (f"{over.provision.heading}: {accept.id}, {accept.reason}" for over in carried.provisions for accept in over.left_behind),
    )
    lines += _listed("Quoted lines (“>”) that are not the Code’s words, which stay behind", _own_lines(carried))
    if last.has_templates:
        words = f"The folder templates of {last.name} is not copied: move it one folder up, and every year has it."
        lines += ["## Templates", "", words, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def summary(carried: Carried) -> list[str]:
    """The numbers, a sentence each."""
    anew, is_new, gone, left = to_answer_anew(carried), new(carried), carried.gone, without(carried)
    lines = [
        f"{_counted(kept(carried), 'answer')} carried as last year gave {'it' if len(kept(carried)) == 1 else 'them'}, and still to review."
    ]
    if anew:
        lines.append(
            f"{_counted(anew, 'answer')} to give anew: the texts are carried, but the Code has changed, so “Comply:” is empty."
        )
    if is_new:
        lines.append(
            f"{_counted(is_new, 'provision')} new, and still to answer: {', '.join(over.provision.number for over in is_new)}."
        )
    if left:
        whose = f"of this landlord’s own, where {carried.last.shared} answers" if carried.last.shared else "last year"
        lines.append(f"{_counted(left, 'provision')} without an answer {whose}.")
    if gone:
        lines.append(
            f"{_counted(gone, 'provision')} gone from the Code: {', '.join(provision.number for _, provision, _ in gone)}."
        )
    return [f"- {line}" for line in lines]


def _counted(things: list[Over] | tuple[object, ...], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def kept(carried: Carried) -> list[Over]:
    """The provisions whose answer stands as it stood last year."""
    return [over for over in carried.provisions if over.carried]


def to_answer_anew(carried: Carried) -> list[Over]:
    """The provisions whose texts are carried, without the verdict."""
    return [over for over in carried.provisions if over.before and over.why]


def new(carried: Carried) -> list[Over]:
    """The provisions that carry on none of last year's."""
    return [over for over in carried.provisions if over.is_new]


def without(carried: Carried) -> list[Over]:
    """The provisions that last year's Code had and nobody answered."""
    return [over for over in carried.provisions if not over.before and not over.is_new]


def _from(over: Over) -> str:
    """The provision, and the numbers that it was made of where they are other."""
    numbers = [provision.number for provision, _ in over.before]
    if not over.why:
        return over.provision.heading + ("" if numbers == [over.provision.number] else f" (from {', '.join(numbers)})")
    answers = [f"{provision.number} {answer.comply.capitalize()}".rstrip() for provision, answer in over.before]
    return f"{over.provision.heading} (last year {', '.join(answers)})"


def _reviewed(over: Over) -> str:
    answer = over.before[0][1]
    return f"{_from(over)}{f', reviewed last year: {answer.reviewed.text}' if answer.reviewed else ''}"


def _actions(carried: Carried) -> Iterable[str]:
    for over in carried.provisions:
        for action in over.answer.actions:
            yield f"{over.provision.heading}: {_said(action)}"
    for _, provision, answer in carried.gone:
        for action in answer.actions if answer else ():
            yield f"{provision.heading}: {_said(action).rstrip('.')}. Dropped: its provision is gone."


def _own_lines(carried: Carried) -> Iterable[str]:
    """What somebody wrote among the lines above an answer that quote the Code: a new file quotes it anew."""
    for provision in carried.last.edition.provisions:
        code = " ".join(word for line in writing.quote(provision) for word in line.lstrip("> ").split())
        answer = carried.last.answers.get(provision.number)
        for line in answer.quoted.splitlines() if answer else ():
            if " ".join(line.split()) not in code:
                yield f"{provision.heading}: {line}"


def _said(action: Action) -> str:
    what = " ".join(words(action.what).split())
    by = in_words(action.by) if action.by else action.by_text
    said = f"{what} ({', '.join(part for part in (action.owner, by) if part)})" if action.owner or by else what
    return f"{said}. It has an outcome already: take it out if it is done." if action.outcome else said


def _listed(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {' '.join(item.split())}" for item in items]
    return [f"## {title}", "", *lines, ""] if lines else []


def unplaced(carried: Carried) -> str:
    """The answers that the new edition has no provision for, as they stood; "" where there are none."""
    lines: list[str] = []
    for _, provision, answer in carried.gone:
        if answer and not _blank(answer):
            heading, *whole = writing.entry_lines(provision, answer)
            said = whole[len(writing.quote(provision)) :]
            lines += [f"    {line}".rstrip() for line in (heading, *said)]
    if not lines:
        return ""
    title = f"# Answers of {carried.last.name} that the {carried.edition.name} has no provision for"
    return "\n".join([title, "", *lines]).rstrip("\n") + "\n"


def _blank(answer: Answer) -> bool:
    return answer.empty and not answer.note
