"""Kialo's text export of a discussion.

A heading with the title, then a claim a line: its number in the outline, ``Pro:`` or ``Con:`` (what it does
to the claim that its number begins with), its text. Nobody documents the export; what is read here follows
what its parsers read and what exports look like:

- A text may run over lines, empty ones and numbered lists among them. A line that begins with a number is
  therefore a claim only where the number has its place in the outline.
- In a discussion of several theses, these have numbers below the question and neither ``Pro`` nor ``Con``.
- ``-> See 1.3.`` stands for a claim that is used in a second place.
- Sources are links inside the text, ``[words](url)``; brackets that are none have a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.formats.draft import Draft, DraftNode, DraftSource
from argmap.formats.given import Given, Unreadable
from argmap.formats.troubles import Troubles

_HEADING = re.compile(r"\s*Discussion\s+(?:Title|Name)\s*:\s*(.*)", re.IGNORECASE)
# Numbers grow with the depth of a claim; one deeper than this is none.
_NUMBERED = re.compile(r"\s*((?:\d{1,9}\.){1,1000})(?:\s+(.*))?$")
# A number whose last dot is missing is taken for one only before a stance.
_UNDOTTED = re.compile(r"(\s*(?:\d{1,9}\.){1,999}\d{1,9})(\s+.*)$")
# The words of a stance, as far as the languages of Kialo's interface have other ones.
_PRO = ("pro", "pros", "pour", "favor", "voor", "za", "за")
_CON = ("con", "cons", "contra", "kontra", "contre", "contro", "tegen", "против")
_STANCE = re.compile(rf"({'|'.join((*_PRO, *_CON))})\s*[:：]\s*(.*)$", re.IGNORECASE)
_REFERENCE = re.compile(r"->\s*See\s+((?:\d{1,9}\.)+)\s*$", re.IGNORECASE)
# No bracket may stand in the words and no bare parenthesis in the address, so that nothing is searched twice.
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(\s*((?:\\.|[^\s()\\]|\([^\s()]*\))+)(?:\s+\"[^\"\n]*\")?\s*\)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|www\.", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\[\]()*_])")


@dataclass(slots=True)
class _Claim:
    """A claim of the outline. `stance` is "support", "attack" or None; `parent` the place it hangs on."""

    number: str
    line: int
    stance: str | None
    lines: list[str]
    parent: int | None
    key: str = ""
    children: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def read(given: Given) -> Draft:
    """The discussion as a draft; every claim's key is its number."""
    draft, troubles = Draft(), Troubles()
    claims = _outline(given.text.splitlines(), draft, troubles)
    if not claims:
        raise Unreadable("no Kialo export: it has no line like `1. Thesis` or `1.1. Pro: claim`")
    states = _states(claims, troubles)
    for place, claim in enumerate(claims):
        if states[place] == place:
            claim.key = _node(claim, draft)
    for place in range(len(claims)):
        _step(place, claims, states, draft, troubles)
    troubles.tell(draft)
    return draft


def _outline(lines: list[str], draft: Draft, troubles: Troubles) -> list[_Claim]:
    """The claims in their order, texts put together; what stands before them is the heading."""
    theses = _theses(lines)
    claims: list[_Claim] = []
    seen: dict[str, int] = {}
    for at, line in enumerate(lines, 1):
        claim = _claim(line, at, seen, theses, troubles)
        if claim is not None:
            if claim.number not in seen:
                seen[claim.number] = len(claims)
            if claim.parent is not None:
                claims[claim.parent].children.append(len(claims))
            claims.append(claim)
        elif claims:
            claims[-1].lines.append(line.strip())
        elif heading := _HEADING.match(line):
            draft.title = heading[1].strip()
        elif line.strip():
            draft.properties.setdefault("note", []).append(line.strip())
    return claims


def _theses(lines: list[str]) -> set[str]:
    """The numbers that a thesis may have: 1, and any that a Pro or Con hangs on."""
    found = {"1."}
    for line in lines:
        match = _numbered(line)
        if match is not None and match[2] is not None and _STANCE.match(match[2]):
            found.add(match[1].partition(".")[0] + ".")
    return found


def _numbered(line: str) -> re.Match[str] | None:
    """The number at the beginning of a line and what stands behind it."""
    match = _NUMBERED.match(line)
    if match is None and (undotted := _UNDOTTED.match(line)) and _STANCE.match(undotted[2].strip()):
        match = _NUMBERED.match(f"{undotted[1]}.{undotted[2]}")
    return match


def _claim(line: str, at: int, seen: dict[str, int], theses: set[str], troubles: Troubles) -> _Claim | None:
    """The claim that begins on this line, or None where it is more of the text before it."""
    match = _numbered(line)
    if match is None:
        return None
    number, rest = match[1], match[2] or ""
    if not line.lstrip().startswith(number):
        troubles.add("number without its last dot, read as one", f"{number} in line {at}")
    above = _above(number)
    stance = _STANCE.match(rest) if above else None
    if stance is None:
        if above not in seen if above else number not in theses:
            return None
        if number in seen:
            return None
        return _Claim(number, at, None, [rest], seen.get(above))
    if number in seen:
        troubles.add("number given twice, kept as another claim", f"{number} in line {at}")
    parent = seen.get(above)
    if parent is None:
        nearest = above
        while nearest and nearest not in seen:
            nearest = _above(nearest)
        parent = seen.get(nearest)
        where = "hung on the nearest one" if nearest else "kept at top level"
        troubles.add(f"no claim to stand under, {where}", f"{number} in line {at}")
    kind = "support" if stance[1].lower() in _PRO else "attack"
    return _Claim(number, at, kind, [stance[2]], parent)


def _above(number: str) -> str:
    """The number of the claim above: "1.2." of "1.2.3.", "" of "1."."""
    return number[: number.rindex(".", 0, -1) + 1] if number.count(".") > 1 else ""


def _states(claims: list[_Claim], troubles: Troubles) -> list[int]:
    """For each claim, the place of the one that states it: itself, or what its reference leads to."""
    numbered: dict[str, int] = {}
    for place, claim in enumerate(claims):
        numbered.setdefault(claim.number, place)
    leads: dict[int, int] = {}
    for place, claim in enumerate(claims):
        found = _REFERENCE.match(claim.text)
        if found is None:
            continue
        if found[1] in numbered:
            leads[place] = numbered[found[1]]
        else:
            troubles.add(
                "refers to a claim that is missing, kept as text", f"{found[1]} in line {claim.line}"
            )
    states = list(range(len(claims)))
    done: set[int] = set()
    for place in leads:
        way: dict[int, None] = {}
        at = place
        while at in leads and at not in done and at not in way:
            way[at] = None
            at = leads[at]
        done.update(way)
        if at in way:
            troubles.add("refers to itself, kept as text", f"{claims[at].number} in line {claims[at].line}")
            continue
        for one in way:
            states[one] = states[at]
    return states


def _node(claim: _Claim, draft: Draft) -> str:
    """Put a claim in with the sources it links to; its key."""
    cited: dict[str, None] = {}
    text = "".join(_words(claim.text, draft, cited))
    key = claim.number if claim.number not in draft.nodes else f"{claim.number} in line {claim.line}"
    node = DraftNode(key, text, citations=tuple((url, None) for url in cited))
    node.comment = f"Kialo {claim.number.removesuffix('.')}"
    return draft.add(node).key


def _words(text: str, draft: Draft, cited: dict[str, None]) -> Iterator[str]:
    """The text without its links, whose words stay; their addresses are added to `cited`."""
    end = 0
    for link in _LINK.finditer(text):
        url = _plain(link[2])
        if _ADDRESS.match(url) is None:
            continue
        words = _plain(link[1])
        yield _plain(text[end : link.start()])
        yield words
        end = link.end()
        cited[url] = None
        if url not in draft.sources:
            draft.sources[url] = DraftSource(_description(words) or url, {"url": url})
    yield _plain(text[end:])


def _description(words: str) -> str:
    """What a source is called: the words of the link to it, unless they are a mere number."""
    line = " ".join(words.split())
    return line if any(char.isalpha() for char in line) else ""


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _step(place: int, claims: list[_Claim], states: list[int], draft: Draft, troubles: Troubles) -> None:
    """The link from a claim to what it hangs on."""
    claim = claims[place]
    if claim.parent is None:
        draft.nodes[claims[states[place]].key].top = True
        return
    own, target = claims[states[place]].key, claims[states[claim.parent]].key
    above = claims[claim.parent]
    key = f"line {claim.line}"
    if claim.stance == "support":
        draft.step("support", own, target, key)
    elif claim.stance == "attack":
        draft.step("attack", own, target, key)
    elif above.parent is None and all(claims[child].stance is None for child in above.children):
        draft.nodes[target].kind = "question"
        draft.step("answer", own, target, key)
    else:
        draft.nodes[own].top = True
        troubles.add("neither Pro nor Con, kept at top level", f"{claim.number} in line {claim.line}")
