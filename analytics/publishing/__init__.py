"""Timelines to pages: run the notebooks, write each as one HTML file that needs no network, list them in an index.

``exporting`` holds the verb; ``runner`` runs notebooks, ``exporter`` turns one into a page, ``listing`` writes the
index, ``writing`` puts files in their place.
"""

from analytics.publishing.choosing import notebooks_folder
from analytics.publishing.exporting import ExportSummary, export, publish
from analytics.publishing.failing import Failure

__all__ = ["ExportSummary", "Failure", "export", "notebooks_folder", "publish"]
