"""The coaching list in its first form: who is withheld, whose photos could be better, why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.model.catalogue import Reading, Showcase
from generator.model.decision import Decision, Reason
from generator.model.settings import ALL_PHOTO_ADVICE
from generator.report.messages import ReportLang
from generator.report.problem import Problem

SENTENCES: dict[str, dict[ReportLang, str]] = {
    "not-curated": {
        "id": "Belum dikurasi. Daftarkan ke rumah kurasi terdekat.",
        "en": "Not curated yet. Register with the nearest curation house.",
    },
    "curation-expired": {
        "id": "Kurasi {program} berlaku sampai {until}. Ajukan kurasi ulang.",
        "en": "The {program} curation was valid until {until}. Apply for a new one.",
    },
    "class-not-accepted": {
        "id": "Kelas terakhir “{class}” ({program}) belum diterima di sini. Tutup catatan kurator, lalu kurasi ulang.",
        "en": "The latest class “{class}” ({program}) is not accepted here. Close the notes, be curated again.",
    },
    "no-consent": {
        "id": "Belum ada persetujuan menampilkan profil (consent.profile).",
        "en": "There is no consent to show the profile (consent.profile).",
    },
    "consent-withdrawn": {
        "id": "Persetujuan telah ditarik; semua data dihapus dari situs.",
        "en": "Consent was withdrawn; everything is removed from the site.",
    },
    "no-product-may-be-shown": {
        "id": "Tidak ada produk yang boleh tampil.",
        "en": "No product may be shown.",
    },
    "certificate-missing": {
        "id": "Produk {product}: sertifikat wajib {scheme} belum ada.",
        "en": "Product {product}: the mandatory certificate {scheme} is missing.",
    },
    "certificate-expired": {
        "id": "Produk {product}: sertifikat wajib {scheme} berakhir {expired}. Perpanjang.",
        "en": "Product {product}: the mandatory certificate {scheme} expired on {expired}. Renew it.",
    },
    "badge-dropped": {
        "id": "Lencana {scheme} tidak tampil: sertifikatnya berakhir. Uji atau perpanjang lagi.",
        "en": "The badge {scheme} is not shown: its certificate has expired. Test again or renew.",
    },
}


class Withheld(Struct, frozen=True):
    """One line of the list: a producer, whether it is published at all, and the reasons, each with its code."""

    producer: str
    folder: str
    published: bool
    reasons: tuple[Reason, ...]


def withheld(showcase: Showcase, readings: dict[str, Reading]) -> Iterator[Withheld]:
    """Yield the producers of whom something is withheld, by id."""
    for name in sorted(showcase.decisions):
        reasons = tuple(_reasons(showcase.decisions[name]))
        if reasons:
            yield Withheld(name, readings[name].folder, showcase.decisions[name].published, reasons)


def photo_advice(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Return the warnings about photos, by the producer's folder, in the order of folders and of the record."""
    advice = sorted((each for each in problems if each.code in ALL_PHOTO_ADVICE), key=lambda each: each.place.file)
    found: dict[str, tuple[Problem, ...]] = {}
    for each in advice:
        folder = each.place.file.rpartition("/")[0]
        found[folder] = (*found.get(folder, ()), each)
    return found


def sentence(reason: Reason, lang: ReportLang) -> str:
    """Say one reason in one language."""
    return SENTENCES[reason.code][lang].format(**dict(reason.values))


def _reasons(decision: Decision) -> Iterator[Reason]:
    yield from decision.reasons
    for product in decision.products:
        yield from product.reasons
    schemes = {standing.index: standing.scheme for standing in decision.certificates}
    mandatory = {dict(r.values)["scheme"] for p in decision.products for r in p.reasons}
    for index in decision.dropped_badges:
        if schemes[index] not in mandatory:
            yield Reason("badge-dropped", (("scheme", schemes[index]),))
