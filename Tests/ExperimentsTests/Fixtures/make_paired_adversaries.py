#!/usr/bin/env python3
"""Makes paired-adversaries.json: one step of the notebooks `srgan` and `pix2pix` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_paired_adversaries.py

The networks are those of the standard profile at full size, in float64, without dropout. Batches are normalised by
their own mean and biased variance, with Keras's epsilon of 1e-3, single maps with an epsilon of 1e-5.
"""

import math

import torch
import torch.nn.functional as F

from step import Margin, Network, convolution, dense, farthest, max_pooled, noise, relu, summaries, write

BATCH = 4


def weight_scale(fan):
    """The power of two next to twice Glorot's limit, halves away from zero as the tests round them."""
    return 2.0 ** -math.floor(-math.log2(24 / fan) / 2 + 0.5)


class Plan(Network):
    """A network whose layers may lack a bias, with normalisations and slopes."""

    def layer(self, *shape, has_bias=True):
        weights = self.draw(shape, weight_scale(math.prod(shape[:-2]) * (shape[-2] + shape[-1])))
        outputs = shape[-1]
        bias = self.draw((outputs,), 0.125) if has_bias else torch.zeros(outputs, dtype=torch.float64)
        return weights, bias

    def transposed(self, inputs, outputs):
        """Weights [row, column, out, in], no bias."""
        return self.draw((4, 4, outputs, inputs), weight_scale(16 * (inputs + outputs)))

    def normalization(self, features):
        return self.draw((features,), 0.125), self.draw((features,), 0.125)

    def slope(self):
        return self.draw((1,), 0.125)


def normalized(x, layer, axes, epsilon):
    scale, offset = layer
    mean, variance = x.mean(axes, keepdim=True), x.var(axes, unbiased=False, keepdim=True)
    return (x - mean) / torch.sqrt(variance + epsilon) * scale + offset


def batch_normalized(x, layer):
    return normalized(x, layer, (0, 1, 2), 1e-3)


def instance_normalized(x, layer):
    return normalized(x, layer, (1, 2), 1e-5)


def prelu(x, slope):
    Margin.note(x)
    return torch.relu(x) - slope * torch.relu(-x)


def pixel_shuffled(x):
    """TensorFlow's order: the four channels that become a block lie a whole set of channels apart."""
    n, height, width, channels = x.shape
    blocks = x.reshape(n, height, width, 2, 2, channels // 4).permute(0, 1, 3, 2, 4, 5)
    return blocks.reshape(n, 2 * height, 2 * width, channels // 4)


def transposed_convolution(x, kernel):
    """Keras's `same` alignment for a kernel of 4 and a stride of 2 is PyTorch's padding of 1."""
    y = F.conv_transpose2d(
        x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1).contiguous(), stride=2, padding=1)
    return y.permute(0, 2, 3, 1)


class Enlarger(Plan):
    def __init__(self, width=16, blocks=4):
        super().__init__(seed=100)
        self.first, self.first_slope = self.layer(5, 5, 1, width), self.slope()
        self.blocks = [
            (self.layer(3, 3, width, width), self.normalization(width), self.slope(),
             self.layer(3, 3, width, width), self.normalization(width)) for _ in range(blocks)]
        self.last, self.last_norm = self.layer(3, 3, width, width), self.normalization(width)
        self.doublings = [
            (self.layer(3, 3, width, 4 * width), self.slope()),
            (self.layer(3, 3, width, 2 * width), self.slope())]
        self.picture = self.layer(5, 5, width // 2, 1)

    def __call__(self, small):
        x = prelu(convolution(small, self.first), self.first_slope)
        start = x
        for one, norm, slope, two, second_norm in self.blocks:
            y = prelu(batch_normalized(convolution(x, one), norm), slope)
            x = x + batch_normalized(convolution(y, two), second_norm)
        x = start + batch_normalized(convolution(x, self.last), self.last_norm)
        for layer, slope in self.doublings:
            x = prelu(pixel_shuffled(convolution(x, layer)), slope)
        return torch.sigmoid(convolution(x, self.picture))


class PatchDiscriminator(Plan):
    def __init__(self, channels, is_normalized, width=16):
        super().__init__(seed=200)
        self.edges = self.layer(4, 4, channels, width)
        self.parts = self.layer(4, 4, width, 2 * width, has_bias=not is_normalized)
        self.norm = self.normalization(2 * width) if is_normalized else None
        self.logits = self.layer(3, 3, 2 * width, 1)

    def __call__(self, maps):
        x = convolution(relu(convolution(maps, self.edges, stride=2), 0.2), self.parts, stride=2)
        if self.norm:
            x = instance_normalized(x, self.norm)
        return convolution(relu(x, 0.2), self.logits)


class Reader(Plan):
    def __init__(self):
        super().__init__(seed=250)
        self.edges, self.parts = self.layer(3, 3, 1, 16), self.layer(3, 3, 16, 32)
        self.score = self.layer(49 * 32, 10)

    def maps(self, images):
        """The greatest of what is above 0, and what of the greatest is above 0, is the same."""
        return relu(convolution(relu(max_pooled(convolution(images, self.edges))), self.parts))

    def logits(self, images):
        return dense(F.max_pool2d(self.maps(images).permute(0, 3, 1, 2), 2)
                     .permute(0, 2, 3, 1).flatten(1), self.score)


class UNet(Plan):
    def __init__(self, width=8):
        super().__init__(seed=100)
        self.start = self.layer(3, 3, 1, width)
        self.halve = self.bare(4, 4, width, 2 * width), self.normalization(2 * width)
        self.quarter = self.bare(4, 4, 2 * width, 4 * width), self.normalization(4 * width)
        self.middle = self.bare(3, 3, 4 * width, 4 * width), self.normalization(4 * width)
        self.back = self.transposed(8 * width, 2 * width), self.normalization(2 * width)
        self.whole = self.transposed(4 * width, width), self.normalization(width)
        self.picture = self.layer(3, 3, 2 * width, 1)

    def bare(self, *shape):
        return self.layer(*shape, has_bias=False)

    def __call__(self, given):
        def block(x, layer, slope, stride=1):
            kernel, norm = layer
            return relu(instance_normalized(convolution(x, kernel, stride), norm), slope)

        def doubled(x, layer):
            kernel, norm = layer
            return relu(instance_normalized(transposed_convolution(x, kernel), norm))

        a = relu(convolution(given, self.start), 0.2)
        b = block(a, self.halve, 0.2, stride=2)
        c = block(b, self.quarter, 0.2, stride=2)
        x = torch.cat([block(c, self.middle, 0.0), c], -1)
        x = torch.cat([doubled(x, self.back), b], -1)
        x = torch.cat([doubled(x, self.whole), a], -1)
        return torch.sigmoid(convolution(x, self.picture))


def cross_entropy(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def pixels(seed, side):
    """Grey levels in [0, 1)."""
    return torch.tensor(0.5 * noise(BATCH * side * side, seed).reshape(BATCH, side, side, 1) + 0.5)


def srgan():
    generator, discriminator, reader = Enlarger(), PatchDiscriminator(1, False), Reader()

    def forward(seed):
        targets = pixels(seed, 28)
        made = generator(pixels(seed + 1, 7))
        return targets, made, discriminator(targets), discriminator(made), reader.maps(targets), \
            reader.maps(made)

    seed = farthest(forward)
    targets, made, real, generated, expected, seen = forward(seed)
    squared = ((made - targets) ** 2).mean()
    content = ((seen - expected) ** 2).mean()
    return {"seed": seed, "losses": summaries({
        "squared": (squared, generator),
        "generator": (content + squared + 0.5 * cross_entropy(generated, 1.0), generator),
        "discriminator": (cross_entropy(real, 1.0) + cross_entropy(generated, 0.0), discriminator),
        "reader": (F.cross_entropy(reader.logits(targets), torch.arange(BATCH)), reader)})}


def pix2pix():
    generator, discriminator = UNet(), PatchDiscriminator(2, True)

    def forward(seed):
        targets, given = pixels(seed, 28), pixels(seed + 1, 28)
        made = generator(given)
        Margin.note(made - targets)
        pairs = torch.cat([given, targets], -1), torch.cat([given, made], -1)
        return made - targets, discriminator(pairs[0]), discriminator(pairs[1])

    seed = farthest(forward)
    difference, real, generated = forward(seed)
    error = difference.abs().mean()
    return {"seed": seed, "losses": summaries({
        "absolute": (error, generator),
        "generator": (cross_entropy(generated, 1.0) + 10 * error, generator),
        "discriminator": (cross_entropy(real, 1.0) + cross_entropy(generated, 0.0), discriminator)})}


write("paired-adversaries.json", {"srgan": srgan(), "pix2pix": pix2pix()})
