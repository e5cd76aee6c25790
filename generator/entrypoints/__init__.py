"""Doors: the command line, the preview server, MkDocs."""
