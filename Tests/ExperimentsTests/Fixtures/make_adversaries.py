#!/usr/bin/env python3
"""Makes adversaries.json: one step of the notebooks `gan` and `cgan` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_adversaries.py

The networks are the articles', at full size and without dropout: labels join the convolution's sums before the
leaky ReLU, and up-sampling and convolution are two layers. In the packed `gan` the discriminator sees two pictures
at once; there are no labels then.
"""

import torch
import torch.nn.functional as F

from step import (Margin, Network, convolution, dense, farthest, max_pooled, noise, relu, summaries,
                  up_sampled, write)


class Generator(Network):
    def __init__(self, inputs):
        super().__init__(seed=100)
        self.dense, self.wide = self.layer(inputs, 7 * 7 * 64), self.layer(5, 5, 64, 64)
        self.narrow, self.picture = self.layer(3, 3, 64, 32), self.layer(5, 5, 32, 1)

    def __call__(self, x):
        x = relu(dense(x, self.dense)).reshape(-1, 7, 7, 64)
        x = relu(convolution(up_sampled(x), self.wide))
        x = relu(convolution(x, self.narrow))
        return torch.sigmoid(convolution(up_sampled(x), self.picture))


class Discriminator(Network):
    def __init__(self, classes, packing):
        super().__init__(seed=200)
        self.packing = packing
        self.filters = self.layer(7, 7, packing, 128)
        self.features = self.layer(3, 3, 128 + classes, 128)
        self.verdict = self.layer(7 * 7 * 128, 1)

    def __call__(self, images, labels):
        packs = images.reshape(-1, self.packing, 28, 28).permute(0, 2, 3, 1)
        x = convolution(packs, self.filters, stride=2)
        Margin.note(x)
        x = torch.cat([x, labels[:, None, None, :].expand(-1, 14, 14, -1)], dim=3)
        x = max_pooled(F.leaky_relu(x, 0.3))
        x = relu(convolution(x, self.features), 0.3)
        return torch.sigmoid(dense(x.flatten(1), self.verdict))


def step(classes, packing=1):
    """All losses of a batch of two packs with the gradients that the step takes."""
    count = 2 * packing
    generator, discriminator = Generator(2 + classes), Discriminator(classes, packing)
    labels = torch.eye(10, dtype=torch.float64)[torch.arange(count) * 7 % 10][:, :classes]

    def answers(seed):
        images = torch.tensor(noise(count * 784, seed).reshape(count, 28, 28, 1) / 2 + 0.5)
        z = torch.tensor(noise(count * 2, seed + 1).reshape(count, 2) * 2)
        digits = discriminator(images, labels[:2])
        return digits, discriminator(generator(torch.cat([z, labels], dim=1)), labels[:2])

    seed = farthest(answers)
    digits, pictures = answers(seed)
    of_digits, of_pictures = -torch.log(digits + 1e-10).mean(), -torch.log(1 - pictures + 1e-10).mean()
    return {"seed": seed, "losses": summaries({
        "discriminator": (0.5 * (of_pictures + of_digits), discriminator),
        "saturating": (-of_pictures, generator),
        "non-saturating": (-torch.log(pictures + 1e-10).mean(), generator)})}


write("adversaries.json", {"gan": step(0), "packed gan": step(0, packing=2), "cgan": step(10)})
