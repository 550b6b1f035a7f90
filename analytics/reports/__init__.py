"""Files to reports: folders, patterns, standard input; text, tables, pages, documents, messages.

``files`` finds them, ``registry`` has a reader an ending, which reads each into drafts, ``boilerplate`` takes out what
is no report, ``settling`` makes one row of what is said about a draft, ``reading`` holds the verb. A report that cannot
be read is kept as a refusal: file, line, what was found, what was expected, the way out.
"""

from analytics.reports.drafts import Draft, Refusal, RefusedError
from analytics.reports.files import Found
from analytics.reports.reading import Reading, read_reports, report_of_text

__all__ = ["Draft", "Found", "Reading", "Refusal", "RefusedError", "read_reports", "report_of_text"]
