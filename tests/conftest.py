"""Fixtures for every test, and the line that says which tests this machine could not run."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import tools

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The same examples in every run, however slow the machine: a red test is then about the change, and stays red until it is mended.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture
def seeds() -> Path:
    """The folder of self-assessments as landlords published them."""
    tools.need("shared")
    return tools.SEEDS


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One headless browser for the run."""
    path = tools.need("chromium")
    from playwright.sync_api import sync_playwright  # here: most tests need no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: "Browser") -> Iterator["Page"]:
    """An empty page, 1280 pixels wide, that reaches files and this machine only; a request elsewhere fails the test."""
    with tools.offline_page(chromium) as page:
        yield page


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that is marked with a tool's name runs where the tool is."""
    for key in tools.TOOLS:
        if item.get_closest_marker(key):
            tools.need(key)


def pytest_configure(config: pytest.Config) -> None:
    for key, tool in tools.TOOLS.items():
        config.addinivalue_line("markers", f"{key}: needs {tool.name} ({tool.how_to_get})")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line on what was left out, naming everything that the machine lacks, so that one installation is enough."""
    left_out = [report for report in terminalreporter.stats.get("skipped", []) if "needs " in str(report.longrepr)]
    if left_out:
        gaps = "; ".join(f"{tool.name} ({tool.how_to_get})" for tool in tools.TOOLS.values() if not tool.find())
        count = "1 test" if len(left_out) == 1 else f"{len(left_out)} tests"
        terminalreporter.write_line(f"Left out on this machine: {count}, for want of {gaps}.", yellow=True)
