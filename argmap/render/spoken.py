"""What is told of each thing in a diagram to whoever can't see it, or points at it: names in words.

A screen reader says the `name`; pointing shows the `hint`. Where a source has an address on the web, its
citations lead there. All text is safe to show and not yet escaped; nothing is known here of any engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.model.map import Map
from argmap.render.label import granted_inside
from argmap.render.look import LINKS, STANDINGS
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.strokes import says, tooltip
from argmap.render.wrap import shorten
from argmap.safe import visible

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


@dataclass(slots=True, frozen=True)
class Thing:
    """One thing of a picture: what it is called, what pointing at it shows, where its citations lead."""

    name: str
    hint: str
    #: A citation as it is written in the box, and its address.
    links: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Spoken:
    """A picture in words. `things` holds them by their ids in the picture, in the order of the text."""

    title: str
    description: str
    language: str | None
    things: dict[str, Thing]


def spoken(scene: Scene, map_: Map) -> Spoken:
    """What is told of a scene."""
    language = str(map_.properties.get("language", "")).strip()
    return Spoken(
        title=scene.title or "Argument map",
        description=" ".join(_description(scene)),
        language=language if _LANGUAGE.match(language) else None,
        things=dict(_things(scene, map_)),
    )


def _description(scene: Scene) -> Iterator[str]:
    """How much there is, what stands of it, and what isn't shown."""
    kinds = {"claim": 0, "question": 0}
    for box in scene.boxes.values():
        if box.kind != "argument":
            kinds["question" if box.kind == "question" else "claim"] += 1
    counts = ", ".join(_number(n, kind) for kind, n in kinds.items() if n)
    yield f"An argument map of {counts or 'no claims'} and {_number(len(scene.arrows), 'link')}."
    plural = {"stands": "stand", "falls": "fall"}
    found = [
        f"{n} {look.word if n == 1 else plural.get(value, look.word)}"
        for value, look in STANDINGS.items()
        if (n := scene.count(value))
    ]
    if found:
        yield ", ".join(found).capitalize() + "."
    yield "Arrows run from a reason to what it bears on."
    for words in scene.left_out():
        yield words[0].upper() + words[1:] + "."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _addresses(map_: Map) -> dict[str, str]:
    """The sources that have an address on the web."""
    if not map_.sources:
        return {}
    from argmap.render.details import web_address

    return {
        visible(id_): address
        for id_, source in map_.sources.items()
        if (address := web_address(source.properties.get("url"))) is not None
    }


def _things(scene: Scene, map_: Map) -> Iterator[tuple[str, Thing]]:
    addresses = _addresses(map_)
    for group in scene.groups.values():
        yield f"section-{group.id}", Thing(f"section: {group.title}", group.title)
    for box in scene.boxes.values():
        yield f"node-{box.id}", Thing(_box(box), tooltip(box), _links(box, addresses) if addresses else {})
        for arrow in box.out:
            if arrow.head is box:
                yield f"link-{arrow.id}", Thing(_arrow(arrow), says(arrow))
            elif arrow.via is not None:
                name = f"linked premise: {_called(box)} to {_called(arrow.via)}"
                yield f"part-{arrow.id}:{box.id}", Thing(name, "linked premise")
    for arrow in scene.arrows.values():
        if arrow.head is None:
            yield f"link-{arrow.id}", Thing(_arrow(arrow), says(arrow))


def _box(box: Box) -> str:
    """What a box says, in the order in which one would tell it."""
    words = [f"{box.kind} ({box.scheme})" if box.scheme else box.kind]
    words += [box.label] if box.label else []
    words += [", ".join(box.speakers)] if box.speakers else []
    words += [STANDINGS[box.standing].word] if box.standing else []
    words += [word for word, holds in (("decided", box.decided), ("implicit", box.implicit)) if holds]
    said = ", ".join(words)
    return f"{said}: {box.text}" if box.text else said


def _arrow(arrow: Arrow) -> str:
    """A link by its kind and its two ends."""
    target = arrow.target
    if isinstance(target, Box):
        end = _called(target)
    else:
        start = f"from {_called(target.head)} " if target.head else ""
        end = f"the {LINKS[target.kind].word} {start}to {_called(target.base)}"
    if arrow.head is None:
        return f"{says(arrow)}: {', '.join(arrow.speakers) or 'the mapper'} grants {end}"
    return f"{says(arrow)}: {_called(arrow.head)} to {end}"


def _called(box: Box) -> str:
    return box.label or shorten(box.text, 40) or box.kind


def _links(box: Box, addresses: dict[str, str]) -> dict[str, str]:
    """The addresses of the citations that are written in a box."""
    citations = list(box.citations)
    for arrow in box.into:
        if granted_inside(arrow):
            citations += arrow.citations
    return {c: addresses[source] for c in citations if (source := c.partition("#")[0]) in addresses}
