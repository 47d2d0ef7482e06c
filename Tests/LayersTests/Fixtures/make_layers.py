#!/usr/bin/env python3
"""Makes layers.json: single layers, image operations, losses and optimisers as PyTorch computes them.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python Tests/LayersTests/Fixtures/make_layers.py

Made with Python 3.11, NumPy 2.4.6 and PyTorch 2.15.0. Everything is computed in float64 from inputs that are float32
numbers of three decimals. Images are [n, height, width, channels] and kernels of transposed convolutions
[row, column, out, in], as in the engine. A case's loss is the sum of its output times given weights, so that no error
of one element can hide behind another's.
"""

import json
import pathlib
import re

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.default_rng(20240314)
cases = []


def draw(*shape, low=-1.0, high=1.0):
    """Uniform numbers of three decimals, as float32 has them."""
    values = np.round(random.uniform(low, high, shape), 3)
    return torch.tensor(values.astype(np.float32).astype(np.float64), requires_grad=True)


def single(number):
    """The nearest float32 number: settings as the engine takes them."""
    return float(np.float32(number))


def numbers(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, np.float64).ravel()]


def add(name, tensors, losses):
    """Adds a case with the losses' values and their gradients by all tensors that they depend on."""
    case = {"name": name, "tensors": {}, "losses": {}}
    for key, tensor in tensors.items():
        case["tensors"][key] = {
            "shape": list(tensor.shape), "values": [float(f"{v:.6g}") for v in tensor.detach().numpy().ravel()]}
    for key, loss in losses.items():
        names = [n for n, t in tensors.items() if t.requires_grad]
        gradients = torch.autograd.grad(loss, [tensors[n] for n in names], retain_graph=True, allow_unused=True)
        case["losses"][key] = {
            "value": float(f"{loss.item():.9g}"),
            "gradients": {n: numbers(g) for n, g in zip(names, gradients) if g is not None}}
    cases.append(case)


def weighted(name, tensors, output):
    """A case whose loss is the sum of `output` times weights."""
    tensors["loss weights"] = draw(*output.shape).detach()
    add(name, tensors, {"loss": (output * tensors["loss weights"]).sum()})


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


# Transposed convolutions with TensorFlow's `same` padding, cut from PyTorch's whole result.

def transposed(x, kernel, bias, stride):
    whole = F.conv_transpose2d(channels_first(x), kernel.permute(3, 2, 0, 1), stride=stride)
    for axis in (2, 3):
        size = x.shape[axis - 1] * stride
        before = max(0, kernel.shape[axis - 2] - stride) // 2
        after = before + size - whole.shape[axis]
        # Where the kernel is smaller than the stride, what PyTorch leaves out at the end is zeros.
        pad = [0, 0, 0, after] if axis == 2 else [0, after, 0, 0]
        whole = F.pad(whole, pad) if after > 0 else whole
        whole = whole.narrow(axis, before, size)
    return channels_last(whole) + bias


for size, stride, inputs, outputs in [(4, 2, 3, 5), (5, 2, 2, 1), (2, 2, 3, 2), (1, 2, 2, 3), (3, 3, 2, 2), (5, 3, 2, 8),
                                      (3, 1, 2, 3)]:
    t = {"x": draw(2, 3, 4, inputs), "weights": draw(size, size, outputs, inputs), "bias": draw(outputs)}
    weighted(f"transposed convolution {size} {stride}", t, torch.tanh(transposed(t["x"], t["weights"], t["bias"], stride)))

# Image operations.

x = draw(2, 5, 4, 3)
for name, output in [
        ("average pooling", F.avg_pool2d(
            channels_first(x), 2, ceil_mode=True, count_include_pad=False)),
        ("zero padding", F.pad(channels_first(x), (3, 0, 1, 2))),
        ("reflecting padding", F.pad(channels_first(x), (2, 3, 4, 1), mode="reflect")),
        ("bilinear larger", F.interpolate(channels_first(x), (8, 10), mode="bilinear", align_corners=False)),
        ("bilinear smaller", F.interpolate(channels_first(x), (2, 3), mode="bilinear", align_corners=False)),
        ("bicubic larger", F.interpolate(channels_first(x), (20, 9), mode="bicubic", align_corners=False)),
        ("bicubic smaller", F.interpolate(channels_first(x), (3, 3), mode="bicubic", align_corners=False))]:
    weighted(name, {"x": x}, channels_last(output))
x = draw(2, 3, 2, 12)
# The engine has the block's place before the channel, PyTorch after it.
packed = channels_first(x.reshape(2, 3, 2, 4, 3).transpose(3, 4).reshape(2, 3, 2, 12))
weighted("pixel shuffle", {"x": x}, channels_last(F.pixel_shuffle(packed, 2)))

# Normalisations, activations, embeddings.

def normalised(name, shape, parameters, output):
    t = {"x": draw(*shape, low=-1, high=2)}
    for key in parameters:
        t[key] = draw(shape[-1], low=0.5, high=1.5)
    weighted(name, t, output(t))


t = {"x": draw(3, 4, 2, 5), "scale": draw(5, low=0.5, high=1.5), "offset": draw(5),
     "mean": draw(5).detach(), "variance": draw(5, low=0.2, high=2).detach()}
weighted("batch normalisation in inference", t, channels_last(F.batch_norm(
    channels_first(t["x"]), t["mean"], t["variance"], t["scale"], t["offset"], training=False, eps=1e-3)))
normalised("instance normalisation", (3, 4, 5, 6), ("scale", "offset"), lambda t: channels_last(F.instance_norm(
    channels_first(t["x"]), weight=t["scale"], bias=t["offset"], eps=1e-3)))
normalised("layer normalisation of images", (3, 4, 5, 6), ("scale", "offset"), lambda t: channels_last(F.group_norm(
    channels_first(t["x"]), 1, t["scale"], t["offset"], eps=1e-3)))
normalised("layer normalisation of features", (4, 7), ("scale", "offset"), lambda t: F.layer_norm(
    t["x"], (7,), t["scale"], t["offset"], eps=1e-3))
normalised("pixel normalisation", (2, 3, 2, 6), (), lambda t: t["x"] / (
    (t["x"] ** 2).mean(dim=-1, keepdim=True) + 1e-8).sqrt())
normalised("PReLU", (3, 2, 4, 5), ("slope",), lambda t: channels_last(F.prelu(channels_first(t["x"]), t["slope"])))


def minibatch_deviation(x, group):
    """Karras and others, 2018, as in their code: of groups of images that are `n / group` apart."""
    n = x.shape[0]
    y = x.reshape(group, n // group, -1)
    y = ((y - y.mean(0)) ** 2).mean(0)
    y = (y + 1e-8).sqrt().mean(1)
    y = y.repeat(group).reshape(n, 1, 1, 1).expand(-1, x.shape[1], x.shape[2], 1)
    return torch.cat([x, y], 3)


t = {"x": draw(8, 3, 2, 4)}
weighted("minibatch standard deviation", t, minibatch_deviation(t["x"], 4))
t = {"weights": draw(5, 3)}
weighted("embedding", t, F.embedding(torch.tensor([4, 0, 4, 2]), t["weights"]))

# Losses of adversarial networks; with a probability p for a logit where the formulas have one.

t = {"real": draw(6, 1, low=-4, high=4), "generated": draw(6, 1, low=-4, high=4),
     "realProbabilities": draw(6, 1, low=0.02, high=0.98), "generatedProbabilities": draw(6, 1, low=0.02, high=0.98)}
real, generated = t["real"], t["generated"]
p, q = t["realProbabilities"], t["generatedProbabilities"]


def entropy(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, single(target)))


add("adversarial losses", t, {
    "discriminator saturating": entropy(real, 1) + entropy(generated, 0),
    "discriminator one-sided": entropy(real, 0.9) + entropy(generated, 0),
    "discriminator two-sided": entropy(real, 0.8) + entropy(generated, 0.2),
    "discriminator least-squares": ((real - 1) ** 2).mean() + (generated ** 2).mean(),
    "discriminator wasserstein": generated.mean() - real.mean(),
    "discriminator hinge": F.relu(1 - real).mean() + F.relu(1 + generated).mean(),
    "generator saturating": -entropy(generated, 0),
    "generator non-saturating": entropy(generated, 1),
    "generator least-squares": ((generated - 1) ** 2).mean(),
    "generator wasserstein": -generated.mean(),
    "generator hinge": -generated.mean(),
    "probabilities discriminator": F.binary_cross_entropy(p, torch.ones_like(p))
    + F.binary_cross_entropy(q, torch.zeros_like(q)),
    "probabilities generator saturating": -F.binary_cross_entropy(q, torch.zeros_like(q)),
    "probabilities generator non-saturating": F.binary_cross_entropy(q, torch.ones_like(q))})

# Penalties on the gradient of a critic at its inputs, whose own gradients are second derivatives.


def convolution(x, kernel, bias):
    """Stride 2 with as much padding on all sides as TensorFlow's `same` has for even images and kernels of 4 × 4."""
    return channels_last(F.conv2d(channels_first(x), kernel.permute(3, 2, 0, 1), bias, stride=2, padding=1))


def critic(t, x):
    h = F.leaky_relu(convolution(x, t["convolution/weights"], t["convolution/bias"]), 0.2)
    h = h.reshape(h.shape[0], -1)
    h = torch.tanh(F.layer_norm(
        h @ t["hidden/weights"] + t["hidden/bias"], (5,), t["normalization/scale"], t["normalization/offset"], eps=1e-3))
    return h @ t["score/weights"] + t["score/bias"]


t = {"x": draw(4, 6, 4, 2).detach(), "convolution/weights": draw(4, 4, 2, 3), "convolution/bias": draw(3),
     "hidden/weights": draw(18, 5), "hidden/bias": draw(5), "normalization/scale": draw(5, low=0.5, high=1.5),
     "normalization/offset": draw(5), "score/weights": draw(5, 1), "score/bias": draw(1)}
x = t["x"].clone().requires_grad_()
slopes, = torch.autograd.grad(critic(t, x).sum(), x, create_graph=True)
squares = (slopes ** 2).flatten(1).sum(1)
add("gradient penalties", t, {
    "norm 1": ((squares.sqrt() - 1) ** 2).mean(), "norm 0": squares.mean() / 2})

# Optimisers, by PyTorch's own.

start = draw(11).detach()
slopes = [draw(11).detach() * scale for scale in (1, 0.5, 2, 0.125, 4, 1)]


def run(name, settings, make):
    parameter = torch.nn.Parameter(start.clone())
    optimizer, steps = make(parameter), []
    for slope in slopes:
        parameter.grad = slope.clone()
        optimizer.step()
        steps.append(numbers(parameter.detach()))
    return {"optimizer": name, "settings": settings, "steps": steps}


def sgd(rate, momentum, nesterov):
    return run("nesterov" if nesterov else "sgd", [rate, momentum], lambda p: torch.optim.SGD(
        [p], lr=single(rate), momentum=single(momentum), nesterov=nesterov))


def adamw(rate, decay):
    # No ε here and next to none in the engine, for PyTorch adds it elsewhere.
    return run("adamw", [rate, decay, 0.9, 0.999, 1e-30], lambda p: torch.optim.AdamW(
        [p], lr=single(rate), weight_decay=single(decay), betas=(single(0.9), single(0.999)), eps=0))


runs = [sgd(0.1, 0, False), sgd(0.1, 0.9, False), sgd(0.02, 0.5, True), adamw(0.1, 0.01), adamw(0.02, 0.5)]

fixture = {"cases": cases, "optimizers": {
    "start": numbers(start), "gradients": [numbers(s) for s in slopes], "runs": runs}}
path = pathlib.Path(__file__).with_name("layers.json")
text = json.dumps(fixture, indent=1)
# One array of numbers a line.
text = re.sub(r"\[[^\[\]{}]*\]", lambda array: re.sub(r"\s+", "", array.group()), text)
path.write_text(text + "\n")
print(path, path.stat().st_size, "bytes")
