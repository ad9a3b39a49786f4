"""The command ``check``."""

from __future__ import annotations

from datetime import date

import click

from generator import report
from generator.checks import RULES
from generator.commands.asking import examined_for, on_option, show
from generator.commands.many import for_all, many_options
from generator.dates import in_words
from generator.problems import Stop


@click.command()
@click.argument("target", required=False)
@on_option
@click.option("--full", is_flag=True, help="Everything, also of an unfinished year.")
@click.option("--json", "as_json", is_flag=True, help="The problems as JSON, for other programs.")
@many_options
@click.pass_context
def check(
    ctx: click.Context,
    target: str | None,
    on: date,
    workers: int | None,
    cluster: str | None,
    *,
    full: bool,
    as_json: bool,
    everyone: bool,
) -> None:
    """Say everything that is wrong with a self-assessment, and what to do about it."""
    if everyone == bool(target):
        raise Stop("Say what to check: LANDLORD/YEAR, or --all for every landlord and year.")
    if target is None:
        from generator.building import Order
        from generator.building import check as check_one

        ctx.exit(for_all(check_one, ctx.obj, Order(on), workers, cluster))
    examined = examined_for(ctx.obj, target, on)
    if as_json:
        click.echo(report.as_json(examined.problems))
    else:
        if examined.followed_by:
            click.echo(
                f"{examined.followed_by} is approved, so this year is history: it is checked as on {in_words(examined.on)}.\n"
            )
        progress = report.progress(examined.edition, examined.assessment)
        show(progress)
        missing = {rule.id for rule in RULES if rule.missing} if progress and not full else ()
        shown = report.shown(examined.problems, missing)
        show(report.problem_lines(shown))
        show(report.accepted_lines(examined.accepted))
        show([report.summary(examined.problems, len(examined.accepted), len(examined.problems) - len(shown))])
    ctx.exit(2 if examined.gathered.unreadable else 1 if examined.errors else 0)
