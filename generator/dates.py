"""Dates as people write them, and as documents print them; always British, never the machine's locale."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMES = {name.lower(): i for i, name in enumerate(MONTHS, 1)} | {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)}
_NAMES["sept"] = 9
_DAY_FIRST = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)\.?,? ([0-9]{4})")
_WEEKDAY = re.compile(r"([a-z]+day),? ")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH_ONLY = re.compile(r"(?:(?:the )?end (?:of )?)?([a-z]+)\.?,? ([0-9]{4})")


def in_words(day: date) -> str:
    """A date as it is printed: "31 March 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """A date for a narrow table: "31 Mar 2027"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def parse(text: str) -> tuple[date | None, bool]:
    """The date that the text is ("31 March 2027", "31/03/2027", "2027-03-31", "March 2027"), or None where it is none.

    True beside it where only the month was given and its last day was taken. A weekday before it ("Wednesday, 31 March 2027") is that
    day's, or the text is no date.
    """
    weekday, plain = _split(text)
    day, month_only = _parsed(plain)
    if weekday and (month_only or day is None or weekday != _weekday(day).lower()):
        return None, False
    return day, month_only


def _parsed(plain: str) -> tuple[date | None, bool]:
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(match[3], str(_NAMES.get(match[2], 0)), match[1]), False
    if match := _NUMBERS.fullmatch(plain):
        return _day(match[4], match[3], match[1]), False
    if match := _ISO.fullmatch(plain):
        return _day(match[1], match[2], match[3]), False
    if (match := _MONTH_ONLY.fullmatch(plain)) and match[1] in _NAMES and int(match[2]) > 0:
        month, year = _NAMES[match[1]], int(match[2])
        return date(year, month, monthrange(year, month)[1]), True
    return None, False


def hint(text: str) -> str:
    """What is wrong with a text that is nearly a date, as a sentence after a space, or ""."""
    weekday, plain = _split(text)
    day, month_only = _parsed(plain)
    if weekday and day and not month_only:
        return f" {in_words(day)} is a {_weekday(day)}."
    if re.fullmatch(r".*\D[0-9]{2}", plain) and parse(f"{plain[:-2]}20{plain[-2:]}")[0]:
        return " Write the year with four figures."
    written = _DAY_FIRST.fullmatch(plain)
    numbers = _NUMBERS.fullmatch(plain) or _ISO.fullmatch(plain)
    if written and written[2] in _NAMES:
        month, year = _NAMES[written[2]], int(written[3])
    elif numbers:
        parts = [int(part) for part in numbers.groups() if part.isdigit()]
        year, month = parts[:2] if len(numbers[1]) == 4 else parts[:0:-1]
    else:
        return ""
    if not 1 <= month <= len(MONTHS):
        return f" There is no month {month}: the day comes first, then the month."
    return f" {MONTHS[month - 1]} {year} has {monthrange(year, month)[1]} days." if year else ""


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _split(text: str) -> tuple[str, str]:
    """A weekday at the beginning or "", and the rest; in small letters, without spaces and stops around them."""
    plain = " ".join(text.lower().split()).removesuffix(".")
    match = _WEEKDAY.match(plain)
    return (match[1], plain[match.end() :]) if match else ("", plain)


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
