"""Why a text reads as it does: each sentence with its marks, each record with its reasons; and why a name is a place.

``reasons`` words what was decided, ``marks`` cuts sentences into marked runs, ``model`` holds and shows the outcome,
``reading`` and ``naming`` hold the two verbs.
"""

from analytics.explanations.naming import NameExplanation, explain_name
from analytics.explanations.reading import Explanation, explain, explain_timeline

__all__ = ["Explanation", "NameExplanation", "explain", "explain_name", "explain_timeline"]
