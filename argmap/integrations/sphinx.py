"""Sphinx: a directive ``argmap`` becomes the picture of the map below it, or of a file.

    .. argmap:: car.argmap
       :focus: offer

A file is named from the document's folder. What is wrong is told in place of the picture and as a warning, so
that ``sphinx-build -W`` fails. Only HTML has pictures.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from argmap import __version__
from argmap.integrations.figure import figure
from argmap.integrations.picture import OPTIONS, SWITCHES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _given(value: str | None) -> str:
    return value or ""


class ArgmapDirective(Directive):
    """The block; its options are those of a fenced block in Markdown."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys((*OPTIONS, *SWITCHES, "source"), _given) | {
        "id": directives.unchanged_required
    }

    def run(self) -> list[nodes.Node]:
        """The picture, which only HTML has."""
        document = self.state.document
        env: Any = getattr(document.settings, "env", None)
        here = Path(document.current_source or ".").parent
        text = "".join(f"{line}\n" for line in self.content)
        given = {name: str(value) for name, value in self.options.items()}
        if self.arguments:
            given["file"] = self.arguments[0]
            if env is not None:
                env.note_dependency(str(here / self.arguments[0]))
        number = env.new_serialno("argmap") if env is not None else 0
        made = figure(text, given, here, given.get("id") or f"argmap-{number + 1}")
        found: list[nodes.Node] = [
            self.state_machine.reporter.warning(f"argmap: {problem}", line=self.lineno)
            for problem in made.problems
        ]
        return [*found, nodes.raw("", made.html, format="html")]


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    app.add_directive("argmap", ArgmapDirective)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
