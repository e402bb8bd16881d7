"""Maps built by hand, for tests that need thousands of random ones or shapes no text can have."""

from __future__ import annotations

import random
from typing import Any

from argmap.model.map import Link, LinkKind, Map, Node, NodeKind, Speaker
from argmap.source import Source, Span

_TEXT = Source("<made>", "")
HERE = Span(_TEXT, 0, 0)


class Maker:
    """Builds a `Map` and keeps both ends of every link."""

    def __init__(self, **speakers: str | None) -> None:
        self.map = Map(_TEXT, "made")
        for name, side in speakers.items():
            self.map.speakers[name] = Speaker(name, name, HERE, side)

    def node(self, name: str, kind: NodeKind = "claim", **fields: Any) -> Node:
        node = Node(name, kind, f"Text of {name}.", HERE, **fields)
        self.map.nodes[name] = node
        return node

    def link(
        self, kind: LinkKind, origin: Node | tuple[Node, ...], target: Node | Link, **fields: Any
    ) -> Link:
        nodes = origin if isinstance(origin, tuple) else (origin,)
        link = Link(f"l{len(self.map.links)}", kind, nodes, target, HERE, **fields)
        self.map.links[link.id] = link
        for node in dict.fromkeys(nodes):
            node.out.append(link)
        target.into.append(link)
        return link

    def contradict(self, a: Node, b: Node) -> tuple[Link, Link]:
        return self.link("contradiction", a, b), self.link("contradiction", b, a)


def random_attacks(rng: random.Random, size: int, links: int) -> Map:
    """Claims and rebuttals alone: an abstract framework in Dung's sense."""
    maker = Maker()
    nodes = [maker.node(f"n{i}") for i in range(size)]
    for _ in range(links):
        maker.link("attack", rng.choice(nodes), rng.choice(nodes))
    return maker.map


def random_map(rng: random.Random) -> Map:
    """Every kind of link: linked premises, undercuts of undercuts, grants, restatements, questions."""
    maker = Maker()
    nodes = [maker.node(f"n{i}") for i in range(rng.randint(2, 9))]
    questions = [maker.node(f"q{i}", "question") for i in range(rng.randint(0, 2))]
    for node in nodes:
        if rng.random() < 0.1:
            node.properties["assumed"] = True
    deniable: list[Link] = []
    for i in range(rng.randint(1, 16)):
        pick = rng.random()
        a, b = rng.choice(nodes), rng.choice(nodes)
        if pick < 0.2:
            deniable.append(maker.link("support", a, b))
        elif pick < 0.3:
            argument = maker.node(f"arg{i}", "argument")
            premises = tuple(dict.fromkeys(rng.choices(nodes, k=rng.randint(1, 3))))
            deniable.append(maker.link("support", premises, b, via=argument))
        elif pick < 0.5:
            deniable.append(maker.link("attack", a, b))
        elif pick < 0.75 and deniable:
            deniable.append(maker.link("undercut", a, rng.choice(deniable)))
        elif pick < 0.8:
            maker.contradict(a, b)
        elif pick < 0.86:
            maker.link("restatement", a, b)
        elif pick < 0.9:
            deniable.append(maker.link("support", (), b))
        elif pick < 0.95:
            deniable.append(maker.link("concession", a, b))
        elif questions:
            question = rng.choice(questions)
            deniable.append(maker.link("question", question, b))
            deniable.append(maker.link("answer", a, question))
            if rng.random() < 0.3:
                maker.link("undercut", b, question)
    return maker.map


def random_conversation(rng: random.Random) -> Map:
    """A random map in which nodes and steps have speakers, some of several, some of none."""
    map_ = random_map(rng)
    sides = rng.choice([(None, None, None, None), ("x", "x", "y", None), ("x", "x", "y", "z")])
    for name, side in zip("abcd", sides, strict=True):
        map_.speakers[name] = Speaker(name, name, HERE, side)
    for node in map_.nodes.values():
        pick = rng.random()
        if pick < 0.3:
            node.tags = ("implicit",)
        elif pick < 0.9:
            node.speakers = tuple(rng.sample("abcd", rng.choice([1, 1, 1, 2])))
    for link in map_.links.values():
        if link.bare or (link.kind != "contradiction" and rng.random() < 0.2):
            link.speakers, link.reference = (rng.choice("abcd"),), not link.bare
        elif link.origin:
            link.speakers = link.origin[0].speakers
    return map_
