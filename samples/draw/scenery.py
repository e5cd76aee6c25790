"""A brush for landscapes: sky, ridges in haze, water, and plants stamped from far to near."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .noise import Array, fbm, ink, lin, mix, resize, rng_of, smooth
from .stage import develop_print

W, H = 2400, 1800
Point = tuple[float, float]


def tone(a: str, b: str, t: float) -> str:
    """A colour between two, as "#rrggbb" (mixed in sRGB, which is how painters mix)."""
    t = min(max(t, 0.0), 1.0)
    p = [int(a[i : i + 2], 16) for i in (1, 3, 5)]
    q = [int(b[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(p, q, strict=True))


class Scenery:
    """One landscape; y runs down, 0..1 both ways."""

    def __init__(self, name: str, top: str, low: str, haze: str, sun: Point | None = (0.26, 0.3)) -> None:
        self.rng = rng_of(name)
        self.haze = haze
        y = np.linspace(0, 1, H, dtype=np.float32)[:, None]
        self.img = mix(np.broadcast_to(ink(top), (H, W, 3)), ink(low), np.broadcast_to(smooth(0.0, 0.62, y), (H, W)))
        cloud = smooth(0.1, 2.2, fbm(self.rng, W, H, 3, 5, stretch=3.5)) * smooth(0.6, 0.1, y)
        self.img = mix(self.img, ink("#fbf3e4"), cloud * 0.5)
        if sun:
            yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)
            d = np.hypot(xx / W - sun[0], (yy / H - sun[1]) * 0.75)
            self.img = mix(self.img, ink("#fff0cf"), np.exp(-((d / 0.34) ** 2)) * 0.6)
            self.img = mix(self.img, ink("#fff8e8"), smooth(0.05, 0.042, d) * 0.85)

    def ridge(
        self,
        y: float,
        amp: float,
        cells: float,
        colour: str,
        far: float,
        leafy: float = 0.0,
        tilt: float = 0.0,
        bump: tuple[float, float, float] | None = None,
    ) -> Array:
        """One range of hills; far 1 drowns in haze; bump adds a mountain (x, width, height)."""
        x = np.linspace(0, 1, W, dtype=np.float32)
        line = y + amp * fbm(self.rng, W, 8, cells, 4)[4] + tilt * (x - 0.5)
        if bump:
            line = line - bump[2] * np.exp(-(np.abs((x - bump[0]) / bump[1]) ** 1.35))
        if leafy:
            line = line + leafy * np.abs(fbm(self.rng, W, 8, 80, 2)[4])
        yy = np.linspace(0, 1, H, dtype=np.float32)[:, None]
        mask = smooth(0.0, 0.0012, yy - line[None, :])
        deep = np.clip((yy - line[None, :]) / 0.3, 0, 1)
        tex = 1 + (0.1 + 0.08 * leafy * 20) * fbm(self.rng, W, H, 60, 3) * (1 - far)
        slope = np.clip(np.gradient(line) * W * 0.28, -0.35, 0.35)
        base = ink(colour) * (tex * (1 - slope[None, :] * (1 - deep)))[..., None]
        base = mix(base, ink(self.haze), np.clip(far + 0.55 * deep * (far > 0), 0, 1) * np.ones_like(mask))
        self.img = mix(self.img, base, mask)
        return line

    def plain(self, y: float, near: str, far: str, rough: float = 0.08) -> None:
        """Level ground from y down."""
        yy = np.linspace(0, 1, H, dtype=np.float32)[:, None]
        t = np.clip((yy - y) / (1 - y), 0, 1)
        g = mix(np.broadcast_to(ink(far), (H, W, 3)), ink(near), np.broadcast_to(t**0.7, (H, W)))
        g = g * (1 + rough * fbm(self.rng, W, H, 30, 5, stretch=3) * t)[..., None]
        self.img = mix(self.img, g, np.broadcast_to(smooth(0, 0.001, yy - y), (H, W)))

    def water(self, y: float, near: str, far: str, low: float = 1.0, mask: Array | None = None) -> None:
        """Water from y down to low, with ripples which widen towards the viewer and a path of light."""
        yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)
        yy, xx = yy / H, xx / W
        t = np.clip((yy - y) / (1 - y), 1e-3, 1)
        rows = resize(fbm(self.rng, 600, 900, 110, 3, stretch=5), W, H)
        warp = np.clip((np.log(t) + 7) / 7, 0, 1)
        idx = np.clip((warp * (H - 1)).astype(int), 0, H - 1)
        rip = np.take_along_axis(rows, idx, 0)
        c = mix(np.broadcast_to(ink(far), (H, W, 3)), ink(near), t**0.6)
        c = c * (1 + 0.13 * rip * (0.25 + t))[..., None]
        path = np.exp(-(((xx - 0.27) / (0.05 + 0.2 * t)) ** 2)) * smooth(0.2, 1.6, rip) * (1 - 0.5 * t)
        c = mix(c, ink("#fff1d2"), path * 0.8)
        on = ((yy > y) & (yy < low)).astype(np.float32) if mask is None else mask * (yy > y)
        self.img = mix(self.img, c, on)

    def mist(self, y: float, width: float, strength: float) -> None:
        """A band of mist."""
        yy = np.linspace(0, 1, H, dtype=np.float32)[:, None]
        m = np.exp(-(((yy - y) / width) ** 2)) * np.clip(0.7 + 0.35 * fbm(self.rng, W, H, 3, 4, stretch=4), 0, 1.2)
        self.img = mix(self.img, ink(self.haze), np.clip(m * strength, 0, 1))

    def paint(self, layer: Image.Image) -> None:
        """Lay a drawn RGBA layer over the picture."""
        a = np.asarray(layer, np.float32) / 255
        self.img = mix(self.img, lin(a[..., :3]), a[..., 3])

    def layer(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        """A clear sheet to draw on, in pixels."""
        im = Image.new("RGBA", (W, H), (0, 0, 0, 0))
        return im, ImageDraw.Draw(im)

    def shade(self, boxes: list[tuple[float, float, float, float]], strength: float = 0.45) -> None:
        """Soft contact shadows under things: (x, y, half width, half height)."""
        im = Image.new("L", (W // 4, H // 4), 0)
        d = ImageDraw.Draw(im)
        for x, y, a, b in boxes:
            d.ellipse(((x - a) * W / 4, y * H / 4 - b * H / 4, (x + a) * W / 4, y * H / 4 + b * H / 4), fill=255)
        m = np.asarray(im.filter(ImageFilter.GaussianBlur(5)).resize((W, H)), np.float32) / 255
        self.img = self.img * (1 - strength * m)[..., None]

    def done(self) -> Image.Image:
        """The finished print."""
        grain = self.img * (1 + 0.02 * fbm(self.rng, W, H, 300, 2))[..., None]
        return develop_print((grain * 1.06).astype(np.float32), self.rng, 0.24)


# ---------------------------------------------------------------------- stamps


def shrub(
    d: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    x: float,
    y: float,
    r: float,
    dark: str,
    light: str,
    dots: str | None = None,
    leaves: int = 120,
) -> None:
    """A round bush of many small leaves, lit from the upper left."""
    for _ in range(leaves):
        a, q = rng.uniform(0, 6.283), rng.random() ** 0.5
        px, py = x + r * q * np.cos(a), y - r * 0.75 + r * 0.8 * q * np.sin(a)
        lit = 0.5 - 0.32 * np.cos(a - 0.7) * -q - 0.42 * q * np.sin(a) - 0.2 * q * np.cos(a) + rng.normal(0, 0.13)
        s = r * rng.uniform(0.1, 0.2)
        t = rng.uniform(0, 6.283)
        c = tone(dark, light, lit)
        d.polygon(
            [
                (px + s * np.cos(t), py + s * np.sin(t)),
                (px + s * 0.45 * np.cos(t + 1.57), py + s * 0.45 * np.sin(t + 1.57)),
                (px - s * np.cos(t), py - s * np.sin(t)),
                (px - s * 0.45 * np.cos(t + 1.57), py - s * 0.45 * np.sin(t + 1.57)),
            ],
            fill=c,
        )
    if dots:
        for _ in range(max(3, leaves // 9)):
            a, q = rng.uniform(0, 6.283), rng.random() ** 0.5 * 0.85
            px, py, s = x + r * q * np.cos(a), y - r * 0.75 + r * 0.8 * q * np.sin(a), r * 0.055
            d.ellipse((px - s, py - s, px + s, py + s), fill=dots)
            d.ellipse((px - s * 0.6, py - s * 0.7, px, py - s * 0.1), fill=tone(dots, "#ffffff", 0.4))


def tree(
    d: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    x: float,
    y: float,
    h: float,
    dark: str,
    light: str,
    trunk: str,
    dots: str | None = None,
    spread: float = 0.3,
) -> None:
    """A tree with a slim trunk and a crown of several bushes."""
    d.line(
        [(x, y), (x + h * 0.02, y - h * 0.4), (x - h * 0.01, y - h * 0.62)],
        fill=trunk,
        width=max(2, int(h * 0.045)),
        joint="curve",
    )
    for s in (-1, 1):
        d.line(
            [(x + h * 0.01, y - h * 0.4), (x + s * h * 0.16, y - h * 0.66)], fill=trunk, width=max(2, int(h * 0.025))
        )
    for ox, oy, r in ((0, -0.6, 1.0), (-0.2, -0.52, 0.7), (0.22, -0.54, 0.72), (0.06, -0.78, 0.72), (-0.12, -0.7, 0.7)):
        shrub(d, rng, x + ox * h * spread / 0.3, y + oy * h + h * 0.1, h * spread * r * 0.8, dark, light, dots, 130)


def palm(
    d: ImageDraw.ImageDraw, rng: np.random.Generator, x: float, y: float, h: float, dark: str, light: str, trunk: str
) -> None:
    """A coconut palm: curved trunk, arching fronds with leaflets."""
    lean = rng.normal(0, 0.09) * h
    t = np.linspace(0, 1, 24)
    px, py = x + lean * t**1.7, y - h * t
    for k in range(23):
        w = h * 0.03 * (1 - 0.5 * t[k])
        d.polygon(
            [
                (px[k] - w, py[k]),
                (px[k] + w, py[k]),
                (px[k + 1] + w * 0.97, py[k + 1]),
                (px[k + 1] - w * 0.97, py[k + 1]),
            ],
            fill=tone(trunk, "#1e1812", 0.2 * (k % 2)),
        )
        d.polygon(
            [
                (px[k] - w, py[k]),
                (px[k] - w * 0.3, py[k]),
                (px[k + 1] - w * 0.3, py[k + 1]),
                (px[k + 1] - w * 0.97, py[k + 1]),
            ],
            fill=tone(trunk, "#f1dcb4", 0.35),
        )
    cx, cy = px[-1], py[-1]
    for k in range(5):
        a = k * 1.25 + 0.4
        d.ellipse(
            (
                cx + h * 0.04 * np.cos(a) - h * 0.028,
                cy + h * 0.035 - h * 0.03 + h * 0.02 * np.sin(a),
                cx + h * 0.04 * np.cos(a) + h * 0.028,
                cy + h * 0.035 + h * 0.03 + h * 0.02 * np.sin(a),
            ),
            fill=tone("#7d6a2c", dark, 0.3 * (k % 2)),
        )
    n = 15
    for k in range(n):
        a = -np.pi * (k / (n - 1)) * 1.25 + np.pi * 0.125 + rng.normal(0, 0.06)
        ln = h * rng.uniform(0.36, 0.46)
        q = np.linspace(0, 1, 26)
        fx = cx + ln * q * np.cos(a)
        fy = cy + ln * (q * np.sin(a) * 0.8 + 0.55 * q**2.1)
        lit = 0.5 + 0.35 * np.sin(-a) - 0.25 * np.cos(a)
        for j in range(2, 26):
            le = ln * 0.26 * np.sin(np.pi * (0.12 + 0.86 * q[j])) ** 0.8
            for s in (-1, 1):
                b = np.arctan2(fy[j] - fy[j - 1], fx[j] - fx[j - 1]) + s * 0.75
                ex, ey = fx[j] + le * np.cos(b), fy[j] + le * np.sin(b) + le * 0.35
                d.line(
                    [(fx[j], fy[j]), (ex, ey)],
                    fill=tone(dark, light, lit + 0.15 * s + rng.normal(0, 0.07)),
                    width=max(2, int(h * 0.008)),
                )
        d.line(
            [(a_, b_) for a_, b_ in zip(fx, fy, strict=True)],
            fill=tone(light, "#e9e0a8", 0.3),
            width=max(2, int(h * 0.006)),
        )


def maize(
    d: ImageDraw.ImageDraw, rng: np.random.Generator, x: float, y: float, h: float, dark: str, light: str
) -> None:
    """A maize plant with arching leaves, a cob and a tassel."""
    d.line([(x, y), (x, y - h)], fill=tone(dark, light, 0.5), width=max(2, int(h * 0.035)))
    for k in range(7):
        s = 1 if k % 2 else -1
        y0 = y - h * (0.15 + 0.11 * k)
        ln = h * rng.uniform(0.34, 0.46)
        q = np.linspace(0, 1, 14)
        lx, ly = x + s * ln * q, y0 - ln * (1.25 * q - 1.35 * q**2)
        w = h * 0.032 * np.sin(np.pi * (0.15 + 0.85 * q))
        c = tone(dark, light, 0.55 - 0.25 * s + rng.normal(0, 0.1))
        d.polygon([*zip(lx, ly - w, strict=True), *zip(lx[::-1], (ly + w)[::-1], strict=True)], fill=c)
        d.line([*zip(lx, ly, strict=True)], fill=tone(c, "#f0eeb4", 0.35), width=max(1, int(h * 0.006)))
    d.ellipse((x + h * 0.02, y - h * 0.58, x + h * 0.1, y - h * 0.34), fill=tone("#d9a83c", light, 0.25))
    for k in range(7):
        a = -1.57 + (k - 3) * 0.2
        d.line(
            [(x, y - h), (x + h * 0.16 * np.cos(a), y - h + h * 0.16 * np.sin(a))],
            fill="#c9a860",
            width=max(2, int(h * 0.01)),
        )
