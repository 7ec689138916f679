#!/usr/bin/env python3
"""Trains the smallest of drivers by random search: three gains that steer and accelerate from the true pose.

It trains on the server of `npx faultscape serve`, in random weather, in 8 environments at once.
"""

import argparse

import numpy as np
from numpy.typing import NDArray

from faultscape import FaultscapeVectorEnv, Sensors

ENVIRONMENTS = 8


def wet_road(random: np.random.Generator) -> dict[str, float]:
    return {"wetness": random.uniform(), "rain": random.uniform()}


def drive(envs: FaultscapeVectorEnv, gains: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """The score of each environment's episode, where the i-th is driven with the i-th row of gains."""
    seen, infos = envs.reset(seed=[seed] * ENVIRONMENTS)
    lane_m = infos["route"][0].xy_m
    scores = np.zeros(ENVIRONMENTS)
    driving = np.ones(ENVIRONMENTS, bool)
    while driving.any():
        pose = seen["truth"]
        at_m = np.stack([pose["xM"], pose["yM"]], axis=-1)
        nearest = np.linalg.norm(lane_m[None] - at_m[:, None], axis=-1).argmin(axis=1)
        aim_m = lane_m[np.minimum(nearest + 10, len(lane_m) - 1)] - at_m
        off_rad = np.angle(np.exp(1j * (np.arctan2(aim_m[:, 1], aim_m[:, 0]) - pose["headingRad"])))
        steer = gains[:, 0] * off_rad
        gas = gains[:, 1] * (1 + gains[:, 2] - seen["speedMps"])
        actions = np.stack([steer.clip(-1, 1), gas.clip(0, 1), (-gas).clip(0, 1)], axis=-1)
        seen, rewards, terminated, truncated, infos = envs.step(actions)
        scores += np.where(driving, rewards, 0)
        driving &= ~(terminated | truncated)
    return scores


def search(url: str, task: str, rounds: int) -> None:
    envs = FaultscapeVectorEnv(task, ENVIRONMENTS, url, sensors=Sensors(truth=True), scene=wet_road)
    random = np.random.default_rng(1)
    best, best_score = np.array([0.0, 0.2, 1.0]), 0.0
    for round in range(rounds):
        gains = best + random.normal(0, (0.8, 0.2, 3.0), (ENVIRONMENTS, 3))
        scores = drive(envs, gains, seed=round)
        if scores.max() >= best_score:
            best, best_score = gains[scores.argmax()], scores.max()
        print(f"round {round}: best {best_score:.3f} with gains {best.round(2)}, this round {scores.mean():.3f}", flush=True)
    envs.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="ws://127.0.0.1:4747")
    parser.add_argument("--task", default="driving/one-curve")
    parser.add_argument("--rounds", type=int, default=10)
    chosen = parser.parse_args()
    search(chosen.url, chosen.task, chosen.rounds)
