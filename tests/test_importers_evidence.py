from __future__ import annotations

from generator.importers import html
from generator.importers.evidence import items, text
from generator.rich_text import BULLET, PARAGRAPH, Block, plain_runs


def blocks(page: str) -> list[Block]:
    return [block for row in html.read(page.encode()) for cell in row.cells for block in cell.blocks]


def shown(page: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, plain_runs(block.runs)) for block in text(blocks(page))]


def test_what_goes_on_in_a_list_item_stays_in_its_line() -> None:
    page = "<ul><li>a<br>b<p>c</p><ul><li>d<br>e</li></ul></li><li>f</li></ul><p>g</p>"
    assert shown(page) == [(BULLET, 0, "a b c"), (BULLET, 1, "d e"), (BULLET, 0, "f"), (PARAGRAPH, 0, "g")]


def test_a_paragraph_after_an_inner_list_is_no_part_of_the_inner_items() -> None:
    assert shown("<ul><li>a<ul><li>b</li></ul>c</li></ul>") == [(BULLET, 0, "a"), (BULLET, 1, "b"), (PARAGRAPH, 0, "c")]


def test_an_item_of_evidence_holds_what_stands_inside_it() -> None:
    page = "<ul><li>Policies<br>Policy 3.2<br>Policy 3.3</li><li>Minutes of May</li></ul>"
    assert [plain_runs(item) for item in items(blocks(page))] == ["Policies: Policy 3.2; Policy 3.3", "Minutes of May"]
