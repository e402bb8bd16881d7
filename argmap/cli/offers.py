"""What a word of a command line can be: ids and names out of the map that the line names, codes, formats.

A table by the parameters' names, which are the same in all commands; an option of a few words
(`options.choice`) needs no entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.completing import Asked, Offer

if TYPE_CHECKING:
    from argmap.config import Config
    from argmap.model.map import Map

Offers = Iterable[Offer]


def offers(asked: Asked) -> tuple[str, Offers]:
    """What is wanted, and, where that is `words`, which."""
    if asked.wanted == "command":
        return "words", [*_commands(asked), Offer("--help"), Offer("--version")]
    if asked.wanted == "option":
        return "words", _options(asked)
    if asked.wanted == "nothing":
        return "none", ()
    few = getattr(getattr(asked.parameter.type, "func", None), "values", None)
    if few is not None:
        return "words", [Offer(value) for value in few]
    name = f"{asked.command.name} {asked.name}"
    files = _FILES.get(name) or _FILES.get(asked.name)
    if files is not None:
        return files, ()
    words = _WORDS.get(name) or _WORDS.get(asked.name)
    return ("words", words(asked)) if words is not None else ("none", ())


def _commands(asked: Asked) -> Offers:
    for name, command in asked.commands.items():
        yield Offer(name, (command.help or "").splitlines()[0])


def _options(asked: Asked) -> Offers:
    for one in asked.command.params:
        if one.param_type_name != "option" or (one.name in asked.given and not one.multiple):
            continue
        for name in (*one.opts, *one.secondary_opts):
            if len(name) > 2 or asked.word == "-":
                yield Offer(name, one.help or "")
    yield Offer("--help", "Show all options and examples.")


# Out of the map


def _map(asked: Asked) -> Map | None:
    """The map that the line names; None where there is none yet, or it is on standard input."""
    from argmap.cli.files import read_map
    from argmap.model.load import Loader

    name = asked.first("map_name") or asked.first("maps")
    if name is None or name == "-":
        return None
    path = Path(name).expanduser()
    return read_map(str(path), Loader())[0] if path.is_file() else None


def _ids(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is None:
        return
    for node in map_.nodes.values():
        if node.named or "~" in asked.word:
            yield Offer(node.id, f"{node.kind}: {node.text}".removesuffix(": "))


def _speakers(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is not None:
        mark = "@" if asked.word.startswith("@") else ""
        yield from (Offer(mark + id_, one.name) for id_, one in map_.speakers.items())


def _sides(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is not None:
        yield from (Offer(one.side, "side") for one in map_.speakers.values() if one.side)


def _parties(asked: Asked) -> Offers:
    yield from _sides(asked)
    yield from _speakers(asked)


def _tags(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is not None:
        mark = "#" if asked.word.startswith("#") else ""
        yield from (Offer(mark + tag) for node in map_.nodes.values() for tag in node.tags)


def _sections(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is not None:
        for id_, one in map_.sections.items():
            yield Offer(one.title, "section") if "~" in id_ else Offer(id_, one.title)


def _sources(asked: Asked) -> Offers:
    map_ = _map(asked)
    if map_ is None:
        return
    if "#" not in asked.word:
        yield from (Offer(id_, one.description) for id_, one in map_.sources.items())
        return
    for node in map_.nodes.values():
        for cited in node.citations:
            if cited.anchor is not None:
                yield Offer(f"{cited.source}#{cited.anchor}")


def _names(asked: Asked) -> Offers:
    """All that can be renamed."""
    map_ = _map(asked)
    if map_ is None:
        return
    yield from _ids(asked)
    yield from (Offer(f"@{id_}", f"speaker: {one.name}") for id_, one in map_.speakers.items())
    yield from (Offer(id_, f"source: {one.description}") for id_, one in map_.sources.items())
    yield from (Offer(id_, f"section: {s.title}") for id_, s in map_.sections.items() if "~" not in id_)
    yield from (Offer(id_, f"import: {one.path}") for id_, one in map_.imports.items() if "/" not in id_)
    if asked.word.startswith("#"):
        yield from (Offer(f"#{tag}") for node in map_.nodes.values() for tag in node.tags)


# What argmap knows


def _codes(asked: Asked) -> Offers:
    from argmap.rules.rule import FAMILIES
    from argmap.rules.table import RULES

    yield from (Offer(letter, title) for letter, title in FAMILIES.items())
    yield from (Offer(code, rule.summary) for code, rule in RULES.items())
    if asked.word and not asked.word[0].isupper():
        yield from (Offer(rule.name, rule.summary) for rule in RULES.values())


def _failing(asked: Asked) -> Offers:
    yield Offer("all", "whatever is found")
    yield Offer("none", "nothing")
    yield from _codes(asked)


def _config(asked: Asked) -> Config:
    from argmap.config import Configs

    name = asked.first("map_name") or asked.first("maps") or "."
    return Configs().for_folder(Path(name).expanduser().parent if name != "-" else Path.cwd())


def _schemes(asked: Asked) -> Offers:
    from argmap.schemes import Library

    rules = _config(asked).rules
    words = asked.given.get("name", []) if asked.name == "name" else []  # a name in several words
    for one in Library(rules.schemes if rules is not None else ()):
        parts = one.name.split()
        if parts[: len(words)] == words and len(parts) > len(words):
            yield Offer(" ".join(parts[len(words) :]), one.about)


def _themes(asked: Asked) -> Offers:
    from argmap.render.theme import BUILT_IN

    yield from (Offer(name) for name in BUILT_IN)
    yield from (Offer(name, "your own") for name in _config(asked).themes or ())


def _pictures(asked: Asked) -> Offers:
    from argmap.render.formats import FORMATS

    return [Offer(name) for name in FORMATS]


def _formats(asked: Asked) -> Offers:
    from argmap.formats import built_in

    for name, one in built_in().items():
        fits = {"to": one.writes or one.drawn, "from_": one.reads}.get(asked.name, True)
        if fits:
            yield Offer(name, one.summary)


def _documents(_: Asked) -> Offers:
    from argmap.sources.table import READERS

    return [Offer(name, one.summary) for name, one in READERS.items()]


def _columns(asked: Asked) -> Offers:
    from argmap.render.columns import COLUMNS

    mark = "-" if asked.word.startswith("-") else ""
    return [Offer(mark + name) for name in COLUMNS]


def _kinds(_: Asked) -> Offers:
    from argmap.syntax.words import KINDS

    return [Offer(kind) for kind in KINDS]


def _added(_: Asked) -> Offers:
    from argmap.editing.wording import ADDED

    return [Offer(kind) for kind in ADDED]


def _keys(asked: Asked) -> Offers:
    from argmap.syntax.words import KEYS, KEYS_OF

    return [Offer(f"{key}=") for key in KEYS_OF.get(asked.first("kind") or "", KEYS)]


def _fixed(*words: str) -> Callable[[Asked], Offers]:
    return lambda _: [Offer(word) for word in words]


_FILES = {
    "map_name": "maps",
    "maps": "maps",
    "convert maps": "files",
    "also": "maps",
    "file": "maps",
    "framework": "files",
    "source file": "files",
    "key": "files",
    "output": "files",
    "output_file": "files",
    "table": "files",
    "folder": "folders",
}
_WORDS: dict[str, Callable[[Asked], Offers]] = {
    "claim": _ids,
    "focus": _ids,
    "at": _ids,
    "under": _ids,
    "refer": _ids,
    "old": _names,
    "speaker": _speakers,
    "by": _speakers,
    "side": _sides,
    "for_party": _parties,
    "tag": _tags,
    "section": _sections,
    "cite": _sources,
    "coverage source": _sources,
    "standing": _fixed("stands", "falls", "unsupported", "open"),
    "kind": _kinds,
    "add kind": _added,
    "set_": _keys,
    "scheme": _schemes,
    "scheme name": _schemes,
    "rules": _codes,
    "select": _codes,
    "ignore": _codes,
    "extend_select": _codes,
    "extend_ignore": _codes,
    "fail_on": _failing,
    "theme": _themes,
    "render to": _pictures,
    "convert to": _formats,
    "from_": _formats,
    "source from_": _documents,
    "formats name": _formats,
    "report to": _fixed("markdown", "html"),
    "columns": _columns,
    "sort": _columns,
    "direction": _fixed("BT", "TB", "LR", "RL"),
    "engine": _fixed("graphviz-pure", "dot"),
}


def known_parameters() -> Iterator[str]:
    """The entries of the tables, for the test that each is a parameter there is."""
    yield from _FILES
    yield from _WORDS
