"""The commands of the command line, a file each; heavy libraries load inside them: ``--help`` answers at once."""
