"""Names that tell people apart: where two are called the same, the second is `Ann (2)`."""

from __future__ import annotations


class People:
    """Who is who in a thread, by whatever identifies a person there."""

    def __init__(self) -> None:
        self._called: dict[str, str] = {}

    def called(self, identity: str | None, name: str | None) -> str | None:
        """What a person is called all through the thread; the first name that was given. None for nobody."""
        if not name or not name.strip():
            return self._called.get(identity or "")
        name = " ".join(name.split())
        identity = identity or name
        if identity not in self._called:
            taken = set(self._called.values())
            unique, number = name, 2
            while unique in taken:
                unique, number = f"{name} ({number})", number + 1
            self._called[identity] = unique
        return self._called[identity]
