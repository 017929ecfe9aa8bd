r"""Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.

    article = newsconvert.read("article.txt")           # or bytes, or an open file
    article = newsconvert.read_text("العنوان\nالنص.")   # the text itself
    pdf = newsconvert.write(article, "pdf", page_size="A5")
    newsconvert.convert("article.txt", "article.docx")

`load`, `render` and `convert` also return warnings. Articles are made of the types in `newsconvert.model`, the options
of each format are in `newsconvert.options`, and every error is a `NewsConvertError` (`newsconvert.errors`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import bibliography as bibliography
    from . import errors as errors
    from . import model as model
    from . import options as options
    from . import readers as readers
    from . import resources as resources
    from . import result as result
    from . import verification as verification
    from . import writers as writers
    from .api import bind, convert, load, load_many, read, read_text, render, write
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
    "read_text",
    "render",
    "write",
]

_HOMES = {"Article": "model", "Converted": "result", "NewsConvertError": "errors", "Volume": "model",
          "Warning": "result"}  # fmt: skip
_MODULES = ("bibliography", "errors", "model", "options", "readers", "resources", "result", "verification", "writers")

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
