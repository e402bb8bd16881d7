"""What several tests share: the command line, run inside the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# In CI the same examples each time: a change is judged by what it changed. On a developer's machine
# new ones are looked for.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@dataclass(frozen=True)
class Ran:
    """What a command line left behind."""

    code: int
    out: str
    err: str


Argmap = Callable[..., Ran]


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGMAP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def argmap(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Argmap:
    """Runs `argmap ARGS…` in `tmp_path`, without colour variables; `stdin` is its standard input."""
    import io

    from argmap.__main__ import run as run_command

    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "ARGMAP_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*args: str | Path, stdin: str | bytes = "", **env: str) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
            code = run_command([*map(str, args)])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
