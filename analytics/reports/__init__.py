"""Files to reports: folders, patterns, standard input; text, Markdown, JSON lines, CSV, Parquet.

``files`` finds them, ``formats`` reads each into drafts, ``settling`` makes one row of what is said about a draft,
``reading`` holds the verb. A report that cannot be read is kept as a refusal: file, line, what was found, what was
expected, the way out.
"""

from analytics.reports.reading import Reading, read_reports, report_of_text

__all__ = ["Reading", "read_reports", "report_of_text"]
