"""The seam to WeasyPrint: the one module that imports it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import MissingDependencyError
from ...resources import Family

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

# Fontconfig's own minimum: no folders, so no font of the system can ever be chosen.
_NO_SYSTEM_FONTS = b"<?xml version='1.0'?><fontconfig></fontconfig>"


def render(page: str, css: str, families: Iterable[Family]) -> bytes:
    """Return the HTML `page` as a PDF styled by `css`, with no other fonts than those of `families`."""
    weasyprint = _weasyprint()
    files = dict.fromkeys(path for family in families for path in (family.regular, family.bold))
    fonts = _font_configuration(tuple(files))
    sheet = _style_sheet(css, fonts)
    document = weasyprint.HTML(string=page, url_fetcher=_refusal(), base_url=None).render(
        font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1"
    )
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=True, pdf_identifier=b"newsconvert")
    return pdf


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as problem:  # a system library that cffi cannot open
        raise MissingDependencyError(
            "WeasyPrint cannot open Pango; install it, on Debian or Ubuntu with: "
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from problem
    return weasyprint


@cache
def _refusal() -> Any:
    """Return a fetcher that refuses every address: a document is made from its own text and our files alone."""
    from weasyprint.urls import URLFetcher

    class Refusal(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            raise ValueError(f"rendering loads nothing, so not {url!r} either")

    return Refusal()


@lru_cache(maxsize=8)
def _style_sheet(css: str, fonts: FontConfiguration) -> weasyprint.CSS:
    return _weasyprint().CSS(string=css, font_config=fonts, url_fetcher=_refusal(), base_url=None)


@lru_cache(maxsize=8)
def _font_configuration(files: tuple[Path, ...]) -> FontConfiguration:
    """Return a FontConfiguration that knows `files` and nothing else, in the same way on every machine."""
    import cffi
    from weasyprint.text.ffi import ffi, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    own = cffi.FFI()
    own.cdef(
        """
        typedef struct _FcConfig FcConfig;
        FcConfig *FcConfigCreate(void);
        int FcConfigParseAndLoadFromMemory(FcConfig *config, const unsigned char *buffer, int complain);
        int FcConfigAppFontAddFile(FcConfig *config, const unsigned char *file);
        void FcConfigDestroy(FcConfig *config);
        """
    )
    fontconfig = next(filter(None, (_open(own, name) for name in ("libfontconfig.so.1", "fontconfig"))))
    config = fontconfig.FcConfigCreate()
    fontconfig.FcConfigParseAndLoadFromMemory(config, _NO_SYSTEM_FONTS, 1)
    for path in files:
        fontconfig.FcConfigAppFontAddFile(config, str(path).encode())
    fonts = FontConfiguration()
    fonts._config = ffi.cast("FcConfig *", int(own.cast("uintptr_t", config)))
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), fonts._config)
    fontconfig.FcConfigDestroy(config)  # the font map holds it now
    return fonts


def _open(own: Any, name: str) -> Any:
    try:
        return own.dlopen(name)
    except OSError:
        return None
