"""Writes models.json: a Gaussian mixture, Gaussian processes, a support vector machine and expected
improvement, by scikit-learn and scipy."""
import json
import pathlib
import warnings

import numpy as np
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.mixture import GaussianMixture
from sklearn.svm import SVC

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def mixture() -> dict:
    a = rng.multivariate_normal([-0.4, 0.3, 0.1], np.diag([0.02, 0.01, 0.03]) + 0.005, 60)
    b = rng.multivariate_normal([0.5, -0.2, 0.2], np.diag([0.01, 0.04, 0.01]), 40)
    points = np.clip(np.vstack([a, b]), -1, 1)
    shares = rng.dirichlet([1, 1], len(points))
    # One maximisation step from the shares gives the start that scikit-learn is handed.
    weights = shares.sum(0)
    means = shares.T @ points / weights[:, None]
    precisions = []
    for k in range(2):
        offset = points - means[k]
        covariance = (shares[:, k, None] * offset).T @ offset / weights[k] + 1e-6 * np.eye(3)
        precisions.append(np.linalg.inv(covariance))
    model = GaussianMixture(2, tol=1e-12, max_iter=2000, reg_covar=1e-6, weights_init=weights / weights.sum(),
                            means_init=means, precisions_init=precisions).fit(points)
    return {"points": points.tolist(), "shares": shares.tolist(), "weights": model.weights_.tolist(),
            "means": model.means_.tolist(), "covariances": model.covariances_.tolist(),
            "meanLogLikelihood": float(model.score(points))}


def process(n: int, d: int, lengths: list, signal: float, noise: float) -> dict:
    points = rng.uniform(-1, 1, (n, d))
    scores = np.clip(np.abs(points).sum(1) / d + 0.05 * rng.normal(size=n), 0, 1)
    at = rng.uniform(-1, 1, (6, d))
    y = scores - scores.mean()
    model = GaussianProcessRegressor(ConstantKernel(signal) * RBF(lengths) + WhiteKernel(noise), alpha=0, optimizer=None)
    model.fit(points, y)
    mean, deviation = model.predict(at, return_std=True)
    # scikit-learn adds the white noise to the variance of a prediction; ours is of the function alone.
    deviation = np.sqrt(np.maximum(0, deviation**2 - noise))
    lowest = float(scores.min())
    z = (lowest - (mean + scores.mean())) / deviation
    improvement = deviation * (z * norm.cdf(z) + norm.pdf(z))
    return {"points": points.tolist(), "scores": scores.tolist(), "settings": {"lengths": lengths, "signal": signal, "noise": noise},
            "at": at.tolist(), "mean": (mean + scores.mean()).tolist(), "deviation": deviation.tolist(),
            "logLikelihood": float(model.log_marginal_likelihood_value_), "lowest": lowest, "improvement": improvement.tolist()}


def machine(n: int, cost: float) -> dict:
    points = rng.uniform(-1, 1, (n, 3))
    scores = np.linalg.norm(points - 0.2, axis=1) + 0.1 * rng.normal(size=n)
    width = (scores.max() - scores.min()) / 5
    labels = np.minimum(4, ((scores - scores.min()) / width).astype(int))
    at = rng.uniform(-1, 1, (12, 3))
    gamma = 1 / (3 * points.var())
    model = SVC(C=cost, gamma=gamma, decision_function_shape="ovo", tol=1e-9).fit(points, labels)
    return {"points": points.tolist(), "labels": labels.tolist(), "cost": cost, "gamma": float(gamma), "at": at.tolist(),
            "decisions": model.decision_function(at).tolist(), "predicted": model.predict(at).tolist()}


out = {
    "mixture": mixture(),
    "processes": [process(40, 3, [0.5, 0.8, 1.5], 0.1, 0.01), process(25, 1, [0.3], 0.2, 1e-4)],
    "machines": [machine(120, 1.0), machine(80, 50.0)],
}
pathlib.Path(__file__).with_name("models.json").write_text(json.dumps(out) + "\n")
