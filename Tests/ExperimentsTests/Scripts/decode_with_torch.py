"""Rebuilds the VAE's decoder in PyTorch from a run's log and compares the manifold that it draws with the log's.

usage: decode_with_torch.py results/DATA/vae/log.h5        (pip install torch h5py numpy)

Prints the greatest difference in grey levels and exits with 1 if it is above 1.
"""
import sys

import h5py
import numpy as np
import torch


def decode(log, codes):
    """Pictures [n, 28, 28] in [0, 1] of codes [n, latent], in inference: running moments, no dropout."""
    decoder = log["parameters/decoder"]
    tensor = lambda path: torch.from_numpy(decoder[path][:])
    x = codes
    for i in (1, 2):
        x = x @ tensor(f"hidden.dense{i}/weights") + tensor(f"hidden.dense{i}/bias")
        x = torch.nn.functional.leaky_relu(x, 0.3)
        x = torch.nn.functional.batch_norm(
            x, *(tensor(f"hidden.batchNormalization{i}/{name}") for name in ("mean", "variance", "scale", "offset")),
            training=False, eps=1e-3)
    x = torch.sigmoid(x @ tensor("logits/weights") + tensor("logits/bias"))
    return x.reshape(-1, 28, 28).numpy()


def main():
    with h5py.File(sys.argv[1]) as log:
        missing = []
        log.visititems(lambda name, item: missing.append(name)
                       if isinstance(item, h5py.Dataset) and not item.attrs.get("description") else None)
        assert not missing, f"not described: {missing}"
        expected = log["manifold/digits"][-1].astype(int)
        side = expected.shape[0] // 28
        quantiles = torch.special.ndtri(torch.linspace(0.05, 0.95, side, dtype=torch.float64)).float()
        latent = log["parameters/decoder/hidden.dense1/weights"].shape[0]
        codes = torch.zeros(side * side, latent)
        codes[:, 0] = quantiles.repeat(side)
        codes[:, 1] = quantiles.repeat_interleave(side)
        digits = decode(log, codes)
    picture = digits.reshape(side, side, 28, 28).transpose(0, 2, 1, 3).reshape(expected.shape)
    difference = np.abs(np.rint(picture * 255).astype(int) - expected)
    print(f"greatest difference {difference.max()} grey levels; {(difference > 0).mean():.2%} of the pixels differ")
    sys.exit(int(difference.max() > 1))


main()
