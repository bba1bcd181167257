"""The build backend of this package (PEP 517) in the standard library alone: pip installs it without a network."""

import base64
import hashlib
import pathlib
import zipfile

HERE = pathlib.Path(__file__).parent
NAME, VERSION = "tidemark_jupyter", "0.1.0"
DIST = f"{NAME}-{VERSION}.dist-info"
METADATA = """Metadata-Version: 2.1
Name: tidemark-jupyter
Version: 0.1.0
Summary: Tidemark's reports as Jupyter's exports.
License: Apache-2.0
Requires-Python: >=3.10
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: tidemark\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
ENTRY_POINTS = """[nbconvert.exporters]
tidemark_html = tidemark_jupyter.exporters:TidemarkHTMLExporter
tidemark_pdf = tidemark_jupyter.exporters:TidemarkPDFExporter
[papermill.engine]
tidemark = tidemark_jupyter.papermill:TidemarkEngine
"""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    files = {
        str(path.relative_to(HERE).as_posix()): path.read_bytes()
        for path in sorted((HERE / NAME).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    # What Jupyter looks for under the environment's own prefix.
    for path in sorted((HERE / "data").rglob("*")):
        if path.is_file():
            files[f"{NAME}-{VERSION}.data/data/{path.relative_to(HERE / 'data').as_posix()}"] = path.read_bytes()
    files[f"{DIST}/METADATA"] = METADATA.encode()
    files[f"{DIST}/WHEEL"] = WHEEL.encode()
    files[f"{DIST}/entry_points.txt"] = ENTRY_POINTS.encode()
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{DIST}/RECORD"] = f"{record}{DIST}/RECORD,,\n".encode()

    name = f"{NAME}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in files.items():
            wheel.writestr(path, data)
    return name


def _digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
