"""Texts that some format would read as more than text, if they were written as they are."""

from __future__ import annotations

NASTY = [
    *"""
    [title]: text
    a [reference] and a [link](https://example.org/a_b)
    <argument>: text
    an <argument> in text
    @[mention] and @<mention>
    #tag and #(two words) and C# and #1
    # heading
    **bold** and __bold__ and *italic* and _italic_
    a * b and snake_case_name and 2**3 and **unclosed
    {data: 1}
    {unclosed
    } closed, {} empty, {a} {b}
    // comment
    half // a comment
    /* comment */ half /// three //// four
    half /* unclosed
    <!-- comment --> half
    half <!-- unclosed
    https://example.org:8080/a/b?c=d&e=f#g
    + plus
    - minus
    -- two ---- four
    _ underscore
    +> -> _> <+ <- <_ ><
    >< contradiction
    <- incoming
    (1) first (2) second
    1. item
    * item
    === front === matter ==== four == two = one
    =====
    backslash \\ and \\\\ and \\n and \\[ and trailing \\
    e.g. this, i.e. that, U.S. and U.S.A. and www.example.org
    .A. .E. :A: :smile: .-> .and.
    :heart:
    12:30:45 and ::a:: ..b.. ...
    a  b   c, two  after a comma; three.   after a stop
    a\tb,\tc
    "quotes" 'single' `code` $math$ %percent% ~tilde~ ^caret^ |pipe|
    emoji 👩‍👩‍👧‍👦 🏳️‍🌈 #👍 @👍
    עברית [עברית] #עברית (1) עברית
    العربية — نص
    ‮right to left override‬
    日本語。#日本語【括弧】
    combining e\u0301 zero\u200bwidth soft\u00adhyphen no\u00a0break
    line\u2028separator next\u0085line
    \u0001control\u001f
    ,
    .
    #
    [
    ]
    }
    >
    \\
    a]: b
    a>: b
    true
    null
    ===
    --
    `backtick` and ```fence``` and `unclosed
    ~~struck~~ and ![image](x.png) and | table | row |
    #quot; and #35; and &amp; and &#38; and <br> and <b>bold</b> and <script>alert(1)</script>
    %%{init: {"theme": "dark"}}%% and %% comment
    $$x^2$$ and ${x} and $x
    fa:fa-car and fab:fa-github
    end
    subgraph x; graph TD; style n fill:#fff; classDef default fill:#000;
    a --> b; a --- b; a:::c; A@{ shape: circle }
    |pipe| "quoted" 'single' ''doubled'' \"\"\"tripled
    http://example.org www.example.org mailto:a@example.org
    key: value {a: b} [a; b] a.b.c (x) -> (y)
    _ and * and & and ! and ? and ...@x
    \n and \t and \u0041 and \x41
    - dash
    + plus
    > quote
    1) first
    """.strip("\n").splitlines(),
]
NASTY = [line.strip(" ").replace("\\\\", "\\") for line in NASTY if line.strip(" ")]
