"""The annual submission's rules: generator/rules/submission.yaml -> by when a landlord submits, and what the form asks for.

A submission year is named in landlord.md ("Submission year: 2026-27") and never worked out from a period or a folder's name: landlords
name the same publication by the year assessed, the calendar year or the submission year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from generator import dates
from generator.model import Edition, Landlord
from generator.problems import Stop

_FILE = Path(__file__).parent / "rules" / "submission.yaml"  # beside this module, in the checkout and in the wheel
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # reads every value as the text that stands there
_YEARS = re.compile(r"([0-9]{4}) ?(?:[-/–—]|to) ?(?:20)?([0-9]{2})")
_KEYS = ("statutory_from", "submission_years")
_RULE_KEYS = ("name", "asks_each_provision", "homes", "over", "under_months", "source")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of one submission year; ``homes`` 0, ``over`` None and ``under_months`` 0 where that is not known."""

    name: str
    asks_each_provision: bool
    source: str
    homes: int = 0
    over: date | None = None
    under_months: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when to submit: one date, two where the rule does not say which (the earlier first), none where it is not known.

    ``sentence`` says why, for people; ``source`` where the rule was seen, or "".
    """

    dates: tuple[date, ...]
    sentence: str
    source: str = ""

    def days_left(self, on: date) -> int | None:
        """How many days are left to the (earlier) date, below 0 once it has passed; None where no date is known."""
        return (self.dates[0] - on).days if self.dates else None


def is_submitted(edition: Edition) -> bool:
    """True for an edition of the statutory Code, whose self-assessments are submitted to the Ombudsman each year."""
    return edition.in_force_from >= statutory_from()


def statutory_from() -> date:
    """From when on the Code is statutory, and self-assessments against it are submitted."""
    return _rules()[0]


def rule(submission_year: str) -> Rule | None:
    """What is known of a submission year ("2026-27", "2026/27" and "2026 to 2027" are one), or None."""
    match = _YEARS.fullmatch(submission_year.strip())
    return _rules()[1].get(f"{match[1]}-{match[2]}" if match else submission_year)


def known_years() -> tuple[str, ...]:
    """The submission years that something is known of, the newest first."""
    return tuple(_rules()[1])


def deadline(landlord: Landlord) -> Deadline:
    """By when the landlord submits in the submission year that landlord.md names.

    More than 1,000 homes: a fixed day. Fewer: so many months after the end of the financial year, which has to be the end of the
    period assessed. Exactly 1,000, or homes not given: both.
    """
    name = landlord.submission_year
    if not name:
        known = " or ".join(known_years()[:1])
        return Deadline((), f"landlord.md names no submission year: write it after “Submission year:”, as in {known}.")
    year = rule(name)
    if year is None or not year.homes:
        words = f"The deadline of the submission year {name} is not known to this program: look it up on the Ombudsman’s pages."
        return Deadline((), words, year.source if year else "")
    if landlord.homes is not None and landlord.homes > year.homes:
        return _over(year)
    if landlord.homes is not None and landlord.homes < year.homes:
        return _under(year, landlord)
    return _either(year, landlord)


def _over(year: Rule) -> Deadline:
    if year.over is None:
        return Deadline((), f"The deadline of the submission year {year.name} for more than {year.homes:,} homes is not known.")
    words = f"Landlords with more than {year.homes:,} homes submit by {dates.in_words(year.over)}."
    return Deadline((year.over,), words, year.source)


def _under(year: Rule, landlord: Landlord) -> Deadline:
    rule_words = (
        f"Landlords with fewer than {year.homes:,} homes submit within {year.under_months} months of their financial year’s end"
    )
    end = landlord.period_to
    if not landlord.year_end or end is None:
        missing = "“Financial year end:”" if not landlord.year_end else "“Period:”"
        return Deadline((), f"{rule_words}. To know the day, fill in {missing} in landlord.md.", year.source)
    if not _is_year_end(landlord.year_end, end):
        words = (
            f"{rule_words}. landlord.md gives {landlord.year_end} as its end, and a period assessed that ends on "
            f"{dates.in_words(end)}: which year’s end counts is not known, so ask the Ombudsman."
        )
        return Deadline((), words, year.source)
    by = dates.months_after(end, year.under_months)
    return Deadline((by,), f"{rule_words}, {dates.in_words(end)}: by {dates.in_words(by)}.", year.source)


def _either(year: Rule, landlord: Landlord) -> Deadline:
    over, under = _over(year), _under(year, landlord)
    said = "landlord.md does not say how many homes there are"
    if landlord.homes is not None:
        said = f"The rule speaks of more and of fewer than {year.homes:,} homes, and not of exactly {year.homes:,}"
    both = tuple(sorted({*over.dates, *under.dates})) if over.dates and under.dates else ()
    words = f"{said}. {over.sentence} {under.sentence}"
    return Deadline(both, f"{words} The earlier day is safe." if len(both) > 1 else words, year.source)


def _is_year_end(text: str, day: date) -> bool:
    """Whether a financial year end as people write it ("31 March") is this day of its year."""
    return day in (dates.parse(f"{text} {day.year}")[0], dates.parse(text)[0])


@lru_cache
def _rules() -> tuple[date, Mapping[str, Rule]]:
    """From when self-assessments are submitted, and the rules by submission year. Raises Stop where the file has a mistake."""
    try:
        return read(_FILE.read_bytes())
    except OSError as error:
        raise Stop(
            f"{_FILE.name} could not be read ({error.strerror}). Check that the program is installed completely."
        ) from error


def read(data: bytes) -> tuple[date, Mapping[str, Rule]]:
    """What the rules' file says. Raises Stop, with what to do, where it is not of the form that its head describes."""
    try:
        content = yaml.load(data, _LOADER)  # noqa: S506 - the base loader makes nothing but text
        _known(content, _KEYS)
        rules = [_rule(entry) for entry in content["submission_years"]]
        start = date.fromisoformat(content["statutory_from"])
    except (yaml.YAMLError, KeyError, ValueError, TypeError) as error:
        wrong = " ".join(str(error).split())
        raise Stop(f"{_FILE.name}: {wrong}. Write it as the head of the file says, each value in quotation marks.") from error
    by_name = {each.name: each for each in rules}
    if len(by_name) != len(rules):
        raise Stop(f"{_FILE.name}: a submission year stands twice. Keep one of the two.")
    return start, by_name


def _rule(entry: Mapping[str, str]) -> Rule:
    _known(entry, _RULE_KEYS)
    over = entry.get("over", "")
    asks = {"yes": True, "no": False}[entry["asks_each_provision"]]
    numbers = [int(entry.get(key, "0")) for key in ("homes", "under_months")]
    return Rule(entry["name"], asks, entry["source"], numbers[0], date.fromisoformat(over) if over else None, numbers[1])


def _known(entry: object, keys: tuple[str, ...]) -> None:
    if not isinstance(entry, Mapping):
        raise TypeError("a list of keys and values is missing")
    if unknown := [str(key) for key in entry if key not in keys]:
        raise ValueError(f"there is no key “{unknown[0]}”")
