"""Pages as printers paint them: without smoothing, by three rasterisers, to find ink that belongs to no letter."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from support import judges

_DPI = 300


def poppler(path: Path, *, smooth: bool) -> Iterator[Image.Image]:
    """Yield the pages in greys as pdftoppm paints them."""
    with tempfile.TemporaryDirectory() as folder:
        judges.output("pdftoppm", "-gray" if smooth else "-mono", "-r", str(_DPI), path, Path(folder) / "page")
        for page in sorted(Path(folder).iterdir()):
            yield Image.open(BytesIO(page.read_bytes())).convert("L")


def mupdf(path: Path, *, smooth: bool) -> Iterator[Image.Image]:
    """Yield the pages in greys as MuPDF paints them."""
    import pymupdf

    pymupdf.TOOLS.set_aa_level(8 if smooth else 0)  # type: ignore[no-untyped-call]
    try:
        with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
            for page in document:
                picture = page.get_pixmap(dpi=_DPI, colorspace=pymupdf.csGRAY)
                yield Image.frombytes("L", (picture.width, picture.height), picture.samples)
    finally:
        pymupdf.TOOLS.set_aa_level(8)  # type: ignore[no-untyped-call]


def pdfium(path: Path, *, smooth: bool) -> Iterator[Image.Image]:
    """Yield the pages in greys as PDFium paints them."""
    import pypdfium2

    sharp = dict.fromkeys(("no_smoothtext", "no_smoothimage", "no_smoothpath"), not smooth)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield page.render(scale=_DPI / 72, grayscale=True, **sharp).to_pil().convert("L")


RASTERISERS: dict[str, Callable[..., Iterator[Image.Image]]] = {"poppler": poppler, "mupdf": mupdf, "pdfium": pdfium}


def stray_ink(path: Path, rasteriser: str) -> float:
    """Return the share of black dots that have no grey beside them where edges are smoothed.

    A shape with an area leaves some grey there; an outline without one is painted only where edges are not smoothed.
    """
    paint = RASTERISERS[rasteriser]
    stray = black = 0
    for hard, soft in zip(paint(path, smooth=False), paint(path, smooth=True), strict=True):
        ink = hard.point(lambda grey: 255 if grey < 128 else 0)
        near = soft.filter(ImageFilter.MinFilter(3)).point(lambda grey: 255 if grey < 245 else 0)
        black += ink.histogram()[255]
        stray += ImageChops.subtract(ink, near).histogram()[255]
    assert black > 1000
    return stray / black
