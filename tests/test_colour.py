import pytest

from generator.render.colour import FALLBACK, accent, contrast_with_white


def test_a_readable_colour_is_kept():
    assert accent(" #1D5E8A ") == "#1d5e8a"


@pytest.mark.parametrize("colour", ["", "#ffee00", "#fff", "blue", "#1d5e8a; } body { display: none", "#1d5e8g"])
def test_a_pale_colour_and_what_is_no_colour_give_the_dark_one(colour):
    assert accent(colour) == FALLBACK


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert 4.5 < contrast_with_white("#767676") < 4.6
    assert contrast_with_white("#777777") < 4.5
