r"""The small Markdown of answers: typed lines <-> blocks of runs -> plain text.

Each typed line is a paragraph or a list item; blank lines only separate. The whole grammar stands in docs/answer-files.md.
``read(write(x)) == x`` holds for every text in its canonical form, which ``canonical_text`` gives: what answer files can hold.
"""

from generator.rich_text.blocks import (
    BULLET,
    DEEPEST,
    NUMBER,
    PARAGRAPH,
    PASTED_MARK,
    SPACE,
    Block,
    Text,
    canonical_text,
    plain,
    read,
    read_items,
    read_text,
    soft_lines,
    words,
    write,
    write_item,
)
from generator.rich_text.runs import LONGEST_ADDRESS, SAFE_SCHEMES, Run, addressed, canonical, plain_runs, read_runs, write_runs
from generator.rich_text.sameness import one_space, same_runs, same_text

__all__ = [
    "BULLET",
    "DEEPEST",
    "LONGEST_ADDRESS",
    "NUMBER",
    "PARAGRAPH",
    "PASTED_MARK",
    "SAFE_SCHEMES",
    "SPACE",
    "Block",
    "Run",
    "Text",
    "addressed",
    "canonical",
    "canonical_text",
    "one_space",
    "plain",
    "plain_runs",
    "read",
    "read_items",
    "read_runs",
    "read_text",
    "same_runs",
    "same_text",
    "soft_lines",
    "words",
    "write",
    "write_item",
    "write_runs",
]
