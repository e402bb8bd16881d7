"""The beginning of a session: what the client can do, what it wants, which files it shall watch."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from argmap.lsp import diagnostics
from argmap.lsp.positions import Json
from argmap.lsp.server import Server
from argmap.lsp.settings import SECTION, Settings, read
from argmap.session.workspace import Workspace

#: Files whose changes on disk matter; the last are sources in which anchors and quotes are looked up.
WATCHED = ("**/*.argmap", "**/argmap.toml", "**/pyproject.toml", "**/*.{md,markdown,txt}")


def add_to(server: Server) -> None:
    """Have the server learn about its client."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        converter = server.protocol._converter
        server.client = converter.unstructure(params.capabilities)
        server.encoding = types.PositionEncodingKind(server.protocol.workspace.position_encoding).value
        _take(server, params.initialization_options)

    @server.feature(types.INITIALIZED)
    def initialized(_params: Any) -> None:
        _register(server)
        _ask(server)

    server.add(types.WORKSPACE_DID_CHANGE_CONFIGURATION, _configuration)


def _register(server: Server) -> None:
    """Ask to be told of changes, where the client takes such wishes later."""
    wishes: list[types.Registration] = []
    if server.can("workspace.didChangeWatchedFiles.dynamicRegistration"):
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        wishes.append(types.Registration("argmap-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if server.can("workspace.didChangeConfiguration.dynamicRegistration"):
        section = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        wishes.append(
            types.Registration("argmap-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section)
        )
    if wishes:
        server.client_register_capability(types.RegistrationParams(wishes))


def _ask(server: Server) -> None:
    """Ask for the client's settings, where it has any to give."""
    if not server.can("workspace.configuration"):
        return

    def told(values: Any) -> None:
        for value in values if isinstance(values, (list, tuple)) else ():
            _take(server, value)

    item = types.ConfigurationItem(section=SECTION)
    server.workspace_configuration(types.ConfigurationParams([item]), callback=told)


def _configuration(server: Server, params: Json) -> None:
    given = params.get("settings")
    if given:
        _take(server, given)
    else:
        _ask(server)


def _take(server: Server, given: Any) -> None:
    """Take over settings, and look anew at what they change."""
    before: Settings = server.settings
    server.settings, wrong = read(before, given)
    for message in wrong:
        server.log(message, types.MessageType.Warning)
    if server.settings.outside != before.outside:
        _reopen(server)
    if server.settings.hints != before.hints and server.can("workspace.inlayHint.refreshSupport"):
        server.workspace_inlay_hint_refresh(None)


def _reopen(server: Server) -> None:
    """Read all open documents anew: which files they may name is another now."""
    old = server.maps.documents
    server.maps = Workspace(anywhere=server.settings.outside)
    for key, document in old.items():
        server.maps.open(key, document.path, document.source.text, document.source.name)
    diagnostics.look(server, server.maps.documents.values())
