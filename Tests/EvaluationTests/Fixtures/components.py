"""Makes components.json: principal components of a cloud by NumPy's symmetric eigenvalue solver, and the principal angles
of two subspaces by SciPy.

    python3 components.py > components.json        (NumPy 2.4.6, SciPy 1.17.1)
"""

import json

import numpy as np
from scipy.linalg import subspace_angles

rng = np.random.default_rng(20261126)
rows, dimensions, count = 60, 12, 4
# Two variances nearly tie, and the last coordinate does not vary.
scales = np.array([3, 2, 1.5, 1.49, 1, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0])
rotation, _ = np.linalg.qr(rng.normal(size=(dimensions, dimensions)))
cloud = (rng.normal(size=(rows, dimensions)) * scales @ rotation + rng.normal(size=dimensions)).astype("f4")

x = cloud.astype("f8")
centred = x - x.mean(0)
values, vectors = np.linalg.eigh(centred.T @ centred / rows)
values, vectors = values[::-1], vectors[:, ::-1]
basis = vectors[:, :count]
# Nearly the same subspace, one direction of it far off.
other = basis @ rng.normal(size=(count, count))
other += 1e-6 * rng.normal(size=other.shape)
other[:, 0] += 2 * vectors[:, count + 1]

print(
    json.dumps(
        {
            "rows": rows,
            "dimensions": dimensions,
            "count": count,
            "cloud": [float(v) for v in cloud.ravel()],
            "mean": x.mean(0).tolist(),
            "variances": values[:count].tolist(),
            "total": float(values.sum()),
            "components": basis.T.ravel().tolist(),
            "reconstructions": (x.mean(0) + centred @ basis @ basis.T).ravel().tolist(),
            "other": other.T.ravel().tolist(),
            "angles": subspace_angles(basis, other)[::-1].tolist(),
        }
    )
)
