"""The page and its updates over HTTP: the only two things that are served.

Updates are server-sent events: they go one way, the browser's own `EventSource` reads them, and, unlike a
WebSocket, they take no further library and follow the same rules of origin as every other request.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from argmap.page.shell import Live, shell
from argmap.serve.board import Board
from argmap.serve.guard import Guard

_ASSETS = Path(__file__).parent / "assets"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
#: So many seconds a page hears nothing before it is told that the server is still there.
_PULSE = 15.0
#: So many seconds a page waits for its diagram.
_SOON = 1.5


def application(board: Board, token: str, follow: Callable[[], Awaitable[None]]) -> Guard:
    """The ASGI application. `follow` runs as long as it does."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.ensure_future(follow())
        try:
            yield
        finally:
            board.close()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def page(_: Request) -> Response:
        if board.view.drawing:  # the first one, mostly, and nearly done
            await board.newer(board.version, _SOON)
        text = page_of(board)
        policy = _POLICY.search(text)
        assert policy is not None
        return HTMLResponse(
            text,
            headers={"content-security-policy": f"{policy[1]}; frame-ancestors 'none'"},
        )

    async def events(request: Request) -> Response:
        since = request.headers.get("last-event-id") or request.query_params.get("since", "0")
        version = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
        return StreamingResponse(_events(board, version), media_type="text/event-stream")

    routes = [Route("/", page, methods=["GET"]), Route("/events", events, methods=["GET"])]
    inner = Starlette(routes=routes, lifespan=lifespan)
    inner.router.redirect_slashes = False
    return Guard(inner, token)


def page_of(board: Board) -> str:
    """The page as it is now, with the script that keeps it so."""
    script = _asset("live.js").replace("$START", board.message(board.version))
    return shell(board.view.parts, board.view.theme, Live(script, _asset("live.css")))


async def _events(board: Board, version: int) -> AsyncIterator[str]:
    """The updates for a page that has a version, as server-sent events, until the server ends."""
    yield ": argmap\n\n"
    while True:
        newer = await board.newer(version, _PULSE)
        if board.closed:
            return
        if newer:
            message, version = board.message(version), board.version
            yield f"id: {version}\ndata: {message}\n\n"
        else:
            yield ": still here\n\n"


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
