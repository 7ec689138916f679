"""The answer of a detector: twenty boxes as one list of numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

SHAPE_CLASSES: tuple[str, ...] = (
    "aeroplane",
    "bench",
    "bicycle",
    "boat",
    "bottle",
    "bus",
    "car",
    "chair",
    "dining-table",
    "motorbike",
    "train",
    "truck",
)
"""The classes of the detection tasks, in the order of their numbers."""

BOX_COUNT = 20


@dataclass(frozen=True)
class DetectedBox:
    """A rectangle of the picture, whose top left corner is 0, 0 and bottom right 1, 1."""

    left: float
    top: float
    right: float
    bottom: float
    objectness: float
    class_name: str


def boxes_to_action(boxes: Iterable[DetectedBox]) -> list[float]:
    """The 120 numbers that answer a detection task; of more than twenty boxes the least sure are lost.

    Raises ValueError for a class that the tasks do not have.
    """
    surest = sorted(boxes, key=lambda box: -box.objectness)[:BOX_COUNT]
    action: list[float] = []
    for box in surest:
        if box.class_name not in SHAPE_CLASSES:
            raise ValueError(f"no such class: {box.class_name}; expected one of {', '.join(SHAPE_CLASSES)}")
        number = float(SHAPE_CLASSES.index(box.class_name))
        action += [box.left, box.top, box.right, box.bottom, box.objectness, number]
    return action + [0.0] * (6 * BOX_COUNT - len(action))
