"""Text that is safe to show: control characters made visible, markup of pictures escaped.

User text is data. Whatever is in it comes out as itself, except for characters that would act on a
terminal or a page instead of being shown: those become a visible stand-in. Imports nothing of argmap.
"""

from __future__ import annotations

import re

#: C0 and C1 controls and DEL; line and paragraph separators; bidirectional embeddings, overrides and
#: isolates, which reorder what stands around them; surrogates and noncharacters, which no encoding
#: and no XML document takes.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]"
)
_KEEP = "\ufffd\ufffc"  # the replacement character and the object replacement character are shown
#: A text in which none of these occur, as most, is looked through only once.
_MARKUP = re.compile("[&<>\"']").search
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def _stand_in(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char in _KEEP:
        return char
    if char in "\t\n\r":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # ␀ … ␟: the control pictures
    if code == 0x7F:
        return "\u2421"  # ␡
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def visible(text: str) -> str:
    """The text as it may be shown anywhere: nothing in it acts on a terminal.

    Tabs and line ends become a space, other controls their picture (ESC becomes ``␛``), invisible
    direction controls an escape such as ``\\u202e``. All other text comes back unchanged, and a second
    pass changes nothing.
    """
    return text if text.isprintable() else _UNSAFE.sub(_stand_in, text)


def markup(text: str) -> str:
    """The text for an XML document or an HTML-like label: visible, with all markup escaped."""
    text = visible(text)
    return text.translate(_XML) if _MARKUP(text) else text


#: What JSON may hold as it is and a terminal would obey; the rest of `_UNSAFE` JSON escapes itself.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def in_json(text: str) -> str:
    """JSON text with nothing in it that acts on a terminal; it says the same."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
