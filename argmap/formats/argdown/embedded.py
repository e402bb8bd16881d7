"""The YAML in front matter and data. Whatever it holds, reading it neither fails nor takes long."""

from __future__ import annotations

import re
from typing import Any

_BLOCK = re.compile(r"\{[ \t]*\n")
_NESTING = 100
_OPENING = re.compile(r"[\[{]|[-?:] ")


class NotYaml(Exception):
    """Data that are no YAML; the message says why."""


def front_matter(text: str) -> dict[str, Any]:
    """What stands between the lines of ``===``. Raises `NotYaml`."""
    value = _load(text)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotYaml("no list of keys and values")
    return {str(key): one for key, one in value.items()}


def data(written: str) -> dict[str, Any]:
    """What stands in braces; braces with lines of their own hold YAML in block format. Raises `NotYaml`."""
    match = _BLOCK.match(written)
    value = _load(written[match.end() : written.rindex("}")] if match else written)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotYaml("no list of keys and values")
    return {str(key): one for key, one in value.items()}


def _load(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if max((len(_OPENING.findall(line)) for line in text.split("\n")), default=0) > _NESTING or (
        len(text) - len(text.lstrip()) > 10_000
    ):
        raise NotYaml("nested too deep")
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise NotYaml("refers to other parts of itself")
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise NotYaml(f"{problem} (line {mark.line + 1})" if mark is not None else str(problem)) from None
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise NotYaml(str(error) or type(error).__name__) from None
