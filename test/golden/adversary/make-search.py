"""Writes search.json: what search methods are made of, each by its definition and in another way than ours. Crossover and
mutation are drawn by integrating their published densities and inverting them, Parzen estimators and kernel densities come
from scipy, silhouettes from scikit-learn, Adam from PyTorch.

python3 make-search.py (numpy 1.24, scipy 1.10, scikit-learn 1.2, torch 1.13)
"""
import json
import pathlib

import numpy as np
import torch
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm, truncnorm
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture

rng = np.random.default_rng(23)


def quantile(density, low, high, share, breaks):
    """Where so large a share of the mass of a density on [low, high] lies below."""
    edges = sorted({low, high, *[b for b in breaks if low < b < high]})

    def mass(to):
        ends = [e for e in edges if e < to] + [to]
        return sum(quad(density, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in zip(ends, ends[1:]))

    whole = mass(high)
    return brentq(lambda x: mass(x) - share * whole, low, high, xtol=1e-14)


def spread(u, furthest, eta):
    """SBX: half of the mass below 1 where nothing is cut, polynomial on both sides (Deb and Agrawal 1995, eq. 8 and 9)."""
    density = lambda b: 0.5 * (eta + 1) * (b**eta if b <= 1 else b ** -(eta + 2))
    return quantile(density, 0.0, furthest, u, [0.5, 0.9, 1.0, 1.1, 1.5])


def changed(x, u, eta):
    """Polynomial mutation: half of the mass on either side of x, each cut at its bound (Deb and Goyal 1996)."""
    density = lambda d: (1 - abs(d)) ** eta
    if u < 0.5:
        return x + 2 * quantile(density, -(1 + x) / 2, 0.0, 2 * u, [-0.3, -0.05])
    return x + 2 * quantile(density, 0.0, (1 - x) / 2, 2 * u - 1, [0.05, 0.3])


def family(d, eta_c, eta_m):
    """Two parents, the uniform numbers that are drawn, and their children."""
    mother, father = rng.uniform(-1, 1, d), rng.uniform(-1, 1, d)
    mother[0], father[1] = -1.0, 1.0
    drawn = [0.1]
    a, b = mother.copy(), father.copy()
    for i in range(d):
        crossed = rng.random()
        drawn.append(crossed)
        if crossed < 0.5:
            continue
        u, swap = rng.random(), rng.random()
        drawn += [u, swap]
        low, high = min(mother[i], father[i]), max(mother[i], father[i])
        half = (high - low) / 2
        below = (low + high) / 2 - half * spread(u, 1 + (low + 1) / half, eta_c)
        above = (low + high) / 2 + half * spread(u, 1 + (1 - high) / half, eta_c)
        a[i], b[i] = (above, below) if swap < 0.5 else (below, above)
    for child in (a, b):
        for i in range(d):
            hit, u = rng.random(), rng.random()
            drawn.append(hit)
            if hit < 0.6:
                drawn.append(u)
                child[i] = changed(child[i], u, eta_m)
    return {"mother": mother.tolist(), "father": father.tolist(), "crossoverIndex": eta_c, "mutationIndex": eta_m,
            "drawn": drawn, "children": [a.tolist(), b.tolist()]}


def peeled(objectives):
    """Front by front: those that nobody left dominates."""
    left, found = list(range(len(objectives))), []
    while left:
        rows = objectives[left]
        beaten = [((rows <= row).all(1) & (rows < row).any(1)).any() for row in rows]
        front = [i for i, is_beaten in zip(left, beaten) if not is_beaten]
        found.append(front)
        left = [i for i in left if i not in front]
    return found


def crowded(objectives):
    sums = np.zeros(len(objectives))
    for column in objectives.T:
        order = np.argsort(column)
        gaps = np.full(len(column), np.inf)
        gaps[order[1:-1]] = (column[order[2:]] - column[order[:-2]]) / np.ptp(column)
        sums += gaps
    return ["Infinity" if np.isinf(x) else x for x in sums.tolist()]


def estimator(values):
    centres = np.sort(np.append(values, 0.0))
    around = np.concatenate([[-1.0], centres, [1.0]])
    widths = np.clip(np.maximum(np.diff(around)[:-1], np.diff(around)[1:]), 2 / min(100, 1 + len(centres)), 2)
    widths[np.searchsorted(centres, 0.0)] = 2
    at = np.linspace(-1, 1, 21)
    kernels = [truncnorm.pdf(at, (-1 - c) / w, (1 - c) / w, loc=c, scale=w) for c, w in zip(centres, widths)]
    return {"values": values.tolist(), "at": at.tolist(), "logDensity": np.log(np.mean(kernels, 0)).tolist()}


def kernel_density():
    samples, at = rng.normal(0, [0.3, 0.5], (25, 2)), rng.uniform(-1, 1, (8, 2))
    widths = samples.std(0) * len(samples) ** (-1 / 6)
    values = [norm.pdf(point, samples, widths).prod(1).mean() for point in at]
    return {"samples": samples.tolist(), "at": at.tolist(), "density": values}


def heaps():
    """Heaps so far apart that every grouping into their number is theirs."""
    centres = [[-0.7, -0.6, 0.1], [0.6, 0.5, -0.4], [-0.5, 0.7, 0.6]]
    labels = np.repeat([0, 1, 2], [30, 20, 9])
    points = np.array([centres[k] for k in labels]) + rng.normal(0, 0.08, (len(labels), 3))
    fits = {k: GaussianMixture(k, tol=1e-10, max_iter=1000, n_init=5, random_state=1).fit(points) for k in (1, 3)}
    return {"points": points.tolist(), "labels": labels.tolist(), "silhouette": float(silhouette_score(points, labels)),
            "bic": {k: float(fit.bic(points)) for k, fit in fits.items()}}


def adam():
    values = torch.tensor(rng.normal(size=4), requires_grad=True)
    start, gradients = values.tolist(), rng.normal(size=(6, 4))
    optimiser = torch.optim.Adam([values], lr=0.03, betas=(0.5, 0.9), eps=1e-8)
    for gradient in gradients:
        values.grad = torch.tensor(gradient)
        optimiser.step()
    return {"start": start, "gradients": gradients.tolist(), "learningRate": 0.03, "beta1": 0.5, "beta2": 0.9,
            "end": values.tolist()}


mixed = [rng.normal(size=(30, 2)), rng.normal(size=(25, 3)), rng.integers(0, 6, (40, 2)).astype(float)]
out = {
    "families": [family(d, c, m) for d, c, m in [(3, 15, 20), (5, 2, 5), (4, 0.5, 1), (2, 30, 100)]],
    "fronts": [{"objectives": rows.tolist(), "fronts": peeled(rows)} for rows in mixed],
    "crowding": [{"objectives": rows.tolist(), "distances": crowded(rows)} for rows in mixed[:2]],
    "parzen": [estimator(rng.uniform(-1, 1, n)) for n in (1, 6, 40, 150)],
    "density": kernel_density(),
    "heaps": heaps(),
    "adam": adam(),
}
pathlib.Path(__file__).with_name("search.json").write_text(json.dumps(out) + "\n")
