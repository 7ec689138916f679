"""Reference values of shares.test.ts, with numpy and scipy: shares of landscapes by other ways than the program's."""
from fractions import Fraction
from math import factorial, prod

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm


def weighted_sum_below(weights, s):
    """P(sum of U(0, w) <= s) in exact fractions, a term for each sum of a subset."""
    subsets = {0: 1}
    for w in weights:
        for total, count in list(subsets.items()):
            subsets[total + w] = subsets.get(total + w, 0) - count
    n = len(weights)
    terms = sum(count * (s - total) ** n for total, count in subsets.items() if total < s)
    return Fraction(terms) / (factorial(n) * prod(weights))


def four_branches():
    """k = 6: over u, where the program goes over v; in u fails |u| >= 3 + v^2 / 5, or |v| >= 3."""

    def fails(u):
        within = min(3, np.sqrt(5 * (abs(u) - 3))) if abs(u) > 3 else 0
        return norm.pdf(u) * (2 * norm.sf(3) + 2 * (norm.cdf(within) - 0.5))

    return 2 * sum(quad(fails, a, b, epsabs=1e-14)[0] for a, b in [(0, 3), (3, 4.8), (4.8, 12)])


def rastrigin_area(level):
    """Over z1, the lengths in z2 between roots of h(z2) = level - h(z1)."""

    def h(z):
        return z * z + 10 - 10 * np.cos(2 * np.pi * z)

    grid = np.linspace(-2.5, 2.5, 2002)

    def length(left):
        off = h(grid) - left
        roots = [brentq(lambda z: h(z) - left, a, b) for a, b, x, y in zip(grid, grid[1:], off, off[1:]) if x * y < 0]
        return sum(b - a for a, b in zip(roots[::2], roots[1::2]))

    edges = [z for a, b in zip(grid, grid[1:]) if (h(a) - level) * (h(b) - level) < 0 for z in [brentq(lambda z: h(z) - level, a, b)]]
    return sum(quad(lambda z: length(level - h(z)), a, b, limit=200, epsrel=1e-8)[0] for a, b in zip(edges[::2], edges[1::2]))


def archipelago(seed=1, n=40_000_000):
    rng = np.random.default_rng(seed)
    hits = 0
    centres = np.array([[0, 0, 0]] + [[x, y, z] for x in (-0.6, 0.6) for y in (-0.6, 0.6) for z in (-0.6, 0.6)])
    for _ in range(40):
        p = rng.uniform(-1, 1, (n // 40, 3))
        p = p[p @ [2 / 3, 1 / 3, 2 / 3] >= 0.45]
        near = np.min([((p - c) ** 2).sum(1) for c in centres], axis=0)
        hits += int((near <= 0.38**2).sum())
    share = hits / n
    return share, np.sqrt(share * (1 - share) / n)


print("weighted sum 1, 2, 3 <= 5/2", float(weighted_sum_below([1, 2, 3], Fraction(5, 2))))
print("weighted sum of the slab's weights <= 10", float(weighted_sum_below([1, 2, 3] * 5, Fraction(10))))
print("four branches", four_branches())
print("rastrigin area, level 5", rastrigin_area(5))
print("rastrigin area, level 2", rastrigin_area(2))
print("archipelago", archipelago())
