"""``Reviewed:`` written behind answers that somebody has read: the one edit that says so, and nothing else in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.answers import saving
from generator.answers.source import Source
from generator.dates import in_words
from generator.gather import Gathered
from generator.model import Answer, Review
from generator.problems import ERROR, Stop


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review comes to: the changed files by name, the provisions marked, and a sentence for each that was not.

    ``replaced`` has a sentence for each that had been reviewed before.
    """

    files: Mapping[str, Source]
    marked: tuple[str, ...]
    refused: tuple[str, ...]
    replaced: tuple[str, ...] = ()


def provisions_of(gathered: Gathered, sections: Sequence[str], provisions: Sequence[str]) -> list[str]:
    """The numbers of these sections' provisions and of the provisions named, in the form's order. Raises Stop for one there is not."""
    edition = gathered.edition
    known = {section.number: [p.number for p in section.provisions] for section in edition.sections}
    for number in sections:
        if number not in known:
            raise Stop(f"The {edition.name} has no section {number}: its sections are {', '.join(known)}.")
    every = [number for numbers in known.values() for number in numbers]
    for number in provisions:
        if number not in every:
            raise Stop(f"The {edition.name} has no provision {number}. Name one as it is numbered there, such as {every[0]}.")
    return [number for section, numbers in known.items() for number in numbers if section in sections or number in provisions]


def reviewed(gathered: Gathered, numbers: Sequence[str], named: Sequence[str], by: str, on: date) -> Reviewed:
    """The answers to ``numbers`` marked as reviewed; those that somebody has reviewed keep their line, unless they are ``named``.

    Refused are provisions without an answer of this landlord's own, and those whose answer has something in it that is not read.
    Raises Stop where ``by`` is no name.
    """
    who = " ".join(by.split())
    if not who or not who.isprintable():
        raise Stop("After --by, write who has read the answers: a post or a name, such as “Policy Officer”.")
    answers = {answer.provision: answer for answer in gathered.assessment.answers}
    own = {source.shown: name for name, source in gathered.sources.items()}
    unread = {problem.provision for problem in gathered.problems if problem.severity == ERROR}
    read: list[Answer] = []
    refused: list[str] = []
    for provision in gathered.edition.provisions:
        number, answer = provision.number, answers.get(provision.number)
        if number not in numbers:
            continue
        if answer is None or answer.file not in own:
            refused.append(f"{provision.heading}: there is no answer here to review.")
        elif number in unread:
            refused.append(f"{provision.heading}: something in its answer cannot be read. Put right what check says of it first.")
        elif not gathered.edition.is_answered(provision, answers):
            refused.append(f"{provision.heading}: it is not answered yet.")
        elif answer.reviewed and answer.reviewed.on and number not in named:
            refused.append(f"{provision.heading}: it has been reviewed already, on {answer.reviewed.text}.")
        else:
            read.append(answer)
    files: dict[str, Source] = {}
    review = Review(f"{in_words(on)}, {who}", who, on)
    for answer in sorted(read, key=lambda answer: -answer.line):  # from the end, so that no line that is still to come moves
        name = own[answer.file]
        files[name] = saving.saved(files.get(name, gathered.sources[name]), answer, replace(answer, reviewed=review))
    before = tuple(
        f"{a.provision}: this is in the place of the review of {a.reviewed.text}." for a in read if a.reviewed and a.reviewed.on
    )
    return Reviewed(files, tuple(answer.provision for answer in read), tuple(refused), before)
