"""What a Carneades file tells beside its graph: metadata, references, rules; each in its place in a draft."""

from __future__ import annotations

import re

from argmap.formats.carneades.graph import Graph
from argmap.formats.carneades.tree import Value, lines_of, one_line
from argmap.formats.draft import Draft, DraftNode, DraftSection, DraftSource, DraftSpeaker, DraftStep, Place
from argmap.syntax.words import KEYS_OF

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")


class Told:
    """Puts what a graph tells into its draft. `ours` tells whether argmap wrote the file."""

    def __init__(self, graph: Graph, draft: Draft, ours: bool) -> None:
        self.graph = graph
        self.draft = draft
        self.ours = ours

    def head(self) -> None:
        """Title, notes, and as comments what nothing here applies."""
        draft, graph = self.draft, self.graph
        rest = dict(graph.meta)
        draft.title = (
            one_line(rest.pop("title", None)) if not isinstance(rest.get("title"), list | dict) else ""
        )
        if self.ours:
            del rest["generator"]
            self._speakers(rest.pop("speakers", None))
            self._sections(rest.pop("sections", None))
            for key in ("by", "ignore"):
                if isinstance(rest.get(key), list):
                    draft.properties[key] = texts(rest.pop(key))
        author, date = rest.get("author"), one_line(rest.get("date"))
        if isinstance(author, str):
            draft.properties["author"] = one_line(rest.pop("author"))
        if _DATE.match(date) or (self.ours and date):
            draft.properties["date"] = date
            del rest["date"]
        if self.ours and one_line(rest.get("language")):
            draft.properties["language"] = one_line(rest.pop("language"))
        notes: list[str] = []
        for key in ("note", "notes"):
            if isinstance(rest.get(key), str | list):
                notes += texts(rest.pop(key))
        draft.properties["note"] = [
            *notes,
            *lines_of(rest),
            *(line for key, value in graph.other.items() for line in lines_of({key: value})),
        ]
        for key, template in graph.language.items():
            draft.comments.append(f"language {key}: {template}")
        for key, value in graph.theory.items():
            if key == "argument_schemes" and isinstance(value, list) and self.ours:
                continue  # only their names, which stand at the arguments
            for one in value if isinstance(value, list) else [value]:
                draft.comments.append(f"{key}: {'; '.join(lines_of(one))}")
        by_label: dict[str, list[str]] = {}
        for key, label in graph.expected.items():
            by_label.setdefault(label, []).append(key)
        draft.comments += [f"expected {label}: {', '.join(keys)}" for label, keys in by_label.items()]
        if any(
            isinstance(one, dict) and one.get("conclusions") is not None
            for one in members(graph.theory.get("argument_schemes"))
        ):
            draft.problem("its argument schemes are rules; the arguments they would make are not made")

    def _speakers(self, value: Value) -> None:
        """The speakers of a file that argmap wrote."""
        for key, one in value.items() if isinstance(value, dict) else ():
            rest = dict(one) if isinstance(one, dict) else {}
            speaker = DraftSpeaker(one_line(rest.pop("name", None)) or key)
            speaker.side = one_line(rest.pop("side", None)) or None
            for name, said in rest.items():
                speaker.properties[name] = texts(said) if name == "note" else one_line(said)
            self.draft.speakers[key] = speaker

    def _sections(self, value: Value) -> None:
        """The sections of a file that argmap wrote."""
        for key, one in value.items() if isinstance(value, dict) else ():
            rest = dict(one) if isinstance(one, dict) else {}
            parent = one_line(rest.pop("parent", None))
            section = DraftSection(
                one_line(rest.pop("title", None)),
                parent if parent in self.draft.sections else None,
                name=None if "~" in key else key,
            )
            for name, said in rest.items():
                section.properties[name] = texts(said)
            self.draft.sections[key] = section

    def references(self) -> None:
        """What may be cited."""
        for key, value in self.graph.references.items():
            source = DraftSource(key)
            rest = dict(value) if isinstance(value, dict) else {"": value}
            for name in ("title", "description"):
                if isinstance(rest.get(name), str):
                    source.description = one_line(rest.pop(name))
                    break
            for name in KEYS_OF["source"] if self.ours else ("url", "author", "date"):
                if name == "note" or not isinstance(rest.get(name), str):
                    continue
                if self.ours or name != "date" or _DATE.match(one_line(rest[name])):
                    source.properties[name] = one_line(rest.pop(name))
            mapped = one_line(rest.pop("mapped", None)) == "true" if self.ours else False
            if mapped:
                self.draft.properties.setdefault("of", []).append(key)
            notes = []
            if isinstance(rest.get("note"), str | list):
                notes = texts(rest.pop("note"))
            if notes := [*notes, *lines_of(rest)]:
                source.properties["note"] = notes
            self.draft.sources[key] = source

    def meta(self, thing: DraftNode | DraftStep, meta: dict[str, Value]) -> None:
        """What metadata say of a node or step, each in its place."""
        properties = thing.properties
        for key, value in meta.items():
            worded = isinstance(value, str | list)
            if key in ("speaker", "speakers") and worded:
                thing.speakers = tuple(dict.fromkeys((*(thing.speakers or ()), *texts(value))))
                for name in thing.speakers:
                    self.draft.speakers.setdefault(name, DraftSpeaker(name))
            elif key in ("tag", "tags") and worded:
                thing.tags = (*thing.tags, *texts(value))
            elif key == "implicit" and true(value):
                thing.tags = ("implicit", *thing.tags)
            elif key in ("note", "notes") and worded:
                properties.setdefault("note", []).extend(texts(value))
            elif key == "date" and (_DATE.match(one_line(value)) or (self.ours and one_line(value))):
                properties["date"] = one_line(value)
            elif key == "weight" and weight(value) is not None:
                properties["weight"] = weight(value)
            elif key == "restates" and worded and self.ours:
                for other in texts(value):
                    self.draft.step("restatement", thing.key, other)
            elif key == "source" and worded and self._places(value):
                thing.citations = self._places(value)
            elif key == "assumed" and true(value):
                properties["assumed"] = True
            elif key == "quote" and self.ours and isinstance(value, list):
                properties["quote"] = [
                    (one_line(one.get("text")), self._places(one.get("source")))
                    for one in value
                    if isinstance(one, dict)
                ]
            elif key == "ignore" and self.ours and worded:
                properties["ignore"] = texts(value)
            elif self.ours and isinstance(value, str):
                properties[key] = one_line(value)
            else:
                properties.setdefault("note", []).extend(lines_of({key: value}))

    def _places(self, value: Value) -> tuple[Place, ...]:
        """Citations, if all that is named are sources of the file."""
        places: list[Place] = []
        for text in texts(value):
            key, mark, anchor = text.partition("#")
            if key not in self.graph.references or (mark and not re.fullmatch(r"[^\s,\[\]]+", anchor)):
                return ()
            places.append((key, anchor or None))
        return tuple(places)


def texts(value: Value) -> list[str]:
    """A text or list of texts, whatever else is in it as lines."""
    members = value if isinstance(value, list) else [value]
    return [
        text
        for one in members
        for text in (lines_of(one) if isinstance(one, list | dict) else [one_line(one)])
        if text
    ]


def members(value: Value) -> list[Value]:
    return value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []


def true(value: Value) -> bool:
    """Whether a value says yes."""
    return one_line(value).lower() in ("true", "yes")


def weight(value: Value) -> float | None:
    try:
        weight = float(one_line(value))
    except ValueError:
        return None
    return weight if 0 <= weight <= 1 else None
