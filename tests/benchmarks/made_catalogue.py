"""Make a catalogue of any size in our own schema: the same folder for the same seed, on every machine.

Run with ``python -m tests.benchmarks.made_catalogue --producers 1000 --languages id,en,ja,ar --to DIR``.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from generator.model.request import HOUSE
from generator.model.text import Lang
from generator.read.content import read_reference
from tests.benchmarks.made_producer import BRAND, BRANDED, POOL, Made, Supply, make_producer
from tests.benchmarks.stand_ins import give_house, needs_stand_ins

SEED = 7
EXPO = "pameran-uji"
HALLS = ("utara", "selatan", "timur")
BOOTHS = 30
PHOTO_SIZE = (480, 360)
_SERIAL_BELOW = 500
_FULL_TITLES = {
    "id": "Etalase Uji",
    "en": "Trial Shop Window",
    "zh-Hans": "测试橱窗",
    "ja": "試験ショーウィンドー",
    "ar": "واجهة تجريبية",
}


def supply_of(seed: int, languages: tuple[Lang, ...], *, photos: bool) -> Supply:
    """Take what producers are made from; the reference tables are the house's own."""
    reference, problems = read_reference(HOUSE)
    assert not problems, problems
    return Supply(seed, languages, photos, reference)


def make_catalogue(root: Path, producers: int, supply: Supply) -> None:
    """Write a catalogue folder of so many producers; the folder must not hold another one."""
    if producers < BRANDED:
        raise ValueError(f"a made catalogue has at least {BRANDED} producers")
    root.mkdir(parents=True, exist_ok=True)
    pool = root / "pool"
    if supply.photos:
        _draw_pool(pool, supply.seed)
    for region in supply.reference.regions.values():
        (root / "producers" / region.slug).mkdir(parents=True)
    task = partial(_make_some, root, supply)
    if producers < _SERIAL_BELOW:
        task(range(producers))
    else:
        parts = [range(start, min(start + 200, producers)) for start in range(0, producers, 200)]
        with get_context("fork" if sys.platform == "linux" else "spawn").Pool() as workers:
            for _ in workers.imap_unordered(task, parts):
                pass
    _write_content(root, producers, supply)


def add_producer(root: Path, supply: Supply, number: int) -> Made:
    """Write one more producer into a made catalogue."""
    made = make_producer(supply, number)
    folder = root / "producers" / made.regency / made.id
    folder.mkdir()
    (folder / "producer.yaml").write_bytes(made.text.encode())
    if made.photos:
        (folder / "photos").mkdir()
        for file, picture in made.photos:
            _share(root / "pool" / f"{picture:02d}.jpg", folder / "photos" / file)
    return made


def _make_some(root: Path, supply: Supply, numbers: Iterable[int]) -> None:
    for number in numbers:
        add_producer(root, supply, number)


def _share(picture: Path, place: Path) -> None:
    """Put one of the shared pictures into a folder, without copying it where the disk allows that."""
    try:
        os.link(picture, place)
    except OSError:
        place.write_bytes(picture.read_bytes())


def _draw_pool(pool: Path, seed: int) -> None:
    pool.mkdir()
    chance = random.Random(f"{seed}/pool")
    for number in range(POOL):
        tone = tuple(chance.randrange(40, 220) for _ in range(3))
        target = BytesIO()
        Image.new("RGB", PHOTO_SIZE, (tone[0], tone[1], tone[2])).save(target, "JPEG", quality=70)
        (pool / f"{number:02d}.jpg").write_bytes(target.getvalue())


def _write_content(root: Path, producers: int, supply: Supply) -> None:
    first = [make_producer(supply, number) for number in range(min(producers, BOOTHS * len(HALLS)))]
    files = {
        "mkdocs.yml": "\n".join(_settings(supply.languages)),
        f"content/brands/{BRAND}.yaml": "\n".join(_brand(first[:BRANDED])),
        f"content/expos/{EXPO}/expo.yaml": "\n".join(_expo(first)),
    }
    for lang in supply.languages:
        files[f"content/pages/{lang}/about.md"] = f"---\ntitle: {_FULL_TITLES['en']}\n---\n\n# {lang}\n\nA made page.\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text.rstrip()}\n", encoding="utf-8")


def _settings(languages: Iterable[Lang]) -> Iterator[str]:
    listed = list(languages)
    yield "site_name: Etalase Uji"
    yield "site_url: https://uji.example/"
    yield "docs_dir: content/pages"
    yield "plugins:"
    yield "  - catalogue:"
    yield f"      languages: [{', '.join(listed)}]"
    yield "      title:"
    for lang in listed:
        yield f"        {lang}: {_FULL_TITLES.get(lang, _FULL_TITLES['en'])}"
    yield f"      current_expo: {EXPO}"
    yield "      enquiries: ekspor@uji.example"
    yield "      sharing_cards: false # one for every product in every language would take hours"
    yield "      photo_advice: [] # 48 small plain pictures stand for everybody's photos"


def _brand(members: Iterable[Made]) -> Iterator[str]:
    owned = list(members)
    yield "name: Arga Bersama"
    yield f"owner: {owned[0].id}"
    yield f"members: [{', '.join(made.id for made in owned)}]"
    yield "pool:"
    yield "  - lot: bersama"
    yield "    name: {id: Lot bersama, en: Shared lot}"
    yield f"    products: [{', '.join(f'{made.id}/{made.products[0]}' for made in owned)}]"


def _expo(makers: list[Made]) -> Iterator[str]:
    yield "name: {id: Pameran uji, en: Trial expo}"
    yield "opens: 2026-11-24"
    yield "closes: 2026-12-08"
    yield "halls:"
    for number, hall in enumerate(HALLS):
        booths = makers[number * BOOTHS : (number + 1) * BOOTHS]
        if booths:
            yield f"  - id: {hall}"
            yield f"    name: {{id: Aula {hall}, en: Hall {hall}}}"
            yield "    booths:"
            yield from (f"      - producer: {made.id}" for made in booths)


def main() -> None:
    """Make a catalogue as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, required=True)
    parser.add_argument("--languages", default="id,en,ja,ar")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-photos", action="store_true", help="records without photos")
    parser.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args()
    begun = time.perf_counter()
    languages = tuple(asked.languages.split(","))
    make_catalogue(asked.to, asked.producers, supply_of(asked.seed, languages, photos=not asked.no_photos))
    if needs_stand_ins(languages):
        give_house(asked.to, languages)
        print("Languages the house does not speak yet got stand-ins, words of other languages, in themes and tables.")
    print(f"{asked.producers} producers in {time.perf_counter() - begun:.1f} s: {asked.to}")


if __name__ == "__main__":
    main()
