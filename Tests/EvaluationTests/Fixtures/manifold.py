"""Makes manifold.json: features of real pictures and of samples, and what NumPy finds of them in double precision:
precision and recall (Kynkäänniemi and others, 2019) for k = 3 by all distances, sorted, and the plain Fréchet distance by
SciPy's matrix square root.

Of the two pairs of clouds one has small whole numbers, with which nothing is rounded and many points lie on the edge of a
ball; the other one has normal numbers.

    python3 manifold.py > manifold.json        (NumPy 2.4.6, SciPy 1.17.1)
"""

import json

import numpy as np
from scipy.linalg import sqrtm

neighbours = 3
dimensions = 8
rng = np.random.default_rng(20261127)


def squared_distances(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(2)


def radii(cloud):
    # Column 0 is the point itself.
    return np.sort(squared_distances(cloud, cloud), 1)[:, neighbours]


def share(points, cloud):
    return int((squared_distances(points, cloud) <= radii(cloud)[None, :]).any(1).sum())


def frechet_distance(a, b):
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    shift = a.mean(0) - b.mean(0)
    return float(shift @ shift + np.trace(cov_a + cov_b - 2 * sqrtm(cov_a @ cov_b).real))


def case(real, samples):
    real, samples = real.astype("f4"), samples.astype("f4")
    a, b = samples.astype("f8"), real.astype("f8")
    return {
        "real": [float(f"{x:.9g}") for x in real.ravel()],
        "samples": [float(f"{x:.9g}") for x in samples.ravel()],
        "samples_inside": share(a, b),
        "real_inside": share(b, a),
        "frechet_distance": frechet_distance(a, b),
    }


mixing = rng.normal(size=(dimensions, dimensions)) / 2
cases = {
    "whole numbers": case(
        rng.integers(-3, 4, size=(200, dimensions)), rng.integers(-2, 6, size=(150, dimensions))
    ),
    "normal numbers": case(
        rng.normal(size=(120, dimensions)) @ mixing, 1.2 * rng.normal(size=(130, dimensions)) @ mixing + 0.3
    ),
}
print(json.dumps({"dimensions": dimensions, "cases": cases}))
