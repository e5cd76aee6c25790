"""Templates: compiled once, strict about what they are given, their closure known before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
)

from generator.foundation.code_digest import code_digest
from generator.foundation.digest import digest_value
from generator.foundation.template_binding import LINES, number_of
from generator.foundation.template_compiling import SYNTAX, CompilingEnvironment, SaltedBytecode, drawn_file, parsed

_NAMING = re.compile(r"\{%[-+]?\s*(?:extends|import|include|from)\b")


class Translations(Protocol):
    """What a template needs of a language's interface words; ``digest`` stands for all of them."""

    digest: str

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...
    def npgettext(self, context: str, singular: str, plural: str, n: int, /) -> str: ...


class Bytecode(NamedTuple):
    """The folders that keep compiled templates: those that all languages share, and this language's own."""

    shared: Path
    own: Path


class TemplateFault(Exception):
    """A template that cannot be used: its name, the line (or None), and why."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        super().__init__(f"{name}:{line or '?'}: {reason}")
        self.name = name
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type[TemplateFault], tuple[str, int | None, str]]:
        return TemplateFault, (self.name, self.line, self.reason)


def environment(
    folder: Path,
    given: Mapping[str, str],
    words: Translations | None = None,
    bytecode: Bytecode | None = None,
    remembered: frozenset[str] = frozenset(),
) -> CompilingEnvironment:
    """Make the environment of one language.

    ``given`` are templates made in memory, this language's own (the shell). ``remembered`` names the macros whose
    pieces many pages share: each is drawn once of the same view.
    """
    loader: BaseLoader = ChoiceLoader([DictLoader(dict(given)), FileSystemLoader(folder)])
    made = CompilingEnvironment(**SYNTAX, loader=loader, undefined=StrictUndefined, auto_reload=False, cache_size=-1)
    made.remembered = remembered
    made.apart = frozenset(given)
    made.closure = lambda name: Closures(made).digest((name,), made.apart - {name})
    if bytecode is not None:
        salt = digest_value((sorted(remembered), sorted(given), code_digest()))
        made.bytecode_cache, made.own_bytecode = (_kept_in(each, salt) for each in (bytecode.shared, bytecode.own))
    if words is not None:
        made.words, made.words_in = words.gettext, words.pgettext
        made.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
        )
    return made


def _kept_in(folder: Path, salt: str) -> SaltedBytecode:
    folder.mkdir(parents=True, exist_ok=True)
    return SaltedBytecode(str(folder), salt)


def render(templates: CompilingEnvironment, name: str, view: object) -> str:
    """Render a template with the one view it may see. Raises ``TemplateFault``."""
    try:
        return templates.drawer(name)(view)
    except TemplateError as failure:
        raise _fault(failure, name, templates) from failure
    except AttributeError as failure:
        file, line = _place(failure, name, templates)
        raise TemplateFault(file, line, f"the view has no “{failure.name}”") from failure


class Closures:
    """The closure of each template: all templates it uses, and a digest of their sources."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates
        self._sources: dict[str, str] = {}
        self._uses: dict[str, tuple[str, ...]] = {}

    def names(self, name: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return the template and everything it uses, sorted. Raises ``TemplateFault``."""
        seen: set[str] = set(without)
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(self._direct(each))
        return tuple(sorted(seen - without))

    def digest(self, names: tuple[str, ...], without: frozenset[str] = frozenset()) -> str:
        """Return the digest of the closures of several templates. Raises ``TemplateFault``."""
        closure = sorted({each for name in names for each in self.names(name, without)})
        return digest_value([(each, self._sources[each]) for each in closure])

    def _direct(self, name: str) -> tuple[str, ...]:
        if name not in self._uses:
            loader = self._templates.loader
            if loader is None:
                raise TemplateFault(name, None, "there is no template folder")
            try:
                source = loader.get_source(self._templates, name)[0]
                used = _named_in(source, name)
            except TemplateError as failure:
                raise _fault(failure, name) from failure
            if None in used:
                raise TemplateFault(name, None, "a template may only name others literally")
            self._sources[name] = source
            self._uses[name] = tuple(each for each in used if each is not None)
        return self._uses[name]


@lru_cache(maxsize=256)
def _named_in(source: str, name: str) -> tuple[str | None, ...]:
    """Return the templates a source names, None for one it computes; each source is parsed once."""
    if _NAMING.search(source) is None:
        return ()
    return tuple(meta.find_referenced_templates(parsed(source, name)))


def _fault(failure: TemplateError, name: str, templates: CompilingEnvironment | None = None) -> TemplateFault:
    if isinstance(failure, TemplateSyntaxError):
        return TemplateFault(failure.name or name, failure.lineno, failure.message or "syntax error")
    if isinstance(failure, TemplateNotFound):
        return TemplateFault(name, None, f"there is no template “{failure}”")
    return TemplateFault(*_place(failure, name, templates), failure.message or type(failure).__name__)


def _place(failure: Exception, name: str, templates: CompilingEnvironment | None) -> tuple[str, int | None]:
    """Find the template and its line in the traceback: Jinja puts its own lines there, bound ones are looked up."""
    place: tuple[str, int | None] = (name, None)
    trace = failure.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == drawn_file(name) and templates is not None:
            lines = (pair.split("=") for pair in trace.tb_frame.f_globals["debug_info"].split("&"))
            line = max(int(own) for own, code in lines if int(code) <= trace.tb_lineno)
            number, line = divmod(line, LINES)
            place = (next(each for each in Closures(templates).names(name) if number_of(each) == number), line)
        elif file.endswith(name):
            place = (name, trace.tb_lineno)
        trace = trace.tb_next
    return place
