"""What the published data holds, for those who read it: the models that its JSON Schema is made of.

No build imports this. After a change here, or of data.py:

    python -m generator.render.data_schema > templates/self-assessment.schema.json
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.render.data import SCHEMA, VERSION

Number = Annotated[str, Field(description="A provision's number in the Code, as text: 6.10 is not 6.1.", examples=["6.3"])]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class Run(_Object):
    """Text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    """The http, https, mailto or tel address that the text links to."""


class Block(_Object):
    """A paragraph, or an item of a list."""

    kind: Literal["paragraph", "bullet", "number"]
    level: int = Field(default=0, ge=0)
    """How deep an item is nested, from 0."""
    number: int | None = Field(default=None, ge=1)
    """A numbered item's number; a list begins with 1."""
    runs: list[Run]


class Code(_Object):
    """The edition of the Code that was assessed against."""

    id: str
    name: str
    title: str
    issuer: str


class Fact(_Object):
    """A line of the title block, as it is printed."""

    label: str
    value: str


class Counts(_Object):
    """How many provisions there are, and how they are answered. Parts of questions are not counted."""

    provisions: int = Field(ge=0)
    yes: int = Field(ge=0)
    no: int = Field(ge=0)
    unanswered: int = Field(ge=0)
    not_applicable: int = Field(ge=0)
    told: int = Field(ge=0)
    """Answered with a figure or in words, where the edition asks for these."""


class Requirement(_Object):
    """The Code's own words."""

    text: str
    items: list[str]
    item_style: Literal["bullets", "letters"] | None
    """How the Code marks the items; null where there are none."""


class Action(_Object):
    """What will change, who answers for it, and by when."""

    action: list[Block]
    owner: str | None
    by: Annotated[date | None, Field(strict=False)]
    by_in_words: str | None
    """The date as it is printed."""
    outcome: list[Block]
    """What came of it; empty while it is open."""


class Provision(_Object):
    """A provision of the Code with the landlord's answer."""

    number: Number
    label: str
    """What the provision is about, in words that are not the Code's."""
    anchor: str
    """The provision's place on the web pages: #provision-6-3."""
    group: str | None
    """The heading that the form puts it under, where the form has such headings."""
    stage: str | None
    """The stage of the complaints process that the Code puts it under."""
    part_of: str | None
    """The number of the question that this is a part of."""
    asks: Literal["verdict", "figure", "text", "parts"]
    """What is asked for; only a verdict is one of the edition's answers."""
    requirement: Requirement
    comply: str | None
    """"yes", "no", or another answer of the edition; null while there is none."""
    comply_in_words: str | None
    evidence: list[list[Run]]
    """The items of evidence, in order."""
    commentary: list[Block]
    alternative: list[Block]
    """How the landlord meets the intention in another way."""
    actions: list[Action]


class Section(_Object):
    """A section of the Code."""

    number: str
    title: str
    counts: Counts
    provisions: list[Provision]


class GoverningBody(_Object):
    """A body that the self-assessment is for, and its response."""

    name: str
    status_in_words: str | None
    minute: str | None
    response: list[Block]


class Document(_Object):
    """A document that is given as evidence, and the provisions that it is evidence for."""

    title: str
    version: str | None
    date: str | None
    address: str | None
    provisions: list[Number]


class SelfAssessment(_Object):
    """A social landlord's self-assessment against the Housing Ombudsman's Complaint Handling Code, as it is published."""

    schema_: str = Field(alias="$schema")
    version: Literal[VERSION]  # type: ignore[valid-type] # one number, in one place
    """The version of this schema; it goes up where readers of the data have to change."""
    title: str
    landlord: str
    period: str
    """The period assessed, in words."""
    status: Literal["draft", "for approval", "approved"]
    status_in_words: str
    approved_on: Annotated[date | None, Field(strict=False)]
    """The day on which the last governing body approved it; null unless all have."""
    code: Code
    facts: list[Fact]
    website: str | None
    counts: Counts
    summary: str
    sections: list[Section]
    governing_bodies: list[GoverningBody]
    documents: list[Document]
    how_to_complain: list[Block]
    ombudsman: list[Block]
    """How to reach the Housing Ombudsman."""
    other_formats: list[Block]
    """How to ask for the self-assessment in another format."""


def schema() -> bytes:
    """The JSON Schema of the published data."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **SelfAssessment.model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema())
