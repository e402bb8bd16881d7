"""A GraphML document as lists: nodes and edges with their attributes by name, groups, the graph's data.

Nested graphs (yEd's groups) are taken apart without recursion. Namespaces are not looked at, since
documents without one are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from argmap.formats.given import Given, Unreadable
from argmap.formats.xmlroot import root_of

#: What yEd writes the words on a node or an edge into.
_LABELS = ("NodeLabel", "EdgeLabel")


@dataclass(slots=True)
class Thing:
    """A node or an edge; an edge has `ends`. `group` is the id of the node whose graph it stands in."""

    id: str
    attributes: dict[str, str]
    ends: tuple[str, str] = ("", "")
    group: str | None = None


@dataclass(slots=True)
class Document:
    graph: dict[str, str] = field(default_factory=dict)
    nodes: list[Thing] = field(default_factory=list)
    edges: list[Thing] = field(default_factory=list)
    #: Nodes that hold a graph, and the group around them.
    groups: dict[str, str | None] = field(default_factory=dict)
    hyperedges: int = 0
    problems: list[str] = field(default_factory=list)


def parse(given: Given) -> Document:
    """The lists; raises `Unreadable`."""
    document = Document()
    root = root_of(given)
    if _local(root) != "graphml":
        raise Unreadable(f"is no GraphML: its first element is <{_local(root)}>")
    keys: dict[str, str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for element in root:
        if _local(element) == "key":
            _key(element, keys, defaults)
    stack: list[tuple[Iterator[Any], str | None]] = [(iter(root), None)]
    while stack:
        children, group = stack[-1]
        for element in children:
            name = _local(element)
            if name == "graph":
                stack.append((iter(element), group))
                break
            if name == "data" and len(stack) == 2:
                document.graph.update([_datum(element, keys)])
            elif name == "node":
                id_ = element.get("id") or f"node {len(document.nodes) + 1}"
                document.nodes.append(Thing(id_, _data(element, keys, defaults["node"]), group=group))
                if any(_local(child) == "graph" for child in element):
                    document.groups.setdefault(id_, group)
                    stack.append((iter(element), id_))
                    break
            elif name == "edge":
                ends = (element.get("source") or "", element.get("target") or "")
                id_ = element.get("id") or f"edge {len(document.edges) + 1}"
                document.edges.append(Thing(id_, _data(element, keys, defaults["edge"]), ends, group))
            elif name == "hyperedge":
                document.hyperedges += 1
        else:
            stack.pop()
    return document


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # a comment's tag is a function


def _key(element: Any, keys: dict[str, str], defaults: dict[str, dict[str, str]]) -> None:
    id_ = element.get("id") or ""
    keys[id_] = element.get("attr.name") or element.get("yfiles.type") or id_
    holder = element.get("for") or "all"
    default = next((_words(child) for child in element if _local(child) == "default"), "")
    if default:
        for one in ("node", "edge"):
            if holder in (one, "all"):
                defaults[one][keys[id_]] = default


def _data(element: Any, keys: dict[str, str], default: dict[str, str]) -> dict[str, str]:
    found = dict(default)
    for child in element:
        if _local(child) == "data":
            name, value = _datum(child, keys)
            if name in found and name not in default and value != found[name]:
                value = f"{found[name]}\n{value}"
            found[name] = value
        elif _local(child) == "desc":
            found.setdefault("desc", _words(child))
    return found


def _datum(element: Any, keys: dict[str, str]) -> tuple[str, str]:
    key = element.get("key") or ""
    name = keys.get(key, key)
    if len(element) == 0:
        return name, element.text or ""
    labels = [_words(one) for one in element.iter() if _local(one) in _LABELS]
    return "label", "\n".join(label for label in labels if label)


def _words(element: Any) -> str:
    """All text inside an element, without the white space at its ends."""
    return "".join(element.itertext()).strip()
