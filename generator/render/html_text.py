"""Blocks -> HTML that is safe to place in a page: escaped first, then through a sanitiser that lets only these few tags pass."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

import nh3
from markupsafe import Markup, escape

from generator.rich_text import NUMBER, PARAGRAPH, SAFE_SCHEMES, Block, Run, Text, canonical

_SAFE = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "a", "strong", "em"},
    attributes={"a": {"href"}},
    url_schemes=set(SAFE_SCHEMES),
    link_rel=None,
)


@lru_cache(maxsize=2000)  # the same text stands on its section's page, on the page with all of them and in two fragments
def blocks(text: Text) -> Markup:
    """The blocks as paragraphs and nested lists."""
    return _safe(nested((block, runs(block.runs)) for block in text))


def nested(filled: Iterable[tuple[Block, str]], *, numbered: bool = False) -> str:
    """Paragraphs and nested lists with the content given for each block; ``numbered``: each item of a list that counts says its number,
    for a list of which not every item is there.
    """
    html: list[str] = []
    lists: list[str] = []  # the tags of the lists that stand open, outermost first; each has an item open
    for block, content in filled:
        depth = 0 if block.kind == PARAGRAPH else block.level + 1
        tag = "ol" if block.kind == NUMBER else "ul"
        item = f'<li value="{block.number}">' if numbered and block.kind == NUMBER else "<li>"
        while len(lists) > depth or (lists and len(lists) == depth and _ends_list(lists[-1], block)):
            html.append(f"</li></{lists.pop()}>")
        if not depth:
            html.append(f"<p>{content}</p>")
            continue
        if len(lists) == depth:
            html.append(f"</li>{item}")
        while len(lists) < depth:
            lists.append(tag)
            html.append(f"<{tag}>{item}")
        html.append(content)
    html += [f"</li></{tag}>" for tag in reversed(lists)]
    return "".join(html)


@lru_cache(maxsize=1000)
def items(several: tuple[tuple[Run, ...], ...]) -> Markup:
    """A bullet for each of these; nothing where there is none."""
    return _safe(f"<ul>{''.join(f'<li>{runs(item)}</li>' for item in several)}</ul>") if several else Markup("")


def link(words: str, address: str) -> Markup:
    """The words as a link; as words alone where the address is none that may be linked to."""
    return _safe(runs(canonical([Run(words, link=address)])))


def runs(several: Iterable[Run]) -> str:
    """The runs of one block, escaped."""
    return "".join(_linked(address, list(same)) for address, same in groupby(several, key=lambda run: run.link))


def _linked(address: str, same: list[Run]) -> str:
    inner = "".join(_emphasised(run) for run in same)
    return f'<a href="{escape(address)}">{inner}</a>' if address else inner


def _emphasised(run: Run) -> str:
    html = str(escape(run.text))
    if run.italic:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if run.bold else html


def _ends_list(tag: str, block: Block) -> bool:
    """A list ends where a block of another kind stands at its level, or where numbers begin again."""
    return block.number == 1 or tag != ("ol" if block.kind == NUMBER else "ul")


def _safe(html: str) -> Markup:
    return Markup(_SAFE.clean(html))  # noqa: S704 (this is the one place that calls HTML safe, and why)
