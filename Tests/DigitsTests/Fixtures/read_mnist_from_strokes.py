"""How well does a small reader that has seen only drawn digits read MNIST?

Trains a convolutional classifier (two convolutions, one hidden layer, dropout; no augmentation)
on the training images of STROKES and prints its accuracy on the training images of MNIST, per
class and as a table of confusions. The shapes and the variation of `strokes` were tuned by this
figure. With --test it also prints the one figure that was never tuned by: on MNIST's test images.

    pip install numpy torch
    python3 read_mnist_from_strokes.py STROKES MNIST [--count 60000] [--epochs 5] [--test]

STROKES and MNIST are folders of four IDX files, raw or gzip. Takes two to five minutes on one core.
"""

import argparse
import gzip
import pathlib
import struct

import numpy as np
import torch
from torch import nn


def read_idx(folder, name):
    """The array of an IDX file of unsigned bytes, packed by gzip or not."""
    path = pathlib.Path(folder) / name
    content = path.read_bytes() if path.exists() else gzip.open(f"{path}.gz").read()
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4 : 4 + 4 * rank])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def read_set(folder, part):
    images = read_idx(folder, f"{part}-images-idx3-ubyte").astype(np.float32) / 255
    labels = read_idx(folder, f"{part}-labels-idx1-ubyte").astype(np.int64)
    return torch.from_numpy(images).unsqueeze(1), torch.from_numpy(labels)


def reader():
    return nn.Sequential(
        nn.Conv2d(1, 24, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(24, 48, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(48 * 4 * 4, 128), nn.ReLU(),
        nn.Dropout(0.5), nn.Linear(128, 10))


def train(images, labels, epochs, batch=128):
    model = reader()
    steps = len(images) // batch
    optimiser = torch.optim.Adam(model.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=3e-3, total_steps=epochs * steps)
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(images))
        total = 0.0
        for step in range(steps):
            picked = order[step * batch : (step + 1) * batch]
            loss = nn.functional.cross_entropy(model(images[picked]), labels[picked])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: mean loss {total / steps:.4f}", flush=True)
    return model.eval()


@torch.no_grad()
def report(model, images, labels, title):
    predicted = torch.cat([model(part).argmax(1) for part in images.split(1000)])
    confusions = np.zeros((10, 10), int)
    np.add.at(confusions, (labels.numpy(), predicted.numpy()), 1)
    print(f"{title}: {100 * confusions.trace() / len(labels):.2f}% of {len(labels)} right")
    for digit, row in enumerate(confusions):
        print(f"  {digit}: {100 * row[digit] / row.sum():5.1f}%  read as", *row)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("strokes")
    parser.add_argument("mnist")
    parser.add_argument("--count", type=int, default=60_000, help="drawn digits to learn from")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--test", action="store_true", help="also read MNIST's test images")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)  # the same sums in every run
    images, labels = read_set(arguments.strokes, "train")
    model = train(images[: arguments.count], labels[: arguments.count], arguments.epochs)
    report(model, *read_set(arguments.strokes, "t10k"), "strokes, other writers")
    report(model, *read_set(arguments.mnist, "train"), "MNIST, training images")
    if arguments.test:
        report(model, *read_set(arguments.mnist, "t10k"), "MNIST, test images")


if __name__ == "__main__":
    main()
