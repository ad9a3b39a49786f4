"""The landlord's one colour, where it can be read."""

from __future__ import annotations

import re

FALLBACK = "#1f3a5f"
LEAST_CONTRAST = 4.5

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def accent(colour: str) -> str:
    """The colour as "#rrggbb", or a dark blue where it is none or too pale for text on white (WCAG 2.2, 1.4.3: 4.5 to 1)."""
    low = colour.strip().lower()
    return low if _COLOUR.fullmatch(low) and contrast_with_white(low) >= LEAST_CONTRAST else FALLBACK


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour "#rrggbb" with white, from 1 (white) to 21 (black), as WCAG 2.2 reckons it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
