"""The command ``evidence``."""

from __future__ import annotations

import click

from generator.commands.asking import show, target_argument
from generator.gather import gather
from generator.policy import report
from generator.workspace import Workspace


@click.command()
@target_argument
@click.option("--provision", "numbers", multiple=True, required=True, metavar="NUMBER", help="Such as 6.3; may be given again.")
@click.option("--most", type=click.IntRange(1, 20), default=5, show_default=True, help="How many passages to show for each.")
@click.pass_obj
def evidence(workspace: Workspace, target: str, numbers: tuple[str, ...], most: int) -> None:
    """Show the policy's passages that have most to do with a provision. They are suggestions: you judge what they show."""
    show(report.evidence(gather(workspace.target(target)), numbers, most))
