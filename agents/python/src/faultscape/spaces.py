"""The few spaces our environments need, for where gymnasium is not installed.

They behave as gymnasium's of the same names do, down to the samples drawn from a seed, but are not
instances of them: where gymnasium is there, its own are used (see gym_base).
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray


def new_random(seed: Optional[int] = None) -> tuple[np.random.Generator, int]:
    """A random generator and the seed it was made from, as Gymnasium makes them."""
    if seed is not None and (type(seed) is not int or seed < 0):
        raise ValueError(f"A seed is a whole number of at least 0, not {seed!r}.")
    sequence = np.random.SeedSequence(seed)
    entropy = sequence.entropy
    assert isinstance(entropy, int)
    return np.random.Generator(np.random.PCG64(sequence)), entropy


class Space:
    """A set of values one can draw from."""

    def __init__(self, shape: Optional[tuple[int, ...]], dtype: Any, seed: Optional[int] = None) -> None:
        self.shape = shape
        self.dtype = None if dtype is None else np.dtype(dtype)
        self._random: Optional[np.random.Generator] = None
        if seed is not None:
            self.seed(seed)

    @property
    def np_random(self) -> np.random.Generator:
        if self._random is None:
            self._random, _ = new_random()
        return self._random

    def seed(self, seed: Optional[int] = None) -> Any:
        self._random, used = new_random(seed)
        return used

    def sample(self) -> Any:
        raise NotImplementedError

    def contains(self, x: Any) -> bool:
        raise NotImplementedError

    def __contains__(self, x: Any) -> bool:
        return self.contains(x)


class Box(Space):
    """Arrays of one shape whose numbers lie between `low` and `high`, either of which may be infinite."""

    def __init__(
        self,
        low: Any,
        high: Any,
        shape: Optional[Sequence[int]] = None,
        dtype: Any = np.float32,
        seed: Optional[int] = None,
    ) -> None:
        own = np.shape(low) if shape is None else tuple(int(side) for side in shape)
        self.low: NDArray[Any] = np.broadcast_to(np.asarray(low, dtype), own).copy()
        self.high: NDArray[Any] = np.broadcast_to(np.asarray(high, dtype), own).copy()
        if np.any(self.low > self.high):
            raise ValueError(f"A box has no low above its high: {low}, {high}.")
        self.bounded_below = np.isfinite(self.low)
        self.bounded_above = np.isfinite(self.high)
        super().__init__(own, dtype, seed)

    def sample(self) -> NDArray[Any]:
        random = self.np_random
        assert self.dtype is not None
        whole = self.dtype.kind in "iu"
        high = self.high.astype(np.int64) + 1 if whole else self.high
        drawn = np.empty(self.low.shape)
        below, above = self.bounded_below, self.bounded_above
        free, floor, roof, both = ~below & ~above, below & ~above, ~below & above, below & above
        drawn[free] = random.normal(size=np.count_nonzero(free))
        drawn[floor] = random.exponential(size=np.count_nonzero(floor)) + self.low[floor]
        drawn[roof] = high[roof] - random.exponential(size=np.count_nonzero(roof))
        drawn[both] = random.uniform(self.low[both], high[both], np.count_nonzero(both))
        return np.asarray(np.floor(drawn) if whole else drawn).astype(self.dtype)

    def contains(self, x: Any) -> bool:
        try:
            array = x if isinstance(x, np.ndarray) else np.asarray(x, self.dtype)
        except (ValueError, TypeError):
            return False
        return bool(
            np.can_cast(array.dtype, self.dtype)
            and array.shape == self.low.shape
            and np.all(array >= self.low)
            and np.all(array <= self.high)
        )

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Box)
            and self.shape == other.shape
            and self.dtype == other.dtype
            and np.array_equal(self.low, other.low)
            and np.array_equal(self.high, other.high)
        )

    def __repr__(self) -> str:
        return f"Box({_short(self.low)}, {_short(self.high)}, {self.shape}, {self.dtype})"


class Discrete(Space):
    """The whole numbers from 0 to n - 1."""

    def __init__(self, n: int, seed: Optional[int] = None) -> None:
        self.n = np.int64(n)
        super().__init__((), np.int64, seed)

    def sample(self) -> np.int64:
        return np.int64(self.np_random.integers(self.n))

    def contains(self, x: Any) -> bool:
        whole = isinstance(x, int) or (
            isinstance(x, (np.generic, np.ndarray)) and np.issubdtype(x.dtype, np.integer) and x.shape == ()
        )
        return whole and bool(0 <= x < self.n)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Discrete) and bool(self.n == other.n)

    def __repr__(self) -> str:
        return f"Discrete({self.n})"


class MultiDiscrete(Space):
    """A list of whole numbers, the i-th from 0 to nvec[i] - 1."""

    def __init__(self, nvec: Any, seed: Optional[int] = None) -> None:
        self.nvec: NDArray[np.int64] = np.array(nvec, np.int64)
        super().__init__(self.nvec.shape, np.int64, seed)

    def sample(self) -> NDArray[np.int64]:
        return (self.np_random.random(self.nvec.shape) * self.nvec).astype(np.int64)

    def contains(self, x: Any) -> bool:
        array = np.asarray(x)
        return bool(
            array.shape == self.nvec.shape
            and np.can_cast(array.dtype, np.int64)
            and np.all(array >= 0)
            and np.all(array < self.nvec)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MultiDiscrete) and np.array_equal(self.nvec, other.nvec)

    def __repr__(self) -> str:
        return f"MultiDiscrete({self.nvec})"


class Dict(Space, Mapping[str, Space]):
    """Spaces by name, in alphabetical order."""

    def __init__(self, spaces: Mapping[str, Space], seed: Optional[int] = None) -> None:
        self.spaces: dict[str, Space] = dict(sorted(spaces.items()))
        super().__init__(None, None, seed)

    def seed(self, seed: Optional[int] = None) -> dict[str, Any]:
        if seed is None:
            return {name: space.seed() for name, space in self.spaces.items()}
        super().seed(seed)
        seeds = self.np_random.integers(np.iinfo(np.int32).max, size=len(self.spaces))
        return {name: space.seed(int(own)) for (name, space), own in zip(self.spaces.items(), seeds)}

    def sample(self) -> dict[str, Any]:
        return {name: space.sample() for name, space in self.spaces.items()}

    def contains(self, x: Any) -> bool:
        return (
            isinstance(x, dict)
            and x.keys() == self.spaces.keys()
            and all(x[name] in space for name, space in self.spaces.items())
        )

    def __contains__(self, x: Any) -> bool:
        return self.contains(x)

    def __getitem__(self, name: str) -> Space:
        return self.spaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.spaces)

    def __len__(self) -> int:
        return len(self.spaces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dict) and self.spaces == other.spaces

    def __repr__(self) -> str:
        return f"Dict({', '.join(f'{name!r}: {space}' for name, space in self.spaces.items())})"


def batch_space(space: Space, n: int) -> Space:
    """The space of `n` values side by side."""
    if isinstance(space, Box):
        tiles = (n, *(1 for _ in space.low.shape))
        return Box(np.tile(space.low, tiles), np.tile(space.high, tiles), dtype=space.dtype)
    if isinstance(space, Discrete):
        return MultiDiscrete(np.full(n, space.n))
    if isinstance(space, Dict):
        return Dict({name: batch_space(each, n) for name, each in space.spaces.items()})
    raise TypeError(f"{space} cannot be batched.")


def _short(side: NDArray[Any]) -> str:
    return str(side.flat[0]) if side.size > 0 and np.all(side == side.flat[0]) else str(side)
