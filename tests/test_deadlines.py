"""Deadlines of the annual submission: dated data, both days where the rule does not say, and nothing guessed."""

from datetime import date

import pytest

from generator import catalogue, deadlines
from generator.deadlines import deadline
from generator.model import Landlord
from generator.problems import Stop

SEPTEMBER = date(2026, 9, 30)


def landlord(
    homes: int | None, year_end: str = "31 March", to: date | None = date(2026, 3, 31), year: str = "2026-27"
) -> Landlord:
    return Landlord(homes=homes, year_end=year_end, period_to=to, submission_year=year)


def test_more_than_1000_homes_submit_by_30_september_2026_whenever_their_year_ends():
    for year_end, to in (("31 March", date(2026, 3, 31)), ("31 December", date(2025, 12, 31)), ("", None)):
        found = deadline(landlord(1001, year_end, to))
        assert found.dates == (SEPTEMBER,)
        assert found.sentence == "Landlords with more than 1,000 homes submit by 30 September 2026."


@pytest.mark.parametrize(
    ("year_end", "to", "by"),
    [
        ("31 March", date(2026, 3, 31), date(2026, 9, 30)),
        ("31st March", date(2026, 3, 31), date(2026, 9, 30)),
        ("end of March", date(2026, 3, 31), date(2026, 9, 30)),
        ("31 March 2026", date(2026, 3, 31), date(2026, 9, 30)),
        ("31 December", date(2025, 12, 31), date(2026, 6, 30)),
        ("31 August", date(2025, 8, 31), date(2026, 2, 28)),
        ("30 June", date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_fewer_than_1000_homes_submit_within_six_months_of_their_year_s_end(year_end: str, to: date, by: date):
    assert deadline(landlord(999, year_end, to)).dates == (by,)


def test_exactly_1000_homes_is_not_stated_so_both_days_are_given_and_a_sentence():
    found = deadline(landlord(1000, "31 December", date(2025, 12, 31)))
    assert found.dates == (date(2026, 6, 30), SEPTEMBER)
    assert "not of exactly 1,000" in found.sentence
    assert found.sentence.endswith("The earlier day is safe.")
    assert found.days_left(date(2026, 6, 1)) == 29


def test_exactly_1000_homes_where_both_rules_give_one_day_has_one():
    assert deadline(landlord(1000)).dates == (SEPTEMBER,)


def test_where_homes_are_not_given_both_days_are_shown():
    found = deadline(landlord(None, "31 December", date(2025, 12, 31)))
    assert found.dates == (date(2026, 6, 30), SEPTEMBER)
    assert found.sentence.startswith("landlord.md does not say how many homes there are.")


@pytest.mark.parametrize("homes", [1000, 999, None])
def test_no_day_is_given_where_half_of_the_rule_cannot_be_worked_out(homes: int | None):
    for year_end, to, words in (
        ("31 December", date(2026, 3, 31), "which year’s end counts is not known"),
        ("", date(2026, 3, 31), "fill in “Financial year end:”"),
        ("31 March", None, "fill in “Period:”"),
    ):
        found = deadline(landlord(homes, year_end, to))
        assert found.dates == ()
        assert words in found.sentence
        assert found.days_left(date(2026, 6, 1)) is None


@pytest.mark.parametrize("year", ["2025-26", "2024-25", "2027-28", "year 3"])
def test_a_year_whose_dates_are_not_known_gets_none(year: str):
    found = deadline(landlord(4210, year=year))
    assert found.dates == ()
    assert f"The deadline of the submission year {year} is not known" in found.sentence


def test_a_submission_year_is_never_worked_out_from_the_period():
    found = deadline(landlord(4210, year=""))
    assert found.dates == ()
    assert "names no submission year" in found.sentence


@pytest.mark.parametrize("year", ["2026-27", "2026/27", "2026–27", "2026/2027", "2026 to 2027", " 2026-27 "])
def test_a_submission_year_is_one_however_it_is_written(year: str):
    assert deadline(landlord(4210, year=year)).dates == (SEPTEMBER,)


def test_days_left_are_counted_from_the_day_given_and_fall_below_nought():
    found = deadline(landlord(4210))
    assert [found.days_left(day) for day in (date(2026, 9, 29), SEPTEMBER, date(2026, 10, 2))] == [1, 0, -2]


def test_only_editions_of_the_statutory_code_are_submitted():
    submitted = [name for name in catalogue.editions() if deadlines.is_submitted(catalogue.load(name))]
    assert submitted == ["housing-ombudsman-2024"]


def test_the_form_asked_for_each_provision_up_to_2025_26_and_no_longer():
    asks = {name: year.asks_each_provision for name in deadlines.known_years() if (year := deadlines.rule(name))}
    assert asks == {"2026-27": False, "2025-26": True, "2024-25": True}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("statutory_from: [", "expected"),
        ("- a", "keys and values"),
        ('statutory_from: "2024-04-01"\nsubmission_years: []\nmore: "x"', "no key “more”"),
        ('statutory_from: "2024-04-01"', "submission_years"),
        ('statutory_from: "1 April 2024"\nsubmission_years: []', "Invalid isoformat"),
        ('statutory_from: "2024-04-01"\nsubmission_years:\n- {name: "a", source: "b", asks_each_provision: "maybe"}', "maybe"),
        (
            'statutory_from: "2024-04-01"\nsubmission_years:\n- {name: "a", source: "b", asks_each_provision: "no", ovr: "x"}',
            "ovr",
        ),
    ],
)
def test_a_mistake_in_the_rules_is_a_sentence(text: str, words: str):
    with pytest.raises(Stop, match=r"submission\.yaml: .*Write it as the head of the file says") as stop:
        deadlines.read(text.encode())
    assert words in str(stop.value)


def test_a_year_twice_is_refused():
    year = '- {name: "a", source: "b", asks_each_provision: "no"}\n'
    with pytest.raises(Stop, match="stands twice"):
        deadlines.read(f'statutory_from: "2024-04-01"\nsubmission_years:\n{year}{year}'.encode())
