"""A draft made expressible: nothing in it that the language has no line for.

What the language says in another way is put in that way; what it can't say at all is told as a problem
and left out. Works on the draft itself. What is an argument and what a question is settled in
`roles`; here it is what leads to what, and how many it takes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from argmap.formats.compose.dangling import drop_dangling, drop_ungrounded, put_sections_right
from argmap.formats.compose.roles import settle_roles
from argmap.formats.draft import Draft, DraftNode, DraftStep

_IMPLICIT = ("implicit",)
#: What may lead to a question.
_TO_QUESTIONS = frozenset(("question", "answer", "undercut"))
_PAIRS = ("contradiction", "restatement")
#: What nobody put into words, in plain ones: that a step of some kind counts, that it doesn't, and what
#: several reasons come to together. The text of what the step leads to follows.
_HOLDS = {
    "support": "That is a reason for this",
    "attack": "That speaks against this",
    "answer": "That answers this",
}
_FAILS = {"support": "That is no reason for this", "answer": "That does not answer this"}
_TOGETHER = {"answer": "What these reasons answer to this", "concession": "Granted of this"}


def make_expressible(draft: Draft) -> None:
    """Rewrite a draft; see the module."""
    _Rewriter(draft).run()


def says_more(step: DraftStep) -> bool:
    """Whether something is said of a step that isn't said of what it starts from."""
    return bool(step.tags or step.properties or step.speakers is not None)


def is_bare(step: DraftStep) -> bool:
    """Whether a step is a concession without a text."""
    return not step.origins and step.via is None


class _Rewriter:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.nodes = draft.nodes
        self.steps = draft.steps
        #: The step that each argument stands for.
        self.made: dict[str, DraftStep] = {}
        self.granted = 0
        #: What is said in support of a step, by the argument or the step.
        self.warrants: dict[str, str] = {}

    def run(self) -> None:
        put_sections_right(self.draft)
        drop_dangling(self.draft)
        for node in self.nodes.values():
            if "implicit" in node.tags and node.speakers:
                node.tags = tuple(tag for tag in node.tags if tag != "implicit")
            for key in ("restates", "contradicts"):  # steps say that
                if node.properties.get(key):
                    _add_properties(node.properties, {"note": [f"{key}: {node.properties[key]}"]})
                node.properties.pop(key, None)
        self._disputed_pairs()
        settle_roles(self.draft)
        for step in reversed(self.steps.values()):
            if step.via is not None:
                self.made[step.via] = step
        for step in list(self.steps.values()):
            self._kind_of_step(step)
        drop_ungrounded(self.draft)
        into: dict[str, list[DraftStep]] = {}
        for step in self.steps.values():
            into.setdefault(step.target, []).append(step)
        for step in list(self.steps.values()):
            self._shape(step, into.get(step.key, ()))
        self._merge()
        used = {step.via for step in self.steps.values()}
        for node in self.nodes.values():
            if node.kind == "argument" and node.key not in used:
                node.kind = None
        self._absorb()
        if self.granted:
            self.draft.problem("a concession of a step or a question became a note")

    # Contradictions and restatements

    def _disputed_pairs(self) -> None:
        """A contradiction that something is said of becomes two rebuttals; a restatement, a claim."""
        into: dict[str, list[DraftStep]] = {}
        for step in self.steps.values():
            if step.target in self.steps and self.steps[step.target].kind in _PAIRS:
                into.setdefault(step.target, []).append(step)
        waiting = deque(self.steps[key] for key in into)
        while waiting:
            step = waiting.popleft()
            about = into[step.key]
            if step.kind == "restatement":
                texts = "; ".join(self._text(key) for key in (*step.origins, step.target))
                same = self.draft.add(
                    DraftNode(f"{step.key}~same", f"Both say the same: {texts}", tags=_IMPLICIT)
                )
                for one in about:
                    one.target = same.key
                    if one.kind == "undercut":
                        one.kind = "attack"
                continue
            step.kind = "attack"
            copies = []
            for origin in step.origins:
                if step.target in self.nodes and origin != step.target:
                    copies.append(self.draft.step("attack", step.target, origin, speakers=step.speakers))
            for origin in step.origins[1:]:
                copies.append(self.draft.step("attack", origin, step.target, speakers=step.speakers))
            if step.via is None:
                step.origins = step.origins[:1]
            for one in about:
                for copy in copies:
                    self.draft.step(one.kind, one.origins, copy.key, via=one.via, speakers=one.speakers)

    def _text(self, key: str) -> str:
        return self.nodes[key].text if key in self.nodes else "a step"

    # What may lead to what

    def _is(self, key: str) -> str:
        node = self.nodes.get(key)
        if node is None:
            return "step"
        return node.kind if node.kind in ("question", "argument") else "claim"

    def _kind_of_step(self, step: DraftStep) -> None:
        """Give a step the kind that its ends allow."""
        target = self._is(step.target)
        if is_bare(step):
            if target != "claim":
                self._granted_note(step)
            return
        if step.kind in _PAIRS and step.via is None and step.target in step.origins:
            self._of_itself(step)
            if step.key not in self.steps:
                return
        asks = step.via is None and self._is(step.origins[0]) == "question"
        if step.kind in _PAIRS and (asks or target != "claim" or step.via is not None):
            if step.kind == "restatement" and not (asks and target == "question"):
                self.draft.problem("a restatement of something that is no claim was left out")
                del self.steps[step.key]
                return
            step.kind = "attack"
        if asks:
            step.kind = "question"
            if target == "step":
                self._ask_of_step(step)
            return
        if target == "question":
            if step.kind not in _TO_QUESTIONS:
                step.kind = "answer" if step.kind in ("support", "concession") else "undercut"
            if step.kind == "undercut":
                self._undercut_question(step)
            return
        if step.kind == "answer":
            step.kind = "support"
        if target == "argument":
            made = self.made[step.target]
            step.target = made.key
            target = "step"
        if target == "step":
            self._on_step(step)
        elif step.kind == "undercut":
            step.kind = "attack"  # nothing is said of a step

    def _of_itself(self, step: DraftStep) -> None:
        """What contradicts itself attacks itself; that something restates itself says nothing."""
        if step.kind == "contradiction":
            self._kind_of_step(self.draft.step("attack", step.target, step.target, speakers=step.speakers))
        step.origins = tuple(origin for origin in step.origins if origin != step.target)
        if not step.origins:
            del self.steps[step.key]

    def _undercut_question(self, step: DraftStep) -> None:
        """That a question is not to the point is said of the step to what it asks about."""
        question = self.nodes[step.target]
        if not question.top:
            asked = self._asked().get(question.key)
            if asked is not None:
                step.target = asked

    def _asked(self) -> dict[str, str]:
        """The first step of each question."""
        if not hasattr(self, "_asked_by"):
            self._asked_by: dict[str, str] = {}
            for step in self.steps.values():
                for origin in step.origins:
                    if self._is(origin) == "question" and step.via is None:
                        self._asked_by.setdefault(origin, step.key)
        return self._asked_by

    def _ask_of_step(self, step: DraftStep) -> None:
        """A question about a step is one about what it starts from."""
        seen: set[str] = set()
        while step.target in self.steps and step.target not in seen:
            seen.add(step.target)
            at = self.steps[step.target]
            step.target = at.via or (at.origins[0] if at.origins else at.target)

    def _on_step(self, step: DraftStep) -> None:
        target = self.steps.get(step.target)
        if target is None:
            return  # left out
        if step.kind in ("attack", "contradiction"):
            step.kind = "undercut"
        elif step.kind in ("support", "concession"):
            if is_bare(target):
                if self._is(target.target) == "claim":  # a reason for granting something is one for it
                    step.target = target.target
                    step.kind = "support"
                return
            if self._is((*target.origins, target.via or "")[0]) == "question":
                self.draft.problem("a reason for asking a question was left out")
                del self.steps[step.key]
                return
            step.target = self._warrant(target)

    def _warrant(self, step: DraftStep) -> str:
        """The premise that a step is one, which nobody said, for what backs the step."""
        known = self.warrants.get(step.via or step.key)
        if known is None:
            text = f"{_HOLDS.get(step.kind, 'That bears on this')}: {self._text_at_end(step)}"
            known = self.draft.add(DraftNode(f"{step.key}~warrant", text, tags=_IMPLICIT)).key
            self.warrants[step.via or step.key] = known
            for one in self._by_argument(step.via) if step.via is not None else [step]:
                if one.via == step.via:
                    one.origins = (*one.origins, known)
        return known

    def _text_at_end(self, step: DraftStep) -> str:
        """The text of the node that a step leads to, over other steps or not."""
        seen = {step.key}
        while step.target in self.steps and step.target not in seen:
            seen.add(step.target)
            step = self.steps[step.target]
        return self._text(step.target)

    def _by_argument(self, via: str) -> list[DraftStep]:
        if not hasattr(self, "_arguments"):
            self._arguments: dict[str, list[DraftStep]] = {}
            for step in self.steps.values():
                if step.via is not None:
                    self._arguments.setdefault(step.via, []).append(step)
        return self._arguments.get(via, [])

    def _granted_note(self, step: DraftStep) -> None:
        """That somebody grants what no concession can stand under."""
        names = [self.draft.speakers[s].name if s in self.draft.speakers else s for s in step.speakers or ()]
        key = step.target
        at = self.steps.get(key)
        if at is not None:
            key = at.via or (at.origins[0] if at.origins else at.target)
        if key in self.nodes:
            self.nodes[key].note(f"granted by {', '.join(names)}")
        self.granted += 1
        del self.steps[step.key]

    # How many it takes

    def _shape(self, step: DraftStep, about: Sequence[DraftStep]) -> None:
        if len(step.origins) > 1 or step.via is not None:
            if step.kind in ("question", *_PAIRS):
                for origin in step.origins[1:]:
                    self.draft.step(step.kind, origin, step.target, speakers=step.speakers)
                step.origins = step.origins[:1]
            elif step.kind == "support":
                self._argument(step)
            else:
                self._together(step, about)

    def _argument(self, step: DraftStep) -> None:
        """The node that stands for premises together."""
        if step.via is not None:
            return
        speakers = step.speakers
        if speakers is None:
            said = [self.nodes[o].speakers for o in step.origins if "implicit" not in self.nodes[o].tags]
            speakers = said[0] if said and all(one == said[0] for one in said) else ()
        argument = DraftNode(f"{step.key}~argument", kind="argument", speakers=speakers)
        step.via = self.draft.add(argument).key

    def _together(self, step: DraftStep, about: Sequence[DraftStep]) -> None:
        """Several that attack or answer together: the premises of what nobody put into words."""
        gist = self.nodes[step.via] if step.via is not None else None
        only = gist is not None and len(self._by_argument(gist.key)) <= 1
        node = DraftNode(f"{step.key}~point", tags=_IMPLICIT)
        if gist is not None and gist.text and only:  # the gist is what attacks
            node.text, gist.text = gist.text, ""
            node.speakers = step.speakers or gist.speakers
            node.tags = () if node.speakers else _IMPLICIT
        elif step.kind == "attack":
            node.text = f"Not so: {self.nodes[step.target].text}"
        else:
            denied = self.steps.get(step.target) if step.kind == "undercut" else None
            words = _TOGETHER.get(step.kind, "What follows from these reasons, to this")
            if denied is not None:
                words = _FAILS.get(denied.kind, "That does not bear on this")
            node.text = f"{words}: {self._text_at_end(step)}"
        self.draft.add(node)
        reasons = self.draft.step("support", step.origins, node.key, via=step.via, scheme=step.scheme)
        for other in about:  # it is the step from the reasons that is denied
            other.target = reasons.key
        step.origins, step.via, step.scheme, step.speakers = (node.key,), None, None, None
        self._argument(reasons)

    # What is said twice

    def _merge(self) -> None:
        """One step where several are the same; those that others are about come first."""
        into: dict[str, list[DraftStep]] = {}
        for step in self.steps.values():
            into.setdefault(step.target, []).append(step)
        order = deque(step for step in self.steps.values() if step.target in self.nodes)
        seen: dict[tuple[object, ...], DraftStep] = {}
        while order:
            step = order.popleft()
            order.extend(into.get(step.key, ()))
            ends: object = (step.origins, step.target)
            if step.kind in _PAIRS:
                ends = frozenset((step.origins[0], step.target))
            key = (step.kind, ends, step.via, step.speakers if is_bare(step) else None)
            known = seen.setdefault(key, step)
            if known is not step:
                self._join(known, step)
                del self.steps[step.key]
                for other in into.get(step.key, ()):
                    other.target = known.key

    def _join(self, known: DraftStep, step: DraftStep) -> None:
        if not is_bare(known) and known.speakers != step.speakers:
            said = self.nodes[known.via or known.origins[0]].speakers
            ours = said if known.speakers is None else known.speakers
            theirs = said if step.speakers is None else step.speakers
            known.speakers = tuple(dict.fromkeys((*ours, *theirs)))
        known.tags = tuple(dict.fromkeys((*known.tags, *step.tags)))
        known.citations = tuple(dict.fromkeys((*known.citations, *step.citations)))
        known.scheme = known.scheme or step.scheme
        known.comment = known.comment or step.comment
        _add_properties(known.properties, step.properties)

    def _absorb(self) -> None:
        """What is said of a node's only step, and of an argument's first, stands with the node."""
        out: dict[str, list[DraftStep]] = {}
        for step in self.steps.values():
            if step.kind not in _PAIRS:
                for key in (*step.origins, *((step.via,) if step.via is not None else ())):
                    out.setdefault(key, []).append(step)
        for key, steps in out.items():
            node = self.nodes[key]
            step = next((s for s in steps if not says_more(s)), steps[0])
            if not (step.citations or step.comment or says_more(step)):
                continue
            if step.via == key:
                if step.speakers is not None:
                    node.speakers = step.speakers
                    if node.speakers:
                        node.tags = tuple(tag for tag in node.tags if tag != "implicit")
                    step.speakers = None
            elif (
                len(steps) > 1
                or step.via is not None
                or node.top
                or step.speakers not in (None, node.speakers)
            ):
                continue
            else:
                node.citations = tuple(dict.fromkeys((*node.citations, *step.citations)))
                step.citations = ()
            node.tags = tuple(dict.fromkeys((*node.tags, *(tag for tag in step.tags if tag != "implicit"))))
            roles = step.properties.pop("roles", None)
            _add_properties(node.properties, step.properties)
            node.comment = "; ".join(dict.fromkeys(c for c in (node.comment, step.comment) if c)) or None
            step.tags, step.properties, step.comment = (), {} if roles is None else {"roles": roles}, None


def _add_properties(known: dict[str, object], more: dict[str, object]) -> None:
    """Put properties to others; a value that is there already stays, and the other becomes a note."""
    for key, value in more.items():
        have = known.get(key)
        if have in (None, [], ""):
            known[key] = list(value) if isinstance(value, list) else value
        elif isinstance(value, list):
            had = have if isinstance(have, list) else [have]
            known[key] = [*had, *(one for one in value if one not in had)]
        elif have != value:
            notes = known.get("note")
            known["note"] = [*(notes if isinstance(notes, list) else []), f"{key}: {value}"]
