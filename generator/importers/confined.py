"""A reader in a process of its own, which has limits: for what is read by a library that has none.

Where the system knows no limits (Windows), only the time is one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

from generator.importers.rows import Row
from generator.problems import Stop

SECONDS = 45
"""Of the processor."""
LONGEST = 300
"""Seconds by the clock, on a machine that has much else to do."""
MEGABYTES = 900

Reader = Callable[[bytes], list[Row]]


def confined(read: Reader, data: bytes, seconds: int = SECONDS) -> list[Row]:
    """What the reader gives. Raises what it raises, and Stop where it took too much: a sentence that goes on after the file's name."""
    context = get_context("spawn")  # the same on every system; a fork of the editor's threads would not do
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_read, args=(there, read, data, seconds), daemon=True)
    child.start()
    there.close()
    try:
        found = here.recv() if here.poll(LONGEST) else None
    except (EOFError, OSError):  # it died before it had said anything, or while it did
        found = None
    finally:
        child.kill()
        child.join()
        here.close()
    if found is None:
        raise Stop(
            f"it takes more than {seconds} seconds or {MEGABYTES} MB to read, far more than a self-assessment does, or it is damaged. Open "
            "it in a PDF program or a browser, print the pages that count into a new PDF, and use that."
        )
    if isinstance(found, Exception):
        raise found
    return list(found)


def _read(there: Connection, read: Reader, data: bytes, seconds: int) -> None:
    _limit(seconds)
    try:
        there.send(read(data))
    except MemoryError:
        return
    except Exception as error:  # noqa: BLE001 whoever asked for it gets it
        there.send(error)


def _limit(seconds: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says as it dies is nothing to whoever reads the sentence
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * 1_000_000, MEGABYTES * 1_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
