"""A comparison as lines for a console of 80 columns without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from generator.compare import ADDED, REMOVED, ComparedBlock, Piece
from generator.compare.layout import LEFT_OUT, Laid
from generator.printed import Wording
from generator.rich_text import BULLET, NUMBER

_WIDTH = 79
_MARKED = {REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}


def lines(laid: Laid, wording: Wording) -> Iterator[str]:
    """The comparison's lines, in the order of the other documents."""
    yield from (f"{label}: {value}" for label, value in laid.facts)
    yield ""
    yield from (_filled(sentence) for sentence in laid.summary)
    yield from _under(
        wording["comparison.answers"], (_filled(f"{row.heading}: [-{row.before}-] {{+{row.after}+}}", 2) for row in laid.answers)
    )
    if laid.changes:
        yield from _under(wording["comparison.changes"], [_filled(wording["comparison.how_text"].format())])
    for change in laid.changes:
        yield ""
        yield change.heading
        yield from (_filled(note, 2) for note in change.notes)
        for part in change.parts:
            yield f"  {part.label}"
            yield from (_filled(note, 4) for note in [part.note] if note)
            yield from (_block(block) for block in part.blocks)
    for listed in laid.lists:
        entries = [_filled(" ".join(map(_ended, (heading, *notes))), 2) for heading, notes in listed.entries]
        yield from _under(listed.title, [*entries, *(_filled(numbers, 2) for numbers in [listed.numbers] if numbers)])
    by = wording["comparison.by"]
    actions = [_filled(f"{row.state}: {_ended(row.heading)} {_ended(row.what)} {by}: {row.when}", 2) for row in laid.actions]
    yield from _under(wording["comparison.actions"], [*actions, *(_filled(note, 2) for note in [laid.actions_note] if note)])

    yield from _under(wording["comparison.limits"], (_filled(limit, 2, "- ") for limit in laid.limits))


def _under(title: str, content: Iterable[str]) -> Iterator[str]:
    shown = list(content)
    if shown:
        yield from ("", title, "-" * len(title), *shown)


def _ended(text: str) -> str:
    """The text with a full stop, where no other sign ends it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _filled(text: str, indent: int = 0, first: str = "") -> str:
    """The text in lines, each indented, with ``first`` before its words."""
    begin = " " * indent
    return fill(
        text,
        _WIDTH,
        initial_indent=begin + first,
        subsequent_indent=begin + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _block(block: ComparedBlock) -> str:
    if block.kind == LEFT_OUT:
        return _filled(f"({block.pieces[0].text})", 4)
    mark = {BULLET: "- ", NUMBER: f"{block.number}. "}.get(block.kind, "")
    return _filled(" ".join(map(_piece, block.pieces)), 4 + 2 * block.level, mark)


def _piece(piece: Piece) -> str:
    return _MARKED.get(piece.kind, "{}").format(piece.text)
