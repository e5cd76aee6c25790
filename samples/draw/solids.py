"""Bodies the still lifes are built from: boxes, turned things, tubes, sheets, heaps and packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .noise import Array, blur, fbm, lookup, mix, smooth
from .stage import Paint, Stage, joined, place, unit

TAU = 2 * np.pi


def box(
    st: Stage,
    size: Sequence[float],
    paint: Paint | dict[str, Paint],
    m: Array | None = None,
    r: float = 0.03,
    gloss: float = 0.1,
    warp: Callable[[Array], Array] | None = None,
) -> None:
    """A box standing on y=0 with rounded edges; paint may differ for top, front, side."""
    half = np.array(size, np.float32) / 2
    r = min(r, float(half.min()) * 0.98)
    faces = {
        "top": (0, 2, 1, 1.0),
        "front": (0, 1, 2, 1.0),
        "side": (2, 1, 0, 1.0),
        "back": (0, 1, 2, -1.0),
        "left": (2, 1, 0, -1.0),
        "bottom": (0, 2, 1, -1.0),
    }
    for name, (i, j, k, sign) in faces.items():

        def shape(u: Array, v: Array, i: int = i, j: int = j, k: int = k, sign: float = sign) -> Array:
            p = np.zeros((*u.shape, 3), np.float32)
            p[..., i] = (u * 2 - 1) * half[i] * (-sign if k == 0 else 1)
            p[..., j] = (1 - 2 * v) * half[j] * (-1 if k == 1 else 1)
            p[..., k] = sign * half[k]
            inner = np.clip(p, -(half - r), half - r)
            q = inner + unit(p - inner) * r
            q[..., 1] += half[1]
            return warp(q) if warp else q

        if isinstance(paint, dict):
            use = paint.get(name)
            if use is None:
                use = paint.get({"left": "side", "back": "front", "bottom": "top"}.get(name, "top"), paint["top"])
        else:
            use = paint
        st.surface(shape, use, gloss, m)


def turned(
    st: Stage,
    profile: Sequence[tuple[float, float]],
    paint: Paint,
    m: Array | None = None,
    gloss: float = 0.1,
    bump: Paint | None = None,
    depth: float = 0.0,
    arc: float = 1.0,
    spline: bool = True,
    squash: float = 1.0,
) -> None:
    """A body of revolution through (radius, height) points; u runs round, v down the profile."""
    pts = np.array(profile, np.float32)
    if spline:
        for _ in range(4):  # corner cutting gives soft shoulders
            a, b = pts[:-1], pts[1:]
            mid = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], 1).reshape(-1, 2)
            pts = np.concatenate([pts[:1], mid, pts[-1:]])
    run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(pts, axis=0).T))])
    run = run / run[-1]

    def shape(u: Array, v: Array) -> Array:
        rad, y = np.interp(v, run, pts[:, 0]), np.interp(v, run, pts[:, 1])
        a = (u * arc + 0.5) * TAU
        return np.stack([rad * np.sin(a), y, rad * np.cos(a) * squash], -1).astype(np.float32)

    st.surface(shape, paint, gloss, m, bump, depth)


def tube(
    st: Stage,
    path: Array,
    radius: float | Array,
    paint: Paint,
    m: Array | None = None,
    gloss: float = 0.1,
    flat: float = 1.0,
) -> None:
    """A round (or flattened) cord along 3-d points; u runs round, v along."""
    path = np.asarray(path, np.float32)
    n = max(len(path) * 3, 40)
    t0 = np.linspace(0, 1, len(path))
    t1 = np.linspace(0, 1, n)
    fine = np.stack([np.interp(t1, t0, path[:, k]) for k in range(3)], -1)
    for _ in range(2):
        fine[1:-1] = (fine[:-2] + 2 * fine[1:-1] + fine[2:]) / 4
    rad = np.interp(t1, np.linspace(0, 1, np.size(radius)), np.atleast_1d(radius))
    tan = unit(np.gradient(fine, axis=0).astype(np.float32))
    up = np.array([0.02, 1, 0.03], np.float32)
    side = unit(np.cross(tan, up))
    nor = np.cross(side, tan)

    def shape(u: Array, v: Array) -> Array:
        def at(a: Array) -> Array:
            return np.stack([np.interp(v, t1, a[:, k]) for k in range(3)], -1)

        rr = np.interp(v, t1, rad)[..., None]
        a = (u * TAU)[..., None]
        return (at(fine) + rr * (np.cos(a) * at(side) + flat * np.sin(a) * at(nor))).astype(np.float32)

    st.surface(shape, paint, gloss, m)


def ball(
    st: Stage,
    r: float,
    paint: Paint,
    m: Array | None = None,
    gloss: float = 0.2,
    squash: tuple[float, float, float] = (1, 1, 1),
) -> None:
    """An ellipsoid about its own middle."""
    sq = np.array(squash, np.float32) * r

    def shape(u: Array, v: Array) -> Array:
        a, b = u * TAU, v * np.pi
        return np.stack([np.sin(b) * np.cos(a), np.cos(b), np.sin(b) * np.sin(a)], -1).astype(np.float32) * sq

    st.surface(shape, paint, gloss, m)


def relief(
    st: Stage, mask: Array, height: Array, colour: Array, width: float, m: Array | None = None, gloss: float = 0.1
) -> None:
    """A flat-lay body from a drawn outline: it rises from the ground by a height field.

    mask (0..1), height (units) and colour share one size; the long side is `width` units.
    """
    h, w = mask.shape
    dz = width * h / w

    def shape(u: Array, v: Array) -> Array:
        y = lookup(height, u, v, False)
        return np.stack([(u - 0.5) * width, y, (v - 0.5) * dz], -1).astype(np.float32)

    st.surface(
        shape, lambda u, v: lookup(colour, u, v, False), gloss, m, keepout=lambda u, v: lookup(mask, u, v, False) > 0.5
    )


def puff(mask: Array, height: float, edge: float) -> Array:
    """A height field which is level inside and rounds off towards the outline (edge in pixels)."""
    inside = np.clip(blur(mask, edge) * 2 - 1, 0, 1) * (mask > 0.4)
    return np.asarray(height * np.sqrt(np.clip(1 - (1 - inside) ** 2, 0, 1)), np.float32)


# ---------------------------------------------------------------------- grains and heaps

Proto = tuple[Array, Array, Array]  # points, normals, tone of one grain


def grain(kind: str, rng: np.random.Generator, n: int = 96) -> Proto:
    """One grain of unit size as a cloud of points with normals and a tone (1 = plain)."""
    u, v = np.meshgrid(np.linspace(0, 1, n, dtype=np.float32), np.linspace(0, 1, n * 2 // 3, dtype=np.float32))
    a, b = u * TAU, (v * 0.98 + 0.01) * np.pi
    p = np.stack([np.sin(b) * np.cos(a), np.cos(b), np.sin(b) * np.sin(a)], -1)
    tone = np.ones(u.shape, np.float32)
    if kind == "bean":  # flat face up with a curved crease
        p = p * np.array([1.0, 0.62, 0.74], np.float32)
        crease = np.exp(-(((p[..., 2] - 0.09 * np.sin(p[..., 0] * 3)) / 0.085) ** 2)) * (p[..., 1] > 0)
        p[..., 1] = np.where(p[..., 1] > 0, p[..., 1] * 0.55, p[..., 1]) - 0.2 * crease
        tone = 1 - 0.62 * crease
    elif kind == "crumb":
        bumps = sum(np.sin(p @ rng.standard_normal(3).astype(np.float32) * f + f) for f in (2.2, 3.1, 4.6, 6.0))
        p = p * (1 + 0.13 * np.asarray(bumps))[..., None] * np.array([1, 0.7, 0.8], np.float32)
    elif kind == "kernel":  # corn: a wedge with a pale tip
        p = p * np.array([0.8, 0.5, 0.62], np.float32)
        p[..., 2] *= 1 + 0.35 * p[..., 0]
        tone = 1 + 0.5 * smooth(-0.45, -0.8, p[..., 0])
    elif kind == "crystal":
        p = np.sign(p) * np.abs(p) ** 0.45 * 0.7
    elif kind == "chip":
        rr = np.sin(b)
        curl = 0.15 * rr**2 * np.cos(a * 2 + 0.5) + 0.03 * rr * np.sin(a * 5)
        wave = 1 + 0.06 * np.sin(a * 7)
        p = np.stack([p[..., 0] * wave, 0.085 * p[..., 1] + curl, p[..., 2] * wave], -1)
        tone = 1 - 0.22 * smooth(0.86, 1.0, rr) - 0.1 * np.exp(-((rr / 0.2) ** 2))
    elif kind == "shred":
        t = v * 2 - 1
        p = np.stack([t, 0.16 * np.sin(t * 3) + 0.1 * np.cos(a), 0.2 * np.cos(t * 4) + 0.1 * np.sin(a)], -1)
    p = p.astype(np.float32)
    nrm = unit(np.cross(np.gradient(p, axis=1), np.gradient(p, axis=0)))
    if float((nrm[..., 1] * np.sign(np.cos(b))).sum()) < 0:
        nrm = -nrm
    return p.reshape(-1, 3), nrm.reshape(-1, 3), tone.reshape(-1)


def spread(
    rng: np.random.Generator,
    protos: Sequence[Proto],
    at: Array,
    size: float | Array,
    colours: Array,
    tilt: float = 1.0,
    jitter: float = 0.12,
) -> tuple[Array, Array, Array]:
    """Copies of grains at given places, each turned, sized and tinted by chance."""
    ps, ns, cs = [], [], []
    for k, where in enumerate(at):
        p, n, tone = protos[k % len(protos)]
        turn = place(ry=rng.uniform(0, 360), rx=rng.normal(0, 38) * tilt, rz=rng.normal(0, 38) * tilt)[:, :3]
        if rng.random() < 0.35 * tilt:
            turn = turn @ place(rx=180)[:, :3]
        s = (size if np.isscalar(size) else np.asarray(size)[k]) * rng.uniform(0.86, 1.14)
        ps.append(p @ turn.T * s + where)
        ns.append(n @ turn.T)
        base = colours[rng.integers(len(colours))] * (1 + jitter * rng.normal())
        cs.append(np.clip(base, 0.002, 1) * tone[:, None])
    return (
        np.concatenate(ps).astype(np.float32),
        np.concatenate(ns).astype(np.float32),
        np.concatenate(cs).astype(np.float32),
    )


def heap(
    st: Stage,
    protos: Sequence[Proto],
    colours: Array,
    size: float,
    radius: float,
    height: float,
    m: Array | None = None,
    gloss: float = 0.2,
    strays: int = 14,
    flat: bool = False,
    tilt: float = 1.0,
) -> None:
    """A mound of grains on a hidden dome; flat fills a vessel level instead."""
    m = place() if m is None else m
    rng = st.rng
    step = size * 1.02
    k = int(radius / step) + 2
    gx, gz = np.meshgrid(np.arange(-k, k + 1), np.arange(-k, k + 1))
    spots = []
    for layer in range(3):
        x = (gx + 0.5 * (gz % 2) + rng.uniform(-0.32, 0.32, gx.shape)) * step
        z = (gz * 0.9 + rng.uniform(-0.32, 0.32, gx.shape)) * step
        d = np.hypot(x, z) / radius
        ok = d < 1
        y = height * (0.35 * (1 - d**2) + 0.65 * np.clip(1 - d, 0, 1) ** 1.1) if not flat else height * (1 - d**2)
        y = y + size * (0.35 - 0.5 * layer) + rng.uniform(-0.15, 0.15, d.shape) * size
        spots.append(np.stack([x, np.maximum(y, size * 0.36), z], -1)[ok])
    if strays:
        a, r = rng.uniform(0, TAU, strays), radius * rng.uniform(1.02, 1.35, strays)
        spots.append(np.stack([r * np.cos(a), np.full(strays, size * 0.36), r * np.sin(a)], -1))
    at = np.concatenate(spots)
    p, n, c = spread(rng, protos, at, size * 0.62, colours, tilt)
    p, n = p @ m[:, :3].T + m[:, 3], n @ m[:, :3].T
    facing = ((np.array(st.eye, np.float32) - p) * n).sum(-1) > -0.05
    st.casters.append(p[~facing][::4])
    st.points(p[facing], n[facing], c[facing], gloss, keep=900_000)


def mound(
    st: Stage,
    paint: Array,
    radius: float,
    height: float,
    m: Array | None = None,
    rough: float = 0.02,
    gloss: float = 0.03,
) -> None:
    """A smooth mound of powder."""
    noise = fbm(st.rng, 512, 512, 14, 6)
    fine = st.rng.standard_normal((512, 512)).astype(np.float32)

    def shape(u: Array, v: Array) -> Array:
        a, r = u * TAU, v
        x, z = r * np.cos(a), r * np.sin(a)
        k = lookup(noise, x / 2 + 0.5, z / 2 + 0.5)
        f = lookup(fine, x * 1.5 + 0.5, z * 1.5 + 0.5)
        y = height * (np.exp(-3.2 * r * r) - np.exp(-3.2)) / (1 - np.exp(-3.2)) + (rough * k + rough * 0.35 * f) * (
            1 - r**4
        )
        wob = 1 + 0.05 * np.sin(3 * a + 1) + 0.03 * np.sin(7 * a)
        return np.stack([x * radius * wob, y, z * radius * wob], -1).astype(np.float32)

    st.surface(shape, paint, gloss, m)


# ---------------------------------------------------------------------- packs


def pouch(
    st: Stage,
    label: Array,
    back: Array,
    w: float,
    h: float,
    thick: float,
    m: Array | None = None,
    gloss: float = 0.25,
    pillow: bool = False,
) -> None:
    """A stand-up pouch (or a pillow bag crimped at both ends) with a printed front."""
    crumple = fbm(st.rng, 256, 256, 5, 4)

    def front(sign: float) -> Callable[[Array, Array], Array]:
        def shape(u: Array, v: Array) -> Array:
            x = (u - 0.5) * w
            across = np.clip(1 - np.abs(2 * u - 1) ** 2.6, 0, 1) ** 0.6
            y = (1 - v) * h
            body = (
                np.maximum(np.sin(np.pi * np.clip((v - 0.07) / 0.86, 0, 1)), 0) ** 0.55
                if pillow
                else np.clip((v - 0.1) / 0.9, 0, 1) ** 0.62
            )
            z = thick / 2 * body * across + 0.012 * lookup(crumple, u, v) * body * across
            crimp = 0.006 * np.sin(v * h * 190) * ((v < 0.075) | (pillow & (v > 0.925)))
            x = x * (1 - 0.05 * body * (1 if pillow else (1 - v)))
            return np.stack([x, y, sign * (z + 0.006) + crimp], -1).astype(np.float32)

        return shape

    st.surface(front(1), label, gloss, m)
    st.surface(front(-1), back, gloss, m)


def jar(st: Stage, r: float, h: float, fill: Array, lid: Array, label: Array | None, m: Array | None = None) -> None:
    """A clear jar read by its highlights, with contents, a lid and a paper band."""
    turned(
        st,
        [(0, 0), (r * 0.9, 0), (r, 0.02), (r, h * 0.1), (r, h * 0.82), (r * 0.86, h * 0.9), (r * 0.84, h)],
        fill,
        m,
        gloss=0.62,
    )
    if label is not None:
        turned(st, [(r + 0.006, h * 0.66), (r + 0.006, h * 0.2)], label, m, gloss=0.06, spline=False)
    top = joined(place() if m is None else m, place(y=h * 0.9))
    ribs = 90

    def ridged(u: Array, v: Array) -> Array:
        return mix(lid, lid * 0.7, 0.5 + 0.5 * np.sin(u * TAU * ribs)) if lid.ndim == 1 else lid

    turned(
        st,
        [(0, h * 0.17), (r * 0.86, h * 0.17), (r * 0.93, h * 0.15), (r * 0.94, 0), (r * 0.9, 0)],
        ridged,
        top,
        gloss=0.3,
    )


def bowl(st: Stage, r: float, h: float, paint: Paint, m: Array | None = None, gloss: float = 0.25) -> None:
    """An open bowl with a foot; fill it with a heap placed at about two thirds of its height."""
    turned(
        st,
        [
            (0, 0.02),
            (r * 0.45, 0.0),
            (r * 0.5, 0.04),
            (r * 0.8, h * 0.4),
            (r, h),
            (r * 0.965, h * 1.01),
            (r * 0.75, h * 0.42),
            (r * 0.4, 0.09),
            (0, 0.08),
        ],
        paint,
        m,
        gloss,
    )


def sack(st: Stage, weave: Array, r: float, h: float, m: Array | None = None) -> None:
    """An open burlap sack with a rolled rim, ready to be filled at its mouth."""
    lumps = fbm(st.rng, 256, 256, 4, 3)

    def shape(u: Array, v: Array) -> Array:
        y = np.interp(v, [0, 0.06, 0.12, 0.2, 0.9, 1.0], [h * 0.93, h * 1.0, h * 0.97, h * 0.88, 0.06, 0.0])
        rad = np.interp(v, [0, 0.06, 0.12, 0.2, 0.5, 0.85, 1.0], [0.86, 0.93, 1.02, 0.97, 1.08, 1.05, 0.8]) * r
        a = u * TAU
        seam = lookup(lumps, np.abs(u - 0.5) * 2, v)
        rad = rad * (1 + 0.05 * seam + 0.02 * np.sin(a * 11 + v * 6) * smooth(0.75, 0.1, v))
        return np.stack([rad * np.cos(a), y + 0.025 * seam * (v < 0.2), rad * np.sin(a)], -1).astype(np.float32)

    st.surface(
        shape,
        lambda u, v: lookup(weave, u * 6, v * 3),
        0.03,
        m,
        bump=lambda u, v: lookup(weave[..., 1], u * 6, v * 3),
        depth=0.05,
    )
