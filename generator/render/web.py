"""The view -> web pages, and fragments of them for content management systems.

Pages: an index, one a section, all sections on one page. A fragment is what stands on the pages with everything but headings,
paragraphs, lists, links and emphasis taken off. The templates are in templates/web/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

import nh3
from markupsafe import Markup

from generator.printed import Wording, comply_words, parts, words_for
from generator.problems import Stop
from generator.render import html_text, jinja
from generator.render.colour import accent
from generator.rich_text import SAFE_SCHEMES
from generator.templates import Templates
from generator.view import Counts, Row, SectionView, View

LOGOS = ("logo.png", "logo.jpg", "logo.jpeg", "logo.webp")

_FRAGMENT = nh3.Cleaner(
    tags={"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em"},
    attributes={"a": {"href"}},
    url_schemes=set(SAFE_SCHEMES),
    url_relative="deny",
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the pages offer: its path from them, what it is in words ("Word document") and its size in bytes."""

    name: str
    kind: str
    size: int


def pages(view: View, templates: Templates, downloads: Sequence[Download] = ()) -> dict[str, bytes]:
    """The index, a page a section, the page with all of them, and the style sheet, script and logo that they use.

    Raises Stop where a landlord's own template or logo cannot be used.
    """
    site = _Site(view, templates, words_for(templates.wording, asks_questions=view.asks_questions))
    sections = tuple(site.sections())
    logo = _logo(templates)
    around = {
        "sections": sections,
        "names": {name: view.file_name(name, "html") for name in ("index", "all")},
        "logo": next(iter(logo), ""),
        "downloads": [site.offer(download) for download in downloads],
    }
    made = {
        view.file_name("index", "html"): site.fill("index.html.jinja", here="", tally=site.tally(), **around),
        view.file_name("all", "html"): site.fill("all.html.jinja", **around),
    }
    for previous, section, following in zip((None, *sections), sections, (*sections[1:], None), strict=False):
        made[section.href] = site.fill(
            "section.html.jinja", here=section.href, section=section, previous=previous, next=following, **around
        )
    files = {name: html.encode() for name, html in made.items()}
    colour = f"\n:root {{ --accent: {accent(view.colour)}; }}\n".encode()
    files["style.css"] = templates.read(jinja.FOLDER + "style.css") + colour
    files["filter.js"] = templates.read(jinja.FOLDER + "filter.js")
    return files | logo


def fragments(view: View, templates: Templates) -> dict[str, bytes]:
    """A fragment a section and one of everything: p, h2 to h4, ul, ol, li, a, strong and em, with no attribute but href.

    Raises Stop where a landlord's own template cannot be used.
    """
    site = _Site(view, templates, words_for(templates.wording, asks_questions=view.asks_questions))
    sections = tuple(site.sections())
    made = {f"section-{s.number}": site.fill("fragment.html.jinja", sections=[s], whole=False) for s in sections}
    made["all"] = site.fill("fragment.html.jinja", sections=sections, whole=True)
    return {view.file_name(f"fragments/{name}", "html"): _fragment(html) for name, html in made.items()}


def _fragment(html: str) -> bytes:
    lines = (line for line in _FRAGMENT.clean(html).split("\n") if line.strip())
    return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _Group:
    """The provisions of a section or of one of its stages; ``full_title`` is for where no section's heading stands above."""

    title: str
    full_title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class _Section:
    """A section as pages show it; ``filtered`` where a filter has something to tell apart."""

    number: str
    heading: str
    href: str
    summary: str
    counts: Counts
    filtered: bool
    rows: tuple[Row, ...]
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """What the pages and the fragments of one view are made with."""

    view: View
    templates: Templates
    words: Wording

    def say(self, key: str, **values: object) -> str:
        """The pages' fixed words of this key in the table [web], filled in."""
        return self.words[f"web.{key}"].format(**values)

    def fill(self, template: str, **values: Any) -> Markup:
        """A template filled in, with what all of them use."""
        common: dict[str, Any] = {
            "view": self.view,
            "say": self.say,
            "words": self.words,
            "answer": self.answer,
            "full": self.full,
        }
        return jinja.fill(self.templates, template, html=html_text.blocks, link=html_text.link, **common, **values)

    def sections(self) -> Iterator[_Section]:
        for section in self.view.sections:
            counts = section.counts
            yield _Section(
                number=section.number,
                heading=section.heading,
                href=self.view.file_name(f"section-{section.number}", "html"),
                summary=self.summary(counts),
                counts=counts,
                filtered=counts.yes > 0 and counts.no > 0,
                rows=section.rows,
                groups=tuple(self.groups(section)),
            )

    def summary(self, counts: Counts) -> str:
        """How a section is answered, in a sentence or two."""
        if counts.yes == counts.provisions:
            key = "section_all"
        elif counts.yes and counts.yes + counts.not_applicable == counts.provisions:
            key = "section_applying"
        else:
            key = "section_apart" if counts.not_applicable else "section_some"
        return self.say(key, **asdict(counts))

    def groups(self, section: SectionView) -> Iterator[_Group]:
        for together in section.headed_rows:
            first, last = together.rows[0], together.rows[-1]
            stage = self.say("group_in", group=first.group, stage=first.stage) if first.group and first.stage else ""
            heading = stage or first.group or first.stage
            key = "group_stage" if first.stage and not first.group else "group"
            numbered = self.say(key, stage=first.stage, first=first.number, last=last.number)
            full_title = self.say("section_stage", section=section.heading, stage=heading) if heading else section.heading
            html = Markup("").join(map(self.provision, together.rows))
            yield _Group(heading if first.group else numbered, full_title, html)  # in groups, numbers do not ascend

    def answer(self, row: Row) -> str:
        """The answer in words, or "" where it is a figure or words of its own."""
        return comply_words(row, self.words)

    def full(self, row: Row) -> str:
        """Where the full answer stands, seen from the index."""
        number = next(section.number for section in self.view.sections if row in section.rows)
        return f"{self.view.file_name(f'section-{number}', 'html')}#{row.anchor}"

    def provision(self, row: Row) -> Markup:
        labelled = [(label, html_text.blocks(text)) for label, text in parts(row, self.words)]
        return self.fill("provision.html.jinja", row=row, evidence=html_text.items(row.evidence), parts=labelled)

    def tally(self) -> list[list[str] | list[int]]:
        """The index's table: its titles, then for each section how many provisions there are and how they are answered."""
        others = [key for key in ("not_applicable", "told", "unanswered") if getattr(self.view.counts, key)]
        keys = {"provisions": "provisions", "yes": "met", "no": "not_met"} | {key: key for key in others}
        counts = [section.counts for section in self.view.sections] + [self.view.counts]
        rows = [[getattr(count, key) for key in keys] for count in counts]
        return [[self.say(f"column_{column}") for column in keys.values()], *rows]

    def offer(self, download: Download) -> dict[str, str]:
        """A download as the pages show it."""
        size = max(1, round(download.size / 1000))
        shown = self.say("size_kb", size=size) if size < 1000 else self.say("size_mb", size=f"{size / 1000:.1f}")
        return {"href": quote(download.name), "words": self.say("download", kind=download.kind, size=shown)}


def _logo(templates: Templates) -> dict[str, bytes]:
    """The landlord's logo under its own name; nothing where there is none."""
    if path := templates.find(*LOGOS):
        return {path.name: path.read_bytes()}
    if drawing := templates.find("logo.svg"):
        raise Stop(
            f"{drawing}: the pages' logo must be a PNG, JPEG or WebP picture, since an SVG file can hold a program. Save it as "
            "logo.png beside it."
        )
    return {}
