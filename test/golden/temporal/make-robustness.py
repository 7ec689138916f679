"""Writes robustness.json: random formulas on random signals, by the definition and nothing else. Every supremum and
infimum of Donze and Maler (2010) is a loop over all steps, at each of which the formula is asked anew.
"""

import json
import math
import pathlib
import random

STEP_S = 0.1
NAMES = ["x", "y.speedMps"]


def window(rng):
    """Text and bounds in seconds; now and then none, which is all that is to come, or was."""
    if rng.random() < 0.25:
        return "", 0.0, math.inf
    a = rng.randrange(0, 8)
    if rng.random() < 0.15:
        return f"[{a / 10},inf]", a / 10, math.inf
    b = a + rng.randrange(0, 12)
    return f"[{a / 10},{b / 10}]", a / 10, b / 10


def expression(rng):
    kind = rng.randrange(5)
    name = rng.choice(NAMES)
    c = rng.randrange(-20, 21) / 4
    if kind == 0:
        return name, lambda s, t: s[name][t]
    if kind == 1:
        return f"abs({name})", lambda s, t: abs(s[name][t])
    if kind == 2:
        return f"(x + {abs(c)} * y.speedMps)", lambda s, t: s["x"][t] + abs(c) * s["y.speedMps"][t]
    if kind == 3:
        return f"-{name} / 2", lambda s, t: (0 - s[name][t]) / 2
    return f"max(x, y.speedMps - 1)", lambda s, t: max(s["x"][t], s["y.speedMps"][t] - 1)


def inside(s, t, a, b, past):
    """The steps of the log in a window, by their times."""
    n = len(s["x"])
    away = (lambda u: t - u) if past else (lambda u: u - t)
    return [u for u in range(n) if a - 1e-9 <= away(u) * STEP_S <= b + 1e-9]


def formula(rng, depth):
    kind = rng.choice(["compare"] if depth == 0 else ["not", "and", "or", "implies", "window", "window", "until", "since"])
    if kind == "compare":
        left, f = expression(rng)
        c = rng.randrange(-8, 9) / 2
        op = rng.choice(["<", "<=", ">", ">=", "==", "!="])
        value = {
            "<": lambda v: c - v,
            "<=": lambda v: c - v,
            ">": lambda v: v - c,
            ">=": lambda v: v - c,
            "==": lambda v: -abs(v - c),
            "!=": lambda v: abs(v - c),
        }[op]
        return f"{left} {op} {c}", lambda s, t: value(f(s, t))
    if kind == "not":
        text, f = formula(rng, depth - 1)
        return f"not ({text})", lambda s, t: -f(s, t)
    if kind in ("and", "or", "implies"):
        (a, f), (b, g) = formula(rng, depth - 1), formula(rng, depth - 1)
        value = {
            "and": lambda s, t: min(f(s, t), g(s, t)),
            "or": lambda s, t: max(f(s, t), g(s, t)),
            "implies": lambda s, t: max(-f(s, t), g(s, t)),
        }[kind]
        return f"({a}) {kind} ({b})", value
    bounds, a, b = window(rng)
    if kind == "window":
        text, f = formula(rng, depth - 1)
        word = rng.choice(["always", "eventually", "historically", "once"])
        past = word in ("historically", "once")
        if word in ("always", "historically"):
            value = lambda s, t: min([f(s, u) for u in inside(s, t, a, b, past)], default=math.inf)
        else:
            value = lambda s, t: max([f(s, u) for u in inside(s, t, a, b, past)], default=-math.inf)
        return f"{word}{bounds} ({text})", value
    (left, f), (right, g) = formula(rng, depth - 1), formula(rng, depth - 1)
    past = kind == "since"

    def until(s, t):
        best = -math.inf
        for u in inside(s, t, a, b, past):
            between = range(u, t + 1) if past else range(t, u + 1)
            best = max(best, min(g(s, u), min(f(s, v) for v in between)))
        return best

    return f"({left}) {kind}{bounds} ({right})", until


def plain(v):
    return v if math.isfinite(v) else ("Infinity" if v > 0 else "-Infinity")


def main():
    rng = random.Random(20)
    cases = []
    for i in range(160):
        n = rng.choice([1, 2, 7, 20, 20, 20])
        signals = {name: [rng.randrange(-40, 41) / 8 for _ in range(n)] for name in NAMES}
        text, f = formula(rng, 1 + i % 3)
        cases.append({"text": text, "signals": signals, "robustness": [plain(f(signals, t)) for t in range(n)]})
    text = json.dumps({"stepS": STEP_S, "cases": cases}, separators=(",", ":"))
    pathlib.Path(__file__).with_name("robustness.json").write_text(text + "\n")


main()
