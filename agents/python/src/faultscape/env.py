"""One Faultscape environment for Gymnasium 1.x."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .agent import Sensors
from .errors import FaultscapeError
from .greet import DEFAULT_URL
from .gym_base import Env, space_of
from .serve import action_numbers
from .trainer import (
    Reset,
    SceneSource,
    Trainer,
    episode_scene,
    episode_seed,
    info_of,
    observation_of,
)

_RENDER_MODES = ("rgb_array",)


class FaultscapeEnv(Env[dict[str, Any], NDArray[np.float64]]):
    """A task of a running server (`faultscape serve`) as a Gymnasium environment.

    Observations are dicts of arrays: timeS, speedMps, command, and what `sensors` ask for. An action
    is one number per name of `action_names`. A step's reward is what it added to the score, so an
    episode's rewards sum to its score Q. `reset(options={"scene": {...}})` sets the scene of one
    episode; `scene` here that of all episodes, or a function that draws one from a random generator.
    `reset(seed=s)` drives the episode that the seed s names, on any machine.
    """

    def __init__(
        self,
        task: str = "driving/straight",
        url: str = DEFAULT_URL,
        *,
        sensors: Sensors = Sensors(),
        scene: SceneSource = None,
        render_mode: Optional[str] = None,
        render_size_px: tuple[int, int] = (640, 360),
        token: Optional[str] = None,
        encoding: str = "msgpack",
    ) -> None:
        check_render_mode(render_mode)
        check_sensors(sensors)
        self.render_mode = render_mode
        self._render_size_px = render_size_px
        self._scene = scene
        self._running = False
        self._trainer: Optional[Trainer] = Trainer(url, task, 1, sensors, token, encoding)
        made = self._trainer.made
        self.metadata = metadata_of(made)
        self.action_space = space_of(made["actionSpace"])
        self.observation_space = space_of(made["observationSpace"])
        self.action_names = self._trainer.action.names
        #: The scene the task's agents are designed for, complete: the axes an options' scene may name.
        self.nominal_scene: dict[str, Any] = made["nominal"]
        #: Units and meanings of the observations' readings, by name.
        self.reading_specs = self._trainer.readings

    def reset(
        self, *, seed: Optional[int] = None, options: Optional[dict[str, Any]] = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        super().reset(seed=seed)
        scene = scene_option(options)
        if scene is None:
            scene = episode_scene(self._scene, self.np_random)
        trainer = self._open_trainer()
        request = trainer.reset([Reset(0, episode_seed(self.np_random, seed), scene)])
        (result,) = trainer.states(request)
        self._running = True
        return observation_of(result["observation"]), info_of(result)

    def step(self, action: ArrayLike) -> tuple[dict[str, Any], float, bool, bool, dict[str, Any]]:
        trainer = self._open_trainer()
        if not self._running:
            raise FaultscapeError("Call reset() first: no episode is under way.")
        (result,) = trainer.states(trainer.step({0: action_numbers(action, self.action_names)}))
        terminated, truncated = result["terminated"], result["truncated"]
        self._running = not (terminated or truncated)
        return observation_of(result["observation"]), float(result["reward"]), terminated, truncated, info_of(result)

    def render(self) -> Optional[NDArray[np.uint8]]:
        """The scene as it stands, height x width x 3, in render mode "rgb_array"."""
        if self.render_mode is None:
            return None
        return self._open_trainer().render(0, *self._render_size_px)

    def close(self) -> None:
        if self._trainer is not None:
            self._trainer.close()
        self._trainer = None

    def _open_trainer(self) -> Trainer:
        if self._trainer is None:
            raise FaultscapeError("This environment was closed.")
        return self._trainer


def metadata_of(made: dict[str, Any]) -> dict[str, Any]:
    return {"render_modes": list(_RENDER_MODES), "render_fps": round(1 / made["controlStepS"])}


def check_render_mode(render_mode: Optional[str]) -> None:
    if render_mode not in (None, *_RENDER_MODES):
        raise FaultscapeError(f"The render mode is None or one of {', '.join(_RENDER_MODES)}, not {render_mode!r}.")


def check_sensors(sensors: Sensors) -> None:
    if sensors.camera is not None and sensors.camera.encoding != "raw":
        raise FaultscapeError('An environment shows pixels: ask for a camera with encoding "raw".')


def scene_option(options: Optional[dict[str, Any]], known: tuple[str, ...] = ("scene",)) -> Any:
    for name in options or {}:
        if name not in known:
            raise FaultscapeError(f"reset() knows the options {', '.join(known)}, not {name!r}.")
    return (options or {}).get("scene")
