"""Options of readers and writers: frozen types, every field documented. A misspelt name is a TypeError at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What every writer understands."""

    @classmethod
    def pick(cls, values: dict[str, Any]) -> Self:
        """Return options from those of `values` that this type has and that are not None."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known and value is not None})


@dataclass(frozen=True, slots=True)
class DesignOptions(WriterOptions):
    """What every writer that sets type understands."""

    theme: str | Path = "newspaper"
    """Name of a bundled theme, or a folder with a theme.toml."""
    font: str | Path | None = None
    """Family of the body text: the key of a bundled one, or the path of a font file. None: the theme's."""
    headline_font: str | Path | None = None
    """Family of headline and headings, in the same way."""


@dataclass(frozen=True, slots=True)
class JsonOptions(WriterOptions):
    """Options of the JSON writer."""

    indent: int = 2
    """Spaces a level."""


@dataclass(frozen=True, slots=True)
class HtmlOptions(DesignOptions):
    """Options of the HTML writer."""

    standalone: bool = True
    """Carry the fonts inside the file, beside the style sheet that is always there."""


@dataclass(frozen=True, slots=True)
class PdfOptions(DesignOptions):
    """Options of the PDF writer."""

    page_size: str = "A4"
    """A4, A5, B5, Letter, 17x24 (cm, the Arabic book size), or a size of one's own such as 16x23cm or 6x9in."""
    print_ready: bool = False
    """Make PDF/X-4 for a printer: bleed, crop marks, black alone, margins for binding at the right."""
    pdf_standard: str = "a-3a,ua-1"
    """The standards the file conforms to, separated by commas: one PDF/A (a-…), one PDF/UA (ua-…), or both; or x-4."""


@dataclass(frozen=True, slots=True)
class DocxOptions(DesignOptions):
    """Options of the DOCX writer."""

    page_size: str = "A4"
    """As for PDF; Word has no page larger than 22 inches (558.8 mm)."""
    embed_fonts: str = "subset"
    """The fonts inside the document: subset (what the text needs, and the Arabic alphabet), full, or none."""
    reference_doc: str | Path | None = None
    """A Word document whose styles, lists, theme, page, headers and footers are taken in place of the theme's."""
    kashida: str = "none"
    """How readily Word stretches letters to fill a justified line: none, low, medium or high.

    All but none are Word's alone: LibreOffice 7.4 sets such lines ragged."""


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
class Limits:
    """How much a source may hold. No article of news comes near; what goes beyond is an error that names the limit."""

    size: int = 16_777_216
    """Bytes of an article: of a file, of a record, of a part of a Word document."""
    line: int = 40_000
    """Characters of a line, which is a paragraph."""
    lines: int = 3_000
    """Lines of an article."""
    depth: int = 50
    """How deep markup may be nested."""
    articles: int = 100_000_000
    """Records of a file."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What every reader understands."""

    file_name: str | None = None
    """Name of the file the bytes came from, without its folder."""
    encoding: str | None = None
    """Name of the encoding of the bytes. None: the one that makes the most plausible Arabic."""
    repair: bool = False
    """Mend UTF-8 that was once read as windows-1256 or Latin-1."""
    normalize: tuple[str, ...] = ()
    """What to normalise in the text, which is otherwise kept to the letter: hamza, ya, tatweel, marks, digits."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For files of records: pairs of a column and the field it holds."""
    first_record: int = 1
    """For files of records: the number of the first, where the file is a part of another."""
    limits: Limits = Limits()
    """How much a source may hold."""
