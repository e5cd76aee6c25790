"""Read one producer's folder: its full record, its card, its dossier, its pictures, and every problem."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError

from generator.foundation.bucket import Bucket
from generator.foundation.digest import digest_bytes, digest_value
from generator.foundation.yaml_text import parse
from generator.languages.choice import languages_with_all
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Folio, Reading
from generator.model.dossier import AssessmentFact, CertificateFact, Dossier, ProductFact
from generator.model.picture import PhotoName, Picture
from generator.model.producer import Photo, Producer, Product
from generator.photos import look as looks
from generator.photos.look import Look
from generator.photos.probe import PhotoError, opener
from generator.photos.recipe import picture_of
from generator.photos.sharing import with_producer_card, with_product_card
from generator.read.folders import PHOTOS, RECORD, Folder, Stamp, stamps_of
from generator.read.photo_advice import Use, advice_on
from generator.read.record_checks import check_record
from generator.read.schema_problems import schema_problems
from generator.read.validation import without_empty_fields
from generator.read.vocabulary import Vocabulary
from generator.report.problem import FieldPath, Problem, has_errors, problem
from generator.report.suggestions import suggestion

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


class PhotoFacts(Struct, frozen=True):
    """What is known of a photo: its bytes' digest, what a look at it told, or why it cannot be used."""

    digest: str
    look: Look | None = None
    fault: tuple[str, tuple[tuple[str, str], ...]] | None = None


TOO_HEAVY = PhotoFacts("", fault=("photo-too-heavy", ()))
"""What is said of a photo that memory did not suffice for. Never noted: the next run may have more."""


class Notes(Struct, frozen=True):
    """What the next reading of a folder may skip: its files' stamps, and what was found of the photos' bytes."""

    stamps: tuple[Stamp, ...]
    photos: Mapping[str, PhotoFacts]
    version: int = looks.VERSION

    def known(self) -> dict[Stamp, PhotoFacts]:
        """Return the facts of photos by their stamps; none when photos are looked at in another way by now."""
        if self.version != looks.VERSION:
            return {}
        stamps = {stamp.name: stamp for stamp in self.stamps}
        return {stamps[name]: facts for name, facts in self.photos.items() if name in stamps}


class FolderReading(Struct, frozen=True):
    """Everything one folder gave: what everybody may know, the rest, and what the next reading may skip."""

    reading: Reading
    folio: Folio
    notes: Notes


def make_ready() -> None:
    """Do once what reading takes at first: build the schema, import what opens photos."""
    Producer.model_rebuild()
    opener()


class Room(Struct, frozen=True):
    """What reading a folder needs, the same for all: ``photos`` is where looks at photos are kept by their digest.

    ``rules`` is the digest of the code and the vocabulary.
    """

    root: Path
    vocabulary: Vocabulary
    rules: str
    photos: Path | Bucket


def read_folder(room: Room, folder: Folder, known: Mapping[Stamp, PhotoFacts]) -> FolderReading:
    """Read one folder. ``known`` are facts of photos whose stamps did not change since they were looked at."""
    return _FolderReader(room, folder, known).read()


def unseen_photos(room: Room, folder: Folder, known: Mapping[Stamp, PhotoFacts]) -> list[Stamp]:
    """Return the photo files of a folder that nobody has looked at since they came."""
    found = stamps_of(f"{room.root}/{folder.path}")
    return [each for each in found if each.name.startswith(f"{PHOTOS}/") and not each.link and each not in known]


def look_at_file(room: Room, folder: Folder, stamp: Stamp) -> PhotoFacts:
    """Look at one photo file of a folder."""
    try:
        content = _bytes(f"{room.root}/{folder.path}/{stamp.name}", stamp.size)
        digest = digest_bytes(content)
        return PhotoFacts(digest, looks.look_through_cache(room.photos, digest, content))
    except OSError as failure:
        return PhotoFacts("", fault=("unreadable-file", (("reason", failure.strerror or str(failure)),)))
    except PhotoError as failure:
        return PhotoFacts(digest, fault=(failure.code, tuple(sorted(failure.values.items()))))


class _FolderReader:
    """One folder's reading in the making."""

    def __init__(self, room: Room, folder: Folder, known: Mapping[Stamp, PhotoFacts]) -> None:
        self.folder = folder
        self.base = f"{room.root}/{folder.path}"
        self.file = f"{folder.path}/{RECORD}"
        self.room = room
        self.vocabulary = room.vocabulary
        self.known = known
        # macOS writes é as two characters, most keyboards as one: both mean the same file.
        self.found = stamps_of(self.base)
        self.stamps = {unicodedata.normalize("NFC", stamp.name): stamp for stamp in self.found}
        self.problems: list[Problem] = []
        self.photos: dict[str, PhotoFacts] = {}
        self.pictures: dict[str, Picture] = {}
        self.marks: tuple[tuple[str, bytes], ...] = ()

    def read(self) -> FolderReading:
        record, record_digest = self._record()
        if record is not None:
            self.problems += check_record(record, self.vocabulary, self.file, self.folder.regency)
            self._look_at_photos(record)
        pictures = dict(sorted(self.pictures.items()))
        reading = self._reading(record, record_digest, pictures)
        form = b"" if record is None or reading.card is None else _json(record)
        return FolderReading(
            reading,
            Folio(form, pictures),
            Notes(self.found, {name: facts for name, facts in self.photos.items() if facts != TOO_HEAVY}),
        )

    def _record(self) -> tuple[Producer | None, str]:
        name = self.folder.id
        if not SLUG.match(name):
            better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "nama-usaha"
            values = {"name": name, "suggestion": better}
            self.problems.append(problem("folder-name", self.folder.path, values=values))
        stamp = self.stamps.get(RECORD)
        if stamp is None:
            values = {"region": self.folder.regency, "producer": name}
            self.problems.append(problem("missing-producer-file", self.folder.path, values=values))
            return None, ""
        if not self._inside(stamp, self.file, ()):
            return None, ""
        try:
            content = _bytes(f"{self.base}/{RECORD}", stamp.size)
        except OSError as failure:
            values = {"reason": failure.strerror or str(failure)}
            self.problems.append(problem("unreadable-file", self.file, values=values))
            return None, ""
        parsed = parse(content, self.file)
        self.problems += parsed.problems
        if parsed.tree is None:
            return None, digest_bytes(content)
        fields = without_empty_fields(parsed.tree, Producer) if parsed.has_blanks else parsed.tree
        try:
            record = Producer.model_validate(fields)
        except ValidationError as failure:
            self.problems += schema_problems(failure, Producer, parsed.tree, self.file)
            return None, digest_bytes(content)
        return record, digest_bytes(content)

    def _inside(self, stamp: Stamp, file: str, path: FieldPath) -> bool:
        """Tell whether a file of the folder really lies in it; a link that leads out is a problem."""
        if not stamp.link:
            return True
        base = Path(self.base).resolve()
        if (base / stamp.name).resolve().is_relative_to(base):
            return True
        self.problems.append(problem("link-leaves-folder", file, path, values={"name": stamp.name}))
        return False

    def _look_at_photos(self, record: Producer) -> None:
        own = {*record.tagline, *record.story}
        uses = [self._look_at(photo, ("photos", i), own) for i, photo in enumerate(record.photos)]
        for i, product in enumerate(record.products):
            own = set(product.name)
            for j, photo in enumerate(product.photos):
                uses.append(self._look_at(photo, ("products", i, "photos", j), own))
        sound = [use for use in uses if use is not None]
        self.problems += advice_on(sound, self.file)
        self.marks = tuple((use.file, use.look.marks) for use in sound)

    def _look_at(self, photo: Photo, at: FieldPath, own: Collection[str]) -> Use | None:
        """Find a photo and what is known of it; ``own`` are the languages its maker writes in."""
        path: FieldPath = (*at, "file")
        if "/" in photo.file or "\\" in photo.file or photo.file in {".", ".."}:
            self.problems.append(problem("link-leaves-folder", self.file, path, values={"name": photo.file}))
            return None
        if PHOTOS in self.stamps and not self._inside(self.stamps[PHOTOS], self.file, path):
            return None
        stamp = self.stamps.get(unicodedata.normalize("NFC", f"{PHOTOS}/{photo.file}"))
        if stamp is None:
            there = [each.removeprefix(f"{PHOTOS}/") for each in self.stamps if each.startswith(PHOTOS)]
            values = {"value": photo.file, **suggestion(photo.file, there)}
            self.problems.append(problem("missing-photo", self.file, path, values=values))
            return None
        if not self._inside(stamp, self.file, path):
            return None
        facts = self.photos.get(stamp.name) or self.known.get(stamp) or look_at_file(self.room, self.folder, stamp)
        self.photos[stamp.name] = facts
        if facts.fault is not None:
            code, values_of_fault = facts.fault
            values = {"value": photo.file, **dict(values_of_fault)}
            self.problems.append(problem(code, self.file, path, values=values))
        if facts.look is None:
            return None
        source = f"{self.folder.path}/{stamp.name}"
        self.pictures[photo.file] = picture_of(facts.digest, facts.look, source, dict(photo.alt), photo.focus)
        described = bool(photo.alt.keys() & own) if own else bool(photo.alt)
        return Use(stamp.name, photo.file, at, facts.look, described)

    def _reading(self, record: Producer | None, record_digest: str, pictures: Mapping[str, Picture]) -> Reading:
        sound = record is not None and not has_errors(self.problems)
        return Reading(
            id=self.folder.id,
            folder=self.folder.path,
            digest=digest_value((record_digest, pictures)),
            card=_card(record, self.folder.id, pictures, self.vocabulary) if record and sound else None,
            dossier=_dossier(record) if record and sound else None,
            cover=_first(record.photos, pictures) if record and sound else None,
            galleries=_galleries(record, pictures) if record and sound else {},
            marks=self.marks if sound else (),
            brand=record.brand if record else None,
            problems=tuple(self.problems),
        )


def _json(record: Producer) -> bytes:
    """Write a record as ``model.trusted.load`` reads it."""
    return record.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def _bytes(path: str, size: int) -> bytes:
    """Read a file in one piece, asking the system for nothing but its ``size`` bytes; grown since, it is read whole."""
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(opened, size + 1)
    finally:
        os.close(opened)
    return content if len(content) == size else Path(path).read_bytes()


def _galleries(record: Producer, pictures: Mapping[str, Picture]) -> Mapping[str, tuple[PhotoName, ...]]:
    photos = {"": record.photos} | {product.id: product.photos for product in record.products}
    return {name: tuple(pictures[p.file].name for p in each if p.file in pictures) for name, each in photos.items()}


def _card(record: Producer, producer: str, pictures: Mapping[str, Picture], vocabulary: Vocabulary) -> Card:
    products = tuple(_product_card(product, producer, record, pictures, vocabulary) for product in record.products)
    cover = _first(record.photos, pictures) or next((card.cover for card in products if card.cover), None)
    card = Card(
        id=producer,
        name=record.name,
        kind=record.kind,
        region=record.region,
        district=record.district,
        tagline=dict(record.tagline),
        cover=cover,
        products=products,
        languages=languages_with_all((record.tagline, record.story), vocabulary.site_languages),
        brand=record.brand,
    )
    return with_producer_card(card)


def _product_card(
    product: Product, producer: str, record: Producer, pictures: Mapping[str, Picture], vocabulary: Vocabulary
) -> ProductCard:
    card = ProductCard(
        id=product.id,
        producer=producer,
        producer_name=record.name,
        region=record.region,
        category=product.category,
        name=dict(product.name),
        cover=_first(product.photos, pictures),
        moq=(product.moq.qty, product.moq.unit) if product.moq else None,
        languages=languages_with_all((product.name, product.summary, product.spec), vocabulary.site_languages),
    )
    return with_product_card(card)


def _first(photos: tuple[Photo, ...], pictures: Mapping[str, Picture]) -> Picture | None:
    return next((pictures[photo.file] for photo in photos if photo.file in pictures), None)


def _dossier(record: Producer) -> Dossier:
    return Dossier(
        consent=record.consent,
        certificates=tuple(
            CertificateFact(
                index=i,
                scheme=each.scheme,
                issued=each.issued,
                expires=each.expires,
                scope=None if each.scope == "*" else tuple(each.scope),
                status=each.status,
            )
            for i, each in enumerate(record.certifications)
        ),
        products=tuple(
            ProductFact(
                each.id,
                each.category,
                each.form,
                each.storage_class,
                has_price=each.price is not None,
                price_until=each.price.valid_until if each.price else None,
            )
            for each in record.products
        ),
        assessments=tuple(
            AssessmentFact(i, each.program, each.date, each.class_, each.valid_until)
            for i, each in enumerate(record.curation)
        ),
    )
