"""A few characters that differ where two versions of an answer do: they tell that something changed, and could not put it back.

Fill-in forms carry one for each field, a recorded correction one for the whole answer, and a recorded approval one for all of them. What
counts as a difference is what ``printed`` says of the same answer.
"""

from __future__ import annotations

import hashlib
import json
import re

from generator import dates
from generator.model import Answer, SelfAssessment
from generator.rich_text import PARAGRAPH, Block, Text, one_space, plain, plain_runs, same_runs

LENGTH = 8

_BARE = re.compile(r"^(https?://[^/?#]+)/$")


def compared(field: str, text: Text, *, flat: bool) -> str:
    """What counts when two versions of a field are compared: with lists, bold and links, or as ``flat`` text.

    Spaces count as everywhere; a date counts as the day that it is; the slash that some programs put after a site's bare address
    (RFC 3986, 6.2.3: it is the same address) does not count.
    """
    if field in ("comply", "owner", "by"):
        words = " ".join(plain(text).split())
        day = dates.parse(words)[0] if field == "by" else None
        return day.isoformat() if day else words
    if flat:
        lines = [plain_runs(block.runs) for block in text] if field == "evidence" else plain(text).split("\n")
        return "\n".join(clean for each in lines if (clean := one_space(each)))
    blocks = []
    for block in text:
        runs = same_runs(run._replace(link=_BARE.sub(r"\1", run.link)) for run in block.runs)
        mark = () if field == "evidence" else (block.kind, block.level, block.number)
        if runs:
            blocks.append([*mark, *runs])
    return json.dumps(blocks, ensure_ascii=False) if blocks else ""


def of_text(field: str, text: Text, *, flat: bool) -> str:
    """The digest of one field."""
    return _digest(compared(field, text, flat=flat))


def of_answer(answer: Answer) -> str:
    """The digest of everything in an answer that is published."""
    evidence = tuple(Block(PARAGRAPH, item.runs) for item in answer.evidence)
    texts = [("evidence", evidence), ("commentary", answer.commentary), ("alternative", answer.alternative)]
    fields = [answer.comply, *(compared(name, text, flat=False) for name, text in texts)]
    for action in answer.actions:
        by = action.by.isoformat() if action.by else action.by_text
        done = (compared(name, text, flat=False) for name, text in (("what", action.what), ("outcome", action.outcome)))
        fields += [*done, " ".join(action.owner.split()), by]
    return _digest(json.dumps(fields))


def of_approved(edition: str, assessment: SelfAssessment, body: str) -> str:
    """The digest of what a governing body of this name approves: every answer to the edition, and the body's own response."""
    answers = [(answer.provision, of_answer(answer)) for answer in assessment.answers]
    responses = [of_text("response", each.response, flat=False) for each in assessment.landlord.bodies if each.name == body]
    return _digest(json.dumps([edition, answers, responses]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
