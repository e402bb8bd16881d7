"""An engine's SVG finished for showing: named, ordered, linked, set in fonts that every machine has.

What an engine writes is known to the letter, so it is taken apart by its own lines: a picture of a
thousand nodes takes some milliseconds. Text in it is escaped by the engine; what is added is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from argmap.render.lettering import lettered, middle_of
from argmap.render.rows import Rows
from argmap.render.spoken import Spoken, Thing
from argmap.safe import markup

_FONTS = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\n?")
_SUPERFLUOUS = (
    (b' xml:space="preserve"', b""),
    (b' font-family="Helvetica,sans-Serif"', b""),
    (b"&#45;", b"-"),
)
#: What an engine escapes in an id, the ampersand last.
_REFERENCES = (
    ("&gt;", ">"),
    ("&lt;", "<"),
    ("&quot;", '"'),
    ("&#39;", "'"),
    ("&#160;", "\xa0"),
    ("&amp;", "&"),
)
#: Where a box, a line or a frame begins: its id, and which of them it is.
_THING = re.compile(r'<g id="([^"]*)" class="(node|edge|cluster)">\n<title>[^<]*</title>\n')
#: What an engine puts around things that are told something of: a hint, an address or both.
_HINT = re.compile(r'<g id="a_[^"]*"><a (?:xlink:href="([^"]*)" )?xlink:title="([^"]*)"[^>]*>\n')
_END = "</g>\n"
_HINT_END = "</a>\n</g>\n</g>\n"
_OUTLINE = re.compile(r' (?:d|points)="([^"]*)"')
_TEXT = re.compile(r'<text[^>]* x="([^"]*)" y="([^"]*)"[^>]*>[^<]*</text>\n')
_ORDER = {"cluster": 0, "node": 1, "edge": 1}


def finish_svg(svg: bytes, texts: Mapping[str, Rows], told: Spoken | None = None) -> bytes:
    """An engine's SVG as it is shown.

    `texts` are written into the boxes of their ids. `told` names what is in the picture and gives the
    order of its elements.
    """
    first, *others = svg.split(b"<!--")
    # comments go; one ends where it is closed, mostly with its line
    whole = first + b"".join(other.partition(b"-->")[2].removeprefix(b"\n") for other in others)
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
        plain = _plain(id_) if "&" in id_ else id_
        thing, hint = things.get(plain), ""
        if thing is None:  # a part of a link: after its first letters the link's id, and what part it is
            plain_link = f"link-{plain.partition('-')[2].partition(':')[0]}"
            place = places.get(plain_link, len(places))
            hint = things[plain_link].hint if plain_link in things else ""
        else:
            place = places[plain]
        shown = _thing(id_, kind, body, thing, texts.get(plain), hint, named=told is not None)
        drawn.append((_ORDER[kind], place, shown))
    if told is not None:
        drawn.sort(key=lambda one: one[:2])
    return "".join((_head(head, told), *(shown for _, _, shown in drawn), end)).encode("utf-8")


def _plain(id_: str) -> str:
    """An id as it was before the engine escaped it."""
    for reference, sign in _REFERENCES:
        id_ = id_.replace(reference, sign)
    return id_


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


def _thing(
    id_: str, kind: str, body: str, thing: Thing | None, rows: Rows | None, hint: str, *, named: bool
) -> str:
    """A box, a line or a frame with its name; its hint is a title, as SVG has it."""
    wrapped = _HINT.match(body)
    address = None
    title = f"<title>{markup(hint)}</title>\n" if hint else ""
    if wrapped is not None:
        address = wrapped[1]
        title = f"<title>{wrapped[2]}</title>\n"
        body = body[wrapped.end() :].removesuffix(_HINT_END) + _END
    if rows is not None:
        write = _with_title if kind == "cluster" else _with_text
        body = write(body, rows, thing.links if thing is not None else {})
    if address is not None:
        body = f'<a xlink:href="{address}">\n{body.removesuffix(_END)}</a>\n</g>\n'
    if thing is None:
        hidden = ' aria-hidden="true"' if named and address is None else ""
        return f'<g id="{id_}" class="{kind}"{hidden}>\n{title}{body}'
    role = "img"
    if thing.links:
        role = "graphics-object group"  # what is an image has no links in it
    about = f'role="{role}" aria-label="{markup(thing.name)}"'
    title = f"<title>{markup(thing.hint)}</title>\n" if thing.hint else ""
    return f'<g id="{id_}" class="{kind}" {about}>\n{title}{body}'


def _with_text(body: str, rows: Rows, links: Mapping[str, str]) -> str:
    """A box with its text, set around the middle of its outline."""
    outline = _OUTLINE.search(body)
    if outline is None:
        return body
    return f"{body.removesuffix(_END)}{lettered(rows, *_middle(outline[1]), links)}{_END}"


def _middle(outline: str) -> tuple[float, float]:
    """The middle of a rectangle, rounded or not, from a point of its closed outline and the one opposite."""
    points = outline.replace("C", " ").split()
    x, y = points[0].lstrip("M").split(",")
    opposite_x, opposite_y = points[len(points) // 2].split(",")
    return (float(x) + float(opposite_x)) / 2, (float(y) + float(opposite_y)) / 2


def _with_title(body: str, rows: Rows, links: Mapping[str, str]) -> str:
    """A frame with its title, set where the engine has set it: only the engine knows its place."""
    found = _TEXT.findall(body)
    if not found:
        return body
    left = min(float(x) for x, _ in found)
    middle = left + rows.width / 2, middle_of(rows, float(found[0][1]))
    return f"{_TEXT.sub('', body).removesuffix(_END)}{lettered(rows, *middle, links)}{_END}"
