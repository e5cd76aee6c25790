"""Pictures of the coffee, cocoa, snack, fish, sugar and spice producers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .noise import Array, fbm, ink, lookup, mix, smooth
from .solids import ball, bowl, box, grain, heap, mound, pouch, sack, spread, tube, turned
from .stage import Stage, place
from .stuff import burlap, label, marble, plait, speckled, wood

GREEN = ("#a5a77f", "#b3b08a", "#989a74", "#bdb995")
ROBUSTA = ("#a69a6c", "#b3a677", "#96905f", "#bdb087")
EXCELSA = ("#c0a05a", "#b08f4c", "#cbb070", "#a58748")
ROAST = ("#4a2c1a", "#3d2416", "#55341f", "#452a1a")
CACAO = ("#5b3222", "#4a281b", "#6c3d28", "#3d2118")
SUGAR = ("#b8803f", "#a87134", "#c48f4e", "#9c6830")


def dyes(codes: Sequence[str]) -> Array:
    """Several colours as one array."""
    return np.array([ink(c) for c in codes], np.float32)


def scoop(st: Stage, m: Array, paint: str = "#a67c4a") -> None:
    """A wooden scoop lying down."""
    grain_ = wood(st.rng, paint)
    turned(st, [(0.02, 0.36), (0.17, 0.34), (0.19, 0.1), (0.12, 0.0), (0, 0)], grain_, m, 0.2, arc=0.62)
    tube(
        st,
        np.array([[0, 0.03, 0], [0, -0.3, 0], [0, -0.5, 0]], np.float32),
        np.array([0.035, 0.03, 0.045]),
        lambda u, v: lookup(grain_, v, u),
        m,
        0.2,
    )


def sack_of(
    st: Stage,
    codes: Sequence[str],
    size: float,
    x: float = -0.35,
    z: float = -0.2,
    r: float = 0.72,
    h: float = 0.95,
    kind: str = "bean",
) -> None:
    """An open sack filled to the rim."""
    sack(st, burlap(st.rng), r, h, place(x, 0, z))
    heap(st, [grain(kind, st.rng)], dyes(codes), size, r * 0.9, 0.17, place(x, h * 0.9, z), 0.16, strays=0)


def arabica(st: Stage) -> None:
    """Washed arabica: a sack and a spill."""
    sack_of(st, GREEN, 0.085)
    heap(st, [grain("bean", st.rng)], dyes(GREEN), 0.085, 0.4, 0.15, place(0.85, 0, 0.5), 0.16)


def robusta(st: Stage) -> None:
    """Fine robusta in a turned bowl with a scoop."""
    bowl(st, 0.85, 0.5, wood(st.rng, "#8a5a34"), place(-0.15, 0, -0.1))
    heap(st, [grain("bean", st.rng)], dyes(ROBUSTA), 0.088, 0.7, 0.2, place(-0.15, 0.4, -0.1), 0.16, strays=0)
    heap(st, [grain("bean", st.rng)], dyes(ROBUSTA), 0.088, 0.22, 0.06, place(1.1, 0, 0.55), 0.16, strays=10)


def arga(st: Stage) -> None:
    """The roasted pack with beans in front."""
    art = label(st.rng, "Kopi Sangrai|Arga", "250 g", "#24302a", "#efe7d8", "#d39a2a", motif="hill")
    pouch(st, art, ink("#24302a"), 0.98, 1.5, 0.5, place(-0.2, 0, -0.15, ry=10))
    heap(st, [grain("bean", st.rng)], dyes(ROAST), 0.09, 0.42, 0.16, place(0.8, 0, 0.45), 0.42)


def slope_green(st: Stage) -> None:
    """Slope robusta on a round plaited tray."""
    rgb, _ = plait(st.rng, 46, 46, twill=2)
    st.surface(
        lambda u, v: np.stack(
            [1.12 * v * np.cos(u * 6.283), 0.05 + 0.14 * v**6, 1.12 * v * np.sin(u * 6.283)], -1
        ).astype(np.float32),
        lambda u, v: lookup(rgb, 0.5 + 0.48 * v * np.cos(u * 6.283), 0.5 + 0.48 * v * np.sin(u * 6.283)),
        0.12,
    )
    ring = np.array([[1.13 * np.cos(a), 0.19, 1.13 * np.sin(a)] for a in np.linspace(0, 6.2832, 90)], np.float32)
    tube(st, ring, 0.045, ink("#a67c3c"), None, 0.2)
    heap(
        st,
        [grain("bean", st.rng)],
        dyes(("#9fa06c", "#adab7a", "#8d9160", "#b9b58a")),
        0.085,
        0.72,
        0.26,
        place(0, 0.06, 0),
        0.16,
        strays=30,
    )


def slope_ground(st: Stage) -> None:
    """Ground coffee: a pack and a dark mound."""
    art = label(st.rng, "Kopi Bubuk|Lereng", "200 g", "#efe6d2", "#3d2416", "#5c6b3c", motif="hill")
    pouch(st, art, ink("#efe6d2"), 0.92, 1.4, 0.45, place(-0.5, 0, -0.2, ry=8))
    mound(st, speckled(st.rng, "#3a2215", "#6b452b", cells=160), 0.62, 0.36, place(0.62, 0, 0.3), 0.02)
    scoop(st, place(1.3, 0.12, 0.75, rz=72, ry=30))


def excelsa(st: Stage) -> None:
    """Natural excelsa: golden beans, a sack and a bowl."""
    sack_of(st, EXCELSA, 0.1, 0.45, -0.35, 0.68, 1.0)
    bowl(st, 0.46, 0.28, ink("#3b4c5e"), place(-0.8, 0, 0.3), 0.45)
    heap(st, [grain("bean", st.rng)], dyes(EXCELSA), 0.1, 0.36, 0.12, place(-0.8, 0.22, 0.3), 0.16, strays=0)
    heap(st, [grain("bean", st.rng)], dyes(EXCELSA), 0.1, 0.12, 0.02, place(-0.05, 0, 0.75), 0.16, strays=8)


def beans_close(codes: Sequence[str], gloss: float, size: float = 0.17) -> object:
    """A picture full of one bean."""

    def draw(st: Stage) -> None:
        heap(
            st, [grain("bean", st.rng, 190)], dyes(codes), size, 1.45, 0.3, place(0, 0, 0.1), gloss, strays=0, flat=True
        )

    return draw


# ------------------------------------------------------------------------- cocoa


def bar(st: Stage) -> None:
    """A bar out of its wrapper, two segments broken off."""
    dark = speckled(st.rng, "#3a2018", "#4a2a1e", amount=2.0)
    m0 = place(0.45, 0, 0.3, ry=-16)
    for i in range(3):
        for j in range(5):
            if i == 2 and j >= 3:
                continue
            m = _on(m0, (j - 2) * 0.3, (i - 1) * 0.32)
            box(st, (0.3, 0.05, 0.32), dark, m, 0.01, 0.42)
            box(st, (0.25, 0.1, 0.27), dark, m, 0.035, 0.48)
    for k, (x, z, r) in enumerate(((1.12, 0.95, 30), (0.75, 1.05, -20))):
        m = place(x, 0, z, ry=r + k)
        box(st, (0.3, 0.05, 0.32), dark, m, 0.01, 0.42)
        box(st, (0.25, 0.1, 0.27), dark, m, 0.035, 0.48)
    art = label(st.rng, "Cokelat Hitam|65 %", "80 g", "#efe2c8", "#5b1f1a", "#a8452f", 900, 1300, "gunungan")
    box(
        st,
        (0.98, 0.1, 1.5),
        {"top": art, "front": ink("#efe2c8"), "side": ink("#efe2c8")},
        place(-0.95, 0, -0.1, ry=12),
        0.02,
        0.1,
    )


def bar_close(st: Stage) -> None:
    """Moulded segments from near by, one corner broken off."""
    m0 = place(-0.15, 0, -0.1, ry=-24)
    for i in range(5):
        for j in range(6):
            if i >= 3 and j >= 4:
                continue
            dark = speckled(st.rng, "#3a2018", "#4a2a1e", amount=2.0)
            m = _on(m0, (j - 2.5) * 0.56, (i - 2.0) * 0.56)
            box(st, (0.56, 0.1, 0.56), dark, m, 0.012, 0.42)
            box(st, (0.47, 0.19, 0.47), dark, m, 0.06, 0.5)


def _on(m: Array, x: float, z: float) -> Array:
    out = m.copy()
    out[:, 3] += m[:, :3] @ np.array([x, 0, z], np.float32)
    return out


def nibs(st: Stage) -> None:
    """Nibs heaped in a bowl, the pouch behind."""
    art = label(st.rng, "Nib Kakao|Sangrai", "100 g", "#5b1f1a", "#efe2c8", "#d8a24a", motif="gunungan")
    pouch(st, art, ink("#5b1f1a"), 0.9, 1.35, 0.42, place(-0.55, 0, -0.3, ry=10))
    bowl(st, 0.55, 0.32, ink("#d9cdb8"), place(0.6, 0, 0.25), 0.4)
    protos = [grain("crumb", st.rng, 48) for _ in range(4)]
    heap(st, protos, dyes(CACAO), 0.066, 0.43, 0.13, place(0.6, 0.25, 0.25), 0.3, strays=0)
    heap(st, protos, dyes(CACAO), 0.066, 0.16, 0.05, place(-0.1, 0, 0.85), 0.3, strays=14)


def drinking(st: Stage) -> None:
    """A paper canister, a cup, cinnamon."""
    art = label(st.rng, "Cokelat Minum|Rempah", "200 g", "#8a4a26", "#f2e6cf", "#efc27a", 900, 900, "gunungan")
    body = np.concatenate(
        [np.tile(ink("#8a4a26"), (900, 900, 1)), art, np.tile(ink("#8a4a26"), (900, 900, 1))], 1
    ).astype(np.float32)
    m = place(-0.55, 0, -0.2)
    turned(st, [(0.46, 1.12), (0.46, 0.03)], body, m, 0.14, spline=False)
    turned(st, [(0, 1.27), (0.47, 1.27), (0.475, 1.24), (0.475, 1.1)], ink("#efe2c8"), m, 0.2, spline=False)
    turned(st, [(0.475, 0.05), (0.475, 0.0)], ink("#efe2c8"), m, 0.2, spline=False)
    c = place(0.62, 0, 0.25)
    bowl(st, 0.4, 0.5, ink("#d8cdb8"), c, 0.45)
    turned(st, [(0, 0.42), (0.37, 0.42)], marble(st.rng, "#5b3020", "#7a4830"), c, 0.5, spline=False)
    loop = [(0.38 + 0.17 * np.sin(a), 0.28 + 0.13 * np.cos(a), 0) for a in np.linspace(0.1, 3.0, 24)]
    tube(st, np.array(loop, np.float32), 0.035, ink("#d8cdb8"), c, 0.45)
    for x, z, r in ((0.1, 0.95, 20), (0.2, 1.05, 8)):
        cinnamon(st, place(x, 0.05, z, ry=r))


def cinnamon(st: Stage, m: Array) -> None:
    """One quill of bark."""
    bark = wood(st.rng, "#a8683a", "#6d3b1c", 512, 128)
    for dz in (-0.035, 0.035):
        tube(st, np.array([[-0.35, 0, dz], [0.35, 0, dz]], np.float32), 0.045, lambda u, v: lookup(bark, v, u), m, 0.1)


# ------------------------------------------------------------------------- chips, corn


def chips(
    st: Stage, title: str, sub: str, codes: Sequence[str], ground: str, accent: str, motif: str, size: float
) -> None:
    """A pillow bag and a heap of chips."""
    art = label(st.rng, title, sub, ground, "#f6efdf", accent, motif=motif)
    pouch(st, art, ink(ground), 1.0, 1.45, 0.5, place(-0.5, 0.0, -0.25, ry=10), 0.45, pillow=True)
    protos = [grain("chip", st.rng, 84) for _ in range(3)]
    heap(st, protos, dyes(codes), size, 0.58, 0.24, place(0.68, 0.02, 0.25), 0.12, strays=5, tilt=0.55)


def apple(st: Stage) -> None:
    """Apple chips with an apple."""
    chips(st, "Keripik Apel", "70 g", ("#ecc878", "#e2b862", "#f2d694"), "#6f7d3c", "#efdcac", "leaf", 0.2)
    m = place(1.32, 0.27, -0.35)
    skin = mix(np.tile(ink("#a8b04a"), (128, 256, 1)), ink("#b0442f"), smooth(0.2, 1.6, fbm(st.rng, 256, 128, 3, 4)))
    turned(
        st, [(0, 0.2), (0.1, 0.27), (0.26, 0.25), (0.33, 0.05), (0.24, -0.24), (0.1, -0.28), (0, -0.22)], skin, m, 0.42
    )
    tube(st, np.array([[0, 0.18, 0], [0.02, 0.3, 0], [0.06, 0.4, 0]], np.float32), 0.018, ink("#4c3019"), m)


def jackfruit(st: Stage) -> None:
    """Jackfruit strips, deep yellow."""
    art = label(st.rng, "Keripik Nangka", "70 g", "#b8791c", "#fbf3de", "#fbe3a4", motif="sun")
    pouch(st, art, ink("#b8791c"), 1.0, 1.45, 0.5, place(-0.5, 0, -0.25, ry=10), 0.45, pillow=True)
    protos = []
    for _ in range(3):
        p, n, t = grain("chip", st.rng, 84)
        protos.append((p * np.array([1.25, 1.5, 0.5], np.float32), n, t))
    heap(
        st,
        protos,
        dyes(("#eaa520", "#de9416", "#f2b838")),
        0.2,
        0.58,
        0.26,
        place(0.68, 0.02, 0.25),
        0.14,
        strays=5,
        tilt=0.6,
    )


def salak(st: Stage) -> None:
    """A big bulk bag and a tray of pale chips."""
    art = label(st.rng, "Keripik Salak", "Curah 5 kg", "#a9a49a", "#3a2a1c", "#6d3b1c", motif="leaf")
    pouch(st, art, ink("#a9a49a"), 1.25, 1.7, 0.62, place(-0.42, 0, -0.5, ry=9), 0.5, pillow=True)
    wide = place(0.75, 0, 0.35)
    bowl(st, 0.62, 0.22, wood(st.rng, "#7a4f2e"), wide)
    heap(
        st,
        [grain("chip", st.rng, 84)],
        dyes(("#efd49a", "#e4c282", "#f4e0b0")),
        0.19,
        0.44,
        0.2,
        place(0.75, 0.14, 0.35),
        0.1,
        strays=0,
        tilt=0.6,
    )


def corn(st: Stage) -> None:
    """Roasted corn kernels."""
    art = label(st.rng, "Marning|Jagung Gurih", "150 g", "#c9922c", "#3a2413", "#7a3a16", motif="sun")
    pouch(st, art, ink("#c9922c"), 0.95, 1.4, 0.46, place(-0.5, 0, -0.25, ry=8), 0.35, pillow=True)
    bowl(st, 0.55, 0.3, ink("#7a3a26"), place(0.65, 0, 0.25), 0.3)
    heap(
        st,
        [grain("kernel", st.rng)],
        dyes(("#dba43c", "#cf9430", "#e6b654", "#c28426")),
        0.1,
        0.43,
        0.13,
        place(0.65, 0.23, 0.25),
        0.3,
        strays=0,
    )
    heap(
        st,
        [grain("kernel", st.rng)],
        dyes(("#dba43c", "#cf9430")),
        0.1,
        0.12,
        0.03,
        place(0.0, 0, 0.85),
        0.3,
        strays=10,
    )


def emping(st: Stage) -> None:
    """Thin pressed crackers leaning on one another."""
    art = label(st.rng, "Emping|Jagung", "150 g", "#e9d9b0", "#5b3a16", "#c08a24", motif="sun")
    pouch(st, art, ink("#e9d9b0"), 0.95, 1.4, 0.46, place(-0.5, 0, -0.25, ry=8), 0.35, pillow=True)
    heap(
        st,
        [grain("chip", st.rng, 90) for _ in range(3)],
        dyes(("#f0c35a", "#e4b044", "#f5d27c")),
        0.25,
        0.62,
        0.22,
        place(0.68, 0.02, 0.25),
        0.14,
        strays=4,
        tilt=0.4,
    )


def flour(st: Stage) -> None:
    """Corn flour: a clear bag, a mound, kernels."""
    art = label(st.rng, "Tepung Jagung", "1 kg", "#f0e2b4", "#5b3a16", "#b8791c", motif="sun")
    pouch(st, art, ink("#f0e2b4"), 1.0, 1.45, 0.55, place(-0.5, 0, -0.25, ry=8), 0.3)
    mound(st, speckled(st.rng, "#ecd795", "#f5ebc6", cells=170), 0.66, 0.38, place(0.65, 0, 0.25), 0.012)
    heap(
        st,
        [grain("kernel", st.rng)],
        dyes(("#dba43c", "#cf9430", "#e6b654")),
        0.1,
        0.14,
        0.03,
        place(-0.05, 0, 0.9),
        0.3,
        strays=10,
    )


# ------------------------------------------------------------------------- fish


def fish(
    st: Stage,
    m: Array,
    length: float,
    tall: float,
    skin: Array,
    fin: str,
    thick: float = 0.3,
    gloss: float = 0.4,
    tail: float = 0.42,
) -> None:
    """A fish lying on its side: a lofted body, forked tail, fins."""
    prof_t = [0, 0.04, 0.12, 0.3, 0.5, 0.75, 0.9, 1.0]
    prof_h = [0.02, 0.22, 0.42, 0.52, 0.5, 0.3, 0.13, 0.1]

    def half(u: Array) -> Array:
        k = np.interp(
            u,
            np.linspace(0, 1, 80),
            np.convolve(np.interp(np.linspace(-0.05, 1.05, 88), prof_t, prof_h), np.ones(9) / 9, "valid"),
        )
        return k * tall

    def body(u: Array, v: Array) -> Array:
        a = v * np.pi
        h = half(u)
        return np.stack(
            [
                (u - 0.5) * length,
                thick * tall * 1.4 * np.abs(np.sin(a)) ** 0.8 * (h / tall / 0.52) ** 0.7,
                -h * np.cos(a),
            ],
            -1,
        ).astype(np.float32)

    st.surface(body, skin, gloss, m)
    f = ink(fin)

    def ray(u: Array, v: Array) -> Array:
        return f * (0.7 + 0.3 * np.sin(v * 90))[..., None]

    def tailfin(u: Array, v: Array) -> Array:
        s = v * 2 - 1
        reach = tail * (0.35 + 0.65 * np.abs(s) ** 0.8)
        return np.stack(
            [length * 0.49 + u * reach * 0.9, 0.05 + 0.03 * np.sin(v * 20) * u, s * (0.1 + u * 0.62) * tall], -1
        ).astype(np.float32)

    st.surface(tailfin, ray, 0.2, m)
    for sgn, a0, a1, h in ((-1, 0.32, 0.62, 0.24), (1, 0.55, 0.78, 0.17)):

        def fin_shape(u: Array, v: Array, sgn: int = sgn, a0: float = a0, a1: float = a1, h: float = h) -> Array:
            t = a0 + (a1 - a0) * v
            out = h * tall * 1.5 * (1 - v) ** 0.5 * (0.4 + 0.6 * np.sin(np.pi * np.clip(v * 1.4 + 0.2, 0, 1)))
            return np.stack(
                [(t - 0.5) * length + u * 0.1, 0.05 + 0.0 * u, sgn * (half(t) * 0.94 + u * out)], -1
            ).astype(np.float32)

        st.surface(fin_shape, ray, 0.2, m)

    def chest(u: Array, v: Array) -> Array:
        return np.stack(
            [
                (-0.25 + 0.13 * u) * length,
                thick * tall * 1.4 * (1.0 - 0.1 * u) + 0.02,
                (0.1 + (v - 0.5) * 0.22 * (0.35 + 0.65 * np.sin(1.9 * u))) * tall + 0.06 * u * tall,
            ],
            -1,
        ).astype(np.float32)

    st.surface(chest, ray, 0.2, m)
    ball(
        st,
        0.055 * tall,
        ink("#d9c48a"),
        _lift(m, -0.425 * length, thick * tall * 0.92, -0.05 * tall),
        0.6,
        (1, 0.45, 1),
    )
    ball(
        st, 0.032 * tall, ink("#0d0c0b"), _lift(m, -0.425 * length, thick * tall * 0.94, -0.05 * tall), 0.8, (1, 0.6, 1)
    )


def _lift(m: Array, x: float, y: float, z: float) -> Array:
    out = m.copy()
    out[:, 3] += m[:, :3] @ np.array([x, y, z], np.float32)
    return out


def scales(st: Stage, back: str, belly: str, n: int = 70, shine: float = 0.25) -> Array:
    """Fish skin: back to belly, rows of scales, a gill cover."""
    w, h = 1400, 700
    v, u = np.mgrid[0 : 1 : h * 1j, 0 : 1 : w * 1j].astype(np.float32)
    row = np.floor(v * n * 0.45)
    su, sv = (u * n + 0.5 * (row % 2)) % 1, (v * n * 0.45) % 1
    arc = np.hypot(su - 0.5, sv - 0.1)
    sc = smooth(0.25, 0.6, arc) * (u > 0.17)
    base = mix(
        np.broadcast_to(ink(back), (h, w, 3)), ink(belly), smooth(0.25, 0.75, v + 0.03 * fbm(st.rng, w, h, 5, 3))
    )
    gill = np.exp(-(((u - 0.185 - 0.05 * np.sin(v * 3.14)) / 0.006) ** 2)) * (np.abs(v - 0.5) < 0.4)
    mouth = np.exp(-(((v - 0.55) / 0.012) ** 2)) * (u < 0.05)
    tone = (1 - shine * sc) * (1 - 0.6 * gill) * (1 - 0.6 * mouth) * (1 + 0.06 * fbm(st.rng, w, h, 9, 4))
    return (base * tone[..., None]).astype(np.float32)


def leaf_plate(st: Stage, w: float, d: float, m: Array) -> None:
    """A cut banana leaf."""
    tone = fbm(st.rng, 512, 256, 4, 3)

    def shape(u: Array, v: Array) -> Array:
        taper = 0.25 + 0.75 * np.abs(np.sin(np.pi * (0.06 + 0.9 * u))) ** 0.5
        return np.stack(
            [(u - 0.5) * w, 0.012 + 0.03 * np.abs(v - 0.5) + 0.012 * np.sin(u * 9 + v * 4), (v - 0.5) * d * taper], -1
        ).astype(np.float32)

    def paint(u: Array, v: Array) -> Array:
        vein = 0.85 + 0.15 * np.abs(np.sin(u * 60 + np.abs(v - 0.5) * 30))
        mid = np.exp(-(((v - 0.5) / 0.012) ** 2))
        c = ink("#4a6b34") * (vein * (1 + 0.12 * lookup(tone, u, v)))[..., None]
        return mix(c, np.broadcast_to(ink("#a8b86a"), c.shape), mid)

    st.surface(shape, paint, 0.25, m)


def smoked(st: Stage) -> None:
    """Two smoked milkfish on a leaf."""
    leaf_plate(st, 3.3, 1.75, place(0, 0, 0.05, ry=6))
    for z, r in ((-0.3, 9), (0.36, 3)):
        fish(st, place(-0.12, 0.03, z, ry=r), 1.85, 0.5, scales(st, "#6b3f1c", "#c98f45", 80), "#5b3418", 0.22, 0.45)


def floss(st: Stage) -> None:
    """Milkfish floss, fine golden threads."""
    art = label(st.rng, "Abon Bandeng", "100 g", "#f0e5cf", "#24385c", "#b0642a", motif="fish")
    pouch(st, art, ink("#f0e5cf"), 0.92, 1.38, 0.42, place(-0.55, 0, -0.3, ry=10))
    bowl(st, 0.56, 0.3, ink("#2f4564"), place(0.62, 0, 0.25), 0.5)
    at = st.rng.normal(0, 1, (2600, 3)).astype(np.float32)
    at /= np.maximum(np.linalg.norm(at, axis=1, keepdims=True), 1e-6)
    at *= (st.rng.random((2600, 1)) ** 0.4).astype(np.float32) * np.array([0.5, 0.24, 0.5], np.float32)
    at[:, 1] = np.abs(at[:, 1]) * 1.1 + 0.28
    p, n, c = spread(
        st.rng,
        [grain("shred", st.rng, 36)],
        at + np.array([0.62, 0, 0.25], np.float32),
        0.062,
        dyes(("#c08a44", "#b07a36", "#d3a25c", "#a06c30")),
    )
    st.points(p, n, c, 0.05, keep=600_000)


def raw_crackers(st: Stage) -> None:
    """Raw cracker discs, translucent and pale."""
    art = label(st.rng, "Kerupuk Bandeng|Mentah", "250 g", "#dfe4e2", "#24385c", "#5b7d8e", motif="fish")
    pouch(st, art, ink("#dfe4e2"), 0.98, 1.42, 0.42, place(-0.55, 0, -0.3, ry=10), 0.45, pillow=True)
    face = speckled(st.rng, "#e4d3ac", "#f3e8cd", cells=30, amount=1.0)
    spots = [
        (0.45 + 0.27 * i + st.rng.normal(0, 0.02), 0.5 - 0.28 * (i % 2) + st.rng.normal(0, 0.03)) for i in range(4)
    ]
    for i, (x, z) in enumerate(spots):
        for k in range(5 - i % 2 * 2):
            turned(
                st,
                [(0, 0.025), (0.22, 0.025), (0.235, 0.012), (0.22, 0), (0, 0)],
                lambda u, v: lookup(face, 0.5 + v * 0.4 * np.cos(u * 6.283), 0.5 + v * 0.4 * np.sin(u * 6.283)),
                place(
                    x + st.rng.normal(0, 0.02),
                    0.027 * k,
                    z + st.rng.normal(0, 0.02),
                    rx=st.rng.normal(0, 2),
                    rz=st.rng.normal(0, 2),
                ),
                0.35,
            )
    turned(
        st,
        [(0, 0.012), (0.22, 0.012), (0.235, 0), (0.22, -0.012)],
        lambda u, v: lookup(face, u, v),
        place(0.28, 0.2, 0.85, rx=60, ry=20),
        0.35,
    )
