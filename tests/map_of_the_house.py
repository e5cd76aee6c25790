"""The rows of the map in ``generator/README.md``: ``python -m tests.map_of_the_house --write``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
README = HOUSE / "generator" / "README.md"
BEGIN = "<!-- map: begin (made by: python -m tests.map_of_the_house --write) -->"
END = "<!-- map: end -->"
ROOMS = (
    "report",
    "foundation",
    "model",
    "languages",
    "photos",
    "read",
    "shared_photos",
    "gather",
    "curate",
    "pages",
    "documents",
    "feeds",
    "plan",
    "render",
    "write",
    "outcome",
    "resting",
    "survey",
    "preparing",
    "mending",
    "checking",
    "build",
    "editing",
    "entrypoints",
)


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring. Raises ``ValueError`` when it has none."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{module} has no docstring")
    return text.splitlines()[0]


def modules_of(room: str) -> Iterator[Path]:
    """Yield the modules of a room: one file, or the files of its folder."""
    folder, file = HOUSE / "generator" / room, HOUSE / "generator" / f"{room}.py"
    if file.is_file():
        yield file
    else:
        yield from sorted(folder.rglob("*.py"), key=lambda path: (path.name != "__init__.py", path.as_posix()))


def map_rows() -> Iterator[str]:
    """Yield the lines of the map, room by room, left to right."""
    for room in ROOMS:
        for module in modules_of(room):
            name = module.relative_to(HOUSE / "generator").as_posix()
            if module.name == "__init__.py":
                yield f"\n**`{name.removesuffix('__init__.py')}`** {first_line(module)}\n"
            elif "/" in name:
                yield f"- `{module.name}`: {first_line(module)}"
            else:
                yield f"\n**`{name}`** {first_line(module)}"


def with_map(text: str) -> str:
    """Put the map between its two markers."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = "\n".join(map_rows()).strip()
    return f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}"


def main() -> None:
    """Print the map, or write it into the README."""
    text = with_map(README.read_text(encoding="utf-8"))
    if "--write" in sys.argv[1:]:
        README.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
