"""Pictures of bamboo, leather, shoe, silver, terracotta, drum and furniture makers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from .noise import Array, blur, fbm, ink, lookup, mix, smooth
from .picture import (
    CLAY,
    CLOSE,
    LINEN,
    LOW,
    OAK,
    OFFWHITE,
    SAGE,
    STONE,
    Picture,
)
from .solids import ball, box, puff, relief, tube, turned
from .stage import Stage, joined, place
from .stuff import leather, plait, wood

# ------------------------------------------------------------------------- bamboo


def basket(st: Stage, m: Array, r: float, h: float, dark: str = "#8a5f2c", lid: bool = True) -> None:
    """A round basket of plaited bamboo with its lid."""
    rgb, high = plait(st.rng, int(70 * r / 0.6), max(8, int(24 * h / 0.6)), dark=dark, n=1400, h=600)
    turned(st, [(r * 0.96, h), (r, h * 0.6), (r * 0.97, h * 0.1), (r * 0.9, 0)], rgb, m, 0.16, bump=high, depth=0.014)
    ring = np.array([[np.cos(a), 0, np.sin(a)] for a in np.linspace(0, 6.2832, 80)], np.float32)
    tube(st, ring * r * 0.99 + np.array([0, 0.03, 0], np.float32), 0.025, ink("#7a4f24"), m, 0.25)
    if not lid:
        tube(st, ring * r * 0.98 + np.array([0, h, 0], np.float32), 0.03, ink("#7a4f24"), m, 0.25)
        return
    top, th = plait(st.rng, int(44 * r / 0.6), int(44 * r / 0.6), dark=dark, n=900)
    turned(st, [(r * 1.05, h + 0.16 * r), (r * 1.05, h - 0.08 * r)], rgb[:200], m, 0.16, spline=False)

    def cap(u: Array, v: Array) -> Array:
        return np.stack(
            [
                r * 1.05 * v * np.cos(u * 6.2832),
                h + 0.16 * r + 0.12 * r * (1 - v**2.4),
                r * 1.05 * v * np.sin(u * 6.2832),
            ],
            -1,
        ).astype(np.float32)

    def at(img: Array) -> object:
        return lambda u, v: lookup(img, 0.5 + 0.49 * v * np.cos(u * 6.2832), 0.5 + 0.49 * v * np.sin(u * 6.2832))

    st.surface(cap, at(top), 0.16, m, bump=at(th), depth=0.014)  # type: ignore[arg-type]
    for y, rr in ((h + 0.16 * r, 1.05), (h - 0.08 * r, 1.06)):
        tube(st, ring * r * rr + np.array([0, y, 0], np.float32), 0.024, ink("#7a4f24"), m, 0.25)
    tube(
        st,
        np.array(
            [[0.11 * np.cos(a), h + 0.27 * r + 0.12 * np.sin(a), 0] for a in np.linspace(0, np.pi, 20)], np.float32
        ),
        0.02,
        ink("#7a4f24"),
        m,
        0.25,
    )


def baskets(st: Stage) -> None:
    """Three sizes with lids."""
    basket(st, place(-0.45, 0, -0.4), 0.7, 0.72)
    basket(st, place(0.78, 0, -0.15), 0.55, 0.56, "#9c7a3c")
    basket(st, place(0.12, 0, 0.75), 0.42, 0.42, "#6d4a22")


def shade(st: Stage) -> None:
    """An open-weave lampshade, hanging by its cord, lit from nowhere."""
    rgb, high = plait(st.rng, 64, 22, "#e0c48c", "#a8783c", n=1400, h=700)
    m = place(0, 0.55, 0)
    turned(
        st,
        [(0.16, 1.0), (0.34, 0.92), (0.66, 0.55), (0.8, 0.0)],
        rgb,
        m,
        0.16,
        bump=high,
        depth=0.012,
    )
    ring = np.array([[np.cos(a), 0, np.sin(a)] for a in np.linspace(0, 6.2832, 90)], np.float32)
    tube(st, ring * 0.8, 0.03, ink("#7a4f24"), m, 0.25)
    tube(st, ring * 0.16 + np.array([0, 1.0, 0], np.float32), 0.022, ink("#7a4f24"), m, 0.25)
    tube(st, np.array([[0, 1.0, 0], [0, 1.55, 0]], np.float32), 0.013, ink("#33302c"), m, 0.2)
    turned(st, [(0, 1.08), (0.05, 1.07), (0.06, 0.95)], ink("#33302c"), m, 0.4)


def besek(st: Stage) -> None:
    """Square boxes of split bamboo, one tied with cord."""
    rgb, _ = plait(st.rng, 18, 18, "#e3cb92", "#b89450", n=900, twill=2)
    side = rgb[:360]
    for x, y, z, r, s in ((-0.35, 0, 0, 14, 1.0), (-0.32, 0.365, 0.02, -4, 0.98)):
        m = place(x, y, z, ry=r, s=s)
        box(st, (1.02, 0.3, 1.02), {"top": rgb, "front": side * 0.8, "side": side * 0.8}, m, 0.02, 0.14)
        box(
            st,
            (1.1, 0.22, 1.1),
            {"top": rgb, "front": side[:180], "side": side[:180]},
            joined(m, place(0, 0.14, 0)),
            0.02,
            0.14,
        )
    m = place(0.85, 0, 0.5, ry=-24, s=0.82)
    box(st, (1.02, 0.3, 1.02), {"top": rgb, "front": side * 0.8, "side": side * 0.8}, m, 0.02, 0.14)
    box(
        st,
        (1.1, 0.22, 1.1),
        {"top": rgb, "front": side[:200], "side": side[:200]},
        joined(m, place(0, 0.18, 0)),
        0.02,
        0.14,
    )
    for pts in (
        [[-0.57, 0.02, 0], [-0.57, 0.415, 0], [0.57, 0.415, 0], [0.57, 0.02, 0]],
        [[0, 0.02, 0.57], [0, 0.415, 0.57], [0, 0.415, -0.57]],
    ):
        fine = np.concatenate([np.linspace(a, b, 30) for a, b in pairwise(pts)])
        tube(st, fine.astype(np.float32), 0.022, ink("#8e2f28"), m, 0.1)
    for s in (-1, 1):
        loop = [
            [s * (0.02 + 0.17 * np.sin(a)), 0.44 + 0.05 * np.sin(a), 0.14 * np.sin(2 * a)]
            for a in np.linspace(0, np.pi, 30)
        ]
        tube(st, np.array(loop, np.float32), 0.02, ink("#8e2f28"), m, 0.1)


def plait_close(st: Stage) -> None:
    """Plaited strips filling the picture."""
    rgb, high = plait(st.rng, 16, 16, n=1800)
    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 3.6, 0.05 + 0.15 * np.sin(u * 3), (v - 0.5) * 3.4], -1).astype(np.float32),
        rgb,
        0.2,
        place(ry=34),
        bump=high,
        depth=0.06,
    )


def bamboo_yard(st: Stage) -> None:
    """Culms leaning, split strips in a coil, a basket half made."""
    rng = st.rng
    for k in range(11):
        x = -1.5 + k * 0.2
        nodes = np.linspace(0, 1, 9)
        base = mix(ink("#8f9c5a"), ink("#c9b070"), float(rng.random()))

        def cane(u: Array, v: Array, base: Array = base, nodes: Array = nodes) -> Array:
            d = np.min(np.abs(v[..., None] - nodes), -1)
            return base * (1 - 0.45 * np.exp(-((d / 0.006) ** 2)) + 0.05 * np.sin(v * 40))[..., None]

        tube(
            st,
            np.array(
                [[x, 0, -0.35 + rng.normal(0, 0.05)], [x + rng.normal(0.12, 0.05), 2.3 + rng.normal(0, 0.1), -1.0]],
                np.float32,
            ),
            0.07 + 0.02 * rng.random(),
            cane,
            None,
            0.35,
        )
    basket(st, place(0.35, 0, 0.45), 0.5, 0.5, lid=False)
    for k in range(16):
        a = k * 22.5
        tube(
            st,
            np.array(
                [
                    [0.35 + 0.49 * np.cos(np.radians(a)), 0.48, 0.45 + 0.49 * np.sin(np.radians(a))],
                    [0.35 + 0.55 * np.cos(np.radians(a)), 0.75, 0.45 + 0.55 * np.sin(np.radians(a))],
                    [
                        0.35 + 0.78 * np.cos(np.radians(a)),
                        0.95 + 0.1 * rng.random(),
                        0.45 + 0.78 * np.sin(np.radians(a)),
                    ],
                ],
                np.float32,
            ),
            0.022,
            ink("#d8b878"),
            None,
            0.2,
            0.35,
        )
    for k in range(7):
        r = 0.3 + 0.035 * k
        tube(
            st,
            np.array(
                [[1.3 + r * np.cos(a), 0.04 + 0.05 * (k % 3), 0.35 + r * np.sin(a)] for a in np.linspace(0, 6.4, 70)],
                np.float32,
            ),
            0.02,
            ink("#cfae6a"),
            None,
            0.2,
            1.6,
        )


# ------------------------------------------------------------------------- leather


def stitched(
    st: Stage, size: tuple[float, float], colour: str, thread: str, inset: float = 0.045, r: float = 0.08
) -> tuple[Array, Array, Array]:
    """A rounded leather panel seen flat: mask, height, colour, with saddle stitches at its rim."""
    w, h = int(900 * size[0]), int(900 * size[1])
    im = Image.new("L", (w, h), 0)
    ImageDraw.Draw(im).rounded_rectangle((4, 4, w - 5, h - 5), int(r * 900), fill=255)
    mask = np.asarray(im, np.float32) / 255
    base, pebble = leather(st.rng, colour)
    v, u = np.mgrid[0:h, 0:w].astype(np.float32) / 900
    rgb, high = lookup(base, u, v), puff(mask, 0.05, 16) + 0.0016 * lookup(pebble, u * 1.6, v * 1.6)
    dark = Image.new("L", (w, h), 0)
    d = ImageDraw.Draw(dark)
    i = int(inset * 900)
    step = 26
    for x in range(i + 10, w - i - 14, step):
        for y in (i, h - i):
            d.line((x, y + 2, x + 15, y - 2), fill=255, width=6)
    for y in range(i + 10, h - i - 14, step):
        for x in (i, w - i):
            d.line((x - 2, y, x + 2, y + 15), fill=255, width=6)
    st_ = np.asarray(dark, np.float32) / 255
    rgb = mix(rgb, ink(thread), st_)
    edge = blur(mask, 8)
    rgb = rgb * (0.62 + 0.38 * smooth(0.5, 0.95, edge))[..., None]
    return mask, high - 0.004 * blur(st_, 4) * (1 - st_) + 0.004 * st_, rgb.astype(np.float32)


def wallet(st: Stage) -> None:
    """A bifold, closed, and one standing open behind it."""
    mask, high, rgb = stitched(st, (1.15, 0.92), "#7d4524", "#e0c69a")
    for k in range(4):
        relief(
            st,
            mask,
            high * 0.6 + 0.035 * k,
            rgb * (0.8 + 0.06 * k),
            1.15,
            place(-0.32 + 0.004 * k, 0.0, 0.42, ry=16),
            0.24,
        )
    mask, high, rgb = stitched(st, (1.2, 0.95), "#4a2a18", "#c9a878")
    for s in (-1, 1):
        m = place(0.5, 0.48, -0.3, ry=s * 38 - 10)
        flat = joined(m, joined(place(s * 0.57, 0, 0), place(rx=90)))
        relief(st, mask, high * 0.6, rgb, 1.2, flat, 0.24)
    tube(st, np.array([[0.5, 0.02, -0.27], [0.5, 0.94, -0.27]], np.float32), 0.03, ink("#4a2a18"), None, 0.24)


def belt(st: Stage) -> None:
    """A belt coiled on its side, buckle forward."""
    base, _ = leather(st.rng, "#6d3a1c")
    t = np.linspace(0, 1, 400)
    a = t * 2 * np.pi * 2.6
    r = 0.3 + 0.085 * a / 2.2
    end = np.array([[r[-1] * np.cos(a[-1]) - 0.0, 0, r[-1] * np.sin(a[-1])]])
    path = np.stack([r * np.cos(a), 0 * a, r * np.sin(a)], -1)
    tang = path[-1] - path[-4]
    tang = tang / np.linalg.norm(tang)
    tail = end + tang * np.linspace(0.03, 0.75, 40)[:, None]
    path = np.concatenate([path, tail]).astype(np.float32)
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    long = run[-1]
    high = 0.42

    def strip(side: float) -> object:
        def shape(u: Array, v: Array) -> Array:
            x, z = np.interp(u * long, run, path[:, 0]), np.interp(u * long, run, path[:, 2])
            dx, dz = (
                np.interp(u * long, run, np.gradient(path[:, 0])),
                np.interp(u * long, run, np.gradient(path[:, 2])),
            )
            ln = np.hypot(dx, dz) + 1e-6
            off = side * 0.028
            return np.stack([x - dz / ln * off, v * high, z + dx / ln * off], -1).astype(np.float32)

        return shape

    def paint(u: Array, v: Array) -> Array:
        c = lookup(base, u * long, v * high)
        s = (np.abs(np.abs(v - 0.5) - 0.41) < 0.014) & ((u * long * 16) % 1 < 0.62)
        return np.where(s[..., None], ink("#d9bd8c"), c)

    st.surface(strip(1), paint, 0.26)  # type: ignore[arg-type]
    st.surface(strip(-1), paint, 0.26)  # type: ignore[arg-type]

    def rim(u: Array, v: Array) -> Array:
        p, q = strip(1)(u, np.ones_like(v)), strip(-1)(u, np.ones_like(v))  # type: ignore[operator]
        return p + (q - p) * v[..., None]

    st.surface(rim, ink("#3a2010"), 0.3)
    e = path[-1]
    turn = float(np.degrees(np.arctan2(-tang[2], tang[0])))
    brass = ink("#b9924a")
    m = place(float(e[0]), 0.21, float(e[2]), ry=turn)
    for y in (-0.25, 0.25):
        tube(st, np.array([[-0.12, y, 0], [0.24, y, 0]], np.float32), 0.032, brass, m, 0.75)
    for x in (-0.12, 0.24):
        tube(st, np.array([[x, -0.25, 0], [x, 0.25, 0]], np.float32), 0.032, brass, m, 0.75)
    tube(st, np.array([[-0.12, 0, 0.02], [0.26, 0, 0.045]], np.float32), 0.02, brass, m, 0.75)


def satchel(st: Stage) -> None:
    """A crossbody bag with a flap, strap looping behind."""
    base, _ = leather(st.rng, "#8a4f28")

    def hide(u: Array, v: Array) -> Array:
        return lookup(base, u, v)

    box(st, (1.5, 1.05, 0.42), hide, place(0, 0, 0), 0.12, 0.24)
    mask, high, rgb = stitched(st, (1.54, 0.86), "#7d4521", "#e6cda0", r=0.2)
    m = joined(place(0, 0.64, 0.215), place(rx=88))
    relief(st, mask, high * 0.8, rgb, 1.54, m, 0.26)
    box(st, (1.54, 0.06, 0.46), hide, place(0, 1.02, 0.0), 0.03, 0.26)
    for x in (-0.42, 0.42):
        box(st, (0.15, 0.62, 0.05), lambda u, v: lookup(base, u * 0.2, v) * 0.8, place(x, 0.26, 0.27), 0.02, 0.26)
        tube(
            st,
            np.array(
                [[x + 0.11 * np.cos(a), 0.5 + 0.09 * np.sin(a), 0.325] for a in np.linspace(0, 6.2832, 40)], np.float32
            ),
            0.02,
            ink("#b9924a"),
            None,
            0.75,
        )
    t = np.linspace(0, 1, 80)
    arc = np.stack(
        [
            0.76 * np.cos(np.pi * t) * (1 + 0.18 * np.sin(np.pi * t)),
            0.9 + 0.85 * np.abs(np.sin(np.pi * t)) ** 0.8,
            -0.02 - 0.2 * np.sin(np.pi * t),
        ],
        -1,
    )
    tube(st, arc.astype(np.float32), 0.055, lambda u, v: lookup(base, v * 3, u), None, 0.25, 0.4)
    for s in (-1, 1):
        tube(
            st,
            np.array(
                [[s * 0.76 + 0.06 * np.cos(a), 0.86 + 0.08 * np.sin(a), 0.0] for a in np.linspace(0, 6.2832, 30)],
                np.float32,
            ),
            0.018,
            ink("#b9924a"),
            None,
            0.75,
        )


def stitch_close(st: Stage) -> None:
    """Grain and saddle stitch, close."""
    mask, high, rgb = stitched(st, (1.3, 1.1), "#8a4f28", "#ead2a4", 0.09, 0.12)
    relief(st, mask, high * 1.4, rgb, 2.5, place(-0.25, 0, 0.3, ry=24), 0.28)
    mask, high, rgb = stitched(st, (1.3, 1.1), "#3f2415", "#c9a878", 0.09, 0.12)
    relief(st, mask, high * 1.4 + 0.12, rgb, 2.3, place(0.85, 0, -0.9, ry=-18), 0.28)


def leather_bench(st: Stage) -> None:
    """Hides, wooden templates, awl and thread."""
    for k, (c, x, z, r) in enumerate(
        (("#8a4f28", -0.5, -0.2, 8), ("#5b3018", 0.5, -0.35, -14), ("#b07a44", 0.1, 0.35, 3))
    ):
        im = Image.new("L", (700, 560), 0)
        a = np.linspace(0, 6.2832, 60)
        rr = 0.8 + 0.1 * np.sin(3 * a + k) + 0.06 * np.sin(5 * a + 2 * k) + 0.08 * np.cos(2 * a)
        ImageDraw.Draw(im).polygon(
            [(350 + 330 * q * np.cos(b), 280 + 250 * q * np.sin(b)) for q, b in zip(rr, a, strict=True)], fill=255
        )
        mask = np.asarray(im, np.float32) / 255
        base, pebble = leather(st.rng, c)
        v, u = np.mgrid[0:1:560j, 0:1:700j].astype(np.float32)
        relief(
            st,
            mask,
            puff(mask, 0.03, 8) + 0.03 * k + 0.002 * lookup(pebble, u * 2, v * 2) + 0.015 * fbm(st.rng, 700, 560, 2, 2),
            lookup(base, u, v),
            2.1,
            place(x, 0.01, z, ry=r),
            0.22,
        )
    box(st, (0.8, 0.05, 0.55), wood(st.rng), place(-0.75, 0.1, 0.5, ry=14), 0.02, 0.15)
    for x, r, c in ((0.72, 30, "#a8683a"), (0.95, 22, "#7a4a26")):
        m = place(x, 0.16, 0.62, ry=r)
        tube(
            st,
            np.array([[0, 0, -0.02], [0, 0, 0.3]], np.float32),
            np.array([0.04, 0.075, 0.06]),
            wood(st.rng, c),
            m,
            0.3,
        )
        tube(st, np.array([[0, 0, -0.02], [0, 0, -0.32]], np.float32), np.array([0.018, 0.004]), ink("#b9b9b4"), m, 0.8)
    ball(
        st,
        0.17,
        lambda u, v: ink("#e0c69a") * (0.75 + 0.25 * np.sin(v * 120 + u * 30))[..., None],
        place(1.35, 0.17, 0.3),
        0.1,
        (1, 0.9, 1),
    )
    mask, high, rgb = stitched(st, (0.9, 0.7), "#4a2a18", "#e0c69a")
    relief(st, mask, high + 0.02, rgb, 0.85, place(0.05, 0.1, 0.75, ry=-12), 0.24)


# ------------------------------------------------------------------------- shoes


def shoe(st: Stage, m: Array, colour: str, flip: float = 1.0) -> None:
    """A loafer lofted over its last: sole, upper, apron seam, strap, dark inside."""
    base, _ = leather(st.rng, colour)
    s0 = [0, 0.05, 0.25, 0.5, 0.7, 0.85, 0.95, 1.0]
    wide = [0.1, 0.21, 0.26, 0.27, 0.33, 0.32, 0.22, 0.0]
    tall = [0.42, 0.5, 0.5, 0.48, 0.4, 0.3, 0.22, 0.0]
    bend = [0, 0, 0, -0.02, -0.01, 0.03, 0.07, 0.09]

    def curve(y: list[float], u: Array) -> Array:
        k = np.convolve(np.pad(np.interp(np.linspace(0, 1, 101), s0, y), 5, mode="edge"), np.ones(11) / 11, "valid")
        k[0], k[-1] = y[0], y[-1]
        return np.interp(u, np.linspace(0, 1, 101), k)

    def upper(u: Array, v: Array) -> Array:
        gap = 0.52 * smooth(0.03, 0.09, u) * smooth(0.66, 0.42, u)
        side = np.where(v < 0.5, v * 2 * (np.pi / 2 - gap), np.pi - (1 - v) * 2 * (np.pi / 2 - gap))
        w, h = curve(wide, u), curve(tall, u)
        x = w * np.sign(np.cos(side)) * np.abs(np.cos(side)) ** 0.75
        y = 0.09 + h * np.abs(np.sin(side)) ** 0.85 * (1 - 0.12 * gap)
        return np.stack([flip * (x + curve(bend, u)), y, (u - 0.5) * 1.75], -1).astype(np.float32)

    def paint(u: Array, v: Array) -> Array:
        c = lookup(base, u, v)
        q = np.abs(v - 0.5)
        seam = np.abs(q - 0.2 * smooth(1.0, 0.8, u)) < 0.008
        c = np.where((seam & (u > 0.6) & (u < 0.93))[..., None], c * 0.35, c)
        band = (u > 0.6) & (u < 0.7)
        c = np.where(band[..., None], c * 0.8, c)
        c = np.where(((np.abs(u - 0.6) < 0.004) | (np.abs(u - 0.7) < 0.004))[..., None], ink("#d9bd8c"), c)
        slot = (np.abs(u - 0.65) < 0.012) & (q < 0.05)
        return np.where(slot[..., None], c * 0.2, c)

    st.surface(upper, paint, 0.42, m)

    def inner(u: Array, v: Array) -> Array:
        return np.stack(
            [
                flip * ((v - 0.5) * 1.7 * curve(wide, u * 0.7) + curve(bend, u * 0.7)),
                0.16 + 0.0 * u,
                (u * 0.7 - 0.5) * 1.75,
            ],
            -1,
        ).astype(np.float32)

    st.surface(inner, ink("#b08a5c"), 0.1, m)

    def sole(u: Array, v: Array) -> Array:
        a = u * 6.2832
        t = 0.5 - 0.5 * np.cos(a)
        w = (curve(wide, t) + 0.03) * np.where(a < np.pi, 1, -1)
        return np.stack([flip * (w + curve(bend, t)), 0.1 * (1 - v), (t - 0.5) * 1.8], -1).astype(np.float32)

    st.surface(sole, ink("#2b1d14"), 0.2, m)

    def welt(u: Array, v: Array) -> Array:
        return np.stack(
            [flip * ((v - 0.5) * 2 * (curve(wide, u) + 0.03) + curve(bend, u)), 0.1 + 0 * u, (u - 0.5) * 1.8], -1
        ).astype(np.float32)

    st.surface(welt, ink("#5b3a20"), 0.2, m)
    box(st, (0.42, 0.13, 0.45), ink("#231811"), joined(m, place(0, -0.08, -0.66)), 0.05, 0.2)


def loafers(st: Stage) -> None:
    """A pair of loafers."""
    shoe(st, place(-0.42, 0.09, 0.34, ry=52), "#6b3218", 1)
    shoe(st, place(0.4, 0.09, -0.42, ry=44), "#6b3218", -1)


def sandals(st: Stage) -> None:
    """A pair of flat sandals with crossed straps."""
    for s, m in ((1, place(-0.38, 0, 0, ry=12)), (-1, place(0.42, 0, 0.12, ry=-4))):
        im = Image.new("L", (420, 1000), 0)
        t = np.linspace(0, 1, 80)
        wl = np.interp(t, [0, 0.06, 0.25, 0.5, 0.78, 0.92, 1], [110, 128, 150, 132, 135, 125, 105]) * np.sqrt(
            np.clip(np.minimum(t / 0.1, (1 - t) / 0.09), 0, 1)
        )
        wl = np.convolve(np.pad(wl, 5, mode="edge"), np.ones(11) / 11, "valid")
        bend = s * 26 * np.sin(t * 4.2 + 0.6)
        ImageDraw.Draw(im).polygon(
            [(210 - a + b, 20 + 960 * q) for a, b, q in zip(wl, bend, t, strict=True)]
            + [(210 + a + b, 20 + 960 * q) for a, b, q in zip(wl[::-1], bend[::-1], t[::-1], strict=True)],
            fill=255,
        )
        mask = (blur(np.asarray(im, np.float32) / 255, 6) > 0.5).astype(np.float32)
        base, _ = leather(st.rng, "#b57a44")
        v, u = np.mgrid[0:1:1000j, 0:0.42:420j].astype(np.float32)
        edge = blur(mask, 9)
        rgb = lookup(base, u, v) * (0.6 + 0.4 * smooth(0.55, 0.95, edge))[..., None]
        for k in range(5):
            relief(st, mask, puff(mask, 0.03, 6) + 0.022 * k, rgb * (0.45 if k < 3 else 1.0), 0.78, m, 0.2)
        strap, _ = leather(st.rng, "#7a3f1e")
        for (x0, z0), (x1, z1) in (
            ((-0.27, -0.5), (0.27, -0.12)),
            ((0.27, -0.5), (-0.27, -0.12)),
            ((-0.27, 0.42), (0.27, 0.42)),
        ):
            n = 24
            q = np.linspace(0, 1, n)
            path = np.stack(
                [x0 + (x1 - x0) * q, 0.1 + 0.2 * np.abs(np.sin(np.pi * q)) ** 0.7, z0 + (z1 - z0) * q], -1
            ).astype(np.float32)

            def ribbon(u: Array, v: Array, path: Array = path, q: Array = q) -> Array:
                p = np.stack([np.interp(u, q, path[:, k]) for k in range(3)], -1)
                p[..., 2] += (v - 0.5) * 0.17
                p[..., 1] += 0.02 * np.sin(np.pi * v)
                return p.astype(np.float32)

            st.surface(
                ribbon,
                lambda u, v, strap=strap: np.where(
                    (np.abs(np.abs(v - 0.5) - 0.4) < 0.03)[..., None] & ((u * 30) % 1 < 0.6)[..., None],
                    ink("#e0c69a"),
                    lookup(strap, u, v * 0.3),
                ),
                0.3,
                m,
            )
        ball(st, 0.05, ink("#b9924a"), joined(m, place(0, 0.31, -0.31)), 0.75, (1, 0.5, 1))


def lasts(st: Stage) -> None:
    """Wooden lasts on a shelf, a shoe in work."""
    grain = wood(st.rng, "#b08a58", "#7a5632")
    for y in (0.0, 0.95):
        box(st, (3.0, 0.08, 0.8), grain, place(0, y, -0.3), 0.015, 0.12)
    for x in (-1.46, 1.46):
        box(st, (0.08, 1.9, 0.8), lambda u, v: lookup(grain, v, u), place(x, 0, -0.3), 0.015, 0.12)
    for row, y in enumerate((0.08, 1.03)):
        for k in range(5):
            m = place(-1.15 + k * 0.57, y, -0.25, ry=8, s=0.62)
            if (k + row) % 4 == 2:
                shoe(st, m, "#6b3218")
                continue
            tone = wood(st.rng, "#c79a62" if k % 2 else "#b5824c")

            def last(u: Array, v: Array) -> Array:
                a = v * 6.2832
                w = np.interp(u, [0, 0.1, 0.3, 0.55, 0.75, 0.92, 1], [0.04, 0.2, 0.22, 0.22, 0.31, 0.22, 0.03])
                h = np.interp(u, [0, 0.08, 0.35, 0.55, 0.75, 0.92, 1], [0.15, 0.5, 0.55, 0.42, 0.26, 0.15, 0.04])
                return np.stack([w * np.cos(a), 0.02 + h * (0.5 + 0.5 * np.sin(a)), (u - 0.5) * 1.7], -1).astype(
                    np.float32
                )

            st.surface(last, lambda u, v, tone=tone: lookup(tone, u, v), 0.3, m)


CRAFT_HOMES = {
    "bambu": "lamongan/griya-bambu-pring-lamong",
    "kulit": "magetan/kulit-telaga-wangi",
    "sepatu": "mojokerto/sepatu-jayabuana",
}
_B, _K, _S = CRAFT_HOMES.values()
PICTURES = [
    Picture(
        _B,
        "keranjang-bambu-set3",
        "keranjang-bambu-set3",
        baskets,
        "tiga keranjang bambu bertutup beda ukuran",
        "three lidded bamboo baskets in three sizes",
        OFFWHITE,
    ),
    Picture(
        _B,
        "keranjang-bambu-set3-detail",
        "keranjang-bambu-set3",
        plait_close,
        "anyaman bambu dua-dua dari dekat",
        "bamboo twill plaiting, close",
        LINEN,
        CLOSE,
    ),
    Picture(
        _B,
        "kap-lampu-bambu-40",
        "kap-lampu-bambu-40",
        shade,
        "kap lampu anyaman bambu tergantung",
        "woven bamboo lampshade, hanging",
        SAGE,
        LOW,
    ),
    Picture(
        _B,
        "besek-hampers",
        "besek-hampers",
        besek,
        "tiga besek bambu, satu diikat tali merah",
        "three bamboo gift boxes, one tied with red cord",
        LINEN,
    ),
    Picture(
        _B,
        "workshop",
        None,
        bamboo_yard,
        "batang bambu bersandar, keranjang setengah jadi, dan gulungan bilah",
        "leaning bamboo culms, a half-made basket and a coil of strips",
        SAGE,
        LOW,
        fill=0.88,
    ),
    Picture(
        _K,
        "dompet-kulit-lipat",
        "dompet-kulit-lipat",
        wallet,
        "dompet kulit lipat cokelat dengan jahitan tangan",
        "brown leather bifold wallets with hand stitching",
        OFFWHITE,
    ),
    Picture(
        _K,
        "dompet-kulit-lipat-detail",
        "dompet-kulit-lipat",
        stitch_close,
        "serat kulit dan jahitan pelana dari dekat",
        "leather grain and saddle stitches, close",
        LINEN,
        CLOSE,
    ),
    Picture(
        _K,
        "sabuk-kulit-35mm",
        "sabuk-kulit-35mm",
        belt,
        "sabuk kulit tergulung dengan gesper kuningan",
        "leather belt, coiled, with a brass buckle",
        STONE,
    ),
    Picture(
        _K,
        "tas-kulit-selempang",
        "tas-kulit-selempang",
        satchel,
        "tas selempang kulit cokelat dengan tutup dan tali",
        "brown leather crossbody bag with flap and strap",
        CLAY,
        LOW,
    ),
    Picture(
        _K,
        "workshop",
        None,
        leather_bench,
        "lembar kulit, pola kayu, penusuk, dan benang di meja",
        "hides, a wooden template, awls and thread on the bench",
        OAK,
        fill=0.86,
    ),
    Picture(
        _S,
        "loafer-kulit-pria",
        "loafer-kulit-pria",
        loafers,
        "sepasang loafer kulit pria cokelat tua",
        "pair of men's dark-brown leather loafers",
        OFFWHITE,
    ),
    Picture(
        _S,
        "sandal-kulit-wanita",
        "sandal-kulit-wanita",
        sandals,
        "sepasang sandal kulit wanita bertali silang",
        "pair of women's leather sandals with crossed straps",
        CLAY,
    ),
    Picture(
        _S,
        "workshop",
        None,
        lasts,
        "rak berisi acuan kayu dan sepatu dalam pengerjaan",
        "shelves of wooden lasts, with shoes in work",
        OFFWHITE,
        LOW,
        fill=0.88,
    ),
]
