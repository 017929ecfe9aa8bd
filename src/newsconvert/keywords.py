"""The options once more, as keywords: what editors complete and type checkers check in calls of `newsconvert.api`.

A test holds each to the fields of its type in `newsconvert.options`, where they are documented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from .options import Limits, PictureFiles

_Function = TypeVar("_Function", bound=Callable[..., Any])


def show_fields(*kinds: type, without: str = "") -> Callable[[_Function], _Function]:
    """Show the fields of `kinds`, with their defaults, to `help` and to the completion of IPython, in place of `**`."""

    def decorate(function: _Function) -> _Function:
        own = [one for one in signature(function).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        known = {one.name: one for one in own}
        for field in (field for kind in kinds for field in fields(kind) if field.name != without):
            keyword = Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
            known.setdefault(field.name, keyword)
        function.__signature__ = signature(function).replace(parameters=list(known.values()))  # type: ignore[attr-defined]
        return function

    return decorate


class DesignKeywords(TypedDict, total=False):
    """The fields of DesignOptions."""

    theme: str | Path
    font: str | Path | None
    headline_font: str | Path | None
    fallback_font: tuple[str | Path, ...]
    colophon: str
    digits: str


class SharedKeywords(DesignKeywords, total=False):
    """The options that more than one format has, for calls in which the format is known only when they are made."""

    page_size: str
    print_ready: bool
    columns: int
    kashida: str


class JsonKeywords(TypedDict, total=False):
    """The fields of JsonOptions."""

    indent: int


class HtmlKeywords(DesignKeywords, total=False):
    """The fields of HtmlOptions."""

    standalone: bool


class PdfKeywords(DesignKeywords, total=False):
    """The fields of PdfOptions."""

    page_size: str
    print_ready: bool
    binding: float | int
    each_on_new_page: bool
    columns: int
    polish: bool
    pull_quotes: int
    kashida: str
    pdf_standard: str


class DocxKeywords(DesignKeywords, total=False):
    """The fields of DocxOptions."""

    page_size: str
    embed_fonts: str
    columns: int
    reference_doc: str | Path | None
    kashida: str


class EpubKeywords(DesignKeywords, total=False):
    """The fields of EpubOptions."""

    cover: bool
    page_list: bool
    page_size: str
    print_ready: bool
    certified_by: str | None


class TextKeywords(TypedDict, total=False):
    """The fields of ReaderOptions, without those of bytes; `normalize` and `mapping` in the forms of a call."""

    repair: bool
    normalize: str | Sequence[str]
    mapping: Mapping[str, str] | Sequence[tuple[str, str]]
    first_record: int
    limits: Limits
    folder: str | Path | PictureFiles | None


class ReaderKeywords(TextKeywords, total=False):
    """The fields of ReaderOptions."""

    encoding: str | None


class ConvertKeywords(ReaderKeywords, total=False):
    """The fields of ReaderOptions, and those of every format: the target's name decides between them."""

    theme: str | Path
    font: str | Path | None
    headline_font: str | Path | None
    fallback_font: tuple[str | Path, ...]
    colophon: str
    digits: str
    indent: int
    standalone: bool
    page_size: str
    print_ready: bool
    binding: float | int
    each_on_new_page: bool
    columns: int
    polish: bool
    pull_quotes: int
    pdf_standard: str
    embed_fonts: str
    reference_doc: str | Path | None
    kashida: str
    cover: bool
    page_list: bool
    certified_by: str | None
