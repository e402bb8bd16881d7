"""A fenced block ``argmap`` in Python-Markdown, in a real site by MkDocs, and in pymdown's fences."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import Markdown, markdown

from argmap.integrations.markdown import ArgmapExtension, fence, fence_options
from tests.nasty import NASTY

ROOT = Path(__file__).parent.parent
DECISION = ROOT / "examples" / "decision.argmap"
TEA = "```argmap\nclaim tea: We should drink tea.\n  premise: It calms.\n```\n"


class Page(HTMLParser):
    """What a browser would find: ids, what refers to them, elements, all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href") and value and value.startswith("#"):
                self.targets.append(value[1:])

    def handle_data(self, data: str) -> None:
        self.text += data


def converted(text: str, **options: object) -> str:
    return markdown(text, extensions=[ArgmapExtension(**options), "fenced_code"])


def test_a_block_becomes_a_picture_with_its_text_below() -> None:
    html = converted(f"Before.\n\n{TEA}\nBehind *it*.")
    page = Page(html)
    assert page.tags.count("svg") == 1
    assert 'aria-label="' in html
    assert "<p>Before.</p>" in html
    assert "<p>Behind <em>it</em>.</p>" in html
    assert "claim tea: We should drink tea.\n  premise: It calms.\n" in page.text
    assert page.tags.count("details") == 1
    svg = html[html.index("<svg") : html.index("</svg>") + len("</svg>")]
    ElementTree.fromstring(svg)


def test_pictures_on_a_page_share_no_ids_and_the_same_page_is_the_same_again() -> None:
    text = f"{TEA}\n{TEA}\n" + TEA.replace("argmap", "argmap id=mine")
    md = Markdown(extensions=[ArgmapExtension()])
    html = md.convert(text)
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {"argmap-1-node-tea", "argmap-2-node-tea", "mine-node-tea"} <= set(page.ids)
    md.reset()
    assert md.convert(text) == html


def test_links_inside_a_picture_stay_inside_it(tmp_path: Path) -> None:
    (tmp_path / "two.argmap").write_text(
        "section: One\n  claim a: A.\n\nsection: Two\n  claim b: B.\n    premise a\n", encoding="utf-8"
    )
    block = '```argmap file="two.argmap"\n```\n'
    page = Page(converted(block * 2, base_path=str(tmp_path)))
    assert page.targets
    assert set(page.targets) <= set(page.ids)


@pytest.mark.parametrize(
    ("info", "wanted"),
    [
        ("argmap to=tree", "└─ + "),
        ('argmap to="table"', "premise"),
        ("{.argmap to=tree width=60}", "└─ + "),
        ("{ .argmap to=tree focus=tea depth=0 }", "1 node of this map not shown"),
    ],
)
def test_options_of_a_block(info: str, wanted: str) -> None:
    html = converted(TEA.replace("argmap", info))
    assert "<svg" not in html
    assert wanted in Page(html).text


def test_settings_hold_where_a_block_says_nothing_else() -> None:
    assert "<svg" not in converted(TEA, to="tree", source="none")
    assert "<details" not in converted(TEA, to="tree", source="none")
    html = converted(TEA.replace("argmap", "argmap to=svg source=open"), to="tree", source="none")
    assert "<svg" in html
    assert "<details open>" in html
    dark, light = converted(TEA, theme="dark"), converted(TEA)
    assert dark != light


def test_a_file_is_shown_and_none_outside_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    docs = project / "docs"
    docs.mkdir(parents=True)
    (project / "argmap.toml").write_text("", encoding="utf-8")
    (project / "in.argmap").write_text("claim a: Inside.\n", encoding="utf-8")
    (tmp_path / "out.argmap").write_text("claim a: Outside.\n", encoding="utf-8")
    (docs / "link.argmap").symlink_to(tmp_path / "out.argmap")

    def shown(name: str) -> str:
        return Page(converted(f'```argmap file="{name}" to=tree\n```\n', base_path=str(docs))).text

    assert "Inside." in shown("../in.argmap")
    for name in ("../../out.argmap", str(tmp_path / "out.argmap"), "link.argmap"):
        assert "lies outside the project folder" in shown(name)
        assert "Outside." not in shown(name)
    assert "no such file" in shown("nothing.argmap")
    (docs / "folder.argmap").mkdir()
    assert "is a folder" in shown("folder.argmap")
    (docs / "secret.env").write_text("claim a: Secret.\n", encoding="utf-8")
    assert "is no map" in shown("secret.env")
    assert "Secret." not in shown("secret.env")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("```argmap\nclaim a: A.\nclam b: B.\n```", "line 2, column 1: E106 `clam` is no keyword"),
        ("```argmap thme=dark\nclaim a: A.\n```", "no option `thme`. Did you mean `theme`?"),
        ("```argmap to=pdf\nclaim a: A.\n```", "to: not `pdf`, but svg, tree, table"),
        ("```argmap depth=x\nclaim a: A.\n```", "depth: a whole number from 0 on, not `x`"),
        ("```argmap focus=b\nclaim a: A.\n```", "no node has the id 'b'"),
        ("```argmap theme=drak\nclaim a: A.\n```", "there is no theme `drak`"),
        ("```argmap source=yes\nclaim a: A.\n```", "source: not `yes`"),
        ("```argmap file=a.argmap\nclaim a: A.\n```", "one of them has to go"),
    ],
)
def test_what_is_wrong_is_told_in_place_of_the_picture(
    block: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        html = converted(block)
    assert "<svg" not in html
    assert said in Page(html).text
    assert said in caplog.text
    if "claim a: A." in block:
        assert "claim a: A." in Page(html).text


def test_text_stays_text() -> None:
    lines = [line for text in NASTY for line in [text.replace("\n", " ").replace("\u2028", " ")]]
    body = "\n".join(f"claim n{number}: x {line}" for number, line in enumerate(lines))
    hostile = "claim evil: <script>alert(1)</script> </code></pre></figure> <img src=x onerror=alert(1)>"
    for to in ("svg", "tree"):
        page = Page(converted(f"```argmap to={to}\n{hostile}\n{body}\n```\n"))
        assert not {"script", "img"} & set(page.tags)
        assert not {name for name in page.attributes if name.startswith("on")}
        assert "<script>alert(1)</script>" in page.text
    wrong = Page(converted("```argmap\n<img src=x onerror=alert(1)>: <script>\n```\n"))
    assert not {"script", "img"} & set(wrong.tags)
    assert "script" not in Page(converted('```argmap "><script>=1\nclaim a: A.\n```\n')).tags


def test_only_blocks_of_the_page_itself_are_taken() -> None:
    outer = "````markdown\n" + TEA + "````\n"
    assert "<svg" not in converted(outer)
    assert "```argmap" in converted(outer)
    assert "<svg" not in converted(TEA.replace("argmap", "argmapper"))
    assert "<svg" not in converted("    " + TEA.replace("\n", "\n    "))
    assert "<svg" not in converted(TEA.removesuffix("```\n"))
    assert "<svg" in converted(TEA.replace("```", "~~~~"))
    assert "<svg" in converted("".join(f"  {line}\n" for line in TEA.splitlines()))


def test_a_block_in_a_list_by_the_fences_of_pymdown() -> None:
    block = '```argmap to="tree" id="here" color_by="speaker"\nclaim a: A.\n```\n'
    listed = "1. First:\n\n" + "".join(f"    {line}\n" for line in block.splitlines())
    fences = {
        "custom_fences": [{"name": "argmap", "class": "a", "format": fence, "validator": fence_options}]
    }
    html = markdown(
        f"{listed}\n{TEA}",
        extensions=[ArgmapExtension(), "pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": fences},
    )
    assert '<figure class="argmap" id="here">' in html
    assert html.index("<li>") < html.index('id="here"') < html.index("</li>") < html.index("<svg")


def test_a_site_is_built_and_a_wrong_map_ends_a_strict_build(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Tiny\nmarkdown_extensions:\n  - argmap:\n      theme: high-contrast\n", encoding="utf-8"
    )
    (docs / "car.argmap").write_bytes(DECISION.read_bytes())
    page = docs / "index.md"
    page.write_text(f'# Home\n\n```argmap file="docs/car.argmap"\n```\n\n{TEA}', encoding="utf-8")
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert html.count("<svg") == 2
    assert "argmap-1-node-swap" in html
    page.write_text("# Home\n\n```argmap\nclam a: A.\n```\n", encoding="utf-8")
    built = build(tmp_path)
    assert built.returncode != 0
    assert "`clam` is no keyword of argmap" in built.stderr


@pytest.mark.parametrize("settings", [0, 1])
def test_the_site_of_the_documentation_is_built_so(tmp_path: Path, settings: int) -> None:
    page = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    shown = re.findall("^````markdown\n(.*?)^````$", page, re.M | re.S)[0]
    config = re.findall("^```yaml\n(.*?)^```$", page, re.M | re.S)[settings]
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Tiny\n{config}", encoding="utf-8")
    (tmp_path / "docs" / "maps").mkdir(parents=True)
    (tmp_path / "docs" / "maps" / "car.argmap").write_bytes(DECISION.read_bytes())
    (tmp_path / "docs" / "index.md").write_text(shown, encoding="utf-8")
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8").count("<svg") == 2


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
