r"""Read, convert, write: the public functions.

>>> article = read_text("افتتاح الجسر الجديد\nكتب: محمد السيد\nافتتحت الوزارة الجسر الجديد على النهر أمس.")
>>> article
<Article 'افتتاح الجسر الجديد' by 'كتب: محمد السيد', 1 block>
>>> write(article, "pdf", page_size="A5")[:5]
b'%PDF-'
"""

from __future__ import annotations

import os
import reprlib
import secrets
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, Unpack, overload

from .errors import ModelError, OptionError, OutputError, UnknownFormatError, nearest, reason_of
from .keywords import (
    ConvertKeywords,
    DocxKeywords,
    EpubKeywords,
    HtmlKeywords,
    JsonKeywords,
    PdfKeywords,
    SharedKeywords,
    show_fields,
)
from .model import Article, Volume
from .opening import PathLike, Source
from .options import (
    DocxOptions,
    EpubOptions,
    HtmlOptions,
    JsonOptions,
    PdfOptions,
    ReaderOptions,
    WriterOptions,
    choose_options,
)
from .plugins import find
from .reading import explain, load, load_many, read, read_text
from .resources import Resources
from .result import Converted
from .writers import Writer, writers

__all__ = [
    "bind",
    "convert",
    "explain",
    "load",
    "load_many",
    "read",
    "read_text",
    "render",
    "save",
    "write",
    "writer_for",
]


#: The options of the built-in formats.
FORMATS = (PdfOptions, DocxOptions, EpubOptions, HtmlOptions, JsonOptions)


# fmt: off
@overload
def render(article: Article, to: Literal["pdf"], *, options: PdfOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[PdfKeywords]) -> Converted[bytes]: ...
@overload
def render(article: Article, to: Literal["docx"], *, options: DocxOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[DocxKeywords]) -> Converted[bytes]: ...
@overload
def render(article: Article, to: Literal["epub"], *, options: EpubOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[EpubKeywords]) -> Converted[bytes]: ...
@overload
def render(article: Article, to: Literal["html"], *, options: HtmlOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[HtmlKeywords]) -> Converted[bytes]: ...
@overload
def render(article: Article, to: Literal["json"], *, options: JsonOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[JsonKeywords]) -> Converted[bytes]: ...
@overload
def render(article: Article, to: str, *, options: WriterOptions | None = None,
           resources: Resources | None = None, **keywords: Unpack[SharedKeywords]) -> Converted[bytes]: ...
# fmt: on
@show_fields(*FORMATS)
def render(
    article: Article,
    to: str,
    *,
    options: WriterOptions | None = None,
    resources: Resources | None = None,
    **keywords: Any,
) -> Converted[bytes]:
    r"""Return `article` as a document in the format `to`, with the warnings raised on the way.

    `to` is pdf, docx, epub, html, json, or a format of another package. `options` is a value of the format's type of
    options (PdfOptions for pdf, and so on; see `newsconvert.options`), `keywords` are fields of that type, such as
    `page_size="A5"`, and take precedence. `resources` are the fonts and the date, by default those of the environment
    (SOURCE_DATE_EPOCH). Any number of threads may call it; it makes one PDF at a time.

    Raise UnknownFormatError for an unknown format, OptionError for an unknown option or a value that it cannot have,
    MissingDependencyError when a library is not installed, and ModelError when `article` is not an Article.

    >>> made = render(read_text("عنوان\nنص فيه 漢."), "html", standalone=False)
    >>> made.value[:15], [warning.kind.value for warning in made.warnings]
    (b'<!DOCTYPE html>', ['missing-character'])
    """
    if not isinstance(article, Article):
        hint = "; pass its value" if isinstance(article, Converted) else ""
        raise ModelError(f"A document is made from an Article, not from {reprlib.repr(article)}{hint}.")
    writer = find("format", to, writers())
    return writer.write(article, _writing(writer, options, keywords), resources or Resources.from_environment())


# fmt: off
@overload
def write(article: Article, to: Literal["pdf"], *, options: PdfOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[PdfKeywords]) -> bytes: ...
@overload
def write(article: Article, to: Literal["docx"], *, options: DocxOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[DocxKeywords]) -> bytes: ...
@overload
def write(article: Article, to: Literal["epub"], *, options: EpubOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[EpubKeywords]) -> bytes: ...
@overload
def write(article: Article, to: Literal["html"], *, options: HtmlOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[HtmlKeywords]) -> bytes: ...
@overload
def write(article: Article, to: Literal["json"], *, options: JsonOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[JsonKeywords]) -> bytes: ...
@overload
def write(article: Article, to: str, *, options: WriterOptions | None = None,
          resources: Resources | None = None, **keywords: Unpack[SharedKeywords]) -> bytes: ...
# fmt: on
@show_fields(*FORMATS)
def write(
    article: Article,
    to: str,
    *,
    options: WriterOptions | None = None,
    resources: Resources | None = None,
    **keywords: Any,
) -> bytes:
    r"""Return `article` as a document in the format `to`.

    The arguments and errors are those of `render`, which also returns the warnings.

    >>> write(read_text("عنوان\nنص."), "json", indent=0).decode().splitlines()[1]
    '"title": "عنوان",'
    """
    return render(article, to, options=options, resources=resources, **keywords).value


# fmt: off
@overload
def bind(volume: Volume, to: Literal["pdf"], *, options: PdfOptions | None = None,
         resources: Resources | None = None, **keywords: Unpack[PdfKeywords]) -> Converted[bytes]: ...
@overload
def bind(volume: Volume, to: Literal["docx"], *, options: DocxOptions | None = None,
         resources: Resources | None = None, **keywords: Unpack[DocxKeywords]) -> Converted[bytes]: ...
@overload
def bind(volume: Volume, to: Literal["epub"], *, options: EpubOptions | None = None,
         resources: Resources | None = None, **keywords: Unpack[EpubKeywords]) -> Converted[bytes]: ...
@overload
def bind(volume: Volume, to: str, *, options: WriterOptions | None = None,
         resources: Resources | None = None, **keywords: Unpack[SharedKeywords]) -> Converted[bytes]: ...
# fmt: on
@show_fields(*FORMATS)
def bind(
    volume: Volume,
    to: str,
    *,
    options: WriterOptions | None = None,
    resources: Resources | None = None,
    **keywords: Any,
) -> Converted[bytes]:
    r"""Return the articles of `volume` as one document in the format `to`, with the warnings raised on the way.

    The other arguments are those of `render`. Raise what it does, and OptionError for a format that holds one article
    only and for a volume without an article.

    >>> bind(Volume("أخبار آذار", (read_text("عنوان\nنص."),)), "docx").value[:2]
    b'PK'
    """
    if not isinstance(volume, Volume):
        raise ModelError(f'bind takes a Volume, such as Volume("…", (article, article)), not {reprlib.repr(volume)}.')
    if not volume.articles:
        raise OptionError(f"{volume.title}: there is no article to bind.")
    writer = find("format", to, writers())
    return writer.bind(volume, _writing(writer, options, keywords), resources or Resources.from_environment())


def _writing(writer: Writer, options: WriterOptions | None, keywords: Mapping[str, Any]) -> WriterOptions:
    def others() -> dict[str, type]:
        return {name: other.options for name, other in writers().items()} | {"reading": ReaderOptions}

    return choose_options(writer.options, options, keywords, writer.name, others)


@show_fields(ReaderOptions, *FORMATS)
def convert(
    source: Source,
    target: PathLike,
    *,
    to: str | None = None,
    reader: str | None = None,
    file_name: str | None = None,
    options: WriterOptions | None = None,
    resources: Resources | None = None,
    **keywords: Unpack[ConvertKeywords],
) -> Converted[Path]:
    r"""Convert the file `source` to the file `target`; return its path, and the warnings raised on the way.

    `source` is what `load` takes: a path, bytes, or an open binary file. `target` is a path, whose ending names the
    format: .pdf, .docx, .epub, .html or .json; or `to` names it. A document that is there is replaced in one step, and
    never the source. `reader` and `file_name` are those of `load`, `options` and `resources` those of `render`.

    Options for reading:

    - `encoding`: of the bytes; default: the one that makes the most plausible Arabic.
    - `repair`: undo UTF-8 that was once read in a wrong encoding.
    - `normalize`: what to normalise in the text, as a tuple of hamza, ya, tatweel, marks, digits; default: nothing.
    - `mapping`: of columns of a record to fields, such as `{"title": "headline"}`.
    - `folder`: of pictures that the source names by relative paths; default: that of the file.
    - `first_record`, `limits`: see `newsconvert.options.ReaderOptions`.

    Options for the document:

    - `theme`, `font`, `headline_font`: a name, or the path of one's own; `fallback_font`: paths (all but json).
    - `colophon`: source, or full for the name and hash of the source's file under the text too (all but json).
    - `digits`: of page numbers, dates and notes: auto, as most of the text has, arabic or european (all but json).
    - `page_size`: A4, A5, B5, Letter, 17x24 (cm) and others that the format has (pdf, docx, epub).
    - `print_ready`, `binding`, `pdf_standard`: PDF/X-4 for a printer; millimetres for the binding; standards (pdf).
    - `columns`: how many columns a page has (pdf, docx).
    - `each_on_new_page`: whether each article of a volume begins a page (pdf).
    - `polish`: draw quotes and dots better than they were typed (pdf).
    - `pull_quotes`: how many quotations at most are set again between rules, to draw the eye (pdf).
    - `kashida`: how readily letters are stretched to fill justified lines (pdf, docx).
    - `embed_fonts`, `reference_doc`: fonts and template of a Word document (docx).
    - `cover`, `page_list`, `certified_by`: of a book (epub).
    - `standalone`: fonts inside the page (html); `indent`: spaces per level (json).

    `newsconvert.options` documents each, with its default. Raise InputError when the source cannot be read,
    UnknownFormatError for a format or an ending that is not known, OptionError for an unknown option or a value that it
    cannot have, MissingDependencyError when a library is not installed, and OutputError when `target` cannot be
    written.

    >>> made = convert("عنوان\nنص.".encode(), "خبر.pdf", page_size="A5", encoding="utf-8")
    >>> made.value.name, made.warnings
    ('خبر.pdf', ())
    """
    path = Path(target)
    writer = find("format", to, writers()) if to else writer_for(path)
    ways = {field.name for field in fields(ReaderOptions)}
    how: dict[str, Any] = {name: value for name, value in keywords.items() if name in ways}
    what = {name: value for name, value in keywords.items() if name not in ways}
    design = _writing(writer, options, what)
    article = load(source, reader=reader, file_name=file_name, **how)
    if _same_file(source, path):
        raise OutputError("this is the source, and it would be lost; name another target.").in_file(str(path))
    document = writer.write(article.value, design, resources or Resources.from_environment())
    save(path, document.value)
    return Converted(path, article.warnings + document.warnings)


def _same_file(source: Source, path: Path) -> bool:
    given = source if isinstance(source, str | os.PathLike) else getattr(source, "name", None)
    try:
        return isinstance(given, str | os.PathLike) and path.samefile(given)
    except OSError:  # one of them does not exist, or the open file has no file name
        return False


def writer_for(path: PathLike) -> Writer:
    """Return the writer for the suffix of the file's name. Raise UnknownFormatError if no writer has it."""
    name, every = Path(path).name, writers()
    found = next((writer for writer in every.values() if name.lower().endswith(writer.suffix)), None)
    if found is None:
        suffix, known = Path(path).suffix, [writer.suffix for writer in every.values()]
        near = nearest(suffix.lower(), known)
        what = f"its ending {suffix} names no format" if suffix else "it has no ending, which names the format"
        hint = f"did you mean {near}? The" if near else "the"
        message = f"{path}: {what}; {hint} ones known are: {', '.join(known)}."
        raise UnknownFormatError("format", suffix.lstrip("."), tuple(every), message)
    return found


def save(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and move it into place, so that no half-written file is ever seen.

    The file has the mode that the umask gives it: the system applies it, since a process can read its umask only by
    changing it, for all its threads. Raise OutputError when the folder cannot be written to.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        name = path.parent / f".newsconvert-{secrets.token_hex(8)}"
        with name.open("xb") as stream:
            temporary = name
            stream.write(data)
        temporary.replace(path)
        temporary = None
    except OSError as problem:
        reason = reason_of(problem)
        raise OutputError(f"the document cannot be written: {reason}.").in_file(str(path)) from problem
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
