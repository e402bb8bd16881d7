"""Abstract argumentation frameworks in Dung's sense, and which of their arguments can be accepted together.

Numbers in, numbers out: nothing here knows maps or files. `graph` is a framework, `grounded` needs nothing
else; all other semantics ask a SAT solver (`search`), which the extra `solve` brings.
"""
