"""What a format declares about itself. A plug-in makes one of these and names it in an entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.formats.draft import Draft
    from argmap.formats.given import Given
    from argmap.model.map import Map

Read = Callable[["Given"], "Draft"]
#: It gets the map, what stands in it and, where the format has tables, the table to write.
Write = Callable[..., Iterator[str | bytes]]


@dataclass(slots=True, frozen=True)
class Format:
    """A format that `argmap convert` reads, writes or both. Its module is imported when it is used.

    The module has ``read(given) -> Draft`` where `reads` is true and ``chunks(map, standings)`` where
    `writes` is; the latter yields text or bytes. Where `tables` names several, ``chunks(map, standings,
    table)`` writes one of them. `keeps` are names of `argmap.formats.features.FEATURES`: whatever of
    these a map has is in the file, and comes back from it where the format is read too.
    What is in `sometimes` is kept of some maps: the module has ``keeps_of(map)``, which tells.
    `recognises` gets the beginning of a file (up to 64 KB) that has a suffix several formats share, or none.
    `extra` is what has to be installed beside argmap: ``pip install 'argmap[EXTRA]'``.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    module: str = ""
    reads: bool = False
    writes: bool = False
    keeps: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()
    recognises: Callable[[str], bool] | None = None
    tables: tuple[str, ...] = ()
    extra: str | None = None
    #: A picture: it has no module, and whoever converts has it drawn as `argmap render` draws it.
    drawn: bool = False
    #: No text, so that nobody wants it on a terminal.
    binary: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process is told a format by its name."""
        return _named, (self.name,)

    def kept(self, map_: Map) -> frozenset[str]:
        """What this format keeps of a map: `keeps`, and what its module says of this one."""
        if not self.sometimes:
            return self.keeps
        module: Any = import_module(self.module)
        return self.keeps | module.keeps_of(map_)  # type: ignore[no-any-return]

    @property
    def read(self) -> Read:
        """The function that reads a file. Raises `ImportError` where its extra is missing."""
        module: Any = import_module(self.module)
        return module.read  # type: ignore[no-any-return]

    @property
    def write(self) -> Write:
        """The function that writes a map, in pieces. Raises `ImportError` where its extra is missing."""
        module: Any = import_module(self.module)
        return module.chunks  # type: ignore[no-any-return]


def _named(name: str) -> Format:
    from argmap.formats import find

    found = find(name)
    assert found is not None
    return found
