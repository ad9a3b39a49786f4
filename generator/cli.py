"""The command line: which commands there are, and how they end (0 done, 1 errors in the answers, 2 cannot be done)."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator.problems import Stop
from generator.workspace import Workspace, find

COMMANDS = {
    "edit": "edit",
    "new": "new",
    "import": "import_",
    "check": "check",
    "status": "status",
    "actions": "actions",
    "heat-map": "heat_map",
    "tidy": "tidy",
    "review": "review",
    "form": "form",
    "policy": "policy",
    "evidence": "evidence",
    "approve": "approve",
    "correct": "correct",
    "board-paper": "board_paper",
    "build": "build",
    "submission": "submission",
    "compare": "compare",
    "codes": "codes",
}
"""Each command, in the order of the work, and the module of ``commands/`` that holds a function of that name; read when it is used."""


class Commands(click.Group):
    """The group of commands; a Stop ends each with its sentence and status 2."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the work."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, or None."""
        module = COMMANDS.get(name)
        return getattr(import_module(f"generator.commands.{module}"), module) if module else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            click.secho(str(stop), fg="red", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--workspace", type=click.Path(path_type=Path), help="The folder with answers/ in it, where it is not this one.")
@click.version_option(package_name="self-assessment-generator", message="%(version)s")
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Check a Complaint Handling Code self-assessment, and build what is published from it.

    TARGET is LANDLORD/YEAR (exemplar-homes/2026), or a folder of answer files.
    """
    # Most of what a command makes it keeps: to look through it every 700 things, as Python would, takes a twentieth of the time.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ? for it
    ctx.obj = Workspace(workspace) if workspace else find(Path.cwd())
