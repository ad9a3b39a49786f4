"""The sections that are made from the answers: the figures, what is not met, what has changed, and what is late."""

from __future__ import annotations

from collections.abc import Sequence

from generator.board_paper.blocks import Bar, Block, Cell, Chart, PaperSection, Table, plain_text
from generator.board_paper.making import Making, provision_cell, shortened, words_cell
from generator.board_paper.subject import late_actions
from generator.board_paper.values import counted, listed, noun
from generator.compare import Compared
from generator.model import NO, Edition
from generator.view import PrintedAction, Row, SectionView

_COUNTS = ("yes", "no", "not_applicable", "told", "unanswered")


def figures(making: Making) -> PaperSection | None:
    """One paragraph, a table and a picture, which say the same."""
    view = making.subject.view
    shown = [name for name in _COUNTS if name in _COUNTS[:2] or getattr(view.counts, name)]
    titles = {name: making.one(f"figures.{name}") for name in ("section", "provisions", *shown)}
    counted_ = ("provisions", *shown)
    rows = [(s.heading.removeprefix("Section "), s.counts) for s in view.sections]
    table_rows = [(words_cell(heading), *(words_cell(str(getattr(c, name))) for name in counted_)) for heading, c in rows]
    total = (making.one("figures.total"), *(str(getattr(view.counts, name)) for name in counted_))
    table_rows.append(tuple(Cell(plain_text(text), strong=True) for text in total))
    columns = ((titles["section"], 7.0), *((titles[name], 2.3) for name in counted_))
    caption = making.one("figures.caption")
    table = Table(caption, making.one("figures.description"), columns, tuple(table_rows))
    said = " ".join(_in_words(section, shown, titles) for section in view.sections)
    chart = Chart(
        making.one("figures.picture"),
        making.one("figures.picture_alt", sections_in_words=said),
        tuple(heading for heading, _ in rows),
        tuple(Bar(name, titles[name], tuple(getattr(s.counts, name) for s in view.sections)) for name in shown),
    )
    return making.section("figures", *making.paragraph("figures.text"), table, chart)


def _in_words(section: SectionView, shown: Sequence[str], titles: dict[str, str]) -> str:
    counts = [(getattr(section.counts, name), titles[name].lower()) for name in shown]
    return f"{section.heading}: {listed([f'{number} {title}' for number, title in counts if number])}."


def not_met(making: Making) -> PaperSection | None:
    """Each No with its explanation, and each of its actions with owner and date; of a form of questions, each action too."""
    view, limits = making.subject.view, making.layout.limits
    rows = [row for row in view.rows if row.comply == NO or (view.asks_questions and row.actions)]
    if not rows:
        return making.section("not_met", *making.paragraph("not_met.none"))
    kept = rows[: limits["rows"]]
    shares = {
        "reason": _share(limits["words_of_reasons"], len(kept), limits["words_of_each"]),
        "action": _share(limits["words_of_actions"], sum(max(1, len(row.actions)) for row in kept), limits["words_of_each"]),
    }
    columns = [(making.one(f"not_met.{name}"), share) for name, share in _NOT_MET_COLUMNS]
    cells = tuple(cells for row in kept for cells in _rows_of(making, row, shares))
    heading, description = making.one("not_met.heading"), making.one("not_met.description")
    return making.section("not_met", Table(heading, description, tuple(columns), cells), *_more(making, "not_met.more", rows))


_NOT_MET_COLUMNS = (("provision", 2.6), ("why", 6.2), ("action", 4.6), ("owner", 2.1), ("by", 1.9))


def _share(words: int, count: int, most: int) -> int:
    return min(most, max(words // max(count, 1), 12))


def _rows_of(making: Making, row: Row, shares: dict[str, int]) -> list[tuple[Cell, ...]]:
    """A row for each action, or one where there is none; the explanation stands in the first."""
    why, cut = shortened(row.commentary, shares["reason"])
    if cut:
        why += plain_text(making.one("not_met.full_answer"))
    if not row.actions:
        none = making.one("not_met.no_date")
        instead = plain_text(making.one("not_met.otherwise")) + shortened(row.alternative, shares["action"])[0]
        return [
            (
                provision_cell(row),
                Cell(why),
                Cell(instead if row.alternative else plain_text(none)),
                words_cell(none),
                words_cell(none),
            )
        ]
    reasons = [Cell(why), *(words_cell(making.one("not_met.as_above")) for _ in row.actions[1:])]
    return [
        (provision_cell(row), reason, *_action_cells(making, action, shares["action"]))
        for reason, action in zip(reasons, row.actions, strict=True)
    ]


def _action_cells(making: Making, action: PrintedAction, most: int) -> list[Cell]:
    none = making.one("not_met.no_date")
    what, _ = shortened(action.what, most)
    return [Cell(what), words_cell(action.owner or none), words_cell(action.by or none)]


def changes(making: Making) -> PaperSection | None:
    """What is other than last year: answers first, then words, provisions and actions; nothing where no last year is named."""
    last = making.subject.last
    if last is None:
        help_ = "Write “Last year: LANDLORD/YEAR” in landlord.md, if there was one."
        making.missing("no last year is named, and the paper does not say what has changed.", help_)
        return None
    changed = last.comparison.answers_changed
    blocks: list[Block] = list(making.paragraph("changes.text"))
    if changed:
        columns = [
            (making.one(f"changes.{name}"), share) for name, share in (("provision", 10.0), ("before", 3.5), ("after", 3.5))
        ]
        rows = tuple(
            _change_cells(making, last.comparison.before_edition, compared)
            for compared in changed[: making.layout.limits["rows"]]
        )
        table = Table(making.one("changes.heading"), making.one("changes.description"), tuple(columns), rows)
        blocks += [table, *_more(making, "changes.more", changed)]
    return making.section("changes", *blocks)


def _change_cells(making: Making, edition: Edition, compared: Compared) -> tuple[Cell, ...]:
    row = next(row for row in making.subject.view.rows if row.number == compared.number)
    before = edition.answer_title(compared.before.comply) if compared.before else ""
    return provision_cell(row), words_cell(before), words_cell(row.comply_title)


def late(making: Making) -> PaperSection | None:
    """The actions whose date has passed; nothing where there are no actions at all."""
    view, subject = making.subject.view, making.subject
    if not any(row.actions for row in view.rows):
        return None
    found = late_actions(view, subject.on)
    if not found:
        return making.section("late", *making.paragraph("late.none"))
    names = (("provision", 3.4), ("action", 8.0), ("owner", 3.0), ("by", 2.6))
    columns = tuple((making.one(f"late.{name}"), share) for name, share in names)
    most = making.layout.limits["words_of_each"]
    rows = tuple(
        (provision_cell(row), *_action_cells(making, action, most)) for row, action in found[: making.layout.limits["rows"]]
    )
    table = Table(making.one("late.heading"), making.one("late.description"), columns, rows)
    return making.section("late", *making.paragraph("late.text"), table, *_more(making, "late.more", [row for row, _ in found]))


def _more(making: Making, key: str, rows: Sequence[Row] | Sequence[Compared]) -> list[Block]:
    """What did not go into a table, by number."""
    left = [row.number for row in rows[making.layout.limits["rows"] :]]
    said = counted(len(left), f"more {noun(making.subject.view)}")
    return [*making.paragraph(key, more=said, numbers=listed(list(dict.fromkeys(left))))] if left else []
