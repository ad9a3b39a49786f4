"""What a set of documents was made from: the same digest for the same files, another one for every change, and a record of it."""

from __future__ import annotations

import ast
import hashlib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import made, templates

DAY = date(2026, 8, 1)
FILES = {"index.html": b"<p>One</p>", "fragments/all.html": b"<p>Two</p>"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two folders of answers and a set of documents."""
    for name, content in {
        "answers/a/2026/landlord.md": b"# A\n",
        "answers/a/2026/deep/note.txt": b"n",
        "answers/b/x.md": b"x",
    }.items():
        place(tmp_path / name, content)
    for name, content in FILES.items():
        place(tmp_path / "output/a/2026" / name, content)
    return tmp_path


def place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def digest(root: Path, *folders: str, options: str = "") -> str:
    return made.digest(folders or ("answers/a/2026", "answers/b"), root, options)


def kept(root: Path) -> made.Made:
    """A record of the set as it lies there."""
    record = made.Made(digest(root), DAY.isoformat(), 1, 2, made.digests(FILES))
    made.keep(record, root / "output/a/2026")
    return record


def test_folders_are_named_from_the_workspace_once_and_in_order(root: Path) -> None:
    outside = root.parent / "elsewhere"
    folders = [root / "templates", outside, root / "answers/b", root / "answers/a/../b"]
    assert made.named(folders, root) == tuple(sorted([outside.as_posix(), "answers/b", "templates"]))


def test_a_folder_that_is_not_there_makes_no_difference(root: Path) -> None:
    assert digest(root, "answers/b", "nowhere") == digest(root, "answers/b")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answers/a/2026/landlord.md", b"# B\n"),
        ("answers/a/2026/landlord.md", b""),
        ("answers/a/2026/deep/note.txt", b"m"),
        ("answers/a/2026/new.md", b""),
        ("answers/b/x.md", b"y"),
    ],
)
def test_every_file_that_is_changed_or_new_makes_another_digest(root: Path, name: str, content: bytes) -> None:
    before = digest(root)
    assert digest(root) == before
    place(root / name, content)
    assert digest(root) != before


def test_a_file_of_another_name_or_in_another_folder_makes_another_digest(root: Path) -> None:
    before = digest(root)
    (root / "answers/b/x.md").rename(root / "answers/b/y.md")
    assert digest(root) != before
    (root / "answers/b/y.md").rename(root / "answers/a/2026/x.md")
    assert digest(root) != before


def test_files_behind_a_link_to_a_folder_count_as_templates_are_read_there(root: Path) -> None:
    place(root / "first/page.jinja", b"1")
    place(root / "second/page.jinja", b"2")
    link = root / "answers/a/2026/web"
    made_of = [digest(root)]
    for target in ("first", "second", "."):  # the last leads in a circle
        link.unlink(missing_ok=True)
        link.symlink_to(root / target, target_is_directory=True)
        made_of.append(digest(root))
    place(root / "second/page.jinja", b"3")
    made_of.append(digest(root))
    assert len(set(made_of)) == len(made_of)


def test_another_version_of_a_package_that_writes_documents_makes_another_digest(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = root / "site-packages"
    monkeypatch.setattr(sys, "path", [installed.as_posix(), "nowhere"])
    found = []
    for name in ("typst-0.15.2", "typst-0.15.3", "pytest-9.0"):
        (installed / f"{name}.dist-info").mkdir(parents=True)
        made._program.cache_clear()
        found.append(digest(root))
    made._program.cache_clear()
    assert found[0] != found[1] == found[2]


def test_every_package_that_a_renderer_imports_counts_with_its_version() -> None:
    imported = set()
    for folder in ("render", "rich_text"):
        for path in (templates.PACKAGE / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                imported |= {name.partition(".")[0] for name in names}
    assert imported - sys.stdlib_module_names - {"generator"} == set(made.WRITING)
    installed = [name.partition("-")[0].lower() for name in made._versions(sys.path)]
    assert sorted(set(installed)) == sorted(made.WRITING)


def test_how_it_was_ordered_makes_another_digest(root: Path) -> None:
    assert len({digest(root, options=options) for options in ("", "draft", "pdf", "draft pdf")}) == 4


def test_a_document_s_digest_is_that_of_its_bytes() -> None:
    assert made.digests(FILES) == {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def test_a_set_that_is_as_it_was_made_is_known_by_its_record(root: Path) -> None:
    record = kept(root)
    assert made.unchanged(root / "output/a/2026", digest(root), DAY) == record
    assert made.unchanged(root / "output/a/2026", digest(root), date(2027, 1, 1)) == record
    assert sorted(path.name for path in (root / "output/a").iterdir()) == [".2026.made.json", "2026"]


def test_a_record_for_a_later_day_other_options_or_other_files_does_not_count(root: Path) -> None:
    record = kept(root)
    folder = root / "output/a/2026"
    assert made.unchanged(folder, digest(root), date(2026, 7, 31)) is None
    assert made.unchanged(folder, digest(root, options="draft"), DAY) is None
    made.keep(replace(record, files={**record.files, "more.html": ""}), folder)
    assert made.unchanged(folder, digest(root), DAY) is None
    kept(root)
    place(folder / "index.html", b"<p>1</p>")
    assert made.unchanged(folder, digest(root), DAY) is None
    place(folder / "index.html", FILES["index.html"])
    assert made.unchanged(folder, digest(root), DAY) is not None
    place(root / "answers/b/x.md", b"other")
    assert made.unchanged(folder, digest(root), DAY) is None


def test_the_program_itself_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(root)
    monkeypatch.setattr(made, "_program", lambda: "another")
    assert digest(root) != before
