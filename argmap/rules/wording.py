"""W: texts that are hard to reply to, because they are long, several at once, or nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.model.map import Link, Node
from argmap.rules.alike import form_of
from argmap.rules.english import PERSONAL
from argmap.rules.rule import Context, Rule, label, shortened
from argmap.source import Span
from argmap.syntax.text import unspaced
from argmap.syntax.tree import Statement

#: An inference inside a text. "Thus" before a participle ("thus ending it") is none.
_THEREFORE = re.compile(
    r"(?:\band|[,;])\s+(?:therefore|thus(?!\s+\w+ing\b)|consequently|it follows that"
    # "hence the nickname": no clause
    r"|hence(?!\s+(?:the|its|his|her|their|our|my|your|this|that|an?)\s+[\w-]+(?:\s+[\w-]+)?\s*(?:[.,;:!?()“„\"'‘«]|$))"
    r")\s+\w",
    re.I,
)
#: Words of others, in any kind of quotation marks.
_QUOTED = re.compile(
    r"[\"“”„‟][^\"“”„‟]+[\"“”„‟]|«[^«»]+»|»[^«»]+«|‹[^‹›]+›|›[^‹›]+‹|「[^「」]+」|『[^『』]+』"
    r"|(?<!\w)['‘‚].{1,400}?['’‘](?!\w)"
)
_INFERRING = ("therefore", "thus", "hence", "consequently", "follows")
_SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"'(])|[。！？](?=.)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[A-Za-z]\.[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|cf|ca|approx|Gen|Sen))$"
)
_PRINTED = re.compile(r"\S")
_HALF = 4  # words a statement of its own has at least
_SEMICOLON = re.compile(r"[;；؛]\s*")
_QUESTION = re.compile(r"[?？؟⁇]\)?$")
_ASKING = re.compile(r"[?？؟⁇]")
#: A question that is told of: "Everyone asks: why?"
_REPORTED = re.compile(r"\w(?::\s|：)\s*[^.!?。！？؟]*[?？؟⁇]\)?$")
_SOME_SAY = re.compile(
    r"(?:^|[.:;,]\s+|\b(?:that|but|and|because|although)\s+)"
    r"((?:some|many|most|other|several|certain)(?:\s+(?:people|experts|critics|scientists|scholars|observers|voices))?"
    r"|people|experts|critics|everyone|everybody)\s+(?:also\s+|still\s+|often\s+)?"
    r"(say|argue|claim|think|believe|hold|maintain|object|agree|insist|feel|know|assert|allege"
    r"|says|argues|claims|thinks|believes|knows|agrees)\b(?!\s+(?:tanks?|with)\b)"
    r"|\b(it is|it's)\s+(?:often|widely|generally|commonly|sometimes|frequently|well)[\s-]+"
    r"(said|believed|claimed|argued|held|thought|assumed|accepted|known)\b"
    r"|\b(studies|surveys|polls)\s+(?:show|prove|suggest|find)\b",
    re.I,
)
#: One of each is in every text that `_SOME_SAY` finds: looked for first, since most texts have none.
_SOMEBODY = (
    "some", "many", "most", "other", "several", "certain", "people", "experts", "critics", "every",
    "it is", "it's", "studies", "surveys", "polls",
)  # fmt: skip
_SAYING = (
    "say", "said", "argue", "claim", "think", "thought", "believe", "hold", "held", "maintain", "object",
    "agree", "insist", "feel", "know", "assert", "allege", "assumed", "accepted", "show", "prove",
    "suggest", "find",
)  # fmt: skip
#: Words that judge where the text is to give a reason. Used where the settings name no others.
LOADED = (
    "absurd", "common sense", "crazy", "disastrous", "everybody knows", "everyone knows",
    "evil", "extremist", "fanatic", "idiotic", "insane", "laughable", "ludicrous", "no-brainer",
    "nonsense", "obviously", "of course", "outrageous", "ridiculous", "scandalous",
    "shameful", "so-called", "stupid", "thug", "undeniably", "unquestionably", "needless to say",
)  # fmt: skip


def long_text(context: Context) -> Iterator[Diagnostic]:
    most = context.settings.max_words
    for node in context.claims:
        text = node.text
        if len(text) <= most:  # every word has a letter
            continue
        words = len(text.split())
        if words <= most and not text.isascii():
            # scripts without spaces: two characters make a word, roughly
            words += sum(map(unspaced, text)) // 2
        if words > most:
            yield Diagnostic(
                "W101",
                node.span,
                f"the {node.kind} {label(node)} has {words} words",
                help="say the point in a sentence, and hang what backs it up below; a `note:` holds the rest",
                node=node.id,
            )


def inference_in_text(context: Context) -> Iterator[Diagnostic]:
    if not context.english:
        return
    for node in context.claims_with(_INFERRING):
        found = _THEREFORE.search(node.text)
        if found is None:
            continue
        found = _THEREFORE.search(_unquoted(node.text))
        if found is None:
            continue
        if len(node.text[: found.start()].split()) >= _HALF - 1:
            word = found[0].split()[-2]
            yield Diagnostic(
                "W102",
                node.span,
                f"the {node.kind} {label(node)} draws a conclusion inside its text (“{word}”)",
                help="make what follows the claim and what stands before it its premise; "
                "then each can be replied to, and so can the step between them",
                node=node.id,
            )


def several_statements(context: Context) -> Iterator[Diagnostic]:
    for node in context.claims:
        parts = _parts(node.text)
        if len(parts) > 1:
            yield Diagnostic(
                "W103",
                node.span,
                f"the {node.kind} {label(node)} makes {len(parts)} statements",
                help="a reply to it can't say which one it is about; give each a line of its own",
                node=node.id,
            )


def _unquoted(text: str) -> str:
    """A text with what stands inside quotation marks made unreadable, each word as long as it was."""
    return _QUOTED.sub(lambda m: f"{m[0][0]}{_PRINTED.sub('x', m[0][1:-1])}{m[0][-1]}", text)


def _parts(text: str) -> list[str]:
    """A text's statements: what semicolons and full stops divide, if each part is long enough.

    What is inside quotation marks divides nothing.
    """
    plain = _unquoted(text)
    cuts = [0, *(m.end() for m in _SEMICOLON.finditer(plain))]
    for match in _SENTENCE.finditer(plain):
        if not _ABBREVIATION.search(text, 0, match.start()):
            cuts.append(match.end())
    if len(cuts) == 1:
        return [text]
    cuts = [*sorted(cuts), len(text)]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return [p for p in parts if len(p.split()) >= _HALF or sum(map(unspaced, p)) >= 2 * _HALF]


def question_as_claim(context: Context) -> Iterator[Diagnostic]:
    for node in context.claims:
        if _QUESTION.search(node.text) is None or _REPORTED.search(node.text) is not None:
            continue
        sentences = len(_SENTENCE.findall(node.text)) + 1
        if sentences > 2 and len(_ASKING.findall(node.text)) * 2 < sentences:
            continue  # it claims more than it asks
        yield Diagnostic(
            "W104",
            node.span,
            f"the {node.kind} {label(node)} is a question",
            help="say what it is meant to claim, or make it a `question`",
            fix=_as_question(context, node),
            node=node.id,
        )


def _as_question(context: Context, node: Node) -> Fix | None:
    """`question` for `claim`, where nothing hangs on it that can't hang on a question."""
    if (
        node.kind != "claim"
        or node.out
        or any(link.kind not in ("question", "undercut") for link in node.into)
    ):
        return None
    if "restates" in node.properties or "contradicts" in node.properties:
        return None
    word = Span(node.span.source, node.span.start, node.span.start + len(node.kind))
    return Fix("make it a question", (Edit(word, "question"),), safe=False)


def anonymous_report(context: Context) -> Iterator[Diagnostic]:
    if not context.english:
        return
    for node in context.claims:
        if node.speakers or node.implicit or node.citations or node.properties.get("quote"):
            continue
        text = node.text.lower()
        if not any(word in text for word in _SOMEBODY) or not any(word in text for word in _SAYING):
            continue
        if _SOME_SAY.search(node.text) is not None:
            yield Diagnostic(
                "W105",
                node.span,
                f"the {node.kind} {label(node)} reports what somebody says, and doesn't tell who",
                help="name a speaker (`@WHO`) or cite where it is said",
                node=node.id,
            )


def nearly_the_same(context: Context) -> Iterator[Diagnostic]:
    """Pairs of claims in the same words; the first of the two may be an imported one."""
    english, alike = context.english, context.alike
    for one, other in alike.pairs():
        if other.prefix or context.units.same(one, other) or _linked(one, other):
            continue
        form = alike.forms[one]
        if english and one.speakers != other.speakers and not PERSONAL.isdisjoint(form):
            continue
        same = form == alike.forms[other] and form_of(one.text, False) == form_of(other.text, False)
        exactly = "the same" if same else "nearly the same"
        yield Diagnostic(
            "W106",
            other.span,
            f"{label(other)} has {exactly} words as {_named(one, other)}",
            help=f"if they are one claim, use it again (`{_reference(other)} {one.id}`, without a colon) or "
            "join the two (`restates:`); then a reply to the one is a reply to the other",
            fix=_restate(context, one, other),
            node=other.id,
            related=((one.span, "the other one"),),
        )


def _named(one: Node, other: Node) -> str:
    """How to speak of the other of two nodes whose texts begin alike."""
    if one.named:
        return label(one)
    where = f"line {one.span.line}" if one.span.source is other.span.source else f"`{one.id}`"
    return f"the {one.kind} in {where}"


def _reference(node: Node) -> str:
    return "claim" if node.top else node.kind


def _linked(one: Node, other: Node) -> bool:
    """Whether one is a reason for the other or speaks against it: then they are meant to be two."""
    return any(_joins(link, one, other) for link in (*one.out, *other.out))


def _joins(link: Link, one: Node, other: Node) -> bool:
    return (link.target is one or link.target is other) and link.kind != "restatement"


def _restate(context: Context, one: Node, other: Node) -> Fix | None:
    if not one.named or "restates" in other.properties:
        return None
    item = context.written.item(other.span)
    if not isinstance(item, Statement):
        return None
    edit = context.written.with_property(item, "restates", one.id)
    return Fix(f"say that it restates `{one.id}`", (edit,), safe=False)


def loaded_words(context: Context) -> Iterator[Diagnostic]:
    own = context.settings.loaded_words
    if own is None and not context.english:
        return
    pattern = _any_of(LOADED if own is None else own)
    if pattern is None:
        return
    words = LOADED if own is None else own
    # of a phrase the last word will do: between its words the line may end
    for node in context.claims_with(word.lower().split()[-1] for word in words):
        found = pattern.search(node.text)
        if found is not None:
            yield Diagnostic(
                "W107",
                node.span,
                f"“{found[0]}” in “{shortened(node.text)}” judges where a reason is wanted",
                help="leave the word out, or make what it says a claim of its own and give a reason for it",
                node=node.id,
            )


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    options = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.I)


RULES = [
    Rule("W101", "long-text", "note", "A text too long to be one claim.", check=long_text, near=True),
    Rule(
        "W102",
        "inference-in-text",
        "note",
        "A text that draws a conclusion inside itself (“and therefore”). English only.",
        check=inference_in_text,
        near=True,
    ),
    Rule(
        "W103",
        "several-statements",
        "note",
        "A text of several statements, joined by a semicolon or one sentence behind another.",
        default=False,
        check=several_statements,
        near=True,
    ),
    Rule(
        "W104", "question-as-claim", "note", "A claim that is a question.", check=question_as_claim, near=True
    ),
    Rule(
        "W105",
        "anonymous-report",
        "note",
        "“Some say”, and nobody is named who does. English only.",
        check=anonymous_report,
        near=True,
    ),
    Rule(
        "W106",
        "nearly-the-same",
        "note",
        "Two claims in the same, or nearly the same, words.",
        check=nearly_the_same,
        hangs_on=frozenset(("links", "words", "restates")),
    ),
    Rule(
        "W107",
        "loaded-words",
        "note",
        "A word that judges where a reason is wanted.",
        default=False,
        check=loaded_words,
        near=True,
    ),
]
