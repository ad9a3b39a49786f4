"""Years that begin with something: a document that is uploaded, or the year before; and documents that are added to a year."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from generator import carrying, catalogue, intake
from generator.editor.site import Site, go, text, year_address
from generator.intake import merging
from generator.intake.documents import READERS, open_document
from generator.policy import comparing, registering, report, sections
from generator.problems import Stop
from generator.workspace import Target, writing

KINDS = tuple(READERS)
_LONGEST_NAME = 100
_MOST = 20


def bring(site: Site, request: Request, sent: FormData) -> Response:
    """Import what was uploaded: into a new year, or with "merge" into one that is there; and show what was found."""
    landlord, year = text(sent, "landlord"), text(sent, "year")
    uploads = _uploads(sent)
    if text(sent, "merge"):
        return _merge(site, request, uploads, site.desk.target(landlord, year), anyway=bool(text(sent, "anyway")))
    target = site.desk.workspace.new_target(f"{landlord}/{year}")
    with _on_disk(uploads) as paths:
        brought = intake.bring_in(paths, site.templates_of(target).wording)
        intake.save(brought.files, target.folder)
    return site.page(
        request,
        "imported.html.jinja",
        target=target,
        names=brought.names,
        edition=brought.edition,
        answers=len(brought.answers),
        problems=brought.problems,
        merged=None,
    )


def _uploads(sent: FormData) -> list[UploadFile]:
    uploads = [file for file in sent.getlist("file") if isinstance(file, UploadFile) and file.filename]
    if not uploads:
        raise Stop("No document was chosen. Choose one (Word, Excel, PDF with text, a saved web page) and try again.")
    if len(uploads) > _MOST:
        raise Stop(f"At most {_MOST} documents can be imported at a time. They are the pages of one publication.")
    return uploads


def _merge(site: Site, request: Request, uploads: Sequence[UploadFile], target: Target, *, anyway: bool) -> Response:
    with _on_disk(uploads) as paths:
        merged = merging.merge(paths, target, site.templates_of(target).wording)
        if not anyway:
            merging.refuse_approved(merged, "To take it in all the same, go back, tick the box above the button, and try again.")
        with writing(target):
            merging.save(merged)
    return site.page(
        request,
        "imported.html.jinja",
        target=target,
        names=", ".join(path.name for path in paths),
        edition=merged.gathered.edition,
        answers=0,
        problems=(),
        merged=merged,
    )


@contextmanager
def _on_disk(uploads: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """What was uploaded as files of their own, under names that are only names, and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="self-assessment-") as folder:
        paths: list[Path] = []
        for number, upload in enumerate(uploads, start=1):
            beside = Path(folder) / str(number)
            beside.mkdir()
            paths.append(beside / plain_name(upload.filename or ""))
            with paths[-1].open("wb") as file:
                while piece := upload.file.read(1_000_000):
                    file.write(piece)
        yield paths


def plain_name(name: str) -> str:
    """The last step of a file's name without what no system takes; its kind stays."""
    last = PurePath(name.replace("\\", "/")).name
    stem, dot, kind = re.sub(r'[<>:"|?*\x00-\x1f\x7f]', "_", last).strip().rstrip(". ").rpartition(".")
    return f"{stem[:_LONGEST_NAME] or 'document'}{dot}{kind[:10]}" if dot else f"{kind[:_LONGEST_NAME] or 'document'}"


def policy(site: Site, request: Request, sent: FormData) -> Response:
    """Read a policy into the register of documents, and show how it compares with what the Code fixes."""
    uploads = _uploads(sent)
    target = site.desk.target(text(sent, "landlord"), text(sent, "year"))
    with _on_disk(uploads[:1]) as paths, writing(target):
        read = sections.read(open_document(paths[0]).rows, paths[0].name)
        gathered = site.desk.gathered(target)
        title = registering.title_of(gathered, text(sent, "title"))
        registering.register(gathered, read, title, paths[0].name)
    lines = [*report.outline_lines(read), *report.compared_lines(comparing.compare(read, gathered.edition))]
    return site.page(request, "policy.html.jinja", target=target, title=title, lines=lines)


def carry(site: Site, _request: Request, sent: FormData) -> Response:
    """Begin the next year with this one's answers."""
    last_target = site.desk.target(text(sent, "from-landlord"), text(sent, "from-year"))
    target = site.desk.workspace.new_target(f"{last_target.landlord}/{text(sent, 'year')}")
    edition = catalogue.load(catalogue.in_force(site.desk.today()))
    last = carrying.from_folder(last_target)
    carried = carrying.carry(last, edition)
    shared = f"{last.shared.partition('/')[0]}/{target.year}" if last.shared else ""
    intake.save(carried.files(last_year=last_target.name, shared=shared), target.folder)
    return go(year_address(target, done="carried"))
