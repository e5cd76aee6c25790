"""Covers of the growers and fishers: where their products come from, without people."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .noise import fbm
from .picture import Picture
from .scenery import H, Scenery, W, maize, palm, shrub, tone, tree


def coffee_slopes(name: str) -> Image.Image:
    """Terraced coffee rows under a volcano at first light."""
    s = Scenery(name, "#a9c0cc", "#f3dfbf", "#e9d9c0", (0.24, 0.33))
    s.ridge(0.5, 0.012, 4, "#6d8496", 0.55, bump=(0.68, 0.2, 0.25))
    s.ridge(0.53, 0.02, 5, "#56707a", 0.42, bump=(0.3, 0.17, 0.09))
    s.mist(0.56, 0.045, 0.7)
    s.ridge(0.58, 0.018, 6, "#4d6a52", 0.22, 0.006)
    s.mist(0.62, 0.03, 0.4)
    s.ridge(0.63, 0.015, 3, "#5f7a46", 0.0, 0.0, -0.1)
    _rows(s, 12, 0.66, -0.1, "#22361f", "#8fa85a", "#a8362a")
    return s.done()


def _rows(
    s: Scenery, n: int, top: float, tilt: float, dark: str, light: str, dots: str | None, shade_trees: bool = False
) -> None:
    """Rows of bushes along contour lines, small and hazy far off, large and clear in front."""
    wob = fbm(s.rng, 256, 8, 3, 3)[4]
    for k in range(n):
        t = (k / (n - 1)) ** 1.35
        base = top + (1.12 - top) * t
        size = 22 + 118 * t
        im, d = s.layer()
        step = size * 1.18
        xs = np.arange(-size, W + size, step) + s.rng.uniform(0, step)
        shadows = []
        for x in xs:
            y = (
                base
                + tilt * (1 - t) * (x / W - 0.5)
                + 0.018 * (1.2 - t) * np.interp(x / W, np.linspace(0, 1, 256), wob)
            ) * H
            far = 0.42 * (1 - t) ** 1.5
            shrub(
                d,
                s.rng,
                x + s.rng.normal(0, size * 0.08),
                y,
                size * s.rng.uniform(0.52, 0.64),
                tone(dark, s.haze, far),
                tone(light, s.haze, far),
                dots if dots and t > 0.3 else None,
                int(50 + 170 * t),
            )
            shadows.append((x / W + 0.01 * t, (y - size * 0.06) / H, size * 0.55 / W, size * 0.16 / H))
        s.shade(shadows, 0.5)
        s.paint(im)
        if shade_trees and k in (2, 4, 6):
            im, d = s.layer()
            for x in s.rng.uniform(0.04, 0.96, 5 - k // 2):
                far = 0.35 * (1 - t)
                tree(
                    d,
                    s.rng,
                    x * W,
                    (base + 0.01) * H,
                    340 + 420 * t,
                    tone("#2c4228", s.haze, far),
                    tone("#a3b566", s.haze, far),
                    tone("#5b4630", s.haze, far),
                    None,
                    0.24,
                )
            s.paint(im)


def shaded_slope(name: str) -> Image.Image:
    """Robusta under shade trees, red cherries in front."""
    s = Scenery(name, "#b9cbc6", "#f0e4c4", "#e2dfc4", (0.74, 0.26))
    s.ridge(0.42, 0.02, 4, "#76908a", 0.5, bump=(0.25, 0.22, 0.12))
    s.ridge(0.48, 0.02, 5, "#5b7a62", 0.34, 0.005)
    s.mist(0.52, 0.04, 0.6)
    s.ridge(0.55, 0.014, 4, "#61783f", 0.0, 0, 0.06)
    _rows(s, 9, 0.6, 0.1, "#1d341d", "#86a04e", "#b03427", True)
    return s.done()


def raised_beds(name: str) -> Image.Image:
    """Raised drying beds among garden trees."""
    s = Scenery(name, "#b5cad0", "#f3e6c8", "#e9e2c8", (0.2, 0.22))
    s.ridge(0.46, 0.014, 5, "#7a937f", 0.45, 0.004)
    s.plain(0.5, "#b08a5c", "#cdb58a")
    im, d = s.layer()
    for x, h in ((0.06, 620), (0.2, 480), (0.36, 420), (0.52, 440), (0.66, 470), (0.8, 540), (0.95, 660)):
        tree(
            d,
            s.rng,
            x * W,
            (0.52 + 0.00006 * h) * H,
            h,
            tone("#2c4a2a", s.haze, 0.16),
            tone("#9fb45e", s.haze, 0.12),
            "#5b4630",
            "#d9a83c" if x in (0.2, 0.8) else None,
        )
    s.shade([(x, 0.555, 0.09, 0.014) for x in (0.06, 0.2, 0.36, 0.52, 0.66, 0.8, 0.95)], 0.35)
    s.paint(im)
    for y0, y1, xl, xr in ((0.6, 0.645, 0.24, 0.8), (0.7, 0.77, 0.14, 0.88), (0.84, 0.95, 0.0, 0.98)):
        _bed(s, y0, y1, xl, xr)
    return s.done()


def _bed(s: Scenery, y0: float, y1: float, xl: float, xr: float) -> None:
    """One drying bed in perspective, covered with cherries from red to brown."""
    inset = (xr - xl) * 0.06
    s.shade([((xl + xr) / 2 + 0.02, y1 + 0.045, (xr - xl) * 0.5, 0.02)], 0.5)
    im, d = s.layer()
    leg = (y1 - y0) * 0.95
    for t in np.linspace(0, 1, 6):
        x = (xl + (xr - xl) * t) * W
        d.line([(x, y1 * H), (x, (y1 + leg) * H)], fill="#6d4e2e", width=int(90 * (y1 - y0) + 8))
        d.line([(x - 2, y1 * H), (x - 2, (y1 + leg) * H)], fill="#a07a48", width=int(25 * (y1 - y0) + 3))
    d.polygon(
        [((xl + inset) * W, y0 * H), ((xr - inset) * W, y0 * H), (xr * W, y1 * H), (xl * W, y1 * H)], fill="#6b3a22"
    )
    cols = ["#8e3a28", "#a8502e", "#7a3222", "#b56a38", "#6b2c20"]
    n = int(5200 * (y1 - y0) / 0.06)
    ys = np.sort(s.rng.random(min(n, 9000)))
    for q in ys:
        y = y0 + (y1 - y0) * q
        a, b = xl + inset * (1 - q), xr - inset * (1 - q)
        x = a + (b - a) * s.rng.random()
        r = 60 * (y1 - y0) * (0.75 + 0.4 * q) + 1.5
        c = cols[s.rng.integers(5)]
        d.ellipse((x * W - r, y * H - r * 0.7, x * W + r, y * H + r * 0.7), fill=c)
        d.ellipse((x * W - r * 0.6, y * H - r * 0.55, x * W, y * H - r * 0.1), fill=tone(c, "#ffdcb8", 0.35))
    th = 14 + 160 * (y1 - y0)
    d.polygon([(xl * W, y1 * H), (xr * W, y1 * H), (xr * W, y1 * H + th), (xl * W, y1 * H + th)], fill="#a67c4a")
    d.line([(xl * W, y1 * H + 2), (xr * W, y1 * H + 2)], fill="#d0a86e", width=5)
    s.paint(im)


def cocoa_grove(name: str) -> Image.Image:
    """Cocoa trees with pods on the trunk, light falling between them."""
    s = Scenery(name, "#c9cfa8", "#f3e8be", "#e9e3b8", (0.55, 0.3))
    im, d = s.layer()
    for x in s.rng.uniform(0, 1, 12):
        tree(
            d,
            s.rng,
            x * W,
            0.6 * H,
            760,
            tone("#4a6438", s.haze, 0.62),
            tone("#a8b86a", s.haze, 0.55),
            tone("#6d553a", s.haze, 0.55),
        )
    s.paint(im)
    s.mist(0.55, 0.09, 0.45)
    s.plain(0.62, "#6d4a2c", "#b39a68", 0.16)
    for x, y, h in ((0.3, 0.7, 1050), (0.76, 0.72, 1100), (0.53, 0.66, 820)):
        s.shade([(x + 0.03, y, 0.12, 0.014)], 0.5)
        _cocoa(s, x * W, y * H, h)
    for x, y, h in ((0.1, 0.93, 1750), (0.9, 0.95, 1800)):
        s.shade([(x + 0.03, y, 0.16, 0.02)], 0.55)
        _cocoa(s, x * W, y * H, h)
    im, d = s.layer()
    for _ in range(420):
        x, y = s.rng.random() * W, (0.66 + 0.36 * s.rng.random()) * H
        r, a = 10 + 34 * (y / H - 0.6), s.rng.uniform(0, 3.14)
        c = tone("#6b4424", "#c08a4a", s.rng.random())
        d.polygon(
            [
                (x + r * 2 * np.cos(a), y + r * 0.7 * np.sin(a)),
                (x - r * np.sin(a) * 0.7, y + r * 0.3),
                (x - r * 2 * np.cos(a), y - r * 0.7 * np.sin(a)),
                (x + r * np.sin(a) * 0.7, y - r * 0.3),
            ],
            fill=c,
        )
    s.paint(im)
    return s.done()


def _cocoa(s: Scenery, x: float, y: float, h: float) -> None:
    im, d = s.layer()
    w = h * 0.03
    d.polygon(
        [(x - w * 1.2, y), (x + w * 1.2, y), (x + w * 0.8, y - h * 0.6), (x - w * 0.8, y - h * 0.6)], fill="#5b452e"
    )
    d.polygon(
        [(x - w * 1.2, y), (x - w * 0.3, y), (x - w * 0.2, y - h * 0.6), (x - w * 0.8, y - h * 0.6)], fill="#8a6d48"
    )
    for k in range(6):
        py, sx = y - h * (0.14 + 0.075 * k), 1 if k % 2 else -1
        px, r = x + sx * w * 1.7, h * 0.032
        c = ("#b5562a", "#d09a34", "#8e3428")[k % 3]
        d.line([(x, py - r), (px, py - r)], fill="#5b452e", width=max(2, int(h * 0.008)))
        d.ellipse((px - r, py - r, px + r, py + r * 2.4), fill=c)
        for q in (-0.5, 0.0, 0.5):
            d.arc(
                (px - r * abs(q) - 1, py - r, px + r * abs(q) + 1, py + r * 2.4),
                90 if q < 0 else 270,
                270 if q < 0 else 90,
                fill=tone(c, "#3a1a10", 0.4),
                width=max(1, int(h * 0.004)),
            )
        d.ellipse((px - r * 0.6, py - r * 0.4, px - r * 0.15, py + r * 0.9), fill=tone(c, "#ffe0b0", 0.45))
    for _ in range(54):
        a, q = s.rng.uniform(-3.3, 0.2), s.rng.random() ** 0.6
        lx, ly = x + h * 0.34 * q * np.cos(a), y - h * 0.62 + h * 0.3 * q * np.sin(a) + h * 0.05
        ln, b = h * s.rng.uniform(0.09, 0.15), s.rng.uniform(0.7, 2.4)
        t = np.linspace(0, 1, 12)
        wd = ln * 0.2 * np.sin(np.pi * t)
        xs, ys = lx + ln * t * np.cos(b), ly + ln * t * np.sin(b)
        nx, ny = -np.sin(b) * wd, np.cos(b) * wd
        c = tone("#2a4420", "#a3b558", 0.35 - 0.3 * np.sin(a) * q * -1 * -1 + s.rng.normal(0, 0.16))
        d.polygon([*zip(xs + nx, ys + ny, strict=True), *zip((xs - nx)[::-1], (ys - ny)[::-1], strict=True)], fill=c)
        d.line([(xs[0], ys[0]), (xs[-1], ys[-1])], fill=tone(c, "#e9efb4", 0.3), width=max(1, int(h * 0.003)))
    s.paint(im)


def orchard(name: str) -> Image.Image:
    """Apple trees in rows below a high ridge."""
    s = Scenery(name, "#a8c4d4", "#eee6d0", "#dfe3d8", (0.78, 0.24))
    s.ridge(0.42, 0.016, 4, "#718aa0", 0.48, bump=(0.4, 0.26, 0.2))
    s.ridge(0.48, 0.02, 5, "#5a7a70", 0.32, 0.004, bump=(0.85, 0.2, 0.07))
    s.mist(0.52, 0.04, 0.6)
    s.plain(0.55, "#7a8f48", "#a9b47c", 0.1)
    for k, (y, h, gap) in enumerate(
        ((0.585, 170, 0.075), (0.63, 250, 0.11), (0.7, 380, 0.165), (0.8, 560, 0.25), (0.97, 860, 0.4))
    ):
        im, d = s.layer()
        xs = np.arange(0.02 + 0.04 * (k % 2), 1.05, gap)
        s.shade([(x + 0.012, y, h * 0.3 / W, h * 0.05 / H) for x in xs], 0.45)
        far = 0.3 * (1 - k / 4)
        for x in xs:
            tree(
                d,
                s.rng,
                x * W,
                y * H,
                h,
                tone("#2c4726", s.haze, far),
                tone("#9db25a", s.haze, far),
                tone("#5b4630", s.haze, far),
                tone("#b8392c", s.haze, far),
                0.3,
            )
        s.paint(im)
    return s.done()


def maize_field(name: str) -> Image.Image:
    """A dry-field maize plot in late light."""
    s = Scenery(name, "#c9c4a8", "#f6dfae", "#eed9ac", (0.3, 0.36))
    s.ridge(0.5, 0.012, 4, "#a08c66", 0.5)
    s.ridge(0.53, 0.01, 6, "#8a8250", 0.3, 0.005)
    s.plain(0.56, "#a8783e", "#d0ae70", 0.14)
    for k in range(9):
        t = (k / 8) ** 1.4
        y, h = 0.59 + 0.5 * t, 110 + 820 * t
        im, d = s.layer()
        far = 0.34 * (1 - t) ** 1.4
        xs = np.arange(-0.02, 1.05, 0.022 + 0.088 * t) + s.rng.uniform(0, 0.03)
        xs = xs[np.abs(xs - (0.52 + 0.02 * t)) > 0.02 + 0.1 * t] if k > 1 else xs
        s.shade([(x + 0.01, y, h * 0.16 / W, h * 0.025 / H) for x in xs], 0.4)
        for x in xs:
            maize(
                d,
                s.rng,
                x * W,
                y * H,
                h * s.rng.uniform(0.9, 1.08),
                tone("#4a5a24", s.haze, far),
                tone("#c2b45a", s.haze, far),
            )
        s.paint(im)
    return s.done()


def fish_ponds(name: str) -> Image.Image:
    """Delta ponds between dykes, a small hut, far mangroves."""
    s = Scenery(name, "#9fbcc8", "#f5dcb6", "#eedcc0", (0.27, 0.37))
    s.ridge(0.5, 0.004, 6, "#6d8a84", 0.45, 0.006)
    s.water(0.52, "#5b8490", "#e6cfae")
    im, d = s.layer()
    for y, th in ((0.555, 0.006), (0.61, 0.011), (0.71, 0.02)):
        d.polygon(
            [(0, y * H), (W, (y - 0.006) * H), (W, (y - 0.006 + th) * H), (0, (y + th) * H)],
            fill=tone("#7d6d42", s.haze, 0.5 - 12 * th),
        )
        d.polygon(
            [(0, y * H), (W, (y - 0.006) * H), (W, (y - 0.006 + th * 0.4) * H), (0, (y + th * 0.4) * H)],
            fill=tone("#8f9450", s.haze, 0.5 - 12 * th),
        )
    for a, b, w0, w1 in ((0.42, 0.12, 5, 110), (0.63, 0.98, 5, 120)):
        d.polygon([(a * W - w0, 0.555 * H), (a * W + w0, 0.555 * H), (b * W + w1, H), (b * W - w1, H)], fill="#8a7448")
        d.polygon([(a * W - w0, 0.555 * H), (a * W, 0.555 * H), (b * W, H), (b * W - w1, H)], fill="#929650")
    s.paint(im)
    im, d = s.layer()
    for x in s.rng.uniform(0, 1, 36):
        shrub(
            d,
            s.rng,
            x * W,
            0.556 * H,
            s.rng.uniform(18, 40),
            tone("#35543a", s.haze, 0.3),
            tone("#8fa068", s.haze, 0.25),
            None,
            60,
        )
    x, y = 0.72 * W, 0.71 * H
    for dx in (-110, -40, 40, 110):
        d.line([(x + dx, y - 110), (x + dx, y + 60)], fill="#4c3a26", width=9)
    d.polygon([(x - 130, y - 90), (x + 130, y - 90), (x + 130, y - 240), (x - 130, y - 240)], fill="#8a6a40")
    for k in range(13):
        d.line([(x - 125 + k * 21, y - 240), (x - 125 + k * 21, y - 90)], fill="#6d5230", width=3)
    d.rectangle((x - 25, y - 200, x + 45, y - 90), fill="#2e2418")
    d.polygon([(x - 180, y - 225), (x, y - 350), (x + 180, y - 225)], fill="#a8865a")
    d.polygon([(x - 180, y - 225), (x, y - 350), (x + 20, y - 335), (x - 100, y - 225)], fill="#c7a878")
    s.paint(im)
    ref, dr = s.layer()
    dr.polygon(
        [(x - 130, y + 62), (x + 130, y + 62), (x + 110, y + 250), (x, y + 330), (x - 110, y + 250)],
        fill=(60, 48, 34, 90),
    )
    s.paint(ref)
    im, d = s.layer()
    for bx in (0.06, 0.93):
        for _ in range(60):
            gx = bx * W + s.rng.normal(0, 90)
            hh = s.rng.uniform(80, 240)
            d.line(
                [(gx, H), (gx + s.rng.normal(0, 40), H - hh)], fill=tone("#3f5a2c", "#a8ac5c", s.rng.random()), width=5
            )
    s.paint(im)
    return s.done()


def bay(name: str) -> Image.Image:
    """A bay with outrigger boats and floating cages."""
    s = Scenery(name, "#8fb4c6", "#f6dcbc", "#ead9c4", (0.27, 0.36))
    s.ridge(0.49, 0.012, 4, "#5f7f90", 0.45, bump=(0.86, 0.2, 0.16))
    s.ridge(0.51, 0.008, 6, "#4a6a60", 0.24, 0.004, bump=(0.05, 0.16, 0.12))
    s.water(0.53, "#1f4a5c", "#dcc9b0")
    for x, y, k, c in (
        (0.74, 0.6, 0.36, "#5b7d8e"),
        (0.9, 0.625, 0.42, "#8e2f28"),
        (0.36, 0.66, 0.6, "#e2d6bc"),
        (0.63, 0.82, 1.3, "#24527a"),
    ):
        _boat(s, x * W, y * H, k, c)
    im, d = s.layer()
    for j in range(3):
        for i in range(4):
            x, y, w, hh = (0.05 + 0.075 * i - 0.025 * j) * W, (0.715 + 0.04 * j) * H, 0.072 * W, 0.034 * H
            sh = 0.025 * W
            q = [(x + sh, y), (x + sh + w, y), (x + w, y + hh), (x, y + hh)]
            d.polygon(q, fill=(22, 52, 60, 110))
            d.line([*q, q[0]], fill="#b08a58", width=9, joint="curve")
            d.line([q[0], q[1]], fill="#d8b888", width=4)
            for px, py in q:
                d.ellipse((px - 11, py - 9, px + 11, py + 11), fill="#3f6f8e")
    s.paint(im)
    return s.done()


def _boat(s: Scenery, x: float, y: float, k: float, colour: str) -> None:
    """A narrow outrigger boat and its reflection."""
    ref, d = s.layer()
    d.polygon(
        [(x - 300 * k, y), (x + 320 * k, y), (x + 200 * k, y + 90 * k), (x - 190 * k, y + 90 * k)],
        fill=(16, 34, 42, 120),
    )
    s.paint(ref)
    im, d = s.layer()
    t = np.linspace(-1, 1, 60)
    deck = y - 62 * k - 95 * k * np.abs(t) ** 3.2
    keel = y + 6 * k - 150 * k * np.abs(t) ** 5
    xs = x + 330 * k * t
    d.polygon([*zip(xs, deck, strict=True), *zip(xs[::-1], keel[::-1], strict=True)], fill=colour)
    d.polygon(
        [*zip(xs, deck + (keel - deck) * 0.55, strict=True), *zip(xs[::-1], keel[::-1], strict=True)],
        fill=tone(colour, "#101820", 0.4),
    )
    d.line([*zip(xs, deck, strict=True)], fill="#f0e4c8", width=max(3, int(9 * k)), joint="curve")
    d.line(
        [*zip(xs, deck + (keel - deck) * 0.28, strict=True)], fill="#d39a2a", width=max(2, int(7 * k)), joint="curve"
    )
    for px in (-120, 110):
        arc = [(x + (px + 20 * q) * k, y + (-75 - 45 * np.sin(q * 3.1) + 100 * q) * k) for q in np.linspace(0, 1, 20)]
        d.line(arc, fill="#8a6a40", width=max(3, int(10 * k)), joint="curve")
    d.line([(x - 250 * k, y + 30 * k), (x + 270 * k, y + 24 * k)], fill="#b08a58", width=max(4, int(16 * k)))
    d.line([(x - 250 * k, y + 26 * k), (x + 270 * k, y + 20 * k)], fill="#dcc090", width=max(2, int(5 * k)))
    d.line([(x + 20 * k, y - 60 * k), (x + 26 * k, y - 400 * k)], fill="#5b452c", width=max(3, int(9 * k)))
    d.polygon(
        [(x - 110 * k, y - 150 * k), (x + 120 * k, y - 150 * k), (x + 90 * k, y - 200 * k), (x - 80 * k, y - 200 * k)],
        fill="#cbb48a",
    )
    for px in (-100, 110):
        d.line([(x + px * k, y - 60 * k), (x + px * k, y - 152 * k)], fill="#6d5636", width=max(2, int(6 * k)))
    d.polygon([(x + 26 * k, y - 400 * k), (x + 26 * k, y - 350 * k), (x + 90 * k, y - 372 * k)], fill="#b8392c")
    s.paint(im)


def palms(name: str) -> Image.Image:
    """A coconut grove at dawn."""
    s = Scenery(name, "#a8bfc4", "#f8dba8", "#f0dab0", (0.6, 0.4))
    s.ridge(0.56, 0.012, 4, "#7d8f86", 0.5, bump=(0.2, 0.2, 0.16))
    s.ridge(0.6, 0.008, 6, "#64785a", 0.32, 0.006)
    s.mist(0.62, 0.04, 0.5)
    s.plain(0.64, "#5f6f34", "#b3a868", 0.16)
    for k, (y, h, xs) in enumerate(
        (
            (0.66, 420, (0.08, 0.2, 0.31, 0.43, 0.55, 0.68, 0.8, 0.93)),
            (0.72, 760, (0.14, 0.37, 0.74, 0.9)),
            (0.88, 1250, (0.24, 0.86)),
        )
    ):
        far = (0.5, 0.2, 0.0)[k]
        s.shade([(x + 0.02, y, 0.02 + 0.02 * k, 0.006 + 0.004 * k) for x in xs], 0.5)
        im, d = s.layer()
        for x in xs:
            palm(
                d,
                s.rng,
                x * W,
                y * H,
                h * s.rng.uniform(0.9, 1.1),
                tone("#2a4426", s.haze, far),
                tone("#a8b05a", s.haze, far),
                tone("#7d6248", s.haze, far),
            )
        s.paint(im)
    im, d = s.layer()
    for _ in range(900):
        x, t = s.rng.random() * W, s.rng.random()
        y = (0.7 + 0.31 * t) * H
        hh = 14 + 60 * t
        d.line(
            [(x, y), (x + s.rng.normal(0, 0.35) * hh, y - hh)],
            fill=tone("#3f5426", "#b3b060", s.rng.random()),
            width=int(2 + 3 * t),
        )
    s.paint(im)
    return s.done()


def solar_house(name: str) -> Image.Image:
    """A glazed drying house at the foot of a mountain, ginger rows before it."""
    s = Scenery(name, "#a9c4cc", "#f2e4c6", "#e4e0ca", (0.2, 0.25))
    s.ridge(0.46, 0.014, 4, "#6f8a96", 0.46, bump=(0.62, 0.27, 0.27))
    s.ridge(0.5, 0.016, 6, "#587662", 0.28, 0.006)
    s.mist(0.54, 0.035, 0.55)
    s.plain(0.57, "#7a8a44", "#a8ac74", 0.12)
    im, d = s.layer()
    x0, x1, y0, y1 = 0.3 * W, 0.72 * W, 0.5 * H, 0.68 * H
    s.shade([(0.53, 0.685, 0.25, 0.016)], 0.5)
    d.rectangle((x0, y0 + 60, x1, y1), fill="#d9dccb")
    t = np.linspace(0, np.pi, 50)
    xm, rx = (x0 + x1) / 2, (x1 - x0) / 2
    d.polygon([(xm - rx * np.cos(a), y0 + 62 - 190 * np.sin(a) ** 0.9) for a in t], fill="#e9ecdf")
    for k in range(4):
        yy = y0 + 130 + 46 * k
        d.rectangle((x0 + 30, yy, x1 - 30, yy + 9), fill="#8a6a40")
        for x in np.arange(x0 + 40, x1 - 50, 17):
            c = tone("#d9a23a" if k % 2 else "#d9bf8c", "#8a5a20", 0.4 * s.rng.random())
            d.ellipse((x, yy - 17 + s.rng.normal(0, 2), x + 22, yy + 2), fill=c)
    for k in range(13):
        x = x0 + (x1 - x0) * k / 12
        a = np.arccos(np.clip((xm - x) / rx, -1, 1))
        d.line([(x, y1), (x, y0 + 62 - 190 * np.sin(a) ** 0.9)], fill="#6d7a72", width=7)
    for yy in (y0 + 62, y1 - 3):
        d.line([(x0, yy), (x1, yy)], fill="#6d7a72", width=9)
    glass, dg = s.layer()
    for k in range(6):
        x = x0 + 30 + k * (x1 - x0) / 6
        dg.polygon([(x, y1), (x + 70, y1), (x + 190, y0 + 40), (x + 120, y0 + 40)], fill=(255, 255, 255, 46))
    s.paint(im)
    s.paint(glass)
    im, d = s.layer()
    for x, h in ((0.1, 640), (0.22, 470), (0.82, 520), (0.94, 700)):
        tree(d, s.rng, x * W, 0.69 * H, h, tone("#2c4a2a", s.haze, 0.1), "#9fb45e", "#5b4630")
    s.paint(im)
    for k in range(6):
        t_ = (k / 5) ** 1.2
        y, h = 0.745 + 0.3 * t_, 70 + 230 * t_
        im, d = s.layer()
        for x in np.arange(-0.01, 1.03, 0.03 + 0.05 * t_) + s.rng.uniform(0, 0.02):
            for _ in range(9):
                a = -1.57 + s.rng.normal(0, 0.42)
                ln = h * s.rng.uniform(0.7, 1.1)
                px, py = x * W, y * H
                ex, ey = px + ln * np.cos(a), py + ln * np.sin(a)
                nx, ny = -np.sin(a) * ln * 0.06, np.cos(a) * ln * 0.06
                d.polygon(
                    [
                        (px, py),
                        ((px + ex) / 2 + nx, (py + ey) / 2 + ny),
                        (ex, ey),
                        ((px + ex) / 2 - nx, (py + ey) / 2 - ny),
                    ],
                    fill=tone("#35541f", "#b0bc5c", s.rng.random()),
                )
        s.shade([(x, y + 0.004, 0.03, 0.008) for x in np.arange(0, 1.05, 0.05)], 0.35)
        s.paint(im)
    return s.done()


def _cover(home: str, paint: object, id_: str, en: str, focus: tuple[float, float]) -> Picture:
    return Picture(home, "workshop", None, None, id_, en, paint=paint, focus=focus)  # type: ignore[arg-type]


PICTURES = [
    _cover(
        "bondowoso/koperasi-kopi-arga-wana",
        coffee_slopes,
        "lereng kebun kopi berbaris di bawah gunung saat pagi",
        "rows of coffee on slopes below a mountain at first light",
        (0.6, 0.55),
    ),
    _cover(
        "jember/kelompok-robusta-lereng-hijau",
        shaded_slope,
        "kebun robusta di bawah pohon peneduh, ceri merah di depan",
        "robusta under shade trees, red cherries in front",
        (0.5, 0.6),
    ),
    _cover(
        "jombang/kub-excelsa-wonoasri",
        raised_beds,
        "para-para penjemuran kopi di antara pohon pekarangan",
        "raised coffee-drying beds among garden trees",
        (0.5, 0.72),
    ),
    _cover(
        "blitar/cokelat-kelir-wilujeng",
        cocoa_grove,
        "kebun kakao dengan buah di batangnya",
        "cocoa grove with pods on the trunks",
        (0.5, 0.55),
    ),
    _cover(
        "kota-batu/keripik-puncak-arum",
        orchard,
        "kebun apel berbaris di bawah pegunungan",
        "rows of apple trees below a ridge",
        (0.5, 0.6),
    ),
    _cover(
        "lamongan/dapur-jagung-tegal-emas",
        maize_field,
        "ladang jagung kering pada sore hari",
        "dry-field maize in late light",
        (0.52, 0.62),
    ),
    _cover(
        "sidoarjo/bandeng-delta-nusa",
        fish_ponds,
        "tambak delta dengan pematang dan gubuk bambu",
        "delta ponds with dykes and a bamboo hut",
        (0.7, 0.6),
    ),
    _cover(
        "trenggalek/mina-teluk-prigi-raya",
        bay,
        "teluk dengan perahu bercadik dan keramba apung",
        "bay with outrigger boats and floating cages",
        (0.62, 0.66),
    ),
    _cover("banyuwangi/gula-semut-lare-nira", palms, "kebun kelapa saat fajar", "coconut grove at dawn", (0.5, 0.5)),
    _cover(
        "ponorogo/godhong-wilis",
        solar_house,
        "rumah pengering surya di kaki gunung, deretan jahe di depannya",
        "solar drying house at the foot of a mountain, ginger rows in front",
        (0.51, 0.58),
    ),
]
