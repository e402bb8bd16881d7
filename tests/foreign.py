"""What the tests of several formats share: files read end to end, and files broken in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.formats import known
from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import Foreign, read_foreign

FILES = Path(__file__).parent / "formats"
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "data"


def given(path: Path) -> Given:
    return Given(str(path), path.read_bytes(), path)


def read_file(name: str, path: Path) -> Foreign:
    """A file read as a format, and its text found to be without an error."""
    foreign = read_foreign(given(path), known()[name])
    assert [d for d in foreign.diagnostics if d.code.startswith("E")] == []
    return foreign


def check_expected(name: str, path: Path) -> None:
    """Compare with the file beside it: the problems as comments, then the text."""
    foreign = read_file(name, path)
    told = "".join(f"// {problem}\n" for problem in foreign.problems)
    assert told + foreign.text == path.with_suffix(".argmap").read_text(encoding="utf-8")


def samples(*folders: str) -> list[Path]:
    """The sample files of some folders; a test is skipped where they are not."""
    found = sorted(path for folder in folders for path in (SAMPLES / folder).glob("*") if path.is_file())
    if not found:
        pytest.skip("the samples lie beside the checkout, in ../shared/data")
    return found


def draft_of(name: str, data: bytes) -> Draft | None:
    """The draft of some bytes, None where they are no file of this format."""
    message = ""
    try:
        return known()[name].read(Given("file", data))
    except Unreadable as error:
        message = str(error)
    assert message
    assert "\n" not in message
    return None


def hold_together(name: str, data: bytes) -> None:
    """Read some bytes to the end: the text composed of them has no error."""
    if draft_of(name, data) is not None:
        foreign = read_foreign(Given("file", data), known()[name])
        assert [(d.code, d.message) for d in foreign.diagnostics if d.code.startswith("E")] == []


def broken_json(text: str) -> Iterator[bytes]:
    """A JSON file with every value in turn replaced by one of another type or left out, then cut off."""
    whole = json.loads(text)
    for path in _paths(whole):
        for value in (None, 7, "", "a1", [], [None], {}, {"x": [1]}, True):
            copy = json.loads(text)
            at = copy
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            yield json.dumps(copy).encode()
        copy = json.loads(text)
        at = copy
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]
        yield json.dumps(copy).encode()
    yield from broken_bytes(text.encode())


def broken_bytes(data: bytes) -> Iterator[bytes]:
    """A file cut off at many places, with bytes that are no text, doubled, and none at all."""
    yield from (data[: len(data) * part // 40] for part in range(40))
    yield from (data[:at] + b"\xff\x00\xc3" + data[at:] for at in range(0, len(data), len(data) // 20 + 1))
    yield from (
        data + data,
        b"",
        b"\x00" * 50,
        b"null",
        b"[]",
        b"{}",
        b'"x"',
        b"[" * 100_000,
        b"<a>" * 50_000,
    )


def _paths(whole: Any) -> Iterator[list[Any]]:
    """The way to every value inside a JSON value."""
    todo: list[tuple[list[Any], Any]] = [([], whole)]
    while todo:
        path, value = todo.pop()
        if path:
            yield path
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        todo.extend(([*path, key], one) for key, one in items)


def texts_and_steps(draft: Draft) -> tuple[list[str], list[list[Any]]]:
    """A draft as `ask_arguebuf.py` tells a graph: the texts of its claims, and its steps."""
    arguments = {step.via for step in draft.steps.values()}
    kinds = {"undercut": "attack", "contradiction": "attack", "restatement": "rephrase"}

    def called(key: str) -> str:
        return fold(draft.nodes[key].text) if key in draft.nodes else f"<{kind(key)}>"

    def kind(key: str) -> str:
        meant = draft.steps[key].kind
        return kinds.get(meant, meant)

    texts = [fold(node.text) for key, node in draft.nodes.items() if key not in arguments]
    steps = [
        [kind(key), sorted(map(called, step.origins)), [called(step.target)]]
        for key, step in draft.steps.items()
    ]
    return sorted(texts), sorted(steps)


def theirs(told: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """The same of what `ask_arguebuf.py` tells."""
    steps = [
        [kind, sorted(map(fold, origins)), sorted(map(fold, targets))]
        for kind, _, origins, targets in told["steps"]
    ]
    return sorted(map(fold, told["atoms"])), sorted(steps)


def fold(text: str) -> str:
    """A text with white space of one sort."""
    return " ".join(text.split())
