"""Running the application: a port on the loopback, waiting for changes, an end by Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import sys
from collections.abc import Callable

import uvicorn
from watchfiles import awatch

from argmap.serve.board import Board, Files, Reading, View
from argmap.serve.follow import Follower, Stamps
from argmap.serve.web import application

HOST = "127.0.0.1"
#: After how many milliseconds without an event it is looked whether something changed nevertheless:
#: before watching began, or on a disk that tells nothing.
_LOOK = 700
#: How long, in milliseconds, nothing may happen until a save is taken as done, and how long that may take.
_QUIET, _LONGEST = 20, 200


class PortTakenError(Exception):
    """The port can't be had; the message says why."""


def serve(
    first: Reading,
    read: Callable[[], Reading],
    port: int | None,
    ready: Callable[[str, str], None],
) -> None:
    """Serve what `read` reads until Ctrl-C, beginning with the `first` reading, which has parts.

    `ready` is told the page's address, and one that leads there once. Raises `PortTakenError`.
    """
    assert first.parts is not None
    parts = first.parts
    token = secrets.token_urlsafe(24)
    listening = bound(port)
    address = f"http://{HOST}:{listening.getsockname()[1]}"
    board = Board(View(parts, first.theme, tuple(first.errors), drawing=first.draw is not None))
    app = application(board, token, Follower(board, first, read, until_changed).run)
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    logging.getLogger("uvicorn").propagate = False
    server = _Server(config, board, lambda: ready(f"{address}/{token}/", address + app.ticket()))
    with listening:
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it is ready, and ends all streams first when it is to end."""

    def __init__(self, config: uvicorn.Config, board: Board, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._board = board
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._board.close()
        await super().shutdown(sockets)


def bound(port: int | None) -> socket.socket:
    """A socket on the loopback: at a port, or at any that is free. Raises `PortTakenError`."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two servers have the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port or 0))
        listening.listen()  # on some systems only this finds out that another one listens
    except OSError as error:
        listening.close()
        raise PortTakenError(error.strerror or str(error)) from error
    return listening


async def until_changed(files: Files, before: Stamps) -> None:
    """Wait until one of the files isn't as its stamps say, or has been written again."""
    if files.stamps() != before:
        return
    try:
        async for changes in awatch(
            *sorted(files.folders),
            watch_filter=None,
            recursive=False,
            step=_QUIET,
            debounce=_LONGEST,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            if files.concern(set(changes)) or files.stamps() != before:
                return
    except OSError:  # a folder that has just gone, or the system watches no more for us
        while files.stamps() == before:
            await asyncio.sleep(_LOOK / 1000)
