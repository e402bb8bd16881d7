"""`--to dot`: a scene as DOT text for any Graphviz.

Arrows run from a reason to what it bears on. A link that is itself denied is drawn through a point,
so that an undercut has something to point at; an argument is the one point in which its premises meet.
"""

from __future__ import annotations

from collections.abc import Mapping

from argmap.render import label
from argmap.render.frames import frame
from argmap.render.heading import Heading
from argmap.render.layouts import DEFAULT, attributes_of
from argmap.render.look import LINKS
from argmap.render.order import SIDEWAYS
from argmap.render.plan import Plan
from argmap.render.quoting import attributes, escaped, name, quoted, told
from argmap.render.rows import Rows
from argmap.render.scene import Arrow, Box, Group, Scene
from argmap.render.strokes import point, says, stroke, tooltip
from argmap.render.tables import written
from argmap.render.theme import Theme
from argmap.safe import visible

_FONT = "Helvetica"
#: Where lines that arrive meet: the side of a box that faces what comes in.
_FACING = {"BT": "s", "TB": "n", "RL": "e", "LR": "w"}
_BESIDE = {"BT": "e", "TB": "e", "RL": "s", "LR": "s"}
#: Between a frame and its text, at the sides and above and below, in inches.
_MARGIN = (0.1, 0.06)
_ARGUMENT, _MENTION, _GRANT = (0.08, 0.03), (0.07, 0.02), (0.06, 0.02)
#: No box is smaller, in inches.
_WIDTH, _HEIGHT, _GRANT_HEIGHT = 0.75, 0.5, 0.2


class Writer:
    """Writes one planned scene as DOT; `hollow` boxes keep their texts for whoever finishes the picture."""

    def __init__(
        self,
        scene: Scene,
        plan: Plan,
        *,
        theme: Theme,
        columns: int,
        layout: str = DEFAULT,
        heading: bool = True,
        hollow: bool = False,
    ) -> None:
        self.scene = scene
        self.theme = theme
        self.labels = label.Labels(theme, columns, scene.color_by)
        self.heading = Heading(theme, scene.color_by) if heading else None
        self.hollow = hollow
        #: What is to be written in hollow boxes, by their ids in an SVG.
        self.texts: dict[str, Rows] = {}
        self.plan = plan
        self.direction = plan.direction
        self.layout = layout
        self.out: list[str] = []
        self.bearing: dict[str, list[Arrow]] = {}
        #: With ranks that run sideways, Graphviz sets what a cluster is given first at its bottom,
        #: while outside of clusters it is at the top.
        self.turned = plan.direction in ("RL", "LR")
        self.points: dict[str, str] = {}
        self.places = {id_: place for place, id_ in enumerate(scene.boxes)}
        self.drawn: dict[str, None] = {}
        #: What holds for boxes and for lines unless they say otherwise: an engine takes long over attributes.
        self.usual_box = {
            "shape": "box",
            "style": "rounded,filled",
            "fillcolor": theme.tone("stands").fill,
            "color": theme.frame,
            "penwidth": "1",
            "fontname": _FONT,
        }
        self.usual_box |= {"label": "", "fixedsize": "true"} if hollow else {"margin": _pair(_MARGIN)}
        self.usual_edge = {
            "color": theme.links["support"],
            "style": "solid",
            "arrowhead": "normal",
            "arrowsize": "0.75",
            "penwidth": "1.6",
            "weight": "3",
            "fontname": _FONT,
        }
        #: What is said of boxes of a kind, made once.
        self._frames: dict[tuple[object, ...], str] = {}

    def text(self) -> str:
        """The DOT text."""
        scene = self.scene
        arrows = list(scene.arrows.values())
        for arrow in arrows:
            self.bearing.setdefault(arrow.anchor.id, []).append(arrow)
            if not label.granted_inside(arrow):
                self.drawn.setdefault(arrow.kind)
        kinds = [kind for kind in LINKS if kind in self.drawn]
        upright = self.direction in ("BT", "TB")
        graph = {
            "rankdir": self.direction,
            "fontname": _FONT,
            "bgcolor": self.theme.background,
            "pad": "0.3",
            "nodesep": "0.3" if SIDEWAYS & self.drawn.keys() else "0.22" if upright else "0.14",
            "ranksep": "0.38" if upright else "0.5",
            "labelloc": "t",
            "labeljust": "l",
            "newrank": "true",
            # what bears on one thing stands in text order, which also keeps the picture as it was where
            # an edit leaves the text as it was
            "ordering": "in",
        }
        graph |= attributes_of(self.layout)
        if self.heading is not None and (head := self.heading.label(scene, kinds)):
            graph["label"] = head
        self.out += [
            f"digraph {quoted(told(scene.title, '&#92;') or 'argument map')} {{",
            f"graph {attributes(graph)}",
            f"node {attributes(self.usual_box)}",
            f"edge {attributes(self.usual_edge)}",
        ]
        self._groups()
        place = self.plan.place
        for arrow in (a for a in arrows if not (self.turned and a.anchor.id in place)):
            self._arrow(arrow)
        for arrow in (a for a in reversed(arrows) if self.turned and a.anchor.id in place):
            self._arrow(arrow)
        self._keep_order()
        self.out.append("}\n")
        return "\n".join(self.out)

    # -- boxes -----------------------------------------------------------------------------------

    def _groups(self) -> None:
        groups = self.scene.groups
        inside: dict[str, list[Box]] = {}
        for box in self.scene.boxes.values():
            inside.setdefault(self.plan.place.get(box.id, ""), []).append(box)
        self._boxes(inside.get("", []))
        children: dict[str | None, list[Group]] = {}
        for group in _used(groups, inside):
            parent = group.parent if group.parent in groups else None
            children.setdefault(parent, []).append(group)
        stack: list[Group | None] = list(reversed(children.get(None, [])))
        while stack:
            group_or_end = stack.pop()
            if group_or_end is None:
                self.out.append("}")
                continue
            group = group_or_end
            id_ = f"section-{group.id}"
            title = self.labels.group(group.title)
            if self.hollow:
                self.texts[visible(id_)] = title
            look = {
                "label": written(title),
                "labeljust": "l" if self.direction != "RL" else "r",
                "labelloc": "t" if self.direction != "BT" else "b",
                "style": "rounded,filled",
                "fillcolor": self.theme.group_fill,
                "color": self.theme.group_frame,
                "margin": "14",
                "id": escaped(id_),
            }
            self.out.append(f"subgraph {name('cluster_' + group.id)} {{")
            self.out.append(f"graph {attributes(look)}")
            boxes = inside.get(group.id, [])
            self._boxes(boxes[::-1] if self.turned else boxes)
            stack.append(None)
            stack += reversed(children.get(group.id, []))

    def _boxes(self, boxes: list[Box]) -> None:
        for box in boxes:
            self._box(box)
            for arrow in self.bearing.get(box.id, []):
                # what stands for a link is drawn beside what it bears on
                if self._split(arrow):
                    self._point(arrow)
                if arrow.head is not None and self.plan.apart(arrow.head, box):
                    self._mention(arrow.head, arrow)
            for arrow in box.out:
                if arrow.kind in SIDEWAYS and self.plan.apart(box, arrow.anchor):
                    self._mention(arrow.anchor, arrow)
                if arrow.via is box:
                    for one in arrow.origin:
                        if self.plan.apart(one, box):
                            self._mention(one, arrow)

    def _mention(self, box: Box, arrow: Arrow) -> None:
        """A small box that says which box is meant; in SVG it leads there."""
        id_ = f"see-{arrow.id}:{box.id}"
        given = {
            **self._text(id_, self.labels.mention(box), _MENTION),
            "style": "rounded,filled,dashed" if box.implicit else "rounded,filled",
            "fillcolor": self.theme.tone(box.colour).fill,
            "color": self.theme.frame,
            "penwidth": "0.7",
            "href": escaped("#node-" + box.id),
            "id": escaped(id_),
            "tooltip": told(tooltip(box)),
        }
        self.out.append(f"{name(f'~see {arrow.id} {box.id}')} {attributes(given, self.usual_box)}")

    def _start(self, box: Box, arrow: Arrow) -> str:
        """The name of what a link starts from: the box, or the mention of it where it bears on something."""
        near = arrow.anchor if box is arrow.head else arrow.via
        if near is not None and self.plan.apart(box, near):
            return name(f"~see {arrow.id} {box.id}")
        return name(box.id)

    def _box(self, box: Box) -> None:
        id_ = f"node-{box.id}"
        about = attributes({"id": escaped(id_), **self._hint(tooltip(box))})[1:-1]
        if label.junction(box):
            dot = attributes(point(self.theme.links["support"]))
            self.out.append(f"{name(box.id)} {dot[:-1]} {about}]")
            return
        key = (box.colour, box.kind, box.implicit, box.top, box.decided, box.context)
        look = self._frames.get(key)
        if look is None:
            look = self._frames[key] = attributes(frame(box, self.theme), self.usual_box)[1:-1]
        margin = _ARGUMENT if box.kind == "argument" else _MARGIN
        text = attributes(self._text(id_, self.labels.box(box), margin), self.usual_box)[1:-1]
        self.out.append(f"{name(box.id)} [{' '.join(filter(None, (text, look, about)))}]")

    def _text(
        self, id_: str, rows: Rows, margin: tuple[float, float], least: float = _HEIGHT
    ) -> dict[str, str]:
        """What is written in a box as its label; of a hollow one the size, its text being kept."""
        if not self.hollow:
            given = {"label": written(rows), "margin": _pair(margin)}
            return given | ({"height": f"{least:g}"} if least != _HEIGHT else {})
        self.texts[visible(id_)] = rows
        wide, high = rows.width / 72 + 2 * margin[0], rows.height / 72 + 2 * margin[1]
        return {"width": f"{max(wide, _WIDTH):.4f}", "height": f"{max(high, least):.4f}"}

    def _hint(self, words: str) -> dict[str, str]:
        """What a reader is told on pointing. A hollow picture is told it when it is finished."""
        return {} if self.hollow else {"tooltip": told(words)}

    # -- arrows ----------------------------------------------------------------------------------

    def _split(self, arrow: Arrow) -> bool:
        """Whether a link is drawn through a point: something denies it."""
        return bool(arrow.into) and arrow.via is None and not arrow.bare

    def _point(self, arrow: Arrow) -> None:
        key = self.points[arrow.id] = f"~link {arrow.id}"
        look = stroke(arrow, self.theme)
        given = {**point(look["color"]), "id": escaped("mid-" + arrow.id)}
        self.out.append(f"{name(key)} {attributes(given)}")

    def _end(self, target: Box | Arrow) -> str:
        """The name of what an arrow points at."""
        if isinstance(target, Box):
            return name(target.id)
        if target.via is not None:
            return name(target.via.id)
        return name(self.points.get(target.id, f"~link {target.id}"))

    def _arrow(self, arrow: Arrow) -> None:
        if label.granted_inside(arrow):
            return
        end = self._end(arrow.target)
        look = stroke(arrow, self.theme)
        hint = self._hint(says(arrow))
        about = {"id": escaped("link-" + arrow.id), **hint}
        if arrow.bare:
            key = self.points[arrow.id] = f"~link {arrow.id}"
            id_ = f"grant-{arrow.id}"
            pill = {
                **self._text(id_, self.labels.granted(arrow), _GRANT, _GRANT_HEIGHT),
                "color": look["color"],
                "fillcolor": self.theme.background,
                "id": escaped(id_),
            }
            self.out.append(f"{name(key)} {attributes(pill, self.usual_box)}")
            self._edge(name(key), end, {**look, **about})
            return
        if arrow.via is not None:
            via = name(arrow.via.id)
            joined = {**look, "arrowhead": "none"}
            if self.layout == DEFAULT and not label.junction(arrow.via):
                joined["headport"] = _FACING[self.direction]
            for premise in arrow.origin:
                given = {
                    **joined,
                    "id": escaped(f"part-{arrow.id}:{premise.id}"),
                    **self._hint("linked premise"),
                    "weight": "2",
                }
                self._edge(self._start(premise, arrow), via, given)
            self._edge(self._start(arrow.via, arrow), end, {**look, **about, "weight": "3"})
            return
        start_box = arrow.origin[0]
        start = self._start(start_box, arrow)
        if arrow.kind in SIDEWAYS:
            if self.plan.apart(start_box, arrow.anchor):
                # told at both ends, each time with a mention of the other
                there = name(f"~see {arrow.id} {arrow.anchor.id}")
                back = {"id": escaped(f"back-{arrow.id}"), **hint}
                self._edge(there, name(start_box.id), {**look, **back})
            else:
                about["constraint"] = "false"
        denied = arrow.target.via if isinstance(arrow.target, Arrow) else None
        if self.layout == DEFAULT and denied is not None and not label.junction(denied):
            look["headport"] = _BESIDE[self.direction]  # not where the premises meet
        weight = "1" if arrow.reference else "3"
        if arrow.id in self.points:
            middle = name(self.points[arrow.id])
            self._edge(start, middle, {**look, **about, "arrowhead": "none", "weight": weight})
            onward = {"id": escaped("to-" + arrow.id), **hint}
            self._edge(middle, end, {**look, "weight": weight, **onward})
        elif (
            about.get("constraint")
            and isinstance(arrow.target, Box)
            and self._sooner(start_box, arrow.target)
        ):
            # from the later to the sooner: the other way round, it would turn their order
            ends = {"arrowhead": look.get("arrowtail", "none"), "arrowtail": look["arrowhead"]}
            self._edge(end, start, {**look, **ends, **about, "weight": weight})
        else:
            self._edge(start, end, {**look, **about, "weight": weight})

    def _sooner(self, one: Box, other: Box) -> bool:
        """Whether one of two boxes is set before the other."""
        return (self.places[one.id] < self.places[other.id]) is not (
            self.turned and one.id in self.plan.place
        )

    def _keep_order(self) -> None:
        """Set the sections in text order and in their columns, their conclusions in line.

        The order of clusters can't be asked for. So each section's conclusions are tied to an unseen
        point, and the points stand in order: any other order would cross these lines.
        """
        columns = self.plan.columns
        if sum(len(unit.ends) for column in columns for unit in column) < 2:
            return
        hidden = {"style": "invis", "weight": "1"}
        tiny = attributes(
            {"shape": "point", "width": "0.01", "height": "0.01", "label": "", "style": "invis"}
        )
        number = 0
        corner = ""
        offset = 0
        for column in columns:
            before = corner
            corner = name(f"~corner {column[0].offset}")
            above = name(f"~above {column[0].offset}")
            row = [above]
            self.out += [f"{corner} {tiny}", f"{above} {tiny}", f"{corner} -> {above} {attributes(hidden)}"]
            level = [corner]
            for unit in column:
                spot = name(f"~order {number}")
                number += 1
                row.append(spot)
                self.out.append(f"{spot} {tiny}")
                ends = [name(end.id) for end in unit.ends]
                self.out += [f"{end} -> {spot} {attributes(hidden)}" for end in ends]
                level += ends
            self.out.append(f"{{ rank=same; {'; '.join(level)} }}")
            close = attributes({**hidden, "weight": "20"})
            self.out.append(f"{{ rank=same; {' -> '.join(row)} {close} }}")
            if before:
                # the columns begin at one height, each behind the one before
                step = {**hidden, "weight": "100", "minlen": str(column[0].offset - offset)}
                self.out.append(f"{corner} -> {before} {attributes(step)}")
            offset = column[0].offset

    def _edge(self, start: str, end: str, given: Mapping[str, str]) -> None:
        self.out.append(f"{start} -> {end} {attributes({'weight': '1', **given}, self.usual_edge)}")


def _pair(margin: tuple[float, float]) -> str:
    return f"{margin[0]:g},{margin[1]:g}"


def _used(groups: dict[str, Group], inside: Mapping[str, object]) -> list[Group]:
    """The groups that something is drawn in, and those around them, in text order."""
    used: set[str] = set()
    for key in inside:
        around = groups.get(key)
        while around is not None and around.id not in used:
            used.add(around.id)
            around = groups.get(around.parent or "")
    return [group for group in groups.values() if group.id in used]
