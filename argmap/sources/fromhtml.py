"""HTML of a post or an article as Markdown text: paragraphs, quotations, lists, code, the addresses of links.

Emphasis is left out, so that exact words are found. What a browser wouldn't show (scripts, styles, comments)
is not there.
"""

from __future__ import annotations

from html.parser import HTMLParser

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
))
# fmt: on
_HIDDEN = frozenset(("head", "script", "style", "template", "noscript", "textarea", "select", "svg", "math"))
_DEEPEST = 9


def text_of(html: str) -> str:
    """The text of a piece of HTML; of a broken one, what a browser would most likely show."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        #: Finished blocks: how deep they are quoted, whether they are of a list, their lines.
        self.blocks: list[tuple[int, bool, list[str]]] = []
        self.line: list[str] = []
        self.lead = ""
        self.quoted = 0
        self.hidden = 0
        self.code = 0
        #: The address of the open link, and where its words begin in the line.
        self.link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        if tag in _BLOCKS:
            self.end_block()
        given = dict(attrs)
        if tag == "blockquote":
            self.quoted += 1
        elif tag == "pre":
            self.code += 1
        elif tag == "li":
            self.lead = "- "
        elif tag[0] == "h" and tag[1:] in "123456" and len(tag) == 2:
            self.lead = "#" * int(tag[1]) + " "
        elif tag == "br":
            self.line.append("\n")
        elif tag in ("td", "th"):
            self.line.append(" ")
        elif tag == "a":
            self.link = given.get("href") or "", len(self.line)
        elif tag == "img" and not self.hidden and (alt := given.get("alt")):
            self.line.append(f"[{' '.join(alt.split())}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(self.hidden - 1, 0)
        if tag in _BLOCKS:
            self.end_block()
        if tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)
        elif tag == "pre":
            self.code = max(self.code - 1, 0)
        elif tag == "a" and self.link is not None:
            self._end_link(*self.link)
            self.link = None

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.line.append(data if self.code else " ".join(f"x{data}x".split())[1:-1])

    def _end_link(self, address: str, begin: int) -> None:
        words = "".join(self.line[begin:]).strip()
        if not words or not address.startswith(("http://", "https://")) or words[0] in "@#":
            return
        if words.rstrip("….").removeprefix("https://").removeprefix("http://") in address:
            self.line[begin:] = [address]
        elif "[" not in words and "]" not in words and not any(char in address for char in "() \n"):
            self.line[begin:] = [f"[{words}]({address})"]

    def end_block(self) -> None:
        """What has been read since the last block is one of its own."""
        text = "".join(self.line)
        lines = text.strip("\n").split("\n")
        if not self.code:
            lines = [" ".join(line.split()) for line in text.strip().split("\n")]
        self.line.clear()
        self.link = (self.link[0], 0) if self.link is not None else None
        if not text.strip():
            return
        if self.code:
            lines = ["```", *lines, "```"]
        lead, self.lead = self.lead, ""
        lines = [lead + lines[0], *(" " * len(lead) * (lead == "- ") + line for line in lines[1:])]
        self.blocks.append((min(self.quoted, _DEEPEST), lead == "- ", lines))

    def text(self) -> str:
        out: list[str] = []
        before = (0, False)
        for quoted, listed, lines in self.blocks:
            if out and not (listed and before == (quoted, True)):
                out.append("> " * min(quoted, before[0]))
            out += ["> " * quoted + line for line in lines]
            before = quoted, listed
        return "\n".join(line.rstrip() for line in out)
