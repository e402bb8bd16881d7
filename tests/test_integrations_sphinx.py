"""The directive ``argmap`` in documents built by Sphinx itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_integrations_markdown import DECISION, Page

ROOT = Path(__file__).parent.parent
HEAD = "Tiny\n====\n\n"


def build(folder: Path, text: str, builder: str = "html") -> tuple[subprocess.CompletedProcess[str], str]:
    """A strict build of one page, and the page."""
    (folder / "conf.py").write_text(
        "extensions = ['argmap.integrations.sphinx']\nexclude_patterns = ['out*']\n", encoding="utf-8"
    )
    (folder / "index.rst").write_text(HEAD + text, encoding="utf-8")
    (folder / "car.argmap").write_bytes(DECISION.read_bytes())
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, ".", "out"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    page = folder / "out" / "index.html"
    return ran, page.read_text(encoding="utf-8") if page.exists() else ""


def test_what_the_documentation_shows_is_built(tmp_path: Path) -> None:
    shown = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    (text,) = re.findall("^```rst\\n(.*?)^```$", shown, re.M | re.S)
    ran, html = build(tmp_path, text)
    assert (ran.returncode, ran.stderr) == (0, "")
    page = Page(html)
    assert page.tags.count("figure") == 2
    assert {"argmap-1-node-rental", "argmap-2-node-tea"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    ran, _ = build(tmp_path, text, "text")
    assert ran.returncode == 0


def test_options_and_text_that_stays_text(tmp_path: Path) -> None:
    options = "".join(f"   :{one}\n" for one in ("to: tree", "all:", "source: none", "id: mine"))
    text = f".. argmap::\n{options}\n   claim a: <script>x</script> *y*\n"
    ran, html = build(tmp_path, text)
    assert (ran.returncode, ran.stderr) == (0, "")
    figure = html[html.index('<figure class="argmap" id="mine">') : html.index("</figure>")]
    assert "&lt;script&gt;x&lt;/script&gt; *y*" in figure
    assert "<details" not in figure


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (".. argmap::\n\n   clam a: A.\n", "line 1, column 1: E106 `clam`"),
        (".. argmap:: ../out.argmap\n", "lies outside the project folder"),
        (".. argmap:: conf.py\n", "is no map"),
        (".. argmap::\n   :to: pdf\n\n   claim a: A.\n", "to: not `pdf`"),
        (".. argmap::\n   :thme: dark\n\n   claim a: A.\n", "thme"),
    ],
)
def test_what_is_wrong_ends_a_strict_build(tmp_path: Path, text: str, said: str) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "argmap.toml").write_text("", encoding="utf-8")
    ran, _ = build(folder, text)
    assert ran.returncode != 0
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
