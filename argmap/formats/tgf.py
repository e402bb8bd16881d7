"""The trivial graph format, as the argumentation competition used it until 2019.

Arguments, one a line, with a label behind the name where there is one; a line ``#``; attacks ``a b``, one
a line, with a label behind them where there is one.
"""

from __future__ import annotations

from argmap.formats.draft import Draft
from argmap.formats.dung import Listed, draft_of
from argmap.formats.given import Given, Unreadable


def read(given: Given) -> Draft:
    """The framework as a draft: a claim for every argument, a rebuttal for every attack."""
    return draft_of(parse(given.text), "attack")


def parse(text: str) -> Listed:
    """What a file in this format says; `Unreadable` where it is none."""
    listed = Listed()
    texts, attacks = listed.texts, listed.attacks
    lines = iter(text.splitlines())
    arguments_twice = attacks_twice = odd = marks = 0
    for line in lines:
        words = line.split(None, 1)
        if not words:
            continue
        if words == ["#"]:
            marks = 1
            break
        key = words[0]
        label = words[1].strip() if len(words) > 1 else ""
        if key in texts:
            arguments_twice += 1
            if label and label != texts[key]:
                listed.notes.setdefault(key, []).append(label)
            continue
        texts[key] = label
        if not label and not key.isdecimal():
            listed.names[key] = key
    if not marks:
        raise Unreadable("no trivial graph format: no line `#` between arguments and attacks")
    for line in lines:
        words = line.split(None, 2)
        if len(words) < 2:
            odd += bool(words)
            continue
        pair = words[0], words[1]
        label = words[2].strip() if len(words) > 2 else ""
        if pair in attacks:
            attacks_twice += 1
            attacks[pair] = "; ".join(filter(None, (attacks[pair], label)))
        else:
            attacks[pair] = label
    undeclared = {name: None for pair in attacks for name in pair if name not in texts}
    texts.update(dict.fromkeys(undeclared, ""))
    listed.tell(arguments_twice, "argument stands", "arguments stand", "there twice; read once")
    listed.tell(attacks_twice, "attack stands", "attacks stand", "there twice; read once")
    listed.tell(odd, "line is", "lines are", "no attack `a b`; left out")
    listed.tell(
        len(undeclared),
        "argument is",
        "arguments are",
        "attacked or attacking without a line of its own; added",
    )
    return listed
