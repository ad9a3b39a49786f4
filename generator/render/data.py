"""The published data: everything that the documents say, as JSON, and the JSON Schema that describes it. View -> bytes.

What stands here field by field is described in data_schema.py; a test holds the two together. The schema is made beforehand, since
making it takes longer than making all of the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from generator.rich_text import Run, Text
from generator.templates import Templates
from generator.view import BodyView, PrintedAction, Row, SectionView, View

SCHEMA = "self-assessment.schema.json"
VERSION = 1
"""Goes up when a reader of the data would have to change."""

Object = dict[str, object]


def render(view: View, templates: Templates) -> dict[str, bytes]:
    """The data and its schema, under their file names."""
    text = json.dumps(data(view), ensure_ascii=False, indent=2)
    return {view.file_name(view.stem, "json"): text.encode("utf-8") + b"\n", SCHEMA: templates.read(SCHEMA)}


def data(view: View) -> Object:
    """The published fields of a self-assessment, in the schema's order."""
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "title": view.title,
        "landlord": view.landlord,
        "period": view.period,
        "status": view.status,
        "status_in_words": view.status_line,
        "approved_on": view.approved_on or None,
        "code": {"id": view.edition_id, "name": view.code_name, "title": view.edition, "issuer": view.issuer},
        "facts": [{"label": label, "value": value} for label, value in view.facts],
        "website": view.website or None,
        "counts": asdict(view.counts),
        "summary": view.summary,
        "sections": [_section(section) for section in view.sections],
        "governing_bodies": [_body(body) for body in view.bodies],
        "documents": [
            {
                "title": entry.title,
                "version": entry.version or None,
                "date": entry.date or None,
                "address": entry.address or None,
                "provisions": list(entry.provisions),
            }
            for entry in view.register
        ],
        "how_to_complain": _blocks(view.how_to_complain),
        "ombudsman": _blocks(view.ombudsman),
        "other_formats": _blocks(view.other_formats),
    }


def _section(section: SectionView) -> Object:
    return {
        "number": section.number,
        "title": section.title,
        "counts": asdict(section.counts),
        "provisions": [_provision(row) for row in section.rows],
    }


def _provision(row: Row) -> Object:
    return {
        "number": row.number,
        "label": row.label,
        "anchor": row.anchor,
        "group": row.group or None,
        "stage": row.stage or None,
        "part_of": row.part_of or None,
        "asks": row.asks,
        "requirement": {"text": row.text, "items": list(row.items), "item_style": row.item_style if row.items else None},
        "comply": row.comply or None,
        "comply_in_words": row.comply_title or None,
        "evidence": [_runs(item) for item in row.evidence],
        "commentary": _blocks(row.commentary),
        "alternative": _blocks(row.alternative),
        "actions": [_action(action) for action in row.actions],
    }


def _action(action: PrintedAction) -> Object:
    return {
        "action": _blocks(action.what),
        "owner": action.owner or None,
        "by": action.by_iso or None,
        "by_in_words": action.by or None,
        "outcome": _blocks(action.outcome),
    }


def _body(body: BodyView) -> Object:
    return {
        "name": body.name,
        "status_in_words": body.status or None,
        "minute": body.minute or None,
        "response": _blocks(body.response),
    }


def _blocks(text: Text) -> list[Object]:
    """Paragraphs and items of lists; what is 0 or not so is left out."""
    blocks = []
    for block in text:
        entry: Object = {"kind": block.kind}
        if block.level:
            entry["level"] = block.level
        if block.number:
            entry["number"] = block.number
        blocks.append(entry | {"runs": _runs(block.runs)})
    return blocks


def _runs(runs: Iterable[Run]) -> Sequence[Object]:
    shown = []
    for run in runs:
        entry: Object = {"text": run.text}
        if run.bold:
            entry["bold"] = True
        if run.italic:
            entry["italic"] = True
        if run.link:
            entry["link"] = run.link
        shown.append(entry)
    return shown
