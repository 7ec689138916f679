"""Gymnasium's classes where it is installed, and stand-ins of the same behaviour where it is not.

The only file that imports gymnasium.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, Optional, TypeVar

import numpy as np

from . import spaces as own_spaces
from .spaces import new_random

ObsType = TypeVar("ObsType")
ActType = TypeVar("ActType")
ArrayType = TypeVar("ArrayType")


class OwnEnv(Generic[ObsType, ActType]):
    """What gymnasium.Env does for an environment: its random generator and its attributes."""

    metadata: dict[str, Any] = {"render_modes": []}
    render_mode: Optional[str] = None
    spec: Any = None
    _np_random: Optional[np.random.Generator] = None
    _np_random_seed: Optional[int] = None

    def reset(self, *, seed: Optional[int] = None, options: Optional[dict[str, Any]] = None) -> Any:
        if seed is not None:
            self._np_random, self._np_random_seed = new_random(seed)

    def close(self) -> None:
        pass

    @property
    def np_random(self) -> np.random.Generator:
        if self._np_random is None:
            self._np_random, self._np_random_seed = new_random()
        return self._np_random

    @np_random.setter
    def np_random(self, value: np.random.Generator) -> None:
        self._np_random = value
        self._np_random_seed = -1

    @property
    def np_random_seed(self) -> int:
        if self._np_random_seed is None:
            self._np_random, self._np_random_seed = new_random()
        return self._np_random_seed

    @property
    def unwrapped(self) -> OwnEnv[ObsType, ActType]:
        return self

    def has_wrapper_attr(self, name: str) -> bool:
        return hasattr(self, name)

    def get_wrapper_attr(self, name: str) -> Any:
        return getattr(self, name)

    def set_wrapper_attr(self, name: str, value: Any) -> None:
        setattr(self, name, value)

    def __enter__(self) -> OwnEnv[ObsType, ActType]:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


class OwnVectorEnv(Generic[ObsType, ActType, ArrayType]):
    """What gymnasium.vector.VectorEnv does for an environment."""

    metadata: dict[str, Any] = {}
    render_mode: Optional[str] = None
    spec: Any = None
    closed: bool = False
    num_envs: int

    def close(self, **kwargs: Any) -> None:
        if not self.closed:
            self.close_extras(**kwargs)
            self.closed = True

    def close_extras(self, **kwargs: Any) -> None:
        pass

    @property
    def unwrapped(self) -> OwnVectorEnv[ObsType, ActType, ArrayType]:
        return self


class OwnAutoresetMode(Enum):
    NEXT_STEP = "NextStep"
    SAME_STEP = "SameStep"
    DISABLED = "Disabled"


if TYPE_CHECKING:
    from gymnasium import Env, spaces
    from gymnasium.vector import AutoresetMode, VectorEnv
    from gymnasium.vector.utils import batch_space
else:
    try:
        from gymnasium import Env, spaces
        from gymnasium.vector import VectorEnv
        from gymnasium.vector.utils import batch_space

        try:
            from gymnasium.vector import AutoresetMode
        except ImportError:  # gymnasium 1.0
            AutoresetMode = OwnAutoresetMode
    except ImportError:
        Env, VectorEnv, AutoresetMode = OwnEnv, OwnVectorEnv, OwnAutoresetMode
        spaces, batch_space = own_spaces, own_spaces.batch_space

__all__ = ["AutoresetMode", "Env", "VectorEnv", "batch_space", "new_random", "space_of", "spaces"]


def space_of(spec: dict[str, Any]) -> Any:
    """The space a SpaceSpec of the protocol describes."""
    kind = spec["type"]
    if kind == "box":
        low = _side(spec["low"], -np.inf, spec)
        high = _side(spec["high"], np.inf, spec)
        return spaces.Box(low, high, dtype=np.dtype(spec["dtype"]).type)
    if kind == "discrete":
        return spaces.Discrete(spec["n"])
    return spaces.Dict({name: space_of(each) for name, each in spec["spaces"].items()})


def _side(side: Any, unbounded: float, spec: dict[str, Any]) -> Any:
    """One side of a box as an array of its shape; null stands for no bound."""
    filled = [unbounded if each is None else each for each in side] if isinstance(side, list) else side
    array = np.asarray(unbounded if filled is None else filled, spec["dtype"])
    return np.broadcast_to(array.reshape(spec["shape"]) if array.size > 1 else array, spec["shape"]).copy()
