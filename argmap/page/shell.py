"""The page around a map's parts: style, scripts, and a policy that lets nothing else act.

Style and scripts lie in `assets/`, in pieces that are read one by one and put together here; the policy
names their hashes, so that nothing that found its way into the page could run.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from argmap.page.picture import colours
from argmap.render.theme import Theme, built_in
from argmap.safe import markup

if TYPE_CHECKING:
    from argmap.page.build import Parts

_ASSETS = Path(__file__).parent / "assets"
STYLES = ("layout", "outline", "diagram", "panel", "print")
SCRIPTS = ("start", "model", "details", "outline", "view", "diagram", "find", "address", "keys", "main")


@dataclass(slots=True, frozen=True)
class Live:
    """What a server adds to its page: a script and style, and where it may connect to (a CSP source)."""

    script: str
    style: str = ""
    connect: str = "'self'"


def shell(parts: Parts, theme: Theme | None, live: Live | None = None) -> str:
    """The whole page."""
    style = _colours(theme) + _put_together("css", STYLES) + (live.style if live is not None else "")
    script = _put_together("js", SCRIPTS)
    early = _asset("early.js")
    scripts = [script] + ([live.script] if live is not None else [])
    policy = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {' '.join(map(_hash, [early, *scripts]))}",
        *([f"connect-src {live.connect}"] if live is not None else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return Template(_asset("page.html")).substitute(
        language=markup(parts.language or "en"),
        policy="; ".join(policy),
        scheme="light dark" if theme is None else "dark" if theme.dark else "light",
        title=markup(parts.title),
        summary=markup(parts.summary),
        notice=markup(parts.notice),
        early=early,
        style=style,
        outline=parts.outline,
        svg=parts.svg or "",
        legend=parts.legend,
        data=parts.data,
        scripts="".join(f"<script>{each}</script>\n" for each in scripts),
    )


def _colours(theme: Theme | None) -> str:
    """The colours as variables: of one theme, or of a light and a dark one by the system's setting.

    On paper a dark page is light.
    """
    light = built_in("light")
    dark = built_in("dark")
    if theme is not None:
        rules = [_rule(theme)]
        if theme.dark:
            rules.append(f"@media print {{ {_rule(light)} }}")
    else:
        rules = [_rule(light), f"@media screen and (prefers-color-scheme: dark) {{ {_rule(dark)} }}"]
    return "\n".join(rules) + "\n"


def _rule(theme: Theme) -> str:
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in colours(theme))} }}"


@cache
def _put_together(suffix: str, names: tuple[str, ...]) -> str:
    pieces = [_asset(f"{name}.{suffix}") for name in names]
    if suffix == "js":
        return '(() => {\n"use strict";\n' + "\n".join(pieces) + "})();\n"
    return "\n".join(pieces)


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
