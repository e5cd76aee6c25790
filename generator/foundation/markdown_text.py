"""Producers' long texts: CommonMark to safe HTML, so that nothing a stranger wrote can act on a page."""

from __future__ import annotations

import re
from functools import lru_cache

import cmarkgfm
import nh3
from markupsafe import Markup

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h3", "h4"}
ATTRIBUTES = {"a": {"href"}}
_PLAIN = re.compile(r"[^<>&\0\r]*(?:</?(?:p|em|strong|ul|ol|li|blockquote)>[^<>&\0\r]*)*")
"""HTML that the sanitiser would leave as it is: a few tags without attributes, no character references.

Most texts are that simple, and telling so takes a fiftieth of the time of parsing them again.
"""


@lru_cache(maxsize=1024)
def to_html(text: str) -> Markup:
    """Turn CommonMark into HTML with a short list of tags; raw HTML, images and scripts are dropped.

    Links keep only ``https``, ``http`` and ``mailto`` addresses and carry ``rel="nofollow noopener"``.
    """
    html = cmarkgfm.markdown_to_html(text)
    if _PLAIN.fullmatch(html):
        return Markup(html)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"https", "http", "mailto"},
        link_rel="nofollow noopener",
    )
    return Markup(clean)
