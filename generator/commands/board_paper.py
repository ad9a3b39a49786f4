"""The command ``board-paper``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator import board_paper as papers
from generator import publish, report
from generator.board_paper import Asked, BoardPaper
from generator.commands.asking import NewFile, examined_for, on_option, show, target_argument
from generator.problems import Stop
from generator.report import Line
from generator.templates import templates_for
from generator.workspace import Workspace


@click.command("board-paper")
@target_argument
@click.option("--meeting", default="", help="The day of the meeting, or its name and day: “Special meeting, 23 July 2026”.")
@click.option("--body", default="", help="The governing body, where landlord.md names two.")
@click.option("--item", default="", help="The item of the agenda: 7.2.")
@click.option("--author", default="", help="Who wrote the paper, where not as landlord.md says.")
@click.option("--sponsor", default="", help="Who puts it forward, where not as landlord.md says.")
@click.option("--confidentiality", default="", help="As your papers say it: Public, Not for publication.")
@click.option("--officer-notes", is_flag=True, help="With a page for officers: what the checks found, and what is left out.")
@click.option("--pdf", is_flag=True, help="As a PDF and not in Word.")
@click.option("--output", type=NewFile(".docx", ".pdf"), help="The file to make, where not in output/.")
@on_option
@click.option("--draft", is_flag=True, help="As a draft, also with errors in the answers.")
@click.pass_context
def board_paper(
    ctx: click.Context,
    target: str,
    meeting: str,
    body: str,
    item: str,
    author: str,
    sponsor: str,
    confidentiality: str,
    officer_notes: bool,
    pdf: bool,
    output: Path | None,
    on: date,
    draft: bool,
) -> None:
    """Make the paper with which the self-assessment goes before the governing body, in Word or as PDF."""
    workspace: Workspace = ctx.obj
    if output and (output.suffix.lower() == ".pdf") != pdf:
        raise Stop(f"{output}: " + ("with --pdf its name has to end in .pdf." if pdf else "to make a PDF, add --pdf."))
    examined = examined_for(workspace, target, on)
    at = examined.gathered.target
    if examined.assessment.landlord.only_shares:
        raise Stop(f"{at.name} holds answers for a group to share, which go before no governing body. Name a landlord’s year.")
    stops = examined.errors
    if examined.gathered.unreadable or (stops and not draft):
        show(report.problem_lines(stops))
        words = f"No paper was made: {report.counted(len(stops), 'error')} to put right first. To see it as a draft, add --draft."
        click.secho(words, fg="red", err=True)
        ctx.exit(2 if examined.gathered.unreadable else 1)
    templates = templates_for(workspace.template_folders(at))
    about = papers.subject(
        examined.edition,
        examined.assessment,
        Asked(body, meeting, item, author, sponsor, confidentiality),
        on,
        draft=draft,
    )
    about = replace(about, last=publish.year_before(examined, about.on))
    officers = (examined.problems, examined.accepted) if officer_notes else None
    paper = papers.paper(about, papers.read_layout(templates), officers)
    [(name, content)] = publish.render_paper(paper, about.view, templates, as_pdf=pdf).items()
    path = output or workspace.board_papers(at) / name
    publish.write_file(path, content)
    show(_gap_lines(paper))
    click.echo(f"{path}")


def _gap_lines(paper: BoardPaper) -> list[Line]:
    """What the paper does not say, for whoever makes it."""
    lines = []
    for gap in paper.gaps:
        lines += [Line(f"{gap.place}: {gap.message}", "warning"), Line(f"  {gap.help}", "faint")]
    return lines
