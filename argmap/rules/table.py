"""Every rule there is, by code; the page that describes them; what a mistyped code may have meant."""

from __future__ import annotations

from argmap.rules import (
    citing,
    commitments,
    errors,
    ignores,
    logic,
    schemes,
    sources,
    support,
    unanswered,
    upkeep,
    wording,
)
from argmap.rules.describe import markdown
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
            *citing.RULES,
            *sources.RULES,
            *schemes.RULES,
            *logic.RULES,
            *commitments.RULES,
            *wording.RULES,
            *upkeep.RULES,
        ),
        key=lambda rule: ("".join(FAMILIES).index(rule.family), rule.code),
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


def page() -> str:
    """docs/rules.md."""
    return markdown(RULES.values())
