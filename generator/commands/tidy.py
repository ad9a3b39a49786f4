"""The command ``tidy``."""

from __future__ import annotations

from contextlib import nullcontext

import click

from generator.answers import source
from generator.answers.tidy import tidy as tidied
from generator.commands.asking import target_argument
from generator.gather import gather
from generator.workspace import Workspace, writing


@click.command()
@target_argument
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def tidy(workspace: Workspace, target: str, dry_run: bool) -> None:
    """Put right what leaves no doubt: quoted Code texts, bullets pasted from Word, headings without their marks."""
    at = workspace.target(target)
    with nullcontext() if dry_run else writing(at):
        gathered = gather(at)
        count = 0
        changed = []
        for section in gathered.edition.sections:
            before = gathered.sources.get(f"section-{section.number}.md")
            if before is None:
                continue
            after, changes = tidied(before, gathered.edition, section)
            for change in changes:
                click.secho(f"{before.shown}, line {change.line}", bold=True)
                for line in change.before:
                    click.secho(f"  before: {line}", dim=True)
                for line in change.after:
                    click.echo(f"  after:  {line}")
            if changes:
                changed.append(source.Change(at.folder / before.shown.rpartition("/")[2], before, after))
            count += len(changes)
        if not dry_run:
            source.save(changed)
    done = "would be changed" if dry_run else "changed"
    click.echo(f"{count or 'No'} place{'' if count == 1 else 's'} {done}.")
