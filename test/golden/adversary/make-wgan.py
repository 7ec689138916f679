"""Writes wgan.json: loss and gradients of a critic with gradient penalty, by PyTorch's second derivatives."""
import json
import pathlib

import torch

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
sizes, rows, penalty = [3, 6, 5, 1], 7, 10.0
# Kernels as inputs x outputs, which is how we keep them.
kernels = [torch.randn(a, b, requires_grad=True) for a, b in zip(sizes, sizes[1:])]
biases = [torch.randn(b, requires_grad=True) for b in sizes[1:]]
real, fake = torch.rand(rows, 3) * 2 - 1, torch.rand(rows, 3) * 2 - 1
share = torch.rand(rows, 1)
between = (share * real + (1 - share) * fake).requires_grad_(True)


def critic(x):
    for i, (kernel, bias) in enumerate(zip(kernels, biases)):
        x = x @ kernel + bias
        if i < len(kernels) - 1:
            x = torch.relu(x)
    return x


slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
loss = critic(fake).mean() - critic(real).mean() + penalty * ((slope.norm(dim=1) - 1) ** 2).mean()
parameters = [p for pair in zip(kernels, biases) for p in pair]
gradients = torch.autograd.grad(loss, parameters)
flat = lambda t: t.detach().flatten().tolist()
out = {"sizes": sizes, "rows": rows, "penalty": penalty, "parameters": [flat(p) for p in parameters],
       "real": flat(real), "fake": flat(fake), "between": flat(between), "loss": float(loss),
       "gradients": [flat(g) for g in gradients]}
pathlib.Path(__file__).with_name("wgan.json").write_text(json.dumps(out) + "\n")
