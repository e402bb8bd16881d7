"""Patterns of `per-file-ignores`: which paths they fit."""

from __future__ import annotations

import pytest

from argmap.globs import matches


@pytest.mark.parametrize(
    ("glob", "fitting", "other"),
    [
        ("*.argmap", "a.argmap x/y/a.argmap", "a.argmapx"),
        ("draft-?.argmap", "draft-1.argmap x/draft-ä.argmap", "draft-.argmap draft-12.argmap"),
        ("drafts", "drafts x/drafts drafts/a.argmap x/drafts/y/a.argmap", "drafts2/a xdrafts/a"),
        ("drafts/", "drafts/a.argmap x/drafts/y/a.argmap", "drafts x/drafts"),
        ("drafts/*", "drafts/a.argmap drafts/x/a.argmap", "x/drafts/a.argmap drafts"),
        ("./drafts/*.argmap", "drafts/a.argmap", "drafts/x/a.argmap"),
        ("/a.argmap", "a.argmap", "x/a.argmap"),
        ("**/a.argmap", "a.argmap x/a.argmap x/y/a.argmap", "xa.argmap"),
        ("x/**/a.argmap", "x/a.argmap x/y/z/a.argmap", "a.argmap y/x/a.argmap"),
        ("x/**", "x/a x/y/a", "y/a"),
        ("[ab].argmap", "a.argmap b.argmap", "c.argmap ab.argmap"),
        ("[!ab].argmap", "c.argmap", "a.argmap"),
        ("[a-c].argmap", "b.argmap", "d.argmap"),
        ("[z-a].argmap", "[z-a].argmap", "b.argmap"),
        ("a[.argmap", "a[.argmap", "a.argmap"),
        ("a.b", "a.b", "aXb"),
        ("", "", "a"),
    ],
)
def test_what_a_pattern_fits(glob: str, fitting: str, other: str) -> None:
    for path in fitting.split():
        assert matches(glob, path.split("/")), path
    for path in other.split():
        assert not matches(glob, path.split("/")), path
