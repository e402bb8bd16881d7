"""xAIF, the JSON that OVA and the tools around it exchange: AIF with the text it was made from.

``{"AIF": {nodes, edges, locutions, participants, …}, "text": …, "OVA": {…}}``; what `AIF` holds is read as
AIF is. The text marks what was analysed by spans whose ids name nodes; it becomes a source that the map is
of, kept whole as its notes, and cited by the nodes it marks. What OVA's second version saved (`analysis`,
edges as `from` and `to`) is read too. `OVA`, the layout on the screen, is left out, but for the analyst's
name and the document's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from argmap.formats.aif.graph import as_text, folded, tidy
from argmap.formats.aif.meaning import mean
from argmap.formats.draft import Draft, DraftSource
from argmap.formats.given import Given, Unreadable

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.model.map import Map

#: The source that is the text analysed.
TEXT = "text"
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_ID = re.compile(r"\bid\s*=\s*[\"']?(?:node)?([^\"'\s>]+)")
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


def read(given: Given) -> Draft:
    """An xAIF file as a draft."""
    raw = given.json
    if not isinstance(raw, dict):
        raise Unreadable("no xAIF: its JSON is no object")
    draft = Draft()
    inner = raw.get("AIF")
    analysis = raw.get("analysis")
    if isinstance(inner, dict):
        graph = tidy(inner, draft.problem)
        text = raw.get("text")
        if isinstance(text, dict):
            text = text.get("txt")
        about = raw.get("OVA", raw.get("ova"))
        about = about if isinstance(about, dict) else {}
        author = f"{as_text(about.get('firstname'))} {as_text(about.get('surname'))}".strip()
        address = as_text(about.get("url"))
        title = ""
    elif isinstance(analysis, dict):
        graph = tidy(_of_ova_2(raw), draft.problem)
        text = analysis.get("txt") or analysis.get("plain_txt")
        author = as_text(analysis.get("annotatorName"))
        address = as_text(analysis.get("documentSource"))
        title = as_text(analysis.get("documentTitle"))
    else:
        raise Unreadable("no xAIF: it holds no object `AIF`")
    content = mean(graph, draft)
    draft.title = title
    if author and author != "Anon User":
        draft.properties.setdefault("author", author)
    if isinstance(text, str):
        _put_text(draft, text, content, title, address)
    return draft


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """A map as xAIF, without a text or a layout."""
    from argmap.formats.aif.write import graph_of, lines

    graph = graph_of(map_)
    yield '{\n"AIF": {\n'
    yield from lines(graph, "  ")
    yield ',\n  "descriptorfulfillments": [],\n  "cqdescriptorfulfillments": []\n},\n"text": "",\n'
    yield f'"dialog": {"true" if graph.locutions else "false"},\n'
    yield '"OVA": {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []}\n}\n'


def _of_ova_2(raw: dict[str, Any]) -> dict[str, Any]:
    """What OVA's second version saved, in the words of the third."""
    nodes, edges = raw.get("nodes"), raw.get("edges")
    locutions = []
    for node in nodes if isinstance(nodes, list) else ():
        if isinstance(node, dict) and as_text(node.get("type")) == "L" and node.get("participantID"):
            locutions.append({"nodeID": node.get("id"), "personID": node.get("participantID")})
    joined: Any = edges
    if isinstance(edges, list):
        joined = [
            {"fromID": _end(edge, "from"), "toID": _end(edge, "to")} if isinstance(edge, dict) else edge
            for edge in edges
        ]
    plain = nodes
    if isinstance(nodes, list):  # `scheme` is a row's number there, "0" for none
        plain = [{**n, "scheme": None} if isinstance(n, dict) else n for n in nodes]
    return {
        "nodes": plain,
        "edges": joined,
        "locutions": locutions,
        "participants": raw.get("participants"),
    }


def _end(edge: dict[str, Any], key: str) -> Any:
    end = edge.get(key)
    return end.get("id") if isinstance(end, dict) else edge.get(f"{key}ID", end)


def _put_text(draft: Draft, markup: str, content: dict[str, list[str]], title: str, address: str) -> None:
    """The text analysed, as a source with its whole text, cited where a span marks a node."""
    text, spans = unmarked(markup)
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    paragraphs = [line for line in paragraphs if line]
    if not paragraphs:
        return
    source = DraftSource(title or "the text that was analysed", {"note": paragraphs})
    if address.startswith(("http://", "https://")):
        source.properties["url"] = address
    draft.sources[TEXT] = source
    draft.properties.setdefault("of", []).append(TEXT)
    for id_, words in spans:
        node = draft.nodes.get(id_) or draft.nodes.get(next(iter(content.get(id_, ())), ""))
        if node is None:
            continue
        place = (TEXT, f"node{id_}")
        if place not in node.citations:
            node.citations += (place,)
        known = [folded(q) for q, _ in node.properties.get("quote", ())]
        if folded(words) not in (folded(node.text), *known):
            node.properties.setdefault("quote", []).append((words, (place,)))


def unmarked(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """A text without its tags, and the words of each span that has an id."""
    pieces: list[str] = []
    open_: list[tuple[str, int] | None] = []
    spans: list[tuple[str, str]] = []
    at = 0
    for match in _TAG.finditer(markup):
        pieces.append(unescape(markup[at : match.start()]))
        at = match.end()
        closing, tag, attributes = match[1], match[2].lower(), match[3]
        if tag in _BREAKS:
            pieces.append("\n")
        elif tag == "span" and not closing:
            id_ = _ID.search(attributes)
            open_.append((id_[1], len(pieces)) if id_ is not None else None)
        elif tag == "span" and open_ and (start := open_.pop()) is not None:
            spans.append((start[0], " ".join("".join(pieces[start[1] :]).split())))
    pieces.append(unescape(markup[at:]))
    return "".join(pieces), spans
