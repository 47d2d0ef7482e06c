#!/usr/bin/env python3
"""Makes networks.json: networks, losses and gradients as PyTorch computes them, and optimiser steps.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/LayersTests/Fixtures/make_fixtures.py

Made with Python 3.11, NumPy 2.4.6 and PyTorch 2.13.0 for CPU. Everything is computed in float64, so what
is in the file is an oracle. Inputs are rounded to three decimals and then to float32, so that the engine
starts from the same numbers. Every kind of layer and loss is used in one case or another; images are
[n, height, width, channels], weights [in, out] and [row, column, in, out] as in the engine, and names are
those of the engine's variables.
"""

import json
import pathlib
import re

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.default_rng(20240229)


def draw(*shape, low=-1.0, high=1.0):
    """Uniform numbers of three decimals, as float32 has them."""
    values = np.round(random.uniform(low, high, shape), 3)
    return torch.tensor(values.astype(np.float32).astype(np.float64), requires_grad=True)


def single(number):
    """The nearest float32 number: settings as the engine takes them."""
    return float(np.float32(number))


def whole(values):
    """Given numbers, without a gradient."""
    return torch.tensor(np.asarray(values, np.float32).astype(np.float64))


# Layers, on a dictionary of tensors by name.

def dense(t, name, x):
    return x @ t[f"{name}/weights"] + t[f"{name}/bias"]


def convolution(t, name, x, stride=1):
    """TensorFlow's `same` padding: the odd row and column go below and right."""
    kernel = t[f"{name}/weights"]

    def padding(size, kernel_size):
        out = -(-size // stride)
        total = max((out - 1) * stride + kernel_size - size, 0)
        return total // 2, total - total // 2

    top, bottom = padding(x.shape[1], kernel.shape[0])
    left, right = padding(x.shape[2], kernel.shape[1])
    padded = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
    y = F.conv2d(padded, kernel.permute(3, 2, 0, 1), t[f"{name}/bias"], stride=stride)
    return y.permute(0, 2, 3, 1)


def max_pool(x):
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2, ceil_mode=True).permute(0, 2, 3, 1)


def up_sample(x):
    return F.interpolate(x.permute(0, 3, 1, 2), scale_factor=2, mode="nearest").permute(0, 2, 3, 1)


def batch_norm(t, name, x):
    columns = x.reshape(-1, x.shape[-1])
    y = F.batch_norm(
        columns, None, None, t[f"{name}/scale"], t[f"{name}/offset"], training=True, eps=1e-3)
    return y.reshape(x.shape)


def maps(labels, height, width):
    return labels[:, None, None, :].expand(-1, height, width, -1)


def with_dense(t, name, inputs, outputs):
    limit = (6 / (inputs + outputs)) ** 0.5
    t[f"{name}/weights"] = draw(inputs, outputs, low=-limit, high=limit)
    t[f"{name}/bias"] = draw(outputs, low=-0.3, high=0.3)


def with_convolution(t, name, size, inputs, outputs):
    limit = (6 / (size * size * (inputs + outputs))) ** 0.5
    t[f"{name}/weights"] = draw(size, size, inputs, outputs, low=-limit, high=limit)
    t[f"{name}/bias"] = draw(outputs, low=-0.3, high=0.3)


def with_norm(t, name, features):
    t[f"{name}/scale"] = draw(features, low=0.5, high=1.5)
    t[f"{name}/offset"] = draw(features, low=-0.5, high=0.5)


# Losses.

def divergence(mean, log_variance):
    """Of N(mean, variance) from N(0, 1), element by element, from PyTorch's own distributions."""
    posterior = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    prior = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return torch.distributions.kl_divergence(posterior, prior)


def cross_entropy(probabilities, expected, epsilon=1e-10):
    return -(expected * torch.log(probabilities + epsilon)
             + (1 - expected) * torch.log(1 - probabilities + epsilon))


logits_cross_entropy = F.binary_cross_entropy_with_logits

# The file.

cases = []


def numbers(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, np.float64).ravel()]


def add(name, tensors, losses, extra=None):
    """Adds a case; `losses` gives each loss with the names it is differentiated by."""
    case = {"name": name, "tensors": {}, "losses": {}}
    for key, tensor in tensors.items():
        case["tensors"][key] = {
            "shape": list(tensor.shape),
            "values": [float(f"{v:.6g}") for v in tensor.detach().numpy().ravel()]}
    for key, (loss, names) in losses.items():
        gradients = torch.autograd.grad(loss, [tensors[n] for n in names], retain_graph=True)
        case["losses"][key] = {
            "value": float(f"{loss.item():.9g}"),
            "gradients": {n: numbers(g) for n, g in zip(names, gradients)}}
    if extra:
        case["extra"] = {key: numbers(values) for key, values in extra.items()}
    cases.append(case)


def differentiable(tensors):
    return [name for name, tensor in tensors.items() if tensor.requires_grad]


def dense_network():
    """Dense layers with every activation, the mean squared error."""
    t = {"x": draw(6, 7), "expected": whole(random.integers(0, 2, (6, 5)))}
    for name, inputs, outputs in [
            ("relu", 7, 12), ("leakyReLU", 12, 9), ("elu", 9, 8), ("sigmoid", 8, 6), ("tanh", 6, 5)]:
        with_dense(t, name, inputs, outputs)
    x = F.relu(dense(t, "relu", t["x"]))
    x = F.leaky_relu(dense(t, "leakyReLU", x), 0.3)
    x = F.elu(dense(t, "elu", x))
    x = torch.sigmoid(dense(t, "sigmoid", x))
    x = torch.tanh(dense(t, "tanh", x))
    add("dense", t, {"loss": (F.mse_loss(x, t["expected"]), differentiable(t))})


def convolution_network():
    """Convolutions, pooling of an odd size, up-sampling, label maps; cross-entropy of probabilities."""
    t = {"x": draw(3, 9, 8, 2, low=0), "labels": whole(np.eye(3)),
         "expected": whole([[0.9], [0], [1]])}
    with_convolution(t, "large", 5, 2, 3)
    with_convolution(t, "small", 3, 3, 4)
    with_convolution(t, "strided", 7, 7, 2)
    with_dense(t, "verdict", 12, 1)
    x = F.leaky_relu(convolution(t, "large", t["x"]), 0.3)
    x = max_pool(x)
    x = F.elu(convolution(t, "small", x, stride=2))
    x = up_sample(x)
    x = torch.cat([x, maps(t["labels"], 6, 4)], dim=3)
    x = torch.tanh(convolution(t, "strided", x, stride=2))
    x = torch.sigmoid(dense(t, "verdict", x.reshape(3, -1)))
    add("convolution", t, {"loss": (cross_entropy(x, t["expected"]).mean(), differentiable(t))})


def normalization_network():
    """Batch normalisation of images and of features; cross-entropy of logits, per example."""
    t = {"x": draw(3, 5, 4, 2), "expected": whole(random.integers(0, 2, (3, 4)))}
    with_convolution(t, "filter", 3, 2, 5)
    with_norm(t, "imageNorm", 5)
    with_dense(t, "hidden", 100, 6)
    with_norm(t, "featureNorm", 6)
    with_dense(t, "logits", 6, 4)
    images = convolution(t, "filter", t["x"])
    x = F.relu(batch_norm(t, "imageNorm", images))
    features = dense(t, "hidden", x.reshape(3, -1))
    x = batch_norm(t, "featureNorm", features)
    loss = logits_cross_entropy(dense(t, "logits", x), t["expected"], reduction="sum") / 3
    columns = {"imageNorm": images.reshape(-1, 5), "featureNorm": features}
    # Keras's running averages after one step, with the biased variance.
    extra, momentum = {}, single(0.99)
    for name, c in columns.items():
        c = c.detach().numpy()
        extra[f"{name}/mean"] = (1 - momentum) * c.mean(axis=0)
        extra[f"{name}/variance"] = momentum + (1 - momentum) * c.var(axis=0)
    # Normalisation takes a bias away again, so its gradient is zero but for rounding.
    names = [n for n in differentiable(t) if n not in ("filter/bias", "hidden/bias")]
    add("normalization", t, {"loss": (loss, names)}, extra)


def loss_functions():
    """Every loss with every reduction, straight on the operands."""
    t = {"logits": draw(5, 4, low=-6, high=6), "expected": whole(random.uniform(0, 1, (5, 4)).round(2)),
         "probabilities": draw(5, 4, low=0.02, high=0.98), "mean": draw(5, 3, low=-2, high=2),
         "logVariance": draw(5, 3, low=-3, high=2)}
    logits, p, expected = t["logits"], t["probabilities"], t["expected"]
    kl = divergence(t["mean"], t["logVariance"])
    add("losses", t, {
        "logits": (logits_cross_entropy(logits, expected), ["logits"]),
        "logits to one number": (
            logits_cross_entropy(logits, torch.full_like(logits, np.float32(0.9)), reduction="sum"),
            ["logits"]),
        "probabilities": (cross_entropy(p, expected).sum() / 5, ["probabilities"]),
        "negative log": (-torch.log(p + 1e-10).mean(), ["probabilities"]),
        "divergence": (kl.sum() / 5, ["mean", "logVariance"]),
        "mean divergence": (kl.mean(), ["mean", "logVariance"]),
        "squared error": (F.mse_loss(logits, expected, reduction="sum"), ["logits"])})


def vae_step():
    """One step of the VAE of the article, narrower: loss (cross-entropy + divergence) / (2 · pixels)."""
    pixels, batch = 42, 7
    t = {"x": draw(batch, pixels, low=0), "noise": draw(batch, 2, low=-2, high=2)}
    t["x"], t["noise"] = t["x"].detach(), t["noise"].detach()
    with_dense(t, "encoder.dense1", pixels, 18)
    with_norm(t, "encoder.batchNormalization1", 18)
    with_dense(t, "encoder.dense2", 18, 11)
    with_norm(t, "encoder.batchNormalization2", 11)
    with_dense(t, "mean", 11, 2)
    with_dense(t, "logVariance", 11, 2)
    with_dense(t, "decoder.dense1", 2, 11)
    with_norm(t, "decoder.batchNormalization1", 11)
    with_dense(t, "decoder.dense2", 11, 18)
    with_norm(t, "decoder.batchNormalization2", 18)
    with_dense(t, "decoder.dense3", 18, pixels)
    h = batch_norm(t, "encoder.batchNormalization1", F.relu(dense(t, "encoder.dense1", t["x"])))
    h = batch_norm(t, "encoder.batchNormalization2", F.relu(dense(t, "encoder.dense2", h)))
    mean, log_variance = dense(t, "mean", h), dense(t, "logVariance", h)
    z = mean + torch.exp(log_variance / 2) * t["noise"]
    h = batch_norm(
        t, "decoder.batchNormalization1", F.leaky_relu(dense(t, "decoder.dense1", z), 0.3))
    h = batch_norm(
        t, "decoder.batchNormalization2", F.leaky_relu(dense(t, "decoder.dense2", h), 0.3))
    logits = dense(t, "decoder.dense3", h)
    reconstruction = logits_cross_entropy(logits, t["x"], reduction="sum") / batch
    kl = divergence(mean, log_variance).sum() / batch
    add("vae", t, {"loss": ((reconstruction + kl) / (2 * pixels), differentiable(t))})


def gan_step():
    """One step of the MLP GAN, narrower: both losses on one graph."""
    t = {"real": draw(8, 30).detach(), "z": draw(8, 10).detach()}
    with_dense(t, "generator.dense1", 10, 13)
    with_dense(t, "generator.dense2", 13, 30)
    with_dense(t, "discriminator.dense1", 30, 13)
    with_dense(t, "discriminator.dense2", 13, 1)

    def judge(x):
        return dense(t, "discriminator.dense2",
                     F.leaky_relu(dense(t, "discriminator.dense1", x), 0.01))

    h = F.leaky_relu(dense(t, "generator.dense1", t["z"]), 0.01)
    fake = judge(torch.tanh(dense(t, "generator.dense2", h)))
    real = judge(t["real"])
    of_real = logits_cross_entropy(real, torch.full_like(real, np.float32(0.9)))
    of_fake = logits_cross_entropy(fake, torch.zeros_like(fake))
    add("gan", t, {
        "discriminator": (of_real + of_fake, [n for n in t if n.startswith("discriminator")]),
        "generator": (logits_cross_entropy(fake, torch.ones_like(fake)),
                      [n for n in t if n.startswith("generator")])})


def optimizer_steps():
    """Adam as in Keras and TensorFlow 1, and RMSProp as in TensorFlow 1, from their formulas.

    The rates and decays are the nearest float32 numbers, as the engine takes them.
    """
    start = np.asarray(draw(11, low=-1, high=1).detach())
    slopes = np.asarray(draw(6, 11).detach()) * np.asarray(whole([1, 0.5, 2, 0.001, 4, 1]))[:, None]
    slopes = slopes.astype(np.float32).astype(np.float64)
    results = {"start": numbers(start), "gradients": [numbers(g) for g in slopes], "runs": []}
    for rate, beta1, beta2, epsilon in [
            (0.1, 0.9, 0.999, 1e-8), (0.002, 0.9, 0.999, 1e-8), (0.05, 0.5, 0.9, 0.1)]:
        lr, b1, b2, e = map(single, (rate, beta1, beta2, epsilon))
        p, m, v, steps = start.copy(), np.zeros(11), np.zeros(11), []
        for t, g in enumerate(slopes, 1):
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g * g
            p = p - lr * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + e)
            steps.append(numbers(p))
        results["runs"].append(
            {"optimizer": "adam", "settings": [rate, beta1, beta2, epsilon], "steps": steps})
    for rate, decay, epsilon, initial in [
            (0.1, 0.9, 1e-10, 1), (3e-4, 0.9, 1e-10, 1), (0.1, 0.5, 0.01, 0)]:
        lr, d, e = map(single, (rate, decay, epsilon))
        p, s, steps = start.copy(), np.full(11, float(initial)), []
        for g in slopes:
            s = d * s + (1 - d) * g * g
            p = p - lr * g / np.sqrt(s + e)
            steps.append(numbers(p))
        results["runs"].append(
            {"optimizer": "rmsProp", "settings": [rate, decay, epsilon, initial], "steps": steps})
    return results


for case in (dense_network, convolution_network, normalization_network, loss_functions, vae_step,
             gan_step):
    case()
fixture = {"cases": cases, "optimizers": optimizer_steps()}
path = pathlib.Path(__file__).with_name("networks.json")
text = json.dumps(fixture, indent=1)
# One array of numbers a line.
text = re.sub(r"\[[^\[\]{}]*\]", lambda array: re.sub(r"\s+", "", array.group()), text)
path.write_text(text + "\n")
print(path, path.stat().st_size, "bytes")
