"""Many Faultscape environments at once for Gymnasium 1.x, with one message per step for all of them."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .agent import Sensors
from .checks import as_bytes
from .env import check_render_mode, check_sensors, metadata_of, scene_option
from .errors import FaultscapeError
from .greet import DEFAULT_URL
from .gym_base import AutoresetMode, VectorEnv, batch_space, new_random, space_of
from .messages import COMMANDS
from .readings import DTYPES
from .trainer import Reset, SceneSource, Trainer, episode_scene, episode_seed, info_of

Flags = NDArray[np.bool_]
StepResult = tuple[dict[str, Any], NDArray[np.float64], Flags, Flags, dict[str, Any]]

_OPTIONS = ("scene", "scenes", "reset_mask")
_PICTURES = {"rgb": "u1", "depthM": "<f4", "semantic": "u1"}


class FaultscapeVectorEnv(VectorEnv[dict[str, Any], NDArray[np.float64], NDArray[Any]]):
    """`num_envs` environments of one task (see FaultscapeEnv), each with its own random generator.

    An environment whose episode ended begins the next one in the step after (autoreset mode
    NEXT_STEP): its action is ignored then and its reward is 0. `reset(seed=s)` seeds the i-th
    environment with s + i; a list gives each its own. The option "scene" is for the next episode of
    all environments, "scenes" a list with one scene, or None, for each.
    """

    def __init__(
        self,
        task: str = "driving/straight",
        num_envs: int = 16,
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
        self.num_envs = num_envs
        self.render_mode = render_mode
        self._render_size_px = render_size_px
        self._scene = scene
        made_from = [new_random() for _ in range(num_envs)]
        self._randoms = [random for random, _ in made_from]
        self._seeds = [drawn for _, drawn in made_from]
        self._trainer: Optional[Trainer] = Trainer(url, task, num_envs, sensors, token, encoding)
        made = self._trainer.made
        self.metadata = {**metadata_of(made), "autoreset_mode": AutoresetMode.NEXT_STEP}
        self.single_action_space = space_of(made["actionSpace"])
        self.single_observation_space = space_of(made["observationSpace"])
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_names = self._trainer.action.names
        self.nominal_scene: dict[str, Any] = made["nominal"]
        #: Units and meanings of the observations' readings, by name.
        self.reading_specs = self._trainer.readings
        #: The latest result of each environment, which is what the next observation is made of.
        self._results: list[Any] = [None] * num_envs
        self._over = np.zeros(num_envs, np.bool_)

    def reset(
        self,
        *,
        seed: Union[int, Sequence[Optional[int]], None] = None,
        options: Optional[dict[str, Any]] = None,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        seeds = self._seeds_asked(seed)
        scenes = self._scenes_asked(options)
        mask = (options or {}).get("reset_mask")
        chosen = range(self.num_envs) if mask is None else np.flatnonzero(self._mask(mask)).tolist()
        resets = [self._reset_of(i, seeds[i], scenes[i]) for i in chosen]
        trainer = self._open_trainer()
        infos = self._take(trainer.states(trainer.reset(resets)))
        if any(result is None for result in self._results):
            raise FaultscapeError("The first reset() is of all environments: leave out reset_mask.")
        return self._observations(), infos

    def step(self, actions: ArrayLike) -> StepResult:
        trainer = self._open_trainer()
        if self._results[0] is None:
            raise FaultscapeError("Call reset() before the first step().")
        array = np.asarray(actions, np.float64)
        expected = (self.num_envs, len(self.action_names))
        if array.shape != expected or not np.isfinite(array).all():
            raise FaultscapeError(
                f"Actions are {expected[0]} x {expected[1]} finite numbers "
                f"({', '.join(self.action_names)}), not {array.shape}."
            )
        rows = array.tolist()
        over = self._over.tolist()
        ended = [self._reset_of(i, None, None) for i in range(self.num_envs) if over[i]]
        running = {i: rows[i] for i in range(self.num_envs) if not over[i]}
        # Both are asked before either answer is waited for.
        requests = [trainer.reset(ended)] if ended else []
        requests += [trainer.step(running)] if running else []
        rewards = np.zeros(self.num_envs)
        terminations = np.zeros(self.num_envs, np.bool_)
        truncations = np.zeros(self.num_envs, np.bool_)
        results = [result for request in requests for result in trainer.states(request)]
        infos = self._take(results)
        for result in results:
            i = result["environment"]
            rewards[i] = result["reward"]
            terminations[i] = result["terminated"]
            truncations[i] = result["truncated"]
        return self._observations(), rewards, terminations, truncations, infos

    def render(self) -> Optional[tuple[NDArray[np.uint8], ...]]:
        if self.render_mode is None:
            return None
        trainer = self._open_trainer()
        return tuple(trainer.render(i, *self._render_size_px) for i in range(self.num_envs))

    def close_extras(self, **kwargs: Any) -> None:
        if self._trainer is not None:
            self._trainer.close()
        self._trainer = None

    @property
    def np_random(self) -> tuple[np.random.Generator, ...]:
        """The random generators, one per environment."""
        return tuple(self._randoms)

    @property
    def np_random_seed(self) -> tuple[int, ...]:
        return tuple(self._seeds)

    def _open_trainer(self) -> Trainer:
        if self._trainer is None:
            raise FaultscapeError("This environment was closed.")
        return self._trainer

    def _reset_of(self, i: int, seed: Optional[int], scene: Any) -> Reset:
        if seed is not None:
            self._randoms[i], self._seeds[i] = new_random(seed)
        random = self._randoms[i]
        if scene is None:
            scene = episode_scene(self._scene, random)
        return Reset(i, episode_seed(random, seed), scene)

    def _seeds_asked(self, seed: Union[int, Sequence[Optional[int]], None]) -> list[Optional[int]]:
        if seed is None:
            return [None] * self.num_envs
        seeds: list[Optional[int]] = []
        seeds.extend(range(seed, seed + self.num_envs) if isinstance(seed, int) else seed)
        if len(seeds) != self.num_envs:
            raise FaultscapeError(f"There are {self.num_envs} environments and {len(seeds)} seeds.")
        return seeds

    def _scenes_asked(self, options: Optional[dict[str, Any]]) -> list[Any]:
        scene = scene_option(options, _OPTIONS)
        scenes = (options or {}).get("scenes")
        if scenes is None:
            return [scene] * self.num_envs
        if len(scenes) != self.num_envs:
            raise FaultscapeError(f"There are {self.num_envs} environments and {len(scenes)} scenes.")
        return [scene if own is None else own for own in scenes]

    def _mask(self, mask: Any) -> Flags:
        array = np.asarray(mask)
        if array.shape != (self.num_envs,) or array.dtype != np.bool_ or not array.any():
            raise FaultscapeError(f"reset_mask is an array of {self.num_envs} booleans, at least one of them true.")
        return array

    def _take(self, results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        infos: dict[str, Any] = {}
        for result in results:
            i = result["environment"]
            self._results[i] = result
            self._over[i] = result["terminated"] or result["truncated"]
            _add_info(infos, info_of(dict(result)), i, self.num_envs)
        return infos

    def _observations(self) -> dict[str, Any]:
        """The latest observations side by side, in arrays of their own."""
        seen = [result["observation"] for result in self._results]
        batch: dict[str, Any] = {
            "timeS": np.array([each["timeS"] for each in seen], np.float64),
            "speedMps": np.array([each["speedMps"] for each in seen], np.float64),
            "command": np.array([COMMANDS.index(each["command"]) for each in seen], np.int64),
        }
        for group, space in self.single_observation_space.spaces.items():
            if group == "camera":
                batch[group] = {name: self._pictures(seen, name, space[name].shape) for name in space.spaces}
            elif group == "readings":
                batch[group] = {name: self._numbers(seen, name) for name in space.spaces}
            elif group not in batch:
                batch[group] = {
                    name: np.array([each[group][name] for each in seen], np.float64) for name in space.spaces
                }
        return batch

    def _pictures(self, seen: Sequence[Mapping[str, Any]], name: str, shape: tuple[int, ...]) -> NDArray[Any]:
        # One copy for all of them: joining bytes is faster than filling an array picture by picture.
        joined = bytearray().join(as_bytes(each["camera"][name]) for each in seen)
        return np.frombuffer(joined, _PICTURES[name]).reshape((self.num_envs, *shape))

    def _numbers(self, seen: Sequence[Mapping[str, Any]], name: str) -> NDArray[Any]:
        spec = self.reading_specs[name]
        joined = bytearray().join(as_bytes(each["readings"][name]["data"]) for each in seen)
        return np.frombuffer(joined, DTYPES[spec.dtype]).reshape((self.num_envs, *spec.shape))


def _add_info(infos: dict[str, Any], info: Mapping[str, Any], i: int, n: int) -> None:
    """Files one environment's info under Gymnasium's arrays: for each key one, and a mask `_key` of who has it."""
    for key, value in info.items():
        if isinstance(value, dict):
            _add_info(infos.setdefault(key, {}), value, i, n)
        else:
            if key not in infos:
                scalar = isinstance(value, (bool, int, float, np.number))
                infos[key] = np.zeros(n, type(value)) if scalar else np.full(n, None, object)
            infos[key][i] = value
        infos.setdefault(f"_{key}", np.zeros(n, np.bool_))[i] = True
