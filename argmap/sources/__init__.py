"""From a document to a map: threads and essays as people can get them, read into one value and written down.

A reader makes a `thread.Thread` of a file; `record` writes it as a source record, `skeleton` as a map to be
filled. `table` lists the readers and tells which one a file is for.
"""
