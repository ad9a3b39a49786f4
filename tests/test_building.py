from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import many
import pytest
import tools
from click.testing import CliRunner

from generator import building, made
from generator.cli import main
from generator.commands import build as build_command
from generator.examine import Others, examine
from generator.problems import Stop
from generator.workspace import Workspace

DAY = date(2026, 8, 1)
ORDER = building.Order(DAY)
NAME = "exemplar-homes/2026"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two landlords, both built."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", root / "answers" / "exemplar-homes")
    shutil.copytree(root / "answers/exemplar-homes/2026", root / "answers/other-homes/2026")
    path = root / "answers/other-homes/2026/landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Last year: exemplar-homes/2024", ""), encoding="utf-8")
    for name in (NAME, "other-homes/2026"):
        run = CliRunner().invoke(main, ["--workspace", str(root), "build", name, "--on", "2026-08-01", "--draft"])
        assert run.exit_code == 0, run.output
    return root


@pytest.fixture
def root(built_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_once, tmp_path / "workspace")
    return tmp_path / "workspace"


def build(root: Path, **changes: object) -> building.Outcome:
    workspace = Workspace(root)
    order = building.Order(**{"on": DAY, "draft": True, **changes})
    return building.build(workspace, workspace.target(NAME), Others(), order)


def documents(root: Path, name: str = NAME) -> dict[str, bytes]:
    folder = root / "output" / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_did_not_change_is_not_built_again(root: Path):
    before = documents(root)
    outcome = build(root)
    assert outcome.state == building.UNCHANGED
    assert set(outcome.files) == before.keys()
    assert documents(root) == before


def test_a_new_time_on_a_file_is_no_change_and_an_old_time_hides_none(root: Path):
    path = root / "answers" / NAME / "section-6.md"
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert build(root).state == building.UNCHANGED
    text = path.read_text(encoding="utf-8")
    times = path.stat()
    path.write_text(text.replace("### Commentary\n", "### Commentary\nAnother sentence. ", 1), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert build(root).state == building.BUILT


@pytest.mark.parametrize(
    "place",
    ["answers/exemplar-homes/2026/templates/style.css", "answers/exemplar-homes/templates/style.css", "templates/style.css"],
)
def test_a_template_of_ones_own_is_a_change(root: Path, place: str):
    (root / place).parent.mkdir()
    (root / place).write_text("body { color: #000 }", encoding="utf-8")
    assert build(root).state == building.BUILT


def test_a_link_to_other_templates_is_a_change(root: Path, tmp_path: Path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "style.css").write_text(f"/* {name} */", encoding="utf-8")
    link = root / "answers/exemplar-homes/templates"
    try:
        link.symlink_to(tmp_path / "old", target_is_directory=True)
    except OSError as error:
        pytest.skip(f"no links can be made here: {error}")
    assert build(root).state == building.BUILT
    link.unlink()
    link.symlink_to(tmp_path / "new", target_is_directory=True)
    assert build(root).state == building.BUILT


@pytest.mark.parametrize("changes", [{"pdf": True}, {"force": True}, {"on": date(2026, 7, 31)}], ids=["pdf", "force", "day"])
def test_another_order_builds_again(root: Path, changes: dict[str, object]):
    assert build(root, **changes).state == building.BUILT


def test_another_day_later_does_not(root: Path):
    assert build(root, on=date(2027, 1, 1)).state == building.UNCHANGED


def test_a_document_that_somebody_changed_or_took_away_is_made_again(root: Path):
    before = documents(root)
    page = root / "output" / NAME / "index-draft.html"
    page = page if page.exists() else root / "output" / NAME / next(name for name in before if name.startswith("index"))
    page.write_bytes(page.read_bytes().replace(b"Exemplar", b"Example"))
    assert build(root).state == building.BUILT
    assert documents(root) == before
    page.unlink()
    assert build(root).state == building.BUILT
    assert documents(root) == before
    (page.parent / "notes.html").write_text("not ours")
    assert build(root).state == building.BUILT
    assert documents(root) == before


@pytest.mark.parametrize("record", [b"", b"{}", b"[]", b'{"folders": 3}', b"\xff\xfe", b'{"made_of": ""}'])
def test_a_record_that_cannot_be_read_is_none(root: Path, record: bytes):
    (root / "output/exemplar-homes/.2026.made.json").write_bytes(record)
    assert build(root).state == building.BUILT


def test_the_record_is_not_among_the_documents_and_names_no_place_outside_the_workspace(root: Path):
    record = json.loads((root / "output/exemplar-homes/.2026.made.json").read_text(encoding="utf-8"))
    assert record["files"].keys() == documents(root).keys()
    assert str(root) not in json.dumps(record)


def test_the_programs_own_files_count(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(made, "_program", lambda: "another version")
    assert build(root).state == building.BUILT


def test_in_a_pool_or_alone_the_same_bytes(root: Path):
    before = {name: documents(root, name) for name in (NAME, "other-homes/2026")}
    shutil.rmtree(root / "output")
    run = CliRunner().invoke(
        main, ["--workspace", str(root), "build", "--all", "--on", "2026-08-01", "--draft", "--workers", "2"]
    )
    assert run.exit_code == 0, run.output
    assert run.output == "3 self-assessments: 3 built.\n"
    assert {name: documents(root, name) for name in before} == before
    again = CliRunner().invoke(main, ["--workspace", str(root), "build", "--all", "--on", "2026-08-01", "--draft"])
    assert again.output == "3 self-assessments: 3 unchanged.\n"


@pytest.mark.parametrize(
    ("order", "options"),
    [({}, ""), ({"draft": True}, "draft"), ({"pdf": True}, "pdf"), ({"draft": True, "pdf": True}, "draft pdf")],
)
def test_an_order_says_what_of_it_makes_a_difference_to_the_documents(order: dict[str, bool], options: str):
    assert building.Order(DAY, **order, force=True).options == options


def test_an_outcome_tells_what_was_found_and_which_documents_there_are(root: Path):
    workspace = Workspace(root)
    target = workspace.target(NAME)
    path = target.folder / "section-6.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Reviewed: ", "Reviewed: 1 January 2030, ", 1), encoding="utf-8")
    found = examine(target, DAY, Others())
    assert found.warnings
    checked = building.check(workspace, target, Others(), ORDER)
    assert checked == building.Outcome(NAME, building.CHECKED, target.folder, warnings=len(found.warnings))
    there = tuple(sorted(documents(root)))
    built = building.Outcome(NAME, building.BUILT, workspace.output(target), there, len(found.errors), len(found.warnings))
    assert build(root, force=True) == built
    assert build(root) == replace(built, state=building.UNCHANGED)


def test_an_outcome_of_one_with_errors_has_them_and_no_document(root: Path):
    workspace = Workspace(root)
    target = workspace.target(NAME)
    (target.folder / "section-1.md").unlink()
    found = examine(target, DAY, Others())
    counts = {"errors": len(found.errors), "warnings": len(found.warnings), "problems": found.errors}
    assert found.errors
    refused = building.Outcome(NAME, building.REFUSED, workspace.output(target), **counts)
    assert build(root, draft=False) == refused
    assert building.check(workspace, target, Others(), ORDER) == replace(refused, folder=target.folder)
    draft = build(root)
    assert (draft.state, draft.errors, draft.problems, bool(draft.files)) == (building.BUILT, len(found.errors), (), True)
    (target.folder / "section-2.md").write_bytes(b"\0\1\2" * 100)
    assert (build(root).state, build(root).unreadable) == (building.REFUSED, True)


def test_one_landlords_errors_stop_no_other(root: Path):
    broken = root / "answers/other-homes/2026/section-6.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("Comply: Yes", "Comply: Perhaps", 1), encoding="utf-8")
    (root / "answers/unreadable-homes/2026").mkdir(parents=True)
    (root / "answers/unreadable-homes/2026/landlord.md").write_bytes(b"\0\1\2" * 100)
    run = CliRunner().invoke(main, ["--workspace", str(root), "build", "--all", "--on", "2026-08-01", "--force"])
    assert run.exit_code == 1
    assert "other-homes/2026: 2 errors. The first: 6." in run.output
    assert "To see them all: self-assessment check other-homes/2026" in run.output
    assert "2 built, 2 refused" in run.output
    assert documents(root, "exemplar-homes/2024")


def test_one_landlord_whose_documents_cannot_be_made_stops_no_other(root: Path):
    (root / "answers/other-homes/templates/web").mkdir(parents=True)
    (root / "answers/other-homes/templates/web/page.html.jinja").write_text("{% if %}", encoding="utf-8")
    run = CliRunner().invoke(main, ["--workspace", str(root), "build", "--all", "--on", "2026-08-01", "--draft", "--force"])
    assert run.exit_code == 1
    assert "this template cannot be filled in" in run.output
    assert "2 built, 1 failed" in run.output


def test_check_all_names_who_has_errors(root: Path):
    run = CliRunner().invoke(main, ["--workspace", str(root), "check", "--all", "--on", "2026-08-01"])
    assert (run.exit_code, run.output) == (0, "3 self-assessments: 3 checked.\n")
    for name in ("other-homes/2026", "exemplar-homes/2024"):
        (root / "answers" / name / "section-1.md").unlink()
    run = CliRunner().invoke(main, ["--workspace", str(root), "check", "--all", "--on", "2026-08-01"])
    assert run.exit_code == 1
    assert "1 checked, 2 refused" in run.output


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("rest", [[], ["--all", NAME]])
def test_one_or_all_has_to_be_said(root: Path, command: str, rest: list[str]):
    run = CliRunner().invoke(main, ["--workspace", str(root), command, *rest])
    assert run.exit_code == 2
    assert "LANDLORD/YEAR, or --all" in run.output


def test_any_executor_will_do(root: Path):
    workspace = Workspace(root)
    with ThreadPoolExecutor(1) as executor:
        outcomes = list(building.each(building.check, workspace, workspace.targets(), ORDER, executor))
    assert sorted(outcome.name for outcome in outcomes) == ["exemplar-homes/2024", NAME, "other-homes/2026"]


def test_an_outcome_of_one_that_failed_says_why(root: Path):
    (root / "answers/other-homes/templates/web").mkdir(parents=True)
    (root / "answers/other-homes/templates/web/page.html.jinja").write_text("{% if %}", encoding="utf-8")
    workspace = Workspace(root)
    target = workspace.target("other-homes/2026")
    with ThreadPoolExecutor(1) as executor:
        found = building.each(building.build, workspace, [workspace.target(NAME), target], replace(ORDER, draft=True), executor)
        states = {outcome.name: outcome for outcome in found}
    assert states[NAME].state == building.UNCHANGED
    failed = states[target.name]
    assert failed == building.Outcome(target.name, building.FAILED, workspace.output(target), stop=failed.stop)
    assert "this template cannot be filled in" in failed.stop


def test_what_a_group_only_shares_has_no_documents(tmp_path: Path):
    many.group(tmp_path)
    workspace = Workspace(tmp_path)
    target = workspace.target(many.GROUP)
    outcome = building.build(workspace, target, Others(), ORDER)
    assert outcome == building.Outcome(many.GROUP, building.SHARES, workspace.output(target), warnings=outcome.warnings)
    assert not workspace.output(target).exists()


def test_a_change_in_the_group_s_answers_is_a_change(tmp_path: Path):
    group = many.group(tmp_path)
    many.member(tmp_path, "our-coast/2026", "Our Coast")
    workspace = Workspace(tmp_path)
    target = workspace.target("our-coast/2026")

    def state() -> str:
        return building.build(workspace, target, Others(), replace(ORDER, draft=True)).state

    assert (state(), state()) == (building.BUILT, building.UNCHANGED)
    path = group / "section-6.md"
    path.write_text(path.read_text(encoding="utf-8").replace("in way", "in the way"), encoding="utf-8")
    assert state() == building.BUILT


def test_an_approval_that_was_interrupted_is_put_right_first(root: Path):
    kept = root / "answers" / NAME / "approved" / "2026-07-23-board"
    kept.replace(kept.with_name(f".{kept.name}.old"))
    build(root)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_record_that_cannot_be_kept_stops_nothing(root: Path):
    record = root / "output/exemplar-homes/.2026.made.json"
    record.unlink()
    record.mkdir()
    assert build(root).state == build(root).state == building.BUILT


CLUSTER = """
import sys
from distributed import LocalCluster
from click.testing import CliRunner
from generator.cli import main
from generator.commands import build as build_command
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        run = CliRunner().invoke(main, ["--workspace", sys.argv[1], "build", "--all", "--on", "2026-08-01", "--draft",
                                        "--cluster", cluster.scheduler_address])
        print(run.output, end="")
        sys.exit(run.exit_code)
"""


def test_a_dask_cluster_of_two_workers_makes_the_same_bytes(root: Path, tmp_path: Path):
    before = {name: documents(root, name) for name in (NAME, "other-homes/2026")}
    shutil.rmtree(root / "output")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    path = os.pathsep.join(p for p in (str(tools.ROOT), os.environ.get("PYTHONPATH", "")) if p)
    done = subprocess.run(
        [sys.executable, script, root],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (0, "3 self-assessments: 3 built.\n"), done.stderr
    assert {name: documents(root, name) for name in before} == before


def test_a_cluster_that_is_not_there_is_a_sentence(root: Path):
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--workspace", root, "build", "--all", "--cluster", "nonsense://x"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tools.ROOT,
    )
    assert done.returncode == 2
    assert "There is no cluster at nonsense://x" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_watch_builds_again_at_every_save_and_ends_in_peace(root: Path):
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in what a script starts in the background, and its children
        signal.signal(signal.SIGINT, signal.default_int_handler)
    watching = subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", "--workspace", root, "build", NAME, "--watch", "--draft", "--on", "2026-08-01"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        cwd=tools.ROOT,
    )
    try:
        assert watching.stdout is not None
        lines = iter(watching.stdout)

        def until_it_waits() -> str:
            said = ""
            for line in lines:
                said += line
                if line.startswith("Waiting for a change"):
                    return said
            raise AssertionError(said)

        assert "output" in until_it_waits()
        path = root / "answers" / NAME / "section-6.md"
        whole = path.read_text(encoding="utf-8")
        path.write_text(whole.replace("### Commentary\n", "### Commentary\nWatched sentence. ", 1), encoding="utf-8")
        assert "Built" in until_it_waits()
        assert "Watched sentence" in "".join(documents(root)[name].decode() for name in documents(root) if "all" in name)
        (root / "answers" / NAME / "landlord.md").write_bytes(b"\0\1")
        assert "Nothing was built" in until_it_waits()
        watching.send_signal(signal.SIGINT)
        rest = watching.communicate(timeout=20)[0]
    finally:
        watching.kill()
    assert (watching.returncode, "Traceback" in rest) == (0, False)


def test_watch_builds_once_at_the_beginning_and_then_only_when_something_was_saved(root: Path, monkeypatch: pytest.MonkeyPatch):
    built: list[str] = []
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: iter([set(), set(), {(1, "section-6.md")}, set()]))
    monkeypatch.setattr(build_command, "_built", lambda workspace, target, order: built.append(target))
    done = CliRunner().invoke(main, ["--workspace", str(root), "build", NAME, "--watch"])
    assert (done.exit_code, built) == (0, [NAME, NAME])
    assert done.output.count("Waiting for a change") == 2


@pytest.mark.parametrize(("times", "said"), [(1, ""), (9, "somebody saved again and again")])
def test_answers_that_are_saved_while_they_are_read_are_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, times: int, said: str
):
    path, real = root / "answers" / NAME / "section-6.md", building.examine
    saves = iter(range(times))

    def examine(*arguments: object) -> object:
        examined = real(*arguments)
        for turn in saves:
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace("### Commentary\n", f"### Commentary\nSaved meanwhile, {turn}.\n\n", 1), encoding="utf-8"
            )
            break
        return examined

    before = documents(root)
    monkeypatch.setattr(building, "examine", examine)
    if said:
        with pytest.raises(Stop, match=said):
            build(root, force=True)
        assert documents(root) == before
    else:
        assert build(root, force=True).state == building.BUILT
        assert any(b"Saved meanwhile, 0." in content for content in documents(root).values())
        assert build(root).state == building.UNCHANGED
