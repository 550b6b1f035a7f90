"""Reads daily war reports into attributed event timelines, charts them by theater, exports offline HTML."""
