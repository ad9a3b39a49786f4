"""A group's shared answers, and what its landlords answer in their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from generator.checks.case import Case, Finding, found
from generator.checks.sentences import quote
from generator.compare import compare


def same_as_shared(case: Case) -> Iterator[Finding]:
    """Answers of the landlord's own that say the same as the shared ones that they take the place of."""
    assessment = case.assessment
    own = {answer.provision for _, answer in case.answers if not assessment.is_shared(answer)}
    replaced = tuple(answer for answer in assessment.shared if answer.provision in own and not answer.empty)
    if not replaced:
        return
    given = {answer.provision: (provision, answer) for provision, answer in case.answers}
    before = replace(assessment, answers=replaced)
    after = replace(assessment, answers=tuple(given[answer.provision][1] for answer in replaced))
    changed = {each.number for each in compare(before, case.edition, after, case.edition, case.on).changed}
    for shared in replaced:
        if shared.provision not in changed:
            provision, answer = given[shared.provision]
            said = f"this answer is the same as the shared one in {shared.file}, and would stay behind when that changes."
            yield found(
                provision, answer, 0, said, "Take the heading and what is below it out of this file: the shared answer counts."
            )


def shared_names_one(case: Case) -> Iterator[Finding]:
    """Shared answers that name one of the landlords that share them, and none of the others."""
    landlord = case.assessment.landlord
    members = {*case.group, *([landlord.name] if landlord.shared and landlord.name else [])}
    if len(members) < 2:
        return
    pattern = names_pattern(members)
    help_ = "Write it for all of them; or write an answer of this landlord's own in its folder, and take its name out of the shared one."
    for provision, answer in case.answers:
        if landlord.shared and not case.assessment.is_shared(answer):
            continue
        lines = [(line, match) for line in case.lines if line.answer is answer for match in pattern.finditer(line.text)]
        if len({match[0] for _, match in lines}) == 1:
            line, match = lines[0]
            said = f"only {match[0]} is named in this shared answer: {quote(line.text, match.start(), match.end())}."
            yield found(provision, answer, line.number, said, help_)


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these names as whole words, the longest that fits."""
    ordered: Collection[str] = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in ordered)})(?!\w)")
