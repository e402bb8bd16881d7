"""A post of Lemmy and its comments, by version 3 of its API: `/post?id=` and `/comment/list?post_id=`.

Either answer may be there alone, or both one behind the other. A comment's `path` has the ids of all comments
above it (`0.12.34`). Texts are Markdown.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from argmap.sources.parts import Part, inner, name, objects, opening, string, when
from argmap.sources.thread import Post, Thread

_OPENING = "post"


def fits(parts: list[Part]) -> bool:
    return any(inner(part, "post_view", "post") for part in parts) or bool(_comments(parts))


def read(parts: list[Part], _problems: list[str]) -> Thread:
    thread = Thread("Thread on Lemmy")
    comments = _comments(parts)
    views = [inner(part, "post_view") for part in parts if inner(part, "post_view", "post")]
    first = views[0] if views else comments[0]
    creators = {name(inner(view, "creator"), "id"): inner(view, "creator") for view in (*comments, *views)}
    post = inner(first, "post")
    if post:
        _about(thread, post, inner(first, "community"))
        thread.posts.append(_post(post, creators.get(name(post, "creator_id"), {}), thread))
    seen: set[str | None] = set()
    for view in comments:
        said = inner(view, "comment")
        id_ = name(said, "id")
        if id_ is None or id_ not in seen:
            seen.add(id_)
            thread.posts.append(_comment(said, inner(view, "creator"), thread))
    thread.posts.sort(key=lambda one: (one.key != _OPENING, one.date or "~"))
    return thread


def _comments(parts: list[Part]) -> list[Part]:
    views = [
        view for part in parts for view in (*objects(part, "comments"), inner(part, "comment_view"), part)
    ]
    return [view for view in views if inner(view, "comment")]


def _about(thread: Thread, post: Part, community: Part) -> None:
    thread.title = string(post, "name")
    thread.url = string(post, "ap_id") or None
    if called := string(community, "name"):
        thread.what = f"Thread on Lemmy, !{called}"


def _post(post: Part, creator: Part, thread: Thread) -> Post:
    body = "\n\n".join(filter(None, (string(post, "url"), string(post, "body"))))
    return Post(
        opening(string(post, "name"), body),
        author=_author(creator, thread),
        date=when(post.get("published")),
        url=string(post, "ap_id") or None,
        key=_OPENING,
        missing=_gone(post),
    )


def _comment(said: Part, creator: Part, thread: Thread) -> Post:
    above = [id_ for id_ in string(said, "path").split(".")[:-1] if id_ != "0"]
    return Post(
        string(said, "content"),
        author=_author(creator, thread),
        date=when(said.get("published")),
        url=string(said, "ap_id") or None,
        key=name(said, "id"),
        parent=above[-1] if above else _OPENING,
        missing=_gone(said),
    )


def _author(creator: Part, thread: Thread) -> str | None:
    """`ann`, or `ann@example.org` for somebody of another server."""
    called = string(creator, "name")
    if not called:
        return None
    try:
        host = urlsplit(string(creator, "actor_id")).hostname
    except ValueError:
        host = None
    author = f"{called}@{host}" if host and creator.get("local") is False else called
    others = [string(creator, "display_name"), *([called] if author != called else [])]
    thread.aliases.setdefault(author, []).extend(filter(None, others))
    return author


def _gone(part: Part) -> str | None:
    if part.get("removed") is True:
        return "removed by a moderator"
    return "deleted by its author" if part.get("deleted") is True else None
