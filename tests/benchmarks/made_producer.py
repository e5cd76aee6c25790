"""Make one producer of a made catalogue: its id, its regency and its ``producer.yaml``, from a seed and a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from generator.model.catalogue import Reference
from generator.model.reference import Category
from generator.model.text import Lang
from tests.benchmarks.stand_ins import with_stand_ins

T = TypeVar("T")
WORDS = Path(__file__).with_name("made_words.toml")
AS_OF = "2026-11-15"
"""The day for which made catalogues are made: on it, their certificates hold or have run out as intended."""
POOL = 48
"""How many pictures a catalogue with photos shares among all its producers."""
BRANDED = 3
"""The first so many producers belong to the communal brand."""
BRAND = "arga-bersama"
WITHHELD = 0.06
"""The part of all producers that consent or curation holds back; papers that have run out hold back some more."""
DIGITS = "0123456789"

_PLAIN = re.compile(r"^[^\W\d_](?:[^\n:#'\"\[\]{}|>&*!%@`]|:(?! ))*$")
_FIRST = ("Batik", "Tenun", "Kopi", "Anyam", "Dapur", "Griya", "Kelompok", "Kopwan", "Rumah", "Sanggar", "Bengkel")
_SECOND = ("Laras", "Sari", "Melati", "Rejeki", "Wangi", "Lestari", "Makmur", "Jaya", "Sekar", "Ayu", "Tirta", "Bumi")
_THIRD = ("Wetan", "Kidul", "Lor", "Kulon", "Tengah", "Anyar", "Asri", "Mulya", "Abadi", "Sentosa", "Raya", "Pertiwi")
_KINDS = ("ikm", "ukm", "umkm", "koperasi", "kopwan", "kelompok")
_PRODUCTS = (1,) * 20 + (2,) * 35 + (3,) * 25 + (4,) * 15 + (5,) * 5
"""How many products a producer has: two and a half in the middle."""
_NUMBERS: Mapping[str, str] = {
    "nib": "9999{0:09d}",
    "halal": "ID3511{0:013d}",
    "spp_irt": "P-IRT 20135{0:010d}-31",
    "bpom_md": "MD 2{0:011d}",
    "bpom_kosmetik": "NA1{0:010d}",
    "merek": "IDM{0:09d}",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A made producer: ``photos`` are pairs of a file name and a number of the shared pool.

    ``sound`` tells that nothing withholds it on the day catalogues are made for.
    """

    id: str
    regency: str
    text: str
    products: tuple[str, ...]
    photos: tuple[tuple[str, int], ...]
    sound: bool


@dataclass(frozen=True, slots=True)
class Supply:
    """What producers are made from: the site's languages, and the reference tables they name.

    A language ``made_words.toml`` does not have is written in stand-ins; where there are none, its texts fall back.
    """

    seed: int
    languages: tuple[Lang, ...]
    photos: bool
    reference: Reference


@cache
def _all_words() -> Mapping[Lang, Mapping[str, Sequence[str]]]:
    return with_stand_ins(tomllib.loads(WORDS.read_text(encoding="utf-8")))


def words_of(lang: Lang) -> Mapping[str, Sequence[str]]:
    """Return what producers say in a language."""
    return _all_words()[lang]


def make_producer(supply: Supply, number: int) -> Made:
    """Make the producer of this number: the same whatever the number of all producers is."""
    return _Maker(supply, number).make()


class _Maker:
    """One producer in the making; every choice comes from its own chance."""

    def __init__(self, supply: Supply, number: int) -> None:
        self.supply = supply
        self.number = number
        self.chance = Random(f"{supply.seed}/{number}")
        first, second, third = self._any(_FIRST), self._any(_SECOND), self._any(_THIRD)
        self.name = f"{first} {second} {third}"
        self.id = f"{first}-{second}-{third}-{number:05d}".lower()
        regions = sorted(supply.reference.regions.items())
        self.region, place = regions[self._spread(len(regions))]
        self.regency = place.slug
        self.place = place.short
        categories = sorted(supply.reference.categories)
        self.category = supply.reference.categories[categories[self._spread(len(categories))]]
        self.people = 3 + self._below(60)
        self.fate = self.chance.random()
        written = tuple(lang for lang in supply.languages if lang in _all_words())
        whole = self.chance.random() < 0.85
        self.languages = written if whole else written[: 1 + self._below(len(written))]
        self.photos: list[tuple[str, int]] = []
        self.sound = self.fate >= WITHHELD

    def make(self) -> Made:
        products = [self._product(place) for place in range(self._any(_PRODUCTS))]
        record = {
            "fictional": "true",
            "name": self.name,
            "kind": self._any(_KINDS),
            "region": f"'{self.region}'",
            "district": f"Kecamatan {self._any(_THIRD)}",
            "established": str(1970 + self._below(54)),
            "workers": {"total": str(self.people), "women": str(self._below(self.people))},
            **({"brand": BRAND} if self.number < BRANDED else {}),
            "kbli2020": [f"'{self.category.kbli2020[0]}'"],
            "tagline": self._said("tagline"),
            "story": self._story(),
            **self._photos_of("usaha", 1),
            "contact": self._contact(),
            "consent": self._consent(),
            "raw_materials": list(self._materials()),
            "sustainability": {"waste": self._said("waste"), "work": self._said("work")},
            "support": [{"year": "2024", "by": "Disperindag (contoh)", "what": self._said("support")}],
            "certifications": list(self._certifications([product["id"] for product in products])),
            **self._curation(),
            "products": products,
        }
        text = "# Produsen buatan untuk pengukuran: tidak ada yang nyata di sini.\n" + "\n".join(_lines(record)) + "\n"
        ids = tuple(product["id"] for product in products)
        return Made(self.id, self.regency, text, ids, tuple(self.photos), self.sound)

    def _below(self, limit: int) -> int:
        return int(self.chance.random() * limit)

    def _any(self, choices: Sequence[T]) -> T:
        return choices[self._below(len(choices))]

    def _spread(self, count: int) -> int:
        """Take every other producer in turn, so that nothing stays empty, and crowd the others to the front."""
        if self.number % 2 == 0:
            return self.number // 2 % count
        return int(count * self.chance.random() ** 2)

    def _digits(self, count: int) -> str:
        return "".join(self._any(DIGITS) for _ in range(count))

    def _said(self, key: str) -> dict[Lang, str]:
        """Choose the same text in every language the producer writes."""
        choice = self._below(len(words_of("en")[key]))
        return {lang: self._filled(words_of(lang)[key][choice]) for lang in self.languages}

    def _filled(self, text: str) -> str:
        return text.format(name=self.name, place=self.place, year=1970 + self.people, count=self.people)

    def _story(self) -> dict[Lang, str]:
        """Tell five to seven paragraphs, in an order of their own."""
        order = list(range(len(words_of("en")["story"])))
        self.chance.shuffle(order)
        chosen = order[: 5 + self._below(3)]
        return {
            lang: "\n\n".join(self._filled(words_of(lang)["story"][place]) for place in chosen)
            for lang in self.languages
        }

    def _photos_of(self, name: str, count: int) -> dict[str, Any]:
        if not self.supply.photos:
            return {}
        photos = []
        for place in range(count):
            file = f"{name}-{place + 1}.jpg"
            self.photos.append((file, self._below(POOL)))
            photos.append({"file": file, "alt": self._said("alt"), "focus": ["0.5", "0.4"]})
        return {"photos": photos}

    def _contact(self) -> dict[str, Any]:
        return {
            "phone": f"'+62 800-{self._digits(4)}-{self._digits(4)}'",
            "email": f"halo@{self.id}.example",
            "website": f"https://{self.id}.example/",
            "public_role": "Pengelola usaha",
            "languages": ["id", "en"],
        }

    def _consent(self) -> dict[str, str]:
        answers = {
            "profile": _yes(self.fate >= 0.015),
            "photos": "true",
            "story": _yes(self.chance.random() < 0.97),
            "phone": _yes(self.chance.random() < 0.9),
            "email": _yes(self.chance.random() < 0.9),
            "price": _yes(self.chance.random() < 0.7),
            "exact_address": "false",
            "map_pin": "district",
            "translation": "true",
            "given_on": "2026-03-10",
            "form_version": "'2026-01'",
        }
        return answers | ({"withdrawn_on": "2026-10-01"} if 0.015 <= self.fate < 0.02 else {})

    def _materials(self) -> Iterator[dict[str, Any]]:
        shares = self._any(((100,), (70, 30), (60, 25, 15), (50, 30, 20)))
        start = self._below(len(words_of("en")["material"]))
        for step, share in enumerate(shares):
            place = (start + step) % len(words_of("en")["material"])
            local = step < 2 or self.chance.random() < 0.5
            yield {
                "name": {lang: words_of(lang)["material"][place] for lang in self.languages},
                "share_pct": str(share),
                "origin_country": "ID" if local else "CN",
                **({"origin_region": f"'{self.region}'"} if local else {}),
            }

    def _certifications(self, products: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Hold what the category demands, and one or two that it recommends; some have run out."""
        demanded = [requirement.any_of[0] for requirement in self.category.required]
        wished = [scheme for scheme in self.category.recommended if self.chance.random() < 0.5]
        for place, scheme in enumerate(dict.fromkeys((*demanded, *wished[:2]))):
            out = place > 0 and self.chance.random() < 0.02
            self.sound = self.sound and not out
            number = _NUMBERS.get(scheme, f"{scheme.upper()}-{{0:06d}}").format(self.number)
            yield {
                "scheme": scheme,
                "number": f"'{number}'",
                "issued": f"202{self._below(5)}-0{1 + self._below(9)}-1{self._below(10)}",
                **({"expires": "2026-09-30" if out else f"2027-0{1 + self._below(9)}-28"} if place else {}),
                **({"scope": [products[0]]} if scheme in wished and len(products) > 1 else {}),
                "verified": {"date": "2026-10-20", "method": self._any(("portal", "document", "visit"))},
            }

    def _curation(self) -> dict[str, Any]:
        if 0.02 <= self.fate < 0.03:
            return {}
        program = self.supply.reference.curations["rumah-kurasi"]
        judged = {
            "program": program.id,
            "body": "Rumah Kurasi (contoh)",
            "date": f"2025-{10 + self._below(3)}-0{1 + self._below(9)}",
            "class": "local" if 0.03 <= self.fate < 0.045 else self._any(("national", "national", "export")),
            "scores": {aspect: str(60 + self._below(40)) for aspect in program.aspects},
            "certificate": f"RK/CONTOH/2025/{self.number:05d}",
            "valid_until": "2026-10-31" if 0.045 <= self.fate < WITHHELD else "2027-10-01",
        }
        return {"curation": [judged]}

    def _product(self, place: int) -> dict[str, Any]:
        category, product = self.category, f"{self.category.id}-{place + 1}"
        unit = self._any(("pcs", "kg", "ctn", "set"))
        least = (1 + self._below(40)) * 5
        price = 2 + self._below(90)
        food = any("halal" in requirement.any_of for requirement in category.required)
        return {
            "id": product,
            "category": category.id,
            "hs6": f"'{self._any(category.hs6)}'",
            "name": self._name(category),
            "summary": self._said("summary"),
            "spec": self._said("spec"),
            "care": self._said("care"),
            **({"note": self._said("note")} if self.chance.random() < 0.4 else {}),
            "net": {"value": str((1 + self._below(20)) * 50), "unit": "g"},
            "form": "retail" if food else "craft",
            "moq": {"qty": str(least), "unit": unit},
            "capacity_month": {"qty": str(least * (4 + self._below(30))), "unit": unit},
            "lead_time_days": str(14 + self._below(60)),
            "packing": {
                "inner": self._said("inner"),
                "units_per_carton": str(12 * (1 + self._below(8))),
                "carton_cm": ["45", "35", str(20 + self._below(20))],
                "gross_kg": f"{4 + self._below(12)}.5",
            },
            "incoterms": {"EXW": self.place, "FCA": "Surabaya", "FOB": "Tanjung Perak, Surabaya (IDSUB)"},
            "port": "IDSUB",
            "payment": ["TT-30-70", "LC-SIGHT"],
            "sample": {"available": "true", "paid": _yes(self.chance.random() < 0.5), "days": "7"},
            "price": {
                "min": str(price),
                "max": str(price + 1 + self._below(30)),
                "currency": "USD",
                "unit": unit,
                "incoterm": "FOB",
                "valid_until": "2027-06-30",
            },
            "local_content_pct": str(60 + self._below(41)),
            **({"shelf_life_days": str(90 + self._below(300))} if food else {}),
            **self._photos_of(product, 1 + self._below(2)),
        }

    def _name(self, category: Category) -> dict[Lang, str]:
        adjective, size = self._below(8), self._below(8)
        said = {}
        for lang in self.languages:
            noun = category.name.get(lang, category.name["en"])
            words = words_of(lang)
            parts = (words["adjective"][adjective], noun)
            if lang in {"id", "ms", "ar"}:
                parts = (noun, words["adjective"][adjective])
            gap = "" if lang in {"ja", "zh-Hans", "ko"} else " "
            said[lang] = f"{gap.join(parts)} {words['size'][size]}"
        return said


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _lines(record: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Write a record as YAML an editor could have written."""
    for key, value in record.items():
        match value:
            case str():
                yield from _scalar_lines(key, value, indent)
            case dict():
                if value:
                    yield f"{indent}{key}:"
                    yield from _lines(value, f"{indent}  ")
            case [dict(), *_]:
                yield f"{indent}{key}:"
                for item in value:
                    first, *rest = _lines(item, f"{indent}    ")
                    yield f"{indent}  - {first.lstrip()}"
                    yield from rest
            case list():
                yield f"{indent}{key}: [{', '.join(value)}]"


def _scalar_lines(key: str, value: str, indent: str) -> Iterator[str]:
    """Write one text: in a block where it has paragraphs, in quotes where it must."""
    if "\n" in value:
        yield f"{indent}{key}: |-"
        for line in value.split("\n"):
            yield f"{indent}  {line}" if line else ""
    elif _is_code(value) or _PLAIN.match(value):
        yield f"{indent}{key}: {value}"
    else:
        yield f"{indent}{key}: '{value.replace(chr(39), chr(39) * 2)}'"


_is_code: Callable[[str], object] = re.compile(r"^(?:'[^']*'|[0-9.-]+)$").match
