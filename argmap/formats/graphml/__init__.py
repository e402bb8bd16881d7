"""GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall, GD 2001; graphml.graphdrawing.org).

What argmap writes is a graph that every tool draws, with the whole map in its attributes; reading it
gives the same map. GraphML of other origin is read as far as its labels say what they mean.
"""

from argmap.formats.graphml.reading import read
from argmap.formats.graphml.writing import chunks

__all__ = ["chunks", "read"]
