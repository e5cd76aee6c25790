"""Draws the pictures of the fictional sample producers.

No photograph of a real workshop may stand for an invented one, so every sample picture is an
illustration computed here: small still lifes, lit the same way, in the colours of natural dyes.
"""
