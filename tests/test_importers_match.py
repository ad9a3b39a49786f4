from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import layouts
import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import EDITION, LAYOUTS, Invented, Layout, invented

from generator.importers import markdown, text
from generator.importers.match import Found, Match, best, match
from generator.importers.rows import HEADING, Cell, Row
from generator.problems import Stop
from generator.rich_text import Block, Run, plain, plain_runs, read_text, words

READERS = {"text": text.read, "markdown": markdown.read}
NUMBERS = [provision.number for provision in EDITION.provisions]


def matched(source: str, kind: str = "text") -> Match:
    return match(READERS[kind](source.encode()), EDITION, "last-year.txt")


def letters(texts: Sequence[str]) -> str:
    return re.sub(r"[\W_]", "", " ".join(texts)).casefold()


def evidence(found: Found) -> list[str]:
    return [plain_runs(item) for item in found.evidence]


def same(found: Found | None, answer: Invented, layout: Layout) -> bool:
    """Whether the answer came back: in its parts where the layout tells them apart, and else all its words."""
    if found is None or found.comply != answer.comply:
        return False
    wanted, got = letters(answer.evidence), letters(evidence(found))
    said, read = letters(answer.commentary), letters([words(found.commentary)])
    if layout.apart:
        return (got, read) == (wanted, said)
    return sorted(got + read) == sorted(wanted + said)


def found_in(result: Match) -> dict[str, Found]:
    return {found.number: found for found in result.found}


def about(result: Match, number: str) -> list[str]:
    return [problem.id for problem in result.problems if problem.provision == number]


def changed(answers: Sequence[Invented], numbers: Sequence[str], change: Callable[[Invented], Invented]) -> list[Invented]:
    return [change(answer) if answer.number in numbers else answer for answer in answers]


def without_text(answer: Invented) -> Invented:
    return replace(answer, provision=replace(answer.provision, text="", items=()))


# Layouts


@pytest.mark.parametrize("seed", [0, 5])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_its_answers_back(name: str, seed: int) -> None:
    layout = LAYOUTS[name]
    answers = invented(seed=seed)
    result = matched(layout.lay_out(answers), layout.kind)
    found = found_in(result)
    if layout.lay_out is layouts.heading_lines:
        answers = [layouts.grouped(answer) for answer in answers]
    wrong = [a.number for a in answers if not same(found.get(a.number), a, layout)]
    assert len(wrong) <= 0.02 * len(answers), wrong
    assert result.missing == ()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_from_which_provisions_are_missing_invents_none(name: str) -> None:
    layout = LAYOUTS[name]
    gone = ("1.2", "3.3", "3.4", "5.15", "6.5", "6.9", "6.17", "6.20", "9.8")
    answers = [answer for answer in invented(seed=3) if answer.number not in gone]
    result = matched(layout.lay_out(answers), layout.kind)
    assert result.missing == gone
    assert all(found.comply == answer.comply for found, answer in zip(result.found, answers, strict=True))
    assert all(about(result, number) == ["import-missing"] for number in gone)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_lost_answer_stays_unknown_in_every_layout(name: str) -> None:
    layout = LAYOUTS[name]
    lost = ("1.4", "5.1", "6.16", "9.7")
    answers = changed(invented(), lost, lambda answer: replace(answer, words="", comply=""))
    result = matched(layout.lay_out(answers), layout.kind)
    assert [found.number for found in result.found if not found.comply] == list(lost)
    assert all("import-answer-unknown" in about(result, number) for number in lost)


def test_each_section_on_a_page_of_its_own_is_enough() -> None:
    answers = invented()
    for section in EDITION.sections:
        held = [answer for answer in answers if answer.number.split(".")[0] == section.number]
        found = matched(layouts.heading_lines(held)).found
        assert [(f.number, f.comply) for f in found] == [(a.number, a.comply) for a in held]


def test_several_documents_give_one_result() -> None:
    answers = invented()
    pages = [text.read(layouts.heading_lines(answers[start : start + 24]).encode()) for start in (0, 24, 48)]
    result = match([row for page in pages for row in page], EDITION)
    assert [found.comply for found in result.found] == [answer.comply for answer in answers]
    assert len(result.leftover) == 3 * len(layouts._TOP)


@pytest.mark.parametrize(
    "source",
    [
        lambda a: (
            f"{a.number} {layouts.whole(a.provision)} {a.words.rstrip('.').capitalize()}. {' '.join(a.evidence + a.commentary)}"
        ),
        lambda a: f"{layouts.whole(a.provision)} {a.words.rstrip('.').capitalize()}. {' '.join(a.evidence + a.commentary)}",
        lambda a: layouts.whole(a.provision).rstrip(".") + a.words.rstrip(".").capitalize() + " ".join(a.evidence + a.commentary),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_everything_run_together_in_one_line_is_taken_apart(source: Callable[[Invented], str], between: str) -> None:
    answers = invented()
    found = found_in(matched(between.join(map(source, answers))))
    layout = Layout(layouts.glued, apart=False)
    assert [a.number for a in answers if not same(found.get(a.number), a, layout)] == []


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            ("Code provision", "Comply", "Code requirement", "Evidence", "Commentary"),
            "{number}|{words}|{text}|{evidence}|{commentary}",
        ),
        (("Code requirement", "Compliance", "Evidence", "Comments"), "{number} {text}|{words}|{evidence}|{commentary}"),
        (("Text", "Is it so?", "What we found"), "{text}|{words}|{evidence}<br>{commentary}"),
        (
            ("Code section", "Code requirement", "Do you comply?", "Supporting evidence", "Explanation", "Owner"),
            "{number}|{text}|{words}|{evidence}|{commentary}|",
        ),
    ],
)
def test_columns_in_another_order_number_or_without_known_titles(header: tuple[str, ...], cells: str) -> None:
    answers = invented()
    lines = [layouts._pipe(header), layouts._pipe(["---"] * len(header))]
    for a in answers:
        filled = cells.format(
            number=a.number,
            text=layouts.whole(a.provision),
            words=a.words,
            evidence="<br>".join(a.evidence),
            commentary="<br>".join(a.commentary),
        )
        lines.append(layouts._pipe(filled.split("|")))
    found = found_in(matched("\n".join(lines), "markdown"))
    layout = Layout(layouts.markdown_table, apart="Evidence" in header)
    assert [a.number for a in answers if not same(found.get(a.number), a, layout)] == []


def test_section_headings_and_the_header_may_stand_among_the_rows_of_one_table() -> None:
    answers = invented()
    lines = [layouts._pipe(layouts.COLUMNS), layouts._pipe(["---"] * 5)]
    starts = layouts.section_starts(answers, EDITION)
    for a in answers:
        for heading in starts[a.number]:
            lines += [layouts._pipe([heading, "", "", "", ""]), layouts._pipe(layouts.COLUMNS)]
        first, *items = layouts.clause(a.provision)
        lines.append(layouts._pipe([a.number, first, a.words, "<br>".join(a.evidence), "<br>".join(a.commentary)]))
        lines += [layouts._pipe(["", item, "", "", ""]) for item in items]
    found = found_in(matched("\n".join(lines), "markdown"))
    assert [a.number for a in answers if not same(found.get(a.number), a, Layout(layouts.markdown_table))] == []


# Which provision it is


def test_an_answer_whose_text_is_missing_is_placed_by_the_order_of_the_form_and_says_so() -> None:
    gone = ("1.4", "3.3", "3.4", "6.5", "6.16", "7.4", "9.8")
    answers = changed(invented(), gone, without_text)
    result = matched(layouts.without_numbers(answers))
    found = found_in(result)
    assert [f.number for f in result.found if f.by_order] == list(gone)
    assert [a.number for a in answers if not same(found.get(a.number), a, Layout(layouts.glued, apart=False))] == []
    assert all(about(result, number)[0] == "import-by-order" for number in gone)


def test_an_answer_that_the_order_does_not_place_is_handed_back_and_not_guessed() -> None:
    answers = [a for a in changed(invented(), ("3.3",), without_text) if a.number != "3.4"]
    result = matched(layouts.without_numbers(answers))
    assert result.missing == ("3.3", "3.4")
    assert [p.id for p in result.problems if p.id == "import-unplaced-answer"] == ["import-unplaced-answer"]
    lost = next(a for a in answers if a.number == "3.3")
    assert lost.commentary[0] in "\n".join(cell.text for row in result.leftover for cell in row.cells)


def test_where_the_rows_do_not_keep_the_codes_order_nothing_is_placed_by_order() -> None:
    answers = changed(invented(), ("9.7",), without_text)
    pairs = [answers[place + 1 - 2 * (place % 2)] for place in range(68)]  # 1.3, 1.2, 1.5, 1.4 ...
    for order_, placed in ((answers, ["9.7"]), ([*pairs, *answers[68:]], [])):
        result = matched(layouts.without_numbers(order_))
        assert [f.number for f in result.found if f.by_order] == placed


def test_a_provision_in_a_landlords_own_words_is_placed_by_its_order_and_its_words_are_handed_back() -> None:
    own = "Everybody gets a kind and quick answer, in our own words."
    answers = changed(invented(), ("6.2",), lambda a: replace(a, provision=replace(a.provision, text=own, items=())))
    for lay_out, kind in ((layouts.markdown_table, "markdown"), (layouts.label_lines, "text"), (layouts.heading_lines, "text")):
        result = matched(lay_out(answers), kind)
        assert found_in(result)["6.2"].by_order
        assert own not in words(found_in(result)["6.2"].commentary) + words(found_in(result)["6.1"].commentary)
        assert own in "\n".join(cell.text for row in result.leftover for cell in row.cells)


def test_printed_numbers_alone_place_nothing() -> None:
    answers = [without_text(answer) for answer in invented()]
    with pytest.raises(Stop, match="72 answers, but the text of their provisions is missing"):
        matched(layouts.label_lines(answers))


def test_a_wrong_number_is_reported_and_the_text_believed() -> None:
    source = layouts.heading_lines(invented()).replace("\n6.19  ", "\n6.9  ").replace("\n9.8  ", "\n6.8  ")
    result = matched(source)
    assert [f.number for f in result.found] == NUMBERS
    wrong = [(p.provision, p.message) for p in result.problems if p.id == "import-renumbered"]
    line = next(f.place for f in result.found if f.number == "6.19")
    assert wrong[0] == ("6.19", f"6.19 is printed as 6.9 ({line}). Its text is that of 6.19, so it was taken as 6.19.")
    assert [number for number, _ in wrong] == ["6.19", "9.8"]


def test_a_twin_with_its_twins_number_is_told_by_its_order() -> None:
    result = matched(layouts.heading_lines(invented()).replace("\n6.16  ", "\n6.5  "))
    assert [(p.id, p.provision) for p in result.problems if p.provision] == [("import-renumbered", "6.16")]
    assert [f.comply for f in result.found] == [a.comply for a in invented()]


def test_a_twin_that_is_missing_does_not_take_the_other_ones_answer() -> None:
    for gone, kept in (("6.5", "6.16"), ("6.16", "6.5"), ("6.6", "6.17"), ("6.18", "6.7"), ("6.4", "6.15"), ("6.19", "6.9")):
        answers = [answer for answer in invented() if answer.number != gone]
        for lay_out in (layouts.without_numbers, layouts.label_lines, layouts.heading_lines):
            result = matched(lay_out(answers))
            assert result.missing == (gone,)
            assert found_in(result)[kept].comply == next(a.comply for a in answers if a.number == kept)


def some(*numbers: str) -> list[Invented]:
    """The answers to these provisions, in this order, each answered unlike the others."""
    return [next(a for a in invented() if a.number == number) for number in numbers]


def commentaries(result: Match) -> dict[str, str]:
    """The first line of each provision's commentary: whose answer it is."""
    return {found.number: words(found.commentary).split("\n")[0] for found in result.found}


def test_a_stages_heading_tells_twins_apart_against_their_order() -> None:
    stage_2, stage_1 = some("6.16", "6.17"), some("6.5", "6.6")
    source = "\n".join(["Stage 2", layouts.without_numbers(stage_2), "Stage 1", layouts.without_numbers(stage_1)])
    got = commentaries(matched(source.replace("\n".join(layouts._TOP) + "\n", "")))
    assert got == {a.number: a.commentary[0] for a in (*stage_1, *stage_2)}


def test_order_tells_a_twin_apart_against_its_number() -> None:
    answers = [a for a in invented() if a.number != "6.5"]
    source = (
        layouts.heading_lines(answers).replace("\n6.16  ", "\n6.5  ").replace("\nStage 1\n", "\n").replace("\nStage 2\n", "\n")
    )
    assert commentaries(matched(source)) == {a.number: a.commentary[0] for a in answers}


def test_a_number_tells_a_twin_apart_where_nothing_else_does() -> None:
    for number in ("6.5", "6.16", "6.7", "6.18"):
        (answer,) = some(number)
        result = matched(layouts.label_lines([answer]))
        assert [found.number for found in result.found] == [number]
        assert not [p for p in result.problems if p.id == "import-doubtful"]


def test_the_text_tells_near_twins_apart_against_their_order() -> None:
    answers = some("6.19", "6.15", "6.9", "6.4")
    assert commentaries(matched(layouts.without_numbers(answers))) == {a.number: a.commentary[0] for a in answers}


def test_a_twin_that_nothing_tells_apart_is_called_doubtful() -> None:
    answer = next(a for a in invented() if a.number == "6.5")
    result = matched(layouts.without_numbers([answer]))
    assert [p.id for p in result.problems if p.provision == result.found[0].number] == ["import-doubtful"]
    assert "reads the same" in result.problems[-2].message or any("reads the same" in p.message for p in result.problems)


def test_an_older_wording_is_found_and_said_to_differ() -> None:
    old = (
        "A complaint must be defined as: ‘an expression of dissatisfaction, however made, about the standard of service, "
        "by the organisation or others, that affects a tenant.’"
    )
    answers = changed(invented(), ("1.2",), lambda a: replace(a, provision=replace(a.provision, text=old)))
    result = matched(layouts.label_lines(answers))
    found = found_in(result)["1.2"]
    assert found.quoted == old
    assert found.score < 92
    assert f"its text is {found.score:.0f}% like the Code’s" in next(
        p.message for p in result.problems if p.id == "import-doubtful"
    )


def test_the_titles_of_the_wrong_section_are_reported() -> None:
    source = layouts.heading_lines(invented())
    source = source.replace("Section 4: Complaint handling staff", "Section 4: Accessibility and awareness")
    source = source.replace("Section 7: Putting things right", "Section 8: Putting things right")
    messages = [p.message for p in matched(source).problems if p.id == "import-section-title"]
    assert messages[0].startswith("Section 4 carries section 3’s title (“Section 4: Accessibility and awareness”)")
    assert messages[1].startswith("Section 7 is printed as section 8")
    assert len(messages) == 2


def test_a_list_of_contents_is_not_taken_for_headings() -> None:
    contents = "\n".join(f"{section.number}. {section.title}" for section in EDITION.sections)
    result = matched(contents + "\n" + layouts.heading_lines(invented()))
    assert not [p for p in result.problems if p.id == "import-section-title"]


def test_a_provision_that_stands_there_twice_is_reported_and_nothing_of_it_lost() -> None:
    answers = invented()
    again = replace(answers[3], commentary=("Something else altogether.",))
    result = matched(layouts.label_lines([*answers, again]))
    assert about(result, "1.5") == ["import-twice"]
    assert same(found_in(result)["1.5"], answers[3], Layout(layouts.label_lines))
    assert "Something else altogether." in "\n".join(cell.text for row in result.leftover for cell in row.cells)


# Quotations


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_codes_text_quoted_in_a_commentary_stays_commentary(name: str) -> None:
    layout = LAYOUTS[name]
    answers = []
    for i, answer in enumerate(invented()):
        quoted = EDITION.provisions[(i * 31 + 17) % 72].text
        quotations = ([f"The Code says: “{quoted}” and so do we."], [quoted], [f"{quoted} This is what our policy says."], [])[
            i % 4
        ]
        answers.append(replace(answer, commentary=(*answer.commentary, *quotations)))
    found = found_in(matched(layout.lay_out(answers), layout.kind))
    if layout.lay_out is layouts.heading_lines:
        answers = [layouts.grouped(answer) for answer in answers]
    wrong = [a.number for a in answers if not same(found.get(a.number), a, layout)]
    assert len(wrong) <= 0.02 * len(answers), wrong


@pytest.mark.parametrize(
    ("where", "quotation"),
    [
        ("5.2", "{text}"),
        ("8.1", "{text}"),
        ("5.10", "As the Code says, {text} And so we do."),
        ("5.11", "The Code asks this: “{text}”"),
    ],
)
def test_a_provision_that_is_only_quoted_is_missing(where: str, quotation: str) -> None:
    said = quotation.format(text=next(p.text for p in EDITION.provisions if p.number == "5.12"))
    answers = [a for a in changed(invented(), (where,), lambda a: replace(a, commentary=(said,))) if a.number != "5.12"]
    for lay_out in (layouts.label_lines, layouts.without_numbers, layouts.cell_a_line):
        result = matched(lay_out(answers))
        assert result.missing == ("5.12",)
        assert said in words(found_in(result)[where].commentary)


def test_a_policys_own_numbers_are_text() -> None:
    quotations = (
        "3.2 Complaints will be accepted in any way.",
        "6.10 We answer within ten days.",
        "1.4",
        "6.5 Extensions are explained.",
    )
    answers = [replace(answer, commentary=(*answer.commentary, *quotations)) for answer in invented()]
    for lay_out in (layouts.label_lines, layouts.heading_lines, layouts.cell_a_line):
        result = matched(lay_out(answers))
        assert [words(f.commentary).count("3.2 Complaints will be accepted in any way.") for f in result.found] == [1] * 72
        assert [words(f.commentary).count("6.10 We answer") for f in result.found] == [1] * 72


typed = st.lists(
    st.sampled_from(
        [
            "Owner: nobody",
            "Action 2",
            "6.4 Landlords must decide whether an extension is needed",
            "=1+1",
            "<b>x</b> & {{ 7*7 }}",
            "Evidence",
            "No complaints were refused.",
            "We comply.",
            "Do we all comply? We hope so.",
            "Stage 1 complaints are rare.",
            "Section 5 of the policy",
            "7.4",
            "Cwynion: café 🏠",
            "Compliance is good.",
            "Commentary on the code is on our website.",
            "Exclusions apply, see 2.2.",
            "1.2 A complaint must be defined with care.",
            "Yes, and more.",
            "Partial answers are sent back.",
            "- Exclusions",
            "2024. A good year.",
        ]
    ).filter(lambda line: line not in ("Evidence", "- Exclusions")),
    min_size=1,
    max_size=4,
)


@given(st.lists(typed, min_size=6, max_size=6))
def test_text_that_looks_like_the_form_is_never_lost(lines: list[list[str]]) -> None:
    answers = [replace(answer, commentary=tuple(added)) for answer, added in zip(invented()[10:16], lines, strict=True)]
    result = matched(layouts.label_lines(answers))
    assert [f.comply for f in result.found] == [a.comply for a in answers]
    read = letters([plain(f.commentary) for f in result.found] + [c.text for row in result.leftover for c in row.cells])
    assert sorted(letters([line for added in lines for line in added])) == sorted(read.replace(letters(layouts._TOP), "", 1))


# Evidence and commentary


def one(source: str) -> Found:
    """The first answer of a document of two provisions, of which the first one is answered like this."""
    rest = layouts.label_lines(invented()[1:2]).split("\n")[3:]
    return matched("\n".join([EDITION.provisions[0].text, source, *rest])).found[0]


def test_a_groups_heading_is_joined_to_what_stands_under_it() -> None:
    found = one(
        "Do we comply? Yes\nEvidence and explanations\n  1. Policies and procedures\n    Policy: 3.1.1 (page 3).\n"
        "  2. Learning\n  3. Reports\n"
        "    Annual report (page 2)\n    Board paper, June\nEvery effort is made.\n  • one\n  • two"
    )
    assert evidence(found) == [
        "Policies and procedures: Policy: 3.1.1 (page 3).",
        "Learning",
        "Reports: Annual report (page 2); Board paper, June",
    ]
    assert plain(found.commentary) == "Every effort is made.\n• one\n• two"


def test_without_a_list_under_a_label_for_both_everything_is_commentary() -> None:
    found = one("Do we comply? Yes\nEvidence, commentary and any explanations:\nOur policy (page 3) says so.\n- first\n- second")
    assert evidence(found) == []
    assert plain(found.commentary) == "Our policy (page 3) says so.\n• first\n• second"


def test_where_there_is_only_a_label_for_evidence_what_follows_its_list_is_commentary() -> None:
    answers = layouts.label_lines(invented()[1:2]).split("\n")[3:-4]
    source = [EDITION.provisions[0].text, "Yes", "Evidence", "- Policy 3.1", "- Letters", "We ring people up.", *answers[:6]]
    found = matched("\n".join(source)).found[0]
    assert (evidence(found), plain(found.commentary)) == (["Policy 3.1", "Letters"], "We ring people up.")


def test_links_bold_and_nested_lists_survive() -> None:
    found = one(
        "Do we comply?\nYes\nEvidence\n- www.exemplar-homes.example/policy\nCommentary\nWe are **quick**:\n- one\n  - two"
    )
    assert found.evidence == ((Run("www.exemplar-homes.example/policy", link="https://www.exemplar-homes.example/policy"),),)
    assert found.commentary == read_text("We are **quick**:\n- one\n  - two")


def test_the_lists_of_the_code_are_left_out_of_the_answers_however_they_are_marked() -> None:
    provision = next(p for p in EDITION.provisions if p.number == "6.9")
    for mark in ("{n}. {item}", "({letter}) {item}", "• {item}", "{item}", "- {item}", "{letter})\t{item}"):
        items = [mark.format(n=n, letter="abcdefg"[n - 1], item=item) for n, item in enumerate(provision.items, start=1)]
        found = matched("\n".join([f"6.9 {provision.text}", *items, "Do we comply? Yes", "Commentary", "In our letters."])).found[
            0
        ]
        assert plain(found.commentary) == "In our letters."


# What is printed as the answer


@pytest.mark.parametrize(
    ("printed", "comply", "kept"),
    [
        ("Yes", "yes", False),
        ("YES", "yes", False),
        ("Yes.", "yes", False),
        ("Y", "yes", False),
        ("N", "no", False),
        ("NO.", "no", False),
        ("NO - In progress", "no", True),
        ("Partial", "no", True),
        ("Partially compliant", "no", True),
        ("In progress", "no", True),
        ("Mostly", "no", True),
        ("Not applicable", "", True),
        ("N/A", "", True),
        ("Compliant", "yes", False),
        ("Yes, with further development", "", True),
        ("We are working on this and will be done by spring", "", True),
        ("Yes / No", "", False),
        ("", "", False),
    ],
)
@pytest.mark.parametrize("lay_out", [layouts.label_lines, layouts.labels_in_line, layouts.markdown_table])
def test_an_answer_is_read_as_it_is_printed_and_never_supplied(
    lay_out: Callable[[Sequence[Invented]], str], printed: str, comply: str, kept: bool
) -> None:
    answers = changed(invented()[17:24], ("5.3",), lambda answer: replace(answer, words=printed))
    result = matched(lay_out(answers), "markdown" if lay_out is layouts.markdown_table else "text")
    found = found_in(result)["5.3"]
    assert found.comply == comply
    assert words(found.commentary).startswith(printed) == (kept or not printed)
    expected = ["import-answer-unknown"] if not comply else ["import-answer-words"] if kept else []
    assert about(result, "5.3") == expected


def test_what_follows_the_answer_in_its_line_is_commentary() -> None:
    found = one(
        "Do we comply? No - we shall train everybody, as the plan for the year says in its part 2.\nEvidence\n- Plan\nCommentary\nMore."
    )
    assert (found.comply, found.comply_words) == ("no", "No")
    assert plain(found.commentary).startswith("we shall train everybody")


def test_an_answer_in_both_columns_of_yes_and_no_is_unknown() -> None:
    table = ["| | Question | Yes | No |", "|---|---|---|---|"]
    filled = (("Yes", ""), ("", "No"), ("Our policy says so.", ""), ("In part", "Not everywhere"), ("", ""))
    for provision, (yes, no) in zip(EDITION.provisions, filled, strict=False):
        table.append(f"| {provision.number} | {provision.text} | {yes} | {no} |")
    result = matched("\n".join(table), "markdown")
    assert [found.comply for found in result.found] == ["yes", "no", "yes", "", ""]
    assert words(result.found[3].commentary) == "In part\nNot everywhere"


# What it is not


RECOMMENDATIONS = """Our recommendations after a check of your policy
Code provision\tCode requirement\tRecommendation
""" + "\n".join(
    f"{p.number}\t{p.text}\tWe recommend that the policy says this. This recommendation is due in May."
    for p in EDITION.provisions[:8]
)
OTHER_FORM = """Local Government and Social Care Ombudsman: self-assessment form
1\tDefinition of a service request\tWe know a request from a complaint.\tYes\tPolicy 2
2\tExclusions\tWe give everybody a reason when we do not take a complaint.\tYes\tPolicy 3
3\tAccess\tPeople can complain to any of us.\tYes\tWebsite
4\tOfficers\tA named officer deals with complaints.\tNo\tPlanned for May
5\tProcess\tThere are two stages.\tYes\tPolicy 5"""
NARRATIVE = """Our year of complaints
We answered 812 complaints, most of them in time. Yes, some were late.
The board looked at them four times and asked for more about repairs."""
POLICY = """Complaints policy
1. This policy says how we deal with complaints.
2. A resident does not have to use the word complaint for it to be treated as such.
3. The complaints policy is reviewed each year. This policy replaces the complaints policy of 2021."""
CODE = "\n".join(f"{p.number} {p.text}" for p in EDITION.provisions)


@pytest.mark.parametrize(
    ("source", "taken_for"),
    [
        (RECOMMENDATIONS, "recommendations made after a check"),
        (OTHER_FORM, "Local Government and Social Care Ombudsman"),
        (NARRATIVE, "report or a summary"),
        (POLICY, "complaints policy"),
        (CODE, "the Code itself"),
    ],
)
def test_what_is_no_self_assessment_is_refused_as_what_it_is(source: str, taken_for: str) -> None:
    with pytest.raises(Stop, match=taken_for):
        matched(source)


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(Stop, match="it has no text"):
        match([Row("page 1", (Cell((Block("paragraph", (Run("— —"),)),)),))], EDITION)


def test_the_edition_is_told_by_its_text() -> None:
    words_of_another = tuple(
        replace(s, provisions=tuple(replace(p, text=f"Somebody {p.text.lower()[::-1]}", also_worded=()) for p in s.provisions))
        for s in EDITION.sections
    )
    other = replace(EDITION, id="another", sections=words_of_another)
    rows = text.read(layouts.label_lines(invented()).encode())
    assert best(rows, [other, EDITION]).edition == best(rows, [EDITION, other]).edition == EDITION.id


def test_a_heading_as_high_as_the_sections_ends_an_answer() -> None:
    source = layouts.markdown_headings(invented()[:5]) + "\n## Contact us\n\nRing us on 0300.\n"
    result = matched(source, "markdown")
    assert "Ring us" not in words(result.found[-1].commentary)
    assert [row.cells[0].text for row in result.leftover][-2:] == ["Contact us", "Ring us on 0300."]
    assert any(block.kind == HEADING for row in result.leftover for cell in row.cells for block in cell.blocks)


def test_lines_of_a_commentary_that_read_like_the_forms_headings_stay_in_it() -> None:
    headings = (
        "Stage 1",
        "We ring people up.",
        "Stage 2",
        "A manager looks again.",
        "Exclusions",
        "There are three.",
        "2. Exclusions",
        "None.",
    )
    for lay_out in (layouts.label_lines, layouts.heading_lines, layouts.cell_a_line):
        answers = changed(invented(), ("2.2", "6.3", "6.12"), lambda a: replace(a, commentary=headings))
        result = matched(lay_out(answers))
        found = found_in(result)
        assert [f.comply for f in result.found] == [a.comply for a in answers]
        for number in ("2.2", "6.3", "6.12"):
            assert letters([plain(found[number].commentary)]).endswith(letters(headings))


def test_a_section_heading_in_the_middle_of_its_rows_belongs_to_no_answer() -> None:
    lines = layouts.heading_lines(invented()).split("\n")
    lines.remove("Section 5: The complaint handling process")
    answer = next(place for place, line in enumerate(lines) if line.startswith("5.3  ")) + 1
    result = matched("\n".join([*lines[:answer], "Section 5: The complaint handling process", *lines[answer:]]))
    assert [f.comply for f in result.found] == [a.comply for a in invented()]
    assert not [f.number for f in result.found if "Section 5" in words(f.commentary)]


def test_what_only_looks_like_the_label_of_an_answer_is_commentary() -> None:
    said = ("Compliance: checked by the auditors in May.", "Do we comply? We asked ourselves this in spring.")
    answers = changed(invented(), ("5.3",), lambda a: replace(a, commentary=said))
    result = matched(layouts.label_lines(answers))
    assert words(found_in(result)["5.3"].commentary) == "\n".join(said)
    assert len(result.found) == 72


def test_a_title_that_stands_on_each_page_belongs_to_no_answer() -> None:
    pages = [layouts.heading_lines(invented()[start : start + 12]) for start in range(0, 72, 12)]
    result = matched("\n".join(f"{page}\nPage {n} of 6" for n, page in enumerate(pages, start=1)))
    assert not [f.number for f in result.found if "Exemplar Homes" in words(f.commentary) or "of 6" in words(f.commentary)]
    assert len(result.leftover) == 6 * (len(layouts._TOP) + 1)


def test_text_before_the_first_provision_is_never_lost() -> None:
    top = "Welcome\nCode provision 1.1\nThis part only explains.\nCommentary\nWe like the Code.\n"
    result = matched(top + layouts.label_lines(invented()))
    left = "\n".join(cell.text for row in result.leftover for cell in row.cells)
    assert all(line in left for line in ("Welcome", "This part only explains.", "We like the Code."))


def test_a_text_about_something_else_is_refused_in_a_sentence() -> None:
    with pytest.raises(Stop, match="it is not a self-assessment"):
        best(text.read(b"Dear all,\n\nthe meeting is on Monday.\n"), [EDITION])
