#!/usr/bin/env python3
"""Steers for a point ahead on the lane's centre line, which it is told together with its true pose.

Run it, then in another terminal:

    npx faultscape evaluate --task driving/straight --agent ws:pure-pursuit-py -n 10
"""

import math

from faultscape import Agent, Observation, Sensors, main

WHEELBASE_M = 2.6
MAX_WHEEL_ANGLE_RAD = math.radians(35)


class PurePursuit(Agent):
    name = "pure-pursuit-py"
    sensors = Sensors(truth=True)

    def act_one(self, observation: Observation) -> list[float]:
        pose, route, speed_mps = observation.truth, observation.route, observation.speed_mps
        ahead_m = min(8.0, max(4.0, speed_mps))
        aim = min(len(route.xy_m) - 1, round((pose.progress_m + ahead_m) / route.step_m))
        dx, dy = route.xy_m[aim] - (pose.x_m, pose.y_m)
        left_m = dy * math.cos(pose.heading_rad) - dx * math.sin(pose.heading_rad)
        wheel_angle_rad = math.atan(2 * WHEELBASE_M * left_m / max(1.0, dx * dx + dy * dy))
        faster_mps = route.speed_mps[aim] - speed_mps
        gas = min(1.0, max(0.0, 0.15 + 0.35 * faster_mps))
        brake = min(1.0, max(0.0, -0.25 * (faster_mps + 0.5)))
        return [wheel_angle_rad / MAX_WHEEL_ANGLE_RAD, 0.0 if brake > 0 else gas, brake]


if __name__ == "__main__":
    main(PurePursuit())
