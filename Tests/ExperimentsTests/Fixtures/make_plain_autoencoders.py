#!/usr/bin/env python3
"""Makes plain-autoencoders.json: one step of the notebooks `autoencoders` and `manifolds` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_plain_autoencoders.py

The networks are at full size. Noise, where there is any, is given as a second input and clipped to grey levels.
"""

import torch
import torch.nn.functional as F

from step import Network, convolution, dense, farthest, noise, relu, summaries, up_sampled, write

BATCH = 4


def images(seed, *shape):
    """Grey levels in [0, 1]."""
    return torch.tensor(noise(BATCH * 784, seed).reshape(BATCH, *(shape or (784,))) / 2 + 0.5)


def likeness(logits, expected):
    return F.binary_cross_entropy_with_logits(logits, expected)


class Dense(Network):
    """Dense layers of the given widths from pixels to pixels, each but those of `linear` with an activation."""

    def __init__(self, widths, activation, linear):
        super().__init__(100)
        self.layers = [self.layer(*sizes) for sizes in zip(widths, widths[1:])]
        self.activation, self.linear = activation, linear

    def __call__(self, x):
        """The outputs of all layers."""
        outputs = []
        for index, layer in enumerate(self.layers):
            x = dense(x, layer)
            if index not in self.linear:
                x = self.activation(x)
            outputs.append(x)
        return outputs


class Convolutional(Network):
    def __init__(self):
        super().__init__(100)
        self.edges, self.shapes = self.layer(5, 5, 1, 16), self.layer(3, 3, 16, 32)
        self.code, self.unfolded = self.layer(1568, 49), self.layer(49, 1568)
        self.halves, self.pixels = self.layer(3, 3, 32, 16), self.layer(5, 5, 16, 1)

    def __call__(self, x):
        x = x.reshape(BATCH, 28, 28, 1)
        x = relu(convolution(x, self.edges, stride=2))
        x = relu(convolution(x, self.shapes, stride=2))
        x = dense(x.reshape(BATCH, -1), self.code)
        x = relu(dense(x, self.unfolded)).reshape(BATCH, 7, 7, 32)
        x = relu(convolution(up_sampled(x), self.halves))
        return convolution(up_sampled(x), self.pixels).reshape(BATCH, -1)


def step(losses):
    """`losses` gives the losses by name, each with its network, of the inputs of a seed."""
    seed = farthest(losses)
    return {"seed": seed, "losses": summaries(losses(seed))}


elu = F.elu
shallow = Dense([784, 49, 784], relu, {1})
deep = Dense([784, 196, 98, 49, 98, 196, 784], elu, {2, 5})
plane = Dense([784, 256, 128, 2, 128, 256, 784], elu, {2, 5})
sparse = Dense([784, 32, 784], relu, {1})
linear = Dense([784, 32, 784], relu, {0, 1})
curve = Dense([2, 64, 64, 1, 64, 64, 2], elu, {2, 5})
convolutional = Convolutional()


def penalised(seed, payers):
    x = images(seed)
    code, logits = sparse(x)
    return likeness(logits, x) + 4e-5 / payers * code.sum()


def denoised(seed):
    noisy = (images(seed) + torch.tensor(noise(BATCH * 784, seed + 1).reshape(BATCH, 784)) / 2).clamp(0, 1)
    return likeness(convolutional(noisy), images(seed))


def curved(seed):
    points = torch.tensor(noise(BATCH * 2, seed).reshape(BATCH, 2))
    return F.mse_loss(curve(points)[-1], points)


write("plain-autoencoders.json", {
    "dense": step(lambda seed: {"loss": (likeness(shallow(images(seed))[-1], images(seed)), shallow)}),
    "deep": step(lambda seed: {"loss": (likeness(deep(images(seed))[-1], images(seed)), deep)}),
    "plane": step(lambda seed: {"loss": (likeness(plane(images(seed))[-1], images(seed)), plane)}),
    "convolutional": step(lambda seed: {
        "loss": (likeness(convolutional(images(seed)), images(seed)), convolutional),
        "denoising": (denoised(seed), convolutional)}),
    "sparse": step(lambda seed: {
        "averaged": (penalised(seed, BATCH), sparse), "summed": (penalised(seed, 1), sparse)}),
    "linear": step(lambda seed: {
        "loss": ((linear(images(seed))[-1] - images(seed)).square().sum() / BATCH, linear)}),
    "curve": step(lambda seed: {"loss": (curved(seed), curve)})})
