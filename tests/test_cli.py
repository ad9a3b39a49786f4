"""The command line as a person uses it: whole processes, their output and exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tools

EXAMPLE = tools.EXAMPLES / "exemplar-homes"
ON = ("--on", "2026-11-22")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of its own with the example's two years in it."""
    shutil.copytree(EXAMPLE, tmp_path / "answers" / "exemplar-homes")
    return tmp_path


def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a folder; its output as UTF-8, or as the environment's encoding has it."""
    encoding = environment.get("PYTHONIOENCODING", "utf-8").replace(
        "ascii", "utf-8"
    )  # click writes UTF-8 where ASCII is asked for
    done = subprocess.run(
        [sys.executable, "-m", "generator", *args],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        check=False,
    )
    completed = subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
    assert "Traceback" not in completed.stderr, completed.stderr
    return completed


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds “{old}”"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_check_of_the_example_finds_nothing_and_lists_what_is_accepted(workspace: Path):
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 0
    assert "3.3 no-evidence:" in done.stdout
    assert done.stdout.endswith("No errors, no warnings, 1 accepted warning.\n")
    assert "\x1b" not in done.stdout, "no colours when piped"


def test_check_says_what_is_wrong_where_and_what_to_do(workspace: Path):
    file = workspace / "answers/exemplar-homes/2026/section-6.md"
    edit(file, "Comply: No", "Comply: Mostly")
    line = file.read_text(encoding="utf-8").splitlines().index("Comply: Mostly") + 1
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 1
    assert f"exemplar-homes/2026/section-6.md, line {line}: error (comply-invalid)" in done.stdout
    assert "the answer is “Mostly”, which is neither Yes nor No." in done.stdout
    assert "Write Yes or No after “Comply:”." in done.stdout


def test_a_warning_comes_with_the_line_that_accepts_it_and_that_line_works(workspace: Path):
    file = workspace / "answers/exemplar-homes/2026/section-3.md"
    text = file.read_text(encoding="utf-8")
    accepting = next(line for line in text.splitlines() if line.startswith("Accept: no-evidence"))
    edit(file, accepting + "\n", "")
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert "add under the heading: Accept: no-evidence, your reason" in done.stdout
    edit(file, "## 3.3", "## 3.3")  # the heading is there
    heading = next(line for line in text.splitlines() if line.startswith("## 3.3"))
    comply = text[text.index(heading) :].split("Comply:", 1)
    file.write_text(
        text[: text.index(heading)]
        + comply[0]
        + "Accept: no-evidence, it is about attitude\nComply:"
        + comply[1].replace(accepting + "\n", "", 1),
        encoding="utf-8",
    )
    assert "1 accepted warning" in run(workspace, "check", "exemplar-homes/2026", *ON).stdout


def test_json_is_a_list_of_objects_with_the_promised_keys(workspace: Path):
    edit(workspace / "answers/exemplar-homes/2026/section-6.md", "Comply: No", "Comply: Mostly")
    done = run(workspace, "check", "exemplar-homes/2026", "--json", *ON)
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert {"id", "severity", "file", "line", "provision", "message", "help"} == set(found[0])
    assert ("comply-invalid", "error", "6.3") in [(p["id"], p["severity"], p["provision"]) for p in found]


def test_a_new_year_opens_with_progress_and_one_line_a_provision_and_full_shows_more(workspace: Path):
    assert run(workspace, "new", "our-homes/2026", *ON).returncode == 0
    files = sorted(path.name for path in (workspace / "answers/our-homes/2026").iterdir())
    assert files == ["landlord.md", *(f"section-{n}.md" for n in range(1, 10))]
    edit(workspace / "answers/our-homes/2026/section-7.md", "\nComply:\n", "\nComply: No\n")
    short = run(workspace, "check", "our-homes/2026", *ON)
    full = run(workspace, "check", "our-homes/2026", "--full", *ON)
    assert short.returncode == full.returncode == 1
    assert short.stdout.startswith("1 of 72 answered\n  Section 1: 0 of 5  Definition of a complaint\n")
    assert short.stdout.count("7.1 ") < full.stdout.count("7.1 ")
    assert "use --full to see all" in short.stdout
    assert "not shown" not in full.stdout


def test_new_never_writes_over_what_is_there(workspace: Path):
    before = (workspace / "answers/exemplar-homes/2026/section-1.md").read_bytes()
    done = run(workspace, "new", "exemplar-homes/2026")
    assert done.returncode == 2
    assert "it is left as it is" in done.stderr
    assert (workspace / "answers/exemplar-homes/2026/section-1.md").read_bytes() == before


@pytest.mark.parametrize("name", ["our-homes", "../2026", "a/b/c", "./2026", ".hidden/2026"])
def test_a_name_that_cannot_be_a_landlords_year_is_refused(workspace: Path, name: str):
    done = run(workspace, "new", name)
    assert done.returncode == 2
    assert "Write it as LANDLORD/YEAR" in done.stderr


def test_status_has_a_line_for_each_landlord_and_year(workspace: Path):
    run(workspace, "new", "our-homes/2026", *ON)
    head, earlier, example, ours = run(workspace, "status", *ON).stdout.splitlines()
    assert head.split() == ["answered", "reviewed", "errors", "warnings", "status"]
    assert earlier.split()[:7] == ["exemplar-homes/2024", "72", "of", "72", "72", "0", "0"]
    assert example.split()[:7] == ["exemplar-homes/2026", "72", "of", "72", "72", "0", "0"]
    assert example.endswith("Approved by the Board on 23 July 2026")
    assert ours.split()[:5] == ["our-homes/2026", "0", "of", "72", "0"]
    assert ours.endswith("Draft")


def test_build_makes_the_set_and_names_every_file(workspace: Path):
    done = run(workspace, "build", "exemplar-homes/2026", *ON)
    assert done.returncode == 0, done.stderr
    made = {str(path.relative_to(workspace)) for path in (workspace / "output/exemplar-homes/2026").rglob("*") if path.is_file()}
    assert {line for line in done.stdout.splitlines() if line.startswith(str(workspace))} == {
        str(workspace / name) for name in made
    }
    assert "output/exemplar-homes/2026/exemplar-homes-2026-self-assessment.docx" in made


def test_errors_stop_a_build_and_leave_yesterdays_output_and_a_draft_says_that_it_is_one(workspace: Path):
    run(workspace, "build", "exemplar-homes/2026", *ON)
    output = workspace / "output/exemplar-homes/2026"
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    edit(workspace / "answers/exemplar-homes/2026/section-6.md", "Comply: No", "Comply: Mostly")
    done = run(workspace, "build", "exemplar-homes/2026", *ON)
    assert done.returncode == 1
    assert "Nothing was built: 2 errors to put right first." in done.stderr  # it is no answer, and not what was approved
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
    drafted = run(workspace, "build", "exemplar-homes/2026", "--draft", *ON)
    assert drafted.returncode == 0
    names = [path.name for path in output.rglob("*") if path.suffix in {".docx", ".xlsx", ".html"}]
    assert names
    assert all("-draft." in name for name in names)
    assert "Not answered" in (output / "section-6-draft.html").read_text(encoding="utf-8")


def test_a_folder_outside_a_workspace_can_be_checked_and_built(tmp_path: Path):
    shutil.copytree(EXAMPLE / "2026", tmp_path / "somewhere" / "2026")
    assert run(tmp_path, "check", "somewhere/2026", *ON).returncode == 0
    assert run(tmp_path, "build", str(tmp_path / "somewhere" / "2026"), *ON).returncode == 0
    assert (tmp_path / "output/somewhere/2026/index.html").is_file()


def test_tidy_shows_before_and_after_and_dry_run_changes_nothing(workspace: Path):
    file = workspace / "answers/exemplar-homes/2026/section-3.md"
    edit(file, "### Evidence\n", "### Evidence\n\uf0b7 Pasted from Word, section 2\n")
    before = file.read_bytes()
    shown = run(workspace, "tidy", "exemplar-homes/2026", "--dry-run")
    assert "before: \uf0b7 Pasted from Word, section 2" in shown.stdout
    assert "after:  - Pasted from Word, section 2" in shown.stdout
    assert file.read_bytes() == before
    assert "1 place changed." in run(workspace, "tidy", "exemplar-homes/2026").stdout
    assert file.read_bytes() == before.replace("\uf0b7 Pasted".encode(), b"- Pasted")


def test_codes_says_which_wording_is_still_to_be_compared(workspace: Path):
    done = run(workspace, "codes")
    assert "housing-ombudsman-2024" in done.stdout
    assert "Wording from memory; not seen in a publication: 6.20" in done.stdout
    assert "6.20 " in run(workspace, "codes", "--full").stdout


# What people do by mistake: one sentence, exit 2, nothing lost


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("exemplar-home/2026", "Did you mean exemplar-homes/2026?"),
        ("exemplar-homes", "Name the year too: exemplar-homes/2024 or exemplar-homes/2026."),
        ("nobody/2031", "Start one with: self-assessment new"),
        ("answers/exemplar-homes/2026/section-1.md", "is a file, and a folder of answer files is wanted"),
        ("answers", "holds no answer files"),
    ],
)
def test_a_target_that_is_none_is_a_sentence(workspace: Path, target: str, sentence: str):
    for command in ("check", "build", "tidy"):
        done = run(workspace, command, target)
        assert done.returncode == 2
        assert sentence in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("section-4.md", b"PK\x03\x04\x00\x00\x00binary", "This is not a text file."),
        ("section-4.md", "\ufeff# Section 4".encode("utf-16"), "saved as UTF-16"),
        ("section-4.md", b"x" * 50_000_000, "50.0 MB, too much for an answer file"),
        ("landlord.md", None, "This file is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked_all_the_same(
    workspace: Path, name: str, content: bytes | None, sentence: str
):
    folder = workspace / "answers/exemplar-homes/2026"
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    edit(folder / "section-6.md", "Comply: No", "Comply: Mostly")
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 2
    assert f"exemplar-homes/2026/{name}" in done.stdout
    assert sentence in done.stdout
    assert "comply-invalid" in done.stdout
    assert run(workspace, "build", "exemplar-homes/2026", "--draft", *ON).returncode == 2
    assert not (workspace / "output").exists()


def test_a_folder_where_a_file_is_expected_is_named(workspace: Path):
    folder = workspace / "answers/exemplar-homes/2026"
    (folder / "section-4.md").unlink()
    (folder / "section-4.md").mkdir()
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 2
    assert "This is not a file." in done.stdout


def test_an_empty_file_is_said_to_be_empty_and_its_provisions_are_not_said_to_be_missing(workspace: Path):
    (workspace / "answers/exemplar-homes/2026/section-4.md").write_bytes(b"")
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 2
    assert "This file is empty. Put back" in " ".join(done.stdout.split())
    assert "(no-answer)" not in done.stdout
    assert "section-4.md" in done.stdout


def test_without_a_readable_landlord_md_nothing_is_said_to_be_missing_from_it(workspace: Path):
    (workspace / "answers/exemplar-homes/2026/landlord.md").write_bytes(b"")
    done = run(workspace, "check", "exemplar-homes/2026", *ON)
    assert done.returncode == 2
    assert "This file is empty." in " ".join(done.stdout.split())
    assert "(landlord-field-missing)" not in done.stdout


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}]
)
def test_every_command_works_on_an_old_console(workspace: Path, environment: dict[str, str]):
    edit(workspace / "answers/exemplar-homes/2026/section-6.md", "Comply: No", "Comply: ffôn 🏠 Ω")
    for args in (
        ("check", "exemplar-homes/2026", *ON),
        ("check", "exemplar-homes/2026", "--json", *ON),
        ("status", *ON),
        ("tidy", "exemplar-homes/2026"),
        ("build", "exemplar-homes/2026", "--draft", *ON),
        ("codes",),
        ("new", "our-homes/2026", *ON),
        ("--help",),
    ):
        done = run(workspace, *args, **environment)
        assert done.returncode in (0, 1), (args, done.stderr)


def test_check_imports_nothing_of_word_excel_or_the_web(workspace: Path):
    code = (
        "import sys; from generator.cli import main\n"
        "try: main(['check', 'exemplar-homes/2026'])\n"
        "except SystemExit: pass\n"
        "heavy = {'docx', 'openpyxl', 'xlsxwriter', 'jinja2', 'markdown_it', 'nh3', 'lxml', 'pydantic', 'rapidfuzz', 'typst'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.splitlines()[-1] == "[]"
