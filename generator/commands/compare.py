"""The command ``compare``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import report
from generator.answers import source
from generator.commands.asking import NewFile, on_option, show
from generator.compare import Comparison
from generator.compare.layout import Laid, laid
from generator.gather import UNREADABLE, gather
from generator.intake.comparable import Side, compared, of_answers, of_documents
from generator.printed import Wording
from generator.problems import Stop
from generator.templates import Templates, templates_for
from generator.workspace import LANDLORD_FILE, Workspace, previous


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default=None)
@on_option
@click.option("--web", type=NewFile(".html"), help="Also write a web page (changes.html).")
@click.option("--word", type=NewFile(".docx"), help="Also write a Word document (changes.docx).")
@click.option("--json", "as_json", is_flag=True, help="The differences as JSON, for other programs.")
@click.option("--exit-code", is_flag=True, help="End with 1 where there is a difference, for scheduled checks.")
@click.pass_context
def compare(
    ctx: click.Context,
    before: str,
    after: str | None,
    on: date,
    web: Path | None,
    word: Path | None,
    *,
    as_json: bool,
    exit_code: bool,
) -> None:
    """Say what differs between two self-assessments: two years, two landlords, or answers and what was published.

    A (the earlier) and B are each LANDLORD/YEAR, a folder of answer files, a published document (Word, Excel, web page, PDF, text),
    or a folder of documents that are one publication, such as the pages saved from a website. With A alone, last year's answers
    are compared with A's.
    """
    workspace: Workspace = ctx.obj
    if not before.strip() or (after is not None and not after.strip()):
        raise Stop(
            "One of the two that are to be compared is empty. Name it, or name one year alone to compare it with the year before."
        )
    if after is None:
        before, after = _last_year(workspace, before), before
    templates = _templates(workspace, before, after)
    wording = templates.wording
    found = compared(_side(workspace, before, wording), _side(workspace, after, wording), wording, on)
    shown = laid(found, wording, on)
    _write(found, shown, templates, web, word)
    if as_json:
        from generator.render import comparison_data

        click.echo(comparison_data.as_json(found))
    else:
        from generator.render import comparison_text

        for line in comparison_text.lines(shown, wording):
            click.echo(line)
    ctx.exit(1 if exit_code and not found.same else 0)


def _last_year(workspace: Workspace, text: str) -> str:
    """The year before the target, as its landlord.md names it. Raises Stop where it names none."""
    gathered = gather(workspace.target(text))
    try:
        last = previous(gathered.target, gathered.assessment.landlord)
    except Stop as stop:
        raise Stop(f"{gathered.target.name}/{LANDLORD_FILE}: {stop}") from stop
    if last is None:
        raise Stop(
            f"{gathered.target.name}: its {LANDLORD_FILE} does not say which year came before. Write it there (Last year: our-homes/2025), "
            "or name two: self-assessment compare A B"
        )
    return str(last.folder)


def _templates(workspace: Workspace, *sides: str) -> Templates:
    """Those of the first side that is answer files, whose landlord's wording its documents have too; else the workspace's."""
    for side in sides:
        try:
            return templates_for(workspace.template_folders(workspace.target(side)))
        except Stop:
            continue  # a document, or a mistake, which is told when the side is read
    return templates_for((workspace.root,))


def _side(workspace: Workspace, text: str, wording: Wording) -> Side:
    """What was named. Raises Stop where it is neither answers nor a document."""
    path = Path(text)
    named = not path.is_absolute() and (workspace.answers / path).is_dir()
    if path.is_file() or (path.is_dir() and not named and not _holds_answers(path)):
        return of_documents(path, wording)
    gathered = gather(workspace.target(text))
    if gathered.unreadable:
        show(report.problem_lines([p for p in gathered.problems if p.id == UNREADABLE]))
        raise Stop(f"{gathered.target.name}: not all of its files can be read, so that nothing was compared. See above.")
    return of_answers(gathered.assessment, gathered.edition, wording)


def _holds_answers(folder: Path) -> bool:
    """True where answer files lie in the folder; a website's pages may be called section-6.html."""
    return any(path.name.lower().startswith((LANDLORD_FILE, "section-")) for path in folder.glob("*.[mM][dD]"))


def _write(found: Comparison, shown: Laid, templates: Templates, web: Path | None, word: Path | None) -> None:
    """The documents asked for, each whole or not at all."""
    if web:
        from generator.render import comparison_web

        source.write(web, str(web), comparison_web.render(found, shown, templates))
    if word:
        from generator.render import comparison_word

        source.write(word, str(word), comparison_word.render(found, shown, templates))
