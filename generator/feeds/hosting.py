"""Files for the host and for crawlers: security and cache headers, robots."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.settings import Site
from generator.model.unit import File, Unit
from generator.pages.frame import CONTENT_POLICY

KIND = "hosting"


class HostingGiven(Struct, frozen=True):
    """What the hosting files are made from."""

    base_url: str


def units(site: Site) -> Iterator[Unit]:
    """Yield the one unit of hosting files."""
    yield Unit(
        kind=KIND,
        key="hosting",
        given=HostingGiven(site.base_url),
        files=("_headers", "robots.txt", ".nojekyll"),
    )


def files(unit: Unit, site: Site) -> Iterator[File]:
    """Write ``_headers`` (Netlify's and Cloudflare's form), ``robots.txt``, and GitHub's ``.nojekyll``."""
    yield File("_headers", _headers().encode())
    yield File("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}sitemap.xml\n".encode())
    yield File(".nojekyll", b"")


def _headers() -> str:
    return "\n".join(
        [
            "/*",
            f"  Content-Security-Policy: {CONTENT_POLICY}",
            "  X-Content-Type-Options: nosniff",
            "  Referrer-Policy: strict-origin-when-cross-origin",
            "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
            "/media/*",
            "  Cache-Control: public, max-age=31536000, immutable",
            "/data/*",
            "  Access-Control-Allow-Origin: *",
            "/assets/*",
            "  Cache-Control: public, max-age=3600",
            "",
        ]
    )
