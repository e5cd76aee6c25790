"""Sharing cards: what people see of a page whose link was sent to them, in every language, never with empty boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace as replaced
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from generator.languages.choice import direction
from generator.model.request import HOUSE
from generator.model.text import Said
from generator.outcome import Outcome
from generator.photos import sharing_fonts
from generator.photos.sharing import SIZE, Copy
from generator.photos.sharing_coverage import Coverage, needs_glyph
from generator.photos.sharing_drawing import MOST_BYTES, Press, fitted
from generator.photos.sharing_fonts import FONTS, Shelf
from generator.preparing import prepare
from tests.conftest import NewCatalogue
from tests.small_catalogue import SETTINGS, Catalogue, picture

LANGUAGES = ("id", "en", "ja", "ar")
FOUR = SETTINGS.replace("[id, en]", "[id, en, ja, ar]")
OFF = f"{SETTINGS}      sharing_cards: false\n"
RED = (200, 30, 30)
NUMBER = re.compile(r"media/[0-9a-f]{16}-[0-9a-f]{8}-[a-zA-Z-]+\.jpg")
HEM = 68
"""The height (px) of the woven border with the line above it."""
MARGIN = 64


@pytest.fixture
def no_machine_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing but the fonts that the theme brings."""
    monkeypatch.setattr(sharing_fonts, "machine_folders", lambda: ())


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """Return a press with the fonts of the theme alone, as on a machine without any."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sharing_fonts, "machine_folders", lambda: ())
        yield Press(HOUSE / "themes", (*LANGUAGES, "de"))


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a built catalogue of four producers, one with a booth."""
    catalogue = new_catalogue()
    catalogue.makers()
    catalogue.expo()
    assert catalogue.build().published
    return catalogue


def words(title: str, lang: str = "en", *details: str, name: str = "Katalog Uji", mark: str = "") -> Copy:
    """Return what stands on a card of one language."""
    way = direction(lang)
    said = tuple(Said(text, lang, way) for text in details)
    return Copy(lang, way, Said(title, lang, way), said, Said(name, "en"), mark)


def plain(colour: str = "black") -> Image.Image:
    """Return a photo of one colour in the size of a card."""
    return Image.new("RGB", SIZE, colour)


def pixels(content: bytes) -> NDArray[np.int_]:
    """Return a card's pixels by row and column."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


def ink(content: bytes) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the letters on a card that has a black photo."""
    light = pixels(content)[: SIZE[1] - HEM].min(axis=2) > 120
    columns, rows = np.flatnonzero(light.any(axis=0)), np.flatnonzero(light.any(axis=1))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def cards_of(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the published cards by address."""
    return {address: content for address, content in catalogue.published().items() if NUMBER.fullmatch(address)}


def preview(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return what a page tells of the image that stands for it."""
    html = catalogue.file(f"{address}index.html").decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter:card)[^"]*)" content="([^"]*)"', html))


def card_address(catalogue: Catalogue, page: str) -> str:
    """Return the address of a page's card below the site."""
    return preview(catalogue, page)["og:image"].removeprefix("https://katalog.test/")


def remade(outcome: Outcome) -> set[str]:
    """Return the units of cards that a build made."""
    return {key for key in outcome.rendered if key.startswith("sharing/")}


def test_every_kind_of_page_has_a_card_in_every_language(new_catalogue: NewCatalogue) -> None:
    catalogue = new_catalogue(settings=FOUR)
    catalogue.producer()
    catalogue.expo()
    assert catalogue.build().published
    addresses = set()
    for lang in LANGUAGES:
        for page in (
            f"{lang}/products/tenun-sari/sarung/",
            f"{lang}/producers/tenun-sari/",
            f"expo/pameran/{lang}/",
            f"expo/pameran/{lang}/booths/tenun-sari/",
        ):
            told = preview(catalogue, page)
            assert told["og:image"].startswith("https://katalog.test/media/")
            assert told["og:image:type"] == "image/jpeg"
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
            assert told["og:image:alt"]
            assert told["twitter:card"] == "summary_large_image"
            addresses.add(card_address(catalogue, page))
    assert addresses == set(cards_of(catalogue))
    assert len(addresses) == 4 * len(LANGUAGES)


def test_a_card_is_a_small_jpeg_that_tells_nothing_but_its_picture(town: Catalogue) -> None:
    cards = cards_of(town)
    assert len(cards) == 2 * (4 + 4 + 1 + 1)
    for content in cards.values():
        card = Image.open(io.BytesIO(content))
        assert (card.format, card.size, card.mode) == ("JPEG", SIZE, "RGB")
        assert len(content) < MOST_BYTES
        kinds = {content[place + 1] for place in segments(content)}
        assert not kinds & {*range(0xE1, 0xF0), 0xFE}, "an application's segment or a comment"


def segments(content: bytes) -> Iterator[int]:
    """Yield the place of every marker before the pixels of a JPEG."""
    place = 2
    while content[place + 1] != 0xDA:
        yield place
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")


def test_cards_are_the_same_on_every_run(town: Catalogue) -> None:
    before = cards_of(town)
    for kept in (town.root / ".cache" / "etalase" / "photos").iterdir():
        kept.unlink()
    (town.request().store).unlink()
    assert town.build().published
    assert cards_of(town) == before


def test_a_noisy_photo_stays_small_enough_to_be_shown(press: Press) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
    assert len(press.card(words("Sarung"), Image.fromarray(noise))) < 300_000


def test_without_a_font_for_its_script_a_card_carries_no_text(press: Press) -> None:
    """Whatever the words are, the card is the photo and the hem: no empty boxes, and no half of the text."""
    one, other = words("手織り絣", "ja", "Tenun Sari"), words("藍染めの布", "ja", "Batik Melati")
    assert not press.can_write(one)
    assert press.card(one, plain()) == press.card(other, plain())
    assert not press.can_write(words("Sarong Ж"))
    assert not press.can_write(words("Sarong", "en", "Тенун Сари"))
    assert press.can_write(words("Sarong", "ja", "Tenun Sari"))
    assert press.card(words("Sarong", "ja"), plain()) != press.card(one, plain())


@pytest.mark.usefixtures("no_machine_fonts")
def test_a_site_without_the_fonts_is_built_all_the_same(new_catalogue: NewCatalogue) -> None:
    catalogue = new_catalogue(settings=FOUR)
    catalogue.producer(swaps={"  en: Cloth from the river bank": "  en: Cloth\n  ja: 川辺の布"})
    assert catalogue.build().published
    assert Image.open(io.BytesIO(catalogue.file(card_address(catalogue, "ja/producers/tenun-sari/")))).size == SIZE


def test_latin_and_arabic_cards_do_not_hang_on_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The theme brings those fonts; only for Han characters and Hangul is the machine asked."""
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"a font")
    (tmp_path / "NotoSerif-Bold.ttf").write_bytes(b"another font")
    monkeypatch.setattr(sharing_fonts, "machine_folders", lambda: (tmp_path,))
    own = HOUSE / "themes" / FONTS
    shelf = Shelf(own)
    for lang in ("id", "en", "ar", "nl", "de", "ms", "fr"):
        assert {font.path.parent for font in shelf.fonts_of(lang)} == {own}
    families = {lang: [font.family for font in shelf.fonts_of(lang)] for lang in ("ja", "ko", "zh-Hans", "zh-Hant")}
    for lang, code in (("ja", "JP"), ("ko", "KR"), ("zh-Hans", "SC"), ("zh-Hant", "TC")):
        assert f"Noto Sans CJK {code}" in families[lang]


def test_a_damaged_font_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"ttcf")
    monkeypatch.setattr(sharing_fonts, "machine_folders", lambda: (tmp_path,))
    damaged = Press(HOUSE / "themes", ("ja",))
    assert not damaged.can_write(words("手織り", "ja", "布"))
    assert damaged.can_write(words("Sarong", "ja"))


@pytest.mark.parametrize("font", sorted((HOUSE / "themes" / FONTS).glob("*.ttf")), ids=lambda path: path.stem)
def test_the_shipped_fonts_cover_what_they_are_there_for(font: Path) -> None:
    coverage = Coverage(font)
    arabic = "Arabic" in font.name
    assert all((each in coverage) == arabic for each in "وشاحپگ،؟")
    assert all((each in coverage) != arabic for each in "ABCßéñøğķșžĳœấẽ“„»…–€×1")
    assert all(each not in coverage for each in "手한Ж\U0001f33f\uffff")


def test_signs_that_only_steer_need_no_glyph() -> None:
    assert not any(map(needs_glyph, "\u200f\u200e\u200d\u00ad\u202e\x07"))
    assert all(map(needs_glyph, "a手 ـ"))


@pytest.mark.parametrize(
    ("written", "twin"),
    [("#1", "1"), ("$x$", "x"), ("*x*", "x"), ("_x_", "x"), (r"\#x", "#x"), ("`x`", "x"), ("@x", "x"), ("[x]", "x")],
)
def test_markup_in_a_name_is_shown_as_it_is_written(press: Press, written: str, twin: str) -> None:
    assert press.card(words(written), plain()) != press.card(words(twin), plain())


def test_a_name_that_means_harm_is_only_a_name(press: Press) -> None:
    """Nothing a producer writes is read as a program: were it one, this would fail to compile, or read the file."""
    harm = ('#read("/etc/passwd")', '"] #panic("x") [', "#{while true {}}", "</svg><script>", "${x}\\u{0}", "{" * 90)
    for name in harm:
        assert press.card(words(name, "en", name, name=name, mark="7"), plain())


def test_turned_and_broken_lines_are_set_straight(press: Press) -> None:
    straight = press.card(words("kain tenun"), plain())
    for written in ("kain\ntenun", "kain \t tenun ", "kain\u202e tenun", "kain\x00 tenun\u2066", "kain\u2009tenun"):
        assert press.card(words(written), plain()) == straight


def test_an_ornament_without_a_glyph_is_left_out_and_nothing_else(press: Press) -> None:
    assert press.card(words("Sarung \U0001f33f"), plain()) == press.card(words("Sarung"), plain())
    assert press.card(words("Sarung ™"), plain()) != press.card(words("Sarung"), plain())


def test_letters_written_in_two_parts_are_those_written_in_one(press: Press) -> None:
    assert press.card(words("e\u0301tole"), plain()) == press.card(words("étole"), plain())


def test_arabic_letters_are_joined_and_stand_at_the_right(press: Press) -> None:
    """Joined letters are narrower than the same ones kept apart, and no longer the same shapes."""
    word = "كمستفيدة"
    joined = ink(press.card(words(word, "ar", name="x"), plain()))
    apart = ink(press.card(words("\u200c".join(word), "ar", name="x"), plain()))
    assert joined[2] - joined[0] < 0.9 * (apart[2] - apart[0])
    assert joined[0] > SIZE[0] / 2
    assert SIZE[0] - MARGIN - 12 <= joined[2] <= SIZE[0] - MARGIN
    latin = ink(press.card(words("Sarung", "id"), plain()))
    assert MARGIN <= latin[0] <= MARGIN + 12
    assert latin[2] < SIZE[0] / 2


@pytest.mark.parametrize("lang", ["en", "de", "ar"])
@pytest.mark.parametrize(
    "title",
    [
        "Sarung",
        "Kain tenun ikat sutra pewarna alam soga dan indigo " * 6,
        "W" * 200,
        "Hochlandarabicakaffeespezialitätenröstereigenossenschaftsverpackungsmaschinenfabrik",
        "وشاح إيكات منسوج يدويًا بالنيلة " * 6,
    ],
    ids=["short", "long", "unbroken", "compound", "arabic"],
)
def test_whatever_its_length_a_text_stays_within_its_room(press: Press, lang: str, title: str) -> None:
    left, top, right, bottom = ink(press.card(words(title, lang, title, title), plain()))
    assert left >= MARGIN - 4
    assert right <= SIZE[0] - MARGIN + 4
    assert top > 60
    assert bottom < SIZE[1] - HEM


@pytest.mark.parametrize("title", ["Sarung", "Kain tenun ikat sutra pewarna alam soga dan indigo " * 3])
def test_letters_stand_out_from_the_whitest_photo(press: Press, title: str) -> None:
    """Contrast of at least 4.5:1 (WCAG 2.2, 1.4.3) between the letters and the ground of their rows."""
    copy = words(title, "en", "Tenun Sari", "Lamongan")
    _, top, _, bottom = ink(press.card(copy, plain()))
    ground = pixels(press.card(copy, plain("white")))[top:bottom, 4:50]
    lightest = luminance(ground).max()
    assert (luminance(np.array([0xFF, 0xF8, 0xEA])) + 0.05) / (lightest + 0.05) >= 4.5


def luminance(colours: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return the relative luminance of sRGB colours, as WCAG defines it."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("size", [(1600, 1200), (900, 1600), (3000, 800), (400, 300)])
@pytest.mark.parametrize("focus", [(0.5, 0.5), (0.1, 0.9), (0.8, 0.2)])
def test_the_focal_point_of_a_photo_is_on_its_card(size: tuple[int, int], focus: tuple[float, float]) -> None:
    photo = Image.new("RGB", size, "white")
    x, y, reach = focus[0] * size[0], focus[1] * size[1], size[0] // 40
    ImageDraw.Draw(photo).rectangle((x - reach, y - reach, x + reach, y + reach), fill=RED)
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=95)
    seen = np.asarray(fitted(target.getvalue(), focus)).astype(int)
    assert seen.shape == (SIZE[1], SIZE[0], 3)
    assert ((seen[..., 0] > 150) & (seen[..., 1] < 80)).any()


def test_a_photo_is_shown_only_with_consent(catalogue: Catalogue) -> None:
    record = catalogue.producer()
    catalogue.write("producers/lamongan/tenun-sari/photos/depan.jpg", picture(640, 480, RED))
    page = "en/products/tenun-sari/sarung/"
    assert catalogue.build().published
    shown = card_address(catalogue, page)
    assert abs(pixels(catalogue.file(shown))[40, 40] - RED).max() < 12
    text = (catalogue.root / record).read_text("utf-8")
    catalogue.write(record, text.replace("photos: true", "photos: false"))
    assert catalogue.build().published
    hidden = card_address(catalogue, page)
    assert hidden != shown
    assert shown not in catalogue.published()
    for content in cards_of(catalogue).values():
        red, green, blue = pixels(content)[:500].reshape(-1, 3).T
        assert not ((red > 150) & (green < 90) & (blue < 90)).any()


def test_who_is_not_published_has_no_card(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"profile: true": "profile: false"})
    catalogue.producer("batik-melati", {"Tenun Sari": "Batik Melati"})
    assert catalogue.build().published
    assert len(cards_of(catalogue)) == 2 * 2


def test_a_site_may_do_without_cards(new_catalogue: NewCatalogue) -> None:
    """Then a page is shared by its photo, no wider than a card."""
    catalogue = new_catalogue(settings=OFF)
    catalogue.producer()
    catalogue.write("producers/lamongan/tenun-sari/photos/depan.jpg", picture(1700, 1275, RED))
    catalogue.expo()
    assert catalogue.build().published
    assert cards_of(catalogue) == {}
    for page in ("en/products/tenun-sari/sarung/", "expo/pameran/en/booths/tenun-sari/"):
        told = preview(catalogue, page)
        photo = Image.open(io.BytesIO(catalogue.file(told["og:image"].removeprefix("https://katalog.test/"))))
        assert photo.size == (int(told["og:image:width"]), int(told["og:image:height"]))
        assert photo.width <= 1200


def test_a_theme_without_a_layout_has_no_cards(catalogue: Catalogue) -> None:
    catalogue.producer()
    (catalogue.root / "themes").mkdir()
    for part in (HOUSE / "themes").iterdir():
        (catalogue.root / "themes" / part.name).symlink_to(part)
    own = catalogue.root / "themes" / "catalogue"
    own.unlink()
    own.mkdir()
    for part in (HOUSE / "themes" / "catalogue").iterdir():
        if part.name != "sharing":
            (own / part.name).symlink_to(part)
    assert catalogue.build().published
    assert cards_of(catalogue) == {}


def test_an_edited_phone_number_leaves_all_cards_alone(town: Catalogue) -> None:
    before = cards_of(town)
    text = (town.root / "producers/lamongan/tenun-sari/producer.yaml").read_text("utf-8")
    town.write("producers/lamongan/tenun-sari/producer.yaml", text.replace("0000-9999", "0000-1234"))
    assert set(town.build().rendered) == {"producer/tenun-sari"}
    assert cards_of(town) == before
    assert card_address(town, "en/products/tenun-sari/sarung/") in before


def test_an_edited_name_makes_its_own_producers_cards_anew(town: Catalogue) -> None:
    before = cards_of(town)
    text = (town.root / "producers/lamongan/tenun-sari/producer.yaml").read_text("utf-8")
    town.write("producers/lamongan/tenun-sari/producer.yaml", text.replace("Handwoven sarong", "Handwoven shawl"))
    assert remade(town.build()) == {"sharing/tenun-sari"}
    after = cards_of(town)
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 2
    assert all(after[address] == content for address, content in before.items() if address in after)


def test_another_name_of_the_site_makes_the_cards_of_that_language_anew(town: Catalogue) -> None:
    before = cards_of(town)
    town.write("mkdocs.yml", f"{SETTINGS}      title: {{id: Katalog Uji, en: A Catalogue}}\n")
    assert town.build().published
    gone = before.keys() - cards_of(town).keys()
    assert gone == {address for address in before if address.endswith("-en.jpg")}


def test_a_newly_installed_font_is_noticed(
    new_catalogue: NewCatalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = tmp_path / "machine"
    machine.mkdir()
    monkeypatch.setattr(sharing_fonts, "machine_folders", lambda: (machine,))
    catalogue = new_catalogue(settings=FOUR)
    catalogue.producer()
    assert catalogue.build().published
    before = set(cards_of(catalogue))
    assert catalogue.build().rendered == {}
    (machine / "ipag.ttf").write_bytes((HOUSE / "themes" / FONTS / "NotoSans-Regular.ttf").read_bytes())
    assert catalogue.build().published
    assert before - set(cards_of(catalogue)) == {a for a in before if a.endswith("-ja.jpg")}


def test_cards_are_not_drawn_with_other_fonts_than_their_addresses_say(catalogue: Catalogue) -> None:
    """On a cluster, each machine has fonts of its own."""
    catalogue.producer()
    told = catalogue.everybody().told
    showcase = catalogue.everybody().showcase
    assert told is not None and showcase is not None
    prepared, _ = prepare(catalogue.request(), told, showcase)
    assert prepared is not None
    site = replace(prepared.workshop.site, sharing={"id": "0" * 8, "en": "0" * 8})
    with pytest.raises(OSError, match="fonts"):
        _ = replaced(prepared.workshop, site=site).press
