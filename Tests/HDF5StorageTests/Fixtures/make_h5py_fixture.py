"""Makes h5py.h5, the file of another program that FixtureTests.swift reads.

Made with h5py 3.16.0 (HDF5 2.0.0, numpy 2.4.6):  python make_h5py_fixture.py
"""
import os

import h5py
import numpy as np

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "h5py.h5")
with h5py.File(path, "w") as f:  # earliest format: symbol tables, old object headers
    f.attrs["notebook"] = "Größe 数"
    f.attrs["seed"] = 7
    f.attrs["small"] = np.uint8(200)
    f.attrs["huge"] = np.uint64(2**64 - 1)
    f.attrs["rate"] = 0.1
    f.attrs["half"] = np.float32(0.5)
    f.attrs["fixed"] = np.bytes_(b"plain")
    f.attrs["sizes"] = np.array([3, -4, 5], dtype=np.int32)
    f.attrs["rates"] = [0.25, 1e300]
    f.attrs["tags"] = ["a", "", "ü"]
    f.attrs["flag"] = True
    f.attrs["table"] = np.zeros((2, 2))
    f.attrs["nothing"] = h5py.Empty("f")

    # Value i of n is i/8 - 1 for floats, 3i for integers.
    for name in ["float32", "float64", "uint8", "int32", "int64", "uint32", "uint64"]:
        i = np.arange(24)
        values = i / 8 - 1 if name.startswith("f") else 3 * i
        f["types/" + name] = values.astype(name).reshape(2, 3, 4)
    f["types/big"] = np.arange(5).astype(">i4")
    f["types/bigfloat"] = (np.arange(5) / 8 - 1).astype(">f8")
    f["extremes/int64"] = np.array([-(2**63), 2**63 - 1])
    f["extremes/uint64"] = np.array([0, 2**64 - 1], dtype=np.uint64)
    f["extremes/float32"] = np.array(
        [np.float32(1e-45), -0.0, np.inf, np.finfo(np.float32).max], dtype=np.float32)

    f["scalar"] = np.float64(2.5)
    f["empty"] = np.zeros((0, 3), dtype=np.float32)
    f.create_dataset(
        "zipped", data=np.arange(6000, dtype=np.int32).reshape(60, 100), chunks=(7, 33),
        compression="gzip")
    f.create_dataset("unwritten", shape=(4,), dtype=np.int32, fillvalue=-5)
    f["text/one"] = "first line\nsecond"
    f["text/list"] = ["x", "", "ü"]
    f["text/fixed"] = np.array([b"ab", b"c"])
    f["text/latin"] = np.array([b"\xe9"])

    f["foreign/half"] = np.zeros(3, dtype=np.float16)
    f["foreign/int16"] = np.zeros(3, dtype=np.int16)
    f["foreign/flag"] = np.array([True, False])
    f["foreign/pair"] = np.zeros(2, dtype=[("a", "i4"), ("b", "f8")])
    f["foreign/null"] = h5py.Empty("f")
    f.create_dataset("foreign/vast", shape=(2**40,), dtype=np.float64)

    f["links/soft"] = h5py.SoftLink("/types/uint8")
    f["links/dangling"] = h5py.SoftLink("/nowhere")
    f["links/cycle"] = f["links"]
