"""What a client may set, as `initializationOptions` or as its configuration's section `argmap`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

#: The section of a client's configuration.
SECTION = "argmap"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; docs/lsp.md tells them. Names in JSON are those in `NAMES`."""

    #: Milliseconds after the last change before findings are sent.
    latency: int = 120
    #: Whether a hint behind each claim tells its standing and what is unanswered below it.
    hints: bool = True
    #: Whether files outside the project folder may be read.
    outside: bool = False


#: The settings' names in JSON, with the least and the most that a number may be.
NAMES: dict[str, str] = {"latency": "latency", "inlayHints": "hints", "allowOutside": "outside"}
_MOST = 10_000


def read(settings: Settings, given: Any) -> tuple[Settings, list[str]]:
    """The settings with what a client gives, and what in it can't be used.

    What is given may be the section itself or hold it under its name.
    """
    if not isinstance(given, dict):
        return settings, []
    if isinstance(given.get(SECTION), dict):
        given = given[SECTION]
    types = {field.name: field.type for field in fields(Settings)}
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in given.items():
        field = NAMES.get(name)
        if field is None or value is None:
            continue  # a client's own settings may stand in the same section
        if types[field] == "bool" and isinstance(value, bool):
            values[field] = value
        elif types[field] == "int" and isinstance(value, (int, float)) and not isinstance(value, bool):
            values[field] = int(min(max(value, 0), _MOST))
        else:
            wanted = "true or false" if types[field] == "bool" else f"a number from 0 to {_MOST}"
            wrong.append(f"argmap.{name} must be {wanted}")
    return replace(settings, **values), wrong
