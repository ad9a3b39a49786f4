"""The command ``check``."""

from __future__ import annotations

from datetime import date

import click

from generator import report
from generator.checks import RULES
from generator.commands.asking import examined_for, on_option, show, target_argument
from generator.dates import in_words


@click.command()
@target_argument
@on_option
@click.option("--full", is_flag=True, help="Everything, also of an unfinished year.")
@click.option("--json", "as_json", is_flag=True, help="The problems as JSON, for other programs.")
@click.pass_context
def check(ctx: click.Context, target: str, on: date, full: bool, as_json: bool) -> None:
    """Say everything that is wrong with a self-assessment, and what to do about it."""
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
