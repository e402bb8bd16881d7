"""What the colours of boxes tell beside their standing: who speaks, or for which side.

Hues go to speakers or sides in the order in which they first appear in the whole map, so that neither a
filter nor an edit further down changes them. Each hue has a mark too (`look.MARKS`), so nothing rests on
colour alone. Which colour a hue has is for a theme to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.map import Map, Node
from argmap.render.part import speaking

#: What colours may tell.
CHOICES = ("standing", "speaker", "side")
#: So many hues are told apart at a glance; whoever comes later shares one.
HUES = 8
OTHER = "other"
SEVERAL = "several"
ROLES = (*(f"hue{i + 1}" for i in range(HUES)), OTHER, SEVERAL)


@dataclass(slots=True, frozen=True)
class Swatch:
    """One entry of the legend: a role of colour (`Box.colour`), and whom it stands for."""

    role: str
    words: str


@dataclass(slots=True, frozen=True)
class Colouring:
    """The role of every speaker (by id), and the names that each role stands for."""

    by: str
    roles: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def of(self, node: Node) -> str | None:
        """The role of a node: that of its speakers; None where nobody is named."""
        roles = {self.roles[s] for s in node.speakers if s in self.roles}
        return SEVERAL if len(roles) > 1 else next(iter(roles), None)

    def occurring(self, roles: set[str | None]) -> tuple[Swatch, ...]:
        """The entries of the legend for the roles that occur, in their order."""
        return tuple(Swatch(role, self._words(role)) for role in ROLES if role in roles)

    def _words(self, role: str) -> str:
        if role == SEVERAL:
            return f"several {self.by}s"
        names = self.names[role]
        if role == OTHER and len(names) > 1:
            return f"{len(names)} other {self.by}s"
        return names[0]


def colouring(map_: Map, by: str, names: Mapping[str, str], sides: Mapping[str, str]) -> Colouring | None:
    """Hues for the speakers or sides of a map; None where colours tell the standing.

    `names` and `sides` hold the name and the side of each speaker, by id.
    """
    if by == "standing":
        return None
    roles: dict[str, str] = {}
    called: dict[str, list[str]] = {}
    of_key: dict[str, str] = {}
    for speaker in speaking(map_):
        key = speaker if by == "speaker" else sides.get(speaker)
        if key is None:
            continue
        if key not in of_key:
            of_key[key] = ROLES[len(of_key)] if len(of_key) < HUES else OTHER
            words = key if by == "side" else names.get(speaker) or speaker
            called.setdefault(of_key[key], []).append(words)
        roles[speaker] = of_key[key]
    return Colouring(by, roles, {role: tuple(words) for role, words in called.items()})
