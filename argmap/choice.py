"""Which rules run on a map and which findings fail, as settings files say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.config import Config, ConfigError

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.rules.settings import Settings

#: What fails a run unless told otherwise: what is wrong with the map, not what is true of the debate.
FAIL_ON = ("E", "S2")

#: The keys that hold rules, and what holds where nobody says anything.
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "select": (),
    "extend-select": (),
    "ignore": (),
    "extend-ignore": (),
    "fail-on": FAIL_ON,
}


class Choice(NamedTuple):
    """What holds for one map. `failing` are beginnings of codes; `exempt` those of its `per-file-ignores`."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    failing: tuple[str, ...] = FAIL_ON
    exempt: tuple[str, ...] = ()
    rules: Settings | None = None

    @property
    def running(self) -> dict[str, Any]:
        """What decides what is found: which rules run, and what is set about them."""
        return {
            "select": self.select,
            "extend_select": self.extend_select,
            "ignore": self.ignore,
            "extend_ignore": self.extend_ignore,
            "settings": self.rules,
        }

    def without_exempt(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """The findings that `per-file-ignores` leaves."""
        return [each for each in found if not each.code.startswith(self.exempt)] if self.exempt else found


def choice_in(config: Config, file: Path | None) -> Choice:
    """What a settings file chooses for a map (None for one that has no file).

    Raises `ConfigError` where it names a rule there isn't.
    """
    words: dict[str, tuple[str, ...]] = {}
    for key, default in DEFAULTS.items():
        said = said_in(config, key)
        words[key] = default if said is None else said
    check_globs(config)
    return choice_of(words, config, exempt_in(config, file))


def choice_of(words: Mapping[str, tuple[str, ...]], config: Config, exempt: tuple[str, ...]) -> Choice:
    """The words of each key, put together."""
    return Choice(
        select=words["select"],
        extend_select=words["extend-select"],
        ignore=words["ignore"],
        extend_ignore=words["extend-ignore"],
        failing=beginnings(words["fail-on"]),
        exempt=exempt,
        rules=config.rules,
    )


def said_in(config: Config, key: str) -> tuple[str, ...] | None:
    """What a settings file says under a key that holds rules, or None where it says nothing."""
    said: tuple[str, ...] | None = getattr(config, key.replace("-", "_"))
    return None if said is None else checked(said, f"{config.path}: `{key}`", none=key == "fail-on")


def check_globs(config: Config) -> None:
    """Refuse unknown codes in `per-file-ignores`."""
    for glob, words in config.per_file_ignores or ():
        checked(words, f"{config.path}: `per-file-ignores`, `{glob}`")


def exempt_in(config: Config, file: Path | None) -> tuple[str, ...]:
    """The beginnings of the codes that `per-file-ignores` ignores in a map."""
    if file is None or not config.per_file_ignores:
        return ()
    return beginnings(config.ignored_in(file))


def checked(words: tuple[str, ...], where: str, none: bool = False) -> tuple[str, ...]:
    """The words if each names a rule or several; `none` may stand alone for no rule at all."""
    from argmap.rules.table import unknown_code

    if none and words == ("none",):
        return ()
    for word in words:
        message = unknown_code(word)
        if message is not None:
            raise ConfigError(f"{where}: {message}")
    return words


def beginnings(words: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of codes that words mean; `all` means every code's."""
    from argmap.rules.table import prefix_of

    return tuple(prefix for word in words if (prefix := prefix_of(word)) is not None)
