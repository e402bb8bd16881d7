"""A live preview for tests: the application without a network, a browser's requests, changes on demand."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from argmap.cli.serve import Reader
from argmap.render.part import Part
from argmap.serve.board import Board, Files, Reading, View
from argmap.serve.follow import Follower, Stamps
from argmap.serve.guard import Guard

for _name in ("starlette", "uvicorn", "watchfiles"):
    if os.environ.get("CI") != "true":
        pytest.importorskip(_name, reason="needs the live preview: pip install 'argmap[serve]'")

from argmap.serve.server import until_changed  # noqa: E402
from argmap.serve.web import application  # noqa: E402

__all__ = [
    "HOST",
    "PATIENCE",
    "TOKEN",
    "Preview",
    "Serving",
    "Tab",
    "ask",
    "previewing",
    "reader",
    "serving",
    "until_changed",
]

TOKEN = "a-token-that-nobody-guesses"
HOST = "127.0.0.1:8000"
#: Far longer than anything takes; only a broken program waits so long.
PATIENCE = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


async def ask(app: Guard, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """The whole answer to one request."""
    sent = [message async for message in _asked(app, path, method, headers)]
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(sent[0]["status"], _names(sent[0]["headers"]), body)


def _names(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in raw}


async def _asked(
    app: Guard, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> AsyncIterator[dict[str, Any]]:
    """The messages of one answer, as they come; closing this is the browser's going away."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    given = {"host": HOST, **(headers or {})}
    place, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": place,
        "raw_path": place.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in given.items() if value is not None],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 8000),
    }
    inbox.put_nowait({"type": "http.request", "body": b"", "more_body": False})
    task = asyncio.create_task(app(scope, inbox.get, outbox.put))  # type: ignore[arg-type]
    task.add_done_callback(lambda _: outbox.put_nowait(None))
    try:
        while (message := await asyncio.wait_for(outbox.get(), PATIENCE)) is not None:
            yield message
    finally:
        inbox.put_nowait({"type": "http.disconnect"})
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Tab:
    """An open page: what it is sent."""

    def __init__(self, messages: AsyncIterator[dict[str, Any]]) -> None:
        self._messages = messages
        self._text = ""
        self.last_id = ""

    async def update(self) -> dict[str, Any]:
        """The next update."""
        while True:
            event, end, rest = self._text.partition("\n\n")
            if end:
                self._text = rest
                fields = dict(line.split(": ", 1) for line in event.splitlines() if not line.startswith(":"))
                if "data" in fields:
                    self.last_id = fields["id"]
                    found: dict[str, Any] = json.loads(fields["data"])
                    return found
                continue
            message = await anext(self._messages)
            self._text += message.get("body", b"").decode()

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first update that is as wanted."""
        while not wanted(found := await self.update()):
            pass
        return found


@dataclass
class Preview:
    """A running preview of a map. `change` says that something has changed."""

    app: Guard
    board: Board
    _watched: asyncio.Queue[Files] = field(default_factory=asyncio.Queue)
    _changes: asyncio.Queue[None] = field(default_factory=asyncio.Queue)

    def change(self) -> None:
        self._changes.put_nowait(None)

    async def until_changed(self, files: Files, _: Stamps) -> None:
        self._watched.put_nowait(files)
        await self._changes.get()

    async def watching(self) -> set[str]:
        """The files for whose change the follower waits, the next time it does."""
        found: set[str] = (await self._watched.get()).files  # type: ignore[attr-defined]
        return found

    async def get(self, path: str = f"/{TOKEN}/", **headers: str) -> Answer:
        return await asyncio.wait_for(ask(self.app, path, headers=headers), PATIENCE)

    @asynccontextmanager
    async def tab(self, since: int | None = None, **headers: str) -> AsyncIterator[Tab]:
        """The stream of a page that is open, with the version it has: by default the newest."""
        version = self.board.version if since is None else since
        messages = _asked(self.app, f"/{TOKEN}/events?since={version}", headers=headers)
        try:
            yield Tab(messages)
        finally:
            await messages.aclose()  # type: ignore[attr-defined]


def reader(name: str | Path, **options: Any) -> Reader:
    """What reads a map for a preview, with the options of the command."""
    defaults = {"part": Part(), "color_by": "standing", "theme": None, "how": {}, "everything": False}
    return Reader(str(name), **{**defaults, "anywhere": False, **options})


@asynccontextmanager
async def previewing(
    name: str | Path,
    read: Callable[[], Reading] | None = None,
    first: Reading | None = None,
    soon: float = PATIENCE,
    pause: Callable[[], None] = lambda: None,
    **options: Any,
) -> AsyncIterator[Preview]:
    """A preview of a map whose first picture is drawn. `read` may stand in for looking at the files.

    `pause` is what happens while it is waited to see whether a file is being written.
    """
    looking = reader(name, **options)
    first = first or looking.look()
    assert first.parts is not None
    board = Board(View(first.parts, first.theme, tuple(first.errors), drawing=True))
    preview = Preview(None, board)  # type: ignore[arg-type]

    async def paused(seconds: float) -> None:
        if seconds > 0.2:
            pause()

    follower = Follower(board, first, read or looking.read, preview.until_changed, soon=soon, pause=paused)
    preview.app = application(board, TOKEN, follower.run)
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    inbox.put_nowait({"type": "lifespan.startup"})
    task = asyncio.create_task(
        preview.app({"type": "lifespan", "asgi": {"version": "3.0"}}, inbox.get, outbox.put)  # type: ignore[arg-type]
    )
    assert (await outbox.get())["type"] == "lifespan.startup.complete"
    while board.view.drawing and soon:
        await board.newer(board.version, PATIENCE)
    try:
        yield preview
    finally:
        inbox.put_nowait({"type": "lifespan.shutdown"})
        await task


class Serving:
    """A running `argmap serve`."""

    def __init__(self, folder: Path, *args: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "argmap", "serve", *args],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.search(r" is at (http://127\.0\.0\.1:(\d+)(/[\w-]{32}/))$", self.said)
        assert found, self.said + self.process.stdout.read()
        self.address, self.port, self.path = found[1], int(found[2]), found[3]
        self.said += self.process.stdout.readline()

    def end(self) -> tuple[int, str]:
        """The exit code after Ctrl-C, and what was written then."""
        assert self.process.stdout is not None
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stdout.read()
        return self.process.wait(PATIENCE), rest


@pytest.fixture
def serving() -> Iterator[Callable[..., Serving]]:
    """Starts servers, which are ended when the test is."""
    started: list[Serving] = []

    def start(folder: Path, *args: str, **environment: str) -> Serving:
        started.append(Serving(folder, *args, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()
