"""Which node of one map is which node of another: by id, then by text, then by what it does.

In go two maps; out comes, for each node of the old one that is still there, its node in the new one.
An id that a writer gave decides; one that is derived from the text is only a hint, since it changes
with the words and the place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from argmap.model.map import Map, Node

#: Texts less alike than this (0 to 1) are two texts.
_ALIKE = 0.5
#: Words that more unmatched nodes than this have in common tell nothing.
_COMMON = 60
#: So many candidates are compared closely with one node.
_CANDIDATES = 8

_WORD = re.compile(r"\w+")
#: Scripts written without spaces: there two characters count as a word.
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")


def match(old: Map, new: Map) -> dict[Node, Node]:
    """The node in `new` for every node of `old` that is still there."""
    return _Matcher(old, new).run()


def words_of(text: str) -> list[str]:
    """The words of a text, to compare it with others."""
    words = []
    for word in _WORD.findall(text.casefold()):
        if len(word) > 1 and _UNSPACED.search(word):
            words += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            words.append(word)
    return words


def alike(one: list[str], other: list[str]) -> float:
    """How much two lists of words have in common, from 0 to 1 (Dice)."""
    if not one or not other:
        return 0.0
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other))


class _Matcher:
    def __init__(self, old: Map, new: Map) -> None:
        self._old = dict.fromkeys(old.nodes.values())
        self._new = dict.fromkeys(new.nodes.values())
        self._by_id = new.nodes
        self._found: dict[Node, Node] = {}

    def run(self) -> dict[Node, Node]:
        for node in list(self._old):
            other = self._by_id.get(node.id)
            if other is not None and ((node.named and other.named) or node.text == other.text != ""):
                self._pair(node, other)
        self._same(lambda n: (n.kind, n.text, _place(n)) if n.text else None)
        self._same(lambda n: (n.kind, n.text) if n.text else None)
        self._same(lambda n: n.text or None)
        self._similar()
        self._arguments()
        return self._found

    def _pair(self, node: Node, other: Node) -> None:
        self._found[node] = other
        del self._old[node], self._new[other]

    def _same(self, feature: Callable[[Node], Hashable | None]) -> None:
        """Pair what has the same feature, in order."""
        waiting: dict[Hashable, list[Node]] = defaultdict(list)
        for other in self._new:
            if (value := feature(other)) is not None:
                waiting[value].append(other)
        for others in waiting.values():
            others.reverse()
        for node in list(self._old):
            value = feature(node)
            if value is not None and waiting.get(value):
                self._pair(node, waiting[value].pop())

    def _similar(self) -> None:
        """Pair what is left and alike, the most alike first."""
        texts = {other: words_of(other.text) for other in self._new if other.text}
        having: dict[str, list[Node]] = defaultdict(list)
        for other, words in texts.items():
            for word in set(words):
                having[word].append(other)
        pairs: list[tuple[float, int, Node, Node]] = []
        for node in self._old:
            words = words_of(node.text)
            for other in _candidates(words, having):
                score = alike(words, texts[other])
                if node.kind == other.kind:
                    score += 0.1
                if node.id == other.id or _place(node) == _place(other):
                    score += 0.1
                if node.named and other.named:
                    score -= 0.1  # an id was changed by hand: rather another node
                if score >= _ALIKE + 0.1:
                    pairs.append((-score, len(pairs), node, other))
        for _, _, node, other in sorted(pairs, key=lambda pair: pair[:2]):
            if node in self._old and other in self._new:
                self._pair(node, other)

    def _arguments(self) -> None:
        """Pair arguments without words by what they lead to and what they start from."""
        doing: dict[Hashable, list[Node]] = defaultdict(list)
        for other in self._new:
            for place in _uses(other):
                doing[place].append(other)
        for node in [n for n in self._old if n.kind == "argument"]:
            votes: Counter[Node] = Counter()
            for place in _uses(node, self._found):
                votes.update(other for other in doing.get(place, ()) if other in self._new)
            for other, _ in votes.most_common(1):
                self._pair(node, other)


def _candidates(words: list[str], having: dict[str, list[Node]]) -> Iterator[Node]:
    votes: Counter[Node] = Counter()
    for word in set(words):
        others = having.get(word, ())
        if len(others) <= _COMMON:
            votes.update(others)
    if not votes:
        for word in set(words):
            votes.update(having.get(word, [])[:_CANDIDATES])
    return (node for node, _ in votes.most_common(_CANDIDATES))


def _place(node: Node) -> Hashable:
    """Where a node stands, by the id it would have if it had to be derived."""
    return node.id.partition("~")[0] if not node.named else (node.section, node.top)


def _uses(node: Node, found: dict[Node, Node] | None = None) -> Iterable[Hashable]:
    """Pairs of a premise and a goal of an argument; of an old one by their nodes in the new map."""
    if node.kind != "argument" or node.text:
        return
    for link in node.out:
        if link.via is node and isinstance(link.target, Node):
            target = found.get(link.target) if found is not None else link.target
            for premise in link.origin:
                origin = found.get(premise) if found is not None else premise
                if target is not None and origin is not None:
                    yield target, origin
