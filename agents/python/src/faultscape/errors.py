"""What can go wrong, each with a sentence that says what was expected."""

from __future__ import annotations

from typing import Any, Optional


class FaultscapeError(Exception):
    """Any trouble with Faultscape; catch this one to catch them all."""


class ProtocolError(FaultscapeError):
    """A message is not what the protocol says. `path` names the field, e.g. "observations[0].step"."""

    def __init__(self, path: str, expected: str, got: str) -> None:
        super().__init__(f"{path}: expected {expected}, got {got}")
        self.path = path
        self.expected = expected
        self.got = got


class ServerError(FaultscapeError):
    """The server said no. `code` is for programs, the text for people."""

    def __init__(
        self, code: str, message: str, expected: Optional[object] = None, got: Optional[object] = None
    ) -> None:
        details = [f"{name} {value}" for name, value in (("expected", expected), ("got", got)) if value is not None]
        super().__init__(f"{message} {_sentence(details)}." if details else message)
        self.code = code
        self.expected = expected
        self.got = got

    @classmethod
    def of(cls, message: dict[str, Any]) -> ServerError:
        return cls(message["code"], message["message"], message.get("expected"), message.get("got"))


class ConnectionRefused(FaultscapeError):
    """The server would not open a WebSocket; `status` is its HTTP status, or None if nobody is there."""

    def __init__(self, sentence: str, status: Optional[int] = None) -> None:
        super().__init__(sentence)
        self.status = status


class ConnectionLost(FaultscapeError):
    """The connection ended. `code` is the WebSocket's close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"The connection was closed ({code}{': ' if reason else ''}{reason}).")
        self.code = code
        self.reason = reason


def _sentence(parts: list[str]) -> str:
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]
