"""Read what all producers stand on: the site's settings, the reference tables, the codes a record may name."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.foundation.code_digest import code_digest
from generator.foundation.digest import digest_value
from generator.model.catalogue import Reference
from generator.model.request import Request
from generator.model.settings import Site
from generator.photos.sharing import grounds
from generator.read.content import SiteFile, read_reference, read_settings
from generator.read.producer_folder import Room
from generator.read.vocabulary import vocabulary_of
from generator.report.problem import FieldPath, Problem


class Footing(Struct, frozen=True):
    """The site, its reference tables, and the room in which folders are read.

    ``settings_path`` is the place of the settings in ``mkdocs.yml``.
    """

    site: Site
    reference: Reference
    room: Room
    settings_path: FieldPath


def read_footing(request: Request) -> tuple[Footing | None, list[Problem]]:
    """Read it, and tell what is wrong with it; a run without settings has no footing."""
    reference, problems = read_reference(request.reference_root)
    site_file, found = read_settings(request.root)
    problems += found
    if site_file is None:
        return None, problems
    site = _site(request, site_file, reference)
    vocabulary = vocabulary_of(reference, site.codes)
    rules = digest_value((code_digest(), vocabulary.digest))
    room = Room(request.root, vocabulary, rules, request.photo_cache)
    return Footing(site, reference, room, site_file.path), problems


def _site(request: Request, site_file: SiteFile, reference: Reference) -> Site:
    settings = site_file.settings
    if request.languages:
        settings = settings.model_copy(update={"languages": request.languages})
    if settings.chooser_language not in settings.languages:
        settings = settings.model_copy(update={"chooser_language": settings.languages[0]})
    url = request.base_url or site_file.url or "http://localhost/"
    site = Site(
        settings=settings,
        name=site_file.name,
        base_url=url if url.endswith("/") else f"{url}/",
        languages=tuple(reference.languages[code] for code in settings.languages if code in reference.languages),
    )
    return replace(site, sharing=grounds(site, reference, request.themes))
