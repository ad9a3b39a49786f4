"""What a paper for the governing body consists of: sections of blocks, which a renderer places one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.rich_text import PARAGRAPH, Run, Text
from generator.rich_text import Block as TextBlock


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs and lists; ``boxed``: set apart, such as words to be taken over into a minute."""

    text: Text
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Lettered:
    """A list (a), (b), (c), each item a sentence's end."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; ``link`` is the anchor in the appendix that its first line leads to, or "". ``strong``: it stands out."""

    text: Text = ()
    link: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their titles and their shares of the width, and rows; ``description`` is for those who cannot see it."""

    caption: str
    description: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of each bar: ``answer`` is the name of a count ("yes", "no", "told"), ``values`` one for each category."""

    answer: str
    title: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar for each category, of parts one after the other; ``alt`` says the same in words, with the figures."""

    title: str
    alt: str
    categories: tuple[str, ...]
    bars: tuple[Bar, ...]


Block = Prose | Subheading | Lettered | Table | Chart


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A heading with what stands under it; ``id`` is its name in templates/board-paper.toml."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What the paper does not say since nobody has said it: where that would stand, what is missing, and what to do."""

    place: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A paper, ready to place. The self-assessment itself, its appendix, is the View that it was made from.

    ``header`` runs over every page; ``draft`` is what marks a draft, or "". ``facts`` are label and value pairs below the title.
    ``officer_notes`` is None unless it was asked for. ``gaps`` are for whoever makes the paper, and stand nowhere in it.
    """

    file_stem: str
    title: str
    header: str
    draft: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[PaperSection, ...]
    officer_notes: PaperSection | None
    appendix: PaperSection
    gaps: tuple[Gap, ...]


def plain_text(text: str) -> Text:
    """Words as one paragraph; () for none."""
    return (TextBlock(PARAGRAPH, (Run(text),)),) if text else ()
