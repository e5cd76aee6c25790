"""Command: `python -m samples.draw` draws every sample picture into producers/."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from PIL import Image

from .catalogue import PICTURES

HEAVY = 260_000


def save(image: Image.Image, out: Path) -> None:
    """A JPEG of quality 82, or a little less where fine texture would make the file too heavy."""
    for quality in (82, 77, 72, 67, 62, 56, 50, 44):
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if out.stat().st_size <= HEAVY:
            return


def main() -> None:
    """Draw all pictures, or those whose path contains one of the given words."""
    ask = argparse.ArgumentParser(prog="python -m samples.draw", description=main.__doc__)
    ask.add_argument("only", nargs="*", help="draw only paths containing one of these")
    ask.add_argument("--to", type=Path, default=Path("producers"), help="folder of the producers")
    ask.add_argument("--scale", type=float, default=1.25, help="oversampling; 1 is quick")
    ask.add_argument("--facts", type=Path, help="also write alt texts and focus points to this JSON file")
    ask.add_argument("--missing", action="store_true", help="skip files which exist")
    got = ask.parse_args()
    facts: dict[str, dict[str, object]] = {}
    if got.facts and got.facts.exists():
        facts = json.loads(got.facts.read_text("utf-8"))
    for pic in PICTURES:
        out = got.to / pic.home / "photos" / f"{pic.file}.jpg"
        if (got.only and not any(word in f"{pic.home}/{pic.file}" for word in got.only)) or (
            got.missing and out.exists()
        ):
            continue
        image, focus = pic.render(got.scale)
        out.parent.mkdir(parents=True, exist_ok=True)
        save(image, out)
        facts.setdefault(pic.home.split("/")[1], {})[out.name] = {
            "alt": {"id": f"Ilustrasi: {pic.id}", "en": f"Illustration: {pic.en}"},
            "focus": list(focus),
            "product": pic.product,
        }
        if got.facts:
            got.facts.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(out, out.stat().st_size // 1000, "kB", flush=True)


if __name__ == "__main__":
    main()
