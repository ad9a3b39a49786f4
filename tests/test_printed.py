"""What counts as the same answer, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample

from generator.printed import Flat, Printed, differences, flat, printed
from generator.rich_text import Block, Run
from generator.templates import Templates

WORDS = Templates().wording
SHOWN = sample.full_view()
ROW = next(row for row in SHOWN.rows if row.number == "1.3")


def told(before: str, after: str) -> Printed:
    """The answer as a document would have it with these characters in the place of others."""
    whole = printed(ROW, WORDS)
    text = tuple(
        replace(b, runs=tuple(run._replace(text=run.text.replace(before, after)) for run in b.runs)) for b in whole.commentary
    )
    return replace(whole, commentary=text)


@pytest.mark.parametrize("space", ["\u00a0", "  ", "\t", " \u00a0 "])
def test_spaces_of_every_kind_and_number_are_one_space(space: str) -> None:
    assert told(" ", space) != printed(ROW, WORDS)
    assert differences(SHOWN, WORDS, [told(" ", space)], of=[ROW]) == []


@pytest.mark.parametrize(("before", "after"), [(" ", ""), ("We", "we"), (".", ""), (".", ".."), ("We", "**We**")])
def test_every_other_character_counts(before: str, after: str) -> None:
    assert before in "".join(run.text for block in ROW.commentary for run in block.runs)
    assert differences(SHOWN, WORDS, [told(before, after)], of=[ROW])


def test_a_look_and_a_kind_of_paragraph_count() -> None:
    whole = printed(ROW, WORDS)
    bold = tuple(Block(b.kind, tuple(Run(run.text, bold=True) for run in b.runs), b.level, b.number) for b in whole.commentary)
    assert differences(SHOWN, WORDS, [replace(whole, commentary=bold)], of=[ROW])
    listed = tuple(replace(block, kind="bullet") for block in whole.commentary)
    assert differences(SHOWN, WORDS, [replace(whole, commentary=listed)], of=[ROW])


def test_in_a_worksheet_the_same_holds_line_by_line() -> None:
    whole = flat(ROW, SHOWN.columns, WORDS)
    wider = Flat(whole.number, whole.comply, whole.evidence, tuple(line.replace(" ", " \u00a0") for line in whole.commentary))
    assert differences(SHOWN, WORDS, [wider], of=[ROW]) == []
    assert differences(SHOWN, WORDS, [replace(whole, commentary=whole.commentary[:-1])], of=[ROW])
