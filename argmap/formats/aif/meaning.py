"""What an AIF graph means, as a draft.

I-nodes are nodes; applications of schemes are steps: RA support (several edges into one: linked
premises), CA attack (of a step: undercut; both ways between two: contradiction), MA restatement or, into
a question, answer. PA has no counterpart and becomes a note. Where a graph ties what is said to
locutions, what no locution is tied to is implicit: an enthymeme, in Inference Anchoring Theory.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.formats.aif.graph import RELATIONS, AifGraph, AifNode, folded, listed
from argmap.formats.aif.speech import (
    AGREEING,
    ASKING,
    CHALLENGING,
    DISAGREEING,
    PLAIN,
    Locution,
    Speech,
    force,
    speakers_of,
)
from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftStep, Place
from argmap.model.map import LinkKind
from argmap.model.values import BadValue, read_value
from argmap.schemes.library import Library, plain
from argmap.syntax.words import is_id

#: The source that words are quoted from which differ from a node's text.
DIALOGUE = "dialogue"
_KIND: dict[str, LinkKind] = {"RA": "support", "CA": "attack", "MA": "restatement"}
_BY_NUMBER = re.compile(r"[\d_\W]+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]+")
_NO_SCHEME = re.compile(r"(?:ra|ca|ma|pa|(?:default )?(?:inference|conflict|rephrase|transition)|default|)")
_STEP_ID = re.compile(r"(?i)(?:RA|CA|MA|PA|node|n|s)?[-_]?\d+")


def mean(graph: AifGraph, draft: Draft) -> None:
    """Put what a graph says into a draft."""
    _Meaning(graph, draft).run()


class _Meaning:
    def __init__(self, graph: AifGraph, draft: Draft) -> None:
        self.graph = graph
        self.draft = draft
        self.speech = Speech(graph, draft)
        self.library = Library()
        #: The locutions that say each I-node.
        self.said: dict[str, list[Locution]] = {}
        #: The I-nodes that each locution says.
        self.content: dict[str, list[str]] = {}
        #: Illocutions by what they do with an I-node that they don't simply say.
        self.asked: set[str] = set()
        self.others: list[tuple[str, str, str]] = []
        #: The step that each application of a scheme, or illocution, is in the draft.
        self.step_of: dict[str, str] = {}
        #: The first step of each argument.
        self.stated: dict[str, DraftStep] = {}
        self.by_text: dict[str, list[str]] | None = None

    def run(self) -> None:
        for node in self.graph.of_type("I"):
            self._claim(node)
        self._illocutions()
        self._bare_locutions()
        self._questions()
        for node in self.graph.of_type("RA", "CA", "MA", "PA"):
            self._relation(node)
        self._direct()
        for force_, illocution, target in self.others:
            self._respond(force_, illocution, target)
        self._retarget()
        self._anchor_steps()
        self._sayings()
        self._rest()

    # What is said

    def _claim(self, node: AifNode) -> None:
        named = is_id(node.id) and not _BY_NUMBER.fullmatch(node.id)
        comment = f"AIF node {node.id}" if _BY_NUMBER.fullmatch(node.id) else None
        self.draft.nodes[node.id] = DraftNode(
            node.id, node.text, name=node.id if named else None, comment=comment
        )

    def _illocutions(self) -> None:
        graph = self.graph
        for node in graph.of_type("YA"):
            makers = self.speech.makers(node.id)
            what = force(node)
            for target in graph.behind(node.id, "I"):
                if what in AGREEING or what in DISAGREEING or what in CHALLENGING:
                    self.others.append((what, node.id, target))
                    continue
                if what in ASKING:
                    self.asked.add(target)
                elif what not in PLAIN and not (what == "conceding" and self._grants(target)):
                    self.draft.nodes[target].note(f"illocution: {node.text or node.scheme}")
                self._say(makers, target)
            if what in CHALLENGING:
                self.others += [(what, node.id, t) for t in graph.behind(node.id, *RELATIONS, "YA")]
            for reported in graph.behind(node.id, "L"):
                self._report(makers, reported)
        for node in graph.of_type("L"):
            for target in graph.behind(node.id, "I"):
                self.draft.problem("an edge from a locution straight to what it says; read as asserting")
                self._say([self.speech.locutions[node.id]], target)

    def _grants(self, key: str) -> bool:
        """Whether an I-node is what somebody grants of another."""
        return any(_conceding(self.graph.nodes[ma]) for ma in self.graph.behind(key, "MA"))

    def _say(self, makers: list[Locution], target: str) -> None:
        said = self.said.setdefault(target, [])
        for locution in makers:
            if locution not in said:
                said.append(locution)
                self.content.setdefault(locution.id, []).append(target)

    def _report(self, makers: list[Locution], reported: str) -> None:
        """Somebody says that somebody said: kept with what the latter said."""
        targets = [
            t
            for ya in self.graph.behind(reported, "YA")
            for t in self.graph.behind(ya, "I")
            if t in self.draft.nodes
        ]
        for locution in makers:
            if targets and locution.words:
                names = ", ".join(self.draft.speakers[s].name for s in locution.speakers)
                self.draft.nodes[targets[0]].note(f"reported by {names or 'somebody'}: {locution.words}")
                locution.used = True

    def _bare_locutions(self) -> None:
        """Locutions whose illocution is missing, as in an extract, say the I-node that has their words."""
        by_words: dict[str, list[str]] = {}
        for key, node in self.draft.nodes.items():
            if key not in self.said:
                by_words.setdefault(folded(node.text), []).append(key)
        for locution in self.speech.locutions.values():
            if locution.id in self.content or not self.graph.before(locution.id, "TA", "YA"):
                continue
            keys = by_words.get(folded(locution.words), [])
            if len(keys) == 1 and not self.graph.behind(locution.id, "YA"):
                self._say([locution], keys[0])

    def _questions(self) -> None:
        """I-nodes that are asked, and neither reason nor are reasoned about."""
        for key in self.asked:
            reasons = self.graph.before(key, "RA", "PA") or self.graph.behind(key, "RA", "CA", "PA")
            if reasons or any(
                force(self.graph.nodes[ya]) in PLAIN - {""} for ya in self.graph.before(key, "YA")
            ):
                self.draft.nodes[key].note("illocution: questioning")
            else:
                self.draft.nodes[key].kind = "question"

    # How it hangs together

    def _ends(self, ids: list[str]) -> list[str]:
        """I-nodes among some nodes; a locution stands for what it says."""
        found: dict[str, None] = {}
        for id_ in ids:
            if id_ in self.draft.nodes:
                found[id_] = None
            elif self.graph.type_of(id_) == "L":
                self.draft.problem(f"an edge between a locution and a relation ({id_[:40]})")
                for key in self.content.get(id_) or [self._spoken(id_)]:
                    found[key] = None
        return list(found)

    def _spoken(self, id_: str) -> str:
        """A locution that is reasoned with itself, as a node."""
        locution = self.speech.locutions[id_]
        locution.used = True
        self._say([locution], id_)
        self.draft.nodes[id_] = DraftNode(id_, locution.words, comment=f"AIF node {id_}")
        return id_

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
            if node.type in ("MA", "PA") and not _conceding(node):
                origins = [one for one in origins if one not in targets]
        if not origins or not targets:
            what = "leads nowhere" if origins else "starts from nothing"
            said = f" ({scheme})" if (scheme := self._scheme(node)) else ""
            self.draft.problem(f"{node.type} {key[:40]} {what}; left out{said}")
            if text := self._gist(node):
                self._keep(f"{node.type} {key}: {text}")
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
        if kind == "restatement" and _conceding(node):
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
            elif re.fullmatch(r"[^\W\d][\w~/-]*", node.id) and not (
                _STEP_ID.fullmatch(node.id) or _BY_NUMBER.fullmatch(node.id)
            ):
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
        if comment and not _BY_NUMBER.fullmatch(node.id):
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
        if not scheme or _NO_SCHEME.fullmatch(plain(text)):
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

    # Agreeing, disagreeing, asking why

    def _respond(self, what: str, illocution: str, target: str) -> None:
        makers = self.speech.makers(illocution)
        for locution in makers:
            locution.used = True
        if what in AGREEING:
            self._agree(makers, illocution, target)
            return
        contents = [
            one
            for locution in makers
            for one in self.content.get(locution.id) or self._with_words(locution, what, target)
        ]
        if makers and what in CHALLENGING:
            contents = [one for one in contents if self.draft.nodes[one].kind == "question"]
            self._hang("question", makers, contents, illocution, target)
        elif makers:
            contents = [one for one in contents if one != target]
            self._hang("attack", makers, contents[:1], illocution, target)

    def _with_words(self, locution: Locution, what: str, target: str) -> list[str]:
        """The node that has just these words."""
        if self.by_text is None:
            self.by_text = {}
            for key, node in self.draft.nodes.items():
                self.by_text.setdefault(node.text, []).append(key)
        for key in self.by_text.get(locution.words, ()) if locution.words else ():
            if key != target and (what not in CHALLENGING or self.draft.nodes[key].kind == "question"):
                return [key]
        return []

    def _agree(self, makers: list[Locution], key: str, target: str) -> None:
        """A bare concession."""
        speakers = speakers_of(makers)
        words = [(m.words, m.id) for m in makers if m.words and not self._is_said(m, target)]
        if not speakers:
            for text, _ in words:
                self.draft.nodes[target].note(f"agreed to: {text}")
            return
        step = self.draft.step("support", (), target, key, speakers=speakers)
        self.step_of[key] = step.key
        if words:
            step.properties["quote"] = [(text, (self._place(id_),)) for text, id_ in words]

    def _hang(
        self, kind: LinkKind, makers: list[Locution], contents: list[str], key: str, target: str
    ) -> None:
        """A question about a node or step, or a denial of a node; its words make a node if need be."""
        if not contents:
            words = next((m for m in makers if m.words), makers[0])
            kind_of = "question" if kind == "question" else None
            node = self.draft.add(
                DraftNode(words.id, words.words, kind_of, comment=f"AIF node {words.id}")  # type: ignore[arg-type]
            )
            self.said[node.key] = list(makers)
            contents = [node.key]
        for content in dict.fromkeys(contents):
            step = self.draft.step(kind, content, target, key, speakers=speakers_of(makers))
            self.step_of.setdefault(key, step.key)

    # Who makes the steps

    def _retarget(self) -> None:
        """Steps on applications and illocutions are steps on the steps that these make."""
        for step in self.draft.steps.values():
            if step.target not in self.draft.nodes:
                step.target = self.step_of.get(step.target, step.target)
                made = self.draft.steps.get(step.target)
                if step.kind == "question" and made is not None and made.via is not None:
                    step.target = made.via

    def _anchor_steps(self) -> None:
        steps, nodes = self.draft.steps, self.draft.nodes
        anchors: dict[str, list[Locution]] = {}
        for ya in self.graph.of_type("YA"):
            targets = [t for t in self.graph.behind(ya.id, *RELATIONS) if t in self.step_of]
            if force(ya) in CHALLENGING or not targets:
                continue
            makers = self.speech.makers(ya.id)
            for target in targets:
                anchors.setdefault(target, []).extend(makers)
        for target, makers in anchors.items():
            step = steps[self.step_of[target]]
            ends = [nodes[one].text for one in (*step.origins, *([step.via] if step.via else []))]
            if step.target in nodes:
                ends.append(nodes[step.target].text)
            for locution in makers:
                if self.graph.behind(locution.id, "YA") and locution.id not in self.content:
                    locution.used = True
                    if locution.words and locution.words not in ends:
                        step.properties.setdefault("note", []).append(locution.words)
            if makers and step.kind != "restatement":
                step.speakers = speakers_of(makers)
                if step.via is not None and not step.speakers and not any(m.words for m in makers):
                    nodes[step.via].tags = ("implicit",)

    def _sayings(self) -> None:
        """Speakers, words and dates of what is said; what is said by none where others are is implicit."""
        nodes = self.draft.nodes
        worded = {key for key, made in self.said.items() if key in nodes and made}
        for key, node in nodes.items():
            if node.kind == "argument":
                continue
            makers = self.said.get(key, [])
            node.speakers = speakers_of(makers)
            wordless = not node.speakers and not any(m.words for m in makers)
            if worded and wordless:
                node.tags = ("implicit",)
            self._date(node.properties, makers)
            for locution in makers:
                locution.used = True
                if locution.words and not self._is_said(locution, key):
                    quotes = node.properties.setdefault("quote", [])
                    quotes.append((locution.words, (self._place(locution.id),)))
        if DIALOGUE in self.draft.sources:
            for key, makers in self.said.items():
                if key in nodes and makers:
                    nodes[key].citations = tuple(self._place(m.id) for m in makers if m.words)
                    if nodes[key].citations:
                        nodes[key].comment = None
        for step in self.draft.steps.values():
            self._speakers_of_step(step)

    def _speakers_of_step(self, step: DraftStep) -> None:
        """None where a step is made by those who said what it starts from."""
        nodes = self.draft.nodes
        if step.via is not None:
            node = nodes[step.via]
            if step.speakers is None:
                step.speakers = next((s for o in step.origins if (s := nodes[o].speakers)), ())
            if self.stated.setdefault(step.via, step) is step:
                node.speakers = () if "implicit" in node.tags else step.speakers
        said = (
            nodes[step.via].speakers if step.via else nodes[step.origins[0]].speakers if step.origins else ()
        )
        if step.origins and step.speakers == said and (step.via or len(step.origins) == 1):
            step.speakers = None

    def _date(self, properties: dict[str, Any], makers: list[Locution]) -> None:
        found = sorted({d for m in makers if (d := self.graph.starts.get(m.id))})
        for number, text in enumerate(found):
            date = re.sub(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d)", r"\1T\2", text)
            try:
                if number == 0:
                    properties["date"] = read_value("date", date)
                    continue
            except BadValue:
                pass
            properties.setdefault("note", []).append(f"said: {text}")

    def _is_said(self, locution: Locution, key: str) -> bool:
        """Whether a locution's words are the node's text, but for case and punctuation."""
        return folded(locution.words) == folded(self.draft.nodes[key].text)

    def _place(self, id_: str) -> Place:
        if DIALOGUE not in self.draft.sources:
            self.draft.sources[DIALOGUE] = DraftSource("the dialogue, in the words of its locutions")
            self.draft.properties.setdefault("of", []).append(DIALOGUE)
        return DIALOGUE, id_

    def _keep(self, text: str) -> None:
        self.draft.properties.setdefault("note", []).append(text)

    def _rest(self) -> None:
        """What was said without doing anything in the graph."""
        analysts, rest = self.speech.repeats()
        if analysts:
            self.draft.properties.setdefault("author", ", ".join(analysts))
        for locution in rest:
            self._keep(f"locution {locution.id}: {self.graph.nodes[locution.id].text}")


def _conceding(node: AifNode) -> bool:
    """Whether a rephrase is one that grants so much and no more."""
    return folded(node.scheme or node.text) in ("concession", "conceding")
