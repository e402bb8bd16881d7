"""What the XML formats share: texts and ids written so that any of them can stand in a document.

XML 1.0 can't hold most control characters, surrogates and U+FFFE/U+FFFF in any form. They are written
``_xHHHH_`` with their code in capital hexadecimal digits, the way of ISO/IEC 29500-1 (22.9.2.19); an
underscore that would read as the beginning of one is ``_x005F_``. Characters that XML takes but a
terminal would obey, and white space that XML folds, become references, which every reader resolves.
"""

from __future__ import annotations

import re

_ESCAPED = re.compile("_x([0-9A-F]{4,6})_")
_SPECIAL = re.compile(
    '[&<>"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]'
    "|_(?=x[0-9A-F]{4,6}_)"
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Everything but the name characters of XML 1.0: an id made of those is an `NMTOKEN`.
_NO_NAME = re.compile(
    "[^-.0-9:A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
    "|_(?=x[0-9A-F]{4,6}_)"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _hex(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _special(match: re.Match[str]) -> str:
    char = match[0]
    if char in _ENTITIES:
        return _ENTITIES[char]
    if char == "_" or _ILLEGAL.match(char):
        return _hex(match)
    return f"&#{ord(char)};"


def escaped(text: str) -> str:
    """The text as the content of an element or the value of a quoted attribute."""
    return _SPECIAL.sub(_special, text)


def token(id_: str) -> str:
    """The id as an `NMTOKEN`, ready to stand in an attribute; `unescaped` gives it back."""
    return _NO_NAME.sub(_hex, id_)


def unescaped(text: str) -> str:
    """What was written by `escaped` or `token`, after an XML parser has read it."""
    return _ESCAPED.sub(_char, text) if "_x" in text else text


def legal(text: str) -> str:
    """The text of a broken XML document without what no such document may hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _char(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
