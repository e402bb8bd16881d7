"""`--to markdown`: a map as nested lists for a README, an issue, a wiki (CommonMark, as GitHub shows it).

Sections are headings; a claim is told once and has an anchor where it has an id, and other uses link
there. User text is escaped, so that it can't mark anything up. Items are indented by four, which
readers of older Markdown take as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from argmap.model.map import Map
from argmap.render.closing import counts, nothing
from argmap.render.details import details, web_address
from argmap.render.look import DECIDED, LINKS, STANDINGS
from argmap.render.outline import Told, walk
from argmap.render.scene import Box, Scene
from argmap.render.wrap import shorten
from argmap.safe import visible

_MARKS = re.compile(r"[\\`*_\[\]<>&|~$]")
#: At the beginning of a line these would begin a list, a heading's underline or a rule.
_START = re.compile(r"([-+=:]|#{1,6}|\d{1,9}[.)])")
_NOT_IN_ANCHOR = re.compile(r"[^\w-]+")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]+")
#: Lists aren't nested deeper: some readers take only so many and drop what is within, and nobody sees
#: any more how deep it is.
_DEEPEST = 8
_MENTION = 60


def draw_markdown(scene: Scene, map_: Map) -> Iterator[str]:
    """The lines of a scene as Markdown, without line ends. `map_` is the map it was made of."""
    before = ""
    for line in _Page(scene, map_).lines():
        if line or before:  # one blank line is enough
            yield line
        before = line


def escaped(text: str) -> str:
    """User text of which every character is shown as it is, wherever it stands in a line."""
    text = " ".join(visible(text).split())
    text = _MARKS.sub(lambda match: "\\" + match[0], text)
    start = _START.match(text)
    return text[: start.end() - 1] + "\\" + text[start.end() - 1 :] if start else text


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows of plain texts as one of GitHub's tables; a line end within a cell is kept as a break."""
    yield "| " + " | ".join(escaped(name) for name in head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    for row in rows:
        yield (
            "| " + " | ".join("<br>".join(escaped(line) for line in cell.split("\n")) for cell in row) + " |"
        )


class _Page:
    def __init__(self, scene: Scene, map_: Map) -> None:
        self.scene = scene
        self.map = map_
        self.told = list(walk(scene))
        self.urls = {
            visible(source.id): address
            for source in map_.sources.values()
            if (address := web_address(source.properties.get("url"))) is not None
        }
        self.anchors = self._anchors()

    def lines(self) -> Iterator[str]:
        scene = self.scene
        if scene.title:
            yield f"# {escaped(scene.title)}"
            yield ""
        for said in scene.left_out():
            yield f"*{escaped(said.replace('(pale: ', '(marked as context: '))}*"
            yield ""
        open_: tuple[str, ...] = ()
        for told in self.told:
            if told.role == "root" and scene.focus is None and told.box is not None:
                path = self._path(told.box)
                if path != open_:
                    yield from self._headings(path, open_)
                    open_ = path
            yield from self._item(told)
        if not scene.boxes:
            yield f"*{nothing(scene)}*"
        if words := counts(scene):
            yield ""
            yield escaped(words) + ". " + self._legend()

    def _legend(self) -> str:
        looks = [STANDINGS[value] for value in self.scene.legend.standings]
        looks += [DECIDED] if self.scene.legend.decided else []
        return "Signs: " + ", ".join(f"{look.sign} {look.word}" for look in looks) + "."

    # -- headings --------------------------------------------------------------------------------

    def _path(self, box: Box) -> tuple[str, ...]:
        """The sections around a box, outermost first."""
        path: list[str] = []
        group = self.scene.groups.get(box.section or box.prefix)
        while group is not None and len(path) < 50:
            path.append(group.id)
            group = self.scene.groups.get(group.parent or "")
        return tuple(reversed(path))

    def _headings(self, path: tuple[str, ...], open_: tuple[str, ...]) -> Iterator[str]:
        same = 0
        while same < min(len(path), len(open_)) and path[same] == open_[same]:
            same += 1
        if not path and open_:
            yield ""
            yield "---"
        for level in range(min(same, max(len(path) - 1, 0)), len(path)):
            yield ""
            yield f"{'#' * min(level + 2, 6)} {escaped(self.scene.groups[path[level]].title)}"
        yield ""

    # -- anchors ---------------------------------------------------------------------------------

    def _anchors(self) -> dict[str, str]:
        """The anchor of each box that has an id and is told in full, by its id; none is a heading's."""
        titles = (self.scene.title, *(group.title for group in self.scene.groups.values()))
        taken = {_slug(title) for title in titles}
        found: dict[str, str] = {}
        for told in self.told:
            box = told.box
            if box is None or not told.full or not box.named:
                continue
            anchor = base = _NOT_IN_ANCHOR.sub("-", box.id)
            number = 2
            while anchor.casefold() in taken:
                anchor = f"{base}-{number}"
                number += 1
            taken.add(anchor.casefold())
            found[box.id] = anchor
        return found

    # -- items -----------------------------------------------------------------------------------

    def _item(self, told: Told) -> Iterator[str]:
        level = min(told.depth, _DEEPEST)
        indent = " " * (4 * level)
        deeper = f"*(level {told.depth})* " if told.depth > _DEEPEST else ""
        yield f"{indent}- {deeper}{self._words(told)}"
        if told.full and told.box is not None and told.box.id in self.map.nodes:
            for quoted in details(self.map, told.box.id).quotes:
                where = ", ".join(self._link(cited.label, cited.href) for cited in quoted.cited)
                yield f"{indent}    > “{escaped(quoted.words)}”" + (f" — {where}" if where else "")

    def _words(self, told: Told) -> str:
        box, arrow = told.box, told.arrow
        if told.role == "hidden":
            below = told.parent.box.below if told.parent is not None and told.parent.box is not None else 0
            return f"*… {below} more below (not shown)*"
        if box is None:
            who = ", ".join(map(escaped, told.speakers)) or "the mapper"
            return f"*granted* by {who}" + _dotted(told.force) + self._cited(told.citations)
        if told.role == "beside" and arrow is not None:
            verb = "contradicts" if arrow.kind == "contradiction" else "says the same as"
            return f"*{verb}* {self._mention(box)}"
        words = [*self._kind(told), *self._standing(box)]
        lead = " ".join(words) + (" " if words else "")
        if box.standing and box.standing != "stands":
            lead = f"{lead}· "
        named: list[str] = []
        if told.force:
            named.append(told.force)
        if not told.full:
            if told.speakers:
                named.append(", ".join(map(escaped, told.speakers)))
            middle = " · ".join(named) + (" · " if named else "")
            return lead + middle + "see " + self._mention(box) + self._cited(told.citations)
        if box.context:
            named.append("*context*")
        if box.label:
            named.append(f"**{escaped(box.label)}**")
        scheme = box.scheme or (arrow.scheme if arrow is not None and arrow.head is box else None)
        if scheme:
            named.append(f"({escaped(scheme)})")
        if told.speakers:
            named.append(", ".join(map(escaped, told.speakers)))
        if box.assumed:
            named.append("*assumed*")
        named += [f"#{escaped(tag)}" for tag in box.tags if tag != "decided"]
        middle = " · ".join(named)
        anchor = f'<a id="{self.anchors[box.id]}"></a>' if box.id in self.anchors else ""
        text = escaped(box.text)
        more = ""
        if told.role == "around":  # what a focus hangs on
            lead = f"↑ {lead}"
            hidden = [f"{n} more {where}" for n, where in ((box.below, "below"), (box.above, "above")) if n]
            more = f" *(… {', '.join(hidden)})*" if hidden else ""
        between = ": " if middle and text else ""
        lead = lead if middle or text else lead.rstrip(" ·")
        return f"{anchor}{lead}{middle}{between}{text}{self._cited(told.citations)}{more}".rstrip()

    def _kind(self, told: Told) -> Iterator[str]:
        """A word for how it hangs on what it stands beneath, and for what is no claim."""
        box, arrow = told.box, told.arrow
        if told.role == "premise":
            yield "*linked premise*"
        elif arrow is not None and arrow.kind == "support" and box is not None and box.kind == "argument":
            pass  # that an argument is a reason goes without saying
        elif arrow is not None and told.role in ("link", "root"):
            yield f"*{LINKS[arrow.kind].word}*"
        elif box is not None and box.kind == "question":
            yield f"*{LINKS['question'].word}*"
        if box is not None and box.kind == "argument":
            yield "*argument*"

    def _standing(self, box: Box) -> Iterator[str]:
        if box.standing:
            look = STANDINGS[box.standing]
            yield look.sign if box.standing == "stands" else f"{look.sign} {look.word}"
        if box.decided:
            yield f"{DECIDED.sign} {DECIDED.word}"

    def _mention(self, box: Box) -> str:
        """A box that is told elsewhere: a link there, and its first words."""
        words = escaped(shorten(box.text, _MENTION))
        anchor = self.anchors.get(box.id)
        name = escaped(box.label) or "it"
        if not box.label:
            return words or box.kind
        linked = f"[{name}](#{anchor})" if anchor else f"**{name}**"
        return f"{linked}: {words}" if words else linked

    def _cited(self, citations: Iterable[str]) -> str:
        cited = [self._link(label, self.urls.get(label.partition("#")[0])) for label in citations]
        return f" \\[{', '.join(cited)}\\]" if cited else ""

    def _link(self, label: str, address: str | None) -> str:
        words = escaped(label)
        return f"[{words}](<{address.replace('&', '&amp;')}>)" if address else words


def _dotted(word: str) -> str:
    return f" · {word}" if word else ""


def _slug(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    return _NOT_IN_SLUG.sub("", title.strip().casefold()).replace(" ", "-")
