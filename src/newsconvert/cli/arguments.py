"""The options of commands: each declared once, and those that go together in groups that a command takes as a whole."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, fields
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

import typer

from ..errors import OptionError, UnknownFormatError
from ..options import Limits, ReaderOptions
from . import completion
from .config import FILE, load

DEFAULT_FORMATS = "pdf,docx,epub"

_LARGEST_LIMIT = 1 << 40  # far above any article, far below what an index of Python can be

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", callback=load, is_eager=True, help=f"TOML file of defaults; default: {FILE}."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True)
class _Group:
    """Options that go together. `given` are the names of the fields that stand on the command line."""

    panel: ClassVar[str | None] = None
    """The heading of the group in the help."""

    given: frozenset[str] = field(default=frozenset(), kw_only=True)

    @classmethod
    def options(cls) -> list[str]:
        """Return the names of the fields that are options."""
        return [one.name for one in fields(cls) if one.name != "given"]

    @classmethod
    def parameters(cls) -> list[Parameter]:
        """Return the options as parameters of a function that Typer understands."""
        hints = get_type_hints(cls, include_extras=True)
        found = []
        for name in cls.options():
            kind, declared = get_args(hints[name])
            option = copy(declared)
            option.rich_help_panel = cls.panel
            default = getattr(cls, name)
            found.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]))
        return found


@dataclass(frozen=True)
class Formats(_Group):
    """The formats of the documents."""

    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", "-t", metavar="FORMATS", autocompletion=completion.formats,
            help=f"Formats, separated by commas (default: {DEFAULT_FORMATS}); see `formats`.",
        ),
    ] = None  # fmt: skip


@dataclass(frozen=True)
class Design(_Group):
    """What documents look like; each writer takes those that it has."""

    panel = "Look of the documents"

    theme: Annotated[
        str | None,
        typer.Option(autocompletion=completion.themes, help="Name of a theme, or a folder with one; see `themes`."),
    ] = None
    font: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.fonts, help="Font of the text: a name (see `fonts`) or a .ttf/.otf file."
        ),
    ] = None
    headline_font: Annotated[
        str | None, typer.Option(autocompletion=completion.fonts, help="Font of headline and headings, likewise.")
    ] = None
    fallback_font: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Font of characters that these and the bundled fonts lack; may be repeated."),
    ] = None
    colophon: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.one_of("source", "full"),
            help="Under the text: source (default), or full: the name and SHA-256 of the file too.",
        ),
    ] = None
    digits: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.one_of("auto", "arabic", "european"),
            help="Of page numbers, dates, notes: auto (as the text has; default), arabic or european.",
        ),
    ] = None
    page_size: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.page_sizes,
            help="Page: A4, A5, B5, Letter, 17x24 (cm) or a size such as 16x23cm, 6x9in.",
        ),
    ] = None
    print_ready: Annotated[
        bool | None, typer.Option("--print-ready", help="PDF for a printer: PDF/X-4, bleed, crop marks, black alone.")
    ] = None
    binding: Annotated[
        float | None,
        typer.Option(
            metavar="MM", min=0, max=50, help="PDF for a printer, volumes: what the binding takes of the inner margin."
        ),
    ] = None
    each_on_new_page: Annotated[
        bool | None, typer.Option("--each-on-new-page", help="PDF volumes: begin every article on a new page.")
    ] = None
    polish: Annotated[
        bool | None,
        typer.Option("--polish", help='PDF: draw " as « » and ... as an ellipsis; the text stays as it was typed.'),
    ] = None
    columns: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=3, help="PDF, DOCX: 1 (default), 2 or 3 columns.")
    ] = None
    pull_quotes: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=9, help="PDF: how many quotations at most are set again, between rules."),
    ] = None
    pdf_standard: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.standards,
            help="Standards the PDF conforms to, such as a-3a,ua-1 (default) or a-4f,ua-2.",
        ),
    ] = None
    embed_fonts: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.one_of("subset", "full", "none"),
            help="Fonts inside the DOCX: subset (default), full or none.",
        ),
    ] = None
    reference_doc: Annotated[
        Path | None, typer.Option(help="A DOCX whose styles, page, headers and footers the DOCX takes over.")
    ] = None
    kashida: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.one_of("none", "low", "medium", "high"),
            help="PDF, DOCX: how readily letters are stretched to fill lines: none (default), low, medium or high.",
        ),
    ] = None
    page_list: Annotated[
        bool | None, typer.Option("--page-list", help="EPUB: mark where the pages of the article's PDF start.")
    ] = None
    certified_by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="EPUB: who has examined it and vouches for WCAG 2.2, level AA; default: nobody."
        ),
    ] = None
    cover: Annotated[bool | None, typer.Option("--cover/--no-cover", help="EPUB: draw a cover (default).")] = None
    standalone: Annotated[
        bool | None, typer.Option("--standalone/--no-standalone", help="Web pages: carry the fonts inside (default).")
    ] = None

    def values(self) -> dict[str, Any]:
        """Return the options by their names, as writers know them."""
        return {name: getattr(self, name) for name in self.options()}


@dataclass(frozen=True)
class Reading(_Group):
    """How sources are read."""

    panel = "Reading the sources"

    reader: Annotated[
        str | None,
        typer.Option(
            "--from", "-f", metavar="FORMAT", autocompletion=completion.readers,
            help="Format of the sources; default: by their ending.",
        ),
    ] = None  # fmt: skip
    encoding: Annotated[
        str | None,
        typer.Option(autocompletion=completion.encodings, help="Encoding of the sources; default: detected."),
    ] = None
    repair: Annotated[bool, typer.Option("--repair", help="Fix text that was once read in a wrong encoding.")] = False
    normalize: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.normalizations,
            help="What to normalize: hamza, ya, tatweel, marks, digits, forms; default: nothing.",
        ),
    ] = None
    mapping: Annotated[
        str | None,
        typer.Option("--map", help="Columns of records, as COLUMN=FIELD,…, such as text=body."),
    ] = None
    limit: Annotated[
        str | None,
        typer.Option(
            "--limit",
            autocompletion=completion.limits,
            help="Limits to raise, as NAME=NUMBER,…: size (bytes), line, lines, depth, articles.",
        ),
    ] = None

    def options_of_readers(self) -> ReaderOptions:
        """Return what the options ask of readers. Raise OptionError for pairs that cannot be read."""
        pairs = [pair.split("=", 1) for pair in (self.mapping or "").split(",") if pair.strip()]
        if any(len(pair) != 2 or not all(map(str.strip, pair)) for pair in pairs):
            raise OptionError(f"--map {self.mapping}: write pairs such as text=body.")
        return ReaderOptions(
            limits=_limits(self.limit or ""),
            encoding=self.encoding,
            repair=self.repair,
            normalize=tuple(name.strip() for name in (self.normalize or "").split(",") if name.strip()),
            mapping=tuple((column.strip(), known.strip()) for column, known in pairs),
        )


def _limits(given: str) -> Limits:
    known = {one.name for one in fields(Limits)}
    values: dict[str, int] = {}
    for pair in filter(None, map(str.strip, given.split(","))):
        name, _, number = (part.strip() for part in pair.partition("="))
        if name not in known or not number.isdecimal():
            raise OptionError(f"--limit {pair}: write NAME=NUMBER; the names are {', '.join(sorted(known))}.")
        if len(number) > 20 or int(number) > _LARGEST_LIMIT:
            raise OptionError(f"--limit {name}: no limit can be above {_LARGEST_LIMIT}.")
        values[name] = int(number)
    return Limits(**values)


def takes(**groups: type[_Group]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of each group, and --config.

    The decorated function takes each group as one argument of the name given here; the command has the options in the
    place of that argument.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(function, include_extras=True)
        options: list[Parameter] = []
        for name, parameter in signature(function).parameters.items():
            if name in groups:
                options += groups[name].parameters()
            else:
                options.append(parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY))
        options.append(Parameter("config", Parameter.KEYWORD_ONLY, default=None, annotation=ConfigOption))
        context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)

        @wraps(function)
        def command(ctx: typer.Context, config: Path | None, **values: Any) -> None:
            sources = {name: ctx.get_parameter_source(name) for name in values}
            given = {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}
            for name, group in groups.items():
                own = group.options()
                values[name] = group(**{one: values.pop(one) for one in own}, given=frozenset(given & set(own)))
            try:
                function(**values)
            except (OptionError, UnknownFormatError):
                if ctx.default_map:
                    typer.echo(f"note: {config or FILE} gives defaults to {', '.join(ctx.default_map)}.", err=True)
                raise

        command.__signature__ = signature(function).replace(parameters=[context, *options])  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in (context, *options)} | {"return": None}
        return command

    return decorate
