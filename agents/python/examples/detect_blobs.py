#!/usr/bin/env python3
"""Finds the object of a detection task by its colours, with numpy alone.

A wide frame round the picture shows what the surroundings look like. Colours that are common inside it and rare in
it are the object's; the box that holds nearly all pixels of such colours is the answer. It has no idea what it sees:
the class is the one that the task is named after, and in `detection/all` it guesses. How sure it is says how well
its pixels fill the box.

    npx faultscape evaluate --task detection/car --agent ws:blobs-py -n 10
    npx faultscape attack --task detection/car --agent ws:blobs-py --adversary random --samples 100 --out runs/blobs
"""

from __future__ import annotations

import numpy as np

from faultscape import SHAPE_CLASSES, Agent, Camera, DetectedBox, Observation, Sensors, boxes_to_action, main

SIDE_PX = 96
# The frame's width, and the levels that each of red, green and blue is counted in.
FRAME_PX, LEVELS = 20, 8
# A colour counts as the object's if its share inside is so many times that in the frame.
OUTWEIGHS = 3.0
# Pixels below this share of the highest score are background.
LEAST = 0.6
# The box leaves out this share of the object's pixels at each of its sides.
CUT_OFF = 0.02
GUESS = "car"


def likeness(rgb: np.ndarray) -> np.ndarray:
    """How much more each pixel's colour belongs inside than to the frame, 0 to 1, smoothed."""
    levels = (rgb // (256 // LEVELS)).astype(int)
    colour = (levels[..., 0] * LEVELS + levels[..., 1]) * LEVELS + levels[..., 2]
    inside = np.zeros(colour.shape, bool)
    inside[FRAME_PX:-FRAME_PX, FRAME_PX:-FRAME_PX] = True
    within = np.bincount(colour[inside], minlength=LEVELS**3) / inside.sum()
    around = np.bincount(colour[~inside], minlength=LEVELS**3) / (~inside).sum()
    score = (within / (within + OUTWEIGHS * around + 1e-6))[colour]
    for _ in range(2):
        score = (score + sum(np.roll(score, shift, axis) for shift in (1, -1) for axis in (0, 1))) / 5
    return score


def span(mass: np.ndarray) -> tuple[float, float]:
    """Where along an axis the mass lies, from 0 to 1, but for what is cut off at both ends."""
    total = np.cumsum(mass) / mass.sum()
    low, high = np.searchsorted(total, [CUT_OFF, 1 - CUT_OFF])
    return float(low / len(mass)), float((high + 1) / len(mass))


class BlobDetector(Agent):
    name = "blobs-py"
    sensors = Sensors(camera=Camera(SIDE_PX, SIDE_PX))

    def act_one(self, observation: Observation) -> list[float]:
        score = likeness(observation.rgb)
        found = np.where(score > LEAST * score.max(), score, 0.0)
        left, right = span(found.sum(axis=0))
        top, bottom = span(found.sum(axis=1))
        rows = slice(round(top * SIDE_PX), round(bottom * SIDE_PX))
        columns = slice(round(left * SIDE_PX), round(right * SIDE_PX))
        filled = float((found[rows, columns] > 0).mean())
        named = observation.episode.task.split("/")[-1]
        kind = named if named in SHAPE_CLASSES else GUESS
        return boxes_to_action([DetectedBox(left, top, right, bottom, objectness=filled, class_name=kind)])


if __name__ == "__main__":
    main(BlobDetector())
