"""Photos spoilt on purpose, as cameras, telephones and messengers spoil them, and pictures of screens around them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Spoil = Callable[[Image.Image], Image.Image]
SENTENCES = (
    "Halo Bu apakah masih ada stok tenun ikat warna biru ukuran dua meter harga per lembar berapa kalau ambil lima "
    "puluh bisa kurang kirim ke Surabaya kapan terima kasih banyak besok saya transfer mohon difoto dulu barangnya"
)
WORDS = SENTENCES.split()


def recompressed(image: Image.Image, quality: int, form: str = "JPEG") -> Image.Image:
    target = io.BytesIO()
    image.save(target, form, quality=quality)
    return Image.open(target).convert("RGB")


def messenger(image: Image.Image) -> Image.Image:
    """Do to a photo what a messenger does: 1280 px, and quality for the road."""
    small = image.copy()
    small.thumbnail((1280, 1280))
    return recompressed(small, 60)


def stops(number: float) -> Spoil:
    """Expose so many stops less, in linear light."""
    table = [min(255, round(255 * ((level / 255) ** 2.2 * 2**-number) ** (1 / 2.2))) for level in range(256)]
    return lambda image: image.point(table * 3)


def trimmed(share: float) -> Spoil:
    """Cut off so much of every side."""

    def cut(image: Image.Image) -> Image.Image:
        x, y = round(image.width * share), round(image.height * share)
        return image.crop((x, y, image.width - x, image.height - y))

    return cut


def framed(border: int | tuple[int, int], colour: str, quality: int = 95) -> Spoil:
    return lambda image: recompressed(ImageOps.expand(image, border, colour), quality)


def pale(image: Image.Image) -> Image.Image:
    return image.point(lambda level: 130 + level / 3)


def blurred(radius: float, quality: int = 95) -> Spoil:
    return lambda image: recompressed(image.filter(ImageFilter.GaussianBlur(radius)), quality)


def _paragraph(draw: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int], size: int, ink: str) -> int:
    """Write a few lines; return where the next could stand. ``box`` is left, top and width."""
    left, top, width = box
    font = ImageFont.load_default(size)
    for _ in range(chance.randint(1, 4)):
        line = ""
        while draw.textlength(line, font) < width * chance.uniform(0.5, 0.85):
            line += chance.choice(WORDS) + " "
        draw.text((left, top), line, ink, font)
        top += size * 4 // 3
    return top


def chat(image: Image.Image, *, dark: bool = False) -> Image.Image:
    chance = random.Random(image.tobytes()[:64])
    width, height = chance.choice([(1080, 2400), (720, 1600), (1170, 2532)])
    ground, mine, theirs, ink = ("#efe6dd", "#d9fdd3", "white", "#111b21")
    if dark:
        ground, mine, theirs, ink = ("#0b141a", "#005c4b", "#1f2c34", "#e9edef")
    screen = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, width, width // 6), "#008069")
    draw.text((width // 5, width // 16), "Ibu Sari", "white", ImageFont.load_default(width // 22))
    top, count = width // 5, 0
    while top < height * 0.85:
        left = 30 if chance.random() < 0.5 else width // 4
        if count == 1:
            photo = ImageOps.contain(image, (width // 2, width // 2))
            screen.paste(photo, (left, top))
            top += photo.height + 30
        else:
            bubble = mine if left > 30 else theirs
            draw.rounded_rectangle((left, top, left + width * 7 // 10, top + width // 4), 18, bubble)
            _paragraph(draw, chance, (left + 20, top + 15, width * 6 // 10), width // 26, ink)
            top += width // 4 + 30
        count += 1
    return screen


def shop_page(image: Image.Image) -> Image.Image:
    chance = random.Random(image.tobytes()[:64])
    width, height = 1080, 2160
    screen = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(screen)
    screen.paste(ImageOps.fit(image, (width, width)), (0, 80))
    draw.text((40, 20), "09:41", "black", ImageFont.load_default(40))
    draw.text((30, width + 100), "Rp 185.000", "#ee4d2d", ImageFont.load_default(64))
    top = width + 200
    while top < height - 300:
        top = _paragraph(draw, chance, (30, top, width - 60), 38, "#333333") + 40
    draw.rectangle((0, height - 140, width, height), "#ee4d2d")
    return screen


def price_list(image: Image.Image) -> Image.Image:
    chance = random.Random(image.tobytes()[:64])
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    top = 90
    while top < 1600:
        top = _paragraph(draw, chance, (90, top, 1060), 28, "black") + 24
    return page


def flyer(image: Image.Image) -> Image.Image:
    """Draw a poster with a photo in it: half of it is no text at all."""
    chance = random.Random(image.tobytes()[:64])
    page = Image.new("RGB", (1080, 1350), chance.choice(["#ffd600", "#c81e2d", "#143c78"]))
    draw = ImageDraw.Draw(page)
    page.paste(ImageOps.fit(image, (860, 640)), (110, 330))
    draw.text((80, 60), "PROMO AKHIR TAHUN", "white", ImageFont.load_default(84))
    draw.text((80, 180), "Diskon 30% semua produk", "white", ImageFont.load_default(56))
    top = 1020
    while top < 1200:
        top = _paragraph(draw, chance, (80, top, 900), 40, "white")
    return page


SOUND: Mapping[str, Spoil] = {
    "as they are": lambda image: image,
    "through a messenger": messenger,
    "pale (a third of the contrast)": pale,
    "one stop darker": stops(1),
}
"""What deserves no word."""
SPOILT: Mapping[str, Mapping[str, Spoil]] = {
    "photo-blurred": {
        "blur 1.5 px of 1024 (hardly seen)": blurred(1.5),
        "blur 2.5 px": blurred(2.5),
        "blur 4 px": blurred(4),
        "blur 4 px, recompressed (60)": blurred(4, 60),
        "blur 8 px": blurred(8),
    },
    "photo-dark": {"two stops": stops(2), "three stops": stops(3), "four stops": stops(4)},
    "photo-framed": {
        "white, 40 px": framed(40, "white"),
        "white, 40 px, recompressed (60)": framed(40, "white", 60),
        "red, 14 px": framed(14, "#c81e2d"),
        "black bars above and below": framed((0, 100), "black"),
    },
    "photo-screen": {
        "chat": chat,
        "chat, dark": lambda image: chat(image, dark=True),
        "chat, through a messenger": lambda image: messenger(chat(image)),
        "shop's page": shop_page,
        "shop's page, through a messenger": lambda image: messenger(shop_page(image)),
        "price list": price_list,
        "price list, through a messenger": lambda image: messenger(price_list(image)),
        "flyer with a photo": flyer,
        "flyer with a photo, through a messenger": lambda image: messenger(flyer(image)),
    },
}
SAME: Mapping[str, Spoil] = {
    "recompressed (40)": lambda image: recompressed(image, 40),
    "as WebP (50)": lambda image: recompressed(image, 50, "WEBP"),
    "half as wide": lambda image: image.resize((image.width // 2, image.height // 2)),
    "320 px, recompressed (60)": lambda image: recompressed(ImageOps.contain(image, (320, 320)), 60),
    "15 % brighter": lambda image: image.point(lambda level: min(255, level * 1.15)),
    "trimmed by 1 % a side": trimmed(0.01),
    "trimmed by 2 % a side": trimmed(0.02),
    "trimmed by 4 % a side": trimmed(0.04),
    "mirrored (another photo)": ImageOps.mirror,
}
"""What happens to a photo that somebody else uses too."""
