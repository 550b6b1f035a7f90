"""Many reports: a store of what was read before, and several processes to read the rest.

``extracting`` holds the verb; ``reader`` reads reports by way of a store and of processes, ``shards`` cuts them into
tasks that may be done twice, ``pool`` hands these to processes that may die, ``store`` keeps what a report gave,
``packing`` is how it lies there, ``version`` says what it depends on.
"""

from analytics.scale.extracting import extract
from analytics.scale.reader import Reader

__all__ = ["Reader", "extract"]
