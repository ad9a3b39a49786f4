"""Editions of the Code: generator/codes/*.yaml -> Edition. No edition's content is known here, only the shape of the file.

Every value is read as the text that stands there (unquoted, YAML would read 6.10 as 6.1 and no as false), and a file that
says a thing twice, or something that nobody reads, is refused: see docs/how-to/add-an-edition.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.model import SUBJECTS, Choice, Column, Edition, OldWording, Provision, Section, Stage
from generator.problems import Stop

_FOLDER = Path(__file__).parent / "codes"  # beside this module, in the checkout and in the wheel
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the fast one is missing where PyYAML was built without libyaml

_EDITION_KEYS = (
    *("id", "name", "title", "issuer", "in_force_from", "introduction"),
    *("columns", "answers", "conditional_note", "sections"),
)
_SECTION_KEYS = ("number", "title", "also_titled", "stages", "provisions")
_PROVISION_KEYS = (
    *("number", "label", "stage", "conditional", "about", "text", "item_style", "items"),
    *("also_worded", "superseded", "wording", "hint"),
)
_HOLDS = ("number", "requirement", "comply", "evidence", "commentary")


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
    answers = entry.entries("answers", "an answer", ("value", "title"))
    sections = entry.entries("sections", "section", _SECTION_KEYS)
    provisions = [s.entries("provisions", "provision", _PROVISION_KEYS) for s in sections]
    every_provision = [provision for group in provisions for provision in group]
    any_conditional = any("conditional" in provision.nodes for provision in every_provision)
    for entries, key in (
        *((columns, "holds"), (answers, "value"), (sections, "number")),
        *((every_provision, "number"), (every_provision, "label")),
    ):
        _refuse_twice(entries, key)
    return Edition(
        id=edition_id,
        name=entry.text("name"),
        title=entry.text("title"),
        issuer=entry.text("issuer"),
        in_force_from=in_force_from,
        introduction=entry.texts("introduction", required=True),
        columns=tuple(Column(c.text("title"), c.text("holds", among=_HOLDS)) for c in columns),
        answers=tuple(Choice(a.text("value"), a.text("title")) for a in answers),
        conditional_note=entry.text("conditional_note", None if any_conditional else ""),
        sections=tuple(_section(section, group) for section, group in zip(sections, provisions, strict=True)),
    )


def _section(entry: _Entry, provisions: list[_Entry]) -> Section:
    entries = entry.entries("stages", "a stage", ("id", "title")) if "stages" in entry.nodes else []
    stages = tuple(Stage(stage.text("id"), stage.text("title")) for stage in entries)
    return Section(
        number=entry.text("number"),
        title=entry.text("title"),
        provisions=tuple(_provision(provision, tuple(stage.id for stage in stages)) for provision in provisions),
        stages=stages,
        also_titled=entry.texts("also_titled"),
    )


def _provision(entry: _Entry, stages: tuple[str, ...]) -> Provision:
    items = entry.texts("items")
    if bool(items) != ("item_style" in entry.nodes):
        raise entry.stop(f'{entry.what} has only one of "items" and "item_style"', "Add the other, or delete both")
    if "stage" in entry.nodes and not stages:
        raise entry.stop(
            f'{entry.what} has a "stage", but its section has no "stages"', "Add them, or delete it", entry.line_of("stage")
        )
    superseded = entry.entries("superseded", "an old wording", ("words", "why")) if "superseded" in entry.nodes else []
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
        superseded=tuple(OldWording(old.text("words"), old.text("why")) for old in superseded),
    )


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
