"""Names replaced by roles, all through a thread: who speaks, and whom the texts mention.

It rather replaces too much than too little: a word that is spelt as somebody's name becomes their role even
where it was meant otherwise. Nicknames, what people tell of themselves and how they write stay; that is for a
reader.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable
from string import ascii_uppercase
from typing import NamedTuple

from argmap.sources.thread import Thread

#: A shorter name is replaced only where a mark says that it is one (`@al`).
_SHORTEST = 3
_SOMEBODY = "a speaker"
_TOKEN = re.compile(r"\w+")


class Role(NamedTuple):
    """Somebody's role, name, and whatever else the source calls them."""

    role: str
    name: str
    others: tuple[str, ...]


def anonymized(thread: Thread) -> list[Role]:
    """Replace all names in a thread, and take out the addresses that lead to people; tells who is who."""
    authors = list(dict.fromkeys(filter(None, (thread.author, *(post.author for post in thread.posts)))))
    roles = [
        Role("Author" if thread.essay else f"Speaker {letters(i)}", name, tuple(thread.aliases.get(name, ())))
        for i, name in enumerate(authors)
    ]
    called = {role.name: role.role for role in roles}
    replace = _replacer(roles)
    thread.title, thread.what = replace(thread.title), replace(thread.what)
    thread.author = called.get(thread.author or "")
    thread.url, thread.aliases = None, {}
    for post in thread.posts:
        post.text = replace(post.text)
        post.section = replace(post.section) if post.section else None
        post.author = called.get(post.author or "")
        post.url = None
    return roles


def key_file(roles: Iterable[Role]) -> bytes:
    """Who is who, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("role", "name", "also called"))
    writer.writerows((one.role, one.name, ", ".join(dict.fromkeys(one.others))) for one in roles)
    return out.getvalue().encode("utf-8")


def letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    word = ""
    number += 1
    while number:
        number, last = divmod(number - 1, 26)
        word = ascii_uppercase[last] + word
    return word


def _replacer(roles: list[Role]) -> Callable[[str], str]:
    words = _words(roles)
    folded = {word.casefold(): role for word, role in words.items()}
    begins: dict[str, list[str]] = {}
    for word in words:
        begins.setdefault(_first(word), []).append(word)

    def role_of(match: re.Match[str]) -> str:
        word = match["marked"] or match[0]
        return (not match["marked"] and words.get(word)) or folded.get(word.casefold(), _SOMEBODY)

    def replace(text: str) -> str:
        # a pattern of all the names of a long thread takes minutes, of those that may be here nothing
        here = {word for token in ("", *_TOKEN.findall(text.casefold())) for word in begins.get(token, ())}
        return _pattern(here).sub(role_of, text) if here else text

    return replace


def _words(roles: Iterable[Role]) -> dict[str, str]:
    """Every word that is somebody's name or a part of it, with their role."""
    words: dict[str, str] = {}
    for role in roles:
        for name in (role.name, *role.others):
            parts = [part for part in re.findall(r"[\w-]+", name) if part[0].isupper()]
            for word in filter(None, (name, name.partition("@")[0], *parts)):
                # what two people share is nobody's name in particular
                words[word] = role.role if words.get(word, role.role) == role.role else _SOMEBODY
    words.update((role.name, role.role) for role in roles)
    return words


def _first(word: str) -> str:
    """By what a text shows that it may hold a word."""
    found = _TOKEN.search(word.casefold())
    return found[0] if found else ""


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """Any of the words behind a mark, with a server behind it or none; the longer ones without a mark too."""
    marked = rf"(?:@|/?u/)(?P<marked>(?i:{_any(words)}))(?:@[\w-]+(?:\.[\w-]+)+)?"
    bare = _any([word for word in words if len(word) >= _SHORTEST], by_case=True)
    return re.compile(rf"(?<!\w)(?:{marked}{'|' + bare if bare else ''})(?!\w)")


def _any(words: Iterable[str], *, by_case: bool = False) -> str:
    """A pattern for any of the words, the longest first.

    With `by_case` those of letters alone, which may be words of a language too, have to be spelt as they are.
    """
    return "|".join(
        re.escape(word) if not by_case or word.isalpha() else f"(?i:{re.escape(word)})"
        for word in sorted(words, key=len, reverse=True)
    )
