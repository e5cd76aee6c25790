"""A site on object storage: the same bytes as in a folder, and an exchange that is always finished.

fsspec's storage in memory stands for a bucket here; several processes share one in ``test_cluster.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.foundation.bucket import Bucket, place
from generator.write.bucket_staging import STAGING
from tests.conftest import NewCatalogue
from tests.small_catalogue import AS_OF, Catalogue

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    """Return an empty folder of a storage that this process alone sees."""
    made = Bucket("memory://bucket/site")
    yield made
    Bucket("memory://bucket").remove_all()


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a catalogue of a few makers, with an expo."""
    catalogue = new_catalogue()
    catalogue.makers()
    catalogue.expo()
    return catalogue


def objects(bucket: Bucket) -> dict[str, bytes]:
    """Return every published object; the list of what is ours stands among them, but is no page."""
    found = bucket.read_all(bucket.addresses())
    del found[".etalase-owned"]
    return found


def clean(catalogue: Catalogue) -> dict[str, bytes]:
    """Return what a folder holds after a build from nothing."""
    other = Catalogue.__new__(Catalogue)
    other.root, other.out = catalogue.root, catalogue.root / "clean"
    assert other.build().published
    return other.published()


def test_the_same_as_a_folder(town: Catalogue, bucket: Bucket) -> None:
    """First build, an edit, and a maker who leaves: always what a folder holds, and only what changed is written."""
    assert town.build(out=bucket).published
    assert objects(bucket) == clean(town)
    assert town.build(out=bucket).rendered == {}

    town.producer("tenun-sari", {"Tenun Sari": "Usaha 3", "halo@tenun-sari.example": "kabar@tenun-sari.example"})
    outcome = town.build(out=bucket)
    assert set(outcome.rendered) == {"producer/tenun-sari"}
    assert 0 < outcome.written < 10
    assert objects(bucket) == clean(town)

    for path in sorted((town.root / "producers/lamongan/kopi-lereng").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (town.root / "producers/lamongan/kopi-lereng").rmdir()
    assert town.build(out=bucket).removed > 0
    assert objects(bucket) == clean(town)


def test_only_what_is_ours_is_removed(town: Catalogue, bucket: Bucket) -> None:
    """With the memory lost, the list in the bucket still tells whose an object is; strangers' stay."""
    assert town.build(out=bucket).published
    bucket.write({"CNAME": b"katalog.test\n"})
    town.request().store.unlink()
    (town.root / "content/expos/pameran/expo.yaml").unlink()
    assert town.build(out=bucket).published
    assert objects(bucket) == clean(town) | {"CNAME": b"katalog.test\n"}


def test_a_name_is_never_a_pattern(bucket: Bucket) -> None:
    """fsspec takes brackets and stars for patterns; removing one object never removes another."""
    bucket.write(dict.fromkeys(("a[1].txt", "a1.txt", "b*.txt", "b2.txt", "c.txt", "d.txt"), b""))
    bucket.remove(["a[1].txt", "b*.txt", "c.txt", "gone.txt"])
    assert bucket.addresses() == {"a1.txt", "b2.txt", "d.txt"}


@pytest.mark.parametrize("step", ["copy", "half a copy", "removal", "stamp", "stage is cleared"])
def test_stopped_while_objects_are_exchanged(
    town: Catalogue, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """However far an exchange came, the next run completes it, even without new work."""
    assert town.build(out=bucket).published
    (town.root / "content/expos/pameran/expo.yaml").unlink()
    town.write("mkdocs.yml", (town.root / "mkdocs.yml").read_text(encoding="utf-8").replace("Uji", "Baru"))
    with monkeypatch.context() as patched:
        _stop_at(step, patched)
        with pytest.raises(OSError, match="unplugged"):
            town.build(out=bucket)
    assert town.build(out=bucket).published
    assert objects(bucket) == clean(town)
    assert town.build(out=bucket).rendered == {}


def _stop_at(step: str, patched: pytest.MonkeyPatch) -> None:
    copy, remove, write, remove_all = Bucket.copy_from, Bucket.remove, Bucket.write, Bucket.remove_all
    copied = False

    def copying(self: Bucket, other: Bucket, addresses: Iterable[str]) -> None:
        nonlocal copied
        names = sorted(addresses)
        if step == "half a copy":
            copy(self, other, names[: len(names) // 2])
        if "copy" in step:
            raise OSError("unplugged")
        copy(self, other, names)
        copied = True

    def removing(self: Bucket, addresses: Iterable[str]) -> None:
        if copied and step == "removal":
            raise OSError("unplugged")
        remove(self, addresses)

    def writing(self: Bucket, contents: dict[str, bytes]) -> None:
        if copied and step == "stamp":
            raise OSError("unplugged")
        write(self, contents)

    def clearing(self: Bucket) -> None:
        if copied and step == "stage is cleared":
            raise OSError("unplugged")
        remove_all(self)

    patched.setattr(Bucket, "copy_from", copying)
    patched.setattr(Bucket, "remove", removing)
    patched.setattr(Bucket, "write", writing)
    patched.setattr(Bucket, "remove_all", clearing)


def test_a_stage_that_was_lost_makes_everything_anew(
    town: Catalogue, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When what an interrupted exchange still needs is gone, nothing that is published is trusted any more."""
    assert town.build(out=bucket).published
    town.write("mkdocs.yml", (town.root / "mkdocs.yml").read_text(encoding="utf-8").replace("Uji", "Baru"))
    with monkeypatch.context() as patched:
        _stop_at("half a copy", patched)
        with pytest.raises(OSError, match="unplugged"):
            town.build(out=bucket)
    (bucket / STAGING).remove_all()
    assert town.build(out=bucket).published
    assert objects(bucket) == clean(town)


def test_what_a_dead_run_staged_is_never_published(town: Catalogue, bucket: Bucket) -> None:
    """Every run stages under a name of its own: what is left of others goes away unread."""
    (bucket / STAGING / "dead").write({"id/index.html": b"half"})
    assert town.build(out=bucket).published
    assert objects(bucket) == clean(town)


def test_photo_variants_kept_on_object_storage(town: Catalogue, bucket: Bucket) -> None:
    """Variants are read from there, and made again where one is missing."""
    variants = bucket / "variants"
    whole = b"\xff\xd8kept as it is\xff\xd9"
    assert town.build(photos=variants).published
    names = {path.removeprefix("media/") for path in town.published() if path.startswith("media/")}
    looks = {name for name in variants.addresses() if ".look-" in name}
    assert variants.addresses() == names | looks
    kept = min(name for name in names if name.endswith("-64.jpg"))
    variants.remove([name for name in names if name.endswith(".webp")])
    variants.write({name: b"" for name in names if name.endswith(".avif")})
    variants.write({kept: whole})
    town.request().store.unlink()
    assert town.build(photos=variants, out=town.root / "again").published
    assert variants.addresses() == names | looks
    assert all(variants.read_all(names).values())

    variants.write({kept: whole})
    assert town.build(photos=variants, out=town.root / "third").published
    assert (town.root / "third" / "media" / kept).read_bytes() == whole


def test_places_by_name(tmp_path: Path) -> None:
    """A path and a ``file://`` address are folders, with nothing between them and the disk."""
    assert place("site", tmp_path) == tmp_path / "site"
    assert place(f"file://{tmp_path}/a%20b", Path("/")) == tmp_path / "a b"
    assert place("memory://bucket/site/", tmp_path) == Bucket("memory://bucket/site")


def test_an_unknown_place_is_wrong_use(town: Catalogue) -> None:
    """One sentence names the place."""
    ran = town.run("build", "--out", "nowhere://bucket/site")
    assert ran.status == 2
    assert "nowhere://bucket/site: tempat tak dikenal / unknown place" in ran.err


def test_storage_that_fails_is_no_mistake_of_ours(
    town: Catalogue, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a storage's library raises, the sentence is the one about disks."""

    def refuse(self: object, *arguments: object, **named: object) -> None:
        raise RuntimeError("access denied")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "pipe_file", refuse)
    ran = town.run("build", "--out", str(bucket), "--as-of", AS_OF.isoformat())
    assert ran.status == 1
    assert "RuntimeError: access denied" in ran.err
    assert str(bucket) in ran.err


def test_serve_shows_folders_only(town: Catalogue, bucket: Bucket) -> None:
    """The preview reads files; it says so."""
    ran = town.run("serve", "--out", str(bucket))
    assert ran.status == 2
    assert "serve shows a folder" in ran.err
