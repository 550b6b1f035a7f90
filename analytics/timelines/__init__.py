"""Timelines on disk: JSON lines and Parquet, read back equal; CSV, GeoJSON, TimelineJS, ACLED's columns for others."""

from analytics.timelines.jsonl import timeline_jsonl
from analytics.timelines.model import FAMILIES
from analytics.timelines.reading import read_timeline
from analytics.timelines.tables import csv_bytes
from analytics.timelines.writing import timeline_writer, write_timeline

__all__ = ["FAMILIES", "csv_bytes", "read_timeline", "timeline_jsonl", "timeline_writer", "write_timeline"]
