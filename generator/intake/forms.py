"""Forms for departments: which provisions they ask for, and the files that they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.answers import source
from generator.gather import Gathered
from generator.problems import Stop
from generator.templates import Templates
from generator.view import View, view

Render = Callable[[View, Templates, Sequence[str]], bytes]


def _word(shown: View, templates: Templates, numbers: Sequence[str]) -> bytes:
    from generator.render import form_word

    return form_word.render(shown, templates, numbers)


def _excel(shown: View, templates: Templates, numbers: Sequence[str]) -> bytes:
    from generator.render import form_excel

    return form_excel.render(shown, templates, numbers)


FORMS: dict[str, Render] = {".docx": _word, ".xlsx": _excel}
"""The kinds of form, by the end of their files' names."""


def make(gathered: Gathered, templates: Templates, path: Path, kind: str, owner: str | None = None) -> None:
    """Write a form of that kind, with all provisions or those of one owner.

    Raises Stop where something else is there already (it may be filled in), or where nobody of that name owns an answer. The very same
    form is left: the command that made it was killed before it made the other one.
    """
    if gathered.unreadable:
        raise Stop(f"{gathered.target.name}: some of the files cannot be read, so no form was made. See: self-assessment check")
    numbers = provisions(gathered, owner)
    shown = view(gathered.edition, gathered.assessment, draft=True)
    made = FORMS[kind](shown, templates, numbers)
    if not path.exists():
        source.write(path, str(path), made)
    elif not path.is_file() or path.read_bytes() != made:
        raise Stop(
            f"{path}: there is a file of this name already, and somebody may have filled it in. Move it, or give another name."
        )


def provisions(gathered: Gathered, owner: str | None) -> list[str]:
    """The numbers of all provisions, or of those whose answers have this owner. Raises Stop where there are none."""
    if owner is None:
        return [provision.number for provision in gathered.edition.provisions]
    wanted = " ".join(owner.casefold().split())
    owners = {answer.provision: answer.owner for answer in gathered.assessment.answers if answer.owner}
    found = [number for number, name in owners.items() if " ".join(name.casefold().split()) == wanted]
    if not found:
        names = ", ".join(sorted(set(owners.values()))) or "nobody yet"
        raise Stop(
            f"{gathered.target.name}: “{owner}” owns no answer. In the lines “Owner:” below the provisions stands: {names}."
        )
    return found
