"""The command ``build``."""

from __future__ import annotations

from datetime import date

import click

from generator import approval, publish, report
from generator.commands.asking import examined_for, on_option, show, target_argument
from generator.examine import Examined
from generator.report import Line
from generator.templates import templates_for
from generator.view import view
from generator.workspace import Target, Workspace


@click.command()
@target_argument
@on_option
@click.option("--draft", is_flag=True, help="Build as a draft, also with errors, Notes or unreviewed answers.")
@click.option("--pdf", is_flag=True, help="Also make the PDF document, which takes a second or two longer.")
@click.pass_context
def build(ctx: click.Context, target: str, on: date, draft: bool, pdf: bool) -> None:
    """Check, and make every document that is published, in output/LANDLORD/YEAR/."""
    workspace: Workspace = ctx.obj
    examined = examined_for(workspace, target, on)
    at = examined.gathered.target
    folder = workspace.output(at)
    publish.recover(folder)
    approval.recover(at)
    stops = examined.errors
    if examined.gathered.unreadable or (stops and not draft):
        show(report.problem_lines(stops))
        click.secho(
            f"Nothing was built: {report.counted(len(stops), 'error')} to put right first. "
            "To see the documents as a draft all the same, add --draft.",
            fg="red",
            err=True,
        )
        ctx.exit(2 if examined.gathered.unreadable else 1)
    files = publish.render(
        view(examined.edition, examined.assessment, draft=draft),
        templates_for(workspace.template_folders(at)),
        publish.WITH_PDF if pdf else publish.FORMATS,
    )
    publish.write(files, folder)
    for name in sorted(files):
        click.echo(f"{folder / name}")
    show([_notice(examined, at)])
    click.echo(f"Begin with {folder / next(name for name in files if name.startswith('index'))}")


def _notice(examined: Examined, target: Target) -> Line:
    """What is left to say after a build."""
    errors = len(examined.errors)
    others = report.counted(len(examined.warnings), "warning")
    if errors:
        text = f"Built as a draft despite {report.counted(errors, 'error')} and with {others}"
    elif examined.problems:
        text = f"Built, with {others}"
    else:
        return report.Line("Built, and read back: every document says what the answers say.", "good")
    return report.Line(f"{text}. To see them: self-assessment check {target.name}", "warning")
