"""A document into a folder that is there: what is new is added, what people have changed since stays, and conflicts are shown.

A fill-in form brings what was changed in it (``taking``); any other document only fills what is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import dates, digest, form, intake
from generator.answers import saving, source, starter, writing
from generator.answers.source import Source
from generator.gather import Gathered, gather
from generator.intake import reporting
from generator.intake.documents import Document, open_document
from generator.intake.taking import Answers, Change, Merged
from generator.model import Action, Answer, Edition, Provision
from generator.printed import Wording
from generator.problems import Problem, Stop
from generator.rich_text import Text, plain
from generator.workspace import LANDLORD_FILE, Target

if TYPE_CHECKING:
    from generator.importers.own_forms import Form

_PLACES = 3
_NOT_TAKEN = ("import-twice", "import-unplaced-answer", "import-hidden", "import-comments")
"""What an import says of words that are in no answer."""
_ACTIONS = "actions"


def merge(paths: Sequence[Path], target: Target, wording: Wording) -> Merged:
    """The documents merged into the target's answers. Raises Stop where they are of another landlord or edition, or no answers."""
    gathered = gather(target)
    if gathered.unreadable:
        unreadable = gathered.unread[0]
        raise Stop(f"{unreadable.file}: {unreadable.message} {unreadable.help} Nothing was merged.")
    documents = [open_document(path) for path in paths]
    forms = [intake.form_of(document, wording) for document in documents]
    merged = Merged(gathered)
    answers = Answers(gathered, merged)
    for document, filled in zip(documents, forms, strict=True):
        if filled is not None:
            _check(document.name, filled, gathered)
            for each in filled.filled:
                answers.fill(each, document.name)
            _keep_left(document, filled, merged)
    others = [document for document, filled in zip(documents, forms, strict=True) if filled is None]
    if others:
        _merge_documents(others, answers, wording)
    _write_sources(answers)
    return merged


def _keep_left(document: Document, filled: Form, merged: Merged) -> None:
    """What somebody wrote in a form where no field is, and in its margin; and that some of it is hidden."""
    merged.left += map(_sentence, intake.hidden(document))
    rows = (*filled.left, *document.comments)
    if rows:
        _add(merged, reporting.UNPLACED, reporting.unplaced(document.name, filled.left, document.comments))
        places = "; ".join(row.place for row in rows[:_PLACES]) + ("; and others" if len(rows) > _PLACES else "")
        merged.left.append(
            f"{document.name}: some of what stands in it belongs to no field of the form, or to one without its form reference ({places}). "
            f"It was not taken, and is now in {reporting.UNPLACED}. Put in by hand what you want of it."
        )


def _sentence(problem: Problem) -> str:
    return f"{problem.file}: {problem.message} {problem.help}"


def _add(merged: Merged, name: str, text: str) -> None:
    merged.added[name] = "\n".join(filter(None, (merged.added.get(name), text)))


def refuse_approved(merged: Merged, all_the_same: str) -> None:
    """Raises Stop, before anything is written, where something would change that a governing body has approved.

    ``all_the_same`` is the sentence that says how to merge nevertheless.
    """
    approved = [body for body in merged.gathered.assessment.landlord.bodies if body.approved]
    if not approved or not merged.taken:
        return
    name = merged.gathered.target.name
    who = " and ".join(f"{body.in_sentence} on {dates.in_words(body.approved)}" for body in approved if body.approved)
    one = len(merged.taken) == 1
    raise Stop(
        f"{name} was approved by {who}, and {'1 thing' if one else f'{len(merged.taken)} things'} in it would change: each changed answer "
        f"would have to be reviewed again, and recorded as a correction or approved anew. Nothing was merged. {all_the_same}"
    )


def _check(name: str, filled: Form, gathered: Gathered) -> None:
    landlord = " ".join(gathered.assessment.landlord.name.split())
    if filled.edition != gathered.edition.id:
        raise Stop(
            f"{name}: this form was made for {filled.edition}, and the answers in {gathered.target.name} are to {gathered.edition.id}. "
            "Merge it into the folder that it was made for."
        )
    if filled.landlord.strip() != landlord:
        raise Stop(
            f"{name}: this form was made for “{filled.landlord}”, and {gathered.target.name} is “{landlord}”. Merge it into the folder "
            "that it was made for."
        )


# Other documents


def _merge_documents(documents: Sequence[Document], answers: Answers, wording: Wording) -> None:
    brought = intake.brought(documents, wording)
    if brought.edition.id != answers.edition.id:
        raise Stop(
            f"{brought.names}: this is a self-assessment against {brought.edition.id}, and the answers in {answers.gathered.target.name} "
            f"are to {answers.edition.id}. Import it into a folder of its own."
        )
    for number, there in brought.answers.items():
        new = Answers(answers.gathered, answers.merged)
        new.now = {number: there}
        for name, text in form.answer_fields(new.row(number)).items():
            here = form.answer_fields(answers.row(number))[name]
            _fill_empty(answers, number, name, (here, text), brought.names)
        mine = answers.answer(number)
        if there.actions and not mine.actions:
            answers.put(number, replace(mine, actions=there.actions), _ACTIONS, f"taken from {brought.names}")
        elif there.actions and there.actions != mine.actions:
            texts = _in_words(mine.actions), _in_words(there.actions)
            answers.conflict(number, _ACTIONS, f"are others in {brought.names}", texts)
    answers.merged.left += [_sentence(problem) for problem in brought.problems if problem.id in _NOT_TAKEN]
    for file, words in brought.beside.items():
        _add(answers.merged, file, words)
    if brought.texts:  # landlord.md is there: what it says stays
        _add(answers.merged, reporting.UNPLACED, "\n".join(f"{heading}:\n\n{text}\n" for heading, text in brought.texts.items()))
    _fill_landlord(answers, brought.facts, brought.names)


def _fill_empty(answers: Answers, number: str, name: str, texts: tuple[Text, Text], names: str) -> None:
    here, there = texts
    if not there or digest.compared(name, here, flat=False) == digest.compared(name, there, flat=False):
        return
    if here:
        answers.conflict(number, name, f"is another in {names}", texts)
    else:
        answers.take(number, name, here, there, names, 0)


def _in_words(actions: Sequence[Action]) -> Text:
    lines = []
    for action in actions:
        by = dates.in_words(action.by) if action.by else action.by_text
        lines.append("; ".join(part for part in (" ".join(plain(action.what).split()), action.owner, by) if part))
    return tuple(block for words in lines for block in form.line(words))


def _fill_landlord(answers: Answers, facts: Mapping[str, str], names: str) -> None:
    held = answers.gathered.sources.get(LANDLORD_FILE)
    if held is None:
        return
    for label, value in facts.items():
        at = next((i for i, line in enumerate(held.lines) if line.rstrip() == f"{label}:"), None)
        if at is not None:
            held = held.replaced(at, at + 1, [f"{label}: {value}"])
            answers.merged.taken.append(Change(f"{held.shown}, line {at + 1}", f"{label} taken from {names}"))
    if held is not answers.gathered.sources[LANDLORD_FILE]:
        answers.merged.sources[LANDLORD_FILE] = held


# Files


def _write_sources(answers: Answers) -> None:
    """The section files with the answers that changed: from the last line up, since a save moves what stands below it."""
    gathered, merged = answers.gathered, answers.merged
    provisions = {provision.number: provision for provision in answers.edition.provisions}
    changed = [number for number, answer in answers.now.items() if answer is not answers.before.get(number)]
    there = [answers.own[number] for number in changed if number in answers.own]
    for before in sorted(there, key=lambda answer: -answer.line):
        name = before.file.rpartition("/")[2].lower()
        held = merged.sources.get(name, gathered.sources[name])
        merged.sources[name] = saving.saved(held, before, answers.now[before.provision])
    made: set[str] = set()
    for number in changed:
        if number not in answers.own:
            _add_entry(answers, provisions[number], answers.now[number], made)


def _add_entry(answers: Answers, provision: Provision, answer: Answer, made: set[str]) -> None:
    """A provision that has no heading yet, put where the Code's order has it; in a new file, which is then ``made``, if there is none.

    A new file has a heading for each provision of the section, but under shared answers only for those that differ.
    """
    edition, merged = answers.edition, answers.merged
    section = edition.section_of(provision.number)
    assert section is not None  # noqa: S101 - every provision of an edition stands in one of its sections
    name = f"section-{section.number}.md"
    if name in made:
        return
    held = merged.sources.get(name, answers.gathered.sources.get(name))
    if held is None and answers.gathered.shared:
        held = source.from_text(f"{answers.gathered.target.name}/{name}", f"{writing.section_title(section)}\n")
    if held is None:
        held = _new_file(answers, edition, name)
        merged.sources[name] = held
        made.add(name)
        return
    merged.sources[name] = saving.added(held, section, provision, answer)


def _new_file(answers: Answers, edition: Edition, name: str) -> Source:
    missing = {number: answer for number, answer in answers.now.items() if number not in answers.before}
    return source.from_text(f"{answers.gathered.target.name}/{name}", starter.files(edition, missing)[name])


def save(merged: Merged) -> None:
    """Write the files that changed, each in one step and none before all could be written.

    What is beside the answers goes at the end of what is there. Raises Stop where a file was changed since it was read.
    """
    folder = merged.gathered.target.folder
    paths = {path.name.lower(): path for path in folder.iterdir()}
    changes = [
        source.Change(paths.get(name, folder / name), merged.gathered.sources.get(name), held)
        for name, held in merged.sources.items()
    ]
    for name, text in merged.added.items():
        path = paths.get(name, folder / name)
        shown = f"{merged.gathered.target.name}/{name}"
        before = source.read(path, shown) if path.exists() else None
        there = before.to_bytes().decode("utf-8", "replace") if before else ""
        if text.strip() not in there:
            changes.append(source.Change(path, before, source.from_text(shown, there + ("\n" if there else "") + text)))
    source.save(changes)
