"""The `af` format of the argumentation competition ICCMA since 2023: arguments are numbers.

``p af N`` says that there are the arguments 1 to N, ``a b`` that a attacks b, ``#`` begins a comment
(https://argumentationcompetition.org/2023/rules.html). Which argument is which stands in comments:
``# 1 id: text``; a comment that begins with an argument's number is read as its text whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.analysis.standing import Standings
from argmap.formats.draft import Draft
from argmap.formats.dung import Listed, draft_of, keeps_of, listed_map
from argmap.formats.given import Given, Unreadable
from argmap.model.map import Map

__all__ = ["chunks", "keeps_of", "read"]

_HEADER = re.compile(r"p\s+af\s+(\d{1,18})\s*$")
_COMMENT = re.compile(r"#\s*(\d{1,18})(?:\s*[:=]\s*|\s+)(\S.*)")
_NAMED = re.compile(r"([^\s:~(][^\s:~]*|\S*~\S*): (.*)")
#: So many arguments may be declared whatever the file's size.
_ALWAYS = 1_000_000
_BATCH = 10_000


def read(given: Given) -> Draft:
    """The framework as a draft: a claim for every number, a rebuttal for every attack."""
    return draft_of(parse(given.text), "attack")


def parse(text: str) -> Listed:
    """What a file in this format says; `Unreadable` where it is none."""
    size = -1
    attacks: dict[tuple[str, str], str] = {}
    remarks: list[str] = []
    listed = Listed(attacks=attacks)
    odd = outside = twice = headers = 0
    for line in text.splitlines():
        words = line.split()
        if not words:
            continue
        if words[0][0] == "#":
            remarks.append(line.strip())
        elif len(words) == 2 and words[0].isdecimal() and words[1].isdecimal():
            if size < 0:
                odd += 1
                continue
            a, b = words
            if not (a.isascii() and b.isascii()) or len(a) > 18 or len(b) > 18:
                outside += 1
                continue
            first, second = int(a), int(b)
            if not (0 < first <= size and 0 < second <= size):
                outside += 1
                continue
            pair = (a, b) if a[0] != "0" and b[0] != "0" else (str(first), str(second))
            if pair in attacks:
                twice += 1
            attacks[pair] = ""
        elif header := _HEADER.match(line.strip()):
            headers += 1
            if size < 0:
                size = int(header[1])
                if size > max(_ALWAYS, len(text)):
                    raise Unreadable(f"declares {size:,} arguments, more than so small a file can be about")
        else:
            odd += 1
    if size < 0:
        raise Unreadable("no ICCMA framework: it has no line `p af N`")
    listed.texts = dict.fromkeys(map(str, range(1, size + 1)), "")
    _remarks(listed, remarks)
    listed.tell(odd, "line is", "lines are", "no attack `a b`; left out")
    listed.tell(outside, "attack names", "attacks name", f"an argument outside 1 to {size:,}; left out")
    listed.tell(twice, "attack stands", "attacks stand", "there twice; read once")
    listed.tell(headers - 1, "line", "lines", "`p af` too many; the first counts")
    return listed


def _remarks(listed: Listed, remarks: list[str]) -> None:
    """Comments that tell what an argument says, and all others."""
    texts = listed.texts
    for remark in remarks:
        found = _COMMENT.match(remark)
        key = str(int(found[1])) if found else ""
        if found is None or key not in texts:
            if plain := remark.lstrip("#").strip():
                listed.comments.append(plain)
        elif texts[key]:
            listed.notes.setdefault(key, []).append(found[2])
        elif named := _NAMED.match(found[2] + " "):
            texts[key] = named[2].strip()
            listed.names[key] = "" if "~" in named[1] else named[1]
        else:
            texts[key] = found[2]


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """A map as a framework: claims first, in the map's order, then auxiliary arguments if it needs any."""
    arguments, attacks = listed_map(map_)
    yield f"p af {len(arguments)}\n"
    lines: list[str] = []
    for number, (id_, text) in enumerate(arguments, 1):
        lines.append(f"# {number} {id_}: {text}".rstrip() if id_ else f"# {number} {text}")
        if len(lines) == _BATCH:
            yield "\n".join(lines) + "\n"
            lines.clear()
    for a, b in attacks:
        lines.append(f"{a + 1} {b + 1}")
        if len(lines) == _BATCH:
            yield "\n".join(lines) + "\n"
            lines.clear()
    if lines:
        yield "\n".join(lines) + "\n"
