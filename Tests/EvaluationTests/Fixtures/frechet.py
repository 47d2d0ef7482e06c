"""Makes frechet.json: two clouds of features, and the whitened Fréchet distance of the first from the
second by SciPy's matrix square root and an explicit whitening, another way than the library's.

    python3 frechet.py > frechet.json        (NumPy 2.4.6, SciPy 1.17.1)
"""

import json

import numpy as np
from scipy.linalg import sqrtm

rng = np.random.default_rng(20261121)
dimensions = 6
mixing = rng.normal(size=(dimensions, dimensions))
cloud = (rng.normal(size=(40, dimensions)) @ mixing * 0.7 + rng.normal(size=dimensions)).astype("f4")
reference = (rng.normal(size=(50, dimensions)) @ mixing.T).astype("f4")

a, b = cloud.astype("f8"), reference.astype("f8")
mean_a, mean_b = a.mean(0), b.mean(0)
cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
# Whitening by the inverse of the Cholesky factor; any other one gives the same distance.
white = np.linalg.inv(np.linalg.cholesky(cov_b))
shift = white @ (mean_a - mean_b)
left, right = white @ cov_a @ white.T, white @ cov_b @ white.T
distance = shift @ shift + np.trace(left + right - 2 * sqrtm(left @ right).real)

print(
    json.dumps(
        {
            "dimensions": dimensions,
            "cloud": [float(x) for x in cloud.ravel()],
            "reference": [float(x) for x in reference.ravel()],
            "covariance": [float(x) for x in cov_a.ravel()],
            "distance": float(distance),
            "eigenvalues": [float(x) for x in np.linalg.eigvalsh(cov_b)[::-1]],
        }
    )
)
