"""Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.

article = newsconvert.read("article.txt")
pdf = newsconvert.write(article, "pdf")
newsconvert.convert("article.txt", "article.docx")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import errors as errors
    from . import model as model
    from . import options as options
    from . import readers as readers
    from . import writers as writers
    from .api import bind, convert, load, load_many, read, render, write
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

_HOMES = {"Article": "model", "Converted": "result", "NewsConvertError": "errors", "Volume": "model",
          "Warning": "result"}  # fmt: skip
_MODULES = ("errors", "model", "options", "readers", "writers")

if not TYPE_CHECKING:  # else type checkers would accept any misspelt name

    def __getattr__(name: str) -> Any:
        """Return a public name, imported on first use (PEP 562), to keep start-up fast."""
        from importlib import import_module

        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_HOMES.get(name, 'api')}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__, *_MODULES})
