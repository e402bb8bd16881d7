"""Formats of other people: the example is really installed, and what is wrong with others is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent
LIST = "We should drink tea.\n+ It calms.\n- It stains teeth.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plug-in installed into it by pip."""
    target = tmp_path_factory.mktemp("plugin")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    done = subprocess.run(
        [*command, str(ROOT / "examples" / "format-plugin")], capture_output=True, text=True, check=False
    )
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"pip can't build the plug-in here: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
    return target


def _run(installed: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(installed), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "argmap", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_plugin_reads_and_writes(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "tea.procon").write_text(LIST)
    ran = _run(installed, tmp_path, "convert", "tea.procon", "-o", "tea.argmap")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "claim: We should drink tea.\n  premise: It calms.\n  rebuttal: It stains teeth.\n" in (
        tmp_path / "tea.argmap"
    ).read_text("utf-8")
    back = _run(installed, tmp_path, "convert", "tea.argmap", "--to", "procon")
    assert back.stdout == LIST
    assert "procon can't hold" in back.stderr  # it declares that it keeps nothing


def test_a_plugin_is_listed_and_found_by_its_suffix(installed: Path, tmp_path: Path) -> None:
    assert "procon  read, write  .procon" in _run(installed, tmp_path, "formats").stdout
    (tmp_path / "tea.argmap").write_text("claim: A.\n  premise: B.\n")
    ran = _run(installed, tmp_path, "convert", "tea.argmap", "-o", "tea.procon")
    assert ran.returncode == 0
    assert (tmp_path / "tea.procon").read_text("utf-8") == "A.\n+ B.\n"


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("FORMAT = 1\n", "is no argmap.formats.format.Format"),
        ("import nothing_like_this\n", "can't be loaded: ModuleNotFoundError"),
        (
            "from argmap.formats.format import Format\nFORMAT = Format('aif', 'x', ('.x',), 'x')\n",
            "there is already a format `aif`",
        ),
        (
            "from argmap.formats.format import Format\nFORMAT = Format('x', 'x', ('.x',), writes=True)\n",
            "names no module",
        ),
    ],
)
def test_a_broken_plugin_is_named(tmp_path: Path, module: str, words: str) -> None:
    plugin = tmp_path / "plugin"
    info = plugin / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (plugin / "broken_module.py").write_text(module)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[argmap.formats]\nbroken = broken_module:FORMAT\n")
    ran = _run(plugin, tmp_path, "formats")
    assert ran.returncode == 2
    assert "plug-in `broken` of broken" in ran.stderr
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def test_formats_of_argmaps_own_do_not_wait_for_plugins(
    argmap: Argmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("importlib.metadata.entry_points", fail)
    assert argmap("convert", "-", "--to", "json", stdin="claim: A.\n").code == 0
