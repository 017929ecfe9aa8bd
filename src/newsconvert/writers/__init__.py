"""Writers: an Article in, bytes out. `writers()` is the only table; entry points add to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import OptionError
from ..model import Article, Volume
from ..options import DocxOptions, EpubOptions, HtmlOptions, JsonOptions, PdfOptions, WriterOptions
from ..plugins import Loadable, load, table
from ..resources import Resources
from ..result import Converted

ENTRY_POINTS = "newsconvert.writers"


@dataclass(frozen=True, slots=True)
class Writer:
    """A way to write one format.

    `function` takes the Article, the options (of type `options`) and the Resources, and returns a Converted[bytes]; a
    string `module:name` is imported when it is first used. `suffix` is the ending of the file's name, with its dot.
    `binder` is the same for a Volume in place of the Article, if the format can contain many articles.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    function: Loadable
    options: type[WriterOptions] = WriterOptions
    binder: Loadable | None = None

    def write(self, article: Article, options: WriterOptions, resources: Resources) -> Converted[bytes]:
        """Return the document and the warnings. Raise NewsConvertError if it cannot be made."""
        result: Converted[bytes] = load(self.function)(article, options, resources)
        return result

    def bind(self, volume: Volume, options: WriterOptions, resources: Resources) -> Converted[bytes]:
        """Return the articles of `volume` as one document. Raise OptionError if the format cannot contain several."""
        if self.binder is None:
            several = ", ".join(writer.name for writer in writers().values() if writer.binder)
            raise OptionError(f"The format {self.name} cannot contain several articles; bind them as: {several}.")
        result: Converted[bytes] = load(self.binder)(volume, options, resources)
        return result

    def pick_options(self, values: dict[str, Any]) -> WriterOptions:
        """Return this writer's options from those of `values` that it has."""
        return self.options.pick(values)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BUILT_IN = (
    Writer(
        "pdf",
        "PDF, tagged",
        ".pdf",
        "application/pdf",
        "newsconvert.writers.pdf:write",
        PdfOptions,
        "newsconvert.writers.pdf.volume:bind",
    ),
    Writer(
        "docx",
        "Word document",
        ".docx",
        _DOCX,
        "newsconvert.writers.docx:write",
        DocxOptions,
        "newsconvert.writers.docx:bind",
    ),
    Writer(
        "epub",
        "EPUB 3.3",
        ".epub",
        "application/epub+zip",
        "newsconvert.writers.epub:write",
        EpubOptions,
        "newsconvert.writers.epub:bind",
    ),
    Writer("html", "Web page", ".html", "text/html", "newsconvert.writers.html:write", HtmlOptions),
    Writer("json", "The article as JSON", ".json", "application/json", "newsconvert.writers.json:write", JsonOptions),
)


def writers() -> dict[str, Writer]:
    """Return all writers by name: the built-in ones, then those of installed packages."""
    return table(_BUILT_IN, ENTRY_POINTS, Writer)
