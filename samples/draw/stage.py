"""A small photo studio: points of surfaces are thrown at a camera, then lit by many soft lights.

Why not flat drawing: a contact shadow, a highlight and the dark between two beans come for free
when the thing has a shape, and twenty-four producers then share one light and look like one gallery.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from .noise import Array, blur, fbm, ink, lookup, mix, resize, rng_of, smooth, srgb

WIDTH, HEIGHT = 1600, 1200
Shape = Callable[[Array, Array], Array]
Paint = Array | Callable[[Array, Array], Array]
EMPTY = np.uint64(0xFFFFFFFF)
REACH = 3.6  # half the width of the lit floor, in units; a subject is about two units wide
CELL = 0.012
CASTERS = 600_000  # points which throw shadows


def unit(v: Array) -> Array:
    """Vectors brought to length one."""
    return np.asarray(v / np.maximum(np.sqrt((v * v).sum(-1, keepdims=True)), 1e-9), np.float32)


def place(
    x: float = 0, y: float = 0, z: float = 0, ry: float = 0, rx: float = 0, rz: float = 0, s: float = 1.0
) -> Array:
    """A 3x4 matrix: scale, roll (rz), pitch (rx), turn (ry) in degrees, then move."""
    a, b, c = np.radians([ry, rx, rz])
    my = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    mx = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    mz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.hstack([my @ mx @ mz * s, np.array([[x], [y], [z]])]).astype(np.float32)


def joined(outer: Array, inner: Array) -> Array:
    """The matrix which applies inner first, then outer."""
    return np.hstack([outer[:, :3] @ inner[:, :3], outer[:, :3] @ inner[:, 3:] + outer[:, 3:]]).astype(np.float32)


def painted(paint: Paint, u: Array, v: Array) -> Array:
    """The colours a paint gives at u, v: one colour, an image, or a function."""
    if callable(paint):
        return paint(u, v)
    return paint if paint.ndim == 1 else lookup(paint, u, v)


@dataclass
class Mood:
    """Floor, backdrop and light of one picture (colours as "#rrggbb")."""

    floor: str = "#d9d0c1"
    wall: str = "#e6dfd3"
    weave: str = "plaster"
    key: float = 1.22
    sky: float = 0.46
    warm: str = "#fff5e8"
    cool: str = "#dfe8f2"
    light: tuple[float, float, float] = (-0.62, 0.95, 0.42)
    soft: float = 0.16
    vignette: float = 0.26
    exposure: float = 1.0


@dataclass
class Stage:
    """One picture in the making."""

    name: str
    mood: Mood = field(default_factory=Mood)
    eye: tuple[float, float, float] = (0.0, 3.1, 8.0)
    aim: tuple[float, float, float] = (0.0, 0.55, 0.0)
    fov: float = 22.0
    scale: float = 1.5
    shift: tuple[float, float] = (0.0, 0.0)  # moves the picture's middle, in heights

    def __post_init__(self) -> None:
        self.rng = rng_of(self.name)
        self.w, self.h = int(WIDTH * self.scale), int(HEIGHT * self.scale)
        eye, aim = np.array(self.eye), np.array(self.aim)
        self.fwd = unit((aim - eye).astype(np.float32))
        self.right = unit(np.cross(self.fwd, np.array([0, 1, 1e-4])).astype(np.float32))
        self.up = np.cross(self.right, self.fwd).astype(np.float32)
        self.focal = self.h / 2 / np.tan(np.radians(self.fov) / 2)
        self.mid = (self.w / 2 + self.shift[0] * self.h, self.h / 2 + self.shift[1] * self.h)
        n = self.w * self.h
        self.depth = np.full(n, 1e9, np.float32)
        self.normal = np.zeros((n, 3), np.float32)
        self.albedo = np.zeros((n, 3), np.float32)
        self.gloss = np.zeros(n, np.float32)
        self.casters: list[Array] = []

    def pixels(self, p: Array) -> tuple[Array, Array, Array]:
        """Screen x, y and depth of points."""
        d = p - np.array(self.eye, np.float32)
        z = np.maximum(d @ self.fwd, 1e-3)
        return self.mid[0] + self.focal * (d @ self.right) / z, self.mid[1] - self.focal * (d @ self.up) / z, z

    def points(
        self, p: Array, n: Array, rgb: Array, gloss: float | Array = 0.1, keep: int = 350_000, shade: bool = True
    ) -> None:
        """Throw points at the picture; the nearest at each pixel stays."""
        p = np.ascontiguousarray(p.reshape(-1, 3), np.float32)
        n = n.reshape(-1, 3)
        if shade:
            step = max(1, len(p) // keep)
            self.casters.append(p[::step].copy())
        x, y, z = self.pixels(p)
        ok = np.flatnonzero((x >= 1) & (x < self.w - 2) & (y >= 1) & (y < self.h - 2))
        if len(ok) == 0:
            return
        pix = (y[ok] - 0.5).astype(np.int64) * self.w + (x[ok] - 0.5).astype(np.int64)
        key = ((z[ok] * 1e6).astype(np.uint64) << np.uint64(32)) | ok.astype(np.uint64)
        lo, hi = int(pix.min()), int(pix.max()) + self.w + 2  # only the stretch of pixels this body touches
        best = (np.minimum(self.depth[lo:hi] * 1e6, 4e9).astype(np.uint64) << np.uint64(32)) | EMPTY
        for shift in (0, 1, self.w, self.w + 1):  # each point covers four pixels, so no pinholes
            np.minimum.at(best, pix + (shift - lo), key)
        won = np.flatnonzero((best & EMPTY) != EMPTY)
        who = (best[won] & EMPTY).astype(np.int64)
        won += lo
        nw = unit(n[who])
        view = np.array(self.eye, np.float32) - p[who]
        nw *= np.where((nw * view).sum(-1, keepdims=True) < 0, -1, 1)
        self.depth[won] = z[who]
        self.normal[won] = nw
        self.albedo[won] = rgb if rgb.ndim == 1 else rgb.reshape(-1, 3)[who]
        self.gloss[won] = gloss if not isinstance(gloss, np.ndarray) else gloss.reshape(-1)[who]

    def surface(
        self,
        shape: Shape,
        paint: Paint,
        gloss: float = 0.1,
        m: Array | None = None,
        bump: Paint | None = None,
        depth: float = 0.0,
        keepout: Callable[[Array, Array], Array] | None = None,
        limit: int = 3600,
        shade: bool = True,
    ) -> None:
        """A sheet given over u, v in 0..1, sampled finer than the pixels it covers."""
        m = place() if m is None else m

        def world(u: Array, v: Array) -> Array:
            return shape(u, v) @ m[:, :3].T + m[:, 3]

        cu, cv = np.meshgrid(np.linspace(0, 1, 33, dtype=np.float32), np.linspace(0, 1, 33, dtype=np.float32))
        x, y, _ = self.pixels(world(cu, cv))
        nu = int(np.hypot(np.diff(x, axis=1), np.diff(y, axis=1)).max() * 32 * 0.86) + 4
        nv = int(np.hypot(np.diff(x, axis=0), np.diff(y, axis=0)).max() * 32 * 0.86) + 4
        nu, nv = min(nu, limit), min(nv, limit)
        u, v = np.meshgrid(np.linspace(0, 1, nu, dtype=np.float32), np.linspace(0, 1, nv, dtype=np.float32))
        p = world(u, v).astype(np.float32)
        n = unit(np.cross(np.gradient(p, axis=1), np.gradient(p, axis=0)))
        if bump is not None and depth:
            h = lookup(bump, u, v) if isinstance(bump, np.ndarray) else bump(u, v)
            mid = nv // 2, nu // 2
            if (n[mid] * (np.array(self.eye) - p[mid])).sum() < 0:
                n = -n
            p = p + n * (depth * h)[..., None]
            n = unit(np.cross(np.gradient(p, axis=1), np.gradient(p, axis=0)))
        rgb = painted(paint, u, v)
        if keepout is not None:
            on = keepout(u, v)
            p, n = p[on], n[on]
            rgb = rgb if rgb.ndim == 1 else rgb[on]
        self.points(p, n, rgb, gloss, shade=shade)

    def frame(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of what stands in the picture, in heights from its middle."""
        ys, xs = np.nonzero(self.depth.reshape(self.h, self.w) < 1e8)
        if len(xs) == 0:
            return None
        side = [float(v) for v in (xs.min(), ys.min(), xs.max(), ys.max())]
        mid = (self.w / 2, self.h / 2, self.w / 2, self.h / 2)
        return tuple((a - b) / self.h for a, b in zip(side, mid, strict=True))  # type: ignore[return-value]

    # ------------------------------------------------------------------ light

    def _floor(self, pos: Array, ray: Array, bare: Array) -> tuple[Array, Array]:
        """Colours and visibility of the floor where nothing stands on it."""
        base, wall = ink(self.mood.floor), ink(self.mood.wall)
        x, z = pos[..., 0], pos[..., 2]
        far = smooth(-1.6, -7.0, z) * (ray[..., 1] < -0.001) + (ray[..., 1] >= -0.001)
        tile = fbm(self.rng, 1024, 1024, 5, 6)
        u, v = np.abs((x / 9 + 0.5 + 1) % 2 - 1), np.abs((z / 9 + 0.5 + 1) % 2 - 1)  # mirrored, so no seam
        h, w = x.shape
        t = resize(lookup(tile, u[::2, ::2], v[::2, ::2]), w, h) * (1 - far)
        rgb = base * (1 + 0.045 * t)[..., None]
        if self.mood.weave == "linen":
            grain = 0.5 * np.sin(x * 260 + 1.5 * t) + 0.5 * np.sin(z * 260 + 1.5 * t)
            rgb = rgb * (1 + 0.05 * grain * (1 - far))[..., None]
        elif self.mood.weave == "wood":
            board = np.floor((z + 20) / 0.62)
            shift = np.sin(board * 12.9898) * 43758.5453
            tone = (shift - np.floor(shift)) - 0.5
            streak = lookup(fbm(self.rng, 1024, 1024, 90, 4, stretch=18), x / 7 + tone * 5, z / 3.1)
            seam = smooth(0.0, 0.02, np.abs((z + 20) / 0.62 - board - 0.5) * -0.62 + 0.31)
            rgb = rgb * (1 + 0.16 * tone + 0.11 * streak)[..., None] * (0.45 + 0.55 * seam)[..., None]
        elif self.mood.weave == "stone":
            speck = smooth(1.5, 2.6, np.abs(lookup(fbm(self.rng, 1024, 1024, 230, 2), u * 2, v * 2)))
            rgb = rgb * (1 - 0.16 * speck * (1 - far))[..., None]
        rgb = mix(rgb, np.broadcast_to(wall, rgb.shape), far)
        return np.where(bare[..., None], rgb, 0).astype(np.float32), far.astype(np.float32)

    def _shadows(self, pos: Array, nrm: Array, dirs: Array, weights: Array) -> Array:
        """How much of a set of lights each point sees."""
        out = np.zeros(pos.shape[:2], np.float32)
        total = np.zeros(pos.shape[:2], np.float32)
        if not self.casters:
            return out + 1
        cast = np.concatenate(self.casters)
        if len(cast) > CASTERS:
            cast = cast[self.rng.integers(0, len(cast), CASTERS)]
        size = int(2 * REACH / CELL)
        start = pos + nrm * 0.018
        jitter = self.rng.random(pos.shape[:2], np.float32) - 0.5
        for d, wt in zip(dirs, weights, strict=True):
            a = unit(np.cross(d, np.array([0.3, 0.1, 1.0])).astype(np.float32))
            b = np.cross(d, a).astype(np.float32)
            cx = ((cast @ a + REACH) / CELL).astype(np.int32)
            cy = ((cast @ b + REACH) / CELL).astype(np.int32)
            ok = (cx >= 0) & (cx < size) & (cy >= 0) & (cy < size)
            flat = np.full(size * size, -1e9, np.float32)
            np.maximum.at(flat, cy[ok] * size + cx[ok], (cast @ d)[ok])
            px = np.clip((start @ a + REACH) / CELL + jitter, 0, size - 1).astype(np.int32)
            py = np.clip((start @ b + REACH) / CELL + jitter[::-1], 0, size - 1).astype(np.int32)
            lit = flat[py * size + px] <= start @ d + 0.02
            k = wt * np.maximum((nrm @ d), 0.02)
            out += lit * k
            total += k
        return out / np.maximum(total, 1e-6)

    def develop(self) -> tuple[Image.Image, tuple[float, float]]:
        """Light the scene, finish the print; also say where the subject's middle is."""
        w, h, mood = self.w, self.h, self.mood
        px, py = np.meshgrid(np.arange(w, dtype=np.float32) + 0.5, np.arange(h, dtype=np.float32) + 0.5)
        ray = (
            self.fwd
            + self.right * ((px - self.mid[0]) / self.focal)[..., None]
            + self.up * ((self.mid[1] - py) / self.focal)[..., None]
        ).astype(np.float32)
        depth = self.depth.reshape(h, w)
        eye = np.array(self.eye, np.float32)
        down = np.minimum(ray[..., 1], -1e-3)
        tfloor = np.where(ray[..., 1] < -1e-3, -eye[1] / down, 60.0)
        bare = depth > tfloor
        t = np.where(bare, np.minimum(tfloor, 60), depth).astype(np.float32)
        pos = eye + ray * t[..., None]
        nrm = np.where(bare[..., None], np.array([0, 1, 0], np.float32), self.normal.reshape(h, w, 3))
        floor, far = self._floor(pos, ray, bare)
        rgb = np.where(bare[..., None], floor, self.albedo.reshape(h, w, 3))
        gloss = np.where(bare, 0.03, self.gloss.reshape(h, w)).astype(np.float32)

        key = unit(np.array(mood.light, np.float32))
        r = self.rng
        beams = unit(key + mood.soft * r.standard_normal((16, 3)).astype(np.float32))
        i = np.arange(22) + 0.5
        el, az = np.sqrt(1 - i / 22 * 0.97), i * 2.399963
        dome = np.stack([np.cos(az) * np.sqrt(1 - el**2), el, np.sin(az) * np.sqrt(1 - el**2)], -1).astype(np.float32)
        half = (slice(None, None, 2), slice(None, None, 2))
        hp, hn, hz = pos[half], nrm[half], t[half]
        seen = self._shadows(hp, hn, beams, np.ones(16, np.float32))
        open_ = self._shadows(hp, hn, dome, np.ones(22, np.float32))
        seen, open_ = self._spread(seen, hz, t), self._spread(open_, hz, t)
        edge = smooth(REACH - 1.2, REACH - 0.3, np.abs(pos).max(-1)) * bare
        seen, open_ = (
            mix(seen[..., None], np.ones(1, np.float32), edge)[..., 0],
            mix(open_[..., None], np.ones(1, np.float32), edge)[..., 0],
        )

        diffuse = np.maximum(nrm @ key, 0) * 0.92 + 0.08 * np.maximum(nrm @ key + 0.5, 0) / 1.5
        diffuse = np.where(bare, mix(diffuse[..., None], np.full(1, 0.72, np.float32), far)[..., 0], diffuse)
        sky = (0.62 + 0.38 * nrm[..., 1]) * (open_**1.25)
        warm, cool = ink(mood.warm) * mood.key, ink(mood.cool) * mood.sky
        bounce = ink(mood.floor) * 0.34 * (0.5 - 0.5 * nrm[..., 1:2]) * open_[..., None]
        light = warm * (diffuse * seen)[..., None] + cool * sky[..., None] + bounce * warm * 0.6
        view = unit(-ray)
        mirror = unit(view + key)
        power = 6 + 260 * gloss**2
        spec = np.maximum((nrm * mirror).sum(-1), 0) ** power * gloss * (0.5 + 3.4 * gloss) * seen
        refl = 2 * (nrm * view).sum(-1, keepdims=True) * nrm - view
        box = smooth(0.72, 0.93, refl @ unit(np.array([-0.75, 0.62, 0.25], np.float32)))
        rim = (1 - np.clip((nrm * view).sum(-1), 0, 1)) ** 4
        sheen = gloss * (0.35 * box * gloss + 0.5 * rim * np.clip(refl[..., 1] + 0.3, 0, 1)) * open_
        out = rgb * light + spec[..., None] * warm * 0.5 + sheen[..., None] * cool
        shine = (
            0.1
            + 0.3 * smooth(-0.2, 0.5, refl[..., 1])
            + 1.15 * box
            + 0.5 * smooth(0.5, 0.0, np.abs(refl[..., 0] - 0.55))
        )
        metal = rgb * (shine * (0.35 + 0.65 * open_) * (0.55 + 0.45 * seen))[..., None] * warm
        out = np.where((gloss > 0.73)[..., None], metal, out)
        focus = self._middle(~bare)
        return self.finish(out * mood.exposure), focus

    def _spread(self, low: Array, lowz: Array, z: Array) -> Array:
        """Half-size light brought to full size without bleeding over edges."""
        low = self._calm(low, lowz)
        h, w = z.shape
        yy, xx = np.arange(h), np.arange(w)
        acc, tot = np.zeros_like(z), np.zeros_like(z)
        for dy in (0, 1):
            for dx in (0, 1):
                iy = np.clip((yy + dy) // 2, 0, low.shape[0] - 1)[:, None]
                ix = np.clip((xx + dx) // 2, 0, low.shape[1] - 1)[None, :]
                k = np.exp(-np.abs(lowz[iy, ix] - z) * 14) + 1e-4
                acc += low[iy, ix] * k
                tot += k
        return acc / tot

    @staticmethod
    def _calm(low: Array, z: Array) -> Array:
        """Take the speckle out of half-size light, keeping to the same surface."""
        for step in (1, 2, 3):
            acc, tot = low.copy(), np.ones_like(low)
            for dy, dx in ((0, step), (step, 0), (0, -step), (-step, 0), (step, step), (-step, -step)):
                k = np.exp(-np.abs(np.roll(z, (dy, dx), (0, 1)) - z) * 26)
                acc += np.roll(low, (dy, dx), (0, 1)) * k
                tot += k
            low = acc / tot
        return low

    def _middle(self, mask: Array) -> tuple[float, float]:
        ys, xs = np.nonzero(mask[::8, ::8])
        if len(xs) == 0:
            return 0.5, 0.5
        return round(float(xs.mean() * 8 / self.w), 3), round(float(ys.mean() * 8 / self.h), 3)

    def finish(self, out: Array) -> Image.Image:
        """Lens and print: gentle glow, soft shoulder, vignette, a breath of grain."""
        return develop_print(out, self.rng, self.mood.vignette)


def develop_print(out: Array, rng: np.random.Generator, vignette: float) -> Image.Image:
    """Linear light to an 8-bit picture of the final size."""
    parts = [resize(out[..., c], WIDTH, HEIGHT) if out.shape[:2] != (HEIGHT, WIDTH) else out[..., c] for c in range(3)]
    img = np.maximum(np.stack(parts, -1), 0)
    small = np.maximum(img[::4, ::4] - 0.75, 0)
    glow = np.stack([resize(blur(small[..., c], 4), WIDTH, HEIGHT) for c in range(3)], -1)
    img = img + 0.35 * glow
    img = np.where(img > 0.62, 0.62 + 0.38 * (1 - np.exp(-(img - 0.62) / 0.38)), img)
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
    fall = 1 - vignette * np.clip((x * x * 0.62 + y * y * 0.62), 0, 2) ** 1.5 * 0.75
    out8 = srgb((img * fall[..., None]).astype(np.float32))
    out8 = out8 + (0.0035 * fbm(rng, WIDTH, HEIGHT, 800, 1))[..., None]
    return Image.fromarray((np.clip(out8, 0, 1) * 255 + 0.5).astype(np.uint8), "RGB")
