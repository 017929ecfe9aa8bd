"""Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.

article = newsconvert.read("article.txt")
pdf = newsconvert.write(article, "pdf")
newsconvert.convert("article.txt", "article.docx")
"""

from __future__ import annotations

from .convert import bind, convert, load, load_many, read, render, write
from .errors import NewsConvertError
from .model import Article, Volume
from .result import Converted, Warning

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Converted",
    "NewsConvertError",
    "Volume",
    "Warning",
    "bind",
    "convert",
    "load",
    "load_many",
    "read",
    "render",
    "write",
]
