"""Fill-in forms: what their fields hold, and the references by which a form that comes back says what it was made from.

A reference stands in the form for everyone to see. It holds a digest of each field, never the field itself: it tells whether a
field was changed, in the form or in the answer files, and could not put anything back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.digest import LENGTH, of_text
from generator.model import PROVISION_NUMBER
from generator.rich_text import PARAGRAPH, Block, Run, Text
from generator.view import PrintedAction, Row

ANSWER = ("comply", "evidence", "commentary", "alternative")
ACTION = ("what", "owner", "by", "outcome")

Fields = Mapping[str, Text]

_REFERENCE = re.compile(rf"(?<![\w.])({PROVISION_NUMBER})(?:/(\d+))?((?: [0-9a-f]{{{LENGTH}}}){{4}})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of one answer (``action`` 0) or of its action of that number, as they stand in a form that came back.

    A field that is no longer in the form is not among ``fields``. ``started`` are the digests of what the form was made from, {} for
    an action that the form did not have. ``flat``: the form holds text without formatting.
    """

    number: str
    action: int
    fields: Fields
    started: Mapping[str, str]
    place: str
    flat: bool


def answer_fields(row: Row) -> dict[str, Text]:
    """What a form shows of an answer beside its actions."""
    items = tuple(Block(PARAGRAPH, runs) for runs in row.evidence)
    return {"comply": line(row.comply_title), "evidence": items, "commentary": row.commentary, "alternative": row.alternative}


def action_fields(action: PrintedAction) -> dict[str, Text]:
    """What a form shows of an action."""
    return {"what": action.what, "owner": line(action.owner), "by": line(action.by), "outcome": action.outcome}


def line(words: str) -> Text:
    """A text of one line."""
    return (Block(PARAGRAPH, (Run(words),)),) if words else ()


def reference(number: str, fields: Fields, *, action: int = 0, flat: bool) -> str:
    """The reference of an answer or of one of its actions: "6.3/1 0a1b2c3d ..."."""
    key = f"{number}/{action}" if action else number
    names = ACTION if action else ANSWER
    return " ".join([key, *(of_text(name, fields[name], flat=flat) for name in names)])


def references(text: str) -> dict[tuple[str, int], dict[str, str]]:
    """The digests by field in a text of references, by provision and action."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for match in _REFERENCE.finditer(" ".join(text.split())):
        action = int(match[2] or 0)
        found[match[1], action] = dict(zip(ACTION if action else ANSWER, match[3].split(), strict=True))
    return found
