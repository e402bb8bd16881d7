"""ASPARTIX facts (apx), the argumentation competition's format until 2019: ``arg(a).`` and ``att(a,b).``

They are facts of answer set programming (Egly, Gaggl & Woltran, "Answer-set programming encodings for
argumentation frameworks", Argument & Computation 1, 2010): names are constants, with a small first
letter, or numbers, or strings; ``%`` begins a comment. What an argument says stands in a comment
``% name id: text``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from argmap.analysis.standing import Standings
from argmap.formats.draft import Draft
from argmap.formats.dung import AUXILIARY, Listed, draft_of, keeps_of, listed_map
from argmap.formats.given import Given, Unreadable
from argmap.model.map import Map

__all__ = ["chunks", "keeps_of", "read"]

_NAME = r'"(?:[^"\\\n]|\\.)*"|[^\s(),."%]++'
_FACT = re.compile(
    rf"arg\(\s*({_NAME})\s*\)\s*\."
    rf"|att\(\s*({_NAME})\s*,\s*({_NAME})\s*\)\s*\."
    r"|%([^\n]*)"
    r"|([^\s%][^\n%]*)"
)
_COMMENT = re.compile(rf"\s*({_NAME})\s+(\S.*)")
_NAMED = re.compile(r"([^\s:~(][^\s:~]*|\S*~\S*): (.*)")
_BATCH = 10_000


def read(given: Given) -> Draft:
    """The framework as a draft: a claim for every argument, a rebuttal for every attack."""
    return draft_of(parse(given.text), "attack")


def parse(text: str) -> Listed:
    """What a file in this format says; `Unreadable` where it is none."""
    listed = Listed()
    texts, attacks = listed.texts, listed.attacks
    remarks: list[str] = []
    odd = twice = 0
    for found in _FACT.finditer(text.replace("\r", "\n")):
        argument, attacker, target, remark, other = found.groups()
        if argument is not None:
            twice += argument in texts
            texts[argument] = ""
        elif attacker is not None:
            twice += (attacker, target) in attacks
            attacks[attacker, target] = ""
        elif remark is not None:
            remarks.append(remark)
        elif other is not None:
            odd += 1
    if not texts and not attacks and (odd or not remarks):
        raise Unreadable("no ASPARTIX facts: it has no `arg(a).`")
    undeclared = {name: None for pair in attacks for name in pair if name not in texts}
    texts.update(dict.fromkeys(undeclared, ""))
    listed.tell(
        len(undeclared), "argument is", "arguments are", "attacked or attacking without `arg(…)`; added"
    )
    listed.tell(odd, "line is", "lines are", "neither `arg(a).` nor `att(a,b).`; left out")
    listed.tell(twice, "fact stands", "facts stand", "there twice; read once")
    for remark in remarks:
        _remark(listed, remark)
    for name, said in texts.items():
        if name[0] == '"' and not said:
            texts[name] = re.sub(r"\\(.)", r"\1", name[1:-1])
        elif not name.isdecimal() and not said.startswith(AUXILIARY):
            listed.names.setdefault(name, name)
    return listed


def _remark(listed: Listed, remark: str) -> None:
    found = _COMMENT.match(remark)
    if found is None or found[1] not in listed.texts:
        if remark.strip(" %"):
            listed.comments.append(remark.strip(" %"))
        return
    key, text = found[1], found[2]
    if listed.texts[key]:
        listed.notes.setdefault(key, []).append(text)
    elif named := _NAMED.match(text + " "):
        listed.texts[key] = named[2].strip()
        listed.names[key] = "" if "~" in named[1] else named[1]
    else:
        listed.texts[key] = text


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """A map as facts: claims first, in the map's order, then auxiliary arguments if it needs any."""
    arguments, attacks = listed_map(map_)
    if not arguments:
        yield "% a framework without arguments\n"
    names = _constants(id_ for id_, _ in arguments)
    lines: list[str] = []
    for name, (id_, text) in zip(names, arguments, strict=True):
        lines.append(f"% {name} {id_}: {text}".rstrip() if id_ else f"% {name} {text}")
        lines.append(f"arg({name}).")
        if len(lines) > _BATCH:
            yield "\n".join(lines) + "\n"
            lines.clear()
    for a, b in attacks:
        lines.append(f"att({names[a]},{names[b]}).")
        if len(lines) > _BATCH:
            yield "\n".join(lines) + "\n"
            lines.clear()
    if lines:
        yield "\n".join(lines) + "\n"


def _constants(ids: Iterator[str]) -> list[str]:
    """A constant for each id: what of it is ASCII, beginning with a small letter, none twice."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names = []
    for id_ in ids:
        plain = unicodedata.normalize("NFKD", id_).encode("ascii", "ignore").decode()
        base = re.sub(r"\W+", "_", plain).strip("_")
        if id_ and (not base or not base[0].isalpha()):
            base = f"a_{base}".rstrip("_")
        base = base[:1].lower() + base[1:] if id_ else "aux"
        if base == "not":  # a word of the language
            base = "not_"
        name = base if id_ else "aux_1"
        while name in taken:
            counts[base] = number = counts.get(base, 1) + 1
            name = f"{base}_{number}"
        taken.add(name)
        names.append(name)
    return names
