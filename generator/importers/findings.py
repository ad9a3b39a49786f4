"""What is wrong with a document that was imported, in sentences, and whether it is a self-assessment at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.importers.found import Found
from generator.importers.labels import clear
from generator.importers.survey import Stretch, Survey
from generator.model import PARTS, VERDICT, Edition
from generator.problems import ERROR, WARNING, Problem, Stop

_SURE = 92.0
"""A provision's text that is less like the Code's (of 100) is named."""
_SHOWN = 80


def findings(read: Survey, found: Sequence[Found], missing: Sequence[str], file: str) -> Iterator[Problem]:
    """Every problem, in Code order; what concerns no single provision comes last."""
    edition = read.form.edition
    about: dict[str, list[Problem]] = {provision.number: [] for provision in edition.provisions}
    for number in missing:
        about[number].append(_missing(number, edition, file))
    for answer in found:
        about[answer.number] += _about_answer(answer, edition, file)
    for provision in edition.provisions:
        if provision.asks == PARTS and any(a.number == provision.number and (a.evidence or a.commentary) for a in found):
            for part in edition.provisions:  # it is answered as a whole
                if part.part_of == provision.number:
                    about[part.number] = [p for p in about[part.number] if p.id != "import-answer-unknown"]
    for stretch in read.taken:
        about[edition.provisions[stretch.reading.provision].number] += _about_text(stretch, read, file)
    for problems in about.values():
        yield from problems
    yield from _about_titles(read, file)
    yield from _about_rest(read, file)


def _file_of(number: str, edition: Edition) -> str:
    section = edition.section_of(number)
    return f"section-{section.number}.md" if section else "the section's file"


def _missing(number: str, edition: Edition, file: str) -> Problem:
    heading = next(p.heading for p in edition.provisions if p.number == number)
    message = f"{heading}: its text is not in the document, so it has no answer."
    return Problem("import-missing", ERROR, file, 0, number, message, f"Answer it in {_file_of(number, edition)}.")


def _about_answer(answer: Found, edition: Edition, file: str) -> Iterator[Problem]:
    number, place = answer.number, answer.place
    where = _file_of(number, edition)

    def problem(id_: str, severity: str, message: str, what_to_do: str) -> Problem:
        return Problem(id_, severity, file, answer.line, number, message, what_to_do)

    if answer.by_order:
        yield problem(
            "import-by-order",
            WARNING,
            f"The text of {number} is missing. The answer ({place}) was taken for {number}’s because it stands where {number} belongs "
            "in the form.",
            f"Read the answer to {number} in {where} and see that it belongs there.",
        )
    elif answer.printed_number and answer.printed_number != number:
        yield problem(
            "import-renumbered",
            WARNING,
            f"{number} is printed as {answer.printed_number} ({place}). Its text is that of {number}, so it was taken as {number}.",
            f"Put the number right where the document is published, or read {number} in {where} and see that it belongs there.",
        )
    provision = next(p for p in edition.provisions if p.number == number)
    if provision.asks != VERDICT:
        if provision.asks != PARTS and not answer.evidence and not answer.commentary:
            message = f"There is no answer to {number} ({place}), so it is left open."
            yield problem("import-answer-unknown", ERROR, message, f"Answer {number} in {where}.")
        return
    choices = " nor ".join(choice.title for choice in edition.answers)
    if not answer.comply:
        says = f"reads “{_short(answer.comply_words)}”, which is neither {choices}" if answer.comply_words else "is not there"
        if answer.both:
            says = "stands in both columns, the one for Yes and the one for No"
        kept = " Its words are kept in the commentary." if answer.comply_words else ""
        yield problem(
            "import-answer-unknown",
            ERROR,
            f"The answer to {number} {says} ({place}), so it is left open.{kept}",
            f"Give the answer to {number} in {where}, in the line that begins with “Comply:”.",
        )
    elif _says_more(answer.comply_words, edition.answer_title(answer.comply)):
        yield problem(
            "import-answer-words",
            WARNING,
            f"The answer to {number} reads “{_short(answer.comply_words)}” ({place}). It was taken as "
            f"{edition.answer_title(answer.comply)}, and its words are kept in the commentary.",
            f"See in {where} that the answer is right, and say in the commentary or an action what is still to come.",
        )


def _says_more(words: str, title: str) -> bool:
    plain = re.sub(r"\W", "", words).casefold()
    return bool(plain) and not clear(words) and plain not in (re.sub(r"\W", "", title).casefold(), title[:1].casefold())


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _about_text(stretch: Stretch, read: Survey, file: str) -> Iterator[Problem]:
    """Doubts about which provision a passage is."""
    edition, reading = read.form.edition, stretch.reading
    piece = read.document.pieces[read.document.at(reading.start)[0]]
    number = edition.provisions[reading.provision].number
    reasons = []
    if reading.likeness < _SURE:
        reasons.append(f"its text is {reading.likeness:.0f}% like the Code’s")
    twins = [r for r in stretch.passage.readings if r is not reading and r.likeness > reading.likeness - 1]
    if twins and not _settled(stretch, read):
        others = ", ".join(edition.provisions[r.provision].number for r in twins)
        reasons.append(f"{others} reads the same, and no heading, neighbour or number tells them apart")
    if reasons:
        yield Problem(
            "import-doubtful",
            WARNING,
            file,
            piece.block.line,
            number,
            f"What is taken for {number} ({piece.place}) may be something else: {'; '.join(reasons)}.",
            f"Compare the document with {number} in {_file_of(number, edition)}.",
        )


def _settled(stretch: Stretch, read: Survey) -> bool:
    """True where a stage's heading, a neighbour or the printed number says which of two provisions of the same text it is."""
    place = stretch.reading.provision
    provision = read.form.edition.provisions[place]
    taken = [other.reading.provision for other in read.taken]
    at = taken.index(place)
    before = taken[at - 1] == place - 1 if at else False
    after = taken[at + 1] == place + 1 if at + 1 < len(taken) else False
    return before or after or stretch.signs.stage == provision.stage != "" or stretch.head.number == provision.number


def _about_titles(read: Survey, file: str) -> Iterator[Problem]:
    """Section headings that are not those of the provisions under them."""
    edition = read.form.edition
    section_of = [place for place, section in enumerate(edition.sections) for _ in section.provisions]
    marks = [(number, heading) for number, heading in sorted(read.form.headings.items()) if heading.of_section]
    for which, (number, heading) in enumerate(marks):
        stop = marks[which + 1][0] if which + 1 < len(marks) else len(read.document.pieces)
        under = Counter(section_of[s.reading.provision] for s in read.taken if number <= s.start[0] < stop)
        if not under:
            continue
        section = edition.sections[under.most_common(1)[0][0]]
        carried = edition.sections[heading.section] if heading.section is not None else section
        if carried is not section:
            wrong = f"Section {section.number} carries section {carried.number}’s title (“{_short(heading.text)}”)"
        elif heading.number and heading.number != section.number:
            wrong = f"Section {section.number} is printed as section {heading.number} (“{_short(heading.text)}”)"
        else:
            continue
        piece = read.document.pieces[number]
        yield Problem(
            "import-section-title",
            WARNING,
            file,
            piece.block.line,
            "",
            f"{wrong} ({piece.place}). The provisions under it are those of section {section.number}, and were taken as such.",
            f"Put the heading right where the document is published: it should read “{section.title}”.",
        )


def _about_rest(read: Survey, file: str) -> Iterator[Problem]:
    edition = read.form.edition
    for stretch in read.stretches:
        if not stretch.taken:
            piece = read.document.pieces[stretch.head.start[0]]
            number = edition.provisions[stretch.reading.provision].number
            yield Problem(
                "import-twice",
                WARNING,
                file,
                piece.block.line,
                number,
                f"{number} stands in the document a second time ({piece.place}); this one was left out.",
                "Compare the two: the one left out is in unplaced.md.",
            )
    for entry in read.unplaced:
        piece = entry.parts[0].piece
        yield Problem(
            "import-unplaced-answer",
            WARNING,
            file,
            piece.block.line,
            "",
            f"An answer (“{_short(entry.words)}”, {piece.place}) stands without the text of its provision, and the order of the form "
            "does not say which it is.",
            "It is in unplaced.md: copy it to the provision that it belongs to.",
        )
    if read.leftover:
        first = read.leftover[0].piece
        count = len({part.piece.row for part in read.leftover})
        lines = "1 line belongs" if count == 1 else f"{count} lines belong"
        yield Problem(
            "import-leftover",
            WARNING,
            file,
            first.block.line,
            "",
            f"{lines} to no provision; the first reads “{_short(read.leftover[0].text)}” ({first.place}).",
            "Look through unplaced.md and copy what you need.",
        )


# Is it a self-assessment at all?

_RECOMMENDATION = re.compile(r"\brecommend(?:ation|ations|ed|s)?\b", re.IGNORECASE)
_OTHER_OMBUDSMAN = re.compile(r"local government (?:and|&) social care ombudsman|\blgsco\b", re.IGNORECASE)
_POLICY = re.compile(r"\bthis (?:complaints? )?policy\b|\bcomplaints? policy\b", re.IGNORECASE)
_MANY = 20


def refuse(read: Survey) -> None:
    """Raises Stop, with a sentence that says what the document is taken for, where it is no self-assessment.

    In a self-assessment most of the provisions found by their text are followed by an answer or by the form's question for one,
    and most of its answers stand with a provision's text.
    """
    if not read.document.letters:
        raise Stop("it has no text. If it is a scan, have the text recognised first, and use that file.")
    answered = sum(stretch.entries[0].answered for stretch in read.taken)
    if answered and 2 * answered >= len(read.taken) and answered >= len(read.unplaced):
        return
    raise Stop(
        f"it is not a self-assessment against the {read.form.edition.name}, as far as can be seen: {_taken_for(read, answered)}. "
        f"Use the document in which each provision stands with its answer.{_instead(read)}"
    )


def _instead(read: Survey) -> str:
    """The command that reads what this may be."""
    text = "\n".join(piece.text for piece in read.document.pieces)
    return (
        " To put a complaints policy into the evidence register: self-assessment policy."
        if len(_POLICY.findall(text)) >= 3
        else ""
    )


def _taken_for(read: Survey, answered: int) -> str:
    text = "\n".join(piece.text for piece in read.document.pieces)
    count = len(read.taken)
    quotes = "it quotes no provision" if not count else f"it quotes {count} provision{'s' if count > 1 else ''}"
    bare = f"({quotes}, and no answers stand with them)" if count else f"({quotes})"
    loose = len(read.unplaced)
    if len(_RECOMMENDATION.findall(text)) >= 3 and not answered:
        return f"it reads like recommendations made after a check {bare}"
    if _OTHER_OMBUDSMAN.search(text) and not count and loose:
        return "it reads like the form of the Local Government and Social Care Ombudsman, whose provisions are others"
    if loose > max(answered, 5):
        return f"it has {loose} answers, but the text of their provisions is missing or is that of another edition"
    if count >= _MANY:
        return f"it reads like the Code itself {bare}"
    if len(_POLICY.findall(text)) >= 3:
        return f"it reads like a complaints policy {bare}"
    return f"it reads like a report or a summary {bare}"
