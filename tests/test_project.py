"""What the checkout promises to whoever opens it: pages that lead somewhere, and every command written down."""

import re

import tools

from generator.cli import COMMANDS

PAGES = [*(tools.ROOT / f"{name}.md" for name in ("README", "CHANGELOG", "SECURITY")), *(tools.ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_link_between_the_pages_leads_to_a_file():
    links = [(page, target) for page in PAGES for target in LINK.findall(page.read_text(encoding="utf-8"))]
    assert len(links) > 5, "the pattern no longer finds the README's own links"
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_every_command_is_in_the_guide():
    written = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
    assert [name for name in COMMANDS if f"self-assessment {name}" not in written["guide.md"]] == []
