"""Options of readers and writers: frozen types, every field documented.

They are given as keywords (`write(article, "pdf", page_size="A5")`), as a value of the type that belongs to the format
(`write(article, "pdf", options=PdfOptions(page_size="A5"))`), or as both, when the keywords take precedence. A value of
the wrong type, and a name that the format does not have, is an OptionError at once.
"""

from __future__ import annotations

import reprlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Protocol, Self, TypeVar, Union, get_args, get_origin, get_type_hints, runtime_checkable

from .errors import OptionError, nearest


class _Checked:
    """Options that check the types of their values when they are made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Raise OptionError for a value of another type than its field has."""
        options: Any = type(self)
        for name, kinds in _kinds(options):
            value = getattr(self, name)
            if type(value) in kinds:  # mostly
                continue
            if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
                raise _wrong(name, " or ".join(_NAMES.get(kind, f"a {kind.__name__}") for kind in kinds), value)


_NAMES: dict[type, str] = {bool: "True or False", int: "a whole number", type(None): "None"}


@cache
def _kinds(options: Any) -> tuple[tuple[str, tuple[type, ...]], ...]:
    """Return name and types of the fields whose types are classes, or unions of them; others check themselves."""
    try:
        hints = get_type_hints(options)
    except NameError:  # another package's, imported for type checkers alone
        return ()
    found = []
    for name in (one.name for one in fields(options)):
        kinds = get_args(hints[name]) if get_origin(hints[name]) in (Union, UnionType) else (hints[name],)
        if all(isinstance(kind, type) and get_origin(kind) is None for kind in kinds):
            found.append((name, kinds))
    return tuple(found)


def _wrong(name: str, wanted: str, value: object) -> OptionError:
    return OptionError(f"{name} is {wanted}, not {reprlib.repr(value)}.")


@dataclass(frozen=True, slots=True)
class WriterOptions(_Checked):
    """Options of every writer."""

    @classmethod
    def pick(cls, values: dict[str, Any]) -> Self:
        """Return options from those of `values` that this type has and that are not None."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in values.items() if name in known and value is not None}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@dataclass(frozen=True, slots=True)
class DesignOptions(WriterOptions):
    """Options of every writer with a layout."""

    theme: str | Path = "newspaper"
    """Name of a bundled theme, or a folder with a theme.toml."""
    font: str | Path | None = None
    """Family of the body text: the key of a bundled one, or the path of a font file. None: the theme's."""
    headline_font: str | Path | None = None
    """Family of headline and headings, in the same way."""
    fallback_font: tuple[str | Path, ...] = field(default=(), kw_only=True)
    """Font files for characters that neither has, before the bundled ones: of Chinese, for example."""
    colophon: str = field(default="source", kw_only=True)
    """What stands under the text: source (its name, address and dates), or full (name and SHA-256 of its file too).

    Both are in the metadata of the document in any case."""
    digits: str = field(default="auto", kw_only=True)
    """Of page numbers, dates, notes and contents: those of most numbers of the text (auto), arabic, or european.

    The text keeps its own; Persian and Urdu have their own for arabic."""


@dataclass(frozen=True, slots=True)
class JsonOptions(WriterOptions):
    """Options of the JSON writer."""

    indent: int = 2
    """Spaces a level."""


@dataclass(frozen=True, slots=True)
class HtmlOptions(DesignOptions):
    """Options of the HTML writer."""

    standalone: bool = True
    """Embed the fonts in the file, beside the style sheet that is always there."""


@dataclass(frozen=True, slots=True)
class PdfOptions(DesignOptions):
    """Options of the PDF writer."""

    page_size: str = "A4"
    """A4, A5, B5, Letter, 17x24 (cm, the Arabic book size), or a size of one's own such as 16x23cm or 6x9in."""
    print_ready: bool = False
    """Make PDF/X-4 for a printing house: bleed, crop marks, black only, the inner margin narrower than the outer."""
    binding: float | int = field(default=0, kw_only=True)
    """Millimetres that the binding hides of the inner margin of print-ready files and volumes.

    The text moves outwards by as much; its measure stays."""
    each_on_new_page: bool = field(default=False, kw_only=True)
    """Of volumes: begin every article on a new page, not only where less than some eight lines of it would stand."""
    columns: int = field(default=1, kw_only=True)
    """How many columns the text of the page has: 1, as the theme sets it, 2 or 3. Short articles stay in one."""
    polish: bool = field(default=False, kw_only=True)
    """Draw straight quotes of Arabic text as « », and three dots as an ellipsis; the text stays as it was typed."""
    pull_quotes: int = field(default=0, kw_only=True)
    """How many quotations of an article at most, 0 to 9, are set again between rules, to draw the eye.

    They are no part of the text; short articles have fewer, or none."""
    kashida: str = field(default="none", kw_only=True)
    """How readily joins between letters are made longer to fill a justified line: none, low, medium or high.

    The text has no letter more for it."""
    pdf_standard: str = "a-3a,ua-1"
    """The standards the file conforms to, separated by commas: one PDF/A (a-…), one PDF/UA (ua-…), or both; or x-4."""


@dataclass(frozen=True, slots=True)
class DocxOptions(DesignOptions):
    """Options of the DOCX writer."""

    page_size: str = "A4"
    """As for PDF; Word has no page larger than 22 inches (558.8 mm)."""
    embed_fonts: str = "subset"
    """The fonts inside the document: subset (what the text needs, and the Arabic alphabet), full, or none."""
    columns: int = field(default=1, kw_only=True)
    """As for PDF."""
    reference_doc: str | Path | None = None
    """A Word document whose styles, lists, theme, page, headers and footers replace the theme's."""
    kashida: str = "none"
    """How readily Word stretches letters to fill a justified line: none, low, medium or high.

    All but none are for Word: LibreOffice 7.4 sets such lines ragged."""


@dataclass(frozen=True, slots=True)
class EpubOptions(DesignOptions):
    """Options of the EPUB writer."""

    cover: bool = True
    """Draw a cover with the headline, the source and the date."""
    page_list: bool = False
    """Mark where the pages of the article's PDF start and list them, so that both can be cited by page."""
    page_size: str = "A4"
    """For the page list: the page size of the PDF."""
    print_ready: bool = False
    """For the page list: whether the PDF is the one for a printer, with its margins for binding."""
    certified_by: str | None = None
    """Who has examined the book and vouches that it meets WCAG 2.2, level AA. None: conformance is not claimed."""


@dataclass(frozen=True, slots=True)
class Limits(_Checked):
    """Limits on sources, far above any news article. Exceeding one is an error that names it."""

    size: int = 16_777_216
    """Bytes of an article: of a file, of a record, of a part of a Word document."""
    line: int = 40_000
    """Characters of a line, which is a paragraph."""
    lines: int = 3_000
    """Lines of an article."""
    depth: int = 50
    """Nesting of markup."""
    articles: int = 100_000_000
    """Records of a file."""

    def __post_init__(self) -> None:
        """Raise OptionError for a value that is no number, or one that no count reaches."""
        _Checked.__post_init__(self)
        for name in (one.name for one in fields(self)):
            if not 0 <= getattr(self, name) < sys.maxsize:
                raise _wrong(f"The limit {name}", f"a whole number from 0 to {sys.maxsize - 1}", getattr(self, name))


@runtime_checkable
class PictureFiles(Protocol):
    """Files by their path with slashes, relative to the folder of the source: any mapping of paths to bytes."""

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a file, or None if there is none."""
        ...


_NAMES[PictureFiles] = "a mapping of paths to bytes"


@dataclass(frozen=True, slots=True)
class ReaderOptions(_Checked):
    """Options of every reader."""

    file_name: str | None = None
    """Name of the file the bytes came from, without its folder."""
    encoding: str | None = None
    """Name of the encoding of the bytes. None: the one that makes the most plausible Arabic."""
    repair: bool = False
    """Repair UTF-8 that was once decoded as windows-1256 or Latin-1."""
    normalize: tuple[str, ...] = ()
    """What to normalise in the text, which is otherwise kept unchanged: hamza, ya, tatweel, marks, digits."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For files of records: pairs of a column and the field it holds."""
    first_record: int = 1
    """For files of records: the number of the first record, if the file is a part of another."""
    limits: Limits = Limits()
    """Limits on the source."""
    folder: str | Path | PictureFiles | None = None
    """Folder of the pictures that the source refers to by relative paths, or a mapping of these paths to their bytes.
    None: the folder of a file given by its path."""

    def __post_init__(self) -> None:
        """Raise OptionError for a value of another type than its field has."""
        _Checked.__post_init__(self)
        if not isinstance(self.normalize, tuple) or not all(isinstance(name, str) for name in self.normalize):
            raise _wrong("normalize", 'a tuple of names, such as ("hamza", "digits")', self.normalize)
        if not isinstance(self.mapping, tuple) or not all(map(_is_pair, self.mapping)):
            raise _wrong("mapping", 'pairs of a column and a field, such as (("title", "headline"),)', self.mapping)

    @staticmethod
    def of_keywords(values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values`, the keywords of a call, in the types of the fields: names and pairs as tuples of them."""
        found = dict(values)
        if not found:
            return found
        names, pairs = found.get("normalize"), found.get("mapping")
        if isinstance(names, str):
            found["normalize"] = tuple(name.strip() for name in names.split(",") if name.strip())
        elif isinstance(names, Iterable):
            found["normalize"] = tuple(names)
        if isinstance(pairs, Mapping):
            found["mapping"] = tuple(pairs.items())
        elif isinstance(pairs, Iterable) and not isinstance(pairs, str):
            found["mapping"] = tuple(tuple(pair) if isinstance(pair, list) else pair for pair in pairs)
        return found


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, str) for one in value)


_Options = TypeVar("_Options", bound=_Checked)


def choose_options(
    kind: type[_Options],
    given: _Options | None,
    values: Mapping[str, Any],
    what: str,
    others: Callable[[], Mapping[str, type]],
) -> _Options:
    """Return the options `given`, or those of `kind`, with `values` in place of their own.

    `what` names in messages what the options are for, and `others` returns the types of options of other things by
    their names. Raise OptionError for options of another type, and for a name that `kind` does not have: the message
    has the nearest name, or what has an option of that name.
    """
    if given is not None and not isinstance(given, kind):
        raise OptionError(f"options is a {type(given).__name__}, and {what} takes {kind.__name__}.")
    for name in values:
        names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # every one is a dataclass
        if name not in names:
            raise OptionError(_unknown_name(name, what, names, others()))
    if given is None:
        return kind(**values)
    return replace(given, **values) if values else given  # type: ignore[type-var]


def _unknown_name(name: str, what: str, names: list[str], others: Mapping[str, type]) -> str:
    homes: dict[str, list[str]] = {}
    for other, kind in others.items():
        for one in fields(kind):
            homes.setdefault(one.name, []).append(other)
    if name in homes:
        return f"{name} is an option of {', '.join(homes[name])}, not of {what}; omit it."
    near = nearest(name, [*names, *homes])
    if near in names:
        return f"{what} has no option {name}; did you mean {near}?"
    if near:
        return f"{what} has no option {name}; did you mean {near}, an option of {', '.join(homes[near])}?"
    return f"{what} has no option {name}; its options are: {', '.join(names)}."
