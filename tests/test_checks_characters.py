"""Characters that mislead the eye."""

from dataclasses import replace

import pytest
from cases import LANDLORD, answer, one, problems, text

MISLEADING = [
    ("We answer in 10\u202e days", "U+202E (right-to-left override) turns the order"),
    ("\u2067We answer\u2069", "U+2067 (right-to-left isolate) turns the order"),
    ("We do no\u2060t answer", "U+2060 (word joiner) cannot be seen"),
    ("We do no\u200ct answer", "U+200C (zero width non-joiner) cannot be seen"),
    ("We\u3164answer", "U+3164 (hangul filler) cannot be seen"),
    ("We answer\U000e0041", "U+E0041 (tag latin capital letter a) cannot be seen"),
    ("N\u043e", "U+043E (cyrillic small letter o) only looks like a Latin letter"),
    ("\u0421omplaints", "U+0421 (cyrillic capital letter es) only looks like a Latin letter"),
    ("\u0391nswers", "U+0391 (greek capital letter alpha) only looks like a Latin letter"),
    ("a\u0335\u0336\u0337\u0338bc", "U+0335 (combining short stroke overlay) is one of many marks"),
]


@pytest.mark.parametrize(("typed", "said"), MISLEADING)
def test_a_character_that_misleads_the_eye_is_named(typed: str, said: str) -> None:
    problem = one("misleading-characters", answer(commentary=f"Our policy says so.\n{typed}"))
    assert (problem.severity, problem.provision, problem.line) == ("warning", "3.2", 21)
    assert said in problem.message
    assert not any(char in problem.message for char in "\u202e\u2067\u2060\u200c\U000e0041")


def test_the_words_around_it_are_shown_in_one_line() -> None:
    problem = one("misleading-characters", answer(commentary="Our   policy  says so: \u202eit does not, as anybody can see."))
    assert problem.message.endswith("in “Our policy says so: ▯it does not, as anyb”.")


HONEST = [
    "Ffôn, café, naïve, ŵ, ŷ, Łódź, română, e\u0301 and e\u0302\u0323",
    "Скарги вирішуємо протягом 10 днів, and Παράπονα",
    "الشكاوى تُحل في غضون 10 أيام \u200f(10)\u200f",
    "می\u200cخواهم, क्\u200dष",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "5 kΩ, 3 µm, 20 °C, ½, № 5, ﬁnd, co\u00adoperate, x\u00a0y, 10\u2011day",
]


@pytest.mark.parametrize("typed", HONEST)
def test_other_languages_and_signs_are_left_alone(typed: str) -> None:
    assert problems("misleading-characters", answer(commentary=typed), landlord=replace(LANDLORD, name=typed)) == []


def test_names_and_texts_of_landlord_md_are_looked_at_too() -> None:
    given = replace(LANDLORD, name="Exemplar H\u043emes", how_to_complain=text("Ring \u202e030 us", 20))
    found = problems("misleading-characters", answer(), landlord=given)
    assert [problem.line for problem in found] == [LANDLORD.lines.get("landlord", 0), 20]
    assert all("in landlord.md" in problem.message for problem in found)
