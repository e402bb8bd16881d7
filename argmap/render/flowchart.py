"""A scene as a flow chart: what `mermaid` and `d2` write, each in its own language.

Boxes and arrows as in the other diagrams: arrows run from a reason to what it bears on; linked premises
meet in one point; a step that is denied runs through a point, so that an undercut has something to point
at; a contradiction is one arrow with two heads. Such text is laid out and painted by whoever shows it, on
light ground or on dark; so boxes bring their own ground, and lines are seen on either. Nothing here knows
how a diagram is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.render.colouring import ROLES
from argmap.render.errors import RenderError
from argmap.render.label import granted_inside
from argmap.render.look import DECIDED, LINKS, MARKS, STANDINGS
from argmap.render.plan import plan
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.theme import Theme, load_theme
from argmap.render.wrap import wrap as broken

#: How wide the lines of a box are, in cells.
WRAP = 34
DIRECTIONS = ("TB", "BT", "LR", "RL")
#: Lines seen on light and on dark ground, for whoever asks for no theme.
_EITHER = {
    "support": "#2a7abf",
    "attack": "#cc5500",
    "undercut": "#a9599a",
    "contradiction": "#cc5500",
    "concession": "#00875a",
    "question": "#3a86b0",
    "answer": "#3a86b0",
    "restatement": "#767676",
}
_EITHER_FRAME = "#8b949e"
_EITHER_DECIDED = "#9a7600"
_DASHES = {"solid": "", "bold": "", "double": "", "dotted": "2 3"}
_NO_KEY = re.compile("[^a-z0-9]+")


@dataclass(slots=True, frozen=True)
class Paint:
    """How boxes of a class look; what is empty is left as it is."""

    fill: str = ""
    line: str = ""
    ink: str = ""
    width: float | None = None
    dashes: str = ""


@dataclass(slots=True, frozen=True)
class Stroke:
    """How an arrow's line looks. `faint` is a step that carries no weight."""

    color: str
    width: float
    faint: bool


@dataclass(slots=True)
class Shape:
    """A box. `form` is a kind of node, or ``junction`` for a point, ``granted`` for who grants something."""

    key: str
    form: str
    lines: list[str]
    #: Names of `Flowchart.paints`, from the first to what overrides it.
    classes: tuple[str, ...]


@dataclass(slots=True)
class Line:
    """An arrow. `head` False leads to a point where others meet."""

    start: str
    end: str
    kind: str
    label: str = ""
    head: bool = True
    both: bool = False
    #: Whether the step carries weight.
    force: bool = True


@dataclass(slots=True)
class Frame:
    """A section, or an imported map, with what is drawn in it."""

    key: str
    title: str
    shapes: list[Shape] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    above: Frame | None = None

    @property
    def path(self) -> str:
        """Its key behind those of the frames around it, with full stops between."""
        keys, at = [], self
        while at.above is not None:
            keys.append(at.key)
            at = at.above
        return ".".join(reversed(keys))


class Flowchart:
    """`outer` is what stands in no section, with the sections in it.

    `direction` is the way arrows run (``BT`` has the conclusion on top), None what fits. Raises
    `RenderError` for a direction or width that can't be drawn.
    """

    def __init__(
        self, scene: Scene, *, direction: str | None = None, wrap: int = WRAP, theme: Theme | None = None
    ) -> None:
        if direction is not None and direction not in DIRECTIONS:
            raise RenderError(f"no direction '{direction}'; it is one of {', '.join(DIRECTIONS)}")
        if wrap < 8:
            raise RenderError(f"text can't be wrapped to {wrap} columns; give at least 8")
        self.scene = scene
        self.direction = direction or plan(scene, wrap, None).direction
        self.title = _title(scene)
        self.outer = Frame("", "")
        self.lines: list[Line] = []
        #: In which frame each shape is, by its key.
        self.inside: dict[str, Frame] = {}
        self._wrap = wrap
        self._own = theme
        self._theme = theme or load_theme()
        self._taken: set[str] = set()
        self._keys: dict[str, str] = {}
        self._frames()
        self._boxes()
        for arrow in scene.arrows.values():
            self._arrow(arrow)

    # -- what stands where -------------------------------------------------------------------------

    def _frames(self) -> None:
        groups = self.scene.groups
        frames = {group.id: Frame(self._key("s", group.id), group.title) for group in groups.values()}
        self._place = {box.id: frames[group.id] for group in groups.values() for box in group.boxes}
        for group in groups.values():
            frame = frames[group.id]
            frame.above = frames.get(group.parent or "", self.outer)
            frame.above.frames.append(frame)

    def _boxes(self) -> None:
        """The boxes of nodes, then of bare concessions, then the points through which denied steps run."""
        for box in self.scene.boxes.values():
            self._add(self._place.get(box.id, self.outer), self._shape(box))
        arrows = self.scene.arrows.values()
        for arrow in arrows:
            if arrow.bare and not granted_inside(arrow):
                self._beside(arrow, "g", "granted", broken(_granted(arrow), self._wrap))
        for arrow in arrows:
            if arrow.into and arrow.via is None and not arrow.bare:
                self._beside(arrow, "j", "junction", [])

    def _beside(self, arrow: Arrow, letter: str, form: str, lines: list[str]) -> None:
        """A shape that stands for a step, in the frame of what the step bears on."""
        key = self._keys[arrow.id] = self._key(letter, arrow.id)
        classes = ("point",) if form == "junction" else ("plain",)
        self._add(self._place.get(arrow.base.id, self.outer), Shape(key, form, lines, classes))

    def _add(self, frame: Frame, shape: Shape) -> None:
        frame.shapes.append(shape)
        self.inside[shape.key] = frame

    def _key(self, letter: str, name: str) -> str:
        """A name of the letter and what is plain of an id.

        Small letters, since D2 doesn't tell large from small ones; and without "style", behind which Mermaid
        drops a semicolon, whatever it belongs to.
        """
        plain = _NO_KEY.sub("_", name.lower()).strip("_").replace("style", "sty_le")
        base = f"{letter}_{plain}".rstrip("_")
        key, number = base, 1
        while key in self._taken:
            number += 1
            key = f"{base}__{number}"
        self._taken.add(key)
        return key

    def all_frames(self) -> Iterator[Frame]:
        """Every frame, the outer ones first."""
        stack = [self.outer]
        while stack:
            frame = stack.pop()
            yield frame
            stack += reversed(frame.frames)

    def shapes(self) -> Iterator[Shape]:
        """Every shape, in the order in which they are written."""
        return (shape for frame in self.all_frames() for shape in frame.shapes)

    # -- boxes and arrows --------------------------------------------------------------------------

    def _shape(self, box: Box) -> Shape:
        key = self._keys[box.id] = self._key("n", box.id)
        if box.kind == "argument" and not box.text:
            return Shape(key, "junction", ["&"], ("point",))
        marked = self.scene.color_by != "standing"
        lines = [f"{DECIDED.sign} {DECIDED.word}"] if box.decided else []
        sign = f"{STANDINGS[box.standing].sign} " if box.standing else ""
        lines += broken(sign + box.text, self._wrap)
        if box.speakers:
            mark = f"{MARKS[box.colour]} " if marked and box.colour in MARKS else ""
            lines += broken(f"— {mark}{', '.join(box.speakers)}", self._wrap)
        for arrow in box.into:
            if granted_inside(arrow):
                lines += broken(f"{LINKS['concession'].sign} {_granted(arrow)}", self._wrap)
        hidden = [f"{n} more {where}" for n, where in ((box.below, "below"), (box.above, "above")) if n]
        lines += [f"… {', '.join(hidden)}"] if hidden else []
        return Shape(key, box.kind, lines, tuple(_classes(box)))

    def _arrow(self, arrow: Arrow) -> None:
        if granted_inside(arrow):
            return
        force = arrow.force != "no"
        target = arrow.target
        if isinstance(target, Box):
            end = self._keys[target.id]
        else:
            end = self._keys[target.via.id if target.via is not None else target.id]
        if arrow.bare:
            self.lines.append(Line(self._keys[arrow.id], end, "concession", force=force))
            return
        word = LINKS[arrow.kind].word if arrow.kind != "support" else ""  # of reasons there are many
        label = ": ".join(filter(None, (word, arrow.scheme)))
        start = arrow.via.id if arrow.via is not None else arrow.id
        if start in self._keys:
            for origin in arrow.origin:
                self.lines.append(
                    Line(self._keys[origin.id], self._keys[start], arrow.kind, head=False, force=force)
                )
        else:
            start = arrow.origin[0].id
        both = arrow.kind == "contradiction"
        self.lines.append(Line(self._keys[start], end, arrow.kind, label, both=both, force=force))

    # -- colours -----------------------------------------------------------------------------------

    def paints(self) -> dict[str, Paint]:
        """How each class of boxes looks that occurs, in an order in which the later overrides."""
        theme = self._theme
        used = {name for shape in self.shapes() for name in shape.classes}
        plain = Paint(theme.fill, theme.quiet, theme.ink)
        known = {"point": plain, "plain": plain}
        for role in (*STANDINGS, *ROLES):
            tone = theme.tone(role)
            width = 3.0 if tone.frame in ("bold", "double") else None
            known[role] = Paint(tone.fill, tone.line, theme.ink, width, _DASHES[tone.frame])
        known["context"] = Paint(theme.context_fill, theme.context_frame, theme.context_ink)
        known["implicit"] = Paint(dashes="5 4")
        known["decided"] = Paint(line=theme.decided if self._own else _EITHER_DECIDED, width=4.0)
        return {name: paint for name, paint in known.items() if name in used}

    def frame_line(self) -> str:
        """The line around a section."""
        return self._theme.group_frame if self._own else _EITHER_FRAME

    def stroke(self, line: Line) -> Stroke:
        """How an arrow's line looks."""
        color = self._own.links[line.kind] if self._own else _EITHER[line.kind]
        return Stroke(color, 2.0, not line.force)


def _granted(arrow: Arrow) -> str:
    return f"granted by {', '.join(arrow.speakers) or 'the mapper'}"


def _classes(box: Box) -> Iterator[str]:
    yield "context" if box.context else box.colour or "plain"
    if box.implicit:
        yield "implicit"
    if box.decided:
        yield "decided"


def _title(scene: Scene) -> str:
    """The title, and behind it what of the map is not shown."""
    said = "; ".join(scene.left_out())
    title = " ".join(scene.title.split())
    return f"{title} ({said})" if title and said else title or said
