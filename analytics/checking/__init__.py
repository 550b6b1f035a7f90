"""What may be wrong with a codebook: each room looks for one kind of thing and returns findings.

``examples`` fires every example and counter-example, ``phrases`` looks for entries that stand in each other's way,
``missing`` for what every codebook needs, ``references`` for what leads nowhere, ``geography`` at places and theaters,
``endings`` at the rules of the ledger, ``checking`` runs them all.
"""

from analytics.checking.checking import check_codebook
from analytics.checking.findings import Finding

__all__ = ["Finding", "check_codebook"]
