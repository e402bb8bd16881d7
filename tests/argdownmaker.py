"""Random Argdown without errors, to be read by its own parser and by ours."""

from __future__ import annotations

import random

_TITLES = ("A", "B", "C d", "E-f", "Gé", "H.i")
_SIGNS = ("+", "-", "_", "<+", "<-", "<_", "+>", "->", "_>", "><")
_WORDS = (
    *("the", "offer,", "of", "help.", "was", "refused:", "(when)", "it", "came;", "since", "-", "/", "3.5"),
    *(
        "e.g.",
        "it's",
        "x=y",
        "a>b",
        '"q"',
        "*emphasis*",
        "**bold words**",
        "_under_",
        "#tag1",
        "#(two words)",
    ),
    *("[link](http://x.y/z)", "@[A]", "@<C d>", "\\#x", "/* comment */", ".~.", "<!-- c -->", " "),
)
_LINES = (
    "----",
    "-----",
    "-- Rule, Other --",
    "--\nRule\n--",
    "--\nRule {uses: [1]}\n--",
    "--\n{uses: [1]}\n--",
)
_FRONT = (
    "",
    "===\nmodel:\n  mode: strict\n===\n\n",
    "===\ntitle: x\nmodel: {removeTagsFromText: true}\n===\n\n",
)


class ArgdownMaker:
    """Makes one text after the other. No title stands below itself, which Argdown reads oddly."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def text(self) -> str:
        rng = self.rng
        blocks = [block for number in range(rng.randint(1, 9)) for block in self._block(number)]
        gap = rng.choice(("\n\n", "\n\n\n", "\n  \n"))
        return rng.choice(_FRONT) + gap.join(blocks) + rng.choice(("", "\n", "\n\n"))

    def _block(self, number: int) -> list[str]:
        rng = self.rng
        kind = rng.randrange(6)
        if kind == 0:
            return [f"{'#' * rng.randint(1, 4)} {self._words()}{rng.choice(('', ' {isGroup: true}'))}"]
        if kind == 1:
            return [f"<P{number}>: {self._words()}{self._relations(2, (f'P{number}',))}", self._structure()]
        if kind == 2:
            return [self._structure()]
        if kind == 3:
            return ["\n".join(f"* {self._thing(())}" for _ in range(rng.randint(1, 3)))]
        return [("// a comment\n" if rng.random() < 0.2 else "") + self._thing((), 2)]

    def _words(self) -> str:
        return f"w {' '.join(self.rng.choices(_WORDS, k=self.rng.randint(1, 6)))} w"

    def _wrapped(self, indent: int) -> str:
        rng = self.rng
        text = self._words()
        while rng.random() < 0.25:
            text += f"\n{' ' * rng.randint(0, indent + 3)}{rng.choice(('wrap', 'Wrap.'))} {self._words()}"
        return text + rng.choice(("", "", "", " {a: 1}", " // comment"))

    def _thing(self, above: tuple[str, ...], level: int = 9, *, statement: bool = False) -> str:
        """A statement or argument with what hangs on it."""
        rng = self.rng
        free = [title for title in _TITLES if title not in above]
        if not free or rng.random() < 0.3:
            return self._wrapped(level) + self._relations(level, above)
        title = rng.choice(free)
        written = f"[{title}]" if statement or rng.random() < 0.5 else f"<{title}>"
        written += f": {self._wrapped(level)}" if rng.random() < 0.6 else rng.choice(("", " #t1", " {b: 2}"))
        return written + self._relations(level, (*above, title))

    def _relations(self, level: int, above: tuple[str, ...]) -> str:
        rng = self.rng
        text = ""
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3)) if level < 9 else 0):
            sign = rng.choice(_SIGNS)
            deeper = level + rng.choice((2, 3))
            text += f"\n{' ' * level}{sign} {self._thing(above, deeper, statement=sign == '><')}"
        return text

    def _structure(self) -> str:
        rng = self.rng
        lines: list[str] = []
        number = 0
        for step in range(rng.randint(1, 2)):
            for _ in range(rng.randint(1 - step, 2)):
                number += 1
                lines.append(f"({number}) {self._thing((), rng.choice((4, 9)), statement=True)}")
            lines.append(rng.choice(_LINES))
            if rng.random() < 0.2:
                lines.append(f"  <_ <{rng.choice(_TITLES)}>: {self._words()}")
            number += 1
            lines.append(f"({number}) {self._thing((), 9, statement=True)}")
        return "\n".join(lines)
