"""What every section of a paper is made with: its subject, its words, and the gaps met on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.board_paper.blocks import Block, Cell, Gap, PaperSection, Prose, plain_text
from generator.board_paper.layout import Layout, filled
from generator.board_paper.subject import Subject
from generator.board_paper.values import values
from generator.checks.sentences import sayings
from generator.rich_text import BULLET, NUMBER, Text, words
from generator.view import Row


@dataclass
class Making:
    """A paper that is being made. ``gaps`` grows with what a section would have said and nobody has written."""

    subject: Subject
    layout: Layout
    gaps: list[Gap] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values: Mapping[str, str] = values(self.subject, self.layout.sections)
        asked = self.subject.view.asks_questions
        self._variants = (*(["again"] if self.subject.again else []), *(["asked"] if asked else []))

    def say(self, key: str, **more: str) -> list[str]:
        """The sentences of that key that can be filled in, each with a capital."""
        given = {**self.values, **more}
        return [text[:1].upper() + text[1:] for s in self.layout.of(key, *self._variants) if (text := filled(s, given))]

    def items(self, key: str) -> list[str]:
        """The same as they are written: the items of a list go on from the words before it."""
        return [text for s in self.layout.of(key, *self._variants) if (text := filled(s, self.values))]

    def one(self, key: str, **more: str) -> str:
        """The same as one paragraph, or one heading; "" where there is nothing to say."""
        return " ".join(self.say(key, **more))

    def paragraph(self, key: str, **more: str) -> list[Block]:
        """The same as a block; [] where there is nothing to say."""
        text = self.one(key, **more)
        return [Prose(plain_text(text))] if text else []

    def section(self, id_: str, *blocks: Block) -> PaperSection | None:
        """The section under its heading, or None where nothing stands in it."""
        return PaperSection(id_, self.one(f"{id_}.heading"), blocks) if blocks else None

    def missing(self, message: str, help_: str, line: int = 0) -> None:
        """Somebody has yet to say something; the place is landlord.md."""
        file = self.subject.landlord.file
        self.gaps.append(Gap(f"{file}, line {line}" if line else file, message, help_))


def provision_cell(row: Row) -> Cell:
    """A provision's number and label, which lead to its answer in the appendix."""
    return Cell(plain_text(row.heading), row.anchor)


def number_cell(row: Row) -> Cell:
    """A provision's number alone, where the label stands nearby."""
    return Cell(plain_text(row.number), row.anchor)


def words_cell(text: str) -> Cell:
    """Plain words."""
    return Cell(plain_text(text))


def shortened(text: Text, most: int) -> tuple[Text, bool]:
    """The text where it has no more words than ``most``; else as many of its first sentences as fit, as one paragraph, and True."""
    if len(words(text).split()) <= most:
        return text, False
    kept: list[str] = []
    for block in text:
        line = words((block,)).strip()
        sentences = (
            [line.rstrip(",;") + ";"] if block.kind in (BULLET, NUMBER) else [saying.text.strip() for saying in sayings(line)]
        )
        for sentence in sentences:
            if len(" ".join((*kept, sentence)).split()) > most:
                return plain_text(_ended(kept, sentence, most)), True
            kept.append(sentence)
    return plain_text(" ".join(kept)), True


def _ended(kept: list[str], sentence: str, most: int) -> str:
    """What was kept, ended properly; where not even one sentence fits, its first words."""
    if not kept:
        return " ".join(sentence.split()[:most]).rstrip(",;:") + " …"
    return " ".join(kept).rstrip(";,") + (" …" if kept[-1].endswith((";", ",", ":")) else "")
