"""The command ``policy``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import catalogue, intake
from generator.commands.asking import on_option, show, typed
from generator.gather import gather
from generator.intake.documents import open_document
from generator.policy import comparing, registering, report, sections
from generator.workspace import Workspace, writing


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", required=False)
@on_option
@click.option("--title", default="", help="Its title in the register of documents, where it is not the complaints policy.")
@click.option("--replace", is_flag=True, help="Put it in the place of a policy of this title that was read from another file.")
@click.pass_obj
def policy(workspace: Workspace, file: Path, target: str | None, on: date, title: str, *, replace: bool) -> None:
    """Read a policy, compare it with what the Code fixes, and put its sections into TARGET's register of documents.

    FILE is a Word document, PDF, web page, Markdown or text. Without TARGET it is only read and compared.
    """
    gathered = gather(workspace.target(target)) if target else None
    edition = gathered.edition if gathered else catalogue.load(catalogue.in_force(on))
    document = open_document(file)
    sections.refuse_too_long(document.rows, file.name)
    intake.refuse_answers(document)
    read = sections.read(document.rows, file.name)
    name = registering.title_of(gathered, title) if gathered else title
    show(report.outline_lines(read))
    if registering.is_complaints_policy(name):
        show(report.compared_lines(comparing.compare(read, edition)))
    if gathered:
        with writing(gathered.target):
            outline = registering.register(gathered, read, name, file.name, replace=replace)
        click.echo(f"“{name}” is in the register of {gathered.target.name}; its sections are in {outline}.")
        click.echo(f"What answers cite is now checked: self-assessment check {typed(gathered.target.name)}")
    else:
        click.echo("To put it into a year's register of documents, name the year: self-assessment policy FILE LANDLORD/YEAR")
