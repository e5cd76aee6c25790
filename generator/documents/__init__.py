"""Outputs that are not web pages: photo files, static files, lists for mentors."""
