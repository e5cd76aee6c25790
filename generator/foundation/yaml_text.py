"""YAML read as text: every scalar keeps the characters its writer typed, and every value knows its place.

Plain YAML turns ``0812…`` into an octal number, ``35.10`` into 35.1 and the key ``no:`` into False. Here the
node tree is composed by libyaml, scalars stay strings (an empty one is None), and the schema gives the types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from generator.report.problem import FieldPath, Place, Problem, problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 60_000
NULL_TAG = "tag:yaml.org,2002:null"

Tree = dict[str, Any] | list[Any] | str | None

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_REASONS = (
    (r"cannot start any token.*'\\t'|'\\t'.*cannot start any token|found a tab character", "yaml-tab"),
    (r"could not find expected ':'|mapping values are not allowed", "yaml-colon"),
    (r"while scanning a quoted scalar|unexpected end of stream", "yaml-quote"),
    (r"did not find expected ',' or|flow sequence|flow mapping", "yaml-bracket"),
    (r"expected a single document|did not find expected <document start>", "yaml-documents"),
    (
        r"did not find expected key|did not find expected '-' indicator|block mapping|block sequence",
        "yaml-indent",
    ),
    (r"exceeded max depth", "yaml-too-deep"),
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file gave: the plain tree (None when it could not be read) and every problem found on the way."""

    tree: dict[str, Any] | None
    problems: tuple[Problem, ...]


def parse(content: bytes, file: str) -> Parsed:
    """Parse one file's bytes into a tree of dict, list, str and None, with all problems of its form."""
    text, found = decode(content, file)
    if text is None:
        return Parsed(None, tuple(found))
    if not text.strip():
        return Parsed(None, (problem("empty-file", file),))
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as failure:
        return Parsed(None, (_yaml_problem(failure, text, file),))
    except RecursionError:
        return Parsed(None, (problem("yaml-too-deep", file),))
    if root is None:
        return Parsed(None, (problem("empty-file", file),))
    builder = _Builder(file)
    tree = builder.build(root, (), 0)
    if builder.stopped:
        return Parsed(None, tuple(builder.problems))
    if not isinstance(tree, dict):
        return Parsed(None, (problem("not-a-mapping", file, line=1, column=1),))
    return Parsed(tree, tuple(builder.problems))


def decode(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Decode UTF-8 (a byte order mark is forgiven); anything else is a problem that says what was found."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1_000_000:.1f}"
        return None, [problem("yaml-too-large", file, values={"size": size, "limit": MAX_BYTES // 1_000_000})]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        return None, [problem("wrong-encoding", file, values={"encoding": "UTF-16"}, line=1, column=1)]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        column = failure.start - (content.rfind(b"\n", 0, failure.start) + 1) + 1
        found = problem("wrong-encoding", file, values={"encoding": "Windows-1252"}, line=line, column=column)
        return None, [found]


class _Builder:
    """Turns composed nodes into plain values, counting as it goes, so that no alias can blow it up."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.values = 0
        self.stopped = False

    def build(self, node: yaml.Node, path: FieldPath, depth: int) -> Tree:
        if self.stopped:
            return None
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            code = "yaml-too-deep" if depth > MAX_DEPTH else "yaml-too-many"
            mark = node.start_mark
            self.problems = [problem(code, self.file, line=mark.line + 1, column=mark.column + 1)]
            self.stopped = True
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
        value: str = node.value
        quoted = bool(getattr(node, "style", None))
        return None if node.tag == NULL_TAG and not quoted else value

    def _mapping(self, node: yaml.MappingNode, path: FieldPath, depth: int) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                found = problem("yaml-key", self.file, line=mark.line + 1, column=mark.column + 1)
                self.problems.append(found)
                continue
            key: str = key_node.value
            if key in tree:
                self.problems.append(
                    problem(
                        "duplicate-key",
                        self.file,
                        (*path, key),
                        values={"key": key},
                        line=mark.line + 1,
                        column=mark.column + 1,
                    )
                )
                continue
            tree[key] = self.build(value_node, (*path, key), depth + 1)
        return tree


def _yaml_problem(failure: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(failure, yaml.reader.ReaderError):
        line = text.count("\n", 0, failure.position) + 1
        return problem("yaml-character", file, line=line, column=1)
    mark = getattr(failure, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    line = min(line, max(1, len(lines)))
    told = f"{getattr(failure, 'context', '')} {getattr(failure, 'problem', '')}"
    if lines and re.match(r"^[ ]*\t", lines[line - 1]):
        return problem("yaml-tab", file, line=line, column=lines[line - 1].index("\t") + 1)
    code = next((code for pattern, code in _REASONS if re.search(pattern, told)), "yaml-broken")
    return problem(code, file, line=line, column=column)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: line and column from 1, and how many characters to underline."""

    line: int
    column: int
    length: int


def locate(content: bytes, place: Place) -> Spot | None:
    """Find the line and column of a logical place, or of the nearest thing above it that exists."""
    if place.line is not None:
        return Spot(place.line, place.column or 1, 1)
    if not place.path:
        return None
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None
    spot: yaml.Node | None = None
    for step, name in enumerate(place.path):
        last = step == len(place.path) - 1
        found = _step(node, name)
        if found is None:
            break
        key, node = found
        spot = key if (place.on_key and last) or not isinstance(node, yaml.ScalarNode) else node
        spot = spot or node
    return None if spot is None else _spot(spot)


def _step(node: yaml.Node | None, name: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == str(name):
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
        return None, node.value[name]
    return None


def _spot(node: yaml.Node) -> Spot:
    start, end = node.start_mark, node.end_mark
    one_line = start.line == end.line and isinstance(node, yaml.ScalarNode)
    length = end.column - start.column if one_line else 1
    return Spot(start.line + 1, start.column + 1, max(1, length))
