"""Make a new producer's folder with a pattern to fill in, in the editor's own words."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.model.reference import Region
from generator.read.folders import PHOTOS, PRODUCERS, RECORD
from generator.read.producer_folder import SLUG
from generator.report.suggestions import suggestion

PATTERN = """\
# {name}: isi setiap baris, lalu periksa dengan:  python3 build.py check
# Fill in each line, then check with:  python3 build.py check
# Tanda # di depan berarti baris itu belum dipakai. / A # in front means the line is not used yet.

name: {quoted}
kind: ukm                 # ikm, ukm, umkm, koperasi, kopwan, kelompok
region: '{code}'           # {region}
# district: Nama kecamatan
# established: 2015
# workers: {{total: 10, women: 6}}

# Cukup dalam bahasa Anda sendiri. / Your own language is enough.
# tagline:
#   id: Satu kalimat pendek tentang usaha ini
# story:
#   id: >-
#     Ceritakan siapa yang membuat, di mana, dan bagaimana.

# contact:
#   phone: '+62 812-3456-7890'
#   email: nama@contoh.id

# Hanya yang disetujui (true) yang tampil. / Only what is agreed (true) is shown.
consent: {{profile: false, photos: false, story: false, phone: false, email: false, price: false}}

# certifications:
#   - scheme: nib
#     number: '1234567890123'
#     issued: 2024-01-31
#     expires: null
#     scope: '*'

# Diisi oleh kurator. / Filled in by the curators.
# curation:
#   - program: rumah-kurasi
#     body: Rumah Kurasi
#     date: 2026-01-31
#     class: national       # local, national, export

products:
  - id: produk-pertama
    category: cenderamata   # lihat content/reference/categories.yaml
    hs6: '442019'           # enam angka, dalam tanda kutip
    name:
      id: Nama produk
    # moq: {{qty: 50, unit: pcs}}
    # capacity_month: {{qty: 300, unit: pcs}}
    # lead_time_days: 30
    # photos:
    #   - file: depan.jpg   # simpan fotonya di folder photos/
"""


class CannotMake(Exception):
    """A folder that cannot be made; both sentences say why and what to do."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.indonesian = indonesian
        self.english = english


class NewProducer(Struct, frozen=True):
    """The folder made, and the file to fill in."""

    folder: Path
    record: Path


def new_producer(root: Path, place: str, name: str | None, regions: dict[str, Region]) -> NewProducer:
    """Make ``producers/<regency>/<producer>/`` from ``regency/producer``. Raises ``CannotMake``, ``OSError``."""
    regency, _, producer = place.strip("/").removeprefix(f"{PRODUCERS}/").partition("/")
    region = next((each for each in regions.values() if each.slug == regency), None)
    if region is None:
        near = suggestion(regency, [each.slug for each in regions.values()])
        raise CannotMake(
            f"Tidak ada kabupaten atau kota “{regency}”.{near['suggestion_id']}",
            f"There is no regency or city “{regency}”.{near['suggestion_en']}",
        )
    if not SLUG.match(producer):
        raise CannotMake(
            f"“{producer}” tidak dapat menjadi nama folder; pakai huruf kecil, angka dan tanda hubung.",
            f"“{producer}” cannot be a folder name; use small letters, digits and hyphens.",
        )
    taken = next((root / PRODUCERS).glob(f"*/{producer}"), None)
    if taken is not None:
        there = taken.relative_to(root).as_posix()
        raise CannotMake(f"Sudah ada: {there}. Pilih nama lain.", f"Already there: {there}. Choose another name.")
    folder = root / PRODUCERS / regency / producer
    (folder / PHOTOS).mkdir(parents=True)
    shown = name or producer.replace("-", " ").title()
    quoted = '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = PATTERN.format(name=" ".join(shown.split()), quoted=quoted, code=region.code, region=region.name["id"])
    record = folder / RECORD
    record.write_text(text, encoding="utf-8")
    return NewProducer(folder, record)
