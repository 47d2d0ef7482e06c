#!/usr/bin/env python3
"""Makes growing-adversaries.json: one step of the notebook `progan` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_growing_adversaries.py

The networks are those of the standard profile, in float64, while the last stage fades in with a share of one half. The
penalty's gradient is made by `create_graph`, so its second derivatives are PyTorch's own.
"""

import math

import torch
import torch.nn.functional as F

from step import Network, convolution, dense, farthest, noise, relu, up_sampled, write, summaries

BATCH, LATENT, SHARE = 8, 64, 0.5
WIDTHS = (32, 16, 8)
GAIN = float(torch.tensor(2.0).sqrt())


class Plan(Network):
    """Layers with an equalised learning rate: weights in [-2, 2) that are scaled by gain / sqrt(fan in) in every pass."""

    def layer(self, *shape, gain=GAIN):
        weights = self.draw(shape, 2.0)
        return weights, self.draw(shape[-1:], 0.125), gain / math.sqrt(math.prod(shape[:-1]))


def scaled(layer):
    weights, bias, scale = layer
    return weights * scale, bias


def pixel_normalized(x):
    """Before the activation, of a layer that has one."""
    return x / torch.sqrt((x**2).mean(-1, keepdim=True) + 1e-8)


def halved(x):
    return F.avg_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


class Generator(Plan):
    def __init__(self):
        super().__init__(seed=100)
        first = (self.layer(LATENT, 49 * WIDTHS[0]), self.layer(3, 3, WIDTHS[0], WIDTHS[0]))
        doubling = [(self.layer(3, 3, a, b), self.layer(3, 3, b, b)) for a, b in zip(WIDTHS, WIDTHS[1:])]
        self.stages = [first] + doubling
        self.pictures = [self.layer(1, 1, width, 1, gain=1) for width in WIDTHS]

    def __call__(self, z):
        def convolved(x, layer):
            return relu(pixel_normalized(convolution(x, scaled(layer))), 0.2)

        first, second, third = self.stages
        x = dense(pixel_normalized(z), scaled(first[0])).reshape(-1, 7, 7, WIDTHS[0])
        x = convolved(relu(pixel_normalized(x), 0.2), first[1])
        x = convolved(convolved(up_sampled(x), second[0]), second[1])
        old = up_sampled(convolution(x, scaled(self.pictures[1])))
        x = convolved(convolved(up_sampled(x), third[0]), third[1])
        new = convolution(x, scaled(self.pictures[2]))
        return torch.tanh(old + SHARE * (new - old))


class Discriminator(Plan):
    def __init__(self):
        super().__init__(seed=200)
        self.pictures = [self.layer(1, 1, 1, width) for width in WIDTHS]
        last = (self.layer(3, 3, WIDTHS[0] + 1, WIDTHS[0]), self.layer(49 * WIDTHS[0], 64), self.layer(64, 1, gain=1))
        halving = [(self.layer(3, 3, b, b), self.layer(3, 3, b, a)) for a, b in zip(WIDTHS, WIDTHS[1:])]
        self.stages = [last] + halving

    def __call__(self, images):
        def convolved(x, layer):
            return relu(convolution(x, scaled(layer)), 0.2)

        last, second, third = self.stages
        old = convolved(halved(images), self.pictures[1])
        x = halved(convolved(convolved(convolved(images, self.pictures[2]), third[0]), third[1]))
        x = old + SHARE * (x - old)
        x = halved(convolved(convolved(x, second[0]), second[1]))
        groups = x.reshape(4, BATCH // 4, -1)
        deviations = torch.sqrt(groups.var(0, unbiased=False) + 1e-8).mean(1)
        more = deviations.repeat(4).reshape(-1, 1, 1, 1).expand(-1, 7, 7, 1)
        x = convolved(torch.cat([x, more], -1), last[0])
        return dense(relu(dense(x.flatten(1), scaled(last[1])), 0.2), scaled(last[2]))


generator, discriminator = Generator(), Discriminator()


def step(seed):
    images = torch.tensor(noise(BATCH * 784, seed).reshape(BATCH, 28, 28, 1), requires_grad=True)
    z = torch.tensor(noise(BATCH * LATENT, seed + 1).reshape(BATCH, LATENT) * 2)
    return discriminator(images), discriminator(generator(z)), images


seed = farthest(step)
real, generated, images = step(seed)
slopes, = torch.autograd.grad(real.sum(), images, create_graph=True)
penalty = (slopes**2).flatten(1).sum(1).mean() / 2
write("growing-adversaries.json", {"progan": {"seed": seed, "losses": summaries({
    "discriminator": (F.softplus(-real).mean() + F.softplus(generated).mean(), discriminator),
    "penalty": (penalty, discriminator),
    "generator": (F.softplus(-generated).mean(), generator)})}})
