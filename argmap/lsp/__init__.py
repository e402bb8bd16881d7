"""The language server behind `argmap lsp`: the protocol around `argmap.editing` and `argmap.session`.

Alone imports pygls. Features that know no protocol are in `argmap.editing`, as plain functions over open
documents and offsets; here positions are counted in the client's units, and messages are read and written.
"""
