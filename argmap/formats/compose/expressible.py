"""A draft made expressible: nothing in it that the language has no line for.

What the language says in another way is put in that way; what it can't say at all is told as a problem
and left out. Works on the draft itself.
"""

from __future__ import annotations

from argmap.formats.draft import Draft, DraftNode, DraftStep

_IMPLICIT = ("implicit",)


def make_expressible(draft: Draft) -> None:
    """Rewrite a draft; see the module."""
    _Rewriter(draft).run()


class _Rewriter:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.nodes = draft.nodes
        #: The steps that lead to each node and step.
        self.into: dict[str, list[DraftStep]] = {}

    def run(self) -> None:
        self._drop_dangling()
        for node in self.nodes.values():
            if "implicit" in node.tags and node.speakers:
                node.tags = tuple(tag for tag in node.tags if tag != "implicit")
        #: The step that each argument stands for.
        self.made = {step.via: step for step in reversed(self.draft.steps.values()) if step.via is not None}
        for step in list(self.draft.steps.values()):
            self._kinds(step)
        for step in self.draft.steps.values():
            self.into.setdefault(step.target, []).append(step)
        for step in list(self.draft.steps.values()):
            self._shape(step)
        self._lonely_arguments()
        self._merge()

    # What points nowhere

    def _drop_dangling(self) -> None:
        steps = self.draft.steps
        dropped = 0
        for step in list(steps.values()):
            known = tuple(dict.fromkeys(o for o in step.origins if o in self.nodes))
            if step.via is not None and step.via not in self.nodes:
                step.via = None
            if (known or step.origins == ()) and (
                known or step.via or step.kind in ("support", "concession")
            ):
                step.origins = known
            else:
                del steps[step.key]
                dropped += 1
        grounded = self._grounded()
        for key in list(steps):
            if key not in grounded:
                del steps[key]
                dropped += 1
        if dropped:
            self.draft.problem(
                f"{dropped:,} {'link leads' if dropped == 1 else 'links lead'} nowhere; left out"
            )

    def _grounded(self) -> set[str]:
        """The steps that lead, over other steps or not, to a node."""
        steps = self.draft.steps
        ends: dict[str, bool] = {}
        for first in steps:
            path: list[str] = []
            at = first
            while at in steps and at not in ends:
                ends[at] = False  # until known; a circle of steps leads nowhere
                path.append(at)
                at = steps[at].target
            good = at in self.nodes or ends.get(at, False)
            for key in path:
                ends[key] = good
        return {key for key, good in ends.items() if good}

    # What may lead to what

    def _kind(self, key: str) -> str:
        node = self.nodes.get(key)
        if node is None:
            return "step"
        return node.kind if node.kind in ("question", "argument") else "claim"

    def _kinds(self, step: DraftStep) -> None:
        """Give a step the kind that its ends allow."""
        arguments = [o for o in step.origins if self._kind(o) == "argument"]
        if arguments and step.via is None:
            step.via = arguments[0]
            step.origins = tuple(o for o in step.origins if o not in arguments)
        if any(self._kind(o) == "question" for o in step.origins):
            if step.kind not in ("question", "restatement"):
                step.kind = "question"
        elif step.kind == "question":
            for origin in step.origins:
                if self._kind(origin) == "claim":
                    self.nodes[origin].kind = "question"
        target = self._kind(step.target)
        if target == "question" and step.kind not in ("question", "answer", "undercut", "restatement"):
            step.kind = "answer" if step.kind in ("support", "concession") else "undercut"
        elif target != "question" and step.kind == "answer":
            step.kind = "support"
        if target == "argument" and step.kind != "question":
            self._on_argument(step)
        elif target == "step":
            self._on_step(step)

    def _on_argument(self, step: DraftStep) -> None:
        made = self.made.get(step.target)
        if made is not None and made is not step:
            step.target = made.key
            self._on_step(step)
        else:
            self.nodes[step.target].kind = None

    def _on_step(self, step: DraftStep) -> None:
        target = self.draft.steps[step.target]
        if step.kind in ("attack", "contradiction"):
            step.kind = "undercut"
        elif step.kind == "question":
            step.target = target.via or (target.origins[0] if target.origins else target.target)
            self._kinds(step)
        elif step.kind in ("support", "answer", "restatement") and not (
            not step.origins and step.via is None
        ):
            # what backs a step backs that it is one: a premise that nobody said
            text = "The step from these reasons holds."
            warrant = self.draft.add(DraftNode(f"{target.key}~warrant", text, tags=_IMPLICIT))
            target.origins = (*target.origins, warrant.key)
            step.kind, step.target = "support", warrant.key

    # How many it takes

    def _shape(self, step: DraftStep) -> None:
        if step.kind in ("contradiction", "restatement"):
            self._pairs(step)
        elif step.via is not None and not step.origins and step.kind != "question":
            # an argument of which no premise is told is itself the reason
            self.nodes[step.via].kind = None
            step.origins, step.via = (step.via,), None
        elif len(step.origins) > 1 or step.via is not None:
            if step.kind == "question":
                self._each(step)
            elif step.kind == "support":
                self._argument(step)
            else:
                self._together(step)

    def _pairs(self, step: DraftStep) -> None:
        """Contradictions and restatements are of two nodes; one that is attacked is two rebuttals."""
        if step.target not in self.nodes:
            del self.draft.steps[step.key]
            self.draft.problem("a restatement of a link was left out")
            return
        denied = self.into.get(step.key, [])
        if not denied or step.kind != "contradiction":
            if len(step.origins) > 1:
                self._each(step)
            return
        del self.draft.steps[step.key]
        for origin in step.origins:
            for a, b in ((origin, step.target), (step.target, origin)):
                attack = self.draft.step("attack", a, b)
                for one in denied:
                    self._shape(self.draft.step(one.kind, one.origins, attack.key, via=one.via))
        for one in denied:
            self.draft.steps.pop(one.key, None)

    def _each(self, step: DraftStep) -> None:
        for origin in step.origins[1:]:
            self.draft.step(step.kind, origin, step.target, speakers=step.speakers)
        step.origins, step.via = step.origins[:1], None

    def _argument(self, step: DraftStep) -> None:
        """The node that stands for premises together."""
        if step.via is None:
            speakers = step.speakers
            if speakers is None:
                speakers = next((s for o in step.origins if (s := self.nodes[o].speakers)), ())
            argument = DraftNode(
                f"{step.key}~argument",
                kind="argument",
                speakers=speakers,
                tags=step.tags,
                citations=step.citations,
                properties=step.properties,
                comment=step.comment,
            )
            step.via = self.draft.add(argument).key
            step.speakers, step.tags, step.citations, step.properties = None, (), (), {}
            step.comment = None
        self.nodes[step.via].kind = "argument"

    def _together(self, step: DraftStep) -> None:
        """Several that attack or answer together: the premises of what nobody put into words."""
        gist = self.nodes.get(step.via or "")
        text = gist.text if gist is not None and gist.text else ""
        if not text:
            if step.kind == "attack":
                text = f"Not so: {self.nodes[step.target].text}"
            else:
                text = {"undercut": "This does not follow.", "concession": "Granted."}.get(
                    step.kind, "What follows from these reasons."
                )
        node = DraftNode(f"{step.key}~point", text, tags=_IMPLICIT)
        if gist is not None and gist.text:
            node.speakers = step.speakers or gist.speakers
            node.tags = () if node.speakers else _IMPLICIT
            gist.text = ""
        self.draft.add(node)
        reasons = self.draft.step("support", step.origins, node.key, via=step.via, scheme=step.scheme)
        for other in self.into.pop(step.key, ()):
            other.target = reasons.key
            self.into.setdefault(reasons.key, []).append(other)
        step.origins, step.via, step.scheme, step.speakers = (node.key,), None, None, None
        self._argument(reasons)

    def _lonely_arguments(self) -> None:
        """An argument that leads nowhere, or has no premise, is a claim."""
        used = {step.via for step in self.draft.steps.values() if step.via is not None}
        for node in self.nodes.values():
            if node.kind == "argument" and node.key not in used:
                node.kind = None

    def _merge(self) -> None:
        """One step where several are the same."""
        seen: dict[tuple[object, ...], DraftStep] = {}
        same: dict[str, str] = {}
        steps = self.draft.steps
        for step in list(steps.values()):
            bare = step.speakers if not step.origins and step.via is None else None
            if bare is not None and not bare:
                del steps[step.key]
                self.draft.problem("a concession of nobody was left out")
                continue
            key = (step.kind, frozenset(step.origins), step.via, step.target, bare)
            known = seen.setdefault(key, step)
            if known is not step:
                same[step.key] = known.key
                del steps[step.key]
        for step in steps.values():
            while step.target in same:
                step.target = same[step.target]
        for step in list(steps.values()):  # what hung on a concession of nobody
            if step.target not in steps and step.target not in self.nodes:
                del steps[step.key]
