"""Templates and wording: the nearest file goes before the one that ships, and its mistakes are sentences."""

from pathlib import Path

import pytest

from generator.problems import Stop
from generator.templates import Templates, templates_for


def with_wording(folder: Path, text: str) -> Templates:
    (folder / "templates").mkdir()
    (folder / "templates" / "wording.toml").write_text(text, encoding="utf-8")
    return templates_for([folder])


def test_the_nearest_folder_goes_first_whatever_name_the_file_has_there(tmp_path: Path):
    near, far = tmp_path / "year", tmp_path / "landlord"
    for folder, name in ((near, "base.dotx"), (far, "base.docx")):
        (folder / "templates").mkdir(parents=True)
        (folder / "templates" / name).write_bytes(b"x")
    assert templates_for([near, far]).find("base.docx", "base.dotx") == near / "templates" / "base.dotx"
    assert templates_for([far]).find("base.docx", "base.dotx") == far / "templates" / "base.docx"


def test_what_ships_is_found_without_a_file_of_ones_own():
    assert Templates().find("base.docx") is not None
    assert Templates().find("logo.png") is None


def test_a_missing_template_is_a_sentence():
    with pytest.raises(Stop, match=r"The template nothing\.html is missing"):
        Templates().read("nothing.html")


def test_own_words_replace_only_what_they_name(tmp_path: Path):
    templates = with_wording(tmp_path, '[answer]\nevidence = "Proof"\n')
    assert templates.wording["answer.evidence"] == "Proof"
    assert templates.wording["answer.commentary"] == Templates().wording["answer.commentary"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[answer]\nevidense = "Proof"\n', r"there is no wording called “answer\.evidense”\. Did you mean “answer\.evidence”\?"),
        ('[answer]\naction_owner = "Owner: {who}"\n', r"“answer\.action_owner” asks for \{who\}, which cannot be filled in"),
        ('[answer]\naction_owner = "{owner:>999999999}"\n', r"asks for \{owner:>999999999\}, which cannot be filled in"),
        ('[answer]\naction_owner = "{owner!z}"\n', r"asks for \{owner!z\}, which cannot be filled in"),
        ('[answer]\naction_owner = "Owner: {owner"\n', r"the braces of “answer\.action_owner” do not pair"),
        ("[answer\n", "this wording file cannot be read"),
    ],
)
def test_a_mistake_in_own_words_names_the_file_and_what_is_wrong(tmp_path: Path, text: str, sentence: str):
    with pytest.raises(Stop, match=sentence) as stopped:
        with_wording(tmp_path, text).wording  # noqa: B018 - reading it is the test
    assert "wording.toml" in str(stopped.value)


def test_landlords_without_templates_have_the_same_ones_whatever_their_folders_are_called(tmp_path: Path):
    assert templates_for([tmp_path / "one", tmp_path]) == templates_for([tmp_path / "two", tmp_path]) == Templates()


def test_a_folder_of_templates_that_is_made_later_is_seen_then(tmp_path: Path):
    before = templates_for([tmp_path])
    after = with_wording(tmp_path, '[answer]\nevidence = "Proof"\n')
    assert (before.wording["answer.evidence"], after.wording["answer.evidence"]) == ("Evidence", "Proof")
