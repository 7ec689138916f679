#!/usr/bin/env python3
"""Follows the paint of its lane, found with OpenCV (Debian: python3-opencv) in the camera's picture.

The picture is laid flat onto the road as seen from above, thin bright lines are found in it, and the
car steers for the middle of the lane between them. It trusts that the camera sits where the nominal
scene has it, 1.5 m high and looking 15 degrees down, which is just what an attack will change:

    npx faultscape evaluate --task driving/straight --agent ws:lanes-py -n 10
    npx faultscape attack --task driving/straight --agent ws:lanes-py --adversary random --samples 100 --out runs/lanes
"""

import math

import cv2
import numpy as np

from faultscape import Agent, Camera, Episode, Observation, Sensors, main

WIDTH_PX, HEIGHT_PX, FOV_RAD = 192, 96, math.radians(100)
CAMERA_UP_M, CAMERA_DOWN_RAD = 1.5, math.radians(15)
# The piece of road looked at, from the camera on, and the scale it is seen at from above.
NEAR_M, FAR_M, SIDE_M, PX_PER_M = 3.0, 11.0, 3.5, 16
CAMERA_AHEAD_OF_AXLE_M, WHEELBASE_M, MAX_WHEEL_ANGLE_RAD = 2.2, 2.6, math.radians(35)
# How far the lane's paint lies from its middle; left is positive.
PAINT_M = (1.75, -1.6)
# Paint is thinner than this and brighter than the road around it by so much (of 255).
THIN_M, BRIGHTER = 0.35, 40
# A line that is further than this from where its own should be is another line.
SLOPE_OFF, MIDDLE_OFF_M = 0.2, 0.5
AIM_M, CRUISE_MPS = 5.0, 7.0


def from_above() -> np.ndarray:
    """The homography from the picture to the road seen from above, far end up."""
    focal_px = WIDTH_PX / 2 / math.tan(FOV_RAD / 2)
    cos, sin = math.cos(CAMERA_DOWN_RAD), math.sin(CAMERA_DOWN_RAD)
    road, picture = [], []
    for ahead_m, left_m in ((NEAR_M, SIDE_M), (NEAR_M, -SIDE_M), (FAR_M, -SIDE_M), (FAR_M, SIDE_M)):
        depth_m = ahead_m * cos + CAMERA_UP_M * sin
        down_m = CAMERA_UP_M * cos - ahead_m * sin
        picture.append((WIDTH_PX / 2 - focal_px * left_m / depth_m, HEIGHT_PX / 2 + focal_px * down_m / depth_m))
        road.append(((SIDE_M - left_m) * PX_PER_M, (FAR_M - ahead_m) * PX_PER_M))
    return cv2.getPerspectiveTransform(np.float32(picture), np.float32(road))


class LaneFollower(Agent):
    """Keeps between the lines it sees."""

    name = "lanes-py"
    sensors = Sensors(camera=Camera(WIDTH_PX, HEIGHT_PX))

    def __init__(self) -> None:
        self.homography = from_above()
        self.size = (int(2 * SIDE_M * PX_PER_M), int((FAR_M - NEAR_M) * PX_PER_M))
        self.thin = cv2.getStructuringElement(cv2.MORPH_RECT, (int(THIN_M * PX_PER_M), 1))
        self.left_m: dict[int, float] = {}

    def reset(self, episode: Episode) -> None:
        # Where the lane's middle lies at the point aimed for; the car starts in its lane.
        self.left_m[episode.environment] = 0.0

    def act_one(self, observation: Observation) -> list[float]:
        seat = observation.episode.environment
        expected_m = self.left_m[seat]
        left_m = self.left_m[seat] = (expected_m + self.lane(observation.rgb, expected_m)) / 2
        reach_m = AIM_M + CAMERA_AHEAD_OF_AXLE_M
        wheel_angle_rad = math.atan(2 * WHEELBASE_M * left_m / (reach_m**2 + left_m**2))
        slower_mps = observation.speed_mps - CRUISE_MPS
        return [wheel_angle_rad / MAX_WHEEL_ANGLE_RAD, min(1.0, max(0.0, 0.15 - 0.35 * slower_mps)), 0.0]

    def lane(self, rgb: np.ndarray, expected_m: float) -> float:
        """How far to the left the lane's middle lies at the distance aimed for."""
        above = cv2.warpPerspective(rgb.min(axis=2), self.homography, self.size)
        paint = cv2.morphologyEx(above, cv2.MORPH_TOPHAT, self.thin)
        lines = cv2.HoughLinesP((paint > BRIGHTER).astype(np.uint8), 1, math.pi / 90, 12, minLineLength=12, maxLineGap=6)
        sum_m = weights = 0.0
        # On an arc from here through the point aimed for, the lane runs to the left by so much there.
        expected_slope = 2 * expected_m / (AIM_M + CAMERA_AHEAD_OF_AXLE_M)
        for x0, y0, x1, y1 in [] if lines is None else lines.reshape(-1, 4).astype(float) / PX_PER_M:
            if y0 == y1 or abs((x1 - x0) / (y1 - y0) - expected_slope) > SLOPE_OFF:
                continue  # no line along the lane
            at_m = SIDE_M - (x0 + (x1 - x0) * (FAR_M - AIM_M - y0) / (y1 - y0))
            middle_m = min((at_m - paint_m for paint_m in PAINT_M), key=lambda m: abs(m - expected_m))
            if abs(middle_m - expected_m) < MIDDLE_OFF_M:
                sum_m += middle_m * abs(y1 - y0)
                weights += abs(y1 - y0)
        # Nothing to see, as on a crossing: straight on.
        return sum_m / weights if weights > 0 else 0.0


if __name__ == "__main__":
    main(LaneFollower())
