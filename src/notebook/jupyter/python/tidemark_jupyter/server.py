"""The lab's server extension: the File menu's HTML and PDF are Tidemark's reports; the server ends with its starter."""

import os
import signal
import threading

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from jupyter_server.utils import url_path_join


class ReportHandler(NbconvertFileHandler):
    """Stands in front of the server's own handler for these two formats."""

    async def get(self, format, path):
        await super().get(f"tidemark_jupyter.exporters.Report{format.upper()}Exporter", path)


def _jupyter_server_extension_points():
    return [{"module": "tidemark_jupyter.server"}]


def _load_jupyter_server_extension(server):
    web_app = server.web_app
    base = web_app.settings["base_url"]
    web_app.add_handlers(".*$", [(url_path_join(base, r"/nbconvert/(?P<format>html|pdf)" + path_regex), ReportHandler)])
    if os.environ.get("TIDEMARK_LAB_PARENT") == "stdin":
        threading.Thread(target=_end_with_starter, daemon=True).start()


def _end_with_starter():
    """Standard input is a pipe from `tidemark lab`: it ends when that process does, however it dies."""
    # Not by way of sys.stdin, whose lock the interpreter takes when it ends.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
