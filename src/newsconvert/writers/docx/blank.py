"""A Word document without words, which has the styles, lists, settings and pages that any of its options has."""

from __future__ import annotations

from ...errors import NewsConvertError
from ...likeness import family_keys
from ...model import Article, Direction, Volume
from ...options import DocxOptions
from ...resources import Resources
from .base import save
from .document import DocumentBuilder
from .styles import rich_styles


def blank(
    *,
    families: str,
    language: str,
    direction: Direction,
    columns: int,
    volume: bool,
    **options: str,
) -> bytes | None:
    """Return the document; None if a family of `families`, text and headline joined by a line end, is not bundled."""
    keys = family_keys(families)
    if keys is None:
        return None
    made = DocxOptions.pick({**options, "font": keys[0], "headline_font": keys[1]})
    try:
        article = Article(".", (), language=language, direction=direction)
        work = Volume(".", (article,), language=language, direction=direction) if volume else article
        builder = DocumentBuilder(work, made, Resources(), columns=columns)
    except NewsConvertError:  # a page that Word cannot have, or what is no language
        return None
    builder.story.named.update(rich_styles(builder.look))
    return save(builder.open())
