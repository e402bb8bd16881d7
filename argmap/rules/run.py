"""Run the rules on a map: which ones, on what, for whom.

In go a map and what reading it reported; out come the findings of the main file, by position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from argmap.diagnostics import Diagnostic
from argmap.model.map import Map
from argmap.rules.rule import Context, Rule
from argmap.rules.settings import Settings
from argmap.rules.table import RULES, prefix_of
from argmap.source import Span
from argmap.suggest import did_you_mean
from argmap.syntax.words import DECLARATIONS, KINDS

_HEADER = re.compile(rf"(?:{'|'.join((*KINDS, *DECLARATIONS))})\b(?:[^:\r\n\[]*[^\s:\[])?")


def check(
    map_: Map,
    diagnostics: Iterable[Diagnostic] | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    extend_ignore: Iterable[str] = (),
    for_party: str | None = None,
    settings: Settings | None = None,
    context: Context | None = None,
) -> list[Diagnostic]:
    """The findings on a map's main file; `diagnostics` are what reading it reported.

    `select` and `ignore` hold codes, beginnings of codes or names of rules: `select` replaces the
    default choice, `extend_select` adds to it. `for_party`, the id of a speaker or a side, leaves only
    what that party owes an answer to. Words that name no rule have no effect; `unknown_code` finds them.
    `context` is what is known of the map with these settings, if somebody has it already.
    """
    chosen = [
        rule
        for rule in selected([*select], [*ignore, *extend_ignore], extend_select)
        if for_party is None or rule.family == "U"
    ]
    context = context or Context(map_, settings)
    found = read(chosen, diagnostics or ())
    for rule in chosen:
        if rule.runs and not rule.last:
            found.extend(map(at_header, rule.find(context)))
    if for_party is not None:
        party = party_of(map_, for_party)
        found = [each for each in found if party in each.owed_by]
    return told(context, chosen, found, diagnostics is not None)


def read(chosen: Iterable[Rule], diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What reading a map reported, without what the chosen rules leave out."""
    codes = {rule.code for rule in chosen}
    return [each for each in diagnostics if each.code in codes or each.code not in RULES]


def told(
    context: Context, chosen: Iterable[Rule], found: list[Diagnostic], reported: bool
) -> list[Diagnostic]:
    """What is told in the end of all that was found: what nothing silences, by position.

    `reported` tells whether what reading the map reported is among it.
    """
    found = _heard(context, found)
    context.ran = frozenset(rule.code for rule in chosen if rule.runs or reported)
    for rule in chosen:
        if rule.runs and rule.last:
            found += _heard(context, rule.find(context))
    return sorted(found, key=lambda each: (each.span.start, each.code, each.span.end))


def _heard(context: Context, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of the main file that nothing silences."""
    found = [each for each in found if context.is_main(each.span)]
    if not context.ignores:
        return found
    silences = context.ignores.silences
    return [each for each in found if not silences(each)]


def at_header(finding: Diagnostic) -> Diagnostic:
    """A finding about a whole statement, placed at its header: what is before the colon."""
    span = finding.span
    match = _HEADER.match(span.source.text, span.start, span.end)
    if match is None or match.end() == span.end:
        return finding
    return replace(finding, span=Span(span.source, span.start, match.end()))


def selected(select: Iterable[str], ignore: Iterable[str], extend_select: Iterable[str] = ()) -> list[Rule]:
    """The rules that a choice leaves. The longest beginning that fits a rule decides; in a tie, `ignore`.

    A rule that is off by default wants its full code or name, or `ALL`. Errors stay unless they are
    ignored: a choice among the other rules shouldn't hide that a map could not be read.
    """
    wanted = _prefixes([*select, *extend_select])
    unwanted = _prefixes(ignore)
    errors_too = not any(prefix.startswith("E") for prefix in wanted)
    rules = []
    for rule in RULES.values():
        on = _longest(rule.code, wanted)
        if not rule.default and on < len(rule.code) and "" not in wanted:
            on = -1
        if on < 0 and rule.default and (not select or (rule.family == "E" and errors_too)):
            on = 0
        if on > _longest(rule.code, unwanted):
            rules.append(rule)
    return rules


def party_of(map_: Map, name: str) -> str:
    """The party a speaker belongs to; a name that is no speaker is taken for a side."""
    speaker = map_.speakers.get(name)
    return speaker.party if speaker is not None else name


def unknown_party(map_: Map, name: str) -> str | None:
    """What to say to a name that is neither a speaker nor a side of the map; None if it is one."""
    names = dict.fromkeys(map_.speakers)
    names.update(dict.fromkeys(speaker.side for speaker in map_.speakers.values() if speaker.side))
    if name in names:
        return None
    known = f" It has {', '.join(f'`{each}`' for each in names)}." if names else " It has no speakers."
    return f"the map has no speaker or side `{name}`.{did_you_mean(name, names) or known}"


def _prefixes(words: Iterable[str]) -> list[str]:
    return [prefix for word in words if (prefix := prefix_of(word)) is not None]


def _longest(code: str, prefixes: list[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
