"""What one picture is: where it goes, what it shows, how it is framed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from .stage import Mood, Stage

View = dict[str, object]

TABLE: View = {"eye": (0.0, 3.3, 8.0), "aim": (0.0, 0.5, 0.0), "fov": 17.5}
LOW: View = {"eye": (0.0, 1.9, 8.4), "aim": (0.0, 0.86, 0.0), "fov": 19.0}
FLAT: View = {"eye": (0.0, 8.3, 2.4), "aim": (0.0, 0.0, 0.0), "fov": 19.0}
CLOSE: View = {"eye": (0.0, 3.9, 4.6), "aim": (0.0, 0.1, 0.0), "fov": 16.0}

OFFWHITE = Mood(floor="#cbc3b6", wall="#d9d2c7")
LINEN = Mood(floor="#cbbfa9", wall="#d8cfbf", weave="linen")
STONE = Mood(floor="#b9b4aa", wall="#cfcac0", weave="stone")
CLAY = Mood(floor="#b98f70", wall="#c9a688")
SAGE = Mood(floor="#b6b79c", wall="#cfd0ba")
ON_INDIGO = Mood(floor="#222f4b", wall="#2f3f5e", key=1.6, sky=0.6, vignette=0.3)
ON_SOGA = Mood(floor="#6b4529", wall="#7d5536", key=1.5, vignette=0.32)
OAK = Mood(floor="#b08a5e", wall="#d9cdb8", weave="wood")
WALNUT = Mood(floor="#5b4030", wall="#8a7460", weave="wood", key=1.5)
SEA = Mood(floor="#9db3b8", wall="#c3d0d2")


@dataclass
class Picture:
    """One file of one producer."""

    home: str  # regency/producer
    file: str
    product: str | None
    draw: Callable[[Stage], None] | None
    id: str
    en: str
    mood: Mood = field(default_factory=Mood)
    view: View = field(default_factory=lambda: TABLE)
    paint: Callable[[str], Image.Image] | None = None  # a landscape, painted without the studio
    focus: tuple[float, float] | None = None
    fill: float = 0.7  # how much of the picture its subject takes; 0 leaves the view as it is

    def render(self, scale: float) -> tuple[Image.Image, tuple[float, float]]:
        """The finished picture and the middle of its subject."""
        key = f"{self.home}/{self.file}"
        if self.paint is not None:
            return self.paint(key), self.focus or (0.5, 0.55)
        assert self.draw is not None
        view = dict(self.view)
        if self.fill and self.view is not CLOSE:
            view |= self._framed(key)
        stage = Stage(key, mood=self.mood, scale=scale, **view)  # type: ignore[arg-type]
        self.draw(stage)
        image, middle = stage.develop()
        return image, self.focus or middle

    def _framed(self, key: str) -> View:
        """Zoom and shift so that the subject sits in the middle, always equally large."""
        assert self.draw is not None
        probe = Stage(key, scale=0.1, **{**self.view, "fov": 30.0})  # type: ignore[arg-type]
        self.draw(probe)
        found = probe.frame()
        if found is None:
            return {}
        left, top, right, low = found
        zoom = min(self.fill * 4 / 3 / max(right - left, 1e-3), (self.fill + 0.02) / max(low - top, 1e-3))
        fov = 2 * np.degrees(np.arctan(np.tan(np.radians(15.0)) / zoom))
        return {"fov": float(fov), "shift": (-(left + right) / 2 * zoom, 0.02 - (top + low) / 2 * zoom)}
