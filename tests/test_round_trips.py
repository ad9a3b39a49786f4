"""What is written is read back the same, and what is typed is never lost: properties over generated text and answers."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import catalogue, rich_text
from generator.answers import saving, sections, source, writing
from generator.answers.register import Register
from generator.model import Accept, Action, Answer, EvidenceItem, Review
from generator.problems import Stop
from generator.rich_text import (
    Block,
    Run,
    canonical,
    canonical_text,
    read_items,
    read_runs,
    read_text,
    write,
    write_item,
    write_runs,
)

EDITION = catalogue.load("housing-ombudsman-2024")
SECTION = EDITION.sections[5]
PROVISION = {p.number: p for p in SECTION.provisions}

PIECES = [
    *"ab c*[]()\\_-.1#>:@é\u00a0“”,!£•\t",
    "www.x.org",
    "https://a.b/c",
    "me@x.org",
    "**",
    "- ",
    "1. ",
    "## ",
    "http://",
    "Owner: ",
]
ADDRESSES = [
    "",
    "",
    "https://x.org/a_(b)",
    "mailto:a@b.org",
    "javascript:x",
    "https://a.b/c",
    "https://www.x.org",
    "mailto:me@x.org",
]

typed = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
run = st.builds(Run, typed, st.booleans(), st.booleans(), st.sampled_from(ADDRESSES))
block = st.builds(
    Block,
    st.sampled_from([rich_text.PARAGRAPH, rich_text.BULLET, rich_text.NUMBER]),
    st.lists(run, min_size=1, max_size=3).map(tuple),
    st.integers(0, 3),
    st.integers(1, 4),
)
text = st.lists(block, max_size=5).map(canonical_text)
action = st.builds(
    Action, text, st.sampled_from(["", "Head of X", "A, B"]), st.sampled_from([None, date(2027, 3, 31)]), st.just(""), text
).filter(lambda made: made != Action())
evidence = st.lists(st.lists(run, min_size=1, max_size=2).map(canonical).filter(bool).map(EvidenceItem), max_size=3).map(tuple)
answer = st.builds(
    Answer,
    st.just("6.3"),
    st.sampled_from(["", "yes", "no"]),
    evidence,
    text,
    st.lists(action, max_size=2).map(tuple),
    text,
    text,
    st.sampled_from(["", "Head of X"]),
    st.sampled_from([None, Review("2 May 2026, X", "X", date(2026, 5, 2))]),
    st.sampled_from(
        [(), (Accept("no-evidence", "because"),), (Accept("no-evidence", "because"), Accept("stale-promise", "c, d"))]
    ),
)


@settings(max_examples=200)
@given(st.lists(run, max_size=5))
def test_a_line_is_read_as_it_was_written(runs: list[Run]):
    settled = canonical(runs)
    assert canonical(settled) == settled
    assert read_runs(write_runs(settled)) == settled


@settings(max_examples=200)
@given(st.lists(block, max_size=6))
def test_a_text_is_read_as_it_was_written(blocks: list[Block]):
    settled = canonical_text(blocks)
    assert canonical_text(settled) == settled
    assert rich_text.read(enumerate(write(settled))) == settled
    for each in settled:
        assert read_items([(1, write_item(each.runs))]) == [(1, each.runs)]


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_no_letter_that_is_typed_is_lost(line: str):
    shown = "".join(run.text for made in read_text(line) for run in made.runs)
    letters = [c for c in line if c.isalnum()]
    kept = [c for c in rich_text.plain(read_text(line)) if c.isalnum()]
    assert [c for c in shown if c.isalnum()] == letters or kept == letters or _has_mark(line)


def _has_mark(line: str) -> bool:
    """A number that numbers a list, or a link's address, is shown in another way than as text."""
    return bool(re.search(r"\]\(|^\s*\d{1,3}[.)]", line))


def read(file: source.Source) -> tuple[list[Answer], list]:
    return sections.read(file, EDITION, SECTION, Register(()))


@settings(max_examples=60)
@given(answer, answer, st.sampled_from(["\n", "\r\n"]))
def test_a_save_changes_its_answer_and_nothing_else(before: Answer, after: Answer, newline: str):
    other = Answer("6.4", "yes", commentary=read_text("It stays as it is."))
    lines = [writing.section_title(SECTION), ""]
    lines += writing.entry_lines(PROVISION["6.3"], before) + writing.entry_lines(PROVISION["6.4"], other)
    file = source.from_text("section-6.md", newline.join(lines) + newline)
    first, _ = read(file)
    assert first[0] == before
    saved = saving.saved(file, first[0], after)
    again, _ = read(saved)
    assert again[0] == after
    assert again[1] == first[1]
    assert saving.saved(saved, again[0], again[0]).to_bytes() == saved.to_bytes()
    assert set(saved.ends) <= {newline, ""}


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_kept_to_the_byte_or_refused_with_a_sentence(data: bytes):
    try:
        file = source.from_bytes("section-6.md", data)
    except Stop as stop:
        sentence = str(stop)
    else:
        sentence = ""
    if sentence:
        assert sentence.startswith("section-6.md: ")
        return
    assert file.to_bytes() == data
    read(file)


STRUCTURE = st.sampled_from(
    [
        "## 6.3",
        "## 6.1",
        "## 9.9",
        "##6.3",
        "### Evidence",
        "### Comentary",
        "### Action",
        "Comply: Yes",
        "Comply: maybe",
        "Ownr: x",
        "> q",
        "- item",
        "text",
        "What: x",
        "By: soon",
        "",
        "# Section 6",
        "#### deep",
        "**6.9**",
    ]
)


@settings(max_examples=200)
@given(st.lists(STRUCTURE, max_size=12))
def test_no_line_is_passed_over_in_silence(lines: list[str]):
    """Each line that is filled is structure, in an answer, a quotation, or quoted by a Problem."""
    file = source.from_text("section-6.md", "\n".join(lines))
    answers, problems = read(file)
    kept = "\n".join(
        "\n".join(
            [
                *("".join(r.text for r in item.runs) for item in made.evidence),
                rich_text.plain(made.commentary),
                rich_text.plain(made.alternative),
                rich_text.plain(made.note),
                *(f"{rich_text.plain(a.what)}\n{a.owner}\n{a.by_text}\n{rich_text.plain(a.outcome)}" for a in made.actions),
            ]
        )
        for made in answers
    )
    said = "\n".join(problem.message for problem in problems)
    at = {problem.line for problem in problems}
    unread = {problem.line for problem in problems if "not read" in problem.message}
    not_read = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("## "):
            not_read = number in unread
        elif number in unread:  # a heading of no known name, or one that lost its space: one Problem for all that stands under it
            not_read = True
        plain = (line.removeprefix("- ").partition(": ")[2] or line.removeprefix("- ")).strip("*")
        known = line.startswith(("## ", "### ", "# ", ">")) or line in ("Comply: Yes", "What: x") or not line
        assert known or not_read or plain in kept or line in said or number in at, (line, lines, said)


@pytest.mark.parametrize("nasty", ["*", "[", "\\", "a@", "1. ", "**a ", "[a](", "- ", "www.", "*a* ", "\\*", "http://", "(", "_"])
def test_a_line_made_to_be_slow_is_read_in_time(nasty: str):
    """Ten times the text takes about ten times as long, and not a hundred."""
    import time

    def seconds(size: int) -> float:
        line = nasty * (size // len(nasty))
        start = time.process_time()
        read_text(line)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(100_000) < 50 * max(seconds(10_000), 0.01)
