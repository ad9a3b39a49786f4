"""The self-assessment as PDF: the Ombudsman's form with a title page, a summary, the response, actions and evidence.

What stands here is put into data for templates/pdf/self-assessment.typ, which lays it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from generator.model import NO
from generator.printed import Wording, comply_words, in_column, words_for
from generator.problems import Stop
from generator.render.colour import accent
from generator.render.typesetting import NotPrintable, blocks, runs, typeset
from generator.rich_text import BULLET, Block, read_runs, words
from generator.templates import Templates
from generator.view import HeadedRows, PrintedAction, Row, SectionView, View

Data = dict[str, Any]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def render(view: View, templates: Templates) -> dict[str, bytes]:
    """The document by its file name.

    Raises Stop, with the provision, where a text holds a character that the fonts lack or words that run from right to left, and
    where a template cannot be used.
    """
    wording = words_for(templates.wording, asks_questions=view.asks_questions)
    return {view.file_name(view.stem, "pdf"): filled(templates, "self-assessment.typ", _data(view, wording), view, wording)}


def filled(templates: Templates, name: str, data: Data, view: View, wording: Wording) -> bytes:
    """The template pdf/NAME filled with data in which the view's answers stand.

    Raises Stop as ``render`` does.
    """
    if backwards := _places(view, wording, _RIGHT_TO_LEFT):
        raise Stop(
            f"The PDF cannot be made: {', '.join(backwards)} holds words that run from right to left, as Arabic and Hebrew do. Their order "
            "cannot be read back from a PDF, so nobody could vouch for it. The Word document and the pages have them as they are."
        )
    try:
        return typeset(templates, name, data)
    except NotPrintable as error:
        raise Stop(_not_printable(view, wording, error.characters)) from error


def form(view: View, wording: Wording) -> Data:
    """The official form as data: its columns, and its sections with their rows."""
    return {
        "columns": [{"title": column.title, "holds": column.holds} for column in view.columns],
        "sections": [_section(section, view, wording) for section in view.sections],
    }


def _not_printable(view: View, wording: Wording, characters: Sequence[str]) -> str:
    found = []
    for character in characters:
        places = _places(view, wording, re.compile(re.escape(character)))
        name = unicodedata.name(character[0], "").lower()
        shown = f"“{character}” ({name})" if name else f"the character U+{ord(character[0]):04X}"
        found.append(f"{shown} in {', '.join(places)}" if places else shown)
    more = f", and {len(found) - 10} more" if len(found) > 10 else ""
    return (
        f"The PDF cannot be made: its fonts have no sign for {'; '.join(found[:10])}{more}. Write it in words, or put a font that has it "
        "(a .ttf or .otf file) into templates/pdf/fonts in the landlord's folder."
    )


def _places(view: View, wording: Wording, pattern: re.Pattern[str]) -> list[str]:
    """The provisions in whose rows the pattern is found."""
    return [
        row.number
        for row in view.rows
        if any(pattern.search(line) for column in view.columns for line in _lines(row, column.holds, wording))
    ]


def _lines(row: Row, holds: str, wording: Wording) -> list[str]:
    """The texts in a column of the row, one a line."""
    fixed = {"number": [row.number, row.label], "requirement": [row.text, *row.items], "comply": [comply_words(row, wording)]}
    if holds in fixed:
        return fixed[holds]
    if holds == "evidence":
        return [words((Block(BULLET, item),)) for item in row.evidence]
    return [line for label, part in in_column(row, holds, wording) for line in (label, *words(part).split("\n")) if line]


def _data(view: View, wording: Wording) -> Data:
    say = {key.removeprefix("pdf."): text for key, text in wording.items() if key.startswith("pdf.")}
    status = say["draft_status"].format(status=view.status_line) if view.draft else view.status_line
    return {
        "title": f"{view.title}, {view.landlord}",
        "heading": view.title,
        "landlord": view.landlord,
        "running_head": f"{view.landlord}: {view.code_name}",
        "status": view.status_line,
        "status_sentence": status,
        "draft": view.draft,
        "day": view.approved_on,
        "colour": accent(view.colour),
        "words": say,
        "facts": [[label, value] for label, value in view.facts if value not in (view.landlord, view.status_line)],
        "introduction": view.introduction,
        "summary": _summary(view, wording, say),
        "not_met": [{"anchor": row.anchor, "heading": row.heading} for row in view.not_met],
        "bodies": [
            {
                "name": body.name,
                "status": say["response_status"].format(status=body.status, minute=body.minute) if body.minute else body.status,
                "response": blocks(body.response),
            }
            for body in view.bodies
        ],
        **form(view, wording),
        "actions": _actions(view, wording, say),
        "register": _register(view, say),
    }


def _summary(view: View, wording: Wording, say: Wording) -> Data:
    others = [key for key in ("not_applicable", "told", "unanswered") if getattr(view.counts, key)]
    counted = ["provisions", "yes", "no", *others]
    return {
        "sentence": view.summary,
        "titles": [say["section"], *(wording["answer.unanswered"] if key == "unanswered" else say[key] for key in counted)],
        "rows": [
            {"anchor": f"section-{s.number}", "heading": s.heading, "figures": [getattr(s.counts, key) for key in counted]}
            for s in view.sections
        ],
        "totals": [getattr(view.counts, key) for key in counted],
    }


def _section(section: SectionView, view: View, wording: Wording) -> Data:
    return {
        "anchor": f"section-{section.number}",
        "heading": section.heading,
        "headed": [_headed(together, view, wording) for together in section.headed_rows],
    }


def _headed(together: HeadedRows, view: View, wording: Wording) -> Data:
    return {
        "group": together.group,
        "stage": together.stage,
        "grouped": bool(together.rows[0].group),
        "rows": [_row(row, view, wording) for row in together.rows],
    }


def _row(row: Row, view: View, wording: Wording) -> Data:
    return {
        "anchor": row.anchor,
        "number": row.number,
        "label": row.label,
        "text": row.text,
        "items": row.items,
        "lettered": row.item_style == "letters",
        "cells": [_cell(row, column.holds, view, wording) for column in view.columns],
    }


def _cell(row: Row, holds: str, view: View, wording: Wording) -> Data:
    """What a cell holds, and what it is filled with: "no" where the provision is not met, "open" where it is not answered."""
    cell: Data = {"holds": holds, "lengths": [len(line) for line in _lines(row, holds, wording)], "fill": ""}
    if holds == "comply":
        cell |= {"words": comply_words(row, wording), "fill": _fill(row, view)}
    elif holds == "evidence":
        cell["items"] = [runs(item) for item in row.evidence]
    elif holds not in ("number", "requirement"):
        cell["parts"] = [{"label": label, "blocks": blocks(part)} for label, part in in_column(row, holds, wording)]
        cell["fill"] = "" if row.answered or holds != row.answer_column else "open"
    return cell


def _fill(row: Row, view: View) -> str:
    return "no" if row.comply == NO and not view.asks_questions else "" if row.answered else "open"


def _actions(view: View, wording: Wording, say: Wording) -> Data:
    found = [(row, action) for row in view.rows for action in row.actions]
    titles = ["provision", "comply", "what", "owner", "by", *(["outcome"] if any(action.outcome for _, action in found) else [])]
    return {"titles": [say[key] for key in titles], "rows": [_action(row, action, view, wording) for row, action in found]}


def _action(row: Row, action: PrintedAction, view: View, wording: Wording) -> Data:
    none = wording["answer.action_none"]
    return {
        "anchor": row.anchor,
        "heading": row.heading,
        "comply": comply_words(row, wording),
        "fill": _fill(row, view),
        "what": blocks(action.what),
        "owner": action.owner or none,
        "by": action.by or none,
        "outcome": blocks(action.outcome),
    }


def _register(view: View, say: Wording) -> Data:
    anchors = {row.number: row.anchor for row in view.rows}
    return {
        "titles": [say[key] for key in ("document", "version", "date", "address", "cited")],
        "rows": [
            {
                "title": entry.title,
                "version": entry.version,
                "date": entry.date,
                "address": runs(read_runs(entry.address)),
                "cited": [{"number": number, "anchor": anchors[number]} for number in entry.provisions if number in anchors],
            }
            for entry in view.register
        ],
    }
