"""Pictures of the silver, terracotta, drum and furniture makers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .noise import Array, fbm, ink, lookup, mix, smooth
from .picture import (
    CLAY,
    CLOSE,
    FLAT,
    LINEN,
    LOW,
    OAK,
    OFFWHITE,
    ON_INDIGO,
    ON_SOGA,
    SAGE,
    TABLE,
    WALNUT,
    Picture,
)
from .solids import ball, bowl, box, tube, turned
from .stage import Stage, joined, place
from .stuff import bricks, plait, speckled, wood

SILVER = ink("#d6d6d2")


def curl(st: Stage, m: Array, x: float, y: float, r: float, turns: float, start: float, wire: float) -> None:
    """One filigree spiral lying in the plane of m."""
    t = np.linspace(0, 1, 60)
    a = start + t * turns * 6.2832
    rr = r * (1 - 0.86 * t)
    path = np.stack([x + rr * np.cos(a), np.full_like(t, wire), y + rr * np.sin(a)], -1)
    tube(st, path.astype(np.float32), wire, SILVER, m, 0.8)


def petal_frame(st: Stage, m: Array, length: float, width: float, wire: float) -> None:
    """A leaf of silver: rim, midrib, spirals inside, grains at the edge."""
    t = np.linspace(0, 1, 60)
    side = width * np.sin(np.pi * t**0.75)
    for s in (-1, 1):
        tube(
            st,
            np.stack([s * side, np.full_like(t, wire), t * length], -1).astype(np.float32),
            wire * 1.5,
            SILVER,
            m,
            0.8,
        )
    tube(st, np.array([[0, wire, 0], [0, wire, length]], np.float32), wire, SILVER, m, 0.8)
    for k, f in enumerate((0.22, 0.42, 0.6, 0.75)):
        w = width * np.sin(np.pi * f**0.75)
        for s in (-1, 1):
            curl(st, m, s * w * 0.5, f * length, w * 0.4, 1.7 * s, k * 0.7, wire)
    for f in np.linspace(0.08, 0.92, 11):
        w = width * np.sin(np.pi * f**0.75) + wire * 2.4
        for s in (-1, 1):
            ball(st, wire * 1.9, SILVER, joined(m, place(s * w, wire * 1.5, f * length)), 0.8)


def necklace(st: Stage) -> None:
    """A filigree moon on a fine chain."""
    for s in (-1, 1):
        t = np.linspace(0, 1, 74)
        x, z = s * (0.12 + 0.85 * np.sin(t * 1.9) ** 1.0), 0.15 - 1.35 * t + 0.25 * np.sin(t * 3.1)
        for k, (a, b) in enumerate(zip(x, z, strict=True)):
            d = np.degrees(np.arctan2(np.gradient(z)[k], np.gradient(x)[k]))
            link = [(0.021 * np.cos(q), 0, 0.011 * np.sin(q)) for q in np.linspace(0, 6.2832, 18)]
            tube(
                st,
                np.array(link, np.float32),
                0.0042,
                SILVER,
                place(float(a), 0.018, float(b), ry=-float(d), rx=40 if k % 2 else -40),
                0.8,
            )
    m = place(0, 0.012, 0.45)
    for rr, w in ((0.46, 0.018), (0.39, 0.008)):
        tube(
            st,
            np.array([[rr * np.cos(a), w, rr * np.sin(a)] for a in np.linspace(0, 6.2832, 120)], np.float32),
            w,
            SILVER,
            m,
            0.8,
        )
    tube(
        st,
        np.array(
            [[0.34 * np.cos(a) - 0.0, 0.012, 0.1 + 0.27 * np.sin(a)] for a in np.linspace(0, 6.2832, 90)], np.float32
        ),
        0.011,
        SILVER,
        m,
        0.8,
    )
    for k in range(26):
        a = k * 6.2832 / 26
        ball(st, 0.017, SILVER, joined(m, place(0.425 * np.cos(a), 0.015, 0.425 * np.sin(a))), 0.8)
    for k in range(9):
        a = np.pi * (1.12 + 0.76 * k / 8)
        curl(st, m, 0.3 * np.cos(a), 0.3 * np.sin(a) * 0.95, 0.066, 1.8 * (-1) ** k, a, 0.007)
    for k in range(8):
        a = k * 6.2832 / 8
        curl(st, m, 0.19 * np.cos(a), 0.1 + 0.15 * np.sin(a), 0.062, 1.7 * (-1) ** k, a, 0.006)
    ball(st, 0.07, ink("#ece6dc"), joined(m, place(0, 0.055, 0.1)), 0.72)
    tube(
        st,
        np.array([[0.05 * np.cos(a), 0.03, -0.5 + 0.05 * np.sin(a)] for a in np.linspace(0, 6.2832, 40)], np.float32),
        0.014,
        SILVER,
        m,
        0.8,
    )
    for k in range(3):
        ball(
            st,
            0.035 if k == 1 else 0.026,
            ink("#ece6dc") if k == 1 else SILVER,
            joined(m, place((k - 1) * 0.16, 0.03, 0.53 - 0.03 * abs(k - 1))),
            0.75,
        )


def earrings(st: Stage) -> None:
    """A pair of filigree leaves on hooks."""
    for x, r in ((-0.36, 8), (0.36, -10)):
        m = place(x, 0.01, -0.25, ry=r)
        petal_frame(st, m, 0.85, 0.22, 0.0085)
        hook = [(0.09 - 0.09 * np.cos(a), 0.015, -0.08 - 0.14 * np.sin(a) * 1.0) for a in np.linspace(0, 3.4, 40)]
        tube(st, np.array([(0, 0.012, 0.0), *hook], np.float32), 0.009, SILVER, m, 0.8)
        ball(st, 0.032, ink("#ece6dc"), joined(m, place(0, 0.03, 0.93)), 0.72)


def silver_close(st: Stage) -> None:
    """Twisted wire and grains, close."""
    for k in range(5):
        petal_frame(st, joined(place(0, 0.02, 0.1), place(ry=k * 72 + 8)), 1.15, 0.36, 0.014)
    ball(st, 0.16, ink("#ece6dc"), place(0, 0.12, 0.1), 0.72)


def silver_bench(st: Stage) -> None:
    """The bench: a wooden pin, coils of wire, pliers, a finished leaf."""
    grain = wood(st.rng, "#7a4f2e", "#4a2c18")
    box(st, (1.5, 0.16, 0.9), grain, place(-0.35, 0, -0.1, ry=6), 0.05, 0.14)
    petal_frame(st, place(-0.55, 0.17, -0.4, ry=30), 0.7, 0.2, 0.009)
    petal_frame(st, place(-0.15, 0.17, -0.3, ry=-24), 0.55, 0.16, 0.008)
    for n, (x, z, r) in enumerate(((0.75, 0.3, 0.3), (1.15, -0.25, 0.24))):
        for k in range(7):
            q = r + 0.012 * (k % 3)
            tube(
                st,
                np.array(
                    [[x + q * np.cos(a), 0.02 + 0.022 * k, z + q * np.sin(a)] for a in np.linspace(0, 6.4, 80)],
                    np.float32,
                ),
                0.011,
                SILVER if n == 0 else ink("#b56a3c"),
                None,
                0.75,
            )
    for s in (-1, 1):
        t = np.linspace(0, 1, 30)
        tube(
            st,
            np.stack([-0.35 + s * (0.03 + 0.17 * np.sin(t * 2.2)), 0.06 + 0 * t, 0.62 + 0.62 * t], -1).astype(
                np.float32
            ),
            0.04,
            ink("#8e2f28"),
            None,
            0.35,
        )
        tube(
            st,
            np.array([[-0.35 + s * 0.03, 0.06, 0.62], [-0.35 - s * 0.03, 0.06, 0.45], [-0.35, 0.06, 0.2]], np.float32),
            np.array([0.05, 0.04, 0.012]),
            ink("#8d8e8c"),
            None,
            0.7,
        )
    bowl(st, 0.26, 0.16, ink("#4a3a2c"), place(0.35, 0, 0.85), 0.4)
    for _ in range(60):
        a, r = st.rng.uniform(0, 6.28), 0.17 * st.rng.random() ** 0.5
        ball(st, 0.025, SILVER, place(0.35 + r * np.cos(a), 0.12 + 0.03 * st.rng.random(), 0.85 + r * np.sin(a)), 0.8)


# ------------------------------------------------------------------------- terracotta


def clay(st: Stage, base: str = "#a9583a", dark: str = "#7a3a26") -> Array:
    """Burnished clay: throwing rings and smoke clouds."""
    n = fbm(st.rng, 512, 512, 4, 5)
    v = np.linspace(0, 1, 512, dtype=np.float32)[:, None]
    ring = 0.04 * np.sin(v * 260 + n)
    c = mix(np.tile(ink(base), (512, 512, 1)), ink(dark), smooth(0.3, 2.2, n))
    return (c * (1 + ring)[..., None]).astype(np.float32)


def dinner(st: Stage) -> None:
    """Plates stacked, bowls, cups: twelve pieces."""

    def plate(m: Array, r: float) -> None:
        turned(
            st,
            [(0, 0.03), (r * 0.62, 0.03), (r * 0.7, 0.05), (r, 0.11), (r * 1.01, 0.09), (r * 0.66, 0.0), (0, 0)],
            clay(st),
            m,
            0.34,
        )

    for k in range(3):
        plate(place(-0.55, 0.055 * k, -0.35), 0.82)
    plate(place(-0.5, 0.0, -1.02, rx=72), 0.82)
    for k in range(3):
        bowl(st, 0.36, 0.27, clay(st), place(-0.55, 0.17 + 0.1 * k, -0.35), 0.34)
    bowl(st, 0.36, 0.27, clay(st), place(0.35, 0, 0.55), 0.34)
    for x, z in ((0.72, -0.35), (1.15, -0.1), (1.0, 0.42), (0.9, -0.85)):
        m = place(x, 0, z)
        turned(
            st,
            [(0, 0.02), (0.15, 0), (0.19, 0.06), (0.2, 0.36), (0.185, 0.365), (0.17, 0.08), (0, 0.05)],
            clay(st),
            m,
            0.34,
        )


def vase(st: Stage) -> None:
    """A tall burnished vase with dry grasses."""
    m = place(0, 0, 0)
    turned(
        st,
        [
            (0.2, 1.5),
            (0.24, 1.52),
            (0.25, 1.48),
            (0.16, 1.32),
            (0.2, 1.12),
            (0.5, 0.8),
            (0.52, 0.5),
            (0.3, 0.06),
            (0.26, 0.0),
            (0, 0),
        ],
        clay(st),
        m,
        0.42,
    )
    for k in range(3):
        y = 0.93 - 0.05 * k
        r = 0.415 + 0.045 * k
        tube(
            st,
            np.array(
                [[r * np.cos(a), y + 0.012 * np.sin(a * 16), r * np.sin(a)] for a in np.linspace(0, 6.2832, 140)],
                np.float32,
            ),
            0.011,
            ink("#d9b48a"),
            m,
            0.2,
        )
    for _ in range(9):
        a, lean = st.rng.uniform(0, 6.28), st.rng.uniform(0.15, 0.5)
        h = st.rng.uniform(0.6, 0.95)
        t = np.linspace(0, 1, 20)
        p = np.stack(
            [0.1 * np.cos(a) * (1 - t) + lean * np.cos(a) * t**1.6, 1.3 + h * t, lean * 0.5 * np.sin(a) * t**1.6], -1
        ).astype(np.float32)
        tube(st, p, 0.008, ink("#a98f5a"), m, 0.1)
        for j in range(26):
            q = (
                p[19]
                + (p[13] - p[19]) * (j / 26)
                + np.array([0.025 * np.cos(j * 2.4), 0.0, 0.025 * np.sin(j * 2.4)], np.float32)
            )
            ball(
                st,
                0.03,
                ink("#cdb27c") * st.rng.uniform(0.8, 1.15),
                joined(m, place(*[float(v) for v in q], rz=-20 * np.cos(a))),
                0.1,
                (0.45, 1.2, 0.45),
            )


def clay_close(st: Stage) -> None:
    """The shoulder of a burnished bowl, close."""
    m = place(-0.15, 0.0, -0.35)
    turned(
        st,
        [(0, 0.12), (0.5, 0.16), (0.85, 0.42), (0.98, 0.66), (1.04, 0.66), (0.98, 0.4), (0.5, 0), (0, 0)],
        clay(st),
        m,
        0.45,
    )
    turned(
        st,
        [(0, 0.05), (0.3, 0), (0.42, 0.12), (0.44, 0.5), (0.4, 0.51), (0.36, 0.15), (0, 0.1)],
        clay(st),
        place(1.0, 0, 0.55),
        0.45,
    )


def clay_kiln(st: Stage) -> None:
    """A brick updraught kiln, pots waiting, husk in a basket."""
    wall = bricks(st.rng)
    turned(
        st,
        [(0.75, 1.45), (0.85, 1.45), (0.92, 1.2), (1.0, 0.0)],
        lambda u, v: lookup(wall, u * 5, v * 1.8),
        place(-0.5, 0, -0.5),
        0.05,
    )
    box(st, (0.5, 0.55, 0.2), ink("#1a1310"), place(-0.4, 0, 0.42), 0.1, 0.05)
    for k in range(5):
        ball(
            st,
            0.1,
            ink("#d9661a") * (0.8 + 0.15 * k),
            place(-0.54 + 0.07 * k, 0.07 + 0.04 * (k % 2), 0.5),
            0.05,
            (1, 0.8, 0.5),
        )
    for x, z, y, s in ((-0.75, -0.5, 1.32, 0.42), (-0.35, -0.6, 1.32, 0.5), (-0.1, -0.35, 1.32, 0.36)):
        turned(
            st,
            [(0.3, 0.95), (0.36, 0.97), (0.3, 0.86), (0.52, 0.5), (0.3, 0.0), (0, 0)],
            clay(st),
            place(x, y, z, s=s),
            0.3,
        )
    for x, z, s in ((0.85, -0.35, 0.85), (1.35, -0.05, 0.62), (0.95, 0.4, 0.55), (1.5, -0.6, 0.8)):
        turned(
            st,
            [(0.3, 0.95), (0.36, 0.97), (0.3, 0.86), (0.52, 0.5), (0.3, 0.0), (0, 0)],
            clay(st, "#9a6a50" if s < 0.6 else "#a9583a"),
            place(x, 0, z, s=s),
            0.3,
        )


# ------------------------------------------------------------------------- drums


def drum(
    st: Stage,
    m: Array,
    profile: list[tuple[float, float]],
    r: float,
    h: float,
    base: str,
    rope: str,
    zig: int,
    depth: float,
) -> None:
    """A hand drum: turned wood, goat skin, ring and lacing."""
    grain = wood(st.rng, base, "#3f1d10", 512, 1024, 5)
    turned(st, profile, lambda u, v: lookup(grain, v, u * 2), m, 0.42)
    skin = speckled(st.rng, "#e2d3b4", "#c9b48c", cells=8, amount=0.6)

    def head(u: Array, v: Array) -> Array:
        return np.stack(
            [r * 0.99 * v * np.cos(u * 6.2832), h + 0.015 - 0.03 * v**10, r * 0.99 * v * np.sin(u * 6.2832)], -1
        ).astype(np.float32)

    st.surface(
        head,
        lambda u, v: lookup(skin, 0.5 + 0.45 * v * np.cos(u * 6.2832), 0.5 + 0.45 * v * np.sin(u * 6.2832)),
        0.14,
        m,
    )
    turned(
        st,
        [(r * 1.0, h + 0.01), (r * 1.035, h - 0.03), (r * 1.03, h - 0.13)],
        lambda u, v: lookup(skin, u * 3, v) * 0.85,
        m,
        0.12,
    )
    circle = np.array([[np.cos(a), 0, np.sin(a)] for a in np.linspace(0, 6.2832, 100)], np.float32)
    for y, k in ((h - 0.14, 1.05), (h - 0.19, 1.04), (h - depth - 0.03, 0.78 if zig > 20 else 1.02)):
        tube(st, circle * r * k + np.array([0, y, 0], np.float32), 0.024, ink(rope), m, 0.12)
    t = np.linspace(0, 1, zig * 2 + 1)
    up = np.arange(zig * 2 + 1) % 2 == 0
    rr = np.where(up, 1.06, 0.79 if zig > 20 else 1.03) * r
    path = np.stack([rr * np.cos(t * 6.2832), np.where(up, h - 0.14, h - depth), rr * np.sin(t * 6.2832)], -1)
    fine = np.concatenate([np.linspace(a, b, 10) for a, b in pairwise(path)]).astype(np.float32)
    tube(st, fine, 0.013, ink(rope), m, 0.12)


def djembe(st: Stage) -> None:
    """A mahogany djembe."""
    drum(
        st,
        place(),
        [(0.6, 1.75), (0.6, 1.6), (0.5, 1.2), (0.28, 0.85), (0.24, 0.72), (0.32, 0.3), (0.42, 0.0), (0.38, 0.0)],
        0.6,
        1.75,
        "#8a3f22",
        "#e6dcc4",
        24,
        0.62,
    )


def child_drum(st: Stage) -> None:
    """A pair of small barrel drums with a beater."""
    for x, z, c, rope in ((-0.5, -0.1, "#a8582c", "#24385c"), (0.55, 0.15, "#8a4a26", "#8e2f28")):
        drum(
            st,
            place(x, 0, z),
            [(0.4, 0.85), (0.42, 0.8), (0.46, 0.45), (0.4, 0.05), (0.38, 0.0)],
            0.4,
            0.85,
            c,
            rope,
            12,
            0.68,
        )
    grain = wood(st.rng, "#c79a62")
    for r, z in ((28, 0.85), (12, 1.0)):
        m = place(-0.05, 0.05, z, ry=r)
        tube(
            st,
            np.array([[-0.55, 0, 0], [0.5, 0, 0]], np.float32),
            np.array([0.03, 0.022, 0.022]),
            lambda u, v: lookup(grain, v, u),
            m,
            0.25,
        )
        ball(st, 0.07, ink("#e6dcc4"), joined(m, place(-0.55, 0.02, 0)), 0.1)


def lathe(st: Stage) -> None:
    """A lathe with a shell in work, finished shells behind."""
    grain = wood(st.rng, "#a8764a", "#6d4526")
    box(st, (3.0, 0.14, 0.5), grain, place(0, 0.55, 0.1), 0.02, 0.12)
    for x in (-1.2, 1.2):
        box(st, (0.16, 0.55, 0.5), lambda u, v: lookup(grain, v, u), place(x, 0, 0.1), 0.02, 0.12)
    for x in (-1.05, 0.95):
        box(st, (0.26, 0.62, 0.36), ink("#4a5a52"), place(x, 0.69, 0.1), 0.05, 0.35)
    body = wood(st.rng, "#9a4a28", "#5b2614", 512, 512, 5)
    turned(
        st,
        [(0.0, 1.7), (0.12, 1.7), (0.3, 1.55), (0.3, 1.3), (0.2, 0.9), (0.13, 0.6), (0.2, 0.25), (0.24, 0.0), (0, 0)],
        lambda u, v: lookup(body, v, u),
        joined(place(0.82, 1.1, 0.1), place(rz=90)),
        0.35,
    )
    for x, s in ((-1.5, 0.85), (1.55, 0.75)):
        drum(
            st,
            place(x, 0, -0.7, s=s),
            [(0.6, 1.75), (0.6, 1.6), (0.5, 1.2), (0.28, 0.85), (0.24, 0.72), (0.32, 0.3), (0.42, 0.0), (0.38, 0.0)],
            0.6,
            1.75,
            "#7a3820",
            "#e6dcc4",
            24,
            0.62,
        )
    for _ in range(70):
        x, z = st.rng.normal(0.0, 0.8), st.rng.normal(0.5, 0.22)
        a0 = st.rng.uniform(0, 6.28)
        r = st.rng.uniform(0.03, 0.07)
        tube(
            st,
            np.array(
                [[x + r * np.cos(a0 + a), 0.02 + 0.012 * a, z + r * np.sin(a0 + a)] for a in np.linspace(0, 5, 14)],
                np.float32,
            ),
            0.02,
            ink("#c98a5a"),
            None,
            0.1,
            0.2,
        )


# ------------------------------------------------------------------------- furniture


def teak(st: Stage, rings: float = 7) -> Array:
    """Old teak with a few nail holes."""
    c = wood(st.rng, "#a8743e", "#6b421f", 1024, 512, rings)
    v, u = np.mgrid[0:1:512j, 0:1:1024j].astype(np.float32)
    for _ in range(5):
        x, y = st.rng.random(2)
        c = c * (1 - 0.75 * np.exp(-(((u - x) * 160) ** 2 + ((v - y) * 80) ** 2)))[..., None]
    return c.astype(np.float32)


def table(st: Stage, m: Array | None = None) -> None:
    """A square side table with tapered legs and a shelf."""
    m = place(ry=24) if m is None else m
    for k in range(4):
        t = teak(st, 3)
        box(st, (1.3, 0.085, 0.318), t, joined(m, place(0, 1.3, -0.492 + k * 0.328)), 0.012, 0.2)
    for x in (-0.55, 0.55):
        for z in (-0.55, 0.55):
            t = teak(st, 3)
            tube(
                st,
                np.array([[x * 1.05, 0, z * 1.05], [x, 1.3, z]], np.float32),
                np.array([0.045, 0.075]),
                lambda u, v, t=t: lookup(t, v, u),
                m,
                0.2,
            )
    for z in (-0.54, 0.54):
        box(st, (1.1, 0.12, 0.05), teak(st, 3), joined(m, place(0, 1.16, z)), 0.01, 0.2)
        box(st, (0.05, 0.12, 1.1), teak(st, 3), joined(m, place(z, 1.16, 0)), 0.01, 0.2)
    for k in range(5):
        box(st, (1.16, 0.04, 0.17), teak(st, 2), joined(m, place(0, 0.36, -0.42 + k * 0.21)), 0.01, 0.2)


def side_table(st: Stage) -> None:
    """The table with a small terracotta cup on it."""
    m = place(ry=24)
    table(st, m)
    turned(
        st,
        [(0.13, 0.28), (0.15, 0.3), (0.12, 0.24), (0.2, 0.14), (0.1, 0), (0, 0)],
        clay(st),
        joined(m, place(-0.25, 1.385, -0.15)),
        0.35,
    )


def chair(st: Stage) -> None:
    """A dining chair: woven seat, slatted back."""
    m = place(ry=-28)

    def stick(a: tuple[float, float, float], b: tuple[float, float, float], r0: float = 0.05, r1: float = 0.05) -> None:
        t = teak(st, 3)
        tube(st, np.array([a, b], np.float32), np.array([r0, r1]), lambda u, v, t=t: lookup(t, v, u), m, 0.22)

    for x in (-0.46, 0.46):
        stick((x * 1.06, 0, 0.48), (x, 0.95, 0.44), 0.04, 0.055)
        t = teak(st, 3)
        tube(
            st,
            np.array(
                [
                    [x * 1.02, 0, -0.56],
                    [x, 0.5, -0.46],
                    [x, 0.95, -0.45],
                    [x * 0.98, 1.5, -0.54],
                    [x * 0.96, 2.0, -0.68],
                ],
                np.float32,
            ),
            np.array([0.042, 0.058, 0.055, 0.05, 0.038]),
            lambda u, v, t=t: lookup(t, v, u),
            m,
            0.22,
        )
        stick((x * 1.04, 0.42, 0.46), (x * 1.0, 0.42, -0.48), 0.03, 0.03)
    stick((-0.48, 0.3, 0.47), (0.48, 0.3, 0.47), 0.028, 0.028)
    for y, z, h in ((1.42, -0.52, 0.13), (1.66, -0.585, 0.13), (1.9, -0.66, 0.17)):

        def bow(p: Array) -> Array:
            q = p.copy()
            q[..., 2] -= 0.08 * (1 - (p[..., 0] / 0.5) ** 2)
            return q

        box(st, (0.94, h, 0.045), teak(st, 3), joined(m, place(0, y - h / 2, z, rx=-14)), 0.02, 0.22, bow)
    rgb, high = plait(st.rng, 30, 30, "#d9c08c", "#a07c48", n=900)

    def seat(u: Array, v: Array) -> Array:
        a = 0.47 + 0.05 * v
        return np.stack(
            [(u - 0.5) * 2 * a, 0.99 - 0.05 * np.sin(np.pi * u) * np.sin(np.pi * v), -0.45 + 0.93 * v], -1
        ).astype(np.float32)

    st.surface(seat, rgb, 0.1, m, bump=high, depth=0.012)
    for a, b in (
        ((-0.5, 0.97, 0.47), (0.5, 0.97, 0.47)),
        ((-0.46, 0.97, -0.45), (0.46, 0.97, -0.45)),
        ((-0.47, 0.97, -0.45), (-0.51, 0.97, 0.47)),
        ((0.47, 0.97, -0.45), (0.51, 0.97, 0.47)),
    ):
        stick(a, b, 0.055, 0.055)


def teak_close(st: Stage) -> None:
    """A corner joint and the grain of old boards, close."""
    for k in range(6):
        box(st, (3.4, 0.2, 0.5), teak(st, 3), place(0, -0.1, -1.3 + k * 0.515, ry=0), 0.015, 0.22)
    t = teak(st, 3)
    box(st, (0.5, 0.06, 2.0), lambda u, v: lookup(t, v, u * 0.4), place(0.55, 0.1, 0.0), 0.02, 0.22)
    for z in (-0.6, 0.0, 0.6):
        turned(st, [(0, 0.175), (0.06, 0.17), (0.065, 0.15)], wood(st.rng, "#7a4f2a"), place(0.55, 0, z), 0.3)


def timber(st: Stage) -> None:
    """Reclaimed beams stacked, planks leaning, a plane with shavings."""
    for row in range(3):
        for k in range(4 - row):
            t = teak(st, 3)
            s = st.rng.uniform(0.9, 1.08)
            box(
                st,
                (2.6, 0.3, 0.34 * s),
                t,
                place(-0.35 + st.rng.normal(0, 0.07), row * 0.305, -0.85 + k * 0.4 + row * 0.2),
                0.02,
                0.12,
            )
    for k in range(4):
        t = teak(st, 3)
        box(
            st,
            (0.34, 2.3, 0.06),
            lambda u, v, t=t: lookup(t, v, u * 0.5),
            place(1.2 + 0.36 * k - 0.1, 0, -0.75 - 0.03 * k, rx=-10),
            0.01,
            0.15,
        )
    table(st, place(1.35, 0, 0.5, ry=20, s=0.62))


_P, _G, _D, _J = (
    "lumajang/perak-sasi-kirana",
    "bojonegoro/gerabah-tirta-malo",
    "kota-blitar/kendang-rampak-lintang",
    "kota-pasuruan/mebel-wening-kayu",
)
PICTURES = [
    Picture(
        _P,
        "kalung-perak-sasi",
        "kalung-perak-sasi",
        necklace,
        "kalung perak filigri berbentuk bulan dengan mutiara, di atas kain indigo",
        "silver filigree moon necklace with a pearl, on indigo",
        ON_INDIGO,
        FLAT,
    ),
    Picture(
        _P,
        "anting-perak-daun",
        "anting-perak-daun",
        earrings,
        "sepasang anting perak filigri berbentuk daun",
        "pair of leaf-shaped silver filigree earrings",
        ON_SOGA,
        FLAT,
        fill=0.6,
    ),
    Picture(
        _P,
        "anting-perak-daun-detail",
        "anting-perak-daun",
        silver_close,
        "daun filigri perak tersusun seperti bunga, dari dekat",
        "silver filigree leaves arranged as a flower, close",
        ON_INDIGO,
        FLAT,
        fill=0.92,
    ),
    Picture(
        _P,
        "workshop",
        None,
        silver_bench,
        "bangku kerja perak: gulungan kawat, tang, dan daun filigri",
        "silversmith's bench: coils of wire, pliers and filigree leaves",
        WALNUT,
        fill=0.84,
    ),
    Picture(
        _G,
        "set-makan-terakota-12",
        "set-makan-terakota-12",
        dinner,
        "set makan terakota: piring, mangkuk, dan cangkir",
        "terracotta dinner set: plates, bowls and cups",
        LINEN,
    ),
    Picture(
        _G,
        "set-makan-terakota-12-detail",
        "set-makan-terakota-12",
        clay_close,
        "permukaan gerabah yang digosok mengilap dari dekat",
        "burnished clay surface, close",
        OFFWHITE,
        TABLE,
        fill=0.97,
    ),
    Picture(
        _G,
        "vas-terakota-30",
        "vas-terakota-30",
        vase,
        "vas terakota mengilap berisi rumput kering",
        "burnished terracotta vase with dry grasses",
        SAGE,
        LOW,
        fill=0.8,
    ),
    Picture(
        _G,
        "workshop",
        None,
        clay_kiln,
        "tungku bata menyala dengan gerabah di sekelilingnya",
        "glowing brick kiln with pots around it",
        CLAY,
        fill=0.86,
    ),
    Picture(
        _D,
        "djembe-60cm",
        "djembe-60cm",
        djembe,
        "djembe mahoni dengan tali putih dan kulit kambing",
        "mahogany djembe with white lacing and goat skin",
        OFFWHITE,
        LOW | {"eye": (0.0, 2.9, 8.2)},
        fill=0.8,
    ),
    Picture(
        _D,
        "kendang-anak-30cm",
        "kendang-anak-30cm",
        child_drum,
        "dua kendang anak bertali indigo dan merah dengan pemukul",
        "two children's drums laced in indigo and red, with beaters",
        LINEN,
    ),
    Picture(
        _D,
        "workshop",
        None,
        lathe,
        "mesin bubut dengan badan djembe yang sedang dibentuk",
        "a lathe with a djembe shell in work",
        OAK,
        fill=0.88,
    ),
    Picture(
        _J,
        "meja-samping-jati",
        "meja-samping-jati",
        side_table,
        "meja samping jati daur ulang dengan papan rak bawah",
        "reclaimed teak side table with a slatted shelf",
        OFFWHITE,
        LOW | {"eye": (0.0, 3.2, 8.2)},
        fill=0.8,
    ),
    Picture(
        _J,
        "meja-samping-jati-detail",
        "meja-samping-jati",
        teak_close,
        "serat papan jati tua dengan pasak kayu dari dekat",
        "grain of old teak boards with wooden pegs, close",
        OAK,
        CLOSE,
    ),
    Picture(
        _J,
        "kursi-makan-jati",
        "kursi-makan-jati",
        chair,
        "kursi makan jati berdudukan anyaman",
        "teak dining chair with a woven seat",
        SAGE,
        LOW | {"eye": (0.0, 2.7, 8.2)},
        fill=0.84,
    ),
    Picture(
        _J,
        "workshop",
        None,
        timber,
        "tumpukan balok jati bekas, papan bersandar, dan sebuah meja",
        "stacked reclaimed teak beams, leaning boards and a table",
        OAK,
        fill=0.88,
    ),
]
