"""Table entries of the errors that reading a map reports. They are found in `syntax` and `model`."""

from __future__ import annotations

from argmap.rules.rule import Rule


def _error(code: str, name: str, summary: str) -> Rule:
    return Rule(code, name, "error", summary)


ERRORS: list[Rule] = [
    _error("E101", "tab-indentation", "A line is indented with tabs or other odd white space."),
    _error("E102", "uneven-indentation", "A line's indentation fits no level."),
    _error("E103", "stray-text", "A line belongs to no node."),
    _error("E104", "malformed-node", "A line begins with a keyword but isn't formed like a node."),
    _error("E105", "malformed-id", "An id, a speaker or a tag is written in a way that it can't be."),
    _error(
        "E106", "unknown-keyword", "A line looks like a node with another tool's keyword or a misspelt one."
    ),
    _error("E107", "unknown-property", "A line looks like a property that argmap doesn't know."),
    _error("E108", "full-width-colon", "A header ends in a full-width colon."),
    _error("E109", "mark-in-text", "A text ends in a tag, a speaker or a comment."),
    _error("E110", "malformed-declaration", "A declaration isn't formed like one."),
    _error("E111", "empty-node", "A node has a colon but says nothing."),
    _error("E112", "open-bracket", "A bracket in a text is never closed."),
    _error("E201", "misplaced-node", "A node stands where its kind can't."),
    _error("E202", "undercut-of-nothing", "An undercut has no step to deny."),
    _error("E203", "misplaced-property", "A property stands where it means nothing."),
    _error("E204", "misplaced-declaration", "A declaration stands inside something else."),
    _error("E205", "late-property", "A property stands behind what hangs on its node."),
    _error("E206", "repeated-property", "A property stands twice, or says two things of one node."),
    _error("E207", "bad-value", "A property's value can't be read."),
    _error("E208", "empty-argument", "An argument has no premise."),
    _error("E209", "spoken-implicit", "A node is tagged `#implicit` and has a speaker."),
    _error("E301", "unknown-node", "An id points to no node."),
    _error("E302", "repeated-id", "Two nodes have the same id."),
    _error("E303", "repeated-declaration", "Something is declared twice."),
    _error("E304", "undeclared-speaker", "A speaker is not declared."),
    _error("E305", "wrong-kind", "A reference uses a node as what it can't be."),
    _error("E306", "undeclared-mapped-source", "The map is said to be of a source that is not declared."),
    _error("E401", "missing-import", "An imported file isn't there."),
    _error("E402", "import-cycle", "An import leads back to the file it stands in."),
    _error("E403", "outside-project", "A map names a file outside its project folder."),
    _error("E404", "unknown-import", "A name with `/` reaches into a map that isn't imported here."),
    _error("E405", "unreadable-import", "An imported file can't be read as a map."),
    _error("E406", "faulty-import", "An imported map has errors of its own."),
]
