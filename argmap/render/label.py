"""What is written in the boxes of a diagram: what each is and who says it, its text, its standing, its id."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.render.look import DECIDED, MARKS, STANDINGS
from argmap.render.rows import Row, Rows, badge, flush_left, gathered, line, lines, word
from argmap.render.scene import Arrow, Box
from argmap.render.theme import Theme
from argmap.render.wrap import balance, shorten, wrap

TEXT = 12.0
SMALL = 9.0
GROUP = 13.0
#: Between what a box is and its standing, in points.
_GAP = 12
#: Tags that have a word and a look of their own.
_TOLD = ("implicit", "decided")


class Labels:
    """Labels in the colours of a theme, their text wrapped to so many cells."""

    def __init__(self, theme: Theme, columns: int, color_by: str = "standing") -> None:
        self.theme = theme
        self.columns = columns
        self.small = max(int(columns * TEXT / SMALL), 12)
        self.marked = color_by != "standing"

    def box(self, one: Box) -> Rows:
        """What a box says: what it is and who says it, its standing, its text, its id and citations."""
        theme, small = self.theme, self.small
        quiet = theme.context_quiet if one.context else theme.quiet
        ink = theme.context_ink if one.context else theme.ink
        root = one.kind in ("claim", "question") and one.top
        face = "b" if root or one.decided else ("i" if one.kind == "argument" else "")
        rows: list[Row] = []
        if one.decided:
            rows.append((badge(DECIDED.word, SMALL, theme.background, theme.decided),))
        verdict = STANDINGS[one.standing].word if one.standing else ""
        head = [*lines(wrap(self._head(one), max(small - len(verdict) - 2, 12)), SMALL, quiet)]
        if one.standing:
            color, weight = theme.tones[one.standing].line, "" if one.standing == "stands" else "b"
            head[0] = (*head[0], word(verdict, SMALL, color, weight, _GAP))
        rows += head
        if one.text:
            rows += lines(balance(one.text, self.columns), TEXT, ink, face)
        if foot := self._foot(one):
            rows += lines(wrap(foot, small), SMALL, quiet)
        rows += self._notes(one)
        return gathered(rows)

    def _head(self, one: Box) -> str:
        what = [f"{one.kind} ({one.scheme})" if one.scheme else one.kind]
        if one.speakers:
            mark = f"{MARKS[one.colour]} " if self.marked and one.colour in MARKS else ""
            what.append(mark + ", ".join(one.speakers))
        what += ["implicit"] if one.implicit else []
        what += ["assumed"] if one.assumed else []
        return " · ".join(what)

    def _foot(self, one: Box) -> str:
        words = [one.label] if one.label else []
        words += [f"[{', '.join(one.citations)}]"] if one.citations else []
        words += [f"#{t}" for t in one.tags if t not in _TOLD]
        return " ".join(words)

    def _notes(self, one: Box) -> Iterator[Row]:
        """What is told inside a box: who grants it, and what hides beneath or above it."""
        for arrow in one.into:
            if granted_inside(arrow):
                cited = f" [{', '.join(arrow.citations)}]" if arrow.citations else ""
                yield from self._granting(arrow, cited, self.small)
        hidden = [f"{n} more {where}" for n, where in ((one.below, "below"), (one.above, "above")) if n]
        if hidden:
            words = "… " + ", ".join(hidden) + " (not shown)"
            yield (line(words, SMALL, self.theme.quiet, "i"),)

    def _granting(self, arrow: Arrow, cited: str, columns: int) -> Iterator[Row]:
        words = "granted by " + (", ".join(arrow.speakers) or "the mapper") + cited
        return lines(wrap(words, columns), SMALL, self.theme.links["concession"], "b")

    def granted(self, arrow: Arrow) -> Rows:
        """What a bare concession says that needs a box of its own."""
        return gathered(self._granting(arrow, "", 30))

    def mention(self, one: Box) -> Rows:
        """What a small box says that stands for one drawn elsewhere."""
        columns = self.columns
        rows: list[Row] = []
        if one.label:
            rows += lines(wrap(f"→ {one.label}", columns), SMALL, self.theme.ink, "b")
        words = shorten(one.text, columns + 6 if one.label else 2 * columns)
        rows += lines(wrap(words, columns + 6), SMALL, self.theme.quiet)
        return gathered(rows)

    def group(self, title: str) -> Rows:
        """The title of a section, which begins at the left edge of its frame as all titles do."""
        return flush_left(gathered(lines(wrap(title, 60), GROUP, self.theme.group_ink, "b")))


def junction(box: Box) -> bool:
    """Whether an argument is drawn as a mere point: it has nothing of its own to say."""
    return box.kind == "argument" and not box.text and not box.scheme and not box.below and not box.above


def granted_inside(arrow: Arrow) -> bool:
    """Whether a bare concession is told inside the box it grants: nobody denies it."""
    return arrow.bare and isinstance(arrow.target, Box) and not arrow.into
