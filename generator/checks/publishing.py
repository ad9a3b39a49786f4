"""What must not go out, or leads nowhere once it is out: private addresses, people's own mail, another landlord, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby

from generator.answers.next_year import is_origin
from generator.checks.case import ALTERNATIVE, COMMENTARY, Case, Finding, Line, found
from generator.checks.sentences import any_of, quote, words
from generator.checks.sharing import names_pattern
from generator.rich_text import Run, Text

Look = Callable[[tuple[Run, ...]], str]

# Hosts and paths that only a landlord's own staff can reach.
_PRIVATE = re.compile(
    any_of(
        r"(?:https?://)?(?<![\w.-])[\w.-]{0,200}?\b(?:sharepoint\.com|teams\.(?:microsoft|live|cloud)\.\w+|onedrive\.live\.com|1drv\.ms)\S*",
        r"https?://"
        + any_of(
            r"[\w.-]{0,200}?(?<![\w-])intranet(?![\w-])|localhost\b|127\.\d|10\.\d+\.\d+\.\d+|192\.168\.\d|169\.254\.\d",
            r"172\.(?:1[6-9]|2\d|3[01])\.\d|\[::1\]|[\w.-]{1,200}?\.(?:local|internal|intranet|lan|corp|home)(?![\w-]|\.\w)",
            r"[\w-]+(?=[/:]|\s|$)",
        )
        + r"\S*",
        r"\bfile:/\S+|(?<![\w\\])\\\\[\w.$-]+\\\S*|(?<!\w)[A-Za-z]:\\\S*|\blocalhost\b(?::\d+)?\S*",
        r"\b(?:SharePoint|Teams|intranet|OneDrive)\s*[>›»\\]\s*\S+",
    ),
    re.IGNORECASE,
)
_HINTS = ("://", "\\", "sharepoint", "teams", "onedrive", "1drv", "localhost", "file:", "intranet")  # one of them is always there
_MAIL = re.compile(r"(?<![\w.%+'’-])(?P<user>[\w.%+'’-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_PARTS = re.compile("[._]")
_WORD = re.compile(r"\w+")
_FREE_MAIL = frozenset(
    words(
        "gmail googlemail hotmail outlook live msn yahoo ymail icloud me aol btinternet sky virginmedia talktalk "
        "protonmail proton gmx"
    )
)
# Words that shared mailboxes are named by: an address made of any of them is no person's.
_SHARED = frozenset(
    words(
        """
        access adjustments admin advice anti appeals asb board business care central chair chief clerk comments committee
        communications community company complaint complaints compliance compliments contact corporate council councillor
        customer customers data democratic desk digital director easy enquiries enquiry equality escalation escalations estates
        executive experience feedback finance first foi formats freedom general governance group hello help home homes housing
        improvement income info information inquiries insight involvement landlord leasehold legal lettings line mail member
        members neighbourhood no noreply office officer ombudsman online panel performance policy post press privacy property
        protection quality query reception regulation relations repairs reply report reporting request requests resident
        residents resolution resolutions response rights scrutiny secretary section self service services social staff stage
        standards support team tenancy tenant tenants the trust two unit us user voice web webmaster website welfare
        """
    )
)


def private_address(case: Case) -> Iterator[Finding]:
    """Addresses that the public cannot open: SharePoint, Teams, an intranet, a drive or server, one's own machine."""
    help_ = "Give the address on the public website, or name the document and its place without an address."
    for line, shown in first_in_each(case, private_in):
        said = f"the public cannot open {quote(shown)}."
        yield found(line.provision, line.answer, line.number, said, help_)
    landlord = case.assessment.landlord
    addresses = [
        (landlord.website, landlord.file_of("website"), landlord.lines.get("website", 0)),
        *((address, landlord.file_of("publications"), 0) for address in landlord.publications.values()),
        *((document.address, document.file or landlord.file, document.line) for document in landlord.documents),
    ]
    for address, file, number in addresses:
        if shown := private_in((Run(address),)):
            yield in_landlord(case, file, number, f"the public cannot open {quote(shown)}.", help_)
    for file, number, shown in in_texts(case, private_in):
        yield in_landlord(case, file, number, f"the public cannot open {quote(shown)}.", help_)


def personal_mail(case: Case) -> Iterator[Finding]:
    """Mail addresses of one person: they are personal data, and lead nowhere once the person has left."""
    help_ = "Give the address of a shared mailbox, such as complaints@…"
    for line, shown in first_in_each(case, personal_in):
        yield found(line.provision, line.answer, line.number, f"{quote(shown)} looks like one person's mail address.", help_)
    for file, number, shown in in_texts(case, personal_in):
        yield in_landlord(case, file, number, f"{quote(shown)} looks like one person's mail address.", help_)


def other_landlord(case: Case) -> Iterator[Finding]:
    """Another landlord of this workspace, named where this one does not say that it is covered."""
    landlord = case.assessment.landlord
    own = " ; ".join((landlord.name, *landlord.covers)).casefold()
    names = (name.strip() for name in case.other_landlords)
    others = {name for name in _perhaps_named(names, case) if name.casefold() not in own}
    if not others:
        return
    pattern = names_pattern(
        {*others, *case.group, case.group_name} - {""}
    )  # a stranger's name may be a part of one that may stand here
    help_ = "If the text was copied, write it for this landlord; if the other one is covered here, name it after “Covers:”."

    def named(runs: tuple[Run, ...]) -> str:
        return next((match[0] for match in pattern.finditer("".join(run.text for run in runs)) if match[0] in others), "")

    for line, name in first_in_each(case, named):
        said = f"another landlord is named here, {quote(name)}: {quote(line.text, line.text.find(name))}."
        yield found(line.provision, line.answer, line.number, said, help_)
    for file, number, name in in_texts(case, named):
        yield in_landlord(case, file, number, f"another landlord is named here, {quote(name)}.", help_)


def note_left(case: Case) -> Iterator[Finding]:
    """Notes that are still there: they are never published, and stop the build of an approved year.

    While the answer itself is missing the note is of use, and what is missing is a Problem already.
    """
    answers = {provision.number: answer for provision, answer in case.answers}
    for provision, answer in case.answers:
        if answer.note and case.edition.is_answered(provision, answers):
            text = "".join(run.text for run in answer.note[0].runs)
            said = f"a note is still there: {quote(text)}."
            help_ = "Do what it says, then take “### Note” and the text below it out."
            yield found(provision, answer, answer.note[0].line, said, help_)


def origin_left(case: Case) -> Iterator[Finding]:
    """Lines that say from which provision of an older edition a carried text comes."""
    for line in case.part_lines(COMMENTARY, ALTERNATIVE):
        if is_origin(line.text):
            said = f"the line that says where a text was carried from is still there: {quote(line.text)}."
            yield found(line.provision, line.answer, line.number, said, "Make one answer of the texts, and take the line out.")


def private_in(runs: tuple[Run, ...]) -> str:
    """The first address in a line that the public cannot open, or ""."""
    for run in runs:
        for text in (run.link, run.text):
            low = text.lower()
            if any(hint in low for hint in _HINTS) and (match := _PRIVATE.search(text)):
                return match[0].rstrip(".,;)")
    return ""


def personal_in(runs: tuple[Run, ...]) -> str:
    """The first mail address in a line that looks like one person's, or ""."""
    for text in ("".join(run.text for run in runs), *(run.link.removeprefix("mailto:") for run in runs)):
        for match in _MAIL.finditer(text) if "@" in text else ():
            if _is_personal(match["user"], match["host"]):
                return match[0]
    return ""


def _is_personal(user: str, host: str) -> bool:
    """True for a mail provider's address, and for a name in two or three parts ("jo.bloggs") that no shared mailbox has."""
    if host.lower().partition(".")[0] in _FREE_MAIL:
        return True
    parts = _PARTS.split(user.lower().rstrip("0123456789"))
    names = len(parts) in (2, 3) and all(part.replace("-", "").replace("'", "").replace("’", "").isalpha() for part in parts)
    return names and _SHARED.isdisjoint(word for part in parts for word in part.split("-"))


def first_in_each(case: Case, look: Look) -> Iterator[tuple[Line, str]]:
    """The first line of each provision in which something is found, with what."""
    hits = ((line, shown) for line in case.lines if (shown := look(line.runs)))
    for _, group in groupby(hits, key=lambda hit: hit[0].provision.number):
        yield next(group)


def in_texts(case: Case, look: Look) -> Iterator[tuple[str, int, str]]:
    """What is found in the texts of landlord.md, with the file that each stands in, and its line."""
    file_of = case.assessment.landlord.file_of
    return ((file_of(name), block.line, shown) for name, text in _texts(case) for block in text if (shown := look(block.runs)))


def _texts(case: Case) -> list[tuple[str, Text]]:
    """The texts of landlord.md under their headings."""
    landlord = case.assessment.landlord
    return [
        ("How to complain", landlord.how_to_complain),
        ("How to reach the Ombudsman", landlord.ombudsman),
        ("Other formats", landlord.other_formats),
        *(("Response", body.response) for body in landlord.bodies),
    ]


def _perhaps_named(names: Iterable[str], case: Case) -> Iterator[str]:
    """The names whose first word stands somewhere: of thousands of landlords, few have to be looked for."""
    lines = (line.runs for line in case.lines)
    texts = (block.runs for _, text in _texts(case) for block in text)
    there = {word for runs in chain(lines, texts) for word in _WORD.findall("".join(run.text for run in runs))}
    return (name for name in names if (first := _WORD.search(name)) and first[0] in there)


def in_landlord(case: Case, file: str, line: int, said: str, help_: str) -> Finding:
    """A finding in landlord.md, or in the group's."""
    return Finding(file, line, "", f"{case.assessment.name}: in landlord.md {said}", help_)
