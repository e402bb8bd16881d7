"""The outline: all texts of a map as nested lists, which are read as they are where scripts don't run.

A script makes a tree of it (`assets/outline.js`), and takes from it what it shows of a claim: each
`<li data-n>` belongs to the node of that number, `.t` is its text and `.more` its citations and notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.model.map import Map
from argmap.render.details import Cited, Details, details
from argmap.render.look import DECIDED, LINKED, LINKS, STANDINGS
from argmap.render.order import SIDEWAYS, Entry, Reading
from argmap.render.scene import Arrow, Box, Scene
from argmap.review.phrases import shortened
from argmap.safe import markup

#: Lists are nested so deep; what is deeper follows in the last one, with its level as a number. Browsers
#: build elements only some 500 deep, and put what is within those elsewhere.
NESTED = 20
#: Up to this level lines are moved in by a full step; up to this, by a small one.
_WIDE, _MOVED_IN = 4, 8


def outline(map_: Map, scene: Scene) -> str:
    """The list items of the outline: sections, what stands in them, and beneath it what is said of it."""
    return "".join(_Outline(map_, scene).items())


class _Outline:
    def __init__(self, map_: Map, scene: Scene) -> None:
        self._map = map_
        self._scene = scene
        self._reading = Reading(scene)
        self._shown: set[str] = set()
        self._numbers = {id_: number for number, id_ in enumerate(scene.boxes)}

    def items(self) -> Iterator[str]:
        """The markup, from a row of beginnings of items and their levels: each closes those before it."""
        depth = 0
        for level, start in self._rows():
            nested = min(level, NESTED)
            if nested > depth:
                yield f"<ul{_room(nested)}>" if depth else ""
            else:
                yield "</li>" + "</ul></li>" * (depth - nested)
            yield start
            depth = nested
        yield "</li>" + "</ul></li>" * (depth - 1) if depth else ""

    def _rows(self) -> Iterator[tuple[int, str]]:
        open_: list[str] = []
        if (focus := self._scene.focus) is not None:
            yield from self._around(focus)
        for root in self._scene.roots:
            if root.id in self._shown:
                continue
            path = self._path(root)
            kept = 0
            while kept < min(len(path), len(open_)) and path[kept] == open_[kept]:
                kept += 1
            del open_[kept:]
            for id_ in path[kept:]:
                heading = min(len(open_) + 2, 6)
                title = markup(self._scene.groups[id_].title)
                open_.append(id_)
                words = f'<h{heading} dir="auto">{title}</h{heading}>'
                start = f'<li class="sec" data-sec="{markup(id_)}"{_level(len(open_))}>'
                yield len(open_), f'{start}<div class="r">{words}</div>'
            yield from self._told(root, len(open_) + 1)

    def _path(self, root: Box) -> list[str]:
        """The sections around a root, the outermost first."""
        groups = self._scene.groups
        if self._scene.focus is not None:
            return []
        group = groups.get(root.section or root.prefix)
        path: list[str] = []
        while group is not None and group.id not in path:
            path.append(group.id)
            group = groups.get(group.parent or "")
        return path[::-1]

    def _around(self, focus: Box) -> Iterator[tuple[int, str]]:
        """What a focus hangs on, one step up."""
        for arrow in focus.out:
            for box in (
                arrow.via,
                arrow.target.head if isinstance(arrow.target, Arrow) else None,
                arrow.base,
            ):
                wanted = box is not None and box.around and box.id not in self._shown
                if box is not None and wanted and arrow.kind not in SIDEWAYS:
                    self._shown.add(box.id)
                    yield 1, self._item(box, None, 1)

    def _told(self, root: Box, top: int) -> Iterator[tuple[int, str]]:
        """A root, at the level `top`, and all beneath it, from a stack of what is still to tell."""
        self._shown.add(root.id)
        yield top, self._item(root, None, top)
        stack = [iter(self._beneath(root, None))]
        while stack:
            entry = next(stack[-1], None)
            if entry is None:
                stack.pop()
                continue
            level = top + len(stack)
            box, arrow = entry.box, entry.arrow
            if box is not None and entry.role != "beside" and self._in_full(entry):
                self._shown.add(box.id)
                yield level, self._item(box, entry, level)
                stack.append(iter(self._beneath(box, arrow)))
            else:
                yield level, self._mention(entry, level)
                denied = self._reading.denials(arrow) if entry.role in ("link", "granted") else []
                stack.append(iter(denied))

    def _beneath(self, box: Box, arrow: Arrow | None) -> list[Entry]:
        return [] if box.around else self._reading.beneath(box, arrow)

    def _in_full(self, entry: Entry) -> bool:
        return entry.box is not None and self._reading.in_full(entry.box, entry.arrow, self._shown)

    # -- one item ---------------------------------------------------------------------------------

    def _item(self, box: Box, entry: Entry | None, level: int) -> str:
        """The beginning of an item that tells a box in full; the end of it is for the caller."""
        arrow = entry.arrow if entry is not None else None
        pale = " ctx" if box.context else ""
        text = f'<p class="t" dir="auto">{markup(box.text)}</p>' if box.text else ""
        meta = "".join(self._meta(box, entry))
        more = "".join(self._more(details(self._map, box.id), box))
        return (
            f'<li class="n{pale}" data-n="{self._numbers[box.id]}" id="{_anchor(box.id)}"'
            f'{_level(level)}><div class="r">{_depth(level)}{_sign(box, entry, arrow)}'
            f'<div class="b">{text}<p class="m">{meta}</p>'
            + (f'<div class="more">{more}</div>' if more else "")
            + "</div></div>"
        )

    def _meta(self, box: Box, entry: Entry | None) -> Iterator[str]:
        arrow = entry.arrow if entry is not None and entry.role == "link" else None
        if box.decided:
            yield f'<b class="dec">{DECIDED.sign} {DECIDED.word}</b> '
        if box.standing:
            look = STANDINGS[box.standing]
            yield f'<b class="st {box.standing}">{look.sign} {look.word}</b> '
        speakers = (arrow.speakers if arrow is not None else ()) or box.speakers
        if speakers:
            yield f'<bdi class="who">{markup(", ".join(speakers))}</bdi> '
        kind = f"{box.kind} ({box.scheme})" if box.scheme and box.kind == "argument" else box.kind
        yield f'<span class="k">{markup(kind)}</span> '
        force = arrow.in_force if arrow is not None and arrow.head is box else None
        if force in ("no", "open") and box.standing in (None, "stands"):
            yield f'<span class="k">{"not in force" if force == "no" else "undecided"}</span> '
        if box.implicit:
            yield '<span class="k">implicit</span> '
        if box.assumed:
            yield '<span class="k">assumed</span> '
        if box.label:
            yield f"<code>{markup(box.id)}</code> "
        for tag in box.tags:
            if tag not in ("decided", "implicit"):
                yield f'<bdi class="tag">#{markup(tag)}</bdi> '

    def _more(self, known: Details, box: Box) -> Iterator[str]:
        """Citations with what they say, notes, and whatever else is known."""
        quoted = {words for one in known.citations for words in one.words}
        for one in known.citations:
            words = "".join(_quotation(text) for text in one.words)
            yield f'<div class="cite">{_source(one)}{words}</div>'
        for quote in known.quotes:
            if quote.words not in quoted:
                sources = ", ".join(map(_source, quote.cited))
                yield f'<div class="cite">{sources}{_quotation(quote.words)}</div>'
        for note in known.notes:
            yield f'<p class="note" dir="auto">{markup(note)}</p>'
        facts = [known.date or "", known.scheme or ""]
        facts += [f"weight {known.weight:g}"] if known.weight is not None else []
        if any(facts):
            yield f'<p class="fact">{markup(" · ".join(fact for fact in facts if fact))}</p>'

    def _mention(self, entry: Entry, level: int) -> str:
        """The beginning of an item for a box that is told elsewhere, or for a grant."""
        box, arrow = entry.box, entry.arrow
        if box is None:
            who = markup(", ".join(arrow.speakers) or "the mapper")
            force = " · not in force" if arrow.in_force == "no" else ""
            cited = f" [{markup(', '.join(arrow.citations))}]" if arrow.citations else ""
            return (
                f'<li class="grant"{_level(level)}><div class="r">{_depth(level)}{_mark("concession")}'
                f'<div class="b"><p class="m">'
                f"granted by <bdi>{who}</bdi>{cited}{force}</p></div></div>"
            )
        words = "see "
        if entry.role == "beside":
            words = "contradicts " if arrow.kind == "contradiction" else "says the same as "
        elif arrow.speakers and arrow.speakers != box.speakers:
            words = f"<span><bdi>{markup(', '.join(arrow.speakers))}</bdi>:</span> see "
        name = f"<code>{markup(box.id)}</code> " if box.label else ""
        return (
            f'<li class="ref" data-see="{self._numbers[box.id]}"{_level(level)}><div class="r">'
            f"{_depth(level)}{_sign(box, entry, arrow)}"
            f'<div class="b"><p class="m">{words}<a href="#{_anchor(box.id)}">{name}'
            f"<bdi>{markup(shortened(box.text, 90))}</bdi></a></p></div></div>"
        )


def _room(level: int) -> str:
    """The class of a list by how far its lines may be moved in: deep ones would leave the texts no room."""
    return ' class="deeper"' if level > _MOVED_IN else ' class="deep"' if level > _WIDE else ""


def _level(level: int) -> str:
    """The level of an item that stands in the list of a higher one."""
    return f' data-level="{level}"' if level > NESTED else ""


def _depth(level: int) -> str:
    """The level as a number, where the eye can't tell it any more."""
    return f'<span class="lv"><span class="unseen">level </span>{level}</span>' if level > _MOVED_IN else ""


def _anchor(id_: str) -> str:
    """The place in the page where a node is told: its id, unless the diagram has one like it."""
    taken = id_.startswith(("node-", "link-", "see-", "section-", "a_", "graph"))
    return markup(f"o.{id_}" if taken else id_)


def _sign(box: Box, entry: Entry | None, arrow: Arrow | None) -> str:
    if entry is not None and entry.role == "premise":
        return f'<i class="s support" title="linked premise">{LINKED}</i>'
    if arrow is not None:
        return _mark(arrow.kind)
    return _mark("question") if box.kind == "question" else '<i class="s"></i>'


def _mark(kind: str) -> str:
    look = LINKS[kind]
    return f'<i class="s {kind}" title="{look.word}">{look.sign}</i>'


def _source(one: Cited) -> str:
    """A citation: the place, and what the source is."""
    label = f"<cite>{markup(one.label)}</cite>"
    if one.href is not None:
        label = f'<a href="{markup(one.href)}" rel="noopener noreferrer nofollow" target="_blank">{label}</a>'
    return label + (f" <bdi>{markup(one.title)}</bdi>" if one.title else "")


def _quotation(words: str) -> str:
    return f'<blockquote dir="auto">{markup(words)}</blockquote>'
