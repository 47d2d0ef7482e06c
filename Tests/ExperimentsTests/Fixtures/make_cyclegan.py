#!/usr/bin/env python3
"""Makes cyclegan.json: one step of the notebook `cyclegan` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_cyclegan.py

The networks are those of the standard profile at full size, in float64. Instances are normalised by PyTorch's own
`instance_norm`, and the discriminators see the newest pictures, as from an empty pool.
"""

import math

import torch
import torch.nn.functional as F

from step import Network, convolution, farthest, noise, relu, summaries, write

BATCH, WIDTH, BLOCKS = 3, 8, 2


def weight_scale(shape):
    """The power of two next to twice Glorot's limit, halves away from zero as the tests round them."""
    fan = math.prod(shape[:-2]) * (shape[-2] + shape[-1])
    return 2.0 ** -math.floor(-math.log2(24 / fan) / 2 + 0.5)


class Plan(Network):
    """A network whose convolutions have biases where nothing is normalised, and offsets where something is."""

    def kernel(self, *shape):
        return self.draw(shape, weight_scale(shape))

    def offset(self, channels):
        return self.draw((channels,), 0.125)

    def normalized(self, *shape, outputs=None):
        return self.kernel(*shape), self.offset(outputs or shape[-1])


def instance_normalized(x, offset):
    return F.instance_norm(x.permute(0, 3, 1, 2), eps=1e-5).permute(0, 2, 3, 1) + offset


def step(x, layer, stride=1):
    kernel, offset = layer
    zeros = torch.zeros(kernel.shape[-1], dtype=torch.float64)
    return instance_normalized(convolution(x, (kernel, zeros), stride), offset)


class Generator(Plan):
    def __init__(self, seed):
        super().__init__(seed)
        self.first = self.normalized(5, 5, 1, WIDTH)
        self.half = self.normalized(4, 4, WIDTH, 2 * WIDTH)
        self.blocks = [
            (self.normalized(3, 3, 2 * WIDTH, 2 * WIDTH), self.normalized(3, 3, 2 * WIDTH, 2 * WIDTH))
            for _ in range(BLOCKS)]
        # [row, column, out, in]
        self.double = self.normalized(4, 4, WIDTH, 2 * WIDTH, outputs=WIDTH)
        self.last = self.kernel(5, 5, WIDTH, 1), self.offset(1)

    def __call__(self, images):
        x = relu(step(images, self.first))
        x = relu(step(x, self.half, stride=2))
        for first, second in self.blocks:
            x = x + step(relu(step(x, first)), second)
        kernel, offset = self.double
        y = F.conv_transpose2d(
            x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1).contiguous(), stride=2, padding=1)
        x = relu(instance_normalized(y.permute(0, 2, 3, 1), offset))
        return torch.sigmoid(convolution(x, self.last))


class Discriminator(Plan):
    def __init__(self, seed):
        super().__init__(seed)
        self.edges = self.kernel(4, 4, 1, 16), self.offset(16)
        self.parts = self.normalized(4, 4, 16, 32)
        self.scores = self.kernel(3, 3, 32, 1), self.offset(1)

    def __call__(self, images):
        x = relu(convolution(images, self.edges, stride=2), 0.2)
        return convolution(relu(step(x, self.parts, stride=2), 0.2), self.scores)


def cyclegan():
    to_b, to_a = Generator(100), Generator(200)
    judge_a, judge_b = Discriminator(300), Discriminator(400)

    def inputs(seed):
        return [torch.tensor(noise(BATCH * 784, seed + i).reshape(BATCH, 28, 28, 1)) for i in (0, 1)]

    def forward(seed):
        a, b = inputs(seed)
        of_a, of_b = to_a(b), to_b(a)
        answers = [judge(x) for judge, x in
                   ((judge_a, a), (judge_a, of_a), (judge_b, b), (judge_b, of_b))]
        return a, b, answers, to_a(of_b), to_b(of_a), to_a(a), to_b(b)

    seed = farthest(forward, range(600, 660, 2))
    a, b, (real_a, of_a, real_b, of_b), back_a, back_b, same_a, same_b = forward(seed)
    adversary = ((of_a - 1) ** 2).mean() + ((of_b - 1) ** 2).mean()
    cycle = (back_a - a).abs().mean() + (back_b - b).abs().mean()
    identity = (same_a - a).abs().mean() + (same_b - b).abs().mean()
    generators = adversary + 10 * (cycle + 0.5 * identity)
    discriminators = sum(((real - 1) ** 2).mean() + (made**2).mean()
                         for real, made in ((real_a, of_a), (real_b, of_b)))
    return {"seed": seed, "losses": summaries({
        "adversary": (adversary, None), "cycle": (cycle, None), "identity": (identity, None),
        "to B": (generators, to_b), "to A": (generators, to_a),
        "judge A": (discriminators, judge_a), "judge B": (discriminators, judge_b)})}


write("cyclegan.json", {"cyclegan": cyclegan()})
