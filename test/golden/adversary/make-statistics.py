"""Writes statistics.json: reference values from scipy for the tests that compare adversaries.

python3 make-statistics.py (scipy 1.10.1, numpy 1.24)
"""
import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(1)
samples = []
for m, n, ties in [(5, 6, False), (8, 12, False), (1, 1, False), (10, 10, True), (10, 10, False), (30, 25, True), (20, 9, False)]:
    a = rng.integers(0, 8, m) if ties else rng.normal(0.6, 1, m)
    b = rng.integers(0, 7, n) if ties else rng.normal(0, 1, n)
    found = stats.mannwhitneyu(a, b, alternative="two-sided")
    samples.append({"a": a.tolist(), "b": b.tolist(), "u": float(found.statistic), "p": float(found.pvalue)})

blocks = []
for n, k, ties in [(6, 3, False), (15, 5, True), (10, 18, True)]:
    table = rng.integers(0, 6, (n, k)) if ties else rng.normal(0, 1, (n, k))
    found = stats.friedmanchisquare(*table.T)
    blocks.append({
        "table": table.tolist(),
        "chiSquared": float(found.statistic),
        "p": float(found.pvalue),
        "meanRanks": stats.rankdata(-table, axis=1).mean(axis=0).tolist(),
    })

pairs = []
for n, ties in [(5, False), (12, False), (20, False), (8, True), (10, True)]:
    a = rng.integers(0, 6, n).astype(float) if ties else rng.normal(0.5, 1, n)
    b = rng.integers(0, 5, n).astype(float) if ties else rng.normal(0, 1, n)
    if ties:
        # scipy 1.10 has no exact test with ties: all signs are gone through one by one.
        d = (a - b)[a != b]
        r = stats.rankdata(np.abs(d))
        sums = np.array([sum(r[i] for i in range(len(d)) if signs >> i & 1) for signs in range(2 ** len(d))])
        least = min(r[d > 0].sum(), r[d < 0].sum())
        p = min(1.0, 2 * float((sums <= least + 1e-9).mean()))
    else:
        p = float(stats.wilcoxon(a, b, mode="exact").pvalue)
    pairs.append({"a": a.tolist(), "b": b.tolist(), "p": p})

ranges = [
    {"k": k, "q": float(stats.studentized_range.ppf(0.95, k, np.inf))} for k in (2, 3, 5, 10, 18, 25)
]
none = [{"n": n, "most": float(stats.beta.ppf(0.95, 1, n))} for n in (1, 3, 50, 600, 20000)]
tails = [{"z": z, "p": float(stats.norm.sf(z))} for z in (-2.0, 0.0, 0.5, 1.96, 5.0, 12.0)]
squares = [
    {"x": x, "degrees": d, "p": float(stats.chi2.sf(x, d))}
    for x, d in [(0.1, 1), (3.84, 1), (20.0, 10), (120.0, 17), (5.0, 17)]
]
with open("statistics.json", "w") as file:
    json.dump({"samples": samples, "blocks": blocks, "pairs": pairs, "ranges": ranges, "none": none, "tails": tails, "squares": squares}, file, indent=1)
    file.write("\n")
