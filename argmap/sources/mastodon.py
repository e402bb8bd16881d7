"""A conversation of Mastodon: a status and its context (docs.joinmastodon.org/entities/Context).

The context has what stands above and below a status, and not the status itself, which is another answer and
may stand before it or behind it in the file. Texts are HTML.
"""

from __future__ import annotations

from argmap.sources.fromhtml import text_of
from argmap.sources.parts import Part, inner, name, objects, string, when
from argmap.sources.thread import Post, Thread


def fits(parts: list[Part]) -> bool:
    return bool(_statuses(parts))


def read(parts: list[Part], problems: list[str]) -> Thread:
    thread = Thread("Conversation on Mastodon")
    seen: set[str | None] = set()
    for status in _statuses(parts):
        post = _post(status, thread)
        if post.key is None or post.key not in seen:
            seen.add(post.key)
            thread.posts.append(post)
    thread.posts.sort(key=lambda post: post.date or "~")
    thread.url = thread.posts[0].url
    lost = sum(post.parent is not None and post.parent not in seen for post in thread.posts)
    if lost:
        count = "1 post answers" if lost == 1 else f"{lost:,} posts answer"
        problems.append(f"{count} one that is not in it: put the status itself before its context")
    return thread


def _statuses(parts: list[Part]) -> list[Part]:
    every = [
        status
        for part in parts
        for status in (
            *objects(part, "ancestors"),
            inner(part, "status"),
            part,
            *objects(part, "descendants"),
        )
    ]
    return [one for one in every if isinstance(one.get("content"), str) and inner(one, "account")]


def _post(status: Part, thread: Thread) -> Post:
    account = inner(status, "account")
    author = string(account, "acct", "username")
    if author:
        others = {string(account, "display_name"), string(account, "username")} - {"", author}
        thread.aliases.setdefault(author, []).extend(sorted(others))
    pictures = [
        f"[{alt}]" for one in objects(status, "media_attachments") if (alt := string(one, "description"))
    ]
    warning = string(status, "spoiler_text")
    text = [f"**{warning}**" if warning else "", text_of(string(status, "content")), *pictures]
    return Post(
        "\n\n".join(filter(None, text)),
        author=author or None,
        date=when(status.get("created_at")),
        url=string(status, "url", "uri") or None,
        key=name(status, "id"),
        parent=name(status, "in_reply_to_id"),
    )
