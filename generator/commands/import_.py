"""The command ``import``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from generator import intake, report
from generator.commands.asking import LOOKS, show, typed
from generator.problems import Stop
from generator.templates import templates_for
from generator.workspace import Workspace, target_at, writing


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path),
    help="LANDLORD/YEAR, or the folder to make; with --merge the one to add to; for several publications answers/NAME.",
)
@click.option("--merge", is_flag=True, help="Add to answers that are there: fill what is empty, or take back a form.")
@click.option(
    "--each", is_flag=True, help="Each document is a publication of its own and gets a folder of its own in answers/NAME."
)
@click.option("--anyway", is_flag=True, help="With --merge: also into a year that a governing body has approved.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], into: Path, *, merge: bool, each: bool, anyway: bool) -> None:
    """Make answer files from a published self-assessment, and report what is wrong with it.

    FILE is a Word document, workbook, web page, PDF, Markdown or text; several are the pages of one publication. A folder in the
    place of FILE stands for the documents in it, each a publication of its own.
    """
    workspace: Workspace = ctx.obj
    several = not merge and (each or any(path.is_dir() for path in files))
    into = workspace.place_for_each(into) if several else workspace.place(into)
    if merge and not into.is_dir():
        raise Stop(f"{into.resolve()}: there is no such folder, so nothing was merged. Name the LANDLORD/YEAR to add to.")
    wording = templates_for(workspace.template_folders(target_at(into))).wording
    if merge:
        _merge(ctx, files, into, wording, anyway=anyway)
    elif several:
        _import_each(ctx, files, into, wording)
    else:
        brought = intake.bring_in(files, wording)
        intake.save(brought.files, into, " To fill in what is missing there, add --merge.")
        show(report.problem_lines(brought.problems, acceptable=False))
        click.echo(
            f"{len(brought.answers)} answers to the {brought.edition.name} are in {into}; see {into / 'import-report.md'}."
        )
        click.echo(f"None of them is reviewed yet. Fill in landlord.md, then run: self-assessment check {typed(into)}")


def _import_each(ctx: click.Context, files: tuple[Path, ...], into: Path, wording: Mapping[str, str]) -> None:
    from generator.intake import folders

    outcomes = []
    for outcome in folders.bring_in_each(files, into, wording):
        outcomes.append(outcome)
        click.secho(outcome.sentence, fg="red" if outcome.refused else None)
    refused = sum(bool(outcome.refused) for outcome in outcomes)
    click.echo(f"{len(outcomes) - refused} of {len(outcomes)} documents are in {into}. None of their answers is reviewed yet.")
    ctx.exit(2 if refused else 0)


def _merge(ctx: click.Context, files: tuple[Path, ...], into: Path, wording: Mapping[str, str], *, anyway: bool) -> None:
    from generator.intake import merging

    at = target_at(into)
    merged = merging.merge(files, at, wording)
    if not anyway:
        merging.refuse_approved(merged, "To merge all the same, add --anyway; self-assessment correct records a correction.")
    for change in merged.taken:
        click.echo(f"{change.place}: {change.sentence}")
    for conflict in merged.conflicts:
        click.secho(f"{conflict.place}: {conflict.sentence}", **LOOKS["warning"])
        click.echo(f"  in the file: {conflict.here}")
        click.echo(f"  in the document: {conflict.there}")
    for sentence in merged.left:
        click.secho(sentence, **LOOKS["warning"])
    with writing(at):
        merging.save(merged)
    if merged.added:
        click.echo(f"More is in {' and '.join(str(into / name) for name in sorted(merged.added))}.")
    some = len(merged.conflicts) > 1
    kept = f"{report.counted(len(merged.conflicts), 'conflict')} {'are' if some else 'is'} left as in the files"
    click.echo(f"{report.counted(len(merged.taken), 'change')} taken, {kept if merged.conflicts else 'no conflicts'}.")
    ctx.exit(1 if merged.conflicts or merged.left else 0)
