"""Invented self-assessments as the files that landlords keep: by Word, Excel, the web's many editors, and what prints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import docx
import openpyxl
import tools
import xlsxwriter
from layouts import COLUMNS, EDITION, Invented, clause, whole
from word_files import p, r, table, tc, tr, word_file

from generator import catalogue
from generator.model import Edition

_TITLE = "Complaint Handling Code self-assessment"


def _verdict(answer: Invented) -> str:
    return answer.words.rstrip(".").capitalize()


def _sections(answers: Sequence[Invented], edition: Edition = EDITION) -> list[tuple[str, list[Invented]]]:
    """The answers by section, each with the section's heading."""
    held: dict[str, list[Invented]] = {}
    for answer in answers:
        section = edition.section_of(answer.number)
        assert section is not None
        held.setdefault(f"Section {section.number}: {section.title}", []).append(answer)
    return list(held.items())


def _file(folder: Path, name: str, content: bytes | str, encoding: str = "utf-8") -> list[Path]:
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return [path]


# Word


def _add_lines(cell: docx.table._Cell, lines: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        bullet = line.startswith(("- ", "• "))
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.style = "List Bullet" if bullet else "Normal"
        paragraph.add_run(line[2:] if bullet else line)


def word_official_table(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A table for each section, made in a word processor, with lists in its cells and an empty row at its end."""
    made = docx.Document()
    made.add_heading(_TITLE, 0)
    for heading, held in _sections(answers):
        made.add_heading(heading, 1)
        grid = made.add_table(rows=1, cols=5, style="Table Grid")
        for cell, title in zip(grid.rows[0].cells, COLUMNS, strict=True):
            cell.paragraphs[0].add_run(title).bold = True
        for a in held:
            cells = grid.add_row().cells
            for cell, lines in zip(cells, ([a.number], clause(a.provision), [a.words], a.evidence, a.commentary), strict=True):
                _add_lines(cell, lines)
        grid.add_row()
    path = folder / "assessment.docx"
    made.save(str(path))
    return [path]


def word_a_table_for_each_provision(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A small table for each provision: number and text; the answer beside its label; evidence and commentary across."""
    body = p(_TITLE)
    for a in answers:
        wide = '<w:gridSpan w:val="3"/>'
        body += table(
            tr(a.number, tc("".join(map(p, clause(a.provision))), wide)),
            tr("Do we comply?", _verdict(a), "Evidence", tc("".join(map(p, map(escape, a.evidence))))),
            tr("Commentary", tc("".join(map(p, map(escape, a.commentary))), wide)),
        ) + p("")
    return _file(folder, "a.docx", word_file(body))


def word_section_down_the_side(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The section's title turned and merged down the first column; requirement, answer, one column for the rest."""
    rows = [tr("Section", "Ref", "Requirement", "Comply (Y/N)", "Evidence and commentary")]
    for heading, held in _sections(answers):
        for place, a in enumerate(held):
            merged = '<w:textDirection w:val="btLr"/><w:vMerge' + (' w:val="restart"/>' if place == 0 else "/>")
            side = tc(p(escape(heading)) if place == 0 else p(""), merged)
            rest = "".join(map(p, map(escape, (*a.evidence, *a.commentary))))
            rows.append(tr(side, a.number, tc("".join(map(p, clause(a.provision)))), _verdict(a)[:1], tc(rest)))
    return _file(folder, "a.docx", word_file(p(_TITLE) + table(*rows)))


def word_nested_tables(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """One outer table that frames the page; in it a table for each section; in its last cell a table of evidence."""
    frame = ""
    for heading, held in _sections(answers):
        rows = [tr("No.", "Code requirement", "Comply", "Commentary and evidence")]
        for a in held:
            inner = table(*(tr(escape(item)) for item in a.evidence))
            last = tc("".join(map(p, map(escape, a.commentary))) + inner + p(""))
            rows.append(tr(a.number, tc("".join(map(p, clause(a.provision)))), _verdict(a), last))
        frame += p(escape(heading)) + table(*rows)
    return _file(folder, "a.docx", word_file(table(tr(tc(frame + p(""))))))


def _official(answers: Sequence[Invented], answer: Callable[[Invented], str], header: Sequence[str] = COLUMNS) -> str:
    rows = [tr(*header)]
    for a in answers:
        evidence, commentary = (tc("".join(map(p, map(escape, lines)))) for lines in (a.evidence, a.commentary))
        rows.append(tr(a.number, tc("".join(map(p, clause(a.provision)))), answer(a), evidence, commentary))
    return p(_TITLE) + table(*rows)


def _box(ticked: bool) -> str:
    checked = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{checked}</w:sdtPr><w:sdtContent>{r('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"


def _field(ticked: bool) -> str:
    box = f'<w:ffData><w:checkBox><w:default w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_boxes_to_tick(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A box to tick for Yes and one for No in the same cell, in one line."""

    def cell(a: Invented) -> str:
        return tc(f"<w:p>{_box(a.comply == 'yes')}{r(' Yes   ')}{_box(a.comply == 'no')}{r(' No')}</w:p>")

    return _file(folder, "a.docx", word_file(_official(answers, cell)))


def word_boxes_after_their_words(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """As above in two lines, each box after its word."""

    def cell(a: Invented) -> str:
        return tc("".join(f"<w:p>{r(f'{word} ')}{_box(a.comply == word.lower())}</w:p>" for word in ("Yes", "No")))

    return _file(folder, "a.docx", word_file(_official(answers, cell)))


def word_old_form_fields(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Paragraphs instead of a table; the boxes to tick are the form fields of old, after the question."""
    body = p(_TITLE)
    for a in answers:
        body += p(f"{a.number} {a.provision.text}") + "".join(map(p, clause(a.provision)[1:]))
        yes, no = (_field(a.comply == value) for value in ("yes", "no"))
        body += f"<w:p>{r('Do we comply? ')}{yes}{r(' Yes ')}{no}{r(' No')}</w:p>"
        body += (
            p("Evidence:")
            + "".join(map(p, map(escape, a.evidence)))
            + p("Comments:")
            + "".join(map(p, map(escape, a.commentary)))
        )
    return _file(folder, "a.docx", word_file(body))


def word_columns_to_tick(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A column for Yes and one for No, with a tick in one of them, and one column for the rest."""
    rows = [tr("Code section", "Code requirement", "Yes", "No", "Evidence, commentary and any explanations")]
    for a in answers:
        tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        rest = tc("".join(map(p, map(escape, (*a.evidence, *a.commentary)))))
        yes, no = (tc(f"<w:p>{tick}</w:p>" if a.comply == value else p("")) for value in ("yes", "no"))
        rows.append(tr(a.number, tc("".join(map(p, clause(a.provision)))), yes, no, rest))
    return _file(folder, "a.docx", word_file(p(_TITLE) + table(*rows)))


def word_content_controls(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Every cell a content control, the answer chosen from a list that shows its prompt where nobody chose."""
    styles = '<w:style w:type="character" w:styleId="PT"><w:name w:val="Placeholder Text"/></w:style>'

    def control(inner: str, kind: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = [tr(*COLUMNS)]
    choices = '<w:dropDownList><w:listItem w:value="Yes"/><w:listItem w:value="No"/></w:dropDownList>'
    for a in answers:
        chosen = r(_verdict(a)) if a.comply else r("Choose an item.", '<w:rStyle w:val="PT"/>')
        cells = [a.number, tc(control("".join(map(p, clause(a.provision))))), tc(f"<w:p>{control(chosen, choices)}</w:p>")]
        cells += [tc(control("".join(map(p, map(escape, lines))), "<w:richText/>")) for lines in (a.evidence, a.commentary)]
        rows.append(control(tr(*cells)))
    return _file(folder, "a.docx", word_file(p(_TITLE) + table(*rows), {"styles": styles}))


def word_tracked_changes(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Every answer changed from the other one, evidence inserted, commentary moved from another cell, rows deleted."""
    who = 'w:author="A" w:date="2026-05-02T10:00:00Z"'
    rows = [tr(*COLUMNS)]
    for i, a in enumerate(answers):
        other = "No" if a.comply == "yes" else "Yes"
        answer = (
            f'<w:p><w:del w:id="1" {who}><w:r><w:delText>{other}</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" {who}>{r(_verdict(a))}</w:ins></w:p>'
        )
        evidence = "".join(f'<w:p><w:ins w:id="3" {who}>{r(escape(item))}</w:ins></w:p>' for item in a.evidence)
        moved = "".join(f'<w:p><w:moveTo w:id="4" {who}>{r(escape(line))}</w:moveTo></w:p>' for line in a.commentary)
        left = "".join(f'<w:p><w:moveFrom w:id="5" {who}>{r(escape(line))}</w:moveFrom></w:p>' for line in a.commentary)
        row = tr(a.number, tc("".join(map(p, clause(a.provision))) + left), tc(answer), tc(evidence), tc(moved))
        if i % 10 == 3:  # as it was before it was written anew
            rows.append(f'<w:tr><w:trPr><w:del w:id="6" {who}/></w:trPr>' + row.removeprefix("<w:tr>"))
        rows.append(row)
    return _file(folder, "a.docx", word_file(p(_TITLE) + table(*rows)))


def word_headings(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A heading with number and own name, the text in italics, the answer in bold at the end of its line, then prose."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Exemplar Homes"
    for heading, held in _sections(answers):
        made.add_heading(heading, 1)
        for a in held:
            made.add_heading(f"{a.number} {a.provision.label}", 2)
            first, *items = clause(a.provision)
            made.add_paragraph().add_run(first).italic = True
            for item in items:
                made.add_paragraph(item.removeprefix("• "), style="List Bullet")
            made.add_paragraph("Compliance: ").add_run(_verdict(a)).bold = True
            made.add_heading("Evidence", 3)
            for line in a.evidence:
                made.add_paragraph(line, style="List Bullet")
            made.add_heading("Commentary", 3)
            for line in a.commentary:
                made.add_paragraph(line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None)
    path = folder / "report.docx"
    made.save(str(path))
    return [path]


def word_text_apart_from_answers(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The requirement in a row of its own across the table, its answer in the row below."""
    rows = [tr("Ref", "Do you comply?", "Evidence", "Commentary")]
    for heading, held in _sections(answers):
        rows.append(tr(tc(p(escape(heading)), '<w:gridSpan w:val="4"/>')))
        for a in held:
            evidence, commentary = (tc("".join(map(p, map(escape, lines)))) for lines in (a.evidence, a.commentary))
            rows.append(tr(a.number, tc("".join(map(p, clause(a.provision))), '<w:gridSpan w:val="3"/>')))
            rows.append(tr("", _verdict(a), evidence, commentary))
    return _file(folder, "a.docx", word_file(p(_TITLE) + table(*rows)))


# Workbooks


def excel_a_sheet_for_each_section(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A sheet a section, its title over merged cells, the numbers as Excel keeps them (6.1 for 6.10), a contents sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Contents"
    for heading, held in _sections(answers):
        book["Contents"].append([heading])
        sheet = book.create_sheet(heading[:9])
        sheet.append([heading])
        sheet.merge_cells("A1:E1")
        sheet.append(["Please answer each requirement."])
        sheet.append([])
        sheet.append(list(COLUMNS))
        for a in held:
            sheet.append(
                [float(a.number), "\n".join(clause(a.provision)), _verdict(a), "\n".join(a.evidence), "\n".join(a.commentary)]
            )
    path = folder / "returns.xlsx"
    book.save(path)
    return [path]


def excel_items_in_rows_of_their_own(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The Code's text over two merged columns, its items in rows below; answer and evidence merged down over them."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Self assessment")
        sheet.merge_range("A1:F1", _TITLE)
        for column, title in ((0, "Code section"), (1, "Code requirement"), (3, "Comply: Yes/No"), (4, "Evidence, commentary")):
            sheet.write(1, column, title)
        row = 2
        for a in answers:
            lines = clause(a.provision)
            last = row + len(lines) - 1
            rest = "\n".join((*a.evidence, *a.commentary))
            for i, line in enumerate(lines):
                sheet.merge_range(row + i, 1, row + i, 2, line)
            for column, value in ((0, a.number), (3, _verdict(a)), (4, rest)):
                if last > row:
                    sheet.merge_range(row, column, last, column, value)
                else:
                    sheet.write_string(row, column, value)
            row = last + 1
    return [path]


def excel_columns_to_mark(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A cross in the column for Yes or the one for No, more columns than anybody needs, a frozen header."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([_TITLE])
    sheet.append(["Ref", "Section", "Requirement", "Yes", "No", "Evidence", "Commentary", "Lead officer"])
    for heading, held in _sections(answers):
        for a in held:
            yes, no = ("X" if a.comply == value else None for value in ("yes", "no"))
            sheet.append([a.number, heading, whole(a.provision), yes, no, "\n".join(a.evidence), "\n".join(a.commentary), None])
    path = folder / "a.xlsx"
    book.save(path)
    return [path]


# Web pages


def _table(answers: Sequence[Invented]) -> list[list[Sequence[str]]]:
    """The official table's cells, each as its lines, with the header."""
    rows: list[list[Sequence[str]]] = [[[title] for title in COLUMNS]]
    return rows + [[[a.number], clause(a.provision), [a.words], a.evidence, a.commentary] for a in answers]


def _lines(lines: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)


def html_google_docs(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """As Google Docs exports: a span around all words, classes for looks, every cell with its spans, links by way of Google."""

    def words(lines: Sequence[str]) -> str:
        made = ""
        for line in lines:
            shown = f'<span class="c1">{escape(line)}</span>'
            if line.startswith("https://"):
                shown = f'<span class="c4"><a class="c2" href="https://www.google.com/url?q={line}&amp;sa=D">{line}</a></span>'
            made += (
                f'<ul class="c7 lst-kix_a-0 start"><li class="c3 li-bullet-0"><span class="c1">{escape(line[2:])}</span></li></ul>'
                if line.startswith(("- ", "• "))
                else f'<p class="c0">{shown}</p>'
            )
        return made

    page = '<html><head><meta content="text/html; charset=UTF-8"><style>.c1{font-size:11pt}</style></head><body class="c9 doc-content">'
    for heading, held in _sections(answers):
        page += f'<h1 class="c5" id="h.abc"><span class="c1">{escape(heading)}</span></h1><table class="c8">'
        for cells in _table(held):
            page += (
                '<tr class="c6">' + "".join(f'<td class="c2" colspan="1" rowspan="1">{words(c)}</td>' for c in cells) + "</tr>"
            )
        page += '</table><p class="c0 c11"><span class="c1"></span></p>'
    return _file(folder, "Self assessment.html", page + "</body></html>")


def html_sharepoint(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A page of a modern site: no table and no list, boxes within boxes, a menu, a banner about cookies, feedback at the end."""
    page = "<!DOCTYPE html><html lang=en><body><div id=cookies>We use cookies to see how our site is used.</div>"
    page += "<nav><a href=/>Home</a><a href=/repairs>Repairs</a><a href=/contact>Contact us</a></nav><div role=main>"
    for heading, held in _sections(answers):
        page += f'<div data-automation-id="CanvasSection"><div class=w><h2 class="x-12">{escape(heading)}</h2></div>'
        for a in held:
            page += f'<div class="cke_editable"><div><div><strong>{a.number}</strong>&nbsp;{escape(a.provision.text)}</div>'
            page += _lines(clause(a.provision)[1:], "div") + f"</div><div><strong>Comply:&nbsp;</strong>{a.words}</div>"
            page += f"<div><strong>Evidence:&nbsp;</strong>{escape(a.evidence[0])}</div>{_lines(a.evidence[1:], 'div')}"
            page += (
                f"<div><strong>Commentary:&nbsp;</strong>{escape(a.commentary[0])}</div>{_lines(a.commentary[1:], 'div')}</div>"
            )
        page += "</div>"
    return _file(folder, "page.aspx.html", page + "</div><footer>Was this page helpful?</footer></body></html>")


def html_definition_list(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A list of terms and what is said of them, in accordions that open by a click."""
    page = f"<h1>{_TITLE}</h1>"
    for heading, held in _sections(answers):
        page += f"<details><summary>{escape(heading)}</summary><dl>"
        for a in held:
            page += f"<dt>{a.number}: {'<br>'.join(map(escape, clause(a.provision)))}</dt><dd>{a.words}</dd>"
            page += f"<dd>Evidence<br/>{'<br/>'.join(map(escape, a.evidence))}</dd>"
            page += f"<dd>Commentary / explanation<br/>{'<br/>'.join(map(escape, a.commentary))}</dd>"
        page += "</dl></details>"
    return _file(folder, "a.html", page)


def _broken(line: str) -> str:
    return line.replace(", ", ",\r\n")


def html_from_word(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """As Word saves a web page: Windows-1252, its own elements, lines broken anywhere, bullets typed as symbols."""

    def words(lines: Sequence[str]) -> str:
        return "\r\n".join(
            f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span>"
            f"&nbsp;&nbsp; </span></span><![endif]>{escape(line[2:])}<o:p></o:p></p>"
            if line.startswith(("- ", "• "))
            else f"<p class=MsoNormal><span lang=EN-GB>{_broken(escape(line))}<o:p></o:p></span></p>"
            for line in lines
        )

    page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'></head><body lang=EN-GB>"
    page += "<div class=WordSection1><table class=MsoTableGrid border=1>"
    for cells in _table(answers):
        page += "<tr>" + "".join(f"<td width=99 valign=top>{words(c)}</td>" for c in cells) + "</tr>"
    page = (page + "</table></div></body></html>").replace("≤", "<")
    return _file(folder, "a.htm", page.encode("cp1252", "xmlcharrefreplace"))


def html_pages_of_sections(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A saved page for each section, all with the site's head and foot, headings of the site's own above and below."""
    paths = []
    for i, (heading, held) in enumerate(_sections(answers), 1):
        page = "<header><p>Exemplar Homes</p><p>Search this site</p></header><ul><li>Home</li><li>Your home</li><li>Complaints</li></ul>"
        page += f"<h1>Complaint Handling Code</h1><h2>{escape(heading)}</h2>"
        for a in held:
            page += f"<h3>Code provision {a.number}</h3>{_lines(clause(a.provision))}<p><b>Do we comply?</b><br>{a.words}</p>"
            page += f"<p><b>Evidence</b></p><ul>{_lines(a.evidence, 'li')}</ul><p><b>Commentary</b></p>{_lines(a.commentary)}"
        page += "<h2>More about complaints</h2><p>Call us to know more.</p><footer><p>Exemplar Homes, Example Street</p></footer>"
        paths += _file(folder, f"page-{i}.html", page)
    return paths


def html_grid_of_boxes(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A table made of boxes that only say that they are one, the label again in each for narrow screens."""
    page = "<div role=table>"
    for a in answers:
        labelled = zip(COLUMNS, ([a.number], clause(a.provision), [_verdict(a)], a.evidence, a.commentary), strict=True)
        page += "<div role=row>" + "".join(
            f"<div role=cell><span class=label>{t}</span>{_lines(c, 'div')}</div>" for t, c in labelled
        )
        page += "</div>"
    return _file(folder, "a.html", page + "</div>")


# Text


def text_with_furniture(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Windows-1252; a page's head and number every few lines; the header again and again, one cell a line."""
    lines = ["Exemplar Homes self-assessment 2026", "Board paper 7", ""]
    page = 0
    for i, a in enumerate(answers):
        if i % 4 == 3:
            page += 1
            lines += [f"Page {page} of 19", "", "Exemplar Homes self-assessment 2026", "Board paper 7", *COLUMNS]
        lines += [a.number, *clause(a.provision), a.words, *a.evidence, *a.commentary]
    text = "\r\n".join(lines).replace("≤", "<")
    return _file(folder, "a.txt", text.encode("cp1252", "replace"))


def text_without_short_lines(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Everything a line of its own, and every line of one word lost: numbers, labels and bare answers with it."""
    lines = [_TITLE]
    for i, a in enumerate(answers):
        lines += [*clause(a.provision), f"Comply: {a.words}" if i % 3 else a.words, "Evidence", *a.evidence, *a.commentary]
    return _file(folder, "a.txt", "\n".join(line for line in lines if len(line.split()) > 1))


def text_old_numbers_in_quotations(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """Each answer quotes the policy's own numbered paragraphs, whose numbers are provisions' too, some in the Code's own words."""
    lines = []
    for i, a in enumerate(answers):
        lines += [
            f"{a.number} {a.provision.text}",
            *clause(a.provision)[1:],
            f"Compliance: {a.words}",
            *a.evidence,
            *a.commentary,
        ]
        lines.append(f"{i % 9 + 1}.{i % 6 + 1} The policy says of this that everybody is answered by team {i}.")
    return _file(folder, "a.txt", "\n".join(lines))


def quoted(answer: Invented, i: int) -> Invented:
    """The answer with the policy's own paragraph that ``text_old_numbers_in_quotations`` adds."""
    line = f"{i % 9 + 1}.{i % 6 + 1} The policy says of this that everybody is answered by team {i}."
    return replace(answer, commentary=(*answer.commentary, line))


# Printed


def pdf_from_excel(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A workbook that LibreOffice prints across, its header on each page."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        widths = (9, 50, 9, 35, 60)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 45)
        sheet.write_row(0, 0, COLUMNS, wrap)
        for row, a in enumerate(answers, 1):
            cells = (a.number, "\n".join(clause(a.provision)), _verdict(a), "\n".join(a.evidence), "\n".join(a.commentary))
            high = max(
                sum(len(line) // (0.8 * width) + 1 for line in c.split("\n")) for c, width in zip(cells, widths, strict=True)
            )
            sheet.set_row(row, 15 * high)
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, wrap)
    return [tools.libreoffice_pdf(path, folder)]


def pdf_from_a_web_page(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A page of headings and labels that LibreOffice prints."""
    page = f"<h1>{_TITLE}</h1>"
    for heading, held in _sections(answers):
        page += f"<h2>{escape(heading)}</h2>"
        for a in held:
            page += f"<h3>Code provision {a.number}</h3>{_lines(clause(a.provision))}<p><b>Do we comply?</b> {_verdict(a)}</p>"
            page += f"<p><b>Evidence</b></p>{_lines(a.evidence)}<p><b>Commentary</b></p>{_lines(a.commentary)}"
    (path,) = _file(folder, "a.html", f"<html><head><meta charset=utf-8></head><body>{page}</body></html>")
    return [tools.libreoffice_pdf(path, folder)]


def word_from_libreoffice(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The official table, written by LibreOffice."""
    (path,) = word_official_table(answers, folder)
    return [tools.libreoffice_converted(path, folder / "again", "docx")]


def excel_from_libreoffice(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """A sheet for each section, written by LibreOffice."""
    (path,) = excel_a_sheet_for_each_section(answers, folder)
    return [tools.libreoffice_converted(path, folder / "again", "xlsx")]


def html_from_libreoffice(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The official table as LibreOffice exports it for the web."""
    (path,) = word_official_table(answers, folder)
    return [tools.libreoffice_converted(path, folder / "again", "html")]


@dataclass(frozen=True)
class DocumentLayout:
    """A kind of file: how it is made, whether evidence and commentary are told apart in it, and whether LibreOffice makes it."""

    make: Callable[[Sequence[Invented], Path], list[Path]]
    apart: bool = True
    libreoffice: bool = False


DOCUMENTS = {
    layout.make.__name__: layout
    for layout in (
        DocumentLayout(word_official_table),
        DocumentLayout(word_a_table_for_each_provision),
        DocumentLayout(word_section_down_the_side, apart=False),
        DocumentLayout(word_nested_tables, apart=False),
        DocumentLayout(word_boxes_to_tick),
        DocumentLayout(word_boxes_after_their_words),
        DocumentLayout(word_old_form_fields),
        DocumentLayout(word_columns_to_tick, apart=False),
        DocumentLayout(word_content_controls),
        DocumentLayout(word_tracked_changes),
        DocumentLayout(word_headings),
        DocumentLayout(word_text_apart_from_answers),
        DocumentLayout(excel_a_sheet_for_each_section),
        DocumentLayout(excel_items_in_rows_of_their_own, apart=False),
        DocumentLayout(excel_columns_to_mark),
        DocumentLayout(html_google_docs),
        DocumentLayout(html_sharepoint),
        DocumentLayout(html_definition_list),
        DocumentLayout(html_from_word),
        DocumentLayout(html_pages_of_sections),
        DocumentLayout(html_grid_of_boxes),
        DocumentLayout(text_with_furniture, apart=False),
        DocumentLayout(text_old_numbers_in_quotations, apart=False),
        DocumentLayout(word_from_libreoffice, libreoffice=True),
        DocumentLayout(excel_from_libreoffice, libreoffice=True),
        DocumentLayout(html_from_libreoffice, libreoffice=True),
        DocumentLayout(pdf_from_excel, libreoffice=True),
        DocumentLayout(pdf_from_a_web_page, libreoffice=True),
    )
}


# Earlier editions


def word_of_2020(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The form of 2020: the section's title in the header of its table, the answer's words in the column for Yes or for No."""
    body = p(_TITLE)
    edition = catalogue.load("housing-ombudsman-2020")
    for heading, held in _sections(answers, edition):
        number, title = heading.removeprefix("Section ").split(": ", 1)
        rows = [tr(number, escape(title), "Yes", "No")]
        for a in held:
            told = tc("".join(map(p, map(escape, (*a.evidence, *a.commentary)))))
            asked = tc("".join(map(p, clause(a.provision))))
            rows.append(tr(a.number, asked, "", told) if a.comply == "no" else tr(a.number, asked, told, ""))
        body += table(*rows)
    return _file(folder, "a.docx", word_file(body))


def excel_of_2022(answers: Sequence[Invented], folder: Path) -> list[Path]:
    """The form of 2022 on one sheet: groups as rows across, text that begins with an ellipsis, evidence and commentary in one."""
    edition = catalogue.load("housing-ombudsman-2022")
    book = openpyxl.Workbook()
    sheet = book.active
    group = ""
    for heading, held in _sections(answers, edition):
        sheet.append([heading])
        for a in held:
            title = next(g.title for g in edition.groups if g.id == a.provision.group)
            if title != group:
                group = title
                sheet.append([title])
                sheet.append(["Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations"])
            sheet.append([a.number, "…" + "\n".join(clause(a.provision)), _verdict(a), "\n".join((*a.evidence, *a.commentary))])
        group = ""
    path = folder / "a.xlsx"
    book.save(path)
    return [path]
