"""`--to tree`: the whole argument as an indented tree for a terminal, line by line.

Every line is made and handed over as a string, so a long map begins to show at once, and nothing
recurses, so depth costs nothing. Where the indent has eaten half the width it stays, and a number
tells the depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from argmap.render.closing import closing, legend, nothing
from argmap.render.ink import Ink
from argmap.render.look import ASCII, ASCII_MARKS, DECIDED, LINKED, LINKS, MARKS, STANDINGS, encodes_signs
from argmap.render.order import SIDEWAYS, Entry, Reading
from argmap.render.pieces import MEASURE, SPACES, Piece, folded, take
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.wrap import shorten, wrap

_MIN_WIDTH = 20
#: So many columns at least are kept for the words of a claim that is told elsewhere.
_LEAST_WORDS = 24
_STEP = 3


def draw_tree(
    scene: Scene, *, width: int = 80, color_system: str | None = None, encoding: str | None = "utf-8"
) -> Iterator[str]:
    """The lines of a scene's tree, without line ends.

    `color_system` is rich's name for what the terminal can do (`Console.color_system`), None for no
    colour; signs fall back to ASCII where `encoding` can't take them.
    """
    return _Tree(scene, max(width, _MIN_WIDTH), Ink(color_system), encodes_signs(encoding)).lines()


class _Tree:
    def __init__(self, scene: Scene, width: int, ink: Ink, signs: bool) -> None:
        self.scene = scene
        self.width = width
        self.ink = ink
        self.signs = signs
        self.reading = Reading(scene)
        self.shown: set[str] = set()
        self.cap = max((width // 2) // _STEP, 3)
        self.bar, self.tee, self.elbow = ("│  ", "├─ ", "└─ ") if signs else ("|  ", "|- ", "`- ")

    # -- the whole -------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        scene = self.scene
        if scene.title:
            for text in wrap(scene.title, self.width):
                yield self.ink.paint(text, "title")
            yield ""
        place: str | None = None
        if scene.focus is not None:
            yield from self._around(scene.focus)
        for root in scene.roots:
            if root.id in self.shown:
                continue
            heading = self._heading(root)
            if heading != place and scene.focus is None:
                place = heading
                if heading:
                    for text in wrap(heading, self.width):
                        yield self.ink.paint(text, "section")
                    yield ""
            yield from self._told(root)
            yield ""
        if not scene.boxes:
            yield self.ink.paint(nothing(scene), "quiet")
            yield ""
        yield from closing(scene, self.width, self.ink)
        yield from legend(scene, self.width, self.ink, self.signs)

    def _heading(self, root: Box) -> str:
        groups = self.scene.groups
        group = groups.get(root.section or root.prefix)
        titles: list[str] = []
        while group is not None and len(titles) < 50:
            titles.append(group.title)
            group = groups.get(group.parent or "")
        return self._sign(" › ").join(reversed(titles))

    def _around(self, focus: Box) -> Iterator[str]:
        """What a focus hangs on, one step up, before the focus itself."""
        for arrow in focus.out:
            if arrow.base.around and arrow.kind not in SIDEWAYS:
                yield from self._context(arrow)

    def _context(self, arrow: Arrow) -> Iterator[str]:
        seen: list[tuple[Box, Arrow | None]] = []
        if arrow.via is not None and arrow.via is not self.scene.focus:
            seen.append((arrow.via, arrow))
        target: Box | Arrow = arrow
        while isinstance(target, Arrow):
            target = target.target
            box = target if isinstance(target, Box) else target.head
            if box is not None:
                seen.append((box, target if isinstance(target, Arrow) else None))
        for box, step in reversed(seen):
            if box.id in self.shown:
                continue
            self.shown.add(box.id)
            pieces = [("^ " if not self.signs else "↑ ", "quiet"), *self._head(box, step, None)]
            pieces.append((box.text, "quiet"))
            yield from self._fold(pieces, "", "  ")
            if box.above or box.below:
                yield from self._fold([(self._hiding(box), "quiet")], "  ", "  ")
        if seen:
            yield ""

    # -- one tree --------------------------------------------------------------------------------

    def _told(self, root: Box) -> Iterator[str]:
        """A root and all beneath it, from a stack of what is still to tell."""
        self.shown.add(root.id)
        entries, more = self._children(root, None)
        made = None
        if root is self.scene.focus:
            made = next((a for a in root.out if a.head is root and a.kind not in SIDEWAYS), None)
        pieces = [*self._head(root, made, None), _said(root, "root")]
        yield from self._fold(pieces, "", self.bar if entries or more else "   ", _cited(root))
        # each level: what is still to tell, the guides before it, and a closing word on what hides
        stack: list[tuple[Iterator[tuple[Entry | None, bool]], str, Box]] = [
            (_with_last(entries, more), "", root)
        ]
        while stack:
            items, guides, parent = stack[-1]
            step = next(items, None)
            if step is None:
                stack.pop()
                continue
            entry, last = step
            level = len(stack)
            capped = level > self.cap
            if capped:
                mark = f"{'…' if self.signs else '...'}{level} "
                before, behind = guides + mark, guides + " " * len(mark)
            else:
                before = guides + (self.elbow if last else self.tee)
                behind = guides + ("   " if last else self.bar)
            if entry is None:
                yield from self._fold([(self._hiding(parent), "quiet")], before, behind)
                continue
            inner: list[Entry] = []
            hides = False
            box = entry.box
            if box is not None and self._expands(entry):
                self.shown.add(box.id)
                # a linked premise carries no step of its own: its argument does
                inner, hides = self._children(box, entry.arrow)
                pieces = [*self._head(box, entry.arrow, entry), _said(box, "text")]
                under = behind + (self.bar if (inner or hides) and not capped else "   ")
                yield from self._fold(pieces, before, under, _cited(box, entry.arrow))
            else:
                if entry.role == "link" or entry.role == "granted":
                    inner = self.reading.denials(entry.arrow)
                yield from self._mention(entry, before, behind)
            if inner or hides:
                stack.append((_with_last(inner, hides), guides if capped else behind, box or parent))

    def _children(self, box: Box, arrow: Arrow | None) -> tuple[list[Entry], bool]:
        if box.around:
            return [], bool(box.below or box.above)
        return self.reading.beneath(box, arrow), bool(box.below)

    def _expands(self, entry: Entry) -> bool:
        """Whether the box is told in full here."""
        box = entry.box
        if box is None or entry.role == "beside":
            return False
        return self.reading.in_full(box, entry.arrow, self.shown)

    # -- one line --------------------------------------------------------------------------------

    def _sign(self, text: str) -> str:
        return text if self.signs else text.translate(ASCII)

    def _link_sign(self, kind: str) -> str:
        look = LINKS[kind]
        return look.sign if self.signs else look.ascii

    def _mark(self, box: Box) -> str:
        """The mark of its speaker's or side's hue, where that is what colours tell."""
        if box.colour not in MARKS:
            return ""
        return (MARKS if self.signs else ASCII_MARKS)[box.colour] + " "

    def _head(
        self, box: Box, arrow: Arrow | None, entry: Entry | None, elsewhere: bool = False
    ) -> Iterator[Piece]:
        """Sign, standing, id, speaker, tags: what stands before the text of a box."""
        kind = arrow.kind if arrow is not None else ("question" if box.kind == "question" else None)
        if entry is not None and entry.role == "premise":
            yield f"{LINKED} ", "link:support"
        elif kind is not None:
            yield f"{self._link_sign(kind)} ", f"link:{kind}"
        if box.standing:
            look = STANDINGS[box.standing]
            sign = look.sign if self.signs else look.ascii
            yield sign + (" " if box.standing == "stands" else f" {look.word} "), f"standing:{box.standing}"
        words: list[Piece] = []
        if box.decided:
            words.append((f"{DECIDED.sign if self.signs else DECIDED.ascii} {DECIDED.word}", "decided"))
        scheme = (arrow.scheme if arrow is not None and arrow.head is box else None) or box.scheme
        if box.kind == "argument":
            words.append((f"argument ({scheme})" if scheme else "argument", "argument"))
            scheme = None
        if arrow is not None and arrow.head is box and (entry is None or entry.role == "link"):
            explained = box.standing not in (None, "stands")
            if arrow.in_force == "no" and not explained:
                words.append(("not in force", "quiet"))
            elif arrow.in_force == "open" and not explained:
                words.append(("undecided", "quiet"))
        if elsewhere:
            see = "↑ see" if box.id in self.shown else "↓ see"
            words.append((self._sign(see), "quiet"))
        if box.label:
            words.append((box.label, "id"))
        if scheme and not elsewhere:
            words.append((f"({scheme})", "quiet"))
        speakers = arrow.speakers if arrow is not None and entry and entry.role == "link" else ()
        if elsewhere and entry is not None and entry.role == "premise":
            # who says it, where that isn't who puts the premises together
            speakers = box.speakers if arrow is not None and box.speakers != arrow.speakers else ()
        elif elsewhere and speakers == box.speakers:
            speakers = ()
        elif not elsewhere:
            speakers = speakers or box.speakers
        if speakers:
            mark = self._mark(box) if not elsewhere else ""
            words.append((mark + ", ".join(speakers), f"colour:{box.colour}" if mark else "speaker"))
        if box.assumed and not elsewhere:
            words.append(("assumed", "quiet"))
        if tags := [f"#{t}" for t in box.tags if t != "decided"] if not elsewhere else []:
            words.append((" ".join(tags), "quiet"))
        for i, (text, style) in enumerate(words):
            if i:
                yield (" " if words[i - 1][0].endswith(" see") else self._sign(" · ")), "quiet"
            yield text, style
        if words:
            yield (": " if box.text else ""), "quiet"

    def _mention(self, entry: Entry, before: str, behind: str) -> Iterator[str]:
        """A box that is told elsewhere, or a speaker who grants something."""
        arrow, box = entry.arrow, entry.box
        if box is None:
            who = ", ".join(arrow.speakers) or "the mapper"
            pieces: list[Piece] = [
                (f"{self._link_sign(arrow.kind)} ", f"link:{arrow.kind}"),
                ("granted by ", "quiet"),
                (who, "speaker"),
            ]
            if arrow.in_force == "no":
                pieces.append((self._sign(" · ") + "not in force", "quiet"))
            yield from self._fold(pieces, before, behind + "  ", _bracketed(arrow.citations))
            return
        if entry.role == "beside":
            sign = self._link_sign(arrow.kind)
            verb = "contradicts " if arrow.kind == "contradiction" else "says the same as "
            pieces = [(f"{sign} ", f"link:{arrow.kind}"), (verb, "quiet")]
            pieces += [(box.label, "id"), (": ", "quiet")] if box.label else []
            pieces.append((box.text, "quiet"))
        else:
            pieces = [*self._head(box, arrow, entry, elsewhere=True), (box.text, "quiet")]
        text = SPACES.sub(" ", "".join(t for t, _ in pieces))
        cited = _bracketed(arrow.citations) if entry.role == "link" else ""
        cited = f" {cited}" if cited else ""
        room = self.width - cell_len(before)
        if room - cell_len(cited) < cell_len(text) - cell_len(box.text) + _LEAST_WORDS:
            cited = ""  # rather its first words than what it cites
        room = min(room - cell_len(cited), MEASURE)
        mark = "…" if self.signs else "..."
        cut = shorten(text, room, mark)
        whole = len(cut) == len(text)
        line = self._restyle(cut if whole else cut.removesuffix(mark), pieces)
        line += [("" if whole else mark, "quiet"), (cited, "quiet")]
        yield self.ink.line([(before, "guide"), *line])

    def _hiding(self, box: Box) -> str:
        parts = []
        if box.below:
            parts.append(f"{box.below} more below")
        if box.above:
            parts.append(f"{box.above} more above")
        return ("… " if self.signs else "... ") + ", ".join(parts) + " (not shown)"

    def _fold(self, pieces: Iterable[Piece], before: str, behind: str, cited: str = "") -> Iterator[str]:
        """Pieces wrapped to the width, the first line behind one prefix, the others behind another.

        What is `cited` comes last: on the last line if there is room, else on one of its own.
        """
        plain = not self.ink.colour
        room, rest = self.width - cell_len(before), self.width - cell_len(behind)
        lines = list(folded(pieces, min(rest, MEASURE), min(room, MEASURE), plain=plain))
        if cited:
            used = sum(cell_len(text) for text, _ in lines[-1])
            if used + 1 + cell_len(cited) <= (room if len(lines) == 1 else rest):
                lines[-1].append((f" {cited}" if used else cited, "quiet"))
            else:
                lines += [[(line, "quiet")] for line in wrap(cited, rest)]
        for i, line in enumerate(lines):
            yield self.ink.line([(behind if i else before, "guide"), *line])

    def _restyle(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """A shortened text in the styles of the pieces it was cut from."""
        return take(text, pieces)[0] if self.ink.colour else [(text, "")]


def _said(box: Box, style: str) -> Piece:
    return box.text, "quiet" if box.context else style


def _cited(box: Box, arrow: Arrow | None = None) -> str:
    """What is cited for a box, and for the step that starts at it."""
    if arrow is not None and arrow.head is box:
        return _bracketed(dict.fromkeys((*box.citations, *arrow.citations)))
    return _bracketed(box.citations)


def _bracketed(citations: Iterable[str]) -> str:
    words = ", ".join(citations)
    return f"[{words}]" if words else ""


def _with_last(entries: list[Entry], more: bool) -> Iterator[tuple[Entry | None, bool]]:
    """Entries, each with whether it is the last, then None where a word on what hides follows."""
    for i, entry in enumerate(entries):
        yield entry, not more and i == len(entries) - 1
    if more:
        yield None, True
