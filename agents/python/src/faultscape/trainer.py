"""The environment seat of the protocol: any number of environments behind one connection."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as np
from numpy.typing import NDArray

from .agent import ActionSpec, Route, Sensors, pixels
from .checks import as_bytes
from .connection import Connection, seat_url
from .errors import ServerError
from .greet import greet
from .messages import COMMANDS, Message, check_message, decode, encode, subprotocol
from .readings import ReadingSpec, readings_of, specs_of

#: Axis names to numbers or names; what it leaves out is nominal.
Scene = Mapping[str, Union[float, str]]
#: A scene for every episode, or what draws one from the environment's random generator.
SceneSource = Union[Scene, Callable[[np.random.Generator], Scene], None]

_LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Reset:
    """One environment's next episode."""

    environment: int
    seed: int
    scene: Optional[Scene]

    def message(self) -> Message:
        message: Message = {"environment": self.environment, "seed": self.seed}
        return message if self.scene is None else {**message, "scene": dict(self.scene)}


class Trainer:
    """Speaks for a trainer. Its danger: a request that was interrupted, whose answer comes later; answers are
    therefore told apart by their id, and those nobody waits for are dropped."""

    def __init__(
        self,
        url: str,
        task: str,
        environments: int,
        sensors: Sensors,
        token: Optional[str] = None,
        encoding: str = "msgpack",
    ) -> None:
        token = token or os.environ.get("FAULTSCAPE_TOKEN") or None
        self._encoding = encoding
        self._connection = Connection(seat_url(url, "env"), subprotocol(encoding), token)
        self._last_id = 0
        #: The episode and step of each environment's latest state.
        self._latest: list[Optional[tuple[str, int]]] = [None] * environments
        try:
            self.hello = greet(self._connection, "env", encoding)
            self._send({"type": "make", "task": task, "environments": environments, "sensors": sensors.message()})
            self.made = self._hear(None, "made")
        except BaseException:
            self._connection.close()
            raise
        self.action = ActionSpec.of(self.made["action"])
        self.readings: dict[str, ReadingSpec] = specs_of(self.made)

    def reset(self, resets: Sequence[Reset]) -> int:
        """Asks for new episodes; gives the id under which `states` has the answer."""
        return self._ask({"type": "reset", "resets": [each.message() for each in resets]})

    def step(self, actions: Mapping[int, Sequence[float]]) -> int:
        """Asks for one step of each of these environments, by their numbers."""
        asked = []
        for environment, action in actions.items():
            latest = self._latest[environment]
            if latest is None:
                raise ServerError("out-of-order", "Call reset() before the first step().")
            episode, step = latest
            asked.append({"environment": environment, "episode": episode, "step": step, "action": action})
        return self._ask({"type": "step", "actions": asked})

    def states(self, request: int) -> list[Message]:
        results: list[Message] = self._hear(request, "state")["results"]
        return results

    def render(self, environment: int, width_px: int, height_px: int) -> NDArray[np.uint8]:
        """A picture of an environment as it stands, height x width x 3."""
        ask: Message = {"type": "render", "environment": environment, "widthPx": width_px, "heightPx": height_px}
        frame = self._hear(self._ask(ask), "rendered")
        shape = (frame["heightPx"], frame["widthPx"], 3)
        return np.frombuffer(as_bytes(frame["rgb"]), np.uint8).reshape(shape).copy()

    def close(self) -> None:
        self._connection.close()

    def _ask(self, message: Message) -> int:
        self._last_id += 1
        self._send({**message, "id": self._last_id})
        return self._last_id

    def _send(self, message: Message) -> None:
        self._connection.send(encode(message, self._encoding))

    def _hear(self, request: Optional[int], kind: str) -> Message:
        while True:
            message = check_message("env-server", decode(self._connection.receive(), self._encoding))
            about = message.get("id")
            if message["type"] == "error" and (about is None or about == request):
                raise ServerError.of(message)
            if message["type"] == "state":
                # Even where nobody waits for it any more, this is where its environments stand now.
                for result in message["results"]:
                    self._latest[result["environment"]] = (result["episode"], result["step"])
            if message["type"] == kind and about == request:
                return message


def episode_seed(random: np.random.Generator, asked: Optional[int]) -> int:
    """The seed of an episode: the one asked for where the server takes it, else one drawn."""
    if asked is not None and asked <= _LARGEST_SEED:
        return asked
    return int(random.integers(0, _LARGEST_SEED, endpoint=True))


def episode_scene(source: SceneSource, random: np.random.Generator) -> Optional[Scene]:
    return source(random) if callable(source) else source


def observation_of(message: Message) -> dict[str, Any]:
    """An observation as an element of the observation space, in arrays of its own."""
    seen: dict[str, Any] = {
        "timeS": np.asarray(message["timeS"], np.float64),
        "speedMps": np.asarray(message["speedMps"], np.float64),
        "command": np.int64(COMMANDS.index(message["command"])),
    }
    camera = message.get("camera")
    if camera is not None:
        pictures = {
            "rgb": pixels(camera, "rgb", "u1", 3),
            "depthM": pixels(camera, "depthM", "<f4"),
            "semantic": pixels(camera, "semantic", "u1"),
        }
        seen["camera"] = {name: picture.copy() for name, picture in pictures.items() if picture is not None}
    truth = message.get("truth")
    if truth is not None:
        seen["truth"] = {name: np.asarray(truth[name], np.float64) for name in ("xM", "yM", "headingRad", "progressM")}
    readings = readings_of(message)
    if readings:
        seen["readings"] = {name: np.array(numbers, numbers.dtype.type) for name, numbers in readings.items()}
    return seen


def info_of(result: Message) -> dict[str, Any]:
    """What Gymnasium calls info; the route comes with an episode's first state."""
    info: dict[str, Any] = {**result["info"]}
    # A whole score travels as a whole number, but a score is a float.
    if "score" in info:
        info["score"] = float(info["score"])
    for name in ("terms", "scene"):
        if name in info:
            info[name] = {key: _as_float(value) for key, value in info[name].items()}
    if "route" in result:
        info["route"] = Route.of(result["route"])
    return info


def _as_float(value: Union[float, str]) -> Union[float, str]:
    return value if isinstance(value, str) else float(value)
