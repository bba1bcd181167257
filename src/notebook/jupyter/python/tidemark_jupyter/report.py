"""A notebook as Tidemark's report, made by `tidemark report` in a process of its own."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

CLI = pathlib.Path("src", "cli", "tidemark.cjs")


class ReportFailed(Exception):
    """`tidemark report` ended with an error; the text is its own sentence."""


def is_tidemark_notebook(notebook):
    """Whether its cells are Tidemark's: TypeScript or JavaScript."""
    metadata = notebook.get("metadata", {})
    named = metadata.get("kernelspec", {}).get("language") or metadata.get("language_info", {}).get("name")
    return named in ("typescript", "javascript")


def make_report(notebook, resources=None, pdf=False):
    """The report's bytes: an HTML page, or with `pdf` a PDF printed by a Chromium on this machine."""
    # Not by nbformat.writes, which sorts the keys: an output of data is shown in its own order.
    about = (resources or {}).get("metadata", {})
    name = about.get("name") or "notebook"
    here = about.get("path") or os.getcwd()
    args = [*command(here), "report", "-", "--out", "-", "--name", f"{name}.ipynb", *(["--pdf"] if pdf else [])]
    done = subprocess.run(
        args, input=json.dumps(notebook).encode(), capture_output=True, cwd=here if os.path.isdir(here) else None
    )
    if done.returncode != 0:
        raise ReportFailed(done.stderr.decode(errors="replace").strip() or f"tidemark report ended with {done.returncode}")
    return done.stdout


def report_filter(notebook, resources=None):
    """`make_report` as a filter for nbconvert's templates."""
    return make_report(notebook, resources).decode()


def command(here):
    """Node and Tidemark's executable: the lab's own, else the nearest above the notebook or this environment."""
    node = os.environ.get("TIDEMARK_NODE") or shutil.which("node")
    if node is None:
        raise ReportFailed("Tidemark's report needs Node, and there is no 'node' on the PATH.")
    if os.environ.get("TIDEMARK_CLI"):
        return [node, os.environ["TIDEMARK_CLI"]]
    for start in (here, os.getcwd(), sys.prefix):
        start = pathlib.Path(start).resolve()
        for folder in (start, *start.parents):
            for package in (folder, folder / "node_modules" / "tidemark"):
                if (package / CLI).is_file() and _is_tidemark(package):
                    return [node, str(package / CLI)]
    found = shutil.which("tidemark")
    if found is not None:
        return [found]
    raise ReportFailed(
        f"Tidemark is not installed above '{here}' or this Python environment.\n"
        "  Install it in the notebook's project (npm i tidemark), or name its src/cli/tidemark.cjs in TIDEMARK_CLI."
    )


def _is_tidemark(package):
    try:
        return json.loads((package / "package.json").read_text("utf8")).get("name") == "tidemark"
    except (OSError, ValueError):
        return False
