"""Steps of nets in PyTorch on one thread, timed by the process's own CPU clock.

Reads names of nets, one a line, and answers each with a line of JSON: how many numbers the net learns, and the CPU
milliseconds of one step or one answer. The argument is the number of classes that the MobileNet tells apart.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)
torch.manual_seed(1)
CLASSES = int(sys.argv[1])
BATCH = 32


def mlp(*sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def count(*nets):
    return sum(p.numel() for net in nets for p in net.parameters())


def supervised_step(net, x, y):
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)

    def step():
        optimiser.zero_grad()
        functional.cross_entropy(net(x), y).backward()
        optimiser.step()

    return step


def gan_step():
    generator, discriminator = mlp(32, 128, 128, 8), mlp(8, 128, 128, 1)
    adam = [
        torch.optim.Adam(net.parameters(), lr=2e-3, betas=(0.5, 0.99)) for net in (generator, discriminator)
    ]

    def step():
        z, real = torch.randn(128, 32), torch.rand(128, 8)
        noise = 0.1 * torch.randn(128, 8)
        fake = torch.tanh(generator(z)).detach() + noise
        logits = discriminator(torch.cat([real, fake]))
        adam[1].zero_grad()
        (functional.softplus(-logits[:128]).mean() + functional.softplus(logits[128:]).mean()).backward()
        adam[1].step()
        adam[0].zero_grad()
        functional.softplus(-discriminator(torch.tanh(generator(z)) + noise)).mean().backward()
        adam[0].step()

    return count(generator, discriminator), step


def cnn_step():
    layers = []
    for size, inputs, outputs in ((5, 3, 16), (3, 16, 32), (3, 32, 48), (3, 48, 64)):
        layers += [nn.Conv2d(inputs, outputs, size, 2, padding=size // 2), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(4 * 4 * 64, 128), nn.ReLU(), nn.Linear(128, 10))
    x, y = torch.randn(BATCH, 3, 64, 64), torch.randint(0, 10, (BATCH,))
    return count(net), supervised_step(net, x, y)


def mobile_net(width=0.25):
    blocks = [(1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512)]
    blocks += [(1, 512)] * 5 + [(2, 1024), (1, 1024)]

    def convolution(inputs, outputs, size, stride, groups=1):
        conv = nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, groups=groups, bias=False)
        return [conv, nn.BatchNorm2d(outputs, eps=1e-3), nn.ReLU()]

    inputs = int(32 * width)
    layers = convolution(3, inputs, 3, 2)
    for stride, published in blocks:
        outputs = int(published * width)
        layers += convolution(inputs, inputs, 3, stride, inputs) + convolution(inputs, outputs, 1, 1)
        inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, CLASSES))


def mobile_step():
    net = mobile_net()
    x, y = torch.randn(BATCH, 3, 96, 96), torch.randint(0, CLASSES, (BATCH,))
    return count(net), supervised_step(net, x, y)


def mobile_answer():
    net = mobile_net().eval()
    x = torch.randn(BATCH, 3, 96, 96)

    def answer():
        with torch.no_grad():
            net(x)

    return count(net), answer


# Name of the net: how it is made, steps in one measurement.
NETS = {
    "gan-step": (gan_step, 100),
    "cnn-step": (cnn_step, 12),
    "mobile-step": (mobile_step, 4),
    "mobile-answer": (mobile_answer, 12),
}

made = {}
print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    name = line.strip()
    make, steps = NETS[name]
    if name not in made:
        made[name] = make()
        for _ in range(3):
            made[name][1]()
    parameters, step = made[name]
    start = time.process_time()
    for _ in range(steps):
        step()
    cpu_ms = 1000 * (time.process_time() - start) / steps
    print(json.dumps({"parameters": parameters, "cpuMs": cpu_ms}), flush=True)
