"""The figures of a run, at its end: what was tried and how it ended, as the tests tell. docs/reliability.md holds those of the last one."""

from collections.abc import Callable

import pytest

FIGURE = "figure"


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says a sentence for the end of the run, also from a worker of pytest-xdist."""
    return lambda said: record_property(FIGURE, said)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each figure below the name of its test."""
    passed = terminalreporter.stats.get("passed", [])
    said = [
        (report.location[2].partition("[")[0], text)
        for report in passed
        for name, text in report.user_properties
        if name == FIGURE
    ]
    for test in dict.fromkeys(test for test, _ in said):
        terminalreporter.write_line(test.removeprefix("test_").replace("_", " "), bold=True)
        for text in (text for each, text in said if each == test):
            terminalreporter.write_line(f"  {text}")
