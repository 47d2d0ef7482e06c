"""What independent readers make of exports: `check_exports.py RESULTS EXPORTS`, two folders of one data set and profile.

RESULTS has a folder for each notebook with its log.h5, EXPORTS one with all that `experiments export` has written of
it, probes included. Ends with 1 where a reader refuses a file, or computes something else than this program.
"""

import json
import pathlib
import sys

import h5py
import numpy as np
import onnx
import onnxruntime
import safetensors

# The greatest difference of outputs, as a share of the greatest of them where that is above 1. Pictures in addition are at
# most one grey level apart.
TOLERANCE = 1e-5
problems = []


def expect(condition, problem):
    if not condition:
        problems.append(problem)
        print("FAILS:", problem)


def text(value):
    """An attribute of the log, which h5py gives as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def parameters(log):
    """All parameters of a log by their paths below /parameters."""
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset):
            found[path] = item[()]

    if "parameters" in log:
        log["parameters"].visititems(visit)
    return found


def check_safetensors(path, log, name):
    with safetensors.safe_open(path, framework="numpy") as file:
        expected = parameters(log)
        expect(sorted(file.keys()) == sorted(expected), f"{name}: other tensors than the log")
        for key in file.keys():
            expect(
                np.array_equal(file.get_tensor(key), expected[key]), f"{name}: {key} has other numbers")
        metadata = file.metadata()
        for key in ["notebook", "data", "data_sha256", "source_sha256", "profile"]:
            expect(metadata[key] == text(log.attrs[key]), f"{name}: its {key} is {metadata[key]}")
        expect(metadata["seed"] == str(log.attrs["seed"]), f"{name}: its seed is {metadata['seed']}")
    # The reference library has the same bytes, but for the order of metadata.
    whole = path.read_bytes()
    header = int.from_bytes(whole[:8], "little")
    order = [key for key in json.loads(whole[8 : 8 + header]) if key != "__metadata__"]
    expect(order == sorted(order) and header % 8 == 0, f"{name}: its header has another order")


def check_numpy(path, log, name):
    archive = np.load(path, allow_pickle=False)
    paths = []

    def visit(key, item):
        if isinstance(item, h5py.Dataset) and not key.startswith(("report/", "results/", "claims/")):
            paths.append(key)

    log.visititems(visit)
    expect(sorted(archive.files) == sorted(paths), f"{name}: other arrays than the log")
    for key in archive.files:
        array, expected = archive[key], log[key][()]
        expect(
            array.dtype == expected.dtype and np.array_equal(array, expected, equal_nan=array.dtype.kind == "f"),
            f"{name}: {key} has other numbers")


def check_onnx(path, name):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    expect(model.opset_import[0].version == 13, f"{name}: its opset is {model.opset_import[0].version}")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    probes = np.load(path.with_name(path.stem + "-probes.npz"))
    inputs = {node.name: probes["input/" + node.name] for node in session.get_inputs()}
    names = [node.name for node in session.get_outputs()]
    count = len(next(iter(inputs.values())))
    expect(count >= 1000, f"{name}: only {count} probes")
    results = dict(zip(names, session.run(names, inputs)))
    expect(
        sorted("output/" + key for key in names) == sorted(key for key in probes if key.startswith("output/")),
        f"{name}: other outputs than the program")
    for key, found in results.items():
        expected = probes["output/" + key]
        expect(found.shape == expected.shape, f"{name}: {key} has the shape {found.shape}")
        scale = max(1.0, float(np.abs(expected).max()))
        difference = float(np.abs(found - expected).max()) / scale
        expect(difference <= TOLERANCE, f"{name}: {key} differs by {difference:.2g}")
        line = f"{name}: {key} {list(found.shape)} of {count} examples, difference {difference:.1e}"
        if key == "pictures":
            levels = [np.clip(np.rint(array * 255.0), 0, 255).astype(int) for array in (found, expected)]
            steps = np.abs(levels[0] - levels[1])
            expect(steps.max() <= 1, f"{name}: {key} differs by {steps.max()} grey levels")
            line += f", {int((steps > 0).sum())} of {steps.size} grey levels by one"
        print(line)
    # Batches of any length, and of one where the network takes it.
    few = {key: array[:12] for key, array in inputs.items()}
    for key, found in zip(names, session.run(names, few)):
        whole = results[key]
        share = found.shape[0] / whole.shape[0]
        expect(abs(share - 12 / count) < 1e-9, f"{name}: 12 examples give {found.shape[0]} of {key}")


def main(results, exports):
    for log_path in sorted(results.glob("*/log.h5")):
        notebook = log_path.parent.name
        folder = exports / notebook
        with h5py.File(log_path) as log:
            base = text(log.attrs["notebook"])
            check_numpy(folder / f"{base}.npz", log, f"{notebook}.npz")
            networks = sorted(log.get("parameters", {}))
            if not networks:
                continue
            check_safetensors(folder / f"{base}.safetensors", log, f"{notebook}.safetensors")
            files = sorted(file.stem for file in folder.glob("*.onnx"))
            expect(files == networks, f"{notebook}: ONNX has {files} of {networks}")
        for file in sorted(folder.glob("*.onnx")):
            try:
                check_onnx(file, f"{notebook}/{file.stem}.onnx")
            except Exception as error:
                expect(False, f"{notebook}/{file.stem}.onnx: {error}")
    check_onnx(exports / "judge" / "judge.onnx", "judge.onnx")
    print(f"{len(problems)} problems" if problems else "All readers accept everything.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
