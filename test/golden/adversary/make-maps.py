"""Writes maps.json: a Gaussian process with a Matern kernel by scikit-learn, and each point's prediction by
the process that is made anew without it."""
import json
import pathlib

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

rng = np.random.default_rng(11)
lengths, signal, noise = [0.4, 0.9, 2.0], 0.2, 0.003
points = rng.uniform(-1, 1, (30, 3))
scores = np.abs(points).max(1) + 0.05 * rng.normal(size=30)
at = rng.uniform(-1, 1, (6, 3))


def predict(x, y, where):
    kernel = ConstantKernel(signal) * Matern(lengths, nu=2.5) + WhiteKernel(noise)
    model = GaussianProcessRegressor(kernel, alpha=0, optimizer=None)
    # Always about the mean of all scores, so that leaving one out does not move the mean.
    model.fit(x, y - scores.mean())
    mean, deviation = model.predict(where, return_std=True)
    # scikit-learn adds the white noise to the variance of a prediction; ours is of the function alone.
    return (mean + scores.mean()).tolist(), np.sqrt(np.maximum(0, deviation**2 - noise)).tolist()


mean, deviation = predict(points, scores, at)
left_out = [predict(np.delete(points, i, 0), np.delete(scores, i), points[i : i + 1]) for i in range(30)]
out = {
    "points": points.tolist(), "scores": scores.tolist(),
    "settings": {"kernel": "matern", "lengths": lengths, "signal": signal, "noise": noise},
    "at": at.tolist(), "mean": mean, "deviation": deviation,
    "leftOut": [{"mean": m[0], "deviation": s[0]} for m, s in left_out],
}
pathlib.Path(__file__).with_name("maps.json").write_text(json.dumps(out) + "\n")
