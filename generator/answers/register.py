"""The evidence register: which registered document an item of evidence begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Document

# A name is the same whichever quotation marks, dashes and spaces it is typed with; each of these is one character, so that
# places in the text stay where they are.
_ALIKE = str.maketrans("’‘‛“”„–—‐‑\u00a0", "'''\"\"\"---- ")
_GOES_ON = re.compile(r"\w|['-][^\W\d]")


@dataclass(frozen=True, slots=True)
class Register:
    """The registered documents by the names that evidence may begin with, the longest first: its length, as compared, and the title."""

    names: tuple[tuple[int, str, str], ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Register:
        """The register of these documents: titles and short names."""
        names = [(name, document.title) for document in documents for name in (document.title, *document.short_names) if name]
        compared = [(len(name), name.translate(_ALIKE).casefold(), title) for name, title in names]
        return cls(tuple(sorted(compared, key=lambda name: -name[0])))

    def find(self, text: str) -> tuple[str, str]:
        """The title of the document that the text begins with, and the place in it; ("", text) where there is none."""
        alike = text.translate(_ALIKE)
        for length, name, title in self.names:
            if alike[:length].casefold() == name and not _GOES_ON.match(alike, length):
                return title, text[length:].lstrip(" :,;.–—-\u00a0").rstrip()
        return "", text
