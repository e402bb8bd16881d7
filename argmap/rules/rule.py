"""What a rule is, what it is given, and the words that findings share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from argmap.analysis.passages import Passages, read
from argmap.analysis.standing import Standings, evaluate, reevaluate
from argmap.analysis.unanswered import Conversation, Unanswered
from argmap.analysis.units import Units, units_of
from argmap.diagnostics import Diagnostic, Severity
from argmap.model.follow.change import Change
from argmap.model.map import CLAIM_KINDS, Citation, Link, Map, Node, Quote
from argmap.rules.alike import Alike, Form, form_of
from argmap.rules.english import POINTING, is_english
from argmap.rules.settings import Settings
from argmap.rules.silence import Ignores
from argmap.rules.written import Written
from argmap.schemes import Library
from argmap.source import Span
from argmap.syntax.text import unspaced

#: Which questions a family asks, by the letter its codes begin with.
FAMILIES = {
    "E": "Errors: what can't be read or found",
    "U": "Unanswered: what somebody still owes a reply to",
    "S": "Support: claims without a reason, citations that don't hold",
    "L": "Logic: circles and contradictions",
    "W": "Wording: texts that are hard to reply to",
    "M": "Map: declarations and lines without a use",
}

#: Properties that change what stands, or what counts as one claim.
_RELATING = frozenset({"assumed", "restates", "contradicts"})

Check = Callable[["Context"], Iterator[Diagnostic]]


@dataclass(slots=True, frozen=True)
class Rule:
    """One rule. `summary` is one line; its page is in `pages`.

    A rule that is off by `default` runs only where its code or its name is selected in full, or
    everything is. `check` is None for errors, which reading the map reports. A rule that is `last`
    runs when it is known what the others found.

    The rest is for `rules.kept`, which finds anew only what a change may concern. What a `near` rule finds
    when it comes to one of the context's `nodes` or `claims` hangs on that node, its links and what is at
    their other ends. A rule about `moves` tells (`tell`) of each that the conversation gives it. Any other
    looks at the whole map, and whether it finds something hangs on what is in `hangs_on`: `links` (nodes and
    links come and go), `words` (any text), `cites` (citations), `ids` (written ones), or keys of properties.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    default: bool = True
    check: Check | None = None
    last: bool = False
    near: bool = False
    moves: Callable[[Context], Iterable[Unanswered]] | None = None
    tell: Callable[[Context, Unanswered], Diagnostic] | None = None
    hangs_on: frozenset[str] = frozenset(("links", "assumed", "restates", "contradicts"))

    @property
    def runs(self) -> bool:
        """Whether it looks for something itself, and doesn't only describe what reading a map reports."""
        return self.check is not None or self.moves is not None

    def find(self, context: Context) -> Iterator[Diagnostic]:
        """What it finds in a map."""
        if self.check is not None:
            yield from self.check(context)
        elif self.moves is not None and self.tell is not None:
            for move in self.moves(context):
                yield self.tell(context, move)

    @property
    def family(self) -> str:
        return self.code[0]

    @property
    def explanation(self) -> str:
        """What the rule finds and why that matters, as Markdown."""
        from argmap.rules.pages import page_of

        page = page_of(self.code)
        return f"{page.what}\n\n{page.why}" if page.why else page.what


class Context:
    """A map and what is known of it, worked out when the first rule asks."""

    def __init__(self, map_: Map, settings: Settings | None = None, written: Written | None = None) -> None:
        self.map = map_
        #: The main file's lines.
        self.written = written or Written(map_.source)
        self.settings = settings or Settings()
        #: The codes of the rules whose findings are all in, for those that run last.
        self.ran: frozenset[str] = frozenset()
        #: Whether `nodes` and `claims` are only those of the main file's that are looked at.
        self.part = False
        self._forms: dict[Node, Form] = {}
        self._parties: dict[tuple[str, ...], str] = {}
        self._files: dict[Path, tuple[Passages | None, str | None]] = {}

    @cached_property
    def nodes(self) -> list[Node]:
        """The main file's own nodes: those findings are about."""
        return [node for node in self.map.nodes.values() if not node.prefix]

    @cached_property
    def claims(self) -> list[Node]:
        """The main file's own nodes that claim something."""
        return [node for node in self.nodes if node.kind in CLAIM_KINDS]

    def claims_with(self, words: Iterable[str]) -> Iterable[Node]:
        """Those of the claims in whose lines one of the words may stand; the words are in lower case."""
        source = self.map.source.text
        text = source.lower() if not self.part else ""
        if self.part or len(text) != len(source):
            return self.claims
        starts = [node.span.start for node in self.claims]
        found: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                found.add(bisect_right(starts, at) - 1)
                at = text.find(word, at + 1)
        return [self.claims[i] for i in sorted(found - {-1})]

    def form(self, node: Node) -> Form:
        """The words of a node that count when it is compared with others."""
        form = self._forms.get(node)
        if form is None:
            form = self._forms[node] = form_of(node.text, self.english)
        return form

    @cached_property
    def alike(self) -> Alike[Node]:
        """The claims that are compared with one another, those of imported maps first."""
        imported = [node for node in self.map.nodes.values() if node.prefix and node.claim_like]
        before = {node: place - len(imported) for place, node in enumerate(imported)}
        forms = {node: form for node in (*imported, *self.claims) if (form := self.comparable(node))}
        return Alike(forms, self.english, lambda node: before.get(node, node.span.start))

    def comparable(self, node: Node) -> Form | None:
        """The form of a claim, if it is compared with others."""
        if node.kind == "undercut":
            return None  # mostly about the one step it denies
        form = self.form(node)
        if len(form) < 4 and sum(map(unspaced, node.text)) < 8:
            return None
        return None if self.english and form and form[0] in POINTING else form

    def after(self, change: Change) -> Context:
        """What is known of the map after a change of it: of its links anew, of the rest what still holds."""
        context = self
        if change.links or not _RELATING.isdisjoint(change.keys):
            context = Context(self.map, self.settings, self.written)
            context._forms, context._files = self._forms, self._files
            for name in ("alike", "english", "ignores", "library"):
                if name in self.__dict__:
                    context.__dict__[name] = self.__dict__[name]
            old = self.__dict__.get("standings")
            if old is not None and _RELATING.isdisjoint(change.keys):
                context.standings = reevaluate(old, self.map, context.units, {*change.said, *change.near})
        known = context.__dict__
        known.pop("citations", None)
        if "ignores" in known and ("ignore" in change.keys or known["ignores"]):
            del known["ignores"]
        for node in (*change.said, *change.gone):
            context._forms.pop(node, None)
        english = known.pop("english", None)
        if english != context.english:
            known.pop("alike", None)
        elif "alike" in known:
            said = sorted(change.said, key=lambda node: node.span.start)
            forms = {node: form for node in said if node.claim_like and (form := context.comparable(node))}
            context.alike.change((*change.said, *change.gone), forms)
        return context

    @cached_property
    def english(self) -> bool:
        """Whether the texts are English, as far as the map says so or it shows."""
        return is_english(self.map)

    @cached_property
    def library(self) -> Library:
        """The patterns of argument that are known here."""
        return Library(self.settings.schemes)

    @cached_property
    def ignores(self) -> Ignores:
        """What the map's `ignore:` silences."""
        return Ignores(self.map, self.nodes)

    @cached_property
    def standings(self) -> Standings:
        return evaluate(self.map, self.units)

    @cached_property
    def conversation(self) -> Conversation:
        return Conversation(self.map, self.standings, self.units)

    @cached_property
    def units(self) -> Units:
        return units_of(self.map)

    @cached_property
    def sides(self) -> frozenset[str]:
        return frozenset(speaker.side for speaker in self.map.speakers.values() if speaker.side)

    @cached_property
    def citations(self) -> list[tuple[Citation, str | None]]:
        """Every citation in the main file, each once, with the id of the node it is about."""
        found: list[tuple[Citation, str | None]] = []
        for node in self.nodes:
            if node.citations:
                found += [(each, node.id) for each in node.citations]
            if "quote" in node.properties:
                quotes: list[Quote] = node.properties["quote"]
                found += [(each, node.id) for quote in quotes for each in quote.citations]
        seen = {citation.span.start for citation, _ in found}
        for link in self.map.links.values():
            for citation in link.citations:
                if self.is_main(citation.span) and citation.span.start not in seen:
                    seen.add(citation.span.start)
                    found.append((citation, link.head.id if link.head is not None else None))
        return found

    def is_main(self, span: Span) -> bool:
        """Whether a place is in the main file: findings elsewhere are that file's own."""
        return span.source is self.map.source

    def read(self, path: Path) -> Passages | None:
        """A file as text; None where it isn't there or isn't text."""
        return self._outcome(path)[0]

    def trouble(self, path: Path) -> str | None:
        """What keeps a file from being read, in words that go on from its name."""
        return self._outcome(path)[1]

    def _outcome(self, path: Path) -> tuple[Passages | None, str | None]:
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = _try(path)
        return known

    def parties(self, names: tuple[str, ...]) -> str:
        """Parties in words: "the side `west` and `editor`"."""
        words = self._parties.get(names)
        if words is None:
            words = listed([f"the side `{name}`" if name in self.sides else f"`{name}`" for name in names])
            self._parties[names] = words
        return words


def _try(path: Path) -> tuple[Passages | None, str | None]:
    try:
        if not path.exists():
            return None, "is not there"
        if not path.is_file():
            return None, "is not a file"
        return read(path), None
    except UnicodeDecodeError:
        return None, "is not UTF-8 text"
    except OSError as error:
        return None, f"can't be read ({(error.strerror or 'unknown reason').lower()})"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def label(node: Node) -> str:
    """How a finding speaks of a node: its id where the writer gave one, else how its text begins."""
    if node.named:
        return f"`{node.id}`"
    if not node.text:
        return f"the {node.kind} in line {node.span.line}"
    return f"“{shortened(node.text)}”"


def shortened(text: str, width: int = 48) -> str:
    """The beginning of a text, cut between words where it has any."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    head, blank, _ = cut.rpartition(" ")
    return f"{head if blank and len(head) > width // 2 else cut}…"


def about(target: Node | Link) -> str:
    """What a move is aimed at, in words: a node, or the step from one node to another."""
    if isinstance(target, Node):
        return label(target)
    head = target.head
    if isinstance(target.target, Link):
        return f"the step of {label(head)}" if head is not None else "that step"
    if head is None:
        return f"the concession of {label(target.target)}"
    return f"the step from {label(head)} to {label(target.target)}"


def why(context: Context, target: Node | Link) -> str:
    """Which command tells how a claim stands; for a step, the claim it leads to."""
    from shlex import quote

    while isinstance(target, Link):
        target = target.target
    name = context.map.source.name
    map_ = "MAP" if name.startswith("<") else quote(name)
    return f"`argmap why {map_} {quote(target.id)}` tells how it stands"


def undercut(context: Context, link: Link) -> bool:
    """Whether an undercut that doesn't fail stands against a step."""
    in_force = context.standings.in_force
    return any(other.kind == "undercut" and in_force(other) != "no" for other in link.into)


def used(link: Link, node: Node) -> Span:
    """Where a node is put to the use that `link` is: the reference, the argument, its own place."""
    return link.span if link.reference or link.via is not None else node.span
