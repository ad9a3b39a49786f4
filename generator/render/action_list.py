"""Actions -> a table as CSV, as Excel opens it: UTF-8 with a mark at its beginning, one action a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from generator.printed import Wording

COLUMNS = ("by", "state", "landlord", "year", "provision", "label", "comply", "what", "owner", "outcome")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(rows: Iterable[Sequence[str]], wording: Wording) -> bytes:
    """The rows, each with a value for each of COLUMNS, below their titles.

    A value that a spreadsheet would take for a formula gets an apostrophe before it, as a person types it who means the text.
    """
    text = StringIO()
    table = csv.writer(text)
    table.writerow([wording[f"action_list.{column}"] for column in COLUMNS])
    for row in rows:
        table.writerow([f"'{value}" if value.startswith(_RUNS) else value for value in row])
    return text.getvalue().encode("utf-8-sig")
