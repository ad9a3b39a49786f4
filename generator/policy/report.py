"""What the commands print about a policy, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from generator.gather import Gathered
from generator.model import Document, Policy, PolicySection, Provision
from generator.policy.comparing import CONTRADICTED, FOUND, Compared, Quotation
from generator.policy.passages import Passage, best
from generator.problems import Stop
from generator.report import Line

_LONGEST = 400
_LOOKS = {FOUND: "good", CONTRADICTED: "error"}


def outline_lines(policy: Policy) -> Iterator[Line]:
    """The sections that were found, clauses counted."""
    numbered = [section for section in policy.sections if section.number]
    pages = f", {policy.pages} pages" if policy.pages else ""
    yield Line(f"{len(policy.sections)} sections and clauses, {len(numbered)} of them numbered{pages}:", "bold")
    for section in policy.sections:
        if "." not in section.number:
            inside = sum(each.number.startswith(f"{section.number}.") for each in numbered) if section.number else 0
            clauses = f", with {inside} clauses" if inside else ""
            yield Line(f"  {_name(section)}{_pages(section, 0, ' (', ')')}{clauses}")


def compared_lines(compared: Sequence[Compared]) -> Iterator[Line]:
    """What the policy says about each thing that the Code fixes."""
    yield Line("What the Code fixes in words and numbers:", "bold")
    for each in compared:
        yield Line(
            f"  {each.status}: {each.expectation.label} ({each.expectation.provision})", _LOOKS.get(each.status, "warning")
        )
        if each.why:
            yield Line(f"    {each.why[:1].upper()}{each.why[1:]}.")
        if each.status == CONTRADICTED:
            code = each.expectation.figure or (each.expectation.words[0] if each.expectation.words else "")
            yield Line(f"    The Code: {code}")
        for quotation in each.quotations:
            yield Line(f"    {_where(quotation)}: “{_short(quotation.text)}”")


def evidence(gathered: Gathered, numbers: Sequence[str], most: int) -> Iterator[Line]:
    """The passages of the register's policies for these provisions. Raises Stop for a number that the edition does not have."""
    documents = [document for document in gathered.assessment.landlord.documents if document.policy]
    if not documents:
        raise Stop(
            f"{gathered.target.name}: no policy has been read into the register of documents yet. Do it with: "
            f"self-assessment policy FILE {gathered.target.name}"
        )
    known = {provision.number: provision for provision in gathered.edition.provisions}
    for number in numbers:
        if number not in known:
            near = get_close_matches(number, known, 3, 0.5)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise Stop(f"The {gathered.edition.name} has no provision {number}.{hint}")
    for number in numbers:
        found = [
            (document, passage)
            for document in documents
            if document.policy
            for passage in best(document.policy, known[number], most)
        ]
        yield from evidence_lines(known[number], found)


def evidence_lines(provision: Provision, found: Sequence[tuple[Document, Passage]]) -> Iterator[Line]:
    """A provision, and the passages that may support its answer, each with a line of evidence to paste."""
    yield Line(provision.heading, "bold")
    yield Line(f"  {provision.text}", "faint")
    if not found:
        yield Line("  No passage shares a word with it.", "warning")
    for number, (document, passage) in enumerate(found, start=1):
        yield Line(f"  {number}. {_name(passage.section)}{_pages(passage.section, passage.page, ', ')}")
        yield Line(f"     “{_short(passage.quotation)}”")
        yield Line(f"     - {citation(document, passage)}", "good")


def citation(document: Document, passage: Passage) -> str:
    """An item of evidence as answer files have it."""
    name = min((document.title, *document.short_names), key=len)
    section = passage.section
    pages = _pages(section, passage.page, " (", ")")
    if section.number:
        return f"{name}: {section.number}{pages}"
    return f"{name}: “{section.title}”{pages}"


def _where(quotation: Quotation) -> str:
    return f"{_name(quotation.section)}{_pages(quotation.section, quotation.page, ', ')}"


def _name(section: PolicySection) -> str:
    return " ".join(part for part in (section.number, section.title) if part)


def _pages(section: PolicySection, page: int, before: str, after: str = "") -> str:
    """The page of a passage, or those of its section where its own is not known."""
    if page or (section.page and section.last_page <= section.page):
        return f"{before}page {page or section.page}{after}"
    return f"{before}pages {section.page}-{section.last_page}{after}" if section.page else ""


def _short(text: str) -> str:
    text = " ".join(text.split()).strip("“”")
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
