"""The project folder, which bounds what a map may read. Imports nothing of argmap."""

from __future__ import annotations

from pathlib import Path

_MARKS = ("argmap.toml", "pyproject.toml", ".git")


def project_folder(folder: Path) -> Path:
    """The folder that bounds what a map in `folder` may read."""
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _MARKS):
            return candidate
    return folder
