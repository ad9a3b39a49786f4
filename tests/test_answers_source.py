"""Answer files as they lie on disk: every kind of bytes is read or refused in a sentence, and a save changes nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import intake
from generator.answers import source
from generator.answers.source import Source, from_bytes, from_text, quoted, visible
from generator.problems import Stop

FIXTURES = Path(__file__).parent / "fixtures" / "answers"
READABLE = ("windows-1252.md", "utf-8-with-mark.md", "mixed-ends.md", "control-characters.md", "pasted-from-word.md")


def read(name: str) -> Source:
    return source.read(FIXTURES / name, f"our-homes/2026/{name}")


def refusal(path: Path) -> str:
    with pytest.raises(Stop) as stop:
        source.read(path, "our-homes/2026/section-6.md")
    sentence = str(stop.value)
    assert sentence.startswith("our-homes/2026/section-6.md: ")
    assert sentence.endswith(".")
    return sentence


# Bytes


@pytest.mark.parametrize("name", READABLE)
def test_a_file_that_is_not_edited_is_saved_byte_for_byte_as_it_was(name: str):
    assert read(name).to_bytes() == (FIXTURES / name).read_bytes()


@given(st.binary(max_size=200))
def test_whatever_bytes_there_are_they_are_kept_or_refused(data: bytes):
    try:
        held = from_bytes("section-6.md", data)
    except Stop:
        return
    assert held.to_bytes() == data
    source.problems(held)


def test_windows_text_is_read_as_such_and_said_so():
    held = read("windows-1252.md")
    assert "Owner: Siân O’Brien" in held.lines
    assert "“Acknowledged” means a letter…" in held.lines
    [problem] = source.problems(held)
    assert (problem.id, problem.severity, problem.line) == ("windows-1252", "warning", 0)
    assert problem.help == "Check that quotation marks, dashes and pound signs are right, and save it as UTF-8 when you can."


def test_utf_8_with_a_mark_reads_as_without():
    held = read("utf-8-with-mark.md")
    assert held.lines[0] == "# Section 6: Complaints stages"
    assert held.lines[6:8] == ("Comply: Yes", "Owner: Siân O’Brien")
    assert source.problems(held) == []


def test_every_kind_of_line_end_is_a_line_end():
    assert read("mixed-ends.md").lines[:2] == ("# Section 6: Complaints stages", "")
    assert set(read("mixed-ends.md").ends) == {"\n", "\r\n", "\r", ""}


@pytest.mark.parametrize(
    ("name", "what", "do"),
    [
        ("utf-16.md", "this file is saved as UTF-16", "set the encoding to UTF-8"),
        ("picture.md", "this is not a text file", "use the import command"),
        ("neither.md", "neither UTF-8 nor Windows text", "save it again as UTF-8"),
        ("two-encodings.md", "text in another encoding was put in on line 17", "Type that line again"),
    ],
)
def test_what_cannot_be_read_as_text_is_refused_with_what_to_do(name: str, what: str, do: str):
    sentence = refusal(FIXTURES / name)
    assert what in sentence
    assert do in sentence


def test_two_encodings_behind_a_mark_are_refused_too():
    with pytest.raises(Stop, match="on line 2"):
        from_bytes("landlord.md", b"\xef\xbb\xbfKind: ALMO\nHomes: \xa35\n")


def test_a_windows_file_with_two_letters_that_might_be_utf_8_is_still_a_windows_file():
    assert from_bytes("x.md", "CAFÉ’S “menu” £5".encode("cp1252")).lines == ("CAFÉ’S “menu” £5",)


def test_a_letter_that_windows_text_lacks_makes_the_file_utf_8():
    held = read("windows-1252.md")
    saved = held.replaced(7, 8, ["Owner: Siân Ŵyn"]).to_bytes()
    assert saved == held.to_bytes().decode("cp1252").replace("Siân O’Brien", "Siân Ŵyn").encode()


def test_control_characters_are_an_error_that_quotes_the_line():
    found = source.problems(read("control-characters.md"))
    assert [(problem.id, problem.severity, problem.line) for problem in found] == [
        ("control-character", "error", 11),
        ("control-character", "error", 14),
    ]
    assert "U+001F" in found[0].message
    assert "“- Policy – 3.2 (£50 limit, page 4)”" in found[0].message
    assert "U+0007" in found[1].message


def test_what_nobody_can_see_is_not_read():
    assert visible("\ufeff## 6.3\u200b Stage\x07 1") == "## 6.3 Stage 1"
    assert visible("a\u00a0b\tc\vd") == "a\u00a0b\tc\vd"


def test_a_message_quotes_a_long_line_shortened():
    assert quoted("a  b\tc") == "a b c"
    assert len(quoted("word " * 50_000)) <= 80
    assert (quoted("x" * 80), quoted("x" * 81)) == ("x" * 80, "x" * 79 + "…")
    assert quoted("word " * 50).endswith("…")


# Files


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    assert "there is no such file" in refusal(tmp_path / "section-6.md")


@pytest.mark.parametrize("data", [b"", b"\n\r\n  \n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "section-6.md").write_bytes(data)
    assert "this file is empty. Put back" in refusal(tmp_path / "section-6.md")


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path):
    (tmp_path / "section-6.md").mkdir()
    assert "this is not a file" in refusal(tmp_path / "section-6.md")


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with (tmp_path / "section-6.md").open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    assert "this file has 50.0 MB, too much for an answer file (at most 2 MB)" in refusal(tmp_path / "section-6.md")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "Close it in other programs (Word, for instance)"),
        (OSError(5, "Input/output error"), "cannot be read (Input/output error)"),
    ],
)
def test_a_file_that_the_system_does_not_give_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
):
    def refuse(path: Path) -> bytes:
        raise error

    (tmp_path / "section-6.md").write_text("x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said in refusal(tmp_path / "section-6.md")


# Saving


def test_a_save_puts_the_bytes_in_place_with_the_rights_of_the_old_file_and_leaves_nothing_beside(tmp_path: Path):
    path = tmp_path / "section-6.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    source.write(path, "our-homes/2026/section-6.md", b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["replace", "open", "chmod"])
def test_where_word_holds_the_file_or_writing_is_not_allowed_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
):
    path = tmp_path / "section-6.md"
    path.write_bytes(b"old")
    inner = getattr(Path, call)

    def held(self: Path, *args: object, **kwargs: object) -> object:
        if self.name.endswith(".saving"):
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        return inner(self, *args, **kwargs)

    monkeypatch.setattr(Path, call, held)
    with pytest.raises(
        Stop, match=r"^our-homes/2026/section-6.md: this file cannot be saved .*Word or a sync program.*Nothing was changed\.$"
    ):
        source.write(path, "our-homes/2026/section-6.md", b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_save_into_a_folder_that_is_gone_is_refused(tmp_path: Path):
    with pytest.raises(Stop, match="cannot be saved"):
        source.write(tmp_path / "gone" / "section-6.md", "our-homes/2026/section-6.md", b"new")


# Lines


def lines(*typed: str, end: str = "\r\n", last: str = "\r\n") -> Source:
    return Source("x.md", typed, (*[end] * (len(typed) - 1), last))


@pytest.mark.parametrize(
    ("start", "stop", "new", "saved"),
    [
        (1, 2, ["B"], b"a\r\nB\r\nc"),
        (1, 1, ["x", "y"], b"a\r\nx\r\ny\r\nb\r\nc"),
        (3, 3, ["d"], b"a\r\nb\r\nc\r\nd"),
        (2, 3, [], b"a\r\nb\r\n"),
        (2, 3, ["C", "D"], b"a\r\nb\r\nC\r\nD"),
        (0, 3, ["z"], b"z"),
        (0, 0, ["z"], b"z\r\na\r\nb\r\nc"),
    ],
)
def test_new_lines_get_the_files_own_end_and_the_last_keeps_none(start: int, stop: int, new: list[str], saved: bytes):
    assert lines("a", "b", "c", last="").replaced(start, stop, new).to_bytes() == saved


def test_a_line_that_another_takes_the_place_of_keeps_its_end():
    held = from_text("x.md", "a\nb\r\nc\rd\n")
    assert held.replaced(0, 4, ["a", "B", "c", "new", "d"]).to_bytes() == b"a\nB\r\nc\rnew\nd\n"


def test_a_file_without_lines_takes_lines():
    assert from_text("x.md", "").replaced(0, 0, ["a", "b"]).to_bytes() == b"a\nb\n"


TEXT = st.lists(st.tuples(st.text("ab #>", max_size=4), st.sampled_from(["\n", "\r\n", "\r"])), max_size=6)


@given(TEXT, st.text("ab", max_size=3), st.data())
def test_a_replacement_changes_only_those_lines(pairs: list[tuple[str, str]], last: str, data: st.DataObject):
    held = from_text("x.md", "".join(line + end for line, end in pairs) + last)
    start = data.draw(st.integers(0, len(held.lines)))
    stop = data.draw(st.integers(start, len(held.lines)))
    new = data.draw(st.lists(st.text("xyz", min_size=1, max_size=3), max_size=3))
    changed = held.replaced(start, stop, new)
    assert changed.lines == (*held.lines[:start], *new, *held.lines[stop:])
    assert from_text("x.md", changed.to_bytes().decode()).lines == changed.lines
    after = held.ends[stop:]
    assert changed.ends[len(changed.ends) - len(after) :] == after
    assert all(new_end == end for new_end, end in zip(changed.ends[: max(start - 1, 0)], held.ends, strict=False))
    assert held.replaced(start, stop, list(held.lines[start:stop])).to_bytes() == held.to_bytes()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(tmp_path: Path):
    path, other = tmp_path / "section-6.md", tmp_path / "section-7.md"
    path.write_bytes(b"as it was read\n")
    before = source.read(path, "our-homes/2026/section-6.md")
    after = before.replaced(0, 1, ["as it is to be"])
    path.write_bytes(b"as somebody else has it\n")
    with pytest.raises(Stop, match=r"section-6.md: this file was changed by somebody else .*Do the same again"):
        source.save([source.Change(other, None, after), source.Change(path, before, after)])
    assert path.read_bytes() == b"as somebody else has it\n"
    assert not other.exists()


def test_a_new_file_is_not_put_over_one_that_came_meanwhile(tmp_path: Path):
    path = tmp_path / "section-6.md"
    path.write_bytes(b"somebody else's\n")
    with pytest.raises(Stop, match="was changed by somebody else"):
        source.save([source.Change(path, None, source.from_text("our-homes/2026/section-6.md", "mine\n"))])
    assert path.read_bytes() == b"somebody else's\n"


def test_where_only_some_files_could_be_put_in_place_the_sentence_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first, second = tmp_path / "section-1.md", tmp_path / "section-2.md"
    made = [source.from_text(f"our-homes/2026/{path.name}", "new\n") for path in (first, second)]
    first.write_bytes(b"old\n")
    before = source.read(first, "our-homes/2026/section-1.md")

    def late(self: Path, target: Path, real=Path.replace) -> Path:
        if target == second:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", late)
    with pytest.raises(Stop, match=r"section-2\.md: .* Saved by then: our-homes/2026/section-1\.md\.$"):
        source.save([source.Change(first, before, made[0]), source.Change(second, None, made[1])])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["section-1.md"]


def test_nothing_is_saved_that_could_not_be_read_again(tmp_path: Path):
    path = tmp_path / "section-6.md"
    path.write_text("## 6.1\n", encoding="utf-8")
    before = source.read(path, "our-homes/2026/section-6.md")
    long = from_text(before.shown, "## 6.1\n" + "x" * source.LARGEST)
    with pytest.raises(Stop, match=r"our-homes/2026/section-6\.md: with this the file would have 2\.0 MB"):
        source.save([source.Change(path, before, long)])
    assert source.read(path, before.shown) == before
    with pytest.raises(Stop, match=r"other/2026/section-6\.md: with this the file would have 2\.0 MB"):
        intake.save({"section-6.md": "x" * (source.LARGEST + 1)}, tmp_path / "other" / "2026")
    assert not (tmp_path / "other").exists()
