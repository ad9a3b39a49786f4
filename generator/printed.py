"""What "the same answer" means: one definition for reading back, round trips and comparisons.

An answer is its comply value, its evidence in order as printed, its commentary, actions and alternative, each as blocks of runs.
Runs of spaces and tabs count as one space, a no-break space as a space; the bullet character does not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from generator.model import FIGURE, VERDICT, Column
from generator.rich_text import BULLET, Block, Run, Text, one_space, plain, plain_runs, same_runs, same_text, words
from generator.view import Row, View

Wording = Mapping[str, str]

_WORD_OR_SIGN = re.compile(r"[^\W_]{1,12}|[^\s\w]|_")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_ASKED = "_asked"
_SAID = {VERDICT: "answer.commentary", FIGURE: "answer.figure"}
_IN_WORDS = "answer.words"


@dataclass(frozen=True, slots=True)
class PrintedActionText:
    """An action as a reader of a document sees it."""

    what: Text
    owner: str
    by: str
    outcome: Text


@dataclass(frozen=True, slots=True)
class Printed:
    """An answer as it stands in a document."""

    number: str
    comply: str
    evidence: tuple[tuple[Run, ...], ...]
    commentary: Text
    actions: tuple[PrintedActionText, ...]
    alternative: Text


@dataclass(frozen=True, slots=True)
class Flat:
    """An answer as plain text, as a worksheet holds it: evidence and commentary by line.

    Where they share a column, all of its lines are the commentary. Where the form has a column for each answer, ``comply`` is the
    title of the one that something stands in.
    """

    number: str
    comply: str
    evidence: tuple[str, ...]
    commentary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InWords:
    """An answer as words and signs in their order, as a PDF holds it: a space beside a sign does not count, for a line may end there.

    Evidence, commentary and the answer stand in the columns as in ``Flat``. A list's numbers count, its bullets do not.
    """

    number: str
    comply: str
    evidence: str
    commentary: str


Answers = Sequence[Printed] | Sequence[Flat] | Sequence[InWords]
"""The answers that stand in a document, in one of the ways in which documents hold them."""


def words_for(wording: Wording, *, asks_questions: bool) -> Wording:
    """The fixed words for a form of questions or of requirements: there "title_asked" goes in the place of "title"."""
    if not asks_questions:
        return wording
    return {**wording, **{key.removesuffix(_ASKED): words for key, words in wording.items() if key.endswith(_ASKED)}}


def comply_words(row: Row, wording: Wording) -> str:
    """The answer as it is printed ("Yes", "Not answered"); "" where the answer is a figure or words, which stand elsewhere."""
    if row.comply_title or (row.answered and row.asks != VERDICT):
        return row.comply_title
    return wording["answer.unanswered"]


def commentary_label(row: Row, wording: Wording) -> str:
    """What the commentary is called: on a question for a figure or for words it is the answer."""
    return wording[_SAID.get(row.asks, _IN_WORDS)]


def printed(row: Row, wording: Wording) -> Printed:
    """What a document must show for this row."""
    actions = tuple(
        PrintedActionText(a.what, a.owner or wording["answer.action_none"], a.by or wording["answer.action_none"], a.outcome)
        for a in row.actions
    )
    return Printed(row.number, comply_words(row, wording), row.evidence, row.commentary, actions, row.alternative)


def parts(row: Row, wording: Wording) -> list[tuple[str, Text]]:
    """The labelled parts that follow the evidence, in order: every document prints these labels and blocks.

    An action's part ends with its owner and its date as paragraphs of their own.
    """
    found = [(commentary_label(row, wording), row.commentary)] if row.commentary else []
    if row.alternative:
        found.append((wording["answer.alternative"], row.alternative))
    for i, action in enumerate(row.actions, start=1):
        none = wording["answer.action_none"]
        owner = wording["answer.action_owner"].format(owner=action.owner or none)
        by = wording["answer.action_by"].format(by=action.by or none)
        label = _action_label(wording, i, len(row.actions))
        found.append((label, (*action.what, Block("paragraph", (Run(owner),)), Block("paragraph", (Run(by),)))))
        if action.outcome:
            found.append((wording["answer.outcome"].format(action=label[0].lower() + label[1:]), action.outcome))
    return found


def in_column(row: Row, holds: str, wording: Wording) -> list[tuple[str, Text]]:
    """What stands in a column of the form beside the evidence's own: labelled parts, "" for a label that needs none.

    Evidence and commentary in one column are told apart by their labels. In a column for an answer, this answer is the first label,
    and nothing stands in the column of the other one.
    """
    if holds == "support" and row.evidence:
        evidence = tuple(Block(BULLET, item) for item in row.evidence)
        return [(wording["answer.evidence"], evidence), *parts(row, wording)]
    if holds in ("commentary", "support"):
        own = commentary_label(row, wording)
        return [("" if label == own else label, blocks) for label, blocks in parts(row, wording)]
    if holds != row.answer_column:
        return []
    answer = comply_words(row, wording)
    return [*([(answer, ())] if answer else []), *in_column(row, "support", wording)]


def _action_label(wording: Wording, number: int, count: int) -> str:
    return wording["answer.action"] if count == 1 else f"{wording['answer.action']} {number}"


def from_parts(
    number: str, comply: str, evidence: Sequence[tuple[Run, ...]], found: Sequence[tuple[str, Text]], wording: Wording
) -> Printed:
    """The answer that a reader of labelled parts sees; raises ValueError where the parts cannot be one."""
    commentary: Text = ()
    alternative: Text = ()
    actions: list[PrintedActionText] = []
    labels = [label for label, _ in found]
    said = {wording[key] for key in (*_SAID.values(), _IN_WORDS)}
    if len(labels) != len(set(labels)) or len(said.intersection(labels)) > 1:
        raise ValueError(f"{number}: a part stands twice")
    for label, blocks in found:
        if label in said:
            commentary = blocks
        elif label == wording["answer.alternative"]:
            alternative = blocks
        elif label == wording["answer.action"] or re.fullmatch(re.escape(wording["answer.action"]) + r" \d+", label):
            if len(blocks) < 2:
                raise ValueError(f"{number}: “{label}” has no owner and date")
            owner = _value(blocks[-2], wording["answer.action_owner"].format(owner=""))
            by = _value(blocks[-1], wording["answer.action_by"].format(by=""))
            actions.append(PrintedActionText(blocks[:-2], owner, by, ()))
        elif actions and label.startswith(wording["answer.outcome"].format(action="")):
            actions[-1] = replace(actions[-1], outcome=blocks)
        else:
            raise ValueError(f"{number}: a part called “{label}” is not expected")
    return Printed(number, comply, tuple(evidence), commentary, tuple(actions), alternative)


def _value(block: Block, label: str) -> str:
    text = plain_runs(block.runs)
    if not text.startswith(label.strip()):
        raise ValueError(f"“{text}” does not begin with “{label.strip()}”")
    return text[len(label.strip()) :].strip()


def flat(row: Row, columns: Sequence[Column], wording: Wording) -> Flat:
    """What a worksheet with these columns must show for this row: text, addresses in brackets."""
    titles = {column.holds: column.title for column in columns}
    holds = next(name for name in ("commentary", "support", row.answer_column) if name in titles)
    lines: list[str] = []
    for label, blocks in in_column(row, holds, wording):
        lines += [label, *plain(blocks).split("\n")]
    comply = comply_words(row, wording) if "comply" in titles else titles[holds] if lines else ""
    evidence = tuple(plain_runs(item) for item in row.evidence) if "evidence" in titles else ()
    return Flat(row.number, comply, evidence, tuple(lines))


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean for line in lines if (clean := one_space(line)))


def normal_flat(answer: Flat) -> Flat:
    """The same with spaces as the definition counts them."""
    return Flat(answer.number, one_space(answer.comply), _lines(answer.evidence), _lines(answer.commentary))


def in_words(row: Row, columns: Sequence[Column], wording: Wording) -> InWords:
    """What a PDF with these columns must show for this row."""
    lines = flat(row, columns, wording)
    holds = next(column.holds for column in columns if column.holds in ("commentary", "support", row.answer_column))
    told: list[str] = []
    for label, blocks in in_column(row, holds, wording):
        told += [label, *(f"{block.number}. {words((block,))}" if block.number else words((block,)) for block in blocks)]
    evidence = [words((Block(BULLET, item),)) for item in row.evidence] if lines.evidence else []
    return InWords(row.number, words_and_signs([lines.comply]), words_and_signs(evidence), words_and_signs(told))


def words_and_signs(texts: Iterable[str]) -> str:
    """The words, each at most twelve letters of one, and the signs, with a space between.

    What nobody sees is left out, and a ligature is its letters.
    """
    seen = "".join(char for char in "\n".join(texts).translate(_LIGATURES) if unicodedata.category(char) != "Cf")
    return " ".join(_WORD_OR_SIGN.findall(seen))


def normal(answer: Printed) -> Printed:
    """The same with spaces as the definition counts them, and runs as answer files can hold them."""
    return Printed(
        answer.number,
        one_space(answer.comply),
        tuple(same_runs(item) for item in answer.evidence),
        same_text(answer.commentary),
        tuple(
            PrintedActionText(same_text(a.what), one_space(a.owner), one_space(a.by), same_text(a.outcome))
            for a in answer.actions
        ),
        same_text(answer.alternative),
    )


def differences(view: View, wording: Wording, found: Answers, *, of: Sequence[Row] | None = None) -> list[str]:
    """A sentence for each way in which a document's answers are not those of the view's rows (``of``: only these); [] if none."""
    rows = view.rows if of is None else of
    wording = words_for(wording, asks_questions=view.asks_questions)
    seen: dict[str, Printed | Flat | InWords] = {}
    sentences = []
    for answer in found:
        if answer.number in seen:
            sentences.append(f"{answer.number} stands in it twice")
        seen[answer.number] = answer
    for row in rows:
        answer_found = seen.pop(row.number, None)
        if answer_found is None:
            sentences.append(f"{row.number} is missing from it")
            continue
        for name, want, got in _pairs(row, view.columns, wording, answer_found):
            if want != got:
                sentences.append(f"{row.number}: its {name} reads {_shown(got)} and should read {_shown(want)}")
    sentences += [f"{number} is in it but not in the answers" for number in seen]
    return sentences


def _pairs(
    row: Row, columns: Sequence[Column], wording: Wording, found: Printed | Flat | InWords
) -> Iterable[tuple[str, object, object]]:
    """Each part's name, as it should read and as it does; none where all is as it should be."""
    want: Printed | Flat | InWords
    if isinstance(found, InWords):
        want = in_words(row, columns, wording)
    elif isinstance(found, Flat):
        want = flat(row, columns, wording)
        if want != found:
            want, found = normal_flat(want), normal_flat(found)
    else:
        want = printed(row, wording)
        if want != found:
            want, found = normal(want), normal(found)
    if want == found:
        return ()
    return ((part.name, getattr(want, part.name), getattr(found, part.name)) for part in fields(want))


def _shown(value: object) -> str:
    """The words of a field for a message, without the marks of its blocks and runs."""
    text = " / ".join(_words_of(value))
    if not text:
        return "nothing"
    return f"“{text}”" if len(text) <= 200 else f"“{text[:200]}…”"


def _words_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Block):
        return [plain((value,)).strip()]
    if isinstance(value, PrintedActionText):
        return [*_words_of(value.what), value.owner, value.by, *_words_of(value.outcome)]
    if isinstance(value, tuple):
        if value and all(isinstance(run, Run) for run in value):
            return [plain_runs(value)]
        return [word for item in value for word in _words_of(item)]
    return []
