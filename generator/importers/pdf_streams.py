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
MOST_STREAMS = 100_000
MOST_IN_ALL = 5_000_000_000
"""Streams, and bytes of all of them: to see what they unpack to takes its time too."""

_STREAM = re.compile(rb"stream[^\r\n]*(?:\r\n?|\n)")  # PDFium, too, passes over what stands in the line
_PIECE = 1_000_000
_LOOKED_AT = 4_096
_SIGNS = bytes(range(0x20, 0x7F)) + b"\x00\t\n\x0c\r"
_MOSTLY = 0.9
_DEEPEST = 4
_MARK = b"\x78"  # what is packed begins with it


def refuse_bombs(data: bytes) -> None:
    """Raises Stop where a stream of the file unpacks to more than a page can hold."""
    held = memoryview(data)
    starts = [match.end() for match in _STREAM.finditer(data) if _is_packed(data[match.end() : match.end() + 2])]
    in_all = 0
    if len(starts) > MOST_STREAMS:
        raise _bomb()
    for start in starts:
        drawn = whole = 0
        for piece in _Packed().unpacked(held[at : at + _PIECE] for at in range(start, len(held), _PIECE)):
            whole += len(piece)
            in_all += len(piece)
            drawn += len(piece) if _draws(piece) else 0
            if drawn > MOST_DRAWN or whole > MOST_UNPACKED or in_all > MOST_IN_ALL:
                raise _bomb()


def _bomb() -> Stop:
    return Stop(
        "it holds something packed that is far larger than a page with words, so it has not been read. Open it in a PDF "
        "program or a browser, print the pages that count into a new PDF, and use that."
    )


def _is_packed(begins: bytes) -> bool:
    """True for the two bytes that everything packed by Flate begins with (RFC 1950, 2.2)."""
    return len(begins) == 2 and begins[0] & 15 == 8 and int.from_bytes(begins) % 31 == 0


class _Packed:
    """What is packed, perhaps several times; where it ends, its packing says."""

    def __init__(self, deep: int = 0) -> None:
        self._unpacker = zlib.decompressobj()
        self._deep = deep
        self._inner: _Packed | None = None

    def unpacked(self, packed: Iterable[bytes | memoryview]) -> Iterator[bytes]:
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
