"""The live picture: `argmap/preview` draws a document, `argmap/previewChanged` tells that it is another now.

Drawing is done by a process of its own (`worker`), one picture at a time. Of several requests for the same
document that wait, the newest text is drawn for all.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from typing import Any

from lsprotocol import types

from argmap.lsp.positions import Json
from argmap.lsp.server import Server
from argmap.session.document import Document

PREVIEW, CHANGED = "argmap/preview", "argmap/previewChanged"

#: Longer lines than an answer may be, in bytes.
_LONGEST = 1 << 28
#: A picture that takes longer isn't waited for, in seconds.
_PATIENCE = 60.0


class Drawer:
    """The process that draws, started when there is something to draw and again when it has died."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def draw(self, server: Server, uri: str) -> Json:
        """The picture of an open document as it is when its turn comes."""
        async with self._turn:
            document = server.maps.documents.get(uri)
            if document is None:
                return {"version": None, "svg": None, "errors": []}
            version = server.versions.get(uri)
            asked = json.dumps(_asked(server, document)) + "\n"
            try:
                answer = await asyncio.wait_for(self._answer(asked), _PATIENCE)
            except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError) as error:
                await self.end()
                why = "it takes too long" if isinstance(error, TimeoutError) else "the drawing process ended"
                answer = {"svg": None, "errors": [{"line": 1, "message": f"not drawn: {why}"}]}
            except asyncio.CancelledError:
                await self.end()  # else the next to ask would get this picture
                raise
            return {"version": version, **answer}

    async def _answer(self, asked: str) -> Json:
        process = self._process
        if process is not None and process.returncode is not None:
            await self.end()
            process = None
        if process is None:
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # else modules in the client's folder, whosever that is, would come before Python's
                "-m",
                "argmap.lsp.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST,
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(asked.encode("ascii"))
        await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            raise OSError("it ended")
        answer: Json = json.loads(line)
        return answer

    async def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        assert process.stdin is not None
        process.stdin.close()
        with suppress(OSError):
            await process.communicate()  # reads to the end, so that nothing stays open


def add_to(server: Server) -> None:
    """Have the server draw."""

    @server.feature(PREVIEW)
    async def preview(params: Any) -> Json:
        document = server.document(params)
        if document is None:
            return {"version": None, "svg": None, "errors": []}
        server.previewed.add(document.key)
        if server.drawer is None:
            server.drawer = Drawer()
        drawer: Drawer = server.drawer
        return await drawer.draw(server, document.key)

    @server.feature(types.SHUTDOWN)
    async def shutdown(_params: Any) -> None:
        if server.drawer is not None:
            await server.drawer.end()


def changed(server: Server, uri: str) -> None:
    """Tell a client that has looked at a document's picture that it is another now."""
    if uri in server.previewed:
        server.protocol.send(CHANGED, {"uri": uri})


def _asked(server: Server, document: Document) -> Json:
    others = {
        str(each.path.resolve()): each.source.text
        for each in server.maps.documents.values()
        if each is not document and each.path is not None
    }
    return {
        "text": document.source.text,
        "path": str(document.path) if document.path is not None else None,
        "name": document.source.name,
        "others": others,
        "anywhere": server.settings.outside,
    }
