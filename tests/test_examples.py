"""The example maps: whole, cited, told in our own words, and with findings that have been read.

`examples/NAME.findings` lists what `check` says of each map by the rules named below, as `CODE NODE`.
Each line was held against the document; a line that comes or goes has to be read again.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.model.load import Loader
from argmap.rules.run import check

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.argmap"))
SEEDS = {"thread": "pact-thread", "essay": "victory-day-essay"}
ORIGINALS = ROOT.parent / "shared" / "seeds"
READ = ("U101", "U102", "U103", "U104", "S101", "L101", "L102", "L103", "L104", "L105")
#: So many words in a row are a sentence of somebody's.
RUN = 9


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_findings_have_been_read(path: Path) -> None:
    map_, diagnostics = Loader().path(path)
    assert [d.message for d in diagnostics] == []
    found = [f"{d.code} {d.node}" for d in check(map_, select=READ)]
    read = (Path(__file__).parent / "examples" / f"{path.stem}.findings").read_text(encoding="utf-8")
    assert sorted(found) == sorted(read.splitlines())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_citation_holds(path: Path) -> None:
    map_, _ = Loader().path(path)
    assert [d.message for d in check(map_, select=["S2"])] == []


@pytest.mark.parametrize(("seed", "name"), SEEDS.items())
def test_every_passage_is_cited(seed: str, name: str) -> None:
    record = (ROOT / "seeds" / f"{seed}.md").read_text(encoding="utf-8")
    anchors = set(re.findall(r"^#.*\{#([\w-]+)\}\s*$", record, re.M))
    map_, _ = Loader().path(ROOT / "examples" / f"{name}.argmap")
    things = [*map_.nodes.values(), *map_.links.values()]
    cited = {c.anchor for thing in things for c in thing.citations if c.source in map_.mapped}
    assert len(anchors) > 10
    assert anchors <= cited


def test_the_debate_joins_both_maps() -> None:
    map_, _ = Loader().path(ROOT / "examples" / "pact-debate.argmap")
    opposed = {
        tuple(sorted((link.origin[0].prefix, link.target.prefix)))
        for link in map_.links.values()
        if link.kind == "contradiction"
    }
    assert ("essay/", "thread/") in opposed


@pytest.mark.parametrize(
    "original", sorted(ORIGINALS.glob("*.txt")) or [None], ids=lambda p: p.name if p else "none"
)
def test_nothing_of_the_originals_is_in_the_project(original: Path | None) -> None:
    if original is None:
        pytest.skip("the source documents are not beside the project; they are copyrighted")
    words = re.findall(r"[a-z0-9]+", original.read_text(encoding="utf-8").lower())
    runs = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    for folder in ("seeds", "examples", "docs", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".md", ".argmap", ".case", ".py"):
                told = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8").lower())
                shared = [i for i in range(len(told) - RUN + 1) if tuple(told[i : i + RUN]) in runs]
                assert not shared, f"{path.name}: {' '.join(told[shared[0] : shared[0] + RUN])}"
