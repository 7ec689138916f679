"""A WebSocket server that follows a test's script, for what a real one seldom does."""

import asyncio
import threading

import websockets

from faultscape.messages import check_message, decode, encode

ACTION = {"names": ["steer", "gas", "brake"], "low": [-1, 0, 0], "high": [1, 1, 1]}
LIMITS = {
    "maxPayloadBytes": 1 << 20,
    "messagesPerS": 1000,
    "seats": 4,
    "environmentsPerSeat": 8,
    "answerTimeoutS": 5,
}


def hello(role="agent", **other):
    return {
        "type": "hello",
        "protocol": 1,
        "server": "a script",
        "role": role,
        "tasks": [],
        "limits": LIMITS,
        **other,
    }


def begin(episode="e1", environment=0, mode="lock-step"):
    return {
        "type": "begin",
        "episode": episode,
        "environment": environment,
        "task": "driving/straight",
        "action": ACTION,
        "controlStepS": 0.1,
        "seed": 7,
        "mode": mode,
    }


def observe(step=0, episode="e1", **other):
    seen = {"episode": episode, "step": step, "timeS": step / 10, "speedMps": 1.5, "command": "follow", **other}
    return {"type": "observe", "observations": [seen]}


class Peer:
    """The script's end of one connection."""

    def __init__(self, socket, encoding):
        self._socket = socket
        self._encoding = encoding

    async def say(self, *messages):
        for message in messages:
            await self._socket.send(encode(message, self._encoding))

    async def hear(self, kind):
        message = check_message("agent-client", decode(await self._socket.recv(), self._encoding))
        assert message["type"] == kind, message
        return message

    async def join(self):
        await self.say(hello())
        join = await self.hear("join")
        await self.say({"type": "joined", "seat": 1, "environments": join["environments"]})
        return join

    async def closed(self):
        """Waits for the other end to close; gives code and reason."""
        await self._socket.wait_closed()
        return self._socket.close_code, self._socket.close_reason

    async def close(self, code=1001, reason="the server ends"):
        await self._socket.close(code, reason)

    async def ping(self):
        await asyncio.wait_for(await self._socket.ping(), 10)


class ScriptedServer:
    """Runs `script(peer)` for each connection, in a thread of its own; `results` holds what the scripts return."""

    def __init__(self, script, encoding="msgpack"):
        self._script = script
        self._encoding = encoding
        self.results = []
        self.errors = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        if self.errors:
            raise self.errors[0]

    def _run(self):
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self):
        self._end = asyncio.Event()
        names = [f"faultscape.v1+{self._encoding}"]
        async with websockets.serve(self._handle, "127.0.0.1", 0, subprotocols=names) as server:
            self.url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self._ready.set()
            await self._end.wait()

    async def _handle(self, socket, *_):
        try:
            self.results.append(await self._script(Peer(socket, self._encoding)))
        except Exception as error:
            self.errors.append(error)
            raise
