"""argmap inside other programs: Python-Markdown (so MkDocs), Sphinx and Jupyter.

A room at the top, beside the command line. `picture` reads and draws a map as those programs ask for it;
each of the others speaks to one of them, is imported by it, and imports its library, an optional extra.
"""
