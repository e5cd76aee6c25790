"""An equivalent Hugo site: the same YAML records, the same addresses, as many bytes a page, made by content adapters.

Our conversion is not measured, Hugo's reading of the records is: ``data/producers/`` holds the very files. Layouts
lie in ``hugo_layouts/``; whatever bytes a page lacks beside ours stand there as plain text, which favours Hugo.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.request import HOUSE
from generator.model.text import Lang
from tests.benchmarks.measuring import Measured, measure
from tests.benchmarks.page_set import Address, Kind, mean_bytes, published

LAYOUTS = Path(__file__).with_name("hugo_layouts")
KINDS: tuple[Kind, ...] = ("product", "producer", "booth", "list")
TABLES = ("categories", "regions", "certifications", "kinds", "units", "payments", "ports", "hs")
CARDS = {"product": 4, "producer": 0, "booth": 0, "list": 24}
"""How many cards of others a page of each kind shows."""
ADAPTER = """\
{{- range (index hugo.Data "pages" site.Language.Params.code) -}}
  {{- $page := . -}}
  {{- $content := "" -}}
  {{- if eq .type "producer" -}}
    {{- $story := (index hugo.Data.producers .owner).story -}}
    {{- $content = or (index $story site.Language.Params.code) (index $story "en") "" -}}
  {{- end -}}
  {{- $.AddPage (dict
    "path" .path "title" .title "type" .type "url" .url
    "params" (dict "owner" .owner "product" .product "place" .place "cards" .cards "base" .base "section" .section)
    "content" (dict "mediaType" "text/markdown" "value" $content)) -}}
{{- end -}}
"""


@dataclass(frozen=True, slots=True)
class HugoSite:
    """A Hugo project: its folder, and where it publishes."""

    hugo: Path
    folder: Path
    out: Path

    def build(self, *, tuned: bool) -> Measured:
        """Build from nothing and measure it. Raises ``CommandFailed``."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self.folder / "resources", ignore_errors=True)
        command = [str(self.hugo), "--quiet", "--destination", str(self.out), "--noBuildLock"]
        environment = {"HUGO_PARAMS_TUNED": "true", "GOGC": "400"} if tuned else {"HUGO_PARAMS_TUNED": "false"}
        environment["HUGO_CACHEDIR"] = str(self.folder / "cache")
        return measure(command, self.folder, environment)


def make_site(hugo: Path, folder: Path, root: Path, site: Path, languages: Sequence[Lang]) -> HugoSite:
    """Make the project for a catalogue ``root`` that Etalase published as ``site``, and pad its layouts."""
    addresses = published(site)
    shutil.copytree(LAYOUTS, folder / "layouts")
    _write(folder / "hugo.json", json.dumps(_settings(languages)))
    data = folder / "data"
    (data / "producers").mkdir(parents=True)
    for record in sorted(root.glob("producers/*/*/producer.yaml")):
        os.link(record, data / "producers" / f"{record.parent.name}.yaml")
    for table in TABLES:
        shutil.copy(HOUSE / "content" / "reference" / f"{table}.yaml", data / f"{table}.yaml")
    products = sorted({tuple(each.address.split("/")[2:4]) for each in addresses if each.kind == "product"})
    for lang in languages:
        _write(folder / f"content/{lang}/_content.gotmpl", ADAPTER)
        listed = list(_pages(addresses, lang, languages, products))
        _write(data / "pages" / f"{lang}.json", json.dumps(listed))
    for each in addresses:
        if each.kind == "file":
            target = folder / "static" / each.address
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / each.address, target)
    made = HugoSite(hugo, folder, folder.with_name(f"{folder.name}-out"))
    _pad(made, mean_bytes(addresses), dict.fromkeys(KINDS, 0))
    return made


def _pad(made: HugoSite, ours: Mapping[Kind, float], padding: dict[Kind, int]) -> None:
    """Build once, see how many bytes each kind lacks, and put them into its layout."""
    for kind in KINDS:
        _write(made.folder / f"layouts/_partials/padding-{kind}.html", "")
    made.build(tuned=False)
    theirs = mean_bytes(published(made.out))
    for kind in KINDS:
        if kind in ours and kind in theirs:
            padding[kind] = max(0, round(ours[kind] - theirs[kind]))
        _write(made.folder / f"layouts/_partials/padding-{kind}.html", _plain_text(padding[kind]))


def _plain_text(size: int) -> str:
    line = "<p>Text as a layout holds it, the same on every page of its kind.</p>\n"
    return (line * (size // len(line) + 1))[:size]


def _pages(
    addresses: Sequence[Address], lang: Lang, languages: Sequence[Lang], products: Sequence[tuple[str, ...]]
) -> Iterator[dict[str, object]]:
    """List the pages of one language; those of none belong to the first."""
    for number, each in enumerate(addresses):
        parts = each.address.split("/")
        own = next((part for part in parts if part in languages), languages[0])
        if each.kind == "file" or own != lang:
            continue
        url = f"/{each.address.removesuffix('index.html')}"
        count = CARDS[each.kind]
        yield {
            "path": f"page-{number}",
            "title": parts[-2] if len(parts) > 1 else "Etalase",
            "type": each.kind,
            "url": url,
            "base": url.replace(f"/{lang}/", "/{lang}/"),
            "section": parts[1] if len(parts) > 2 else "home",
            "owner": each.owner,
            "product": parts[3] if each.kind == "product" else "",
            "place": _place(parts[3]) if each.kind == "product" else 0,
            "cards": [_card(products[(number * 7 + step * 13) % len(products)]) for step in range(count)],
        }


def _card(product: tuple[str, ...]) -> list[str | int]:
    owner, name = product
    return [owner, name, _place(name)]


def _place(product: str) -> int:
    """Return a product's place in its record: made catalogues number their products."""
    return int(product.rpartition("-")[2]) - 1


def _settings(languages: Sequence[Lang]) -> dict[str, object]:
    spoken = {
        lang.lower(): {
            "label": lang,
            "direction": "rtl" if lang == "ar" else "ltr",
            "contentDir": f"content/{lang}",
            "weight": place + 1,
            "params": {"code": lang},
        }
        for place, lang in enumerate(languages)
    }
    return {
        "baseURL": "https://uji.example/",
        "title": "Etalase Uji",
        "defaultContentLanguage": languages[0].lower(),
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["section", "taxonomy", "term", "rss", "home", "404"],
        "disableAliases": True,
        "enableRobotsTXT": False,
        "languages": spoken,
        "markup": {"goldmark": {"renderer": {"unsafe": False}}},
        "params": {"tuned": False},
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def hugo_version(hugo: Path) -> str:
    """Return Hugo's version as it tells it."""
    return subprocess.run([str(hugo), "version"], capture_output=True, text=True, check=True).stdout.split()[1]
