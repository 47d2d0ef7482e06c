"""Whether Jupyter's own libraries accept the notebooks of a folder of exports: `check_notebooks.py EXPORTS`."""

import base64
import pathlib
import sys

import nbconvert
import nbformat


def main(exports):
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
        assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures), path
        page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
        missing = [picture for picture in pictures if picture.strip() not in page]
        assert pictures and not missing, f"{path}: HTML lacks {len(missing)} of {len(pictures)} pictures"
        print(f"{path.name}: {len(notebook.cells)} cells, {len(pictures)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
