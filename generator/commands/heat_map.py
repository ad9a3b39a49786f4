"""The command ``heat-map``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import dates, report
from generator.answers import source
from generator.commands.asking import NewFile, on_option, show_unread
from generator.overview.standing import gathered_all, newest
from generator.problems import Stop
from generator.templates import templates_for
from generator.workspace import Workspace


@click.command(name="heat-map")
@click.argument("targets", nargs=-1, metavar="[TARGET...]")
@click.option("--web", type=NewFile(".html"), help="The page to make (heat-map.html).")
@click.option("--excel", type=NewFile(".xlsx"), help="The workbook to make (heat-map.xlsx).")
@on_option
@click.pass_context
def heat_map(ctx: click.Context, targets: tuple[str, ...], web: Path | None, excel: Path | None, on: date) -> None:
    """Compare landlords: which of them answers what to each provision, with a table for each edition of the Code.

    Without TARGET, the newest year of each landlord. Ends with 2 where one is left out since a file cannot be read.
    """
    workspace: Workspace = ctx.obj
    if not (web or excel):
        raise Stop("Say what to make: --web FILE.html or --excel FILE.xlsx.")
    chosen = [workspace.target(text) for text in targets] if targets else newest(workspace)
    if not chosen:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    from generator.overview.heat_map import heat_maps
    from generator.render import heat_map as rendering

    years = list(gathered_all(chosen))
    maps = heat_maps(year for year in years if not year.unreadable)
    left_out = show_unread(years, "it is left out")
    if not maps:
        raise Stop("None of these landlords can be compared.")
    templates = templates_for((workspace.root,))
    for path, make in ((web, rendering.page), (excel, rendering.workbook)):
        if path:
            source.write(path, str(path), make(maps, templates, dates.in_words(on)))
            click.echo(f"Made {path}.")
    compared = len({line.name for each in maps for line in each.lines})
    click.echo(f"{report.counted(compared, 'landlord')} compared; No is answered {sum(each.total_no for each in maps)} times.")
    ctx.exit(2 if left_out else 0)
