"""A document's front matter and headings, as what a map says of itself and its sections.

| Argdown | argmap |
| --- | --- |
| `title`, `author`, `date` | the map's title, `author`, `date` |
| `argmap: …` | what the writer keeps there (see `data`) |
| `model: {mode, removeTagsFromText}` | how the rest is read |
| `color`, `group`, `selection`, `map`, `dot`, … | nothing: they say how Argdown draws and exports its map |
| any other key | a note of the map, `key: value` |
| `# Title`, `## Title` | a section, a section inside it |
| tags, data and links of a heading | notes of the section, but for `isGroup`, `isClosed`, `color` |
"""

from __future__ import annotations

import datetime
from typing import Any

from argmap.formats.argdown import data as keys
from argmap.formats.argdown.escape import flow
from argmap.formats.argdown.model import Document
from argmap.formats.draft import Draft, DraftSection, DraftSource, DraftSpeaker
from argmap.model.values import BadValue, read_value

_READ = ("mode", "removeTagsFromText")
#: What Argdown's plug-ins have settings for in front matter (`@argdown/core` 1.7.5).
_SETTINGS = frozenset((
    "color", "data", "dot", "explodeArguments", "graphml", "group", "html", "images", "json", "map", "model",
    "parser", "selection", "sourceHighlighter", "svg", "vizJs", "webComponent",
))  # fmt: skip
_DRAWN = frozenset(("isInMap", "isInGroup", "isGroup", "isClosed"))
_LISTS = frozenset((keys.NOTE, keys.BY, keys.IGNORE))


def add_head(document: Document, draft: Draft) -> None:
    """Put front matter, sections and lonely comments into a draft."""
    front = dict(document.front_matter)
    if (title := front.pop("title", None)) is not None:
        draft.title = said(title)
    for key in ("author", "date"):
        value = front.get(key)
        if value is not None and (key != "date" or is_date(said(value))):
            draft.properties[key] = said(front.pop(key))
    model = front.get("model")
    if isinstance(model, dict):
        rest = {key: value for key, value in model.items() if key not in _READ}
        front["model"] = rest or None
    ours = front.pop(keys.OURS, None)
    if isinstance(ours, dict):
        _ours(ours, draft)
    elif ours is not None:
        front[keys.OURS] = ours
    notes = [
        f"{key}: {said(value)}"
        for key, value in front.items()
        if value is not None and not (key in _SETTINGS and isinstance(value, dict))
    ]
    if "note" in front:
        notes = [said(front["note"]), *(note for note in notes if not note.startswith("note: "))]
    if notes:
        draft.properties.setdefault("note", []).extend(notes)
    for section in document.sections:
        own = dict(section.data or {})
        name = own.pop(keys.NAME, None)
        notes = list(keys.words(own.pop(keys.NOTE, None) or ()))
        properties = (
            {keys.BY: by} if document.own_file and (by := list(keys.words(own.pop(keys.BY, None)))) else {}
        )
        if section.tags:
            notes.append(f"tags: {', '.join(section.tags)}")
        notes += [f"{words_}: {url}" for words_, url in section.links]
        notes += [f"{key}: {said(value)}" for key, value in own.items() if not is_layout(key, value)]
        title = section.title
        for tag in section.tags:
            title = title.removesuffix(f"#{tag}").removesuffix(f"#({tag})").rstrip()
        draft.sections[section.id] = DraftSection(
            title,
            section.parent.id if section.parent is not None else None,
            {**properties, keys.NOTE: notes} if notes else properties,
            name if isinstance(name, str) else None,
        )
    draft.comments += [one for one in document.comments if any(map(str.isalnum, one))]


def _ours(ours: dict[Any, Any], draft: Draft) -> None:
    speakers, sources = ours.get(keys.SPEAKERS), ours.get(keys.SOURCES)
    for key, own in speakers.items() if isinstance(speakers, dict) else ():
        own = dict(own) if isinstance(own, dict) else {keys.NAME: own}
        name, side = own.pop(keys.NAME, None), own.pop(keys.SIDE, None)
        draft.speakers[str(key)] = DraftSpeaker(
            said(name) if name is not None else str(key),
            said(side) if side is not None else None,
            _known(own),
        )
    mapped = []
    for key, own in sources.items() if isinstance(sources, dict) else ():
        own = dict(own) if isinstance(own, dict) else {keys.TITLE: own}
        title = own.pop(keys.TITLE, None)
        if own.pop(keys.MAPPED, None) is True:
            mapped.append(str(key))
        draft.sources[str(key)] = DraftSource(said(title) if title is not None else str(key), _known(own))
    if mapped:
        draft.properties["of"] = mapped
    draft.properties.update(_known({k: v for k, v in ours.items() if k not in (keys.SPEAKERS, keys.SOURCES)}))


def _known(own: dict[Any, Any]) -> dict[str, Any]:
    return {
        str(key): list(keys.words(value)) if key in _LISTS else said(value)
        for key, value in own.items()
        if value is not None
    }


def is_layout(key: str, value: Any) -> bool:
    """Whether data tell only how Argdown draws its map."""
    return (key in _DRAWN and isinstance(value, bool)) or (key == "color" and isinstance(value, (str, int)))


def is_date(text: str) -> bool:
    """Whether a date is written as argmap wants it."""
    try:
        return bool(read_value("date", text))
    except BadValue:
        return False


def said(value: Any) -> str:
    """A value of front matter or data as text, on one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, list):
        return f"[{', '.join(map(said, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{said(key)}: {said(one)}' for key, one in value.items())}}}"
    return "null" if value is None else flow(value)
