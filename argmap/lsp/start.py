"""Putting the server together, and its life on standard input and output."""

from __future__ import annotations

import gc
import logging
import os
import sys

from argmap.lsp import actions, diagnostics, lifecycle, margins, navigation, preview, structure, sync, writing
from argmap.lsp.server import Server

#: Every group of features, each with a function `add_to`.
GROUPS = (lifecycle, sync, diagnostics, writing, navigation, structure, actions, margins, preview)


def make() -> Server:
    """A server with all its features."""
    server = Server()
    for group in GROUPS:
        group.add_to(server)
    return server


def run() -> int:
    """Serve one client on standard input and output, until it leaves.

    Returns 0 if it took its leave as the protocol wants it, else 1.
    """
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what matters goes to the client's log
    # whatever else might print must not get between the messages
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.disable()  # `Server.tidy_later` does it when nobody waits
    server = make()
    server.start_io(sys.stdin.buffer, output)
    return 0 if server.protocol.left else 1
