"""What holds between the things said in an AIF graph: applications of schemes as steps of a draft.

RA is a support (several edges into one: linked premises), CA an attack (of a step: an undercut; both
ways between two: a contradiction), MA a restatement or, into a question, an answer. PA has no
counterpart and becomes a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from argmap.formats.aif.graph import RELATIONS, AifGraph, AifNode, folded, listed
from argmap.formats.draft import Draft, DraftNode
from argmap.model.map import LinkKind
from argmap.schemes.library import Library, plain
from argmap.syntax.words import is_id

_KIND: dict[str, LinkKind] = {"RA": "support", "CA": "attack", "MA": "restatement"}
#: Ids that no person chose.
BY_NUMBER = re.compile(r"[\d_\W]+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]+")
_NO_SCHEME = re.compile(r"(?:ra|ca|ma|pa|(?:default )?(?:inference|conflict|rephrase|transition)|default|)")
_STEP_ID = re.compile(r"(?i)(?:RA|CA|MA|PA|node|n|s)?[-_]?\d+")


class Relations:
    """Makes the steps of a draft that has the I-nodes; `spoken` tells what a locution says."""

    def __init__(self, graph: AifGraph, draft: Draft, spoken: Callable[[str], list[str]]) -> None:
        self.graph = graph
        self.draft = draft
        self.spoken = spoken
        self.library = Library()
        #: The step that each application of a scheme, or illocution, is in the draft.
        self.step_of: dict[str, str] = {}

    def run(self) -> None:
        """Make all the steps."""
        for node in self.graph.of_type("RA", "CA", "MA", "PA"):
            self._relation(node)
        self._direct()

    def _ends(self, ids: list[str]) -> list[str]:
        """I-nodes among some nodes; a locution stands for what it says."""
        found: dict[str, None] = {}
        for id_ in ids:
            if id_ in self.draft.nodes:
                found[id_] = None
            elif self.graph.type_of(id_) == "L":
                self.draft.problem(f"an edge between a locution and a relation ({id_[:40]})")
                found.update(dict.fromkeys(self.spoken(id_)))
        return list(found)

    def _relation(self, node: AifNode) -> None:
        graph, key = self.graph, node.id
        origins = self._ends(graph.before(key, "I", "L"))
        targets: list[str] = self._ends(graph.behind(key, "I", "L"))
        if node.type == "CA" and len(targets) == 2 and set(origins) == set(targets):
            self._step(node, "contradiction", origins[:1], origins[1])
            return
        targets += graph.behind(key, *RELATIONS, "YA")
        if set(origins) & set(targets):
            self.draft.problem(f"{node.type} {key[:40]} leads back to where it starts")
            if node.type in ("MA", "PA") and not conceding(node):
                origins = [one for one in origins if one not in targets]
        if not origins or not targets:
            what = "leads nowhere" if origins else "starts from nothing"
            said = f" ({scheme})" if (scheme := self._scheme(node)) else ""
            self.draft.problem(f"{node.type} {key[:40]} {what}; left out{said}")
            if text := self._gist(node):
                self.draft.properties.setdefault("note", []).append(f"{node.type} {key}: {text}")
            return
        for target in targets:
            if node.type == "PA":
                self._prefer(origins, target)
            else:
                self._step(node, self._kind(node, origins, target), origins, target)

    def _kind(self, node: AifNode, origins: list[str], target: str) -> LinkKind:
        kind = _KIND[node.type]
        if target not in self.draft.nodes:
            return "undercut" if kind == "attack" else "support"
        if kind == "restatement" and conceding(node):
            return "concession"
        if kind == "restatement":
            asks = [self.draft.nodes[one].kind == "question" for one in (*origins, target)]
            if any(asks):
                return "question" if all(asks) else "answer"
        return kind

    def _step(self, node: AifNode, kind: LinkKind, origins: list[str], target: str) -> None:
        nodes = self.draft.nodes
        if kind == "answer" and target in nodes and nodes[target].kind != "question":
            asking = [one for one in origins if nodes[one].kind == "question"]
            origins, target = [target], asking[0]  # drawn from the question to the answer
        base, _, more = node.id.partition("#")
        via = None
        if kind == "support" and target in nodes:
            if more.isdigit() and base in self.step_of:
                via = f"argument {base}"
            elif _chosen(node.id):
                via = f"argument {node.id}"
            elif gist := self._gist(node):
                via = self.draft.free(f"argument {node.id}")
                nodes[via] = DraftNode(via, gist, kind="argument")
            if via is not None and via not in nodes:
                name = node.id if is_id(node.id) else None
                nodes[via] = DraftNode(via, self._gist(node), kind="argument", name=name)
        scheme = (self._scheme(node) if kind != "concession" else "") or None
        if scheme is not None and kind not in ("support", "attack", "undercut"):
            nodes[origins[0]].note(f"scheme: {scheme}")
            scheme = None
        first = node.id not in self.step_of
        comment = f"AIF node {node.id}" if via is None and len(origins) > 1 else None
        if comment and not BY_NUMBER.fullmatch(node.id):
            comment = None
        step = self.draft.step(
            kind,
            origins,
            target,
            node.id if first else None,
            via=via,
            scheme=scheme,
            comment=comment,
        )
        if first:
            self.step_of[node.id] = step.key
            if kind != "support" and (text := self._gist(node)):
                step.properties.setdefault("note", []).append(text)

    def _prefer(self, origins: list[str], target: str) -> None:
        """A preference, which argmap has no word for."""
        node = self.draft.nodes.get(target)
        what = node.text if node is not None else f"AIF node {target}"
        for origin in origins:
            self.draft.nodes[origin].note(f"preferred to: {what}")
        self.draft.problem("preferences (PA) are kept as notes")

    def _scheme(self, node: AifNode) -> str:
        """The scheme's name, spelt so that argmap knows it where it can."""
        name = node.scheme or node.text
        if _NO_SCHEME.fullmatch(plain(name)):
            name = "" if _NO_SCHEME.fullmatch(plain(node.text)) or node.scheme else node.text
        if not name or self.library.find(name) is not None:
            return name
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        return apart if self.library.find(apart) is not None else name

    def _gist(self, node: AifNode) -> str:
        """The text of an application that isn't its scheme's name."""
        text, scheme = node.text, node.scheme
        if not scheme or _NO_SCHEME.fullmatch(text.casefold()):
            return ""
        same = folded(text).replace(" ", "") == folded(scheme).replace(" ", "")
        known = self.library.find(text)
        if same or (known is not None and known is self.library.find(self._scheme(node))):
            return ""
        return text

    def _direct(self) -> None:
        """Edges from I to I: a reason, as the structure has no other meaning for it."""
        straight = [(a.id, b) for a in self.graph.of_type("I") for b in self.graph.behind(a.id, "I")]
        for origin, target in straight:
            self.draft.step("support", origin, target)
        if straight:
            what = "edge leads" if len(straight) == 1 else "edges lead"
            ids = listed([f"{a} → {b}" for a, b in straight])
            self.draft.problem(f"{len(straight):,} {what} from I to I ({ids}); read as reasons")


def _chosen(id_: str) -> bool:
    """Whether an id is one of argmap's for an argument: an identifier, or one with `~` or a prefix."""
    first = next((part for part in re.split("[~/]", id_) if part), "")
    good = first.replace("-", "_").isidentifier() and re.fullmatch(r"[^:>#!+@\s]+", id_) is not None
    return good and not (_STEP_ID.fullmatch(id_) or BY_NUMBER.fullmatch(id_))


def conceding(node: AifNode) -> bool:
    """Whether a rephrase is one that grants so much and no more."""
    return folded(node.scheme or node.text) in ("concession", "conceding")
