"""Links that lead by way of a mail program's or an editor's own address, as the addresses that they end at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from generator.importers.rows import Cell, Row
from generator.rich_text import Block

_WAYS = {"www.google.com": ("/url", "q"), "safelinks.protection.outlook.com": ("/", "url")}
"""By the end of the host's name: the path, and the part of the address that holds the one where it ends."""


def straight(rows: Iterable[Row]) -> list[Row]:
    """The rows, their links without the detour by which Google Docs and Outlook send whoever follows them."""
    return [
        replace(row, cells=tuple(Cell(tuple(map(_block, cell.blocks))) for cell in row.cells)) if _has_links(row) else row
        for row in rows
    ]


def _has_links(row: Row) -> bool:
    return any(run.link for cell in row.cells for block in cell.blocks for run in block.runs)


def _block(block: Block) -> Block:
    return replace(block, runs=tuple(run._replace(link=_end(run.link)) if run.link else run for run in block.runs))


def _end(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # as of [brackets] that hold no address of the sixth version
        return address
    for host, (path, key) in _WAYS.items():
        if (parts.hostname or "").endswith(host) and parts.path == path:
            ends = parse_qs(parts.query).get(key, [""])[0]
            return ends if ends.startswith(("http://", "https://")) else address
    return address
