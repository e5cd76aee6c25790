"""Hard and printed materials as images: wood, leather, burlap, plaited bamboo, labels."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .noise import Array, fbm, ink, lin, mix, smooth

INDIGO, SOGA, TURMERIC, MADDER = "#24385c", "#7a4a26", "#d39a2a", "#8e2f28"
LEAF, CHAR, PAPER, SAND = "#5c6b3c", "#2a2725", "#efe7d8", "#cdbb9c"


def wood(
    rng: np.random.Generator,
    base: str = "#9a6a3c",
    dark: str = "#5f3b1f",
    w: int = 1024,
    h: int = 512,
    rings: float = 9,
) -> Array:
    """Long-grained timber, the grain running along x."""
    warp = fbm(rng, w, h, 3, 4, stretch=5)
    y = np.linspace(0, 1, h, dtype=np.float32)[:, None]
    band = 0.5 + 0.5 * np.sin((y * rings + 0.55 * warp) * 6.283)
    fibre = fbm(rng, w, h, 200, 2, stretch=45)
    t = np.clip(0.18 + 0.45 * band**2 + 0.13 * fibre + 0.1 * fbm(rng, w, h, 4, 3, stretch=3), 0, 1)
    return mix(ink(base), ink(dark), t)


def leather(rng: np.random.Generator, base: str, n: int = 768) -> tuple[Array, Array]:
    """Grained leather: colour and a pebbled height."""
    pebble = np.abs(fbm(rng, n, n, 90, 2))
    tone = fbm(rng, n, n, 4, 5)
    rgb = ink(base) * (1 + 0.1 * tone - 0.05 * (1.2 - pebble))[..., None]
    return np.clip(rgb, 0.003, 1).astype(np.float32), pebble.astype(np.float32)


def burlap(rng: np.random.Generator, base: str = "#b89868", n: int = 512, threads: int = 52) -> Array:
    """Coarse plain weave of jute."""
    y, x = np.mgrid[0:n, 0:n].astype(np.float32) / n * threads
    x = x + 0.12 * fbm(rng, n, n, 20, 2)
    y = y + 0.12 * fbm(rng, n, n, 20, 2)
    over = (np.floor(x) + np.floor(y)) % 2
    a = np.where(over > 0, np.sin(np.pi * (x % 1)), np.sin(np.pi * (y % 1)))
    tone = 0.42 + 0.58 * np.clip(a, 0, 1) ** 0.7 + 0.07 * fbm(rng, n, n, 60, 2)
    return (ink(base) * tone[..., None]).astype(np.float32)


def plait(
    rng: np.random.Generator,
    cols: int,
    rows: int,
    light: str = "#d8b878",
    dark: str = "#8a5f2c",
    n: int = 1024,
    twill: int = 2,
    tint: float = 0.2,
    h: int | None = None,
) -> tuple[Array, Array]:
    """Plaited bamboo strips (over `twill`, under `twill`): colour and height."""
    h = n if h is None else h
    y, x = np.mgrid[0:h, 0:n].astype(np.float32)
    x, y = x / n * cols, y / h * rows
    ix, iy = np.floor(x).astype(int), np.floor(y).astype(int)
    over = ((ix + iy) % (2 * twill)) < twill
    fx, fy = x % 1, y % 1
    tall = np.where(
        over, np.sin(np.pi * np.clip(fx * 1.08 - 0.04, 0, 1)), np.sin(np.pi * np.clip(fy * 1.08 - 0.04, 0, 1))
    )
    run = np.where(over, ((iy + ix) % (2 * twill) + fy) / twill, ((ix + iy - twill) % (2 * twill) + fx) / twill)
    height = np.clip(tall, 0, 1) ** 0.4 * (0.55 + 0.45 * np.sin(np.pi * np.clip(run, 0, 1)))
    tc, tr = rng.normal(0, 1, cols + 1), rng.normal(0, 1, rows + 1)
    tone = np.where(over, tc[np.clip(ix, 0, cols)], tr[np.clip(iy, 0, rows)])
    fibre = np.where(over, fbm(rng, n, h, 260, 1), fbm(rng, n, h, 260, 1, stretch=1))
    t = np.clip(0.3 + tint * tone + 0.05 * fibre + 0.12 * over, 0, 1)
    rgb = mix(ink(light), ink(dark), t) * (0.28 + 0.72 * height)[..., None]
    return rgb.astype(np.float32), height.astype(np.float32)


def _font(px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(px)


def label(
    rng: np.random.Generator,
    title: str,
    sub: str,
    ground: str,
    ink_: str,
    accent: str,
    w: int = 900,
    h: int = 1200,
    motif: str = "wave",
    window: str | None = None,
) -> Array:
    """The front of a pack: a quiet ground, one motif, the product's own name."""
    im = Image.new("RGB", (w, h), ground)
    d = ImageDraw.Draw(im)
    m = int(w * 0.1)
    top, low = int(h * 0.2), int(h * 0.5)
    emblem(d, motif, w // 2, (top + low) // 2, int(min(w * 0.26, h * 0.17)), accent)
    y = int(h * 0.56)
    d.line((m * 2, y, w - m * 2, y), fill=accent, width=max(3, w // 220))
    size = int(min(w * 0.12, h * 0.125))
    words = title.split("|")
    while max(d.textlength(t, font=_font(size)) for t in words) > w - 2 * m and size > 12:
        size -= 2
    y += int(h * 0.03)
    for t in words:
        d.text((w / 2, y), t, font=_font(size), fill=ink_, anchor="ma")
        y += int(size * 1.16)
    d.text((w / 2, y + size * 0.3), sub, font=_font(int(min(size, w * 0.1) * 0.52)), fill=accent, anchor="ma")
    if window:
        d.rounded_rectangle((m, int(h * 0.83), w - m, int(h * 0.95)), 24, fill=window)
    rgb = lin(np.asarray(im, np.float32) / 255)
    return (rgb * (1 + 0.02 * fbm(rng, w, h, 30, 3))[..., None]).astype(np.float32)


def emblem(d: ImageDraw.ImageDraw, motif: str, cx: float, cy: float, r: float, colour: str) -> None:
    """A small drawn sign for a label."""
    lw = max(3, int(r / 16))
    if motif == "wave":
        for k in range(-2, 3):
            pts = [(cx + r * t, cy + k * r * 0.3 + r * 0.13 * np.sin(t * 7 + k)) for t in np.linspace(-1, 1, 60)]
            d.line(pts, fill=colour, width=lw, joint="curve")
    elif motif == "hill":
        for k in range(4):
            s = 1 - 0.22 * k
            pts = [
                (cx + r * t, cy + r * 0.6 - r * 1.1 * s * np.exp(-(((t - 0.15 * k) * 2.2) ** 2)))
                for t in np.linspace(-1.2, 1.2, 80)
            ]
            d.line(pts, fill=colour, width=lw, joint="curve")
    elif motif == "leaf":
        for a in (-0.75, 0, 0.75):
            t = np.linspace(0, 1, 40)
            side = 0.2 * np.sin(np.pi * t)
            for s in (-1, 1):
                x, y = side * s, -t * 1.5 + 0.5
                d.line(
                    [
                        (
                            cx + r * (xx * np.cos(a) - (yy - 0.6) * np.sin(a)),
                            cy + r * (xx * np.sin(a) + (yy - 0.6) * np.cos(a) + 0.6),
                        )
                        for xx, yy in zip(x, y, strict=True)
                    ],
                    fill=colour,
                    width=lw,
                )
    elif motif == "flower":
        for k in range(6):
            a = k * np.pi / 3
            d.ellipse(
                (
                    cx + r * 0.5 * np.cos(a) - r * 0.34,
                    cy + r * 0.5 * np.sin(a) - r * 0.34,
                    cx + r * 0.5 * np.cos(a) + r * 0.34,
                    cy + r * 0.5 * np.sin(a) + r * 0.34,
                ),
                outline=colour,
                width=lw,
            )
    elif motif == "sun":
        d.ellipse((cx - r * 0.45, cy - r * 0.45, cx + r * 0.45, cy + r * 0.45), outline=colour, width=lw * 2)
        for k in range(16):
            a = k * np.pi / 8
            d.line(
                (cx + r * 0.6 * np.cos(a), cy + r * 0.6 * np.sin(a), cx + r * np.cos(a), cy + r * np.sin(a)),
                fill=colour,
                width=lw,
            )
    elif motif == "gunungan":  # the leaf-shaped opening figure of a shadow play
        t = np.linspace(0, 1, 60)
        for s in (1.0, 0.78, 0.56):
            side = 0.72 * np.sin(np.pi * t**0.72) ** 0.9
            left = [(cx - r * s * x, cy + r * (1 - 2 * y * 1.05) * s) for x, y in zip(side, t, strict=True)]
            right = [(cx + r * s * x, cy + r * (1 - 2 * y * 1.05) * s) for x, y in zip(side, t, strict=True)]
            d.line(left + right[::-1], fill=colour, width=lw, joint="curve")
        d.line((cx, cy + r * 0.9, cx, cy - r * 0.5), fill=colour, width=lw)
    elif motif == "fish":
        t = np.linspace(0, np.pi * 2, 90)
        d.line([(cx + r * (0.15 - 0.85 * np.cos(a)), cy + r * 0.4 * np.sin(a)) for a in t], fill=colour, width=lw)
        d.line(
            [
                (cx - r * 0.62, cy),
                (cx - r * 1.1, cy - r * 0.34),
                (cx - r * 0.95, cy),
                (cx - r * 1.1, cy + r * 0.34),
                (cx - r * 0.62, cy),
            ],
            fill=colour,
            width=lw,
            joint="curve",
        )
        for k in range(4):
            x = cx + r * (0.4 - 0.26 * k)
            d.arc((x - r * 0.14, cy - r * 0.2, x + r * 0.14, cy + r * 0.2), 270, 90, fill=colour, width=lw)
        d.ellipse((cx + r * 0.68, cy - r * 0.14, cx + r * 0.78, cy - r * 0.04), fill=colour)
    elif motif == "flame":
        for s in (1.0, 0.6):
            t = np.linspace(0, 1, 50)
            x = 0.55 * np.sin(np.pi * t**0.6) * (1 - 0.25 * np.sin(t * 5))
            d.line(
                [(cx - r * s * a, cy + r * 0.8 - r * 1.7 * s * b) for a, b in zip(x, t, strict=True)]
                + [(cx + r * s * a, cy + r * 0.8 - r * 1.7 * s * b) for a, b in zip(x[::-1], t[::-1], strict=True)],
                fill=colour,
                width=lw,
                joint="curve",
            )


def marble(rng: np.random.Generator, a: str, b: str, n: int = 512) -> Array:
    """Soft veins of one colour in another: soap, stone, paste."""
    f = fbm(rng, n, n, 3, 5)
    g = np.sin(6 * f + 3 * fbm(rng, n, n, 2, 3))
    return mix(ink(a), ink(b), smooth(0.2, 1.0, g))


def speckled(
    rng: np.random.Generator, base: str, spot: str, n: int = 512, cells: int = 120, amount: float = 1.2
) -> Array:
    """A ground with fine flecks."""
    f = fbm(rng, n, n, cells, 2)
    return mix(
        ink(base) * (1 + 0.05 * fbm(rng, n, n, 6, 4))[..., None],
        np.broadcast_to(ink(spot), (n, n, 3)),
        smooth(amount, amount + 0.8, f),
    )


def bricks(rng: np.random.Generator) -> Array:
    """A wall of bricks in running bond."""
    v, u = np.mgrid[0:1:512j, 0:1:512j].astype(np.float32)
    row = np.floor(v * 10)
    a, b = (u * 5 + 0.5 * (row % 2)) % 1, (v * 10) % 1
    gap = smooth(0.0, 0.04, np.minimum(a, 1 - a)) * smooth(0.0, 0.09, np.minimum(b, 1 - b))
    ident = np.sin((np.floor(u * 5 + 0.5 * (row % 2)) % 5) * 12.9 + row * 78.2) * 43758.5
    t = ident - np.floor(ident)
    c = mix(ink("#8a4a30"), ink("#a8684a"), t[..., None]) * (1 + 0.1 * fbm(rng, 512, 512, 20, 4))[..., None]
    return mix(np.broadcast_to(ink("#8f857a"), c.shape), c, gap)
