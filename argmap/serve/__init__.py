"""The live preview: the page of a map, served to this machine alone, that follows its files.

`follow` reads whenever something changed and has the diagram drawn beside; `board` holds what is shown
now, `web` gives it to whoever knows the address (`guard`), `server` runs that until Ctrl-C. How a map is
read and which files it rests on is for the caller to say (`Reading`), as is what waits for a change.

Only `web` and `server` import the libraries of the extra `argmap[serve]`.
"""
