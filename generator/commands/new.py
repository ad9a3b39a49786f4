"""The command ``new``."""

from __future__ import annotations

from datetime import date

import click

from generator import catalogue
from generator.answers import starter
from generator.commands.asking import on_option
from generator.intake import save
from generator.workspace import Workspace


@click.command()
@click.argument("name", metavar="LANDLORD/YEAR")
@on_option
@click.pass_obj
def new(workspace: Workspace, name: str, on: date) -> None:
    """Start a landlord's year: a file for each section of the Code, with each provision above its empty answer."""
    target = workspace.new_target(name)
    edition = catalogue.load(catalogue.in_force(on))
    save(starter.files(edition), target.folder)
    click.echo(f"Made {target.folder} for the {edition.name}: fill in landlord.md and the section files.")
    click.echo(f"To see how far you are: self-assessment check {target.name}")
