"""``%%argmap`` and `_repr_svg_` in a real kernel: a notebook is executed, and its outputs are looked at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient

import argmap

ROOT = Path(__file__).parent.parent
DECISION = ROOT / "examples" / "decision.argmap"
TEA = "claim tea: We should drink tea.\n  premise calm: It calms.\n    rebuttal: <b>No</b> & no.\n"
#: The cells that docs/embedding.md shows.
_PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
DOCUMENTED = re.findall(
    "^```\n(.*?)^```$", _PAGE.partition("\n## Jupyter\n")[2].partition("\n## ")[0], re.M | re.S
)
CELLS = {
    "extension": "%load_ext argmap",
    "cell": f"%%argmap\n{TEA}",
    "twice": f"%%argmap --focus calm\n{TEA}",
    "tree": f"%%argmap --to tree\n{TEA}",
    "check": f"%%argmap --to=table --check --name tea\n{TEA}",
    "variable": "tea",
    "count": "len(tea.nodes)",
    "file": "%argmap car.argmap --theme dark --color-by speaker",
    "loaded": "import argmap\nargmap.load('car.argmap')",
    "no engine": "import os\nos.environ['ARGMAP_DOT'] = 'no-such-engine'\ntea",
    "engine again": "del os.environ['ARGMAP_DOT']",
    **{f"documented {at}": source for at, source in enumerate(DOCUMENTED)},
    "error": "%%argmap\nclaim a: A.\nclam b: B.",
    "option": "%%argmap --thme dark\nclaim a: A.",
    "no value": "%%argmap --depth\nclaim a: A.",
    "missing": "%argmap nothing.argmap",
    "focus": "%%argmap --focus b\nclaim a: A.",
    "quote": "%%argmap --focus 'b\nclaim a: A.",
    "nothing": "%argmap",
    "both": "%%argmap car.argmap\nclaim a: A.",
    "name": "%%argmap --name 1a\nclaim a: A.",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each cell put out."""
    folder = tmp_path_factory.mktemp("notebook")
    for name in ("car.argmap", "debate.argmap"):
        (folder / name).write_bytes(DECISION.read_bytes())
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        client = NotebookClient(
            notebook, allow_errors=True, timeout=120, resources={"metadata": {"path": str(folder)}}
        )
        client.execute()
    nbformat.validate(notebook)
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def pictures(outputs: list[Any]) -> list[str]:
    return [one.data["image/svg+xml"] for one in outputs if "image/svg+xml" in one.get("data", {})]


def texts(outputs: list[Any]) -> str:
    return "\n".join(one.data["text/plain"] for one in outputs if "data" in one)


def test_a_cell_shows_its_map(outputs: dict[str, list[Any]]) -> None:
    assert outputs["extension"] == []
    (svg,) = pictures(outputs["cell"])
    ElementTree.fromstring(svg)
    assert "&lt;b&gt;No&lt;/b&gt; &amp; no." in svg
    text = texts(outputs["cell"])  # the tree, for whoever can't show the picture
    assert "└─ + " in text
    assert "calm: It calms.\n   └─ −" in text


def test_two_pictures_in_a_notebook_share_no_ids(outputs: dict[str, list[Any]]) -> None:
    ids = [
        element.attrib["id"]
        for name in ("cell", "twice", "file", "loaded")
        for svg in pictures(outputs[name])
        for element in ElementTree.fromstring(svg).iter()
        if "id" in element.attrib
    ]
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_text_findings_and_a_variable(outputs: dict[str, list[Any]]) -> None:
    assert pictures(outputs["tree"]) == []
    assert "It calms." in texts(outputs["tree"])
    shown, found = (one.data["text/plain"] for one in outputs["check"])
    assert "hangs on" in shown
    assert "line 3, column 5: U1" in found
    assert len(pictures(outputs["variable"])) == 1
    assert texts(outputs["count"]) == "3"


def test_a_file_and_a_loaded_map_are_shown(outputs: dict[str, list[Any]]) -> None:
    (dark,) = pictures(outputs["file"])
    (plain,) = pictures(outputs["loaded"])
    assert "cargo bike" in dark
    assert "cargo bike" in plain
    assert "#ffffff" in plain
    assert texts(outputs["loaded"]).startswith("<Map 'Should we swap our second car")


def test_what_the_documentation_shows_works(outputs: dict[str, list[Any]]) -> None:
    assert len(DOCUMENTED) == 3
    assert [len(pictures(outputs[f"documented {at}"])) for at in range(3)] == [0, 1, 1]
    assert "argmap check" not in texts(outputs["documented 2"])


def test_a_wide_picture_is_shrunk_to_a_notebook(outputs: dict[str, list[Any]]) -> None:
    for name, wide in (("loaded", True), ("cell", False)):
        root = ElementTree.fromstring(pictures(outputs[name])[0])
        *_, across, down = map(float, root.attrib["viewBox"].split())
        width, height = (float(root.attrib[key].removesuffix("pt")) for key in ("width", "height"))
        assert (width < across) == wide
        assert width <= 660
        assert width / height == pytest.approx(across / down, rel=0.01)


def test_without_an_engine_the_text_is_shown(outputs: dict[str, list[Any]]) -> None:
    assert pictures(outputs["no engine"]) == []
    assert texts(outputs["no engine"]) == "<Map '<cell>': 3 nodes, 2 links>"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("option", "no option `thme`. Did you mean `theme`?"),
        ("no value", "--depth takes a value"),
        ("missing", "nothing.argmap: no such file"),
        ("focus", "no node has the id 'b'"),
        ("quote", "no closing quotation"),
        ("nothing", "name one file: %argmap debate.argmap"),
        ("both", "for a file: %argmap car.argmap"),
        ("name", "`1a` is no name of a variable"),
    ],
)
def test_what_is_asked_for_wrongly_is_told_in_a_line(
    outputs: dict[str, list[Any]], cell: str, said: str
) -> None:
    (output,) = outputs[cell]
    assert output.output_type == "stream"  # no traceback
    assert output.text.startswith("UsageError: argmap: ")
    assert said in output.text
    assert output.text.count("\n") == 1


def test_errors_in_a_cell_are_told_by_line(outputs: dict[str, list[Any]]) -> None:
    assert pictures(outputs["error"]) == []
    assert texts(outputs["error"]).startswith(
        "1 error; the map can't be shown:\nline 2, column 1: E106 `clam`"
    )


def test_a_map_of_the_python_interface_is_a_picture_wherever_it_is() -> None:
    map_ = argmap.loads(TEA)
    svg = map_._repr_svg_()
    assert svg is not None
    ElementTree.fromstring(svg)
    assert repr(map_) == "<Map '<string>': 3 nodes, 2 links>"
    assert map_.nodes["tea"].into[0].head is map_.nodes["calm"]
