"""The zip packages that Word and Excel files are, opened only where their parts can be read without harm."""

from __future__ import annotations

import io
import zipfile

from generator.problems import Stop

MOST_BYTES = 200_000_000
"""What the parts of a package may come to when unpacked."""
MOST_PACKED = 200
"""How many times its own size a package may unpack to, where that is more than ``FINE_BYTES``."""
FINE_BYTES = 20_000_000
_PIECE = 1_000_000

MOST_TAGS = 1_000_000
"""Tags of the largest part that is read: millions of empty elements take no space, but minutes and gigabytes to read."""

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package's parts, none of which has been read yet.

    Raises Stop with a sentence that goes on after the file's name ("report.xlsx: it is protected ..."), where the bytes are not a
    package, are protected with a password, are in the format from before 2007, or would unpack to more than a document holds.
    A part whose size was given falsely raises ``zipfile.BadZipFile`` when it is read: call ``damaged()`` for the sentence.
    """
    if data.startswith(_OLD_FORMAT):
        raise _protected() if _ENCRYPTED in data else _old()
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:  # the last three over a damaged directory
        if data.startswith(b"PK"):
            raise damaged() from error
        raise Stop(
            "it is not a Word or Excel document, whatever its name says. Open it in the program that it came from, save it as a "
            "document of Word (.docx) or Excel (.xlsx), and use that file."
        ) from error
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _protected()
    if any(part.compress_type not in _METHODS for part in parts):
        raise damaged()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_BYTES or unpacked > max(FINE_BYTES, MOST_PACKED * len(data)):
        raise Stop(
            f"it would unpack to {unpacked // 1_000_000:,} MB, far more than a self-assessment holds, so it has not been opened. "
            "Copy the self-assessment alone into a new document and use that."
        )
    return package


def refuse_pieces(tags: int, most: int = MOST_TAGS) -> None:
    """Raises Stop where a part has more tags than are read."""
    if tags > most:
        raise Stop(
            f"its text is in more than {most:,} pieces, far more than a self-assessment takes, so it has not been read. Copy the "
            "self-assessment alone into a new document and use that."
        )


def tags_in(package: zipfile.ZipFile, part: str) -> int:
    """How many tags a part has. Raises what a damaged part raises."""
    with package.open(part) as source:
        return sum(piece.count(b"<") for piece in iter(lambda: source.read(_PIECE), b""))


def damaged() -> Stop:
    """The sentence for a package that cannot be read: raise it."""
    return Stop(
        "it is damaged, or is no document of Word or Excel. Open it in Word or Excel, let it be repaired, save it under a new name, "
        "and use that file."
    )


def _protected() -> Stop:
    return Stop(
        "it is protected with a password. Open it, remove the password (File, Info, Protect), save a copy, and use the copy."
    )


def _old() -> Stop:
    return Stop(
        "it is in the format from before 2007 (.doc or .xls). Open it, save it as a document of Word (.docx) or Excel (.xlsx), and "
        "use that file."
    )
