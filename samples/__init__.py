"""Fictional sample material of this repository, and the tools which make it."""
