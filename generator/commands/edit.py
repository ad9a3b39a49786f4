"""The command ``edit``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click

from generator.commands.asking import Day, today
from generator.problems import Stop
from generator.workspace import Workspace


@click.command()
@click.argument("target", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on, where any free one will not do.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--on", "on", type=Day(), help="The day to check for, where it is not today (2027-03-31).")
@click.pass_obj
def edit(workspace: Workspace, target: str | None, port: int, no_browser: bool, on: date | None) -> None:
    """Fill in answers in a browser, on this machine alone: TARGET's, or those of every landlord of the workspace."""
    from generator.editor import serving  # here: no other command needs a server
    from generator.editor.desk import Desk
    from generator.editor.site import year_address

    begin = "/"
    if target:
        at = workspace.target(target)
        if at.folder.resolve() != (workspace.answers / at.landlord / at.year).resolve():
            raise Stop(f"{target} is not in this workspace's folder answers. Start the editor in the workspace that it is in.")
        begin = year_address(at)
    days: Callable[[], date] = (lambda: on) if on else today
    serving.serve(Desk(workspace, days), begin, port, browser=not no_browser, say=click.echo)
