"""Promises whose time has passed: "will be going live in August 2024" still stands two years later.

A sentence counts where it promises in the landlord's own words (not in a quotation of the policy) and ties the promise to a
time: "in August 2024", "by the end of 2024/25", "in Q2-Q3 2024.25", "in summer 2025". Financial years end on 31 March, as those
of nearly all landlords do. A document's date ("the policy of March 2024") and what is told of the past ("approved in March
2024") are no promises.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from generator.checks.case import ALTERNATIVE, COMMENTARY, EVIDENCE, Case, Finding, found
from generator.checks.sentences import Saying, any_of, quote, quotes
from generator.dates import MONTHS

# Everything here reads small letters.
_MONTHS = {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)}
_MONTH = any_of(
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?",
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
)
_NTH = r"(?:st|nd|rd|th)?"
_YEARS = r"(?P<{0}>20\d\d)(?:\s?[/.–-]\s?(?P<{0}_next>20\d\d|\d\d)(?!\d|[/.-]\d))?(?!\d|[/-]\d)"
_TIME = re.compile(
    r"\b"
    + any_of(
        r"(?P<iso>20\d\d-\d\d-\d\d)\b",
        r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)\b",
        r"(?:q|quarter\s)\s?(?P<quarter>[1-4])(?:\s?(?:-|–|/|&|to|and|or)\s?(?:q|quarter\s)?\s?(?P<later>[1-4]))?"
        r",?\s+(?:of\s+)?(?:the\s+)?(?:fy\s?)?" + _YEARS.format("quarters"),
        rf"(?:(?P<day>\d{{1,2}}){_NTH}\s+(?:of\s+)?)?(?P<month>{_MONTH})\.?,?\s+(?:(?P<day_after>\d{{1,2}}){_NTH},\s+)?(?P<year>20\d\d)\b",
        r"(?P<season>spring|easter|summer|autumn|winter|christmas)(?:\s+of)?,?\s+" + _YEARS.format("seasons"),
        _YEARS.format("years"),
    )
)
_SEASON_ENDS = {
    "spring": (5, 31),
    "easter": (4, 30),
    "summer": (9, 30),
    "autumn": (11, 30),
    "winter": (2, 28),
    "christmas": (12, 31),
}

_PROMISE = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!as )\b"
    + any_of(
        "will|won['’]t|shall|(?:we|they|it|this)['’]ll|(?:is|are) to|to be|about to|on track",
        "going to|going live|go(?:es)? live|launching|rolling out",
        "due(?! dates?)|planned|scheduled|expected|intended|targeted|proposed",
        r"(?:plan|intend|aim|hope|expect|envisage|anticipate|propose|look)(?:s|ing)? (?:to|that|for|a|the|our|this|it)",
    )
    + r"\b"
)
# What ties a time to the promise: "in", "by the end of", "between June and" directly before it.
_TIE = re.compile(
    r"\b(?P<tie>in|by|before|during|until|till|on|between|throughout|around|over|from|for|to|due|live|planned|scheduled|expected|launching)"
    r"[\s:]+"
    + any_of(
        any_of(
            "in|between|the|our|end|start|beginning|middle|close|early|late|mid|later|of",
            "first|second|half|quarter|week|month|coming|financial|calendar|year",
            "approximately|about|around|no|than",
        )
        + r"[\s-]+",
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+",
        rf"(?:\d{{1,2}}\s+)?{_MONTH}\s*(?:-|–|to|and|or|/)\s*",
    )
    + "*$"
)
_BEGINS = re.compile(
    r"\b(?:available|live|place|post|force|operation(?:al)?|launched|introduced|out|start\w*|beg[iu]n\w*|effective|running)\s+$"
)
_SET_FOR = re.compile(r"\b(?:planned|scheduled|due|set|proposed|expected|target(?:ed)?)\s+$")
# "received in 2024", "as they were in 2024": what was, unless a "be" governs it ("will be fully launched in").
_TOLD = re.compile(
    r"\b(?:was|were|had|(?P<before>\w+)\s+(?:\w{2,}(?<!ne)ed|held|made|set|begun|began|written|given|taken|seen|found|built|brought"
    r"|done|sent|met|heard|run))\s+$"
)
_GOVERNS = re.compile(r"(?:be|being|been|is|are|and|or|to|get|fully|not|then|now|also|\w+ly)$")
_OPENING = re.compile(r"^\W*(?:and |but |then |also,? )?$")
_PAST = re.compile(r"\b(?:was|were|had|has|have|agreed|approved|decided|told)\b|[a-z]{2}ed (?:that|the|our|a)\b")


class Time(NamedTuple):
    """A time that a sentence names: where it stands, and its last day."""

    start: int
    end: int
    last: date


def stale_promise(case: Case) -> Iterator[Finding]:
    """Promises for a time that has passed on the day given, in one Problem a provision."""
    stale = (
        (line, quote(saying.text, *place))
        for line in case.part_lines(EVIDENCE, COMMENTARY, ALTERNATIVE)
        for saying in line.sayings
        if (place := passed(saying, case.on))
    )
    for _, group in groupby(stale, key=lambda item: item[0].provision.number):
        items = list(group)
        first = items[0][0]
        words = f"the time of a promise has passed: {quotes(shown for _, shown in items)}."
        help_ = "Say what has been done, and when. If it is still to come, give the new date, or answer No with an action."
        yield found(first.provision, first.answer, first.number, words, help_)


def passed(saying: Saying, on: date) -> tuple[int, int] | None:
    """Where a promise begins that is tied to a time before the day, and where that time ends; or None."""
    low = saying.low
    if "20" not in low or not (promises := [match.start() for match in _PROMISE.finditer(low)]):
        return None
    for time in times(low):
        tie = _TIE.search(low, 0, time.start)
        if not tie or time.last >= on:
            continue
        if promises[0] < time.start:
            if _is_promised(low[: tie.start()], tie["tie"]):
                return promises[0], time.end
        elif tie["tie"] != "from" and _OPENING.match(low[: tie.start()]):
            between = low[time.end : promises[0]]
            if len(between) < 80 and not _PAST.search(between):
                return tie.start(), time.end
    return None


def _is_promised(before: str, tie: str) -> bool:
    """True where the words between a promise and a time tie the two, and do not tell of the past."""
    if tie == "from":
        return bool(_BEGINS.search(before))
    if tie == "for":
        return bool(_SET_FOR.search(before))
    if tie == "to":
        return False
    told = _TOLD.search(before)
    return not told or bool(told["before"] and _GOVERNS.search(told["before"]))


def times(low: str) -> Iterator[Time]:
    """The times that a text in small letters names, each with its last day."""
    for match in _TIME.finditer(low):
        if last := _last_day(match.groupdict()):
            yield Time(match.start(), match.end(), last)


def _last_day(given: dict[str, str | None]) -> date | None:
    try:
        if given["iso"]:
            return date.fromisoformat(given["iso"])
        if given["y"]:
            return date(int(given["y"]), int(given["m"] or 0), int(given["d"] or 0))
        if given["year"]:
            year, month = int(given["year"]), _MONTHS[(given["month"] or "")[:3]]
            day = given["day"] or given["day_after"]
            return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:
        return None  # 31 June: no such day
    if given["quarters"]:
        return _end_of_quarter(int(given["quarters"]), int(given["later"] or given["quarter"] or 0))
    if given["seasons"]:
        return _end_of_season(given["season"] or "", int(given["seasons"]), bool(given["seasons_next"]))
    first, then = int(given["years"] or 0), given["years_next"]
    if not then:
        return date(first, 12, 31)
    return date(first + 1, 3, 31) if int(then[-2:]) == (first + 1) % 100 else None


def _end_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter of the financial year that begins in ``year``."""
    month = (6, 9, 12, 3)[quarter - 1]
    year += month == 3
    return date(year, month, monthrange(year, month)[1])


def _end_of_season(season: str, year: int, two_years: bool) -> date:
    """The last day of a season; winter, and spring of a financial year, end in the year after."""
    month, day = _SEASON_ENDS[season]
    return date(year + (season == "winter" or (two_years and month < 6)), month, day)
