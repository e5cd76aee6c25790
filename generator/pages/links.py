"""Relative links: every link inside the site is relative, so the same folder works anywhere."""

from __future__ import annotations


def root_of(address: str) -> str:
    """Return the way from a page (``en/products/`` or ``en/products/index.html``) back to the root.

    >>> root_of("en/products/index.html")
    '../../'
    >>> root_of("index.html")
    ''
    """
    return "../" * address.count("/")
