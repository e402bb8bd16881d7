"""What a file of unknown format looks like, judged by its beginning. Cheap; a reader looks closer."""

from __future__ import annotations

import re

_JSON = re.compile(r"\s*[\[{]")


def _json(head: str) -> bool:
    return _JSON.match(head) is not None


def _keys(head: str, *keys: str) -> bool:
    """Whether all these keys stand in the beginning of a JSON file."""
    return _json(head) and all(re.search(rf'"{key}"\s*:', head) for key in keys)


def argmap_json(head: str) -> bool:
    return re.match(r'\s*\{\s*"format"\s*:\s*"argmap/', head) is not None


def xaif(head: str) -> bool:
    """xAIF, or what OVA's second version saved."""
    return _keys(head, "AIF") or (_keys(head, "analysis", "nodes") and not _keys(head, "nodeID"))


def aif(head: str) -> bool:
    if _keys(head, "AIF"):
        return False
    return _keys(head, "nodeID") or _keys(head, "nodes", "edges", "locutions")


def arguebuf(head: str) -> bool:
    return _json(head) and re.search(r'"(?:atom|scheme)"\s*:\s*\{', head) is not None


def sadface(head: str) -> bool:
    return (_keys(head, "nodes", "type") or _keys(head, "nodes", "analyst_name")) and (
        re.search(r'"(?:source_id|analyst_name)"\s*:|"type"\s*:\s*"(?:atom|scheme)"', head) is not None
    )


def kialo(head: str) -> bool:
    return re.match(r"\s*Discussion (?:Title|Name):", head, re.IGNORECASE) is not None or (
        re.search(r"^\d+\.\s", head, re.MULTILINE) is not None
        and re.search(r"^(?:\d+\.){2,}\s+(?:Pro|Con):", head, re.MULTILINE | re.IGNORECASE) is not None
    )


def arggraph(head: str) -> bool:
    return "<arggraph" in head


def graphml(head: str) -> bool:
    return "<graphml" in head


def brat(head: str) -> bool:
    return re.search(r"^T\d+\t\S+ \d+ \d+", head, re.MULTILINE) is not None


def carneades(head: str) -> bool:
    keys = "meta|language|statements|assumptions|issues|arguments|argument_schemes|issue_schemes|tests"
    return re.search(rf"^[\"']?(?:{keys})[\"']?\s*:(?:\s|$)", head, re.MULTILINE) is not None


def af(head: str) -> bool:
    return re.search(r"^p af \d+", head, re.MULTILINE) is not None


def apx(head: str) -> bool:
    return re.search(r"^\s*arg\(", head, re.MULTILINE) is not None


def tgf(head: str) -> bool:
    return (
        re.search(r"^#\s*$", head, re.MULTILINE) is not None
        and re.match(r"\s*\S+\s*$", head, re.MULTILINE) is not None
    )
