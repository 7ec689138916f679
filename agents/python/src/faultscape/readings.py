"""Readings: named numbers of an observation, besides time, speed, camera and true pose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from .checks import as_bytes

#: Dtypes of readings on the wire, which is little-endian.
DTYPES = {"float32": "<f4", "float64": "<f8"}


@dataclass(frozen=True)
class ReadingSpec:
    """What one reading will be."""

    name: str
    #: Empty for a single number.
    shape: tuple[int, ...]
    #: "float32" or "float64".
    dtype: str
    unit: str
    #: Bounds that every number keeps; None where there is none.
    low: Optional[float]
    high: Optional[float]
    description: str

    @classmethod
    def of(cls, message: dict[str, Any]) -> ReadingSpec:
        return cls(
            message["name"],
            tuple(message["shape"]),
            message["dtype"],
            message["unit"],
            message["low"],
            message["high"],
            message["description"],
        )


def specs_of(message: dict[str, Any]) -> dict[str, ReadingSpec]:
    """The specs of a message's readings by name; none if it has none."""
    return {each["name"]: ReadingSpec.of(each) for each in message.get("readings", [])}


def readings_of(message: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """An observation's readings as read-only arrays of their shape and dtype."""
    return {
        name: np.frombuffer(as_bytes(each["data"]), DTYPES[each["dtype"]]).reshape(each["shape"])
        for name, each in message.get("readings", {}).items()
    }
