"""What the patterns are called, the parts their premises play, what to ask of them.

`schemes.toml` beside this file holds the known ones, in the form in which a settings file adds others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from argmap.suggest import did_you_mean, nearest

#: Where the known patterns come from. The book's chapter 9 collects them; the words here are our own.
WALTON = "Walton, Reed & Macagno 2008, ch. 9"

_NO_WORD = re.compile(r"[\W_]+")
_BEFORE = re.compile(
    r"(?:an? |the )?(?:(?:argument|inference|reasoning|appeal)s? (?:from|by|to|of)|argumentum) "
)
_BEHIND = re.compile(r" (?:arguments?|schemes?|fallacy|reasoning|inference)$")

_KEYS = ("about", "also", "reference", "major", "conclusion", "optional", "deductive", "roles", "questions")


class BadScheme(Exception):
    """A pattern in a settings file that can't be read; the message says what is wrong with it."""


@dataclass(slots=True, frozen=True)
class Scheme:
    """One pattern of argument.

    `roles` are its premises by name and `questions` its critical questions by short name, each with a
    sentence on it. `major` names the general premise, `optional` those that are often left out.
    A `deductive` pattern is valid by its form and has no critical questions. `reference` says where it
    is described; it is empty for one of the user's own that gives none.
    """

    name: str
    about: str
    conclusion: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    major: str = ""
    optional: tuple[str, ...] = ()
    deductive: bool = False
    reference: str = ""

    def role(self, word: str) -> str | None:
        """The role that a person names by `word`; `major` and `minor` are understood where they fit."""
        found = _among(word, self.roles)
        if found is not None or not self.major:
            return found
        wanted = plain(word).removesuffix(" premise")
        if wanted == "major":
            return self.major
        minor = [role for role in self.roles if role != self.major]
        return minor[0] if wanted == "minor" and len(minor) == 1 else None

    def question(self, word: str) -> str | None:
        """The critical question that a person names by `word`: its short name or its words."""
        found = _among(word, self.questions)
        if found is None:
            wanted = plain(word)
            found = next((name for name, words in self.questions.items() if plain(words) == wanted), None)
        return found

    @property
    def required(self) -> tuple[str, ...]:
        """The roles without which the pattern is incomplete."""
        return tuple(role for role in self.roles if role not in self.optional)


class Library:
    """The patterns that are known: the common ones and a user's own, which come first."""

    def __init__(self, own: Iterable[Scheme] = ()) -> None:
        self._schemes = {plain(scheme.name): scheme for scheme in own}
        for scheme in _common():
            self._schemes.setdefault(plain(scheme.name), scheme)
        self._names = dict(self._schemes)
        for scheme in self._schemes.values():
            for name in scheme.also:
                self._names.setdefault(plain(name), scheme)

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self._schemes.values())

    def __len__(self) -> int:
        return len(self._schemes)

    def find(self, name: str) -> Scheme | None:
        """The pattern with this name or synonym, whatever its spelling; "argument from x" is "x"."""
        words = plain(name)
        return self._names.get(words) or self._names.get(_core(words))

    def near(self, name: str) -> Scheme | None:
        """The pattern that was perhaps meant by a name nobody knows."""
        wanted = _core(plain(name))
        found = nearest(wanted, self._schemes) or nearest(wanted, self._names)
        return None if found is None else self._names[found]

    def did_you_mean(self, name: str) -> str:
        """A hint at the pattern that was perhaps meant, or an empty string."""
        found = self.near(name)
        return f" Did you mean `{found.name}`?" if found is not None else ""


def plain(name: str) -> str:
    """A name without what spelling may differ in: case, hyphens, punctuation."""
    return _NO_WORD.sub(" ", name.casefold()).strip()


def _core(words: str) -> str:
    """A name without "argument from" before it and "argument" behind it."""
    return _BEHIND.sub("", _BEFORE.sub("", words, count=1))


def _among(word: str, names: Iterable[str]) -> str | None:
    wanted = plain(word)
    return next((name for name in names if plain(name) == wanted), None)


@cache
def _common() -> tuple[Scheme, ...]:
    import tomllib

    text = Path(__file__).with_name("schemes.toml").read_text(encoding="utf-8")
    return tuple(
        _scheme(name, table, reference="" if table.get("deductive") else WALTON)
        for name, table in tomllib.loads(text).items()
    )


def own_schemes(tables: Any) -> tuple[Scheme, ...]:
    """The patterns of a settings file's `[schemes.NAME]` tables, or `BadScheme`."""
    if not isinstance(tables, dict):
        raise BadScheme("`schemes` holds tables, such as [schemes.five-whys]")
    found = []
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise BadScheme(f"`schemes.{name}` must be a table: [schemes.{name}]")
        if not plain(name):
            raise BadScheme(f"`schemes.{name}`: a pattern needs a name")
        found.append(_scheme(name, table))
    return tuple(found)


def _scheme(name: str, table: dict[str, Any], reference: str = "") -> Scheme:
    for key in table:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f" Known keys: {', '.join(_KEYS)}."
            raise BadScheme(f"`schemes.{name}`: unknown key `{key}`.{hint}")
    about = _text(name, table, "about")
    if not about:
        raise BadScheme(f"`schemes.{name}` needs `about`: what the pattern says, in a sentence")
    scheme = Scheme(
        name=name.replace("-", " ").strip(),
        about=about,
        conclusion=_text(name, table, "conclusion"),
        roles=_texts(name, table, "roles"),
        questions=_texts(name, table, "questions"),
        also=_list(name, table, "also"),
        major=_text(name, table, "major"),
        optional=_list(name, table, "optional"),
        deductive=table.get("deductive") is True,
        reference=_text(name, table, "reference") or reference,
    )
    for key, words in (("major", [scheme.major] if scheme.major else []), ("optional", scheme.optional)):
        for word in words:
            if word not in scheme.roles:
                hint = did_you_mean(word, scheme.roles)
                raise BadScheme(f"`schemes.{name}`: `{key}` names no role: `{word}`.{hint}")
    return scheme


def _text(name: str, table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    if isinstance(value, str):
        return value.strip()
    raise BadScheme(f"`schemes.{name}`: `{key}` must be a string")


def _list(name: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.strip() for one in value)
    raise BadScheme(f"`schemes.{name}`: `{key}` must be a list of strings")


def _texts(name: str, table: dict[str, Any], key: str) -> dict[str, str]:
    value = table.get(key, {})
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return {word: text.strip() for word, text in value.items()}
    raise BadScheme(f"`schemes.{name}`: `{key}` must be a table of names and sentences")
