"""Colours and noise: the few numeric helpers every picture needs."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.float32]
Colour = tuple[float, float, float]


def rng_of(name: str) -> np.random.Generator:
    """A generator seeded from a file's name, so a picture never changes between two runs."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def lin(values: Array) -> Array:
    """sRGB numbers (0..1) as linear light, in which shading is added up."""
    return np.asarray(np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4), np.float32)


def srgb(values: Array) -> Array:
    """Linear light back to sRGB numbers."""
    v = np.clip(values, 0, 1)
    return np.asarray(np.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055), np.float32)


def ink(code: str) -> Array:
    """A linear colour from "#rrggbb"."""
    h = code.lstrip("#")
    return lin(np.array([int(h[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32))


def mix(a: Array, b: Array, t: Array | float) -> Array:
    """Blend a to b; t may be a field without the colour axis."""
    if isinstance(t, np.ndarray) and t.shape[-1] != 1:
        t = t[..., None]
    return np.asarray(a * (1 - t) + b * t, np.float32)


def smooth(lo: float, hi: float, x: Array) -> Array:
    """The usual smoothstep between two edges."""
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def resize(a: Array, w: int, h: int) -> Array:
    """A float field at another size (bicubic)."""
    return np.asarray(Image.fromarray(a.astype(np.float32)).resize((w, h), Image.Resampling.BICUBIC), np.float32)


def fbm(rng: np.random.Generator, w: int, h: int, cells: float, octaves: int = 4, stretch: float = 1.0) -> Array:
    """Soft cloudy noise about 0 with spread about 1; stretch > 1 draws it out along x."""
    out = np.zeros((h, w), np.float32)
    gain = 1.0
    for o in range(octaves):
        cx = int(max(2, cells * 2**o / stretch)) + 3
        cy = int(max(2, cells * 2**o * h / w)) + 3
        cx, cy = min(cx, w), min(cy, h)
        out += gain * resize(rng.standard_normal((cy, cx)).astype(np.float32), w, h)
        gain *= 0.5
    return out / max(float(out.std()), 1e-6)


def blur(a: Array, radius: float) -> Array:
    """A gaussian-like blur: three box means, quick at any radius."""
    r = max(1, round(radius * 1.0))
    out = a.astype(np.float32)
    for axis in (0, 1):
        for _ in range(3):
            pad = [(0, 0)] * out.ndim
            pad[axis] = (r + 1, r)
            c = np.cumsum(np.pad(out, pad, mode="edge"), axis=axis, dtype=np.float64)
            n = 2 * r + 1
            hi = c[n:] if axis == 0 else c[:, n:]
            lo = np.take(c, range(c.shape[axis] - n), axis=axis)
            out = ((hi - lo) / n).astype(np.float32)
    return out


def lookup(image: Array, u: Array, v: Array, repeat: bool = True) -> Array:
    """Bilinear sample of an image; (0, 0) is its top left corner."""
    h, w = image.shape[:2]
    x = (u * w - 0.5) if repeat else np.clip(u * w - 0.5, 0, w - 1.001)
    y = (v * h - 0.5) if repeat else np.clip(v * h - 0.5, 0, h - 1.001)
    x0 = np.floor(x).astype(np.int32)
    y0 = np.floor(y).astype(np.int32)
    fx = (x - x0).astype(np.float32)
    fy = (y - y0).astype(np.float32)
    if image.ndim == 3:
        fx, fy = fx[..., None], fy[..., None]
    x0, x1 = x0 % w, (x0 + 1) % w
    y0, y1 = y0 % h, (y0 + 1) % h
    top = image[y0, x0] * (1 - fx) + image[y0, x1] * fx
    low = image[y1, x0] * (1 - fx) + image[y1, x1] * fx
    return np.asarray(top * (1 - fy) + low * fy, np.float32)
