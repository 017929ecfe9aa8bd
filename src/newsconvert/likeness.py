"""What documents state of the program and the theme that they were made with, and documents without words to compare.

What a document looks like depends on few options, which it shows itself; so that another can be made that has nothing
but its looks, and be compared with it. Nothing here reads or writes documents: writers make them.
"""

from __future__ import annotations

from functools import lru_cache

from . import __version__
from .plugins import load
from .resources import Theme

PROGRAM = f"newsconvert {__version__}"
#: By format, what makes a document without words.
_BLANK = {
    "docx": "newsconvert.writers.docx.blank:blank",
}


def generator(theme: Theme) -> str:
    """Return what documents state that they were made with: program, version and, if it is bundled, the theme."""
    return f"{PROGRAM} ({theme.name})" if theme.is_bundled else PROGRAM


def stated_theme(told: str) -> str | None:
    """Return the bundled theme in a statement of `generator` of this version; None in any other."""
    name = told.removeprefix(f"{PROGRAM} (").removesuffix(")")
    return name if told == f"{PROGRAM} ({name})" else None


@lru_cache(maxsize=64)
def blank(format: str, **options: str | int) -> bytes | None:
    """Return a document without words in a format, with these options; None if it cannot be made here."""
    made: bytes | None = load(_BLANK[format])(**options)
    return made
