"""Dates as people write them in answer files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import hint, in_words, parse

LAST_OF_MARCH = date(2027, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31 March 2027",
        "31 march 2027",
        " 31  March\u00a02027. ",
        "31st March 2027",
        "31 Mar 2027",
        "31 Mar. 2027",
        "31 March, 2027",
        "31st of March 2027",
        "the 31st of March 2027",
        "Wednesday 31 March 2027",
        "Wednesday, 31 March 2027",
        "Wednesday 31/03/2027",
        "31/03/2027",
        "31/3/2027",
        "31.03.2027",
        "31-03-2027",
        "2027-03-31",
    ],
)
def test_a_date_as_people_write_it_is_that_day(text: str):
    assert parse(text) == (LAST_OF_MARCH, False)


@pytest.mark.parametrize(
    "text", ["March 2027", "Mar 2027", "march, 2027", "end of March 2027", "End March 2027", "the end of March 2027"]
)
def test_a_month_is_its_last_day_and_says_so(text: str):
    assert parse(text) == (LAST_OF_MARCH, True)


def test_a_month_ends_when_it_ends():
    assert parse("February 2028") == (date(2028, 2, 29), True)
    assert parse("Sept 2027") == (date(2027, 9, 30), True)


def test_days_come_before_months_as_they_do_here():
    assert parse("04/05/2027") == (date(2027, 5, 4), False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Thursday, 31 March 2027",
        "Wensday 31 March 2027",
        "Wednesday 31 June 2027",
        "Wednesday March 2027",
        "31 June 2027",
        "31/13/2027",
        "29 February 2027",
        "31/03/27",
        "31/03-2027",
        "Q2 2027",
        "spring 2027",
        "2027",
        "March",
        "31 March",
        "0000-01-01",
        "March 0000",
        "31 Marsh 2027",
        "by 31 March 2027",
        "31 March 2027 and monthly after that",
        "٣١ March 2027",
        "²/3/2027",
        "9" * 5000,
    ],
)
def test_what_is_no_date_is_none(text: str):
    assert parse(text) == (None, False)


def test_a_date_is_printed_in_words():
    assert in_words(LAST_OF_MARCH) == "31 March 2027"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_that_is_printed_reads_back(day: date):
    assert parse(in_words(day)) == (day, False)
    assert parse(day.isoformat()) == (day, False)
    assert parse(f"{day.day:02}/{day.month:02}/{day.year}") == (day, False)


@given(st.text(max_size=30))
def test_no_text_is_more_than_no_date(text: str):
    day, month_only = parse(text)
    assert day is not None or not month_only


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/03/27", "four figures"),
        ("3 May 27", "four figures"),
        ("Monday, 31 December 2026", "31 December 2026 is a Thursday."),
        ("Monday, 31/12/2026", "31 December 2026 is a Thursday."),
        ("Monday, 31 June 2027", "June 2027 has 30 days"),
        ("Monday, December 2026", ""),
        ("31 June 2027", "June 2027 has 30 days"),
        ("31/06/2027", "June 2027 has 30 days"),
        ("2027-02-30", "February 2027 has 28 days"),
        ("03/31/2027", "There is no month 31: the day comes first"),
        ("soon", ""),
        ("by 2027", ""),
        ("31 March 0000", ""),
    ],
)
def test_what_is_nearly_a_date_is_told_what_is_wrong_with_it(text: str, says: str):
    assert parse(text)[0] is None
    assert hint(text).startswith(" ") == bool(says)
    assert says in hint(text)
