"""Which rules run on a map and which findings fail the run: options and settings, put together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.cli.problems import Problem

if TYPE_CHECKING:
    from argmap.config import Config, Configs
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


class Setting(NamedTuple):
    """Words that name rules, and where they come from: an option, a settings file, or nothing."""

    words: tuple[str, ...]
    origin: str | Path | None = None


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


@dataclass(slots=True, eq=False)
class Chooser:
    """Finds the settings of each map and puts the options before them.

    An option replaces the key of its name. `--select` also replaces `extend-select`, and `--ignore`
    `extend-ignore`, so that the command line can say all there is to say; `--extend-select` and
    `--extend-ignore` add to whatever else holds.
    """

    configs: Configs
    options: Mapping[str, Sequence[str] | None]
    _known: dict[Path | None, dict[str, Setting]] = field(default_factory=dict)
    _folders: dict[str, Config] = field(default_factory=dict)
    _choices: dict[tuple[Path | None, tuple[str, ...]], Choice] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from argmap.config import Config

        self.settings(Config())  # a wrong option is told before any map is read

    def config(self, name: str) -> Config:
        """The settings file of a map, a folder, or standard input."""
        from argmap.config import ConfigError

        path = Path(name)
        folder = Path.cwd() if name == "-" else path if path.is_dir() else path.parent
        try:
            return self.configs.for_folder(folder)
        except ConfigError as error:
            raise Problem(str(error)) from error

    def _of_file(self, name: str) -> Config:
        """The settings file of a map; asked for once for all maps in a folder."""
        folder = os.path.dirname(name)  # noqa: PTH120
        if name == "-" or folder not in self._folders:
            self._folders[folder] = self.config(name)
        return self._folders[folder]

    def choice(self, name: str) -> Choice:
        """What holds for one map."""
        config = self._of_file(name)
        exempt = self.exempt(name, config)
        known = self._choices.get((config.path, exempt))
        if known is None:
            held = self.settings(config)
            known = self._choices[config.path, exempt] = Choice(
                select=held["select"].words,
                extend_select=held["extend-select"].words,
                ignore=held["ignore"].words,
                extend_ignore=held["extend-ignore"].words,
                failing=_beginnings(held["fail-on"].words),
                exempt=exempt,
                rules=config.rules,
            )
        return known

    def exempt(self, name: str, config: Config) -> tuple[str, ...]:
        """The beginnings of the codes that `per-file-ignores` ignores in a map."""
        if name == "-" or not config.per_file_ignores:
            return ()
        return _beginnings(config.ignored_in(Path(name)))

    def settings(self, config: Config) -> dict[str, Setting]:
        """Every key that holds rules, with where its words come from."""
        known = self._known.get(config.path)
        if known is None:
            known = {key: self._setting(key, config) for key in DEFAULTS}
            for glob, words in config.per_file_ignores or ():
                _checked(words, f"{config.path}: `per-file-ignores`, `{glob}`")
            self._known[config.path] = known
        return known

    def _setting(self, key: str, config: Config) -> Setting:
        options = self.options
        own = _split(options.get(key), key)
        if own is not None and not key.startswith("extend-"):
            return Setting(own, f"--{key}")
        if options.get(key.removeprefix("extend-")):
            return Setting(own or (), f"--{key}" if own else f"--{key.removeprefix('extend-')}")
        theirs: tuple[str, ...] | None = getattr(config, key.replace("-", "_"))
        if theirs is not None:
            theirs = _checked(theirs, f"{config.path}: `{key}`", none=key == "fail-on")
        if own:
            return Setting((*(theirs or ()), *own), f"--{key}")
        return Setting(DEFAULTS[key]) if theirs is None else Setting(theirs, config.path)


def _split(values: Sequence[str] | None, key: str) -> tuple[str, ...] | None:
    """The words that an option holds, given once or several times, with commas or without."""
    if not values:
        return None
    words = tuple(word for value in values for word in map(str.strip, value.split(",")) if word)
    return _checked(words, f"--{key}", none=key == "fail-on")


def _checked(words: tuple[str, ...], where: str, none: bool = False) -> tuple[str, ...]:
    """The words if each names a rule or several; `none` may stand alone for no rule at all."""
    from argmap.rules.table import unknown_code

    if none and words == ("none",):
        return ()
    for word in words:
        message = unknown_code(word)
        if message is not None:
            raise Problem(f"{where}: {message}")
    return words


def _beginnings(words: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of codes that words mean; `all` means every code's."""
    from argmap.rules.table import prefix_of

    return tuple(prefix for word in words if (prefix := prefix_of(word)) is not None)
