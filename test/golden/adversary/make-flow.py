"""Writes flow.json: log densities of a Real NVP flow on the box, and the gradient of their mean, by PyTorch."""
import json
import pathlib

import torch

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
d, hidden, couplings, rows = 3, 4, 3, 5
# As plain weights in single precision are kept: kernels as inputs x outputs.
single = lambda *shape: torch.randn(*shape).mul(0.6).float().double().requires_grad_(True)
nets = [[single(d, hidden), single(hidden), single(hidden, 2 * d), single(2 * d)] for _ in range(couplings)]
points = torch.rand(rows, d) * 1.8 - 0.9


def log_logistic(z):
    return -torch.log(torch.tensor(2.0)) - 2 * torch.log(torch.cosh(z))


y = torch.atanh(points)
z, log_density = y, torch.zeros(rows)
for k in reversed(range(couplings)):
    w1, b1, w2, b2 = nets[k]
    moves = torch.tensor([(axis + k) % 2 == 0 for axis in range(d)])
    out = torch.relu((z * ~moves) @ w1 + b1) @ w2 + b2
    s = 2 * torch.tanh(out[:, :d] / 2) * moves
    t = out[:, d:] * moves
    z = (z - t) * torch.exp(-s)
    log_density = log_density - s.sum(1)
log_density = log_density + log_logistic(z).sum(1)
parameters = [p for net in nets for p in net]
gradients = torch.autograd.grad(-log_density.mean(), parameters)
flat = lambda t: t.detach().flatten().tolist()
out = {"sizes": [d, hidden, 2 * d], "nets": [[flat(p) for p in net] for net in nets], "points": points.tolist(),
       "logRatios": flat(log_density - log_logistic(y).sum(1)), "gradients": [flat(g) for g in gradients]}
pathlib.Path(__file__).with_name("flow.json").write_text(json.dumps(out) + "\n")
