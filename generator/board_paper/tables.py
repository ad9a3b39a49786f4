"""The sections that are made from the answers: the figures, what is not met, what has changed, and what is late."""

from __future__ import annotations

from collections.abc import Sequence

from generator.board_paper.blocks import Bar, Block, Cell, Chart, PaperSection, Table, plain_text
from generator.board_paper.making import Making, number_cell, provision_cell, shortened, words_cell
from generator.board_paper.subject import corrected, late_actions, reported, told_actions
from generator.board_paper.values import counted, listed, noun
from generator.compare import Compared
from generator.dates import in_words
from generator.model import Edition
from generator.rich_text import Text, words
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
    columns = ((titles["section"], 9.4), *((titles[name], 2.4) for name in counted_))
    caption = making.one("figures.caption")
    table = Table(caption, making.one("figures.description"), columns, tuple(table_rows))
    said = " ".join(_in_words(section, shown, titles) for section in view.sections)
    chart = Chart(
        making.one("figures.picture"),
        making.one("figures.picture_alt", sections_in_words=said),
        tuple(f"{titles['section']} {section.number}" for section in view.sections),
        tuple(Bar(name, titles[name], tuple(getattr(s.counts, name) for s in view.sections)) for name in shown),
    )
    return making.section("figures", *making.paragraph("figures.text"), table, chart)


def _in_words(section: SectionView, shown: Sequence[str], titles: dict[str, str]) -> str:
    counts = [(getattr(section.counts, name), titles[name].lower()) for name in shown]
    return f"{section.heading}: {listed([f'{number} {title}' for number, title in counts if number])}."


def not_met(making: Making) -> PaperSection | None:
    """Each No with its explanation, and what will change, with owner and date; of a form of questions, each action too."""
    limits, rows = making.layout.limits, reported(making.subject)
    if not rows:
        return making.section("not_met", *making.paragraph("not_met.none"))
    kept = rows[: limits["rows"]]
    lengths = [len(words(row.commentary).split()) for row in kept]
    together = limits["words_of_reasons"] - limits["room_of_each_no"] * len(kept)
    most = min(_each(together, lengths), limits["words_of_each"])
    reasons = tuple((provision_cell(row), Cell(_reason(making, row, most))) for row in kept)
    columns = (("provision", 4.0), ("why", 13.0))
    table = _table(making, "not_met", columns, reasons, making.one("not_met.heading"), making.one("not_met.description"))
    return making.section("not_met", table, *_planned(making, kept), *_more(making, "not_met.more", rows))


def _planned(making: Making, rows: Sequence[Row]) -> list[Block]:
    """What will change under these provisions, a row for each action, or another way in its place.

    An action that is settled is no plan any more; but a body that sees the self-assessment again is told what came of each.
    """
    limits, none = making.layout.limits, making.one("not_met.no_date")
    planned = [(row, told_actions(making.subject, row)) for row in rows]
    lengths = [len(words(action.what).split()) for _, actions in planned for action in actions]
    most = min(_each(limits["words_of_actions"], lengths), limits["words_of_each"])
    cells: list[tuple[Cell, ...]] = []
    for row, actions in planned:
        cells += [(number_cell(row), *_action_cells(making, action, most)) for action in actions]
        if not actions:
            instead = plain_text(making.one("not_met.otherwise")) + shortened(row.alternative, most)[0]
            cells.append(
                (number_cell(row), Cell(instead if row.alternative else plain_text(none)), words_cell(none), words_cell(none))
            )
    caption, description = making.one("not_met.action"), making.one("not_met.description_of_actions")
    return [_table(making, "not_met", _PLANNED_COLUMNS, tuple(cells), caption, description)]


_LEAST = 12  # words, without which a text says nothing
_LATE_COLUMNS = (("provision", 5.0), ("action", 6.0), ("owner", 2.8), ("by", 3.2))
_CORRECTED_COLUMNS = (("provision", 5.0), ("date", 3.0), ("by", 4.0), ("why", 5.0))
_PLANNED_COLUMNS = (("provision", 1.9), ("action", 8.4), ("owner", 3.5), ("by", 3.2))


def _table(
    making: Making,
    section: str,
    columns: Sequence[tuple[str, float]],
    rows: tuple[tuple[Cell, ...], ...],
    caption: str,
    description: str,
) -> Table:
    return Table(caption, description, tuple((making.one(f"{section}.{name}"), share) for name, share in columns), rows)


def _each(total: int, lengths: Sequence[int]) -> int:
    """How many words each text may have so that all together stay within the total; what short ones leave goes to the others."""
    left, most = total, total
    for done, length in enumerate(sorted(lengths)):
        most = max(left // (len(lengths) - done), _LEAST)
        if length > most:
            break
        left -= length
    return most


def _reason(making: Making, row: Row, most: int) -> Text:
    why, cut = shortened(row.commentary, most)
    return plain_text(f"{words(why)} {making.one('not_met.full_answer')}") if cut else why


def _action_cells(making: Making, action: PrintedAction, most: int) -> list[Cell]:
    none = making.one("not_met.no_date")
    what, _ = shortened(action.what, most)
    if action.outcome:
        what += plain_text(making.one("not_met.outcome", outcome=words(shortened(action.outcome, most)[0]).replace("\n", " ")))
    return [Cell(what), words_cell(action.owner or none), words_cell(action.by or none)]


def corrections(making: Making) -> PaperSection | None:
    """What was corrected under delegated authority since the body approved; nothing in the paper that asks for the approval."""
    found = corrected(making.subject)
    if not found:
        return None
    headings = {row.number: row for row in making.subject.view.rows}
    rows = tuple(
        (
            provision_cell(headings[each.provision]) if each.provision in headings else words_cell(each.provision),
            *map(words_cell, (in_words(each.on) if each.on else "", each.by, each.why)),
        )
        for each in found
    )
    table = _table(
        making, "corrections", _CORRECTED_COLUMNS, rows, making.one("corrections.heading"), making.one("corrections.description")
    )
    return making.section("corrections", *making.paragraph("corrections.text"), table)


def changes(making: Making) -> PaperSection | None:
    """What is other than last year: answers first, then words, provisions and actions; nothing where no last year is named."""
    last = making.subject.last
    if last is None:
        help_ = "Write “Last year: LANDLORD/YEAR” in landlord.md, if there was one."
        making.missing("no last year is named, and the paper does not say what has changed.", help_)
        return None
    changed = last.comparison.answers_changed
    blocks: list[Block] = list(making.paragraph("changes.lead"))
    if changed:
        columns = (("provision", 9.0), ("before", 4.0), ("after", 4.0))
        rows = tuple(
            _change_cells(making, last.comparison.before_edition, compared)
            for compared in changed[: making.layout.limits["rows"]]
        )
        table = _table(making, "changes", columns, rows, making.one("changes.heading"), making.one("changes.description"))
        blocks += [table, *_more(making, "changes.more", changed)]
    return making.section("changes", *blocks, *making.paragraph("changes.text"))


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
    most = making.layout.limits["words_of_late"]
    rows = tuple(
        (provision_cell(row), *_action_cells(making, action, most)) for row, action in found[: making.layout.limits["rows"]]
    )
    table = _table(making, "late", _LATE_COLUMNS, rows, making.one("late.heading"), making.one("late.description"))
    return making.section("late", *making.paragraph("late.text"), table, *_more(making, "late.more", [row for row, _ in found]))


def _more(making: Making, key: str, rows: Sequence[Row] | Sequence[Compared]) -> list[Block]:
    """What did not go into a table, by number."""
    left = list(dict.fromkeys(row.number for row in rows[making.layout.limits["rows"] :]))
    said = counted(len(left), f"more {noun(making.subject.view)}")
    return [*making.paragraph(key, more=said, numbers=listed(left))] if left else []
