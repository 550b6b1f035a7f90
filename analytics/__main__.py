"""``python -m analytics`` is the command line too."""

from analytics.cli import main

main()
