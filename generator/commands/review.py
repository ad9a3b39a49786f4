"""The command ``review``."""

from __future__ import annotations

from datetime import date

import click

from generator import reviewing
from generator.answers import source
from generator.commands.asking import on_option, target_argument, today
from generator.dates import in_words
from generator.gather import gather
from generator.problems import Stop
from generator.workspace import writing


@click.command()
@target_argument
@click.option(
    "--section", "sections", multiple=True, metavar="6", help="A section whose answers have been read; may be given again."
)
@click.option("--provision", "provisions", multiple=True, metavar="6.3", help="One provision; may be given again.")
@click.option("--by", required=True, metavar="NAME", help="Who has read them: a post or a name. It is never published.")
@on_option
@click.pass_context
def review(ctx: click.Context, target: str, sections: tuple[str, ...], provisions: tuple[str, ...], by: str, on: date) -> None:
    """Say that answers have been read: writes “Reviewed: 2 May 2026, NAME” below each heading, and changes nothing else."""
    if not (sections or provisions):
        raise Stop("Name what has been read: --section 6, or --provision 6.3. There is no way to mark a whole year at once.")
    if on > today():
        raise Stop(f"{in_words(on)} has not come yet. Record the review once the answers have been read.")
    at = ctx.obj.target(target)
    with writing(at):
        gathered = gather(at)
        numbers = reviewing.provisions_of(gathered, sections, provisions)
        done = reviewing.reviewed(gathered, numbers, provisions, by, on)
        source.save(
            [
                source.Change(at.folder / new.shown.rpartition("/")[2], gathered.sources[name], new)
                for name, new in done.files.items()
            ]
        )
    for sentence in done.replaced:
        click.echo(sentence)
    for sentence in done.refused:
        click.secho(f"Not marked: {sentence}", fg="yellow")
    marked = f"{len(done.marked)} answers marked as reviewed" if len(done.marked) != 1 else "1 answer marked as reviewed"
    click.echo(f"{marked}{': ' + ', '.join(done.marked) if done.marked else ''}.")
    ctx.exit(0 if done.marked or not done.refused else 1)
