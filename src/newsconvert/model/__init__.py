"""The document model: an article as an editor would mark it up.

All types are immutable and independent of readers and writers. Text is kept unchanged: no node normalises it. Names
are those of the newsroom and of HTML.

Each type checks its fields when it is made, and raises ModelError for an invalid value:

>>> Heading(7, (Text("الخاتمة"),))
Traceback (most recent call last):
    ...
newsconvert.errors.ModelError: Heading.level is a whole number from 2 to 6, not 7.
>>> Article("افتتاح الجسر", (Paragraph((Text("افتُتح الجسر أمس."),)),), published=date(2026, 3, 14))
<Article 'افتتاح الجسر', 2026-03-14, 1 block>
"""

from __future__ import annotations

from .article import Article, Provenance, Source, Volume
from .blocks import (
    Alignment,
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
)
from .checks import LANGUAGE_TAG, Direction
from .tables import Slot, table_grid
from .texts import (
    article_text,
    block_inlines,
    block_texts,
    is_plain,
    map_inlines,
    map_texts,
    note_text,
    notes,
    plain_text,
    walk,
)

__all__ = [
    "LANGUAGE_TAG", "Alignment", "Article", "Block", "Cell", "Code", "Direction", "Emphasis", "Figure", "Heading",
    "Image", "Inline", "Inlines", "ItemList", "LineBreak", "Link", "ListItem", "Note", "Paragraph", "Picture",
    "Preformatted", "Provenance", "Quotation", "Slot", "Source", "Strikethrough", "Strong", "Subscript", "Superscript",
    "Table", "Text", "ThematicBreak", "Verse", "Volume", "article_text", "block_inlines", "block_texts", "is_plain",
    "map_inlines", "map_texts", "note_text", "notes", "plain_text", "table_grid", "walk",
]  # fmt: skip
