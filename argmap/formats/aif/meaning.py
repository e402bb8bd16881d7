"""What an AIF graph means, as a draft.

I-nodes are nodes, applications of schemes steps (`relations`); locutions tell who said what and which
questions and concessions there are. Where a graph ties most of what is said to locutions, what no
locution is tied to is implicit: an enthymeme, in Inference Anchoring Theory. A transition that nothing is
anchored in tells only what was said after what; that order is left out.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.formats.aif.graph import RELATIONS, AifGraph, AifNode, folded
from argmap.formats.aif.relations import BY_NUMBER, Relations, conceding
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
from argmap.syntax.words import is_id

#: The source that words are quoted from which differ from a node's text.
DIALOGUE = "dialogue"


def mean(graph: AifGraph, draft: Draft) -> dict[str, list[str]]:
    """Put what a graph says into a draft; returns what each locution says."""
    meaning = _Meaning(graph, draft)
    meaning.run()
    return meaning.content


class _Meaning:
    def __init__(self, graph: AifGraph, draft: Draft) -> None:
        self.graph = graph
        self.draft = draft
        self.speech = Speech(graph, draft)
        self.relations = Relations(graph, draft, self._spoken)
        #: The locutions that say each I-node.
        self.said: dict[str, list[Locution]] = {}
        #: The I-nodes that each locution says.
        self.content: dict[str, list[str]] = {}
        #: Illocutions by what they do with an I-node that they don't simply say.
        self.asked: set[str] = set()
        self.others: list[tuple[str, str, str]] = []
        self.step_of = self.relations.step_of
        #: The first step of each argument.
        self.stated: dict[str, DraftStep] = {}
        self.by_text: dict[str, list[str]] | None = None

    def run(self) -> None:
        for node in self.graph.of_type("I"):
            self._claim(node)
        self._illocutions()
        self._bare_locutions()
        self._questions()
        self.relations.run()
        for force_, illocution, target in self.others:
            self._respond(force_, illocution, target)
        self._retarget()
        self._anchor_steps()
        self._sayings()
        self._rest()

    # What is said

    def _claim(self, node: AifNode) -> None:
        named = is_id(node.id) and not BY_NUMBER.fullmatch(node.id)
        comment = f"AIF node {node.id}" if BY_NUMBER.fullmatch(node.id) else None
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
        return any(conceding(self.graph.nodes[ma]) for ma in self.graph.behind(key, "MA"))

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

    def _spoken(self, id_: str) -> list[str]:
        """What a locution says; one that is reasoned with itself is a node."""
        if id_ not in self.content:
            locution = self.speech.locutions[id_]
            locution.used = True
            self._say([locution], id_)
            self.draft.nodes[id_] = DraftNode(id_, locution.words, comment=f"AIF node {id_}")
        return self.content[id_]

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
        keys = self.by_text.get(locution.words, []) if locution.words else []
        if what in CHALLENGING:
            keys = [key for key in keys if self.draft.nodes[key].kind == "question"]
            return ([key for key in keys if key != target] or keys)[:1]
        return [key for key in keys if key != target][:1]

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
            elif step.kind == "attack" and self.draft.nodes[step.target].kind == "question":
                self.draft.nodes[step.target].top = True  # not to the point, whatever it is asked about

    def _anchor_steps(self) -> None:
        steps, nodes = self.draft.steps, self.draft.nodes
        anchors: dict[str, list[Locution]] = {}
        #: Locutions that make a step and say nothing else.
        alone: set[str] = set()
        for ya in self.graph.of_type("YA"):
            targets = [t for t in self.graph.behind(ya.id, *RELATIONS) if t in self.step_of]
            if force(ya) in CHALLENGING or not targets:
                continue
            makers = self.speech.makers(ya.id)
            alone.update(self.graph.before(ya.id, "L"))
            for target in targets:
                anchors.setdefault(target, []).extend(makers)
        for target, makers in anchors.items():
            step = steps[self.step_of[target]]
            ends = [nodes[one].text for one in (*step.origins, *([step.via] if step.via else []))]
            if step.target in nodes:
                ends.append(nodes[step.target].text)
            for locution in makers:
                if locution.id not in self.content and locution.id in alone:
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
        said = [key for key, node in nodes.items() if node.kind != "argument"]
        tied = sum(1 for key in said if self.said.get(key))
        for key, node in nodes.items():
            if node.kind == "argument":
                continue
            makers = self.said.get(key, [])
            node.speakers = speakers_of(makers)
            wordless = not node.speakers and not any(m.words for m in makers)
            if wordless and (makers or 2 * tied >= len(said)):
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
        speaking = {speaker for node in self.draft.nodes.values() for speaker in node.speakers}
        speaking.update(speaker for step in self.draft.steps.values() for speaker in step.speakers or ())
        for key in [key for key in self.draft.speakers if key not in speaking]:
            del self.draft.speakers[key]
        for locution in rest:
            self._keep(f"locution {locution.id}: {self.graph.nodes[locution.id].text}")
