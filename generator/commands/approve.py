"""The command ``approve``."""

from __future__ import annotations

from datetime import date

import click

from generator import approval, report
from generator.commands.asking import Day, examined_for, on_option, show, target_argument
from generator.dates import in_words
from generator.problems import Stop
from generator.workspace import writing

_MOST = 5
"""So many of the things in the way are shown; an unfinished year has a hundred."""


@click.command()
@target_argument
@click.option("--body", default="", metavar="NAME", help="Which governing body, where there are two (Board).")
@click.option("--date", "day", type=Day(), required=True, help="The day of the approval (“23 July 2026”).")
@click.option("--minute", default="", metavar="NUMBER", help="The number of the minute (7.2).")
@click.option("--anyway", is_flag=True, help="Also with errors, Notes or unreviewed answers: it is what the body approved.")
@on_option
@click.pass_context
def approve(ctx: click.Context, target: str, body: str, day: date, minute: str, anyway: bool, on: date) -> None:
    """Record that a governing body has approved, and keep a copy of what it approved.

    From then on check names whatever is changed, until the change is recorded too (correct) or approved.
    """
    if day > on:
        raise Stop(
            f"{in_words(day)} is after {in_words(on)}. Record the approval once it has been given; until then, write “For approval:”."
        )
    with writing(ctx.obj.target(target)):
        examined = examined_for(ctx.obj, target, on)
        gathered = examined.gathered
        who = approval.body_named(gathered, body)
        wrong = approval.in_the_way(examined, day)
        if gathered.unreadable or (wrong and not anyway):
            shown = wrong[:_MOST]
            more = (
                f" (the first {len(shown)} are below; for all: self-assessment check {gathered.target.name})"
                if wrong[_MOST:]
                else ""
            )
            click.secho(
                f"Nothing was recorded: put {report.counted(len(wrong), 'thing')} right first{more}, so that it can be published. "
                "If the body has approved it as it stands all the same, add --anyway.",
                fg="red",
                err=True,
            )
            show(report.problem_lines(shown, acceptable=False))
            ctx.exit(2 if gathered.unreadable else 1)
        kept = approval.approve(gathered, who, day, " ".join(minute.split()))
    click.echo(f"Recorded in {gathered.target.name}/landlord.md: approved by {who.in_sentence} on {in_words(day)}.")
    click.echo(f"What was approved is kept in {kept.folder}. Leave it there: check compares with it.")
    waiting = [other.in_sentence for other in gathered.assessment.landlord.bodies if not other.approved and other is not who]
    if waiting:
        click.echo(f"Still to approve: {', '.join(waiting)}.")
    if not who.response:
        click.echo(f"The response of {who.in_sentence} is still missing: put it under “### Response” in landlord.md.")
