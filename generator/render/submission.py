"""What the annual submission asks for, in Word, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.dates import in_words
from generator.render.colour import accent
from generator.render.word_base import Base
from generator.render.word_text import Cell, TableRow, Writer, run
from generator.rich_text import read_runs
from generator.submission import Item, Submission
from generator.templates import Templates


def word(found: Submission, colour: str, templates: Templates) -> bytes:
    """The Word document, on the nearest base document of ``templates``.

    Raises Stop where that cannot be built on, or where a text holds a character that no Word file can hold.
    """
    base = Base(templates, accent(colour))
    writer = Writer(base.styles, base.package.link, base.lists, base.next_list, accent(colour).removeprefix("#"))
    made = _Document(found, templates, writer, base.portrait_width)
    properties = {"title": f"{found.title}: {found.landlord}", "creator": found.landlord, "day": ""}
    header = writer.words("RunningHeader", f"{found.landlord}: {found.title}")
    footer = writer.page_numbers("RunningFooter", templates.wording["word.page"])
    return base.saved(made.body(), "".join(writer.lists), header, footer, properties, portrait=True)


def data(found: Submission) -> str:
    """The same as JSON; what is missing is an empty string."""
    due = found.deadline
    return json.dumps(
        {
            "name": found.name,
            "landlord": found.landlord,
            "on": found.on.isoformat(),
            "deadline": {
                "dates": [day.isoformat() for day in due.dates],
                "days_left": due.days_left(found.on),
                "sentence": due.sentence,
                "source": due.source,
            },
            "facts": [{"label": item.label, "value": item.value} for item in found.facts],
            "publications": [{"label": item.label, "address": item.value} for item in found.publications],
            "annual_report": [{"part": part.letter, "text": part.text, "where": part.where} for part in found.parts],
            "answers": [{"provision": item.label, "answer": item.value} for item in found.answers],
            "missing": list(found.missing),
        },
        indent=2,
        ensure_ascii=True,
    )


class _Document:
    def __init__(self, found: Submission, templates: Templates, writer: Writer, width: int) -> None:
        self.found, self.wording, self.writer, self.width = found, templates.wording, writer, width

    def word(self, key: str) -> str:
        return self.wording[f"submission.{key}"]

    def body(self) -> str:
        writer, found = self.writer, self.found
        written = [
            writer.words("Title", found.title),
            writer.words("Subtitle", found.landlord),
            writer.words("Normal", self.word("as_on").format(day=in_words(found.on))),
            writer.heading(1, self.word("deadline")),
            *self.deadline(),
            writer.heading(1, self.word("missing")),
            self.missing(),
            writer.heading(1, self.word("facts")),
            self.pairs("facts", ("fact", "value"), (item for item in found.facts if item.value or item.fill_in)),
            writer.heading(1, self.word("publications")),
            self.pairs("publications", ("publication", "address"), found.publications),
        ]
        if found.parts:
            intro = self.word("parts_intro").format(provision=found.report_provision)
            written += [writer.heading(1, self.word("parts")), writer.words("Normal", intro), self.parts()]
        if found.answers:
            written += [writer.heading(1, self.word("answers")), self.pairs("answers", ("provision", "answer"), found.answers)]
        return "".join(written)

    def deadline(self) -> list[str]:
        due = self.found.deadline
        days = [in_words(day) for day in due.dates]
        shown = self.word("two_days").format(first=days[0], second=days[1]) if len(days) > 1 else "".join(days)
        sentences = [due.sentence, self.word("source").format(source=due.source) if due.source else ""]
        first = self.writer.strong(shown or self.word("unknown"))
        return [
            self.writer.paragraph("Normal", first + (run(f". {self.found.left}") if self.found.left else "")),
            *(self.writer.words("Normal", sentence) for sentence in sentences if sentence),
        ]

    def missing(self) -> str:
        if not self.found.missing:
            return self.writer.words("Normal", self.word("missing_none"))
        return self.writer.items(map(run, self.found.missing), "Normal")

    def pairs(self, name: str, titles: tuple[str, str], items: Iterable[Item]) -> str:
        rows = [
            TableRow([Cell(self.writer.paragraph("AnswerText", self.writer.strong(item.label))), self.value(item.value)])
            for item in items
        ]
        return self.table(name, [(titles[0], 0.36), (titles[1], 0.64)], rows)

    def parts(self) -> str:
        rows = [
            TableRow(
                [
                    Cell(self.writer.paragraph("AnswerText", self.writer.strong(part.letter))),
                    Cell(self.writer.words("AnswerText", part.text)),
                    self.value(part.where),
                ]
            )
            for part in self.found.parts
        ]
        return self.table("parts", [("letter", 0.1), ("part", 0.5), ("where", 0.4)], rows)

    def value(self, text: str) -> Cell:
        if not text:
            return Cell(self.writer.paragraph("AnswerText", self.writer.strong(self.word("missing_value"))), "fbe3e1")
        return Cell(self.writer.paragraph("AnswerText", self.writer.runs(read_runs(text))))

    def table(self, name: str, columns: list[tuple[str, float]], rows: list[TableRow]) -> str:
        titled = [(self.word(key), round(share * self.width)) for key, share in columns]
        return self.writer.table(titled, rows, self.word(name), self.word(f"{name}_alt")) + self.writer.words("Normal", "")
