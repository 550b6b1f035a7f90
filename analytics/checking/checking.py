"""The verb: every check of a codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.checking.endings import check_ledger
from analytics.checking.examples import check_examples
from analytics.checking.geography import check_places, check_theaters
from analytics.checking.missing import check_missing
from analytics.checking.phrases import check_names, check_phrases
from analytics.checking.references import check_references, check_sources
from analytics.codebook import Codebook, load_codebook

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.checking.findings import Finding

__all__ = ["check_codebook"]


def check_codebook(codebook: str | Path | Codebook = "default") -> tuple[Finding, ...]:
    """Look for what is missing in a codebook, then for what may be wrong with a codebook and its places.

    Args:
        codebook: A shipped codebook's name, a folder, or a loaded codebook.

    Returns:
        The findings by file, table and entry; none is a clean codebook. While something is missing that every codebook
        needs, that alone is told; examples are not fired while entries name what is not there: nothing could be
        extracted.

    Raises:
        CodebookError: If the codebook cannot be read at all.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    missing = list(check_missing(book))
    if missing:
        return tuple(sorted(set(missing)))
    broken = [*check_references(book), *check_places(book), *check_theaters(book)]
    found = [*broken, *check_phrases(book), *check_names(book), *check_sources(book)]
    if not any(finding.entry == "" for finding in broken) and not list(check_references(book)):
        found += [*check_examples(book), *check_ledger(book)]
    return tuple(sorted(set(found)))
