"""nbconvert's exporters `tidemark_html` and `tidemark_pdf`: what `tidemark report` writes."""

from nbconvert.exporters import Exporter
from nbconvert.exporters.html import HTMLExporter
from traitlets import default

from .report import is_tidemark_notebook, make_report


class ReportHTMLExporter(Exporter):
    """One page without scripts, complete in itself. A notebook of another language becomes nbconvert's own page."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self):
        return ".html"

    def from_notebook_node(self, nb, resources=None, **kw):
        if not is_tidemark_notebook(nb):
            return HTMLExporter(config=self.config, template_name="lab").from_notebook_node(nb, resources, **kw)
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return make_report(nb, resources).decode(), resources


class ReportPDFExporter(Exporter):
    """The same page as a PDF, printed by a Chromium on this machine."""

    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self):
        return ".pdf"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return make_report(nb, resources, pdf=True), resources


class TidemarkHTMLExporter(ReportHTMLExporter):
    """What `nbconvert --to tidemark_html` means; the lab leaves it out of its menu, where HTML is the report already."""


class TidemarkPDFExporter(ReportPDFExporter):
    """What `nbconvert --to tidemark_pdf` means."""
