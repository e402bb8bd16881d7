"""What docs/editors.md shows does what it says, in the editors that can be run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from tests.laid_out import optional_command
from tests.test_editors_vim import ON, run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
#: The blocks of each section, in order.
BLOCKS = {
    section.partition("\n")[0]: re.findall(r"^```\w+\n(.*?)^```$", section, re.M | re.S)
    for section in PAGE.split("\n## ")
}


def in_place(text: str) -> str:
    return text.replace("/path/to/argmap", str(ROOT))


def test_each_editor_is_set_up_in_under_ten_lines() -> None:
    assert len(BLOCKS) > 8
    for section, blocks in BLOCKS.items():
        assert len("".join(blocks).splitlines()) < 10, section


def test_every_path_it_names_is_there() -> None:
    for name in re.findall(r"(?<![\w/])(?:/path/to/argmap/|\.\./)?(editors(?:/[\w.-]+)*)", PAGE):
        if not name.endswith(".vsix"):
            assert (ROOT / name).exists() or name == "editors.md", name


def test_neovim_starts_the_server_in_a_map(tmp_path: Path) -> None:
    optional_command("nvim")
    (settings,) = BLOCKS["Neovim"]
    (tmp_path / "init.lua").write_text(in_place(settings), encoding="utf-8")
    # Debian 12 has a Neovim from before `vim.lsp.start`
    told = "vim.lsp.start = function(given) vim.fn.writefile({vim.json.encode(given)}, 'told') end"
    (tmp_path / "a.argmap").write_text("claim a: A.\n", encoding="utf-8")
    kind = "call writefile([&filetype, b:current_syntax], 'kind')"
    # which Neovim turns on by itself, behind one's own settings
    run("nvim", tmp_path, f"lua {told}", "luafile init.lua", *ON, "edit a.argmap", kind, ours=False)
    assert (tmp_path / "kind").read_text(encoding="utf-8").split() == ["argmap", "argmap"]
    given = json.loads((tmp_path / "told").read_text(encoding="utf-8"))
    assert given == {"name": "argmap", "cmd": ["argmap", "lsp"], "root_dir": str(tmp_path.resolve())}


def test_vim_knows_a_map_and_its_server(tmp_path: Path) -> None:
    optional_command("vim")
    settings, server = BLOCKS["Vim"]
    (tmp_path / "vimrc").write_text(in_place(settings), encoding="utf-8")
    plugin = "function LspAddServer(given)\n  call writefile([json_encode(a:given)], 'told')\nendfunction\n"
    (tmp_path / "server.vim").write_text(plugin + server, encoding="utf-8")
    (tmp_path / "a.argmap").write_text("claim a: A.\n", encoding="utf-8")
    kind = "call writefile([&filetype, b:current_syntax], 'kind')"
    run("vim", tmp_path, "source vimrc", "source server.vim", "edit a.argmap", kind, ours=False)
    (given,) = json.loads((tmp_path / "told").read_text(encoding="utf-8"))
    assert (given["filetype"], [given["path"], *given["args"]]) == (["argmap"], ["argmap", "lsp"])
    assert (tmp_path / "kind").read_text(encoding="utf-8").split() == ["argmap", "argmap"]


def test_kates_settings_name_our_definition() -> None:
    (settings,) = BLOCKS["Kate"]
    server = json.loads(settings)["servers"]["argmap"]
    assert server["command"] == ["argmap", "lsp"]
    definition = (ROOT / "editors" / "kate" / "argmap.xml").read_text(encoding="utf-8")
    name = re.search(r'<language name="(\w+)"', definition)
    assert name is not None
    assert re.fullmatch(server["highlightingModeRegex"], name[1])


def test_the_script_that_makes_the_extension_names_its_file() -> None:
    script, install = BLOCKS["Visual Studio Code"][0].splitlines()
    package = shlex.split(script, comments=True)[0]
    assert (ROOT / package).stat().st_mode & 0o100
    made = Path(shlex.split(install)[-1])
    assert made.parent == Path(package).parent
    scripts = json.loads((ROOT / made.parent / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert scripts["package"].endswith(f" {made.name}")
