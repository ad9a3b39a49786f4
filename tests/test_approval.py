"""Approvals: recorded with a copy or not at all, what changed since is named, and corrections are told from changes."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import tools
from click.testing import CliRunner, Result

from generator import approval, copies, digest, placing
from generator.answers import recording, source
from generator.cli import main
from generator.compare import compare
from generator.examine import Examined, examine
from generator.gather import gather
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.view import view
from generator.workspace import Target, Workspace, target_at

JULY = date(2026, 7, 23)
AUGUST = date(2026, 8, 2)
ON = date(2026, 9, 1)
COPY = "2026-07-23-board"


@pytest.fixture
def year(tmp_path: Path) -> Target:
    """The example's year, approved by hand, without a copy."""
    folder = tmp_path / "answers" / "exemplar-homes" / "2026"
    shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", folder, ignore=shutil.ignore_patterns("approved"))
    edit(folder / "landlord.md", r"\nLast year: .*", "")
    edit(folder / "landlord.md", r"\nCopy: .*", "")
    return target_at(folder)


@pytest.fixture
def approved(year: Target) -> Target:
    record(year)
    return year


def record(year: Target, body: str = "Board", on: date = JULY, minute: str = "7.2") -> Target:
    gathered = gather(year)
    return approval.approve(gathered, approval.body_named(gathered, body), on, minute)


def edit(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def examined(year: Target, on: date = ON) -> Examined:
    return examine(year, on)


def of(id_: str, year: Target) -> list[Problem]:
    return [problem for problem in examined(year).problems if problem.id == id_]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".saving"
    }


def recorded(year: Target, nth: int = 0) -> str:
    """The digest that landlord.md has of what a body approved."""
    return gather(year).assessment.landlord.bodies[nth].copy


def with_council(year: Target) -> None:
    """Makes the landlord one of two bodies, neither of which has approved."""
    edit(year.folder / "landlord.md", "Approved: .*\nMinute: .*", "Approved:\nMinute:")
    edit(
        year.folder / "landlord.md",
        "\n## Publications",
        "\n## Governing body\nName: The Council’s Cabinet\n\n### Response\nNoted.\n\n## Publications",
    )


# Recording


def test_an_approval_keeps_the_very_bytes_of_the_year_s_answer_files(approved: Target):
    files = {name: data for name, data in everything(approved.folder).items() if "/" not in name}
    assert everything(approved.folder / "approved" / COPY) == files
    assert "landlord.md" in files
    assert len(files) == 10


def test_an_approval_changes_only_its_own_lines(year: Target):
    with_council(year)
    before = (year.folder / "landlord.md").read_text(encoding="utf-8").splitlines()
    record(year, "the council’s cabinet", date(2026, 7, 30), "12")
    after = (year.folder / "landlord.md").read_text(encoding="utf-8").splitlines()
    at = before.index("Name: The Council’s Cabinet") + 1
    copy = f"Copy: {recorded(year, 1)}"
    assert after == [*before[:at], "Approved: 30 July 2026", "Minute: 12", copy, *before[at:]]
    assert re.fullmatch("Copy: [0-9a-f]{8}", copy)


def test_an_approval_that_is_written_already_however_its_date_is_typed_changes_no_line_of_it(year: Target):
    edit(year.folder / "landlord.md", "Approved: .*\nMinute: .*", "approved :  23/07/2026\n  > seen\vby two\nminute :  7.2")
    before = (year.folder / "landlord.md").read_bytes()
    record(year)
    line = f"\nCopy: {recorded(year)}".encode()
    assert (year.folder / "landlord.md").read_bytes() == before.replace(b"minute :  7.2", b"minute :  7.2" + line)
    assert of("no-approved-copy", year) == []


def test_line_ends_and_encoding_of_landlord_md_stay(year: Target):
    path = year.folder / "landlord.md"
    text = path.read_text(encoding="utf-8").replace("Approved: 23 July 2026\n", "").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    record(year)
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    copy = recorded(year).encode()
    assert b"\r\nFor approval: 23 July 2026\r\nApproved: 23 July 2026\r\nMinute: 7.2\r\nCopy: " + copy + b"\r\n" in after
    assert (year.folder / "approved" / COPY / "landlord.md").read_bytes() == after


def test_the_same_approval_again_changes_nothing(approved: Target):
    before = everything(approved.folder)
    record(approved)
    assert everything(approved.folder) == before


def test_a_response_that_comes_with_the_minutes_is_kept_when_the_approval_is_recorded_again(year: Target):
    path = year.folder / "landlord.md"
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"### Response\n.*?\n## ", "### Response\n\n## ", whole, count=1, flags=re.DOTALL), encoding="utf-8")
    record(year)
    assert [(p.id, p.severity) for p in examined(year).problems if p.id == "no-response"] == [("no-response", ERROR)]
    path.write_text(whole, encoding="utf-8")
    assert of("changed-since-approval", year) == []
    record(year)
    edit(path, "The Board considered", "The Board approved")
    assert (
        "the response of the Board was changed after the Board approved it on 23 July 2026"
        in of("changed-since-approval", year)[0].message
    )


def test_an_approval_of_other_answers_on_the_same_day_is_refused(approved: Target):
    edit(approved.folder / "section-6.md", "ten-day|within two", "elsewhere")
    before = everything(approved.folder)
    with pytest.raises(Stop, match=r"The answers to 6\.\d+ are not as the Board approved them on 23 July 2026"):
        record(approved)
    assert everything(approved.folder) == before


def test_a_later_approval_takes_the_place_of_the_earlier_one_whose_copy_stays(approved: Target):
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    assert [p.provision for p in of("changed-since-approval", approved)] == ["6.2"]
    record(approved, on=AUGUST, minute="3")
    assert of("changed-since-approval", approved) == []
    assert sorted(path.name for path in (approved.folder / "approved").iterdir()) == [COPY, "2026-08-02-board"]
    assert "within two" in (approved.folder / "approved" / COPY / "section-6.md").read_text(encoding="utf-8")
    with pytest.raises(Stop, match="Board approved on 2 August 2026, which is later"):
        record(approved)


def test_an_approval_that_is_taken_back_is_compared_with_nothing(approved: Target):
    edit(approved.folder / "landlord.md", "\nApproved: .*", "")
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    assert of("changed-since-approval", approved) == of("no-approved-copy", approved) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("Bord", "no governing body “Bord”. Did you mean “Board”? It has Board."), ("Parliament", "“Parliament”. It has Board.")],
)
def test_an_unknown_body_is_refused(year: Target, name: str, words: str):
    with pytest.raises(Stop) as stop:
        approval.body_named(gather(year), name)
    assert words in str(stop.value)


def test_of_two_bodies_one_has_to_be_named(year: Target):
    with_council(year)
    with pytest.raises(Stop, match=r"Board and The Council’s Cabinet\. Say which of them has approved"):
        approval.body_named(gather(year), "")
    assert approval.body_named(gather(year), "council’s cabinet").name == "The Council’s Cabinet"


def test_bodies_whose_copies_would_have_one_name_have_to_be_named_otherwise(year: Target):
    with_council(year)
    edit(year.folder / "landlord.md", "Name: The Council’s Cabinet", "Name: The board.")
    with pytest.raises(Stop, match="name no two alike"):
        approval.body_named(gather(year), "Board")


def test_bodies_whose_long_names_begin_alike_have_a_copy_each(year: Target):
    with_council(year)
    long = "Joint Board of Exemplar Homes, Northgate Homes and the Customers’ Committee of the"
    edit(year.folder / "landlord.md", "Name: Board", f"Name: {long} North")
    edit(year.folder / "landlord.md", "Name: The Council’s Cabinet", f"Name: {long} South")
    record(year, f"{long} North", date(2026, 7, 23))
    edit(year.folder / "section-6.md", "The last group is", "The last three are")
    record(year, f"{long} South", date(2026, 7, 23))
    assert len(list((year.folder / "approved").iterdir())) == 2
    assert len(of("changed-since-approval", year)) == 1


def test_without_a_governing_body_there_is_nothing_to_record(year: Target):
    path = year.folder / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Name: Board", "Name:"), encoding="utf-8")
    with pytest.raises(Stop, match=r"landlord\.md names no governing body"):
        approval.body_named(gather(year), "")


def test_what_would_stop_the_approved_year_is_in_the_way_and_changes_are_not(approved: Target):
    assert approval.in_the_way(examined(approved)) == []
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    assert approval.in_the_way(examined(approved)) == []
    edit(approved.folder / "section-6.md", "Reviewed: .*", "Reviewed:")
    edit(approved.folder / "section-7.md", "Comply: Yes", "Comply: Partly")
    edit(approved.folder / "landlord.md", "\nApproved: .*", "")
    assert {problem.id for problem in approval.in_the_way(examined(approved))} == {"not-reviewed", "comply-invalid"}


# Killed, or stopped by the disk


class Killed(BaseException):
    """Ends the command as if the machine had lost its power."""


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException], list[str]]]:
    """Makes the nth change on the disk fail; gives back the list that the changes are counted in."""

    def fail_at(which: int, error: BaseException) -> list[str]:
        seen: list[str] = []

        def counted(name: str, function: Callable[..., object]) -> Callable[..., object]:
            def wrapped(*args: object, **kwargs: object) -> object:
                seen.append(name)
                if len(seen) == which and not (kwargs.get("ignore_errors") and isinstance(error, OSError)):
                    raise error
                return function(*args, **kwargs)

            return wrapped

        monkeypatch.setattr(Path, "replace", counted("replace", Path.replace))
        monkeypatch.setattr(source, "write", counted("write", source.write))
        monkeypatch.setattr(shutil, "rmtree", counted("rmtree", shutil.rmtree))
        return seen

    yield fail_at
    monkeypatch.undo()


def states(year: Target) -> tuple[bool, bool]:
    """Whether the approval is recorded, and whether a copy counts."""
    gathered = gather(year)
    found = copies.approved(gathered)
    return bool(gathered.assessment.landlord.bodies[0].approved), any(copy.assessment for copy in found)


@pytest.mark.parametrize("which", range(1, 30))
def test_an_approval_killed_at_any_step_leaves_both_copy_and_record_or_neither(
    year: Target, step: Callable[[int, BaseException], list[str]], monkeypatch: pytest.MonkeyPatch, which: int
):
    edit(year.folder / "landlord.md", "\nApproved: .*", "")
    before = everything(year.folder)
    seen = step(which, Killed())
    try:
        record(year)
    except Killed:
        pass
    else:
        assert len(seen) < which
        assert which > 20
    monkeypatch.undo()
    recorded, copied = states(year)
    assert recorded == copied
    approval.recover(year)
    assert states(year) == (recorded, copied)
    if recorded:
        assert [path.name for path in (year.folder / "approved").iterdir()] == [COPY]
    else:
        assert everything(year.folder) == before
    record(year)
    assert states(year) == (True, True)
    assert [path.name for path in (year.folder / "approved").iterdir()] == [COPY]


@pytest.mark.parametrize("which", range(1, 30))
def test_a_disk_that_fails_at_any_step_changes_nothing_and_says_so(
    year: Target, step: Callable[[int, BaseException], list[str]], monkeypatch: pytest.MonkeyPatch, which: int
):
    edit(year.folder / "landlord.md", "\nApproved: .*", "")
    before = everything(year.folder)
    step(which, OSError(28, "No space left on device"))
    try:
        record(year)
        refused = ""
    except Stop as stop:
        refused = str(stop)
    monkeypatch.undo()
    if refused:
        assert "nothing was changed" in refused
        assert everything(year.folder) == before
    else:
        assert states(year) == (True, True)


def test_a_disk_that_fails_while_an_approval_is_recorded_again_leaves_the_first_one(
    approved: Target, step: Callable[[int, BaseException], list[str]], monkeypatch: pytest.MonkeyPatch
):
    refused = 0
    for which in range(1, 30):
        approval.recover(approved)
        before = everything(approved.folder)
        step(which, OSError(28, "No space left on device"))
        try:
            record(approved, minute=f"8.{which}")
        except Stop:
            refused += 1
            assert everything(approved.folder) == before
        monkeypatch.undo()
        assert states(approved) == (True, True)
    assert refused > 10


def test_recording_again_keeps_the_copy_that_was_there_when_it_is_killed(
    approved: Target, step: Callable[[int, BaseException], list[str]], monkeypatch: pytest.MonkeyPatch
):
    path = approved.folder / "landlord.md"
    whole = path.read_text(encoding="utf-8")
    without = re.sub(r"\nCopy: .*?### Response\n.*?\n## ", "\n\n### Response\n\n## ", whole, count=1, flags=re.DOTALL)
    digests: set[str] = set()
    for which in (1, 9, *range(18, 34)):
        shutil.rmtree(approved.folder / "approved")
        path.write_text(without, encoding="utf-8")
        record(approved)
        first = recorded(approved)
        edit(path, "### Response\n", "### Response\nThe Board agrees.\n")
        step(which, Killed())
        with suppress(Killed):
            record(approved)
        monkeypatch.undo()
        digests.add(recorded(approved))
        for _ in range(2):
            [copy] = copies.approved(gather(approved))
            assert copy.agrees
            assert copy.assessment
            assert bool(copy.assessment.landlord.bodies[0].response) == (recorded(approved) != first)
            approval.recover(approved)
        assert [each.name for each in (approved.folder / "approved").iterdir()] == [COPY]
    assert len(digests) == 2


def test_a_year_without_a_landlord_md_of_its_own_has_no_place_for_an_approval(year: Target):
    gathered = gather(year)
    (year.folder / "landlord.md").unlink()
    with pytest.raises(
        Stop, match=r"^exemplar-homes/2026 has no landlord\.md of its own to record the approval in\. Put it there\.$"
    ):
        approval.approve(gather(year), approval.body_named(gathered, "Board"), JULY, "7.2")


def test_a_copy_that_no_record_names_counts_for_nothing_and_is_replaced(year: Target):
    edit(year.folder / "landlord.md", "\nApproved: .*", "")
    stale = year.folder / "approved" / COPY
    stale.mkdir(parents=True)
    (stale / "landlord.md").write_text("# Stale", encoding="utf-8")
    assert states(year) == (False, False)
    record(year)
    assert of("no-approved-copy", year) == of("changed-since-approval", year) == []


def test_everything_that_was_left_behind_is_put_right_at_once(approved: Target):
    folder = approved.folder / "approved"
    (folder / ".2020-01-01-board.new").mkdir()
    (folder / COPY).replace(folder / f".{COPY}.old")
    approval.recover(approved)
    assert [path.name for path in folder.iterdir()] == [COPY]


def test_a_file_of_the_copy_that_cannot_be_saved_is_named(year: Target, monkeypatch: pytest.MonkeyPatch):
    def full(files: Mapping[Path, bytes]) -> None:
        if any("approved" in path.parts and path.name == "section-4.md" for path in files):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "write", full)
    with pytest.raises(Stop, match=r"nothing was changed\. section-4\.md: this file cannot be saved \(No space left"):
        record(year)


# What changed since


@pytest.mark.parametrize(
    ("file", "pattern", "new", "provision", "words"),
    [
        (
            "section-6.md",
            "five working days of reaching",
            "six working days of reaching",
            "6.2",
            "“five” became “six” in the commentary",
        ),
        ("section-6.md", r"page 10\)", "page 11)", "6.2", "became “11)” in the evidence"),
        ("section-6.md", r"By: .*", "By: 31 May 2028", None, "in an action"),
        (
            "section-6.md",
            r"(### Action\n+What: .*)\nOwner: .*",
            r"\1\nOwner: Somebody else",
            None,
            "“Owner: Head of Customer Resolution” became “Owner: Somebody else” in an action",
        ),
        (
            "section-7.md",
            r"### Commentary\n",
            "### Alternative\nOn display.\n\n### Commentary\n",
            "7.1",
            "“On display” was added in the alternative",
        ),
        (
            "section-6.md",
            "five working days of reaching",
            "**five working days** of reaching",
            "6.2",
            "bold words or links changed",
        ),
    ],
)
def test_a_change_in_each_part_is_named_with_its_words(
    approved: Target, file: str, pattern: str, new: str, provision: str | None, words: str
):
    edit(approved.folder / file, pattern, new)
    [problem] = of("changed-since-approval", approved)
    assert problem.severity == ERROR
    assert provision in (None, problem.provision)
    assert words in problem.message
    assert problem.message.endswith("after the Board approved it on 23 July 2026.")
    assert f"self-assessment correct exemplar-homes/2026 --provision {problem.provision}" in problem.help


def test_another_answer_wants_a_new_approval_and_no_correction(approved: Target):
    edit(approved.folder / "section-7.md", "Comply: Yes", "Comply: No")
    [problem] = of("changed-since-approval", approved)
    assert (problem.severity, problem.provision) == (ERROR, "7.1")
    assert "“Yes” became “No” after the Board approved it" in problem.message
    assert "self-assessment correct" not in problem.help
    assert "self-assessment approve exemplar-homes/2026 --date DAY" in problem.help
    before = everything(approved.folder)
    with pytest.raises(Stop, match=r"7\.1 was approved as “Yes” by the Board on 23 July 2026, and is “No” now") as refused:
        approval.correct(gather(approved), "7.1", AUGUST, "Somebody", "A slip")
    assert "needs a new approval" in str(refused.value)
    assert everything(approved.folder) == before


def test_a_body_that_only_the_group_names_is_put_into_the_landlords_own_file():
    own = source.from_bytes("landlord.md", b"Landlord: Our Coast\n")
    after = recording.with_approval(own, "Group Board", JULY, "7.2", "1a2b3c4d").to_bytes().decode()
    said = "Landlord: Our Coast\n## Governing body\nName: Group Board\nApproved: 23 July 2026\nMinute: 7.2\nCopy: 1a2b3c4d"
    assert [line for line in after.split("\n") if line] == said.split("\n")


def test_an_answer_whose_heading_was_taken_out_is_no_correction(approved: Target):
    path = approved.folder / "section-7.md"
    path.write_text(path.read_text(encoding="utf-8").partition("## 7.1 ")[0], encoding="utf-8")
    with pytest.raises(Stop, match=r"^7\.1 was approved as “Yes” by the Board on 23 July 2026, and is “no answer” now"):
        approval.correct(gather(approved), "7.1", AUGUST, "A", "B")


def test_an_answer_that_was_taken_out_is_no_correction(approved: Target):
    edit(approved.folder / "section-7.md", "Comply: Yes", "Comply:")
    with pytest.raises(Stop, match=r"^7\.1 was approved as “Yes” by the Board on 23 July 2026, and is “no answer” now"):
        approval.correct(gather(approved), "7.1", AUGUST, "A", "B")


def test_a_correction_written_by_hand_does_not_cover_another_answer(approved: Target):
    edit(approved.folder / "section-7.md", "Comply: Yes", "Comply: No")
    answer = gather(approved).assessment.answer("7.1")
    assert answer
    path = approved.folder / "landlord.md"
    by_hand = f"\n## Corrections\n### 7.1\nDate: 2 August 2026\nBy: A\nWhy: B\nText: {digest.of_answer(answer)}\n"
    path.write_text(path.read_text(encoding="utf-8") + by_hand, encoding="utf-8")
    assert gather(approved).assessment.landlord.corrections
    [problem] = of("changed-since-approval", approved)
    assert (problem.severity, problem.provision) == (ERROR, "7.1")


def test_a_day_before_the_period_s_end_is_in_the_way_of_an_approval(year: Target):
    before = everything(year.folder)
    edit(year.folder / "landlord.md", "Approved: .*\nMinute: .*\n", "")
    before = everything(year.folder)
    done = run(year, "approve", "exemplar-homes/2026", "--date", "23 July 2020", "--on", "2026-08-01")
    assert done.exit_code == 1
    assert "dated 23 July 2020, before the period assessed ended on 31 March 2026" in done.stdout
    early = approval.in_the_way(examined(year), date(2020, 7, 23))[0]
    assert (early.id, early.file, early.provision) == ("approval-early", "exemplar-homes/2026/landlord.md", "")
    assert everything(year.folder) == before


def test_an_unfinished_year_is_refused_with_a_short_summary_first(year: Target):
    for path in year.folder.glob("section-*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("Comply: Yes", "Comply:"), encoding="utf-8")
    done = run(year, "approve", "exemplar-homes/2026", "--date", "23 July 2026", "--on", "2026-08-01")
    assert done.exit_code == 1
    assert re.match(r"Nothing was recorded: put \d\d things right first \(the first 5 are below; for all: self", done.output)
    assert done.output.count("(comply-missing)") == 5


def test_approving_changed_answers_on_the_same_day_gives_the_whole_command(approved: Target):
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    with pytest.raises(Stop, match=r"The answers to 6\.2 are not as the Board approved them on 23 July 2026") as refused:
        record(approved)
    assert str(refused.value).endswith("self-assessment correct exemplar-homes/2026 --provision 6.2 --by NAME --why REASON")
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within two")
    edit(approved.folder / "section-7.md", "Comply: Yes", "Comply: No")
    with pytest.raises(Stop, match=r"The answers to 7\.1 are not as") as refused:
        record(approved)
    assert str(refused.value).endswith("Put them back, or give the day of the new approval.")


def test_a_changed_response_is_told_at_its_body_and_stops_another_approval_on_the_day(approved: Target):
    edit(approved.folder / "landlord.md", "We challenged the reasons", "We asked for the reasons")
    [problem] = of("changed-since-approval", approved)
    assert "the response of the Board was changed" in problem.message
    assert re.match("Put it back as it was approved, or record the new approval .self-assessment approve ", problem.help)
    assert "Name: Board" in (approved.folder / "landlord.md").read_text(encoding="utf-8").splitlines()[problem.line - 1 :][:3]
    with pytest.raises(Stop, match=r"^The words of its response are not as the Board approved them"):
        record(approved)


def test_a_year_before_that_is_not_there_is_told_at_its_line(year: Target):
    edit(year.folder / "landlord.md", "Reason: annual", "Reason: annual\nLast year: exemplar-homes/1999")
    [problem] = of("last-year-unknown", year)
    lines = (year.folder / "landlord.md").read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1] == "Last year: exemplar-homes/1999"
    assert problem.provision == ""
    assert problem.help == "Write the folder of the year before after “Last year:”, as LANDLORD/YEAR, or leave it empty."


def test_the_line_of_a_change_is_that_of_the_changed_words(approved: Target):
    path = approved.folder / "section-6.md"
    edit(path, "five working days of reaching", "six working days of reaching")
    [problem] = of("changed-since-approval", approved)
    assert "six working days of reaching" in path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.file == "exemplar-homes/2026/section-6.md"


def test_spaces_line_breaks_bullets_and_what_is_never_published_do_not_count(approved: Target):
    for path in approved.folder.glob("section-*.md"):
        text = path.read_text(encoding="utf-8").replace("\n- ", "\n\n•  ").replace(". ", ".  ").replace("\n", "\r\n")
        path.write_text(re.sub(r"(Comply: \w+\r\nOwner: ).*", r"\1Somebody", text), encoding="utf-8")
    edit(approved.folder / "section-6.md", "Reviewed: .*", "Reviewed: 1 August 2026, Somebody")
    assert of("changed-since-approval", approved) == []


def test_contacts_and_addresses_in_landlord_md_may_change(approved: Target):
    edit(approved.folder / "landlord.md", "03069 990120", "03069 990121")
    edit(approved.folder / "landlord.md", "\nPolicy: .*", "\nPolicy: https://www.exemplar-homes.example/new")
    assert of("changed-since-approval", approved) == []


def test_an_answer_that_is_taken_out_and_one_that_is_put_in_are_changes(approved: Target):
    path = approved.folder / "section-7.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"## 7\.4.*", "", text, flags=re.DOTALL), encoding="utf-8")
    [problem] = of("changed-since-approval", approved)
    assert (problem.provision, problem.file, problem.line) == ("7.4", "exemplar-homes/2026/section-7.md", 0)
    assert "the answer was taken out" in problem.message
    record(approved, on=AUGUST)
    path.write_text(text, encoding="utf-8")
    [problem] = of("changed-since-approval", approved)
    assert "the answer was added" in problem.message


def test_another_edition_is_a_change(approved: Target):
    edit(approved.folder / "landlord.md", "Code: .*", "Code: housing-ombudsman-2022")
    assert "“housing-ombudsman-2024”, became “housing-ombudsman-2022”" in of("changed-since-approval", approved)[0].message


def test_a_long_list_of_changes_in_one_answer_is_counted(approved: Target):
    edit(
        approved.folder / "section-6.md",
        "386 complaints of 2025–26 were logged, defined and acknowledged",
        "387 issues of 2026 are noted and seen",
    )
    [problem] = of("changed-since-approval", approved)
    assert len(problem.message) < 500


def test_an_approval_by_hand_is_a_warning_that_gives_the_command(year: Target):
    [problem] = of("no-approved-copy", year)
    assert problem.severity == WARNING
    assert "there is no copy of the answers that the Board approved on 23 July 2026" in problem.message
    assert problem.help.startswith("If they are as approved, keep one now: ")
    assert problem.help.endswith('self-assessment approve exemplar-homes/2026 --body "Board" --date "23 July 2026"')
    assert not examined(year).errors


def test_a_copy_that_cannot_be_read_whole_is_a_warning_and_can_be_made_again(approved: Target):
    (approved.folder / "approved" / COPY / "landlord.md").unlink()
    edit(approved.folder / "landlord.md", r"\nCopy: .*", "")
    [problem] = of("no-approved-copy", approved)
    assert f"the copy in exemplar-homes/2026/approved/{COPY} cannot be read whole" in problem.message
    assert problem.help.startswith("Delete it. If they are as approved")
    shutil.rmtree(approved.folder / "approved" / COPY)
    record(approved)
    assert of("no-approved-copy", approved) == []


# The copy itself changed


def replaced(folder: Path, old: str, new: str) -> int:
    """Searches and replaces in every file of a folder and below it; gives back in how many."""
    files = [path for path in folder.rglob("*.md") if old in path.read_text(encoding="utf-8")]
    for path in files:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return len(files)


def test_a_search_and_replace_over_the_year_and_its_copy_is_told_and_nothing_is_built(approved: Target):
    assert replaced(approved.folder, "half of them within two", "half of them within three") == 2
    [problem] = examined(approved).problems
    assert (problem.id, problem.severity, problem.file) == (
        "approved-copy-changed",
        ERROR,
        "exemplar-homes/2026/landlord.md",
    )
    lines = (approved.folder / "landlord.md").read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1] == f"Copy: {recorded(approved)}"
    assert (
        f"the copy of what the Board approved on 23 July 2026 (exemplar-homes/2026/approved/{COPY}) was changed"
        in problem.message
    )
    assert "Put it back from a backup" in problem.help
    assert problem.help.endswith('self-assessment approve exemplar-homes/2026 --body "Board" --date "23 July 2026"')
    built = run(approved, "build", "exemplar-homes/2026", "--on", "2026-09-01")
    assert (built.exit_code, "Nothing was built" in built.stdout + built.stderr) == (1, True)


def test_what_is_done_about_a_changed_copy_is_what_the_message_says(approved: Target):
    copy = approved.folder / "approved" / COPY
    whole = everything(copy)
    replaced(approved.folder, "half of them within two", "half of them within three")
    with pytest.raises(Stop, match=r"the copy of what the Board approved on 23 July 2026 .* was changed"):
        record(approved)
    with pytest.raises(Stop, match=r"the copy of what the Board approved on 23 July 2026 .* was changed"):
        approval.correct(gather(approved), "6.2", AUGUST, "A", "B")
    for name, data in whole.items():
        (copy / name).write_bytes(data)
    assert [(p.id, p.provision) for p in examined(approved).problems] == [("changed-since-approval", "6.2")]
    replaced(copy, "half of them within two", "half of them within three")
    edit(approved.folder / "landlord.md", r"\nCopy: .*", "")
    shutil.rmtree(copy)
    record(approved)
    assert examined(approved).problems == ()


def test_a_later_approval_is_of_what_stands_there_and_asks_for_no_older_copy(approved: Target):
    replaced(approved.folder, "half of them within two", "half of them within three")
    assert approval.in_the_way(examined(approved)) == []
    before = recorded(approved)
    record(approved, on=AUGUST)
    assert recorded(approved) != before
    assert examined(approved).problems == ()


@pytest.mark.parametrize(("pattern", "new"), [("Approved: 23 July", "Approved: 24 July"), ("Name: Board", "Name: Our Board")])
def test_a_day_or_a_name_that_is_changed_by_hand_leaves_no_copy_that_agrees(approved: Target, pattern: str, new: str):
    edit(approved.folder / "landlord.md", pattern, new)
    [problem] = examined(approved).problems
    assert (problem.id, problem.severity) == ("approved-copy-changed", ERROR)
    assert ") is not there, so that no change shows." in problem.message


def test_a_copy_with_a_record_that_cannot_be_read_whole_is_an_error(approved: Target):
    (approved.folder / "approved" / COPY / "landlord.md").unlink()
    [problem] = examined(approved).problems
    assert (problem.id, problem.severity) == ("approved-copy-changed", ERROR)
    assert ") cannot be read whole, so that no change shows." in problem.message


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("section-7.md", "Comply: Yes", "Comply: No"),
        ("section-6.md", "page 10)", "page 11)"),
        ("landlord.md", "We challenged the reasons", "We accepted the reasons"),
        ("landlord.md", "Code: housing-ombudsman-2024", "Code: housing-ombudsman-2022"),
    ],
)
def test_each_thing_that_is_compared_tells_in_a_copy(approved: Target, name: str, old: str, new: str):
    edit(approved.folder / "approved" / COPY / name, re.escape(old), new)
    assert [problem.id for problem in examined(approved).problems] == ["approved-copy-changed"]


def test_line_ends_and_spaces_of_a_copy_and_what_is_not_compared_do_not_count(approved: Target):
    copy = approved.folder / "approved" / COPY
    for path in copy.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b". ", b".  "))
    edit(copy / "landlord.md", "03069 990120", "03069 990121")
    edit(copy / "section-6.md", "Owner: .*", "Owner: Somebody")
    assert examined(approved).problems == ()


def test_a_correction_is_not_held_against_a_changed_copy(approved: Target):
    corrected(approved)
    replaced(approved.folder / "approved" / COPY, "half of them within two", "half of them within three")
    assert [problem.id for problem in examined(approved).problems] == ["approved-copy-changed"]


def test_a_record_without_a_digest_is_compared_with_its_copy_as_before(approved: Target):
    edit(approved.folder / "landlord.md", r"\nCopy: .*", "")
    assert examined(approved).problems == ()
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    assert [problem.id for problem in examined(approved).problems] == ["changed-since-approval"]


def test_each_of_two_bodies_has_the_digest_of_its_own_copy(year: Target):
    with_council(year)
    record(year, "Board")
    record(year, "The Council’s Cabinet", date(2026, 7, 30), "12")
    assert recorded(year) != recorded(year, 1), "each with its own response"
    assert not examined(year).errors
    edit(year.folder / "approved" / "2026-07-30-the-council-s-cabinet" / "landlord.md", "Noted.", "Welcomed.")
    [problem] = of("approved-copy-changed", year)
    assert "what The Council’s Cabinet approved on 30 July 2026" in problem.message


def test_a_changed_copy_is_a_warning_until_every_body_has_approved(year: Target):
    with_council(year)
    record(year, "Board")
    edit(year.folder / "approved" / COPY / "section-7.md", "Comply: Yes", "Comply: No")
    assert [problem.severity for problem in of("approved-copy-changed", year)] == [WARNING]


def test_the_digest_stays_when_answers_are_tidied_and_merged_and_does_not_come_into_another_year(approved: Target):
    path = approved.folder / "landlord.md"
    line = f"\nCopy: {recorded(approved)}\n"
    assert run(approved, "build", "exemplar-homes/2026", "--on", "2026-09-01").exit_code == 0
    output = approved.folder.parent.parent.parent / "output" / "exemplar-homes" / "2026"
    edit(path, "Complaints officer: .*", "Complaints officer:")
    assert run(approved, "tidy", "exemplar-homes/2026").exit_code == 0
    published = str(output / "exemplar-homes-2026-self-assessment.json")
    merged = run(approved, "import", published, "--merge", "--into", "exemplar-homes/2026", "--anyway")
    assert merged.exit_code == 0, merged.output
    assert "\nComplaints officer: Resolution Manager\n" in path.read_text(encoding="utf-8")
    assert line in path.read_text(encoding="utf-8")
    assert run(approved, "new", "exemplar-homes/2027", "--from", "exemplar-homes/2026").exit_code == 0
    assert "Copy:" not in (approved.folder.parent / "2027" / "landlord.md").read_text(encoding="utf-8")


def test_the_digest_is_never_published(approved: Target):
    assert run(approved, "build", "exemplar-homes/2026", "--on", "2026-09-01").exit_code == 0
    output = approved.folder.parent.parent.parent / "output"
    made = b"".join(path.read_bytes() for path in output.rglob("*") if path.suffix in (".html", ".json"))
    assert b"6.2" in made
    assert recorded(approved).encode() not in made


# Corrections


def corrected(year: Target, new: str = "within three", on: date = AUGUST) -> None:
    edit(year.folder / "section-6.md", "half of them within (two|three|four)", f"half of them {new}")
    approval.correct(gather(year), "6.2", on, "Ms Recorder,\nunder delegation 4.1", "A slip")


def test_a_recorded_correction_covers_exactly_its_text(approved: Target):
    before = (approved.folder / "landlord.md").read_text(encoding="utf-8")
    corrected(approved)
    assert not examined(approved).problems
    after = (approved.folder / "landlord.md").read_text(encoding="utf-8")
    record = re.sub("Text: [0-9a-f]{8}", "Text: x", after)
    assert "### 6.2\nDate: 2 August 2026\nBy: Ms Recorder, under delegation 4.1\nWhy: A slip\nText: x\n" in record
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert len(after.splitlines()) - len(before.splitlines()) == 8
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within four")
    [problem] = of("changed-since-approval", approved)
    assert "the correction of 2 August 2026 was of another text" in problem.message


def test_a_second_correction_takes_the_place_of_the_first(approved: Target):
    corrected(approved)
    corrected(approved, "within four", date(2026, 8, 3))
    assert not examined(approved).problems
    edit(approved.folder / "section-6.md", "half of them within four", "half of them within three")
    assert [p.provision for p in of("changed-since-approval", approved)] == ["6.2"]


def test_a_correction_that_was_undone_is_an_error_of_an_approved_year(approved: Target):
    corrected(approved)
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within two")
    [problem] = of("correction-undone", approved)
    assert problem.severity == ERROR


def test_a_correction_before_a_new_approval_is_history(approved: Target):
    corrected(approved)
    record(approved, on=date(2026, 8, 10))
    assert not examined(approved).problems
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within four")
    assert [p.provision for p in of("changed-since-approval", approved)] == ["6.2"]


def test_a_correction_before_a_new_approval_does_not_cover_its_text_any_more(approved: Target):
    corrected(approved)
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within four")
    record(approved, on=date(2026, 8, 10))
    assert not examined(approved).problems
    edit(approved.folder / "section-6.md", "half of them within four", "half of them within three")
    assert [p.provision for p in of("changed-since-approval", approved)] == ["6.2"]


def test_the_documents_name_the_provision_and_day_of_a_correction_and_nobody(approved: Target):
    corrected(approved)
    found = examined(approved)
    shown = view(found.edition, found.assessment)
    assert ("Corrected since the approval", "6.2 on 2 August 2026") in shown.facts
    assert "Recorder" not in str(shown)
    assert not any("Corrected" in label for label, _ in view(found.edition, found.assessment, draft=True).facts)
    record(approved, on=date(2026, 8, 10))
    found = examined(approved)
    assert not any("Corrected" in label for label, _ in view(found.edition, found.assessment).facts)


@pytest.mark.parametrize(
    ("number", "on", "words"),
    [
        ("6.2", date(2026, 7, 1), "is before the approval of 23 July 2026"),
        ("6.99", AUGUST, "has no provision 6.99"),
        ("6.3", AUGUST, "6.3 reads as it was approved"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(approved: Target, number: str, on: date, words: str):
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    before = everything(approved.folder)
    with pytest.raises(Stop, match=re.escape(words)):
        approval.correct(gather(approved), number, on, "A", "B")
    assert everything(approved.folder) == before


def test_a_correction_may_be_of_the_day_of_the_approval(approved: Target):
    corrected(approved, on=JULY)
    assert not examined(approved).problems


def test_a_correction_is_recorded_once_and_none_before_it(approved: Target):
    corrected(approved)
    with pytest.raises(Stop, match="recorded already, on 2 August 2026"):
        approval.correct(gather(approved), "6.2", AUGUST, "A", "B")
    edit(approved.folder / "section-6.md", "half of them within three", "half of them within four")
    with pytest.raises(Stop, match="A later correction, of 2 August 2026"):
        approval.correct(gather(approved), "6.2", date(2026, 8, 1), "A", "B")


def test_a_correction_needs_a_copy_of_what_was_approved(year: Target):
    with pytest.raises(Stop, match="Record the approval first: self-assessment approve exemplar-homes/2026 --date"):
        approval.correct(gather(year), "6.2", AUGUST, "A", "B")


# Two bodies


def test_each_of_two_bodies_approves_for_itself_and_the_status_follows_from_both(year: Target):
    with_council(year)
    record(year, "Board")
    found = examined(year)
    assert view(found.edition, found.assessment).status == "for approval"
    edit(year.folder / "section-6.md", "half of them within two", "half of them within three")
    [problem] = of("changed-since-approval", year)
    assert problem.severity == WARNING
    record(year, "The Council’s Cabinet", date(2026, 7, 30), "12")
    [problem] = of("changed-since-approval", year)
    assert problem.severity == ERROR
    assert problem.message.endswith("after the Board approved it on 23 July 2026.")
    approval.correct(gather(year), "6.2", date(2026, 7, 30), "A", "B")
    found = examined(year)
    assert not found.errors
    shown = view(found.edition, found.assessment)
    assert shown.status_line == "Approved by the Board on 23 July 2026; approved by The Council’s Cabinet on 30 July 2026"
    edit(year.folder / "section-6.md", "half of them within three", "half of them within four")
    first, second = of("changed-since-approval", year)
    assert "“two” became “four” in the commentary after the Board approved it on 23 July" in first.message
    assert "“three” became “four” in the commentary after The Council’s Cabinet approved it on 30 July" in second.message


def test_one_change_after_both_approvals_is_told_once(year: Target):
    with_council(year)
    record(year, "Board")
    record(year, "The Council’s Cabinet", date(2026, 7, 30), "12")
    edit(year.folder / "section-6.md", "half of them within two", "half of them within three")
    [problem] = of("changed-since-approval", year)
    assert problem.message.endswith(
        "after the Board approved it on 23 July 2026 and The Council’s Cabinet approved it on 30 July 2026."
    )


# The copy as a target of its own, and a group's


def test_a_copy_can_be_named_as_a_target_and_compared_with_the_year(approved: Target, tmp_path: Path):
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    workspace = Workspace(tmp_path)
    for text in (f"exemplar-homes/2026/approved/{COPY}", str(approved.folder / "approved" / COPY)):
        copy = workspace.target(text)
        assert copy.name == f"exemplar-homes/2026/approved/{COPY}"
    kept = gather(copy)
    assert not kept.problems
    now = gather(approved)
    found = compare(kept.assessment, kept.edition, now.assessment, now.edition, ON)
    assert [compared.number for compared in found.changed] == ["6.2"]
    assert workspace.targets() == [Target("exemplar-homes", "2026", tmp_path / "answers" / "exemplar-homes" / "2026")]
    assert workspace.output(copy).name == f"2026-approved-{COPY}"
    with pytest.raises(Stop, match="is a copy of approved answers"):
        record(copy)


def test_a_change_in_a_group_s_shared_answer_is_a_change_after_the_landlord_s_approval(year: Target):
    group = year.folder.parent.parent / "exemplar-group" / "2026"
    group.mkdir(parents=True)
    shutil.move(year.folder / "section-6.md", group / "section-6.md")
    (group / "landlord.md").write_text(
        "Landlord: Exemplar Group\nKind: shared answers\nCode: housing-ombudsman-2024\n", encoding="utf-8"
    )
    edit(year.folder / "landlord.md", "\nCode: ", "\nShared answers: exemplar-group/2026\nCode: ")
    record(year)
    assert (year.folder / "approved" / COPY / "shared" / "exemplar-group" / "2026" / "section-6.md").is_file()
    assert of("changed-since-approval", year) == of("no-approved-copy", year) == of("approved-copy-changed", year) == []
    kept = year.folder / "approved" / COPY / "shared" / "exemplar-group" / "2026" / "section-6.md"
    whole = kept.read_bytes()
    edit(kept, "half of them within two", "half of them within three")
    assert [problem.severity for problem in of("approved-copy-changed", year)] == [ERROR]
    kept.write_bytes(whole)
    edit(group / "section-6.md", "half of them within two", "half of them within three")
    [problem] = of("changed-since-approval", year)
    assert (problem.provision, problem.file) == ("6.2", "exemplar-group/2026/section-6.md")
    with pytest.raises(Stop, match="for a group to share"):
        approval.approve(gather(target_at(group)), gather(year).assessment.landlord.bodies[0], JULY, "")


# The commands


def run(year: Target, *arguments: str) -> Result:
    root = str(year.folder.parent.parent.parent)
    return CliRunner().invoke(main, ["--workspace", root, *arguments])


def test_approve_says_where_the_copy_is_and_what_is_still_to_come(year: Target):
    with_council(year)
    edit(year.folder / "landlord.md", "### Response\nNoted.", "### Response")
    done = run(year, "approve", "exemplar-homes/2026", "--body", "Cabinet", "--date", "23 July 2026", "--on", "2026-08-01")
    assert done.exit_code == 2
    done = run(
        year, "approve", "exemplar-homes/2026", "--body", "the council’s cabinet", "--date", "30 July 2026", "--on", "2026-08-01"
    )
    assert done.exit_code == 0
    assert "2026-07-30-the-council-s-cabinet" in done.stdout
    assert "Still to approve: the Board." in done.stdout
    assert "The response of The Council’s Cabinet is still missing" in done.stdout


def test_an_approval_in_the_future_is_refused(year: Target):
    before = everything(year.folder)
    done = run(year, "approve", "exemplar-homes/2026", "--date", "23 July 2026", "--on", "2026-07-22")
    assert done.exit_code == 2
    assert "23 July 2026 is after 22 July 2026" in done.stderr
    assert everything(year.folder) == before


def test_what_cannot_be_built_is_not_approved_unless_it_was_all_the_same(year: Target):
    edit(year.folder / "section-6.md", "Reviewed: .*", "Reviewed:")
    edit(year.folder / "section-7.md", "Comply: Yes", "Comply: Partly")
    before = everything(year.folder)
    arguments = ("approve", "exemplar-homes/2026", "--date", "23 July 2026", "--on", "2026-08-01")
    done = run(year, *arguments)
    assert done.exit_code == 1
    assert "Nothing was recorded: put 2 things right first" in done.stderr
    assert "comply-invalid" in done.stdout
    assert "not-reviewed" in done.stdout
    assert everything(year.folder) == before
    assert run(year, *arguments, "--anyway").exit_code == 0
    assert of("no-approved-copy", year) == []


def test_files_that_cannot_be_read_are_never_approved(year: Target):
    (year.folder / "section-7.md").write_bytes(b"PK\x03\x04\x00\x00")
    done = run(year, "approve", "exemplar-homes/2026", "--date", "23 July 2026", "--on", "2026-08-01", "--anyway")
    assert done.exit_code == 2
    assert not (year.folder / "approved").exists()
    assert "approved" not in done.stdout


def test_correct_records_and_the_year_can_be_built_again(approved: Target):
    edit(approved.folder / "section-6.md", "half of them within two", "half of them within three")
    assert run(approved, "build", "exemplar-homes/2026", "--on", "2026-09-01").exit_code == 1
    arguments = ("correct", "exemplar-homes/2026", "--provision", "6.2", "--by", "Ms Recorder", "--why", "A slip")
    assert run(approved, *arguments, "--date", "2 September 2026", "--on", "2026-09-01").exit_code == 2
    assert run(approved, *arguments[:-1], " ", "--on", "2026-09-01").exit_code == 2
    done = run(approved, *arguments, "--date", "2 August 2026", "--on", "2026-09-01")
    assert done.exit_code == 0
    assert "6.2, corrected on 2 August 2026 by Ms Recorder." in done.stdout
    assert run(approved, "build", "exemplar-homes/2026", "--on", "2026-09-01").exit_code == 0
    output = approved.folder.parent.parent.parent / "output" / "exemplar-homes" / "2026"
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "6.2 on 2 August 2026" in page
    made = "".join(path.read_text(encoding="utf-8") for path in output.rglob("*") if path.suffix in (".html", ".json"))
    assert "Recorder" not in made
