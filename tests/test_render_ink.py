"""Colours of the terminal: read on a light and on a dark ground, and never the only thing that tells."""

from __future__ import annotations

import pytest
from rich.style import Style

from argmap.render.ink import _STYLES, Ink
from tests.test_render_theme import contrast

INKS = sorted({style.split()[-1] for style in _STYLES.values() if "#" in style})


@pytest.mark.parametrize("ink", INKS)
def test_every_colour_is_read_on_white_and_on_black(ink: str) -> None:
    assert contrast(ink, "#ffffff") >= 4.5
    assert contrast(ink, "#000000") >= 4.5


@pytest.mark.parametrize("name", sorted(_STYLES))
def test_no_style_sets_a_ground(name: str) -> None:
    assert Style.parse(_STYLES[name]).bgcolor is None, "the terminal's own holds, light or dark"


@pytest.mark.parametrize("system", ["standard", "256", "truecolor", "windows", "something newer"])
def test_painting_adds_codes_only(system: str) -> None:
    painted = Ink(system).paint("text", "standing:falls")
    assert painted.startswith("\x1b[")
    assert painted.endswith("\x1b[0m")
    assert "text" in painted
    assert Ink(None).paint("text", "standing:falls") == "text"
