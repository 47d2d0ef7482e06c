"""Makes skeletons.json: patterns, and their skeletons by OpenCV's implementation of Zhang and Suen's algorithm.

    python3 skeletons.py > skeletons.json        (NumPy 2.4.6, opencv-contrib-python-headless 5.0.0)

OpenCV leaves the outermost pixels of an image as they are, so patterns have a margin there that is cut off afterwards.
scikit-image's `skeletonize` names the same paper and takes away more: it is another algorithm.
"""

import json

import cv2
import numpy as np

rng = np.random.default_rng(20261126)


def thinned(pattern):
    image = np.pad(pattern, 1).astype("u1") * 255
    skeleton = cv2.ximgproc.thinning(image, thinningType=cv2.ximgproc.THINNING_ZHANGSUEN)
    return skeleton[1:-1, 1:-1] > 0


def blobs(height, width, radius, level):
    noise = cv2.GaussianBlur(rng.normal(size=(height, width)), (0, 0), radius)
    return noise > level * noise.std()


def strokes(height, width, thickness):
    image = np.zeros((height, width), "u1")
    for _ in range(3):
        points = rng.integers(0, [width, height], size=(4, 2))
        cv2.polylines(image, [points.astype("i4")], False, 255, thickness)
    return image > 0


def case(pattern):
    def rows(image):
        return ["".join("#" if pixel else "." for pixel in row) for row in image]

    return {"pattern": rows(pattern), "skeleton": rows(thinned(pattern))}


patterns = (
    [blobs(28, 28, radius, 0.3) for radius in (1, 1.5, 2, 3)]
    + [strokes(28, 28, thickness) for thickness in (2, 3, 4, 5)]
    + [strokes(20, 12, 3), blobs(12, 20, 1.5, 0), rng.random((17, 23)) < 0.6]
    + [np.ones((8, 9), bool), np.zeros((5, 5), bool), np.ones((2, 2), bool)]
)
print(json.dumps([case(pattern) for pattern in patterns], indent=0))
