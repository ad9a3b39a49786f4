"""A reader in a process of its own: what it gives, what it raises, and the sentence where it takes too much or dies."""

import json
import sys
from time import process_time

import pytest

from generator.importers.confined import confined
from generator.problems import Stop


def test_what_a_reader_gives_comes_through():
    assert confined(json.loads, b'["a row", "and another"]') == ["a row", "and another"]


def test_what_a_reader_raises_comes_through():
    with pytest.raises(json.JSONDecodeError, match="Expecting value"):
        confined(json.loads, b"no JSON")


HALF = b"""[
    __import__('os').write(pipe.fileno(), bytes((0, 0, 0, 99, 1))) and __import__('os')._exit(0)
    for pipe in __import__('gc').get_objects() if type(pipe).__name__ == 'Connection'
]"""
"""Says that 99 bytes come, and dies after one."""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system knows no such limits")
@pytest.mark.parametrize(
    "code",
    [b"[0] * 10**9", b"bytearray(950_000_000)", b"__import__('os').abort()", b"list(iter(int, 1))", b"sum(iter(int, 1))", HALF],
)
def test_what_takes_too_much_or_dies_is_a_sentence(code: bytes, capfd: pytest.CaptureFixture[str]):
    begun = process_time()
    with pytest.raises(Stop, match=r"^it takes more than 2 seconds or 900 MB to read, far more than a self-assessment does"):
        confined(eval, code, 2)
    assert process_time() - begun < 1
    assert capfd.readouterr() == ("", "")
