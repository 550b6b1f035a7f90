"""The kind under which a record to explore stands in a notebook; apart, since naming it should load nothing."""

__all__ = ["EVENTS_MIME"]

EVENTS_MIME = "application/vnd.sitrep.events+json"
