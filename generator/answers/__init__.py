"""Answer files <-> SelfAssessment: the only knower of their shape."""

PROBLEMS = (
    ("comply-invalid", "error"),
    ("control-character", "error"),
    ("date-invalid", "error"),
    ("date-month-only", "warning"),
    ("heading-in-text", "warning"),
    ("heading-mismatch", "warning"),
    ("invalid-value", "error"),
    ("label-in-text", "warning"),
    ("label-twice", "error"),
    ("misnamed-file", "error"),
    ("outline-unreadable", "warning"),
    ("part-twice", "error"),
    ("provision-twice", "error"),
    ("stray-file", "warning"),
    ("text-out-of-place", "error"),
    ("unknown-heading", "error"),
    ("unknown-label", "error"),
    ("unknown-part", "error"),
    ("unknown-provision", "error"),
    ("unreadable-file", "error"),
    ("windows-1252", "warning"),
    ("wrong-file", "error"),
    ("wrong-section", "error"),
)
"""The id and severity of every Problem that reading the files can give; docs/checks.md explains each."""
