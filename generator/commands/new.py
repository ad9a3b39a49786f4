"""The command ``new``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import catalogue
from generator.answers import starter
from generator.commands.asking import on_option
from generator.gather import gather
from generator.intake import save
from generator.problems import Stop
from generator.templates import templates_for
from generator.workspace import LANDLORD_FILE, Target, Workspace, beside

if TYPE_CHECKING:
    from generator.carrying import Last
    from generator.model import Edition


@click.command()
@click.argument("name", metavar="LANDLORD/YEAR")
@click.option(
    "--from",
    "last",
    multiple=True,
    metavar="LAST",
    help="Last year: LANDLORD/YEAR, or its document (for several documents, give --from before each).",
)
@click.option("--shared", metavar="GROUP/YEAR", help="The group's year whose answers this landlord shares.")
@on_option
@click.pass_obj
def new(workspace: Workspace, name: str, last: tuple[str, ...], shared: str | None, on: date) -> None:
    """Start a landlord's year: a file for each section of the Code, with each provision above its empty answer.

    With --from, last year's answers stand there, none of them reviewed. The Code is the one in force today, or on the day given.
    """
    target = workspace.new_target(name)
    if shared:
        _share(target, shared, last)
        return
    edition = catalogue.load(catalogue.in_force(on))
    if last:
        _carry(workspace, target, last, edition)
        return
    save(starter.files(edition), target.folder)
    click.echo(f"Made {target.folder} for the {edition.name}: fill in landlord.md and the section files.")
    click.echo(f"To see how far you are: self-assessment check {target.name}")


def _share(target: Target, shared: str, last: tuple[str, ...]) -> None:
    if last:
        raise Stop("Give either --from or --shared. What a landlord answered itself last year is carried with --from.")
    try:
        group = gather(beside(target, shared))
    except Stop as stop:
        raise Stop(f"--shared: {stop}") from stop
    if further := group.assessment.landlord.shared:
        raise Stop(f"{shared} takes its answers from {further} itself: name that one after --shared.")
    save({LANDLORD_FILE: starter.sharing(shared, [body.name for body in group.assessment.landlord.bodies])}, target.folder)
    click.echo(f"Made {target.folder / LANDLORD_FILE} with the answers of {shared}, to the {group.edition.name}: fill it in.")
    click.echo("Section files are needed only for answers that differ; what is to be written there stands in it.")
    click.echo(f"To see what is left to do: self-assessment check {target.name}")


def _carry(workspace: Workspace, target: Target, names: tuple[str, ...], edition: Edition) -> None:
    from generator import carrying

    last, last_year = _last(workspace, target, names)
    carried = carrying.carry(last, edition)
    shared = f"{last.shared.partition('/')[0]}/{target.year}" if last.shared else ""
    save(carried.files(last_year=last_year, shared=shared), target.folder)
    click.echo(f"Made {target.folder} for the {edition.name} from {last.name} ({last.edition.name}).")
    for line in carrying.summary(carried):
        click.echo(line)
    click.echo(f"What and why is in {target.folder / carrying.REPORT}. Nothing counts as reviewed.")
    if shared and not (workspace.answers / shared).is_dir():
        click.echo(f"The answers that it shares are looked for in {shared}, which is not there yet: make it from {last.shared}.")
    click.echo(f"Fill in landlord.md. To see how far you are: self-assessment check {target.name}")


def _last(workspace: Workspace, target: Target, names: tuple[str, ...]) -> tuple[Last, str]:
    """Last year, and its name where it lies beside the new year."""
    from generator import carrying

    documents = [name for name in names if Path(name).is_file()]
    if len(documents) == len(names):
        wording = templates_for(workspace.template_folders(target)).wording
        return carrying.from_documents([Path(name) for name in names], wording), ""
    if documents:  # the others are no LANDLORD/YEAR then
        missing = next(name for name in names if name not in documents)
        raise Stop(f"--from {missing}: there is no such file. Check its name and where it is.")
    if len(names) > 1:
        raise Stop(
            "Several documents can be named with --from, or one LANDLORD/YEAR, and not both. Name one year, or documents only."
        )
    found = workspace.target(names[0])
    _check_last(target, found)
    inside = found.folder.resolve().parent.parent == workspace.answers.resolve()
    return carrying.from_folder(found), found.name if inside else ""


def _check_last(target: Target, last: Target) -> None:
    """Say it where the year to begin is not the later of the two. Raises Stop for a group's answers, which are shared, not carried."""
    if gather(last).assessment.landlord.only_shares and last.landlord != target.landlord:
        raise Stop(
            f"{last.name} holds answers for a group to share, and is no landlord's year. To share them: "
            f"self-assessment new {target.name} --shared {last.name}"
        )
    if last.landlord == target.landlord and target.year < last.year:
        click.echo(f"{last.name} is the later year by its name, and is taken as the year before {target.name} all the same.")
