"""What our own data says of the landlord comes back into landlord.md."""

from __future__ import annotations

from pathlib import Path

from sample import full_view

from generator import intake, publish
from generator.gather import gather
from generator.rich_text import words
from generator.templates import Templates
from generator.workspace import target_at


def test_our_data_fills_the_headings_of_landlord_md(tmp_path: Path) -> None:
    shown = full_view()
    files = publish.render(shown, Templates())
    name = next(name for name in files if name.endswith(".json") and "schema" not in name)
    (tmp_path / name).write_bytes(files[name])
    brought = intake.bring_in([tmp_path / name])
    folder = tmp_path / "homes" / "2026"
    intake.save(brought.files, folder)
    landlord = gather(target_at(folder)).assessment.landlord
    for got, wanted in (
        (landlord.how_to_complain, shown.how_to_complain),
        (landlord.ombudsman, shown.ombudsman),
        (landlord.other_formats, shown.other_formats),
    ):
        assert words(got) == words(wanted) != ""
    assert landlord.bodies[0].name == shown.bodies[0].name
    assert [document.title for document in landlord.documents] == [entry.title for entry in shown.register]
    assert "how_to_complain" not in brought.beside.get("unplaced.md", "")
