"""The command ``correct``."""

from __future__ import annotations

from datetime import date

import click

from generator import approval
from generator.commands.asking import Day, on_option, target_argument
from generator.dates import in_words
from generator.gather import gather
from generator.problems import Stop
from generator.workspace import writing


@click.command()
@target_argument
@click.option("--provision", required=True, metavar="6.3", help="The provision whose approved answer was corrected.")
@click.option("--by", required=True, metavar="NAME", help="Who corrected it, under whose authority.")
@click.option("--why", required=True, metavar="REASON", help="Why.")
@click.option("--date", "day", type=Day(), help="The day of the correction, where it is not today.")
@on_option
@click.pass_context
def correct(ctx: click.Context, target: str, provision: str, by: str, why: str, day: date | None, on: date) -> None:
    """Record a correction of an approved answer under delegated authority: first correct the answer, then record it.

    A Yes that became a No, or a No that became a Yes, is no correction and is refused. The published documents name the provision and the
    day; the board paper of a later meeting reports who and why too. Check speaks up again when the answer changes again.
    """
    if day and day > on:
        raise Stop(f"{in_words(day)} is after {in_words(on)}. Record a correction once it has been made.")
    if not (by.strip() and why.strip()):
        raise Stop("Say who corrected it, and why: --by NAME --why REASON.")
    at = ctx.obj.target(target)
    with writing(at):
        approval.recover(at)
        made = approval.correct(gather(at), provision.strip(), day or on, by, why)
    click.echo(f"Recorded in {at.name}/landlord.md: {made.provision}, corrected on {in_words(day or on)} by {made.by}.")
