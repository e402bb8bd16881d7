"""Drafts composed: what is drafted is what the map says, in canonical layout, readable ids and all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.formats import unjson
from argmap.formats.compose import compose
from argmap.formats.compose.arrange import DEEPEST
from argmap.formats.compose.naming import id_of, is_opaque
from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftSpeaker, DraftStep, mention
from argmap.formats.given import Given
from argmap.formats.redraft import redraft
from argmap.model.load import Loader
from argmap.model.map import CLAIM_KINDS, Link, Map, Node
from argmap.source import Source
from argmap.syntax.escape import escaped, one_line, plain
from argmap.syntax.format import formatted
from tests.cases import read_case
from tests.drafts import drafts, hard_texts, sound_drafts

CASES = sorted((Path(__file__).parent / "formats" / "compose").glob("*.case"))
_ANY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def loaded(text: str) -> Map:
    """The map of a composed text, which has no error and is laid out as `argmap fmt` would."""
    map_, said = Loader().text(text)
    errors = [d for d in said if d.code.startswith("E")]
    assert not errors, (errors[0].code, errors[0].message, text)
    assert formatted(Source("composed", text)) == text
    return map_


# Known answers


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_known_answers(path: Path) -> None:
    case = read_case(path)
    draft = unjson.read(Given(path.name, case["input"].encode()))
    text = compose(draft)
    loaded(text)
    assert text == case["argmap"].removeprefix("\n")
    assert draft.problems == case.get("problems", "").splitlines()


# Any draft


@_ANY
@given(drafts())
def test_any_draft_becomes_a_map(draft: Draft) -> None:
    """However odd, it composes without an error, and every text is somebody's or the mapper's words."""
    texts = Counter(one_line(node.text) for node in draft.nodes.values())
    map_ = loaded(compose(draft))
    missing = texts - Counter(node.text for node in map_.nodes.values())
    del missing[""]
    assert not missing
    for node in map_.nodes.values():
        assert one_line(node.text) == node.text


@_ANY
@given(drafts())
def test_nobody_says_what_others_said(draft: Draft) -> None:
    """Who says a text in the map said it in the draft, or made a step of it."""
    said: dict[str, set[str]] = {}
    for speaker, key in zip(draft.speakers.values(), draft.speakers, strict=True):
        speaker.name = key
    for node in draft.nodes.values():
        said.setdefault(one_line(node.text), set()).update(node.speakers)
    makers = {key for step in draft.steps.values() for key in step.speakers or ()}
    map_ = loaded(compose(draft))
    for node in map_.nodes.values():
        if node.text in said and node.kind in CLAIM_KINDS and node.text:
            names = {map_.speakers[key].name for key in node.speakers}
            assert names <= said[node.text] | makers


# Drafts that the language has lines for

Saying = Counter[object]


def drafted(draft: Draft) -> dict[str, Saying]:
    """What a draft says, worked out from it alone."""
    nodes, steps = draft.nodes, draft.steps
    found: dict[str, Saying] = {}

    def say(what: str, fact: object) -> None:
        found.setdefault(what, Counter())[fact] += 1

    def text(key: str) -> str:
        return one_line(nodes[key].text)

    def end(key: str) -> object:
        return called(steps[key]) if key in steps else text(key)

    def called(step: DraftStep) -> object:
        said = tuple(sorted(step.speakers or ())) if not step.origins else ()
        return (
            step.kind,
            step.via is not None,
            tuple(sorted(map(text, step.origins))),
            said,
            end(step.target),
        )

    for node in nodes.values():
        if node.kind == "argument":
            say("gist", one_line(node.text))
            continue
        say("text", (node.kind == "question", one_line(node.text)))
        say("speakers", (one_line(node.text), tuple(sorted(node.speakers))))
        say("implicit", (one_line(node.text), "implicit" in node.tags))
        for key in ("weight", "date", "assumed"):
            if key in node.properties:
                say(key, (one_line(node.text), node.properties[key]))
        if node.top:
            titles = [section.title for section in [draft.sections.get(node.section or "")] if section]
            say("top", (one_line(node.text), *titles))
    for step in steps.values():
        if step.kind in ("contradiction", "restatement"):
            say(step.kind, tuple(sorted((text(step.origins[0]), text(step.target)))))
        else:
            say("step", called(step))
            if step.scheme:
                say("scheme", (called(step), step.scheme))
    for thing in (*nodes.values(), *steps.values()):
        about = one_line(thing.text) if isinstance(thing, DraftNode) else tuple(map(text, thing.origins))
        for key, anchor in thing.citations:
            say("cites", (about, key, anchor))
        for tag in thing.tags:
            say("tag", (about, tag))
        for note in thing.properties.get("note", ()):
            say("note", (about, one_line(note)))
        for words, places in thing.properties.get("quote", ()):
            say("quote", (about, one_line(words), frozenset(places)))
    return found


def mapped(map_: Map) -> dict[str, Saying]:
    """The same of a map."""
    found: dict[str, Saying] = {}

    def say(what: str, fact: object) -> None:
        found.setdefault(what, Counter())[fact] += 1

    def names(speakers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(map_.speakers[key].name for key in speakers))

    def called(at: Link | Node) -> object:
        if isinstance(at, Node):
            return at.text
        said = names(at.speakers) if at.bare else ()
        origins = tuple(sorted(node.text for node in at.origin))
        return (at.kind, at.via is not None, origins, said, called(at.target))

    for node in map_.nodes.values():
        if node.kind == "argument":
            say("gist", node.text)
            continue
        say("text", (node.kind == "question", node.text))
        say("speakers", (node.text, names(node.speakers)))
        say("implicit", (node.text, node.implicit))
        for key in ("weight", "date", "assumed"):
            if key in node.properties:
                say(key, (node.text, node.properties[key]))
        if node.top:
            titles = [map_.sections[node.section].title] if node.section is not None else []
            say("top", (node.text, *titles))
    pairs: dict[str, set[object]] = {"contradiction": set(), "restatement": set()}
    for link in map_.links.values():
        if link.kind in pairs:
            pairs[link.kind].add((frozenset((link.origin[0].id, link.target.id)), link))
            say(link.kind, tuple(sorted((link.origin[0].text, called(link.target)))))  # type: ignore[type-var]
        else:
            say("step", called(link))
            if link.scheme:
                say("scheme", (called(link), link.scheme))
    for thing in (*map_.nodes.values(), *map_.links.values()):
        about = thing.text if isinstance(thing, Node) else tuple(node.text for node in thing.origin)
        if isinstance(thing, Link) and not thing.reference and not thing.bare:
            continue
        for cite in thing.citations:
            say("cites", (about, map_.sources[cite.source].description, cite.anchor))
        for tag in thing.tags:
            say("tag", (about, tag))
        for note in thing.properties.get("note", ()):
            say("note", (about, note))
        for quote in thing.properties.get("quote", ()):
            places = frozenset((map_.sources[c.source].description, c.anchor) for c in quote.citations)
            say("quote", (about, quote.text, places))
    return found


@_ANY
@given(sound_drafts())
def test_what_is_drafted_is_said(draft: Draft) -> None:
    for section in draft.sections.values():
        section.title = one_line(section.title)
    want = drafted(draft)
    titles = Counter(section.title for section in draft.sections.values())
    map_ = loaded(compose(draft))
    have = mapped(map_)
    assert draft.problems == []
    for what in ("text", "speakers", "implicit", "weight", "date", "assumed", "step", "gist", "scheme"):
        assert have.get(what, Counter()) == want.get(what, Counter()), what
    for what in ("contradiction", "restatement"):  # each way, or once
        assert set(have.get(what, ())) == set(want.get(what, ())), what
    for what in ("cites", "tag", "note", "quote"):  # of a step or of what it starts from
        assert _of_texts(have.get(what, ())) == _of_texts(want.get(what, ())), what
    assert not want.get("top", Counter()) - have.get("top", Counter())
    assert Counter(section.title for section in map_.sections.values()) == titles


def _of_texts(facts: object) -> set[object]:
    """Facts of a step from one node as facts of that node."""
    return {
        (about[0] if isinstance(about, tuple) and len(about) == 1 else about, *rest)
        for about, *rest in facts  # type: ignore[attr-defined]
    }


# Depth


def test_a_long_chain_is_cut_where_it_gets_too_deep() -> None:
    draft = Draft()
    for i in range(5000):
        draft.add(DraftNode(f"n{i}", f"Claim number {i}."))
        if i:
            draft.step("support", f"n{i}", f"n{i - 1}")
    text = compose(draft)
    map_ = loaded(text)
    assert len(map_.links) == 4999
    assert max(len(line) - len(line.lstrip()) for line in text.splitlines()) <= 2 * (DEEPEST + 1)


def test_undercuts_of_undercuts_may_be_many() -> None:
    draft = Draft()
    draft.add(DraftNode("a", "Tea calms."))
    draft.add(DraftNode("b", "It warms."))
    at = draft.step("support", "b", "a").key
    for i in range(300):
        draft.add(DraftNode(f"n{i}", f"Not so, {i}."))
        at = draft.step("undercut", f"n{i}", at).key
    assert len(loaded(compose(draft)).links) == 301


# Escapes


@settings(max_examples=300, deadline=None)
@given((hard_texts | st.text(max_size=60)).filter(one_line))
def test_a_text_written_reads_as_itself(text: str) -> None:
    map_, said = Loader().text(
        f"source book: B\nclaim x: {escaped(text, {'book'})} [book]\n  note: {plain(text)}\n"
    )
    assert [d.message for d in said if d.code.startswith("E")] == []
    node = map_.nodes["x"]
    assert node.text == one_line(text)
    assert [cite.source for cite in node.citations] == ["book"]
    assert node.mentions == ()
    assert node.properties["note"] == [one_line(text)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a [book] b", "a \\[book] b"),
        ("see [1]", "see [1]"),
        ("see [a]", "see \\[a]"),
        ("a [b", "a \\[b"),
        ("[[x]]", "\\[[x]]"),
        ("at the end #tag", "at the end \\#tag"),
        ("at the end #tag.", "at the end #tag."),
        ("me@example.org", "me@example.org"),
        ("a // b", "a \\// b"),
        ("https://example.org", "https://example.org"),
        ("a \\ b", "a \\ b"),
        ("one\n\ntwo\tthree", "one two three"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_is_escaped_and_what_not(text: str, written: str) -> None:
    assert escaped(text, {"book"}) == written


# Names


@pytest.mark.parametrize(
    ("text", "title", "id_"),
    [
        ("Cooperation should be taught at school", False, "cooperation-taught-school"),
        ("A b-c", False, "b-c"),
        ("Option A", True, "option-a"),
        ("Rule (a)", True, "rule-a"),
        ("The Rule of Law", True, "rule-of-law"),
        ("What is to become of Part A", True, "become-part-a"),
        ("The effects of a tax on sugar in soft drinks", True, "effects-tax-sugar-soft"),
    ],
)
def test_ids_of_texts_and_titles(text: str, title: bool, id_: str) -> None:
    assert id_of(text, title=title) == id_


@pytest.mark.parametrize(
    ("key", "opaque"),
    [
        ("b0f3a1c2-93d4-4e5f-8a6b-7c8d9e0f1a2b", True),
        ("f0e1d2c3b4a5968778695a4b3c2d1e0f", True),
        ("da39a3ee5e6b", True),
        ("x29fj3Lq8s7", True),
        ("report-2019", False),
        ("covid-19-hearing", False),
        ("facade", False),
        ("deadbeef", False),
        ("section12", False),
        ("主張", False),
    ],
)
def test_what_a_program_made_up_is_no_id(key: str, opaque: bool) -> None:
    assert is_opaque(key) is opaque


def test_ids_of_speakers_and_sources() -> None:
    """Of their names where their keys are a program's; who has no name and says nothing is left out."""
    keys = [f"b0f3a1c2-93d4-4e5f-8a6b-7c8d9e0f1a2{c}" for c in "abcdef"]
    draft = Draft()
    draft.add(
        DraftNode("n", "So it is.", speakers=(keys[0], keys[1]), citations=((keys[3], None), (keys[4], None)))
    )
    draft.speakers[keys[0]] = DraftSpeaker("Ana Berg")
    draft.speakers[keys[2]] = DraftSpeaker("")
    draft.sources[keys[3]] = DraftSource("Report on Tea")
    text = compose(draft)
    assert text == (
        "source report-on-tea: Report on Tea\nsource source-1: Source 1\n"
        "speaker ana-berg: Ana Berg\nspeaker speaker-1: Speaker 1\n\n"
        "claim @ana-berg @speaker-1: So it is. [report-on-tea, source-1]\n"
    )
    loaded(text)


def test_ids_that_somebody_chose_stay() -> None:
    text = "source b0f3a1c2: A book\nspeaker da39a3ee5e: Ana\n\nclaim @da39a3ee5e: A. [b0f3a1c2]\n"
    assert compose(redraft(loaded(text))) == text


@pytest.mark.parametrize("key", ["x", "Big Doc", "a [b] c", "[", "]]", "n1, n2", "//", "日本"])
def test_mentions_by_key(key: str) -> None:
    """A reader may mention a node by its key, whatever that is; one that isn't there is called by it."""
    draft = Draft()
    draft.add(DraftNode(key, "The big document."))
    draft.add(DraftNode("other", f"See {mention(key)}, [not] [[this]] nor {mention('that one')}. [1]"))
    map_ = loaded(compose(draft))
    first, other = map_.nodes.values()
    assert other.mentions == (first.id,)
    assert other.text == f"See [[{first.id}]], [not] [[this]] nor that one. [1]"
    assert not other.citations


def test_mentions_outside_texts_are_plain() -> None:
    draft = Draft(f"On {mention('x')}")
    draft.add(DraftNode("x", "A.")).note(f"See {mention('x')}.")
    map_ = loaded(compose(draft))
    assert map_.title == "On x"
    assert next(iter(map_.nodes.values())).properties["note"] == ["See x."]
