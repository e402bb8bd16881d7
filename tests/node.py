"""Packages of npm that other people's readers come in, for tests that ask what those make of our files.

`tests/package.json` names them, with their versions. They are found in the folder that the environment
variable ARGMAP_NODE_MODULES names, else in `tests/.node/node_modules`, where this command puts them
(it needs Node and npm):

    python tests/node.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".node"


def node_modules() -> Path:
    """Where the packages are, if they are anywhere."""
    named = os.environ.get("ARGMAP_NODE_MODULES")
    return Path(named) if named else FOLDER / "node_modules"


def need_node(package: str) -> Path:
    """The folder of an installed package. Without it the test is skipped; in CI it fails."""
    folder = node_modules() / package
    if shutil.which("node") is None:
        _missing("needs Node on the PATH")
    if not (folder / "package.json").exists():
        _missing(f"needs the npm package {package}: python tests/node.py")
    return folder


def run_node(script: Path, *arguments: str | Path, stdin: str = "") -> str:
    """What a script of ours prints. It finds the packages by their names."""
    environment = {**os.environ, "NODE_PATH": str(node_modules())}
    ran = subprocess.run(
        ["node", script, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def install() -> None:
    """Install what `package.json` names, exactly, unless it is there already."""
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if all(_version(FOLDER / "node_modules" / name) == version for name, version in wanted.items()):
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("This needs Node and npm on the PATH.")
    FOLDER.mkdir(exist_ok=True)
    shutil.copyfile(HERE / "package.json", FOLDER / "package.json")
    options = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([npm, "install", *options, "--prefix", FOLDER], check=True)


def _version(folder: Path) -> str | None:
    try:
        found = json.loads((folder / "package.json").read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, str) else None


def _missing(reason: str) -> NoReturn:
    import pytest

    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


if __name__ == "__main__":
    install()
