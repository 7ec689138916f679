"""Drive and train in Faultscape from Python. Start with `Agent` and `serve`, or with `FaultscapeEnv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .agent import ActionSpec, Agent, Answer, Camera, Episode, Observation, Outcome, Route, Sensors, Truth
from .boxes import BOX_COUNT, SHAPE_CLASSES, DetectedBox, boxes_to_action
from .errors import ConnectionLost, ConnectionRefused, FaultscapeError, ProtocolError, ServerError
from .command_line import main
from .messages import COMMANDS, SEMANTIC_CLASSES, check_message
from .readings import ReadingSpec
from .sensors import CameraEffects, Gnss, Imu, Lidar, Sensor
from .serve import serve

if TYPE_CHECKING:
    from .env import FaultscapeEnv
    from .vector_env import FaultscapeVectorEnv

__version__ = "0.1.0"

__all__ = [
    "ActionSpec",
    "Agent",
    "Answer",
    "BOX_COUNT",
    "COMMANDS",
    "Camera",
    "CameraEffects",
    "ConnectionLost",
    "ConnectionRefused",
    "DetectedBox",
    "Episode",
    "FaultscapeEnv",
    "FaultscapeError",
    "FaultscapeVectorEnv",
    "Gnss",
    "Imu",
    "Lidar",
    "Observation",
    "Outcome",
    "ProtocolError",
    "ReadingSpec",
    "Route",
    "SEMANTIC_CLASSES",
    "Sensor",
    "SHAPE_CLASSES",
    "Sensors",
    "ServerError",
    "Truth",
    "boxes_to_action",
    "check_message",
    "main",
    "serve",
]


def __getattr__(name: str) -> object:
    """The environments import gymnasium, which a driver need not wait for."""
    if name == "FaultscapeEnv":
        from .env import FaultscapeEnv

        return FaultscapeEnv
    if name == "FaultscapeVectorEnv":
        from .vector_env import FaultscapeVectorEnv

        return FaultscapeVectorEnv
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
