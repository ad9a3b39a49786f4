"""An approval by a governing body, and corrections after it: recorded in landlord.md, with a copy of what was approved beside the year.

The copy is made beside its place, then the record is written, with the digest of what was approved, then the copy is put in its place.
A copy that no record names counts for nothing, and one that a record names counts where it was made: a killed command leaves both or
neither.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from generator import copies, digest
from generator.answers import landlord as landlord_file
from generator.answers import recording, source
from generator.checks.approvals import NO_CORRECTION, copy_changed, correct_command
from generator.checks.governance import EARLY_HELP, approve_command, before_period_end
from generator.dates import in_words
from generator.examine import FINISHED_ONLY, Examined
from generator.gather import Gathered
from generator.model import Answer, ApprovedCopy, Correction, GoverningBody, SelfAssessment
from generator.placing import patiently
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.workspace import APPROVED, KEPT_SHARED, LANDLORD_FILE, Target, approved_copy

_LATER = ("no-response", "changed-since-approval", "correction-undone", "approved-copy-changed")
"""What does not stand in the way of an approval: the response may come with the minutes, and a new approval is of what was changed."""


def body_named(gathered: Gathered, name: str) -> GoverningBody:
    """The landlord's governing body of this name; "" means the only one. Raises Stop where there is none, or no telling which."""
    bodies = [body for body in gathered.assessment.landlord.bodies if body.name]
    shown = f"{gathered.target.name}/{LANDLORD_FILE}"
    if not bodies:
        raise Stop(f"{shown} names no governing body. Write its name, such as Board, after “Name:” under “## Governing body”.")
    names = [body.name for body in bodies]
    listed = " and ".join(names)
    found = [body for body in bodies if not name or _plain(body.name) == _plain(name)]
    if len(found) > 1:
        raise Stop(f"{shown} has {listed}. Say which of them has approved, as in: --body “{names[0]}”, and name no two alike.")
    if not found:
        near = get_close_matches(_plain(name), [_plain(each) for each in names], 1, 0.5)
        hint = "".join(f" Did you mean “{each}”?" for each in names if near and _plain(each) == near[0])
        raise Stop(f"{shown} names no governing body “{name}”.{hint} It has {listed}.")
    return found[0]


def in_the_way(examined: Examined, on: date | None = None) -> list[Problem]:
    """What has to be put right before these answers can be approved: what would stop an approved year from being built.

    With the day of the approval also that day, where it is before the end of the period assessed.
    """
    waits = [problem for problem in examined.problems if problem.id not in _LATER]
    found = [problem for problem in waits if problem.severity == ERROR or problem.id in FINISHED_ONLY]
    early = before_period_end(examined.assessment.landlord, on) if on else ""
    if early:
        file = f"{examined.gathered.target.name}/{LANDLORD_FILE}"
        words = f"{examined.gathered.target.name}: the approval is dated {early}"
        found.insert(0, Problem("approval-early", WARNING, file, 0, "", words, EARLY_HELP))
    return found


def approve(gathered: Gathered, body: GoverningBody, on: date, minute: str) -> Target:
    """Record the approval and keep a copy of the answers; gives back where the copy is.

    Raises Stop, and changes nothing, where the body has approved something else on this day or something later, and where a file
    cannot be written.
    """
    target = gathered.target
    if target.folder.parent.name == APPROVED:
        raise Stop(f"{target.name} is a copy of approved answers. Name the year itself.")
    if gathered.assessment.landlord.only_shares:
        raise Stop(f"{target.name} holds answers for a group to share, which no governing body approves. Name a landlord’s year.")
    recover(target)
    before = gathered.sources.get(LANDLORD_FILE)
    if before is None:
        raise Stop(f"{target.name} has no landlord.md of its own to record the approval in. Put it there.")
    _check_earlier(gathered, body, on)
    approved = digest.of_approved(gathered.edition.id, gathered.assessment, body.name)
    after = recording.with_approval(before, body.name, on, minute, approved)
    kept = approved_copy(target, copies.name_of(body.name, on))
    made = copies.beside(kept).folder
    try:
        shutil.rmtree(made, ignore_errors=True)
        _write(made, _shared(gathered))
        _write(made, {name: each.to_bytes() for name, each in gathered.sources.items() if name != LANDLORD_FILE})
        _write(made, {LANDLORD_FILE: after.to_bytes()})
        if after != before:
            source.save([source.Change(target.folder / LANDLORD_FILE, before, after)])
    except (OSError, Stop) as error:
        shutil.rmtree(made, ignore_errors=True)
        why = str(error) if isinstance(error, Stop) else f"{error.filename or made}: {error.strerror}."
        raise Stop(f"The approval could not be recorded, and nothing was changed. {why}") from error
    with suppress(OSError):  # recorded, and the copy counts where it was made: the next command puts it in its place
        _put(made, kept.folder)
    return kept


def _put(made: Path, place: Path) -> None:
    """The copy in its place, and the one of an earlier record of the same approval out of it. Raises OSError."""
    aside = place.with_name(f".{place.name}.old")
    if place.exists():
        shutil.rmtree(aside, ignore_errors=True)
        patiently(place.replace, aside)
    patiently(made.replace, place)
    shutil.rmtree(aside, ignore_errors=True)


def recover(target: Target) -> None:
    """Finish or undo an approval that was interrupted; only for who writes there alone. Raises Stop where a file is held or unreadable."""
    left = interrupted(target)
    if not left:
        return
    folder = target.folder / APPROVED
    landlord, _ = landlord_file.read(source.read(target.folder / LANDLORD_FILE, f"{target.name}/{LANDLORD_FILE}"))
    recorded = {copies.name_of(body.name, body.approved): body for body in landlord.bodies if body.approved}
    for path in sorted(left):  # a new copy before the old one of its name
        place = folder / path.stem[1:]
        body = recorded.get(place.name)
        made = path.suffix == ".new" and body is not None and copies.is_recorded(path, body)
        if not made and (path.suffix == ".new" or place.exists()):
            shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            _put(path, place)
        except OSError as error:
            raise Stop(
                f"{target.name}: a copy of what was approved cannot be put in its place ({error.strerror}). Close what is open in "
                f"{folder} in other programs, check that you may write there, and try again."
            ) from error


def interrupted(target: Target) -> list[Path]:
    """What an approval that did not come to its end has left beside the copies."""
    folder = target.folder / APPROVED
    return (
        [path for path in folder.iterdir() if path.name.startswith(".") and path.suffix in (".new", ".old")]
        if folder.is_dir()
        else []
    )


def correct(gathered: Gathered, number: str, on: date, by: str, why: str) -> Correction:
    """Record that an approved answer was corrected, with the digest of its present text; gives back the record.

    Raises Stop, and changes nothing, where nothing is approved or corrected, where the answer itself became another (a Yes a No),
    and where this text is recorded already.
    """
    target, landlord = gathered.target, gathered.assessment.landlord
    before = gathered.sources.get(LANDLORD_FILE)
    approved = [copy for copy in copies.approved(gathered) if copy.assessment]
    if before is None or not approved:
        raise Stop(
            f"{target.name} has no copy of approved answers that a correction could be told from. Record the approval first: "
            f"{approve_command(landlord, target.name, landlord.bodies[0]) if landlord.bodies else ''}"
        )
    if number not in [provision.number for provision in gathered.edition.provisions]:
        raise Stop(f"The {gathered.edition.name} has no provision {number}. Name one as it is numbered there, such as 6.3.")
    _check_agree(approved, target)
    _check_date(approved, landlord.correction(number), on)
    _check_answer(gathered, approved, number)
    now = _digest(gathered.assessment.answer(number), number)
    if all(_digest(copy.assessment.answer(number), number) == now for copy in approved if copy.assessment):
        raise Stop(f"{number} reads as it was approved: there is nothing to record. Correct the answer first, then record it.")
    last = landlord.correction(number)
    if last and last.digest == now:
        raise Stop(f"This correction of {number} is recorded already{f', on {in_words(last.on)}' if last.on else ''}.")
    correction = Correction(number, on, by, why, now)
    after = recording.with_correction(before, correction)
    source.save([source.Change(target.folder / LANDLORD_FILE, before, after)])
    return correction


def _check_agree(approved: Iterable[ApprovedCopy], target: Target) -> None:
    """Raises Stop where a copy is not what its record says was approved."""
    for copy in approved:
        if not copy.agrees:
            raise Stop(f"{target.name}: {' '.join(copy_changed(copy, target.name))}")


def _check_date(approved: Iterable[ApprovedCopy], last: Correction | None, on: date) -> None:
    first = min(copy.on for copy in approved)
    if on < first:
        raise Stop(f"A correction of {in_words(on)} is before the approval of {in_words(first)}. Give the day of the correction.")
    if last and last.on and on < last.on:
        raise Stop(f"A later correction, of {in_words(last.on)}, is recorded already. Give the day of this one.")


def _check_answer(gathered: Gathered, approved: Iterable[ApprovedCopy], number: str) -> None:
    """Raises Stop where the answer is another than a body approved: only a body changes what it answers for."""
    for copy in approved:
        then, now = (_comply(each, number) for each in (copy.assessment, gathered.assessment))
        if then != now:
            was, is_ = (gathered.edition.answer_title(value) or "no answer" for value in (then, now))
            command = approve_command(gathered.assessment.landlord, gathered.target.name, copy.body)
            raise Stop(
                f"{number} was approved as “{was}” by {copy.body.in_sentence} on {in_words(copy.on)}, and is “{is_}” now. {NO_CORRECTION} "
                f"Put it back, or record the new approval: {command}"
            )


def _comply(assessment: SelfAssessment | None, number: str) -> str:
    answer = assessment.answer(number) if assessment else None
    return answer.comply if answer else ""


def _check_earlier(gathered: Gathered, body: GoverningBody, on: date) -> None:
    """Raises Stop where what is recorded of this body already speaks against an approval of these answers on this day."""
    if body.approved and body.approved > on:
        raise Stop(
            f"landlord.md says that {body.in_sentence} approved on {in_words(body.approved)}, which is later. "
            "Correct “Approved:” there if that day is wrong."
        )
    copy = next((copy for copy in copies.approved(gathered) if copy.body == body and body.approved == on), None)
    if copy is None:
        return
    _check_agree([copy], gathered.target)
    if copy.assessment is None:
        return
    then, now = copy.assessment, gathered.assessment
    numbers = [provision.number for provision in gathered.edition.provisions]
    changed = [n for n in numbers if _digest(then.answer(n), n) != _digest(now.answer(n), n)]
    responses = {each.name: each.response for each in then.landlord.bodies}
    if changed or (responses.get(body.name) and responses[body.name] != body.response):
        what = f"The answers to {', '.join(changed[:5])}" if changed else "The words of its response"
        same = [n for n in changed if _comply(then, n) == _comply(now, n)]
        correction = f", or record a correction: {correct_command(gathered.target.name, same[0])}" if same else ""
        raise Stop(
            f"{what} are not as {body.in_sentence} approved them on {in_words(on)}. Put them back, or give the day of the new "
            f"approval{correction}" + ("" if correction else ".")
        )


def _digest(answer: Answer | None, number: str) -> str:
    return digest.of_answer(answer or Answer(number))


def _shared(gathered: Gathered) -> dict[str, bytes]:
    """The group's answer files, by their place in the copy."""
    group = gathered.shared
    if group is None:
        return {}
    return {f"{KEPT_SHARED}/{group.target.name}/{name}": each.to_bytes() for name, each in group.sources.items()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        source.write(path, name, content)


def _plain(name: str) -> str:
    """A body's name as it counts here: two that copies could not be told apart by are one."""
    return " ".join(re.findall(r"\w+", name.casefold())).removeprefix("the ")
