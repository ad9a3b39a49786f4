"""Editions of the Code: generator/codes/*.yaml -> Edition. No edition's content is known here, only the shape of the file.

Every value is read as the text that stands there (unquoted, YAML would read 6.10 as 6.1 and no as false), and a file that
says a thing twice, or something that nobody reads, is refused: see docs/how-to/add-an-edition.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.model import (
    FIGURE,
    FREE_TEXT,
    NO,
    NOT_APPLICABLE,
    PARTS,
    SUBJECTS,
    VERDICT,
    YES,
    CarriesOn,
    Choice,
    Column,
    Edition,
    Expectation,
    Gone,
    Group,
    OldWording,
    Provision,
    Section,
    Stage,
)
from generator.problems import Stop

_FOLDER = Path(__file__).parent / "codes"  # beside this module, in the checkout and in the wheel
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the fast one is missing where PyYAML was built without libyaml

_EDITION_KEYS = (
    *("id", "name", "title", "issuer", "in_force_from", "follows", "introduction"),
    *("columns", "groups", "answers", "conditional_note", "gone", "policy_expectations", "sections"),
)
_SECTION_KEYS = ("number", "title", "also_titled", "stages", "provisions")
_PROVISION_KEYS = (
    *("number", "number_seen", "part_of", "label", "group", "stage", "asks", "conditional", "about"),
    *("text", "item_style", "items", "also_worded", "superseded", "wording", "hint", "carries_on", "changed"),
)
_EXPECTATION_KEYS = ("id", "label", "provision", "words", "figure", "about", "not_about", "instead")
_LIMIT = re.compile(r"at (?:most|least) \d+ (?:working days|days?|weeks?|months?)")
_ASKS = (VERDICT, FIGURE, FREE_TEXT, PARTS)
_FORMS = (  # what the columns of a form hold beside number and requirement
    ("comply", "evidence", "commentary"),
    ("comply", "support"),
    ("yes", "no"),
)
_HOLDS = ("number", "requirement", *dict.fromkeys(holds for form in _FORMS for holds in form))


def editions() -> tuple[str, ...]:
    """The ids of all editions that the program has, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@lru_cache
def load(edition_id: str) -> Edition:
    """The edition of that id.

    Raises Stop where there is none of that id, or where its file has a mistake.
    """
    known = editions()
    if edition_id not in known:  # also keeps an id that is really a path away from the disk
        raise Stop(
            f'There is no edition of the Code called "{edition_id}"{_did_you_mean(edition_id, known)}. '
            f"The editions are: {', '.join(known)}."
        )
    file = f"{edition_id}.yaml"
    try:
        data = (_FOLDER / file).read_bytes()
    except OSError as error:
        raise Stop(f"{file} could not be read ({error.strerror}). Check that the program is installed completely.") from error
    return read(file, data)


def in_force(on: date) -> str:
    """The id of the edition in force on a day: the latest that began on or before it.

    Raises Stop for a day before the earliest edition.
    """
    by_start = sorted((load(edition_id).in_force_from, edition_id) for edition_id in editions())
    begun = [edition_id for start, edition_id in by_start if start <= on]
    if not begun:
        raise Stop(
            f"No edition of the Code was in force on {on.day} {on:%B %Y} as far as this program knows: "
            f"the earliest is {by_start[0][1]}. Choose a later date, or name the edition."
        )
    return begun[-1]


def crosswalk(older_id: str, newer_id: str) -> Mapping[str, CarriesOn]:
    """What each provision of the newer edition carries on from the older, by number and in the form's order.

    ``load(newer_id).gone`` are the older edition's provisions that nothing carries on. Raises Stop where the newer edition does
    not follow the older, and where its file names a provision that the older does not have, leaves one out, or gives no reason.
    """
    older, newer = load(older_id), load(newer_id)
    if newer.follows != older.id:
        way = f"it follows {newer.follows}: go one edition at a time" if newer.follows else "it is the first that the program has"
        raise Stop(f"{newer.id} does not follow {older.id}: {way}.")
    file = f"{newer.id}.yaml"
    known = [provision.number for provision in older.provisions]
    carried = Counter(number for provision in newer.provisions for number in provision.carries_on)
    gone = {item.number for item in newer.gone}
    for number in [*carried, *gone]:
        if number not in known:
            raise Stop(
                f'{file} names {number} of {older.id} in "carries_on" or "gone", which has no such provision. Correct the number.'
            )
    for number in known:
        if number in carried and number in gone:
            raise Stop(f'{file} names {number} of {older.id} both in "carries_on" and in "gone". Delete one of the two.')
        if number not in carried and number not in gone:
            wrong = f"{file} does not say what becomes of {number} of {older.id}"
            raise Stop(f'{wrong}. Name it in a "carries_on", or in "gone" with the reason.')
    for provision in newer.provisions:
        alone = len(provision.carries_on) == 1 and carried[provision.carries_on[0]] == 1
        if not alone and not provision.changed:
            raise Stop(
                f'{file}: provision {provision.number} has no "changed", although it is new, or not one that carries on one. '
                "Add it: say what is new or other."
            )
    return {p.number: CarriesOn(p.number, p.carries_on, p.changed) for p in newer.provisions}


def read(file: str, data: bytes) -> Edition:
    """The edition that a data file describes; ``file`` is its name, of which the id is the first part.

    Raises Stop, with the file, the line, the key and what to do, at the first mistake.
    """
    try:
        node = yaml.compose(data, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Stop(
            f"{file}{line}: YAML cannot read this ({error.problem}). "
            "Look for a missing quotation mark or wrong indentation here and in the line before."
        ) from error
    except yaml.YAMLError as error:
        raise Stop(f"{file} is not a text file in UTF-8. Save it as UTF-8.") from error
    if node is None:
        raise Stop(f"{file} is empty. Restore it, or begin with a copy of another edition.")
    return _edition(_Entry(file, node, "the edition", _EDITION_KEYS))


class _Entry:
    """One group of keys in a data file: hands out what it holds, and refuses what the program would not read."""

    def __init__(self, file: str, node: Node, what: str, keys: tuple[str, ...]) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self.what = what
        self.nodes: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            raise self.stop(f"{what} is not a list of keys and values", "Write it as in another edition's file")
        number = next((value.value for key, value in node.value if key.value == "number"), "")
        self.what = f"{what} {number}" if number else what
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value not in keys:
                wrong = f'{self.what} has a key that the program does not know, "{key.value}"'
                raise self.stop(f"{wrong}{_did_you_mean(str(key.value), keys)}", "Correct it or delete it", line)
            if key.value in self.nodes:
                raise self.stop(f'{self.what} has the key "{key.value}" twice', "Delete one of the two", line)
            self.nodes[key.value] = value

    def stop(self, wrong: str, what_to_do: str, line: int = 0) -> Stop:
        return Stop(f"{self.file}, line {line or self.line}: {wrong}. {what_to_do}.")

    def line_of(self, key: str) -> int:
        return self.nodes[key].start_mark.line + 1 if key in self.nodes else self.line

    def text(self, key: str, default: str | None = None, *, among: tuple[str, ...] = ()) -> str:
        """The text under a key, or the default where there is no such key; without a default the key must be there."""
        if key not in self.nodes and default is not None:
            return default
        value = self._scalar(key, self._node(key))
        if among and value not in among:
            allowed = f"Write one of: {', '.join(among)}"
            raise self.stop(f'"{key}" of {self.what} is "{value}"{_did_you_mean(value, among)}', allowed, self.line_of(key))
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The list of texts under a key; none where there is no such key and none is required."""
        return tuple(self._scalar(key, node) for node in self._list(key)) if required or key in self.nodes else ()

    def entries(self, key: str, what: str, keys: tuple[str, ...]) -> list[_Entry]:
        """The list of groups under a key that must be there."""
        return [_Entry(self.file, node, what, keys) for node in self._list(key)]

    def _node(self, key: str) -> Node:
        if key not in self.nodes:
            raise self.stop(f'{self.what} has no "{key}"', "Add it")
        return self.nodes[key]

    def _list(self, key: str) -> list[Node]:
        node = self._node(key)
        if not isinstance(node, SequenceNode) or not node.value:
            raise self.stop(f'"{key}" of {self.what} should be a list', "Begin each item with a hyphen", self.line_of(key))
        return list(node.value)

    def _scalar(self, key: str, node: Node) -> str:
        line = node.start_mark.line + 1
        if not isinstance(node, ScalarNode) or not node.value.strip():
            raise self.stop(f'"{key}" of {self.what} should be a text', "Write it between quotation marks", line)
        value = str(node.value)
        if not value.isprintable() and any(character < " " for character in value):  # the first alone is quick
            raise self.stop(f'"{key}" of {self.what} has a line break or tab inside', "Remove the empty line or tab", line)
        return value


def _edition(entry: _Entry) -> Edition:
    edition_id = entry.text("id")
    if entry.file != f"{edition_id}.yaml":
        raise entry.stop(f'the id "{edition_id}" is not the name of the file', "Make them the same", entry.line_of("id"))
    start = entry.text("in_force_from")
    try:
        in_force_from = date.fromisoformat(start)
    except ValueError as error:
        wrong = f'"in_force_from" of {entry.what} is "{start}", which is no date'
        raise entry.stop(wrong, "Write it as 2024-04-01", entry.line_of("in_force_from")) from error
    columns = entry.entries("columns", "a column", ("title", "holds"))
    groups = entry.entries("groups", "a group", ("id", "title")) if "groups" in entry.nodes else []
    answers = entry.entries("answers", "an answer", ("value", "title"))
    gone = entry.entries("gone", "what is gone", ("numbers", "why")) if "gone" in entry.nodes else []
    sections = entry.entries("sections", "section", _SECTION_KEYS)
    provisions = [s.entries("provisions", "provision", _PROVISION_KEYS) for s in sections]
    every_provision = [provision for group in provisions for provision in group]
    any_conditional = any("conditional" in provision.nodes for provision in every_provision)
    for entries, key in (
        *((columns, "holds"), (groups, "id"), (answers, "value"), (sections, "number")),
        *((every_provision, "number"), (every_provision, "label")),
    ):
        _refuse_twice(entries, key)
    if "follows" not in entry.nodes:
        _refuse_past(entry, every_provision)
    group_ids = tuple(group.text("id") for group in groups)
    return Edition(
        id=edition_id,
        name=entry.text("name"),
        title=entry.text("title"),
        issuer=entry.text("issuer"),
        in_force_from=in_force_from,
        introduction=entry.texts("introduction", required=True),
        columns=_columns(entry, columns),
        answers=tuple(Choice(a.text("value", among=(YES, NO, NOT_APPLICABLE)), a.text("title")) for a in answers),
        conditional_note=entry.text("conditional_note", None if any_conditional else ""),
        sections=tuple(_section(s, group, group_ids) for s, group in zip(sections, provisions, strict=True)),
        groups=tuple(Group(group.text("id"), group.text("title")) for group in groups),
        follows=entry.text("follows", ""),
        gone=tuple(Gone(number, item.text("why")) for item in gone for number in item.texts("numbers", required=True)),
        policy_expectations=_expectations(entry, every_provision),
    )


def _expectations(entry: _Entry, provisions: list[_Entry]) -> tuple[Expectation, ...]:
    numbers = tuple(provision.text("number") for provision in provisions)
    expected = (
        entry.entries("policy_expectations", "expectation", _EXPECTATION_KEYS) if "policy_expectations" in entry.nodes else []
    )
    _refuse_twice(expected, "id")
    for item in expected:
        if ("words" in item.nodes) == ("figure" in item.nodes):
            raise item.stop(f"{item.what} must have either words or a figure", 'Write "words" or "figure", and not both')
        if not _LIMIT.fullmatch(item.text("figure", "at most 1 day")):
            wrong = f'"figure" of {item.what} is "{item.text("figure")}", which is no limit'
            raise item.stop(wrong, "Write it as “at most 10 working days” or “at least 12 months”", item.line_of("figure"))
    return tuple(
        Expectation(
            id=item.text("id"),
            label=item.text("label"),
            provision=item.text("provision", among=numbers),
            words=item.texts("words"),
            figure=item.text("figure", ""),
            about=tuple(tuple(word.strip() for word in group.split("|")) for group in item.texts("about")),
            not_about=item.texts("not_about"),
            instead=_old_wordings(item, "instead"),
        )
        for item in expected
    )


def _columns(entry: _Entry, entries: list[_Entry]) -> tuple[Column, ...]:
    columns = tuple(Column(column.text("title", ""), column.text("holds", among=_HOLDS)) for column in entries)
    held = {column.holds for column in columns}
    if held not in [{"number", "requirement", *form} for form in _FORMS]:
        forms = "; ".join(" and ".join(form) for form in _FORMS)
        raise entry.stop(
            f"the columns of {entry.what} hold {', '.join(column.holds for column in columns)}, which is no form that can be printed",
            f"Let them hold number, requirement, and all of one of these: {forms}",
            entry.line_of("columns"),
        )
    return columns


def _section(entry: _Entry, entries: list[_Entry], groups: tuple[str, ...]) -> Section:
    stages = entry.entries("stages", "a stage", ("id", "title")) if "stages" in entry.nodes else []
    stage_ids = tuple(stage.text("id") for stage in stages)
    provisions = tuple(_provision(provision, groups, stage_ids) for provision in entries)
    _refuse_out_of_order(entries, provisions, groups, stage_ids)
    return Section(
        number=entry.text("number"),
        title=entry.text("title"),
        provisions=provisions,
        stages=tuple(Stage(stage.text("id"), stage.text("title")) for stage in stages),
        also_titled=entry.texts("also_titled"),
    )


def _provision(entry: _Entry, groups: tuple[str, ...], stages: tuple[str, ...]) -> Provision:
    items = entry.texts("items")
    if bool(items) != ("item_style" in entry.nodes):
        raise entry.stop(f'{entry.what} has only one of "items" and "item_style"', "Add the other, or delete both")
    for key, ids, where in (("group", groups, "the edition"), ("stage", stages, "its section")):
        if key in entry.nodes and not ids:
            wrong = f'{entry.what} has a "{key}", but {where} has no "{key}s"'
            raise entry.stop(wrong, "Add them, or delete it", entry.line_of(key))
    return Provision(
        number=entry.text("number"),
        label=entry.text("label"),
        text=entry.text("text"),
        items=items,
        item_style=entry.text("item_style", "bullets", among=("bullets", "letters")),
        stage=entry.text("stage", "", among=stages),
        conditional=entry.text("conditional", "no", among=("yes", "no")) == "yes",
        also_worded=entry.texts("also_worded"),
        wording=entry.text("wording"),
        hint=entry.text("hint", ""),
        about=entry.text("about", "", among=SUBJECTS),
        superseded=_old_wordings(entry, "superseded"),
        group=entry.text("group", None if groups else "", among=groups),
        asks=entry.text("asks", VERDICT, among=_ASKS),
        part_of=entry.text("part_of", ""),
        number_seen=entry.text("number_seen", "yes", among=("yes", "no")) == "yes",
        carries_on=entry.texts("carries_on"),
        changed=entry.text("changed", ""),
    )


def _refuse_out_of_order(
    entries: list[_Entry], provisions: tuple[Provision, ...], groups: tuple[str, ...], stages: tuple[str, ...]
) -> None:
    """Parts follow their question, and what shares a heading stands together: otherwise a heading would be printed twice."""
    question, last = "", (-1, -1)
    for entry, provision in zip(entries, provisions, strict=True):
        if not provision.part_of:
            question = provision.number
        elif provision.part_of != question:
            wrong = f"{entry.what} is a part of {provision.part_of}, but does not stand below it"
            raise entry.stop(wrong, "Move it there, or correct the number", entry.line_of("part_of"))
        place = ((*groups, "").index(provision.group), ("", *stages).index(provision.stage))
        if place < last:
            wrong = f"{entry.what} stands below a later group or stage"
            raise entry.stop(wrong, 'Keep to the form\'s order, which is that of "groups" and "stages"')
        last = place
    for entry, provision in zip(entries, provisions, strict=True):
        if provision.asks == PARTS and not any(part.part_of == provision.number for part in provisions):
            raise entry.stop(f"{entry.what} asks in parts, but has none", 'Add them with "part_of"', entry.line_of("asks"))


def _refuse_past(entry: _Entry, provisions: list[_Entry]) -> None:
    """An edition that follows none has nothing to carry on."""
    for named in (entry, *provisions):
        for key in ("gone", "carries_on", "changed"):
            if key in named.nodes:
                wrong = f'{named.what} has "{key}", but the edition does not say which one it "follows"'
                raise named.stop(wrong, 'Add "follows" at the top, or delete it', named.line_of(key))


def _old_wordings(entry: _Entry, key: str) -> tuple[OldWording, ...]:
    items = entry.entries(key, "an old wording", ("words", "why")) if key in entry.nodes else []
    return tuple(OldWording(item.text("words"), item.text("why")) for item in items)


def _refuse_twice(entries: Iterable[_Entry], key: str) -> None:
    seen: dict[str, _Entry] = {}
    for entry in entries:
        value = entry.text(key)
        first = seen.setdefault(value.casefold(), entry)
        if first is not entry:
            wrong = f'the "{key}" of {entry.what} is "{value}", as in line {first.line_of(key)}'
            raise entry.stop(wrong, "Each must be different", entry.line_of(key))


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""
