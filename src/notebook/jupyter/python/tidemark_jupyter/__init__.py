"""Tidemark's part in Jupyter: exports that are its reports, and the lab's server."""
