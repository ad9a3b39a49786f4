from __future__ import annotations

import pytest

from generator.importers.links import straight
from generator.importers.rows import Cell, Row
from generator.rich_text import Block, Run

PLACE = "https://www.exemplar-homes.example/policy?a=1&b=2"


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ("https://www.google.com/url?q=https://www.exemplar-homes.example/policy?a%3D1%26b%3D2&sa=D&source=editors", PLACE),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.exemplar-homes.example%2Fpolicy%3Fa%3D1%26b%3D2&data=x",
            PLACE,
        ),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://a.example", "https://www.google.com/search?q=https://a.example"),
        ("https://[broken", "https://[broken"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        (PLACE, PLACE),
    ],
)
def test_a_detour_is_left_out_and_other_addresses_are_as_they_are(given: str, end: str) -> None:
    (row,) = straight([Row("line 1", (Cell((Block("paragraph", (Run("see "), Run("it", link=given))),)),))])
    assert row.cells[0].blocks[0].runs == (Run("see "), Run("it", link=end))
