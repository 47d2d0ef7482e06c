#!/usr/bin/env python3
"""Makes second_derivatives.json: gradients of gradients as PyTorch's `create_graph` computes them.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/TensorsTests/Fixtures/make_second_derivatives.py

Made with NumPy 2.4.6 and PyTorch 2.15.0. Everything is computed in float64, so what is in the file is an oracle.
Operands are rounded to three decimals and then to float32, so that the engine starts from the same numbers. Images are
[n, height, width, channels] and kernels [row, column, in, out] as in the engine.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.default_rng(20261126)


def draw(*shape, low=-1.0, high=1.0):
    """Uniform numbers of three decimals, as float32 has them."""
    values = np.round(random.uniform(low, high, shape), 3)
    return torch.tensor(values.astype(np.float32).astype(np.float64), requires_grad=True)


def convolution(x, kernel, bias, stride=1):
    """TensorFlow's `same` padding: the odd row and column go below and right."""

    def padding(size, kernel_size):
        out = -(-size // stride)
        total = max((out - 1) * stride + kernel_size - size, 0)
        return total // 2, total - total // 2

    top, bottom = padding(x.shape[1], kernel.shape[0])
    left, right = padding(x.shape[2], kernel.shape[1])
    padded = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
    y = F.conv2d(padded, kernel.permute(3, 2, 0, 1), bias, stride=stride)
    return y.permute(0, 2, 3, 1)


def max_pool(x):
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2, ceil_mode=True).permute(0, 2, 3, 1)


def up_sample(x):
    return F.interpolate(x.permute(0, 3, 1, 2), scale_factor=2, mode="nearest").permute(0, 2, 3, 1)


def batch_norm(x, scale, offset):
    return F.batch_norm(x, None, None, scale, offset, training=True, eps=1e-3)


def leaky(x):
    return F.leaky_relu(x, 0.25)


def numbers(tensor):
    # Twelve digits: more than the engine has.
    return [float(f"{value:.12g}") for value in tensor.detach().reshape(-1).tolist()]


def described(tensor):
    return {"shape": list(tensor.shape), "values": numbers(tensor)}


def operation(name, function, *operands):
    """The second derivatives of Σ weight · (output² + output), along some directions of the operands."""
    output = function(*operands)
    weights = draw(*output.shape).detach()
    directions = [draw(*operand.shape).detach() for operand in operands]
    loss = (weights * (output * output + output)).sum()
    first = torch.autograd.grad(loss, operands, create_graph=True)
    slope = sum((d * g).sum() for d, g in zip(directions, first))
    second = torch.autograd.grad(slope, operands)
    return {
        "name": name, "operands": [described(x) for x in operands], "weights": described(weights),
        "directions": [described(d) for d in directions],
        "first": [numbers(g) for g in first], "second": [numbers(g) for g in second],
    }


def critic(t, images):
    x = leaky(convolution(images, t["first"], t["first bias"], stride=2))
    x = torch.tanh(convolution(x, t["second"], t["second bias"]))
    return max_pool(x).flatten(1) @ t["weights"] + t["weights bias"]


def penalties():
    """A critic's Wasserstein loss with the gradient penalty of Gulrajani and others (2017), and its R1 penalty."""
    t = {
        "first": draw(3, 3, 2, 4), "first bias": draw(4), "second": draw(3, 3, 4, 3),
        "second bias": draw(3), "weights": draw(2 * 2 * 3, 1), "weights bias": draw(1),
    }
    real, generated = draw(3, 7, 6, 2).detach(), draw(3, 7, 6, 2).detach()
    shares = draw(3, 1, 1, 1, low=0, high=1).detach()
    between = (shares * real + (1 - shares) * generated).requires_grad_()
    slopes, = torch.autograd.grad(critic(t, between).sum(), between, create_graph=True)
    penalty = ((slopes.flatten(1).norm(dim=1) - 1) ** 2).mean()
    wasserstein = critic(t, generated).mean() - critic(t, real).mean() + 10 * penalty
    watched = real.clone().requires_grad_()
    slopes, = torch.autograd.grad(critic(t, watched).sum(), watched, create_graph=True)
    r1 = 5 * (slopes.flatten(1) ** 2).sum(1).mean()
    names = sorted(t)

    def loss(value):
        gradients = torch.autograd.grad(
            value, [t[name] for name in names], retain_graph=True, allow_unused=True)
        return {
            "value": value.item(),
            "gradients": {
                name: numbers(torch.zeros_like(t[name]) if gradient is None else gradient)
                for name, gradient in zip(names, gradients)
            },
        }

    return {
        "tensors": {
            **{name: described(t[name]) for name in names},
            "real": described(real), "generated": described(generated), "shares": described(shares),
        },
        "losses": {"wasserstein": loss(wasserstein), "r1": loss(r1)},
    }


operations = [
    operation("quotient", lambda x, y: x / y, draw(2, 3), draw(3, low=0.5, high=2)),
    operation("squareRoot", torch.sqrt, draw(2, 3, low=0.5, high=3)),
    operation("exponential", torch.exp, draw(2, 3)),
    operation("logarithm", lambda x: torch.log(x + 0.25), draw(2, 3, low=0.5, high=3)),
    operation("softplus", F.softplus, draw(2, 3, low=-4, high=4)),
    operation("absolute", torch.abs, draw(2, 3)),
    operation("leakyReLU", leaky, draw(2, 3)),
    operation("elu", F.elu, draw(2, 3, low=-2, high=2)),
    operation("sigmoid", torch.sigmoid, draw(2, 3, low=-3, high=3)),
    operation("tanh", torch.tanh, draw(2, 3, low=-2, high=2)),
    operation("product", lambda x, y: x @ y, draw(2, 3), draw(3, 2)),
    operation("dense", lambda x, w, b: torch.tanh(x @ w + b), draw(2, 3), draw(3, 2), draw(2)),
    operation("sum", lambda x: x.sum((0, 2)), draw(2, 3, 2)),
    operation("mean", lambda x: x.mean(1, keepdim=True) * x, draw(2, 3)),
    operation("rows", lambda x: x[[1, 0, 1]], draw(3, 2)),
    operation("concatenated", lambda x, y: torch.cat([x, y, x], 0), draw(1, 2), draw(2, 2)),
    operation(
        "convolution", lambda x, k, b: torch.tanh(convolution(x, k, b)), draw(1, 4, 3, 2),
        draw(3, 3, 2, 2), draw(2)),
    operation(
        "strided", lambda x, k, b: torch.sigmoid(convolution(x, k, b, stride=2)), draw(1, 5, 4, 1),
        draw(4, 4, 1, 2), draw(2)),
    operation(
        "upSampledAndConvolved", lambda x, k, b: leaky(convolution(up_sample(x), k, b)),
        draw(1, 2, 3, 1), draw(3, 3, 1, 2), draw(2)),
    operation("maxPooled", max_pool, draw(1, 3, 4, 2)),
    operation("upSampled", up_sample, draw(1, 2, 2, 2)),
    operation(
        "batchNormalized", batch_norm, draw(5, 2), draw(2), draw(2)),
    operation(
        "crossEntropy",
        lambda x: F.binary_cross_entropy_with_logits(
            x, torch.full_like(x, 0.25), reduction="none"), draw(2, 3, low=-3, high=3)),
    operation(
        "softmaxCrossEntropy",
        lambda x: F.cross_entropy(x, torch.tensor([2, 0]), reduction="none"),
        draw(2, 3, low=-3, high=3)),
]
path = pathlib.Path(__file__).with_name("second_derivatives.json")
path.write_text(json.dumps({"operations": operations, "penalties": penalties()}) + "\n")
