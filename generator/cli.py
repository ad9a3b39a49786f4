"""The commands: they gather what is asked for, print, and set the exit status (0 done, 1 errors, 2 cannot be done)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import dates
from generator.problems import Stop
from generator.workspace import Target, Workspace, find, target_at

if TYPE_CHECKING:
    from generator.examine import Examined
    from generator.report import Line

LOOKS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "good": {"fg": "green"},
    "faint": {"dim": True},
    "bold": {"bold": True},
    "": {},
}

DATE = "--on"


class Day(click.ParamType[date]):
    """A date as people write it."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails with a sentence where it is none."""
        if isinstance(value, date):
            return value
        day = dates.parse(str(value))[0]
        if day is None:
            self.fail(f"“{value}” is not a date. Write it as 2027-03-31 or “31 March 2027”.", param, ctx)
        return day


class Commands(click.Group):
    """The group of commands, in the order of the work; a Stop ends each with its sentence and status 2."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order in which they are written down."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            click.secho(str(stop), fg="red", err=True)
            ctx.exit(2)


on_option = click.option(DATE, "on", type=Day(), default=None, help="The day to check for, where it is not today (2027-03-31).")
target_argument = click.argument("target")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--workspace", type=click.Path(path_type=Path), help="The folder with answers/ in it, where it is not this one.")
@click.version_option(package_name="self-assessment-generator", message="%(version)s")
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Check a Complaint Handling Code self-assessment, and build what is published from it.

    TARGET is LANDLORD/YEAR (exemplar-homes/2026), or a folder of answer files.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ? for it
    ctx.obj = Workspace(workspace) if workspace else find(Path.cwd())


@main.command()
@click.argument("name", metavar="LANDLORD/YEAR")
@on_option
@click.pass_obj
def new(workspace: Workspace, name: str, on: date | None) -> None:
    """Start a landlord's year: a file for each section of the Code, with each provision above its empty answer."""
    from generator import catalogue, intake
    from generator.answers import starter

    target = workspace.new_target(name)
    edition = catalogue.load(catalogue.in_force(on or date.today()))
    intake.save(starter.files(edition), target.folder)
    click.echo(f"Made {target.folder} for the {edition.name}: fill in landlord.md and the section files.")
    click.echo(f"To see how far you are: self-assessment check {target.name}")


@main.command()
@target_argument
@on_option
@click.option("--full", is_flag=True, help="Everything, also of an unfinished year.")
@click.option("--json", "as_json", is_flag=True, help="The problems as JSON, for other programs.")
@click.pass_context
def check(ctx: click.Context, target: str, on: date | None, full: bool, as_json: bool) -> None:
    """Say everything that is wrong with a self-assessment, and what to do about it."""
    from generator import report
    from generator.checks import RULES

    examined = _examined(ctx.obj, target, on)
    if as_json:
        click.echo(report.as_json(examined.problems))
    else:
        progress = report.progress(examined.edition, examined.assessment)
        _print(progress)
        missing = {rule.id for rule in RULES if rule.missing} if progress and not full else ()
        shown = report.shown(examined.problems, missing)
        _print(report.problem_lines(shown))
        _print(report.accepted_lines(examined.accepted))
        _print([report.summary(examined.problems, len(examined.accepted), len(examined.problems) - len(shown))])
    ctx.exit(2 if examined.gathered.unreadable else 1 if examined.errors else 0)


@main.command()
@on_option
@click.pass_obj
def status(workspace: Workspace, on: date | None) -> None:
    """One line for each landlord and year: answered, reviewed, errors, warnings, approval."""
    from generator.view import view

    targets = workspace.targets()
    if not targets:
        raise Stop(f"There are no answers in {workspace.answers}. Start a year with: self-assessment new LANDLORD/YEAR")
    rows = [("", "answered", "reviewed", "errors", "warnings", "status")]
    for target in targets:
        examined = _examined(workspace, str(target.folder), on)
        edition = examined.edition
        answers = {a.provision: a for a in examined.assessment.answers}
        answered = sum(edition.is_answered(p, answers) for p in edition.counted)
        reviewed = sum(bool((a := answers.get(p.number)) and a.reviewed and a.reviewed.on) for p in edition.counted)
        counts = (f"{answered} of {len(edition.counted)}", str(reviewed), str(len(examined.errors)), str(len(examined.warnings)))
        rows.append((target.name, *counts, view(edition, examined.assessment).status_line))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@main.command()
@target_argument
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def tidy(workspace: Workspace, target: str, dry_run: bool) -> None:
    """Put right what leaves no doubt: quoted Code texts, bullets pasted from Word, headings without their marks."""
    from generator.answers import source
    from generator.answers.tidy import tidy as tidied
    from generator.gather import gather

    gathered = gather(workspace.target(target))
    count = 0
    for section in gathered.edition.sections:
        before = gathered.sources.get(f"section-{section.number}.md")
        if before is None:
            continue
        after, changes = tidied(before, gathered.edition, section)
        for change in changes:
            click.secho(f"{before.shown}, line {change.line}", bold=True)
            for line in change.before:
                click.secho(f"  before: {line}", dim=True)
            for line in change.after:
                click.echo(f"  after:  {line}")
        if changes and not dry_run:
            source.write(gathered.target.folder / before.shown.rpartition("/")[2], before.shown, after.to_bytes())
        count += len(changes)
    done = "would be changed" if dry_run else "changed"
    click.echo(f"{count or 'No'} place{'' if count == 1 else 's'} {done}.")


@main.command()
@target_argument
@on_option
@click.option("--draft", is_flag=True, help="Build as a draft, also with errors, Notes or unreviewed answers.")
@click.pass_context
def build(ctx: click.Context, target: str, on: date | None, draft: bool) -> None:
    """Check, and make every document that is published, in output/LANDLORD/YEAR/."""
    from generator import publish, report
    from generator.templates import templates_for
    from generator.view import view

    workspace: Workspace = ctx.obj
    examined = _examined(workspace, target, on)
    at = examined.gathered.target
    folder = workspace.output(at)
    publish.recover(folder)
    stops = examined.errors
    if examined.gathered.unreadable or (stops and not draft):
        _print(report.problem_lines(stops))
        click.secho(
            f"Nothing was built: {report.counted(len(stops), 'error')} to put right first. "
            "To see the documents as a draft all the same, add --draft.",
            fg="red",
            err=True,
        )
        ctx.exit(2 if examined.gathered.unreadable else 1)
    files = publish.render(
        view(examined.edition, examined.assessment, draft=draft), templates_for(workspace.template_folders(at))
    )
    publish.write(files, folder)
    for name in sorted(files):
        click.echo(f"{folder / name}")
    _print([_notice(examined, at)])
    click.echo(f"Begin with {folder / next(name for name in files if name.startswith('index'))}")


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), help="The folder to make, or with --merge to add to.")
@click.option("--merge", is_flag=True, help="Add to answers that are there: fill what is empty, or take back a form.")
@click.option("--each", is_flag=True, help="Each document is a publication of its own and gets a folder of its own in FOLDER.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], into: Path, *, merge: bool, each: bool) -> None:
    """Make answer files from a published self-assessment, and report what is wrong with it.

    FILE is a Word document, workbook, web page, PDF, Markdown or text; several are the pages of one publication. A folder in the
    place of FILE stands for the documents in it, each a publication of its own.
    """
    from generator import intake, report
    from generator.templates import templates_for

    workspace: Workspace = ctx.obj
    wording = templates_for(workspace.template_folders(target_at(into))).wording
    if merge:
        _merge(ctx, files, into, wording)
    elif each or any(path.is_dir() for path in files):
        _import_each(ctx, files, into, wording)
    else:
        brought = intake.bring_in(files, wording)
        intake.save(brought.files, into)
        _print(report.problem_lines(brought.problems, acceptable=False))
        click.echo(
            f"{len(brought.answers)} answers to the {brought.edition.name} are in {into}; see {into / 'import-report.md'}."
        )
        click.echo("None of them is reviewed yet. Fill in landlord.md, then run: self-assessment check " + into.as_posix())


def _import_each(ctx: click.Context, files: tuple[Path, ...], into: Path, wording: Mapping[str, str]) -> None:
    from generator.intake import folders

    outcomes = []
    for outcome in folders.bring_in_each(files, into, wording):
        outcomes.append(outcome)
        click.secho(outcome.sentence, fg="red" if outcome.refused else None)
    refused = sum(bool(outcome.refused) for outcome in outcomes)
    click.echo(f"{len(outcomes) - refused} of {len(outcomes)} documents are in {into}. None of their answers is reviewed yet.")
    ctx.exit(2 if refused else 0)


def _merge(ctx: click.Context, files: tuple[Path, ...], into: Path, wording: Mapping[str, str]) -> None:
    from generator.intake import merging

    merged = merging.merge(files, target_at(into), wording)
    for change in merged.taken:
        click.echo(f"{change.place}: {change.sentence}")
    for conflict in merged.conflicts:
        click.secho(f"{conflict.place}: {conflict.sentence}", **LOOKS["warning"])
        click.echo(f"  in the file: {conflict.here}")
        click.echo(f"  in the document: {conflict.there}")
    merging.save(merged)
    kept = f"{len(merged.conflicts)} conflicts are left as they are in the files" if merged.conflicts else "no conflicts"
    click.echo(f"{len(merged.taken)} changes taken, {kept}.")
    ctx.exit(1 if merged.conflicts else 0)


@main.command()
@target_argument
@click.option("--word", type=click.Path(path_type=Path), help="The Word document to make (form.docx).")
@click.option("--excel", type=click.Path(path_type=Path), help="The workbook to make (form.xlsx).")
@click.option("--owner", help="Only the provisions whose answers have this owner.")
@click.pass_obj
def form(workspace: Workspace, target: str, word: Path | None, excel: Path | None, owner: str | None) -> None:
    """Make a form in Word or Excel for others to fill in; import FORM --merge --into FOLDER takes back what they changed."""
    from generator.gather import gather
    from generator.intake import forms
    from generator.templates import templates_for

    if word is None and excel is None:
        raise Stop("Say which form to make: --word FILE.docx or --excel FILE.xlsx.")
    gathered = gather(workspace.target(target))
    templates = templates_for(workspace.template_folders(gathered.target))
    for path, kind in ((word, ".docx"), (excel, ".xlsx")):
        if path:
            forms.make(gathered, templates, path, kind, owner)
            click.echo(
                f"Made {path}. When it comes back: self-assessment import {path} --merge --into {gathered.target.folder.as_posix()}"
            )


@main.command(name="policy")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", required=False)
@click.option("--title", default="", help="Its title in the register of documents, where it is not the complaints policy.")
@click.pass_obj
def policy_(workspace: Workspace, file: Path, target: str | None, title: str) -> None:
    """Read a policy, compare it with what the Code fixes, and put its sections into TARGET's register of documents.

    FILE is a Word document, PDF, web page, Markdown or text. Without TARGET it is only read and compared.
    """
    from generator import catalogue
    from generator.gather import gather
    from generator.intake.documents import open_document
    from generator.policy import comparing, registering, report, sections

    gathered = gather(workspace.target(target)) if target else None
    edition = gathered.edition if gathered else catalogue.load(catalogue.in_force(date.today()))
    read = sections.read(open_document(file).rows, file.name)
    _print(report.outline_lines(read))
    _print(report.compared_lines(comparing.compare(read, edition)))
    if gathered:
        name = registering.title_of(gathered, title)
        outline = registering.register(gathered, read, name, file.name)
        click.echo(f"“{name}” is in the register of {gathered.target.name}; its sections are in {outline}.")
        click.echo(f"What answers cite is now checked: self-assessment check {gathered.target.name}")
    else:
        click.echo("To put it into a year's register of documents, name the year: self-assessment policy FILE LANDLORD/YEAR")


@main.command()
@target_argument
@click.option("--provision", "numbers", multiple=True, required=True, metavar="NUMBER", help="Such as 6.3; may be given again.")
@click.option("--most", type=click.IntRange(1, 20), default=5, show_default=True, help="How many passages to show for each.")
@click.pass_obj
def evidence(workspace: Workspace, target: str, numbers: tuple[str, ...], most: int) -> None:
    """Show the policy's passages that have most to do with a provision. They are suggestions: you judge what they show."""
    from generator.gather import gather
    from generator.policy import report

    _print(report.evidence(gather(workspace.target(target)), numbers, most))


@main.command()
@click.option("--full", is_flag=True, help="Also where the wording of each provision was seen.")
def codes(full: bool) -> None:
    """List the editions of the Code, and how well their wording is known."""
    from generator import catalogue

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
                click.echo(f"  {p.heading}: {p.wording}{'' if p.number_seen else '; number recalled or our own'}")
    click.echo("Compare the wording once with the Ombudsman's own page before you publish with it.")


def _notice(examined: Examined, target: Target) -> Line:
    """What is left to say after a build."""
    from generator import report

    errors = len(examined.errors)
    others = report.counted(len(examined.warnings), "warning")
    if errors:
        text = f"Built as a draft despite {report.counted(errors, 'error')} and with {others}"
    elif examined.problems:
        text = f"Built, with {others}"
    else:
        return report.Line("Built, and read back: every document says what the answers say.", "good")
    return report.Line(f"{text}. To see them: self-assessment check {target.name}", "warning")


def _examined(workspace: Workspace, target: str, on: date | None) -> Examined:
    """The target, read and checked for the day or for today."""
    from generator.examine import examine

    at = workspace.target(target)
    return examine(at, on or date.today(), _other_landlords(workspace, at))


def _other_landlords(workspace: Workspace, target: Target) -> tuple[str, ...]:
    """The names of the workspace's other landlords, as their newest landlord.md says."""
    from generator.answers import landlord, source
    from generator.workspace import LANDLORD_FILE

    names: dict[str, str] = {}
    for other in workspace.targets():
        path = other.folder / LANDLORD_FILE
        if other.landlord != target.landlord and path.is_file():
            try:
                names[other.landlord] = landlord.read(source.read(path, other.name))[0].name
            except Stop:
                continue  # that landlord's own check says so
    return tuple(sorted({name for name in names.values() if name}))


def _print(lines: Iterable[Line]) -> None:
    for line in lines:
        click.secho(line.text, **LOOKS[line.look])
