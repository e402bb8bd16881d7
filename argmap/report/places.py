"""Where a finding is, for programs: paths as they want them, and what a finding is known by over time."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from urllib.parse import quote

from argmap.diagnostics import Diagnostic


def in_repository(name: str, variable: str) -> str:
    """A file's name, told from the folder that an environment variable names, with slashes.

    A file that isn't in that folder, or a run where nothing names it, keeps the name as it was given.
    """
    root = os.environ.get(variable)
    if root and not name.startswith("<"):
        inside = os.path.relpath(os.path.realpath(name), os.path.realpath(root))
        if inside != os.pardir and not inside.startswith(os.pardir + os.sep) and not os.path.isabs(inside):  # noqa: PTH117
            name = inside
    return name.replace(os.sep, "/")


def uri(name: str) -> str:
    """A file's name as a relative URI, or as a `file:` one where it lies outside the working folder."""
    if name.startswith("<"):
        return quote(name)
    inside = os.path.relpath(name)
    if inside.startswith(os.pardir):
        from pathlib import Path

        return Path(name).resolve().as_uri()
    return quote(inside.replace(os.sep, "/"))


class Fingerprints:
    """What findings are known by while lines come and go around them.

    A fingerprint is made of the file, the rule, the node and the line's text, so that it stays when
    a finding moves and goes when its line is changed. Equal ones are counted.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, finding: Diagnostic, path: str) -> str:
        source = finding.span.source
        line = source.line_text(source.position(finding.span.start)[0]).strip()
        known_by = "\0".join((path, finding.code, finding.node or "", line))
        number = self._seen[known_by]
        self._seen[known_by] += 1
        return sha256(f"{known_by}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()
