#!/usr/bin/env python3
"""Makes autoencoders.json: one step of the notebooks `vae` and `cvae` as PyTorch computes it.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_autoencoders.py

The networks are the articles', at full size and without dropout, with the statistics of the batch.
"""

import torch
import torch.nn.functional as F

from step import Network, dense, farthest, noise, normals, relu, summaries, write

BATCH = 4


class Coder(Network):
    """Hidden layers, each with an activation and then batch normalisation, and linear outputs."""

    def __init__(self, seed, inputs, hidden, outputs, slope):
        super().__init__(seed)
        self.slope, self.hidden, width = slope, [], inputs
        for size in hidden:
            # The engine's order of variables: weights, bias, then scale and offset.
            self.hidden.append((self.layer(width, size), self.draw((size,), 0.125), self.draw((size,), 0.125)))
            width = size
        self.outputs = [self.layer(width, size) for size in outputs]

    def __call__(self, x):
        for layer, scale, offset in self.hidden:
            x = relu(dense(x, layer), self.slope)
            x = (x - x.mean(0)) / torch.sqrt(x.var(0, unbiased=False) + 1e-3) * scale + offset
        return [dense(x, output) for output in self.outputs]


def step(name, latent, hidden, classes):
    encoder = Coder(100, 784 + classes, hidden, [latent, latent], slope=0.0)
    decoder = Coder(200, latent + classes, hidden[::-1], [784], slope=0.3)
    labels = torch.eye(10, dtype=torch.float64)[[3, 1, 4, 1]][:, :classes]

    def losses(seed):
        images = torch.tensor(noise(BATCH * 784, seed).reshape(BATCH, 784) / 2 + 0.5)
        epsilon = normals(name, BATCH, latent)
        mean, log_variance = encoder(torch.cat([images, labels], 1))
        codes = mean + torch.exp(log_variance / 2) * epsilon
        logits, = decoder(torch.cat([codes, labels], 1))
        likeness = F.binary_cross_entropy_with_logits(logits, images, reduction="sum") / BATCH
        divergence = -0.5 * (1 + log_variance - mean**2 - torch.exp(log_variance)).sum() / BATCH
        return likeness, divergence

    seed = farthest(losses)
    likeness, divergence = losses(seed)
    return {"seed": seed, "losses": summaries({
        "divergence": (divergence, encoder),
        "encoder": (likeness + divergence, encoder),
        "decoder": (likeness, decoder)})}


write("autoencoders.json", {"vae": step("vae", 2, [256, 128], 0), "cvae": step("cvae", 8, [256], 10)})
