"""`argmap report`: what is told of a debate, and that user text stays text in Markdown and in HTML."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from argmap.analysis.concessions import grants
from argmap.model.load import Loader
from argmap.review.mains import main_claims, served_by, weight
from argmap.review.markdown import escaped
from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent

MAP = """\
map: A bridge
  of: thread
  language: en
source thread: The thread
source office: The office's file
  author: The office
  url: https://example.org/file
speaker op: Starter
  side: yes
speaker friend: Friend
  side: yes
speaker critic: Critic
  side: no
claim c #decided @op: The bridge is safe. [thread#p1]
  date: 2024-05
  premise p @op: It was inspected. [office]
  rebuttal closed @critic: It was closed. [thread#p2]
    concession @op
  rebuttal old @critic: It is old.
    undercut age @friend: Age makes no bridge unsafe.
      concession @critic
claim so #implicit: Cross it.
  argument:
    premise c
claim left @critic: Nobody looked.
question who @critic: Who inspected it?
"""


def test_what_is_told(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    ran = argmap("report", "a.argmap")
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "# A bridge\n",
        "What is mapped: The thread. 7 statements, 7 steps between them.",
        "- The side yes: Starter and Friend\n- The side no: Critic\n",
        "| The side yes | 3 | 2 | 1 | 1 | 0 | 1 |",
        "| The side no | 3 | 3 | 2 | 2 | 0 | 1 |",
        "Of 3 main claims, 1 stands, 1 falls and 1 is unsupported.",
        "| The bridge is safe. `c` (serves `so`) | Starter | ✗ falls |",
        "| Nobody looked. `left` | Critic | ✓ stands | nobody attacks it | no source; no reason |",
        "- “The bridge is safe.” (`c`), by Starter – ✗ falls (2024-05)",
        "- Starter grants “It was closed.” (`closed`), by Critic, and so takes back `c`",
        "and so takes back the step from `old` to `c`",
        "- The question “Who inspected it?” (`who`), by Critic",
        "1 claim was never taken up by the others: `left`.",
        "| The side yes | 3 | 1 of 3 | 2 of 3 | 0 of 3 |",
        "- `office`: The office's file, The office, <https://example.org/file>",
        "None of this says what is true.",
    ):
        assert words in ran.out, words


def test_main_claims() -> None:
    def mains(text: str, folder: Path | None = None) -> list[str]:
        return [node.id for node in main_claims(Loader().text(text, folder=folder)[0])]

    served = "claim c: C.\nclaim a: A.\n  premise b\nclaim b: B.\n  rebuttal r: R.\n"
    assert mains(served) == ["a", "b", "c"]
    nodes = Loader().text(served)[0].nodes
    assert [weight(nodes[each]) for each in "abc"] == [3, 2, 0]
    assert [[node.id for node in each] for each in served_by(nodes["b"])] == [["a"], []]
    assert [[node.id for node in each] for each in served_by(nodes["r"])] == [[], ["b"]]
    assert mains("claim a: A.\n  premise b\nclaim b: B.\n  premise a\n") == ["a", "b"]
    assert mains("question q: Q?\n  answer a: A.\n") == []
    debate = (ROOT / "examples" / "pact-debate.argmap").read_text()
    found = mains(debate, ROOT / "examples")
    assert "device" in found
    assert "thread/drove" in found


def test_the_debates_own_question_is_among_the_main_claims(argmap: Argmap) -> None:
    out = argmap("report", ROOT / "examples" / "pact-thread.argmap").out
    ids = ("excuse", "drove", "west-first", "offer", "victim-complex")
    places = [out.index(f"`{each}`") for each in ids]
    assert places == sorted(places)
    assert "`drove` (serves `excuse`)" in out
    assert "`no-kinship` (attacks `kinship`)" in out


def test_main_claims_of_a_long_chain() -> None:
    lines = [f"claim c{i}: C.\n  premise c{i + 1}\n" for i in range(5000)]
    map_, _ = Loader().text("".join(lines) + "claim c5000: C.\n")
    assert [node.id for node in main_claims(map_)[:2]] == ["c0", "c1"]
    hub = "claim hub: H.\n" + "  rebuttal: R.\n" * 3000
    map_, _ = Loader().text("".join(f"claim c{i}: C.\n  premise hub\n" for i in range(3000)) + hub)
    started = time.perf_counter()
    assert len(main_claims(map_)) == 3001
    assert time.perf_counter() - started < 5


def test_only_what_is_cited_backs_something_up(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("source s: S\nsource t: T\nclaim a: It is so.\n")
    assert "Sources" not in argmap("report", "a.argmap").out
    (tmp_path / "a.argmap").write_text("source s: S\nsource t: T\nclaim a: It is so. [t]\n")
    assert "Sources that back something up:\n\n- `t`: T\n" in argmap("report", "a.argmap").out


def test_the_language_of_a_page(argmap: Argmap, tmp_path: Path) -> None:
    for head, language in (("map: M\n", "en"), ("map: M\n  language: de\n", "de")):
        (tmp_path / "a.argmap").write_text(head + "claim a: A.\n")
        assert f'<html lang="{language}">' in argmap("report", "a.argmap", "--to", "html").out


def test_who_takes_what_back() -> None:
    map_, _ = Loader().text(
        "speaker a: A\nspeaker b: B\nclaim c @a: C.\n  rebuttal r @b: R.\n    concession @a @b\n"
        "  concession part @b: So much.\n  contradicts: d\nclaim d @b: D.\n  concession @a\n"
    )
    found = list(grants(map_)) if map_.nodes else []
    told = [
        (g.speakers, g.target and g.target.id, g.part and g.part.id, [x.id for x in g.retracts])
        for g in found
    ]
    assert (("a", "b"), "r", None, ["c"]) in told
    assert (("b",), "c", "part", []) in told


HOSTILE = [
    "<script>alert(1)</script>",
    "</q></td><img src=x onerror=alert(1)>",
    "a | b | c",
    "*not* _marked_ **at** `all` ~~here~~",
    "[link](javascript:alert(1)) ![image](x)",
    "# no heading",
    "1. no list",
    "- no list",
    "&lt; &amp; &#60; & <",
    "a\\b \\* $x$",
    "“quoted” 'this' \"too\"",
    "<https://example.org> <b>",
    "{node} {{x}} {0}",
]


class Text(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []
        self.skip = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.skip = tag == "style"
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        self.skip = False

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.text.append(data)


def hostile_map() -> str:
    lines = ["map: <title> *t* | x", "speaker x: <b>X</b> | *y*", "  side: <s>"]
    lines += ["source s: <i>S</i> | *z*", "  url: javascript:alert(1)"]
    for i, text in enumerate(HOSTILE):
        lines += [f"claim c{i} @x #decided: \\", f"    \\{text} [s]", "  rebuttal: \\", f"      \\{text}"]
        lines += ["    concession @x"]
    return "\n".join(lines) + "\n"


def test_html_keeps_text_text(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(hostile_map())
    out = argmap("report", "a.argmap", "--to", "html").out
    page = Text()
    page.feed(out)
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "ul", "li", "code",
        "table", "thead", "tbody", "tr", "th", "td", "bdi", "span", "a",
    }  # fmt: skip
    assert "<a " not in out
    assert "src=" not in out.replace("&lt;img src=x", "")
    text = "".join(page.text)
    for words in (*HOSTILE, "<title> *t* | x", "<b>X</b> | *y*", "<i>S</i> | *z*"):
        assert words in text, words


def test_markdown_keeps_text_text(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(hostile_map())
    out = argmap("report", "a.argmap").out
    page = Text()
    page.feed(MarkdownIt("gfm-like", {"linkify": False}).render(out))
    assert page.tags <= {"h1", "h2", "p", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td"}
    text = "".join(page.text)
    for words in (*HOSTILE, "<title> *t* | x", "<b>X</b> | *y*", "<i>S</i> | *z*"):
        assert words in text, words


@pytest.mark.parametrize("text", ["", "*", "a  b\n c", "\x1b[1m", "\u202e", "- x", "12) y"])
def test_escaped_reads_the_same(text: str) -> None:
    page = Text()
    page.feed(MarkdownIt("gfm-like", {"linkify": False}).renderInline("x " + escaped(text)))
    assert "\x1b" not in escaped(text)
    assert "".join(page.text).split()[1:] == text.replace("\x1b", "␛").replace("\u202e", "\\u202e").split()


@pytest.mark.parametrize("name", ["decision", "pact-thread", "pact-debate", "victory-day-essay"])
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_examples(argmap: Argmap, tmp_path: Path, name: str, suffix: str) -> None:
    ran = argmap("report", ROOT / "examples" / f"{name}.argmap", "-o", f"out{suffix}")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = (tmp_path / f"out{suffix}").read_text(encoding="utf-8")
    assert "The main claims" in text
    assert text.endswith("\n")
    if suffix == ".html":
        assert "<script" not in text
        page = Text()
        page.feed(text)
        assert '<html lang="en">' in text


@pytest.mark.parametrize("text", ["", "map: Nothing\n", "claim: One.\n", "question: Q?\n", "map: \x1b[1m\n"])
def test_odd_maps(argmap: Argmap, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.argmap").write_text(text)
    for to in ("markdown", "html"):
        ran = argmap("report", "a.argmap", "--to", to)
        assert ran.code == 0
        assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("a.argmap", "-o", "a.argmap"), ".argmap is the suffix of maps"),
        (("a.argmap", "-o", "a.pdf"), "its suffix tells no format"),
        (("a.argmap", "--to", "htm"), "Did you mean `html`?"),
        (("a.argmap", "--to", "html", "-o", "a.md"), "don't agree"),
        (("b.argmap",), "no such file"),
    ],
)
def test_wrong_usage(argmap: Argmap, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    ran = argmap("report", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
