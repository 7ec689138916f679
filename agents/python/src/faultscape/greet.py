"""The start of every conversation, whichever the seat."""

from __future__ import annotations

from .connection import Connection
from .errors import FaultscapeError, ServerError
from .messages import PROTOCOL_VERSION, Message, check_message, decode

DEFAULT_URL = "ws://127.0.0.1:4747"
_PATIENCE_S = 30.0


def greet(connection: Connection, role: str, encoding: str) -> Message:
    """Hears the server's hello and checks that we understand each other."""
    message = check_message(f"{role}-server", decode(connection.receive(_PATIENCE_S), encoding))
    if message["type"] == "error":
        raise ServerError.of(message)
    if message["type"] != "hello" or message["role"] != role:
        raise FaultscapeError(f"{connection.url} is no {role} seat; it greeted with {message['type']}.")
    if message["protocol"] != PROTOCOL_VERSION:
        raise FaultscapeError(
            f"This package speaks version {PROTOCOL_VERSION} of the protocol, {message['server']} speaks "
            f"version {message['protocol']}. Install the package that came with the server."
        )
    return message
