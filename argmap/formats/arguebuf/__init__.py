"""arguebuf JSON: argument graphs of atoms and schemes, as the arguebuf library writes them.

The JSON form of the protocol buffers of https://github.com/recap-utr/arg-services (graph/v1), which
versions 2 and 3 of the library share: names in lowerCamelCase, enumerations by name. What the format has no
field for stands in ``userdata``, where it lets users keep things.
"""

from __future__ import annotations

from argmap.formats.arguebuf.reading import read
from argmap.formats.arguebuf.writing import chunks

__all__ = ["chunks", "read"]
