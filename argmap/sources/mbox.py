"""Mails: an mbox file, such as an archive of a mailing list, or a single mail.

Which mail answers which is told by `In-Reply-To`, else by the last of `References` that is in the file. A
text is the mail's plain part, else its HTML as text. Of a sender only the name is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from argmap.formats.given import Given, Unreadable
from argmap.sources.fromhtml import text_of
from argmap.sources.parts import opening, when
from argmap.sources.people import People
from argmap.sources.thread import Post, Thread

#: The line before each mail: an address, which archives disguise, and a time.
_FROM = re.compile(rb"^From \S.*\d\d:\d\d.*\r?\n", re.MULTILINE)
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?:\n|\Z)")
_ID = re.compile(r"<[^<>\s]+>")
_REPLY = re.compile(r"(?:\s*(?:re|aw|sv|antw|fwd?)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")


def recognises(given: Given) -> bool:
    if _FROM.match(given.data):
        return True
    head = _HEADER.match(given.text.replace("\r\n", "\n"))
    return head is not None and all(re.search(rf"^{key}:", head[0], re.M | re.I) for key in ("from", "date"))


def read(given: Given) -> Thread:
    if not recognises(given):
        raise Unreadable("has no mails: one begins with a line `From … TIME`, or with `From:` and `Date:`")
    thread = Thread("Mails")
    people = People()
    mails = [message_from_bytes(data, policy=policy.compat32) for data in _apart(given.data)]
    known = {_ids(mail, "Message-ID")[-1] for mail in mails if _ids(mail, "Message-ID")}
    for mail in mails:
        thread.posts.append(_post(mail, known, people, thread))
    first = _REPLY.sub("", _header(mails[0], "Subject"), count=1) if mails else ""
    if thread.posts:
        thread.title = re.sub(r"^\s*\[[^\]]*\]\s*", "", first)
        thread.posts[0].text = opening(thread.title, thread.posts[0].text)
    return thread


def _apart(data: bytes) -> Iterator[bytes]:
    """The mails of the file. A line `From …` counts at the beginning and behind an empty line."""
    begins = [
        found
        for found in _FROM.finditer(data)
        if found.start() == 0 or data.endswith((b"\n\n", b"\r\n\r\n"), 0, found.start())
    ]
    if not begins:
        yield data
        return
    for found, after in zip(begins, [*(one.start() for one in begins[1:]), len(data)], strict=True):
        yield data[found.end() : after]


def _post(mail: Message, known: set[str], people: People, thread: Thread) -> Post:
    name, address = _who(mail)
    author = people.called(address.lower() or None, name or address.partition("@")[0])
    if author:
        aliases = thread.aliases.setdefault(author, [])
        aliases += [one for one in (name, address) if one and one != author and one not in aliases]
    answered = [one for key in ("References", "In-Reply-To") for one in _ids(mail, key)]
    ids = _ids(mail, "Message-ID")
    return Post(
        _text(mail),
        author=author,
        date=_date(mail),
        key=ids[-1] if ids else None,
        parent=next((one for one in reversed(answered) if one in known), None),
    )


def _header(mail: Message, key: str) -> str:
    value = mail.get(key)
    try:
        return " ".join(str(make_header(decode_header(value or ""))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(str(value).split())


def _ids(mail: Message, key: str) -> list[str]:
    return _ID.findall(_header(mail, key))


def _who(mail: Message) -> tuple[str, str]:
    """Name and address. Archives write `ann at example.org (Ann Lee)`."""
    value = _header(mail, "From")
    if "@" not in value and (behind := _NAME_BEHIND.fullmatch(value)):
        return behind[2], behind[1].replace(" at ", "@")
    name, address = parseaddr(value)
    return (name, address) if name or "@" in address else ("", value.replace(" at ", "@"))


def _date(mail: Message) -> str | None:
    try:
        return when(parsedate_to_datetime(_header(mail, "Date")).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(mail: Message) -> str:
    """The first plain part that is no attachment, else the first of HTML."""
    parts = [
        part
        for part in mail.walk()
        if part.get_content_maintype() == "text" and "attachment" not in str(part.get("Content-Disposition"))
    ]
    plain = [part for part in parts if part.get_content_subtype() == "plain"]
    for part in plain or parts:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        try:
            text = data.decode(part.get_content_charset() or "utf-8", "replace")
        except (LookupError, ValueError):  # a charset that nobody knows, or none
            text = data.decode("utf-8", "replace")
        if part.get_content_subtype() == "html":
            return text_of(text)
        return re.sub(r"^>(>*From )", r"\1", text, flags=re.MULTILINE)
    return ""
