"""The command ``status``."""

from __future__ import annotations

from datetime import date

import click

from generator.commands.asking import examined_for, on_option
from generator.problems import Stop
from generator.view import view
from generator.workspace import Workspace


@click.command()
@on_option
@click.pass_obj
def status(workspace: Workspace, on: date) -> None:
    """One line for each landlord and year: answered, reviewed, errors, warnings, approval."""
    targets = workspace.targets()
    if not targets:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    rows = [("", "answered", "reviewed", "errors", "warnings", "status")]
    for target in targets:
        examined = examined_for(workspace, str(target.folder), on)
        edition = examined.edition
        answers = {a.provision: a for a in examined.assessment.answers}
        answered = sum(edition.is_answered(p, answers) for p in edition.counted)
        reviewed = sum(bool((a := answers.get(p.number)) and a.reviewed and a.reviewed.on) for p in edition.counted)
        counts = (f"{answered} of {len(edition.counted)}", str(reviewed), str(len(examined.errors)), str(len(examined.warnings)))
        rows.append((target.name, *counts, view(edition, examined.assessment).status_line))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
