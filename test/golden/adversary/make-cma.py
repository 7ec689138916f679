"""Writes cma.json: generations of CMA-ES on an ellipsoid, as the python package cma updates them.

cma.purecma with a fresh eigendecomposition in every generation and positive weights; where it departs
from Hansen's tutorial (arXiv 1604.00772) the tutorial is put in its place: c_mu and d_sigma of table 1,
and the step-size rule (44) with the norm in place of its square.
"""
import json
import math
import pathlib
import random
import warnings

warnings.simplefilter("ignore")
from cma import purecma  # noqa: E402


def run(n: int, lam: int, generations: int) -> dict:
    random.seed(n)
    es = purecma.CMAES([0.3] * n, 0.4, popsize=lam)
    par = es.params
    mueff = par.mueff
    par.cmu = min(1 - par.c1, 2 * (0.25 + mueff + 1 / mueff - 2) / ((n + 2) ** 2 + mueff))
    d_sigma = 1 + 2 * max(0, math.sqrt((mueff - 1) / (n + 1)) - 1) + par.cs
    par.lazy_gap_evals = 0
    out = []
    for _ in range(generations):
        points = [list(p) for p in es.ask()]
        scores = [sum(10 ** (3 * i / max(1, n - 1)) * (x - 0.1 * i) ** 2 for i, x in enumerate(p)) for p in points]
        before = es.sigma
        es.tell(points, scores)
        norm = math.sqrt(sum(x * x for x in es.ps))
        es.sigma = before * math.exp(par.cs / d_sigma * (norm / par.chiN - 1))
        es.C.update_eigensystem(es.counteval, 0)
        covariance = [es.C[i][j] for i in range(n) for j in range(n)]
        out.append({"points": points, "scores": scores, "mean": list(es.xmean), "sigma": es.sigma, "covariance": covariance})
    return {"n": n, "lambda": lam, "generations": out}


runs = [run(3, 7, 12), run(6, 10, 8)]
pathlib.Path(__file__).with_name("cma.json").write_text(json.dumps(runs) + "\n")
