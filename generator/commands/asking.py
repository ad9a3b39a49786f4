"""What the commands have in common: their arguments, what they read first, and how they print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import dates
from generator.report import Line
from generator.workspace import Workspace

if TYPE_CHECKING:
    from generator.examine import Examined
    from generator.gather import Gathered

LOOKS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "good": {"fg": "green"},
    "faint": {"dim": True},
    "bold": {"bold": True},
    "": {},
}


class Day(click.ParamType[date]):
    """A date as people write it."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails with a sentence where it is none."""
        if isinstance(value, date):
            return value
        day = dates.parse(str(value))[0]
        if day is None:
            self.fail(f"“{value}” is not a date.{dates.hint(str(value))} Write it as 2027-03-31 or “31 March 2027”.", param, ctx)
        return day


class NewFile(click.ParamType[Path]):
    """The place of a file that a command makes: its name ends as what is made does, and its folder is there."""

    name = "FILE"

    def __init__(self, *endings: str) -> None:
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails with a sentence where nothing can be put there."""
        path = Path(value)
        if path.suffix.lower() not in self.endings:
            self.fail(f"{path}: the name of this file has to end in {' or '.join(self.endings)}.", param, ctx)
        if path.is_dir():
            self.fail(f"{path} is a folder. Name a file in it.", param, ctx)
        if not path.parent.is_dir():
            self.fail(f"{path}: the folder {path.parent} does not exist. Make it first, or name another.", param, ctx)
        return path


on_option = click.option(
    "--on", "on", type=Day(), default=date.today, help="The day to check for, where it is not today (2027-03-31)."
)
target_argument = click.argument("target")


def today() -> date:
    """The day that it is, for a command that runs on over midnight."""
    return date.today()


def examined_for(workspace: Workspace, target: str, on: date) -> Examined:
    """The target, read and checked for the day."""
    from generator.examine import examine, other_landlords  # not every command checks

    at = workspace.target(target)
    return examine(at, on, other_landlords(workspace, at))


def show_unread(gathered: Iterable[Gathered], so: str) -> bool:
    """Name each of these that could not be read whole, and ``so`` what is lacking of it; gives back whether there is any."""
    unread = [each.target.name for each in gathered if each.unreadable]
    for name in unread:
        words = f"{name}: not all of its files can be read, so that {so}. See: self-assessment check {name}"
        click.secho(words, fg="yellow", err=True)
    return bool(unread)


def typed(path: Path | str) -> str:
    """A path as it is typed after a command: between quotation marks where it has spaces."""
    words = path if isinstance(path, str) else path.as_posix()
    return f'"{words}"' if " " in words else words


def show(lines: Iterable[Line]) -> None:
    """Print the lines, each in its look."""
    for line in lines:
        click.secho(line.text, **LOOKS[line.look])
