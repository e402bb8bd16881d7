"""An editor for tests: a language client that speaks to a real `argmap lsp` over its standard streams.

It is pytest-lsp's client, which turns every answer into the types of the specification and complains of
whatever the client didn't say it could take. Beside it stands `Raw`, which says what no proper client would.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as t
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

COMMAND = [sys.executable, "-m", "argmap", "lsp"]
#: Nothing is waited for longer, in seconds; it is never reached where all is well.
PATIENCE = 60


class Editor(LanguageClient):
    """Open documents with their versions, and what the server told of its own accord."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)
        self.told: dict[str, list[Any]] = {}
        self.versions: dict[str, int] = {}
        #: What the server said that it can do.
        self.server_can: Any = None
        self._news = asyncio.Event()
        features = dict(DEFAULT_CLIENT_FEATURES)
        features[t.CLIENT_REGISTER_CAPABILITY] = self._note(t.CLIENT_REGISTER_CAPABILITY)
        for method in (t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, "argmap/previewChanged"):
            features[method] = self._note(method)
        for method in (t.WORKSPACE_DIAGNOSTIC_REFRESH, t.WORKSPACE_INLAY_HINT_REFRESH):
            features[method] = self._note(method)
        register_lsp_features(self, features)

    def _note(self, method: str) -> Callable[[Any], None]:
        def note(params: Any) -> None:
            self.told.setdefault(method, []).append(params)
            self._news.set()

        return note

    async def wait(self, method: str, wanted: Callable[[Any], bool] = lambda params: True) -> Any:
        """The first news of a method that is as wanted, told already or to come; it is told once."""
        async with asyncio.timeout(PATIENCE):
            while True:
                known = self.told.setdefault(method, [])
                for number, params in enumerate(known):
                    if wanted(params):
                        return known.pop(number)
                self._news.clear()
                await self._news.wait()

    def open(self, uri: str, text: str) -> t.TextDocumentIdentifier:
        """Open a document."""
        self.versions[uri] = 1
        item = t.TextDocumentItem(uri, "argmap", 1, text)
        self.text_document_did_open(t.DidOpenTextDocumentParams(item))
        return t.TextDocumentIdentifier(uri)

    def change(self, uri: str, *changes: tuple[tuple[int, int, int, int] | None, str]) -> int:
        """Change a document: ranges (None: all) and what stands there then. Returns the version."""
        self.versions[uri] += 1
        identifier = t.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        events: list[Any] = []
        for range_, text in changes:
            if range_ is None:
                events.append(t.TextDocumentContentChangeWholeDocument(text))
            else:
                a, b, c, d = range_
                events.append(
                    t.TextDocumentContentChangePartial(t.Range(t.Position(a, b), t.Position(c, d)), text)
                )
        self.text_document_did_change(t.DidChangeTextDocumentParams(identifier, events))
        return self.versions[uri]

    async def findings(self, uri: str, version: int | None = None) -> list[t.Diagnostic]:
        """The findings that are sent for a version of a document, by default the one it has now."""
        wanted = self.versions[uri] if version is None else version
        told = await self.wait(
            t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, lambda p: p.uri == uri and p.version == wanted
        )
        return list(told.diagnostics)

    async def findings_when(self, uri: str, wanted: Callable[[set[str]], bool]) -> set[str]:
        """The codes of a document's findings, once they are as wanted."""

        def fits(params: Any) -> bool:
            return params.uri == uri and wanted({one.code for one in params.diagnostics})

        told = await self.wait(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, fits)
        return {one.code for one in told.diagnostics}

    async def ask(self, method: str, params: Any) -> Any:
        """Ask what the specification doesn't know."""
        return await self.protocol.send_request_async(method, params)


@asynccontextmanager
async def editor(
    folder: Path | None = None,
    capabilities: t.ClientCapabilities | None = None,
    configuration: dict[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[Editor]:
    """An editor with a server that has been started; at the end nothing went wrong inside of it."""
    client = Editor()
    if configuration is not None:
        client.set_configuration(configuration, section="argmap")
    await client.start_io(*COMMAND)
    told = await client.initialize_session(
        t.InitializeParams(
            capabilities=capabilities or t.ClientCapabilities(),
            root_uri=folder.as_uri() if folder is not None else None,
            workspace_folders=[t.WorkspaceFolder(folder.as_uri(), folder.name)]
            if folder is not None
            else None,
            initialization_options={"latency": 0, **options},
        )
    )
    client.server_can = told.capabilities
    yield client
    await client.shutdown_session()
    await client.stop()
    assert not [each.message for each in client.log_messages if each.type == t.MessageType.Error]


class Raw:
    """A client that sends whatever it is given."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.told: list[Any] = []
        self._number = 0

    def send(self, message: Any) -> None:
        """Send JSON."""
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send a message that may be no JSON."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    async def read(self) -> Any:
        """The next message."""
        output = self.process.stdout
        assert output is not None
        async with asyncio.timeout(PATIENCE):
            header = await output.readuntil(b"\r\n\r\n")
            length = int(header.split(b":")[1].split(b"\r")[0])
            return json.loads(await output.readexactly(length))

    async def ask(self, method: str, params: Any = None) -> Any:
        """Send a request and wait for the message that answers it; what comes before is kept in `told`."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        while True:
            message = await self.read()
            if message.get("id") == self._number and "method" not in message:
                return message
            self.told.append(message)

    async def ended(self) -> int:
        """Say no more and wait for the server's end; returns its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        async with asyncio.timeout(PATIENCE):
            await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


async def start_raw(**options: Any) -> Raw:
    """A server to be rude to."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 26
    )
    client = Raw(process)
    await client.ask("initialize", {"capabilities": {}, "initializationOptions": {"latency": 0, **options}})
    client.notify("initialized", {})
    return client


@asynccontextmanager
async def raw(**options: Any) -> AsyncIterator[Raw]:
    """A server to be rude to; at the end it is still there and takes its leave."""
    client = await start_raw(**options)
    yield client
    assert (await client.ask("shutdown"))["result"] is None
    client.notify("exit")
    assert await client.ended() == 0


MAP = """\
map: 😀 Should we move?
source log: The log
  file: log.md
speaker ana: Ana
  side: move
speaker ben: Ben
  side: stay

claim move @ana #good: 日本 We should move. [log#first]
  premise room: There is more room.
    rebuttal small @ben: 😀 It is smaller, see [[room]]. [log#first]
  premise: There is more room!
claim other @ben: Something else.
  rebuttal move
  premise nowhere
"""
LOG = "# Log\n\n## First {#first}\n\nWe said so.\n"


def project(folder: Path) -> Path:
    """A folder with a map and its source."""
    (folder / "argmap.toml").write_text("", "utf-8")
    (folder / "log.md").write_text(LOG, "utf-8")
    (folder / "map.argmap").write_text(MAP, "utf-8")
    return folder
