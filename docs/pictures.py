"""Draws the pictures that the README and the pages show, from the examples: `python docs/pictures.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"

#: Each picture and the command line that draws it.
PICTURES = {
    "decision.svg": ["decision.argmap"],
    "pact-thread.svg": ["pact-thread.argmap"],
    "pact-debate.svg": ["pact-debate.argmap"],
}


def main() -> None:
    (HERE / "images").mkdir(exist_ok=True)
    for name, (example, *options) in PICTURES.items():
        command = [sys.executable, "-m", "argmap", "render", str(EXAMPLES / example), *options]
        subprocess.run([*command, "-o", str(HERE / "images" / name)], check=True)
        print(name)


if __name__ == "__main__":
    main()
