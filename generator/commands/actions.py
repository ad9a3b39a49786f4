"""The command ``actions``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import shorten

import click

from generator import dates, report
from generator.answers import source
from generator.commands.asking import LOOKS, NewFile, on_option, show_unread
from generator.overview.actions import LATE, SETTLED, Listed, listed
from generator.overview.standing import gathered_all
from generator.problems import Stop
from generator.templates import templates_for
from generator.workspace import Workspace


@click.command()
@on_option
@click.option("--open", "only_open", is_flag=True, help="Leave out what is settled: its outcome is told.")
@click.option("--csv", type=NewFile(".csv"), help="Also write the whole list, for Excel, to this file (actions.csv).")
@click.pass_context
def actions(ctx: click.Context, on: date, *, only_open: bool, csv: Path | None) -> None:
    """List the actions of all landlords and years by date. What is late is marked.

    A year that a later one continues is left out: its actions stand in the later year, with what came of them. So are the answers that
    landlords share: their actions stand once, with the group. Ends with 2 where a file cannot be read, as check does.
    """
    workspace: Workspace = ctx.obj
    targets = workspace.targets()
    if not targets:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    years = list(gathered_all(targets))
    found = [each for each in listed(years, on) if not (only_open and each.state == SETTLED)]
    lines = report.table([(_day(each), each.state, each.year, each.provision, each.owner or "no owner") for each in found])
    for line, each in zip(lines, found, strict=True):
        look = LOOKS["error" if each.state == LATE else "faint" if each.state == SETTLED else ""]
        click.secho(line, **look)
        click.secho(shorten(each.what, 96, initial_indent="    ", placeholder=" …"), **look)
    late = sum(each.state == LATE for each in found)
    click.echo(f"{report.counted(len(found), 'action')}, {late} of them late on {dates.in_words(on)}.")
    if csv:
        from generator.render import action_list

        wording = templates_for((workspace.root,)).wording
        source.write(csv, str(csv), action_list.to_csv(map(_row, found), wording))
        click.echo(f"Made {csv}.")
    ctx.exit(2 if show_unread(years, "actions of it may be lacking here") else 0)


def _day(each: Listed) -> str:
    return dates.short(each.by) if each.by else each.by_text or "no date"


def _row(each: Listed) -> tuple[str, ...]:
    by = each.by.isoformat() if each.by else each.by_text
    return (
        by,
        each.state,
        each.landlord,
        each.year,
        each.provision,
        each.label,
        each.comply,
        each.what,
        each.owner,
        each.outcome,
    )
