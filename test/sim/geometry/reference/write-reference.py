"""Writes scipy.json beside it: splines of FITPACK and Fresnel integrals, for the tests of sim/geometry."""

import json
from pathlib import Path

import numpy as np
from scipy.interpolate import splev, splprep
from scipy.special import fresnel

rng = np.random.default_rng(7)
roads = []
for count in [2, 3, 4, 5, 8, 16, 40]:
    for _ in range(3):
        steps = rng.uniform(4, 40, count)
        turns = np.cumsum(rng.uniform(-0.8, 0.8, count))
        points = np.cumsum(np.stack([steps * np.cos(turns), steps * np.sin(turns)], 1), 0)
        length = np.sum(np.hypot(*np.diff(points, axis=0).T))
        nodes = max(20, int(length))
        tck, _ = splprep(points.T, s=0, k=min(3, count - 1))
        x, y = splev(np.arange(0, 1 + 1 / nodes, 1 / nodes), tck)
        roads.append({"points": points.tolist(), "nodes": np.stack([x, y], 1).tolist()})

integrals = []
for t in [0, 1e-3, 0.1, 0.5, 1, 1.7, 3, 5, 10, 25]:
    s, c = fresnel(t)
    integrals.append({"t": t, "c": float(c), "s": float(s)})

path = Path(__file__).with_name("scipy.json")
path.write_text(json.dumps({"roads": roads, "fresnel": integrals}))
