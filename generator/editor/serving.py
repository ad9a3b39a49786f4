"""The editor's server: on loopback alone, for one browser, until it is stopped."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import closing
from urllib.parse import quote

import uvicorn

from generator.editor.app import editor
from generator.editor.desk import Desk
from generator.editor.guard import ENTER, Keys
from generator.problems import Stop

HOST = "127.0.0.1"


def keys() -> Keys:
    """New keys for a run."""
    return Keys(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def serve(desk: Desk, begin: str, port: int, *, browser: bool, say: Callable[[str], None]) -> None:
    """Serve until interrupted; ``begin`` is the page to open, ``port`` 0 for any that is free. Raises Stop where it is taken."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as listening:
        if sys.platform != "win32":  # there it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({error.strerror}): another program has it. Leave --port out, or name another."
            ) from error
        listening.listen(128)  # before anybody knows the address
        port = listening.getsockname()[1]
        own = keys()
        address = f"http://{HOST}:{port}{ENTER}?key={own.key}&to={quote(begin, safe='')}"
        say(f"The editor is open at {address}")
        say("Keep this window open while you work. To stop: Ctrl and C. Everything that says “saved” is in the files.")
        config = uvicorn.Config(
            editor(desk, own, port),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            loop="asyncio",
            http="h11",
            timeout_graceful_shutdown=5,
        )
        if browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[listening])
