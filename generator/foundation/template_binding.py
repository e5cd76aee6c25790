"""Bind a page's template: its parents, blocks, constants and the macros it calls become plain functions of the view.

Jinja keeps a page in pieces until it is drawn: the child hands its blocks to the parent, every macro call goes
through several functions, and each piece is joined to a text of its own. All of it is known when a template is
compiled, so it is put together then: blocks stand where the parent has them, a macro's body stands where the macro
is called, and a choice that hangs on a constant argument is made. Functions of their own stay

- the page (``DRAW``),
- macros that draw the same piece on many pages, so that what they drew can be remembered (``PIECE``),
- the blocks of a page whose parent is not the same in every language, the shell (``FILL``): so the page is compiled
  once for all languages, and each language's shell once for all pages.

Templates are written as ever. One that does what cannot be settled beforehand is left to Jinja (``CannotBind``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import cast
from zlib import crc32

from jinja2 import nodes

from generator.foundation.template_trees import Statements, copied, joined, loaded, settled, stored, stores

DRAWN = "bound_"
"""How the names of all functions begin that return finished HTML."""
DRAW = f"{DRAWN}page"
PIECE = f"{DRAWN}piece_"
FILL = f"{DRAWN}fill_"
PARENT = f"{DRAWN}parent"
"""The name of the constant that says which parent the blocks fill."""
FILLED = f"{DRAWN}filled"
BLOCKS = "blocks"
"""What a shell gets besides the page: the functions that fill its blocks, by name."""
LINES = 100_000
"""Line numbers of a file begin at its number times this, so that a mistake is found in its own file."""
_UNSETTLED = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Block, nodes.Macro, nodes.CallBlock)


class CannotBind(Exception):
    """A template that does what only Jinja can settle, while the page is drawn; the message says what."""


class TemplateFile:
    """One template file: its blocks, macros, constants, and the files it imports, by the names it gives them.

    It may be kept: what is bound is copied.
    """

    def __init__(self, name: str, tree: nodes.Template) -> None:
        self.parent: str | None = None
        self.macros: dict[str, nodes.Macro] = {}
        self.constants: dict[str, nodes.Const] = {}
        self.imports: dict[str, str] = {}
        self.body: list[nodes.Node] = []
        self._local: dict[str, set[str]] = {}
        first = number_of(name) * LINES
        for node in tree.find_all(nodes.Node):
            node.lineno = first + (node.lineno or 1)
        times = Counter(stores(each for each in tree.body if not isinstance(each, nodes.Macro)))
        for statement in tree.body:
            match statement:
                case nodes.Extends(template=nodes.Const(value=str(parent))) if self.parent is None:
                    self.parent = parent
                case nodes.Import(template=nodes.Const(value=str(module)), target=alias, with_context=False):
                    self.imports[alias] = module
                case nodes.Macro():
                    self.macros[statement.name] = statement
                case nodes.Assign(target=nodes.Name(name=target), node=nodes.Const() as value) if times[target] == 1:
                    self.constants[target] = value
                    self.body.append(statement)
                case _:
                    self.body.append(statement)

    def local(self, macro: nodes.Macro) -> set[str]:
        """Return the names that a macro sets itself."""
        if macro.name not in self._local:
            self._local[macro.name] = stored(macro.body)
        return self._local[macro.name]


def number_of(file: str) -> int:
    """Return the number of a template file, the same on every machine."""
    return crc32(file.encode())


class Bindery:
    """What all templates are bound with.

    ``file`` opens a template; ``known`` are the names every template may use; ``remembered`` those of the macros
    whose pieces are remembered; ``apart`` those of the templates that are not the same in every language.
    """

    def __init__(
        self,
        file: Callable[[str], TemplateFile],
        known: Container[str],
        remembered: Container[str],
        apart: Container[str],
    ) -> None:
        self.file = file
        self.known = known
        self.remembered = remembered
        self.apart = apart

    def bind(self, name: str) -> nodes.Template:
        """Bind a template. Raises ``CannotBind``, and what opening a file raises."""
        pieces: dict[str, nodes.Macro] = {}
        blocks: dict[str, list[nodes.Node]] = {}
        before: list[nodes.Node] = []
        each = name
        while True:
            file = self.file(each)
            body = _Inliner(self, file, pieces).all(map(copied, file.body))
            for block in [block for statement in body for block in _blocks(statement)]:
                blocks.setdefault(block.name, block.body)
            if file.parent is None:
                break
            before += _before_the_parent(body)
            if file.parent in self.apart:
                break
            each = file.parent
        whole: list[nodes.Node]
        if file.parent is not None:
            whole = [nodes.Assign(nodes.Name(PARENT, "store"), nodes.Const(file.parent))]
            for block_name in blocks:
                filling = _Blocks(blocks).all([*map(copied, before), *map(copied, blocks[block_name])])
                whole.append(_function(f"{FILL}{block_name}", ["page"], filling))
        elif name in self.apart:
            whole = [_function(DRAW, ["page", BLOCKS], _Gaps().all(body))]
        else:
            whole = [_function(DRAW, ["page"], [*before, *_Blocks(blocks).all(body)])]
        tree = nodes.Template([*pieces.values(), *whole], lineno=1)
        _check_settled(tree)
        return tree

    def macro(self, file: TemplateFile, called: nodes.Expr) -> tuple[TemplateFile, nodes.Macro] | None:
        """Return the macro that an expression names in a file, and the file it is written in."""
        match called:
            case nodes.Name(name=name) if name in file.macros:
                return file, file.macros[name]
            case nodes.Getattr(node=nodes.Name(name=alias), attr=name) if alias in file.imports:
                other = self.file(file.imports[alias])
                if name in other.macros:
                    return other, other.macros[name]
        return None


def _function(name: str, arguments: Iterable[str], body: Iterable[nodes.Node]) -> nodes.Macro:
    return nodes.Macro(name, [nodes.Name(each, "param") for each in arguments], [], joined(body), lineno=1)


def _before_the_parent(body: Iterable[nodes.Node]) -> Iterable[nodes.Node]:
    """Yield what a child does besides filling blocks: it sets names; its outputs are not shown."""
    for statement in body:
        match statement:
            case nodes.Assign() | nodes.AssignBlock():
                yield statement
            case nodes.Output() | nodes.Block():
                continue
            case _:
                raise CannotBind(f"{type(statement).__name__.lower()} stands outside the blocks of a child")


def _blocks(statement: nodes.Node) -> Iterable[nodes.Block]:
    if isinstance(statement, nodes.Block):
        yield statement
    yield from statement.find_all(nodes.Block)


def _check_settled(tree: nodes.Template) -> None:
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Name) and node.name in {"self", "super", "caller", "varargs", "kwargs"}:
            raise CannotBind(f"“{node.name}” is only known while a page is drawn")
        if isinstance(node, _UNSETTLED) and not (isinstance(node, nodes.Macro) and node.name.startswith(DRAWN)):
            raise CannotBind(f"{type(node).__name__.lower()} stands where it cannot be settled")


class _Blocks(Statements):
    """Puts the blocks of the lowest child where the highest parent has them."""

    def __init__(self, blocks: Mapping[str, list[nodes.Node]]) -> None:
        self.blocks = blocks

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        """Replace a block with what the page has in it, in a scope of its own."""
        return nodes.Scope(self.all(map(copied, self.blocks[node.name])), lineno=node.lineno)


class _Gaps(Statements):
    """Leaves gaps where a shell has its blocks, for the functions that fill them."""

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        """Ask for the function that fills the block; without one, what stands in the block is shown."""
        wanted = nodes.Call(
            nodes.Getattr(nodes.Name(BLOCKS, "load"), "get", "load"), [nodes.Const(node.name)], [], None, None
        )
        filled = nodes.Call(nodes.Name(FILLED, "load"), [nodes.Name("page", "load")], [], None, None)
        choice = nodes.If(nodes.Name(FILLED, "load"), [nodes.Output([filled])], [], self.all(node.body))
        return nodes.With([nodes.Name(FILLED, "param")], [wanted], [choice], lineno=node.lineno)


class _Inliner(Statements):
    """Puts the bodies of macros where a file calls them, and its constants where it names them."""

    def __init__(
        self,
        bindery: Bindery,
        file: TemplateFile,
        pieces: dict[str, nodes.Macro],
        calling: tuple[nodes.Macro, ...] = (),
        own: Container[str] = (),
        caller: Sequence[nodes.Node] | None = None,
    ) -> None:
        self.bindery = bindery
        self.file = file
        self.pieces = pieces
        self.calling = calling
        self.own = own
        self.caller = caller

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        """Replace the name of one of the file's constants."""
        if node.ctx != "load" or node.name in self.own:
            return node
        if node.name in self.file.constants:
            return copied(self.file.constants[node.name])
        if node.name in self.file.macros or node.name in self.file.imports:
            raise CannotBind(f"“{node.name}” is used as a value")
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        """Replace a constant of an imported file."""
        if isinstance(node.node, nodes.Name) and node.node.name in self.file.imports:
            constants = self.bindery.file(self.file.imports[node.node.name]).constants
            if node.attr not in constants:
                raise CannotBind(f"“{node.node.name}.{node.attr}” is used as a value")
            return copied(constants[node.attr])
        return self.generic_visit(node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        """Settle whether a macro is called with a block of its own."""
        if self.calling and node.name == "defined" and node.node == nodes.Name("caller", "load"):
            return nodes.Const(self.caller is not None, lineno=node.lineno)
        return self.generic_visit(node)

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:
        """Make a choice now that hangs on constants only."""
        node.elif_ = self.all(node.elif_)  # type: ignore[assignment]
        found = settled(cast(nodes.Expr, self.visit(node.test)))
        if isinstance(found, nodes.Const) and not node.elif_:
            return self.all(node.body if found.value else node.else_)
        node.test, node.body, node.else_ = found, self.all(node.body), self.all(node.else_)
        return node

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        """Cut an output at the macros it calls."""
        made: list[nodes.Node] = []
        for child in node.nodes:
            match child:
                case nodes.Call(node=nodes.Name(name="caller"), args=[], kwargs=[]) if self.caller is not None:
                    made += map(copied, self.caller)
                case nodes.Call() if (found := self.bindery.macro(self.file, child.node)) is not None:
                    made += self._called(child, *found, caller=None)
                case _:
                    made.append(nodes.Output([self.visit(child)], lineno=node.lineno))
        return made

    def visit_CallBlock(self, node: nodes.CallBlock) -> list[nodes.Node]:
        """Put the macro where it is called, and the block where the macro has its caller."""
        found = self.bindery.macro(self.file, node.call.node)
        if found is None or node.args:
            raise CannotBind("a call with arguments of its own, or of no macro")
        return self._called(node.call, *found, caller=self.all(node.body))

    def _called(
        self, call: nodes.Call, file: TemplateFile, macro: nodes.Macro, caller: Sequence[nodes.Node] | None
    ) -> list[nodes.Node]:
        if any(macro is each for each in self.calling):
            raise CannotBind(f"“{macro.name}” calls itself")
        values = _arguments(call, macro)
        given = {name: self.visit(value) for name, value in values.items()}
        if macro.name in self.bindery.remembered and caller is None:
            function = self._piece(file, macro)
            asked = nodes.Call(nodes.Name(function, "load"), list(given.values()), [], None, None, lineno=call.lineno)
            return [nodes.Output([asked], lineno=call.lineno)]
        constants = {name: value for name, value in given.items() if isinstance(value, nodes.Const)}
        passed = {name: value for name, value in given.items() if name not in constants}
        body = self._body(file, macro, constants, caller)
        if not passed and not any(isinstance(each, nodes.Assign | nodes.AssignBlock) for each in body):
            return body
        targets = [nodes.Name(name, "param", lineno=call.lineno) for name in passed]
        return [nodes.With(targets, list(passed.values()), body, lineno=call.lineno)]

    def _piece(self, file: TemplateFile, macro: nodes.Macro) -> str:
        """Keep a remembered macro as a function, and return its name."""
        name = f"{PIECE}{macro.name}"
        known = self.pieces.get(name)
        if known is None:
            body = self._body(file, macro, {}, None)
            self.pieces[name] = _function(name, [each.name for each in macro.args], body)
            self.pieces[name].lineno = macro.lineno
        elif known.lineno != macro.lineno:
            raise CannotBind(f"two macros are called “{macro.name}” and are to be remembered")
        return name

    def _body(
        self,
        file: TemplateFile,
        macro: nodes.Macro,
        constants: Mapping[str, nodes.Const],
        caller: Sequence[nodes.Node] | None,
    ) -> list[nodes.Node]:
        local = file.local(macro)
        own = {argument.name for argument in macro.args} | local
        if caller is not None and own & loaded(caller):
            raise CannotBind(f"“{macro.name}” has names of its own that its caller uses too")
        inner = _Inliner(self.bindery, file, self.pieces, (*self.calling, macro), own, caller)
        body = inner.all(_Constants(constants, local).all(map(copied, macro.body)))
        free = loaded(body) - own - stored(body) - loaded(caller or ())
        if unknown := [name for name in free if name not in self.bindery.known and not name.startswith(DRAWN)]:
            raise CannotBind(f"“{macro.name}” uses “{unknown[0]}”, which it was not given")
        return body


class _Constants(Statements):
    """Puts constant arguments where a macro names them."""

    def __init__(self, constants: Mapping[str, nodes.Const], stored: Container[str]) -> None:
        self.constants = {name: value for name, value in constants.items() if name not in stored}

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        """Replace an argument's name."""
        return copied(self.constants[node.name]) if node.name in self.constants else node


def _arguments(call: nodes.Call, macro: nodes.Macro) -> dict[str, nodes.Expr]:
    """Return what every argument of a macro is in a call, in the macro's order."""
    names = [argument.name for argument in macro.args]
    given = dict(zip(names, call.args, strict=False)) | {each.key: each.value for each in call.kwargs}
    defaults = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names) or given.keys() - set(names):
        raise CannotBind(f"“{macro.name}” is called with arguments it does not name")
    if any(name not in given and not isinstance(defaults.get(name), nodes.Const) for name in names):
        raise CannotBind(f"“{macro.name}” is called without an argument")
    return {name: given[name] if name in given else copied(defaults[name]) for name in names}
