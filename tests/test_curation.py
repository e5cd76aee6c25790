"""Curation is the gate: who and what may be shown on a date, why the rest may not, and that nothing slips through."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product as every
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from generator.curate import decide
from generator.model.catalogue import Reference
from generator.model.decision import Decision
from generator.model.dossier import AssessmentFact, CertificateFact, Dossier, ProductFact
from generator.model.producer import Consent
from generator.model.reference import Category, CertificationScheme, Condition, Requirement
from generator.model.request import HOUSE
from generator.model.settings import Settings
from generator.read.content import read_reference
from tests.conftest import SampleSite
from tests.small_catalogue import AS_OF, Catalogue

TODAY = dt.date(2026, 11, 15)
PAST, FUTURE = dt.date(2024, 1, 31), dt.date(2028, 1, 31)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(1), TODAY + dt.timedelta(1)
ALL_YES = Consent(profile=True, photos=True, story=True, phone=True, email=True, price=True)


@cache
def rules() -> Reference:
    """Return reference tables with a strict category and a free one."""
    words = {"en": "x"}

    def scheme(code: str, **more: Any) -> CertificationScheme:
        return CertificationScheme(id=code, category="food", name=words, short=words, issuer="x", **more)

    def category(code: str, *required: Requirement) -> Category:
        return Category(id=code, name=words, sector="food", hs6=("090121",), required=required)

    house, problems = read_reference(HOUSE)
    assert problems == []
    return structs.replace(
        house,
        certifications={
            "nib": scheme("nib"),
            "p_irt": scheme("p_irt", badge=2),
            "bpom": scheme("bpom", badge=1),
            "cold": scheme("cold"),
            "lab": scheme("lab", badge=3),
            "private": scheme("private", public=False),
        },
        categories={
            "free": category("free"),
            "food": category(
                "food",
                Requirement(any_of=("nib",)),
                Requirement(any_of=("p_irt", "bpom"), when=Condition(form=("retail",))),
                Requirement(
                    any_of=("cold",), when=Condition(form=("retail", "bulk"), storage_class=("chilled", "frozen"))
                ),
            ),
        },
    )


def paper(
    index: int,
    scheme: str,
    *,
    issued: dt.date | None = PAST,
    expires: dt.date | None = FUTURE,
    scope: tuple[str, ...] | None = None,
    status: str = "granted",
) -> CertificateFact:
    return CertificateFact(index, scheme, issued, expires, scope, status)


def judged(
    index: int, curation: str, date: dt.date = PAST, until: dt.date | None = None, program: str = "rumah-kurasi"
) -> AssessmentFact:
    return AssessmentFact(index, program, date, curation, until)


def goods(name: str = "a", category: str = "free", form: str = "retail", storage: str = "ambient") -> ProductFact:
    return ProductFact(name, category, form, storage)


def decided(
    *,
    consent: Consent = ALL_YES,
    papers: Sequence[CertificateFact] = (),
    products: Sequence[ProductFact] = (goods(),),
    assessments: Sequence[AssessmentFact] = (judged(0, "national"),),
    settings: Settings | None = None,
    today: dt.date = TODAY,
) -> Decision:
    dossier = Dossier(consent, tuple(papers), tuple(products), tuple(assessments))
    return decide("x", dossier, rules(), settings or Settings(), today)


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


# Consent


@pytest.mark.parametrize(
    ("consent", "reasons"),
    [
        (ALL_YES, []),
        (Consent(), ["no-consent"]),
        (Consent(photos=True, story=True, phone=True), ["no-consent"]),
        (Consent(profile=True), []),
        (ALL_YES.model_copy(update={"withdrawn_on": YESTERDAY}), ["consent-withdrawn"]),
        (ALL_YES.model_copy(update={"withdrawn_on": TODAY}), ["consent-withdrawn"]),
        (ALL_YES.model_copy(update={"withdrawn_on": TOMORROW}), []),
    ],
    ids=["all", "nothing-said", "no-profile", "profile-only", "withdrawn", "withdrawn-today", "withdrawn-tomorrow"],
)
def test_nobody_is_shown_without_consent(consent: Consent, reasons: list[str]) -> None:
    decision = decided(consent=consent)
    assert codes(decision) == reasons
    assert decision.published == (not reasons)


SHOWN = {
    "phone": "show_phone",
    "email": "show_email",
    "exact_address": "show_address",
    "story": "show_story",
    "photos": "show_photos",
}


@pytest.mark.parametrize(("field", "flag"), SHOWN.items())
def test_each_line_needs_its_own_consent(field: str, flag: str) -> None:
    allowed = decided(consent=Consent(profile=True, **{field: True}))
    flags = {name for name in SHOWN.values() if getattr(allowed, name)}
    assert flags == {flag}
    withdrawn = decided(consent=Consent(profile=True, withdrawn_on=TODAY, **{field: True}))
    assert not getattr(withdrawn, flag)
    assert not getattr(decided(consent=Consent(**{field: True})), flag), "no line is shown without the profile"


@pytest.mark.parametrize(("pin", "shown"), [("none", False), ("regency", False), ("district", True)])
def test_the_district_needs_the_pin(pin: str, shown: bool) -> None:
    assert decided(consent=Consent.model_validate({"profile": "true", "map_pin": pin})).show_district is shown


@pytest.mark.parametrize(
    ("has_price", "until", "shown"),
    [(True, None, True), (True, TODAY, True), (True, YESTERDAY, False), (False, None, False)],
    ids=["open-ended", "last-day", "lapsed", "none"],
)
def test_a_price_needs_consent_and_a_day_on_which_it_holds(has_price: bool, until: dt.date | None, shown: bool) -> None:
    priced = structs.replace(goods(), has_price=has_price, price_until=until)
    assert decided(products=[priced]).shown_prices == (("a",) if shown else ())
    assert decided(products=[priced], consent=Consent(profile=True)).shown_prices == ()


# Assessments


@pytest.mark.parametrize(
    ("assessments", "counts", "reasons"),
    [
        ([], None, ["not-curated"]),
        ([judged(0, "national")], 0, []),
        ([judged(0, "export")], 0, []),
        ([judged(0, "local")], 0, ["class-not-accepted"]),
        ([judged(0, "national", TODAY)], 0, []),
        ([judged(0, "national", TOMORROW)], None, ["not-curated"]),
        ([judged(0, "national", PAST), judged(1, "local", YESTERDAY)], 1, ["class-not-accepted"]),
        ([judged(0, "local", PAST), judged(1, "national", YESTERDAY)], 1, []),
        ([judged(0, "national", YESTERDAY), judged(1, "local", PAST)], 0, []),
        ([judged(0, "national", PAST), judged(1, "local", TOMORROW)], 0, []),
        ([judged(0, "national", PAST, until=TODAY)], 0, []),
        ([judged(0, "national", PAST, until=YESTERDAY)], None, ["curation-expired"]),
        ([judged(0, "national", PAST), judged(1, "export", dt.date(2025, 1, 1), until=YESTERDAY)], 0, []),
        ([judged(0, "local", PAST), judged(1, "export", TODAY, until=YESTERDAY)], 0, ["class-not-accepted"]),
        ([judged(0, "local", TODAY), judged(1, "national", TODAY)], 1, []),
    ],
    ids=[
        "none", "national", "export", "local", "today", "tomorrow", "later-is-worse", "later-is-better",
        "order-in-the-file-does-not-matter", "future-one-is-ignored", "last-day", "expired",
        "expired-one-falls-back", "expired-one-falls-back-on-a-worse", "same-day-the-last-written-counts",
    ],
)  # fmt: skip
def test_the_latest_valid_assessment_counts(
    assessments: list[AssessmentFact], counts: int | None, reasons: list[str]
) -> None:
    decision = decided(assessments=assessments)
    assert decision.assessment == counts
    assert codes(decision) == reasons


def test_a_site_chooses_classes_and_programmes() -> None:
    rounds = [judged(0, "local", PAST), judged(1, "export", YESTERDAY, program="kki-bi")]
    assert decided(assessments=rounds, settings=Settings(accepts=("local",))).published is False
    assert decided(assessments=rounds, settings=Settings(programs=("rumah-kurasi",))).assessment == 0
    assert decided(assessments=rounds, settings=Settings(programs=("kki-bi",))).published
    assert codes(decided(assessments=rounds, settings=Settings(programs=("sarinah",)))) == ["not-curated"]


def test_an_expired_curation_says_which_and_until_when() -> None:
    rounds = [judged(0, "export", PAST, until=PAST, program="sarinah"), judged(1, "local", PAST, until=YESTERDAY)]
    (reason,) = decided(assessments=rounds).reasons
    assert dict(reason.values) == {"program": "rumah-kurasi", "until": YESTERDAY.isoformat()}


# Certificates

MISSING, EXPIRED = "certificate-missing", "certificate-expired"


@pytest.mark.parametrize(
    ("product", "papers", "reasons"),
    [
        (goods(), [], []),
        (goods(category="food", form="craft"), [paper(0, "nib")], []),
        (goods(category="food", form="craft"), [], [(MISSING, "nib")]),
        (goods(category="food"), [paper(0, "nib")], [(MISSING, "p_irt | bpom")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt")], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "bpom")], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", expires=YESTERDAY)], [(EXPIRED, "p_irt")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", expires=TODAY)], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", expires=PAST), paper(2, "bpom")], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", expires=PAST), paper(2, "p_irt")], []),
        (goods(category="food"), [paper(0, "nib", expires=None), paper(1, "p_irt", issued=None)], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", status="pending")], [(MISSING, "p_irt | bpom")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", status="revoked")], [(MISSING, "p_irt | bpom")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", issued=TOMORROW)], [(MISSING, "p_irt | bpom")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", scope=("a",))], []),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", scope=("b",))], [(MISSING, "p_irt | bpom")]),
        (goods(category="food"), [paper(0, "nib"), paper(1, "p_irt", scope=())], [(MISSING, "p_irt | bpom")]),
        (goods(category="food", form="bulk"), [paper(0, "nib")], []),
        (goods(category="food", form="bulk", storage="frozen"), [paper(0, "nib")], [(MISSING, "cold")]),
        (goods(category="food", form="bulk", storage="chilled"), [paper(0, "nib"), paper(1, "cold")], []),
        (goods(category="food", form="live", storage="frozen"), [paper(0, "nib")], []),
        (
            goods(category="food", storage="frozen"),
            [],
            [(MISSING, "nib"), (MISSING, "p_irt | bpom"), (MISSING, "cold")],
        ),
    ],
    ids=[
        "nothing-demanded", "all-there", "missing", "missing-any-of", "one-of-them", "the-other-of-them", "expired",
        "last-day", "expired-but-another-kind", "expired-but-renewed", "without-dates", "pending", "revoked",
        "not-yet-issued", "scope-names-it", "scope-names-another", "scope-names-nothing", "form-exempts",
        "storage-demands", "storage-satisfied", "both-conditions-must-hold", "all-missing",
    ],
)  # fmt: skip
def test_a_mandatory_certificate_holds_the_product_back(
    product: ProductFact, papers: list[CertificateFact], reasons: list[tuple[str, str]]
) -> None:
    decision = decided(products=[product], papers=papers)
    (made,) = decision.products
    assert [(reason.code, dict(reason.values)["scheme"]) for reason in made.reasons] == reasons
    assert all(dict(reason.values)["product"] == "a" for reason in made.reasons)
    assert made.published == (not reasons)
    assert decision.published == (not reasons)
    assert codes(decision) == (["no-product-may-be-shown"] if reasons else [])


def test_only_the_product_without_its_paper_is_held_back() -> None:
    products = [goods("a", "food"), goods("b", "food"), goods("c")]
    papers = [paper(0, "nib"), paper(1, "p_irt", scope=("a",)), paper(2, "p_irt", scope=("b",), expires=YESTERDAY)]
    decision = decided(products=products, papers=papers)
    assert decision.published
    assert [(made.id, made.published, made.certificates) for made in decision.products] == [
        ("a", True, (0, 1)),
        ("b", False, (0,)),
        ("c", True, (0,)),
    ]
    assert dict(decision.products[1].reasons[0].values)["expired"] == YESTERDAY.isoformat()


@pytest.mark.parametrize(
    ("fact", "state", "shown", "dropped"),
    [
        (paper(0, "lab"), "valid", (0,), ()),
        (paper(0, "lab", expires=YESTERDAY), "expired", (), (0,)),
        (paper(0, "lab", issued=TOMORROW), "not-yet", (), ()),
        (paper(0, "lab", status="pending"), "pending", (), ()),
        (paper(0, "lab", status="revoked"), "revoked", (), ()),
        (paper(0, "private"), "valid", (), ()),
        (paper(0, "private", expires=YESTERDAY), "expired", (), ()),
    ],
    ids=["valid", "lapsed", "not-yet-issued", "pending", "revoked", "private", "private-lapsed"],
)
def test_a_voluntary_certificate_only_loses_its_badge(
    fact: CertificateFact, state: str, shown: tuple[int, ...], dropped: tuple[int, ...]
) -> None:
    decision = decided(papers=[fact])
    assert decision.published
    assert [standing.state for standing in decision.certificates] == [state]
    assert decision.shown_certificates == shown
    assert decision.products[0].certificates == shown
    assert decision.dropped_badges == dropped


def test_a_renewed_certificate_drops_no_badge() -> None:
    old, new = paper(0, "lab", expires=YESTERDAY, scope=("a",)), paper(1, "lab", issued=YESTERDAY)
    assert decided(papers=[old, new]).dropped_badges == ()
    elsewhere = paper(1, "lab", issued=YESTERDAY, scope=("b",))
    assert decided(papers=[old, elsewhere], products=[goods("a"), goods("b")]).dropped_badges == (0,)


def test_all_reasons_are_told_at_once() -> None:
    decision = decided(consent=Consent(), assessments=[], products=[goods(category="food")])
    assert codes(decision) == ["no-consent", "not-curated", "no-product-may-be-shown"]


FACTS = st.lists(
    st.builds(
        CertificateFact,
        st.just(0),
        st.sampled_from(["nib", "p_irt", "bpom", "cold", "lab", "private", "unknown"]),
        st.sampled_from([None, PAST, TODAY, TOMORROW]),
        st.sampled_from([None, PAST, YESTERDAY, TODAY, FUTURE]),
        st.sampled_from([None, (), ("a",), ("b",), ("a", "b")]),
        st.sampled_from(["granted", "pending", "revoked"]),
    ),
    max_size=6,
)
GOODS = [
    goods(name, "food", form, storage)
    for name, (form, storage) in zip("ab", every(["retail"], ["ambient", "frozen"]), strict=True)
]


def numbered(facts: Iterable[CertificateFact]) -> list[CertificateFact]:
    return [structs.replace(fact, index=i) for i, fact in enumerate(facts)]


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_certificates_decides_nothing(facts: list[CertificateFact], random: Any) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    first, second = (decided(papers=numbered(order), products=GOODS) for order in (facts, shuffled))
    assert first.published == second.published
    assert codes(first) == codes(second)
    for one, other in zip(first.products, second.products, strict=True):
        assert (one.published, [r.code for r in one.reasons]) == (other.published, [r.code for r in other.reasons])


@given(FACTS, FACTS)
def test_another_certificate_never_withholds_what_was_shown(
    facts: list[CertificateFact], more: list[CertificateFact]
) -> None:
    before = decided(papers=numbered(facts), products=GOODS)
    after = decided(papers=numbered([*facts, *more]), products=GOODS)
    for one, other in zip(before.products, after.products, strict=True):
        assert not one.published or other.published


@given(FACTS)
def test_what_is_shown_is_granted_valid_and_public(facts: list[CertificateFact]) -> None:
    papers = numbered(facts)
    decision = decided(papers=papers, products=GOODS)
    for made in decision.products:
        assert all(papers[index].covers(made.id) for index in made.certificates)
        if made.published:
            assert set(made.certificates) <= set(decision.shown_certificates)
    for index in decision.shown_certificates:
        fact = papers[index]
        assert fact.status == "granted"
        assert (fact.issued or TODAY) <= TODAY <= (fact.expires or TODAY)
        assert fact.scheme not in {"private", "unknown"}
        assert any(made.published and fact.covers(made.id) for made in decision.products)


# Seen from the published site


def test_a_product_without_its_certificate_is_nowhere(catalogue: Catalogue) -> None:
    hidden = (
        "  - id: rahasia\n    category: batik\n    hs6: '620442'\n    name: {id: Gaun Rahasia, en: Hidden Gown}\n"
        "    photos: [{file: gaun.jpg, alt: {id: Gaun Rahasia}}]\n"
    )
    swaps = {"issued: 2022-02-14\n": "issued: 2022-02-14\n    scope: [sarung]\n", "products:\n": f"products:\n{hidden}"}
    catalogue.producer(swaps=swaps, photos=("depan.jpg", "gaun.jpg"))
    catalogue.expo({"[sarung]": "[sarung, rahasia]"})
    outcome = catalogue.build()
    assert outcome.published
    assert "id/products/tenun-sari/sarung/index.html" in catalogue.published()
    for address, content in catalogue.published().items():
        assert "rahasia" not in address
        assert b"rahasia" not in content, address
        assert b"Rahasia" not in content, address


def test_a_page_leaves_when_its_certificate_expires(catalogue: Catalogue) -> None:
    catalogue.producer("tenun-dua")
    catalogue.producer(swaps={"issued: 2022-02-14\n": "issued: 2022-02-14\n    expires: 2026-12-31\n"})
    page = "en/producers/tenun-sari/index.html"
    catalogue.build(as_of=dt.date(2026, 12, 31))
    assert page in catalogue.published()
    catalogue.build(as_of=dt.date(2027, 1, 1))
    assert page not in catalogue.published()
    trace = re.compile(rb"(?:producers|products|media)/tenun-sari")
    assert not [address for address, content in catalogue.published().items() if trace.search(content)]


@pytest.mark.parametrize(
    ("field", "needle"),
    [("phone", b"800-0000-9999"), ("phone", b"6280000009999"), ("email", b"halo@"), ("story", b"Kain dari tepi")],
)
def test_what_was_not_agreed_to_is_nowhere(catalogue: Catalogue, field: str, needle: bytes) -> None:
    catalogue.producer()
    catalogue.build()
    assert any(needle in content for content in catalogue.published().values()), "it is shown when agreed to"
    record = catalogue.root / "producers/lamongan/tenun-sari/producer.yaml"
    record.write_text(record.read_text("utf-8").replace(f"{field}: true", f"{field}: false"), "utf-8")
    catalogue.build()
    assert catalogue.published()
    assert [address for address, content in catalogue.published().items() if needle in content] == []


def test_photos_that_were_not_agreed_to_are_nowhere(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.build()
    assert any(address.startswith("media/") for address in catalogue.published())
    record = catalogue.root / "producers/lamongan/tenun-sari/producer.yaml"
    record.write_text(record.read_text("utf-8").replace("photos: true", "photos: false"), "utf-8")
    catalogue.build()
    for address, content in catalogue.published().items():
        assert not re.match("media/[0-9a-f]{20}", address), "a sharing card without the photo is all that is left"
        assert not re.search(rb"media/[0-9a-f]{20}", content), address


# The sample catalogue, as of 15 November 2026

WITHHELD = {
    "pupuk-bumi-anjuk": {"not-curated", "certificate-missing", "no-product-may-be-shown"},
    "dapur-jagung-tegal-emas": {"certificate-expired", "class-not-accepted", "no-product-may-be-shown"},
}
PRODUCERS = 24
EDITORIAL = sorted({file.stem for file in (HOUSE / "content" / "pages").glob("*/*.md")})
EXPLAINED = re.compile(rf"^[^/]+/(?:{'|'.join(EDITORIAL)})/|^sitemap-")
"""Pages that explain to editors and buyers what notes, mentoring and scores are, with made-up examples."""


def test_of_the_samples_exactly_two_are_withheld_and_why(sample_site: SampleSite) -> None:
    showcase = sample_site.outcome.showcase
    assert showcase is not None
    reasons = {
        name: {reason.code for reason in (*decision.reasons, *(r for p in decision.products for r in p.reasons))}
        for name, decision in showcase.decisions.items()
        if not decision.published
    }
    assert reasons == WITHHELD
    assert len(showcase.decisions) == PRODUCERS
    assert len(showcase.cards) == PRODUCERS - len(WITHHELD)
    corn = showcase.decisions["dapur-jagung-tegal-emas"]
    expired = [dict(r.values) for p in corn.products for r in p.reasons if r.code == "certificate-expired"]
    assert {(values["scheme"], values["expired"]) for values in expired} == {("spp_irt", "2025-08-31")}


def test_of_the_samples_one_badge_is_dropped(sample_site: SampleSite) -> None:
    showcase = sample_site.outcome.showcase
    assert showcase is not None
    dropped = {
        name: [standing.scheme for standing in decision.certificates if standing.index in decision.dropped_badges]
        for name, decision in showcase.decisions.items()
        if decision.dropped_badges and decision.published
    }
    assert dropped == {"gerabah-tirta-malo": ["lab_report"]}
    assert all("lab_report" not in card.schemes for card in showcase.cards["gerabah-tirta-malo"].products)
    lab = record_of("gerabah-tirta-malo")["certifications"]
    numbers = [paper["number"].encode() for paper in lab if paper["scheme"] == "lab_report"]
    assert numbers
    assert not holding(sample_site, *numbers)


@cache
def record_of(name: str) -> dict[str, Any]:
    (file,) = (HOUSE / "producers").glob(f"*/{name}/producer.yaml")
    record: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    return record


@cache
def published(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in {".jpg", ".webp"}
    }


def holding(sample_site: SampleSite, *needles: bytes) -> list[str]:
    """Return the published texts in whose bytes any of the needles stands."""
    pattern = re.compile(b"|".join(re.escape(needle) for needle in needles))
    texts = published(sample_site.site)
    return [address for address in texts if pattern.search(texts[address]) and not EXPLAINED.search(address)]


def spellings(text: str) -> set[bytes]:
    """Return the ways a text can stand in a published file."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {text.encode(), escaped.replace("'", "&#39;").replace('"', "&#34;").encode(), escaped.encode()}


@pytest.mark.parametrize("name", sorted(WITHHELD))
def test_nothing_of_a_withheld_sample_is_published(sample_site: SampleSite, name: str) -> None:
    assert [address for address in published(sample_site.site) if name in address] == []
    assert not [address for address, text in published(sample_site.site).items() if name.encode() in text]
    record = record_of(name)
    words = [name, record["name"], *record["tagline"].values()]
    words += [said for product in record["products"] for said in (product["id"], *product["name"].values())]
    assert holding(sample_site, *(way for word in words for way in spellings(word))) == []


def test_a_number_not_agreed_to_is_published_in_no_form(sample_site: SampleSite) -> None:
    phone = record_of("kulit-telaga-wangi")["contact"]["phone"]
    digits = re.sub(r"\D", "", phone)
    local = "0" + digits.removeprefix("62")
    assert len(digits) > 8
    pattern = re.compile(r"[\s().+-]*".join(digits.removeprefix("62")).encode())
    found = [address for address, content in published(sample_site.site).items() if pattern.search(content)]
    assert found == [], f"neither {phone} nor {digits} nor {local}"
    others = re.sub(r"\D", "", record_of("tenun-laras-parijata")["contact"]["phone"]).encode()
    assert holding(sample_site, b"wa.me/" + others), "the same search finds a number that was agreed to"


def every_record() -> list[dict[str, Any]]:
    return [record_of(file.parent.name) for file in sorted((HOUSE / "producers").glob("*/*/producer.yaml"))]


def private_texts() -> list[str]:
    texts = []
    for record in every_record():
        for assessment in record.get("curation") or []:
            for note in assessment.get("notes") or []:
                texts += note["finding"].values()
            for session in assessment.get("mentoring") or []:
                texts += [*session["topic"].values(), session["by"]]
    return texts


def test_no_note_and_no_mentoring_is_published(sample_site: SampleSite) -> None:
    texts = private_texts()
    assert len(texts) > 20
    assert holding(sample_site, *(way for text in texts for way in spellings(text))) == []


def test_no_score_is_published(sample_site: SampleSite) -> None:
    """Scores are small numbers that stand everywhere by chance: with their aspects beside them they must not."""
    aspects = {
        aspect for record in every_record() for a in record.get("curation") or [] for aspect in a.get("scores") or {}
    }
    assert len(aspects) > 4
    pattern = re.compile(
        rf"""(?i)["'>\s](?:{"|".join(sorted(aspects))})["'<]?\s*[:=<][^a-z]{{0,40}}?\b\d{{2,3}}\b""".encode()
    )
    found = [
        (address, match[0]) for address, text in published(sample_site.site).items() if (match := pattern.search(text))
    ]
    assert found == []
    assert holding(sample_site, b"scores", b"mentoring", b"findings") == []


def test_no_number_that_must_stay_private_is_published(sample_site: SampleSite) -> None:
    schemes = read_reference(HOUSE)[0].certifications
    numbers = {
        paper["number"]
        for record in every_record()
        for paper in record.get("certifications") or []
        if not (schemes[paper["scheme"]].number_public and schemes[paper["scheme"]].public)
    }
    assert numbers
    assert holding(sample_site, *(way for number in numbers for way in spellings(number))) == []


def test_the_samples_are_built_as_of_their_date(sample_site: SampleSite) -> None:
    told = sample_site.outcome.told
    assert told is not None
    assert told.as_of == AS_OF
    assert sample_site.outcome.problems == ()
