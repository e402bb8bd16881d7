"""The grounded labelling: what every semantics here accepts or rejects alike.

Dung, "On the acceptability of arguments", Artificial Intelligence 77, 1995; labels after Caminada, "On the
issue of reinstatement in argumentation", JELIA 2006. A work-list of accepted arguments visits each attack
once, so it takes time linear in arguments and attacks.
"""

from __future__ import annotations

from argmap.solving.graph import Graph

#: The labels: an argument is in when all its attackers are out, and out when one of them is in.
OPEN, IN, OUT = 0, 1, 2


def grounded(graph: Graph) -> bytearray:
    """The label of every argument."""
    first, targets = graph.first, graph.targets
    waiting = graph.attackers.copy()
    labels = bytearray(graph.size)
    work = [a for a, count in enumerate(waiting) if not count]
    for a in work:
        labels[a] = IN
    while work:
        a = work.pop()
        for b in targets[first[a] : first[a + 1]]:
            if labels[b]:
                continue
            labels[b] = OUT
            for c in targets[first[b] : first[b + 1]]:
                waiting[c] -= 1
                if not waiting[c] and not labels[c]:
                    labels[c] = IN
                    work.append(c)
    return labels
