"""The command ``submission``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import fill

import click

from generator import publish, report
from generator import submission as asked
from generator.commands.asking import NewFile, examined_for, on_option, show, target_argument
from generator.dates import in_words
from generator.printed import Wording
from generator.report import Line
from generator.submission import Submission
from generator.templates import templates_for
from generator.workspace import Workspace


@click.command()
@target_argument
@on_option
@click.option("--word", type=NewFile(".docx"), help="Also make a Word document of it (submission.docx).")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_context
def submission(ctx: click.Context, target: str, on: date, *, word: Path | None, as_json: bool) -> None:
    """Show what the annual submission to the Ombudsman asks for, ready to copy, what is missing, and the days left."""
    workspace: Workspace = ctx.obj
    examined = examined_for(workspace, target, on)
    if examined.gathered.unreadable:
        show(report.problem_lines(examined.errors))
        ctx.exit(2)
    templates = templates_for(workspace.template_folders(examined.gathered.target))
    found = asked.submission(examined.edition, examined.assessment, templates.wording, on, len(examined.errors))
    if as_json:
        from generator.render import submission as rendered

        click.echo(rendered.data(found))
    else:
        show(map(_wrapped, _lines(found, templates.wording)))
    if word:
        from generator.render import submission as rendered

        publish.write_file(word, rendered.word(found, examined.assessment.landlord.colour, templates))
        click.echo(f"Made {word}.", err=as_json)


def _wrapped(line: Line) -> Line:
    """The line in as many as a console of 80 columns needs; addresses stay whole, to be copied."""
    words = line.text.lstrip()
    indent = " " * (len(line.text) - len(words))
    further = f"{indent}  " if indent else ""
    text = fill(words, 79, initial_indent=indent, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)
    return Line(text, line.look)


def _lines(found: Submission, wording: Wording) -> Iterator[Line]:
    def word(key: str) -> str:
        return wording[f"submission.{key}"]

    missing = word("missing_value")
    yield Line(f"{found.title}: {found.landlord}", "bold")
    yield Line("")
    days = [in_words(day) for day in found.deadline.dates]
    shown = word("two_days").format(first=days[0], second=days[1]) if len(days) > 1 else "".join(days) or word("unknown")
    yield Line(f"{word('deadline')}: {shown}{f'. {found.left}' if found.left else ''}", "bold" if days else "warning")
    yield Line(f"  {found.deadline.sentence}", "faint")
    for title, pairs in (
        (word("facts"), [(item.label, item.value or missing) for item in found.facts if item.value or item.fill_in]),
        (word("publications"), [(item.label, item.value or missing) for item in found.publications]),
        (word("parts"), [(f"{part.letter}. {part.text}", part.where or missing) for part in found.parts]),
        (word("answers"), [(item.label, item.value) for item in found.answers]),
    ):
        if pairs:
            yield Line("")
            yield Line(title, "bold")
        for label, value in pairs:
            yield Line(f"  {label}: {value}", "warning" if value == missing else "")
    yield Line("")
    if found.missing:
        yield Line(f"{word('missing')} ({len(found.missing)}):", "warning")
        yield from (Line(f"  {sentence}") for sentence in found.missing)
    else:
        yield Line(word("missing_none"), "good")
