"""A complaints policy as evidence: its sections and pages, what it says about what the Code fixes, and passages for a provision."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import tools
from click.testing import CliRunner
from layouts import invented, label_lines
from sample import EDITION

import generator
from generator import catalogue, intake
from generator.answers import policy_file, source
from generator.cli import main
from generator.gather import gather
from generator.importers import html, markdown, pdf, text, word
from generator.importers.rows import Cell, Row
from generator.intake.documents import open_document
from generator.model import Document, Landlord, Policy
from generator.policy import passages, sections
from generator.policy.comparing import CONTRADICTED, FOUND, NOT_FOUND, Compared, compare
from generator.problems import Stop
from generator.workspace import target_at

POLICY = """\
# Quayside Homes: complaints policy

## 1. About this policy
It covers everybody who lives in a home of ours.

## 2. What a complaint is
2.1 A complaint is an expression of dissatisfaction, however made, about the standard of service, actions or lack of action by the \
landlord, its own staff, or those acting on its behalf, affecting a resident or group of residents.
2.2 We accept complaints about anything that happened, or that you became aware of, in the last twelve months.

## 3. How we answer
3.1 There are two stages.

### Stage 1
3.2 We acknowledge your complaint within five working days.
3.3 You get our full response within ten working days of our acknowledgement.
3.4 Where the case is complex we may need an extension of up to 10 working days, and say why.

### Stage 2
3.5 You get our final response within 20 working days of our acknowledgement of your request.
3.6 An extension is no longer than 20 working days.

## 4. Who answers for complaints
4.1 Our Member Responsible for Complaints sits on the board and sees every quarterly report.

## 5. The Ombudsman
5.1 Ring 0300 111 3000, write to info@housing-ombudsman.org.uk, or by post to PO Box 1484, Unit D, Preston, PR2 0ET.

## Appendix 1: How to reach us
Ring us, or send us a message.
"""

NUMBERS = ["1", "2", "2.1", "2.2", "3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "4", "4.1", "5", "5.1", "Appendix 1"]


def plain(typed: str = POLICY) -> Policy:
    """The policy as text: a line a paragraph."""
    return sections.read(text.read("\n\n".join(line.lstrip("# ") for line in typed.splitlines()).encode()))


def marked(typed: str = POLICY) -> Policy:
    """The policy as Markdown."""
    return sections.read(markdown.read("\n\n".join(typed.splitlines()).encode()))


def numbers(policy: Policy) -> list[str]:
    return [section.number for section in policy.sections if section.number]


def in_word(path: Path) -> Path:
    """The policy as a Word document with heading styles."""
    document = docx.Document()
    for line in POLICY.splitlines():
        words = line.lstrip("# ")
        if line.startswith("#"):
            document.add_heading(words, len(line) - len(line.lstrip("#")))
        elif line:
            document.add_paragraph(words)
    document.save(str(path))
    return path


def status(compared: list[Compared]) -> dict[str, str]:
    return {each.expectation.id: each.status for each in compared}


# Sections


@pytest.mark.parametrize("read", [plain, marked], ids=["text", "Markdown"])
def test_sections_clauses_and_appendices_are_found(read) -> None:
    assert numbers(read()) == NUMBERS


def test_sections_of_a_word_document_are_found(tmp_path: Path) -> None:
    policy = sections.read(word.read(in_word(tmp_path / "policy.docx").read_bytes()))
    assert numbers(policy) == NUMBERS
    by_number = {section.number: section for section in policy.sections}
    assert by_number["3"].title == "How we answer"
    assert by_number["3.3"].texts[0].text.startswith("You get our full response")


@pytest.mark.libreoffice
def test_sections_of_a_pdf_have_their_pages(tmp_path: Path) -> None:
    document = docx.Document(str(in_word(tmp_path / "policy.docx")))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(("3. ", "5. ")):
            paragraph.paragraph_format.page_break_before = True
    document.save(str(tmp_path / "policy.docx"))
    policy = sections.read(pdf.read(tools.libreoffice_pdf(tmp_path / "policy.docx", tmp_path).read_bytes()))
    assert numbers(policy) == NUMBERS
    assert policy.pages == 3
    pages = {section.number: section.page for section in policy.sections}
    assert (pages["2.1"], pages["3"], pages["3.6"], pages["5"]) == (1, 2, 2, 3)
    assert set(status(compare(policy, EDITION)).values()) == {FOUND}


def test_sections_of_a_web_page_without_numbers_are_its_headings() -> None:
    page = "<h1>Complaints</h1><h2>What a complaint is</h2><p>Anything.</p><h2>How we answer</h2><h3>Stage 1</h3><p>We reply.</p>"
    policy = sections.read(html.read(page.encode()))
    assert [(section.number, section.title) for section in policy.sections if section.texts] == [
        ("", "What a complaint is"),
        ("", "How we answer"),
    ]
    assert policy.sections[-1].texts[0].heading == "Stage 1"


def test_the_contents_list_gives_the_pages_that_are_printed_and_is_no_section() -> None:
    typed = (
        "Contents\nNo\tContents\tPage\n1\tAbout us\t3\n2\tComplaints\t3 - 5\n3\tTraining\t6\n\n1. About us\n\nWe let homes.\n\n"
    )
    typed += "2. Complaints\n\nTell us.\n\n1. first\n2. second\n\nWe listen.\n\n3. Training\n\nEverybody is trained."
    policy = sections.read(text.read(typed.encode()))
    assert [(s.number, s.title, s.page, s.last_page) for s in policy.sections] == [
        ("1", "About us", 3, 0),
        ("2", "Complaints", 3, 5),
        ("3", "Training", 6, 0),
    ]
    assert policy.pages == 6


def test_a_contents_list_without_last_pages_does_not_say_how_long_the_policy_is() -> None:
    typed = "1\tAbout us\t3\n2\tComplaints\t3\n3\tTraining\t6\n\n1. About us\n\nWe let homes.\n\n2. Complaints\n\nTell us.\n\n3. Training"
    assert sections.read(text.read(typed.encode())).pages == 0


def test_bold_lines_are_subheadings_where_a_document_has_no_heading_styles(tmp_path: Path) -> None:
    document = docx.Document()
    for words in (
        "1. How we answer",
        "Stage 1",
        "We answer within ten working days.",
        "Stage 2",
        "We answer within 20 working days.",
    ):
        document.add_paragraph().add_run(words).bold = not words.startswith("We")
    document.save(str(tmp_path / "bold.docx"))
    found = status(compare(sections.read(word.read((tmp_path / "bold.docx").read_bytes())), EDITION))
    assert (found["stage-1-response"], found["stage-2-response"]) == (FOUND, FOUND)


def test_pages_are_counted_as_the_contents_list_counts_them() -> None:
    def row(page: int, words: str) -> Row:
        return Row(f"page {page}", tuple(cell for line in text.read(words.encode()) for cell in line.cells))

    rows = [
        row(2, "1\tAbout us\t1"),
        row(2, "2\tComplaints\t1"),
        row(2, "3\tTraining\t2"),
        row(3, "1. About us"),
        row(3, "We let."),
    ]
    rows += [row(3, "2. Complaints"), row(4, "Tell us."), row(4, "3. Training"), row(5, "Everybody is trained.")]
    policy = sections.read(rows)
    assert [(s.number, s.page) for s in policy.sections] == [("1", 1), ("2", 1), ("3", 2)]
    assert policy.sections[2].texts[0].page == 3


def test_more_text_than_any_policy_has_is_refused_before_it_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Working days. " * 150_000, encoding="utf-8")
    monkeypatch.setattr(intake, "refuse_answers", lambda document: pytest.fail(f"{document.name} was searched"))
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "policy", str(long)])
    assert (done.exit_code, done.output[:40]) == (2, "long.txt: it has more than 2 million let")
    with pytest.raises(Stop, match="more than 2 million letters"):
        sections.read(open_document(long).rows)


def test_a_policy_without_text_is_a_sentence() -> None:
    with pytest.raises(Stop, match="has no text"):
        sections.read([Row("line 1", (Cell(()),))])


LAYOUTS = {
    "clauses numbered from 1.0": (
        "1.0 Introduction\n1.1 We want to hear from you about it.\n2.0 Stages\n2.1 Stage 1: 10 working days\n2.1.1 Always.",
        ["1", "1.1", "2", "2.1", "2.1.1"],
    ),
    "the word section, and a list": (
        "Section 1: Aims\n\nWe listen to you.\n\nSection 2 - Ways\n\nYou can:\n1. ring\n2. write\n\nWe answer.\n\nAppendix A - Us",
        ["1", "2", "Appendix A"],
    ),
    "a list that counts on from its section": (
        "1. Aims\nWe want:\n1. to listen\n2. to answer\n3. to learn\nAnd that is all that we want.\n2. Stages\nThere are two of them.",
        ["1", "2"],
    ),
    "capitals and letters": (
        "1. AIMS\nWe aim to put it right.\n2. STAGES\na) Stage one\nTen working days.\n2.1. Early answers\nWe answer early.",
        ["1", "2", "2.1"],
    ),
    "a number in a sentence": (
        "1. Homes\nThere are 2.5 million of them in England.\n2.5 million more are needed.\n2. Aims\nWe aim to build them.",
        ["1", "2"],
    ),
    "a contents list with dots": (
        "Contents\n1. Aims ..... 3\n2. Stages ... 4\n2.1 Stage 1 . 4\n\n1. Aims\nWe listen to you.\n2. Stages\n2.1 Stage 1\nTen days.",
        ["1", "2", "2.1"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_ways_to_number_a_policy_are_understood(layout: str) -> None:
    typed, wanted = LAYOUTS[layout]
    assert numbers(sections.read(text.read(typed.encode()))) == wanted


def test_numbers_in_cells_of_their_own_are_understood() -> None:
    cells = (("1", "Aims"), ("1.1", "We listen to you."), ("2", "Stages"), ("2.1", "There are two stages."))
    table = "".join(f"<tr><td>{number}</td><td>{words}</td></tr>" for number, words in cells)
    assert numbers(sections.read(html.read(f"<h1>Policy</h1><table>{table}</table>".encode()))) == ["1", "1.1", "2", "2.1"]


# The outline beside landlord.md


def test_an_outline_reads_back_as_it_was_written() -> None:
    odd = POLICY.replace("Ring us, or", "## no heading\n\n(page 3) is no page\n\n\\- no item\n\nRing us, or")
    for policy in (plain(), marked(), plain(odd)):
        again = policy_file.read(source.from_text("policy.md", policy_file.write(policy, "Complaints policy", "p.pdf")))
        assert again == policy


# What the Code fixes


def test_a_policy_that_says_all_of_it_is_found_to() -> None:
    compared = compare(marked(), EDITION)
    assert set(status(compared).values()) == {FOUND}
    where = {each.expectation.id: each.quotations[0].section.number for each in compared}
    assert where == {
        "definition": "2.1",
        "twelve-months": "2.2",
        "two-stages": "3.1",
        "acknowledgement": "3.2",
        "stage-1-response": "3.3",
        "stage-1-extension": "3.4",
        "stage-2-response": "3.5",
        "stage-2-extension": "3.6",
        "ombudsman-telephone": "5.1",
        "ombudsman-online": "5.1",
        "ombudsman-post": "5.1",
        "member-responsible": "4.1",
    }


@pytest.mark.parametrize(
    ("about", "words", "instead", "why"),
    [
        ("acknowledgement", "within five working days", "within 7 working days", "7 working days"),
        ("acknowledgement", "within five working days", "within two weeks", "2 weeks"),
        ("stage-1-response", "within ten working days of our", "within 15 working days of our", "15 working days"),
        (
            "stage-1-response",
            "within ten working days of our acknowledgement",
            "within 10 working days of receipt",
            "acknowledgement",
        ),
        ("stage-2-response", "within 20 working days of our", "within six weeks of our", "6 weeks"),
        ("stage-1-extension", "of up to 10 working days", "of up to 20 working days", "20 working days"),
        ("stage-2-extension", "no longer than 20 working days", "no longer than one month", ""),
        ("twelve-months", "in the last twelve months", "in the last six months", "6 months"),
        ("two-stages", "There are two stages.", "There are three stages.", "more than two stages"),
        ("two-stages", "There are two stages.", "There are two stages, after an informal stage.", "no extra named stages"),
        ("definition", "by the landlord, its own staff", "by the organisation, its own staff", "earlier edition"),
        ("definition", "affecting a resident or group of residents", "that affects somebody", "not the Code’s"),
        ("ombudsman-post", "PO Box 1484, Unit D, Preston, PR2 0ET", "PO Box 152, Liverpool L33 7WQ", "no longer"),
    ],
)
def test_what_contradicts_the_code_is_quoted_with_the_reason(about: str, words: str, instead: str, why: str) -> None:
    assert words in POLICY
    compared = {each.expectation.id: each for each in compare(marked(POLICY.replace(words, instead)), EDITION)}
    found = compared.pop(about)
    assert found.status == (CONTRADICTED if why else NOT_FOUND)
    assert why in found.why
    assert not why or instead.partition(",")[0].strip(".") in found.quotations[-1].text
    assert {each.status for each in compared.values()} == {FOUND}


def test_a_policy_that_promises_more_than_the_code_asks_contradicts_nothing() -> None:
    sooner = POLICY.replace("within five working days", "within 2 working days").replace("last twelve months", "last two years")
    compared = {each.expectation.id: each for each in compare(marked(sooner), EDITION)}
    assert {each.status for each in compared.values()} == {FOUND}
    assert "keeps within" in compared["acknowledgement"].why
    assert "2 years" in compared["twelve-months"].why


@pytest.mark.parametrize("gone", ["4.1", "5.1", "3.2", "3.3", "2.1", "2.2"])
def test_what_is_not_there_is_not_found(gone: str) -> None:
    without = "\n".join(line for line in POLICY.splitlines() if not line.startswith(gone))
    missing = {name for name, is_ in status(compare(marked(without), EDITION)).items() if is_ == NOT_FOUND}
    assert (
        missing
        == {
            "4.1": {"member-responsible"},
            "5.1": {"ombudsman-telephone", "ombudsman-online", "ombudsman-post"},
            "3.2": {"acknowledgement"},
            "3.3": {"stage-1-response"},
            "2.1": {"definition"},
            "2.2": {"twelve-months"},
        }[gone]
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "We acknowledge at stage 1 within five working days and respond within ten working days of the acknowledgement.",
        "We do not have a third stage, nor an informal stage.",
        "If an extension is needed at stage 1, we tell you at least 2 working days before the response is due.",
        "You can ask for stage 2 within four weeks of the date of the stage 1 response.",
        "Where we refuse a complaint we explain why within 3 working days.",
        "Stage 1 responses are checked for quality every 3 months.",
    ],
)
def test_other_figures_contradict_nothing(sentence: str) -> None:
    more = POLICY.replace("### Stage 2", f"{sentence}\n\n### Stage 2")
    assert set(status(compare(marked(more), EDITION)).values()) == {FOUND}


TIMES = """\
## 1. Timescales

| Stage | What we do | When |
|---|---|---|
| Stage 1 | Acknowledge | 5 working days |
| Stage 1 | Full response | 10 working days |
| Stage 1 | Extension | up to 10 working days more |
| Stage 2 | Full response | 20 working days |
| Stage 2 | Extension | up to 40 working days more |
"""


def test_a_table_of_times_is_understood() -> None:
    found = status(compare(marked(TIMES), EDITION))
    assert {name: found[name] for name in found if name.startswith(("ack", "stage"))} == {
        "acknowledgement": FOUND,
        "stage-1-response": FOUND,
        "stage-1-extension": FOUND,
        "stage-2-response": FOUND,
        "stage-2-extension": CONTRADICTED,
    }


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('figure: "at most 5 working days"', 'figure: "5 working days"', "is no limit"),
        ('words: ["0300 111 3000"]', 'hint: "0300 111 3000"', "did you mean|does not know"),
        ('    words: ["0300 111 3000"]\n', "", "either words or a figure"),
        ('provision: "3.7"\n    words: ["0300', 'provision: "3.77"\n    words: ["0300', "3.77"),
    ],
)
def test_mistakes_in_the_expectations_are_sentences(right: str, wrong: str, sentence: str) -> None:
    name = "housing-ombudsman-2024.yaml"
    data = (Path(generator.__file__).parent / "codes" / name).read_text(encoding="utf-8")
    assert right in data
    with pytest.raises(Stop, match=sentence):
        catalogue.read(name, data.replace(right, wrong, 1).encode())


# Passages


@pytest.mark.parametrize(("number", "section"), [("1.2", "2.1"), ("2.3", "2.2"), ("6.3", "3.3"), ("9.5", "4.1")])
def test_the_first_passage_is_the_one_to_cite(number: str, section: str) -> None:
    provision = next(p for p in EDITION.provisions if p.number == number)
    found = passages.best(marked(), provision)
    assert found[0].section.number == section
    assert found == passages.best(marked(), provision)


def test_a_policy_that_shares_no_word_gives_no_passage() -> None:
    assert passages.best(Policy(()), EDITION.provisions[0]) == []


# A published policy


def test_a_real_policy_gives_its_sections_pages_and_figures(seeds: Path) -> None:
    policy = sections.read(open_document(seeds / "002_3be3f81394f033f8.txt").rows)
    assert [(s.number, s.page, s.last_page) for s in policy.sections if s.number] == [
        *[("1", 4, 0), ("2", 4, 0), ("3", 4, 5), ("4", 5, 6), ("5", 6, 9), ("6", 9, 11), ("7", 11, 14), ("8", 14, 15)],
        *[("9", 15, 16), ("10", 16, 17), ("11", 17, 19), ("12", 19, 20), ("13", 20, 21), ("14", 21, 0), ("15", 21, 0)],
    ]
    assert policy.pages == 21
    compared = {each.expectation.id: each for each in compare(policy, EDITION)}
    where = {name: each.quotations[0].section.number for name, each in compared.items() if each.status == FOUND}
    assert where == {
        **dict.fromkeys(("definition", "twelve-months"), "5"),
        **dict.fromkeys(("two-stages", "acknowledgement", "stage-1-response", "stage-1-extension"), "7"),
        **dict.fromkeys(("stage-2-response", "stage-2-extension"), "7"),
        **dict.fromkeys(("ombudsman-telephone", "ombudsman-online"), "10"),
        "member-responsible": "4",
    }
    assert compared["ombudsman-post"].status == CONTRADICTED
    assert "PO Box" in compared["ombudsman-post"].quotations[0].text


def test_passages_of_a_real_policy_stand_in_the_right_section(seeds: Path) -> None:
    policy = sections.read(open_document(seeds / "002_3be3f81394f033f8.txt").rows)
    right = {
        "1.2": "5",
        "2.2": "5",
        "3.1": "6",
        "4.3": "13",
        "5.14": "12",
        "6.3": "7",
        "6.14": "7",
        "7.2": "8",
        "8.1": "11",
        "9.5": "4",
    }
    by_number = {provision.number: provision for provision in EDITION.provisions}
    among = [
        number
        for number, section in right.items()
        if section in [p.section.number for p in passages.best(policy, by_number[number], 3)]
    ]
    assert among == list(right)


# The commands


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", tmp_path / "answers" / "exemplar-homes")
    (tmp_path / "policy.md").write_text("\n\n".join(POLICY.splitlines()), encoding="utf-8")
    return tmp_path


def run(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "--workspace", str(workspace), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tools.ROOT, check=False)


def test_a_policy_goes_into_the_register_and_is_then_checked(workspace: Path) -> None:
    folder = workspace / "answers/exemplar-homes/2026"
    before = (folder / "landlord.md").read_text(encoding="utf-8")
    done = run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026")
    assert (done.returncode, done.stderr) == (0, "")
    assert "found: The definition of a complaint (1.2)" in done.stdout
    after = (folder / "landlord.md").read_text(encoding="utf-8")
    assert after.replace("Outline: policy.md\n", "") == before
    document = gather(target_at(folder)).assessment.landlord.documents[0]
    assert document.policy is not None
    assert numbers(document.policy) == NUMBERS
    checked = run(workspace, "check", "exemplar-homes/2026", "--on", "2026-07-24")
    assert "cites section 2.5, which" in checked.stdout.replace("sections 2.5 and 4.6", "section 2.5")
    assert "stray-file" not in checked.stdout

    again = run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026")
    assert again.stdout == done.stdout
    assert (folder / "landlord.md").read_text(encoding="utf-8") == after


def test_evidence_shows_passages_with_a_line_to_paste_and_changes_nothing(workspace: Path) -> None:
    run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026")
    folder = workspace / "answers/exemplar-homes/2026"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = run(workspace, "evidence", "exemplar-homes/2026", "--provision", "6.3")
    assert done.returncode == 0
    assert "6.3 Stage 1 response within 10 working days" in done.stdout
    assert "- Policy: 3.3\n" in done.stdout
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_policy_under_another_title_has_an_outline_of_its_own(workspace: Path) -> None:
    done = run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026", "--title", "Decant policy")
    assert done.returncode == 0
    folder = workspace / "answers/exemplar-homes/2026"
    assert (folder / "decant-policy-outline.md").is_file()
    assert "### Decant policy\nOutline: decant-policy-outline.md\n" in (folder / "landlord.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("evidence", "exemplar-homes/2026", "--provision", "6.3"), "self-assessment policy FILE exemplar-homes/2026"),
        (("policy", "no-such-file.pdf", "exemplar-homes/2026"), "no such file"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(workspace: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = run(workspace, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_a_file_of_the_outlines_name_is_left_as_it_is(workspace: Path) -> None:
    own = workspace / "answers/exemplar-homes/2026/policy.md"
    own.write_text("My own notes\n", encoding="utf-8")
    done = run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026")
    assert done.returncode == 2
    assert own.read_text(encoding="utf-8") == "My own notes\n"


def test_an_outline_that_is_gone_is_a_warning(workspace: Path) -> None:
    run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026")
    (workspace / "answers/exemplar-homes/2026/policy.md").unlink()
    assert "(outline-unreadable)" in run(workspace, "check", "exemplar-homes/2026", "--on", "2026-07-24").stdout


def test_start_up_loads_no_search(workspace: Path) -> None:
    program = (
        "import sys; from generator import checks, cli, gather; print({'sqlite3', 'rapidfuzz', 'pypdfium2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tools.ROOT, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no third stage. We used to have three stages until 2020.",
        "Following the acknowledgement, the stage 2 response is issued within 20 working days.",
        "We respond at stage 2 within 20 working days, counted from the acknowledgement.",
    ],
)
def test_what_was_once_so_and_the_start_of_a_limit_contradict_nothing(sentence: str) -> None:
    compared = compare(plain(POLICY.replace("3.6 An", f"3.6 {sentence} An")), EDITION)
    assert [each.expectation.id for each in compared if each.status == CONTRADICTED] == []


def test_a_self_assessment_is_no_policy_and_another_file_replaces_an_outline_only_when_told(workspace: Path) -> None:
    assert run(workspace, "policy", str(workspace / "policy.md"), "exemplar-homes/2026").returncode == 0
    outline = workspace / "answers" / "exemplar-homes" / "2026" / "policy.md"
    before = outline.read_bytes()
    (workspace / "assessment.txt").write_text(label_lines(invented()), encoding="utf-8")
    done = run(workspace, "policy", str(workspace / "assessment.txt"), "exemplar-homes/2026")
    assert (done.returncode, outline.read_bytes()) == (2, before)
    assert "this is a self-assessment" in done.stderr
    (workspace / "new.md").write_text(POLICY, encoding="utf-8")
    done = run(workspace, "policy", str(workspace / "new.md"), "exemplar-homes/2026")
    assert (done.returncode, outline.read_bytes()) == (2, before)
    assert "--replace" in done.stderr
    assert run(workspace, "policy", str(workspace / "new.md"), "exemplar-homes/2026", "--replace").returncode == 0
    assert "File: new.md" in outline.read_text(encoding="utf-8")
    done = run(workspace, "policy", str(workspace / "new.md"), "exemplar-homes/2026", "--title", "Remedies policy")
    assert done.returncode == 0
    assert "What the Code fixes" not in done.stdout, "only the complaints policy is compared"


def test_an_outline_that_is_not_there_is_told_with_its_document(tmp_path: Path) -> None:
    typed = Landlord(
        file="a/2026/landlord.md", documents=(Document("Complaints policy", outline="policy.md", line=9), Document("B"))
    )
    same, [problem] = policy_file.with_outlines(typed, tmp_path, "a/2026")
    assert same == typed
    assert (problem.id, problem.severity, problem.file) == ("outline-unreadable", "warning", "a/2026/landlord.md")
    assert (problem.line, problem.provision) == (9, "")
    assert problem.message.startswith("The outline of “Complaints policy” cannot be read")
    assert problem.help == "Make it again with the policy command, or take the line “Outline:” out."
