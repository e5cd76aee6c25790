"""Gather all readings into one catalogue, and check what no folder can know alone: clashes and references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from generator.model.catalogue import Catalogue, Reading, Reference
from generator.model.expo import Brand, Expo
from generator.model.settings import Settings
from generator.report.problem import FieldPath, Problem, problem
from generator.report.suggestions import suggestion
from generator.shared_photos import SHARED, shared_photos


class Gathered(Struct, frozen=True):
    """The catalogue, with all problems of reading and gathering in it."""

    catalogue: Catalogue
    faulty: tuple[str, ...]
    """Folders that stay out because of their own errors."""


def gather(
    reference: Reference,
    readings: Iterable[Reading],
    brands: Mapping[str, Brand],
    expos: Mapping[str, Expo],
    settings: Settings,
    problems: Iterable[Problem] = (),
    settings_path: FieldPath = (),
) -> Gathered:
    """Put everything together, sorted by id; a clash keeps the first folder by path.

    ``settings_path`` is the place of the settings in ``mkdocs.yml``.
    """
    found = list(problems)
    unwanted = settings.unwanted_advice
    sound: dict[str, Reading] = {}
    seen: dict[str, Reading] = {}
    faulty: list[str] = []
    for reading in readings:
        found += wanted(reading.problems, unwanted)
        first = seen.get(reading.id)
        if first is not None:
            values = {"value": reading.id, "other": first.folder}
            found.append(problem("id-clash", reading.folder, values=values))
            faulty.append(reading.folder)
            continue
        seen[reading.id] = reading
        if reading.card is None:
            faulty.append(reading.folder)
        else:
            sound[reading.id] = reading
    for reading in sound.values():
        if reading.brand is not None and reading.brand not in brands:
            file = f"{reading.folder}/producer.yaml"
            found.append(_dangling("dangling-brand", reading.brand, brands, file, ("brand",)))
    if SHARED not in unwanted:
        found += shared_photos(sound)
    found += _check_reference(reference)
    # A folder with errors of its own still exists: nobody else is blamed for naming it.
    products = {
        name: {card.id for card in reading.card.products} if reading.card else None for name, reading in seen.items()
    }
    for name, brand in brands.items():
        found += _check_brand(brand, f"content/brands/{name}.yaml", products)
    for name, expo in expos.items():
        found += _check_expo(expo, f"content/expos/{name}/expo.yaml", products, reference)
    found += _check_settings(settings, settings_path, products, expos, reference)
    catalogue = Catalogue(reference, dict(sorted(sound.items())), brands, expos, tuple(found))
    return Gathered(catalogue, tuple(faulty))


def wanted(problems: tuple[Problem, ...], unwanted: frozenset[str]) -> tuple[Problem, ...]:
    """Leave out the warnings that a site does not want to hear, by their codes."""
    return tuple(each for each in problems if each.code not in unwanted) if unwanted else problems


Products = Mapping[str, Collection[str] | None]
"""The product ids of every producer; None where the folder's own errors hide them."""


def _dangling(code: str, value: str, known: Iterable[str], file: str, path: FieldPath, **more: str) -> Problem:
    return problem(code, file, path, values={"value": value, **more, **suggestion(value, known)})


def _check_reference(reference: Reference) -> Iterator[Problem]:
    residencies, schemes = reference.residencies, reference.certifications
    for code, region in reference.regions.items():
        named = region.former_residency
        if named is not None and named not in residencies:
            file = "content/reference/regions.yaml"
            yield _dangling("unknown-residency", named, residencies, file, (code, "former_residency"))
    for name, category in reference.categories.items():
        file = "content/reference/categories.yaml"
        for i, requirement in enumerate(category.required):
            for j, scheme in enumerate(requirement.any_of):
                if scheme not in schemes:
                    path: FieldPath = (name, "required", i, "any_of", j)
                    yield _dangling("dangling-requirement", scheme, schemes, file, path)
        for i, scheme in enumerate(category.recommended):
            if scheme not in schemes:
                yield _dangling("dangling-requirement", scheme, schemes, file, (name, "recommended", i))


def _check_brand(brand: Brand, file: str, products: Products) -> Iterator[Problem]:
    if brand.owner not in products:
        yield _dangling("dangling-brand-member", brand.owner, products, file, ("owner",))
    for i, member in enumerate(brand.members):
        if member not in products:
            yield _dangling("dangling-brand-member", member, products, file, ("members", i))
    for i, lot in enumerate(brand.pool):
        for j, pooled in enumerate(lot.products):
            producer, _, product = pooled.partition("/")
            there = products.get(producer, ())
            if there is not None and product not in there:
                known = [f"{name}/{each}" for name in brand.members for each in products.get(name) or ()]
                yield _dangling("dangling-brand-product", pooled, known, file, ("pool", i, "products", j))


def _check_expo(expo: Expo, file: str, products: Products, reference: Reference) -> Iterator[Problem]:
    if expo.closes < expo.opens:
        values = {
            "earlier": "opens",
            "earlier_date": expo.opens,
            "later": "closes",
            "later_date": expo.closes,
        }
        yield problem("dates-reversed", file, ("closes",), values=values)
    booths: set[str] = set()
    halls: set[str] = set()
    for i, hall in enumerate(expo.halls):
        if hall.id in halls:
            yield problem("hall-clash", file, ("halls", i, "id"), values={"value": hall.id})
        halls.add(hall.id)
        for j, booth in enumerate(hall.booths):
            at: FieldPath = ("halls", i, "booths", j)
            if booth.producer not in products:
                yield _dangling("dangling-booth", booth.producer, products, file, (*at, "producer"))
                continue
            if booth.producer in booths:
                yield problem("booth-twice", file, (*at, "producer"), values={"value": booth.producer})
            booths.add(booth.producer)
            there = products[booth.producer]
            for k, product in enumerate(booth.products):
                if there is not None and product not in there:
                    path = (*at, "products", k)
                    yield _dangling("dangling-booth-product", product, there, file, path, producer=booth.producer)
    for i, session in enumerate(expo.sessions):
        for j, mission in enumerate(session.missions):
            if mission not in reference.missions:
                yield _dangling("dangling-mission", mission, reference.missions, file, ("sessions", i, "missions", j))


def _check_settings(
    settings: Settings, at: FieldPath, products: Products, expos: Mapping[str, Expo], reference: Reference
) -> Iterator[Problem]:
    file = "mkdocs.yml"
    for i, lang in enumerate(settings.languages):
        if lang not in reference.languages:
            yield _dangling("unknown-language", lang, reference.languages, file, (*at, "languages", i))
    if settings.current_expo is not None and settings.current_expo not in expos:
        yield _dangling("dangling-setting", settings.current_expo, expos, file, (*at, "current_expo"))
    for i, producer in enumerate(settings.stories):
        if producer not in products:
            yield _dangling("dangling-setting", producer, products, file, (*at, "stories", i))
    if settings.hero.photo is not None:
        producer = settings.hero.photo.partition("/")[0]
        if producer not in products:
            yield _dangling("dangling-setting", producer, products, file, (*at, "hero", "photo"))
