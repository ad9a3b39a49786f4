"""Whether what stands in the answer files is what the governing bodies approved, or a recorded correction of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator import digest
from generator.checks.case import Case, Finding
from generator.checks.governance import approve_command
from generator.checks.sentences import numbers, quote
from generator.compare import (
    ACTION,
    ADDED,
    ALTERNATIVE,
    COMMENTARY,
    COMPLY,
    EVIDENCE,
    REMOVED,
    SAME,
    Compared,
    Difference,
    Piece,
    compare,
)
from generator.dates import in_words
from generator.model import Answer, ApprovedCopy, Correction, SelfAssessment
from generator.rich_text import BULLET, Block, Text, same_text

NO_CORRECTION = "A correction puts words and facts right, and changes no answer: another answer needs a new approval."
"""What a body may delegate: errors of fact and wording, as the board paper asks for it."""

_NAMES = {ACTION: "an action", ALTERNATIVE: "the alternative"}
_MOST = 3


def changed_since_approval(case: Case) -> Iterator[Finding]:
    """Answers and responses that are neither as approved nor a recorded correction of exactly this text, each with its words."""
    found: dict[_Change, list[ApprovedCopy]] = {}
    for copy in case.copies:
        for change in _changes(case, copy) if copy.agrees else ():
            found.setdefault(change, []).append(copy)
    for change, approved in found.items():
        approval = numbers(f"{copy.body.in_sentence} approved it on {in_words(copy.on)}" for copy in approved)
        landlord, name = case.assessment.landlord, case.assessment.name
        again = f"record the new approval ({approve_command(landlord, name, approved[0].body)})"
        if change.provision:
            correction = landlord.correction(change.provision)
            other = f"; the correction of {in_words(correction.on)} was of another text" if correction and correction.on else ""
            corrected = f"record the correction ({correct_command(name, change.provision)})"
            help_ = f"Put it back as it was approved, {corrected}, or {again}."
            if change.answer:
                other, help_ = "", f"Put it back as it was approved, or {again}. {NO_CORRECTION}"
            words = f"{change.heading}: {change.words} after {approval}{other}."
            yield Finding(change.file, change.line, change.provision, words, help_)
        else:
            words = f"{name}: {change.words} after {approval}."
            yield Finding(change.file, approved[0].body.line, "", words, f"Put it back as it was approved, or {again}.")


def correction_undone(case: Case) -> Iterator[Finding]:
    """Recorded corrections of answers that read as they were approved: the documents would name a correction that is none."""
    landlord = case.assessment.landlord
    for correction in landlord.corrections:
        covered = [copy for copy in case.copies if copy.assessment and copy.agrees and correction.on and correction.on > copy.on]
        if covered and landlord.correction(correction.provision) is correction:
            now = digest.of_answer(_answer(case.assessment, correction.provision))
            then = [digest.of_answer(_answer(copy.assessment, correction.provision)) for copy in covered if copy.assessment]
            if all(each == now for each in then):
                words = f"a correction of {correction.provision} is recorded, but the answer reads as it was approved"
                help_ = f"Take “### {correction.provision}” and the lines below it out, or correct the answer again."
                yield Finding(landlord.file, correction.line, "", f"{case.assessment.name}: {words}.", help_)


def no_approved_copy(case: Case) -> Iterator[Finding]:
    """Approvals without a copy of what was approved: nobody can tell what has changed since."""
    for copy in case.copies:
        if copy.assessment is None and copy.agrees:
            day = in_words(copy.on)
            there = f"the copy in {copy.name} cannot be read whole" if copy.broken else "there is no copy"
            approved = f"the answers that {copy.body.in_sentence} approved on {day}"
            words = f"{case.assessment.name}: {there} of {approved}, so that no change shows."
            before = "Delete it. " if copy.broken else ""
            yield Finding(
                case.assessment.landlord.file,
                copy.body.line,
                "",
                words,
                f"{before}If they are as approved, keep one now: {_again(copy, case.assessment.name)}",
            )


def approved_copy_changed(case: Case) -> Iterator[Finding]:
    """Copies that are not what the record says was approved: a comparison with them proves nothing, and none is made."""
    for copy in case.copies:
        if not copy.agrees:
            words, help_ = copy_changed(copy, case.assessment.name)
            yield Finding(case.assessment.landlord.file, copy.body.copy_line, "", f"{case.assessment.name}: {words}", help_)


def copy_changed(copy: ApprovedCopy, name: str) -> tuple[str, str]:
    """What is wrong with a copy that does not agree with its record in the year of this name, and what to do."""
    missing = "cannot be read whole" if copy.broken else "is not there"
    what = f"was changed, and does not agree with “Copy: {copy.body.copy}” any more" if copy.assessment else missing
    words = (
        f"the copy of what {copy.body.in_sentence} approved on {in_words(copy.on)} ({copy.name}) {what}, so that no change shows."
    )
    return words, (
        "Put it back from a backup or from version control. If the answers are as they were approved, take the line "
        f"“Copy: {copy.body.copy}” and the copy out instead, and record the approval again: {_again(copy, name)}"
    )


def _again(copy: ApprovedCopy, name: str) -> str:
    """The command that records the same approval again, which keeps a copy."""
    return f'self-assessment approve {name} --body "{copy.body.name}" --date "{in_words(copy.on)}"'


def correct_command(name: str, number: str) -> str:
    """The command that records a correction of this provision, with what it has to be given."""
    return f"self-assessment correct {name} --provision {number} --by NAME --why REASON"


class _Change(NamedTuple):
    """What is not as it was approved, in words, and where; ``provision`` is "" for what stands in landlord.md.

    ``answer``: the answer itself is another (a Yes that became a No), which no correction covers.
    """

    words: str
    file: str
    line: int = 0
    provision: str = ""
    heading: str = ""
    answer: bool = False


def _changes(case: Case, copy: ApprovedCopy) -> Iterator[_Change]:
    """What is not as this copy has it and is no recorded correction."""
    file = case.assessment.landlord.file
    if copy.assessment is None or copy.edition is None:
        return
    if copy.edition.id != case.edition.id:
        yield _Change(f"the edition of the Code, “{copy.edition.id}”, became “{case.edition.id}”", file)
        return
    responses = {body.name: body.response for body in copy.assessment.landlord.bodies}
    approved = responses.get(copy.body.name, ())
    if approved and same_text(approved) != same_text(copy.body.response):
        yield _Change(f"the response of {copy.body.in_sentence} was changed", file)
    for compared in compare(copy.assessment, copy.edition, case.assessment, case.edition, case.on).provisions:
        words = _in_words(compared)
        if words and (compared.comply_changed or not _is_corrected(case, copy, compared.number)):
            place = _place(case, compared)
            yield _Change(words, *place, compared.number, compared.heading, compared.comply_changed)


def _place(case: Case, compared: Compared) -> tuple[str, int]:
    """The file and line of the first thing in the answer that is not as it was; the section's file where the answer is gone."""
    answer = compared.after
    if answer is None:
        section = case.edition.section_of(compared.number)
        return f"{case.assessment.name}/section-{section.number if section else ''}.md", 0
    changed = {difference.part for difference in compared.differences}
    before = {same_text((block,)) for difference in compared.differences for block in difference.before}
    texts: dict[str, Text] = {
        EVIDENCE: tuple(Block(BULLET, item.runs, line=item.line) for item in answer.evidence),
        COMMENTARY: answer.commentary,
        ACTION: tuple(block for action in answer.actions for block in (*action.what, *action.outcome)),
        ALTERNATIVE: answer.alternative,
    }
    lines = [answer.comply_line] if COMPLY in changed else []
    lines += [b.line for part, text in texts.items() if part in changed for b in text if same_text((b,)) not in before]
    return answer.file, next((line for line in lines if line), answer.line)


def _in_words(compared: Compared) -> str:
    """What changed in an answer, in words; "" where nothing did."""
    if compared.before is None or compared.after is None:
        return (
            "" if compared.before is compared.after else "the answer was added" if compared.after else "the answer was taken out"
        )
    told = [words for difference in compared.differences for words in _difference(difference)]
    return numbers(told, most=_MOST) if told else ""


def _difference(difference: Difference) -> list[str]:
    """What changed in a part: "“ten” became “twenty” in the commentary"."""
    where = "" if difference.part == COMPLY else f" in {_NAMES.get(difference.part, f'the {difference.part}')}"
    if difference.only_looks:
        return [f"paragraphs, lists, bold words or links changed{where}"]
    told = []
    for removed, added in _apart(difference):
        if removed and added:
            told.append(f"{quote(removed, most=60)} became {quote(added, most=60)}{where}")
        else:
            told.append(f"{quote(removed or added, most=60)} was {'taken out' if removed else 'added'}{where}")
    return told


def _apart(difference: Difference) -> Iterator[tuple[str, str]]:
    """The words removed and those added in their place, wherever the two texts differ."""
    words = {REMOVED: "", ADDED: ""}
    pieces = [piece for block in difference.blocks for piece in (*block.pieces, Piece(" ", block.state))]
    for piece in (*pieces, Piece(".", SAME)):
        if piece.kind in words:
            words[piece.kind] += piece.text
        elif piece.text.strip():
            removed, added = words[REMOVED].strip(), words[ADDED].strip()
            if removed or added:
                yield removed, added
            words = {REMOVED: "", ADDED: ""}


def _is_corrected(case: Case, copy: ApprovedCopy, number: str) -> bool:
    """Whether the newest correction of the provision was made after this approval and is of exactly the present text."""
    correction = case.assessment.landlord.correction(number)
    if correction is None or not _is_after(correction, copy):
        return False
    return correction.digest == digest.of_answer(_answer(case.assessment, number))


def _is_after(correction: Correction, copy: ApprovedCopy) -> bool:
    return bool(correction.on and correction.on >= copy.on)


def _answer(assessment: SelfAssessment, number: str) -> Answer:
    return assessment.answer(number) or Answer(number)
