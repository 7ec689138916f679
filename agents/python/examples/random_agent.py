#!/usr/bin/env python3
"""Acts at random: how little it takes to be an agent, and how badly it drives.

    npx faultscape evaluate --task driving/straight --agent ws:random-py -n 10
"""

import numpy as np
from numpy.typing import NDArray

from faultscape import Agent, Episode, Observation, main


class RandomAgent(Agent):
    name = "random-py"

    def __init__(self) -> None:
        self.generators: dict[int, np.random.Generator] = {}

    def reset(self, episode: Episode) -> None:
        # From the episode's own seed, so that a replay of the episode is the same drive.
        self.generators[episode.environment] = np.random.default_rng(episode.seed)

    def act_one(self, observation: Observation) -> NDArray[np.float64]:
        action = observation.episode.action
        return self.generators[observation.episode.environment].uniform(action.low, action.high)


if __name__ == "__main__":
    main(RandomAgent())
