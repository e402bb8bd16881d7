"""A process that draws, so that whoever types doesn't wait: one request a line of JSON, one answer a line.

python -m argmap.lsp.worker
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Draw until standard input ends."""
    from argmap.editing.preview import picture

    output = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)  # what else is printed isn't an answer
    for line in sys.stdin.buffer:
        asked: dict[str, Any] = json.loads(line)
        path = asked["path"]
        try:
            drawn = picture(
                asked["text"],
                Path(path) if path is not None else None,
                asked["name"],
                {Path(file): text for file, text in asked["others"].items()},
                asked["anywhere"],
            )
            svg, errors = drawn.svg, [each._asdict() for each in drawn.errors]
        except Exception as error:
            svg, errors = None, [{"line": 1, "message": f"not drawn: {type(error).__name__}: {error}"}]
        output.write(json.dumps({"svg": svg, "errors": errors}) + "\n")
        output.flush()


if __name__ == "__main__":
    main()
