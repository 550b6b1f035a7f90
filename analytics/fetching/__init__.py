"""Reports from where they are: feeds, lists of links and pages to a folder of texts with sidecars.

``fetching`` holds the verb; ``sources`` reads who may be asked for what; ``taking`` takes what is new of one source:
``asking`` asks politely (``robots``, ``limits``) over connections to the one address that ``addresses`` found
(``wire``), ``feeds`` and ``pages`` read what comes (``charsets``), ``dating`` finds its day, ``writing`` writes it,
``state`` remembers it. What an answer says is hostile: it is never a path, a host to ask or code.
"""

from analytics.fetching.fetching import fetch

__all__ = ["fetch"]
