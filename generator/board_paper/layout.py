"""templates/board-paper.toml: the paper's sections in their order, its headings and its fixed sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator.problems import Stop
from generator.templates import SHIPPED, Templates, to_fill_in

FILE = "board-paper.toml"
IMPLICATIONS = ("risk", "legal", "equality", "resources")
_ORDERS = ("sections", "implications.parts")

Sentence = tuple[str, ...]
"""A sentence, or several of which the first that can be filled in is taken."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the nearest files say. ``sentences`` are by key ("purpose.text"); ``limits`` are the numbers under [limits]."""

    sections: tuple[str, ...]
    implications: tuple[str, ...]
    sentences: Mapping[str, tuple[Sentence, ...]]
    limits: Mapping[str, int]

    def of(self, key: str, *variants: str) -> tuple[Sentence, ...]:
        """What the key says, in the first of the variants ("again", "asked") that has words of its own."""
        varied = (f"{key}_{variant}" for variant in variants)
        return self.sentences[next((name for name in varied if name in self.sentences), key)]


def filled(sentence: Sentence, values: Mapping[str, str]) -> str:
    """The first of the sentence's forms for which there is everything that it asks for, or "" where there is none."""
    for form in sentence:
        if all(values.get(name) for name in to_fill_in(form)):
            return form.format_map(values)
    return ""


def read(templates: Templates, sections: Sequence[str], values: Sequence[str]) -> Layout:
    """The shipped file with nearer ones put over it; ``sections`` and ``values`` are the names that there are.

    Raises Stop where a file is not TOML, or names a section, a line or something to fill in that does not exist.
    """
    shipped = _lines(_toml(SHIPPED / FILE))
    lines = dict(shipped)
    names = {"sections": tuple(sections), "implications.parts": IMPLICATIONS}
    for folder in reversed(templates.folders):
        path = folder / FILE
        if path.is_file():
            own = _lines(_toml(path))
            for key, value in own.items():
                _check(path, key, value, shipped, names, values)
            lines |= own
    return Layout(
        sections=tuple(_words(lines["sections"])),
        implications=tuple(_words(lines["implications.parts"])),
        sentences={key: _sentences(value) for key, value in lines.items() if key not in _ORDERS and not isinstance(value, int)},
        limits={key.partition(".")[2]: value for key, value in lines.items() if isinstance(value, int)},
    )


def _toml(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Stop(f"{path}: this file cannot be read ({error}). Put right what it names, or remove the file.") from error


def _lines(tables: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in tables.items():
        if isinstance(value, Mapping):
            flat |= _lines(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _check(
    path: Path,
    key: str,
    value: object,
    shipped: Mapping[str, object],
    names: Mapping[str, Sequence[str]],
    values: Sequence[str],
) -> None:
    """Raises Stop where a line is not one that the shipped file has, or could not be used."""
    if key not in shipped:
        raise Stop(f"{path}: there is no line “{key}”.{_meant(key, tuple(shipped))} Remove it or put its name right.")
    if isinstance(shipped[key], int):
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Stop(f"{path}: “{key}” wants a number from 1, as in {key.rpartition('.')[2]} = {shipped[key]}.")
        return
    if not _is_words(value) or isinstance(value, str) != isinstance(shipped[key], str):
        kind = "words in quotation marks" if isinstance(shipped[key], str) else "a list in brackets of words in quotation marks"
        raise Stop(f"{path}: “{key}” wants {kind}. Look at the shipped {FILE} for how it is written.")
    if key in names:
        for name in _words(value):
            if name not in names[key]:
                raise Stop(f"{path}: there is no section “{name}”.{_meant(name, names[key])} There are: {', '.join(names[key])}.")
        return
    for form in (form for sentence in _sentences(value) for form in sentence):
        _check_form(path, key, form, values)


def _check_form(path: Path, key: str, form: str, values: Sequence[str]) -> None:
    try:
        unknown = sorted(to_fill_in(form) - set(values))
    except ValueError as error:
        raise Stop(f"{path}: the braces of “{key}” do not pair. Write {{{{ and }}}} for braces that are text.") from error
    if unknown:
        raise Stop(f"{path}: “{key}” asks for {{{unknown[0]}}}, which cannot be filled in.{_meant(unknown[0], values)}")


def _meant(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, 1, 0.5)
    return f" Did you mean “{near[0]}”?" if near else ""


def _is_words(value: object, depth: int = 2) -> bool:
    return isinstance(value, str) or (depth > 0 and isinstance(value, list) and all(_is_words(v, depth - 1) for v in value))


def _words(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _sentences(value: object) -> tuple[Sentence, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(tuple(map(str, item)) if isinstance(item, list) else (str(item),) for item in given)
