"""Makes similarity.json: noisy images, what they should be, and how near they come by scikit-image.

    python3 similarity.py > similarity.json        (NumPy 2.4.6, scikit-image 0.26.0)
"""

import json

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

rng = np.random.default_rng(20261126)


def case(height, width, channels, noise):
    rows, columns = np.mgrid[:height, :width] / 6
    shift = rng.normal(size=channels)
    reference = 0.5 + 0.5 * np.sin(rows[..., None] + shift) * np.cos(columns[..., None] - shift)
    image = np.clip(reference + rng.normal(scale=noise, size=reference.shape), 0, 1)
    # The levels that bytes have, so that the numbers below are exact and few.
    reference, image = (np.round(x * 255).astype(int) for x in (reference, image))
    a, b = (x / 255 for x in (reference, image))
    return {
        "shape": [height, width, channels],
        "image": image.ravel().tolist(),
        "reference": reference.ravel().tolist(),
        "psnr": peak_signal_noise_ratio(a, b, data_range=1),
        # The settings that scikit-image names as those of the paper.
        "ssim": structural_similarity(
            a, b, data_range=1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
            channel_axis=2,
        ),
    }


print(json.dumps([case(28, 28, 1, 0.1), case(16, 18, 3, 0.3), case(11, 11, 1, 0.02)]))
