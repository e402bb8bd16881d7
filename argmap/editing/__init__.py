"""What an editor can do with a map that is being written, as plain functions over texts and offsets.

Nothing here knows a protocol: places are offsets into a document's text, changes are edits of it.
"""
