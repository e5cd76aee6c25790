"""Pictures of the sugar, spice, charcoal, soap, fertiliser and live-fish producers, and the food list."""

from __future__ import annotations

import numpy as np

from . import food
from .food import cinnamon, dyes, fish, scales, scoop
from .noise import Array, fbm, ink, lookup, mix, smooth
from .picture import CLAY, CLOSE, FLAT, LINEN, OAK, OFFWHITE, ON_INDIGO, ON_SOGA, SAGE, SEA, STONE, TABLE, Picture
from .solids import ball, bowl, box, grain, heap, jar, mound, pouch, tube, turned
from .stage import Stage, joined, place
from .stuff import bricks, label, marble, speckled, wood


def sugar(st: Stage) -> None:
    """Coconut sugar: kraft pouch, half a shell filled with sugar."""
    art = label(st.rng, "Gula Semut|Kelapa", "250 g", "#b08a5c", "#3a2413", "#5b2f14", motif="leaf")
    pouch(st, art, ink("#b08a5c"), 0.98, 1.42, 0.46, place(-0.5, 0, -0.25, ry=9), 0.08)
    shell(st, place(0.68, 0, 0.3), 0.5)
    mound(st, speckled(st.rng, "#a8703a", "#c99a5c", cells=170, amount=0.6), 0.45, 0.2, place(0.68, 0.3, 0.3), 0.014)
    mound(st, speckled(st.rng, "#a8703a", "#c99a5c", cells=170, amount=0.6), 0.26, 0.08, place(-0.02, 0, 0.85), 0.012)


def shell(st: Stage, m: Array, r: float) -> None:
    """Half a coconut shell."""
    bark = mix(
        np.tile(ink("#4c3220"), (256, 512, 1)),
        ink("#7a5636"),
        smooth(0.2, 1.5, fbm(st.rng, 512, 256, 30, 3, stretch=0.3)),
    )
    turned(
        st,
        [
            (0, 0.0),
            (r * 0.5, 0.0),
            (r * 0.9, r * 0.3),
            (r, r * 0.72),
            (r * 0.93, r * 0.72),
            (r * 0.8, r * 0.3),
            (0, r * 0.1),
        ],
        bark,
        m,
        0.25,
    )


def sugar_bulk(st: Stage) -> None:
    """Bulk kraft sack with a scoop of sugar."""
    art = label(st.rng, "Gula Semut", "Curah 25 kg", "#c09a68", "#3a2413", "#5b2f14", 900, 1150, "leaf")
    pouch(st, art, ink("#c09a68"), 1.35, 1.75, 0.75, place(-0.35, 0, -0.5, ry=8), 0.05, pillow=True)
    mound(st, speckled(st.rng, "#a8703a", "#c99a5c", cells=170, amount=0.6), 0.62, 0.34, place(0.8, 0, 0.35), 0.016)
    scoop(st, place(0.85, 0.26, 0.62, rx=-68, ry=-20))


def sugar_ginger(st: Stage) -> None:
    """Ginger coconut sugar with a ginger root."""
    art = label(st.rng, "Gula Semut|Jahe", "250 g", "#b08a5c", "#3a2413", "#9c5a14", motif="sun")
    pouch(st, art, ink("#b08a5c"), 0.98, 1.42, 0.46, place(0.45, 0, -0.25, ry=-9), 0.08)
    bowl(st, 0.46, 0.26, ink("#5c6b3c"), place(-0.65, 0, 0.1), 0.4)
    mound(st, speckled(st.rng, "#b5803f", "#dcb070", cells=160, amount=0.6), 0.43, 0.18, place(-0.65, 0.2, 0.1), 0.016)
    ginger(st, place(-0.05, 0.0, 0.75, ry=20), 0.8)


def ginger(st: Stage, m: Array, s: float) -> None:
    """A knobbly root of several ellipsoids."""
    skin = mix(
        np.tile(ink("#c6a06a"), (128, 256, 1)),
        ink("#9c7440"),
        smooth(0.3, 1.4, fbm(st.rng, 256, 128, 14, 3, stretch=0.25)),
    )
    for x, z, r, a, q in (
        (0, 0, 0.2, 10, 1.6),
        (0.3, 0.06, 0.17, -30, 1.5),
        (-0.28, 0.05, 0.16, 40, 1.5),
        (0.14, -0.18, 0.13, 80, 1.5),
        (-0.1, 0.2, 0.12, 100, 1.5),
        (0.46, -0.08, 0.1, 60, 1.3),
    ):
        ball(st, r * s, skin, joined(m, place(x * s, r * s * 0.75, z * s, ry=a)), 0.14, (q, 0.78, 0.9))


def wedang(st: Stage) -> None:
    """Tea-bag box, bags with tags, dried roots."""
    art = label(st.rng, "Wedang Rempah|Celup", "isi 20", "#4e5c36", "#f2e9d2", "#dcb25c", 1200, 900, "leaf")
    box(
        st,
        (1.25, 0.85, 0.5),
        {"front": art, "top": ink("#4e5c36"), "side": ink("#445030")},
        place(-0.35, 0, -0.3, ry=12),
        0.012,
        0.1,
    )
    for x, z, r in ((0.72, 0.3, -18), (0.5, 0.75, 24)):
        bag(st, place(x, 0.02, z, ry=r))
    cinnamon(st, place(-0.25, 0.05, 0.8, ry=14))
    cinnamon(st, place(-0.3, 0.05, 0.95, ry=-4))
    ginger(st, place(1.15, 0, -0.2, ry=50), 0.62)


def bag(st: Stage, m: Array) -> None:
    """One infusion bag with thread and tag."""
    fill = mix(
        np.tile(ink("#e9e0cc"), (256, 256, 1)), ink("#9c6a3a"), smooth(0.1, 1.6, fbm(st.rng, 256, 256, 40, 3)) * 0.75
    )

    def shape(u: Array, v: Array) -> Array:
        h = 0.07 * (np.clip(np.sin(np.pi * u) * np.sin(np.pi * np.clip(v * 1.25 - 0.2, 0, 1)), 0, 1)) ** 0.5
        return np.stack([(u - 0.5) * 0.42, 0.008 + h, (v - 0.5) * 0.52], -1).astype(np.float32)

    st.surface(shape, fill, 0.05, m)
    tube(
        st,
        np.array([[0, 0.03, -0.26], [0.12, 0.012, -0.42], [0.3, 0.012, -0.4], [0.42, 0.02, -0.22]], np.float32),
        0.006,
        ink("#f2ead8"),
        m,
    )
    box(st, (0.17, 0.012, 0.17), ink("#4e5c36"), joined(m, place(0.46, 0, -0.15, ry=20)), 0.004)


def turmeric(st: Stage) -> None:
    """Turmeric powder: jar, mound, roots."""
    art = label(st.rng, "Kunyit|Bubuk", "100 g", "#efe6d0", "#5b3a16", "#c47f14", 900, 700, "sun")
    wrap = np.concatenate(
        [np.tile(ink("#efe6d0"), (700, 700, 1)), art, np.tile(ink("#efe6d0"), (700, 700, 1))], 1
    ).astype(np.float32)
    jar(st, 0.42, 1.05, speckled(st.rng, "#c9831a", "#e0a032"), ink("#3a2a1c"), wrap, place(-0.55, 0, -0.2))
    mound(st, speckled(st.rng, "#d18c14", "#e6ab34", cells=170, amount=0.7), 0.7, 0.42, place(0.6, 0, 0.2), 0.012)
    skin = mix(
        np.tile(ink("#b87f32"), (128, 256, 1)),
        ink("#8a5a20"),
        smooth(0.2, 1.2, fbm(st.rng, 256, 128, 20, 3, stretch=0.2)),
    )
    for x, z, r, q in ((-0.15, 0.75, 20, 2.2), (0.02, 0.95, -15, 2.0), (1.35, 0.55, 70, 1.8)):
        ball(st, 0.11, skin, place(x, 0.09, z, ry=r), 0.14, (q, 0.85, 0.85))


def ginger_dry(st: Stage) -> None:
    """Dried ginger slices in a heap before a kraft sack."""
    art = label(st.rng, "Jahe Iris Kering", "10 kg", "#c7a878", "#3a2413", "#8a5a20", 900, 1100, "leaf")
    pouch(st, art, ink("#c7a878"), 1.25, 1.62, 0.65, place(-0.42, 0, -0.5, ry=8), 0.05, pillow=True)
    protos = []
    for _ in range(3):
        p, n, t = grain("chip", st.rng, 84)
        protos.append((p * np.array([1.3, 0.8, 0.8], np.float32), n, t))
    heap(
        st,
        protos,
        dyes(("#dfbd7a", "#d4ab62", "#e9cf96", "#c79c56")),
        0.17,
        0.68,
        0.28,
        place(0.72, 0.02, 0.3),
        0.06,
        strays=7,
        tilt=0.6,
    )


# ------------------------------------------------------------------------- charcoal

COAL = ("#1d1c1b", "#242220", "#191817")


def coal(st: Stage) -> np.ndarray:
    """Fine-pored charcoal."""
    return speckled(st.rng, "#262423", "#0f0e0e", cells=150, amount=1.0) * 1.1


def cubes(st: Stage) -> None:
    """Cubes stacked in a neat pyramid, one glowing."""
    c = coal(st)
    s = 0.24
    for layer, n in enumerate((5, 4, 3, 2)):
        for i in range(n):
            for j in range(n if layer < 3 else 2):
                if st.rng.random() < 0.06 and layer:
                    continue
                x, z = (i - (n - 1) / 2) * s * 1.04, (j - (n - 1) / 2) * s * 1.04
                box(st, (s, s, s), c, place(x - 0.25, layer * s * 1.0, z - 0.1, ry=st.rng.normal(0, 1.6)), 0.02, 0.16)
    for x, z, r in ((0.75, 0.5, 30), (1.05, 0.2, -12), (0.55, 0.85, 60)):
        box(st, (s, s, s), c, place(x, 0, z, ry=r), 0.02, 0.16)
    shell(st, place(1.2, 0, -0.45), 0.42)


def hexes(st: Stage) -> None:
    """Hexagonal sticks with their hole, some standing, some lying."""
    c = coal(st)
    r = 0.2

    def hexa(m: Array, length: float) -> None:
        def side(u: Array, v: Array) -> Array:
            a = u * 6.2832
            k = r * np.cos(np.pi / 6) / np.cos((a % (np.pi / 3)) - np.pi / 6)
            return np.stack([k * np.cos(a), v * length, k * np.sin(a)], -1).astype(np.float32)

        def end(u: Array, v: Array) -> Array:
            a = u * 6.2832
            k = r * np.cos(np.pi / 6) / np.cos((a % (np.pi / 3)) - np.pi / 6)
            q = 0.055 + (k - 0.055) * v
            return np.stack([q * np.cos(a), np.full_like(u, length) - 0.01 * v**12, q * np.sin(a)], -1).astype(
                np.float32
            )

        st.surface(side, c, 0.2, m)
        st.surface(end, c, 0.2, m)
        st.surface(
            lambda u, v: end(u, v) * np.array([1, -1, 1], np.float32) + np.array([0, length, 0], np.float32), c, 0.2, m
        )
        st.surface(
            lambda u, v: np.stack(
                [0.055 * np.cos(u * 6.2832), length - v * 0.3, 0.055 * np.sin(u * 6.2832)], -1
            ).astype(np.float32),
            c * 0.4,
            0.05,
            m,
        )

    for x, z, h in ((-0.9, -0.3, 1.05), (-0.5, -0.42, 1.2), (-0.66, 0.02, 0.9)):
        hexa(place(x, 0, z, ry=st.rng.uniform(0, 50)), h)
    rr = r * np.cos(np.pi / 6)
    for i, (x, y) in enumerate(
        ((0.1, rr), (0.48, rr), (0.86, rr), (0.29, rr * 2.85), (0.67, rr * 2.85), (0.48, rr * 4.7))
    ):
        hexa(place(x + 0.1, y, -0.4 + 0.02 * i, rx=90, ry=8), 1.0)


def kiln(st: Stage) -> None:
    """Closed kilns of brick and steel, shells heaped before them."""
    wall = bricks(st.rng)
    for x, z, s in ((-0.9, -0.4, 1.0), (0.55, -0.6, 1.0)):
        turned(
            st,
            [(0.14, 1.5), (0.2, 1.28), (0.55, 1.1), (0.62, 0.9), (0.64, 0.0)],
            lambda u, v: lookup(wall, u * 4, v * 2),
            place(x, 0, z, s=s),
            0.06,
        )
        tube(st, np.array([[0, 1.4, 0], [0, 2.0, 0]], np.float32), 0.1, ink("#3a3836"), place(x, 0, z), 0.3)
        box(st, (0.42, 0.5, 0.1), ink("#2b2927"), place(x, 0.0, z + 0.6), 0.06, 0.3)
        for k in range(3):
            box(st, (0.2, 0.025, 0.1), ink("#d9661a") * 1.3, place(x, 0.12 + 0.1 * k, z + 0.615), 0.01, 0.05)
    protos = []
    for _ in range(4):
        p, n, t = grain("chip", st.rng, 60)
        protos.append((p * np.array([1, 2.1, 0.8], np.float32), n, t))
    heap(st, protos, dyes(("#5b4028", "#4c3220", "#6d5034")), 0.17, 0.6, 0.3, place(1.25, 0.03, 0.45), 0.15, strays=6)
    heap(st, [grain("crystal", st.rng, 50)], dyes(COAL), 0.12, 0.5, 0.24, place(-0.1, 0, 0.75), 0.2, strays=8)


# ------------------------------------------------------------------------- fertiliser


def granules(st: Stage) -> None:
    """A laminated sack and granules."""
    art = label(st.rng, "Pupuk Organik|Granul", "20 kg", "#e6e2d4", "#33402a", "#5c6b3c", 900, 1150, "leaf")
    pouch(st, art, ink("#e6e2d4"), 1.3, 1.72, 0.7, place(-0.38, 0, -0.5, ry=8), 0.2, pillow=True)
    heap(
        st,
        [grain("crumb", st.rng, 44) for _ in range(3)],
        dyes(("#4c3b2a", "#5b4833", "#3e3022", "#66523a")),
        0.07,
        0.6,
        0.3,
        place(0.78, 0, 0.35),
        0.08,
        strays=26,
    )


def compost(st: Stage) -> None:
    """Compost rows under a roof of posts, a young plant in front."""
    for x, s in ((-0.75, 1.0), (0.75, 0.85)):
        mound(
            st,
            speckled(st.rng, "#3e2f22", "#6b543a", cells=90, amount=0.6),
            0.85 * s,
            0.62 * s,
            place(x, 0, -0.3),
            0.05,
        )
    plant(st, place(0.05, 0, 0.75))
    for x in (-1.7, 1.7):
        for z in (-1.1, 0.4):
            tube(st, np.array([[x, 0, z], [x, 1.75, z]], np.float32), 0.05, ink("#9c8350"), None, 0.2)
    for z in (-1.1, 0.4):
        tube(st, np.array([[-1.85, 1.72, z], [1.85, 1.72, z]], np.float32), 0.04, ink("#9c8350"), None, 0.2)
    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 4.0, 1.8 + 0.25 * (1 - v), -1.3 + v * 1.0], -1).astype(np.float32),
        lambda u, v: ink("#a88a5a") * (0.6 + 0.4 * np.abs(np.sin(u * 160)))[..., None],
        0.05,
    )


def plant(st: Stage, m: Array) -> None:
    """A seedling."""
    mound(st, speckled(st.rng, "#3e2f22", "#6b543a", cells=90), 0.3, 0.12, m, 0.02)
    tube(st, np.array([[0, 0.1, 0], [0.01, 0.42, 0]], np.float32), 0.02, ink("#7d8f4a"), m)
    for k in range(6):
        a = k * 60 + 20
        leaf(st, joined(m, place(0, 0.16 + 0.05 * k, 0, ry=a)), 0.42 - 0.02 * k, "#5f7f3a")


def leaf(st: Stage, m: Array, length: float, colour: str) -> None:
    """One arching leaf."""

    def shape(u: Array, v: Array) -> Array:
        w = 0.26 * length * np.sin(np.pi * u**0.8)
        return np.stack(
            [u * length, 0.5 * length * u - 0.45 * length * u**2 + 0.06 * np.abs(v - 0.5), (v - 0.5) * 2 * w], -1
        ).astype(np.float32)

    st.surface(
        shape,
        lambda u, v: (
            ink(colour)
            * (0.8 + 0.35 * np.exp(-(((v - 0.5) / 0.04) ** 2)) + 0.08 * np.sin(u * 50 + np.abs(v - 0.5) * 30))[
                ..., None
            ]
        ),
        0.22,
        m,
    )


# ------------------------------------------------------------------------- soap

SEAGREEN = ("#7d9a84", "#a9bda6", "#5b7d70")


def soap(st: Stage) -> None:
    """Three bars, one in its box of corn-waste paper, and seaweed."""
    for x, y, z, r, a, b in (
        (-0.5, 0.0, 0.2, 14, "#8aa58c", "#5f7f6a"),
        (-0.45, 0.27, 0.15, -10, "#a8bba0", "#6f8f78"),
        (0.7, 0.0, 0.5, -28, "#93ab98", "#577563"),
    ):
        box(st, (0.95, 0.27, 0.6), marble(st.rng, a, b), place(x, y, z, ry=r), 0.075, 0.3)
    art = label(st.rng, "Sabun Rumput Laut", "100 g", "#d8c79e", "#2f4a44", "#5b7d70", 1100, 800, "wave")
    box(
        st,
        (1.0, 0.7, 0.34),
        {"front": art, "top": ink("#d8c79e"), "side": ink("#ccb98c")},
        place(0.72, 0, -0.62, ry=-12),
        0.01,
        0.06,
    )
    seaweed(st, place(-1.0, 0, 0.6, ry=20))


def seaweed(st: Stage, m: Array) -> None:
    """A small branch of seaweed."""
    for _ in range(13):
        a = st.rng.uniform(-1.1, 1.1)
        n = 16
        t = np.linspace(0, 1, n)
        ang = a + np.cumsum(st.rng.normal(0, 0.14, n))
        x = np.cumsum(np.cos(ang)) * 0.045
        z = np.cumsum(np.sin(ang)) * 0.045
        tube(
            st,
            np.stack([x, 0.03 + 0.07 * np.sin(t * 3), z], -1).astype(np.float32),
            0.03 * (1 - 0.75 * t),
            ink("#66703a") * st.rng.uniform(0.7, 1.3),
            m,
            0.4,
        )


def salts(st: Stage) -> None:
    """Bath salt: jar, wooden dish of crystals."""
    art = label(st.rng, "Garam Mandi", "200 g", "#e9e6da", "#2f4a58", "#5b7d8e", 900, 620, "wave")
    wrap = np.concatenate(
        [np.tile(ink("#e9e6da"), (620, 700, 1)), art, np.tile(ink("#e9e6da"), (620, 700, 1))], 1
    ).astype(np.float32)
    jar(
        st,
        0.45,
        1.1,
        speckled(st.rng, "#d5dedd", "#f4f6f4", cells=60, amount=0.3),
        ink("#a98a63"),
        wrap,
        place(-0.5, 0, -0.2),
    )
    turned(
        st,
        [(0, 0.06), (0.3, 0.0), (0.5, 0.06), (0.58, 0.18), (0.52, 0.18), (0.4, 0.08), (0, 0.07)],
        wood(st.rng),
        place(0.65, 0, 0.25),
        0.2,
    )
    heap(
        st,
        [grain("crystal", st.rng, 48)],
        dyes(("#e4e9e8", "#f0f2f0", "#d2dcdd", "#dfe8ea")),
        0.075,
        0.46,
        0.2,
        place(0.65, 0.1, 0.25),
        0.5,
        strays=0,
    )
    heap(
        st,
        [grain("crystal", st.rng, 48)],
        dyes(("#e4e9e8", "#f0f2f0")),
        0.075,
        0.1,
        0.02,
        place(-0.05, 0, 0.8),
        0.5,
        strays=9,
    )


def soap_rack(st: Stage) -> None:
    """Bars curing on wooden racks."""
    grain_ = wood(st.rng, "#b08a58", "#7a5632")
    for y in (0.12, 0.75, 1.38):
        for k in range(7):
            box(st, (2.9, 0.04, 0.09), grain_, place(0, y, -0.42 + k * 0.14), 0.01, 0.1)
        for i in range(8):
            for j in range(2):
                a, b = (("#8aa58c", "#5f7f6a"), ("#d9cfb4", "#b8a67c"), ("#9fb4bc", "#6b8894"))[int(y * 1.6) % 3]
                box(
                    st,
                    (0.27, 0.2, 0.34),
                    marble(st.rng, a, b, 128),
                    place(-1.2 + i * 0.345, y + 0.04, -0.22 + j * 0.42),
                    0.03,
                    0.25,
                )
    for x in (-1.45, 1.45):
        for z in (-0.48, 0.48):
            box(st, (0.09, 1.95, 0.09), lambda u, v: lookup(grain_, v, u), place(x, 0, z), 0.01, 0.1)


# ------------------------------------------------------------------------- sea


def ice(st: Stage, r: float) -> None:
    """A bed of crushed ice."""
    heap(
        st,
        [grain("crystal", st.rng, 60)],
        dyes(("#c9dae2", "#dfeaee", "#b5ccd6", "#e6f0f2")),
        0.14,
        r,
        0.12,
        place(),
        0.6,
        strays=0,
        flat=True,
    )


def lobster(st: Stage) -> None:
    """A spiny lobster from above, long feelers swept back in curves."""
    base = mix(np.tile(ink("#3e5a4e"), (256, 512, 1)), ink("#b9622e"), smooth(-0.2, 1.4, fbm(st.rng, 512, 256, 12, 4)))
    dots = smooth(1.3, 1.6, fbm(st.rng, 512, 256, 40, 1))
    shell_ = mix(base, np.broadcast_to(ink("#e6d2a0"), base.shape), dots)
    m = place(0.12, 0.05, 0.0, ry=24)

    def part(x0: float, x1: float, w0: float, w1: float, h: float) -> None:
        def shape(u: Array, v: Array) -> Array:
            a = v * np.pi
            w = w0 + (w1 - w0) * u
            k = 0.86 + 0.14 * np.sin(np.pi * np.clip(u * 0.9 + 0.1, 0, 1))
            return np.stack([x0 + (x1 - x0) * u, h * np.sin(a) * k, -w * k * np.cos(a)], -1).astype(np.float32)

        st.surface(shape, shell_, 0.45, m)

    part(-0.95, -0.08, 0.16, 0.34, 0.34)
    for k in range(6):
        x = -0.1 + k * 0.165
        part(x, x + 0.19, 0.33 - 0.028 * k, 0.29 - 0.028 * k, 0.3 - 0.03 * k)
        for s in (-1, 1):
            tube(
                st,
                np.array([[x + 0.12, 0.1, s * (0.29 - 0.028 * k)], [x + 0.2, 0.04, s * (0.4 - 0.03 * k)]], np.float32),
                np.array([0.045, 0.006]),
                ink("#b9622e"),
                m,
                0.4,
            )
    for a in (-50, -25, 0, 25, 50):

        def fan(u: Array, v: Array, a: int = a) -> Array:
            q = np.radians(a)
            ln, w = 0.36 * u, 0.12 * np.sin(np.pi * (0.15 + 0.7 * u)) * (v - 0.5) * 2
            return np.stack(
                [
                    0.88 + ln * np.cos(q) - w * np.sin(q),
                    0.07 + 0.03 * np.sin(v * 3.14) - 0.03 * u,
                    ln * np.sin(q) + w * np.cos(q),
                ],
                -1,
            ).astype(np.float32)

        st.surface(fan, shell_, 0.4, m)
    for s in (-1, 1):
        t = np.linspace(0, 1, 50)
        feel = np.stack(
            [-0.85 - 0.55 * np.sin(t * 1.9) + 1.5 * t**2, 0.2 + 0.15 * np.sin(t * 3.1), s * (0.12 + 1.0 * t**0.75)], -1
        )
        tube(
            st,
            feel.astype(np.float32),
            np.linspace(0.055, 0.008, 12),
            lambda u, v: mix(ink("#a8522a"), ink("#d9a878"), 0.5 + 0.5 * np.sin(v * 160)),
            m,
            0.35,
        )
        ball(st, 0.045, ink("#0e0d0c"), joined(m, place(-0.86, 0.26, s * 0.13)), 0.8)
        for k in range(5):
            x = -0.62 + k * 0.13
            leg = np.array(
                [
                    [x, 0.12, s * 0.24],
                    [x - 0.06 + 0.03 * k, 0.22, s * 0.48],
                    [x - 0.14 + 0.07 * k, 0.12, s * 0.72],
                    [x - 0.24 + 0.1 * k, 0.03, s * 0.86],
                ],
                np.float32,
            )
            tube(
                st,
                leg,
                np.array([0.04, 0.032, 0.024, 0.008]),
                lambda u, v: mix(ink("#8a4a26"), ink("#e0b47c"), smooth(0.7, 1.0, np.sin(v * 20))),
                m,
                0.35,
            )
        for k in range(4):
            tube(
                st,
                np.array(
                    [[-0.85 + k * 0.2, 0.2 + k * 0.03, s * 0.1], [-0.93 + k * 0.2, 0.3 + k * 0.03, s * 0.12]],
                    np.float32,
                ),
                np.array([0.03, 0.004]),
                ink("#e0b47c"),
                m,
                0.4,
            )


def grouper(st: Stage) -> None:
    """A whole grouper on ice."""
    ice(st, 1.35)
    skin = scales(st, "#4a4234", "#b0a284", 60, 0.12)
    spots = smooth(0.9, 1.3, fbm(st.rng, 1400, 700, 24, 2))
    skin = mix(skin, np.broadcast_to(ink("#2b241c"), skin.shape), spots * 0.75)
    fish(st, place(-0.18, 0.18, 0.0, ry=12), 2.45, 1.0, skin, "#4f4738", 0.26, 0.5, 0.3)


E_BANDENG = "sidoarjo/bandeng-delta-nusa"
KOPI, LERENG, EXC, KEL, KRP, JAG = (
    "bondowoso/koperasi-kopi-arga-wana",
    "jember/kelompok-robusta-lereng-hijau",
    "jombang/kub-excelsa-wonoasri",
    "blitar/cokelat-kelir-wilujeng",
    "kota-batu/keripik-puncak-arum",
    "lamongan/dapur-jagung-tegal-emas",
)
GULA, GOD, ARANG, PUP, SABUN, MINA = (
    "banyuwangi/gula-semut-lare-nira",
    "ponorogo/godhong-wilis",
    "pacitan/arang-segara-kidul",
    "nganjuk/pupuk-bumi-anjuk",
    "sumenep/sabun-samudra-madura",
    "trenggalek/mina-teluk-prigi-raya",
)


def _p(
    home: str, product: str, draw: object, id_: str, en: str, mood: object = OFFWHITE, suffix: str = "", **more: object
) -> Picture:
    return Picture(home, product + suffix, product, draw, id_, en, mood, **more)  # type: ignore[arg-type]


PICTURES = [
    _p(
        KOPI,
        "arabika-green-washed",
        food.arabica,
        "biji kopi arabika hijau dalam karung goni",
        "green arabica beans in a jute sack",
    ),
    _p(
        KOPI,
        "arabika-green-washed",
        food.beans_close(food.GREEN, 0.16),
        "biji arabika hijau dari dekat, belahan bijinya terlihat",
        "green arabica beans close, their creases visible",
        OFFWHITE,
        "-detail",
        view=CLOSE,
    ),
    _p(
        KOPI,
        "robusta-green-fine",
        food.robusta,
        "biji robusta hijau petik merah dalam mangkuk kayu",
        "fine robusta green beans in a wooden bowl",
        LINEN,
    ),
    _p(
        KOPI,
        "kopi-sangrai-arga-250",
        food.arga,
        "kantong kopi sangrai Arga 250 g dengan biji sangrai",
        "pouch of Arga roasted coffee, 250 g, with roasted beans",
        CLAY,
    ),
    _p(
        KOPI,
        "kopi-sangrai-arga-250",
        food.beans_close(food.ROAST, 0.45),
        "biji kopi sangrai mengilap dari dekat",
        "glossy roasted beans, close",
        ON_SOGA,
        "-detail",
        view=CLOSE,
    ),
    _p(
        LERENG,
        "robusta-green-lereng",
        food.slope_green,
        "biji robusta hijau di atas tampah bambu",
        "green robusta beans on a round bamboo tray",
        SAGE,
    ),
    _p(
        LERENG,
        "kopi-bubuk-lereng-200",
        food.slope_ground,
        "kemasan kopi bubuk Lereng 200 g dan gundukan bubuk kopi",
        "pack of Lereng ground coffee, 200 g, and a mound of it",
        OFFWHITE,
    ),
    _p(
        EXC,
        "excelsa-green-natural",
        food.excelsa,
        "biji excelsa natural keemasan dalam karung dan mangkuk biru",
        "golden natural excelsa beans in a sack and a blue bowl",
        LINEN,
    ),
    _p(
        EXC,
        "excelsa-green-natural",
        food.beans_close(food.EXCELSA, 0.14, 0.2),
        "biji excelsa natural dari dekat",
        "natural excelsa beans, close",
        LINEN,
        "-detail",
        view=CLOSE,
    ),
    _p(
        KEL,
        "dark-65-80g",
        food.bar,
        "batang cokelat hitam 65 % dengan potongan patah dan kotaknya",
        "65 % dark chocolate bar, two pieces broken off, with its box",
        CLAY,
        view=TABLE | {"eye": (0.0, 4.8, 6.8)},
        fill=0.84,
    ),
    _p(
        KEL,
        "dark-65-80g",
        food.bar_close,
        "petak cokelat hitam dari dekat, satu sudut patah",
        "segments of dark chocolate, close, one corner broken off",
        CLAY,
        "-detail",
        view=CLOSE,
    ),
    _p(
        KEL,
        "nib-kakao-100g",
        food.nibs,
        "nib kakao sangrai dalam mangkuk dan kemasannya",
        "roasted cocoa nibs in a bowl and their pouch",
        OFFWHITE,
    ),
    _p(
        KEL,
        "cokelat-minum-200g",
        food.drinking,
        "kaleng cokelat minum rempah, secangkir cokelat, dan kayu manis",
        "canister of spiced drinking chocolate, a cup of it and cinnamon",
        LINEN,
    ),
    _p(
        KRP,
        "keripik-apel-70g",
        food.apple,
        "keripik apel, kemasan hijau, dan sebutir apel",
        "apple chips, their green bag and an apple",
    ),
    _p(
        KRP,
        "keripik-nangka-70g",
        food.jackfruit,
        "keripik nangka kuning tua dan kemasannya",
        "deep-yellow jackfruit chips and their bag",
        LINEN,
    ),
    _p(
        KRP,
        "keripik-salak-bulk",
        food.salak,
        "kantong curah 5 kg dan nampan keripik salak pucat",
        "5 kg bulk bag and a tray of pale snake-fruit chips",
        STONE,
    ),
    _p(
        JAG,
        "marning-jagung-150g",
        food.corn,
        "marning jagung dalam mangkuk merah bata dan kemasannya",
        "crunchy roasted corn in a brick-red bowl and its bag",
    ),
    _p(
        JAG,
        "emping-jagung-150g",
        food.emping,
        "tumpukan emping jagung tipis dan kemasannya",
        "thin corn crackers in a heap and their bag",
        CLAY,
    ),
    _p(
        JAG,
        "tepung-jagung-1kg",
        food.flour,
        "tepung jagung kuning muda, butir jagung, dan kantongnya",
        "pale yellow corn flour, kernels and its bag",
        SAGE,
    ),
    _p(
        E_BANDENG,
        "bandeng-asap-300g",
        food.smoked,
        "dua ekor bandeng asap di atas daun pisang",
        "two smoked milkfish on a banana leaf",
        OAK,
        view=TABLE | {"eye": (0.0, 5.6, 6.0)},
        fill=0.88,
    ),
    _p(
        E_BANDENG,
        "abon-bandeng-100g",
        food.floss,
        "abon bandeng keemasan dalam mangkuk biru dan kemasannya",
        "golden milkfish floss in a blue bowl and its pouch",
    ),
    _p(
        E_BANDENG,
        "kerupuk-bandeng-mentah-250g",
        food.raw_crackers,
        "kerupuk bandeng mentah bertumpuk dan kemasannya",
        "raw milkfish crackers in stacks and their bag",
        SEA,
    ),
    _p(
        GULA,
        "gula-semut-250g",
        sugar,
        "gula semut kelapa dalam tempurung dan kemasan kraft",
        "coconut sugar in a half shell and its kraft pouch",
        OFFWHITE,
    ),
    _p(
        GULA,
        "gula-semut-curah-25kg",
        sugar_bulk,
        "karung kraft gula semut 25 kg dan gundukan gula",
        "25 kg kraft sack of coconut sugar and a mound of it",
        LINEN,
    ),
    _p(
        GULA,
        "gula-semut-jahe-250g",
        sugar_ginger,
        "gula semut jahe, mangkuk hijau, dan rimpang jahe",
        "ginger coconut sugar, a green bowl and a ginger root",
        OFFWHITE,
    ),
    _p(
        GOD,
        "wedang-rempah-celup",
        wedang,
        "kotak wedang rempah celup, dua kantong celup, kayu manis, dan jahe",
        "box of spice infusion, two bags, cinnamon and ginger",
        LINEN,
    ),
    _p(
        GOD,
        "kunyit-bubuk-100g",
        turmeric,
        "toples kunyit bubuk, gundukan kunyit, dan rimpangnya",
        "jar of turmeric powder, a mound of it and the roots",
        OFFWHITE,
    ),
    _p(
        GOD,
        "jahe-iris-kering-10kg",
        ginger_dry,
        "karung jahe iris kering dan irisan jahe",
        "sack of dried sliced ginger and a heap of slices",
        SAGE,
    ),
    _p(
        ARANG,
        "briket-kubus-25",
        cubes,
        "briket kubus tersusun piramida dengan tempurung kelapa",
        "charcoal cubes stacked in a pyramid, with a coconut shell",
        OFFWHITE,
    ),
    _p(
        ARANG,
        "briket-heksagonal",
        hexes,
        "briket heksagonal berlubang, berdiri dan tersusun",
        "hexagonal briquettes with their hole, standing and stacked",
        CLAY,
    ),
    Picture(
        ARANG,
        "workshop",
        None,
        kiln,
        "tungku karbonisasi tertutup dari bata, tempurung dan arang di depannya",
        "closed brick kilns with coconut shells and charcoal in front",
        CLAY,
        fill=0.86,
    ),
    _p(
        PUP,
        "pupuk-granul-20kg",
        granules,
        "karung pupuk organik 20 kg dan butiran granul cokelat",
        "20 kg sack of organic fertiliser and brown granules",
        SAGE,
    ),
    Picture(
        PUP,
        "workshop",
        None,
        compost,
        "gundukan kompos di bawah atap bambu dan sebatang bibit",
        "compost mounds under a bamboo roof and a seedling",
        SAGE,
        fill=0.9,
    ),
    _p(
        SABUN,
        "sabun-rumput-laut-100g",
        soap,
        "sabun batang hijau laut bermotif marmer, kotak kertas, dan rumput laut",
        "marbled sea-green soap bars, a paper box and seaweed",
        SEA,
    ),
    _p(
        SABUN,
        "garam-mandi-200g",
        salts,
        "toples garam mandi dan piring kayu berisi kristal garam",
        "jar of bath salt and a wooden dish of crystals",
        STONE,
    ),
    Picture(
        SABUN,
        "workshop",
        None,
        soap_rack,
        "sabun batang diangin-anginkan di rak kayu",
        "soap bars curing on wooden racks",
        OFFWHITE,
        fill=0.88,
    ),
    _p(
        MINA,
        "lobster-hidup",
        lobster,
        "lobster pasir bersungut panjang, dilihat dari atas",
        "spiny lobster with long feelers, seen from above",
        SEA,
        view=FLAT,
    ),
    _p(
        MINA,
        "kerapu-beku-utuh",
        grouper,
        "kerapu utuh di atas es",
        "whole grouper on ice",
        ON_INDIGO,
        view=FLAT,
        fill=0.84,
    ),
]
