"""What documents state of the program and the theme that they were made with, and documents without words to compare.

What a document looks like depends on few options, which it shows itself; so that another can be made that has nothing
but its looks, and be compared with it. Nothing here reads or writes documents: writers make them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from . import __version__
from .model import Article, Volume
from .plugins import load
from .resources import Resources, Theme, Typefaces, bundled_families, theme_names

PROGRAM = f"newsconvert {__version__}"
#: The program whose documents can be compared with others: what another version makes may look otherwise.
_KNOWN = PROGRAM
#: By format, what makes a document without words.
_BLANK = {
    "docx": "newsconvert.writers.docx.blank:blank",
    "html": "newsconvert.writers.html:blank_sheet",
    "epub": "newsconvert.writers.epub:blank_sheet",
    "pdf": "newsconvert.writers.pdf:blank_sheet",
}
_COVER = "newsconvert.writers.epub:drawn_cover"
_STORY = "newsconvert.writers.docx:written"
_MARKUP = "newsconvert.writers.html:article_markup"


def generator(theme: Theme) -> str:
    """Return what documents state that they were made with: program, version and, if it is bundled, the theme."""
    return f"{PROGRAM} ({theme.name})" if theme.is_bundled else PROGRAM


def stated_theme(told: str) -> str | None:
    """Return the bundled theme in a statement of `generator` of this version; None in any other."""
    name = told.removeprefix(f"{_KNOWN} (").removesuffix(")")
    return name if told == f"{_KNOWN} ({name})" and name in theme_names() else None


def is_ours(told: str) -> bool:
    """Return whether a statement of `generator` is that of this version, whatever the theme."""
    return told == _KNOWN or stated_theme(told) is not None


def family_keys(names: str) -> tuple[str, str] | None:
    """Return the keys of the families of text and headline, whose names a line end joins; None if not both are ours."""
    keys = {family.name: key for key, family in bundled_families().items()}
    one, _, other = names.partition("\n")
    text, headline = keys.get(one), keys.get(other)
    return (text, headline) if text and headline else None


def bundled_design(theme: str, families: str) -> tuple[Theme, Typefaces] | None:
    """Return a bundled theme and its fonts with these `families` (`family_keys`); None if they are not ours."""
    keys = family_keys(families)
    if keys is None:
        return None
    resources = Resources()
    known = resources.theme(theme)
    return known, resources.typefaces(known, *keys)


def drawn_cover(work: Article | Volume, theme: str, families: str) -> tuple[bytes, bytes] | None:
    """Return the drawing of the cover of a book and its picture; None if it cannot be made here."""
    made: tuple[bytes, bytes] | None = load(_COVER)(work, theme=theme, families=families)
    return made


def article_markup(article: Article, *, book: bool) -> str:
    """Return the article element of a page, or of one of a `book`, with a sign in place of each picture."""
    made: str = load(_MARKUP)(article, book=book)
    return made


def word_story(article: Article, options: Mapping[str, str | int]) -> bytes | None:
    """Return the paragraphs and tables of a Word document of an article; None if it cannot be made here."""
    made: bytes | None = load(_STORY)(article, **options)
    return made


@lru_cache(maxsize=64)
def blank(format: str, **options: str | int) -> bytes | None:
    """Return a document without words, or the style sheet of one; None if it cannot be made with these options here."""
    made: bytes | None = load(_BLANK[format])(**options)
    return made
