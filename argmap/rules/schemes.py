"""S3 and U107: patterns of argument, the roles of their premises, their critical questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.model.map import Link, Node
from argmap.rules.rule import Context, Rule, about, listed
from argmap.schemes import Scheme
from argmap.source import Span
from argmap.suggest import nearest
from argmap.syntax.tree import Item, Property, Statement


def unknown_scheme(context: Context) -> Iterator[Diagnostic]:
    for link in _with_scheme(context):
        assert link.scheme is not None
        if context.library.find(link.scheme) is not None:
            continue
        near = context.library.near(link.scheme)
        place = context.written.value(link.span, "scheme")
        yield Diagnostic(
            "S301",
            place or link.span,
            f"no scheme `{link.scheme}` is known." + (f" Did you mean `{near.name}`?" if near else ""),
            help="`argmap scheme` lists them; your own stand in the settings, under [schemes.NAME]",
            fix=_respell(place, near.name if near else None),
            node=_node(link),
        )


def unknown_role(context: Context) -> Iterator[Diagnostic]:
    for link in _with_roles(context):
        scheme = context.library.find(link.scheme) if link.scheme is not None else None
        if scheme is None and link.scheme is not None:
            continue  # that is told already
        for item, role in _roles(context, link):
            place = context.written.value_of(item)
            if scheme is None:
                yield Diagnostic(
                    "S302",
                    place,
                    f"`{role}` is a role in no scheme: {about(link)} names none",
                    help="name the pattern: `scheme: NAME` under the argument or the lone premise",
                    node=_node(link),
                )
            elif scheme.role(role) is None:
                near = nearest(role, scheme.roles)
                yield Diagnostic(
                    "S302",
                    place,
                    f"`{role}` is no role in the scheme `{scheme.name}`."
                    + (f" Did you mean `{near}`?" if near else ""),
                    help=f"its premises are {listed([f'`{name}`' for name in scheme.roles])}"
                    if scheme.roles
                    else "it gives its premises no names",
                    fix=_respell(place, near),
                    node=_node(link),
                )


def missing_role(context: Context) -> Iterator[Diagnostic]:
    for link in _with_roles(context):
        scheme = context.library.find(link.scheme) if link.scheme is not None else None
        if scheme is None:
            continue
        named = {scheme.role(role) for _, role in _roles(context, link)}
        missing = [role for role in scheme.required if role not in named]
        if missing and named - {None}:
            yield Diagnostic(
                "S303",
                link.span,
                f"no premise of {about(link)} is the {listed([f'`{role}`' for role in missing])} "
                f"of the scheme `{scheme.name}`",
                help=f"{missing[0]}: {scheme.roles[missing[0]]} If nobody said so, add it as `#implicit`",
                node=_node(link),
            )


def unknown_critical_question(context: Context) -> Iterator[Diagnostic]:
    if not _any_critical(context):
        return
    for node in context.nodes:
        for place, word in _criticals(node):
            if not context.is_main(place):
                continue
            schemes = [context.library.find(name) for name in _named_around(node)]
            known = [scheme for scheme in schemes if scheme is not None]
            if not known or len(known) < len(schemes) or any(_asks(each, word) for each in known):
                continue
            names = [name for scheme in known for name in scheme.questions]
            if not names:
                continue
            near = nearest(word, names)
            value = context.written.value(place, "critical")
            yield Diagnostic(
                "S304",
                value or place,
                f"`{word}` is no critical question of the scheme {_list(s.name for s in known)}."
                + (f" Did you mean `{near}`?" if near else ""),
                help=f"they are {_list(names)}",
                fix=_respell(value, near),
                node=node.id,
            )


def unasked_question(context: Context) -> Iterator[Diagnostic]:
    for link in _with_scheme(context):
        scheme = context.library.find(link.scheme or "")
        if scheme is None or not scheme.questions:
            continue
        asked: set[str] = set()
        for node in _around(link):
            for _, word in _criticals(node):
                asked.update(_asks(scheme, word))
        if isinstance(own := link.properties.get("critical"), str):
            asked.update(_asks(scheme, own))
        open_ = [name for name in scheme.questions if name not in asked]
        if open_:
            first = scheme.questions[open_[0]]
            yield Diagnostic(
                "U107",
                link.span,
                f"nobody has asked of {about(link)} ({scheme.name}): {', '.join(open_)}",
                help=f"{open_[0]}: {first} What raises or meets a question says so by `critical: {open_[0]}`",
                node=_node(link),
            )


def _with_scheme(context: Context) -> Iterator[Link]:
    return (
        link for link in context.map.links.values() if link.scheme is not None and context.is_main(link.span)
    )


def _with_roles(context: Context) -> list[Link]:
    """The steps of the main file that have a premise with a `role`, each once."""
    found: dict[Link, None] = {}
    for node in context.nodes:
        if "role" in node.properties:
            found.update(dict.fromkeys(link for link in node.out if _is_step(context, link)))
    for link in context.map.links.values():
        if ("role" in link.properties or "roles" in link.properties) and _is_step(context, link):
            found[link] = None
    return [link for link in found if next(_roles(context, link), None) is not None]


def _is_step(context: Context, link: Link) -> bool:
    return link.kind == "support" and context.is_main(link.span)


def _roles(context: Context, link: Link) -> Iterator[tuple[Property, str]]:
    """The `role:` lines of a step's premises: under an argument, or under the one premise."""
    written = context.written
    if link.via is None:
        alone = written.item(link.span)
        items: Iterable[Item] = [alone] if alone is not None else []
    else:
        items = [below for above in _statements(context, link.via) for below in above.block]
    for item in items:
        if isinstance(item, Statement) and item.kind.text == "premise":
            role = written.property(item, "role")
            if role is not None and role.text:
                yield role, role.text


def _statements(context: Context, argument: Node) -> Iterator[Statement]:
    """The lines that state an argument or refer to it: premises may stand under each."""
    own = context.written.item(argument.span)
    if isinstance(own, Statement):
        yield own
    yield from context.written.references(argument.id)


def _named_around(node: Node) -> list[str]:
    """The schemes of the steps that a node is about: those it hangs on, or is a premise in."""
    names: dict[str, None] = {}
    seen: set[int] = set()
    waiting: list[Node | Link] = [node]
    for _ in range(4):  # an answer, its question, the argument it is about, the step
        waiting = [each for each in waiting if id(each) not in seen]
        seen.update(map(id, waiting))
        nearby: list[Node | Link] = []
        for each in waiting:
            if isinstance(each, Link):
                if each.scheme is not None:
                    names[each.scheme] = None
                continue
            for link in each.out:
                target = link.target
                if link.kind == "support":
                    nearby.append(link)
                nearby.append(target)
                if isinstance(target, Node) and target.kind != "question":
                    nearby += [step for step in (*target.out, *target.into) if step.kind == "support"]
        waiting = [each for each in nearby if isinstance(each, Link) or each.kind in ("question", "argument")]
    return list(names)


def _around(link: Link) -> Iterator[Node]:
    """What may raise or meet a critical question about a step: its premises, and what hangs on it,
    on them, on its argument or on its conclusion; and the answers to questions there."""
    places: list[Node | Link] = [link, *link.origin, link.target]
    if link.via is not None:
        places.append(link.via)
    yield from link.origin
    for place in places:
        for other in place.into:
            for node in other.origin:
                yield node
                if node.kind == "question":
                    yield from (answer for step in node.into for answer in step.origin)


def _criticals(node: Node) -> Iterator[tuple[Span, str]]:
    """The critical questions that a node, or a use of it, says it raises, and the line that says so."""
    if isinstance(word := node.properties.get("critical"), str):
        yield node.span, word
    for link in node.out:
        if isinstance(word := link.properties.get("critical"), str):
            yield link.span, word


def _any_critical(context: Context) -> bool:
    return any("critical" in node.properties for node in context.nodes if node.properties) or any(
        "critical" in link.properties for link in context.map.links.values() if link.properties
    )


def _asks(scheme: Scheme, word: str) -> list[str]:
    """The questions of a scheme that a `critical:` names: one, or several with commas."""
    whole = scheme.question(word)
    if whole is not None:
        return [whole]
    parts = [scheme.question(part) for part in word.split(",")]
    return [part for part in parts if part is not None]


def _node(link: Link) -> str | None:
    return link.head.id if link.head is not None else None


def _list(names: Iterable[str]) -> str:
    return listed([f"`{name}`" for name in names])


def _respell(place: Span | None, right: str | None) -> Fix | None:
    if place is None or right is None:
        return None
    return Fix(f"write `{right}`", (Edit(place, right),), safe=False)


_SCHEMES = frozenset(("links", "scheme", "role", "critical"))

RULES = [
    Rule(
        "S301",
        "unknown-scheme",
        "warning",
        "A `scheme:` that nobody knows.",
        check=unknown_scheme,
        hangs_on=_SCHEMES,
    ),
    Rule(
        "S302",
        "unknown-role",
        "warning",
        "A `role:` that its scheme doesn't have.",
        check=unknown_role,
        hangs_on=_SCHEMES,
    ),
    Rule(
        "S303",
        "missing-role",
        "note",
        "An argument whose premises name their roles, and one that its scheme needs is missing.",
        check=missing_role,
        hangs_on=_SCHEMES,
    ),
    Rule(
        "S304",
        "unknown-critical-question",
        "warning",
        "A `critical:` that none of the schemes around it has.",
        check=unknown_critical_question,
        hangs_on=_SCHEMES,
    ),
    Rule(
        "U107",
        "unasked-critical-question",
        "note",
        "A critical question of a named scheme that is neither asked nor met.",
        default=False,
        check=unasked_question,
        hangs_on=_SCHEMES,
    ),
]
