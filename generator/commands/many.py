"""What commands for every landlord and year of a workspace have in common: their options, who works, and what is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from generator import report
from generator.problems import Stop
from generator.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from generator.building import Order, Outcome, Work

_OPTIONS = (
    click.option("--all", "everyone", is_flag=True, help="Every landlord and year in the workspace."),
    click.option(
        "--workers", type=click.IntRange(1), help="With --all: how many processes work at once (as many as there are cores)."
    ),
    click.option("--cluster", metavar="ADDRESS", help="With --all: work on the Dask cluster at this address (tcp://host:8786)."),
)


def many_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --all, --workers and --cluster."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def for_all(work: Work, workspace: Workspace, order: Order, workers: int | None, cluster: str | None) -> int:
    """Do the work for every landlord and year, print what went wrong and a summary; the exit status. Raises Stop where there is none."""
    from generator.building import FAILED, REFUSED, each

    targets = workspace.targets()
    if not targets:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    outcomes: list[Outcome] = []
    with _executor(workers, cluster) as executor, click.progressbar(length=len(targets), hidden=not sys.stdout.isatty()) as bar:
        for outcome in each(work, workspace, targets, order, executor):
            outcomes.append(outcome)
            bar.update(1)
    outcomes.sort(key=lambda outcome: outcome.name)
    for outcome in outcomes:
        _tell(outcome)
    states = [outcome.state for outcome in outcomes]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states)))
    failed = states.count(REFUSED) + states.count(FAILED)
    click.secho(f"{report.counted(len(outcomes), 'self-assessment')}: {counts}.", fg="red" if failed else "green")
    return 1 if failed else 0


def _tell(outcome: Outcome) -> None:
    """What there is to say of one that did not go well."""
    from generator.building import FAILED, REFUSED

    if outcome.state == FAILED:
        click.secho(outcome.stop, fg="red")
    elif outcome.state == REFUSED:
        first = outcome.problems[0]
        click.secho(f"{outcome.name}: {report.counted(outcome.errors, 'error')}. The first: {first.message}", fg="red")
        click.echo(f"  To see them all: self-assessment check {outcome.name}")


def _executor(workers: int | None, cluster: str | None) -> Executor:
    if not cluster:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(workers)
    try:
        from distributed import Client
    except ImportError as error:
        raise Stop(
            "To work on a cluster, install the package “distributed” here and on its machines, with the same version of this program."
        ) from error
    try:
        executor: Executor = Client(cluster, timeout=10).get_executor()  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise Stop(f"There is no cluster at {cluster} ({error}). Check the address that its scheduler printed.") from error
    return executor
