"""Explain an address: which unit owns it, why it was last made, or why the page is not there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.curate import curate
from generator.documents.coaching import sentence, withheld
from generator.foundation.store import Store, with_store
from generator.model.catalogue import Showcase
from generator.model.request import Request
from generator.model.unit import MadeUnit
from generator.outcome import Told, no_progress
from generator.read.folders import list_folders
from generator.report.messages import ReportLang
from generator.survey import read_and_gather
from generator.write.memory import SiteMemory

PARTS: dict[str, dict[ReportLang, str]] = {
    "new": {"id": "halaman ini baru", "en": "it was new"},
    "given": {"id": "kartu atau daftar yang ditampilkannya berubah", "en": "the cards or lists it shows changed"},
    "source": {"id": "producer.yaml atau fotonya berubah", "en": "its producer.yaml or photos changed"},
    "decision": {"id": "keputusan kurasi berubah", "en": "what curation decided changed"},
    "templates": {"id": "template-nya berubah", "en": "its templates changed"},
    "shell": {"id": "kerangka halaman (MkDocs) berubah", "en": "the shell (MkDocs) changed"},
    "words": {"id": "kata antarmuka berubah", "en": "interface words changed"},
    "labels": {"id": "tabel acuan berubah", "en": "a reference table changed"},
    "site": {"id": "pengaturan situs berubah", "en": "the site's settings changed"},
    "code": {"id": "program atau pustakanya berubah", "en": "the program or a library changed"},
    "folder": {"id": "folder situs bukan yang diingat", "en": "the published folder was not the remembered one"},
    "addresses": {"id": "daftar halamannya berubah", "en": "the list of its pages changed"},
}


def explain(request: Request, address: str, lang: ReportLang) -> tuple[list[str], bool]:
    """Return lines that explain an address, and whether anything is known of it."""
    return with_store(request.store, lambda store: _explain(store, request, _file_of(address), lang))


def _explain(store: Store, request: Request, path: str, lang: ReportLang) -> tuple[list[str], bool]:
    memory = SiteMemory(store, request.out)
    owner = memory.owner_of(path)
    if owner is not None:
        return _owned(owner, memory.units[owner], path, lang), True
    told, _ = read_and_gather(request, store, no_progress, list_folders(request.root))
    lines = list(_withheld(told, path, lang)) if told is not None else []
    if lines:
        return lines, True
    unknown = {"id": f"Tidak ada halaman di {path}.", "en": f"There is no page at {path}."}
    return [unknown[lang]], False


def _file_of(address: str) -> str:
    path = urlsplit(address).path.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _owned(key: str, made: MadeUnit, path: str, lang: ReportLang) -> list[str]:
    why = ", ".join(PARTS[name][lang] for name in made.why)
    texts = {
        "id": [f"{path} dibuat oleh unit {key}.", f"Terakhir dibuat karena {why}."],
        "en": [f"{path} is made by the unit {key}.", f"Last made because {why}."],
    }
    digests = [f"  {name}: {digest}" for name, digest in sorted(made.parts.items())]
    return [*texts[lang], *digests]


def _withheld(told: Told, path: str, lang: ReportLang) -> Iterator[str]:
    showcase: Showcase = curate(told.gathered.catalogue, told.site, told.as_of)
    steps = path.split("/")
    for line in withheld(showcase, dict(told.readings)):
        if line.producer in steps:
            for reason in line.reasons:
                yield f"{line.producer}: [{reason.code}] {sentence(reason, lang)}"
    for folder in told.gathered.faulty:
        if folder.rsplit("/", 1)[-1] in steps:
            texts = {
                "id": f"{folder} tidak dipakai karena berisi kesalahan; jalankan check.",
                "en": f"{folder} is left out because of its errors; run check.",
            }
            yield texts[lang]
