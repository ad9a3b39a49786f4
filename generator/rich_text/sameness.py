"""What counts when two texts are compared: runs of spaces and tabs are one space, a no-break space is a space."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.rich_text.blocks import Text
from generator.rich_text.runs import Run, canonical

_SPACE = re.compile(r"[ \t\u00a0]+")


def one_space(text: str) -> str:
    """The words with one space between them."""
    return _SPACE.sub(" ", text).strip()


def same_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs in the form in which two that count as the same are equal."""
    return canonical(Run(run.text.replace("\u00a0", " "), *run[1:]) for run in runs)


def same_text(text: Text) -> Text:
    """The blocks in the form in which two texts that count as the same are equal."""
    return tuple(replace(block, runs=same_runs(block.runs), line=0) for block in text)
