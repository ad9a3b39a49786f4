"""Where everything lives, and what LANDLORD/YEAR or a path means."""

from pathlib import Path

import pytest

from generator.problems import Stop
from generator.workspace import Target, Workspace, find, target_at


def year(root: Path, name: str, file: str = "landlord.md") -> Path:
    folder = root / "answers" / name
    folder.mkdir(parents=True)
    (folder / file).write_text("# X\n")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    year(tmp_path, "exemplar-homes/2026")
    year(tmp_path, "exemplar-homes/2025-26", "Section-3.md")
    year(tmp_path, "northgate/2026-after-merger", "section-1.md.txt")
    (tmp_path / "answers" / "northgate" / "templates").mkdir()
    (tmp_path / "answers" / ".hidden" / "2026").mkdir(parents=True)
    (tmp_path / "answers" / ".hidden" / "2026" / "landlord.md").write_text("x")
    (tmp_path / "answers" / "README.md").write_text("x")
    return Workspace(tmp_path)


def refusal(workspace: Workspace, text: str) -> str:
    with pytest.raises(Stop) as stop:
        workspace.target(text)
    return str(stop.value)


def test_every_landlords_every_year_is_found_in_order(workspace: Workspace):
    assert [target.name for target in workspace.targets()] == [
        "exemplar-homes/2025-26",
        "exemplar-homes/2026",
        "northgate/2026-after-merger",
    ]


def test_a_folder_without_answers_has_no_targets(tmp_path: Path):
    assert Workspace(tmp_path).targets() == []


def test_a_folder_that_cannot_be_opened_hides_no_other(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    inner = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "northgate":
            raise PermissionError(13, "Permission denied")
        return inner(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [target.landlord for target in workspace.targets()] == ["exemplar-homes", "exemplar-homes"]
    assert refusal(workspace, "northgate") == "northgate: the folder cannot be opened. Check that you may read it."


def test_landlord_and_year_name_a_folder_in_the_workspace(workspace: Workspace):
    target = workspace.target("exemplar-homes/2026")
    assert target == Target("exemplar-homes", "2026", workspace.root / "answers" / "exemplar-homes" / "2026")
    assert (target.name, workspace.output(target)) == (
        "exemplar-homes/2026",
        workspace.root / "output" / "exemplar-homes" / "2026",
    )


def test_any_folder_of_answer_files_is_a_target_also_outside_the_workspace(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = year(tmp_path / "elsewhere", "their-homes/2024")
    assert workspace.target(str(folder)) == Target("their-homes", "2024", folder)
    monkeypatch.chdir(folder)
    assert workspace.target(".").name == "their-homes/2024"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exemplar-homes", "exemplar-homes is a landlord. Name the year too: exemplar-homes/2025-26 or exemplar-homes/2026."),
        ("exemplar-home/2026", "There is no landlord and year exemplar-home/2026 here. Did you mean exemplar-homes/2026?"),
        ("exemplar-homes\\2027", "Did you mean exemplar-homes/2026?"),
        ("zzz", "There are: exemplar-homes/2025-26, exemplar-homes/2026, northgate/2026-after-merger."),
        ("northgate/templates", "holds no answer files (landlord.md, section-1.md and so on)"),
        ("a" * 5000, "“" + "a" * 60 + "” cannot be opened"),
        ("a\0b", "There is no landlord and year"),
    ],
)
def test_what_is_no_target_is_refused_with_what_is_there(workspace: Workspace, text: str, said: str):
    sentence = refusal(workspace, text)
    assert said in sentence
    assert "Traceback" not in sentence


def test_a_file_is_no_folder_of_answer_files(workspace: Workspace):
    file = workspace.root / "answers" / "exemplar-homes" / "2026" / "landlord.md"
    assert "is a file, and a folder of answer files is wanted. Name the folder that it is in." in refusal(workspace, str(file))


def test_an_empty_workspace_says_how_to_start(tmp_path: Path):
    assert refusal(Workspace(tmp_path), "our-homes/2026").endswith("Start one with: self-assessment new LANDLORD/YEAR")


@pytest.mark.parametrize(
    "text", ["our-homes/2026", "our-homes\\2026", "our-homes/2025-26/", "Tŷ Ni/2026 (after merger)", "a.b/2026"]
)
def test_a_new_year_may_be_named_as_the_landlord_likes(tmp_path: Path, text: str):
    target = Workspace(tmp_path).new_target(text)
    assert target.folder == tmp_path / "answers" / target.landlord / target.year
    assert target.folder.resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    "text",
    [
        "our-homes",
        "a/b/c",
        "",
        "/",
        "../2026",
        "our-homes/..",
        ".x/2026",
        "a//b",
        "a:b/2026",
        "a/20?6",
        "a./2026",
        "a/2026 .",
        "a\n/b",
        "a/" + "b" * 300,
    ],
)
def test_a_name_that_some_system_cannot_take_is_refused(tmp_path: Path, text: str):
    with pytest.raises(Stop, match=r"is no name for a landlord's year\. Write it as LANDLORD/YEAR"):
        Workspace(tmp_path).new_target(text)


def test_the_workspace_is_the_nearest_folder_above_with_answers_in_it(workspace: Workspace, tmp_path: Path):
    assert find(tmp_path / "answers" / "exemplar-homes" / "2026") == workspace
    assert find(tmp_path) == workspace
    elsewhere = tmp_path.parent
    assert find(elsewhere) == Workspace(elsewhere)


def test_templates_are_looked_for_in_the_year_then_the_landlord_then_the_workspace(workspace: Workspace, tmp_path: Path):
    root = workspace.root
    here = workspace.target("exemplar-homes/2026")
    assert workspace.template_folders(here) == (here.folder, root / "answers" / "exemplar-homes", root)
    there = target_at(year(tmp_path / "elsewhere", "their-homes/2024"))
    assert workspace.template_folders(there) == (there.folder, root)


def test_a_place_for_answers_is_named_as_landlord_and_year_or_by_its_path(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert workspace.place(Path("our-homes/2026")) == tmp_path / "answers" / "our-homes" / "2026"
    assert workspace.place(Path("exemplar-homes/2026")) == tmp_path / "answers" / "exemplar-homes" / "2026"
    for path in ("answers/our-homes", "answers/our-homes/2026", "../elsewhere", "all"):
        assert workspace.place(Path(path)) == Path(path)
    assert workspace.place(tmp_path / "2026") == tmp_path / "2026"
    (tmp_path / "mine" / "2026").mkdir(parents=True)
    assert workspace.place(Path("mine/2026")) == Path("mine/2026"), "what is there is what was meant"
    assert Workspace(tmp_path / "mine").place(Path("our-homes/2026")) == Path("our-homes/2026"), "there is no answers/ there"


@pytest.mark.parametrize("text", ["CON/2026", "our-homes/nul", "lpt1.old/2026"])
def test_a_name_that_windows_keeps_for_itself_is_refused(tmp_path: Path, text: str):
    with pytest.raises(Stop, match="cannot be the name of a folder on Windows"):
        Workspace(tmp_path).new_target(text)


@pytest.mark.parametrize(
    "text", ["Cafe\u0301-homes/2027", "caf\u00c9-homes/2027", "Caf\u00e9-homes/２０２６", "Caf\u00e9\u2011homes/2027"]
)
def test_a_name_that_reads_like_one_that_is_there_is_refused(tmp_path: Path, text: str):
    (tmp_path / "answers" / "Caf\u00e9-homes" / "2026").mkdir(parents=True)
    (tmp_path / "answers" / "Caf\u00e9\u2010homes" / "2026").mkdir(parents=True)
    with pytest.raises(Stop, match="only in capitals, or in how its letters are stored"):
        Workspace(tmp_path).new_target(text)


def test_a_name_that_differs_only_in_capitals_is_refused(workspace: Workspace):
    with pytest.raises(Stop, match="There is “exemplar-homes” already"):
        workspace.new_target("Exemplar-Homes/2031")
    assert workspace.new_target("exemplar-homes/2031").year == "2031"


def test_a_year_of_the_workspace_is_found_from_elsewhere(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "away" / "exemplar-homes" / "2026").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "away")
    wanted = workspace.root / "answers" / "exemplar-homes" / "2026"
    assert workspace.place(Path("exemplar-homes/2026")) == wanted, "an empty folder of that name is not meant"
    assert workspace.place(Path("answers/exemplar-homes/2026")) == wanted


def test_many_publications_lie_where_every_command_finds_them(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path.parent)
    assert workspace.place_for_each(Path("returned")) == workspace.answers / "returned"
    for deep in (Path("x/2026"), workspace.answers):
        with pytest.raises(Stop, match=r"Name one folder in answers/ for them all"):
            workspace.place_for_each(deep)
