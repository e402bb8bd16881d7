"""A topic of a Discourse forum, as it is behind the topic's address with `.json` (docs.discourse.org).

The first page has the first twenty posts and the ids of all; further pages may stand behind it in the file.
A post's text is HTML, and Markdown too where it was asked for (`include_raw=1`).
"""

from __future__ import annotations

from argmap.sources.fromhtml import text_of
from argmap.sources.parts import Part, inner, name, objects, opening, string, when
from argmap.sources.thread import Post, Thread

#: Notes of the forum itself, such as that a topic was closed.
_SMALL_ACTION = 3


def fits(parts: list[Part]) -> bool:
    return any(isinstance(inner(part, "post_stream").get("posts"), list) for part in parts)


def read(parts: list[Part], problems: list[str]) -> Thread:
    thread = Thread("Topic of a Discourse forum")
    known: set[str | None] = set()
    wanted: set[str] = set()
    for part in parts:
        stream = inner(part, "post_stream")
        thread.title = thread.title or string(part, "title")
        ids = stream.get("stream")
        wanted |= {str(id_) for id_ in ids if isinstance(id_, int)} if isinstance(ids, list) else set()
        for each in objects(stream, "posts"):
            id_ = name(each, "id")
            if id_ is None or id_ not in known:
                known.add(id_)
                if each.get("post_type") != _SMALL_ACTION:
                    thread.posts.append(_post(each, thread))
    if lacking := len(wanted - known):
        count = "1 post is" if lacking == 1 else f"{lacking:,} posts are"
        problems.append(f"{count} not in it: put the topic's further pages (?page=2) behind the first")
    return thread


def _post(part: Part, thread: Thread) -> Post:
    number = name(part, "post_number")
    author = string(part, "username")
    if author and (shown := string(part, "name", "display_username")):
        thread.aliases.setdefault(author, []).append(shown)
    text = string(part, "raw") or text_of(string(part, "cooked"))
    gone = "deleted" if part.get("deleted_at") or part.get("user_deleted") is True else None
    return Post(
        opening(thread.title, text) if not thread.posts else text,
        author=author or None,
        date=when(part.get("created_at")),
        url=string(part, "post_url") or _address(part),
        key=number,
        parent=name(part, "reply_to_post_number"),
        missing=gone,
    )


def _address(part: Part) -> str | None:
    """A post's address within its forum."""
    topic, number = name(part, "topic_id"), name(part, "post_number")
    return f"/t/{topic}/{number}" if topic and number else None
