"""Themes: every colour that a diagram or a page uses, read from a small TOML file.

The built-in ones lie in `themes/`; a user's own, in a file or a settings file, begins with
`extends = "light"` and says only what differs. What tells things apart beside colour (words, signs,
dashes, heads) is in `look` and `strokes`, and the same in every theme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from argmap.render.colouring import ROLES
from argmap.render.errors import RenderError
from argmap.render.look import LINKS, STANDINGS
from argmap.suggest import did_you_mean

BUILT_IN = ("light", "dark", "print", "high-contrast")
DEFAULT = "light"
#: How the frame of a box may be drawn; `dashed` is kept for what nobody said.
FRAMES = ("solid", "bold", "double", "dotted")
#: Lines that matter have at least this contrast with what they are drawn on (WCAG 2.2, 1.4.11).
_LINE = 3.05
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z")


class ThemeError(RenderError):
    """A theme can't be used; the message says which and why."""


@dataclass(slots=True, frozen=True)
class Tone:
    """The colours of one role: what its boxes are filled with, its lines and words, its frame."""

    fill: str
    line: str
    frame: str = "solid"


@dataclass(slots=True, frozen=True)
class Theme:
    """Colours as ``#rrggbb``. `tones` holds those of standings and of the roles of `colouring`."""

    name: str
    dark: bool
    #: Behind everything; words on it; words of less weight.
    background: str
    ink: str
    quiet: str
    #: A box without a standing, frames of boxes, and of the claims that hang on nothing.
    fill: str
    frame: str
    strong: str
    #: The frame and the word of what a group settled on.
    decided: str
    #: Boxes drawn pale, for context only.
    context_fill: str
    context_ink: str
    context_quiet: str
    context_frame: str
    #: Sections: a ground and a hairline around it, and the title.
    group_fill: str
    group_frame: str
    group_ink: str
    #: The line of each kind of link.
    links: Mapping[str, str]
    tones: Mapping[str, Tone]

    def tone(self, role: str | None) -> Tone:
        """The colours of a role (`Box.colour`); those of a plain box where it has none."""
        return self.tones.get(role or "") or Tone(self.fill, self.frame)

    def pale(self, kind: str) -> str:
        """The line of a link that is not in force: as near to the background as can still be seen."""
        return _pale(self.links[kind], self.background, self.group_fill)


def load_theme(name: str = DEFAULT, own: Mapping[str, Mapping[str, Any]] | None = None) -> Theme:
    """The theme of a name, or in a file: `own` ones of a settings file come before the built-in ones.

    Raises `ThemeError` for one that isn't there or has something in it that no theme has.
    """
    own = own or {}
    if name in own:
        return _extended(name, own[name], own, f"theme '{name}'")
    if name in BUILT_IN:
        return built_in(name)
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return _extended(Path(name).stem, _read(Path(name)), own, name)
    hint = (
        did_you_mean(name, (*own, *BUILT_IN)) or f" It can be {', '.join((*own, *BUILT_IN))} or a TOML file."
    )
    raise ThemeError(f"there is no theme `{name}`.{hint}")


@cache
def built_in(name: str) -> Theme:
    """One of the themes that come with argmap."""
    return _made(name, _flat(_read(Path(__file__).parent / "themes" / f"{name}.toml"), name, {}))


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # only where there is a theme to read

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ThemeError(f"{path}: is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"{path}: is not valid TOML: {error}") from error


def _extended(name: str, table: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]], where: str) -> Theme:
    """A theme that extends others: the nearest one says what holds."""
    chain = [(where, table)]
    seen = {name}
    while True:
        where, table = chain[-1]
        base = table.get("extends", DEFAULT)
        if base in BUILT_IN and (base not in own or base in seen):
            break
        if base not in own:
            hint = did_you_mean(str(base), (*own, *BUILT_IN)) or f" It can be {', '.join(BUILT_IN)}."
            raise ThemeError(f"{where}: there is no theme `{base}` to extend.{hint}")
        if base in seen:
            raise ThemeError(f"{where}: themes extend each other in a circle")
        seen.add(base)
        chain.append((f"theme '{base}'", own[base]))
    values = _values(built_in(base))
    known = dict(values)
    for where, table in reversed(chain):
        rest = {key: value for key, value in table.items() if key != "extends"}
        values.update(_flat(rest, where, known))
    return _made(name, values)


def _values(theme: Theme) -> dict[str, Any]:
    """A theme as the flat keys of its file: `ink`, `links.support`, `stands.fill` …"""
    values: dict[str, Any] = {"dark": theme.dark}
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, str) and field.name != "name":
            values[field.name.replace("_", "-")] = value
    values.update({f"links.{kind}": line for kind, line in theme.links.items()})
    for role, tone in theme.tones.items():
        values.update({f"{role}.fill": tone.fill, f"{role}.line": tone.line, f"{role}.frame": tone.frame})
    return values


def _flat(table: Mapping[str, Any], where: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a file under flat keys, each checked."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        inner = {f"{key}.{one}": v for one, v in value.items()} if isinstance(value, dict) else {key: value}
        flat.update(inner)
    for key, value in list(flat.items()):
        if known and key not in known:
            hint = did_you_mean(key, known) or " A theme's keys are listed in docs/render.md."
            raise ThemeError(f"{where}: unknown key `{key}`.{hint}")
        if key == "dark":
            if not isinstance(value, bool):
                raise ThemeError(f"{where}: `dark` must be true or false")
        elif key.endswith(".frame"):
            if value not in FRAMES:
                raise ThemeError(f"{where}: `{key}` must be one of {', '.join(FRAMES)}")
        elif not isinstance(value, str) or not _COLOUR.match(value):
            raise ThemeError(f'{where}: `{key}` must be a colour such as "#1b1f24"')
        else:
            digits = value[1:].lower()
            flat[key] = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    return flat


def _made(name: str, values: Mapping[str, Any]) -> Theme:
    plain = {
        field.name: values[field.name.replace("_", "-")]
        for field in fields(Theme)
        if field.name not in ("name", "links", "tones")
    }
    tones = {
        role: Tone(values[f"{role}.fill"], values[f"{role}.line"], values.get(f"{role}.frame", "solid"))
        for role in (*STANDINGS, *ROLES)
    }
    return Theme(name=name, links={kind: values[f"links.{kind}"] for kind in LINKS}, tones=tones, **plain)


@cache
def _pale(line: str, *grounds: str) -> str:
    """A colour moved towards the background, as far as it keeps its contrast with all grounds."""
    start, end = _parts(line), _parts(grounds[0])
    best = line
    for tenth in range(1, 8):
        mixed = tuple(round(s + (e - s) * tenth / 10) for s, e in zip(start, end, strict=True))
        if min(_contrast(mixed, _parts(ground)) for ground in grounds) < _LINE:
            break
        best = "#" + "".join(f"{part:02x}" for part in mixed)
    return best


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        value / 12.92 if (value := part / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
