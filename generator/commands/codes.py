"""The command ``codes``."""

from __future__ import annotations

import click

from generator import catalogue, dates


@click.command()
@click.option("--full", is_flag=True, help="Also where the wording of each provision was seen.")
def codes(full: bool) -> None:
    """List the editions of the Code, and how well their wording is known."""
    for id_ in catalogue.editions():
        edition = catalogue.load(id_)
        provisions = edition.provisions
        click.secho(f"{edition.id}: {edition.title}", bold=True)
        kind = "questions" if edition.asks_questions else "provisions"
        click.echo(f"  {len(edition.counted)} {kind}, in force from {dates.in_words(edition.in_force_from)}")
        seen = "seen in several publications"
        for wording in sorted({p.wording for p in provisions} - {seen}):
            numbers = ", ".join(p.number for p in provisions if p.wording == wording)
            click.echo(f"  Wording {wording}: {numbers}")
        if full:
            for p in provisions:
                click.echo(f"  {p.heading}: {p.wording}{'' if p.number_seen else '; its number is from memory or our own'}")
    click.echo("Compare the wording once with the Ombudsman's own page before you publish with it.")
