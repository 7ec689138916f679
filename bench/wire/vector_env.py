"""Steps vectorised environments as often as its standard input has lines: vector_env.py URL TASK ENVIRONMENTS STEPS."""

import sys

import numpy as np

from faultscape import FaultscapeVectorEnv

url, task, environments, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
env = FaultscapeVectorEnv(task, environments, url)
actions = np.tile(np.array([0.0, 0.4, 0.0]), (environments, 1))
print("ready", flush=True)
for _ in sys.stdin:
    env.reset(seed=1)
    for _ in range(steps):
        env.step(actions)
    print("done", flush=True)
env.close()
