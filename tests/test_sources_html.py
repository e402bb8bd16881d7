"""HTML as Markdown text."""

from __future__ import annotations

import pytest

from argmap.sources.fromhtml import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain &amp; simple &lt;b&gt;", "plain & simple <b>"),
        ("<p>One <b>bold</b>\n word.</p><p>Two</p>", "One bold word.\n\nTwo"),
        ("One<p>Two<p>Three", "One\n\nTwo\n\nThree"),
        ("One<br>two<br/>  three", "One\ntwo\nthree"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<ul><li>a</li><li>b <i>c</i></li></ul>d", "- a\n- b c\n\nd"),
        ("<pre><code>if x:\n    y\n</code></pre>", "```\nif x:\n    y\n```"),
        ("<h2>Head</h2><p>text", "## Head\n\ntext"),
        ('see <a href="https://example.org/a">this</a>.', "see [this](https://example.org/a)."),
        ('<a href="https://example.org/a/b">example.org/a…</a>', "https://example.org/a/b"),
        ('<a href="https://example.org/@ann">@<span>ann</span></a> no', "@ann no"),
        ('<a href="javascript:alert(1)">this</a> <a>that', "this that"),
        ('<a href="https://example.org/a">one<p>two</a>', "one\n\n[two](https://example.org/a)"),
        ("a<script>alert(1)</script><style>b{}</style>c<!-- d -->", "ac"),
        ('<img src="x" alt="A bus"><img src="y">', "[A bus]"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("</p></blockquote></pre>a<", "a<"),
        ("<div>" * 50_000 + "deep", "deep"),
        ("<blockquote>" * 50_000 + "deep", "> " * 9 + "deep"),
        ('<a href="https://e.org">' * 5000 + "deep", "deep"),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    assert text_of(html) == text
