"""A file in any format argmap reads, as a map: which format it is, its draft, its text, the map."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.formats import built_in, known
from argmap.formats.format import Format
from argmap.formats.given import Given, Unreadable
from argmap.suggest import did_you_mean

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.model.map import Map

#: How much of a file is looked at to tell its format.
_HEAD = 65_536
#: Suffixes that tell nothing of what is in a file.
_GENERAL = frozenset((".txt", ".json", ".xml", ".yml", ".yaml"))


class Foreign(NamedTuple):
    """A foreign file read: the text argmap would write, the map, what was wrong in the file.

    Where the file has no title the text is called after the file; the map is not, since a title that
    argmap made up is none that could be lost, or that another format should hold.
    """

    text: str
    map: Map
    diagnostics: list[Diagnostic]
    problems: list[str]


def format_of(given: Given) -> Format:
    """The format of a file, by its suffix and, where that tells too little, by what is in it.

    Plug-ins are asked where argmap's own formats don't fit; of standard input, which has no suffix, only
    argmap's own are recognised. Raises `Unreadable` where no format fits.
    """
    suffix = (given.path.suffix if given.path is not None else "").lower()
    found = _among(built_in().values(), given, suffix)
    if found is None and given.path is not None and len(known()) > len(built_in()):
        found = _among(known().values(), given, suffix)
    if found is not None:
        return found
    readable = [one for one in (known() if suffix else built_in()).values() if one.reads]
    if by_suffix := [one.name for one in readable if suffix in one.suffixes]:
        raise Unreadable(f"doesn't look like {', '.join(by_suffix)}; say what it is with --from FORMAT")
    hint = did_you_mean(suffix, (s for one in readable for s in one.suffixes)) if suffix else ""
    raise Unreadable(f"its format can't be told.{hint} Say --from FORMAT (argmap formats lists them)")


def _among(formats: Iterable[Format], given: Given, suffix: str) -> Format | None:
    """The one of some formats that a file is of, if any."""
    readable = [one for one in formats if one.reads]
    by_suffix = [one for one in readable if suffix in one.suffixes]
    if len(by_suffix) == 1 and by_suffix[0].recognises is None:
        return by_suffix[0]
    head = Given(given.name, given.data[:_HEAD]).text
    for one in (*by_suffix, *(f for f in readable if f not in by_suffix)):
        if one.recognises is not None and one.recognises(head):
            return one
    return by_suffix[0] if len(by_suffix) == 1 and suffix not in _GENERAL else None


def draft_text(given: Given, format_: Format, folder: Path | None = None) -> tuple[str, bool, list[str]]:
    """The text of the map that a file makes, whether its title is one of the file's own, and what was
    wrong in the file. Raises `Unreadable`.

    `folder` is where the map will be written, if not beside the file: paths in it are told from there.
    """
    from argmap.formats.compose import compose

    draft = format_.read(given)
    titled = bool(draft.title)
    if not draft.nodes:
        draft.problem("nothing in it that argmap could read as a claim")
    if not titled and given.path is not None:
        draft.title = given.path.stem
    draft.comments.insert(0, f"Made of {Path(given.name).name} ({format_.name}).")
    if folder is not None and given.path is not None:
        for source in draft.sources.values():
            rebase(source.properties, given.path.parent, folder)
    text = compose(draft)
    return text, titled, list(dict.fromkeys((*given.problems, *draft.problems)))


def rebase(properties: dict[str, Any], old: Path, new: Path) -> None:
    """Tell the paths of a source, which were told from one folder, from another."""
    for key in ("file", "original"):
        path = properties.get(key)
        if isinstance(path, str) and not os.path.isabs(path) and old.resolve() != new.resolve():  # noqa: PTH117
            properties[key] = os.path.relpath(old.resolve() / path, new.resolve()).replace(os.sep, "/")


def read_foreign(given: Given, format_: Format, folder: Path | None = None) -> Foreign:
    """A file as a map. `folder` is where it will be written, if not beside the file. Raises `Unreadable`."""
    from argmap.model.load import Loader

    text, titled, problems = draft_text(given, format_, folder)
    if folder is None and given.path is not None:
        folder = given.path.parent
    loader = Loader(anywhere=given.anywhere)
    map_, diagnostics = loader.text(text, name=given.name, folder=folder)
    if not titled:
        map_.title = ""
    return Foreign(text, map_, diagnostics, problems)
