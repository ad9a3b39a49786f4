"""The evidence register: the longest registered name that an item begins with, however it is typed."""

from hypothesis import given
from hypothesis import strategies as st

from generator.answers.register import Register
from generator.model import Document


def test_a_name_that_changes_its_length_in_small_letters_leaves_the_place_whole():
    assert Register.of((Document("Straße report"),)).find("STRAßE REPORT: İ 3") == ("Straße report", "İ 3")


def test_names_without_letters_are_no_names():
    assert Register.of((Document("", ("", "Policy")),)).find("Policy 3") == ("", "3")


def test_where_two_documents_have_one_name_the_first_has_it():
    assert Register.of((Document("A", ("Policy",)), Document("B", ("Policy",)))).find("Policy, 3") == ("A", "3")


@given(st.text(max_size=30), st.lists(st.text(max_size=6), max_size=4))
def test_what_is_found_is_how_the_item_begins(text: str, titles: list[str]):
    document, place = Register.of([Document(title) for title in titles]).find(text)
    assert document in ("", *titles)
    assert text.rstrip().endswith(place) if document else place == text
