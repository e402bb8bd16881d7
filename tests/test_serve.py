"""`argmap serve`: who is answered, what an open page is sent, that it is whole whatever an editor does."""

from __future__ import annotations

import asyncio
import http.client
import queue
import re
import socket
import sys
import threading
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from argmap.page.build import Parts
from argmap.render.errors import RenderError
from argmap.serve.board import Reading
from tests.conftest import Argmap
from tests.preview import HOST, PATIENCE, TOKEN, Serving, ask, previewing, reader, serving, until_changed

MAP = (
    "map: Car\n\nclaim swap: Sell the car.\n  premise dear: It is dear.\n  rebuttal ice: Mornings are icy.\n"
)
__all__ = ["serving"]

PAGE = f"/{TOKEN}/"
EVENTS = f"/{TOKEN}/events"


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 2 * PATIENCE))


@pytest.fixture
def car(tmp_path: Path) -> Path:
    """A map, by itself in its project folder."""
    file = tmp_path / "car.argmap"
    file.write_text(MAP)
    return file


# -- who is answered ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        (PAGE, "GET", {}, 200),
        (PAGE, "GET", {"host": "localhost:1234"}, 200),
        (PAGE, "GET", {"host": "127.0.0.1"}, 200),
        (PAGE, "GET", {"origin": f"http://{HOST}"}, 200),
        # a link in another program's page is followed by someone who knows the address
        (PAGE, "GET", {"sec-fetch-site": "cross-site"}, 200),
        (PAGE[:-1], "GET", {}, 308),
        # no token, or another one
        ("/", "GET", {}, 403),
        ("/favicon.ico", "GET", {}, 403),
        ("/events", "GET", {}, 403),
        (f"/{TOKEN[:-1]}/", "GET", {}, 403),
        (f"/{TOKEN}x/", "GET", {}, 403),
        (f"/{TOKEN.upper()}/", "GET", {}, 403),
        (f"//{TOKEN}/", "GET", {}, 403),
        (f"/?{TOKEN}", "GET", {}, 403),
        ("/\udce9/".encode("utf-8", "surrogateescape").decode("latin-1"), "GET", {}, 403),
        # another name that leads here, or none
        (PAGE, "GET", {"host": "evil.example"}, 421),
        (PAGE, "GET", {"host": "evil.example:8000"}, 421),
        (PAGE, "GET", {"host": "127.0.0.1.evil.example"}, 421),
        (PAGE, "GET", {"host": "127.0.0.1:8000@evil.example"}, 421),
        (PAGE, "GET", {"host": "0.0.0.0:8000"}, 421),
        (PAGE, "GET", {"host": "[::1]:8000"}, 421),
        (PAGE, "GET", {"host": ""}, 421),
        (PAGE, "GET", {"host": None}, 421),
        # another page asks
        (PAGE, "GET", {"origin": "http://evil.example"}, 403),
        (PAGE, "GET", {"origin": "null"}, 403),
        (PAGE, "GET", {"origin": f"https://{HOST}"}, 403),
        (EVENTS, "GET", {"origin": "http://127.0.0.1:9999"}, 403),
        (EVENTS, "GET", {"sec-fetch-site": "cross-site"}, 403),
        (EVENTS, "GET", {"sec-fetch-site": "same-site"}, 403),
        # anything but looking
        *(
            (PAGE, method, {}, 405)
            for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE")
        ),
        # nothing else is served
        (f"{PAGE}car.argmap", "GET", {}, 404),
        (f"{PAGE}../car.argmap", "GET", {}, 404),
        (f"{PAGE}../../../../etc/passwd", "GET", {}, 404),
        (f"{PAGE}/etc/passwd", "GET", {}, 404),
        (f"{PAGE}%2e%2e/car.argmap", "GET", {}, 404),
        (f"{PAGE}assets/live.js", "GET", {}, 404),
        (f"{EVENTS}/", "GET", {}, 404),
    ],
)
def test_who_is_answered(car: Path, path: str, method: str, headers: dict[str, str], status: int) -> None:
    async def work() -> None:
        async with previewing(car) as preview:
            answer = await ask(preview.app, path, method, headers)
            assert answer.status == status
            assert ("Sell the car." in answer.text) == (status == 200)
            assert TOKEN not in answer.text
            told = answer.headers
            assert told["cache-control"] == "no-store"
            assert told["x-frame-options"] == "DENY"
            assert told["x-content-type-options"] == "nosniff"
            assert told["referrer-policy"] == "no-referrer"
            assert told["cross-origin-resource-policy"] == "same-origin"
            assert "frame-ancestors 'none'" in told["content-security-policy"]
            assert "set-cookie" not in told
            assert "access-control-allow-origin" not in told
            if status == 405:
                assert told["allow"] == "GET"

    run(work())


def test_the_policy_of_the_page(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview:
            policy = (await preview.get()).headers["content-security-policy"]
            rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
            assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
            assert rules["connect-src"] == "'self'"
            assert re.fullmatch(r"('sha256-[\w+/=]+' ?)+", rules["script-src"])
            assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["style-src"])

    run(work())


def test_an_address_for_the_browsers_command_line_works_once(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview:
            once = preview.app.ticket()
            assert TOKEN not in once
            first, second = await preview.get(once), await preview.get(once)
            assert (first.status, first.headers["location"]) == (303, PAGE)
            assert (second.status, second.headers.get("location")) == (403, None)

    run(work())


def test_no_websocket(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview:
            sent: list[Any] = []

            async def send(message: Any) -> None:
                sent.append(message["type"])

            scope = {"type": "websocket", "path": EVENTS, "headers": [(b"host", HOST.encode())]}
            await preview.app(scope, asyncio.Queue().get, send)
            assert sent == ["websocket.close"]

    run(work())


# -- what an open page is sent ------------------------------------------------------------------------


def test_a_save_is_sent_whole_and_to_every_tab(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as one, preview.tab() as other:
            car.write_text(MAP + "    premise frost: There was frost.\n")
            preview.change()
            for tab in (one, other):
                sent = await tab.update()
                assert (sent["errors"], sent["problem"], sent["drawing"]) == ([], "", False)
                parts = sent["parts"]
                assert "There was frost." in parts["outline"]
                assert 'id="node-frost"' in parts["svg"]
                assert [row[0] for row in parts["data"]["nodes"]] == ["swap", "dear", "ice", "frost"]
                assert parts["title"] == "Car"
            assert "There was frost." in (await preview.get()).text

    run(work())


def test_a_tab_that_slept_is_sent_the_newest_only(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as watching:
            asleep = preview.board.version
            for number in range(3):
                car.write_text(MAP.replace("icy", f"icy {number}"))
                preview.change()
                await watching.update()
            async with preview.tab(since=asleep) as tab:
                assert "icy 2" in (await tab.update())["parts"]["outline"]
            # as a browser asks by itself when its connection broke
            async with preview.tab(since=0, **{"last-event-id": str(asleep)}) as tab:
                assert "icy 2" in (await tab.update())["parts"]["outline"]
            async with preview.tab(since=10**12) as tab:
                assert "icy 2" in (await tab.update())["parts"]["outline"]

    run(work())


def test_a_save_that_changes_nothing_is_not_sent(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            before = preview.board.version
            car.write_text(MAP + "// a comment\n")
            preview.change()
            car.write_text(MAP.replace("Car", "Bike"))
            preview.change()
            assert (await tab.update())["parts"]["title"] == "Bike"
            assert preview.board.version == before + 1

    run(work())


def test_errors_are_told_with_their_lines_over_what_could_be_read(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            car.write_text(MAP.replace("rebuttal ice", "rebutal ice") + 'premise: </script><b>"x"\n')
            preview.change()
            sent = await tab.update()
            first, second = sent["errors"]
            assert first["place"].endswith("car.argmap:5:3")
            assert (first["code"], first["line"]) == ("E106", ["  ", "rebutal", " ice: Mornings are icy."])
            assert "`rebuttal`" in first["message"]
            assert (second["code"], second["place"].rpartition("car.argmap")[2]) == ("E201", ":6:1")
            assert "Sell the car." in sent["parts"]["outline"]
            text = (await preview.get()).text
            assert "</script><b>" not in text
            assert "E106" in text  # a page opened now shows them too
            car.write_text(MAP)
            preview.change()
            assert (await tab.update())["errors"] == []

    run(work())


def test_many_errors_are_counted_and_not_all_told(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            car.write_text(MAP + "premise: Astray.\n" * 400)
            preview.change()
            sent = await tab.update()
            assert sent["total"] == 400
            assert len(sent["errors"]) == 50

    run(work())


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (None, "no such file"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"\0\1", "is a binary file"),
    ],
)
def test_a_map_that_can_not_be_read_leaves_the_last_picture(
    car: Path, broken: bytes | None, words: str
) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            seen = preview.board.version
            if broken is None:
                car.unlink()
            else:
                car.write_bytes(broken)
            preview.change()
            sent = await tab.update()
            assert words in sent["problem"]
            assert "the last picture" in sent["problem"]
            assert "parts" not in sent  # the page has them
            text = (await preview.get()).text
            assert words in text
            assert "Sell the car." in text
            car.write_text(MAP)  # and back, as it was
            preview.change()
            sent = await tab.update()
            assert (sent["problem"], "parts" in sent) == ("", False)
            async with preview.tab(since=seen) as late:
                assert "parts" not in await late.update()

    run(work())


def test_what_was_asked_for_may_come_and_go(car: Path) -> None:
    from argmap.render.part import Part

    async def work() -> None:
        async with previewing(car, part=Part(focus="ice")) as preview, preview.tab() as tab:
            car.write_text(MAP.replace("ice:", "frost:"))
            preview.change()
            assert "--focus: no node has the id 'ice'" in (await tab.update())["problem"]
            car.write_text(MAP.replace("icy", "cold"))
            preview.change()
            sent = await tab.update()
            assert sent["problem"] == ""
            assert "Mornings are cold." in sent["parts"]["outline"]
            assert "It is dear." not in sent["parts"]["outline"]

    run(work())


def test_a_theme_of_the_settings_is_followed(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            assert str(car.parent / "argmap.toml") in await preview.watching()
            (car.parent / "argmap.toml").write_text('[render]\ntheme = "dark"\n')
            preview.change()
            sent = await tab.until(lambda sent: sent["anew"] or sent["problem"])
            assert sent["anew"], sent["problem"]  # such a page loads anew
            assert '<meta name="color-scheme" content="dark">' in (await preview.get()).text
            (car.parent / "argmap.toml").write_text("theme = [\n")
            preview.change()
            assert "argmap.toml" in (await tab.update())["problem"]

    run(work())


def test_another_format_is_followed(tmp_path: Path) -> None:
    file = tmp_path / "car.argdown"
    file.write_text("[Swap]: Sell the car.\n  - Mornings are icy.\n")

    async def work() -> None:
        async with previewing(file) as preview, preview.tab() as tab:
            assert "Sell the car." in (await preview.get()).text
            file.write_text("[Swap]: Sell the car.\n  - Mornings are cold.\n")
            preview.change()
            assert "Mornings are cold." in (await tab.update())["parts"]["outline"]

    run(work())


def test_an_end_of_the_server_ends_all_streams(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            preview.board.close()
            with pytest.raises(StopAsyncIteration):
                await tab.update()

    run(work())


# -- whatever an editor does --------------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", ["", None])
def test_a_file_that_is_gone_or_empty_for_a_moment_is_not_shown_so(car: Path, meanwhile: str | None) -> None:
    """An editor that empties the file, or removes it, and writes it a little later."""

    async def work() -> None:
        def written() -> None:
            car.write_text(MAP.replace("icy", "cold"))

        async with previewing(car, pause=written) as preview, preview.tab() as tab:
            before = preview.board.version
            if meanwhile is None:
                car.unlink()
            else:
                car.write_text(meanwhile)
            preview.change()
            assert "Mornings are cold." in (await tab.update())["parts"]["outline"]
            assert preview.board.version == before + 1

    run(work())


def test_a_file_that_is_written_right_after_an_empty_look_is_not_lost(car: Path) -> None:
    async def work() -> None:
        first = reader(car).look()
        later = [MAP.replace("icy", "cold")]

        def read() -> Reading:
            found = reader(car).look()
            if later:
                car.write_text(later.pop())
            return found

        async with previewing(car, read=read, first=first) as preview, preview.tab() as tab:
            car.write_text("")
            preview.change()
            assert "Mornings are cold." in (await tab.update())["parts"]["outline"]

    run(work())


def test_a_file_that_changes_while_it_is_read_is_read_again(car: Path) -> None:
    async def work() -> None:
        first = reader(car).look()
        texts = [MAP.replace("icy", f"icy {number}") for number in (3, 2, 1)]

        def read() -> Reading:
            found = reader(car).look()
            if texts:
                car.write_text(texts.pop())
            return found

        async with previewing(car, read=read, first=first) as preview, preview.tab() as tab:
            preview.change()
            assert "icy 3" in (await tab.update())["parts"]["outline"]

    run(work())


def test_an_empty_map_is_shown_in_the_end(car: Path) -> None:
    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            car.write_text("")
            preview.change()
            sent = await tab.update()
            assert (sent["parts"]["outline"], sent["parts"]["svg"], sent["problem"]) == ("", None, "")

    run(work())


def test_a_bug_in_reading_is_told_and_following_goes_on(car: Path) -> None:
    async def work() -> None:
        full = reader(car).look()
        fails = [True]

        def read() -> Reading:
            if fails:
                raise KeyError("x")
            return reader(car).look()

        async with previewing(car, read=read, first=full) as preview, preview.tab() as tab:
            preview.change()
            assert "Internal error: KeyError" in (await tab.update())["problem"]
            fails.clear()
            preview.change()
            assert (await tab.update())["problem"] == ""

    run(work())


class Drawings:
    """Drawings that are done when the test says so; `most` is how many ever ran at once."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.go: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        self.running = self.most = 0

    def draw(self, parts: Parts) -> Parts:
        self.running += 1
        self.most = max(self.most, self.running)
        self.begun.put(parts.title)
        error = self.go.get(timeout=PATIENCE)
        self.running -= 1
        if error is not None:
            raise error
        return replace(parts, svg=f"<svg>{parts.title}</svg>")

    async def beginning(self) -> str:
        return await asyncio.to_thread(self.begun.get, timeout=PATIENCE)


def test_a_slow_diagram_comes_later_and_never_an_old_one(car: Path) -> None:
    drawings = Drawings()

    def read() -> Reading:
        return replace(reader(car).look(), draw=drawings.draw)

    def named(name: str) -> None:
        car.write_text(MAP.replace("Car", name))

    async def work() -> None:
        async with previewing(car, read=read, first=read(), soon=0) as preview, preview.tab() as tab:
            assert await drawings.beginning() == "Car"
            drawings.go.put(None)
            sent = await tab.until(lambda sent: not sent["drawing"])
            assert sent["parts"]["svg"] == "<svg>Car</svg>"
            named("One")
            preview.change()
            sent = await tab.update()
            # the outline at once, with the picture there was
            assert (sent["parts"]["title"], sent["parts"]["svg"]) == ("One", "<svg>Car</svg>")
            assert sent["drawing"]
            assert await drawings.beginning() == "One"
            for name in ("Two", "Three"):
                named(name)
                preview.change()
                assert (await tab.update())["parts"]["title"] == name
            drawings.go.put(None)  # the first one is done, and out of date
            assert await drawings.beginning() == "Three"
            drawings.go.put(None)
            sent = await tab.update()
            assert (sent["parts"]["svg"], sent["drawing"]) == ("<svg>Three</svg>", False)
            assert drawings.most == 1
            named("Four")
            preview.change()
            assert (await tab.update())["drawing"]
            assert await drawings.beginning() == "Four"
            drawings.go.put(RenderError("the engine is gone"))
            sent = await tab.update()
            assert sent["problem"] == "The diagram is an older one: the engine is gone"
            # the page has that diagram, and the newer outline
            assert (preview.board.view.parts.title, preview.board.view.parts.svg) == (
                "Four",
                "<svg>Three</svg>",
            )

    run(work())


# -- which files ----------------------------------------------------------------------------------------


def test_imports_sources_and_what_is_not_there_yet_are_followed(car: Path) -> None:
    folder = car.parent
    car.write_text(
        "import other: other.argmap\nimport later: sub/later.argmap\n"
        f"source bills: Bills\n  file: bills.txt\n{MAP}  premise other/a\n  premise later/b\n"
    )
    (folder / "other.argmap").write_text("claim a: One.\n")

    async def work() -> None:
        async with previewing(car) as preview, preview.tab() as tab:
            files = await preview.watching()
            for name in ("car.argmap", "other.argmap", "sub", "bills.txt"):
                assert str(folder / name) in files
            (folder / "other.argmap").write_text("claim a: Uno.\n")
            preview.change()
            assert "Uno." in (await tab.update())["parts"]["outline"]
            (folder / "sub").mkdir()
            (folder / "sub/later.argmap").write_text("claim b: Two.\n")
            preview.change()
            assert "Two." in (await tab.update())["parts"]["outline"]
            await preview.watching()
            assert str(folder / "sub/later.argmap") in await preview.watching()
            # a map that is gone is still followed with all it named
            car.unlink()
            preview.change()
            await tab.update()
            assert str(folder / "other.argmap") in await preview.watching()

    run(work())


def _write(file: Path) -> None:
    file.write_text(MAP + "// more\n")


def _replace(file: Path) -> None:
    new = file.with_suffix(".new")
    new.write_text(MAP + "// more\n")
    new.replace(file)


def _move_away_and_write(file: Path) -> None:
    file.rename(file.with_suffix(".bak"))
    file.write_text(MAP + "// more\n")


@pytest.mark.parametrize("save", [_write, _replace, _move_away_and_write, Path.unlink])
def test_the_watcher_sees_every_way_of_saving(car: Path, save: Callable[[Path], None]) -> None:
    async def work() -> None:
        files = reader(car).look().files
        stamps = files.stamps()
        waiting = asyncio.create_task(until_changed(files, stamps))
        (car.parent / "another.txt").write_text("nothing to do with it")
        await asyncio.sleep(0)
        assert not waiting.done()
        save(car)
        await asyncio.wait_for(waiting, PATIENCE)
        # and what happened before it began to watch
        await asyncio.wait_for(until_changed(files, stamps), PATIENCE)

    run(work())


def test_the_watcher_outlives_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "maps/car.argmap"
    file.parent.mkdir()
    file.write_text(MAP)

    async def work() -> None:
        files = reader(file).look().files
        file.unlink()
        file.parent.rmdir()
        stamps = files.stamps()
        waiting = asyncio.create_task(until_changed(files, stamps))
        await asyncio.sleep(0)
        file.parent.mkdir()
        file.write_text(MAP)
        await asyncio.wait_for(waiting, PATIENCE)

    run(work())


# -- the command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-"], "standard input can't be followed"),
        (["gone.argmap"], "gone.argmap: no such file"),
        (["car.argmap", "--focus", "swop"], "--focus: no node has the id 'swop'; did you mean 'swap'?"),
        (["car.argmap", "--speaker", "eve"], "--speaker: "),
        (["car.argmap", "--theme", "drak"], "there is no theme `drak`. Did you mean `dark`?"),
        (["car.argmap", "--port", "0"], "--port"),
        (["car.argmap", "--host", "0.0.0.0"], "no option `--host`"),
    ],
)
def test_what_is_refused(argmap: Argmap, car: Path, args: list[str], words: str) -> None:
    ran = argmap("serve", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_port_that_is_taken(argmap: Argmap, car: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = argmap("serve", "car.argmap", "--port", str(port))
    assert (ran.code, ran.out) == (2, "")
    assert f"--port: port {port} of 127.0.0.1 can't be had" in ran.err


def test_without_its_libraries(argmap: Argmap, car: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "argmap.serve.server")
    ran = argmap("serve", "car.argmap")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "argmap: serve takes a library that is not installed (uvicorn)\n"
        "Try: python3 -m pip install 'argmap[serve]'\n"
    )


@pytest.mark.parametrize(
    ("platform", "terminal", "environment", "opens"),
    [
        ("linux", True, {"DISPLAY": ":0"}, True),
        ("linux", True, {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", True, {}, False),
        ("linux", False, {"DISPLAY": ":0"}, False),
        ("linux", True, {"DISPLAY": ":0", "CI": "true"}, False),
        ("linux", True, {"DISPLAY": ":10", "SSH_CONNECTION": "x"}, False),
        ("darwin", True, {}, True),
        ("win32", True, {}, True),
        ("darwin", True, {"CI": "1"}, False),
    ],
)
def test_the_browser_opens_where_someone_sees_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, terminal: bool, environment: dict[str, str], opens: bool
) -> None:
    from argmap.cli.serve import _on_a_desktop

    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert _on_a_desktop() == opens


def test_a_real_server_follows_a_save_and_ends_by_ctrl_c(car: Path, serving: Callable[..., Serving]) -> None:
    one = serving(car.parent, "car.argmap", "--no-open")
    assert one.said == f"car.argmap is at {one.address}\nIt follows every save; Ctrl-C ends.\n"
    page = http.client.HTTPConnection("127.0.0.1", one.port, timeout=PATIENCE)
    page.request("GET", one.path)
    answer = page.getresponse()
    assert (answer.status, answer.getheader("server")) == (200, None)
    assert "Sell the car." in answer.read().decode()
    stream = http.client.HTTPConnection("127.0.0.1", one.port, timeout=PATIENCE)
    stream.request("GET", f"{one.path}events?since=0")
    events = stream.getresponse()
    assert events.getheader("content-type") == "text/event-stream; charset=utf-8"
    _replace(car)
    car.write_text(MAP.replace("icy", "cold"))
    for line in events:
        if line.startswith(b"data:") and b"Mornings are cold." in line:
            break
    # nobody else on this machine sees it, and not from outside
    page.request("GET", "/")
    assert page.getresponse().status == 403
    page.close()
    # with that stream open
    assert one.end() == (130, "")
    stream.close()


def test_two_servers_and_the_browser(tmp_path: Path, car: Path, serving: Callable[..., Serving]) -> None:
    script = tmp_path / "browser"
    script.write_text(
        f'#!/bin/sh\necho "$1" > "{tmp_path}/got.new" && mv "{tmp_path}/got.new" "{tmp_path}/got"\n'
    )
    script.chmod(0o755)
    opened = threading.Event()
    one = serving(car.parent, "car.argmap", "--open", BROWSER=str(script), CI="")
    other = serving(car.parent, "car.argmap", "--no-open")
    assert one.port != other.port
    assert one.path != other.path

    async def work() -> None:
        from watchfiles import awatch

        while not (tmp_path / "got").exists():
            async for _ in awatch(tmp_path, yield_on_timeout=True, rust_timeout=200):
                break
        opened.set()

    run(work())
    address = (tmp_path / "got").read_text().strip()
    assert one.path not in address
    connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=PATIENCE)
    connection.request("GET", address.partition(str(one.port))[2])
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("location")) == (303, one.path)
    connection.close()
    assert (one.end()[0], other.end()[0]) == (130, 130)
