"""The root of an XML document that may come from anywhere: nothing in it is expanded or fetched.

A reference to a DTD is passed over; a document that declares things of its own is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.formats.given import Given, Unreadable
from argmap.formats.markup import legal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+[\w:.-]+\s*(?:(?:SYSTEM|PUBLIC\s+(?:\"[^\"<>]*\"|'[^'<>]*'))\s+(?:\"[^\"<>]*\"|'[^'<>]*')\s*)?>"
)
# Encodings of texts in Europe and Asia; Python knows others that are none for texts.
_ENCODING = re.compile(
    rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']"
    rb"((?:iso-8859-|windows-|cp|koi8-|euc-|shift_|gb|big5|latin)[a-z0-9-]*)[\"']",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def root_of(given: Given) -> Element:
    """The document's root; broken characters are no reason to refuse the rest. Raises `Unreadable`."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    # what encoding it says it has is less certain than what its bytes are
    text = _DOCTYPE.sub("", _DECLARATION.sub("", _text(given), count=1), count=1)
    clean = legal(text)
    if clean != text:
        given.problems.append("characters that XML doesn't allow are shown as �")
    try:
        root: Element = fromstring(clean, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("it declares a document type or entities of its own, which are not read") from None
    except (ParseError, ValueError) as error:
        raise Unreadable(f"no XML: {error}") from None
    return root


def _text(given: Given) -> str:
    """The document's text, in the encoding it names if its bytes are not UTF-8."""
    named = _ENCODING.match(given.data[:200])
    if named is not None:
        try:
            return given.data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return given.text
