"""Templates of pages, filled in. Where there are any of a landlord's own, all run in a sandbox: they place what they are given, and
reach no further.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.problems import Stop
from generator.templates import Templates

FOLDER = "web/"


def fill(templates: Templates, name: str, *, folder: str = FOLDER, **values: Any) -> Markup:
    """The template web/NAME (or FOLDER/NAME) filled in, with every value escaped that is not marked as safe HTML.

    Raises Stop with the file and line where the template cannot be filled in.
    """
    try:
        return Markup(_environment(templates, folder).get_template(name).render(values))  # noqa: S704 (escaped by the template)
    except TemplateSyntaxError as error:
        raise _fault(error.filename or name, error.lineno, error) from error
    except (TemplateError, ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
        lines = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".jinja")]
        raise _fault(lines[-1].filename if lines else name, lines[-1].lineno if lines else 1, error) from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a path is only words too: what it can do is read and write files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """True for what a template may reach."""
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)


def _fault(file: str, line: int | None, error: Exception) -> Stop:
    why = str(error) or "it takes too much memory"
    return Stop(
        f"{file}, line {line}: this template cannot be filled in ({why}). Put the line right, or remove the file to go back to "
        "the one that comes with the program."
    )


@lru_cache(maxsize=8)  # one for all landlords without templates of their own; the others come one after the other
def _environment(templates: Templates, folder: str) -> Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = templates.find(folder + "/".join(split_template_path(name)))  # which finds nothing by way of ".."
        if path is None:
            return None
        changed = path.stat().st_mtime_ns

        def is_current() -> bool:
            """False where the file was saved again, and where a nearer one was made or it is gone."""
            return templates.find(folder + name) == path and path.stat().st_mtime_ns == changed

        return path.read_text(encoding="utf-8-sig"), str(path), is_current

    kind = Environment if templates == Templates() else _Sandbox  # which looks twice at every name
    return kind(loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
