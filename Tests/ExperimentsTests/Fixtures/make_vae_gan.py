#!/usr/bin/env python3
"""Makes vae-gan.json: the losses of one batch of the notebook `vae-gan`, and their gradients, from PyTorch.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/ExperimentsTests/Fixtures/make_vae_gan.py

The networks are the article's, at full size, in float64 and without dropout, in the article's order:
up-sampling and convolution are two layers, the leaky ReLU comes after up-sampling and pooling.
"""

import math

import torch
import torch.nn.functional as F

from step import (Margin, Network, convolution, dense, farthest, noise, normals, relu, summaries,
                  up_sampled, write)

BATCH, LATENT = 2, 8
LABELS = torch.eye(10, dtype=torch.float64)[[0, 7]]


def leaky(x):
    return relu(x, 0.3)


def max_pooled(x):
    """Windows of 2 x 2, the last ones smaller where the size is odd."""
    x = x.permute(0, 3, 1, 2)
    odd = x.shape[-1] % 2
    windows = F.pad(x.detach(), (0, odd, 0, odd), value=-1e9).unfold(2, 2, 2).unfold(3, 2, 2)
    Margin.note(windows.flatten(-2).topk(2).values.diff())
    return F.max_pool2d(x, 2, ceil_mode=True).permute(0, 2, 3, 1)


class Encoder(Network):
    def __init__(self):
        super().__init__(seed=100)
        self.first, self.second = self.layer(3, 3, 1, 32), self.layer(3, 3, 32, 64)
        self.hidden = self.layer(7 * 7 * 64 + 10, 64)
        self.mean, self.log_variance = self.layer(64, LATENT), self.layer(64, LATENT)

    def __call__(self, images):
        x = max_pooled(leaky(convolution(images, self.first, stride=2)))
        x = leaky(convolution(x, self.second)).flatten(1)
        x = leaky(dense(torch.cat([x, LABELS], dim=1), self.hidden))
        return dense(x, self.mean), dense(x, self.log_variance).clamp(-4, 4)


class Decoder(Network):
    def __init__(self):
        super().__init__(seed=200)
        self.hidden, self.wide = self.layer(LATENT + 10, 7 * 7 * 128), self.layer(5, 5, 128, 64)
        self.narrow, self.picture = self.layer(3, 3, 64, 32), self.layer(5, 5, 32, 1)

    def __call__(self, z):
        x = leaky(dense(torch.cat([z, LABELS], dim=1), self.hidden)).reshape(-1, 7, 7, 128)
        x = leaky(convolution(up_sampled(x), self.wide))
        x = leaky(up_sampled(convolution(x, self.narrow)))
        return torch.sigmoid(convolution(x, self.picture))


class Discriminator(Network):
    def __init__(self, reads_below):
        super().__init__(seed=320)
        self.reads_below = reads_below
        self.edges, self.parts = self.layer(7, 7, 1, 128), self.layer(3, 3, 138, 64)
        self.likeness = self.layer(3, 3, 64, 16)
        self.verdict = self.layer(1024 if reads_below else 256, 1)

    def __call__(self, images):
        x = leaky(max_pooled(convolution(images, self.edges, stride=2)))
        x = torch.cat([x, LABELS[:, None, None, :].expand(-1, 7, 7, -1)], dim=3)
        x = leaky(max_pooled(convolution(x, self.parts)))
        likeness = convolution(x, self.likeness)
        x = leaky(x if self.reads_below else likeness)
        return torch.sigmoid(dense(x.flatten(1), self.verdict)), likeness


def losses(networks, seed, digit_weight, gamma, beta, saturating):
    encoder, decoder, discriminator = networks

    def draw(*shape, place):
        return torch.tensor(noise(math.prod(shape), seed + place).reshape(shape))

    images = draw(BATCH, 28, 28, 1, place=0) / 2 + 0.5
    z, epsilon = normals("pictures", BATCH, LATENT), normals("codes", BATCH, LATENT)
    mean, log_variance = encoder(images)
    copy = decoder(mean + torch.exp(log_variance / 2) * epsilon)
    picture = decoder(z)
    (of_digit, l_digit), (of_copy, l_copy), (of_picture, _) = map(discriminator, (images, copy, picture))

    posterior = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    standard = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    prior = torch.distributions.kl_divergence(posterior, standard).sum() / 784
    target = torch.sigmoid(l_digit).detach()
    likeness = F.binary_cross_entropy(torch.sigmoid(l_copy), target, reduction="sum") / 784
    floor = F.binary_cross_entropy(target, target, reduction="sum") / 784
    share = 1 / (digit_weight + 3) / 784
    of_pictures = -share * (2 * torch.log(1 - of_picture) + torch.log(1 - of_copy)).sum()
    adversarial = of_pictures - share * digit_weight * torch.log(of_digit).sum()
    deception = (-of_pictures if saturating
                 else -share * (2 * torch.log(of_picture) + torch.log(of_copy)).sum())
    # Each network is moved by its own loss alone; the first two are parts of those.
    return {"divergence": (prior, None), "excess": (likeness - floor, None),
            "adversarial": (adversarial, discriminator),
            "encoder": (likeness + beta * prior, encoder),
            "decoder": (gamma * likeness + deception, decoder)}


def case(reads_below, *weights):
    networks = Encoder(), Decoder(), Discriminator(reads_below)
    seed = farthest(lambda seed: losses(networks, seed, *weights), range(700, 1000, 3))
    return {"seed": seed, "losses": summaries(losses(networks, seed, *weights))}


# The weights are exact in float32.
write("vae-gan.json", {"l": case(False, 3, 4, 0.0078125, False), "below-l": case(True, 1, 1, 1, True)})
