"""A map as a Carneades 4 argument graph.

What a claim needs in order to stand is told as Carneades tells it:

- A claim is a statement, a reason an argument, an undercut the argument's `undercutter`: the statement that
  undercuts, or, where there are several or one is itself undercut, ``¬app(ARGUMENT)`` and arguments for it.
- A rebuttal of ``c`` is an argument for ``¬c``, and the two are positions of an issue: by the preponderance
  of evidence, an attack in force makes c out. A contradiction is two such arguments.
- What nobody gave a reason for stands in a map, and would be out in Carneades. So it is among the
  `assumptions`; where something attacks it, it has an argument without premises instead, since an assumption
  is in whatever happens. The same holds of what is `assumed`.

So whatever Carneades labels in stands, and whatever it labels out falls or is unsupported. It may leave
undecided what is decided here, since it waits until all premises of an argument are decided.

What bears on no label is kept so that it bears on none: a question is a statement, and it, an answer or a
concession in words is an argument for a statement ``?(ARGUMENT)`` that nothing rests on, its `meta` telling
the `relation` and `of` what. Who said something, notes and the like are metadata; those of a step stand
under `step`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from argmap.analysis.standing import Standings
from argmap.model.map import CLAIM_KINDS, Citation, Link, Map, Node

_PLAIN = re.compile(r"[^\W\d_][\w-]*")
#: Words that YAML takes for something else than a text.
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"])
#: Characters that may not stand in YAML as they are, or that a reader takes for a line's end.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BATCH = 2_000


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as YAML, in pieces."""
    lines: list[str] = []
    for line in _Writer(map_).lines():
        lines.append(line)
        if len(lines) == _BATCH:
            yield "\n".join(lines) + "\n"
            lines.clear()
    if lines:
        yield "\n".join(lines) + "\n"


class _Writer:
    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.claims = [node for node in map_.nodes.values() if node.kind in CLAIM_KINDS]
        claims = set(self.claims)
        self.statements = [node for node in map_.nodes.values() if node.kind != "argument"]
        self.links = [
            link
            for link in map_.links.values()
            if link.kind in ("support", "attack", "contradiction") and link.target in claims
        ]
        #: Links that bear on nothing.
        self.idle = [
            link
            for link in map_.links.values()
            if link.kind in ("question", "answer", "concession")
            or (link.kind == "undercut" and isinstance(link.target, Node))
        ]
        #: The key of each link's argument.
        self.keys: dict[Link, str] = {}
        self.attacked: dict[Node, None] = {}
        self.supported: set[Node] = set()
        for link in self.links:
            assert isinstance(link.target, Node)
            if link.kind == "support":
                self.supported.add(link.target)
            else:
                self.attacked[link.target] = None
        self.denials: dict[Link, str] = {}
        #: Undercuts to be written as arguments for such a denial.
        self.undercuts: list[Link] = []
        self._undercuts()
        #: The first step that each argument stands for.
        self.first: dict[Node, Link] = {}
        self.number = 0
        self._number_links()

    def _undercuts(self) -> None:
        """Which links are undercut, and those of the undercuts in turn."""
        work = [*(link for link in self.links if link.kind != "contradiction"), *self.idle]
        for link in work:
            against = [one for one in link.into if one.kind == "undercut" and one.origin]
            if not against:
                continue
            only = against[0]
            said = only.origin[0]
            plain = not (only.into or only.scheme or self._step(only)) and said.text not in ("", said.id)
            if len(against) == 1 and plain:
                self.denials[link] = said.id
                continue
            self.denials[link] = ""  # its argument's key is not yet known
            self.undercuts += against
            work += against

    def _number_links(self) -> None:
        for link in (*self.links, *self.idle, *self.undercuts):
            if link.via is None or link.via in self.first:
                self.keys[link] = self._next()
            else:
                self.keys[link] = link.via.id
                self.first[link.via] = link

    def _next(self) -> str:
        self.number += 1
        return f"a.{self.number}"  # with a point in it, it is no node's id

    # Lines

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._references()
        if self.statements:
            yield "statements:"
        for node in self.statements:
            yield from self._statement(node)
        for node in self.attacked:
            yield f"  {_text(f'¬{node.id}')}: {_text(f'¬{node.id}')}"
        for link, said in self.denials.items():
            if not said:
                key = f"¬app({self.keys[link]})"
                yield f"  {_text(key)}: {_text(key)}"
        for link in self.idle:
            key = f"?({self.keys[link]})"
            yield f"  {_text(key)}: {_text(key)}"
        needs_none = [
            node for node in self.claims if node not in self.supported or node.properties.get("assumed")
        ]
        listed = [
            node for node in needs_none if node not in self.attacked and not node.properties.get("assumed")
        ]
        if listed:
            yield "assumptions:"
            yield from (f"  - {_text(node.id)}" for node in listed)
        if self.attacked:
            yield "issues:"
            for number, node in enumerate(self.attacked, 1):
                yield f"  i{number}:"
                yield f"    positions: [{_text(node.id)}, {_text(f'¬{node.id}')}]"
                yield "    standard: PE"
        schemes = dict.fromkeys(link.scheme for link in self.keys if link.scheme)
        if schemes:
            yield "argument_schemes:"
            yield from (f"  - id: {_text(scheme)}" for scheme in schemes if scheme)
        presumed = [node for node in needs_none if node in self.attacked]
        if self.keys or presumed:
            yield "arguments:"
        for node in presumed:
            yield f"  {_text(self._next())}:"
            yield f"    conclusion: {_text(node.id)}"
            if node.properties.get("assumed"):
                yield from _mapping("meta", {"assumed": True}, "    ")
        for link in self.keys:
            yield from self._argument(link)

    def _head(self) -> Iterator[str]:
        properties = self.map.properties
        meta: dict[str, Any] = {"title": self.map.title, "generator": "argmap"}
        for key in ("author", "date", "language", "by", "note", "ignore"):
            if properties.get(key):
                meta[key] = properties[key]
        meta["speakers"] = {
            speaker.id: {
                "name": speaker.name,
                **({"side": speaker.side} if speaker.side else {}),
                **{k: v for k, v in speaker.properties.items() if k != "side"},
            }
            for speaker in self.map.speakers.values()
        }
        meta["sections"] = {
            section.id: {
                "title": section.title,
                **({"parent": section.parent} if section.parent else {}),
                **section.properties,
            }
            for section in self.map.sections.values()
        }
        return _mapping("meta", meta, "")

    def _references(self) -> Iterator[str]:
        if self.map.sources:
            yield "references:"
        for source in self.map.sources.values():
            values: dict[str, Any] = {"title": source.description}
            for key, value in source.properties.items():
                values[key] = list(value) if isinstance(value, list) else value
            if source.id in self.map.mapped:
                values["mapped"] = True
            yield from _mapping(source.id, values, "  ")

    def _statement(self, node: Node) -> Iterator[str]:
        meta = self._meta(node)
        assumed = bool(node.properties.get("assumed")) and node not in self.attacked
        if not meta and not assumed:
            yield f"  {_text(node.id)}: {_text(node.text, always=True)}"
            return
        yield f"  {_text(node.id)}:"
        yield f"    text: {_text(node.text, always=True)}"
        if assumed:
            yield "    assumed: true"
        if meta:
            yield from _mapping("meta", meta, "    ")

    def _meta(self, node: Node) -> dict[str, Any]:
        """What is told of a node beside its text."""
        meta: dict[str, Any] = {"kind": "question"} if node.kind == "question" else {}
        if node.implicit:
            meta["implicit"] = True
        restated = [
            link.target.id
            for link in node.out
            if link.kind == "restatement" and isinstance(link.target, Node)
        ]
        if restated:
            meta["restates"] = restated
        if node.top and node.out:
            meta["top"] = True
        if node.top and node.section is not None:
            meta["section"] = node.section
        return {**meta, **_told(node, node.properties)}

    def _step(self, link: Link) -> dict[str, Any]:
        """What is told of a step itself, and not of what it starts from."""
        said = _told(link, link.properties if link.reference or link.bare else {})
        head = link.head
        if head is not None and link.speakers == head.speakers:
            said.pop("speaker", None)
        elif head is not None:
            said["speaker"] = list(link.speakers)
        return said

    def _argument(self, link: Link) -> Iterator[str]:
        yield f"  {_text(self.keys[link])}:"
        target = link.target
        idle = link.kind in ("question", "answer", "concession") or (
            link.kind == "undercut" and isinstance(target, Node)
        )
        if idle:
            goal = f"?({self.keys[link]})"
        elif isinstance(target, Link):
            goal = f"¬app({self.keys[target]})"
        else:
            goal = target.id if link.kind == "support" else f"¬{target.id}"
        yield f"    conclusion: {_text(goal)}"
        if link.origin:
            yield f"    premises: {_flow([node.id for node in link.origin])}"
        if link.scheme:
            yield f"    scheme: {_text(link.scheme)}"
        if link in self.denials:
            yield f"    undercutter: {_text(self.denials[link] or f'¬app({self.keys[link]})')}"
        meta: dict[str, Any] = {}
        if link.via is not None and self.first[link.via] is not link:
            meta["argument"] = link.via.id
        elif link.via is not None:
            if link.via.text:
                meta["title"] = link.via.text
            meta.update(self._meta(link.via))
        if link.kind == "contradiction":
            meta["relation"] = "contradicts"
        elif idle:
            meta["relation"] = link.kind
            meta["of"] = target.id if isinstance(target, Node) else self.keys.get(target, target.id)
        if step := self._step(link):
            meta["step"] = step
        if meta:
            yield from _mapping("meta", meta, "    ")


def _told(thing: Node | Link, properties: dict[str, Any]) -> dict[str, Any]:
    """Speakers, tags, citations and properties as metadata."""
    told: dict[str, Any] = {
        "speaker": list(thing.speakers),
        "tag": [tag for tag in thing.tags if tag != "implicit" or isinstance(thing, Link)],
        "source": _cited(thing.citations),
    }
    for key, value in properties.items():
        if key == "quote":
            told[key] = [{"text": quote.text, "source": _cited(quote.citations)} for quote in value]
        elif key not in ("restates", "contradicts", "assumed", "scheme", "roles"):
            told[key] = value
    return {key: value for key, value in told.items() if value not in (None, [])}


def _cited(citations: Sequence[Citation]) -> list[str]:
    return [c.source + (f"#{c.anchor}" if c.anchor else "") for c in citations]


def _mapping(key: str, values: dict[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}{_text(key)}:"
    for name, value in values.items():
        if isinstance(value, dict):
            if value:
                yield from _mapping(name, value, f"{indent}  ")
        else:
            yield f"{indent}  {_text(name)}: {_flow(value)}"


def _flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return _text(str(value))


def _text(text: str, always: bool = False) -> str:
    """A text in YAML: as it is where that is safe, else in double quotes (as in JSON)."""
    if not always and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted(text))
