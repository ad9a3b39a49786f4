"""The small Markdown of answers: what people type and paste is read as they mean it, and nothing typed is lost."""

import re
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.rich_text import (
    DEEPEST,
    Block,
    Run,
    canonical,
    canonical_text,
    plain,
    plain_runs,
    read,
    read_items,
    read_runs,
    read_text,
    words,
    write,
    write_item,
    write_runs,
)


def shape(typed: str) -> list[tuple[str, int, int, str]]:
    """The blocks of a text: kind, level, number and words."""
    return [(block.kind, block.level, block.number, plain_runs(block.runs)) for block in read_text(typed)]


def paragraphs(*texts: str) -> list[tuple[str, int, int, str]]:
    return [("paragraph", 0, 0, text) for text in texts]


def bullets(*texts: str) -> list[tuple[str, int, int, str]]:
    return [("bullet", 0, 0, text) for text in texts]


# Lines


def test_each_typed_line_is_a_paragraph_and_blank_lines_only_separate():
    assert shape("One.\nTwo.\n\n \t\u00a0\n\u2003\nThree.") == paragraphs("One.", "Two.", "Three.")


def test_a_bullet_begins_an_item_with_or_without_a_blank_line_before():
    assert shape("They say:\n- first\n* second\n\n- third") == [*paragraphs("They say:"), *bullets("first", "second", "third")]


@pytest.mark.parametrize(
    "mark",
    [
        "•\t",
        "• ",
        "•",
        "\uf0b7\t",
        "\uf0b7 ",
        "\uf0a7\t",
        "·\t",
        "·       ",
        "o\t",
        "§\t",
        "Ø\t",
        "ü\t",
        "–\t",
        "▪\u00a0",
        "➢ ",
        "-\t",
    ],
)
def test_bullets_as_word_pastes_them_are_list_items(mark: str):
    assert shape(f"{mark}Acknowledged in five days") == bullets("Acknowledged in five days")


@pytest.mark.parametrize(
    "line",
    [
        "-5 degrees",
        "*",
        "-",
        "•",
        "o brave new world",
        "– as agreed",
        "v. the landlord",
        "12. July",
        "2024) that year",
        "1.2 Scope",
        "a. first",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line: str):
    assert shape(line) == paragraphs(line)


def test_words_soft_line_breaks_are_lines():
    assert shape("First\vsecond\u2028third\v• item") == [*paragraphs("First", "second", "third"), *bullets("item")]


def test_indentation_nests_list_items_by_two_spaces_or_a_tab():
    assert [(level, text) for _, level, _, text in shape("- a\n  - b\n\t- c\n    - d\n- e")] == [
        (0, "a"),
        (1, "b"),
        (1, "c"),
        (2, "d"),
        (0, "e"),
    ]


def test_a_list_that_is_indented_as_a_whole_is_flat():
    assert [level for _, level, _, _ in shape("    - a\n    - b\n      - c\n    - d")] == [0, 0, 1, 0]


def test_indentation_counts_only_before_a_list_mark():
    assert shape("    indented, and no code") == paragraphs("indented, and no code")


def test_a_paragraph_ends_all_lists():
    assert [level for _, level, _, _ in shape("- a\n  - b\nand\n  - c")] == [0, 1, 0, 0]


def test_no_item_is_deeper_than_words_lists_go():
    deep = "\n".join("  " * i + "- x" for i in range(15))
    assert max(block.level for block in read_text(deep)) == DEEPEST
    assert read(enumerate(write(read_text(deep)))) == read_text(deep)


def test_two_or_more_lines_that_count_from_one_are_a_numbered_list():
    assert shape("1. one\n2) two\n3.\tthree") == [("number", 0, 1, "one"), ("number", 0, 2, "two"), ("number", 0, 3, "three")]


@pytest.mark.parametrize(
    "typed", ["1. one", "2. two\n3. three", "1. one\n3. three", "3. Complaints will be accepted", "1. one\n\nbut\n\n2. two"]
)
def test_any_other_leading_number_is_text(typed: str):
    assert [block.kind for block in read_text(typed)] == ["paragraph"] * len([line for line in typed.splitlines() if line])
    assert words(read_text(typed)) == re.sub(r"\n+", "\n", typed)


def test_a_second_count_from_one_is_a_second_list():
    assert [number for _, _, number, _ in shape("1. a\n2. b\n1. c\n2. d")] == [1, 2, 1, 2]


def test_a_numbered_list_goes_on_round_the_items_inside_it():
    assert [(kind, level, number) for kind, level, number, _ in shape("1. a\n   - x\n   - y\n2. b")] == [
        ("number", 0, 1),
        ("bullet", 1, 0),
        ("bullet", 1, 0),
        ("number", 0, 2),
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"\## 6.4 Landlords must", "## 6.4 Landlords must"),
        (r"\- no bullet", "- no bullet"),
        (r"\1. no number", "1. no number"),
        (r"\\- two", r"\- two"),
        (r"\server\share", r"\server\share"),
        (r"C:\files", r"C:\files"),
        ("## looks", "## looks"),
        ("# 12", "# 12"),
        ("> quoted", "> quoted"),
        ("action #12", "action #12"),
        ("Owner: nobody", "Owner: nobody"),
        ("6.4 Landlords must decide", "6.4 Landlords must decide"),
        ("<script>alert(1)</script> & &amp;", "<script>alert(1)</script> & &amp;"),
        ("snake_case_name and __init__", "snake_case_name and __init__"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`code` ~~old~~ | a | b |", "`code` ~~old~~ | a | b |"),
    ],
)
def test_a_line_that_is_no_markup_is_the_text_that_it_is(typed: str, shown: str):
    assert words(read_text(typed)) == shown


# Runs


def run(text: str, look: str = "", link: str = "") -> Run:
    return Run(text, "b" in look, "i" in look, link)


def test_stars_between_a_space_and_a_word_are_bold_and_italic():
    typed = "in **five working days** of *receipt*, or ***both***."
    expected = (
        run("in "),
        run("five working days", "b"),
        run(" of "),
        run("receipt", "i"),
        run(", or "),
        run("both", "bi"),
        run("."),
    )
    assert read_runs(typed) == expected


@pytest.mark.parametrize("typed", ["2*3*4", "* not *", "5 ** 6 ** 7", "*", "**", "a*b*c", "**a", "a**", "*a **b", "f(*args)"])
def test_other_stars_are_stars(typed: str):
    assert read_runs(typed) == (run(typed),)


def test_curly_quotes_and_apostrophes_stay_and_may_be_emphasised():
    assert read_runs("**“Residents’ voice”** and O’Brien's") == (run("“Residents’ voice”", "b"), run(" and O’Brien's"))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.exemplar-homes.example/a?b=1&c=2", "https://www.exemplar-homes.example/a?b=1&c=2"),
        ("www.exemplar-homes.example", "https://www.exemplar-homes.example"),
        ("complaints@exemplar-homes.example", "mailto:complaints@exemplar-homes.example"),
        ("https://exemplar.example/wiki/Code_(2024)", "https://exemplar.example/wiki/Code_(2024)"),
        ("https://exemplar.example/search?f[0]=type:policy", "https://exemplar.example/search?f[0]=type:policy"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "see {}.", "({})", "“{}”", "**{}**", "write to {}, or ring", "[{}]"])
def test_a_bare_address_is_a_link_without_the_punctuation_around_it(typed: str, address: str, around: str):
    links = [r for r in read_runs(around.format(typed)) if r.link]
    assert [(r.text, r.link) for r in links] == [(typed, address)]


@pytest.mark.parametrize(
    "typed", ["@ExemplarHomes", "a@b", "www.", "https://", "ftp://x.example", "me@@x.org", "http:/x", "e.g.www.x.org"]
)
def test_what_is_no_whole_address_is_text(typed: str):
    assert read_runs(typed) == (run(typed),)


def test_words_with_an_address_are_a_link_and_may_be_emphasised():
    assert read_runs("our [**complaints** page](https://x.example/c), or [ring](tel:+443069990120)") == (
        run("our "),
        run("complaints", "b", "https://x.example/c"),
        run(" page", "", "https://x.example/c"),
        run(", or "),
        run("ring", "", "tel:+443069990120"),
    )


def test_a_links_words_may_hold_brackets_in_pairs():
    [link] = read_runs("[Complaints policy [PDF, 200KB]](https://x.example/p.pdf)")
    assert link == run("Complaints policy [PDF, 200KB]", "", "https://x.example/p.pdf")


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "file:///c:/x", "//x.example", "x.html", "vbscript:x"]
)
def test_a_link_with_another_scheme_is_text_and_loses_nothing(scheme: str):
    typed = f"[words]({scheme})"
    assert read_runs(typed) == (run(typed),)
    assert canonical([Run("words", link=scheme)]) == (run("words"),)


def test_an_address_that_no_program_opens_is_text():
    typed = "https://x.example/" + "a" * 2000
    assert read_runs(typed) == (run(typed),)
    assert read_runs(f"[words]({typed})") == (run(f"[words]({typed})"),)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"\*not italic\*", r"*not italic\*"),
        (r"\*not italic*", "*not italic*"),
        (r"\[a](https://x.example)", "[a](https://x.example)"),
        (r"\www.x.example", "www.x.example"),
        (r"\me@x.example", "me@x.example"),
        (r"C:\*.*", r"C:\*.*"),
        (r"a\b", r"a\b"),
    ],
)
def test_a_backslash_escapes_only_what_would_be_markup(typed: str, shown: str):
    assert "".join(r.text for r in read_runs(typed)) == shown
    assert not any(r.bold or r.italic for r in read_runs(typed))


def test_spaces_and_tabs_count_as_one_space_and_a_no_break_space_stays():
    assert read_runs("\t a \t b\u00a0c  ") == (run("a b\u00a0c"),)


# Canonical form


def test_emphasis_of_a_part_of_a_word_is_given_up_and_of_whole_words_kept():
    assert canonical([Run("W", bold=True), Run("ord and "), Run("whole ", bold=True), Run("rest")]) == (
        run("Word and "),
        run("whole", "b"),
        run(" rest"),
    )


def test_a_line_break_inside_a_run_cannot_begin_a_line_of_the_file():
    assert canonical([Run("text\n## 6.4 Injected\r\n### Note\vmore")]) == (run("text ## 6.4 Injected ### Note more"),)
    assert canonical([Run("bold\n## 6.4", bold=True), Run(" x")]) == (run("bold ## 6.4", "b"), run(" x"))


def test_where_a_links_brackets_do_not_pair_its_longest_piece_is_linked():
    assert canonical([Run("see [ our policy ] x [", link="https://x.example")]) == (
        run("see [ "),
        run("our policy", "", "https://x.example"),
        run(" ] x ["),
    )


def test_canonical_blocks_have_no_gaps_in_nesting_and_no_number_that_does_not_count():
    made = canonical_text([Block("bullet", (Run("a"),), 3), Block("number", (Run("b"),), 0, 4), Block("paragraph", (Run("  "),))])
    assert [(b.kind, b.level, b.number, plain_runs(b.runs)) for b in made] == [("bullet", 0, 0, "a"), ("paragraph", 0, 0, "4. b")]


# Evidence


def test_each_bullet_or_each_line_without_one_is_an_item():
    items = read_items(
        [(3, "- Policy: 3.2"), (4, ""), (5, "Minutes"), (6, "\uf0b7\tReport\vAnnex"), (7, "  - nested"), (8, "1. Policies")]
    )
    shown = [(line, plain_runs(runs)) for line, runs in items]
    assert shown == [(3, "Policy: 3.2"), (5, "Minutes"), (6, "Report"), (6, "Annex"), (7, "nested"), (8, "1. Policies")]


@pytest.mark.parametrize("text", ["- a", "## a", r"\- a", "1. a", "•a", r"\a", "**a**"])
def test_an_item_of_evidence_reads_back_as_the_text_that_it_was(text: str):
    assert read_items([(1, write_item((Run(text),)))]) == [(1, (Run(text),))]


# As plain text


def test_plain_text_has_marks_indents_and_the_addresses_that_words_hide():
    text = read_text(
        "See [the **whole** policy](https://x.example) or www.y.example\n- a\n  1. b\n  2. c\n[us](mailto:a@x.example)"
    )
    assert plain(text).split("\n") == [
        "See the whole policy (https://x.example) or www.y.example",
        "• a",
        "  1. b",
        "  2. c",
        "us (a@x.example)",
    ]


# Whatever is typed

PIECES = [
    *"ab c*[][]()\\_-.1#>:@é\u00a0“”,!£•\t\v",
    "www.x.org",
    "https://a.b/c",
    "me@x.org",
    "**",
    "- ",
    "1. ",
    "2. ",
    "## ",
    "http://",
]
TYPED = st.lists(st.sampled_from([*PIECES, "](https://q.r/)", "](tel:1)", "[a"]), max_size=14).map("".join)
LINKS = st.sampled_from(["", "", "https://x.org/a_(b)", "mailto:a@b.org", "javascript:x", "https://a.b/c", "mailto:me@x.org"])
RUNS = st.lists(st.builds(Run, TYPED, st.booleans(), st.booleans(), LINKS), max_size=5)
KINDS = st.sampled_from(["paragraph", "bullet", "number"])
BLOCKS = st.lists(st.builds(Block, KINDS, RUNS.map(tuple), st.integers(0, 3), st.integers(1, 4)), max_size=6)


@given(RUNS)
@example([Run("[a](https://q.r/)")])
@example([Run("\\a", italic=True)])
@example([Run("*a*www.x.org")])
def test_what_is_written_reads_back_as_it_was(runs: list[Run]):
    held = canonical(runs)
    assert canonical(held) == held
    assert read_runs(write_runs(held)) == held


@given(BLOCKS)
def test_blocks_that_are_written_read_back_as_they_were(blocks: list[Block]):
    held = canonical_text(blocks)
    assert canonical_text(held) == held
    assert read(enumerate(write(held))) == held
    assert all(read_items([(1, write_item(block.runs))]) == [(1, block.runs)] for block in held)


@given(st.lists(TYPED, max_size=6).map("\n".join))
def test_what_is_read_is_canonical(typed: str):
    text = read_text(typed)
    assert canonical_text(text) == text
    assert read(enumerate(write(text))) == text


MARKS = set("*\\[]()-•·1234567890.#> \t\u00a0\v\no")


@given(st.one_of(st.text(max_size=60), st.lists(TYPED, max_size=5).map("\n".join)))
@example("a\x1eb \x1f c")
@example("[x](https://a.b/c) www.x.org")
@example("[ ](https://a.b/c)")
def test_every_visible_character_that_is_no_markup_comes_back_in_order(typed: str):
    def visible(text: str) -> str:
        shown = text.replace("mailto:", "").replace("tel:", "")  # of an address that is printed behind its words
        return "".join(c for c in shown if c not in MARKS and not c.isspace())

    assert visible(plain(read_text(typed))) == visible(typed)


# However long it is

HOSTILE = [
    "*", "**", "[", "]", "(", ")", "\\", "@", "a@", "a@b.", "a.a@", "a@a.aa ", "_", "1. ", "- ", "\u2022 ", "\t", "\v", " ", "x", "\u00e9",
    "*a", "*a ", "**a ", "***a ", "*a* ", "*a*", "**a *b* c", "*\\", "\\*a*", "\\\\*a", "\u201c*a\u201d*", "[a](", "[a](http://",
    "[a](http://a(", "[a](https://x.y) ", "[[a](http://x.y)", "[*a", "http://", "http://a", "www.", "www.a)", "www.a.b)*",
    "http://a(", "http://a.b ", "https://a/(b)", "mailto:", "//", "1. a\n", "  - a\n", "[a[", "http://a[b", "what: ",
]  # fmt: skip


def seconds(function: object, *args: object) -> float:
    before = process_time()
    function(*args)  # type: ignore[operator]
    return process_time() - before


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_line_is_read_and_written_in_time_that_grows_with_its_length(unit: str):
    def all_of_it(size: int) -> None:
        typed = (unit * (size // len(unit) + 1))[:size]
        text = read_text(typed)
        write(text)
        words(text)
        read_items([(1, typed)])
        held = canonical([Run(typed, bold=True), Run(" b", italic=True), Run(typed, link="https://a.b/" + typed.strip())])
        write_runs(held)

    short = min(seconds(all_of_it, 2_500) for _ in range(2))
    long = seconds(all_of_it, 25_000)
    # in proportion it would take 10 times as long, with the square 100 times; machines that do other work waver by 3
    assert long < 0.5 + 40 * short, f"{short:.3f} s for 2.5 KB, {long:.3f} s for 25 KB"
