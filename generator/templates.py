"""Templates, fixed wording and look: a landlord's own file first, then the workspace's, then the one that ships.

Whatever decides how a document looks or what its fixed words are stands in ``templates/``; nothing of it is in the code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from generator.problems import Stop

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_templates" if (PACKAGE / "_templates").is_dir() else PACKAGE.parent / "templates"

WORDING = "wording.toml"


@dataclass(frozen=True)
class Templates:
    """The folders that templates are looked for in, nearest first. ``shown`` names each for messages."""

    folders: tuple[Path, ...] = (SHIPPED,)

    def find(self, *names: str) -> Path | None:
        """The first of these names in the nearest folder that has one of them, or None."""
        for folder in self.folders:
            for name in names:
                if (folder / name).is_file():
                    return folder / name
        return None

    def read(self, name: str) -> bytes:
        """The nearest file of this name. Raises Stop where there is none."""
        path = self.find(name)
        if path is None:
            raise Stop(f"The template {name} is missing. Put it back, or install the program again.")
        return path.read_bytes()

    @cached_property
    def wording(self) -> Mapping[str, str]:
        """The fixed words of documents by key: the shipped file, with a nearer file's words put over it.

        Raises Stop where a nearer file is not TOML, or names a key that does not exist.
        """
        words = dict(_shipped_words())
        for folder in reversed(self.folders):
            path = folder / WORDING
            if folder == SHIPPED or not path.is_file():
                continue
            try:
                own = _flat(tomllib.loads(path.read_text(encoding="utf-8-sig")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise Stop(
                    f"{path}: this wording file cannot be read ({error}). Put right what it names, or remove the file."
                ) from error
            for key, text in own.items():
                _check_words(path, key, text, words)
            words |= own
        return words


@cache
def _shipped_words() -> Mapping[str, str]:
    """The wording that ships, read once for all landlords."""
    return _flat(tomllib.loads((SHIPPED / WORDING).read_text(encoding="utf-8")))


def _check_words(path: Path, key: str, text: str, shipped: Mapping[str, str]) -> None:
    """Raises Stop where a landlord's own wording has a key that is none, or words to fill in that are not given there."""
    if key not in shipped:
        near = get_close_matches(key, shipped, 1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise Stop(f"{path}: there is no wording called “{key}”.{hint} Remove the line or put its name right.")
    try:
        unknown = to_fill_in(text) - to_fill_in(shipped[key])
    except ValueError as error:
        raise Stop(f"{path}: the braces of “{key}” do not pair. Write {{{{ and }}}} for braces that are text.") from error
    if unknown:
        raise Stop(
            f"{path}: “{key}” asks for {{{min(unknown)}}}, which cannot be filled in. The shipped wording says: {shipped[key]}"
        )


def to_fill_in(text: str) -> set[str]:
    """What stands in a text's braces, with how it is to be shown, which no wording of ours says ("{count:>9999999}").

    Raises ValueError where the braces do not pair.
    """
    found = (parts for parts in Formatter().parse(text) if parts[1] is not None)
    return {f"{name}{f'!{shown}' if shown else ''}{f':{form}' if form else ''}" for _, name, form, shown in found}


def _flat(tables: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tables.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


def templates_for(folders: Sequence[Path]) -> Templates:
    """The templates with these folders (nearest first) before the ones that ship.

    A folder without templates is left out, so that what was made ready for one landlord serves all that have none of their own.
    """
    return Templates((*(own for folder in folders if (own := folder / "templates").is_dir()), SHIPPED))
