"""Patterns of argument: the data, their names, a user's own; the commands that explain them and the rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from argmap.config import ConfigError, Configs
from argmap.model.load import Loader
from argmap.rules.rule import FAMILIES
from argmap.rules.run import check
from argmap.rules.settings import Settings
from argmap.rules.table import RULES
from argmap.schemes import BadScheme, Library, Scheme, own_schemes, plain
from tests.conftest import Argmap

ROOT = Path(__file__).parent.parent
LIBRARY = Library()

#: What the literature has, and what every course of logic has.
WANTED = """
    expert opinion, position to know, witness testimony, popular opinion, example, analogy,
    precedent, established rule, verbal classification, composition, division, cause to effect,
    correlation to cause, sign, best explanation, evidence to hypothesis, ignorance, practical
    reasoning, consequences, positive consequences, negative consequences, values, waste, threat,
    commitment, ad hominem, bias, ethos, gradualism, slippery slope, modus ponens, modus tollens,
    hypothetical syllogism, disjunctive syllogism
"""


def test_what_is_known() -> None:
    names = {scheme.name for scheme in LIBRARY}
    assert set(" ".join(WANTED.split()).split(", ")) <= names
    assert sum(not scheme.deductive for scheme in LIBRARY) >= 25


@pytest.mark.parametrize("scheme", list(LIBRARY), ids=lambda scheme: scheme.name)
def test_every_pattern_is_told_in_full(scheme: Scheme) -> None:
    sentences = [scheme.about, scheme.conclusion, *scheme.roles.values(), *scheme.questions.values()]
    assert all(text[0].isupper() and text[-1] in ".?)" for text in sentences)
    assert all(text.endswith("?") for text in scheme.questions.values())
    assert scheme.roles
    assert bool(scheme.questions) != scheme.deductive
    assert bool(scheme.reference) != scheme.deductive
    assert scheme.required
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word) for word in (*scheme.roles, *scheme.questions))


def test_no_name_is_two_patterns() -> None:
    names = [plain(name) for scheme in LIBRARY for name in (scheme.name, *scheme.also)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    for scheme in LIBRARY:
        for name in (scheme.name, *scheme.also):
            assert LIBRARY.find(name) is scheme, name


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Argument from Analogy", "analogy"),
        ("argument by analogy", "analogy"),
        ("Expert-Opinion", "expert opinion"),
        ("appeal to expert opinion", "expert opinion"),
        ("argumentum ad verecundiam", "expert opinion"),
        ("slippery_slope argument", "slippery slope"),
        ("inference to the best explanation", "best explanation"),
        ("Modus Ponens", "modus ponens"),
        ("an argument from ignorance", "ignorance"),
    ],
)
def test_other_names_and_spellings(name: str, found: str) -> None:
    scheme = LIBRARY.find(name)
    assert scheme is not None
    assert scheme.name == found


def test_a_near_miss() -> None:
    assert LIBRARY.find("expert opinon") is None
    assert LIBRARY.did_you_mean("argument from expert opinon") == " Did you mean `expert opinion`?"
    assert LIBRARY.did_you_mean("zzzz") == ""


def test_roles_and_questions_by_what_people_call_them() -> None:
    scheme = LIBRARY.find("expert opinion")
    assert scheme is not None
    assert [scheme.role(word) for word in ("Expert", "major", "minor premise", "other")] == [
        "expert",
        "expert",
        "assertion",
        None,
    ]
    assert scheme.question("Backup evidence") == "backup-evidence"
    assert scheme.question("do other experts say the same?") == "consistency"
    assert scheme.question("other") is None
    three = LIBRARY.find("witness testimony")
    assert three is not None
    assert three.role("minor") is None


# A user's own

OWN = """
[schemes.five-whys]
about = "Ask why until there is nothing left to ask."
also = ["root cause"]
reference = "House rules, p. 3"
[schemes.five-whys.roles]
finding = "Something went wrong."
root = "This is what all the answers lead back to."
[schemes.five-whys.questions]
enough = "Was why asked often enough?"
"""


def test_own_patterns_come_from_the_settings(tmp_path: Path, argmap: Argmap) -> None:
    (tmp_path / "argmap.toml").write_text(OWN)
    ran = argmap("scheme", "Root", "cause")
    assert ran.code == 0
    assert ran.out.startswith("five whys\n\nAsk why")
    assert "See House rules, p. 3." in ran.out
    (tmp_path / "x.argmap").write_text(
        "claim a: One.\n  argument:\n    scheme: root cause\n    premise: Two.\n      role: rot\n"
        "  premise: Three.\n    scheme: fife whys\n"
    )
    ran = argmap("check", "x.argmap", "--select", "S3", "--format", "concise")
    assert "`rot` is no role in the scheme `five whys`. Did you mean `root`?" in ran.out
    assert "no scheme `fife whys` is known. Did you mean `five whys`?" in ran.out


def test_an_own_pattern_comes_before_a_known_one() -> None:
    own = own_schemes({"sign": {"about": "Mine."}})
    scheme = Library(own).find("argument from sign")
    assert scheme is not None
    assert scheme.about == "Mine."
    assert len(Library(own)) == len(LIBRARY)


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ([], "`schemes` holds tables"),
        ({"x": "y"}, "`schemes.x` must be a table"),
        ({"-": {"about": "A."}}, "needs a name"),
        ({"x": {}}, "`schemes.x` needs `about`"),
        ({"x": {"about": 3}}, "`about` must be a string"),
        ({"x": {"about": "A.", "question": {}}}, "unknown key `question`. Did you mean `questions`?"),
        ({"x": {"about": "A.", "zzz": {}}}, "Known keys: about"),
        ({"x": {"about": "A.", "roles": ["a"]}}, "`roles` must be a table of names and sentences"),
        ({"x": {"about": "A.", "also": "a"}}, "`also` must be a list of strings"),
        ({"x": {"about": "A.", "roles": {"rule": "R."}, "major": "role"}}, "Did you mean `rule`?"),
    ],
)
def test_mistakes_in_own_patterns(tables: object, words: str) -> None:
    with pytest.raises(BadScheme, match=re.escape(words)):
        own_schemes(tables)


def test_settings_of_single_rules(tmp_path: Path) -> None:
    path = tmp_path / "argmap.toml"
    assert Configs().for_folder(tmp_path).rules is None
    path.write_text('max-words = 5\nloaded-words = ["bolshy"]\n')
    assert Configs().for_folder(tmp_path).rules == Settings(5, ("bolshy",))
    path.write_text("[schemes.x]\nabout = 3\n")
    with pytest.raises(ConfigError, match=re.escape(f"{path.resolve()}: `schemes.x`: `about`")):
        Configs().for_folder(tmp_path)


def test_rules_go_by_their_settings() -> None:
    map_, _ = Loader().text("claim a: Das ist nun wirklich ein bolschewistischer Unfug.\n")
    assert check(map_, select=["W101", "W107"]) == []
    found = check(map_, select=["W101", "W107"], settings=Settings(5, ("Unfug", "nun wirklich")))
    assert (found[0].code, found[0].message) == ("W101", "the claim `a` has 7 words")
    assert "“nun wirklich”" in found[1].message
    assert check(map_, select=["W107"], settings=Settings(loaded_words=())) == []


# Commands


def test_the_list_of_patterns(argmap: Argmap) -> None:
    ran = argmap("scheme", COLUMNS="80")
    assert ran.code == 0
    assert len(re.findall(r"^\S", ran.out, re.M)) == len(LIBRARY)
    assert re.search(r"^modus ponens +Deductive\. ", ran.out, re.M)
    assert len({match.end() - match.start() for match in re.finditer(r"^(?:\S.*?)?  +", ran.out, re.M)}) == 1


@pytest.mark.parametrize("command", ["scheme", "rule"])
@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_lists_keep_to_the_width(argmap: Argmap, command: str, width: int) -> None:
    lines = argmap(command, COLUMNS=str(width)).out.splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert all(line == line.rstrip() for line in lines)


def test_patterns_as_json(argmap: Argmap) -> None:
    data = json.loads(argmap("scheme", "--format", "json").out)
    assert data["format"] == "argmap-schemes/1"
    assert len(data["schemes"]) == len(LIBRARY)
    (one,) = json.loads(argmap("scheme", "analogy", "--format", "json").out)["schemes"]
    assert one["premises"][0] == {
        "role": "similarity",
        "text": "The two cases are alike, generally or in what matters here.",
        "major": True,
        "optional": False,
    }


def test_an_unknown_pattern(argmap: Argmap) -> None:
    ran = argmap("scheme", "expert", "opinon")
    assert (ran.code, ran.out) == (2, "")
    assert "no scheme `expert opinon` is known. Did you mean `expert opinion`?" in ran.err


def test_a_rule_by_code_name_and_beginning(argmap: Argmap) -> None:
    by_code = argmap("rule", "U101")
    assert by_code.code == 0
    assert by_code.out.startswith(
        "U101 unanswered-rebuttal (warning)\n\nA rebuttal that nobody has answered.\n"
    )
    assert argmap("rule", "unanswered-rebuttal").out == by_code.out
    assert re.findall(r"^(S\d+) ", argmap("rule", "s3").out, re.M) == ["S301", "S302", "S303", "S304"]
    assert "  premise @ana: " in argmap("rule", "U101", COLUMNS="30").out


def families() -> list[str]:
    return list(dict.fromkeys(FAMILIES[one.family] for one in RULES.values()))


def test_all_rules(argmap: Argmap) -> None:
    listed = argmap("rule", COLUMNS="80").out
    assert re.findall(r"^  ([A-Z]\d+)  \S", listed, re.M) == list(RULES)
    assert re.findall(r"^(?:\w+): ", listed, re.M) == [f"{words.split(':')[0]}: " for words in families()]
    data = json.loads(argmap("rule", "--all", "--format", "json").out)
    assert [one["code"] for one in data["rules"]] == list(RULES)
    assert argmap("rule", "--all", "--format", "markdown").out == (ROOT / "docs" / "rules.md").read_text(
        "utf-8"
    )
    assert re.search(r"^  U105  unchallenged-premise .*?Off by\s+default\.$", listed, re.M | re.S)
    assert argmap("rule", "--all").out.count("\nWhy: ") == len(RULES)
    assert argmap("rule", "M107", "--format", "markdown").out.startswith("## Map")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("U1O1",), "Did you mean `U101`?"),
        (("unanswerd-rebuttal",), "Did you mean `unanswered-rebuttal`?"),
        (("U101", "--all"), "--all goes without the names of rules"),
        (("--format", "yaml"), "--format: there is no `yaml`"),
    ],
)
def test_mistakes_in_asking_for_a_rule(argmap: Argmap, args: tuple[str, ...], words: str) -> None:
    ran = argmap("rule", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_the_page_of_schemes_is_current() -> None:
    from argmap.schemes.page import page

    assert (ROOT / "docs" / "schemes.md").read_text("utf-8") == page(), (
        "write it again: python -m argmap.schemes.page > docs/schemes.md"
    )


def test_premises_used_by_reference_have_roles_of_their_own() -> None:
    map_, diagnostics = Loader().text(
        "claim a: One.\n  argument:\n    scheme: analogy\n    premise b\n      role: base\n"
        "    premise c\n      role: similarity\nclaim b: Two.\nclaim c: Three.\n"
    )
    assert diagnostics == []
    (step,) = map_.nodes["a"].into
    assert step.properties == {"roles": {"b": "base", "c": "similarity"}}
    assert check(map_, select=["S3"]) == []
