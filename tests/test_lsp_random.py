"""A long talk of random edits and requests, some of them nonsense: nothing goes wrong, and the text is right.

After each edit the server's findings are held against those of the text that a model of the document has
come to, opened anew.
"""

from __future__ import annotations

import json
import random
import re

import pytest

from argmap.lsp.fragments import Fragments
from argmap.lsp.positions import UTF16
from argmap.session.workspace import Workspace

from .lsp_editor import raw

pytestmark = pytest.mark.asyncio

START = """\
map: 😀 Title
speaker ana: Ana
speaker ben: Ben
source s: S

claim a @ana: 日本 One. [s#p1]
  premise b: Two 👩‍👩‍👧.
    rebuttal c @ben: Three, [[b]].
  argument:
    premise b
claim d @ben: Four.
"""
PIECES = (
    "\n", "\r\n", "\r", " ", "  ", "\t", "x", "😀", "日本", "e\u0301", "\ufeff", ": ", "@", "#tag", "\\",
    "//", "[s#p2]", "[[a]]",
    "    ", "claim ", "premise b\n", "  rebuttal @ben: No.\n", "note: n\n", "section: S\n",
    "import x: y.argmap\n", "contradicts: a\n", "question: Why?\n  answer: So.\n", "ignore: U101\n", "",
)  # fmt: skip
PLACES = (
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/prepareCallHierarchy",
)
RANGES = (
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/range",
    "textDocument/rangeFormatting",
)
WHOLE = (
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/documentLink",
    "textDocument/formatting",
)


class Model:
    """The text as a sequence of code points, and random changes of it in the protocol's words."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = START

    def change(self):
        """One change; the model makes it, too."""
        chance = self.chance
        if chance.random() < 0.06:
            self.text = START
            return {"text": START}
        start, end = sorted(chance.randrange(len(self.text) + 1) for _ in "ab")
        if chance.random() < 0.95:
            end = min(end, start + chance.randrange(12))
        start, end = (at - self._in_line_end(at) for at in (start, end))
        range_ = {"start": self._position(start), "end": self._position(end)}
        new = "".join(chance.choices(PIECES, k=chance.choice((1, 1, 1, 2, 4))))
        self.text = self.text[:start] + new + self.text[end:]
        return {"range": range_, "text": new}

    def place(self):
        """A place, mostly in the text."""
        if self.chance.random() < 0.2:
            return {"line": self.chance.randrange(-2, 99), "character": self.chance.randrange(-2, 99)}
        at = self.chance.randrange(len(self.text) + 1)
        return self._position(at - self._in_line_end(at))

    def _in_line_end(self, at):
        """Whether a place lies between CR and LF, where there is none."""
        return self.text[at - 1 : at + 1] == "\r\n"

    def _position(self, at):
        """A place in the protocol's words, counted here in a way of our own."""
        lines = re.split("\r\n|\r|\n", self.text[:at])
        return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}

    def findings(self, uri):
        """What is found in the text."""
        document = Workspace().open(uri, None, self.text, uri)
        return json.loads(Fragments(UTF16).write(document))


@pytest.mark.parametrize("seed", [0, 1, 2, 202])
async def test_a_long_talk(seed):
    chance = random.Random(seed)
    model = Model(chance)
    uri = "untitled:talk"
    document = {"uri": uri}
    async with raw() as client:
        client.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "version": 0, "text": START}})
        for version in range(1, 120):
            changes = [model.change() for _ in range(chance.choice((1, 1, 1, 3)))]
            client.notify(
                "textDocument/didChange",
                {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes},
            )
            answer = await client.ask("textDocument/diagnostic", {"textDocument": document})
            assert answer["result"]["items"] == model.findings(uri), model.text
            method = chance.choice(PLACES + RANGES + WHOLE)
            params = {"textDocument": document, "position": model.place()}
            if method in RANGES:
                params["range"] = {"start": model.place(), "end": model.place()}
            answer = await client.ask(method, params)
            assert "result" in answer, (method, params, model.text)
        errors = [
            each
            for each in client.told
            if each["method"] == "window/logMessage" and each["params"]["type"] == 1
        ]
        assert errors == []
