"""The command ``form``."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.asking import NewFile, target_argument, typed
from generator.gather import gather
from generator.intake import forms
from generator.problems import Stop
from generator.templates import templates_for
from generator.workspace import Workspace


@click.command()
@target_argument
@click.option("--word", type=NewFile(".docx"), help="The Word document to make (form.docx).")
@click.option("--excel", type=NewFile(".xlsx"), help="The workbook to make (form.xlsx).")
@click.option("--owner", help="Only the provisions whose answers have this owner.")
@click.pass_obj
def form(workspace: Workspace, target: str, word: Path | None, excel: Path | None, owner: str | None) -> None:
    """Make a form in Word or Excel for others to fill in; import FORM --merge --into FOLDER takes back what they changed."""
    if word is None and excel is None:
        raise Stop("Say which form to make: --word FILE.docx or --excel FILE.xlsx.")
    gathered = gather(workspace.target(target))
    templates = templates_for(workspace.template_folders(gathered.target))
    for path, kind in ((word, ".docx"), (excel, ".xlsx")):
        if path:
            forms.make(gathered, templates, path, kind, owner)
            click.echo(
                f"Made {path}. When it comes back: self-assessment import {typed(path)} --merge --into {typed(gathered.target.folder)}"
            )
