"""Themes: every pair of colours that carries meaning can be told apart; what a user may write in one."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from argmap.render.colouring import HUES, OTHER, ROLES, SEVERAL
from argmap.render.look import ASCII_MARKS, LINKS, MARKS, STANDINGS
from argmap.render.strokes import stroke
from argmap.render.theme import BUILT_IN, Theme, ThemeError, load_theme
from tests.rendering import SVG, data, dot, scene, svg, table, tree

THEMES = [load_theme(name) for name in BUILT_IN]
each = pytest.mark.parametrize("theme", THEMES, ids=BUILT_IN)


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio, from its definition and nothing of argmap."""

    def luminance(colour: str) -> float:
        assert re.fullmatch("#[0-9a-f]{6}", colour)
        total = 0.0
        for at, weight in ((1, 0.2126), (3, 0.7152), (5, 0.0722)):
            c = int(colour[at : at + 2], 16) / 255
            total += weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
        return total

    a, b = luminance(one), luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def test_contrast_is_what_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def words(theme: Theme) -> dict[str, tuple[str, str]]:
    """Every colour of words with every ground that they may stand on."""
    grounds = [theme.background, theme.fill, *(tone.fill for tone in theme.tones.values())]
    pairs = {
        "title": (theme.ink, theme.background),
        "legend": (theme.quiet, theme.background),
        "section": (theme.group_ink, theme.group_fill),
        "badge": (theme.background, theme.decided),
        "context": (theme.context_ink, theme.context_fill),
        "context, small": (theme.context_quiet, theme.context_fill),
    }
    for i, ground in enumerate(grounds):
        pairs[f"text on {i}"] = (theme.ink, ground)
        pairs[f"small text on {i}"] = (theme.quiet, ground)
        pairs[f"granted on {i}"] = (theme.links["concession"], ground)
        for value in STANDINGS:  # with --color-by speaker a verdict stands on any hue
            pairs[f"{value} on {i}"] = (theme.tones[value].line, ground)
    pairs |= {f"legend: {kind}": (line, theme.background) for kind, line in theme.links.items()}
    pairs |= {f"swatch: {role}": (tone.line, tone.fill) for role, tone in theme.tones.items()}
    pairs |= {f"{value} on context": (theme.tones[value].line, theme.context_fill) for value in STANDINGS}
    return pairs


def graphics(theme: Theme) -> dict[str, tuple[str, str]]:
    """Every line and frame with what it is drawn on."""
    pairs = {}
    for name, ground in (("page", theme.background), ("section", theme.group_fill)):
        pairs |= {f"{kind} on {name}": (line, ground) for kind, line in theme.links.items()}
        pairs |= {f"{kind}, not in force, on {name}": (theme.pale(kind), ground) for kind in LINKS}
        pairs |= {f"frame of {role} on {name}": (tone.line, ground) for role, tone in theme.tones.items()}
        for key in ("frame", "strong", "decided", "context_frame"):
            pairs[f"{key} on {name}"] = (getattr(theme, key), ground)
    return pairs


@each
def test_words_pass_aa(theme: Theme) -> None:
    least = 7.0 if theme.name == "high-contrast" else 4.5
    assert {k: round(contrast(*p), 2) for k, p in words(theme).items() if contrast(*p) < least} == {}


@each
def test_lines_pass_aa(theme: Theme) -> None:
    assert {k: round(contrast(*p), 2) for k, p in graphics(theme).items() if contrast(*p) < 3} == {}


@each
def test_a_pale_line_is_paler(theme: Theme) -> None:
    for kind, line in theme.links.items():
        assert contrast(theme.pale(kind), theme.background) < contrast(line, theme.background)


def test_print_is_black_and_white() -> None:
    theme = load_theme("print")
    colours = [theme.ink, *theme.links.values(), *(c for t in theme.tones.values() for c in (t.fill, t.line))]
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)


@each
def test_nothing_rests_on_colour(theme: Theme) -> None:
    """Kinds of link differ in dash or head, standings in word, hues in mark."""
    drawn: dict[str, tuple[str, ...]] = {}
    for arrow in scene(data("kinds")).arrows.values():
        look = stroke(arrow, theme)
        given = (look["style"], look["arrowhead"].replace("o", ""), look.get("dir", ""))
        assert drawn.setdefault(arrow.kind, given) == given
    assert len(drawn) == len(LINKS)
    assert len(set(drawn.values())) == len(drawn)
    assert len({look.word for look in STANDINGS.values()}) == len(STANDINGS)
    assert set(MARKS) == set(ASCII_MARKS) == set(ROLES)
    assert len(set(MARKS.values())) == len(set(ASCII_MARKS.values())) == len(ROLES)


def test_print_tells_standings_apart_by_ground_or_frame() -> None:
    tones = [load_theme("print").tones[value] for value in STANDINGS]
    for one, other in itertools.combinations(tones, 2):
        assert one.frame != other.frame


@each
def test_a_picture_has_no_colours_but_the_themes(theme: Theme) -> None:
    text = dot(data("kinds"), theme=theme)
    known = {theme.pale(kind) for kind in LINKS} | set(theme.links.values())
    known |= {c for tone in theme.tones.values() for c in (tone.fill, tone.line)}
    known |= {getattr(theme, f) for f in Theme.__slots__ if str(getattr(theme, f)).startswith("#")}
    assert set(re.findall(r"#[0-9a-f]{6}\b", text)) <= known
    assert not re.search(r'color="?(white|black)', text, re.IGNORECASE)
    assert f'bgcolor="{theme.background}"' in text


# -- colours by speaker and side -------------------------------------------------------------------

CROWD = (
    "map: Many\n"
    + "".join(f"speaker s{i}: Speaker {i}\n  side: {'left' if i % 2 else 'right'}\n" for i in range(12))
    + "claim top @s3: Top.\n"
    + "".join(f"  premise p{i} @s{i}: Reason {i}.\n" for i in range(12))
    + "  premise both @s1 @s2: Two say it.\n  premise none #implicit: Nobody.\n"
)


def test_hues_go_by_first_appearance() -> None:
    boxes = scene(CROWD, color_by="speaker").boxes
    assert boxes["top"].colour == boxes["p3"].colour == "hue1"
    assert [boxes[f"p{i}"].colour for i in (0, 1, 2, 4)] == ["hue2", "hue3", "hue4", "hue5"]
    assert {boxes[f"p{i}"].colour for i in range(HUES, 12)} == {OTHER}
    assert boxes["both"].colour == SEVERAL
    assert boxes["none"].colour is None


def test_hues_stay_when_a_part_is_drawn() -> None:
    whole = scene(CROWD, color_by="speaker").boxes
    part = scene(CROWD, color_by="speaker", speakers=("s5",)).boxes
    assert all(whole[id_].colour == box.colour for id_, box in part.items())


def test_sides_have_hues_too() -> None:
    boxes = scene(CROWD, color_by="side").boxes
    assert (boxes["p3"].colour, boxes["p0"].colour, boxes["both"].colour) == ("hue1", "hue2", SEVERAL)
    assert {b.colour for b in boxes.values()} == {"hue1", "hue2", SEVERAL, None}


def test_the_legend_lists_whom_hues_stand_for() -> None:
    legend = scene(CROWD, color_by="speaker").legend.colours
    assert legend[0].words == "Speaker 3"
    assert [s.words for s in legend[-2:]] == ["4 other speakers", "several speakers"]
    for shown in (tree(CROWD, color_by="speaker"), table(CROWD, color_by="speaker", width=120)):
        assert "● Speaker 3" in shown
        assert "▫ 4 other speakers" in shown
    assert "1 Speaker 3" in tree(CROWD, color_by="speaker", encoding="ascii")
    pictured = "".join(
        "".join(t.itertext()) for t in ET.fromstring(svg(CROWD, color_by="speaker")).iter(f"{SVG}text")
    )
    assert "● Speaker 3" in pictured
    assert "▫ 4 other speakers" in pictured
    assert scene(CROWD).legend.colours == ()


# -- what a group settled on -----------------------------------------------------------------------

DECIDED = "question q: When?\n  answer fri #decided: Friday.\n    rebuttal r: No.\n  answer thu: Thursday.\n"


def test_decided_is_told_everywhere() -> None:
    assert "★ decided · fri" in tree(DECIDED)
    assert "(*) decided - fri" in tree(DECIDED, encoding="ascii")
    assert "★ decided" in table(DECIDED)
    assert "#decided" not in tree(DECIDED) + table(DECIDED) + svg(DECIDED)
    pictured = [t.text for t in ET.fromstring(svg(DECIDED)).iter(f"{SVG}text")]
    assert "decided" in pictured
    assert "thick frame: decided" in pictured
    assert "thick frame: decided" not in svg(data("kinds"))


def test_decided_has_no_weight() -> None:
    assert scene(DECIDED).boxes["fri"].standing == "falls"


# -- a user's own ----------------------------------------------------------------------------------


def test_a_theme_of_ones_own_says_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "dark"\nink = "#FFF"\n[links]\nsupport = "#123456"\n[falls]\nframe = "bold"\n')
    theme = load_theme(str(path))
    assert (theme.name, theme.ink, theme.links["support"], theme.tones["falls"].frame) == (
        "mine", "#ffffff", "#123456", "bold",
    )  # fmt: skip
    assert theme.background == load_theme("dark").background


def test_themes_of_settings_extend_each_other() -> None:
    own = {"base": {"ink": "#111111", "quiet": "#222222"}, "mine": {"extends": "base", "quiet": "#333333"}}
    theme = load_theme("mine", own)
    assert (theme.ink, theme.quiet) == ("#111111", "#333333")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('quite = "#000000"', r"unknown key `quite`. Did you mean `quiet`\?"),
        ('ink = "red"', "`ink` must be a colour such as"),
        ('[links]\nsuport = "#000"', r"unknown key `links.suport`. Did you mean `links.support`\?"),
        ('[falls]\nframe = "wavy"', "`falls.frame` must be one of solid"),
        ('dark = "yes"', "`dark` must be true or false"),
        ('extends = "lihgt"', r"no theme `lihgt` to extend. Did you mean `light`\?"),
        ("extends = 3", "no theme `3` to extend"),
        ("links = 3", "unknown key `links`"),
        ("[links.support]\nx = 3", "`links.support` must be a colour"),
        ("= 3", "is not valid TOML"),
    ],
)
def test_what_is_wrong_in_a_theme_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ThemeError, match=message):
        load_theme(str(path))


def test_unknown_themes() -> None:
    with pytest.raises(ThemeError, match=r"no theme `drak`. Did you mean `dark`\?"):
        load_theme("drak")
    with pytest.raises(ThemeError, match=r"no theme `zzz`\. It can be light, dark, print, high-contrast"):
        load_theme("zzz")
    with pytest.raises(ThemeError, match=r"none\.toml: No such file"):
        load_theme("none.toml")
    with pytest.raises(ThemeError, match="in a circle"):
        load_theme("a", {"a": {"extends": "b"}, "b": {"extends": "a"}})
