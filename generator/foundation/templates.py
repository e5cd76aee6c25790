"""Templates: compiled once, strict about what they are given, their closure known before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

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
from generator.foundation.template_compiling import CompilingEnvironment, SaltedBytecode

EXTENSIONS = ("jinja2.ext.i18n",)


class Translations(Protocol):
    """What a template needs of a language's interface words; ``digest`` stands for all of them."""

    digest: str

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...
    def npgettext(self, context: str, singular: str, plural: str, n: int, /) -> str: ...


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
    bytecode: Path | None = None,
    remembered: frozenset[str] = frozenset(),
) -> Environment:
    """Make the environment of one language.

    ``remembered`` names the macros whose pieces many pages share: each is drawn once for equal arguments.
    ``given`` are templates made in memory (the shell); ``bytecode`` is a folder that keeps compiled templates.
    """
    cache = None
    if bytecode is not None:
        bytecode.mkdir(parents=True, exist_ok=True)
        cache = SaltedBytecode(str(bytecode), digest_value((words.digest if words else "", remembered, code_digest())))
    loader: BaseLoader = ChoiceLoader([DictLoader(dict(given)), FileSystemLoader(folder)])
    made = CompilingEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=EXTENSIONS,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=cache,
        cache_size=-1,
    )
    made.remembered = remembered
    if words is not None:
        made.fold_words(words.gettext, words.pgettext)
        made.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
        )
    return made


def render(templates: Environment, name: str, view: object) -> str:
    """Render a template with the one view it may see. Raises ``TemplateFault``."""
    try:
        return templates.get_template(name).render(page=view)
    except TemplateError as failure:
        raise _fault(failure, name) from failure
    except AttributeError as failure:
        raise TemplateFault(name, _line_of(failure, name), f"the view has no “{failure.name}”") from failure


class Closures:
    """The closure of each template: all templates it uses, and a digest of their sources."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates
        self._sources: dict[str, str] = {}
        self._uses: dict[str, tuple[str, ...]] = {}

    def names(self, name: str) -> tuple[str, ...]:
        """Return the template and everything it uses, sorted. Raises ``TemplateFault``."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(self._direct(each))
        return tuple(sorted(seen))

    def digest(self, names: tuple[str, ...]) -> str:
        """Return the digest of the closures of several templates. Raises ``TemplateFault``."""
        closure = sorted({each for name in names for each in self.names(name)})
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
    parser = Environment(autoescape=True, extensions=EXTENSIONS, trim_blocks=True, lstrip_blocks=True)
    return tuple(meta.find_referenced_templates(parser.parse(source, name)))


def _fault(failure: TemplateError, name: str) -> TemplateFault:
    if isinstance(failure, TemplateSyntaxError):
        return TemplateFault(failure.name or name, failure.lineno, failure.message or "syntax error")
    if isinstance(failure, TemplateNotFound):
        return TemplateFault(name, None, f"there is no template “{failure}”")
    return TemplateFault(name, _line_of(failure, name), failure.message or type(failure).__name__)


def _line_of(failure: Exception, name: str) -> int | None:
    """Find the template's own line in the traceback: Jinja puts its lines there."""
    trace, line = failure.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
