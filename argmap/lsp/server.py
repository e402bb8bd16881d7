"""The server: its open documents, its client's wishes, and the way in for every feature."""

from __future__ import annotations

import asyncio
import gc
import html
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer

from argmap import __version__
from argmap.lsp.fragments import Fragments
from argmap.lsp.kept import Kept
from argmap.lsp.positions import UTF16, Json, Positions
from argmap.lsp.protocol import Protocol
from argmap.lsp.settings import Settings
from argmap.session.document import Document
from argmap.session.workspace import Workspace
from argmap.source import Source

#: What answers one request or takes one notification: the server and the parameters, as JSON.
Feature = Callable[["Server", Json], Any]

#: So long after the last message memory is tidied up, in seconds.
_IDLE = 2.0
#: So long a request waits that may be out of date at once, in seconds.
_MOMENT = 0.01
#: With so many new objects it isn't put off any longer.
_MUCH = 2_000_000


class RequestRefused(JsonRpcException):
    """What was asked for can't be done; the message is for the user."""

    CODE = int(types.LSPErrorCodes.RequestFailed)

    def __init__(self, message: str) -> None:
        super().__init__(message=message, code=self.CODE)


class Server(LanguageServer):
    """One client's server. All features run on the loop's own thread, one after the other."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("argmap", __version__, protocol_cls=Protocol, converter_factory=_converter)
        self.settings = Settings()
        self.maps = Workspace()
        #: The version of each open document, as its client counts.
        self.versions: dict[str, int | None] = {}
        #: How the client counts columns.
        self.encoding: str = UTF16
        #: What the client says of itself, as JSON has it; empty before it does.
        self.client: Json = {}
        #: When each document is looked at, and what was written of its findings.
        self.timers: dict[str, asyncio.TimerHandle] = {}
        self.fragments: dict[str, Fragments] = {}
        #: The colours that each document's client has.
        self.colours = Kept()
        #: The documents whose picture somebody looks at, and what draws it.
        self.previewed: set[str] = set()
        self.drawer: Any = None
        #: What has been said of settings files that can't be used.
        self.troubles: set[str] = set()
        self._tidying: asyncio.TimerHandle | None = None

    # Documents

    def document(self, params: Any) -> Document | None:
        """The open document that parameters name, or None."""
        of = params.get("textDocument") if isinstance(params, dict) else None
        uri = of.get("uri") if isinstance(of, dict) else None
        return self.maps.documents.get(uri) if isinstance(uri, str) else None

    def renew(self, document: Document, text: str) -> Document:
        """Open a document anew with a text, after something went wrong inside of it, which is logged."""
        self.log(f"{document.key} is read anew: {traceback.format_exc()}", types.MessageType.Error)
        return self.maps.open(document.key, document.path, text, document.source.name)

    def place(self, params: Any) -> tuple[Document, int] | None:
        """The document and the offset in it that parameters name, or None where it isn't open."""
        document = self.document(params)
        if document is None:
            return None
        return document, self.positions(document.source).offset(params.get("position"))

    def positions(self, source: Source) -> Positions:
        """A text's positions in the client's units."""
        return Positions(source, self.encoding)

    def location(self, source: Source, start: int, end: int) -> Json | None:
        """A place in a text, or None where that has no address."""
        uri = self.uri_of(source)
        return None if uri is None else {"uri": uri, "range": self.positions(source).range(start, end)}

    def uri_of(self, source: Source) -> str | None:
        """What the client calls a text: the key of an open document, else its file's address."""
        for key, document in self.maps.documents.items():
            if document.source is source:
                return key
        if source.path is None:
            return None
        path = source.path.resolve()
        opened = self.maps.at(path)
        if opened is not None:
            return opened.key
        return uri_of(path)

    # What the client can do

    def can(self, path: str) -> Any:
        """What the client says under a path of names, such as `textDocument.hover.contentFormat`."""
        at: Any = self.client
        for name in path.split("."):
            at = at.get(name) if isinstance(at, dict) else None
        return at

    def markup(self, text: str, accepted: str) -> Json:
        """Markdown, or plain text where the client's list of what it takes, under a path, lacks that."""
        if self.takes_markdown(accepted):
            return {"kind": "markdown", "value": text}
        return {"kind": "plaintext", "value": plain(text)}

    def takes_markdown(self, accepted: str) -> bool:
        """Whether the client's list of what it takes, under a path, has Markdown."""
        return "markdown" in (self.can(accepted) or ())

    # What goes on

    def add(self, method: str, feature: Feature, options: Any = None, *, later: bool = False) -> None:
        """Have a feature answer a method; with `later` after what the client says in the next moment.

        That is for what is asked of a whole text after every edit: the next edit goes first, and
        what the client has taken back by then isn't done.
        """

        def answer(params: Any) -> Any:
            try:
                return feature(self, params if isinstance(params, dict) else {})
            except RequestRefused:
                raise
            except Exception:
                self.log(f"{method}: {traceback.format_exc()}", types.MessageType.Error)
                return None
            finally:
                self.tidy_later()

        async def answer_later(params: Any) -> Any:
            await asyncio.sleep(_MOMENT)
            return answer(params)

        self.feature(method, options)(answer_later if later else answer)

    def log(self, message: str, level: types.MessageType = types.MessageType.Info) -> None:
        """Write into the client's log of this server."""
        self.protocol.send(types.WINDOW_LOG_MESSAGE, {"type": int(level), "message": message})

    def show(self, message: str) -> None:
        """Tell the person at the client of something they can mend."""
        self.protocol.send(
            types.WINDOW_SHOW_MESSAGE, {"type": int(types.MessageType.Warning), "message": message}
        )

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What pygls reports: to the log, since nobody can do anything about it who writes a map."""
        if source is not FeatureRequestError:  # that is the answer already
            self.log(f"{type(error).__name__}: {error}", types.MessageType.Error)

    def tidy_later(self) -> None:
        """Collect garbage once nobody has asked for anything for a while; a keystroke doesn't wait for it.

        Who never pauses gets it behind an answer, once there is much.
        """
        if self._tidying is not None:
            self._tidying.cancel()
        loop = asyncio.get_running_loop()
        if gc.get_count()[0] > _MUCH:
            loop.call_soon(gc.collect)
        else:
            self._tidying = loop.call_later(_IDLE, gc.collect)


_ESCAPED = re.compile(r"\\([\\`*_\[\]|~$#])")


def plain(markdown: str) -> str:
    """Our own Markdown without its marks."""
    lines = [line.removeprefix("> ") for line in markdown.replace("**", "").splitlines()]
    return html.unescape(_ESCAPED.sub(r"\1", "\n".join(lines).replace("`", "")))


def path_of(uri: str) -> Path | None:
    """The file behind an address, or None for one of another kind, and where there can't be a file."""
    path = uris.to_fs_path(uri)
    if not path:
        return None
    try:
        Path(path).resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return None
    return Path(path)


def uri_of(path: Path) -> str | None:
    """A file's address."""
    uri: str | None = uris.from_fs_path(str(path))
    return uri


def _converter() -> Any:
    from pygls.protocol import default_converter

    return default_converter()  # type: ignore[no-untyped-call]
