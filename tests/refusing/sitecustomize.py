"""Read by every Python that has this folder on its PYTHONPATH: what reaches for the network, or asks for the machine's name, is refused.

Each attempt becomes a line of the file that REFUSED_TO names, so that one that was caught and passed over is known as well. Sockets
within the machine that have no address (AF_UNIX), by which processes of one program talk, are let through. With REFUSED_BUT=loopback,
so is 127.0.0.1, and each address that something listens at is a line.
"""

import os
import sys

_LOOPBACK = os.environ.get("REFUSED_BUT") == "loopback"
_INTERNET = (2, 10, 23, 30)  # AF_INET, and AF_INET6 on Linux, Windows and macOS
_QUIET = {"socket.__new__"} if _LOOPBACK else set()


def _refuse(event: str, args: tuple) -> None:
    if not event.startswith("socket.") or event in _QUIET:
        return
    if event == "socket.__new__" and int(args[1]) not in _INTERNET:
        return
    if event in ("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"):
        if int(args[0].family) not in _INTERNET:
            return
        if _LOOPBACK and args[1][0] == "127.0.0.1":
            if event == "socket.bind":
                _say(f"listens at {args[1][0]}")
            return
    _say(f"{event} {args[1:]}")
    raise OSError(f"refused: {event}")


def _say(line: str) -> None:
    handle = os.open(os.environ["REFUSED_TO"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


if "REFUSED_TO" in os.environ:
    sys.addaudithook(_refuse)
