"""Colours by Pygments: the lexer itself, and as Sphinx, Python-Markdown and Rich find it."""

from __future__ import annotations

import importlib.metadata
import io
import re
import subprocess
import sys
from pathlib import Path

import pygments.lexers
import pytest
from markdown import markdown
from pygments.lexer import Lexer
from pygments.token import Error, Text
from rich.console import Console
from rich.syntax import Syntax

from argmap.syntax.words import DECLARATIONS, KEYS, KINDS
from tests.cases import case_files, read_case
from tests.test_integrations_sphinx import build

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(ROOT.glob("examples/**/*.argmap"))


@pytest.fixture
def lexer() -> Lexer:
    """As a program finds it, by its name; the text is left as it is."""
    return pygments.lexers.get_lexer_by_name("argmap", stripnl=False, ensurenl=False)


def told(lexer: Lexer, text: str) -> list[tuple[str, str]]:
    """What is coloured in a text, and as what."""
    return [(str(kind)[6:], shown) for kind, shown in lexer.get_tokens(text) if kind is not Text]


def test_it_is_found_by_name_and_by_file() -> None:
    assert pygments.lexers.get_lexer_by_name("argmap").name == "argmap"
    assert pygments.lexers.get_lexer_for_filename("debate.argmap").name == "argmap"


def test_argmap_needs_no_library_more_for_it() -> None:
    assert any(re.match("pygments\\b", one, re.I) for one in importlib.metadata.requires("rich") or [])


def test_looking_for_it_reads_no_grammar() -> None:
    script = "import sys, pygments.lexers as p; p.get_lexer_by_name('argmap'); print('lark' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_given_back_and_has_no_error(lexer: Lexer, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(lexer.get_tokens(text))
    assert "".join(shown for _, shown in found) == text
    assert not [shown for kind, shown in found if kind in Error]


@pytest.mark.parametrize("path", case_files("errors"), ids=lambda path: path.stem)
def test_whatever_is_wrong_with_a_text_it_is_given_back(lexer: Lexer, path: Path) -> None:
    text = read_case(path)["input"].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    found = list(lexer.get_tokens(text))
    assert "".join(shown for _, shown in found) == text
    assert not [shown for kind, shown in found if kind in Error]


KNOWN = [
    (
        "claim west-first @op @mia #odd: It was so. [thread#p1, book].",
        [
            ("Keyword", "claim"),
            ("Name.Label", "west-first"),
            ("Name.Variable", "@op"),
            ("Name.Variable", "@mia"),
            ("Name.Decorator", "#odd"),
            ("Punctuation", ":"),
            ("Punctuation", "["),
            ("Literal.String", "thread#p1"),
            ("Punctuation", ","),
            ("Literal.String", "book"),
            ("Punctuation", "]."),
        ],
    ),
    ("rebuttal 主張", [("Operator.Word", "rebuttal"), ("Name.Label", "主張")]),
    ("concession @ben", [("Keyword", "concession"), ("Name.Variable", "@ben")]),
    ("map: A b", [("Keyword.Declaration", "map"), ("Punctuation", ":"), ("Generic.Heading", "A b")]),
    (
        "speaker ana: Ana",
        [("Keyword.Declaration", "speaker"), ("Name.Variable", "ana"), ("Punctuation", ":")],
    ),
    ("source a: Ana", [("Keyword.Declaration", "source"), ("Literal.String", "a"), ("Punctuation", ":")]),
    ("// claim a: no", [("Comment.Single", "// claim a: no")]),
    ("claim: As [[a]], \\[[b]]", [("Keyword", "claim"), ("Punctuation", ":"), ("Name.Label", "[[a]]")]),
    # text stays text: a colon without a space, a word of the language inside, a backslash before it
    ("claim: see https://x.example/#a", [("Keyword", "claim"), ("Punctuation", ":")]),
    ("claim: One\n    and a premise", [("Keyword", "claim"), ("Punctuation", ":")]),
    ("claim: One\n    \\premise: two", [("Keyword", "claim"), ("Punctuation", ":")]),
    ("A page's other text, [x]", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN, ids=[text for text, _ in KNOWN])
def test_what_a_line_is_made_of(lexer: Lexer, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(lexer, text) == expected


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("note: Seen.", None),
        ("restates: a", ("Name.Label", "a")),
        ("by: ana", ("Name.Variable", "ana")),
        ("of: book", ("Literal.String", "book")),
        ("date: 1939-08", ("Literal.Date", "1939-08")),
        ("weight: 0.5", ("Literal.Number", "0.5")),
        ("assumed: yes", ("Keyword.Constant", "yes")),
        ("scheme: expert-opinion", ("Name.Constant", "expert-opinion")),
    ],
)
def test_a_property_and_its_value(lexer: Lexer, line: str, value: tuple[str, str] | None) -> None:
    key = line.partition(":")[0]
    expected = [("Keyword", "claim"), ("Punctuation", ":"), ("Name.Attribute", key), ("Punctuation", ":")]
    assert told(lexer, f"claim: A.\n  {line}\n") == expected + ([value] if value else [])


@pytest.mark.parametrize("word", [*KINDS, *DECLARATIONS, *KEYS])
def test_it_knows_the_words_of_the_language(lexer: Lexer, word: str) -> None:
    kind, shown = told(lexer, f"{word} x: A.\n" if word in (*KINDS, *DECLARATIONS) else f"{word}: A.\n")[0]
    assert shown == word
    assert kind in {"Keyword", "Operator.Word", "Keyword.Declaration", "Name.Attribute"}


def test_sphinx_colours_a_block_without_a_warning(tmp_path: Path) -> None:
    text = ".. code-block:: argmap\n\n   claim a @ana: A <b>.\n     premise …\n"
    ran, html = build(tmp_path, text)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '<span class="k">claim</span>' in html
    assert "A &lt;b&gt;." in html


def test_python_markdown_colours_a_fence() -> None:
    html = markdown("```argmap\nclaim a @ana: A.\n```\n", extensions=["fenced_code", "codehilite"])
    assert '<span class="k">claim</span>' in html
    assert '<span class="nv">@ana</span>' in html


def test_rich_colours_a_map() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor", width=60)
    console.print(Syntax("claim a: One.\n", "argmap", theme="ansi_dark"))
    plain = io.StringIO()
    Console(file=plain, force_terminal=True, color_system="truecolor", width=60).print(
        Syntax("claim a: One.\n", "text", theme="ansi_dark")
    )
    assert "\x1b[" in out.getvalue()
    assert out.getvalue() != plain.getvalue()
