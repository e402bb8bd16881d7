"""An issue, a pull request or a discussion of GitHub, by REST, GraphQL or the command `gh`.

By REST (docs.github.com/rest) an issue and its comments are two answers, which stand one behind the other in
the file. By GraphQL, comments and replies are lists of `nodes` inside; `gh issue view --json` writes the
comments as a plain list.
"""

from __future__ import annotations

from argmap.sources.parts import Part, inner, name, objects, opening, string, when
from argmap.sources.thread import Post, Thread

_SUBJECTS = {"discussion": "Discussion", "issue": "Issue", "pullRequest": "Pull request"}


def fits(parts: list[Part]) -> bool:
    return any(_is_said(subject) for subject, _ in _subjects(parts))


def read(parts: list[Part], problems: list[str]) -> Thread:
    thread = Thread("Issue on GitHub")
    todo: list[tuple[Part, str | None]] = []
    for subject, what in reversed(_subjects(parts)):
        todo.append((subject, None))
        if "title" in subject:
            thread.what = f"{what} on GitHub"
    lacking = 0
    while todo:
        said, above = todo.pop()
        if not _is_said(said):
            continue
        post = _post(said, above)
        thread.posts.append(post)
        if not thread.title and string(said, "title"):
            thread.title, thread.url = string(said, "title"), post.url
        # whether a comment on an issue answers the issue or another comment, nothing tells
        answers = post.key if "discussion" in thread.what.lower() else None
        lacking += _lacking(said, parts)
        below = [(each, answers) for each in _listed(said, "comments")]
        below += [(each, post.key) for each in _listed(said, "replies")]
        todo += reversed(below)
    if lacking > 0:
        count = "1 comment is" if lacking == 1 else f"{lacking:,} comments are"
        problems.append(f"{count} not in it: GitHub answers page by page")
    return thread


def _lacking(said: Part, parts: list[Part]) -> int:
    """How many of the comments that an issue or a comment tells to have are not in the file."""
    told = said.get("comments")
    if isinstance(told, int) and not isinstance(told, bool):  # by REST a number; they stand behind the issue
        return told - len(parts) + 1
    lists = {key: inner(said, key).get("totalCount") for key in ("comments", "replies")}
    return sum(n - len(_listed(said, key)) for key, n in lists.items() if isinstance(n, int))


def _subjects(parts: list[Part]) -> list[tuple[Part, str]]:
    """What the file is about, or single comments; each with what it is called."""
    found: list[tuple[Part, str]] = []
    for part in parts:
        holder = inner(part, "data", "repository") or inner(part, "data") or inner(part, "repository") or part
        inside = [(inner(holder, key), what) for key, what in _SUBJECTS.items() if inner(holder, key)]
        what = "Pull request" if "pull_request" in part else "Issue"
        if "/discussions/" in string(part, "html_url", "url"):
            what = "Discussion"
        found += inside or [(part, what)]
        found += [(each, what) for each in objects(part, "comments")] if inside else []
    return found


def _listed(part: Part, key: str) -> list[Part]:
    """The objects of a list, of `nodes`, or of `edges`."""
    connection = inner(part, key)
    nodes = objects(connection, "nodes") or [inner(edge, "node") for edge in objects(connection, "edges")]
    return nodes or objects(part, key)


def _is_said(part: Part) -> bool:
    """Whether an object is an issue, a discussion or a comment."""
    login = inner(part, "user").get("login") or inner(part, "author").get("login")
    nobody = ("user" in part or "author" in part) and ("html_url" in part or "createdAt" in part)
    return "body" in part and (isinstance(login, str) or nobody)


def _post(part: Part, above: str | None) -> Post:
    login = string(inner(part, "user"), "login") or string(inner(part, "author"), "login")
    replied = name(part, "in_reply_to_id") or name(inner(part, "replyTo"), "id")
    return Post(
        opening(string(part, "title"), string(part, "body")),
        author=login if login and login != "ghost" else None,
        date=when(part.get("created_at") or part.get("createdAt")),
        url=string(part, "html_url", "url") or None,
        key=name(part, "id") or string(part, "html_url", "url") or None,
        parent=replied or above,
    )
