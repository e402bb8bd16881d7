"""Who may ask: this machine's own browser, for the page whose address it was told, and nobody else.

The token is part of the path and not a cookie: a browser sends a cookie of 127.0.0.1 to every port of it, and
so to other people's servers on the same machine, but a path only to whom it names. The name in `Host` must be
this machine's, so that no foreign name that was made to lead here (DNS rebinding) is answered; whatever a
browser says of the asking page (`Origin`, `Sec-Fetch-Site`) must be this page.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The names by which a browser may ask; any port, since it may be led here through a tunnel.
NAMES = ("127.0.0.1", "localhost")
#: What every answer says, whatever it is. A page adds its own policy.
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """An ASGI application that lets through only what may be asked, to an inner one mounted at the token."""

    def __init__(self, inner: App, token: str) -> None:
        self._inner = inner
        self._token = token.encode()
        self._tickets: set[bytes] = set()

    def ticket(self) -> str:
        """A path that leads to the page once: a browser's command line can be read by everyone here."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket.encode())
        return f"/{ticket}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _hardened(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope["headers"])
        host = headers.only(b"host")
        if host is None or _name(host) not in NAMES:
            return await answer(send, 421, "This server is for 127.0.0.1 only.")
        if scope["method"] != "GET":
            return await answer(send, 405, "Only GET.", (b"allow", b"GET"))
        if b"origin" in headers and headers.only(b"origin") != b"http://" + host:
            return await answer(send, 403, "Another page may not ask.")
        first, slash, rest = scope["path"].encode().removeprefix(b"/").partition(b"/")
        if not rest and first in self._tickets:
            self._tickets.discard(first)
            return await answer(send, 303, "", (b"location", b"/" + self._token + b"/"))
        if not secrets.compare_digest(first, self._token):
            return await answer(send, 403, "Open the address that argmap serve has written.")
        if not slash:
            return await answer(send, 308, "", (b"location", b"/" + self._token + b"/"))
        if rest and headers.only(b"sec-fetch-site") not in (None, b"same-origin", b"none"):
            return await answer(send, 403, "Another page may not ask.")
        scope = {**scope, "root_path": "/" + self._token.decode()}
        return await self._inner(scope, receive, send)


class Headers:
    """The headers of a request."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._raw = [(name.lower(), value) for name, value in raw]

    def __contains__(self, name: bytes) -> bool:
        return any(name == each for each, _ in self._raw)

    def only(self, name: bytes) -> bytes | None:
        """The value of a header, None where there isn't exactly one."""
        values = [value for each, value in self._raw if each == name]
        return values[0] if len(values) == 1 else None


def _name(host: bytes) -> str:
    """The name in a `Host` header, without its port."""
    text = host.decode("latin-1").lower()
    name, colon, port = text.rpartition(":")
    return name if colon and port.isdigit() else text


def _hardened(send: Send) -> Send:
    """Adds what every answer says, unless it says something of its own there."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            given = {name.lower() for name, _ in headers}
            extra = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in given]
            message = {**message, "headers": headers + extra}
        await send(message)

    return with_headers


async def answer(send: Send, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
    """A short answer in plain words."""
    body = f"{words}\n".encode() if words else b""
    kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*kind, *headers]})
    await send({"type": "http.response.body", "body": body})
