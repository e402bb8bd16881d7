"""Settings from files: `argmap.toml`, or `[tool.argmap]` in a `pyproject.toml`.

The nearest one upwards from a map counts, whole; settings of several files are not merged. Which codes
exist is not known here: the command line checks those, from wherever they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.suggest import did_you_mean

if TYPE_CHECKING:
    from argmap.rules.settings import Settings

FILE = "argmap.toml"
#: The keys a person may write.
KEYS = (
    "select",
    "ignore",
    "extend-select",
    "extend-ignore",
    "per-file-ignores",
    "fail-on",
    "format",
    "width",
    "max-words",
    "loaded-words",
    "schemes",
    "render",
    "themes",
)
#: The keys of the table `render`.
RENDER_KEYS = ("theme",)


class ConfigError(Exception):
    """A settings file can't be used; the message names the file and what is wrong."""


@dataclass(slots=True, frozen=True)
class Config:
    """What one settings file says; None where it says nothing. `path` is None for no file."""

    path: Path | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: tuple[str, ...] | None = None
    format: str | None = None
    width: int | None = None
    extend_select: tuple[str, ...] | None = None
    extend_ignore: tuple[str, ...] | None = None
    #: What is set about single rules.
    rules: Settings | None = None
    #: Patterns of paths below the settings file's folder, each with what is ignored there.
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    #: The theme of pictures and pages, and the user's own ones.
    theme: str | None = None
    themes: Mapping[str, Mapping[str, Any]] | None = None

    def ignored_in(self, file: Path) -> tuple[str, ...]:
        """What `per-file-ignores` ignores in a file."""
        if not self.per_file_ignores or self.path is None:
            return ()
        from argmap.globs import matches

        try:
            inside = file.resolve().relative_to(self.path.parent)
        except ValueError:
            return ()
        return tuple(
            word for glob, words in self.per_file_ignores if matches(glob, inside.parts) for word in words
        )


class Configs:
    """Finds the settings for a folder, reading each file once."""

    def __init__(self) -> None:
        self._known: dict[Path, Config] = {}

    def for_folder(self, folder: Path) -> Config:
        """The nearest settings upwards from a folder; empty ones where there are none."""
        folder = folder.resolve()
        passed: list[Path] = []
        found = Config()
        for place in (folder, *folder.parents):
            if place in self._known:
                found = self._known[place]
                break
            passed.append(place)
            here = _in_folder(place)
            if here is not None:
                found = here
                break
        for place in passed:
            self._known[place] = found
        return found


def _in_folder(folder: Path) -> Config | None:
    own = folder / FILE
    if own.is_file():
        return _config(own, _load(own))
    project = folder / "pyproject.toml"
    if project.is_file():
        tool = _load(project).get("tool")
        table = tool.get("argmap") if isinstance(tool, dict) else None
        if isinstance(table, dict):
            return _config(project, table)
    return None


def _load(path: Path) -> dict[str, Any]:
    import tomllib  # most folders have no settings

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error


def _config(path: Path, table: dict[str, Any]) -> Config:
    _known(path, table, KEYS)
    return Config(
        path,
        select=_words(path, table, "select"),
        ignore=_words(path, table, "ignore"),
        fail_on=_words(path, table, "fail-on"),
        format=_word(path, table, "format"),
        width=_number(path, table, "width"),
        extend_select=_words(path, table, "extend-select"),
        extend_ignore=_words(path, table, "extend-ignore"),
        per_file_ignores=_by_glob(path, table, "per-file-ignores"),
        rules=_rules(path, table),
        theme=_theme(path, table),
        themes=_themes(path, table),
    )


def _known(path: Path, table: dict[str, Any], keys: tuple[str, ...], where: str = "") -> None:
    """Refuse keys that nobody knows."""
    for key in table:
        if key not in keys:
            hint = did_you_mean(key.replace("_", "-"), keys) or f" Known keys: {', '.join(keys)}."
            raise ConfigError(f"{path}: unknown key `{key}`{where}.{hint}")


def _theme(path: Path, table: dict[str, Any]) -> str | None:
    """The theme that `[render]` names; a file's path counts from the settings file's folder."""
    render = table.get("render", {})
    if not isinstance(render, dict):
        raise ConfigError(f'{path}: `render` must be a table, such as {{theme = "dark"}}')
    _known(path, render, RENDER_KEYS, " in `render`")
    name = _word(path, render, "theme")
    if name is not None and name.endswith(".toml"):
        return str(path.parent / name)
    return name


def _themes(path: Path, table: dict[str, Any]) -> Mapping[str, Mapping[str, Any]] | None:
    """The user's own themes, each checked."""
    themes = table.get("themes")
    if themes is None:
        return None
    if not isinstance(themes, dict) or not all(isinstance(one, dict) for one in themes.values()):
        raise ConfigError(f"{path}: `themes` must hold tables, such as [themes.mine]")
    from argmap.render.theme import ThemeError, load_theme

    try:
        for name in themes:
            load_theme(name, themes)
    except ThemeError as error:
        raise ConfigError(f"{path}: {error}") from error
    return themes


def _rules(path: Path, table: dict[str, Any]) -> Settings | None:
    """The settings of single rules, where there are any."""
    if not {"max-words", "loaded-words", "schemes"} & table.keys():
        return None
    from argmap.rules.settings import MAX_WORDS, Settings
    from argmap.schemes import BadScheme, own_schemes

    most = _number(path, table, "max-words")
    try:
        schemes = own_schemes(table.get("schemes", {}))
    except BadScheme as error:
        raise ConfigError(f"{path}: {error}") from error
    return Settings(
        max_words=MAX_WORDS if most is None else most,
        loaded_words=_words(path, table, "loaded-words"),
        schemes=schemes,
    )


def _words(path: Path, table: dict[str, Any], key: str) -> tuple[str, ...] | None:
    """A list of strings, or one string with commas in it."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigError(f'{path}: `{key}` must be a list of strings, such as ["U", "S1"]')
    return tuple(one.strip() for one in value if one.strip())


def _by_glob(path: Path, table: dict[str, Any], key: str) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    """A table of patterns, each with a list of words."""
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ConfigError(f'{path}: `{key}` must be a table, such as {{"drafts/*" = ["U"]}}')
    try:
        return tuple((glob, _words(path, value, glob) or ()) for glob in value)
    except ConfigError as error:
        raise ConfigError(f"{error}, in `{key}`") from error


def _word(path: Path, table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None or isinstance(value, str):
        return value
    raise ConfigError(f"{path}: `{key}` must be a string")


def _number(path: Path, table: dict[str, Any], key: str) -> int | None:
    value = table.get(key)
    if value is None or (type(value) is int and value > 0):
        return value
    raise ConfigError(f"{path}: `{key}` must be a number above 0")
