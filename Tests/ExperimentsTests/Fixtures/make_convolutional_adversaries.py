#!/usr/bin/env python3
"""Makes convolutional-adversaries.json: one step of the notebooks `dcgan` and `wgan` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_convolutional_adversaries.py

The networks are those of the standard profile at full size, in float64. Batches are normalised by their own mean and
biased variance, with Keras's epsilon of 1e-3. The penalty's gradient is made by `create_graph`, so its second
derivatives are PyTorch's own.
"""

import math

import torch
import torch.nn.functional as F

from step import Margin, Network, convolution, dense, farthest, noise, relu, summaries, write

BATCH, LATENT = 4, 64


def weight_scale(fan):
    """The power of two next to twice Glorot's limit, halves away from zero as the tests round them."""
    return 2.0 ** -math.floor(-math.log2(24 / fan) / 2 + 0.5)


class Plan(Network):
    """A network whose layers may lack a bias, and scale and offset of normalised batches."""

    def layer(self, *shape, has_bias=True):
        weights = self.draw(shape, weight_scale(math.prod(shape[:-2]) * (shape[-2] + shape[-1])))
        return weights, self.draw(shape[-1:], 0.125) if has_bias else None

    def transposed(self, inputs, outputs, has_bias=True):
        """Weights [row, column, out, in]; a bias of `out` numbers."""
        kernel = self.draw((4, 4, outputs, inputs), weight_scale(16 * (inputs + outputs)))
        return kernel, self.draw((outputs,), 0.125) if has_bias else None

    def normalization(self, features):
        return self.draw((features,), 0.125), self.draw((features,), 0.125)


def with_zeros(layer, outputs):
    weights, bias = layer
    return weights, torch.zeros(outputs, dtype=torch.float64) if bias is None else bias


def normalized(x, layer):
    scale, offset = layer
    axes = tuple(range(x.dim() - 1))
    mean, variance = x.mean(axes), x.var(axes, unbiased=False)
    return (x - mean) / torch.sqrt(variance + 1e-3) * scale + offset


def transposed_convolution(x, layer):
    """Keras's `same` alignment for a kernel of 4 and a stride of 2 is PyTorch's padding of 1."""
    kernel, bias = layer
    y = F.conv_transpose2d(
        x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1).contiguous(), bias, stride=2, padding=1)
    return y.permute(0, 2, 3, 1)


class Generator(Plan):
    def __init__(self, width, has_bias, slope):
        super().__init__(seed=100)
        self.width, self.slope = width, slope
        self.dense = self.layer(LATENT, 49 * 2 * width, has_bias=has_bias)
        self.first = self.normalization(2 * width)
        self.double = self.transposed(2 * width, width, has_bias=has_bias)
        self.second = self.normalization(width)
        self.picture = self.transposed(width, 1)

    def __call__(self, z):
        x = dense(z, with_zeros(self.dense, 49 * 2 * self.width)).reshape(-1, 7, 7, 2 * self.width)
        x = relu(normalized(x, self.first), self.slope)
        x = transposed_convolution(x, with_zeros(self.double, self.width))
        x = relu(normalized(x, self.second), self.slope)
        return torch.tanh(transposed_convolution(x, self.picture))


class Discriminator(Plan):
    def __init__(self, width, is_normalized):
        super().__init__(seed=200)
        self.width = width
        self.edges = self.layer(5, 5, 1, width)
        self.parts = self.layer(5, 5, width, 2 * width, has_bias=not is_normalized)
        self.parts_normalization = self.normalization(2 * width) if is_normalized else None
        self.score = self.layer(49 * 2 * width, 1)

    def __call__(self, images):
        x = relu(convolution(images, self.edges, stride=2), 0.2)
        x = convolution(x, with_zeros(self.parts, 2 * self.width), stride=2)
        if self.parts_normalization:
            x = normalized(x, self.parts_normalization)
        return dense(relu(x, 0.2).flatten(1), self.score)


def inputs(seed):
    images = torch.tensor(noise(BATCH * 784, seed).reshape(BATCH, 28, 28, 1))
    return images, torch.tensor(noise(BATCH * LATENT, seed + 1).reshape(BATCH, LATENT) * 2)


def dcgan():
    generator, discriminator = Generator(32, False, 0.2), Discriminator(32, True)

    def answers(seed):
        images, z = inputs(seed)
        return discriminator(images), discriminator(generator(z))

    seed = farthest(answers)
    real, generated = answers(seed)

    def cross_entropy(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    # Targets as float32 has them.
    high, low = float(torch.tensor(1 - 0.4 / 2)), float(torch.tensor(0.4 / 2))
    return {"seed": seed, "losses": summaries({
        "discriminator": (cross_entropy(real, high) + cross_entropy(generated, low), discriminator),
        "generator": (cross_entropy(generated, 1.0), generator)})}


def wgan():
    generator, critic = Generator(16, True, 0.0), Discriminator(16, False)

    def scores(seed):
        images, z = inputs(seed)
        pictures = generator(z)
        # Places on the lines that are exact in float32.
        between = (0.5 * images + 0.5 * pictures).detach().requires_grad_()
        return critic(images), critic(pictures), critic(between), between

    seed = farthest(scores)
    real, generated, middle, between = scores(seed)
    slopes, = torch.autograd.grad(middle.sum(), between, create_graph=True)
    norms = torch.sqrt((slopes**2).flatten(1).sum(1) + 1e-12)
    penalty = ((norms - 1) ** 2).mean()
    difference = generated.mean() - real.mean()
    return {"seed": seed, "losses": summaries({
        "difference": (difference, critic), "penalty": (penalty, critic),
        "critic": (difference + 10 * penalty, critic), "generator": (-generated.mean(), generator)})}


write("convolutional-adversaries.json", {"dcgan": dcgan(), "wgan": wgan()})
