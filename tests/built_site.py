"""Audit a built site as its readers would meet it: ``python -m tests.built_site site``.

Every link leads somewhere, every picture has its size and words, nothing is asked of another host, alternates are
reciprocal, sitemaps tell the truth.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADING = {("link", "href"), ("script", "src"), ("img", "src"), ("source", "srcset"), ("img", "srcset")}
PLACEHOLDER = "data:image/webp;base64,"
"""What stands in for a photo until it is there: nothing is asked of anybody."""
LINK_RELATIONS_THAT_LOAD = {"stylesheet", "icon", "preload", "manifest", "apple-touch-icon"}


@dataclass
class Seen:
    """What one page says."""

    address: str
    kind: str = ""
    lang: str = ""
    direction: str = ""
    canonical: str = ""
    title: str = ""
    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen(address)
        self.base = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        seen = self.seen
        if tag == "html":
            seen.lang, seen.direction = given.get("lang", ""), given.get("dir", "")
        if tag == "body":
            seen.kind = given.get("data-kind", "")
        if tag == "base":
            self.base = given["href"]
        if tag == "title":
            self._in_title = True
        if "id" in given:
            seen.ids.append(given["id"])
        if "style" in given:
            seen.faults.append(f"<{tag}> has a style attribute, which the content policy forbids")
        seen.faults += [f"<{tag}> has {name}=" for name in given if name.startswith("on")]
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            seen.faults.append("an inline script, which the content policy forbids")
        if tag == "style":
            seen.faults.append("an inline style, which the content policy forbids")
        if tag == "img" and not {"width", "height", "alt"} <= given.keys():
            seen.faults.append(f"a picture without width, height or alt: {given.get('src')}")
        if tag == "a" and "href" in given:
            seen.links.append(given["href"])
        if tag == "link":
            self._link(given)
        for name in ("src", "srcset"):
            if (tag, name) in LOADING and name in given:
                parts = given[name].split(",") if name == "srcset" else [given[name]]
                seen.loads += [part.split()[0] for part in parts if part.strip() and not part.startswith(PLACEHOLDER)]

    def _link(self, given: Mapping[str, str]) -> None:
        relations = set(given.get("rel", "").split())
        if relations & LINK_RELATIONS_THAT_LOAD:
            self.seen.loads += [given["href"]] if "href" in given else []
            self.seen.loads += [part.split()[0] for part in given.get("imagesrcset", "").split(",") if part.strip()]
        if "canonical" in relations:
            self.seen.canonical = given["href"]
        if "alternate" in relations and "hreflang" in given:
            self.seen.alternates[given["hreflang"]] = given["href"]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.seen.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False


def read_pages(site: Path) -> Mapping[str, Seen]:
    """Read every HTML file of a site, by its address."""
    pages: dict[str, Seen] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        reader = _Reader(address)
        reader.feed(path.read_text(encoding="utf-8"))
        pages[address] = reader.seen
    return pages


def faults_of(site: Path) -> Iterator[str]:
    """Yield everything wrong with a built site, one sentence each."""
    pages = read_pages(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    if not pages:
        yield f"{site} has no pages"
    for address, seen in pages.items():
        for fault in _page_faults(seen, pages, files):
            yield f"{address}: {fault}"
    yield from _alternate_faults(pages)
    yield from _sitemap_faults(site, pages)


def _page_faults(seen: Seen, pages: Mapping[str, Seen], files: set[str]) -> Iterator[str]:
    yield from seen.faults
    if not seen.lang or seen.direction not in {"ltr", "rtl"}:
        yield "no lang or dir on <html>"
    if not seen.title.strip():
        yield "no title"
    if not seen.kind:
        yield "no data-kind on <body>"
    for double in {each for each in seen.ids if seen.ids.count(each) > 1}:
        yield f"the id {double} stands twice"
    if seen.address == "404.html":
        return
    for load in seen.loads:
        if urlsplit(load).scheme or load.startswith("//"):
            yield f"asks another host for {load}"
        elif _target(seen.address, load) not in files:
            yield f"loads {load}, which does not exist"
    for link in seen.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        if link.startswith("/"):
            yield f"links to {link}: links inside the site are relative"
            continue
        target = _target(seen.address, link)
        if target not in files:
            yield f"links to {link}, which does not exist"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            yield f"links to {link}, where nothing has that id"


def _target(address: str, link: str) -> str:
    path = unquote(urlsplit(link).path)
    if not path:
        return address
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    if path.endswith(("/", "/..")) or path in {".", ".."}:
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined


def _alternate_faults(pages: Mapping[str, Seen]) -> Iterator[str]:
    by_url = {seen.canonical: seen for seen in pages.values() if seen.canonical.endswith(_folder(seen.address))}
    for seen in pages.values():
        if seen.canonical not in by_url or by_url[seen.canonical] is not seen:
            if seen.alternates and seen.address != "404.html":
                yield f"{seen.address}: a page that is not canonical announces alternates"
            continue
        for lang, url in seen.alternates.items():
            other = by_url.get(url)
            if lang == "x-default":
                continue
            if other is None:
                yield f"{seen.address}: announces {url} in {lang}, which is not a canonical page"
            elif seen.canonical not in {other.alternates.get(seen.lang), other.alternates.get("x-default")}:
                yield f"{seen.address}: {other.address} does not announce it back"
            elif other.lang != lang:
                yield f"{seen.address}: announces {lang}, but {other.address} is in {other.lang}"


def _folder(address: str) -> str:
    return address.removesuffix("index.html")


def _sitemap_faults(site: Path, pages: Mapping[str, Seen]) -> Iterator[str]:
    index = (site / "sitemap.xml").read_text(encoding="utf-8")
    canonical = {seen.canonical for seen in pages.values()}
    told = 0
    for name in re.findall(r"<loc>([^<]*)</loc>", index):
        file = site / name.rsplit("/", 1)[-1]
        if not file.is_file():
            yield f"sitemap.xml names {name}, which does not exist"
            continue
        for url in re.findall(r"<loc>([^<]*)</loc>", file.read_text(encoding="utf-8")):
            told += 1
            if url not in canonical:
                yield f"{file.name}: {url} is not the canonical address of any page"
    if not told:
        yield "the sitemaps are empty"


def pages_of_every_kind(site: Path) -> Iterator[Path]:
    """Yield one page of every kind and language."""
    met: set[tuple[str, str]] = set()
    for address, seen in read_pages(site).items():
        if (seen.kind, seen.lang) not in met:
            met.add((seen.kind, seen.lang))
            yield site / address


def main() -> int:
    """Print the faults of a site, or the pages to look at; 1 when there are faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages-of-every-kind", action="store_true")
    given = parser.parse_args()
    if given.pages_of_every_kind:
        print("\n".join(str(path) for path in pages_of_every_kind(given.site)))
        return 0
    faults = list(faults_of(given.site))
    for fault in faults[:100]:
        print(fault)
    pages = sum(1 for _ in given.site.rglob("*.html"))
    print(f"{pages} pages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
