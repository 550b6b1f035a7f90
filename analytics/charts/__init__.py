"""One chart a file: pure functions from a tidy frame of `analytics.trends` to an Altair chart.

``theme`` is the one look and the renderer, ``labels`` gives names and colours from the codebook, ``tables`` shows the
source sentences. Nothing is loaded here: a script imports the chart that it draws.
"""
