"""Finding and running a Graphviz: the one in a wheel, a system `dot`, or whatever the user names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from argmap.render.errors import RenderError
from argmap.safe import visible

#: What a user names an engine with, beside the option: a command or a path.
VARIABLE = "ARGMAP_DOT"
EMBEDDED = "graphviz-pure"
SYSTEM = "dot"


def find_engine(named: str | None = None) -> str:
    """The path of the layout engine: the one named, else the embedded one, else a system `dot`.

    The embedded one comes first because it draws the same picture on every machine, and faster.
    Raises `RenderError` where there is none.
    """
    wanted = named or os.environ.get(VARIABLE)
    if wanted:
        found = _embedded() if wanted == EMBEDDED else shutil.which(wanted)
        if found is None:
            raise RenderError(
                f"there is no layout engine '{visible(wanted)}': neither a command nor a file that runs"
            )
        return found
    found = _embedded() or system_dot()
    if found is None:
        raise RenderError(
            f"no layout engine: install {EMBEDDED} (pip install {EMBEDDED}) or Graphviz, "
            f"or name one in {VARIABLE}; --to dot needs none"
        )
    return found


def system_dot() -> str | None:
    """A `dot` on the path."""
    return shutil.which(SYSTEM)


def _embedded() -> str | None:
    """The command of graphviz-pure: beside this Python, where its wheel put it, or on the path."""
    suffix = ".exe" if os.name == "nt" else ""
    folders = {Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))}
    for folder in folders:
        path = folder / (EMBEDDED + suffix)
        if os.access(path, os.X_OK):
            return str(path)
    return shutil.which(EMBEDDED) or _from_wheel(EMBEDDED + suffix)


def _from_wheel(command: str) -> str | None:
    """The command as the installed wheel lists it; for installs into other folders."""
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files(EMBEDDED) or []
    except PackageNotFoundError:
        return None
    for file in listed:
        if file.name == command:
            path = Path(str(file.locate())).resolve()
            return str(path) if os.access(path, os.X_OK) else None
    return None


class Run:
    """An engine at work on a DOT text, while its caller may do other things.

    It reads from a file and writes into others, so it needn't be waited for before it has ended.
    Raises `RenderError` where it can't be started.
    """

    def __init__(self, engine: str, dot: str, form: str, *options: str) -> None:
        self._engine = engine
        self._given, self._made, self._said = (TemporaryFile() for _ in range(3))  # noqa: SIM115
        self._given.write(dot.encode("utf-8"))
        self._given.seek(0)
        command = [engine, "-q1", f"-T{form}", *options]
        try:
            self._process = subprocess.Popen(command, stdin=self._given, stdout=self._made, stderr=self._said)
        except OSError as error:
            raise RenderError(
                f"the layout engine {engine} can't be run: {error.strerror or error}"
            ) from error

    def result(self) -> bytes:
        """What the engine has made. Raises `RenderError` with the engine's own words."""
        try:
            code = self._process.wait()
        except BaseException:  # Ctrl-C, most of all
            self._process.kill()
            self._process.wait()
            raise
        made, said = map(_content, (self._made, self._said))
        self._given.close()
        if code or not made:
            lines = [visible(line) for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
            why = lines[-1] if lines else f"it ended with code {code} and wrote nothing"
            raise RenderError(f"the layout engine {self._engine} failed: {why}")
        return made


def run_engine(engine: str, dot: str, form: str, *options: str) -> bytes:
    """What the engine makes of a DOT text. Raises `RenderError` with the engine's own words."""
    return Run(engine, dot, form, *options).result()


def _content(file: IO[bytes]) -> bytes:
    with file:
        file.seek(0)
        return file.read()
