"""The names of schemes: arguebuf's enumeration, and what argmap's list calls the same."""

from __future__ import annotations

from functools import cache
from typing import Any

from argmap.model.map import LinkKind

TYPES: dict[LinkKind, str] = {
    "support": "support",
    "attack": "attack",
    "undercut": "attack",
    "contradiction": "attack",
    "restatement": "rephrase",
}
#: The schemes of `graph.proto` by the names argmap's list has for them, where these are other ones.
_OTHER_NAMES = {
    "practical analogy": "PRACTICAL_REASONING_FROM_ANALOGY",
    "opposites": "OPPOSITIONS",
    "definition to classification": "VERBAL_CLASSIFICATION_DEFINITION",
    "vagueness": "VERBAL_CLASSIFICATION_VAGUENESS",
    "act and person": "INTERACTION_OF_ACT_AND_PERSON",
    "group and members": "THE_GROUP_AND_ITS_MEMBERS",
    "best explanation": "ABDUCTIVE",
    "ethos": "ETHOTIC",
    "ad hominem": "GENERIC_AD_HOMINEM",
    "established rule": "RULES",
    "excuse": "PLEA_FOR_EXCUSE",
}
_OUR_NAMES = {theirs: ours for ours, theirs in _OTHER_NAMES.items()}
#: The others that the enumeration has.
_SAME = """
POSITION_TO_KNOW EXPERT_OPINION WITNESS_TESTIMONY POPULAR_OPINION POPULAR_PRACTICE EXAMPLE ANALOGY
COMPOSITION DIVISION RHETORICAL_OPPOSITIONS ALTERNATIVES VERBAL_CLASSIFICATION
VERBAL_CLASSIFICATION_ARBITRARINESS VALUES POSITIVE_VALUES NEGATIVE_VALUES SACRIFICE PRACTICAL_REASONING
TWO_PERSON_PRACTICAL_REASONING WASTE SUNK_COSTS IGNORANCE EPISTEMIC_IGNORANCE CAUSE_TO_EFFECT
CORRELATION_TO_CAUSE SIGN EVIDENCE_TO_HYPOTHESIS CONSEQUENCES POSITIVE_CONSEQUENCES NEGATIVE_CONSEQUENCES
PRAGMATIC_ALTERNATIVES THREAT FEAR_APPEAL DANGER_APPEAL NEED_FOR_HELP DISTRESS COMMITMENT
PRAGMATIC_INCONSISTENCY INCONSISTENT_COMMITMENT CIRCUMSTANTIAL_AD_HOMINEM BIAS BIAS_AD_HOMINEM GRADUALISM
SLIPPERY_SLOPE PRECEDENT_SLIPPERY_SLOPE SORITES_SLIPPERY_SLOPE VERBAL_SLIPPERY_SLOPE FULL_SLIPPERY_SLOPE
CONSTITUTIVE_RULE_CLAIMS EXCEPTIONAL_CASE PRECEDENT PERCEPTION MEMORY
"""
_SAME_NAMES = frozenset(_SAME.split())


def scheme_name(value: Any, kind: str) -> str | None:
    """The name of a scheme: "SUPPORT_EXPERT_OPINION" is "expert opinion"."""
    if not isinstance(value, str):
        return None
    name = value.removeprefix(f"{kind.upper()}_")
    if name in ("DEFAULT", "UNSPECIFIED", ""):
        return None
    return _OUR_NAMES.get(name) or name.replace("_", " ").lower()


def type_of(kind: LinkKind, scheme: str | None) -> dict[str, str]:
    """The type of a step as the format has it; questions, answers and concessions have none."""
    type_ = TYPES.get(kind)
    if type_ is None:
        return {}
    name = _member(scheme) if kind == "support" and scheme else "DEFAULT"
    return {type_: f"{type_.upper()}_{name}"}


@cache
def _member(scheme: str) -> str:
    """The member of the enumeration for a pattern of argument."""
    from argmap.schemes.library import Library, plain

    known = Library().find(scheme)
    words = plain(known.name if known is not None else scheme)
    same = words.replace(" ", "_").upper()
    return _OTHER_NAMES.get(words) or (same if same in _SAME_NAMES else "DEFAULT")
