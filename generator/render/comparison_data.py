"""A comparison as JSON for other programs."""

from __future__ import annotations

import json
from typing import Any

from generator.compare import Comparison
from generator.model import Action
from generator.rich_text import plain


def as_json(found: Comparison) -> str:
    """An object with both sides, the provisions that differ (as printed, the words in pieces), new and gone ones, and actions."""
    return json.dumps(
        {
            "before": {"name": found.before_name, "code": found.before_edition.id},
            "after": {"name": found.after_name, "code": found.after_edition.id},
            "same": found.same,
            "compared": found.compared,
            "limits": found.limits,
            "provisions": [
                {
                    "number": compared.number,
                    "label": compared.label,
                    "before_numbers": compared.before_numbers,
                    "why": compared.why,
                    "before": compared.before.comply if compared.before else "",
                    "after": compared.after.comply if compared.after else "",
                    "differences": [
                        {
                            "part": difference.part,
                            "before": plain(difference.before),
                            "after": plain(difference.after),
                            "pieces": [{"kind": piece.kind, "text": piece.text} for piece in difference.pieces],
                        }
                        for difference in compared.differences
                    ],
                }
                for compared in found.changed
            ],
            "new": found.new,
            "gone": [{"number": gone.number, "why": gone.why} for gone in found.gone],
            "only_before": [compared.number for compared in found.not_after],
            "only_after": [compared.number for compared in found.not_before],
            "beside": [
                {
                    "title": each.title,
                    "before": plain(each.before),
                    "after": plain(each.after),
                    "pieces": [{"kind": piece.kind, "text": piece.text} for block in each.blocks for piece in block.pieces],
                }
                for each in found.beside
            ],
            "first": found.first,
            "actions": [
                {
                    "number": a.number,
                    "state": a.state,
                    "provision_gone": a.gone,
                    "before": _action(a.before),
                    "after": _action(a.after),
                }
                for a in found.actions
            ],
        },
        indent=2,
    )


def _action(action: Action | None) -> dict[str, Any] | None:
    if action is None:
        return None
    by = action.by.isoformat() if action.by else action.by_text
    return {"what": plain(action.what), "owner": action.owner, "by": by, "outcome": plain(action.outcome)}
