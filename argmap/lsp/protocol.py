"""JSON-RPC as pygls does it, but with plain JSON in and out.

pygls turns every message into objects of lsprotocol and back. For a map with thousands of findings that
takes longer than finding them, and what doesn't fit a type is refused before a feature sees it. So the
messages of our own features are handed on as they are, and what we send is JSON already, or text of JSON
that has been prepared (`Prepared`). The messages of pygls's own features (`initialize`, `shutdown` …)
go its way.
"""

from __future__ import annotations

import json
from typing import Any

from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification, JsonRPCRequestMessage


class Prepared:
    """JSON that has been written already."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def dumps(value: Any) -> str:
    """JSON in ASCII without blanks; `Prepared` stands for itself at the outermost level."""
    return value.text if isinstance(value, Prepared) else json.dumps(value, separators=(",", ":"))


class Protocol(LanguageServerProtocol):
    """pygls's protocol, without its copy of every text and without its conversions."""

    @property
    def left(self) -> bool:
        """Whether the client has said that it is about to leave."""
        return self._shutdown

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as pygls handles it: with plain parameters where one of our features takes it."""
        method = data.get("method")
        if "jsonrpc" not in data or not isinstance(method, str):
            return super().structure_message(data)
        if self._shutdown and "id" in data:  # pygls takes nothing more, and would leave who asks waiting
            refused = JsonRpcInvalidRequest("the server has been shut down")
            self._send_response(data["id"], error=refused.to_response_error())
        if method in self.fm.features and method not in self.fm.builtin_features:
            params = data.get("params")
            if "id" in data:
                return JsonRPCRequestMessage(data["id"], method, "2.0", params)
            return JsonRPCNotification(method, "2.0", params)
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data:  # whoever asked gets an answer
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def send(self, method: str, params: Any) -> None:
        """Send a notification with parameters that are JSON or `Prepared`."""
        self._write(f'{{"jsonrpc":"2.0","method":{json.dumps(method)},"params":{dumps(params)}}}')

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        """Send an answer, as JSON where it is that already."""
        if error is None and (result is None or isinstance(result, (Prepared, dict, list))):
            self._write(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{dumps(result)}}}')
            return
        super()._send_response(msg_id, result, error)

    def _write(self, body: str) -> None:
        if self.writer is None:
            return
        data = body.encode("utf-8", "replace")
        self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))

    # Texts are kept by `argmap.session`: without names these are no features of pygls any more

    def lsp_text_document__did_open(self, params: Any) -> None:
        """Nothing: see `sync`."""

    def lsp_text_document__did_change(self, params: Any) -> None:
        """Nothing: see `sync`."""

    def lsp_text_document__did_close(self, params: Any) -> None:
        """Nothing: see `sync`."""
