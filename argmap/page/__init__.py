"""The interactive page: one self-contained HTML file with a map's diagram, outline and explanations.

`build` makes it, out of the parts that change with a map (`Parts`) and those that don't (`shell`, and
the style and scripts in `assets/`). `outline` writes the tree of texts, `data` what the scripts need to
know, `reasons` why each claim has its standing, `picture` the diagram in colours that follow the
reader's system, with a `legend`. Nothing here imports the command line.
"""

from argmap.page.build import Parts, page, parts
from argmap.page.picture import Shape
from argmap.page.shell import Live

__all__ = ["Live", "Parts", "Shape", "page", "parts"]
