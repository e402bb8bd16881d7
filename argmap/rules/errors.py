"""Table entries of the errors that reading a map reports. They are found in `syntax` and `model`."""

from __future__ import annotations

from argmap.rules.rule import Rule


def _error(code: str, name: str, summary: str, explanation: str) -> Rule:
    return Rule(code, name, "error", summary, explanation)


ERRORS: list[Rule] = [
    _error(
        "E101",
        "tab-indentation",
        "A line is indented with tabs or other odd white space.",
        "Indentation says what stands under what, and a tab is as wide as the editor that shows it. "
        "Indent with spaces; the fix puts as many as argmap counted.",
    ),
    _error(
        "E102",
        "uneven-indentation",
        "A line's indentation fits no level.",
        "What stands under one line shares one column, so a line between two columns could belong to "
        "either. It is read as standing beside the deeper lines. The first line of a map is not "
        "indented, and nothing stands under a property.",
    ),
    _error(
        "E103",
        "stray-text",
        "A line belongs to no node.",
        "Text follows a keyword and a colon and goes on in deeper lines until an empty line or a "
        "comment. Indent the line deeper than the one it continues, or begin it with a keyword.",
    ),
    _error(
        "E104",
        "malformed-node",
        "A line begins with a keyword but isn't formed like a node.",
        "A line whose first word is a keyword is a node: `KIND ID @SPEAKER #TAG: text`, or, without a "
        "colon, a reference to one. Mend its form; where it was meant as text, begin it with a "
        "backslash.",
    ),
    _error(
        "E105",
        "malformed-id",
        "An id, a speaker or a tag is written in a way that it can't be.",
        "An id is one word that begins with a letter and holds letters (of any script), digits, `_`, "
        "and `-` between them. Words of the language are no ids.",
    ),
    _error(
        "E106",
        "unknown-keyword",
        "A line looks like a node with another tool's keyword or a misspelt one.",
        "The keywords are those of the field: claim, premise, argument, rebuttal, undercut, concession, "
        "question, answer. Write the one that is named; a line of text begins with a backslash.",
    ),
    _error(
        "E107",
        "unknown-property",
        "A line looks like a property that argmap doesn't know.",
        "A misspelt key would lose its value in silence. Write the key that is named, or `note:` for "
        "anything else; a line of text begins with a backslash.",
    ),
    _error(
        "E108",
        "full-width-colon",
        "A header ends in a full-width colon.",
        "Input methods for Chinese and Japanese write a colon that looks alike but is another "
        "character. The fix writes a plain colon and a space.",
    ),
    _error(
        "E109",
        "mark-in-text",
        "A text ends in a tag, a speaker or a comment.",
        "Tags and speakers stand in the header, before the colon, and a comment has a line of its own. "
        "The fix moves it; a backslash before it makes it text.",
    ),
    _error(
        "E110",
        "malformed-declaration",
        "A declaration isn't formed like one.",
        "Declarations are `map: TITLE`, `source ID: DESCRIPTION`, `speaker ID: NAME`, `section: TITLE` "
        "and `import NAME: PATH`.",
    ),
    _error(
        "E111",
        "empty-node",
        "A node has a colon but says nothing.",
        "A node without a text can't be agreed with or denied. Say what it says; only an `argument` may "
        "go without. A reference to a node stated elsewhere has no colon.",
    ),
    _error(
        "E112",
        "open-bracket",
        "A bracket in a text is never closed.",
        "An open bracket is most often a citation whose end got lost, so that what it cites would go "
        "unchecked. Close it, or write a backslash before it.",
    ),
    _error(
        "E201",
        "misplaced-node",
        "A node stands where its kind can't.",
        "Reasons, replies and concessions hang on what they are about; `claim` begins something new. "
        "The table in docs/language.md shows what may stand under what.",
    ),
    _error(
        "E202",
        "undercut-of-nothing",
        "An undercut has no step to deny.",
        "An undercut grants the words and denies that they bear on something. A claim that hangs on "
        "nothing bears on nothing: write down what it is for first, or write a rebuttal.",
    ),
    _error(
        "E203",
        "misplaced-property",
        "A property stands where it means nothing.",
        "Each kind of node and declaration has properties of its own; the message lists them.",
    ),
    _error(
        "E204",
        "misplaced-declaration",
        "A declaration stands inside something else.",
        "Declarations stand at top level, a section also in a section.",
    ),
    _error(
        "E205",
        "late-property",
        "A property stands behind what hangs on its node.",
        "Properties come first, so that a reader finds them with what they describe.",
    ),
    _error(
        "E206",
        "repeated-property",
        "A property stands twice, or says two things of one node.",
        "Only `note` and `quote` may repeat. The first one counts.",
    ),
    _error(
        "E207",
        "bad-value",
        "A property's value can't be read.",
        "The message says what is expected: a date, a number from 0 to 1, `yes` or `no`, ids.",
    ),
    _error(
        "E208",
        "empty-argument",
        "An argument has no premise.",
        "An argument is what its premises say together. Without one it is a claim of its own.",
    ),
    _error(
        "E209",
        "spoken-implicit",
        "A node is tagged `#implicit` and has a speaker.",
        "`#implicit` marks what nobody said and the mapper supplied. Drop the one that is wrong.",
    ),
    _error(
        "E301",
        "unknown-node",
        "An id points to no node.",
        "A reference, a mention or a relation names a node that is stated nowhere. Most often it is "
        "misspelt.",
    ),
    _error(
        "E302",
        "repeated-id",
        "Two nodes have the same id.",
        "An id points to one node. To use a node again, refer to it without a colon; to say something "
        "else, choose another id.",
    ),
    _error(
        "E303",
        "repeated-declaration",
        "Something is declared twice.",
        "The first declaration counts.",
    ),
    _error(
        "E304",
        "undeclared-speaker",
        "A speaker is not declared.",
        "In a map that declares speakers, an undeclared one is most often misspelt. A map that declares "
        "none may use any.",
    ),
    _error(
        "E305",
        "wrong-kind",
        "A reference uses a node as what it can't be.",
        "Questions are asked, arguments support; only what claims something can be a premise, a reply, "
        "an answer.",
    ),
    _error(
        "E306",
        "undeclared-mapped-source",
        "The map is said to be of a source that is not declared.",
        "`of:` names the documents whose argument the map gives; each is declared as a `source`.",
    ),
    _error(
        "E401",
        "missing-import",
        "An imported file isn't there.",
        "An import's path is relative to the file that names it.",
    ),
    _error(
        "E402",
        "import-cycle",
        "An import leads back to the file it stands in.",
        "Two maps can't each hold the other. Let one import the other, or a third import both.",
    ),
    _error(
        "E403",
        "outside-project",
        "A map names a file outside its project folder.",
        "A map somebody sent could name any file of yours. The project folder is the nearest one "
        "upwards with an `argmap.toml`, `pyproject.toml` or `.git`, else the map's own; `--allow- "
        "outside` lifts the bound.",
    ),
    _error(
        "E404",
        "unknown-import",
        "A name with `/` reaches into a map that isn't imported here.",
        "`name/id` points to the map imported as `name`. What that map imports itself has to be "
        "imported here too.",
    ),
    _error(
        "E405",
        "unreadable-import",
        "An imported file can't be read as a map.",
        "It is a folder, a binary file, no UTF-8 text, or may not be read.",
    ),
    _error(
        "E406",
        "faulty-import",
        "An imported map has errors of its own.",
        "What could be read of it counts. Run `argmap check` on it.",
    ),
]
