"""Every provision has an answer, and every answer what the form asks of a Yes and of a No.

The Code: every statement is supported by evidence, with commentary as necessary; a No is explained, and sets out the actions
and the date by which the landlord will comply, or how it meets the intention in another way.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case, Finding, found
from generator.checks.sentences import numbers
from generator.model import NO, NOT_APPLICABLE, PARTS, VERDICT, YES, Action, Answer, Provision


def no_answer(case: Case) -> Iterator[Finding]:
    """Provisions without an answer, or with nothing but an empty one; parts of a question belong to their question."""
    if case.assessment.landlord.only_shares:
        return  # what is left is for each landlord to answer
    answers = {provision.number: answer for provision, answer in case.answers}
    for section in case.edition.sections:
        file = f"{case.assessment.name}/section-{section.number}.md"
        missing = not any(provision.number in answers for provision in section.provisions)
        why = f" section-{section.number}.md is missing, or holds none of its section." if missing else ""
        for provision in section.provisions:
            answer = answers.get(provision.number)
            if provision.part_of or case.edition.is_answered(provision, answers):
                continue
            if provision.asks == PARTS:
                parts = (p for p in section.provisions if p.part_of == provision.number)
                left = numbers(p.number for p in parts if not case.edition.is_answered(p, answers))
                words = f"{provision.heading}: not every part of this question is answered; what is left: {left}."
                help_ = f"Answer each part under its own heading in {file}, or all together under “## {provision.heading}”."
                yield Finding(file, answer.line if answer else 0, provision.number, words, help_)
            elif answer is None:
                words = f"{provision.heading}: this provision has no answer.{why}"
                help_ = f"Write the answer in {file}, under the heading “## {provision.heading}”."
                yield Finding(file, 0, provision.number, words, help_)
            elif provision.asks != VERDICT:
                help_ = "Write the answer under “### Commentary”."
                yield found(provision, answer, 0, "nothing is answered yet.", help_)
            elif answer.empty:
                help_ = f"Write {_allowed(case)} after “Comply:”, and the evidence and commentary under their headings."
                yield found(provision, answer, 0, "nothing is answered yet.", help_)


def comply_missing(case: Case) -> Iterator[Finding]:
    """Answers that do not say whether the provision is met."""
    for provision, answer in case.answers:
        if provision.asks == VERDICT and not (answer.comply or answer.comply_text.strip() or answer.empty):
            words = "the answer does not say whether the provision is met."
            yield found(provision, answer, answer.comply_line, words, f"Write {_allowed(case)} after “Comply:”.")


def yes_without_support(case: Case) -> Iterator[Finding]:
    """A Yes with neither evidence nor commentary."""
    for provision, answer in _verdicts(case, YES):
        if not (answer.evidence or answer.commentary):
            help_ = "Say under “### Evidence” what shows that the provision is met, and where; explain under “### Commentary”."
            yield found(provision, answer, answer.comply_line, "the answer is Yes, but nothing supports it.", help_)


def no_without_commentary(case: Case) -> Iterator[Finding]:
    """A No that is not explained."""
    for provision, answer in _verdicts(case, NO):
        if not answer.commentary:
            words = "the answer is No, but nothing says why."
            yield found(provision, answer, answer.comply_line, words, "Explain under “### Commentary” what is not met, and why.")


def not_applicable_without_commentary(case: Case) -> Iterator[Finding]:
    """A provision that is said not to apply, without saying why."""
    for provision, answer in case.answers:
        if answer.comply == NOT_APPLICABLE and not answer.commentary:
            words = f"the answer is {case.edition.answer_title(NOT_APPLICABLE)}, but nothing says why."
            yield found(
                provision, answer, answer.comply_line, words, "Explain under “### Commentary” why it does not apply to you."
            )


def no_without_action(case: Case) -> Iterator[Finding]:
    """A No without an action that says what, who and by when, and without another way in which the intention is met."""
    for provision, answer in _verdicts(case, NO):
        if answer.alternative:
            continue
        lacks = [_lacks(action) for action in answer.actions]
        if not lacks:
            words = "the answer is No, but no action says what will change, who answers for it and by when."
            help_ = "Add “### Action” with What, Owner and By; or say under “### Alternative” how the intention is met in another way."
            yield found(provision, answer, answer.comply_line, words, help_)
        elif all(lacks):
            words = f"the answer is No, and its action does not say {_listed(lacks[0])}."
            yield found(provision, answer, answer.actions[0].line, words, f"Add {_labels(lacks[0])} under “### Action”.")


def action_incomplete(case: Case) -> Iterator[Finding]:
    """Other actions that lack what, who or by when: they are published as they stand."""
    for provision, answer in case.answers:
        complete = any(not _lacks(action) for action in answer.actions)
        told = answer.comply == NO and not (answer.alternative or complete or case.edition.asks_questions)
        for action in answer.actions[1:] if told else answer.actions:
            if lacks := _lacks(action):
                words = f"an action does not say {_listed(lacks)}."
                yield found(provision, answer, action.line, words, f"Add {_labels(lacks)} to it, or take the action out.")


def _verdicts(case: Case, comply: str) -> Iterator[tuple[Provision, Answer]]:
    """The answers that say how well a provision is met; on a form that asks questions, Yes and No say something else."""
    return (pair for pair in case.answers if pair[1].comply == comply and not case.edition.asks_questions)


def _allowed(case: Case) -> str:
    return case.edition.choices


_PARTS = {"What": "what will change", "Owner": "who answers for it", "By": "by when"}


def _lacks(action: Action) -> tuple[str, ...]:
    """The labels that are missing; a date that is no date has its own Problem."""
    given = {"What": bool(action.what), "Owner": bool(action.owner.strip()), "By": bool(action.by or action.by_text.strip())}
    return tuple(label for label, there in given.items() if not there)


def _listed(labels: tuple[str, ...]) -> str:
    return numbers(_PARTS[label] for label in labels)


def _labels(labels: tuple[str, ...]) -> str:
    return numbers(f"“{label}:”" for label in labels)
