"""Rebuilds networks in PyTorch from a log.h5 alone.

    network = rebuild.Network("results/mnist/vae/log.h5", "decoder")
    pictures = network(codes=torch.randn(16, 2))["pictures"]

`rebuild.py LOG EXPORTS` compares every network of a log with the probes that `experiments export --probes` has left in
the folder EXPORTS: the same layers, on the same inputs. Ends with 1 where one differs.
"""

import fractions
import json
import pathlib
import sys

import h5py
import numpy as np
import torch
import torch.nn.functional as F

ACTIVATIONS = {
    "identity": lambda x, step: x,
    "relu": lambda x, step: F.relu(x),
    "leaky-relu": lambda x, step: F.leaky_relu(x, step["slope"]),
    "elu": lambda x, step: F.elu(x),
    "sigmoid": lambda x, step: torch.sigmoid(x),
    "tanh": lambda x, step: torch.tanh(x),
}


def activated(x, step):
    return ACTIVATIONS[step["activation"]](x, step)


def first(x):
    """[n, height, width, channels] to PyTorch's [n, channels, height, width]."""
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def padded(x, window, stride, value=0.0):
    """TensorFlow's `same` padding of [n, channels, height, width]."""
    margins = []
    for size, length in reversed(list(zip(x.shape[2:], window))):
        total = max(0, (size - 1) // stride * stride + length - size)
        margins += [total // 2, total - total // 2]
    return F.pad(x, margins, value=value)


def convolution(step, x, kernel, bias):
    window, stride = kernel.shape[:2], step["stride"]
    return activated(
        last(F.conv2d(padded(first(x), window, stride), kernel.permute(3, 2, 0, 1), bias, stride)), step)


def up_sampled_convolution(step, x, kernel, bias):
    return convolution({**step, "stride": 1}, up_sampling(step, x), kernel, bias)


def transposed_convolution(step, x, kernel, bias):
    stride = step["stride"]
    whole = F.conv_transpose2d(first(x), kernel.permute(3, 2, 0, 1), bias=None, stride=stride)
    rows, columns = stride * x.shape[1], stride * x.shape[2]
    top, left = (max(0, length - stride) // 2 for length in kernel.shape[:2])
    missing = (max(0, stride - kernel.shape[1]), max(0, stride - kernel.shape[0]))
    whole = F.pad(whole, (0, missing[0], 0, missing[1]))
    return activated(last(whole[:, :, top : top + rows, left : left + columns]) + bias, step)


def batch_normalization(step, x, mean, variance, scale, offset):
    return (x - mean) / torch.sqrt(variance + step["epsilon"]) * scale + offset


def instance_normalization(step, x, scale, offset):
    return last(F.instance_norm(first(x), weight=scale, bias=offset, eps=step["epsilon"]))


def max_pooling(step, x):
    return last(F.max_pool2d(padded(first(x), (2, 2), 2, -float("inf")), 2))


def average_pooling(step, x):
    window = (step["size"], step["size"])
    sums = F.avg_pool2d(padded(first(x), window, step["stride"]), window, step["stride"], divisor_override=1)
    counts = F.avg_pool2d(
        padded(torch.ones_like(first(x)), window, step["stride"]), window, step["stride"], divisor_override=1)
    return last(sums / counts)


def up_sampling(step, x):
    return x.repeat_interleave(2, 1).repeat_interleave(2, 2)


def pixel_shuffle(step, x):
    n, height, width, channels = x.shape
    scale = step["scale"]
    blocks = x.reshape(n, height, width, scale, scale, channels // scale**2)
    return blocks.permute(0, 1, 3, 2, 4, 5).reshape(n, height * scale, width * scale, -1)


def clamping(step, x):
    return torch.clamp(x, step.get("minimum"), step.get("maximum"))


def matrix_product(step, x, y):
    return (x.T if step["transposed"] else x) @ (y.T if step["other-transposed"] else y)


# What each kind of layer computes, given its description, its operands, and the shape of the result.
KINDS = {
    "dense": lambda step, shape, x, weights, bias: activated(x @ weights + bias, step),
    "activation": lambda step, shape, x: activated(x, step),
    "reshape": lambda step, shape, x: x.reshape(shape),
    "transpose": lambda step, shape, x: x.permute(step["axes"]),
    "concatenation": lambda step, shape, *x: torch.cat(x, step["axis"]),
    "slice": lambda step, shape, x: x.narrow(step["axis"], step["start"], step["end"] - step["start"]),
    "broadcast": lambda step, shape, x: x.expand(shape),
    "scaling": lambda step, shape, x: step["factor"] * x + step["offset"],
    "sum": lambda step, shape, x, y: x + y,
    "difference": lambda step, shape, x, y: x - y,
    "product": lambda step, shape, x, y: x * y,
    "quotient": lambda step, shape, x, y: x / y,
    "exponential": lambda step, shape, x: torch.exp(x),
    "logarithm": lambda step, shape, x: torch.log(x + step["offset"]),
    "square-root": lambda step, shape, x: torch.sqrt(x),
    "square": lambda step, shape, x: x * x,
    "absolute": lambda step, shape, x: torch.abs(x),
    "softplus": lambda step, shape, x: F.softplus(x),
    "axis-sum": lambda step, shape, x: x.sum(step["axes"], keepdim=True),
}
for function in [
    convolution, up_sampled_convolution, transposed_convolution, batch_normalization, instance_normalization,
    max_pooling, average_pooling, up_sampling, pixel_shuffle, clamping, matrix_product,
]:
    KINDS[function.__name__.replace("_", "-")] = (
        lambda step, shape, *operands, function=function: function(step, *operands))


def length(extent, batch):
    """The length of an axis: a number, or `n`, `3n`, `n/2` of the batch."""
    if isinstance(extent, int):
        return extent
    times, _, over = extent.partition("n")
    return int(batch * fractions.Fraction(int(times or 1), int(over[1:] or 1)))


class Network(torch.nn.Module):
    """A network of a log. Call it with its inputs by name; it gives its outputs by name."""

    def __init__(self, log, name, dtype=torch.float32):
        super().__init__()
        with h5py.File(log) as file:
            text = file[f"parameters/{name}"].attrs["architecture"]
            self.description = json.loads(text)
            for step in self.description["layers"]:
                for operand in step["inputs"]:
                    if isinstance(operand, str) and operand.startswith("/"):
                        values = torch.from_numpy(file[operand][()]).to(dtype)
                        self.register_parameter(self.key(operand), torch.nn.Parameter(values))
        self.dtype = dtype

    @staticmethod
    def key(path):
        return path.replace("/", " ").replace(".", " ").strip()

    def forward(self, **values):
        batch = len(next(iter(values.values())))
        for step in self.description["layers"]:
            operands = []
            for operand in step["inputs"]:
                if isinstance(operand, dict):
                    operands.append(torch.full(operand["shape"], operand["constant"], dtype=self.dtype))
                elif operand.startswith("/"):
                    operands.append(getattr(self, self.key(operand)))
                else:
                    operands.append(values[operand])
            shape = [length(extent, batch) for extent in step["shape"]]
            result = KINDS[step["kind"]](step, shape, *operands)
            assert list(result.shape) == shape, f"{step['name']} has the shape {list(result.shape)}, not {shape}"
            values[step["name"]] = result
        return {output["name"]: values[output["value"]] for output in self.description["outputs"]}


def main(log, exports, tolerance=1e-5):
    differs = False
    with h5py.File(log) as file:
        names = [name for name, group in file.get("parameters", {}).items() if "architecture" in group.attrs]
    for name in names:
        probes = np.load(pathlib.Path(exports) / f"{name}-probes.npz")
        for dtype in [torch.float32, torch.float64]:
            network = Network(log, name, dtype)
            inputs = {
                key.removeprefix("input/"): torch.from_numpy(probes[key]).to(dtype)
                for key in probes if key.startswith("input/")
            }
            with torch.no_grad():
                outputs = network(**inputs)
            for key, found in outputs.items():
                expected = torch.from_numpy(probes["output/" + key]).to(dtype)
                difference = float((found - expected).abs().max() / max(1.0, float(expected.abs().max())))
                isTooMuch = difference > tolerance
                if key == "pictures":
                    levels = [torch.round(array * 255).clamp(0, 255) for array in (found, expected)]
                    isTooMuch = (levels[0] - levels[1]).abs().max() > 1
                differs |= bool(isTooMuch)
                print(f"{name}: {key} in {dtype}: difference {difference:.1e}{'  TOO MUCH' if isTooMuch else ''}")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
