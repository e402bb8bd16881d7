"""An engine's SVG finished for showing: named, ordered, linked, set in fonts that every machine has.

What an engine writes is known to the letter, so it is taken apart by its own lines: a picture of a
thousand nodes takes some milliseconds. Text in it is escaped by the engine; what is added is escaped here.
"""

from __future__ import annotations

import re
from html import unescape

from argmap.render.measure import right_to_left
from argmap.render.spoken import Spoken, Thing
from argmap.safe import markup

_FONTS = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\n?")
_SUPERFLUOUS = (
    (b' xml:space="preserve"', b""),
    (b' font-family="Helvetica,sans-Serif"', b""),
    (b"&#45;", b"-"),
)
#: Where a box, a line or a frame begins: its id, and which of them it is.
_THING = re.compile(r'<g id="([^"]*)" class="(node|edge|cluster)">\n<title>[^<]*</title>\n')
#: What an engine puts around things that are told something of: a hint, an address or both.
_HINT = re.compile(r'<g id="a_[^"]*"><a (?:xlink:href="([^"]*)" )?xlink:title="([^"]*)"[^>]*>\n')
_HINT_END = "</a>\n</g>\n</g>\n"
_OUTLINE = re.compile(r'<(?:path|polygon)[^>]* (?:d|points)="([^"]*)"')
_TEXT = re.compile(r'text-anchor="start" x="([^"]*)"([^>]*)>([^<]*)</text>')
#: How the characters of scripts that run from right to left begin in UTF-8, and no Latin, Greek, Cyrillic or
#: East Asian ones.
_RIGHT_TO_LEFT = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xbb]|\xf0[\x90\x9e]")
_ASCII = bytes(range(128))
#: The signs around a right-to-left line, as references: an editor must not turn the file by them.
_ISOLATE, _END, _MARK = "&#x2067;", "&#x2069;", "&#x200f;"
_ORDER = {"cluster": 0, "node": 1, "edge": 1}


def finish_svg(svg: bytes, told: Spoken | None = None) -> bytes:
    """An engine's SVG as it is shown. `told` names what is in it and gives the order of its elements."""
    first, *others = svg.split(b"<!--")
    # comments go; one ends where it is closed, mostly with its line
    whole = first + b"".join(other.partition(b"-->")[2].removeprefix(b"\n") for other in others)
    turned = _RIGHT_TO_LEFT.search(whole.translate(None, _ASCII)) is not None
    # the fonts are said once for the whole picture: a third of the file is saved
    for superfluous, instead in _SUPERFLUOUS:
        whole = whole.replace(superfluous, instead)
    head, *parts = _THING.split(_DOCTYPE.sub("", whole.decode("utf-8"), count=1))
    end = "</g>\n</svg>\n"
    if parts:
        parts[-1] = parts[-1].removesuffix(end)
    else:
        head = head.removesuffix(end)
    things = told.things if told is not None else {}
    places = {id_: place for place, id_ in enumerate(things)}
    drawn = []
    for at in range(0, len(parts), 3):
        id_, kind, body = parts[at : at + 3]
        plain = unescape(id_) if "&" in id_ else id_
        place = places.get(plain)
        if place is None:  # a part of a link: after its first letters the link's id, and what part it is
            place = places.get(f"link-{plain.partition('-')[2].partition(':')[0]}", len(places))
        shown = _thing(id_, kind, body, things.get(plain), named=told is not None, turned=turned)
        drawn.append((_ORDER[kind], place, shown))
    if told is not None:
        drawn.sort(key=lambda one: one[:2])
    return "".join((_head(head, told), *(shown for _, _, shown in drawn), end)).encode("utf-8")


def _head(head: str, told: Spoken | None) -> str:
    """The picture's first lines: what it is called, its language, its fonts."""
    # in a page that runs from right to left, all text would begin at the wrong edge
    about = f'<svg direction="ltr" font-family="{_FONTS}" '
    if told is None:
        return head.replace("<svg ", about, 1)
    lang = f'xml:lang="{told.language}" lang="{told.language}" ' if told.language else ""
    name = markup(told.title)
    about += (
        f'{lang}role="graphics-document document" aria-roledescription="argument map" aria-label="{name}" '
    )
    head = head.replace("<svg ", about, 1)
    before, opening, behind = head.partition('<g id="graph0" class="graph"')
    transform, _, rest = behind.partition(">")
    if rest.startswith("\n<title>"):
        rest = rest.partition("</title>")[2]
    named = f"<title>{name}</title>\n<desc>{markup(told.description)}</desc>\n"
    return f"{before}{named}{opening}{transform}>{rest}"


def _thing(id_: str, kind: str, body: str, thing: Thing | None, *, named: bool, turned: bool) -> str:
    """A box, a line or a frame with its name; its hint is a title, as SVG has it."""
    hint = _HINT.match(body)
    address, title = None, ""
    if hint is not None:
        address = hint[1]
        title = f"<title>{hint[2]}</title>\n"
        body = body[hint.end() :].removesuffix(_HINT_END) + "</g>\n"
    if kind == "node" and turned:
        body = _turned(body)
    if address is not None:
        body = f'<a xlink:href="{address}">\n{body.removesuffix("</g>" + chr(10))}</a>\n</g>\n'
    if thing is None:
        hidden = ' aria-hidden="true"' if named and address is None else ""
        return f'<g id="{id_}" class="{kind}"{hidden}>\n{title}{body}'
    role = "img"
    if thing.links:
        role = "graphics-object group"  # what is an image has no links in it
        body = _linked(body, thing.links)
    about = f'role="{role}" aria-label="{markup(thing.name)}"'
    title = f"<title>{markup(thing.hint)}</title>\n" if thing.hint else ""
    return f'<g id="{id_}" class="{kind}" {about}>\n{title}{body}'


def _linked(body: str, links: dict[str, str]) -> str:
    """A box whose citations lead to their sources."""
    written = {markup(label): address for label, address in links.items()}
    longest = sorted(written, key=len, reverse=True)
    cited = re.compile(rf"(?:(?<=[\[ >])|(?<={_ISOLATE}))({'|'.join(map(re.escape, longest))})(?=[\],])")

    def link(match: re.Match[str]) -> str:
        shown = f'<tspan text-decoration="underline">{match[1]}</tspan>'
        return f'<a xlink:href="{markup(written[match[1]])}" target="_blank" rel="noreferrer">{shown}</a>'

    lines = body.split("\n")
    return "\n".join(cited.sub(link, line) if 'font-size="9.00"' in line else line for line in lines)


def _turned(inside: str) -> str:
    """A box whose right-to-left lines end at its right edge, their signs in their own direction.

    An engine that knows no fonts can't tell how wide they are, so it can't set them flush right. Signs
    in the text set the direction, no property: a browser takes the end that `text-anchor` names by the
    property, which makes it the left one, and other readers don't.
    """
    outline = _OUTLINE.search(inside)
    texts = _TEXT.findall(inside)
    if outline is None or not any(right_to_left(words) for _, _, words in texts):
        return inside
    across = [float(x) for x in re.findall(r"(-?[\d.]+),", outline[1])]
    right = max(across) - (min(float(x) for x, _, _ in texts) - min(across))

    def turn(text: re.Match[str]) -> str:
        if not right_to_left(text[3]):
            return text[0]
        return f'text-anchor="end" x="{right:g}"{text[2]}>{_ISOLATE}{text[3]}{_END}</text>'

    return _TEXT.sub(turn, inside)


def direction_marked(svg: str) -> str:
    """The SVG for a reader whose fonts lack isolates: marks at both ends of a right-to-left line set it."""
    return svg.replace(_ISOLATE, _MARK).replace(_END, _MARK)
