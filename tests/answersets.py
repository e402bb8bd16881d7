"""Argumentation semantics as answer set programs, after the idea of ASPARTIX (Egly, Gaggl & Woltran,
Argument & Computation 1, 2010), with labels in place of sets; largest ones by domain heuristics as in its
later versions (Dvořák, Gaggl, Rapberger, Wallner & Woltran, "The ASPARTIX system suite", COMMA 2020).
Solved by clingo.
"""

from __future__ import annotations

import clingo

LABELS = """
1 { in(X) ; out(X) ; open(X) } 1 :- arg(X).
beaten(X) :- att(Y, X), in(Y).
:- beaten(X), not out(X).
:- out(X), not beaten(X).
:- in(X), att(Y, X), not out(Y).
:- open(X), out(Y) : att(Y, X).
decided(X) :- in(X).
decided(X) :- out(X).
"""
#: The rest of each program, and whether only those are wanted that are largest by its heuristic.
PROGRAMS = {
    "grounded": ("#heuristic in(X) : arg(X). [1, false]", True),
    "complete": ("", False),
    "preferred": ("#heuristic in(X) : arg(X). [1, true]", True),
    "stable": (":- open(X).", False),
    # one for each largest set of decided arguments
    "semi-stable": ("#heuristic decided(X) : arg(X). [1, true]", True),
}


def extensions(
    size: int, attacks: set[tuple[int, int]], semantics: str, most: int
) -> set[frozenset[int]] | None:
    """All extensions; None where there are more than `most`."""
    program, largest = PROGRAMS[semantics]
    options = ["--heuristic=Domain", "--enum-mode=domRec"] if largest else []
    control = clingo.Control([*options, f"--models={most + 1}", "--warn=none"])
    facts = [f"arg({a})." for a in range(size)] + [f"att({a},{b})." for a, b in sorted(attacks)]
    control.add("base", [], "\n".join([*facts, LABELS, program, "#show in/1."]))
    control.ground([("base", [])])
    found: list[frozenset[int]] = []
    control.solve(
        on_model=lambda model: found.append(
            frozenset(symbol.arguments[0].number for symbol in model.symbols(shown=True))
        )
    )
    return set(found) if len(found) <= most else None
