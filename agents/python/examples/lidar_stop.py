#!/usr/bin/env python3
"""Keeps its distance by a lidar in its bumper: whatever the beams meet on the road ahead is not driven into.

The way is known, as from a map: it steers as pure_pursuit.py does. Nobody tells it where others are. Returns
that lie in the strip of its route are obstacles; how the nearest one's distance changes tells its speed, and the
Intelligent Driver Model (Treiber, Hennecke and Helbing, 2000) how to brake for it. It follows and stops; it
foresees nothing, so what comes from the side is braked for only once it is in the strip. In traffic:

    npx faultscape evaluate --task driving/traffic --agent ws:lidar-py -n 10
    npx faultscape attack --task driving/traffic --agent ws:lidar-py --adversary random --samples 100 --out runs/lidar
"""

from __future__ import annotations

import math

import numpy as np

from faultscape import Agent, Episode, Lidar, Observation, Sensors, main

WHEELBASE_M = 2.6
HALF_LENGTH_M, HALF_WIDTH_M = 2.1, 0.9
MAX_WHEEL_ANGLE_RAD = math.radians(35)
# One flat scan to the front, half a degree apart, too high to meet the road and low enough to meet all cars.
BEAMS, FOV_RAD = 360, math.radians(180)
SCANNER = Lidar(azimuth_steps=BEAMS, horizontal_fov_deg=180, range_m=60, height_m=0.6)
# The strip that is kept free, to either side of the car.
SIDE_GAP_M = 0.3
LOOK_M = 45.0
# The driver model: acceleration, comfortable braking, gap when standing, time gap.
PULL_MPS2, BRAKING_MPS2, STAND_GAP_M, TIME_GAP_S = 2.0, 2.5, 2.5, 1.3
# What the car does with all of its gas and of its brake.
FULL_GAS_MPS2, FULL_BRAKE_MPS2 = 3.5, 12.0
# Another's speed is smoothed by this share a step; a gap that jumps by more is another obstacle.
FRESH, JUMP_M = 0.4, 2.0


class LidarDriver(Agent):
    name = "lidar-py"
    sensors = Sensors(truth=True, sensors={"bumper": SCANNER})

    def __init__(self) -> None:
        azimuth_rad = FOV_RAD * (0.5 - (np.arange(BEAMS) + 0.5) / BEAMS)
        self.beams = np.stack([np.cos(azimuth_rad), np.sin(azimuth_rad)])
        # The last gap of each episode and how fast the obstacle went, as far as is known.
        self.last: dict[int, tuple[float, float]] = {}

    def reset(self, episode: Episode) -> None:
        self.last.pop(episode.environment, None)

    def act_one(self, observation: Observation) -> list[float]:
        pose, route, speed_mps = observation.truth, observation.route, observation.speed_mps
        dx, dy = (route.xy_m - (pose.x_m, pose.y_m)).T
        cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
        way = np.stack([dx * cos + dy * sin, dy * cos - dx * sin])
        aim = min(len(route.xy_m) - 1, round((pose.progress_m + min(8.0, max(4.0, speed_mps))) / route.step_m))
        ahead_m, left_m = way[:, aim]
        wheel_angle_rad = math.atan(2 * WHEELBASE_M * left_m / max(1.0, ahead_m**2 + left_m**2))

        gap_m = self.gap(observation.readings["bumper"][0], way, pose.progress_m, route.step_m)
        allowed_mps2 = self.allowed(observation.episode, gap_m, speed_mps)
        wanted_mps2 = min(allowed_mps2, PULL_MPS2 * (1 - (speed_mps / max(0.1, route.speed_mps[aim])) ** 4))
        gas = min(1.0, max(0.0, (wanted_mps2 + 0.2) / FULL_GAS_MPS2))
        brake = min(0.7, max(0.0, -(wanted_mps2 + 0.4) / FULL_BRAKE_MPS2))
        return [wheel_angle_rad / MAX_WHEEL_ANGLE_RAD, 0.0 if brake > 0 else gas, brake]

    def gap(self, ranges_m: np.ndarray, way: np.ndarray, progress_m: float, step_m: float) -> float:
        """How far the nearest return in the strip of the way ahead is from the bumper; infinite for none."""
        points = self.beams[:, ranges_m > 0] * ranges_m[ranges_m > 0]
        first = math.ceil((progress_m + 1) / step_m)
        last = first + math.ceil(LOOK_M / step_m)
        strip = way[:, first : last : max(1, round(0.5 / step_m))]
        if points.size == 0 or strip.size == 0:
            return math.inf
        apart_m = np.hypot(*(points[:, :, None] - strip[:, None, :]))
        nearest = apart_m.argmin(axis=1)
        inside = apart_m.min(axis=1) < HALF_WIDTH_M + SIDE_GAP_M
        if not inside.any():
            return math.inf
        along_m = first * step_m - progress_m + nearest[inside] * max(1, round(0.5 / step_m)) * step_m
        return float(along_m.min()) - HALF_LENGTH_M

    def allowed(self, episode: Episode, gap_m: float, speed_mps: float) -> float:
        """The most acceleration that keeps the distance."""
        before = self.last.pop(episode.environment, None)
        if gap_m == math.inf:
            return PULL_MPS2
        other_mps = 0.0 if before is None else before[1]
        if before is not None and abs(gap_m - before[0]) < JUMP_M:
            seen_mps = speed_mps + (gap_m - before[0]) / episode.control_step_s
            other_mps += FRESH * (max(0.0, seen_mps) - other_mps)
        self.last[episode.environment] = (gap_m, other_mps)
        closing = speed_mps * (speed_mps - other_mps) / (2 * math.sqrt(PULL_MPS2 * BRAKING_MPS2))
        wished_m = STAND_GAP_M + max(0.0, speed_mps * TIME_GAP_S + closing)
        return max(-8.0, PULL_MPS2 * (1 - (wished_m / max(0.1, gap_m)) ** 2))


if __name__ == "__main__":
    main(LidarDriver())
