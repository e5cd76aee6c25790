"""Pictures of the weaving, batik, embroidery and prayer-set producers."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from . import cloth
from .drape import bolt, folded, gown, hung, rail, spread_sheet
from .noise import Array, blur, fbm, ink, lookup, mix
from .picture import CLAY, CLOSE, FLAT, LINEN, LOW, OAK, OFFWHITE, SAGE, STONE, TABLE, Picture
from .solids import ball, box, puff, relief, tube, turned
from .stage import Stage, joined, place
from .stuff import wood

IKAT = ("#1d2f55", "#6f88ad", "#e9e3d3", "#b88b3c")


def wave(st: Stage, repeat: float = 4) -> Array:
    """The indigo wave ikat of this weaver."""
    return cloth.ikat(st.rng, *IKAT, repeat=repeat)


def spools(st: Stage, where: list[tuple[float, float]], colours: list[str]) -> None:
    """Bobbins of yarn, standing."""
    for (x, z), c in zip(where, colours, strict=True):
        m = place(x, 0, z)
        wind = ink(c)
        turned(st, [(0, 0.0), (0.11, 0.0), (0.11, 0.03), (0.03, 0.03)], ink("#a67c4a"), m, 0.2, spline=False)
        turned(
            st,
            [(0.085, 0.03), (0.1, 0.1), (0.095, 0.28), (0.07, 0.33)],
            lambda u, v, wind=wind: wind * (0.7 + 0.3 * np.sin(v * 300 + u * 12))[..., None],
            m,
            0.12,
        )
        turned(st, [(0.03, 0.33), (0.11, 0.33), (0.11, 0.36), (0, 0.36)], ink("#a67c4a"), m, 0.2, spline=False)


def sarong(st: Stage) -> None:
    """A folded stack with the wave on top, two bobbins beside it."""
    folded(st, wave(st), 1.75, 1.15, 6, 0.085, place(-0.1, 0, 0, ry=16), 1.0)
    spools(st, [(1.12, 0.5), (1.34, 0.22)], ["#24385c", "#d9cfba"])


def stole(st: Stage) -> None:
    """A stole over a rail, fringe at the end."""
    tex = cloth.ikat(st.rng, "#6d2a2c", "#b98a3a", "#ead9bd", "#2c3a5e", motif="diamond", repeat=5)
    rail(st, 1.7, 1.72)
    hung(st, tex, 1.15, 1.76, 1.35, 0.6, place(), 5, 0.06, 0.3, 1.0, "#b98a3a")


def metre(st: Stage) -> None:
    """A bolt rolling out, a second one behind."""
    a = cloth.ikat(st.rng, "#5b3a20", "#c79a5a", "#efe3cc", "#24385c", motif="arrow", repeat=5)
    bolt(st, a, 1.9, 0.2, place(0.05, 0, -0.2, ry=-14), 1.15)
    bolt(st, wave(st, 5), 1.9, 0.17, place(0.2, 0, -0.85, ry=-14), 0.3)


def sarong_close(st: Stage) -> None:
    """Weave and feathered edge, close."""
    spread_sheet(st, wave(st, 2.6), 4.4, 4.0, place(ry=24), 0.15, 1.0, cells=2.2)


def loom_room(st: Stage) -> None:
    """A hand loom in front of a plain wall."""
    grain = wood(st.rng, "#8a5f38", "#4c3019")

    def beam(size: tuple[float, float, float], x: float, y: float, z: float) -> None:
        box(
            st,
            size,
            lambda u, v: lookup(grain, v if size[1] > size[0] else u, u if size[1] > size[0] else v),
            place(x, y, z),
            0.02,
            0.12,
        )

    for x in (-1.15, 1.15):
        for z in (-0.75, 0.75):
            beam((0.12, 1.75 if z < 0 else 1.0, 0.12), x, 0, z)
        beam((0.1, 0.1, 1.6), x, 0.72, 0)
        beam((0.1, 0.1, 1.0), x, 1.66, -0.3)
    for y, z in ((0.72, 0.72), (1.66, -0.75), (1.68, 0.12), (0.2, -0.75), (0.28, 0.7)):
        beam((2.4, 0.1, 0.1), 0, y, z)
    tex = wave(st, 4)
    r = 0.13
    tube(
        st,
        np.array([[-1.1, 0.78, 0.72], [1.1, 0.78, 0.72]], np.float32),
        r,
        lambda u, v: lookup(tex, v, u * 0.5),
        None,
        0.06,
    )
    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 2.1, 0.9 - 0.02 * v, 0.7 - v * 0.75], -1).astype(np.float32),
        lambda u, v: lookup(tex, u, v * 0.4),
        0.06,
    )
    yarn, white = ink("#24385c"), ink("#e6dfcf")

    def warp(u: Array, v: Array) -> Array:
        t = np.abs(((u * 6 + 0.02 * np.sin(v * 9)) % 1) - 0.5) * 2
        c = mix(np.broadcast_to(yarn, (*u.shape, 3)), white, np.clip((t - 0.62) * 8, 0, 1))
        return c * (0.55 + 0.45 * np.abs(np.sin(u * 520)))[..., None]

    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 2.1, 0.88 + 0.18 * v, -0.05 - v * 0.95], -1).astype(np.float32), warp, 0.05
    )
    for k, z in enumerate((-0.16, -0.3)):
        st.surface(
            lambda u, v, z=z, k=k: np.stack(
                [(u - 0.5) * 2.1, 1.45 - 0.75 * v + 0.03 * k, np.full_like(u, z)], -1
            ).astype(np.float32),
            lambda u, v: ink("#cdbb9c") * (0.5 + 0.5 * np.abs(np.sin(u * 400)))[..., None],
            0.05,
            keepout=lambda u, v: np.abs(np.sin(u * 400)) > 0.55,
        )
        beam((2.2, 0.05, 0.04), 0, 1.45 + 0.03 * k, z)
        beam((2.2, 0.05, 0.04), 0, 0.7 + 0.03 * k, z)
    beam((2.3, 0.3, 0.06), 0, 0.76, 0.06)
    spools(st, [(-1.55, 0.9), (-1.75, 0.6), (-1.4, 1.15)], ["#24385c", "#e6dfcf", "#b88b3c"])


# ------------------------------------------------------------------------- batik

RED = ("#4a1013", "#b3402c", "#27335c", "#ecd9b4")
BLUE = ("#141f40", "#a5352d", "#47659a", "#eadfc4")


def gentong(st: Stage) -> None:
    """The long cloth over a rail."""
    tex = cloth.batik(st.rng, *RED)
    rail(st, 2.3, 1.8)
    hung(st, tex, 1.75, 1.84, 1.62, 0.9, place(), 4, 0.05, 0.1, 0.9)


def silk(st: Stage) -> None:
    """A silk stole folded into its open gift box, the lid leaning beside it."""
    tex = cloth.batik(st.rng, "#15224a", "#c0702f", "#5f7fb8", "#f0e3c5", density=18)
    m = place(-0.1, 0, 0.1, ry=14)
    kraft = ink("#c3a478")
    box(st, (1.66, 0.04, 1.26), kraft, m, 0.01, 0.06)
    for x, z, size in (
        (0, 0.62, (1.66, 0.3, 0.03)),
        (0, -0.62, (1.66, 0.3, 0.03)),
        (0.82, 0, (0.03, 0.3, 1.24)),
        (-0.82, 0, (0.03, 0.3, 1.24)),
    ):
        box(st, size, kraft, joined(m, place(x, 0, z)), 0.008, 0.06)
    box(st, (1.56, 0.12, 1.16), ink("#efe8da"), joined(m, place(0, 0.02, 0)), 0.05, 0.05)
    folded(st, tex, 1.42, 1.02, 4, 0.065, joined(m, place(0, 0.13, 0)), 0.8, 0.36)
    lid = joined(place(0.15, 0.62, -0.86, ry=14), place(rx=76))
    box(st, (1.7, 0.05, 1.3), {"top": ink("#2a3a60"), "front": ink("#2a3a60"), "side": ink("#2a3a60")}, lid, 0.02, 0.1)


def gentong_close(st: Stage) -> None:
    """Dots and flowers, close."""
    tex = cloth.batik(st.rng, *RED, density=7)
    spread_sheet(st, tex, 4.4, 4.0, place(ry=-20), 0.13, 1.0, cells=2.0)


def gentong_jars(st: Stage) -> None:
    """Clay dye jars with a cloth drying behind."""
    rail(st, 3.0, 1.9, place(0, 0, -0.9))
    hung(st, cloth.batik(st.rng, *BLUE), 1.25, 1.94, 1.5, 0.7, place(-0.68, 0, -0.9), 4, 0.05, 0.08, 0.7)
    hung(st, cloth.batik(st.rng, *RED), 1.2, 1.94, 1.35, 0.7, place(0.72, 0, -0.9), 4, 0.05, 0.08, 0.7)
    for x, z, s, dye in ((-0.75, 0.35, 1.0, "#3c0d10"), (0.5, 0.2, 1.15, "#101a38"), (1.3, 0.55, 0.7, "#5b3a1a")):
        noise = fbm(st.rng, 512, 512, 6, 5)

        def clay(u: Array, v: Array, noise: Array = noise, dye: str = dye) -> Array:
            c = ink("#8a5236") * (1 + 0.1 * lookup(noise, u, v))[..., None]
            run = np.clip(1.5 - v * 5 + 0.5 * lookup(noise, u * 2, v * 0.1), 0, 1) * (v > 0.12)
            return mix(c, ink(dye), run * 0.7)

        turned(
            st,
            [(0.26, 0.82), (0.33, 0.86), (0.34, 0.8), (0.3, 0.74), (0.5, 0.5), (0.46, 0.2), (0.26, 0.0), (0, 0)],
            clay,
            place(x, 0, z, s=s),
            0.2,
        )
        turned(st, [(0, 0.76), (0.3, 0.76)], ink(dye), place(x, 0, z, s=s), 0.6, spline=False)


# ------------------------------------------------------------------------- embroidery

KENANGA = ("#8a7a1e", "#c8a93a", "#efe2a4")


def ground(st: Stage, colour: str, n: int = 1400) -> Array:
    """Plain cotton for embroidery."""
    return cloth.plain(st.rng, colour, n, n, 3)


def blouse(st: Stage) -> None:
    """A blouse laid flat, flowers at the neck, hem and cuffs."""
    w, h = 1400, 1300
    im = Image.new("L", (w, h), 0)
    d = ImageDraw.Draw(im)
    d.polygon(
        [
            (520, 90),
            (590, 150),
            (700, 185),
            (810, 150),
            (880, 90),
            (1010, 150),
            (1330, 560),
            (1160, 690),
            (985, 500),
            (1000, 1210),
            (400, 1210),
            (415, 500),
            (240, 690),
            (70, 560),
            (390, 150),
        ],
        fill=255,
    )
    mask = np.clip(blur(np.asarray(im, np.float32) / 255, 9) * 1.0, 0, 1)
    mask = (mask > 0.5).astype(np.float32)
    base = cloth.plain(st.rng, "#e9e2d2", w, h, 3)
    spots = [(0.37 + 0.043 * k, 0.145 + 0.11 * np.sin(np.pi * (k + 0.5) / 6.5), 0.03) for k in range(7)]
    spots += [(0.32 + 0.061 * k, 0.80 + 0.02 * (-1) ** k, 0.038) for k in range(7)]
    spots += [(0.5 + 0.01 * (-1) ** k, 0.3 + 0.07 * k, 0.026) for k in range(7)]
    spots += [(0.11, 0.435, 0.026), (0.16, 0.46, 0.024), (0.89, 0.435, 0.026), (0.84, 0.46, 0.024)]
    rgb, high = cloth.embroider(st.rng, base, spots, KENANGA, "#5c6b3c")
    fold = fbm(st.rng, w, h, 5, 3)
    body = puff(mask, 0.07, 26) + 0.012 * fold * mask + 0.008 * high
    dd = Image.new("L", (w, h), 255)
    ImageDraw.Draw(dd).line([(700, 185), (700, 1210)], fill=120, width=3)
    for x in (415, 985):
        ImageDraw.Draw(dd).line([(x, 500), (x + (30 if x < 700 else -30), 250)], fill=130, width=5)
    seam = np.asarray(dd, np.float32) / 255
    relief(st, mask, body, rgb * seam[..., None], 2.15, place(0, 0, 0.05), 0.06)
    for k in range(7):
        ball(st, 0.022, ink("#c9b48a"), place(0.035, 0.085, -0.5 + k * 0.21), 0.5, (1, 0.4, 1))


def tablecloth(st: Stage) -> None:
    """A round table under its cloth, flowers round the fall."""
    base = ground(st, "#efe9dc", 1500)
    ring = [
        (0.5 + 0.3 * np.cos(a), 0.5 + 0.3 * np.sin(a), 0.045 if k % 2 else 0.03)
        for k, a in enumerate(np.linspace(0, 6.283, 22, endpoint=False))
    ]
    ring += [
        (0.5 + 0.43 * np.cos(a), 0.5 + 0.43 * np.sin(a), 0.036) for a in np.linspace(0.1, 6.383, 28, endpoint=False)
    ]
    ring += [(0.5 + 0.09 * np.cos(a), 0.5 + 0.09 * np.sin(a), 0.034) for a in np.linspace(0, 6.283, 6, endpoint=False)]
    rgb, high = cloth.embroider(st.rng, base, ring, ("#8e2f28", "#c4604a", "#ecc3a6"), "#5c6b3c")
    r0 = 0.95

    def shape(u: Array, v: Array) -> Array:
        a, s = u * 6.283, v * 1.62
        flat = np.minimum(s, r0)
        over = np.maximum(s - r0, 0)
        wav = np.sin(a * 9 + 0.6 * np.sin(a * 2)) * 0.07 * smooth01(over / 0.65)
        bend = np.minimum(over, 0.12)
        rad = flat + bend * 0.7 + wav + 0.02 * over
        y = 0.86 - np.maximum(over - 0.02, 0)
        return np.stack([rad * np.sin(a), y, rad * np.cos(a)], -1).astype(np.float32)

    def tex(u: Array, v: Array, img: Array = rgb) -> Array:
        a = u * 6.283
        return lookup(img, 0.5 + 0.5 * v * np.sin(a), 0.5 + 0.5 * v * np.cos(a))

    st.surface(shape, tex, 0.06, place(0, 0, -0.1), bump=lambda u, v: tex(u, v, high), depth=0.008)
    turned(
        st,
        [(0, 0), (0.1, 0), (0.17, 0.12), (0.1, 0.3), (0.07, 0.42), (0.085, 0.45)],
        ink("#7c8a86"),
        place(0.0, 0.86, -0.1),
        0.5,
    )


def smooth01(x: Array) -> Array:
    """Ease between 0 and 1."""
    t = np.clip(x, 0, 1)
    return t * t * (3 - 2 * t)


def panel(st: Stage) -> None:
    """A length of embroidered cotton over a rail."""
    base = ground(st, "#31456b")
    spots = cloth.border(1, (0.2, 0.44, 0.68, 0.92), 5, 0.07)
    rgb, _ = cloth.embroider(st.rng, base, spots, ("#a8642a", "#d9a24a", "#f3e2b4"), "#8fa07a")
    rail(st, 2.2, 1.8)
    hung(st, rgb, 1.6, 1.84, 1.6, 0.8, place(), 3.5, 0.06, 0.1, 1.0)


def stitch_close(st: Stage) -> None:
    """Directional stitches, close."""
    rgb, high = cloth.embroider(
        st.rng,
        ground(st, "#e4dccb", 1800),
        [
            (0.42, 0.46, 0.12),
            (0.64, 0.6, 0.1),
            (0.3, 0.68, 0.08),
            (0.7, 0.36, 0.085),
            (0.2, 0.42, 0.07),
            (0.47, 0.78, 0.075),
            (0.85, 0.62, 0.07),
            (0.5, 0.24, 0.06),
        ],
        KENANGA,
        "#5c6b3c",
    )
    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 4.4, 0.06 + 0.05 * np.sin(u * 6 + v * 4), (v - 0.5) * 4.4], -1).astype(
            np.float32
        ),
        lambda u, v: lookup(rgb, u, v),
        0.16,
        place(ry=12),
        bump=lambda u, v: lookup(high, u, v),
        depth=0.02,
    )


def hoop_bench(st: Stage) -> None:
    """An embroidery hoop, threads and folded cottons on a bench."""
    rgb, _ = cloth.embroider(
        st.rng,
        ground(st, "#ece5d6", 1000),
        [(0.5, 0.46, 0.2), (0.25, 0.7, 0.12), (0.75, 0.72, 0.12)],
        KENANGA,
        "#5c6b3c",
    )
    tilt = place(-0.35, 0.45, 0.2, rx=28)
    st.surface(
        lambda u, v: np.stack([0.78 * v * np.sin(u * 6.283), 0 * u, 0.78 * v * np.cos(u * 6.283)], -1).astype(
            np.float32
        ),
        lambda u, v: lookup(rgb, 0.5 + 0.48 * v * np.sin(u * 6.283), 0.5 + 0.48 * v * np.cos(u * 6.283)),
        0.06,
        tilt,
    )
    ring = np.array([[0.79 * np.sin(a), 0, 0.79 * np.cos(a)] for a in np.linspace(0, 6.2832, 90)], np.float32)
    tube(st, ring, 0.045, ink("#b98f58"), tilt, 0.25)
    box(st, (0.5, 0.35, 0.3), wood(st.rng), place(-0.35, 0, -0.3), 0.03)
    for k, c in enumerate(("#e9e2d2", "#31456b", "#c4604a", "#8fa07a")):
        folded(st, ground(st, c, 400), 0.95, 0.6, 2, 0.06, place(1.05, 0.118 * k, -0.45, ry=-8), 2)
    spools(st, [(0.75, 0.75), (1.0, 0.95), (1.25, 0.7), (1.5, 0.9)], ["#c8a93a", "#5c6b3c", "#8e2f28", "#efe2a4"])


# ------------------------------------------------------------------------- prayer sets


def lace(st: Stage, cloth_colour: str, threads: tuple[str, str, str], leaf: str) -> Array:
    """A hem band with a row of flowers."""
    base = cloth.plain(st.rng, cloth_colour, 900, 300, 3)
    rgb, _ = cloth.embroider(st.rng, base, [(0.1 + 0.2 * k, 0.17, 0.085) for k in range(5)], threads, leaf)
    return rgb


def mukena(st: Stage) -> None:
    """An embroidered prayer set on a wooden hanger."""
    white = cloth.plain(st.rng, "#ece8de", 800, 800, 3)
    rail(st, 1.9, 2.02)
    gown(
        st,
        white,
        lace(st, "#ece8de", ("#44608a", "#7f9cc0", "#cbd8e4"), "#7d8f6a"),
        0.42,
        0.84,
        1.8,
        0.42,
        place(0, 0.0, 0.0),
    )
    folded(st, white, 0.75, 0.5, 3, 0.06, place(1.0, 0, 0.55, ry=-14), 1)


def bag(st: Stage, tex: Array, w: float, h: float, t: float, m: Array, cord: str) -> None:
    """A soft drawstring bag lying slightly open."""
    soft = fbm(st.rng, 256, 256, 3, 3)

    def shape(u: Array, v: Array) -> Array:
        a = u * 6.283
        y = v * h
        neck = np.interp(v, [0, 0.1, 0.45, 0.68, 0.8, 0.86, 1.0], [0.9, 1.0, 1.0, 0.78, 0.36, 0.3, 0.62])
        gat = 1 + 0.13 * np.sin(a * 13) * np.exp(-(((v - 0.9) / 0.16) ** 2))
        base = np.clip(v / 0.12, 0, 1) ** 0.5
        k = 1 + 0.06 * lookup(soft, np.abs(u - 0.5) * 2, v)
        return np.stack(
            [w / 2 * neck * gat * base * k * np.sin(a), y, t / 2 * neck * gat * base * k * np.cos(a)], -1
        ).astype(np.float32)

    st.surface(shape, lambda u, v: lookup(tex, u * 2, v), 0.07, m)
    ring = [(w * 0.18 * np.sin(a), h * 0.86, t * 0.2 * np.cos(a)) for a in np.linspace(0.3, 6.283, 40)]
    tail = [(0.03, h * 0.76, t * 0.38), (0.07, h * 0.55, t * 0.56), (0.03, h * 0.38, t * 0.6)]
    tube(st, np.array([*ring, *tail], np.float32), 0.016, ink(cord), m, 0.1)


def mukena_travel(st: Stage) -> None:
    """A light set folded small, with its pouch."""
    a = cloth.plain(st.rng, "#8fa3a0", 700, 700, 3)
    folded(st, a, 1.15, 0.8, 5, 0.055, place(-0.45, 0, 0.1, ry=14), 1)
    b = cloth.batik(st.rng, "#d8dcd2", "#8fa3a0", "#b5c0b8", "#f3f1e8", 900, density=26)
    bag(st, b, 0.72, 0.85, 0.45, place(0.75, 0, 0.15, ry=-10), "#5d726f")


def mukena_child(st: Stage) -> None:
    """A child's set: small gown, warm colours, string bag."""
    rose = cloth.plain(st.rng, "#e3b8a2", 700, 700, 3)
    rail(st, 1.7, 1.72, place(-0.25))
    gown(
        st, rose, lace(st, "#f0dcc8", ("#8e2f28", "#d0775a", "#f2cdb0"), "#7d8f5a"), 0.3, 0.6, 1.5, 0.5, place(-0.25), 6
    )
    bag(
        st,
        lace(st, "#e3b8a2", ("#8e2f28", "#d0775a", "#f2cdb0"), "#7d8f5a"),
        0.6,
        0.7,
        0.4,
        place(0.95, 0, 0.3, ry=-12),
        "#8e2f28",
    )


def sewing_table(st: Stage) -> None:
    """Folded sets in soft colours, scissors, thread: the checking table."""
    for k, c in enumerate(("#ece8de", "#8fa3a0", "#e3b8a2", "#d8c9a8", "#9fb0c4", "#ece8de")):
        folded(
            st,
            cloth.plain(st.rng, c, 400, 400, 3),
            1.15,
            0.75,
            2,
            0.07,
            place(-0.85, 0.137 * k, -0.2, ry=8 + 3 * (k % 2)),
            2,
        )
    for k, c in enumerate(("#c8b6d0", "#ece8de", "#b7c4a4")):
        folded(st, cloth.plain(st.rng, c, 400, 400, 3), 1.1, 0.75, 2, 0.07, place(0.85, 0.137 * k, -0.35, ry=-10), 2)
    spools(st, [(0.35, 0.75), (0.62, 0.9), (0.9, 0.72)], ["#ece8de", "#e3b8a2", "#8fa3a0"])
    for s in (-1, 1):
        loop = [(1.5 + s * 0.09 + 0.09 * np.cos(a), 0.03, 0.85 + 0.11 * np.sin(a)) for a in np.linspace(0, 6.283, 40)]
        tube(st, np.array(loop, np.float32), 0.022, ink("#2a2725"), None, 0.5)
        tube(
            st,
            np.array([[1.5 + s * 0.06, 0.03, 0.75], [1.5 - s * 0.05, 0.03, 0.2]], np.float32),
            np.array([0.035, 0.004]),
            ink("#b9b9b4"),
            None,
            0.8,
            0.4,
        )


def mukena_close(st: Stage) -> None:
    """Hem embroidery, close."""
    rgb, high = cloth.embroider(
        st.rng,
        ground(st, "#ece8de", 1600),
        [(0.08 + 0.14 * k, 0.5 + 0.03 * (-1) ** k, 0.075) for k in range(7)]
        + [(0.15 + 0.14 * k, 0.64, 0.035) for k in range(6)]
        + [(0.15 + 0.14 * k, 0.37, 0.028) for k in range(6)],
        ("#44608a", "#7f9cc0", "#cbd8e4"),
        "#7d8f6a",
    )
    st.surface(
        lambda u, v: np.stack([(u - 0.5) * 4.6, 0.1 + 0.06 * np.sin(u * 14 + v), (v - 0.5) * 4.6], -1).astype(
            np.float32
        ),
        lambda u, v: lookup(rgb, u, v),
        0.1,
        place(ry=-10),
        bump=lambda u, v: lookup(high, u, v),
        depth=0.015,
    )


T, B, E, M = (
    "lamongan/tenun-laras-parijata",
    "bangkalan/batik-gentong-samodra",
    "pasuruan/bordir-kenanga-wening",
    "tulungagung/kopwan-wuwung-lintang",
)
PICTURES = [
    Picture(
        T,
        "sarung-ikat-gelombang",
        "sarung-ikat-gelombang",
        sarong,
        "sarung ikat indigo bermotif gelombang, terlipat, dengan dua kelos benang",
        "indigo ikat sarong with wave motif, folded, with two bobbins of yarn",
        OFFWHITE,
    ),
    Picture(
        T,
        "sarung-ikat-gelombang-detail",
        "sarung-ikat-gelombang",
        sarong_close,
        "tenunan ikat gelombang dari dekat, tepi motif membulu halus",
        "close view of the wave ikat, its motif edges feathered",
        LINEN,
        CLOSE,
    ),
    Picture(
        T,
        "selendang-ikat-sutra-katun",
        "selendang-ikat-sutra-katun",
        stole,
        "selendang ikat merah mengkudu bermotif wajik, tersampir di palang kayu",
        "madder-red ikat stole with diamond motif over a wooden rail",
        STONE,
        LOW,
    ),
    Picture(
        T,
        "kain-ikat-meteran",
        "kain-ikat-meteran",
        metre,
        "dua gulungan kain ikat, satu terurai di lantai",
        "two bolts of ikat fabric, one rolling out",
        CLAY,
    ),
    Picture(
        T,
        "workshop",
        None,
        loom_room,
        "alat tenun bukan mesin dengan lungsin indigo",
        "a hand loom with an indigo warp",
        OAK,
        LOW,
    ),
    Picture(
        B,
        "kain-batik-gentong-250",
        "kain-batik-gentong-250",
        gentong,
        "kain batik gentong merah tua berbunga, tersampir di palang",
        "deep-red flowered gentong batik over a rail",
        LINEN,
        LOW,
    ),
    Picture(
        B,
        "kain-batik-gentong-250-detail",
        "kain-batik-gentong-250",
        gentong_close,
        "bunga, daun, dan titik isen batik dari dekat",
        "flowers, leaves and fine dots of the batik, close",
        LINEN,
        CLOSE,
    ),
    Picture(
        B,
        "stola-batik-sutra",
        "stola-batik-sutra",
        silk,
        "stola sutra batik biru tua terlipat dalam kotak hadiah terbuka",
        "dark-blue silk batik stole folded in an open gift box",
        OFFWHITE,
    ),
    Picture(
        B,
        "workshop",
        None,
        gentong_jars,
        "gentong tanah liat berisi pewarna, kain batik dijemur di belakang",
        "clay dye jars, batik drying behind them",
        CLAY,
        LOW,
    ),
    Picture(
        E,
        "blus-bordir-kenanga",
        "blus-bordir-kenanga",
        blouse,
        "blus katun putih gading berbordir bunga kenanga, dilihat dari atas",
        "ivory cotton blouse embroidered with ylang-ylang flowers, seen from above",
        SAGE,
        FLAT,
    ),
    Picture(
        E,
        "blus-bordir-kenanga-detail",
        "blus-bordir-kenanga",
        stitch_close,
        "kelopak bordir tiga warna benang dari dekat",
        "embroidered petals in three shades of thread, close",
        OFFWHITE,
        CLOSE,
    ),
    Picture(
        E,
        "taplak-bordir-150",
        "taplak-bordir-150",
        tablecloth,
        "meja bundar bertaplak bordir bunga merah bata",
        "round table under a cloth embroidered with brick-red flowers",
        CLAY,
        TABLE | {"fov": 21.0},
    ),
    Picture(
        E,
        "kain-bordir-panel",
        "kain-bordir-panel",
        panel,
        "panel kain biru berbordir bunga kuning emas di palang kayu",
        "blue fabric panel with golden embroidered flowers on a wooden rail",
        OFFWHITE,
        LOW,
    ),
    Picture(
        E,
        "workshop",
        None,
        hoop_bench,
        "pemidangan bordir, benang, dan kain terlipat di meja kerja",
        "embroidery hoop, threads and folded cottons on a work bench",
        OAK,
    ),
    Picture(
        M,
        "mukena-katun-bordir",
        "mukena-katun-bordir",
        mukena,
        "mukena katun putih berbordir biru pada gantungan, bagian bawah terlipat di samping",
        "white cotton prayer set with blue embroidery on a hanger, its lower part folded beside it",
        SAGE,
        LOW | {"fov": 20.0},
    ),
    Picture(
        M,
        "mukena-katun-bordir-detail",
        "mukena-katun-bordir",
        mukena_close,
        "bordir bunga biru pada tepi mukena dari dekat",
        "blue flower embroidery on the hem, close",
        LINEN,
        CLOSE,
    ),
    Picture(
        M,
        "mukena-travel",
        "mukena-travel",
        mukena_travel,
        "mukena ringan hijau kelabu terlipat kecil dengan kantong serut",
        "light grey-green prayer set folded small, with a drawstring pouch",
        OFFWHITE,
    ),
    Picture(
        M,
        "mukena-anak",
        "mukena-anak",
        mukena_child,
        "mukena anak warna mawar pada gantungan dengan tas tali",
        "rose-coloured children's prayer set on a hanger, with a string bag",
        LINEN,
        LOW,
    ),
    Picture(
        M,
        "workshop",
        None,
        sewing_table,
        "tumpukan mukena terlipat, benang, dan gunting di meja pemeriksaan",
        "folded prayer sets, thread and scissors on the checking table",
        OAK,
    ),
]
