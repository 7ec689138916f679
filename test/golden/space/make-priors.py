"""Writes priors.json: quantiles and log densities of normal distributions cut at the ends of an axis, by scipy."""
import json
import pathlib

import numpy as np
from scipy.stats import truncnorm

AXES = [
    {"low": -18, "high": 18, "mean": 0, "deviation": 4.5},
    {"low": 6, "high": 45, "mean": 30, "deviation": 8},
    {"low": 0.1, "high": 2.5, "mean": 1, "deviation": 0.3},
    {"low": 1, "high": 3, "mean": 0, "deviation": 1},
]
COORDINATES = [-1, -0.999999, -0.98, -0.6, -0.25, 0, 1e-3, 0.4, 0.77, 0.9999, 1]

out = []
for axis in AXES:
    low, high, mean, deviation = axis["low"], axis["high"], axis["mean"], axis["deviation"]
    prior = truncnorm((low - mean) / deviation, (high - mean) / deviation, loc=mean, scale=deviation)
    values = prior.ppf((np.array(COORDINATES) + 1) / 2)
    out.append(
        {
            **axis,
            "coordinates": COORDINATES,
            "values": values.tolist(),
            # Per standard deviation, not per unit.
            "logDensities": (prior.logpdf(values) + np.log(deviation)).tolist(),
        }
    )
path = pathlib.Path(__file__).parent / "priors.json"
path.write_text(json.dumps(out, indent=1) + "\n")
