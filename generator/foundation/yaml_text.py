"""YAML read as text: every scalar keeps the characters its writer typed, and every value knows its place.

Plain YAML turns ``0812…`` into an octal number, ``35.10`` into 35.1 and the key ``no:`` into False. Here libyaml
reads the text, scalars stay strings (an empty one is None), and the schema gives the types.

A text is first read the short way (``yaml_events.py``). What that gives up, for whatever reason, is composed into
nodes here: this long way knows aliases and tags, and it alone tells what is wrong and where.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

import yaml
from msgspec import Struct

from generator.foundation.yaml_events import LOADER, MAX_DEPTH, MAX_VALUES, NULLS, Tree, Unusual, tree_from_events
from generator.report.problem import FieldPath, Place, Problem, problem

MAX_BYTES = 1_000_000
NULL_TAG = "tag:yaml.org,2002:null"
TEXT_TAG = "tag:yaml.org,2002:str"
COLLECTION_TAG = "tag:yaml.org,2002:map"


class _TextLoader(LOADER):  # type: ignore[misc]
    """Composes without asking dozens of patterns what a scalar might be: it is text, or nothing."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Keep no path: no tag depends on it."""

    def ascend_resolver(self) -> None:
        """Keep no path: no tag depends on it."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        """Tell an empty value from text; everything else is the schema's affair."""
        if kind is not yaml.ScalarNode:
            return COLLECTION_TAG
        plain = isinstance(implicit, tuple) and implicit[0]
        return NULL_TAG if plain and value in NULLS else TEXT_TAG


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OPENERS = re.compile(r"[\[{]")
_LONG_LEAD = re.compile(r"^[ \-?:]{300}", re.MULTILINE)
MANY_OPENERS = 500
"""With fewer brackets than this, and no line that starts like ``_LONG_LEAD``, nothing can be nested dangerously."""

_REASONS = (
    (r"found a tab character", "yaml-tab"),
    (r"could not find expected ':'|mapping values are not allowed", "yaml-colon"),
    (r"while scanning a quoted scalar|unexpected end of stream", "yaml-quote"),
    (r"did not find expected ',' or|flow sequence|flow mapping|flow node", "yaml-bracket"),
    (r"expected a single document|did not find expected <document start>", "yaml-documents"),
    (
        r"did not find expected key|did not find expected '-' indicator|block mapping|block sequence",
        "yaml-indent",
    ),
)
_STARTED_EARLIER = {"yaml-bracket", "yaml-colon"}
"""Mistakes that may be found lines below the place where they are mended."""


class Parsed(Struct, frozen=True):
    """What a file gave: the plain tree (None when it could not be read) and every problem found on the way.

    Where ``has_blanks`` is false, no value in the tree is None.
    """

    tree: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    has_blanks: bool = True


def parse(content: bytes, file: str) -> Parsed:
    """Parse one file's bytes into a tree of dict, list, str and None, with all problems of its form."""
    text, found = decode(content, file)
    if text is None:
        return Parsed(None, tuple(found))
    if not text or text.isspace():
        return Parsed(None, (problem("empty-file", file),))
    try:
        straight = tree_from_events(text)
    except (Unusual, yaml.YAMLError):
        return composed(text, file)
    return Parsed(straight.tree, has_blanks=straight.has_blanks)


def composed(text: str, file: str) -> Parsed:
    """Read a text the long way: into nodes, and from them the tree and all problems of its form."""
    try:
        deep = _too_deep(text, file)
        if deep is not None:
            return Parsed(None, (deep,))
        root = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as failure:
        return Parsed(None, (_yaml_problem(failure, text, file),))
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
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:200].count(0) > len(content[:200]) // 4:
        return None, [problem("wrong-encoding", file, values={"encoding": "UTF-16"}, line=1, column=1)]
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode(), []
    except UnicodeDecodeError as failure:
        line, column = _after(failure.object[: failure.start].decode())
        found = problem("wrong-encoding", file, values={"encoding": "Windows-1252"}, line=line, column=column)
        return None, [found]


def lines_of(text: str) -> list[str]:
    """Split a text into lines as YAML counts them."""
    return _BREAK.split(text)


def _after(text: str) -> tuple[int, int]:
    """Return line and column (from 1) of what would come next after this text."""
    lines = lines_of(text)
    return len(lines), len(lines[-1]) + 1


def _too_deep(text: str, file: str) -> Problem | None:
    """Look at the nesting without composing: libyaml's composer recurses, and would end the process."""
    if len(_OPENERS.findall(text)) < MANY_OPENERS and not _LONG_LEAD.search(text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_TextLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        mark = event.start_mark
        if depth > MAX_DEPTH + 1 and mark is not None:
            return problem("yaml-too-deep", file, line=mark.line + 1, column=mark.column + 1)
    return None


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
        line, column = _after(text[: max(0, text.find(chr(failure.character)))])
        return problem("yaml-character", file, line=line, column=column)
    mark, context = getattr(failure, "problem_mark", None), getattr(failure, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = lines_of(text)
    line = min(line, len(lines))  # libyaml counts one more at the end of a file without a last line break
    source = lines[line - 1]
    column = min(column, len(source) + 1)
    if tab := re.match(r" *\t", source):
        return problem("yaml-tab", file, line=line, column=tab.end())
    if source[column - 1 : column] == "\t":
        return problem("yaml-tab", file, line=line, column=column)
    told = f"{getattr(failure, 'context', '')} {getattr(failure, 'problem', '')}"
    code = next((code for pattern, code in _REASONS if re.search(pattern, told)), "yaml-broken")
    if code == "yaml-indent" and source[: column - 1].rstrip().endswith(('"', "'")):
        code = "yaml-after-quote"
    if context is not None and mark is not None:
        begun_above = code in _STARTED_EARLIER and context.line < mark.line
        if begun_above or code == "yaml-quote":
            line, column = context.line + 1, context.column + 1
    return problem(code, file, line=line, column=column)


class Spot(Struct, frozen=True):
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
        node = yaml.compose(content.decode("utf-8-sig"), Loader=_TextLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None
    spot = node
    for step, name in enumerate(place.path):
        last = step == len(place.path) - 1
        found = _step(node, name)
        if found is None:
            break
        key, node = found
        plain = isinstance(node, yaml.ScalarNode) and not _is_left_out(node)
        spot = key if (place.on_key and last) or not plain else node
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


def _is_left_out(node: yaml.Node) -> bool:
    return (node.start_mark.line, node.start_mark.column) == (node.end_mark.line, node.end_mark.column)


def _spot(node: yaml.Node) -> Spot:
    start, end = node.start_mark, node.end_mark
    one_line = start.line == end.line and isinstance(node, yaml.ScalarNode)
    length = end.column - start.column if one_line else 1
    return Spot(start.line + 1, start.column + 1, max(1, length))
