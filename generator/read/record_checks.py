"""What the schema cannot see: codes that exist, dates in order, sums that add up, scripts that fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from generator.model.producer import Assessment, Certification, Producer, Product
from generator.read.vocabulary import Vocabulary
from generator.report.problem import FieldPath, Problem, problem
from generator.report.suggestions import suggestion

SEA_TERMS = {"FAS", "FOB", "CFR", "CIF"}
SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh-Hans": re.compile(r"[\u3400-\u9fff]"),
    "zh-Hant": re.compile(r"[\u3400-\u9fff]"),
}


def check_record(record: Producer, vocabulary: Vocabulary, file: str, regency: str) -> Iterator[Problem]:
    """Check one producer's record against the vocabulary and against itself."""
    yield from _check_place(record, vocabulary, file, regency)
    for edition, codes in (("2020", record.kbli2020), ("2025", record.kbli2025)):
        for i, code in enumerate(codes):
            if (edition, code) not in vocabulary.kbli:
                values = {"edition": edition, "value": code}
                yield problem("unknown-kbli", file, (f"kbli{edition}", i), values=values, severity="warning")
    for name, count in (("workers", record.workers), ("members", record.members)):
        if count and count.women > count.total:
            values = {"women": str(count.women), "total": str(count.total)}
            yield problem("women-above-total", file, (name, "women"), values=values)
    if record.raw_materials:
        total = sum(material.share_pct for material in record.raw_materials)
        if total != 100:
            yield problem("materials-share", file, ("raw_materials",), values={"value": total}, on_key=True)
    seen: set[str] = set()
    for i, product in enumerate(record.products):
        if product.id in seen:
            yield problem("product-clash", file, ("products", i, "id"), values={"value": product.id})
        seen.add(product.id)
        yield from _check_product(product, vocabulary, file, ("products", i))
    for i, certification in enumerate(record.certifications):
        yield from _check_certification(certification, seen, vocabulary, file, ("certifications", i))
    for i, assessment in enumerate(record.curation):
        yield from _check_assessment(assessment, vocabulary, file, ("curation", i))
    yield from _check_words(record, vocabulary, file)


def _unknown(code: str, value: str, known: Collection[str], file: str, path: FieldPath) -> Problem:
    return problem(code, file, path, values={"value": value, **suggestion(value, known)})


def _check_place(record: Producer, vocabulary: Vocabulary, file: str, regency: str) -> Iterator[Problem]:
    slug = vocabulary.regions.get(record.region)
    if slug is None:
        yield _unknown("unknown-region", record.region, vocabulary.regions, file, ("region",))
    elif slug != regency:
        values = {"code": record.region, "slug": slug, "folder": regency}
        yield problem("region-folder", file, ("region",), values=values)


def _check_product(product: Product, vocabulary: Vocabulary, file: str, at: FieldPath) -> Iterator[Problem]:
    usual = vocabulary.categories.get(product.category)
    if usual is None:
        yield _unknown("unknown-category", product.category, vocabulary.categories, file, (*at, "category"))
    if product.hs6 not in vocabulary.hs6:
        yield _unknown("unknown-hs", product.hs6, vocabulary.hs6, file, (*at, "hs6"))
    elif usual and product.hs6 not in usual:
        values = {"value": product.hs6, "category": product.category, "choices": ", ".join(usual)}
        yield problem("hs-not-in-category", file, (*at, "hs6"), values=values, severity="warning")
    if product.port is not None:
        mode = vocabulary.ports.get(product.port)
        if mode is None:
            yield _unknown("unknown-port", product.port, vocabulary.ports, file, (*at, "port"))
        for term in product.incoterms:
            if mode == "air" and term in SEA_TERMS:
                values = {"term": term, "port": product.port}
                yield problem("sea-term-by-air", file, (*at, "incoterms", term), values=values, on_key=True)
    for i, code in enumerate(product.payment):
        if code not in vocabulary.payments:
            yield _unknown("unknown-payment", code, vocabulary.payments, file, (*at, "payment", i))
    if product.price and product.price.min > product.price.max:
        values = {"min": str(product.price.min), "max": str(product.price.max)}
        yield problem("price-reversed", file, (*at, "price", "min"), values=values)
    if product.moq and product.capacity_month and product.moq.unit != product.capacity_month.unit:
        values = {"moq": product.moq.unit, "capacity": product.capacity_month.unit}
        place = (*at, "capacity_month", "unit")
        yield problem("unlike-units", file, place, values=values, severity="warning")


def _check_certification(
    certification: Certification, products: Collection[str], vocabulary: Vocabulary, file: str, at: FieldPath
) -> Iterator[Problem]:
    if certification.scheme not in vocabulary.schemes:
        yield _unknown("unknown-scheme", certification.scheme, vocabulary.schemes, file, (*at, "scheme"))
    issued, expires = certification.issued, certification.expires
    if issued and expires and expires < issued:
        values = {"issued": issued, "expires": expires}
        yield problem("expires-before-issued", file, (*at, "expires"), values=values)
    if certification.scope != "*":
        for i, product in enumerate(certification.scope):
            if product not in products:
                yield _unknown("scope-unknown-product", product, products, file, (*at, "scope", i))


def _check_assessment(assessment: Assessment, vocabulary: Vocabulary, file: str, at: FieldPath) -> Iterator[Problem]:
    if assessment.program not in vocabulary.programs:
        yield _unknown("unknown-program", assessment.program, vocabulary.programs, file, (*at, "program"))
    if assessment.valid_until and assessment.valid_until < assessment.date:
        yield _reversed(file, (*at, "valid_until"), ("date", assessment.date), ("valid_until", assessment.valid_until))


def _reversed(file: str, path: FieldPath, earlier: tuple[str, object], later: tuple[str, object]) -> Problem:
    values = {"earlier": earlier[0], "earlier_date": earlier[1], "later": later[0], "later_date": later[1]}
    return problem("dates-reversed", file, path, values=values)


def _check_words(record: Producer, vocabulary: Vocabulary, file: str) -> Iterator[Problem]:
    for path, words in _texts(record):
        for lang, text in words.items():
            if lang not in vocabulary.languages:
                values = {"value": lang, **suggestion(lang, vocabulary.languages)}
                yield problem("unknown-language", file, (*path, lang), values=values, on_key=True)
            script = SCRIPTS.get(lang)
            if script and not script.search(text) and any(letter.isalpha() for letter in text):
                yield problem("wrong-script", file, (*path, lang), values={"lang": lang}, severity="warning")


def _texts(record: Producer) -> Iterator[tuple[FieldPath, Mapping[str, str]]]:
    yield ("tagline",), record.tagline
    yield ("story",), record.story
    for i, photo in enumerate(record.photos):
        yield ("photos", i, "alt"), photo.alt
    for i, product in enumerate(record.products):
        for name in ("name", "summary", "spec", "taste", "care", "storage", "note"):
            yield ("products", i, name), getattr(product, name)
        for j, photo in enumerate(product.photos):
            yield ("products", i, "photos", j, "alt"), photo.alt
