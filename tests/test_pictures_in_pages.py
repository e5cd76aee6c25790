"""How photos appear in pages: which files a page asks for, what stands there until they come, how they are cropped."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route

from generator.model.picture import Picture, variant_address
from generator.model.request import HOUSE
from generator.pages.pictures import LARGEST, PictureView, picture_view
from tests.browser import SIZES, Complaints, browser_running, served
from tests.built_site import read_pages
from tests.conftest import NewCatalogue, SampleSite
from tests.small_catalogue import EXPO, Catalogue

STYLES = ("catalogue/static/catalogue.css", "expo/static/expo.css")
WIDTHS = (390, 768, 1024, 1440)
SHAPES = {"wide": (1000, 750), "tall": (900, 1200), "panorama": (1600, 400), "square": (820, 820)}
MEASURED = """() => {
  const spoken = (source) => {
    for (const each of source.sizes.split(",")) {
      const [, condition, length] = /^\\s*(?:(\\(.*\\))\\s+)?(\\S+)$/.exec(each);
      if (condition && !matchMedia(condition).matches) continue;
      return parseFloat(length) * (length.endsWith("vw") ? innerWidth / 100 : 1);
    }
  };
  const seen = (img) => {
    const box = img.getBoundingClientRect();
    const strip = img.closest(".gallery__strip")?.getBoundingClientRect();
    const left = Math.max(box.left, strip?.left ?? 0), right = Math.min(box.right, strip?.right ?? innerWidth);
    return box.top < innerHeight && right - left > 1;
  };
  return [...document.querySelectorAll("picture > img")].map((img) => {
    const [width, height] = [img.clientWidth, img.clientHeight];
    const drawn = height * img.getAttribute("width") / img.getAttribute("height");
    const whole = getComputedStyle(img).objectFit === "contain";
    return {
      place: img.closest("[class]:not(.photo, img)").className,
      said: img.previousElementSibling.sizes ? spoken(img.previousElementSibling) : null,
      least: whole ? Math.min(width, drawn) : width,
      most: whole ? Math.min(width, drawn) : Math.max(width, drawn),
      top: img.getBoundingClientRect().top,
      seen: seen(img), lazy: img.loading === "lazy", first: img.fetchPriority === "high",
    };
  });
}"""
"""What every picture of a page says of its width, and how wide it is drawn (css px): a cropped photo lies between its
frame's width and its own."""
FELT = """() => new Promise((resolve) => {
  const felt = {shifts: 0, largest: []};
  new PerformanceObserver((list) => { for (const each of list.getEntries()) felt.shifts += each.value; })
    .observe({type: "layout-shift", buffered: true});
  new PerformanceObserver((list) => { for (const each of list.getEntries()) felt.largest.push(each.url); })
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => resolve(felt), 300);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one headless Chromium for this module."""
    with browser_running() as running:
        yield running


@pytest.fixture(scope="module")
def base(sample_site: SampleSite) -> Iterator[str]:
    """Serve the sample site; return its address."""
    with served(sample_site.site) as address:
        yield address


@pytest.fixture
def shop(new_catalogue: NewCatalogue) -> Catalogue:
    """Build a catalogue of one product with a photo of every shape, in a booth of an expo."""
    catalogue = new_catalogue()
    entries = "".join(f"\n      - {{file: {name}.jpg, focus: [0.31, 0.9]}}" for name in SHAPES)
    catalogue.producer(swaps={"\n      - file: depan.jpg\n        alt: {id: Sarung, en: Sarong}": entries}, photos=())
    for name, size in SHAPES.items():
        catalogue.write(f"producers/lamongan/tenun-sari/photos/{name}.jpg", _scene(*size))
    catalogue.write("content/expos/pameran/expo.yaml", EXPO)
    outcome = catalogue.build()
    assert outcome.published, outcome.problems
    return catalogue


def _scene(width: int, height: int) -> bytes:
    """Draw what a blur can be told by: dark on the left, bright above, red below."""
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    scene = Image.merge("RGB", (down, across, across)).resize((width, height))
    target = io.BytesIO()
    scene.save(target, "JPEG", quality=92)
    return target.getvalue()


class _Desk:
    """As much of a desk as a picture needs."""

    lang, dir = "en", "ltr"

    def say(self, words: Mapping[str, str]) -> str:
        return words.get("en", "")


def _view(place: Any, widths: tuple[int, ...] = (320, 480, 800, 1200, 1600), **changes: Any) -> PictureView:
    given_: dict[str, Any] = {"focus": (0.5, 0.5), "blur": "", "colour": "a07040", **changes}
    picture = Picture("abc", widths[-1], widths[-1] * 3 // 4, widths, {"en": "A cloth"}, source="", **given_)
    view = picture_view(_Desk(), "../", picture, place)  # type: ignore[arg-type]
    assert view is not None
    return view


def _widths(srcset: str) -> list[int]:
    return [int(each.split()[1].removesuffix("w")) for each in srcset.split(", ")]


@pytest.mark.parametrize("place", ["card", "shelf", "hero"])
def test_a_place_offers_what_it_can_use_and_no_more(place: Any) -> None:
    view = _view(place)
    assert _widths(view.avif) == _widths(view.webp) == [w for w in (320, 480, 800, 1200, 1600) if w <= LARGEST[place]]
    assert (view.width, view.height) == (LARGEST[place], LARGEST[place] * 3 // 4)
    assert not view.jpeg if place == "card" else _widths(view.jpeg) == _widths(view.avif)


def test_a_thumbnail_is_one_small_file_of_each_format() -> None:
    view = _view("thumbnail")
    assert (view.avif, view.webp, view.src) == tuple(
        "../" + variant_address("abc", 320, each) for each in ("avif", "webp", "jpg")
    )
    assert (view.jpeg, view.width) == ("", 320)


@pytest.mark.parametrize("place", LARGEST)
def test_a_small_photo_is_never_promised_larger(place: Any) -> None:
    view = _view(place, widths=(207,))
    assert view.width == 207
    assert view.src == "../" + variant_address("abc", 207, "jpg")


@given(st.floats(0, 1), st.floats(0, 1))
@example(0.0, 1.0)
@example(0.5, 0.5)
@example(0.025, 0.975)
def test_the_focal_point_is_kept_within_five_percent(x: float, y: float) -> None:
    """The classes of a focal point are in both style sheets, and tell it to the nearest twentieth."""
    view = _view("card", focus=(x, y))
    for style in STYLES:
        told = {"fx": 50, "fy": 50} | {name: _value(style, f"{name}-{at}") for name, at in _classes(view.focus)}
        assert abs(told["fx"] - x * 100) <= 2.51
        assert abs(told["fy"] - y * 100) <= 2.51


@given(st.integers(0, 0xFFFFFF))
def test_the_dominant_colour_is_kept_within_a_sixteenth(colour: int) -> None:
    view = _view("thumbnail", colour=f"{colour:06x}")
    shown = [_value(STYLES[0], f"{name}-{tone}") for name, tone in _classes(view.colour)]
    assert all(abs(one - other) <= 8 for one, other in zip(shown, colour.to_bytes(3, "big"), strict=True))


def _classes(names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (each.partition("-") for each in names.split())]


def _value(style: str, name: str) -> int:
    found = re.findall(rf"\.{name}\{{--\w+:(\d+)%?\}}", _style(style))
    assert len(found) == 1, f"{name} in {style}"
    return int(found[0])


def _style(name: str) -> str:
    return (HOUSE / "themes" / name).read_text(encoding="utf-8")


def test_every_photo_that_is_named_anywhere_is_published(sample_site: SampleSite) -> None:
    """Sharing cards, structured data, open data and enlargements too, which nothing on a page loads."""
    site = sample_site.site
    there = {path.name for path in (site / "media").iterdir()}
    named: set[str] = set()
    for path in site.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".xml"}:
            named |= set(re.findall(r"media/([0-9a-f]+-\d+\.\w+)", path.read_text(encoding="utf-8")))
    assert named
    assert named - there == set()


def _pages_of_every_kind(site: Path, lang: str) -> list[str]:
    """Return one page of every kind, and the booths of three halls: their shelves are not equally full."""
    kinds: dict[str, list[str]] = {}
    for address, seen in read_pages(site).items():
        if seen.lang == lang:
            kinds.setdefault(seen.kind, []).append(address)
    assert {"home", "product", "producer", "category", "booth", "hall", "expo"} <= kinds.keys()
    return [address for kind, found in kinds.items() for address in found[: 8 if kind == "booth" else 1]]


def test_every_picture_tells_its_width_truly(browser: Browser, base: str, sample_site: SampleSite) -> None:
    """What ``sizes`` says is within 15 % of what is drawn, on every kind of page, from a phone to a desktop."""
    page = browser.new_page()
    wrong: list[str] = []
    for address in _pages_of_every_kind(sample_site.site, "en"):
        page.goto(base + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for each in page.evaluate(MEASURED):
                said = each["said"]
                if said is None:
                    true = each["least"] <= LARGEST["thumbnail"] / 2
                else:
                    true = each["least"] * 0.85 <= said <= each["most"] * 1.15
                if not true:
                    wrong.append(f"{address} at {width}: {each['place']}: {said} for {each['least']}-{each['most']}")
    page.close()
    assert wrong == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_phone_waits_for_nothing_it_shows(browser: Browser, base: str, sample_site: SampleSite, lang: str) -> None:
    """On the first screen no picture is lazy, far below it every one is; one picture of it is first, and preloaded."""
    width, height = SIZES["phone"]
    page = browser.new_page(viewport={"width": width, "height": height})
    wrong: list[str] = []
    for address in _pages_of_every_kind(sample_site.site, lang):
        page.goto(base + address)
        measured = page.evaluate(MEASURED)
        wrong += [f"{address}: {each['place']} is lazy" for each in measured if each["seen"] and each["lazy"]]
        far = [each for each in measured if each["top"] > 2 * height and not each["lazy"]]
        wrong += [f"{address}: {each['place']} is not lazy" for each in far]
        preloads = page.locator("link[rel=preload]")
        first = sum(each["first"] for each in measured)
        if preloads.count() != first or first != any(each["seen"] for each in measured):
            wrong.append(f"{address}: {preloads.count()} preloads, {first} first pictures")
        elif first:
            source = page.locator("picture:has(img[fetchpriority=high]) source").first
            for ours, theirs in (("imagesrcset", "srcset"), ("imagesizes", "sizes"), ("type", "type")):
                if preloads.get_attribute(ours) != source.get_attribute(theirs):
                    wrong.append(f"{address}: the preload's {ours} is another")
    page.close()
    assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_the_first_picture_is_fetched_once(browser: Browser, base: str, sample_site: SampleSite, size: str) -> None:
    """The preload and the picture agree on one file, and the browser never says that it was preloaded for nothing."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=2)
    complaints = Complaints(context, base)
    for kind in ("", "products/tenun-laras-parijata/sarung-ikat-gelombang/", "producers/tenun-laras-parijata/"):
        _assert_fetched_once(context.new_page(), f"{base}en/{kind}")
    for kind in ("halls/wastra/", "booths/tenun-laras-parijata/"):
        _assert_fetched_once(context.new_page(), f"{base}expo/expo-2026-ii/en/{kind}")
    context.close()
    assert complaints.found == []


def _assert_fetched_once(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    offered, shown, others = page.evaluate(
        """() => [
          document.querySelector("link[rel=preload]").imageSrcset.split(", ")
            .map((each) => new URL(each.split(" ")[0], document.baseURI).href),
          document.querySelector("picture img[fetchpriority=high]").currentSrc,
          [...document.querySelectorAll("picture img:not([fetchpriority=high])")].map((img) => img.currentSrc),
        ]"""
    )
    assert [url for url in asked if url in offered and url not in set(others) - {shown}] == [shown]


@pytest.mark.parametrize(
    ("address", "frames"),
    [
        ("en/", ".hero, .card__photo, .tile__photo"),
        ("en/products/tenun-sari/sarung/", ".gallery__shot, .from__photo"),
        ("id/products/", ".card__photo"),
        ("expo/pameran/en/booths/tenun-sari/", ".view .photo, .enlarge .photo"),
        ("expo/pameran/en/halls/kain/", ".stall-window .photo"),
        ("expo/pameran/en/", ".arch .photo"),
    ],
)
def test_a_blur_stands_until_the_photo_is_there(browser: Browser, shop: Catalogue, address: str, frames: str) -> None:
    """It looks like the photo, needs no script, moves nothing, and nothing of it is seen beside the photo."""
    with served(shop.out) as base:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        complaints = Complaints(context, base)
        page = context.new_page()
        photos = _Held(page)
        page.goto(base + address, wait_until="domcontentloaded")
        page.wait_for_timeout(400)
        framed = page.locator(frames).filter(has=page.locator("img.blur, .blur image"))
        assert framed.count() > 0
        before = [_seen(framed.nth(number)) for number in range(framed.count())]
        photos.let_go()
        for number, blurred in enumerate(before):
            frame = framed.nth(number)
            frame.scroll_into_view_if_needed()
            photo_there = "img => img.complete && img.naturalWidth > 0"
            page.wait_for_function(photo_there, arg=frame.locator("picture img").first.element_handle())
            photo = _seen(frame)
            assert _distance(blurred, photo) <= 32, f"{frames} {number} does not look like its photo"
            alone = _seen_without_blur(frame)
            assert _share_of_others(photo, alone) < 0.01, f"{frames} {number} shows through"
        felt = page.evaluate(FELT)
        assert felt["shifts"] == 0
        assert not [url for url in felt["largest"] if url.startswith("data:")]
        context.close()
    assert complaints.found == []


class _Held:
    """Holds back the photos of a page until they are let go."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._held: list[Route] | None = []
        page.route("**/media/**", self._meet)

    def _meet(self, route: Route) -> None:
        if self._held is None:
            route.continue_()
        else:
            self._held.append(route)

    def let_go(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            route.continue_()
        self._page.wait_for_load_state("networkidle")


def _seen(frame: Any) -> Image.Image:
    frame.scroll_into_view_if_needed()
    return Image.open(io.BytesIO(frame.screenshot())).convert("RGB")


def _seen_without_blur(frame: Any) -> Image.Image:
    show = "(frame, how) => frame.querySelectorAll('.blur').forEach((blur) => { blur.style.visibility = how; })"
    frame.evaluate(show, "hidden")
    seen = _seen(frame)
    frame.evaluate(show, "visible")
    return seen


def _share_of_others(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ to the eye; at edges between two pixels a few always do."""
    apart = ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 16))
    return float(apart.histogram()[255]) / (one.width * one.height)


def _distance(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart when seen from afar: the mean over an 8 x 8 grid, 0 to 255."""
    small: list[bytes] = [each.resize((8, 8), Image.Resampling.BOX).tobytes() for each in (one, other)]
    return float(sum(abs(a - b) for a, b in zip(*small, strict=True))) / len(small[0])


def test_what_stands_in_for_photos_is_neither_heard_nor_printed(browser: Browser, shop: Catalogue) -> None:
    """A screen reader hears of four photos and no more; on paper only the photos are left."""
    with served(shop.out) as base:
        page = browser.new_page()
        for address, photos in (("en/products/tenun-sari/sarung/", 4), ("expo/pameran/en/booths/tenun-sari/", 2)):
            page.emulate_media(media="screen")
            page.goto(base + address, wait_until="networkidle")
            assert page.locator("main").get_by_role("img").count() == photos
            blurs = page.locator(".blur")
            assert blurs.count() > 0
            page.emulate_media(media="print")
            assert (
                blurs.evaluate_all("all => all.filter((each) => getComputedStyle(each).display !== 'none').length") == 0
            )
        page.close()
