"""Whether Netron draws the graph of a network of each notebook: `check_netron.py CHROMIUM EXPORTS PICTURES`."""

import pathlib
import subprocess
import sys

import netron
import onnx


def main(browser, exports, pictures):
    pictures.mkdir(exist_ok=True)
    files = [sorted(folder.glob("*.onnx")) for folder in sorted(exports.iterdir())]
    script = pathlib.Path(__file__).with_name("netron.mjs")
    failed = False
    for file in [found[0] for found in files if found]:
        # Its servers share what they serve, so there is one at a time.
        host, port = netron.start(str(file), ("127.0.0.1", 0), browse=False)
        name = f"{file.parent.name}/{file.stem}"
        operators = len(onnx.load(file).graph.node)
        answer = subprocess.run(
            ["node", script, browser, f"http://{host}:{port}", name, str(operators), pictures])
        failed |= answer.returncode != 0
        netron.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
