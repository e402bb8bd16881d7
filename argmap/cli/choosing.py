"""Which rules run on a map and which findings fail the run: options and settings, put together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.choice import DEFAULTS, Choice, check_globs, checked, choice_of, exempt_in, said_in
from argmap.cli.problems import Problem
from argmap.config import Config, ConfigError

if TYPE_CHECKING:
    from argmap.config import Configs


class Setting(NamedTuple):
    """Words that name rules, and where they come from: an option, a settings file, or nothing."""

    words: tuple[str, ...]
    origin: str | Path | None = None


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
        self.settings(Config())  # a wrong option is told before any map is read

    def config(self, name: str) -> Config:
        """The settings file of a map, a folder, or standard input."""
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
            words = {key: setting.words for key, setting in self.settings(config).items()}
            known = self._choices[config.path, exempt] = choice_of(words, config, exempt)
        return known

    def exempt(self, name: str, config: Config) -> tuple[str, ...]:
        """The beginnings of the codes that `per-file-ignores` ignores in a map."""
        return exempt_in(config, None if name == "-" else Path(name))

    def settings(self, config: Config) -> dict[str, Setting]:
        """Every key that holds rules, with where its words come from."""
        known = self._known.get(config.path)
        if known is None:
            try:
                known = {key: self._setting(key, config) for key in DEFAULTS}
                check_globs(config)
            except ConfigError as error:
                raise Problem(str(error)) from error
            self._known[config.path] = known
        return known

    def _setting(self, key: str, config: Config) -> Setting:
        options = self.options
        own = _split(options.get(key), key)
        if own is not None and not key.startswith("extend-"):
            return Setting(own, f"--{key}")
        if options.get(key.removeprefix("extend-")):
            return Setting(own or (), f"--{key}" if own else f"--{key.removeprefix('extend-')}")
        theirs = said_in(config, key)
        if own:
            return Setting((*(theirs or ()), *own), f"--{key}")
        return Setting(DEFAULTS[key]) if theirs is None else Setting(theirs, config.path)


def _split(values: Sequence[str] | None, key: str) -> tuple[str, ...] | None:
    """The words that an option holds, given once or several times, with commas or without."""
    if not values:
        return None
    words = tuple(word for value in values for word in map(str.strip, value.split(",")) if word)
    return checked(words, f"--{key}", none=key == "fail-on")
