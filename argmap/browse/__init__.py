"""The explorer of `argmap browse`: a map in a terminal, to fold, search and follow. Alone imports textual.

`opened` is a map as it was read with all that is asked of it, `rows` its reading order as rows that fold,
`words` and `sheet` what is written about a node, `editor` how a line is opened elsewhere; none of these
knows textual. `paint`, `views` and `dialogs` show them; `frame`, `parting`, `finding` and `app` build the
explorer on each other: where one is, what is shown, what is looked for, what changes.
"""
