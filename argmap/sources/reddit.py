"""A Reddit thread as the site gives it behind the address of a thread with `.json`: two listings of things.

Things: `t3` is the post, `t1` a comment with its replies as another listing, `more` stands for comments that
the answer leaves out (github.com/reddit-archive/reddit/wiki/JSON).
"""

from __future__ import annotations

from argmap.sources.parts import Part, inner, name, objects, opening, string, when
from argmap.sources.thread import Post, Thread

_SITE = "https://www.reddit.com"
_GONE = {"[deleted]": "deleted by its author", "[removed]": "removed by a moderator"}


def fits(parts: list[Part]) -> bool:
    return any(part.get("kind") == "Listing" and "children" in inner(part, "data") for part in parts)


def read(parts: list[Part], problems: list[str]) -> Thread:
    thread = Thread("Thread on Reddit")
    left_out = 0
    todo: list[tuple[Part, str | None]] = []
    for part in reversed(parts):
        todo += [(thing, None) for thing in reversed(objects(inner(part, "data"), "children"))]
    while todo:
        thing, above = todo.pop()
        kind, data = thing.get("kind"), inner(thing, "data")
        if kind == "more":
            count = data.get("count")
            left_out += count if isinstance(count, int) else 0
        elif kind in ("t1", "t3") and data:
            post = _post(data, above)
            thread.posts.append(post)
            if kind == "t3" and not thread.title:
                _about(thread, data)
            replies = objects(inner(data, "replies", "data"), "children")
            todo += [(reply, post.key) for reply in reversed(replies)]
    if left_out > 0:
        count = "1 comment is" if left_out == 1 else f"{left_out:,} comments are"
        problems.append(f"{count} not in it: Reddit leaves some out of a long thread")
    return thread


def _about(thread: Thread, data: Part) -> None:
    thread.title = _plain(string(data, "title"))
    if subreddit := string(data, "subreddit"):
        thread.what = f"Thread on Reddit, r/{subreddit}"
    thread.url = _address(data)


def _post(data: Part, above: str | None) -> Post:
    body = string(data, "body", "selftext")
    author = string(data, "author")
    title = _plain(string(data, "title"))
    if title and not body and not data.get("is_self"):
        body = string(data, "url")
    missing = _GONE.get(body.strip())
    key = name(data, "name")
    return Post(
        opening(title, "" if missing else _plain(body)),
        author=None if author in _GONE else author,
        date=when(data.get("created_utc")),
        url=_address(data),
        key=key,
        parent=name(data, "parent_id") or above,
        missing=None if title else missing,
    )


def _address(data: Part) -> str | None:
    link = string(data, "permalink")
    return _SITE + link if link.startswith("/") else None


def _plain(text: str) -> str:
    """A text without the three entities that the site writes even in Markdown."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
