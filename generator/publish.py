"""View, render, read back, write: a whole set of documents, or none.

Everything is made in memory and read back before anything is written; then the set is swapped into its folder in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import placing
from generator.answers import source
from generator.printed import Answers, Wording, differences, words_for
from generator.problems import Stop
from generator.templates import Templates
from generator.view import UNFINISHED, Row, View, view
from generator.workspace import previous

if TYPE_CHECKING:
    from datetime import date

    from generator.board_paper import BoardPaper, LastYear
    from generator.examine import Examined

Files = dict[str, bytes]


# The formats: each renders a view and reads back what it rendered.


def _word(shown: View, templates: Templates, made: Files) -> Files:
    del made
    from generator.render import word

    return word.render(shown, templates)


def _read_word(files: Files, shown: View, wording: Wording) -> list[str]:
    from generator.importers import own, word

    columns = [column.holds for column in shown.columns]
    return _compared(shown, wording, files, lambda data: own.from_table(word.read(data), wording, columns))


def _excel(shown: View, templates: Templates, made: Files) -> Files:
    del made
    from generator.render import excel

    return excel.render(shown, templates)


def _read_excel(files: Files, shown: View, wording: Wording) -> list[str]:
    from generator.importers import excel, own

    columns = [column.holds for column in shown.columns]
    return _compared(shown, wording, files, lambda data: own.from_sheet(excel.read(data), wording, columns))


def _pdf(shown: View, templates: Templates, made: Files) -> Files:
    del made
    from generator.render import pdf

    return pdf.render(shown, templates)


def _read_pdf(files: Files, shown: View, wording: Wording) -> list[str]:
    from generator.importers import own, pdf

    return _compared(shown, wording, files, lambda data: own.from_cells(pdf.tables(data), shown.columns))


def _data(shown: View, templates: Templates, made: Files) -> Files:
    del made
    from generator.render import data

    return data.render(shown, templates)


def _read_data(files: Files, shown: View, wording: Wording) -> list[str]:
    from generator.importers import own

    answers = {name: content for name, content in files.items() if not name.endswith(".schema.json")}
    return _compared(shown, wording, answers, lambda data: own.from_data(data, wording))


def _fragments(shown: View, templates: Templates, made: Files) -> Files:
    del made
    from generator.render import web

    return web.fragments(shown, templates)


def _web(shown: View, templates: Templates, made: Files) -> Files:
    from generator.render import web

    words = templates.wording
    kinds = {ext: words[f"download.{ext}"] for ext in ("docx", "pdf", "xlsx", "json")}
    downloads = [
        web.Download(name, kinds[ext], len(content))
        for name, content in made.items()
        if (ext := name.rpartition(".")[2]) in kinds and not name.endswith(".schema.json")
    ]
    return web.pages(shown, templates, downloads)


def _read_web(files: Files, shown: View, wording: Wording) -> list[str]:
    from generator.importers import html, own

    pages = {name: content for name, content in files.items() if name.endswith(".html") and not name.startswith("index")}
    return _compared(shown, wording, pages, lambda data: own.from_page(html.read(data), wording))


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: ``render`` gives files by name, ``read_back`` a sentence for each answer that is not as it should be."""

    name: str
    render: Callable[[View, Templates, Files], Files]
    read_back: Callable[[Files, View, Wording], list[str]]


FORMATS = (
    Format("word", _word, _read_word),
    Format("excel", _excel, _read_excel),
    Format("data", _data, _read_data),
    Format("fragments", _fragments, _read_web),
    Format("web", _web, _read_web),  # after the others, which it offers for download
)

WITH_PDF = (Format("pdf", _pdf, _read_pdf), *FORMATS)
"""The formats where a PDF is asked for: making it and reading it back takes longer than all the others together."""


def _compared(
    shown: View,
    wording: Wording,
    files: Mapping[str, bytes],
    read: Callable[[bytes], Answers],
) -> list[str]:
    """What differs between the view and what each file says; a page of one section answers for that section's rows."""
    sentences = []
    for name, content in files.items():
        try:
            found = read(content)
        except ValueError as error:
            sentences.append(f"{name}: {error}")
            continue
        sentences += [f"{name}: {sentence}" for sentence in differences(shown, wording, found, of=_rows_of(shown, name))]
    return sentences


def _rows_of(shown: View, name: str) -> Sequence[Row] | None:
    base = name.rpartition("/")[2].partition(".")[0].removesuffix(UNFINISHED[shown.status])
    return next((section.rows for section in shown.sections if base == f"section-{section.number}"), None)


def render_paper(paper: BoardPaper, shown: View, templates: Templates, *, as_pdf: bool) -> Files:
    """The governing body's paper by file name, its appendix read back. Raises Stop where an answer did not come through."""

    def placed_in_pdf(shown: View, templates: Templates, made: Files) -> Files:
        del made
        from generator.render import board_paper_pdf

        return board_paper_pdf.render(paper, shown, templates)

    def placed(shown: View, templates: Templates, made: Files) -> Files:
        del made
        from generator.render import board_paper

        return board_paper.render(paper, shown, templates)

    format_ = Format("board paper", placed_in_pdf, _read_pdf) if as_pdf else Format("board paper", placed, _read_word)
    return render(shown, templates, (format_,))


def year_before(examined: Examined, on: date) -> LastYear | None:
    """The year that landlord.md names as the one before, for the paper; None where it names none. Raises Stop where it is not there."""
    from generator import board_paper
    from generator.compare import compare
    from generator.gather import gather

    landlord = examined.assessment.landlord
    try:
        before = previous(examined.gathered.target, landlord)
    except Stop as stop:
        raise Stop(f"{landlord.file}: {stop} Put “Last year:” right, or leave it empty.") from stop
    if before is None:
        return None
    last = gather(before)
    compared = compare(last.assessment, last.edition, examined.assessment, examined.edition, on)
    return board_paper.LastYear(view(last.edition, last.assessment), compared)


def render(shown: View, templates: Templates, formats: Iterable[Format] = FORMATS) -> Files:
    """Every document of the set by file name, each read back. Raises Stop, naming them, where an answer did not come through."""
    made: Files = {}
    wording = words_for(templates.wording, asks_questions=shown.asks_questions)
    for format_ in formats:
        files = format_.render(shown, templates, made)
        wrong = format_.read_back(files, shown, wording)
        if wrong:
            listed = "\n  ".join(wrong[:10])
            raise Stop(
                f"{shown.name}: the documents were read back and do not say what the answers say, so nothing was published.\n"
                f"  {listed}\n"
                "If templates or wording of your own are in use, look there first; otherwise please report this."
            )
        made |= files
    return made


# Writing


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """The whole set in the folder's place in one step; the old set stays until the new one stands. Raises Stop where that fails."""
    try:
        placing.write_folder(files, folder)
    except OSError as error:
        raise Stop(
            f"{error.filename or folder}: the documents cannot be put in place ({error.strerror}). Close those that are open in Word, "
            "Excel or a browser, check that you may write there, and try again. What was there before is as it was."
        ) from error


def write_file(path: Path, content: bytes) -> None:
    """One document in its place in one step, and nothing else in its folder touched. Raises Stop where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"{path.parent}: this folder cannot be made ({error.strerror}). Name another with --output.") from error
    source.write(path, str(path), content)


def recover(folder: Path) -> None:
    """Finish or undo a swap that was interrupted: afterwards the folder holds one whole set, or there is none. Raises Stop."""
    try:
        placing.recover(folder)
    except OSError as error:
        raise Stop(
            f"{folder}: the last build was interrupted, and the documents cannot be put back ({error.strerror}). Close what is open "
            "in this folder in other programs, check that you may write there, and try again."
        ) from error
