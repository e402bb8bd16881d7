"""Every rule there is, by code; the page that describes them; what a mistyped code may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.rules import errors, ignores, logic, sources, support, unanswered
from argmap.rules.rule import FAMILIES, Rule
from argmap.suggest import did_you_mean

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (
            *errors.ERRORS,
            *ignores.RULES,
            *unanswered.RULES,
            *support.RULES,
            *sources.RULES,
            *logic.RULES,
        ),
        key=lambda rule: ("EUSL".index(rule.family), rule.code),
    )
}

#: Selects every rule, those that are off by default among them.
ALL = "ALL"


def prefix_of(word: str) -> str | None:
    """The beginning of codes that `word` means (a code, its beginning, a rule's name, `all`), or None."""
    if word.upper() == ALL:
        return ""
    for rule in RULES.values():
        if word == rule.name:
            return rule.code
    upper = word.upper()
    return upper if upper and any(code.startswith(upper) for code in RULES) else None


def unknown_code(word: str) -> str | None:
    """What to say to a word that is no code, beginning of a code or name of a rule; None if it is one."""
    if prefix_of(word) is not None:
        return None
    hint = did_you_mean(word, (*RULES, *(rule.name for rule in RULES.values())))
    return f"`{word}` is neither a rule's code, nor the beginning of one, nor its name.{hint}"


def page(rules: Iterable[Rule] | None = None) -> str:
    """docs/rules.md."""
    lines = [
        "# Rules",
        "",
        "What `argmap check` finds. `--select` and `--ignore` take codes, their beginnings and names; the",
        "longest that fits a rule decides. A rule that is off by default runs where its code or name is",
        "selected in full, or `ALL`. `ignore: CODE…` under a node silences rules for that node, under `map`",
        "for the whole file.",
        "",
        "This page is written from the table in `argmap/rules`; a test keeps it current.",
    ]
    family = ""
    for rule in RULES.values() if rules is None else rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {FAMILIES[family]}"]
        off = ", off by default" if not rule.default else ""
        lines += ["", f"### {rule.code} {rule.name}", "", f"*{rule.severity}{off}.* {rule.summary}", ""]
        lines += [rule.explanation]
    return "\n".join(lines) + "\n"
