"""Questions, answers and comments of Stack Exchange by its API (api.stackexchange.com/docs).

A question may hold its answers, and both their comments, if the filter asked for them; else the answers of
several requests may stand behind each other in the file. Texts, titles and names come with HTML entities.
"""

from __future__ import annotations

from html import unescape

from argmap.sources.fromhtml import text_of
from argmap.sources.parts import Part, inner, name, objects, opening, string, when
from argmap.sources.people import People
from argmap.sources.thread import Post, Thread

_KINDS = ("comment_id", "answer_id", "question_id")


def fits(parts: list[Part]) -> bool:
    return any(_kind(item) and "creation_date" in item for item in _items(parts))


def read(parts: list[Part], problems: list[str]) -> Thread:
    thread = Thread("Question on Stack Exchange")
    people = People()
    todo: list[tuple[Part, str | None]] = [(item, None) for item in reversed(_items(parts))]
    while todo:
        item, above = todo.pop()
        if _kind(item) is None:
            continue
        post = _post(item, above, people)
        thread.posts.append(post)
        if not thread.title and _kind(item) == "question_id":
            thread.title = unescape(string(item, "title"))
            thread.url = string(item, "link") or None
        below = [*objects(item, "comments"), *objects(item, "answers")]
        todo += [(each, post.key) for each in reversed(below)]
    if thread.posts and not any("body" in item or "body_markdown" in item for item in _items(parts)):
        problems.append("has no texts: ask the API for them with filter=withbody")
    return thread


def _items(parts: list[Part]) -> list[Part]:
    return [item for part in parts for item in (objects(part, "items") if "items" in part else [part])]


def _kind(item: Part) -> str | None:
    return next((kind for kind in _KINDS if name(item, kind)), None)


def _post(item: Part, above: str | None, people: People) -> Post:
    kind = _kind(item)
    assert kind is not None
    owner = inner(item, "owner")
    id_ = name(item, kind) or ""
    if kind == "comment_id":  # comments have numbers of their own
        key, parent = f"comment {id_}", name(item, "post_id")
    else:
        key, parent = id_, name(item, "question_id") if kind == "answer_id" else None
    text = unescape(string(item, "body_markdown")) or text_of(string(item, "body"))
    title = unescape(string(item, "title")) if kind == "question_id" else ""
    return Post(
        opening(title, text),
        author=people.called(name(owner, "user_id"), unescape(string(owner, "display_name"))),
        date=when(item.get("creation_date")),
        url=string(item, "link") or None,
        key=key,
        parent=parent or above,
    )
