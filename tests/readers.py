"""Other people's readers that are Python packages, asked what they make of a file.

They run in a process of their own, by the interpreter that the environment variable ARGMAP_READERS names,
else by the one that runs the tests. Without the package a test is skipped; in CI it fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_SCRIPTS = Path(__file__).parent / "formats"


def _python() -> str:
    return os.environ.get("ARGMAP_READERS") or sys.executable


@cache
def _installed(package: str) -> bool:
    ran = subprocess.run([_python(), "-c", f"import {package}"], capture_output=True, check=False)
    return ran.returncode == 0


def need_package(package: str) -> None:
    """Skip a test, or in CI fail it, where a package is missing."""
    if not _installed(package):
        reason = f"needs the Python package {package} (ARGMAP_READERS names the Python that has it)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def ask(package: str, what: str, files: Iterable[Path]) -> Any:
    """What the script beside the tests' files says about some files, by means of a package."""
    need_package(package)
    script = _SCRIPTS / f"ask_{package}.py"
    paths = [str(path) for path in files]
    ran = subprocess.run(
        [_python(), str(script), what],
        input=json.dumps(paths),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
