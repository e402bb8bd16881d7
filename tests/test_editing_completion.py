"""What may be written where: cases say a line with a mark in it, and what is offered there."""

from __future__ import annotations

import pytest

from argmap.editing.completion import complete
from argmap.editing.describe import about
from argmap.session.workspace import Workspace

from .cases import case_files, read_case

CURSOR = "‸"


def cases():
    for path in case_files("completion"):
        parts = read_case(path)
        for line in parts.pop("offers").splitlines():
            before, _, expected = line.partition(CURSOR)
            yield pytest.param(
                parts, before, expected.strip(), id=f"{path.stem}: {before.strip() or '(blank)'}"
            )


def opened(tmp_path, files, line):
    """The case's map with a line in its place, open; and where the line ends."""
    for name, text in files.items():
        if name != "input":
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    (tmp_path / "argmap.toml").write_text("", "utf-8")
    before, _, after = files["input"].partition("@@")
    document = Workspace().open("uri", tmp_path / "map.argmap", before + line + after)
    return document, len(before) + len(line)


@pytest.mark.parametrize(("files", "line", "expected"), list(cases()))
def test_what_is_offered(files, line, expected, tmp_path):
    document, offset = opened(tmp_path, files, line)
    found = complete(document, offset)
    if expected == "none":
        assert found is None
        return
    how, _, names = expected.partition(" ")
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    labels = [offer.label for offer in found.offers]
    if how == "=":
        assert labels == wanted
    elif how == "+":
        assert set(wanted) <= set(labels)
    else:
        assert how == "-"
        assert labels
        assert not set(wanted) & set(labels)
    # what is replaced is the word before the mark
    replaced = document.source.text[found.start : found.end]
    assert line.endswith(replaced)
    assert not replaced or not replaced[0].isspace()


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("  prem", "premise", "It is so."),
        ("  premise be", "beta", ""),
        ("  rebuttal @a", "@ana", ": It is not."),
        ("  reb", "rebuttal …", "beta"),
        ("  con", "concession", "ana"),
        ("    no", "note", "Remark."),
    ],
)
def test_a_line_made_of_an_offer_has_no_error(line, label, rest):
    text = f"speaker ana: Ana\nclaim beta @ana: Two.\nclaim alpha @ana: One.\n{line}"
    if label == "note":
        text = text.replace("    no", "  premise: Three.\n    no")
    document = Workspace().open("u", None, text)
    found = complete(document, len(text))
    (offer,) = [each for each in found.offers if each.label == label]
    done = Workspace().open("u", None, text[: found.start] + offer.insert + rest + "\n")
    assert not [each.code for each in done.findings() if each.code[0] == "E"]
    assert not done.syntax_diagnostics


def test_a_large_map_offers_the_first_and_says_that_there_are_more():
    text = "".join(f"claim c{number}: Text {number}.\n" for number in range(1000)) + "claim "
    found = complete(Workspace().open("u", None, text), len(text))
    assert len(found.offers) == 200
    assert found.more
    text += "c99"
    found = complete(Workspace().open("u", None, text), len(text))
    assert [each.label for each in found.offers] == ["c99", *(f"c99{n}" for n in range(10))]
    assert not found.more


def test_an_offer_is_described_when_it_is_looked_at():
    text = "speaker ana: Ana *A*\nclaim a @ana: Some <b>text</b>.\n  rebuttal r: No.\nclaim "
    document = Workspace().open("u", None, text)
    offers = {each.label: each for each in complete(document, len(text)).offers}
    told = about(document, offers["a"].about)
    assert "Some &lt;b&gt;text&lt;/b&gt;." in told  # nothing in a text marks anything up
    assert "falls" in told
    assert "`r`" in told
    assert "Ana \\*A\\*" in about(document, offers["@ana"].about)


def test_forms_name_the_speakers_where_one_has_to_be_named():
    text = "speaker ana: Ana\nspeaker ben: Ben\nclaim a @ana: A\n  "
    document = Workspace().open("u", None, text)
    forms = {each.label: each.form for each in complete(document, len(text)).offers}
    assert forms["rebuttal"] == "rebuttal @${1|ana,ben|}: $0"
    assert forms["premise"] == "premise: $0"
    by = Workspace().open("u", None, "map: M\n  by: ana\n" + text)
    forms = {each.label: each.form for each in complete(by, len(by.source.text)).offers}
    assert forms["rebuttal"] == "rebuttal: $0"


def test_what_is_called_so_comes_before_what_goes_by_that_name_too(tmp_path):
    document, offset = opened(tmp_path, {"input": "claim a: A\n@@\n"}, "  ignore: U")
    labels = [offer.label for offer in complete(document, offset).offers]
    own = [label for label in labels if label.startswith("U")]
    assert labels[: len(own)] == own
    assert "E301" in labels[len(own) :]  # unknown-id
