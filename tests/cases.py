"""Case files: an input, and behind lines `%%% NAME` what is expected of it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def read_case(path: Path) -> dict[str, str]:
    """The parts of a case file by name; the first is called `input`."""
    parts: dict[str, list[str]] = {}
    name = "input"
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("%%% "):
            name = line[4:].strip()
            parts[name] = []
        else:
            parts.setdefault(name, []).append(line)
    return {name: "".join(lines) for name, lines in parts.items()}


def case_files(folder: str) -> list[Path]:
    """All case files of a folder beside this module; there is at least one."""
    found = sorted((HERE / folder).glob("*.case"))
    assert found, folder
    return found
