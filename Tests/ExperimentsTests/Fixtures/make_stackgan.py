#!/usr/bin/env python3
"""Makes stackgan.json: one step of each stage of the notebook `stackgan` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_stackgan.py

The networks are those of the standard profile at full size, in float64. Batches are normalised by their own mean and
biased variance, with Keras's epsilon of 1e-3; stage II works out sketches of a stage I that has not been trained, whose
running means are 0 and variances 1. Cross-entropies are PyTorch's own.
"""

import math

import torch
import torch.nn.functional as F

from step import Network, convolution, dense, farthest, noise, relu, summaries, write

BATCH, CLASSES, LATENT, CODE, WIDTH, BLOCKS = 4, 10, 32, 16, 16, 2
TEXT = CLASSES + 2


def weight_scale(shape):
    """The power of two next to twice Glorot's limit, halves away from zero as the tests round them."""
    fan = math.prod(shape[:-2]) * (shape[-2] + shape[-1])
    return 2.0 ** -math.floor(-math.log2(24 / fan) / 2 + 0.5)


class Plan(Network):
    def weights(self, *shape):
        return self.draw(shape, weight_scale(shape))

    def vector(self, size):
        return self.draw((size,), 0.125)

    def biased(self, *shape):
        return self.weights(*shape), self.vector(shape[-1])

    def normalized(self, *shape, outputs=None):
        """Weights without a bias, and scale and offset of the normalisation that follows."""
        outputs = outputs or shape[-1]
        return self.weights(*shape), self.vector(outputs), self.vector(outputs)

    def doubling(self, inputs):
        """Weights [row, column, out, in]."""
        return self.normalized(4, 4, inputs // 2, inputs, outputs=inputs // 2)


def normalized(x, layer, is_training=True):
    _, scale, offset = layer
    axes = tuple(range(x.dim() - 1))
    mean, variance = (x.mean(axes), x.var(axes, unbiased=False)) if is_training else (0, 1)
    return (x - mean) / (variance + 1e-3) ** 0.5 * scale + offset


def convolved(x, layer, stride=1, is_training=True):
    zeros = torch.zeros(layer[0].shape[-1], dtype=torch.float64)
    return normalized(convolution(x, (layer[0], zeros), stride), layer, is_training)


def doubled(x, layer, is_training=True):
    y = F.conv_transpose2d(
        x.permute(0, 3, 1, 2), layer[0].permute(3, 2, 0, 1).contiguous(), stride=2, padding=1)
    return relu(normalized(y.permute(0, 2, 3, 1), layer, is_training))


class Generator(Plan):
    def __init__(self, seed):
        super().__init__(seed)
        self.mean, self.log_variance = self.biased(TEXT, CODE), self.biased(TEXT, CODE)

    def code(self, text, numbers, is_training=True):
        mean, log_variance = dense(text, self.mean), dense(text, self.log_variance)
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).mean()
        return mean + is_training * (0.5 * log_variance).exp() * numbers, divergence


class Sketches(Generator):
    def __init__(self, seed):
        super().__init__(seed)
        self.first = self.normalized(CODE + LATENT, 49 * 2 * WIDTH, outputs=2 * WIDTH)
        self.double = self.doubling(2 * WIDTH)
        self.last = self.biased(3, 3, WIDTH, 1)

    def __call__(self, text, numbers, is_training=True):
        code, divergence = self.code(text, numbers[:, :CODE], is_training)
        x = torch.cat([code, numbers[:, CODE:]], 1) @ self.first[0]
        x = relu(normalized(x.reshape(-1, 7, 7, 2 * WIDTH), self.first, is_training))
        x = convolution(doubled(x, self.double, is_training), self.last)
        return torch.sigmoid(x), divergence


class Pictures(Generator):
    def __init__(self, seed, sketches):
        super().__init__(seed)
        self.sketches, wide = sketches, 2 * WIDTH
        self.edges = self.biased(4, 4, 1, WIDTH)
        self.join = self.normalized(3, 3, WIDTH + CODE, wide)
        self.blocks = [
            (self.normalized(3, 3, wide, wide), self.normalized(3, 3, wide, wide))
            for _ in range(BLOCKS)]
        self.doubles = self.doubling(wide), self.doubling(WIDTH)
        self.last = self.biased(3, 3, WIDTH // 2, 1)

    def __call__(self, text, numbers):
        code, divergence = self.code(text, numbers[:, :CODE])
        sketches = self.sketches(text, numbers[:, CODE:], is_training=False)[0].detach()
        maps = relu(convolution(sketches, self.edges, stride=2))
        x = torch.cat([maps, code[:, None, None, :].expand(-1, 7, 7, -1)], 3)
        x = relu(convolved(x, self.join))
        for first, second in self.blocks:
            x = relu(x + convolved(relu(convolved(x, first)), second))
        for double in self.doubles:
            x = doubled(x, double)
        return torch.sigmoid(convolution(x, self.last)), divergence


class Discriminator(Plan):
    def __init__(self, seed, is_sketch):
        super().__init__(seed)
        self.stride = 1 if is_sketch else 2
        size = 3 if is_sketch else 4
        self.edges = self.biased(size, size, 1, WIDTH)
        self.parts = self.normalized(4, 4, WIDTH, 2 * WIDTH)
        self.score = self.biased(49 * 2 * WIDTH, 1)
        self.projection = self.weights(TEXT, 49 * 2 * WIDTH)
        self.squares = self.weights(TEXT, 1)

    def features(self, images):
        x = relu(convolution(images, self.edges, self.stride), 0.2)
        return relu(convolved(x, self.parts, stride=2), 0.2).flatten(1)

    def logits(self, features, text):
        matching = (features * (text @ self.projection)).sum(1, keepdim=True)
        return dense(features, self.score) + text**2 @ self.squares + matching


def stage(generator, discriminator, side, numbers, seeds):
    def inputs(seed):
        shapes = ((BATCH, side, side, 1), (BATCH, numbers), (BATCH, TEXT))
        return [torch.tensor(noise(math.prod(shape), seed + index).reshape(shape))
                for index, shape in enumerate(shapes)]

    def forward(seed):
        digits, z, text = inputs(seed)
        pictures, divergence = generator(text, z)
        return text, discriminator.features(digits), discriminator.features(pictures), divergence

    seed = farthest(forward, seeds)
    text, real, made, divergence = forward(seed)
    others = text.roll(1, 0)
    hands = torch.cat([text[:, :CLASSES], others[:, CLASSES:]], 1)

    def loss(features, text, target):
        logits = discriminator.logits(features, text)
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    wrong = 0.25 * loss(real, others, 0.0) + 0.75 * loss(real, hands, 0.0)
    discriminators = loss(real, text, 1.0) + 0.5 * (wrong + loss(made, text, 0.0))
    # The weight as float32 has it.
    weight = float(torch.tensor(0.02))
    generators = loss(made, text, 1.0) + weight * divergence
    return {"seed": seed, "losses": summaries({
        "divergence": (divergence, None), "discriminator": (discriminators, discriminator),
        "generator": (generators, generator)})}


sketches = Sketches(100)
write("stackgan.json", {
    "sketches": stage(sketches, Discriminator(200, True), 14, CODE + LATENT, range(700, 790, 3)),
    "pictures": stage(Pictures(300, sketches), Discriminator(400, False), 28, 2 * CODE + LATENT,
                      range(700, 790, 3))})
