"""Markdown of any origin -> rows, by way of the web page that it stands for (CommonMark with tables).

A line typed as a line stays one, as in answer files; only lines that were broken to fit a width are joined.
"""

from __future__ import annotations

from markdown_it import MarkdownIt

from generator.importers import html
from generator.importers.rows import Row
from generator.importers.text import decoded, joined, numbered


def read(data: bytes) -> list[Row]:
    """The rows of a Markdown text in UTF-8, Windows-1252, or UTF-16 with its mark.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no text or are too many.
    """
    source = "\n".join(line for _, line in joined(numbered(decoded(data))))
    page = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table").render(source)
    return html.read(page.encode("utf-8", "replace"))
