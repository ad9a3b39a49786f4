"""The Ombudsman's form as Word tables: a row for each provision, in the columns of its edition."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import NO
from generator.printed import Wording, comply_words, in_column
from generator.render.word_text import BULLETS, LETTERS, Cell, TableRow, Writer, run
from generator.rich_text import words
from generator.view import Row, SectionView, View

_WIDTHS = {
    "number": 3.0,
    "requirement": 6.2,
    "comply": 2.2,
    "evidence": 5.4,
    "commentary": 9.8,
    "support": 12.0,
    "yes": 9.2,
    "no": 9.2,
}  # in cm, to be fitted to the page
_NO_FILL, _UNANSWERED_FILL = "fbe3e1", "eceef1"
_WHOLE_LINES = 18  # a row of so few lines is not parted over two pages
_LETTERS_A_CM = 5.2  # of the base's text, on average
_ITEM_STYLES = {"letters": LETTERS}


class FormTables:
    """Writes the form of a view over ``width``; the headings within a section begin at ``level``.

    Whoever reads the document back (``importers.own.from_table``) finds the answers in these tables and nowhere else.
    """

    def __init__(self, view: View, wording: Wording, writer: Writer, width: int, level: int = 2) -> None:
        self.view, self.wording, self.writer, self.width, self.level = view, wording, writer, width, level

    def section(self, section: SectionView) -> str:
        """A table for the section, or one for each of the form's headings in it."""
        written = []
        for together in section.headed_rows:
            caption = section.heading
            for title in filter(None, (together.rows[0].group, together.stage)):
                caption = self.wording["word.stage_caption"].format(section=caption, stage=title)
            if together.group:
                written.append(self.writer.heading(self.level, together.group))
            if together.stage:
                written.append(self.writer.heading(self.level + bool(together.rows[0].group), together.stage))
            written.append(self._form_table(together.rows, caption))
        return "".join(written)

    def _form_table(self, rows: Sequence[Row], caption: str) -> str:
        """The official columns, a row for each provision."""
        wanted = [_WIDTHS[column.holds] for column in self.view.columns]
        columns = [
            (column.title, round(cm / sum(wanted) * self.width)) for column, cm in zip(self.view.columns, wanted, strict=True)
        ]
        cells = {
            "number": self._number_cell,
            "requirement": self._requirement_cell,
            "comply": self.comply_cell,
            "evidence": self._evidence_cell,
        }
        table_rows = [
            TableRow(
                [
                    cells[column.holds](row) if column.holds in cells else self._answer_cell(row, column.holds)
                    for column in self.view.columns
                ],
                self._lines(row) <= _WHOLE_LINES,
            )
            for row in rows
        ]
        return self.writer.table(columns, table_rows, caption, self.wording["word.section_alt"].format(section=caption))

    def _number_cell(self, row: Row) -> Cell:
        """The number, which links lead to, and our label, set apart from the Code's own words."""
        number = self.writer.paragraph("ProvisionNumber", self.writer.bookmark(row.anchor, run(row.number)))
        return Cell(number + self.writer.words("ProvisionLabel", row.label))

    def _requirement_cell(self, row: Row) -> Cell:
        items = self.writer.items(map(run, row.items), "CodeText", _ITEM_STYLES.get(row.item_style, BULLETS)) if row.items else ""
        return Cell(self.writer.words("CodeText", row.text) + items)

    def comply_cell(self, row: Row) -> Cell:
        """The answer as it is printed; what is not met or not answered is marked."""
        fill = _NO_FILL if row.comply == NO and not self.view.asks_questions else "" if row.answered else _UNANSWERED_FILL
        return Cell(self.writer.words("AnswerVerdict", comply_words(row, self.wording)), fill)

    def _evidence_cell(self, row: Row) -> Cell:
        return Cell(self.writer.items(map(self.writer.runs, row.evidence), "AnswerText"))

    def _answer_cell(self, row: Row, holds: str) -> Cell:
        """The labelled parts of a column; those that are the column's own have no label."""
        written = []
        for label, blocks in in_column(row, holds, self.wording):
            if label:
                written.append(self.writer.words("AnswerLabel", label))
            written.append(self.writer.text(blocks, "AnswerText"))
        return Cell("".join(written), "" if row.answered or holds != row.answer_column else _UNANSWERED_FILL)

    def _lines(self, row: Row) -> int:
        """About how many lines the row's longest column takes."""
        columns = {"requirement": [row.text, *row.items], "evidence": ["".join(r.text for r in item) for item in row.evidence]}
        for column in self.view.columns:
            if column.holds not in ("number", "comply", *columns):
                blocks = (block for _, part in in_column(row, column.holds, self.wording) for block in part)
                columns[column.holds] = words(tuple(blocks)).split("\n")
        return max(sum(1 + int(len(text) / _WIDTHS[key] / _LETTERS_A_CM) for text in texts) for key, texts in columns.items())
