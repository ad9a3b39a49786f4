"""What is wrong, as data: every message that a person gets is made of these."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    ``id`` is stable: it is documented in docs/checks.md, and an answer file accepts a warning by it.
    ``file`` is as the person knows it ("exemplar-homes/2026/section-6.md"); ``line`` counts from 1, and 0 means the whole file.
    ``provision`` is a provision's number, or "" where none is concerned.
    ``message`` is one sentence that says what is wrong; ``help`` is one that says what to do.
    """

    id: str
    severity: str
    file: str
    line: int
    provision: str
    message: str
    help: str

    def as_dict(self) -> dict[str, str | int]:
        """The object that ``--json`` prints."""
        return {
            "id": self.id,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "provision": self.provision,
            "message": self.message,
            "help": self.help,
        }


class Stop(Exception):
    """The command cannot go on: its text is one plain sentence that names the file and says what to do (exit status 2)."""
