"""The command ``status``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from generator import dates, report
from generator.commands.asking import LOOKS, on_option
from generator.overview.standing import Standing, by_deadline, newest, standings
from generator.problems import Stop
from generator.workspace import Workspace


@click.command()
@click.option("--all", "overview", is_flag=True, help="The newest year of each landlord, with the days left until it submits.")
@on_option
@click.pass_obj
def status(workspace: Workspace, on: date, *, overview: bool) -> None:
    """One line for each landlord and year: answered, reviewed, errors, warnings, approval."""
    targets = newest(workspace) if overview else workspace.targets()
    if not targets:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    found = standings(workspace, targets, on)
    if overview:
        _overview(by_deadline(found), on)
        return
    rows = [("", "answered", "reviewed", "errors", "warnings", "status")]
    rows += [
        (e.name, f"{e.answered} of {e.provisions}", str(e.reviewed), str(e.errors), str(e.warnings), e.status_line) for e in found
    ]
    for line in report.table(rows, most=0):
        click.echo(line)


def _overview(found: Sequence[Standing], on: date) -> None:
    """A line of at most a hundred characters for each landlord, and below what the marks mean."""
    rows: list[tuple[str, ...]] = [("", "done", "read", "No", "err", "warn", "deadline", "days", "status")]
    for each in found:
        counts = (f"{each.answered}/{each.provisions}", each.reviewed, each.not_met, each.errors, each.warnings)
        rows.append(
            (each.name, *map(str, counts), _due(each), "" if each.days_left is None else str(each.days_left), _state(each))
        )
    for line, landlord in zip(report.table(rows), (None, *found), strict=True):
        passed = landlord and landlord.days_left is not None and landlord.days_left < 0 and landlord.status != "approved"
        click.secho(line, **LOOKS["error" if passed else "" if landlord else "bold"])
    click.echo(f"On {dates.in_words(on)}. done: answered; read: reviewed; No: not met; err, warn: errors and warnings.")
    click.echo("days: left until the deadline of the annual submission; below 0, since it passed.")
    if any(each.deadline and len(each.deadline.dates) > 1 for each in found):
        click.echo("*: the rule leaves a second, later date open; the submission command says why.")
    if unknown := [each.name for each in found if each.deadline and not each.deadline.dates]:
        click.echo(f"?: not known for {report.counted(len(unknown), 'landlord')}; the submission command says why.")


def _due(each: Standing) -> str:
    if each.deadline is None:
        return "-"
    if not each.deadline.dates:
        return "?"
    return dates.short(each.deadline.dates[0]) + ("*" if len(each.deadline.dates) > 1 else "")


def _state(each: Standing) -> str:
    return f"{each.status} {dates.short(each.status_on)}" if each.status_on else each.status
