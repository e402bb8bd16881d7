"""A chat exported as text by WhatsApp, Signal and their like: a time, a name, a colon, what was said.

    5/1/24, 10:00 AM - Ann: text            [01.05.2024, 10:00:05] Ann: text
    2024-05-01 10:00 - Ann: text            [2024-05-01 10:00] Ann: text

Lines without a time belong to the message above them; a line with a time and no name is a note of the
program's and is left out. Whether `5/1` is in May or in January is found out from all dates together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from argmap.formats.given import Given, Unreadable
from argmap.sources.thread import Post, Thread

_TIME = (
    r"(?P<date>\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,4}),?\s+"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:\s*(?P<half>[ap])\.?\s?m\.?)?"
)
_LINE = re.compile(rf"[\u200e\u200f]?(\[)?{_TIME}(?(1)\]|\s+[-–])\s+(?P<rest>.*)", re.IGNORECASE)
_SAID = re.compile(r"[\u200e\u200f]?~?\s?(?P<name>[^:\n\"“”]{1,80}?):(?:\s+(?P<text>.*)|$)")
_LOST = re.compile(
    r"[\u200e\u200f]?(?:<?(?P<media>media|image|video|audio|sticker|gif|document) omitted>?|"
    r"this message was deleted\.?|you deleted this message\.?)",
    re.IGNORECASE,
)
#: Orders of year, month and day, as places in what is written.
_YMD, _DMY, _MDY = (0, 1, 2), (2, 1, 0), (2, 0, 1)


def recognises(given: Given) -> bool:
    first = next((line for line in given.text.splitlines() if line.strip()), "")
    return _LINE.fullmatch(first) is not None and any(_messages(given.text))


def read(given: Given) -> Thread:
    messages = [*_messages(given.text)]
    if not messages:
        raise Unreadable("has no messages: one begins like `[2024-05-01 10:00] Ann: …`")
    thread = Thread("Chat")
    order = _order([match for line in given.text.splitlines() if (match := _LINE.fullmatch(line))])
    if order is None:
        written = messages[0][0]["date"]
        given.problems.append(
            f"which is the day and which the month in {written} can't be told; dates stay as written"
        )
    for match, name, text in messages:
        lost = _LOST.fullmatch(text.strip())
        missing = None
        if lost:
            missing = f"{lost['media'].lower()} that isn't in the file" if lost["media"] else "deleted"
        thread.posts.append(
            Post("" if missing else text, author=name, date=_when(match, order), missing=missing)
        )
    return thread


def _messages(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """What was said: its time, by whom, the words."""
    open_: tuple[re.Match[str], str, list[str]] | None = None
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            if open_ is not None:
                open_[2].append(line)
            continue
        if open_ is not None:
            yield open_[0], open_[1], "\n".join(open_[2]).strip()
        said = _SAID.fullmatch(match["rest"])
        open_ = (match, said["name"].strip(), [said["text"] or ""]) if said and said["name"].strip() else None
    if open_ is not None:
        yield open_[0], open_[1], "\n".join(open_[2]).strip()


def _order(matches: Sequence[re.Match[str]]) -> tuple[int, int, int] | None:
    """Where year, month and day stand in the dates; None where it can't be told."""
    fitting = {}
    for order in (_YMD, _DMY, _MDY):
        times = [_time(match, order) for match in matches]
        whole = [time for time in times if time is not None]
        if len(whole) == len(times):
            fitting[order] = whole
    if _YMD in fitting:
        return _YMD
    if len(fitting) > 1:  # time goes on
        fitting = {order: times for order, times in fitting.items() if times == sorted(times)} or fitting
    if len(fitting) > 1 and "." in matches[0]["date"]:
        return _DMY  # nobody writes a month first with dots
    return next(iter(fitting)) if len(fitting) == 1 else None


def _time(match: re.Match[str], order: tuple[int, int, int]) -> datetime | None:
    written = re.split(r"[./-]", match["date"])
    if (len(written[0]) == 4) != (order == _YMD):
        return None
    year, month, day = (int(written[place]) for place in order)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    try:
        return datetime(
            year + 2000 * (year < 100), month, day, hour, int(match["minute"]), int(match["second"] or 0)
        )
    except ValueError:
        return None


def _when(match: re.Match[str], order: tuple[int, int, int] | None) -> str:
    time = _time(match, order) if order is not None else None
    if time is None:
        return re.split(r"\]|\s[-–]\s", match[0].lstrip("\u200e\u200f["))[0]
    return f"{time:%Y-%m-%dT%H:%M:%S}" if match["second"] else f"{time:%Y-%m-%dT%H:%M}"
