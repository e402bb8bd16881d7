"""A discussion of Hacker News: an item with all its children (Algolia), or single items (the site's own API).

Algolia's item holds its answers in `children`. An item of the site's own API (github.com/HackerNews/API)
names its `parent`, and any number of them may stand in a file. Texts are HTML.
"""

from __future__ import annotations

from argmap.sources.fromhtml import text_of
from argmap.sources.parts import Part, name, objects, opening, string, when
from argmap.sources.thread import Post, Thread

_ITEM = "https://news.ycombinator.com/item?id="
_TYPES = ("story", "comment", "job", "poll", "pollopt")


def fits(parts: list[Part]) -> bool:
    return any(
        part.get("type") in _TYPES
        and ("by" in part or "kids" in part or "children" in part or "parent" in part)
        for part in parts
    )


def read(parts: list[Part], _problems: list[str]) -> Thread:
    thread = Thread("Discussion on Hacker News")
    todo: list[tuple[Part, str | None]] = [(part, None) for part in reversed(parts)]
    while todo:
        item, above = todo.pop()
        id_ = name(item, "id")
        if item.get("type") not in _TYPES:
            continue
        thread.posts.append(_post(item, id_, above))
        if not thread.title:
            thread.title = string(item, "title")
            thread.url = _ITEM + id_ if id_ else None
        todo += [(reply, id_) for reply in reversed(objects(item, "children"))]
    return thread


def _post(item: Part, id_: str | None, above: str | None) -> Post:
    title = string(item, "title")
    text = text_of(string(item, "text")) or (string(item, "url") if title else "")
    parent = name(item, "parent") or name(item, "parent_id") or above
    return Post(
        opening(title, text),
        author=string(item, "author", "by") or None,
        date=when(item.get("time") or item.get("created_at") or item.get("created_at_i")),
        url=_ITEM + id_ if id_ else None,
        key=id_,
        parent=parent,
        missing="deleted or hidden" if not title and not text else None,
    )
