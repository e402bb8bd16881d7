"""What `argmap check --fix` and `--diff` do with a map: fix it, then write it or show the difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.problems import tell

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.model.load import Loader
    from argmap.model.map import Map

#: What no fix may bring in: errors of the map, and citations of what isn't there.
_WRONG = ("E", "S2")

#: What is found in a map: the findings chosen, out of the map and what reading it said.
Find = Callable[["Map", list["Diagnostic"]], list["Diagnostic"]]


@dataclass(slots=True)
class Fixer:
    """Fixes map after map. `fixed` counts what was fixed, or would be with `diff`."""

    unsafe: bool = False
    diff: bool = False
    colour: bool = False
    fixed: int = 0

    def fix(self, name: str, loader: Loader, find: Find) -> list[Diagnostic]:
        """Fix one map and return what is found in it then. Standard input is written to standard output."""
        from argmap.cli.files import STDIN, read_text, rewrite, stays_inside
        from argmap.fixes import Look, mend

        source = read_text(name)

        def look_at(text: str) -> Look:
            if name == STDIN:
                map_, said = loader.text(text, name=source.name, folder=Path.cwd())
            else:
                map_, said = loader.text(text, name=source.name, path=Path(name))
            found = find(map_, said)
            wrong = [each for each in found if each.code.startswith(_WRONG)]
            return Look(map_.source, found, [*said, *wrong])

        mended = mend(source.text, look_at, unsafe=self.unsafe)
        if self.diff:
            if mended.fixed:
                from argmap.cli.diffs import unified

                if name != STDIN:
                    stays_inside(name)  # what couldn't be written isn't shown either
                tell(unified(source, mended.text, colour=self.colour))
        elif mended.fixed or name == STDIN:
            rewrite(name, mended.text)
        self.fixed += len(mended.fixed)
        return list(mended.look.findings)
