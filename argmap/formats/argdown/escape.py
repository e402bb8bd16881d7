"""Texts and values so written that Argdown's parser reads them as they are.

After the lexer of `@argdown/core` 1.7.5. Two things there are uncommon. A backslash makes the next
character plain and keeps the spaces behind it, but white space at the beginning of any other token is
skipped, so a second space has to be escaped to be kept. And ``.name.`` and ``:name:`` are read as one piece
in which no backslash counts, so the first of the two signs has to be escaped wherever they could be
taken for such a short code.
"""

from __future__ import annotations

import re
from json.encoder import encode_basestring
from typing import Any

# what is white space to JavaScript and to Python alike; what is to one of them only is better escaped
_WHITE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BREAKS = re.compile(r"[\r\n]+")
_SPECIAL = re.compile(
    r"[\\\[<@#*_{\t]"  # brackets, mentions, tags, emphasis, data
    r"|/(?=[/*])"  # comments
    r"|={3,}"  # front matter
    r"|(?<= ) +"  # spaces that would be skipped
    rf"|\.(?=[^{_WHITE}]+?\.)|:(?=[^{_WHITE}]+?:)"  # short codes
)
#: Single letters that are no short codes between two full stops, so that "e.g." stays readable.
_ABBREVIATED = re.compile(rf"(?<=[A-Za-z])\.[B-DF-NQ-Za-mo-uwxz]\.(?=[{_WHITE}]|\Z)")

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/#-]*\Z")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
#: What YAML readers refuse or fold, what ends Argdown's data, and what ends its front matter.
_IN_QUOTES = re.compile(
    "[\x7f-\x9f\xad\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff}]"
    "|===+"
)  # fmt: skip


def text(given: str) -> str:
    """A text, on one line."""
    line = _BREAKS.sub(" ", given)
    kept = {match.start() for match in _ABBREVIATED.finditer(line)}

    def plain(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] == "=":
            return "\\=" * len(found)
        return found if found == "." and match.start() in kept else "\\" + found

    return _SPECIAL.sub(plain, line)


def rule(given: str) -> str:
    """The name of an inference rule, which stands between dashes."""
    return re.sub(r"[,\-](?=[,\-])|,|(?<=-)-", lambda match: "\\" + match[0], text(given))


def title(given: str) -> str:
    """A title, which stands between brackets where nothing can be escaped."""
    found = re.sub(r"[\[\]<>\r\n]", "-", given)
    return f" {found}" if found[:1] in ("-", "_", "+") else found


def tag(given: str) -> str | None:
    """A tag with its sign; None where Argdown can't hold it."""
    if re.fullmatch(r"[A-Za-z0-9-]+", given):
        return f"#{given}"
    return None if ")" in given or _BREAKS.search(given) else f"#({given})"


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".") if "e" in repr(value) else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{flow(key)}: {flow(one)}' for key, one in value.items())}}}"
    word = str(value)
    if _PLAIN.match(word) and word.lower() not in _RESERVED:
        return word
    return quoted(word)


def quoted(word: str) -> str:
    """A string in quotation marks."""
    return _IN_QUOTES.sub(lambda match: "".join(map(_code, match[0])), encode_basestring(word))


def _code(char: str) -> str:
    number = ord(char)
    return f"\\u{0xFFFD if 0xD800 <= number <= 0xDFFF else number:04x}"
