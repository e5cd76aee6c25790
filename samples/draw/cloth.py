"""Textiles as images: ikat, batik, embroidery, plain weave. Colour first, weave on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from .noise import Array, blur, fbm, ink, lin, lookup, mix, smooth


def weave(rng: np.random.Generator, w: int, h: int, pitch: int = 4) -> Array:
    """The light and dark of a plain weave, about 1."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    over = (np.floor(x / pitch) + np.floor(y / pitch)) % 2
    thread = np.where(over > 0, np.sin(np.pi * (x / pitch % 1)), np.sin(np.pi * (y / pitch % 1)))
    slub = fbm(rng, w, h, 250, 1, stretch=20) + fbm(rng, h, w, 250, 1, stretch=20).T
    return (0.86 + 0.17 * thread + 0.025 * slub).astype(np.float32)


def plain(rng: np.random.Generator, colour: str, w: int = 1024, h: int = 1024, pitch: int = 4) -> Array:
    """One-coloured cloth."""
    return (ink(colour) * (weave(rng, w, h, pitch) * (1 + 0.03 * fbm(rng, w, h, 4, 3)))[..., None]).astype(np.float32)


def ikat(
    rng: np.random.Generator,
    ground: str,
    mid: str,
    light: str,
    accent: str,
    w: int = 1536,
    h: int = 1536,
    motif: str = "wave",
    repeat: float = 4,
) -> Array:
    """Warp ikat: the pattern is tied in the yarn, so every thread slips and edges feather along y."""
    pitch = 3
    n = w // pitch + 1
    slip = np.repeat(rng.normal(0, 1, n) * 0.55 + np.cumsum(rng.normal(0, 0.12, n)) * 0.2, pitch)[:w]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    x, y = x / w, y / h
    feather = 0.0085 * slip[None, :] + 0.004 * fbm(rng, w, h, 300, 1)
    yy = y + feather
    k = repeat
    if motif == "wave":
        crest = 0.19 * np.sin(x * 6.283 * k * 0.75) + 0.07 * np.sin(x * 6.283 * k * 1.5 + 1)
        ph = (yy * k + crest) % 1
        curl = np.hypot(((x * k * 0.75) % 1 - 0.25) * 1.2, (ph - 0.8) * 0.9)
        f = np.minimum(np.abs(ph - 0.18) - 0.075, np.abs(ph - 0.42) - 0.03)
        f = np.minimum(f, np.abs(curl - 0.1) - 0.022)
        g = np.abs(ph - 0.62) - 0.028
    elif motif == "diamond":
        a = np.abs((x * k) % 1 - 0.5) + np.abs((yy * k * 0.8) % 1 - 0.5)
        f = np.abs((a * 3.1) % 1 - 0.5) - 0.2
        g = a - 0.09
    else:  # arrow
        s = np.abs((x * k) % 1 - 0.5)
        ph = (yy * k * 1.4 + s * 1.6) % 1
        f = np.abs(ph - 0.3) - 0.12
        g = np.abs(ph - 0.7) - 0.045
    soft = 0.03
    t1, t2 = smooth(soft, -soft, f), smooth(soft, -soft, g)
    rgb = mix(np.broadcast_to(ink(ground), (h, w, 3)), ink(light), t1)
    rgb = mix(rgb, ink(accent), t2 * (1 - t1))
    stripe = smooth(0.47, 0.475, np.abs((x * 3) % 1 - 0.5))
    rgb = mix(rgb, ink(mid), stripe * 0.9)
    tone = np.repeat(rng.normal(1, 0.05, n), pitch)[:w][None, :]
    yarn = 0.9 + 0.1 * np.sin(np.pi * (np.arange(w) % pitch + 0.5) / pitch)[None, :]
    weft = 0.95 + 0.05 * np.sin(np.arange(h) * 2.1)[:, None]
    return (rgb * (tone * yarn * weft)[..., None]).astype(np.float32)


def petal(cx: float, cy: float, a: float, length: float, width: float, n: int = 22) -> list[tuple[float, float]]:
    """The outline of a leaf or petal growing from (cx, cy) at angle a."""
    t = np.linspace(0, 1, n)
    side = width * np.sin(np.pi * t**0.8)
    xs = np.concatenate([t * length, (t * length)[::-1]])
    ys = np.concatenate([side, -side[::-1]])
    return [
        (cx + x * np.cos(a) - y * np.sin(a), cy + x * np.sin(a) + y * np.cos(a)) for x, y in zip(xs, ys, strict=True)
    ]


def batik(
    rng: np.random.Generator,
    ground: str,
    main: str,
    second: str,
    light: str,
    n: int = 1536,
    style: str = "gentong",
    density: int = 15,
) -> Array:
    """Hand-drawn batik: flowers, leaves and tendrils with veins and dots, drawn as wax would be."""
    im = Image.new("RGB", (n, n), ground)
    d = ImageDraw.Draw(im)
    if style == "kawung":
        s = n // 8
        for j in range(-1, 17):
            for i in range(-1, 17):
                if (i + j) % 2:
                    continue
                cx, cy = i * s / 1.0, j * s / 1.0
                for q in range(4):
                    a = np.pi / 4 + q * np.pi / 2
                    d.polygon(petal(cx, cy, a, s * 1.3, s * 0.3), fill=light if q % 2 else main)
                    d.line(
                        [
                            (cx + s * 0.3 * np.cos(a), cy + s * 0.3 * np.sin(a)),
                            (cx + s * 0.95 * np.cos(a), cy + s * 0.95 * np.sin(a)),
                        ],
                        fill=ground,
                        width=5,
                    )
                d.ellipse((cx - 9, cy - 9, cx + 9, cy + 9), fill=light)
    elif style == "parang":
        s = n // 6
        for k in range(-8, 16):
            x0 = k * s
            d.line([(x0, n), (x0 + n, 0)], fill=main, width=s // 2)
            d.line([(x0 - s * 0.34, n), (x0 + n - s * 0.34, 0)], fill=light, width=7)
            d.line([(x0 + s * 0.34, n), (x0 + n + s * 0.34, 0)], fill=light, width=7)
            for j in range(26):
                cx, cy = x0 + j * n / 24, n - j * n / 24
                d.polygon(petal(cx - s * 0.16, cy - s * 0.16, 0.3, s * 0.36, s * 0.1), fill=light)
                d.ellipse((cx + s * 0.42, cy + s * 0.38, cx + s * 0.54, cy + s * 0.5), fill=second)
    else:
        dots = rng.integers(0, n, (5200, 2))
        for x, y in dots:
            d.ellipse((x - 3, y - 3, x + 3, y + 3), fill=second)
        spots: list[tuple[float, float]] = []
        tries = 0
        while len(spots) < density and tries < 4000:
            tries += 1
            p = rng.uniform(0, n, 2)
            if all(np.hypot(*(p - q)) > n / (density**0.5) * 0.82 for q in spots):
                spots.append((float(p[0]), float(p[1])))
        for cx, cy in spots:
            _spray(d, rng, cx, cy, n * rng.uniform(0.085, 0.12), ground, main, second, light, n)
    rgb = lin(np.asarray(im, np.float32) / 255)
    wob = fbm(rng, n, n, 26, 2) * 0.0016
    y, x = np.mgrid[0:n, 0:n].astype(np.float32) / n
    rgb = lookup(rgb, x + wob, y + wob.T)
    crack = smooth(0.03, 0.0, np.abs(fbm(rng, n, n, 7, 5))) * smooth(0.2, 1.4, fbm(rng, n, n, 3, 2))
    rgb = mix(rgb, ink(ground) * 0.6, crack * 0.35)
    return (rgb * (weave(rng, n, n, 3) * (1 + 0.06 * fbm(rng, n, n, 4, 4)))[..., None]).astype(np.float32)


def _spray(
    d: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    cx: float,
    cy: float,
    r: float,
    ground: str,
    main: str,
    second: str,
    light: str,
    n: int,
) -> None:
    """One flower with its leaves and a tendril, repeated over the edges so that the cloth tiles."""
    turn = rng.uniform(0, 6.283)
    lines: list[list[tuple[float, float]]] = []
    for k in range(5):
        t = np.linspace(0, 1, 40)
        a = turn + k * 1.256 + 0.9 * t
        rr = r * (0.8 + 1.35 * t)
        lines.append([(cx + x, cy + y) for x, y in zip(rr * np.cos(a), rr * np.sin(a), strict=True)])
    for ox in (-n, 0, n):
        for oy in (-n, 0, n):
            if not (-2.6 * r < cx + ox < n + 2.6 * r and -2.6 * r < cy + oy < n + 2.6 * r):
                continue
            for ln in lines:
                d.line([(x + ox, y + oy) for x, y in ln], fill=light, width=5, joint="curve")
                ex, ey = ln[-1]
                for s in (-0.9, 0.1, 1.0):
                    a = np.arctan2(ey - ln[-8][1], ex - ln[-8][0]) + s
                    d.polygon(petal(ex + ox, ey + oy, a, r * 0.62, r * 0.15), fill=second, outline=light, width=3)
                    d.line(
                        [(ex + ox, ey + oy), (ex + ox + r * 0.5 * np.cos(a), ey + oy + r * 0.5 * np.sin(a))],
                        fill=light,
                        width=3,
                    )
            for ring, (count, length, colour) in enumerate(((9, 1.0, main), (7, 0.68, second), (5, 0.42, main))):
                for k in range(count):
                    a = turn + ring * 0.4 + k * 6.2832 / count
                    d.polygon(
                        petal(cx + ox, cy + oy, a, r * length, r * length * 0.27), fill=colour, outline=light, width=4
                    )
                    for s in np.linspace(0.45, 0.85, 4):
                        x, y = cx + ox + r * length * s * np.cos(a), cy + oy + r * length * s * np.sin(a)
                        d.ellipse((x - 3, y - 3, x + 3, y + 3), fill=light)
            d.ellipse((cx + ox - r * 0.14, cy + oy - r * 0.14, cx + ox + r * 0.14, cy + oy + r * 0.14), fill=light)
            d.ellipse((cx + ox - r * 0.07, cy + oy - r * 0.07, cx + ox + r * 0.07, cy + oy + r * 0.07), fill=ground)


def embroider(
    rng: np.random.Generator,
    cloth: Array,
    flowers: Sequence[tuple[float, float, float]],
    threads: Sequence[str],
    leaf: str,
    petals: int = 6,
) -> tuple[Array, Array]:
    """Stitch ylang-ylang flowers on a cloth: three shades per petal, stitches along the petal.

    flowers are (x, y, radius) in fractions of the width. Gives colour and height.
    """
    h, w = cloth.shape[:2]
    rgb, high = cloth.copy(), np.zeros((h, w), np.float32)
    shades = [ink(c) for c in threads]

    def stitch(
        poly: list[tuple[float, float]], a: float, x0: float, y0: float, size: float, cols: Sequence[Array]
    ) -> None:
        xs, ys = [p[0] for p in poly], [p[1] for p in poly]
        left, t, r, b = (
            int(max(min(xs) - 2, 0)),
            int(max(min(ys) - 2, 0)),
            int(min(max(xs) + 2, w)),
            int(min(max(ys) + 2, h)),
        )
        if r - left < 3 or b - t < 3:
            return
        im = Image.new("L", (r - left, b - t), 0)
        ImageDraw.Draw(im).polygon([(x - left, y - t) for x, y in poly], fill=255)
        mask = np.asarray(im, np.float32) / 255
        yy, xx = np.mgrid[t:b, left:r].astype(np.float32)
        along = ((xx - x0) * np.cos(a) + (yy - y0) * np.sin(a)) / size
        across = -(xx - x0) * np.sin(a) + (yy - y0) * np.cos(a)
        line = 0.5 + 0.5 * np.sin(across * 2.1 + 9 * along * np.sign(across) + rng.uniform(0, 6))
        ragged = along + 0.05 * np.sin(across * 3.7) + 0.03 * rng.standard_normal(along.shape)
        c = mix(
            mix(np.broadcast_to(cols[0], (*mask.shape, 3)), cols[1], smooth(0.25, 0.45, ragged)),
            cols[2],
            smooth(0.6, 0.8, ragged),
        )
        c = c * (0.72 + 0.4 * line)[..., None]
        rgb[t:b, left:r] = mix(rgb[t:b, left:r], c, mask)
        high[t:b, left:r] = np.maximum(high[t:b, left:r], mask * (0.75 + 0.25 * line))

    green = [ink(leaf) * 0.7, ink(leaf), ink(leaf) * 1.25]
    for fx, fy, fr in flowers:
        cx, cy, r = fx * w, fy * w, fr * w
        turn = rng.uniform(0, 6.28)
        for k in range(3):
            a = turn + 1 + k * 2.1
            stitch(
                petal(cx + r * 0.25 * np.cos(a), cy + r * 0.25 * np.sin(a), a, r * 1.45, r * 0.24),
                a,
                cx,
                cy,
                r * 1.6,
                green,
            )
        for k in range(petals):
            a = turn + k * 6.2832 / petals + rng.normal(0, 0.08)
            ln = r * rng.uniform(0.9, 1.1)
            stitch(petal(cx, cy, a, ln, r * 0.22), a, cx, cy, ln, shades)
        stitch(petal(cx - r * 0.12, cy, 0, r * 0.24, r * 0.12), 0, cx, cy, r, [ink("#c98a1e")] * 3)
    return rgb.astype(np.float32), blur(high, 1)


def border(n: int, rows: Sequence[float], count: int, r: float) -> list[tuple[float, float, float]]:
    """Places for a row of flowers: (x, y, radius)."""
    return [((k + 0.5) / count, y + 0.02 * (-1) ** k, r * (1 if k % 2 else 0.78)) for y in rows for k in range(count)]
