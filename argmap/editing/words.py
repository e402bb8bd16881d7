"""A line on every word of the language, for whoever points at it or is offered it."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "claim": "Something that is said. It stands at top level or in a section.",
    "premise": "A reason for the node above it, which counts on its own.",
    "argument": "A reason for the node above it: its premises support that node together.",
    "rebuttal": "Says that the node above it is false.",
    "undercut": "Grants what the node above says, and denies that it bears on what it hangs on.",
    "concession": "Grants the node above it; with a text, grants that much and no more.",
    "question": "Asks about the node above it, or opens an issue at top level.",
    "answer": "Answers the question above it.",
}

#: What a kind does without a colon.
REFERENCES: dict[str, str] = {
    "claim": "Reopens a node that is stated elsewhere, to hang more on it.",
    "premise": "Uses a node that is stated elsewhere as a reason here, too.",
    "argument": "Uses an argument that is stated elsewhere, here too.",
    "rebuttal": "Uses a node that is stated elsewhere as a rebuttal here, too.",
    "undercut": "Uses a node that is stated elsewhere as an undercut here, too.",
    "concession": "Grants the node above, with no text of its own.",
    "question": "Asks a question that is stated elsewhere, here too.",
    "answer": "Uses a node that is stated elsewhere as an answer here, too.",
}

DECLARATIONS: dict[str, str] = {
    "map": "The title of the map; its properties hold for the whole file.",
    "source": "A document that can be cited, as `[id]` or `[id#anchor]`.",
    "speaker": "Somebody who says things, named in a header as `@id`.",
    "section": "Nodes that belong together, under a title.",
    "import": "Another map, whose nodes are named as `name/id` here.",
}

KEYS: dict[str, str] = {
    "note": "A remark of the mapper's. May stand more than once.",
    "quote": 'Exact words and where they stand: `"words" [source#anchor]`. They are looked up there.',
    "date": "When it was said or made, as precise as is known: `1939`, `1939-08`, `1939-08-23`.",
    "weight": "How strong it is by itself, from 0 to 1.",
    "assumed": "`yes`: agreed by all; it stands unless attacked, whatever becomes of its reasons.",
    "restates": "The ids of nodes that say the same: they count as one claim.",
    "contradicts": "The ids of nodes that can't be true together with this one.",
    "ignore": "Codes of rules that are silent about this node, or under `map` about the whole file.",
    "scheme": "The pattern of argument, such as `analogy`. `argmap scheme` lists them.",
    "role": "Which premise of its pattern this one is.",
    "critical": "Which critical question of the pattern above this raises.",
    "of": "The sources that this is a map of: citing them says where a thing is said.",
    "author": "Who wrote it.",
    "language": "The language of the texts, such as `en`.",
    "by": "Who says what here names no speaker.",
    "file": "The source's text, by a path from this file. Anchors and quotes are looked up in it.",
    "original": "A local verbatim copy, in which quotes are looked up where it is there.",
    "url": "Where it is on the web.",
    "accessed": "When it was looked at, as a date.",
    "archive": "Where a copy of it is kept on the web.",
    "sha256": "The checksum of the file, as 64 hexadecimal digits.",
    "side": "The side this speaker is on. Speakers of one side are one party.",
}

TAGS: dict[str, str] = {
    "implicit": "Nobody said it: the mapper supplies it.",
    "decided": "What a group settled on.",
}
