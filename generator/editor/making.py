"""Documents: the publication as it will be, built and to download, the governing body's paper, the submission, and what changed."""

from __future__ import annotations

import io
import mimetypes
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from generator import approval, board_paper, building, dates, publish, submission
from generator.board_paper import Asked
from generator.building import REFUSED, SHARES, Order
from generator.checks.governance import EARLY_HELP, before_period_end
from generator.compare.layout import laid
from generator.editor.desk import NoSuchPage
from generator.editor.guard import PREVIEW
from generator.editor.site import Site, go, text, year_address
from generator.intake.comparable import compared, of_answers
from generator.problems import Stop
from generator.view import view
from generator.workspace import Target, writing, years_beside

_WORD = ".docx"
_LIKE_A_PAGE = (".html", ".css", ".js", ".png", ".jpg", ".jpeg", ".webp")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was built: its name, its address and its size in thousands of bytes."""

    name: str
    address: str
    size: int


def documents(site: Site, request: Request) -> Response:
    """What can be made of a year, and what was built."""
    target = site.target(request)
    examined = site.desk.examined(target)
    landlord = examined.assessment.landlord
    built = _built(site, target)
    return site.page(
        request,
        "documents.html.jinja",
        target=target,
        shown=view(examined.edition, examined.assessment),
        errors=examined.errors,
        warnings=len(examined.warnings),
        main=[made for made in built if not made.name.endswith(_LIKE_A_PAGE)],
        pages=len(built),
        bodies=landlord.bodies,
        in_the_way=approval.in_the_way(examined),
        others=years_beside(target),
        today=dates.in_words(site.desk.today()),
    )


def build(site: Site, request: Request, sent: FormData) -> Response:
    """Build the documents, as the command does."""
    target = site.target(request)
    order = Order(site.desk.today(), draft=bool(text(sent, "draft")), pdf=bool(text(sent, "pdf")))
    outcome = building.build(site.desk.workspace, target, site.desk.others(target), order)
    if outcome.state == SHARES:
        raise Stop(
            f"{target.name} holds answers for a group to share and publishes nothing. Build the landlords that share them."
        )
    if outcome.state == REFUSED:
        return go(year_address(target, "documents", done="refused"))
    return go(year_address(target, "documents", done="built"))


def download(site: Site, request: Request) -> Response:
    """A document that was built, or all of them as one zip file."""
    target = site.target(request)
    folder, name = site.desk.workspace.output(target), request.path_params["path"]
    files = _files(folder)
    if name == "everything.zip" and files:
        return _attached(_zipped(files), f"{target.landlord}-{target.year}.zip")
    if name not in files:
        raise NoSuchPage
    return _attached(files[name].read_bytes(), files[name].name)


def preview(site: Site, request: Request) -> Response:
    """Render the publication in memory, as a build would make it now, and lead to its first page."""
    target = site.target(request)
    examined = site.desk.examined(target)
    shown = view(examined.edition, examined.assessment, draft=bool(examined.errors))
    files = publish.render(shown, site.templates_of(target))
    site.desk.made[target.folder] = files
    return go(f"{_preview_address(site, target)}/{shown.file_name('index', 'html')}")


def previewed(site: Site, request: Request) -> Response:
    """A page of the preview, byte for byte as a build writes it."""
    target = site.target(request)
    content = site.desk.made.get(target.folder, {}).get(request.path_params["path"])
    if content is None:
        raise NoSuchPage
    name = request.path_params["path"]
    return Response(content, media_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


def paper(site: Site, request: Request, sent: FormData) -> Response:
    """The governing body's paper, to download."""
    target = site.target(request)
    examined = site.desk.examined(target)
    on, draft = site.desk.today(), bool(examined.errors)
    asked = Asked(text(sent, "body"), text(sent, "meeting"), text(sent, "item"))
    about = board_paper.subject(examined.edition, examined.assessment, asked, on, draft=draft)
    about = replace(about, last=publish.year_before(examined, about.on))
    templates = site.templates_of(target)
    made = board_paper.paper(about, board_paper.read_layout(templates))
    [(name, content)] = publish.render_paper(made, about.view, templates, as_pdf=bool(text(sent, "pdf"))).items()
    return _attached(content, name)


def approve(site: Site, request: Request, sent: FormData) -> Response:
    """Record an approval, and keep a copy of what was approved."""
    target = site.target(request)
    typed = text(sent, "date")
    day = dates.parse(typed)[0]
    if day is None:
        raise Stop(f"“{typed[:60]}” is not a date, so nothing was recorded. Write it as 23 July 2026 or 23/07/2026.")
    if day > site.desk.today():
        raise Stop(f"{dates.in_words(day)} has not come yet. Record the approval once it has been given.")
    with writing(target):
        examined = site.desk.examined(target)
        if early := before_period_end(examined.assessment.landlord, day):
            raise Stop(f"This approval is dated {early} Nothing was recorded. {EARLY_HELP}")
        body = approval.body_named(examined.gathered, text(sent, "body"))
        if examined.gathered.unreadable or (approval.in_the_way(examined) and not text(sent, "anyway")):
            return go(year_address(target, "documents", done="not-approved", part="approval"))
        approval.approve(examined.gathered, body, day, text(sent, "minute"))
    return go(year_address(target, "documents", done="approved", part="approval"))


def submitted(site: Site, request: Request) -> Response:
    """What the annual submission asks for, to copy; with "word" the Word document of it."""
    target = site.target(request)
    examined = site.desk.examined(target)
    templates = site.templates_of(target)
    found = submission.submission(
        examined.edition, examined.assessment, templates.wording, site.desk.today(), len(examined.errors)
    )
    if "word" in request.query_params:
        from generator.render import submission as rendered

        content = rendered.word(found, examined.assessment.landlord.colour, templates)
        return _attached(content, f"{target.landlord}-{target.year}-submission{_WORD}")
    return site.page(
        request,
        "submission.html.jinja",
        target=target,
        landlord=examined.assessment.landlord.name or target.landlord,
        found=found,
        days=[dates.in_words(day) for day in found.deadline.dates],
        words=templates.wording,
    )


def compare(site: Site, request: Request) -> Response:
    """Lead to the page of what changed since another year of the landlord."""
    target = site.target(request)
    other = site.desk.target(target.landlord, request.query_params.get("with", ""))
    templates = site.templates_of(target)
    sides = [site.desk.gathered(each) for each in (other, target)]
    for side in sides:
        if side.unreadable:
            raise Stop(f"{side.target.name}: not all of its files can be read, so nothing was compared. See its own page.")
    on, wording = site.desk.today(), templates.wording
    before, after = (of_answers(side.assessment, side.edition, wording) for side in sides)
    found = compared(before, after, wording, on)
    from generator.render import comparison_web

    content = comparison_web.render(found, laid(found, wording, on), templates)
    site.desk.made.setdefault(target.folder, {})["what-changed.html"] = content
    return go(f"{_preview_address(site, target)}/what-changed.html")


def _preview_address(site: Site, target: Target) -> str:
    return f"{PREVIEW}{site.keys.preview}/{quote(target.landlord, safe='')}/{quote(target.year, safe='')}"


def _built(site: Site, target: Target) -> list[Made]:
    files = _files(site.desk.workspace.output(target))
    return [
        Made(name, year_address(target, "file") + "/" + quote(name), max(1, round(path.stat().st_size / 1000)))
        for name, path in files.items()
    ]


def _files(folder: Path) -> dict[str, Path]:
    """The documents of a folder by their names in it, without what lies hidden beside them, and links that lead out of it."""
    inside = folder.resolve()
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.resolve().is_relative_to(inside))
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path for name, path in names.items() if not any(step.startswith(".") for step in name.split("/"))}


def _zipped(files: dict[str, Path]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _attached(content: bytes, name: str) -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    )
