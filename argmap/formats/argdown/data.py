"""What argmap says in Argdown's data, `{key: value}`: the names of the keys, and how they are read.

Argdown takes any YAML behind a statement, an argument or an inference, and leaves its meaning to others.
The writer (`write`) puts there what Argdown has no syntax for; the reader takes it from there with the
functions below. So this page is the contract between the two.

Behind the **definition of a statement or argument**, what the node itself has:

    speakers: [ana]   citations: [thread#p1]   date: "2024-05-01"   weight: 0.5   assumed: true
    note: "…" or [… , …]   quote: [{text: "…", citations: […]}]   tags: […] (those that `#(…)` can't hold)
    scheme, role, critical, ignore: the language's own properties
    kind: question    a question, which Argdown has no sign for
    kind: premise, rebuttal, undercut, concession, answer
                      what it is stated as, where it is used in several places or far below
    top: false        it hangs on another node, though it is written as a block of its own
    asks, answers, concedes, restates, undercuts: [TARGET…]
                      steps that lead from here and that Argdown has no sign for. A target is a
                      statement's title, `<title>` for an argument (the undercut or question of its
                      step), or `{to: TARGET, …}` with what the step itself has

`#implicit` is an ordinary tag.

Behind **a mention or definition in a relation** (`+ [late]`), what that one step has and its node has not:

    step: {speakers: […], citations: […], tags: […], scheme: …, note: …, …}

Behind **an inference** (`-- scheme {…} --`), the same without the word `step`: what the step of that argument
has that the argument itself has not; and `scheme` again where it is no pattern that argmap knows.

Behind **an argument** there may be `kind: premise`, `rebuttal`, `undercut`, `concession`, `question` or
`answer`. Then it is no argument of argmap's but one single step of that kind, made an argument so that
Argdown can undercut it. The step starts at the only premise of its premise-conclusion structure, or at the
statement that supports it (a bare concession has none). It leads to the conclusion, or to what the argument
supports, attacks or undercuts, or to `to: TARGET`. Undercuts of the argument are undercuts of that step, and
the other keys are those of the step. Without `kind`, `via: title` says that it is one more step of the
argument of that title.

In the **front matter** argmap's own things are under one key, since Argdown takes other keys for settings:

    title: "…"   author: "…"   date: "…"
    argmap:
      speakers: {ana: {name: "Ana", side: move, url: …}}
      sources: {thread: {title: "…", mapped: true, url: …}}
      language, by, ignore, note: properties of the map

Behind a **heading** stand the section's properties, and `name`, its id where it has one; `by` is read only
in a file that argmap wrote, as elsewhere it may mean anything.
"""

from __future__ import annotations

from typing import Any, Final

#: The key in the front matter.
OURS: Final = "argmap"

SPEAKERS: Final = "speakers"
SOURCES: Final = "sources"
CITATIONS: Final = "citations"
DATE: Final = "date"
WEIGHT: Final = "weight"
NOTE: Final = "note"
BY: Final = "by"
IGNORE: Final = "ignore"
QUOTE: Final = "quote"
ASSUMED: Final = "assumed"
TAGS: Final = "tags"
SCHEME: Final = "scheme"

KIND: Final = "kind"
TOP: Final = "top"
STEP: Final = "step"
TO: Final = "to"
VIA: Final = "via"
NAME: Final = "name"
TITLE: Final = "title"
SIDE: Final = "side"
MAPPED: Final = "mapped"

#: Keys for steps that Argdown has no sign for, and the kind of link each stands for.
STEPS: Final = {
    "asks": "question",
    "answers": "answer",
    "concedes": "concession",
    "restates": "restatement",
    "undercuts": "undercut",
}
#: What an argument that is a single step is called, and the kind of link it is. A concession without an
#: origin is a support.
SINGLE: Final = {
    "premise": "support",
    "rebuttal": "attack",
    "undercut": "undercut",
    "concession": "concession",
    "question": "question",
    "answer": "answer",
}
#: Keys of a node or step that are properties of the language, by the same name.
PROPERTIES: Final = (
    DATE, WEIGHT, NOTE, QUOTE, ASSUMED, SCHEME, "role", "critical", IGNORE,
)  # fmt: skip


def words(value: Any) -> tuple[str, ...]:
    """A list of words, or a single one."""
    if isinstance(value, (list, tuple)):
        return tuple(str(one) for one in value if isinstance(one, (str, int, float)) and one != "")
    return (str(value),) if isinstance(value, (str, int, float)) and value != "" else ()


def places(value: Any) -> tuple[tuple[str, str | None], ...]:
    """Citations: ``source#anchor``, or a source alone."""
    found = []
    for word in words(value):
        source, mark, anchor = word.partition("#")
        if source:
            found.append((source, anchor if mark and anchor else None))
    return tuple(found)


def properties(given: dict[str, Any]) -> dict[str, Any]:
    """The language's properties among some data, as a draft has them; what has the wrong type is left."""
    found: dict[str, Any] = {}
    for key in PROPERTIES:
        value = given.get(key)
        if value is None:
            continue
        if key in (NOTE, IGNORE):
            if many := list(words(value)):
                found[key] = many
        elif key == QUOTE:
            quotes = [
                (str(one.get("text", "")), places(one.get(CITATIONS)))
                for one in (value if isinstance(value, list) else [value])
                if isinstance(one, dict) and one.get("text")
            ]
            if quotes:
                found[key] = quotes
        elif key == WEIGHT:
            if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
                found[key] = float(value)
        elif key == ASSUMED:
            if value is True:
                found[key] = True
        elif not isinstance(value, (list, dict, bool)):  # YAML has dates of its own, too
            found[key] = str(value)
    return found


def targets(given: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """The steps that data name: each the kind of link, what it leads to, and what the step itself has."""
    found = []
    for key, kind in STEPS.items():
        value = given.get(key)
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            if isinstance(one, dict):
                if isinstance(to := one.get(TO), (str, int)):
                    found.append((kind, str(to), one))
            elif isinstance(one, (str, int)) and not isinstance(one, bool):
                found.append((kind, str(one), {}))
    return found
