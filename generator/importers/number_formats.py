"""A cell's value as its sheet shows it: a number with its decimals, so that 6.10 is not 6.1, and a date in words."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from generator.dates import MONTHS, in_words

# The pieces of a number format: quoted and escaped text, a currency, what does not show, the digits, anything else.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|([#0?][#0?,]*(?:\.[#0?]*)?)|(.)', re.DOTALL)
_WHOLE, _DIGITS = "General", 15


def shown(value: object, number_format: str) -> str:
    """The value's text under Excel's number format; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return _moment(value, number_format)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _moment(value: datetime, number_format: str) -> str:
    """The day in words, or only the month or year where the sheet shows no more; with the time where it shows one."""
    codes = "".join(piece[4] for piece in _PIECE.findall(number_format.split(";", maxsplit=1)[0])).lower()
    if "d" not in codes and "h" not in codes and "y" in codes:
        return f"{MONTHS[value.month - 1]} {value.year}" if "m" in codes else str(value.year)
    day = in_words(value.date())
    return f"{day} {value:%H:%M}" if "h" in codes else day


def _number(value: float, number_format: str) -> str:
    """With the decimals, thousands, percentage and words of the format; in full where the format is none that is known here."""
    sections = number_format.split(";")
    own_sign = value < 0 and len(sections) > 1
    text, digits, percent = [], "", False
    for quoted, escaped, currency, places, other in _PIECE.findall(sections[1] if own_sign else sections[0]):
        if places:
            if digits:
                return _general(value)
            digits = places
            text.append("\0")
        elif other and other not in " %+-()£$€¥":
            return _general(value)
        else:
            percent |= other == "%"
            text.append(quoted or escaped or currency or other)
    if not digits or digits.rstrip(".").endswith(","):
        return _general(value)
    shown_value = value * 100 if percent else value
    return "".join(text).strip().replace("\0", _in_places(abs(shown_value) if own_sign else shown_value, digits))


def _in_places(value: float, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    text = f"{value:{',' if ',' in whole else ''}.{len(decimals)}f}"
    for place in reversed(decimals):
        if place == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    text = text.removesuffix(".")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    before, point, after = text.partition(".")
    return sign + before.rjust(whole.count("0"), "0") + point + after


def _general(value: float) -> str:
    """A number in full, without the noise of its last binary digits."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{_DIGITS}g}"
