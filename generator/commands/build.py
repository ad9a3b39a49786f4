"""The command ``build``."""

from __future__ import annotations

from datetime import date

import click

from generator import report
from generator.building import REFUSED, SHARES, UNCHANGED, Order, Outcome
from generator.building import build as build_one
from generator.commands.asking import on_option, show
from generator.commands.many import for_all, many_options
from generator.examine import other_landlords
from generator.problems import Stop
from generator.report import Line
from generator.workspace import Workspace


@click.command()
@click.argument("target", required=False)
@on_option
@click.option("--draft", is_flag=True, help="Build as a draft, also with errors, Notes or unreviewed answers.")
@click.option("--pdf", is_flag=True, help="Also make the PDF document, which takes a second or two longer.")
@click.option("--force", is_flag=True, help="Build also what has not changed since it was built.")
@click.option("--watch", is_flag=True, help="Build again whenever an answer is saved, until Ctrl and C are pressed.")
@many_options
@click.pass_context
def build(
    ctx: click.Context,
    target: str | None,
    on: date,
    workers: int | None,
    cluster: str | None,
    *,
    draft: bool,
    pdf: bool,
    force: bool,
    watch: bool,
    everyone: bool,
) -> None:
    """Check, and make every document that is published, in output/LANDLORD/YEAR/."""
    workspace: Workspace = ctx.obj
    order = Order(on, draft=draft, pdf=pdf, force=force)
    if everyone == bool(target):
        raise Stop("Say what to build: LANDLORD/YEAR, or --all for every landlord and year.")
    if target is None:
        ctx.exit(for_all(build_one, workspace, order, workers, cluster))
    if watch:
        _watch(workspace, target, order)
    else:
        outcome = _built(workspace, target, order)
        ctx.exit((2 if outcome.unreadable else 1) if outcome.state == REFUSED else 0)


def _watch(workspace: Workspace, target: str, order: Order) -> None:
    """Build at once, and again whenever something is saved in the folders that documents are made from."""
    from watchfiles import watch

    places = {workspace.target(target).folder, workspace.answers, workspace.root / "templates"}
    folders = [place for place in places if place.is_dir()]
    begun = False
    try:  # the first turn comes at once and empty, and from then on what is saved during a build counts too
        for saved in watch(*folders, debounce=100, step=20, rust_timeout=250, yield_on_timeout=True):
            if saved or not begun:
                begun = True
                try:
                    _built(workspace, target, order)
                except Stop as stop:
                    click.secho(str(stop), fg="red", err=True)
                click.secho("Waiting for a change. To end, press Ctrl and C.", dim=True)
    except KeyboardInterrupt:
        return


def _built(workspace: Workspace, target: str, order: Order) -> Outcome:
    """Build it, and say what came of it."""
    at = workspace.target(target)
    outcome = build_one(workspace, at, other_landlords(workspace, at), order)
    if outcome.state == SHARES:
        raise Stop(
            f"{outcome.name} holds answers for a group to share (“Kind: shared answers”) and publishes nothing. Name a landlord’s year, "
            "or write what kind of landlord the group is, where one self-assessment serves all of it."
        )
    if outcome.state == REFUSED:
        show(report.problem_lines(outcome.problems))
        click.secho(
            f"Nothing was built: {report.counted(outcome.errors, 'error')} to put right first. "
            "To see the documents as a draft all the same, add --draft.",
            fg="red",
            err=True,
        )
        return outcome
    for name in outcome.files:
        click.echo(f"{outcome.folder / name}")
    show([_notice(outcome)])
    click.echo(f"Begin with {outcome.folder / next(name for name in outcome.files if name.startswith('index'))}")
    return outcome


def _notice(outcome: Outcome) -> Line:
    """What is left to say after a build."""
    built = "Not built again, since nothing has changed" if outcome.state == UNCHANGED else "Built"
    others = report.counted(outcome.warnings, "warning")
    if outcome.errors:
        text = f"{built} (a draft, despite {report.counted(outcome.errors, 'error')} and with {others})"
    elif outcome.warnings:
        text = f"{built}, with {others}"
    elif outcome.state == UNCHANGED:
        return Line(f"{built}: every document says what the answers say.", "good")
    else:
        return Line("Built, and read back: every document says what the answers say.", "good")
    return Line(f"{text}. To see them: self-assessment check {outcome.name}", "warning")
