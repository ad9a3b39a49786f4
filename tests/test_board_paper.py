"""The governing body's paper: what it says, what it leaves out, and that its sections and sentences are the landlord's to change."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import old_forms
import pytest
from click.testing import CliRunner
from papers import JULY, ON, OWN, all_met, answered, said
from sample import EDITION, full_assessment
from tools import EXAMPLES, ROOT

from generator.board_paper import (
    IN_PLACE,
    NAMES,
    SECTIONS,
    Asked,
    BoardPaper,
    Chart,
    LastYear,
    Lettered,
    Prose,
    Subheading,
    Table,
    making,
    paper,
    read_layout,
    subject,
    values,
)
from generator.board_paper.layout import Layout
from generator.cli import main
from generator.compare import compare
from generator.model import Action, Answer, Correction, Edition, ForBoardPaper, GoverningBody, SelfAssessment
from generator.problems import WARNING, Problem, Stop
from generator.rich_text import plain, read_text, words
from generator.templates import Templates
from generator.view import APPROVED, DRAFT, FOR_APPROVAL, view


def made(
    assessment: SelfAssessment | None = None,
    asked: Asked = JULY,
    *,
    edition: Edition = EDITION,
    on: date = ON,
    last: LastYear | None = None,
    layout: Layout | None = None,
    officers: bool = False,
    draft: bool = False,
) -> BoardPaper:
    about = subject(edition, said() if assessment is None else assessment, asked, on, last, draft=draft)
    found = [Problem("x", WARNING, "a/1/section-6.md", 9, "6.3", "6.3: a date has passed.", "Give the new one.")]
    return paper(about, layout or read_layout(Templates()), (found, ()) if officers else None)


def text_of(made_paper: BoardPaper, *sections: str) -> str:
    """Every word of the paper, or of these sections."""
    lines: list[str] = [] if sections else [made_paper.title, made_paper.header, *(" ".join(fact) for fact in made_paper.facts)]
    for section in made_paper.sections:
        if sections and section.id not in sections:
            continue
        lines.append(section.heading)
        for block in section.blocks:
            match block:
                case Prose():
                    lines.append(plain(block.text))
                case Subheading():
                    lines.append(block.text)
                case Lettered():
                    lines += block.items
                case Table():
                    lines += [block.caption, block.description, *(title for title, _ in block.columns)]
                    lines += [words(cell.text) for row in block.rows for cell in row]
                case Chart():
                    lines += [block.title, block.alt, *block.categories]
    return "\n".join(lines)


def blocks_of(made_paper: BoardPaper, section: str, kind: type) -> list:
    return [b for s in made_paper.sections if s.id == section for b in s.blocks if isinstance(b, kind)]


def rows_of(table: Table) -> list[list[str]]:
    return [[words(cell.text) for cell in row] for row in table.rows]


# Which body, which meeting


def test_a_paper_for_the_meeting_that_approved_asks_for_approval_as_it_did_then():
    about = subject(EDITION, said(), JULY, ON)
    assert (about.again, about.view.status) == (False, FOR_APPROVAL)
    assert about.view.status_line == "For approval by the Board on 23 July 2026"
    assert made().file_stem == "exemplar-homes-2026-board-paper"
    assert "approve the self-assessment" in text_of(made(), "recommendations")
    assert "Draft response of the Board" in text_of(made(), "response")


def test_a_paper_for_a_later_meeting_is_a_re_reading():
    later = Asked(meeting="15 October 2026", item="4")
    about = subject(EDITION, said(), later, ON)
    assert (about.again, about.view.status) == (True, APPROVED)
    shown = text_of(made(asked=later))
    assert "which approved it on 23 July 2026 (minute 7.2)" in shown
    assert "note the self-assessment that it approved on 23 July 2026" in shown
    assert "Purpose For information" in shown
    assert not re.search(r"\bapprove\b|Draft response|delegate", shown)


def test_a_body_that_has_yet_to_approve_is_asked_on_the_day_of_the_meeting():
    open_ = said(bodies=(GoverningBody("Cabinet"),))
    about = subject(EDITION, open_, JULY, ON)
    assert about.view.status_line == "For approval by the Cabinet on 23 July 2026"


def test_the_day_comes_from_landlord_md_where_no_meeting_is_named():
    open_ = said(bodies=(GoverningBody("Board", for_approval=date(2026, 7, 23)),))
    assert subject(EDITION, open_, Asked(), ON).meeting == "23 July 2026"


def test_without_a_meeting_the_paper_names_none_and_the_command_says_so():
    shown = made(said(bodies=(GoverningBody("Board"),)), Asked())
    assert not any(label == "Meeting" for label, _ in shown.facts)
    assert shown.header == "Exemplar Homes & Sons: Board – Public"
    assert any("names no meeting" in gap.message for gap in shown.gaps)


def test_a_meeting_on_another_day_than_announced_is_told():
    open_ = said(bodies=(GoverningBody("Board", for_approval=date(2026, 7, 23)),))
    [gap] = [gap for gap in made(open_, Asked(meeting="24 July 2026")).gaps if "For approval" in gap.message]
    assert "for 24 July 2026, and landlord.md says “For approval: 23 July 2026”" in gap.message
    assert not any("For approval" in gap.message for gap in made(open_).gaps)


def test_a_meeting_may_have_a_name_and_must_have_a_day():
    named = subject(EDITION, said(), Asked(meeting="Special meeting, 23 July 2026"), ON)
    assert (named.meeting, named.day) == ("Special meeting, 23 July 2026", date(2026, 7, 23))
    with pytest.raises(Stop, match=r"“the July meeting” does not say on which day the meeting is"):
        subject(EDITION, said(), Asked(meeting="the July meeting"), ON)


ALMO = (GoverningBody("Board", response=read_text("Ours.")), GoverningBody("Cabinet", approved=date(2026, 7, 2)))


def test_a_paper_is_for_one_of_two_bodies_and_says_what_the_other_has_done():
    assessment = said(bodies=ALMO)
    with pytest.raises(Stop, match=r'has 2 governing bodies.*--body "Board" or --body "Cabinet"'):
        subject(EDITION, assessment, JULY, ON)
    board = made(assessment, replace(JULY, body="board"))
    assert board.file_stem == "exemplar-homes-2026-board-paper-board"
    assert "Approved by the Cabinet on 2 July 2026." in text_of(board, "consideration")
    assert "Ours." in text_of(board, "response")


@pytest.mark.parametrize(
    ("bodies", "name", "sentence"),
    [
        ((GoverningBody("Cabinet"),), "Cabinett", "names no governing body “Cabinett”. Did you mean Cabinet?"),
        ((), "", "names no governing body. Write its name under “## Governing body”"),
    ],
)
def test_a_body_that_is_not_there_is_refused(bodies: tuple[GoverningBody, ...], name: str, sentence: str):
    with pytest.raises(Stop, match=re.escape(sentence)):
        subject(EDITION, said(bodies=bodies), Asked(body=name), ON)


def test_a_draft_says_so():
    shown = made(draft=True)
    assert shown.draft == "Draft"
    assert subject(EDITION, said(), JULY, ON, draft=True).view.status == DRAFT


# What is asked for


def test_the_recommendations_follow_what_there_is():
    [items] = blocks_of(made(), "recommendations", Lettered)
    assert [item.split()[0] for item in items.items] == ["approve", "accept", "agree", "delegate"]
    assert "the 4 provisions that we do not yet meet" in items.items[1]
    assert "Chair of the Customer Committee" in items.items[3]
    [met] = blocks_of(made(all_met()), "recommendations", Lettered)
    assert [item.split()[0] for item in met.items] == ["approve", "agree", "delegate"]


def test_nobody_is_asked_to_agree_a_response_that_is_not_there():
    shown = made(said(bodies=(GoverningBody("Board"),)))
    assert "response" not in text_of(shown, "recommendations")
    assert "response" not in [section.id for section in shown.sections]
    assert any("no draft response" in gap.message for gap in shown.gaps)


def test_delegation_names_who_there_is():
    without = made(said(mrc=""))
    assert "delegate authority to correct errors of fact and wording before publication to Director of Customers" in text_of(
        without
    )
    nobody = made(said(mrc="", senior_lead="", board_paper=ForBoardPaper()))
    assert "delegate" not in "".join(blocks_of(nobody, "recommendations", Lettered)[0].items)


def test_the_minute_says_what_the_recommendations_ask():
    [minute] = [block for block in blocks_of(made(), "recommendations", Prose) if block.boxed]
    assert words(minute.text).startswith("The Board considered the self-assessment")
    assert "It delegated authority" in words(minute.text)


# The figures


def test_table_picture_and_words_have_the_same_figures():
    shown, counts = made(), view(EDITION, full_assessment()).counts
    [table] = blocks_of(shown, "figures", Table)
    [chart] = blocks_of(shown, "figures", Chart)
    assert rows_of(table)[-1] == ["All sections", str(counts.provisions), str(counts.yes), str(counts.no)]
    assert [int(row[2]) for row in rows_of(table)[:-1]] == list(chart.bars[0].values)
    assert [int(row[3]) for row in rows_of(table)[:-1]] == list(chart.bars[1].values)
    for heading, _, yes, no in rows_of(table)[:-1]:
        said_ = f"Section {heading}: {yes} met" + (f" and {no} not yet met." if no != "0" else ".")
        assert said_ in chart.alt


def test_the_paragraph_is_made_from_the_figures():
    shown = text_of(made(), "figures")
    assert "We meet 68 of the 72 provisions of the Complaint Handling Code 2024. We do not yet meet 4." in shown
    assert "In all, 94 per cent are met." in shown
    assert "What we do not yet meet stands in sections 3, 6 and 7." in shown
    met = text_of(made(all_met()), "figures")
    assert "We meet all 72 provisions" in met
    assert "per cent" not in met


# What is not met


def test_every_no_stands_in_it_with_its_reason_actions_owners_and_dates():
    reasons, actions = blocks_of(made(), "not_met", Table)
    assert [row[0].split()[0] for row in rows_of(reasons)] == ["3.4", "6.3", "6.14", "7.3"]
    assert all(row[1] for row in rows_of(reasons))
    planned = rows_of(actions)
    assert planned[0] == ["3.4", "Nothing: we meet the intention in another way.\nOn display at the office.\nevery day", "–", "–"]
    assert planned[1] == ["6.3", "Two more officers\nOwner: not a label", "Head of Resolution", "31 March 2027"]
    assert {row.anchor for row in view(EDITION, full_assessment()).not_met} == {row[0].link for row in reasons.rows}


def test_an_action_that_is_settled_is_no_plan_any_more():
    open_ = said(bodies=(GoverningBody("Board"),))
    after = rows_of(blocks_of(made(open_, Asked(meeting="23 January 2027"), on=date(2027, 1, 1)), "not_met", Table)[1])
    before = rows_of(blocks_of(made(), "not_met", Table)[1])
    assert [row[1] for row in before].count("A weekly review\nOutcome: Begun. twice") == 3
    assert not any(row[1].startswith("A weekly review") for row in after)


def test_where_everything_is_met_there_is_no_table():
    shown = made(all_met())
    assert blocks_of(shown, "not_met", Table) == []
    assert "We meet every provision: there is nothing to report here." in text_of(shown, "not_met")
    assert "late" not in [section.id for section in shown.sections]


def test_where_nothing_is_answered_nobody_says_that_everything_is_met():
    shown = made(replace(said(), answers=()), draft=True)
    assert "not_met" not in [section.id for section in shown.sections]
    assert "We meet every" not in text_of(shown)


def test_a_body_that_sees_it_again_is_told_what_came_of_each_action():
    shown = made(asked=Asked(meeting="15 January 2027"), on=date(2027, 1, 4))
    actions = rows_of(blocks_of(shown, "not_met", Table)[1])
    assert ["A weekly review\nOutcome: Begun. twice", "Director of Customers", "31 December 2026"] in [row[1:] for row in actions]


def test_more_nos_than_fit_are_named_and_counted(tmp_path: Path):
    layout = written(tmp_path, "[limits]\nrows = 2\n")
    shown = made(layout=layout)
    assert [row[0].split()[0] for row in rows_of(blocks_of(shown, "not_met", Table)[0])] == ["3.4", "6.3"]
    assert "And 2 more provisions in the appendix: 6.14 and 7.3." in text_of(shown, "not_met")


def test_long_explanations_are_cut_at_a_sentence_and_short_ones_leave_them_room():
    long = read_text("We know why. " + "It is a long story and has many parts. " * 60)
    assessment = answered(said(), Answer("7.3", "no", (), long, (Action(read_text("Act"), "Head", date(2027, 1, 1)),)))
    reasons = dict(rows_of(blocks_of(made(assessment), "not_met", Table)[0]))
    cut = reasons["7.3 " + next(p.label for p in EDITION.provisions if p.number == "7.3")]
    assert cut.endswith("It is a long story and has many parts. (Full answer in the appendix.)")
    assert 130 < len(cut.split()) <= 155
    assert reasons["6.14 " + next(p.label for p in EDITION.provisions if p.number == "6.14")].startswith("We do what 6.14 asks")


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("One two three.", 3, "One two three."),
        ("One two. Three four. Five six.", 4, "One two. Three four."),
        ("We count:\n- one two\n- three four", 4, "We count: one two …"),
        ("One two three four.", 3, "One two three …"),
        ("See p. 4 of it. And more.", 5, "See p. 4 of it."),
    ],
)
def test_texts_are_shortened_by_whole_sentences(text: str, most: int, shown: str):
    found, cut = making.shortened(read_text(text), most)
    assert words(found) == shown
    assert cut == (words(read_text(text)) != shown)


# Last year, and what is late


def last_year(*answers: Answer, edition: Edition = EDITION, before: SelfAssessment | None = None) -> LastYear:
    old = before or answered(full_assessment(), *answers)
    old = replace(old, name="exemplar-homes/2025", landlord=replace(old.landlord, period="1 April 2024 to 31 March 2025"))
    return LastYear(view(edition, old), compare(old, edition, full_assessment(), EDITION, ON))


def test_what_changed_since_last_year_begins_with_what_got_worse():
    last = last_year(
        Answer("1.2", "no", (), read_text("Not yet.")),
        Answer("7.3", "yes", (), read_text("We do what 7.3 asks, in the way that number 50 of our notes says.")),
    )
    shown = made(last=last)
    [table] = blocks_of(shown, "changes", Table)
    assert [(row[0].split()[0], *row[1:]) for row in rows_of(table)] == [("7.3", "Yes", "No"), ("1.2", "No", "Yes")]
    assert "2 answers changed:" in text_of(shown, "changes")
    assert "In the self-assessment for 1 April 2024 to 31 March 2025 we met 68 of 72." in text_of(shown, "figures")


def test_no_change_is_said_too():
    shown = made(last=last_year())
    assert text_of(shown, "changes").endswith("No answer changed between Yes and No.")


def test_actions_that_moved_or_were_dropped_are_named():
    base = full_assessment().answer("6.3")
    assert base
    moved = replace(base.actions[0], by=date(2026, 9, 30))
    lost = Action(read_text("Publish a leaflet in every block"), "Head", date(2026, 5, 1))
    shown = text_of(made(last=last_year(replace(base, actions=(moved, base.actions[1], lost)))), "changes")
    assert "Actions with another date than before: 1 (under 6.3)." in shown
    assert "not reported as settled: 1 (under 6.3)." in shown


def test_an_action_of_a_provision_that_is_gone_from_the_code_is_named_as_dropped():
    gone = EDITION.gone[0].number
    lost = Action(read_text("Publish a leaflet in every block"), "Head", date(2026, 5, 1))
    whole = old_forms.assessment("2022")
    told = tuple(replace(a, actions=(lost,)) if a.provision == gone else replace(a, actions=()) for a in whole.answers)
    shown = made(last=last_year(edition=old_forms.FORMS["2022"], before=replace(whole, answers=told)))
    assert f"1 (under {gone}, gone from the Code)" in text_of(shown, "changes")


def test_another_edition_before_is_said_and_its_figures_are_not_set_beside():
    shown = text_of(made(last=last_year(edition=old_forms.FORMS["2022"], before=old_forms.assessment("2022"))))
    assert "was made against the Complaint Handling Code 2022, another edition" in shown
    assert "New in this edition of the Code:" in shown
    assert "we met" not in shown


def test_without_a_last_year_the_section_is_left_out_and_the_command_says_so():
    shown = made()
    assert "changes" not in [section.id for section in shown.sections]
    assert any("no last year" in gap.message for gap in shown.gaps)


def test_late_actions_are_named_and_noted():
    shown = made(said(bodies=(GoverningBody("Board"),)), Asked(meeting="23 July 2027"), on=date(2027, 6, 1))
    [table] = blocks_of(shown, "late", Table)
    assert [row[0].split()[0] for row in rows_of(table)] == ["6.3", "6.14", "7.3"]
    assert {row[3] for row in rows_of(table)} == {"31 March 2027"}
    assert "note the 3 actions past the date that was promised" in text_of(shown, "recommendations")
    assert "On 1 July 2026, no action was past its date." in text_of(made(), "late")


def test_a_paper_made_after_its_meeting_speaks_of_the_day_of_the_meeting():
    shown = made(on=date(2027, 6, 1))
    assert "On 23 July 2026, no action was past its date." in text_of(shown, "late")
    assert "past the date" not in text_of(shown, "recommendations")


def test_what_came_of_last_years_actions_is_settled_and_never_done():
    base = full_assessment().answer("6.3")
    assert base
    before = replace(base, actions=tuple(replace(action, outcome=()) for action in base.actions))
    told = replace(base, actions=tuple(replace(a, outcome=read_text("It could not be done.")) for a in base.actions))
    new = replace(told, actions=(*told.actions, Action(read_text("Paint the door"), "Head", ON, outcome=read_text("Red."))))
    old = answered(full_assessment(), before)
    now = answered(said(), new)
    late = date(2027, 7, 1)
    last = LastYear(view(EDITION, old), compare(old, EDITION, now, EDITION, late))
    shown = text_of(made(now, Asked(meeting="23 July 2027"), on=late, last=last), "changes")
    assert f"that are settled, since their outcome is told or the provision is met: {len(base.actions)} (under 6.3)." in shown
    assert "done" not in shown


def test_a_deadline_that_has_passed_is_told_as_passed():
    due = "The last day for the annual submission to the Housing Ombudsman Service"
    assert f"{due} is 30 September 2026." in text_of(made(said(submission_year="2026-27"), on=date(2026, 11, 22)), "next_steps")
    later = made(said(submission_year="2026-27"), Asked(meeting="22 November 2026"), on=date(2026, 11, 22))
    assert f"{due} was 30 September 2026, 53 days before this meeting." in text_of(later, "next_steps")
    nobody = made(said(submission_year="2026-27", bodies=(GoverningBody("Board"),)), Asked(), on=date(2026, 11, 22))
    assert f"{due} was 30 September 2026." in text_of(nobody, "next_steps")


# What the figures count


def with_an_action_under_a_yes() -> SelfAssessment:
    act = Action(read_text("Print a leaflet"), "Head", date(2028, 1, 31))
    return answered(said(), Answer("1.2", "yes", (), read_text("We do."), (act,)))


def test_the_actions_that_are_counted_are_those_of_the_table_and_the_others_are_named():
    shown = made(with_an_action_under_a_yes())
    listed = [row for row in rows_of(blocks_of(shown, "not_met", Table)[1]) if row[2] != "–"]
    figures = text_of(shown, "figures")
    assert f"For what we do not yet meet the plan has {len(listed)} actions, with dates up to 31 March 2027." in figures
    assert "In the appendix, under other provisions: 1 action" not in figures
    assert "In the appendix, under other provisions: one action (under 1.2)." in figures


def test_a_re_reading_counts_the_actions_of_its_table_and_says_how_many_are_settled():
    shown = made(asked=Asked(meeting="15 January 2027"), on=date(2027, 1, 4))
    listed = [row for row in rows_of(blocks_of(shown, "not_met", Table)[1]) if row[2] != "–"]
    settled = [row for row in listed if "Outcome: " in row[1]]
    assert 0 < len(settled) < len(listed)
    counted = f"{len(listed)} actions reported in this paper, {len(settled)} of them settled"
    assert counted in text_of(shown, "recommendations")
    assert f"this paper reports {len(listed)} actions, {len(settled)} of them settled;" in text_of(shown, "figures")


# Corrections since the approval

CORRECTED = (
    Correction("6.3", date(2026, 8, 9), "Company Secretary", "A link that led nowhere", "x"),
    Correction("6.2", date(2026, 8, 2), "Company Secretary, minute 7.2(d)", "A slip in the figure", "x"),
    Correction("1.2", date(2026, 6, 1), "Somebody", "Before the approval", "x"),
)


def test_a_re_reading_reports_every_correction_since_the_approval():
    shown = made(said(corrections=CORRECTED), Asked(meeting="15 October 2026"), on=ON)
    [table] = blocks_of(shown, "corrections", Table)
    rows = [(row[0].split()[0], *row[1:]) for row in rows_of(table)]
    assert rows == [
        ("6.2", "2 August 2026", "Company Secretary, minute 7.2(d)", "A slip in the figure"),
        ("6.3", "9 August 2026", "Company Secretary", "A link that led nowhere"),
    ]
    approved = "the self-assessment that it approved on 23 July 2026, with the 2 corrections made since"
    assert text_of(shown, "recommendations").count(approved) == 2, "in the recommendations and in the minute"
    assert "we have made 2 corrections of fact or wording since 23 July 2026:" in text_of(shown, "corrections")


def test_the_paper_that_asks_for_approval_has_no_corrections():
    shown = made(said(corrections=CORRECTED))
    assert "corrections" not in [section.id for section in shown.sections]
    assert "Company Secretary" not in text_of(shown)
    assert "corrections" not in [section.id for section in made(asked=Asked(meeting="15 October 2026")).sections]


# What nobody has written, and what nobody is to read


def test_what_landlord_md_does_not_say_is_left_out_and_told_to_whoever_makes_the_paper():
    bare = said(board_paper=ForBoardPaper(), covers=(), period="", mrc="", senior_lead="", bodies=(GoverningBody("Board"),))
    shown = made(bare, Asked())
    assert [section.id for section in shown.sections] == ["purpose", "recommendations", "figures", "not_met", "late"]
    told = " ".join(gap.message for gap in shown.gaps)
    for part in (
        "meeting",
        "item",
        "author",
        "sponsor",
        "confidentiality",
        "### Risk",
        "### Legal",
        "### Equality",
        "### Resources",
    ):
        assert part in told, part
    assert "### Next steps" in told
    assert "### Previous consideration" in told
    whole = text_of(shown, "purpose", "recommendations", "figures", "late") + str(shown.facts) + shown.header
    assert not re.search(r"TODO|None|\{|\}|  |\(\)$|: ,|not given| \.", whole), whole


def test_whoever_leaves_a_section_out_is_not_told_that_it_is_missing(tmp_path: Path):
    layout = written(tmp_path, 'sections = ["purpose", "figures"]\n')
    shown = made(said(board_paper=replace(OWN, risk=(), next_steps=())), layout=layout)
    assert [section.id for section in shown.sections] == ["purpose", "figures"]
    assert shown.gaps == ()


def test_nothing_internal_stands_in_the_paper_and_warnings_only_on_the_officers_page():
    shown = made()
    assert shown.officer_notes is None
    assert "SECRET" not in text_of(shown)
    assert "a date has passed" not in text_of(shown)
    with_notes = made(officers=True)
    assert with_notes.officer_notes
    [table] = [block for block in with_notes.officer_notes.blocks if isinstance(block, Table)]
    assert ["a/1/section-6.md, line 9", "6.3: a date has passed.", "Give the new one."] in rows_of(table)
    assert any("no last year" in row[1].lower() for row in rows_of(table)), "the paper's own gaps stand there too"
    assert with_notes.sections == shown.sections
    assert with_notes.file_stem == "exemplar-homes-2026-board-paper-with-officer-notes"


def test_a_paper_that_is_likely_to_be_too_long_is_told():
    long = said(board_paper=replace(OWN, risk=read_text("word " * 2500)))
    assert any("longer than four pages" in gap.message for gap in made(long).gaps)
    assert not any("longer than four pages" in gap.message for gap in made().gaps)


# Other editions


@pytest.mark.parametrize("year", ["2020", "2022"])
def test_older_forms_have_a_paper_too(year: str):
    edition = old_forms.FORMS[year]
    assessment = said(old_forms.assessment(year))
    shown = made(assessment, edition=edition)
    counts = view(edition, assessment).counts
    [table] = blocks_of(shown, "figures", Table)
    assert rows_of(table)[-1][1] == str(counts.provisions)
    assert sum(map(int, rows_of(table)[-1][2:])) == counts.provisions
    listed = [row[0].split()[0] for row in rows_of(blocks_of(shown, "not_met", Table)[0])]
    assert set(listed) >= set(old_forms.NO[year])
    assert not re.search(r"\{|TODO|  ", text_of(shown, "purpose", "recommendations", "figures"))


def test_a_form_of_questions_does_not_speak_of_what_is_not_met():
    shown = text_of(
        made(said(old_forms.assessment("2020")), edition=old_forms.FORMS["2020"]), "recommendations", "figures", "not_met"
    )
    assert "What we answer with No, and what will change" in shown
    assert not re.search(r"not yet meet|not yet met|per cent", shown)


# The layout is the landlord's to change


def written(folder: Path, text: str) -> Layout:
    """The layout with a file of the landlord's own."""
    (folder / "board-paper.toml").write_text(text, encoding="utf-8")
    return read_layout(Templates((folder, *Templates().folders)))


def test_sections_are_reordered_reworded_and_left_out_without_code(tmp_path: Path):
    layout = written(
        tmp_path,
        'sections = ["response", "implications", "purpose"]\n[implications]\nparts = ["legal", "risk"]\nlegal = "The law"\n'
        '[purpose]\nheading = "Why"\ntext = ["{landlord} has {homes} homes.", "{item} is ours.", '
        '["{covers} and {minute}", "Only {covers}."]]\n',
    )
    shown = made(asked=Asked(meeting="23 July 2026"), layout=layout)
    assert [section.heading for section in shown.sections] == ["Draft response of the Board", "Implications", "Why"]
    assert text_of(shown, "purpose") == "Why\nExemplar Homes & Sons has 4,210 homes. Only Exemplar Living."
    assert text_of(shown, "implications").split("\n") == ["Implications", "The law", "The Code is statutory.", "Risk", "Amber."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('sections = ["purpose", "figurs"]', "there is no section “figurs”. Did you mean “figures”?"),
        ('[implications]\nparts = ["risks"]', "there is no section “risks”. Did you mean “risk”?"),
        ('[purpose]\nheadin = "Why"', "there is no line “purpose.headin”. Did you mean “purpose.heading”?"),
        ('[purpose]\ntext = ["{landlrd} has."]', "asks for {landlrd}, which cannot be filled in. Did you mean “landlord”?"),
        ('[purpose]\ntext = ["{landlord.__class__}"]', "asks for {landlord.__class__}, which cannot be filled in."),
        ('[purpose]\ntext = ["{landlord"]', "the braces of “purpose.text” do not pair."),
        ('[purpose]\ntext = "One sentence"', "“purpose.text” wants a list in brackets of words in quotation marks."),
        ('[purpose]\nheading = ["Why"]', "“purpose.heading” wants words in quotation marks."),
        ("[purpose]\nheading = 5", "“purpose.heading” wants words in quotation marks."),
        ("[limits]\nrows = 0", "“limits.rows” wants a number from 1, as in rows = 10."),
        ('[limits]\nrows = "many"', "“limits.rows” wants a number from 1"),
        ("[purpose", "this file cannot be read"),
    ],
)
def test_a_mistake_in_the_layout_is_a_sentence(tmp_path: Path, text: str, sentence: str):
    with pytest.raises(Stop, match=re.escape(sentence)) as stopped:
        written(tmp_path, text)
    assert "board-paper.toml" in str(stopped.value)


def test_the_shipped_layout_names_every_section_and_only_what_can_be_filled_in(tmp_path: Path):
    shipped = (Templates().folders[-1] / "board-paper.toml").read_text(encoding="utf-8")
    assert written(tmp_path, shipped) == read_layout(Templates()), "the shipped file passes the checks of a landlord's own"
    assert read_layout(Templates()).sections == tuple(SECTIONS)


def test_every_value_is_there_for_every_paper_and_stands_in_the_guide():
    about = subject(EDITION, said(), JULY, ON)
    assert set(values.values(about, ())) == set(NAMES)
    assert set(values.values(replace(about, last=last_year()), ())) == set(NAMES)
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert [name for name in (*NAMES, *IN_PLACE) if f"`{{{name}}}`" not in guide] == []


# The command


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "answers")
    return tmp_path


def run(workspace: Path, *args: str):
    command = ["--workspace", str(workspace), "board-paper", "exemplar-homes/2026", "--on", "2026-07-24", *args]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_the_command_puts_the_paper_beside_the_documents_and_says_what_it_lacks(workspace: Path):
    done = run(workspace, "--meeting", "23 July 2026")
    assert done.exit_code == 0
    [file] = (workspace / "output" / "exemplar-homes" / "2026-board-paper").iterdir()
    assert file.name == "exemplar-homes-2026-board-paper-for-approval.docx"
    assert str(file) in done.output
    assert "the paper names no item of the agenda.\n  Add --item 7.2, when it is known." in done.output
    assert not (workspace / "output" / "exemplar-homes" / "2026").exists()


def test_a_second_version_stands_beside_the_first_and_output_names_another_place(workspace: Path):
    folder = workspace / "output" / "exemplar-homes" / "2026-board-paper"
    run(workspace, "--meeting", "23 July 2026")
    run(workspace, "--meeting", "23 July 2026", "--officer-notes")
    assert sorted(path.name for path in folder.iterdir()) == [
        "exemplar-homes-2026-board-paper-for-approval.docx",
        "exemplar-homes-2026-board-paper-with-officer-notes-for-approval.docx",
    ]
    elsewhere = workspace / "papers" / "july.docx"
    elsewhere.parent.mkdir()
    done = run(workspace, "--meeting", "23 July 2026", "--item", "7.2", "--output", str(elsewhere))
    assert elsewhere.is_file()
    assert done.output.splitlines()[-1] == str(elsewhere)


def test_errors_stop_a_paper_and_a_draft_says_that_it_is_one(workspace: Path):
    section = workspace / "answers" / "exemplar-homes" / "2026" / "section-2.md"
    section.write_text(section.read_text(encoding="utf-8").replace("Comply: Yes", "Comply: Perhaps", 1), encoding="utf-8")
    done = run(workspace, "--meeting", "23 July 2026")
    assert done.exit_code == 1
    assert "to put right first. To see it as a draft, add --draft." in done.output
    assert not (workspace / "output").exists()
    assert run(workspace, "--meeting", "23 July 2026", "--draft").exit_code == 0
    assert [path.name for path in (workspace / "output").rglob("*.docx")] == ["exemplar-homes-2026-board-paper-draft.docx"]


def test_a_last_year_that_is_not_there_is_a_sentence(workspace: Path):
    landlord = workspace / "answers" / "exemplar-homes" / "2026" / "landlord.md"
    text = re.sub(r"^Last year:.*\n", "", landlord.read_text(encoding="utf-8"), flags=re.MULTILINE)
    landlord.write_text(text.replace("\nKind:", "\nLast year: exemplar-homes/1999\nKind:"), encoding="utf-8")
    done = run(workspace, "--meeting", "23 July 2026", "--draft")
    assert done.exit_code == 2
    assert "Last year:" in done.output


def test_a_place_that_cannot_be_written_is_a_sentence(workspace: Path):
    (workspace / "taken").write_text("a file", encoding="utf-8")
    done = run(workspace, "--meeting", "23 July 2026", "--output", str(workspace / "taken" / "paper.docx"))
    assert done.exit_code == 2
    assert "does not exist" in done.output


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--output", "paper.pdf"), "paper.pdf: to make a PDF, add --pdf."),
        (("--output", "paper.docx", "--pdf"), "paper.docx: with --pdf its name has to end in .pdf."),
        (("--output", "paper.doc"), "paper.doc: the name of this file has to end in .docx or .pdf."),
        (("--output", "no-such-folder/paper.docx"), "the folder no-such-folder does not exist."),
    ],
)
def test_a_file_name_that_does_not_fit_is_refused(
    workspace: Path, args: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(workspace)
    done = run(workspace, "--meeting", "23 July 2026", *args)
    assert done.exit_code == 2
    assert sentence in " ".join(done.output.split())
    assert sorted(path.name for path in workspace.iterdir()) == ["answers"]
