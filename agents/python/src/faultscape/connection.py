"""A WebSocket that a plain blocking program can hold, on top of the websockets library's protocol."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import weakref
from collections import deque
from typing import Any, Deque, Optional, Union
from urllib.parse import urlsplit, urlunsplit

import websockets.client
from websockets.exceptions import InvalidURI
from websockets.frames import Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from .errors import ConnectionLost, ConnectionRefused, FaultscapeError

# Its name before websockets 11 was ClientConnection.
_ClientProtocol: Any = getattr(websockets.client, "ClientProtocol", None) or websockets.client.ClientConnection

Data = Union[bytes, str]

_CHUNK_BYTES = 1 << 18
_KEEPER_PERIOD_S = 1.0


class Connection:
    """One open WebSocket, used from one thread at a time.

    No event loop: `send` and `receive` do the work in the caller's thread, which costs the least per
    message. Its danger is a caller that computes for long and meanwhile answers no ping, so a second
    thread (the keeper) looks after the socket whenever the caller is elsewhere.
    """

    def __init__(self, url: str, subprotocol: str, token: Optional[str] = None, open_timeout_s: float = 10.0) -> None:
        self.url = url
        uri = parse_uri(url)
        self._protocol: Any = _ClientProtocol(uri, subprotocols=[subprotocol], max_size=None)
        self._lock = threading.Lock()
        self._parts: list[bytes] = []
        self._kind = Opcode.BINARY
        self._messages: Deque[Data] = deque()
        self._closed = threading.Event()
        self._answer: Optional[Response] = None
        self._eof = False
        try:
            self._socket = socket.create_connection((uri.host, uri.port), open_timeout_s)
        except OSError as error:
            raise ConnectionRefused(f"No server answers at {url} ({error}). Is it running?") from error
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if uri.secure:
                self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=uri.host)
            self._shake_hands(subprotocol, token, open_timeout_s)
        except BaseException:
            self._socket.close()
            raise
        keeper = threading.Thread(
            target=_keep, args=(weakref.ref(self), self._closed), name="faultscape-keeper", daemon=True
        )
        keeper.start()

    def send(self, data: Data) -> None:
        with self._lock:
            self._check_open()
            if isinstance(data, str):
                self._protocol.send_text(data.encode())
            else:
                self._protocol.send_binary(data)
            self._flush()

    def receive(self, timeout_s: Optional[float] = None) -> Data:
        """The next message; raises TimeoutError, or ConnectionLost once there are no more."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        with self._lock:
            while not self._messages:
                self._check_open()
                # Waits in short pieces, since on some systems Ctrl-C does not wake a socket.
                left = 1.0 if deadline is None else deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"The server said nothing for {timeout_s} s.")
                self._pump(min(left, 1.0))
            return self._messages.popleft()

    def waiting(self) -> Optional[Data]:
        """A message that is here already, or None."""
        with self._lock:
            if not self._messages and not self._eof:
                self._pump(0)
            return self._messages.popleft() if self._messages else None

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Says goodbye and hangs up; closing twice is fine."""
        with self._lock:
            if self._closed.is_set():
                return
            self._closed.set()
            try:
                if not self._eof:
                    self._protocol.send_close(code, _short(reason))
                    self._flush()
                    # The server answers a close and hangs up first, so that no message of ours is lost.
                    until = time.monotonic() + 2
                    while not self._eof and time.monotonic() < until:
                        self._pump(0.2)
            except Exception:  # the peer was faster, or the protocol had closed already
                pass
            finally:
                self._socket.close()

    def _shake_hands(self, subprotocol: str, token: Optional[str], timeout_s: float) -> None:
        request = self._protocol.connect()
        if token is not None:
            request.headers["Authorization"] = f"Bearer {token}"
        self._protocol.send_request(request)
        self._flush()
        deadline = time.monotonic() + timeout_s
        while self._answer is None and not self._eof:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ConnectionRefused(f"The server at {self.url} did not answer within {timeout_s} s.")
            self._pump(left)
        response = self._answer
        problem = getattr(self._protocol, "handshake_exc", None)
        if response is not None and response.status_code != 101:
            body = bytes(response.body or b"").decode("utf-8", "replace").strip()
            sentence = body or f"HTTP {response.status_code} {response.reason_phrase}."
            if response.status_code == 401:
                sentence += " Put it in FAULTSCAPE_TOKEN."
            raise ConnectionRefused(f"The server refused: {sentence}", response.status_code)
        if problem is not None or response is None:
            raise ConnectionRefused(f"{self.url} is no WebSocket server ({problem or 'it hung up'}).")
        if self._protocol.subprotocol != subprotocol:
            raise ConnectionRefused(f"The server at {self.url} does not speak {subprotocol}.")

    def _pump(self, timeout_s: float) -> bool:
        """Takes in what the socket has and answers pings; False if nothing came."""
        try:
            self._socket.settimeout(timeout_s)
            data = self._socket.recv(_CHUNK_BYTES)
        except (socket.timeout, BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            data = b""
        if data:
            self._protocol.receive_data(data)
        else:
            self._eof = True
            self._protocol.receive_eof()
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self._answer = event
            else:
                self._take(event)
        self._flush()
        return True

    def _take(self, frame: Any) -> None:
        opcode = frame.opcode
        if opcode is Opcode.TEXT or opcode is Opcode.BINARY:
            self._kind = opcode
        elif opcode is not Opcode.CONT:
            return
        if frame.fin and not self._parts:
            whole = frame.data
        else:
            self._parts.append(bytes(frame.data))
            if not frame.fin:
                return
            whole = b"".join(self._parts)
            self._parts.clear()
        self._messages.append(str(whole, "utf-8") if self._kind is Opcode.TEXT else whole)

    def _flush(self) -> None:
        chunks = self._protocol.data_to_send()
        if not chunks:
            return
        try:
            self._socket.settimeout(None)
            for data in chunks:
                if data:
                    self._socket.sendall(data)
                else:
                    self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self._eof = True
            self._protocol.receive_eof()

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise ConnectionLost(1000, "closed here")
        if self._eof:
            raise ConnectionLost(self._protocol.close_code or 1006, self._protocol.close_reason or "")


def seat_url(url: str, seat: str) -> str:
    """The address of a seat ("agent" or "env"), where `url` may leave out the path or say http."""
    parts = urlsplit(url if "://" in url else f"ws://{url}")
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    path = parts.path if parts.path not in ("", "/") else f"/{seat}"
    address = urlunsplit((scheme, parts.netloc, path, parts.query, ""))
    try:
        parse_uri(address)
    except (ValueError, InvalidURI) as error:
        raise FaultscapeError(f"An address looks like ws://127.0.0.1:4747, not {url!r}.") from error
    return address


def _keep(held: weakref.ReferenceType[Connection], closed: threading.Event) -> None:
    """Answers pings while the connection's owner computes."""
    while not closed.wait(_KEEPER_PERIOD_S):
        connection = held()
        if connection is None:
            return
        if connection._lock.acquire(blocking=False):
            try:
                while not closed.is_set() and not connection._eof and connection._pump(0):
                    pass
            finally:
                connection._lock.release()
        del connection


def _short(reason: str) -> str:
    """A close frame holds at most 123 bytes of reason."""
    return reason if len(reason.encode()) <= 123 else reason.encode()[:120].decode("utf-8", "ignore") + "..."
