"""The elements of a Word document's text: their names, what they switch on, and which of them Word shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHECKBOX = f"{W}sdtPr/{W14}checkbox"

_WHOLE = re.compile(r"-?[0-9]{1,10}")
_SDT, _CONTENT, _R = W + "sdt", W + "sdtContent", W + "r"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_AROUND = frozenset(W + tag for tag in ("customXml", "smartTag", "ins", "moveTo", "bdo", "dir"))


def value(element: etree._Element | None, attribute: str = "val") -> str:
    """An attribute's text, or "" where it or the element is not there."""
    return "" if element is None else element.get(W + attribute, "")


def number(element: etree._Element | None, attribute: str = "val", default: int = 0) -> int:
    """A whole number in an attribute, or the default where there is none or it is beyond all sense."""
    if element is None:
        return default
    found = element.get(W + attribute, "")
    return int(found) if _WHOLE.fullmatch(found) else default


def switched_on(element: etree._Element | None) -> bool | None:
    """What a switch such as w:b says: True, False, or None where it is not there."""
    return None if element is None else element.get(W + "val", "true") not in ("0", "false", "off", "none")


def seen(container: etree._Element) -> Iterator[etree._Element]:
    """What Word shows of an element's children: what was inserted and not what was deleted, within form controls, one alternative.

    A form control that is a box to tick comes back itself.
    """
    for child in container:
        tag = child.tag
        if tag in _AROUND:
            yield from seen(child)
        elif tag == _SDT:
            content = child.find(_CONTENT)
            if content is None:
                continue
            if child.find(CHECKBOX) is not None and content.find(_R) is not None:
                yield child
            else:
                yield from seen(content)
        elif tag == _ALTERNATIVES:
            yield from seen(child[0] if len(child) else child)
        else:
            yield child
