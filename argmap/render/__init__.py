"""Pictures of a map: one renderer-neutral scene, then terminal tree, table, DOT, SVG and PNG.

`scene` turns a map and its standings into what is drawn; `tree`, `table` and `dot` draw it; `image`
lays a DOT text out; `formats` is the table of what can be asked for. Only `dot` and `image` import
graphviz. Nothing here imports the command line.
"""
