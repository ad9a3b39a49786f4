"""What a PDF unpacks to, seen before PDFium unpacks it: what draws a page takes PDFium up to a hundred times its own size of memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from generator.problems import Stop

MOST_DRAWN = 10_000_000
"""Bytes of one stream that can draw a page: a page full of words and lines has a hundredth of them."""
MOST_UNPACKED = 200_000_000
"""Bytes of any one stream: a scan of a page in colour has half of them."""

_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1_000_000
_LOOKED_AT = 4_096
_SIGNS = bytes(range(0x20, 0x7F)) + b"\x00\t\n\x0c\r"
_MOSTLY = 0.9
_DEEPEST = 4
_MARK = b"\x78"  # what is packed begins with it


def refuse_bombs(data: bytes) -> None:
    """Raises Stop where a stream of the file unpacks to more than a page can hold."""
    held = memoryview(data)
    for start in (match.end() for match in _STREAM.finditer(data)):
        drawn = whole = 0
        for piece in _Packed().unpacked(bytes(held[at : at + _PIECE]) for at in range(start, len(held), _PIECE)):
            whole += len(piece)
            drawn += len(piece) if _draws(piece) else 0
            if drawn > MOST_DRAWN or whole > MOST_UNPACKED:
                raise Stop(
                    "it holds something packed that is far larger than a page with words, so it has not been read. Open it in a PDF "
                    "program or a browser, print the pages that count into a new PDF, and use that."
                )


class _Packed:
    """What is packed, perhaps several times; where it ends, its packing says."""

    def __init__(self, deep: int = 0) -> None:
        self._unpacker = zlib.decompressobj()
        self._deep = deep
        self._inner: _Packed | None = None

    def unpacked(self, packed: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, and those that they unpack to in their turn; no more of them where it is not packed, or damaged."""
        try:
            for given in packed:
                rest = given
                while rest and not self._unpacker.eof:
                    piece = self._unpacker.decompress(rest, _PIECE)
                    rest = self._unpacker.unconsumed_tail
                    yield piece
                    if self._inner is None and self._deep < _DEEPEST and piece[:1] == _MARK:
                        self._inner = _Packed(self._deep + 1)
                    if self._inner:
                        yield from self._inner.unpacked([piece])
                if self._unpacker.eof:
                    return
        except zlib.error:
            return


def _draws(piece: bytes) -> bool:
    """True for what can be numbers and signs that draw, and is no picture."""
    sample = piece[:_LOOKED_AT]
    return len(sample.translate(None, _SIGNS)) <= len(sample) * (1 - _MOSTLY)
