"""A map told to people: why a claim stands, what a debate came to, how big it is, what changed.

What is told is worked out in `analysis`; here it is put into words (`phrases`), and the words are laid
out for a terminal, as Markdown or as HTML. Names, ids and texts stay apart from the words around them
until then, so that each medium escapes them in its own way.
"""
