"""Foreign formats, one module each. `FORMATS` is the table of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.model.map import Map

Write = Callable[["Map", "Standings | None"], Iterator[str]]


@dataclass(slots=True, frozen=True)
class Format:
    """A format `argmap convert` writes. Its module is imported when it is used, not before."""

    name: str
    suffixes: tuple[str, ...]
    summary: str
    module: str

    @property
    def write(self) -> Write:
        """The function that writes a map, in pieces: ``chunks(map, standings) -> Iterator[str]``."""
        module: Any = import_module(self.module)
        return module.chunks  # type: ignore[no-any-return]


FORMATS: dict[str, Format] = {
    "json": Format("json", (".json",), "the whole resolved map, with what stands", "argmap.formats.json"),
}
