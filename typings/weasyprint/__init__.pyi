"""What is used here of WeasyPrint 70."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

__version__: str
DEFAULT_OPTIONS: dict[str, object]

class CSS:
    matcher: Any
    page_rules: list[Any]
    def __init__(
        self,
        *,
        string: str,
        font_config: FontConfiguration | None = None,
        url_fetcher: URLFetcher | None = None,
        base_url: str | None = None,
    ) -> None: ...

class HTML:
    etree_element: Element
    base_url: str | None
    url_fetcher: URLFetcher
    def __init__(
        self,
        filename: str | Path | None = None,
        *,
        string: str | None = None,
        url_fetcher: URLFetcher | None = None,
        base_url: str | None = None,
    ) -> None: ...
    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]: ...
    def render(
        self,
        font_config: FontConfiguration | None = None,
        *,
        stylesheets: Sequence[CSS] = (),
        presentational_hints: bool = False,
    ) -> Document: ...
    def write_pdf(
        self,
        target: str | Path | None = None,
        *,
        font_config: FontConfiguration | None = None,
        stylesheets: Sequence[CSS] = (),
        presentational_hints: bool = False,
        pdf_tags: bool = False,
        pdf_variant: str | None = None,
        uncompressed_pdf: bool = False,
    ) -> bytes: ...
