"""``## Corrections`` of landlord.md: what was corrected in approved answers, when, by whom and why."""

from __future__ import annotations

import re

from generator.answers import outline
from generator.answers.outline import Entry, Part, Reading
from generator.answers.source import quoted
from generator.model import PROVISION_NUMBER, Correction

HEADING = "Corrections"
LABELS = ("Date", "By", "Why", "Text")


def read_corrections(reading: Reading, entry: Entry) -> list[Correction]:
    """The corrections under the heading; each line that is left out or cannot be read is a Problem."""
    outline.head(reading, entry, ())
    return [found for part in entry.parts if (found := _correction(reading, part))]


def _correction(reading: Reading, part: Part) -> Correction | None:
    labels = outline.head(reading, Entry(part.title, part.line, part.start, part.stop), LABELS)
    number = part.title.split(" ")[0]
    if not re.fullmatch(PROVISION_NUMBER, number):
        words = f"a correction names no provision: “{quoted(part.title)}”."
        reading.error("invalid-value", part.line, words, "Write the number of the corrected provision, as in “### 6.3”.")
        return None
    values = [outline.value(labels, name) for name in LABELS]
    for name, value in zip(LABELS, values, strict=True):
        if not value:
            words = f"the correction of {number} has no “{name}:”."
            reading.error(
                "invalid-value", part.line, words, "Record it with: self-assessment correct LANDLORD/YEAR --provision N.N"
            )
    on = outline.day(reading, "Date", values[0], labels["date"][0].line) if values[0] else None
    return Correction(number, on, values[1], values[2], values[3], part.line)
