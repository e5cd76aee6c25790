"""Machinery that knows nothing of producers."""
