"""What the scripts here share: numbers for inputs and parameters, layers in the engine's layout, summaries.

Inputs and parameters come from `noise`, which the tests have too, so only results are in the files: the seed of
the inputs, every loss, and for the gradient of every tensor its norm, its sums with two vectors of signs, to
which all elements contribute, and at most 64 of its elements at even distances.

Where a sum is all but zero, or two pixels of a window are all but equal, float32 may decide otherwise about a
ReLU's side or a window's greatest, and gradients jump. So of many seeds of the inputs `farthest` takes the
one that keeps farthest away from this.

Made with Python 3.11, NumPy 2.4.6 and PyTorch 2.13.0 (adversaries.json) and 2.15.0 for CPU, in float64.
"""

import json
import pathlib
import re

import numpy as np
import torch
import torch.nn.functional as F


def noise(count, seed):
    """Numbers in [-1, 1) with 24 bits: MurmurHash3's last mix of the element's number."""
    x = (np.arange(count, dtype=np.uint64) + np.uint64(seed << 20)) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        x = ((x ^ (x >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    x ^= x >> np.uint64(16)
    return (x >> np.uint64(8)).astype(np.float64) / 2**23 - 1


def normals(name, *shape):
    """Standard normal numbers that the tests draw from a random stream, of key 11 for `vae`, 12 for `cvae`, and 13, child 0 and 1,
    for `codes` and `pictures`, as the engine printed them. The streams have tests of their own."""
    numbers = json.loads(pathlib.Path(__file__).with_name("normals.json").read_text())[name]
    return torch.tensor(np.array(numbers).reshape(shape))


class Network:
    """Parameters in the order of the engine's variables, each drawn from a seed of its own."""

    def __init__(self, seed):
        self.seed, self.tensors = seed, []

    def draw(self, shape, scale):
        values = noise(int(np.prod(shape)), self.seed + len(self.tensors)).reshape(shape) * scale
        tensor = torch.tensor(values, requires_grad=True)
        self.tensors.append(tensor)
        return tensor

    def layer(self, *shape):
        """Weights [in, out] or [row, column, in, out] within about twice Glorot's limit; a bias."""
        field = int(np.prod(shape[:-2]))
        limit = (6 / (field * (shape[-2] + shape[-1]))) ** 0.5
        return self.draw(shape, 2.0 ** round(np.log2(2 * limit))), self.draw(shape[-1:], 0.125)


class Margin:
    """The least distance of any decision from being another one."""
    least = float("inf")

    @classmethod
    def note(cls, differences):
        cls.least = min(cls.least, differences.detach().abs().min().item())


def relu(x, slope=0.0):
    Margin.note(x)
    return F.leaky_relu(x, slope)


def dense(x, layer):
    return x @ layer[0] + layer[1]


def convolution(x, layer, stride=1):
    """TensorFlow's `same` padding on [n, height, width, channels]."""
    kernel, bias = layer

    def padding(size, kernel_size):
        total = max((-(-size // stride) - 1) * stride + kernel_size - size, 0)
        return total // 2, total - total // 2

    padded = F.pad(x.permute(0, 3, 1, 2), (*padding(x.shape[2], kernel.shape[1]),
                                           *padding(x.shape[1], kernel.shape[0])))
    y = F.conv2d(padded, kernel.permute(3, 2, 0, 1).contiguous(), bias, stride=stride)
    return y.permute(0, 2, 3, 1)


def up_sampled(x):
    return x.repeat_interleave(2, dim=1).repeat_interleave(2, dim=2)


def max_pooled(x):
    # Constant label maps are equal everywhere, and no gradient depends on which of them is taken.
    windows = x[..., :128].detach().unfold(1, 2, 2).unfold(2, 2, 2).flatten(-2)
    Margin.note(windows.topk(2).values.diff())
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


def summary(gradient):
    values = gradient.numpy().ravel()
    signs = [np.where(noise(values.size, seed) < 0, -1.0, 1.0) for seed in (300, 301)]
    return {"norm": float(np.linalg.norm(values)), "signed": [float(s @ values) for s in signs],
            "elements": values[::-(-values.size // 64)].tolist()}


def summaries(losses):
    """Every loss with the gradients of the network that it moves, if any."""
    result = {}
    for name, (loss, network) in losses.items():
        gradients = []
        if network:
            gradients = torch.autograd.grad(
                loss, network.tensors, retain_graph=True, materialize_grads=True)
        result[name] = {"value": loss.item(), "gradients": [summary(g) for g in gradients]}
    return result


def farthest(forward, seeds=range(400, 600, 2)):
    """Of some seeds the one whose inputs keep every decision of `forward` farthest from another."""
    margins = {}
    for seed in seeds:
        Margin.least = float("inf")
        forward(seed)
        margins[seed] = Margin.least
    seed = max(margins, key=margins.get)
    print("seed", seed, "margin", margins[seed])
    return seed


def write(name, steps):
    text = json.dumps(steps, indent=1)
    # Nine digits, one array of numbers a line.
    text = re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda number: f"{float(number.group()):.9g}", text)
    text = re.sub(r"\[[^\[\]{}]*\]", lambda array: re.sub(r"\s+", "", array.group()), text)
    path = pathlib.Path(__file__).with_name(name)
    path.write_text(text + "\n")
    print(path, path.stat().st_size, "bytes")
