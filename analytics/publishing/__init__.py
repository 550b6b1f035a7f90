"""Timelines to pages: run the notebooks, write each as one HTML file that needs no network, list them in an index.

``exporting`` holds the verb; ``shop`` is where it works, alone (``locking``); ``runner`` runs notebooks, ``exporter``
turns one into a page, ``placing`` puts what was made into its folder, with ``archive`` and ``listing``, the index.
"""

from analytics.publishing.choosing import notebooks_folder
from analytics.publishing.exporting import export, publish
from analytics.publishing.failing import Failure
from analytics.publishing.summary import ExportSummary

__all__ = ["ExportSummary", "Failure", "export", "notebooks_folder", "publish"]
