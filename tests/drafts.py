"""Random drafts: every kind of node and step, and the texts that are hardest to write down.

`drafts()` makes any draft, however odd. `sound_drafts()` makes those that the language has lines for, so
that the map composed of one must say exactly what the draft says.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from argmap.formats.draft import Draft, DraftNode, DraftSection, DraftSource, DraftSpeaker, Place
from argmap.syntax.escape import one_line

_PIECES = [
    "Tea", "calms", "the nerves", "more than coffee", "because", "it", "is", "so", "a", "b-c", "note:",
    "claim", "claim:", "claim x:", "premise", "rebuttal x", "note: x", "note:text", "Note: x",
    "colour: red", "section s: T", "map:", "map: x", "import i: x.argmap", "pro:", "premis x:",
    "concession @op", "argument", ":", "：", "：x", "https://example.org/a?b=c#d", "//", "// off",
    "a//b", "\\", "\\\\", "\\[", "\\#", "\\@", "\\//", "\\n", "#tag", "#", "#1", "#implicit", "@x", "@",
    "@x/y", "me@example.org", "[a]", "[book]", "[book#p1]", "[book#p1, a]", "[book].", "[1]", "[", "]",
    "[[", "]]", "[[n1]]", "[[n2]]", "[[none]]", "\\[[n1]]", "[[[n1]]]", "[]", "[ ]", "[x [y] z]",
    "([book])", "“quoted”", '"', "'", "it’s", "…", ".", ",", "!", "?", "。", "、",
    "日本語の長い文章は空白なしで書かれる。", "漢", "「引用」", "한국어",
    "ไทย", "אב", "\u200fנץ\u200e", "\u2067אב\u2069", "👩‍👩‍👧", "😀",
    "e\u0301", "ö", "\u0301", "A" * 130, "long" + "-word" * 30, "\u00a0", "a\u00a0b", "\u3000",
    "\u2003", "\n", "\n\n", "\r\n", "\t", "\x00", "\x07", "\x0b", "\x85", "\u2028", "\ufeff", "\u200b",
    "\ud800", "%%%", "~", "*", "- ", "1.", "1st", "<b>", "&amp;", "{x}", "|", "`code`", "x = y", "==",
    "->",
]  # fmt: skip
_WORDS = st.sampled_from(_PIECES)
#: Hard texts: pieces run together or with spaces between.
hard_texts = st.builds(
    lambda pieces, glue: glue.join(pieces),
    st.lists(_WORDS, max_size=12),
    st.sampled_from([" ", " ", " ", "", "  "]),
)
_LONG = st.lists(_WORDS, min_size=20, max_size=60).map(" ".join)
texts = st.one_of(
    st.sampled_from(["Tea calms.", "It is cheap.", "Nobody said so.", "人口が減っている。"]),
    hard_texts,
    hard_texts,
    _LONG,
    st.text(max_size=20),
)


def _seen(text: str) -> bool:
    """Whether something is left of a text when it is folded into one line."""
    return bool(one_line(text))


seen_texts = texts.filter(_seen)
_TAGS = st.lists(
    st.sampled_from(["warm", "off-topic", "主張", "a b", "1", "", "#x"]), max_size=2, unique=True
)
_PLAIN_TAGS = st.lists(st.sampled_from(["warm", "off-topic", "主張"]), max_size=2, unique=True)
_NAMES = st.sampled_from(
    [None, None, None, "tea", "tea", "Tea or coffee?", "claim", "1", "", "größe", "n1", "x/y"]
)
_SPEAKERS = ["op", "Ana B.", "1"]
_SOURCES = ["book", "a", "The Book: 2nd ed."]
_ANCHORS = st.sampled_from([None, None, "p1", "L10-L14", "käse"])
_ODD_ANCHORS = st.sampled_from(["a b", "[x]", "a,b", "", "\n", "#"])
_SCHEMES = st.sampled_from(["consequences", "expert-opinion", "none of these"])
_DATES = st.sampled_from(["1939", "1939-08", "1939-08-23", "-0044-03-15"])


@cache
def _places(odd: bool) -> st.SearchStrategy[tuple[Place, ...]]:
    """One place or two."""
    place = st.tuples(
        st.sampled_from([*_SOURCES, "unknown"] if odd else _SOURCES),
        st.one_of(_ANCHORS, _ODD_ANCHORS) if odd else _ANCHORS,
    )
    return st.one_of(st.tuples(place), st.tuples(place), st.tuples(place, place))


_SIX = st.integers(0, 5)
_YES = st.just(True)
_ODD_PROPERTIES = st.dictionaries(
    st.sampled_from(
        "weight date url assumed scheme note quote ignore role critical restates".split()  # noqa: SIM905
    ),
    st.one_of(
        st.none(), st.booleans(), st.floats(), st.integers(), hard_texts, st.lists(hard_texts, max_size=2)
    ),
    max_size=2,
)


def _rarely(draw: DrawFn, values: st.SearchStrategy[Any], otherwise: Any) -> Any:
    """A value now and then: most things have few of most properties."""
    return draw(values) if draw(_SIX) == 0 else otherwise


def _node_properties(draw: DrawFn, kind: str | None, odd: bool) -> dict[str, Any]:
    words = texts if odd else seen_texts
    found: dict[str, Any] = {}
    if notes := _rarely(draw, st.lists(words, max_size=2), []):
        found["note"] = notes
    if date := _rarely(draw, _DATES, None):
        found["date"] = date
    if kind not in ("question", "argument"):
        weight = _rarely(draw, st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 1.0, 1e-7]), None)
        if weight is not None:
            found["weight"] = weight
        if _rarely(draw, _YES, False):
            found["assumed"] = True
    quote = _rarely(draw, st.tuples(words, _places(odd)), None)
    if quote is not None:
        found["quote"] = [quote]
    if odd:
        found.update(_rarely(draw, _ODD_PROPERTIES, {}))
    return found


def _said(draw: DrawFn, speakers: list[str]) -> tuple[str, ...]:
    if not speakers:
        return ()
    return draw(st.sampled_from([(), (speakers[0],), (speakers[-1],), tuple(speakers[:2])]))


def _head(draw: DrawFn, odd: bool) -> Draft:
    words = texts if odd else seen_texts
    draft = Draft(draw(words) if draw(st.booleans()) else "")
    draft.comments = _rarely(draw, st.lists(texts, max_size=2), [])
    for key in draw(st.sampled_from([[], [], _SPEAKERS, _SPEAKERS[:2]])):
        name = key if not odd else draw(st.one_of(st.just(key), texts))
        draft.speakers[key] = DraftSpeaker(name, _rarely(draw, words, None))
    for key in draw(st.sampled_from([[], _SOURCES])):
        properties = {"url": "https://example.org/[x]//y"} if _rarely(draw, _YES, False) else {}
        draft.sources[key] = DraftSource(key if not odd else draw(st.one_of(st.just(key), texts)), properties)
    if draft.sources and _rarely(draw, _YES, False):
        draft.properties["of"] = ["book"]
    if draft.speakers and _rarely(draw, _YES, False):
        draft.properties["by"] = ["op"]
    number = draw(st.sampled_from([0, 0, 1, 3]))
    for i in range(number):
        parents = [None, *(f"s{j}" for j in range(number if odd else i))]
        parent = draw(st.sampled_from(parents))
        section = DraftSection(f"Section {i}" if not odd else draw(texts), parent, name=draw(_NAMES))
        if draft.speakers and _rarely(draw, _YES, False):
            section.properties["by"] = ["Ana B."]
        draft.sections[f"s{i}"] = section
    return draft


def _nodes(draw: DrawFn, draft: Draft, odd: bool) -> None:
    kinds = [None, None, None, None, "question"]
    if odd:
        kinds += ["claim", "premise", "argument", "rebuttal", "undercut", "concession", "answer"]
    words = texts if odd else seen_texts
    tags = _TAGS if odd else _PLAIN_TAGS
    speakers = [*draft.speakers] if not odd or draw(st.booleans()) else [*draft.speakers, "stranger"]
    for i in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(kinds))
        implicit = bool(_rarely(draw, _YES, False))
        said = () if implicit and not odd else _said(draw, speakers)
        node = DraftNode(
            f"n{i}",
            draw(words),
            kind,
            draw(_NAMES),
            said,
            (*draw(tags), *(("implicit",) if implicit else ())),
            _rarely(draw, _places(odd), ()) if odd or draft.sources else (),
            _node_properties(draw, kind, odd) if odd or draft.sources else {},
            draw(st.sampled_from([None, *draft.sections, *(("nowhere",) if odd else ())])),
            draw(st.integers(0, 4)) == 0,
            _rarely(draw, texts, None),
        )
        draft.add(node)


def _own(draw: DrawFn, draft: Draft, odd: bool) -> dict[str, Any]:
    """What a step may say of itself."""
    found: dict[str, Any] = {}
    if draft.speakers and _rarely(draw, _YES, False):
        found["speakers"] = _said(draw, list(draft.speakers)) or None
    found["tags"] = tuple(_rarely(draw, _TAGS if odd else _PLAIN_TAGS, ()))
    if odd or draft.sources:
        found["citations"] = _rarely(draw, _places(odd), ())
    if _rarely(draw, _YES, False):
        found["properties"] = {"note": [draw(texts if odd else seen_texts)]}
    return found


@st.composite
def drafts(draw: DrawFn) -> Draft:
    """Any draft at all: dangling keys, steps that no language has, circles."""
    draft = _head(draw, odd=True)
    _nodes(draw, draft, odd=True)
    kinds = ["support", "support", "attack", "undercut", "question", "answer", "concession",
             "contradiction", "restatement"]  # fmt: skip
    for i in range(draw(st.integers(0, 10))):
        ends = [*draft.nodes, *draft.steps, "gone", f"k{i}", f"k{i + 1}"]
        origins = draw(st.lists(st.sampled_from([*draft.nodes, "gone"]), max_size=3))
        via = draw(st.sampled_from([None, None, None, *draft.nodes, "gone"]))
        scheme = _rarely(draw, _SCHEMES, None)
        kind = draw(st.sampled_from(kinds))
        draft.step(kind, origins, draw(st.sampled_from(ends)), f"k{i}", via=via, scheme=scheme,
                   comment=_rarely(draw, texts, None), **_own(draw, draft, odd=True))  # fmt: skip
    return draft


_WHAT = st.sampled_from(
    [
        "support",
        "support",
        "attack",
        "linked",
        "undercut",
        "bare",
        "concession",
        "contradiction",
        "restatement",
        "question",
        "answer",
    ]
)


@st.composite
def sound_drafts(draw: DrawFn) -> Draft:
    """A draft that the language has lines for, no step in it twice."""
    draft = _head(draw, odd=False)
    _nodes(draw, draft, odd=False)
    said = [key for key, node in draft.nodes.items() if node.kind is None]
    asked = [key for key, node in draft.nodes.items() if node.kind == "question"]
    if not said:
        said = [draft.add(DraftNode("n", "Tea calms.")).key]
    seen: set[object] = set()
    deniable: list[str] = []
    for i in range(draw(st.integers(0, 9))):
        what = draw(_WHAT)
        a, b = draw(st.sampled_from(said)), draw(st.sampled_from(said))
        key = f"k{i}"
        own = _own(draw, draft, odd=False)
        if what == "linked":
            origins = draw(st.lists(st.sampled_from(said), min_size=1, max_size=3, unique=True))
            gist = _rarely(draw, seen_texts, "")
            via = draft.add(DraftNode(f"a{i}", gist, "argument", speakers=_said(draw, [*draft.speakers])))
            scheme = _rarely(draw, _SCHEMES, None)
            draft.step("support", origins, b, key, via=via.key, scheme=scheme)
            deniable.append(key)
            continue
        if what == "bare":
            if draft.speakers:
                step = ("bare", (next(iter(draft.speakers)),), b)
                if step not in seen:
                    draft.step("support", (), b, key, speakers=step[1])
                    seen.add(step)
                    deniable.append(key)
            continue
        if what == "undercut":
            if not deniable and not asked:
                continue
            target = draw(st.sampled_from([*deniable, *asked]))
            if target in draft.nodes:  # the question itself is not to the point, whatever it is asked about
                draft.nodes[target].top = True
        elif what == "question":
            if not asked:
                continue
            a, target = draw(st.sampled_from(asked)), draw(st.sampled_from([*said, *asked]))
        elif what == "answer":
            if not asked:
                continue
            target = draw(st.sampled_from(asked))
        elif what in ("contradiction", "restatement"):
            if a == b or (what, b, a) in seen:
                continue
            target, own = b, {}
        else:
            target = b
        if (what, a, target) in seen:
            continue
        seen.add((what, a, target))
        draft.step(what, a, target, key, **own)  # type: ignore[arg-type]
        if what not in ("contradiction", "restatement"):
            deniable.append(key)
    return draft
