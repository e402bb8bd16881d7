"""Where argmap may keep what it can work out again: a folder of the user's own. Imports nothing of argmap."""

from __future__ import annotations

import os
from pathlib import Path

#: Names another folder; empty, nothing is kept.
VARIABLE = "ARGMAP_CACHE_DIR"


def cache_folder() -> Path | None:
    """The folder, made if it isn't there, or None where nothing can or should be kept."""
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    if named is None:
        from platformdirs import user_cache_dir

        named = user_cache_dir("argmap", appauthor=False)
    folder = Path(named)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder
