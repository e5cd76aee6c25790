"""Curation is the gate: what may be shown today of each producer, and why the rest may not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.model.card import Card, ProductCard
from generator.model.catalogue import Catalogue, Reading, Reference, Showcase
from generator.model.decision import CertificateStanding, CertificateState, Decision, ProductDecision, Reason
from generator.model.dossier import AssessmentFact, CertificateFact, Dossier, ProductFact
from generator.model.picture import Picture
from generator.model.reference import Condition
from generator.model.settings import Settings, Site
from generator.photos.sharing import with_producer_card, with_product_card

MOST_BADGES = 2


def curate(catalogue: Catalogue, site: Site, today: dt.date) -> Showcase:
    """Decide about every producer on one date, and index what may be shown."""
    decisions: dict[str, Decision] = {}
    cards: dict[str, Card] = {}
    for name, reading in catalogue.readings.items():
        if reading.card is None or reading.dossier is None:
            continue
        decision = decide(name, reading.dossier, catalogue.reference, site.settings, today)
        decisions[name] = decision
        if decision.published:
            cards[name] = _shown_card(reading, reading.card, reading.dossier, decision, catalogue.reference)
    products = tuple(sorted(_all_products(cards), key=lambda card: (card.region, card.producer, card.id)))
    return Showcase(
        as_of=today,
        reference=catalogue.reference,
        cards=cards,
        decisions=decisions,
        brands=catalogue.brands,
        expos=catalogue.expos,
        products=products,
        by_category=_grouped(products, lambda card: (card.category,)),
        by_region=_by_region(cards),
        by_scheme=_grouped(products, lambda card: card.schemes),
        booths=_booths(catalogue, cards),
    )


def next_change(catalogue: Catalogue, today: dt.date) -> dt.date | None:
    """Return the first later day on which anything decided today may be decided otherwise."""
    day = dt.timedelta(days=1)
    days: list[dt.date | None] = []
    for reading in catalogue.readings.values():
        dossier = reading.dossier
        if dossier is None:
            continue
        days.append(dossier.consent.withdrawn_on)
        for paper in dossier.certificates:
            days += [paper.issued, paper.expires and paper.expires + day]
        for judged in dossier.assessments:
            days += [judged.date, judged.valid_until and judged.valid_until + day]
        days += [product.price_until + day for product in dossier.products if product.price_until]
    for expo in catalogue.expos.values():
        days += [expo.opens, expo.closes + day]
    return min((each for each in days if each is not None and each > today), default=None)


def decide(producer: str, dossier: Dossier, reference: Reference, settings: Settings, today: dt.date) -> Decision:
    """Decide about one producer: a pure function of its dossier, the rules and the date."""
    consent = dossier.consent
    withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= today
    agreed = consent.profile and not withdrawn
    standings = tuple(_standing(fact, today) for fact in dossier.certificates)
    products = tuple(_decide_product(product, dossier, standings, reference, today) for product in dossier.products)
    assessment, judged = _assessment(dossier, settings, today)
    reasons = [*([] if agreed else [Reason("consent-withdrawn" if withdrawn else "no-consent")]), *judged]
    if not any(product.published for product in products):
        reasons.append(Reason("no-product-may-be-shown"))
    covered = [product.id for product in products if product.published]
    public = {
        fact.index
        for fact in dossier.certificates
        if _public(fact, reference) and any(fact.covers(product) for product in covered)
    }
    valid = [fact for fact, standing in zip(dossier.certificates, standings, strict=True) if standing.state == "valid"]
    return Decision(
        producer=producer,
        published=not reasons,
        reasons=tuple(reasons),
        products=products,
        certificates=standings,
        shown_certificates=tuple(fact.index for fact in valid if fact.index in public),
        dropped_badges=tuple(
            fact.index
            for fact, standing in zip(dossier.certificates, standings, strict=True)
            if standing.state == "expired" and fact.index in public and not any(_renews(fact, new) for new in valid)
        ),
        assessment=assessment.index if assessment else None,
        show_phone=agreed and consent.phone,
        show_email=agreed and consent.email,
        show_address=agreed and consent.exact_address,
        show_district=agreed and consent.map_pin == "district",
        show_story=agreed and consent.story,
        show_photos=agreed and consent.photos,
        shown_prices=tuple(p.id for p in dossier.products if agreed and consent.price and _price_holds(p, today)),
    )


def _standing(fact: CertificateFact, today: dt.date) -> CertificateStanding:
    state: CertificateState
    if fact.status != "granted":
        state = "pending" if fact.status == "pending" else "revoked"
    elif fact.issued is not None and fact.issued > today:
        state = "not-yet"
    elif fact.expires is not None and fact.expires < today:
        state = "expired"
    else:
        state = "valid"
    return CertificateStanding(fact.index, fact.scheme, state)


def _renews(old: CertificateFact, new: CertificateFact) -> bool:
    """Tell whether a valid certificate says all that the old one said."""
    same = old.scheme == new.scheme
    return same and (new.scope is None or (old.scope is not None and set(old.scope) <= set(new.scope)))


def _public(fact: CertificateFact, reference: Reference) -> bool:
    scheme = reference.certifications.get(fact.scheme)
    return scheme is not None and scheme.public


def _assessment(dossier: Dossier, settings: Settings, today: dt.date) -> tuple[AssessmentFact | None, list[Reason]]:
    """Return the judgement that counts today: the latest that is still valid; and why it does not suffice."""
    counted = [
        fact
        for fact in dossier.assessments
        if fact.date <= today and (settings.programs == "*" or fact.program in settings.programs)
    ]
    if not counted:
        return None, [Reason("not-curated")]
    valid = [fact for fact in counted if fact.valid_until is None or fact.valid_until >= today]
    if not valid:
        last = max(counted, key=lambda fact: (fact.date, fact.index))
        return None, [Reason("curation-expired", (("program", last.program), ("until", str(last.valid_until))))]
    latest = max(valid, key=lambda fact: (fact.date, fact.index))
    if latest.curation not in settings.accepts:
        values = (("class", latest.curation), ("program", latest.program))
        return latest, [Reason("class-not-accepted", values)]
    return latest, []


def _decide_product(
    product: ProductFact,
    dossier: Dossier,
    standings: tuple[CertificateStanding, ...],
    reference: Reference,
    today: dt.date,
) -> ProductDecision:
    covering = [fact for fact in dossier.certificates if fact.covers(product.id)]
    state = {standing.index: standing.state for standing in standings}
    reasons: list[Reason] = []
    category = reference.categories[product.category]
    for requirement in category.required:
        if not _applies(requirement.when, product):
            continue
        papers = [fact for fact in covering if fact.scheme in requirement.any_of]
        if any(state[fact.index] == "valid" for fact in papers):
            continue
        schemes = " | ".join(requirement.any_of)
        expired = [fact for fact in papers if state[fact.index] == "expired"]
        if expired:
            last = max(expired, key=lambda fact: fact.expires or dt.date.min)
            values = (("product", product.id), ("scheme", last.scheme), ("expired", str(last.expires)))
            reasons.append(Reason("certificate-expired", values))
        else:
            reasons.append(Reason("certificate-missing", (("product", product.id), ("scheme", schemes))))
    valid = tuple(fact.index for fact in covering if state[fact.index] == "valid" and _public(fact, reference))
    return ProductDecision(product.id, not reasons, tuple(reasons), valid)


def _price_holds(product: ProductFact, today: dt.date) -> bool:
    return product.has_price and (product.price_until is None or product.price_until >= today)


def _applies(when: Condition, product: ProductFact) -> bool:
    if when.form and product.form not in when.form:
        return False
    return not when.storage_class or product.storage_class in when.storage_class


def _shown_card(reading: Reading, card: Card, dossier: Dossier, decision: Decision, reference: Reference) -> Card:
    """Take off the card what may not be shown, and put on it what curation adds."""
    published = {product.id: product for product in decision.products if product.published}
    schemes_of = {fact.index: fact.scheme for fact in dossier.certificates}
    products = []
    for product in card.products:
        if product.id not in published:
            continue
        indexes = published[product.id].certificates
        schemes = tuple(dict.fromkeys(schemes_of[index] for index in indexes))
        shown = replace(
            product,
            cover=product.cover if decision.show_photos else None,
            schemes=schemes,
            badges=_badges(schemes, reference),
        )
        products.append(shown if shown.cover is product.cover else with_product_card(shown))
    curation = next((f.curation for f in dossier.assessments if f.index == decision.assessment), None)
    shown_card = replace(
        card,
        products=tuple(products),
        cover=(reading.cover or _first_cover(products)) if decision.show_photos else None,
        district=card.district if decision.show_district else None,
        tagline=card.tagline if decision.show_story else {},
        curation=curation,
    )
    same = shown_card.cover == card.cover and shown_card.tagline == card.tagline
    return shown_card if same else with_producer_card(shown_card)


def _first_cover(products: Iterable[ProductCard]) -> Picture | None:
    return next((product.cover for product in products if product.cover is not None), None)


def _badges(schemes: tuple[str, ...], reference: Reference) -> tuple[str, ...]:
    ranked = sorted(
        (rank, scheme) for scheme in schemes if (rank := reference.certifications[scheme].badge) is not None
    )
    return tuple(scheme for _, scheme in ranked[:MOST_BADGES])


def _all_products(cards: Mapping[str, Card]) -> Iterator[ProductCard]:
    for card in cards.values():
        yield from card.products


def _grouped(
    products: tuple[ProductCard, ...], keys_of: Callable[[ProductCard], tuple[str, ...]]
) -> Mapping[str, tuple[ProductCard, ...]]:
    groups: defaultdict[str, list[ProductCard]] = defaultdict(list)
    for card in products:
        for key in keys_of(card):
            groups[key].append(card)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _by_region(cards: Mapping[str, Card]) -> Mapping[str, tuple[Card, ...]]:
    groups: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards.values():
        groups[card.region].append(card)
    return {region: tuple(groups[region]) for region in sorted(groups)}


def _booths(catalogue: Catalogue, cards: Mapping[str, Card]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By producer: the editions and halls where it has a booth with something to show."""
    places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for edition, expo in catalogue.expos.items():
        for hall in expo.halls:
            for booth in hall.booths:
                if booth.producer in cards:
                    places[booth.producer].append((edition, hall.id))
    return {producer: tuple(found) for producer, found in sorted(places.items())}
