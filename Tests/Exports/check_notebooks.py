"""Whether Jupyter's own libraries accept exported notebooks, and Pillow sees the pictures of the results in them:
`check_notebooks.py RESULTS EXPORTS`, two folders of one data set and profile."""

import base64
import io
import pathlib
import sys

import nbconvert
import nbformat
from PIL import Image, ImageSequence


def pixels(file):
    """The last frame of a picture, and its size."""
    frame = [frame.convert("RGB") for frame in ImageSequence.Iterator(Image.open(file))][-1]
    return frame.size, frame.tobytes()


def main(results, exports):
    notebooks = sorted(exports.glob("*/*.ipynb"))
    assert notebooks, f"no notebooks in {exports}"
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        identifiers = [cell.id for cell in notebook.cells]
        assert len(set(identifiers)) == len(identifiers), f"{path}: two cells of one id"
        pictures = [
            output.data["image/png"]
            for cell in notebook.cells if cell.cell_type == "code"
            for output in cell.outputs if "image/png" in output.data
        ]
        figures = [pixels(file) for file in sorted((results / path.parent.name / "figures").iterdir())]
        for picture in pictures:
            bytes = base64.b64decode(picture)
            assert bytes.startswith(b"\x89PNG") and pixels(io.BytesIO(bytes)) in figures, f"{path}: another picture"
        page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
        missing = [picture for picture in pictures if picture.strip() not in page]
        assert pictures and not missing, f"{path}: HTML lacks {len(missing)} of {len(pictures)} pictures"
        print(f"{path.name}: {len(notebook.cells)} cells, {len(pictures)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
