"""Whether TensorBoard reads event files as this program meant them, by its accumulator and by its answers over HTTP:
`check_tensorboard.py RESULTS EXPORTS`."""

import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import h5py
import numpy as np
from PIL import Image
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.util import tensor_util


def series(log):
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset) and path.startswith("metrics/") and path.endswith("/value"):
            name = path[len("metrics/") : -len("/value")]
            found[name] = (log[f"metrics/{name}/step"][()], item[()])

    log.visititems(visit)
    return found


def check_run(log, folder):
    """The accumulator has all series, frames and histograms of a log."""
    accumulator = event_accumulator.EventAccumulator(
        str(folder), size_guidance={event_accumulator.TENSORS: 0, event_accumulator.IMAGES: 0})
    accumulator.Reload()
    tags = set(accumulator.Tags()["tensors"])
    for name, (steps, values) in series(log).items():
        events = accumulator.Tensors(name)
        assert [event.step for event in events] == [round(step) for step in steps], name
        read = [float(tensor_util.make_ndarray(event.tensor_proto)) for event in events]
        assert np.array_equal(np.float32(read), np.float32(values), equal_nan=True), name
    frames = [name for name in log.get("manifold", {}) if name != "steps"]
    for name in frames:
        events = accumulator.Tensors(f"manifold/{name}")
        pictures = log[f"manifold/{name}"]
        assert len(events) == len(pictures), name
        width, height, png = tensor_util.make_ndarray(events[-1].tensor_proto)[:3]
        assert (int(height), int(width)) == pictures.shape[1:3] and png.startswith(b"\x89PNG"), name
        read = np.asarray(Image.open(io.BytesIO(png)).convert("RGB" if pictures.ndim == 4 else "L"))
        assert np.array_equal(read, pictures[-1]), f"{name}: Pillow reads another picture"
    if "latents/codes" in log and log["latents/codes"].ndim == 3:
        codes = log["latents/codes"][()]
        histogram = tensor_util.make_ndarray(accumulator.Tensors("latents/codes/1")[-1].tensor_proto)
        assert histogram.shape == (30, 3) and histogram[:, 2].sum() == codes.shape[1]
        assert np.isclose(histogram[0, 0], codes[-1, :, 0].min()), "the least code"
        assert np.isclose(histogram[-1, 1], codes[-1, :, 0].max(), rtol=1e-5), "the greatest code"
        rows = np.loadtxt(folder / "codes.tsv", ndmin=2)
        assert np.array_equal(np.float32(rows), codes[-1]), "the projector's codes"
    assert {"_hparams_/session_start_info", "_hparams_/session_end_info"} <= tags
    return len(tags)


def check_halves(folder):
    """A file that is still written, wherever it ends, has all its whole events and no trouble; it is read on as it grows."""
    whole = (folder / "events.out.tfevents.0.experiments").read_bytes()
    places = [0]
    while places[-1] < len(whole):
        length = struct.unpack("<Q", whole[places[-1] : places[-1] + 8])[0]
        places.append(places[-1] + 12 + length + 4)
    with tempfile.TemporaryDirectory() as half:
        path = pathlib.Path(half) / "events.out.tfevents.0.experiments"
        accumulator = event_accumulator.EventAccumulator(half, size_guidance={event_accumulator.TENSORS: 0})
        for share in range(1, 8):
            end = len(whole) * share // 7
            path.write_bytes(whole[:end])
            accumulator.Reload()
            tags = accumulator.Tags()["tensors"]
            # All but the version.
            expected = sum(place <= end for place in places) - 2
            found = sum(len(accumulator.Tensors(tag)) for tag in tags)
            assert found == expected, f"{folder.name}: {found} of {expected} events of {end} bytes"


def get(address, **query):
    url = f"{address}?{urllib.parse.urlencode(query)}" if query else address
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def check_groups(address, runs):
    """Runs whose settings are the same and whose seeds differ are one group of the hyper-parameters' page."""
    request = urllib.request.Request(
        f"{address}/data/plugin/hparams/session_groups", method="POST",
        data=json.dumps({
            "experimentName": "", "allowedStatuses": ["STATUS_UNKNOWN", "STATUS_SUCCESS"], "colParams": [],
            "startIndex": 0, "sliceSize": 1000,
        }).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        groups = json.loads(answer.read())["sessionGroups"]
    found = sorted(sorted(session["name"] for session in group["sessions"]) for group in groups)
    expected = {}
    for run in runs:
        expected.setdefault(run.replace("@seed=1", ""), []).append(run)
    assert found == sorted(sorted(group) for group in expected.values()), found
    print(f"TensorBoard groups {len(runs)} runs to {len(groups)}")


def check_server(exports, runs):
    """What a browser would ask for."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tensorboard.main", "--logdir", str(exports), "--port", "0", "--host", "127.0.0.1",
         "--load_fast", "false"],
        stderr=subprocess.PIPE, text=True)
    try:
        address = None
        while address is None:
            line = server.stderr.readline()
            assert line, "TensorBoard ended"
            if "http://" in line:
                address = "http://" + line.split("http://")[1].split("/")[0].split()[0]
        found = []
        for _ in range(60):
            found = json.loads(get(f"{address}/data/runs"))
            tags = json.loads(get(f"{address}/data/plugin/scalars/tags"))
            if sorted(tags) == runs:
                break
            time.sleep(1)
        assert sorted(found) == runs, found
        run = "vae" if "vae" in runs else runs[0]
        values = json.loads(get(f"{address}/data/plugin/scalars/scalars", run=run, tag=sorted(tags[run])[0]))
        assert len(values) > 0
        check_groups(address, runs)
        images = json.loads(get(f"{address}/data/plugin/images/tags"))
        if run in images:
            tag = sorted(images[run])[0]
            frames = json.loads(get(f"{address}/data/plugin/images/images", run=run, tag=tag, sample=0))
            picture = get(f"{address}/data/plugin/images/individualImage?{frames[-1]['query']}")
            assert picture.startswith(b"\x89PNG")
        histograms = json.loads(get(f"{address}/data/plugin/histograms/tags"))
        assert run not in histograms or json.loads(
            get(f"{address}/data/plugin/histograms/histograms", run=run, tag="latents/codes/1"))
        request = urllib.request.Request(
            f"{address}/data/plugin/hparams/experiment", method="POST",
            data=b'{"experimentName": ""}', headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            experiment = json.loads(answer.read())
        names = {item["name"] for item in experiment["hparamInfos"]}
        assert {"seed", "notebook", "profile"} <= names, names
        projected = json.loads(get(f"{address}/data/plugin/projector/runs"))
        assert run in projected, projected
        tensor = get(f"{address}/data/plugin/projector/tensor", run=run, name="latents/codes")
        assert len(tensor) > 0 and len(tensor) % 4 == 0
        assert get(f"{address}/data/plugin/projector/metadata", run=run, name="latents/codes")
        info = json.loads(get(f"{address}/data/plugin/projector/info", run=run))
        embedding = info["embeddings"][0]
        assert embedding["sprite"]["singleImageDim"] == [28, 28], embedding
        picture = get(f"{address}/data/plugin/projector/sprite_image", run=run, name="latents/codes")
        width, height = struct.unpack(">II", picture[16:24])
        digits = embedding["tensorShape"][0]
        assert picture.startswith(b"\x89PNG") and width == height and (width // 28 - 1) ** 2 < digits <= (width // 28) ** 2
        print(f"TensorBoard shows {len(runs)} runs, {len(names)} hyper-parameters and the projector")
    finally:
        server.terminate()
        server.wait()


def main(results, exports):
    runs = []
    for path in sorted(results.glob("*/log.h5")):
        name = path.parent.name
        with h5py.File(path) as log:
            count = check_run(log, exports / name)
        check_halves(exports / name)
        runs.append(name)
        print(f"{name}: {count} tags")
    check_server(exports, sorted(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
