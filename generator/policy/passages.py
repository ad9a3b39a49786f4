"""The passages of a policy that have most to do with a provision of the Code. They are suggested; what they show is for a person to say.

Ranked by SQLite's full-text search (BM25 with Porter's stemmer), which Python brings along.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Policy, PolicySection, PolicyText, Provision
from generator.problems import Stop

_WORD = re.compile(r"[^\W_]{3,}")
_LONGEST = 900
_QUOTED_WORDS = 45
_EMPTY = 12
"""Letters of a text that is too short to be cited."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text of a policy, with its section and page (0 where it is not known); ``quotation`` is the part that fits best."""

    section: PolicySection
    page: int
    quotation: str


def best(policy: Policy, provision: Provision, most: int = 5) -> list[Passage]:
    """The policy's passages for a provision, the likeliest first; none where no word is shared."""
    passages = [(section, texts) for section in policy.sections for texts in _grouped(section)]
    words = dict.fromkeys(_WORD.findall(" ".join((provision.label, provision.text, *provision.items)).casefold()))
    if not passages or not words:
        return []
    with sqlite3.connect(":memory:") as index:
        try:
            index.execute("CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize='porter unicode61')")
        except sqlite3.OperationalError as error:
            raise Stop(
                "This Python's SQLite has no full-text search, which is needed here. Install Python from python.org, or from your system."
            ) from error
        rows = [
            (number, f"{policy.titles(section)} {texts[0].heading}", " ".join(text.text for text in texts))
            for number, (section, texts) in enumerate(passages)
        ]
        index.executemany("INSERT INTO passages(rowid, title, text) VALUES (?, ?, ?)", rows)
        found = index.execute(
            "SELECT rowid, snippet(passages, 1, '', '', '…', ?) FROM passages WHERE passages MATCH ? "
            "ORDER BY bm25(passages, 1.0, 1.0), rowid LIMIT ?",
            (_QUOTED_WORDS, " OR ".join(f'"{word}"' for word in words), most),
        ).fetchall()
    return [Passage(passages[row][0], passages[row][1][0].page, quotation) for row, quotation in found]


def _grouped(section: PolicySection) -> Iterator[list[PolicyText]]:
    """The section's texts, list items together with what leads up to them."""
    group: list[PolicyText] = []
    for text in section.texts or (PolicyText(section.title, section.page),):
        goes_on = group and text.item and text.heading == group[0].heading
        if group and not (goes_on and sum(len(each.text) for each in group) < _LONGEST):
            yield group
            group = []
        group.append(text)
    if group and sum(len(text.text) for text in group) >= _EMPTY:
        yield group
