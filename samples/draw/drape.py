"""Ways to show a cloth: a folded stack, a length over a bar, a bolt, a spread sheet, a garment."""

from __future__ import annotations

import numpy as np

from .noise import Array, fbm, ink, lookup, mix, smooth
from .solids import box, tube, turned
from .stage import Stage, place
from .stuff import wood


def folded(
    st: Stage,
    tex: Array,
    w: float,
    d: float,
    layers: int,
    thick: float,
    m: Array,
    zoom: float = 1.0,
    gloss: float = 0.06,
) -> None:
    """A folded stack: thin soft slabs, the pattern on top and its edge colours at the folds."""
    soft = fbm(st.rng, 256, 256, 3, 3)
    for i in range(layers):
        sx, sz = 1 + st.rng.normal(0, 0.006), 1 + st.rng.normal(0, 0.008)
        off = st.rng.random()

        def wave(p: Array, i: int = i) -> Array:
            k = lookup(soft, p[..., 0] / 3 + 0.5 + 0.1 * i, p[..., 2] / 3 + 0.5)
            p = p.copy()
            p[..., 1] += 0.012 * k * (0.4 + i / layers)
            p[..., 2] += 0.01 * lookup(soft, p[..., 0] / 3 + 0.2, p[..., 1] * 0 + 0.1 * i)
            return p

        def edge(u: Array, v: Array, off: float = off) -> Array:
            return lookup(tex, u * zoom, off + v * 0.06) * 0.92

        def top(u: Array, v: Array) -> Array:
            return lookup(tex, u * zoom, v * zoom * d / w)

        box(
            st,
            (w * sx, thick, d * sz),
            {"top": top, "front": edge, "side": edge},
            _at(m, i * thick * 0.97),
            thick * 0.48,
            gloss,
            wave,
        )


def _at(m: Array, y: float) -> Array:
    out = m.copy()
    out[1, 3] += y
    return out


def hung(
    st: Stage,
    tex: Array,
    w: float,
    top: float,
    drop: float,
    back: float,
    m: Array,
    folds: float = 5,
    amp: float = 0.07,
    gloss: float = 0.08,
    zoom: float = 1.0,
    fringe: str | None = None,
) -> None:
    """A length over a horizontal bar, falling in soft folds in front and a little behind."""
    wander = fbm(st.rng, 256, 64, 3, 3)[0]
    r = 0.05
    run = drop + back + np.pi * r

    def shape(u: Array, v: Array) -> Array:
        s = v * run
        a = np.clip((s - back) / r, 0, np.pi)
        y = top + r * np.sin(a) - np.maximum(back - s, 0) - np.maximum(s - back - np.pi * r, 0)
        z = r * -np.cos(a)
        fall = np.clip(np.maximum(s - back - np.pi * r, 0) / drop, 0, 1)
        fall = np.where(s < back, (back - s) / max(drop, 1e-3), fall)
        ph = u * folds * 6.283 + 1.1 * np.interp(u, np.linspace(0, 1, 256), wander)
        z = z + amp * (0.25 + 0.75 * fall) * np.sin(ph) * np.where(s < back, 0.4, 1)
        x = (u - 0.5) * w * (1 - 0.05 * fall) + 0.02 * fall * np.cos(ph)
        return np.stack([x, y + 0.012 * fall * np.sin(ph), z], -1).astype(np.float32)

    st.surface(shape, lambda u, v: lookup(tex, u * zoom, v * zoom * run / w), gloss, m)
    if fringe:
        col = ink(fringe)
        for k in np.linspace(0.012, 0.988, 74):
            e = shape(np.array([k], np.float32), np.array([1.0], np.float32))[0]
            j = st.rng.normal(0, 0.008, 2)
            path = e + np.array([[0, 0, 0], [j[0] * 0.4, -0.06, 0.004], [j[0], -0.14, j[1]]], np.float32)
            tube(st, path, 0.006, col, m, 0.05)


def rail(st: Stage, w: float, top: float, m: Array | None = None, colour: str = "#8a5f38") -> None:
    """A simple standing rail of two posts and a bar."""
    grain = wood(st.rng, colour, "#5a3a20", 512, 128)
    m = place() if m is None else m
    bar = np.array([[-w / 2, top, 0], [w / 2, top, 0]], np.float32)
    tube(st, bar, 0.035, lambda u, v: lookup(grain, v * 2, u), m, 0.25)
    for s in (-1, 1):
        x = s * w / 2
        tube(
            st,
            np.array([[x, top + 0.05, 0], [x, 0.0, 0.0]], np.float32),
            0.035,
            lambda u, v: lookup(grain, v * 2, u),
            m,
            0.25,
        )
        box(st, (0.09, 0.05, 0.5), lambda u, v: lookup(grain, u, v), _shift(m, x, 0, 0), 0.02, 0.2)


def _shift(m: Array, x: float, y: float, z: float) -> Array:
    out = m.copy()
    out[:, 3] += m[:, :3] @ np.array([x, y, z], np.float32)
    return out


def bolt(
    st: Stage, tex: Array, w: float, r: float, m: Array, tail: float = 1.1, zoom: float = 1.0, core: str = "#a98a63"
) -> None:
    """A bolt lying along x, its free end rolling out towards the viewer."""

    def cyl(u: Array, v: Array) -> Array:
        a = v * 6.283
        return np.stack([(u - 0.5) * w, r + r * np.cos(a), r * np.sin(a)], -1).astype(np.float32)

    st.surface(cyl, lambda u, v: lookup(tex, u * zoom, v * zoom * 6.283 * r / w), 0.06, m)

    soft = fbm(st.rng, 256, 256, 3, 3)

    def sheet(u: Array, v: Array) -> Array:
        z = v * tail + 0.0
        y = (
            0.014
            + r * 0.5 * np.exp(-v * tail / (r * 0.42)) * (1 - v)
            + 0.022 * np.abs(lookup(soft, u, v)) * smooth(0.1, 0.5, v)
        )
        return np.stack([(u - 0.5) * w, y, z], -1).astype(np.float32)

    st.surface(sheet, lambda u, v: lookup(tex, u * zoom, 0.3 + v * zoom * tail / w), 0.06, m)
    mean = tex.reshape(-1, 3).mean(0)
    for s in (-1, 1):

        def disc(u: Array, v: Array, s: int = s) -> Array:
            a, q = u * 6.283, v * r * 0.99
            wob = s * (w / 2 + 0.006 * np.sin(v * 60))
            return np.stack([np.full_like(u, 0) + wob, r + q * np.cos(a), q * np.sin(a)], -1).astype(np.float32)

        st.surface(
            disc, lambda u, v: mix(mean * 0.5, mean * 1.4 + 0.02, 0.5 + 0.5 * np.sin((v * 16 + u) * 6.283)), 0.05, m
        )
        tube(st, np.array([[s * w * 0.5, r, 0], [s * (w * 0.5 + 0.07), r, 0]], np.float32), r * 0.3, ink(core), m, 0.1)


def spread_sheet(
    st: Stage,
    tex: Array,
    w: float,
    d: float,
    m: Array,
    lift: float = 0.05,
    zoom: float = 1.0,
    gloss: float = 0.06,
    cells: float = 2.2,
    edge: float = 0.0,
) -> None:
    """A cloth laid flat with slow wrinkles; edge > 0 lets the rim wave."""
    soft, fine = fbm(st.rng, 256, 256, cells, 2), fbm(st.rng, 256, 256, 7, 3)

    def shape(u: Array, v: Array) -> Array:
        k = lookup(soft, u * 0.9 + 0.05, v * 0.9 + 0.05)
        y = 0.012 + lift * (1 - np.exp(-np.maximum(k, 0) * 1.2)) + lift * 0.14 * np.abs(lookup(fine, u, v))
        rim = smooth(0.44, 0.5, np.maximum(np.abs(u - 0.5), np.abs(v - 0.5)))
        y = y + edge * rim * np.abs(np.sin(u * 19) * np.sin(v * 17))
        x = (u - 0.5) * w + 0.01 * lookup(fine, v, u)
        return np.stack([x, y, (v - 0.5) * d + 0.01 * lookup(fine, u, v)], -1).astype(np.float32)

    st.surface(shape, lambda u, v: lookup(tex, u * zoom, v * zoom * d / w), gloss, m)


def gown(
    st: Stage,
    cloth: Array,
    trim: Array | None,
    shoulder: float,
    hem: float,
    top: float,
    low: float,
    m: Array,
    folds: float = 7,
    trim_at: float = 0.82,
) -> None:
    """The hooded upper part of a prayer set: hood with its opening, shoulders, folds down to the hem."""
    wander = fbm(st.rng, 256, 8, 4, 2)[0]
    hood = shoulder * 0.62

    def shape(u: Array, v: Array) -> Array:
        s = u * 2 - 1
        half = np.interp(
            v,
            [0, 0.02, 0.07, 0.16, 0.24, 0.32, 0.45, 1.0],
            [0.02, hood * 0.55, hood * 0.9, hood, hood * 0.98, shoulder, shoulder * 1.25, hem],
        )
        ph = s * folds * 3.1416 + 0.8 * np.interp(u, np.linspace(0, 1, 256), wander)
        grow = smooth(0.25, 0.9, v)
        y = top - (top - low) * v + 0.02 * grow * np.sin(ph)
        z = (0.1 + 0.1 * smooth(0.0, 0.3, v)) * np.sqrt(np.clip(1 - s * s, 0, 1)) + 0.055 * grow * np.sin(ph)
        return np.stack([s * half, y, z], -1).astype(np.float32)

    def opening(u: Array, v: Array) -> Array:
        return np.hypot((u * 2 - 1) / 0.62, (v - 0.145) / 0.085)

    def paint(u: Array, v: Array) -> Array:
        base = lookup(cloth, u * 2, v * 2)
        gap = opening(u, v)
        base = mix(base, base * 0.42, smooth(1.02, 0.9, gap) * (0.75 + 0.25 * smooth(0.23, 0.06, v)))
        if trim is None:
            return base
        rim = (gap > 1.0) & (gap < 1.16)
        base = np.where(rim[..., None], lookup(trim, u * 3, np.full_like(v, 0.6)) * 0.9, base)
        on = (v > trim_at) & (v < 0.985)
        band = lookup(trim, u * 3, np.clip((v - trim_at) / (0.985 - trim_at), 0, 1))
        return np.where(on[..., None], band, base)

    st.surface(shape, paint, 0.07, m)
    hook = [(0.09 * np.sin(a), top + 0.13 + 0.09 * -np.cos(a), 0.03) for a in np.linspace(0, 4.2, 24)]
    tube(st, np.array([(0, top - 0.03, 0.03), *hook], np.float32), 0.012, ink("#9a9a96"), m, 0.7)


def basket_of(st: Stage, m: Array, r: float = 0.3, h: float = 0.2, colour: str = "#a67c4a") -> None:
    """A little turned wooden dish used as a quiet companion in several pictures."""
    turned(
        st,
        [(0, 0.01), (r * 0.8, 0), (r, h * 0.4), (r, h), (r * 0.92, h), (r * 0.85, h * 0.4), (0, h * 0.25)],
        wood(st.rng, colour),
        m,
        0.2,
    )
