"""A document into a folder that is there: what is new is added, what people have changed since stays, and conflicts are shown.

A fill-in form says what it was made from, so each of its fields is compared three ways: as it was, as it is in the files now, and
as it is in the form. Any other document only fills what is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from generator import dates, digest, form, intake
from generator.answers import saving, source, starter, writing
from generator.answers.source import Source
from generator.form import Filled
from generator.gather import Gathered, gather
from generator.intake import reporting, sheet_text
from generator.intake.documents import Document, open_document
from generator.model import Action, Answer, Edition, EvidenceItem, Provision
from generator.printed import Wording
from generator.problems import Problem, Stop
from generator.rich_text import PARAGRAPH, Block, Text, canonical_text, plain
from generator.view import Row, view
from generator.workspace import LANDLORD_FILE, Target

if TYPE_CHECKING:
    from generator.importers.own_forms import Form

_SHOWN = 1000
_PLACES = 3
_NOT_TAKEN = ("import-twice", "import-unplaced-answer", "import-hidden", "import-comments")
"""What an import says of words that are in no answer."""
_ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was taken from a document: where it stands in the files, and what was done."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that says one thing in the files and another in a document; the files stay as they are."""

    place: str
    sentence: str
    here: str
    there: str


@dataclass(slots=True)
class Merged:
    """What a merge makes of a folder: the sources that changed, what was taken, and the conflicts. Nothing is written yet.

    ``left`` has a sentence for each thing in a document that was not taken and is no conflict with the files; ``added`` is what goes
    beside the answers.
    """

    gathered: Gathered
    taken: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)


def merge(paths: Sequence[Path], target: Target, wording: Wording) -> Merged:
    """The documents merged into the target's answers. Raises Stop where they are of another landlord or edition, or no answers."""
    gathered = gather(target)
    if gathered.unreadable:
        unreadable = gathered.unread[0]
        raise Stop(f"{unreadable.file}: {unreadable.message} {unreadable.help} Nothing was merged.")
    documents = [open_document(path) for path in paths]
    forms = [intake.form_of(document, wording) for document in documents]
    merged = Merged(gathered)
    answers = _Answers(gathered, merged)
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


# Answers that are being changed


class _Answers:
    """The answers as the merge leaves them. ``now`` is by provision; what was there before is in ``merged.gathered``."""

    def __init__(self, gathered: Gathered, merged: Merged) -> None:
        self.gathered, self.merged, self.edition = gathered, merged, gathered.edition
        self.before = {answer.provision: answer for answer in gathered.assessment.answers}
        self.own = {answer.provision: answer for answer in gathered.own}
        """What stands in the target's own files: no other file is ever written."""
        self.now = dict(self.before)

    def answer(self, number: str) -> Answer:
        return self.now.get(number, Answer(number))

    def row(self, number: str) -> Row:
        """The answer as documents print it."""
        assessment = replace(self.gathered.assessment, answers=(self.answer(number),))
        return next(row for row in view(self.edition, assessment, draft=True).rows if row.number == number)

    def place(self, number: str, name: str, action: int = 0) -> str:
        answer = self.before.get(number)
        if answer is None:
            return self.own_file(number)
        return f"{answer.file}, line {_line(answer, name, action)}"

    def own_file(self, number: str) -> str:
        section = self.edition.section_of(number)
        return f"{self.gathered.target.name}/section-{section.number if section else '?'}.md"

    def put(self, number: str, changed: Answer, name: str, why: str, action: int = 0) -> None:
        """Take a field's new value: the answer has to be reviewed anew."""
        again = "; it has to be reviewed again" if self.answer(number).reviewed else ""
        place = self.place(number, name, action) if number in self.own else self.own_file(number)
        self.now[number] = replace(changed, reviewed=None)
        self.merged.taken.append(Change(place, f"{number}: {_named(name, action)} {why}{again}"))

    def conflict(self, number: str, name: str, why: str, texts: tuple[Text, Text], action: int = 0) -> None:
        here, there = _shown(*texts)
        sentence = f"{number}: {_named(name, action)} {why}"
        self.merged.conflicts.append(Conflict(self.place(number, name, action), sentence, here, there))

    # Fields of forms

    def fill(self, filled: Filled, document: str) -> None:
        """Take what the form changed, where the files have not changed it too."""
        if filled.number not in {provision.number for provision in self.edition.provisions}:
            return
        if not filled.started:
            self.add_action(filled, document)
            return
        for name, was in filled.started.items():
            stands = name in filled.fields
            there = filled.fields.get(name, ())
            if digest.of_text(name, there, flat=filled.flat) == was:
                continue
            at = self.action_at(filled) if filled.action else 0
            if at is None:
                sentence = f"was changed in {document} ({filled.place}), but the action is no longer in the files"
                self.conflict(filled.number, name, sentence, ((), there), filled.action)
                return
            here = self.fields(filled.number, at)[name]
            if digest.compared(name, here, flat=filled.flat) == digest.compared(name, there, flat=filled.flat):
                continue
            if not stands or digest.of_text(name, here, flat=filled.flat) != was:
                what = "was changed in the files and in" if stands else "is no longer in"
                self.conflict(filled.number, name, f"{what} {document} ({filled.place})", (here, there), at)
                continue
            self.take(filled.number, name, here, sheet_text.kept(there, here, name) if filled.flat else there, document, at)
        if filled.action:
            self.drop_empty(filled.number)

    def fields(self, number: str, action: int) -> Mapping[str, Text]:
        row = self.row(number)
        return form.action_fields(row.actions[action - 1]) if action else form.answer_fields(row)

    def action_at(self, filled: Filled) -> int | None:
        """The action in the files that the form's was made from: one that still is as it was, or that of its number; None if gone."""
        actions = self.row(filled.number).actions
        for at, action in enumerate(actions, start=1):
            shown = form.action_fields(action)
            if all(digest.of_text(name, shown[name], flat=filled.flat) == was for name, was in filled.started.items()):
                return at
        return filled.action if filled.action <= len(actions) else None

    def take(self, number: str, name: str, here: Text, there: Text, document: str, action: int) -> None:
        answer = self.answer(number)
        if action:
            changed = list(answer.actions)
            changed[action - 1] = _with_action(changed[action - 1], name, there)
            self.put(number, replace(answer, actions=tuple(changed)), name, f"taken from {document}", action)
            return
        if name == "comply":
            words = plain(there).strip()
            value = next(
                (c.value for c in self.edition.answers if words.casefold() in (c.title.casefold(), c.value.casefold())), ""
            )
            if words and not value:
                choices = " nor ".join(choice.title for choice in self.edition.answers)
                self.conflict(number, name, f"is neither {choices} in {document}", (here, there))
                return
            self.put(number, replace(answer, comply=value, comply_text=value.capitalize()), name, f"taken from {document}")
            return
        self.put(number, _with_text(answer, name, there), name, f"taken from {document}")

    def add_action(self, filled: Filled, document: str) -> None:
        action = Action()
        for name, text in filled.fields.items():
            action = _with_action(action, name, sheet_text.kept(text, (), name) if filled.flat else text)
        answer = self.answer(filled.number)
        if _is_empty(action) or action in answer.actions:
            return
        actions = (*answer.actions, action)
        self.put(filled.number, replace(answer, actions=actions), "what", f"added from {document}", len(actions))

    def drop_empty(self, number: str) -> None:
        answer = self.answer(number)
        actions = tuple(action for action in answer.actions if not _is_empty(action))
        if len(actions) < len(answer.actions):
            self.now[number] = replace(answer, actions=actions)


def _is_empty(action: Action) -> bool:
    return action == Action() and not action.by_text


def _with_action(action: Action, name: str, text: Text) -> Action:
    if name in ("what", "outcome"):
        held = canonical_text(text)
        return replace(action, what=held) if name == "what" else replace(action, outcome=held)
    words = " ".join(plain(text).split())
    return replace(action, owner=words) if name == "owner" else replace(action, by=dates.parse(words)[0], by_text=words)


def _with_text(answer: Answer, name: str, text: Text) -> Answer:
    if name == "evidence":
        lines = canonical_text(Block(PARAGRAPH, block.runs) for block in text)
        return replace(answer, evidence=tuple(EvidenceItem(block.runs) for block in lines))
    held = canonical_text(text)
    return replace(answer, commentary=held) if name == "commentary" else replace(answer, alternative=held)


def _named(name: str, action: int) -> str:
    names = {"comply": "the answer", "evidence": "the evidence", "commentary": "the commentary", "alternative": "the alternative"}
    parts = {"what": "", "owner": "the owner of ", "by": "the date of ", "outcome": "the outcome of "}
    return f"{parts[name]}action {action}" if name in parts else names.get(name, f"the {name}")


def _line(answer: Answer, name: str, action: int) -> int:
    """Where a field stands in its file, or else the answer's heading."""
    if action and action <= len(answer.actions):
        return answer.actions[action - 1].line or answer.line
    texts: dict[str, Sequence[EvidenceItem | Block]] = {
        "evidence": answer.evidence,
        "commentary": answer.commentary,
        "alternative": answer.alternative,
    }
    first = next(iter(texts.get(name, ())), None)
    found = answer.comply_line if name == "comply" else first.line if first else 0
    return found or answer.line


def _shown(*texts: Text) -> list[str]:
    """Both versions as one line each, from where they part."""
    lines = [[line.strip() for line in plain(text).split("\n")] for text in texts]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*lines, strict=False)))
    shown = []
    for each in lines:
        words = " / ".join(each[same:]) or ("nothing more" if same else "nothing")
        shown.append(("… " if same else "") + (words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + " …"))
    return shown


# Other documents


def _merge_documents(documents: Sequence[Document], answers: _Answers, wording: Wording) -> None:
    brought = intake.brought(documents, wording)
    if brought.edition.id != answers.edition.id:
        raise Stop(
            f"{brought.names}: this is a self-assessment against {brought.edition.id}, and the answers in {answers.gathered.target.name} "
            f"are to {answers.edition.id}. Import it into a folder of its own."
        )
    for number, there in brought.answers.items():
        new = _Answers(answers.gathered, answers.merged)
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


def _fill_empty(answers: _Answers, number: str, name: str, texts: tuple[Text, Text], names: str) -> None:
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


def _fill_landlord(answers: _Answers, facts: Mapping[str, str], names: str) -> None:
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


def _write_sources(answers: _Answers) -> None:
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


def _add_entry(answers: _Answers, provision: Provision, answer: Answer, made: set[str]) -> None:
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


def _new_file(answers: _Answers, edition: Edition, name: str) -> Source:
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
