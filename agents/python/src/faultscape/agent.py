"""What a driver is: `Agent`, what it sees and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Sequence, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import as_bytes
from .readings import ReadingSpec, readings_of
from .sensors import CameraEffects, Sensor


@dataclass(frozen=True)
class Camera:
    """A camera to ask for. What is not asked for is not drawn."""

    width_px: int
    height_px: int
    rgb: bool = True
    depth: bool = False
    semantic: bool = False
    #: "raw" pixels, or "jpeg" for pictures as JPEG files (smaller, and lossy).
    encoding: str = "raw"
    #: What lens, shutter and sensor do to the picture; nothing if None.
    effects: Optional[CameraEffects] = None


@dataclass(frozen=True)
class Sensors:
    """What to be shown besides time, speed and the navigation command."""

    camera: Optional[Camera] = None
    #: The true pose and route, for privileged agents.
    truth: bool = False
    #: Lidars, inertial units and satellite receivers by the name of their reading.
    sensors: Mapping[str, Sensor] = field(default_factory=dict, hash=False)

    def message(self) -> dict[str, Any]:
        camera = self.camera
        named = {name: sensor.message() for name, sensor in self.sensors.items()}
        return {
            **({"sensors": named} if named else {}),
            "truth": self.truth,
            "camera": camera
            and {
                "widthPx": camera.width_px,
                "heightPx": camera.height_px,
                "rgb": camera.rgb,
                "depth": camera.depth,
                "semantic": camera.semantic,
                "encoding": camera.encoding,
                **({} if camera.effects is None else {"effects": camera.effects.message()}),
            },
        }


@dataclass(frozen=True, eq=False)
class ActionSpec:
    """One name and range per number of an action. Driving: steer (left is positive), gas, brake."""

    names: tuple[str, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, message: dict[str, Any]) -> ActionSpec:
        return cls(tuple(message["names"]), np.array(message["low"], float), np.array(message["high"], float))


@dataclass(frozen=True, eq=False, repr=False)
class Route:
    """The lane's centre line every `step_m` metres: points (x, y) and the speed to drive there."""

    step_m: float
    xy_m: NDArray[np.float64]
    speed_mps: NDArray[np.float64]

    @classmethod
    def of(cls, message: dict[str, Any]) -> Route:
        xy_m = np.frombuffer(as_bytes(message["xyM"]), "<f8").reshape(-1, 2)
        return cls(message["stepM"], xy_m, np.frombuffer(as_bytes(message["speedMps"]), "<f8"))

    def __repr__(self) -> str:
        return f"Route({len(self.xy_m)} points, one each {self.step_m} m)"


@dataclass(frozen=True)
class Truth:
    """The true pose. World frame: x east, y north; headings are counter-clockwise from x."""

    x_m: float
    y_m: float
    heading_rad: float
    #: Distance travelled along the route.
    progress_m: float


@dataclass(frozen=True, eq=False)
class Episode:
    """One drive. `environment` is the slot it occupies, below the agent's `environments`."""

    id: str
    environment: int
    task: str
    action: ActionSpec
    control_step_s: float
    seed: int
    #: "lock-step" (the simulator waits) or "realtime" (it does not).
    mode: str
    route: Optional[Route]
    #: What the observations' readings will be, by name.
    readings: Mapping[str, ReadingSpec] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How an episode ended. `total` is the score Q from 0 to 1."""

    total: float
    failed: bool
    reason: str
    steps: int


@dataclass(eq=False)
class Observation:
    """What one episode's driver sees at one step. Arrays are read-only; what was not asked for is None."""

    __slots__ = (
        "episode",
        "step",
        "time_s",
        "speed_mps",
        "command",
        "rgb",
        "jpeg",
        "depth_m",
        "semantic",
        "truth",
        "readings",
    )

    episode: Episode
    step: int
    time_s: float
    speed_mps: float
    #: "follow", "left", "right" or "straight".
    command: str
    #: height x width x 3, from the top-left pixel.
    rgb: Optional[NDArray[np.uint8]]
    #: The picture as a JPEG file, where the camera's encoding is "jpeg"; `rgb` is None then.
    jpeg: Optional[bytes]
    #: height x width, metres along the optical axis; infinite where there is only sky.
    depth_m: Optional[NDArray[np.float32]]
    #: height x width, indices into SEMANTIC_CLASSES.
    semantic: Optional[NDArray[np.uint8]]
    truth: Optional[Truth]
    #: What instruments show, each an array of the shape that `episode.readings` has for it.
    readings: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, message: dict[str, Any], episode: Episode) -> Observation:
        camera = message.get("camera") or {}
        raw = camera.get("encoding") == "raw"
        truth = message.get("truth")
        return cls(
            episode,
            message["step"],
            message["timeS"],
            message["speedMps"],
            message["command"],
            pixels(camera, "rgb", "u1", 3) if raw else None,
            as_bytes(camera["rgb"]) if not raw and "rgb" in camera else None,
            pixels(camera, "depthM", "<f4"),
            pixels(camera, "semantic", "u1"),
            truth and Truth(truth["xM"], truth["yM"], truth["headingRad"], truth["progressM"]),
            readings_of(message),
        )

    @property
    def route(self) -> Optional[Route]:
        return self.episode.route


@dataclass(frozen=True, eq=False)
class Answer:
    """An action with what an agent may add to it, for diagnosis."""

    action: ArrayLike
    #: The agent's own estimate, from 0 to 1, that it acts well.
    confidence: Optional[float] = None
    probabilities: Optional[ArrayLike] = None
    features: Optional[ArrayLike] = None


class Agent:
    """A driver. Write `act_one`, or `act` to answer several episodes at once, e.g. with a network.

    Several episodes run side by side; keep what belongs to one of them under its
    `episode.environment`, and clear it in `reset`.
    """

    #: What `--agent ws:NAME` asks for; the class's name if left empty.
    name: str = ""
    #: Change it whenever the agent would act differently: it is logged with every episode.
    version: str = "1"
    sensors: Sensors = Sensors()
    #: How many episodes this agent can drive at once.
    environments: int = 16
    #: Tasks it can drive; all of them if left None.
    tasks: Optional[Sequence[str]] = None

    def reset(self, episode: Episode) -> None:
        """Called before the first observation of an episode."""

    def act(self, observations: Sequence[Observation]) -> Sequence[Union[ArrayLike, Answer]]:
        """One action per observation, in the same order; each is of another episode."""
        return [self.act_one(observation) for observation in observations]

    def act_one(self, observation: Observation) -> Union[ArrayLike, Answer]:
        """The action for one observation, one number per name of `observation.episode.action`."""
        raise NotImplementedError(f"{type(self).__name__} needs a method act_one(observation) or act(observations).")

    def end(self, episode: Episode, outcome: Optional[Outcome]) -> None:
        """Called when an episode is over; the outcome is None if it was taken away."""


def pixels(camera: dict[str, Any], field: str, dtype: str, channels: int = 1) -> Any:
    """A camera's picture as a read-only array that shares the message's memory, or None."""
    if field not in camera:
        return None
    shape = (camera["heightPx"], camera["widthPx"], 3)[: 3 if channels == 3 else 2]
    return np.frombuffer(as_bytes(camera[field]), dtype).reshape(shape)
