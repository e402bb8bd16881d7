"""`argmap check --show-settings`: which settings hold for each map, and where each comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.choice import DEFAULTS
from argmap.cli.choosing import Chooser
from argmap.cli.problems import complain, tell
from argmap.safe import visible

if TYPE_CHECKING:
    from argmap.cli.running import Plan
    from argmap.config import Config


def show(plan: Plan) -> int:
    """Write the settings of each map as a settings file would have them, with their origins as comments."""
    from argmap.cli.files import find_maps
    from argmap.cli.problems import Problem
    from argmap.config import Configs

    chooser = Chooser(Configs(), plan.options)
    code = 0
    lead = ""
    said: set[str] = set()
    try:
        for name in find_maps(plan.maps):
            try:
                lines = list(_settings(name, chooser, plan))
            except Problem as problem:
                if str(problem) not in said:
                    complain(str(problem))
                said.add(str(problem))
                code = 2
                continue
            tell([lead, *(line + "\n" for line in lines)])
            lead = "\n"
    except Problem as problem:  # a folder without a map
        complain(str(problem))
        code = 2
    return code


def _settings(name: str, chooser: Chooser, plan: Plan) -> Iterator[str]:
    from argmap.rules.run import selected
    from argmap.rules.settings import Settings
    from argmap.rules.table import RULES

    config = chooser.config(name)
    held = chooser.settings(config)
    rules = config.rules or Settings()
    rows: list[tuple[str, Any, str | Path | None]] = [
        (key, list(held[key].words), held[key].origin) for key in DEFAULTS
    ]
    form = plan.format or config.format or plan.formats[0]
    rows.append(("format", form, "--format" if plan.format else config.format and config.path))
    for key, value in (("max-words", rules.max_words), ("loaded-words", rules.loaded_words)):
        mine = config.rules is not None and value != getattr(Settings(), key.replace("-", "_"))
        if value is not None:
            rows.append((key, value, config.path if mine else None))
    if rules.schemes:
        rows.append(("schemes", [scheme.name for scheme in rules.schemes], config.path))
    exempt = chooser.exempt(name, config)
    if exempt:
        rows.append(("per-file-ignores", list(exempt), config.path))
    yield f"# {visible(name)}"
    yield f"# settings file: {_shown(config) if config.path else 'none'}"
    texts = [f"{key} = {_toml(value)}" for key, value, _ in rows]
    width = min(max(map(len, texts)), 40)
    for text, (_, _, origin) in zip(texts, rows, strict=True):
        where = origin.name if isinstance(origin, Path) else origin or "default"
        yield f"{visible(text):<{width}}  # {where}"
    choice = chooser.choice(name)
    on = {
        rule.code
        for rule in selected([*choice.select], [*choice.ignore, *choice.extend_ignore], choice.extend_select)
        if not (exempt and rule.code.startswith(exempt))
    }
    off = [code for code in RULES if code not in on]
    yield f"# rules that are off: {', '.join(off) if off else 'none'}"


def _shown(config: Config) -> str:
    """The settings file, from the working folder where it is near."""
    assert config.path is not None
    near = os.path.relpath(config.path)
    return visible(near if not near.startswith(os.path.join("..", "..", "..")) else str(config.path))  # noqa: PTH118


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        value = list(value)
    return json.dumps(value, ensure_ascii=False)
