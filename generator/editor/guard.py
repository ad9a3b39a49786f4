"""What every request must pass before any page sees it, and what every response carries.

The editor answers to one person's browser on one machine. Another website that the same browser has open must not reach it
(Host and Origin), nor another person of the same machine (the key in a cookie), nor a form made elsewhere (the token in each form).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 (the name of the field that holds it)
PREVIEW = "/preview/"
ENTER = "/enter"

LARGEST_FORM = 2_000_000
"""Bytes of the largest request that is no upload."""

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What is shown as it will be published may hold a landlord's own templates: it runs apart from the editor and reaches nothing of it.
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Keys:
    """What is known only to this run of the editor and the browser that it opened: none of them can be guessed.

    ``key`` is the cookie's value, ``token`` that of each form, ``preview`` a step in the addresses of previews.
    """

    key: str
    token: str
    preview: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The app behind its gate. ``largest_upload`` is for requests to ``uploads``, in bytes."""

    app: ASGIApp
    keys: Keys
    port: int
    largest_upload: int
    uploads: tuple[str, ...]

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies do not tell ports apart, and two editors may run."""
        return f"self-assessment-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        limit = self.largest_upload if scope["path"] in self.uploads else LARGEST_FORM
        if not refused and _length(headers) > limit:
            refused = 413, "What was sent is too large for the editor."
        sending = _dressed(send, scope["path"])
        if refused:
            status, sentence = refused
            await PlainTextResponse(sentence, status)(scope, receive, sending)
            return
        await self.app(scope, _limited(receive, limit), sending)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and the sentence of a request that is none of the editor's own pages', or None."""
        if headers.getlist("host") not in ([f"127.0.0.1:{self.port}"], [f"localhost:{self.port}"]):
            return 421, "The editor answers only to its own address on this machine."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "The editor does not do this."
        if not scope["path"].startswith("/"):
            return 400, "The editor has no such address."
        own = f"http://{headers['host']}"
        if any(origin != own for origin in headers.getlist("origin")) and not scope["path"].startswith(PREVIEW):
            return 403, "Another website asked for this, and it was refused."
        if scope["path"] == ENTER or scope["path"].startswith(f"{PREVIEW}{self.keys.preview}/"):
            return None
        if not hmac.compare_digest(_cookie(headers.getlist("cookie"), self.cookie).encode(), self.keys.key.encode()):
            return (
                403,
                "Open the editor by the address that it printed when it was started: it was started again since, or by somebody else.",
            )
        return None


def is_ours(token: str, keys: Keys) -> bool:
    """True for a form that one of this run's pages made."""
    return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), keys.token.encode())


def _cookie(headers: Iterable[str], name: str) -> str:
    for header in headers:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(header)
        except CookieError:
            continue
        if name in jar:
            return jar[name].value
    return ""


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


class TooLarge(Exception):
    """A body that goes on after its limit."""


def _limited(receive: Receive, limit: int) -> Receive:
    """The same body; reading more of it than the limit raises TooLarge, whatever length was announced."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return counted


def _dressed(send: Send, path: str) -> Send:
    """The same response with the headers that every one carries."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = _PREVIEW_POLICY if path.startswith(PREVIEW) else _POLICY
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return dressed
