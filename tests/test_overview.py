"""Many landlords at once: how each stands, all of their actions, and how they compare."""

from __future__ import annotations

import csv
import io
import os
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import many
import pytest
import tools
from click.testing import CliRunner, Result

from generator import catalogue
from generator.cli import main
from generator.deadlines import Deadline
from generator.model import Action
from generator.overview import actions, heat_map, standing
from generator.render import action_list
from generator.render.heat_map import ANSWERED, NONE
from generator.rich_text import read_text
from generator.templates import Templates
from generator.workspace import Workspace

ON = date(2026, 8, 1)


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), *args])


def action(what: str, by: date | None = None, outcome: str = "", owner: str = "Head of Repairs") -> Action:
    return Action(read_text(what), owner, by, by.isoformat() if by else "", read_text(outcome))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A group with a shared action, and two landlords that share its answers; one has actions of its own."""
    many.group(tmp_path, p9_8=many.answer("9.8", "no", "", action("Change the contract", date(2027, 3, 31))))
    own = (
        action("Train everybody", date(2026, 6, 30)),
        action("Look at it again"),
        action("Hire two people", date(2026, 5, 1), "Done in April."),
    )
    many.member(
        tmp_path, "our-coast/2026", "Our Coast", "Homes: 4,000", p6_3=many.answer("6.3", "no", "We miss the day at times.", *own)
    )
    many.member(
        tmp_path, "our-marsh/2026", "Our Marsh", "Homes: 640\nFinancial year end: 31 December", p7_1=many.answer("7.1", "")
    )
    return tmp_path


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty landlords, the names of some as long as names of landlords get."""
    root = tmp_path_factory.mktemp("forty")
    many.group(root)
    for i in range(1, 41):
        name = "saint-something-and-holy-everything-housing-society" if i == 7 else f"landlord-{i:02}"
        called = f"The Housing Association of Upper and Lower Somewhere-on-the-Marsh {i}" if i % 5 == 0 else f"Landlord {i}"
        own = {"p6_3": many.answer("6.3", "no")} if i % 3 == 0 else {}
        many.member(root, f"{name}/2026", called, f"Homes: {i * 100}", **own)
    return root


# How each stands


def stand(root: Path, name: str, on: date = ON) -> standing.Standing:
    workspace = Workspace(root)
    [found] = standing.standings(workspace, [workspace.target(name)], on)
    return found


def test_a_landlords_standing_counts_its_own_and_the_shared_answers(root: Path):
    coast = stand(root, "our-coast/2026")
    assert (coast.provisions, coast.answered, coast.reviewed, coast.not_met) == (72, 72, 71, 2)
    assert (coast.status, coast.status_on, coast.days_left) == ("draft", None, 60)
    marsh = stand(root, "our-marsh/2026")
    assert (marsh.answered, marsh.errors > 0) == (71, True)


def test_the_deadline_is_the_landlords_own_and_days_are_counted_to_it(root: Path):
    assert stand(root, "our-coast/2026", date(2026, 9, 30)).days_left == 0
    assert stand(root, "our-coast/2026", date(2026, 10, 1)).days_left == -1
    assert stand(root, "our-marsh/2026").days_left is None, "its year ends on another day than the period assessed"
    group = stand(root, many.GROUP)
    assert (group.status, group.deadline, group.days_left) == ("shared answers", None, None)


def test_the_status_names_the_meeting_that_approved_or_is_to(root: Path):
    path = root / "answers" / "our-coast" / "2026" / "landlord.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}For approval: 9 September 2026\n", encoding="utf-8")
    assert (stand(root, "our-coast/2026").status, stand(root, "our-coast/2026").status_on) == ("for approval", date(2026, 9, 9))
    path.write_text(f"{text}Approved: 20 July 2026\n", encoding="utf-8")
    assert (stand(root, "our-coast/2026").status, stand(root, "our-coast/2026").status_on) == ("approved", date(2026, 7, 20))


def test_who_has_fewest_days_left_stands_first_and_who_has_none_known_last(root: Path):
    some = stand(root, "our-coast/2026")

    def with_days(name: str, days: int | None) -> standing.Standing:
        return replace(some, name=name, days_left=days, deadline=Deadline((), ""))

    given = [with_days("a", None), with_days("d", 60), with_days("c", 0), with_days("b", 60), with_days("e", -3)]
    assert [each.name for each in standing.by_deadline(given)] == ["e", "c", "b", "d", "a"]


def test_the_newest_year_is_the_one_whose_period_ends_last_also_where_the_period_is_the_groups(root: Path):
    for year, period in (("z-old", "Period: 1 April 2023 to 31 March 2024"), ("1999", ""), ("draft", "Period: soon")):
        many.member(root, f"our-coast/{year}", "Our Coast", period)
    names = [target.name for target in standing.newest(Workspace(root))]
    assert names == ["our-coast/2026", many.GROUP, "our-marsh/2026"]


def test_status_all_shows_forty_landlords_in_a_line_each_that_fits_the_screen(forty: Path):
    started = sum(os.times()[:4])  # of this process and of those that it starts
    done = run(forty, "status", "--all", "--on", "2026-08-01")
    spent = sum(os.times()[:4]) - started
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 45
    rows = [line.split() for line in lines[1:42]]
    assert [row[0] for row in rows if row[0].startswith("landlord")] == [f"landlord-{i:02}/2026" for i in range(1, 41) if i != 7]
    assert lines[0].split() == ["done", "read", "No", "err", "warn", "deadline", "days", "status"]
    assert rows[0][:2] == ["landlord-01/2026", "72/72"]
    assert rows[0][-5:] == ["30", "Sep", "2026", "60", "draft"]
    assert rows[-1][0] == "our-group/2026"
    assert spent < 10, "a second or two when nothing else is going on"


def test_status_keeps_a_line_for_each_year(root: Path):
    many.member(root, "our-coast/2025", "Our Coast", "Period: 1 April 2024 to 31 March 2025")
    lines = run(root, "status", "--on", "2026-08-01").output.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["our-coast/2025", "our-coast/2026", "our-group/2026", "our-marsh/2026"]
    shown = run(root, "status", "--all", "--on", "2026-08-01").output
    assert "our-coast/2025" not in shown


def test_what_is_not_known_of_a_deadline_is_marked_and_explained(root: Path):
    path = root / "answers" / "our-coast" / "2026" / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("4,000", "1,000"), encoding="utf-8")
    shown = run(root, "status", "--all", "--on", "2026-08-01").output
    marsh = next(line for line in shown.splitlines() if line.startswith("our-marsh"))
    assert re.search(r"\s\?\s+draft$", marsh)
    assert "?: not known for 1 landlord" in shown
    assert ("*: " in shown) == ("*  " in shown)


# Actions


def listed(root: Path, on: date = ON) -> list[actions.Listed]:
    return actions.listed(standing.gathered_all(Workspace(root).targets()), on)


def test_all_actions_stand_by_date_with_what_became_of_them(root: Path):
    found = [(each.by, each.state, each.year, each.provision, each.what) for each in listed(root)]
    assert found == [
        (date(2026, 5, 1), "settled", "our-coast/2026", "6.3", "Hire two people"),
        (date(2026, 6, 30), "late", "our-coast/2026", "6.3", "Train everybody"),
        (date(2027, 3, 31), "open", many.GROUP, "9.8", "Change the contract"),
        (None, "open", "our-coast/2026", "6.3", "Look at it again"),
    ]


def test_an_action_is_late_from_the_day_after_its_date(root: Path):
    states = {
        on: next(a.state for a in listed(root, on) if a.what == "Train everybody") for on in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert list(states.values()) == ["open", "late"]


def test_an_outcome_told_before_the_date_of_a_provision_that_is_not_met_leaves_the_action_open(tmp_path: Path):
    begun = action("Tender", date(2027, 1, 31), "The papers are out.")
    many.group(tmp_path, p6_3=many.answer("6.3", "no", "", begun), p6_4=many.answer("6.4", "yes", "", begun))
    assert {each.provision: each.state for each in listed(tmp_path)} == {"6.3": "open", "6.4": "settled"}


def test_a_year_that_a_later_one_continues_is_left_out(root: Path):
    own = {"p6_3": many.answer("6.3", "no", "", action("Old promise", date(2025, 12, 1)))}
    many.member(root, "our-coast/2025", "Our Coast", "Period: 1 April 2024 to 31 March 2025", **own)
    assert "Old promise" in {each.what for each in listed(root)}
    path = root / "answers" / "our-coast" / "2026" / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Homes:", "Last year: our-coast/2025\nHomes:"), encoding="utf-8")
    assert "Old promise" not in {each.what for each in listed(root)}
    assert len(listed(root)) == 4


def test_a_year_that_was_just_begun_and_has_no_period_yet_is_the_newer(root: Path):
    own = {"p6_3": many.answer("6.3", "no", "", action("Promised twice", date(2026, 12, 1)))}
    many.member(root, "our-coast/2027", "Our Coast", "Last year: our-coast/2026\nPeriod:", **own)
    assert [each.year for each in listed(root) if each.year.startswith("our-coast")] == ["our-coast/2027"]
    assert "our-coast/2027" in [target.name for target in standing.newest(Workspace(root))]
    assert "our-coast/2026" not in [target.name for target in standing.newest(Workspace(root))]


def test_of_years_that_name_each_other_in_a_circle_one_is_left():
    circle = {"a/1": ("a/3", None), "a/2": ("a/1", None), "a/3": ("a/2", None), "a/4": ("a/3", None)}
    assert standing.continued(circle) == {"a/1", "a/2", "a/3"}
    del circle["a/4"]
    assert standing.continued(circle) == {"a/1", "a/2"}


def test_two_years_that_name_each_other_do_not_both_vanish(root: Path):
    own = {"p6_3": many.answer("6.3", "no", "", action("Old promise", date(2025, 12, 1)))}
    many.member(root, "our-coast/2025", "Our Coast", "Period: 1 April 2024 to 31 March 2025\nLast year: our-coast/2026", **own)
    path = root / "answers" / "our-coast" / "2026" / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Homes:", "Last year: our-coast/2025\nHomes:"), encoding="utf-8")
    assert {each.year for each in listed(root)} == {"our-coast/2026", many.GROUP}


def test_the_command_lists_them_and_leaves_out_what_is_done_when_asked(root: Path):
    shown = run(root, "actions", "--on", "2026-08-01").output
    assert shown.index("Hire two people") < shown.index("Train everybody") < shown.index("Change the contract")
    assert re.search(r"^30 Jun 2026 +late +our-coast/2026 +6\.3 +Head of Repairs$", shown, re.MULTILINE)
    assert shown.endswith("4 actions, 1 of them late on 1 August 2026.\n")
    shown = run(root, "actions", "--open", "--on", "2026-08-01").output
    assert "Hire two people" not in shown
    assert shown.endswith("3 actions, 1 of them late on 1 August 2026.\n")


def test_a_landlord_that_cannot_be_read_whole_is_named_and_the_others_are_listed(root: Path):
    (root / "answers" / "our-marsh" / "2026" / "section-7.md").write_bytes(b"\x00")
    done = run(root, "actions", "--on", "2026-08-01")
    assert "our-marsh/2026: not all of its files can be read, so that actions of it may be lacking here." in done.output
    assert "Train everybody" in done.output
    assert done.exit_code == 2


@pytest.mark.parametrize("name", ["section-7.md", "landlord.md"])
def test_a_landlord_that_cannot_be_read_whole_is_left_out_of_the_map_and_named(root: Path, tmp_path: Path, name: str):
    many.member(root, "our-marsh/2025", "Our Marsh", "Period: 1 April 2024 to 31 March 2025")
    (root / "answers" / "our-marsh" / "2026" / name).write_bytes(b"\x00")
    done = run(root, "heat-map", "--web", str(tmp_path / "map.html"))
    assert "our-marsh/2026: not all of its files can be read, so that it is left out." in done.output
    assert "1 landlord compared" in done.output
    assert (done.exit_code, (tmp_path / "map.html").is_file()) == (2, True)


def test_two_landlords_of_one_name_are_told_apart_by_their_folders(root: Path):
    many.member(root, "our-port/2026", "Our Coast", "Homes: 1")
    [found] = maps(root)
    assert [line.landlord for line in found.lines] == ["Our Coast (our-coast/2026)", "Our Marsh", "Our Coast (our-port/2026)"]


def test_the_csv_opens_in_excel_as_text_and_comes_back_as_it_was(root: Path, tmp_path: Path):
    hostile = ["=1+1", "+44 20", "-2", "@SUM(A1)", "\tx", 'say "yes", twice', "line one\nline two", "ŵ ‘x’ 🏠", "", "plain"]
    made = action_list.to_csv([hostile], Templates().wording)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.endswith(b"\r\n")
    header, row = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert header[:4] == ["By", "State", "Landlord", "Answers"]
    assert row == ["'=1+1", "'+44 20", "'-2", "'@SUM(A1)", "'\tx", *hostile[5:]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_the_command_writes_the_csv_with_a_row_for_each_action_and_dates_that_sort(root: Path, tmp_path: Path):
    file = tmp_path / "actions.csv"
    assert run(root, "actions", "--csv", str(file), "--on", "2026-08-01").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["By"] for row in rows] == ["2026-05-01", "2026-06-30", "2027-03-31", ""]
    assert rows[1] == {
        "By": "2026-06-30",
        "State": "late",
        "Landlord": "Our Coast",
        "Answers": "our-coast/2026",
        "Provision": "6.3",
        "What it asks for": "Stage 1 response within 10 working days",
        "Comply now": "No",
        "What will be done": "Train everybody",
        "Owner": "Head of Repairs",
        "Outcome": "",
    }


# Heat maps


def maps(root: Path) -> list[heat_map.HeatMap]:
    return heat_map.heat_maps(standing.gathered_all(Workspace(root).targets()))


def test_a_map_has_a_line_for_each_landlord_and_none_for_what_only_shares(root: Path):
    [found] = maps(root)
    assert [line.landlord for line in found.lines] == ["Our Coast", "Our Marsh"]
    numbers = [asked.number for asked in found.provisions]
    assert numbers == [provision.number for provision in many.EDITION.provisions]
    cells = {(line.landlord, number): cell for line in found.lines for number, cell in zip(numbers, line.cells, strict=True)}
    no = {key for key, cell in cells.items() if cell == "no"}
    assert no == {("Our Coast", "6.3"), ("Our Coast", "9.8"), ("Our Marsh", "9.8")}
    assert {key for key, cell in cells.items() if cell == NONE} == {("Our Marsh", "7.1")}
    assert [(asked.number, names) for asked, names in found.not_met] == [
        ("9.8", ["Our Coast", "Our Marsh"]),
        ("6.3", ["Our Coast"]),
    ]


def test_editions_are_not_mixed_and_two_years_of_one_landlord_are_told_apart():
    workspace = Workspace(tools.ROOT)
    chosen = [workspace.target(name) for name in ("exemplar-homes/2024", "exemplar-homes/2026", "tidewater-marsh/2026")]
    found = heat_map.heat_maps(standing.gathered_all(chosen))
    assert [each.edition_name for each in found] == ["Complaint Handling Code 2024", "Complaint Handling Code 2022"]
    assert [[line.landlord for line in each.lines] for each in found] == [
        ["Exemplar Homes", "Tidewater Marsh"],
        ["Exemplar Homes"],
    ]
    again = heat_map.heat_maps(standing.gathered_all([chosen[1], chosen[1]]))
    assert [line.landlord for line in again[0].lines] == ["Exemplar Homes (exemplar-homes/2026)"] * 2


def test_figures_and_words_count_as_given_and_parts_of_questions_have_no_cell(tmp_path: Path):
    from old_forms import FORMS

    form = FORMS["2020"] if "2020" in FORMS else catalogue.load("housing-ombudsman-2020")
    folder = tmp_path / "answers" / "a" / "2021"
    folder.mkdir(parents=True)
    (folder / "landlord.md").write_text(f"Landlord: A\nCode: {form.id}\n", encoding="utf-8")
    asked = next(p for p in form.counted if p.asks == "figure")
    section = form.section_of(asked.number)
    assert section
    (folder / f"section-{section.number}.md").write_text(f"## {asked.number} x\n\n### Commentary\n12\n", encoding="utf-8")
    [found] = maps(tmp_path)
    assert found.asks_questions
    assert len(found.provisions) == len(form.counted)
    assert {column.number for column, cells in found.rows if cells == (ANSWERED,)} == {asked.number}


def test_the_command_makes_both_files_of_the_newest_years_in_little_time(forty: Path, tmp_path: Path):
    web, excel = tmp_path / "map.html", tmp_path / "map.xlsx"
    started = time.process_time()
    done = run(forty, "heat-map", "--web", str(web), "--excel", str(excel), "--on", "2026-08-01")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("40 landlords compared; No is answered 13 times.\n")
    assert web.stat().st_size > 50_000
    assert excel.stat().st_size > 5_000
    assert time.process_time() - started < 10, "a second when nothing else is going on"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ((), "Say what to make"),
        (("--web", "map.xlsx"), "has to end in .html"),
        (("--excel", "map.html"), "has to end in .xlsx"),
        (("our-group/2026", "--web", "map.html"), "None of these landlords can be compared."),
        (("nobody/2026", "--web", "map.html"), "There is no landlord and year nobody/2026 here."),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(root: Path, args: tuple[str, ...], why: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(root, "heat-map", *args)
    assert done.exit_code == 2
    assert why in done.output
    assert not list(tmp_path.glob("map.*"))


@pytest.mark.parametrize("command", [("status", "--all"), ("actions",), ("heat-map", "--web", "x.html")])
def test_a_workspace_without_answers_is_a_sentence(tmp_path: Path, command: tuple[str, ...]):
    (tmp_path / "answers").mkdir()
    done = run(tmp_path, *command)
    assert done.exit_code == 2
    assert "Start a year with: self-assessment new LANDLORD/YEAR" in done.output
