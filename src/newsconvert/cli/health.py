"""What the program needs on the machine, and how to get what is missing."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from .. import installation
from ..resources import FONTS, bundled_families


class Check(NamedTuple):
    """One need: what was found, or an empty string and how to get it; `optional` where only some inputs need it."""

    name: str
    found: str
    fix: str
    optional: bool = False


_PACKAGES = (
    "weasyprint", "ebooklib", "python-docx", "pydyf", "cffi", "tinycss2", "cssselect2", "uharfbuzz", "fonttools",
    "lxml", "pypdfium2", "hijridate", "markdown-it-py", "pyyaml", "typer", "rich",
)  # fmt: skip
#: The extras, and the package that shows whether each is installed.
_EXTRAS = {"html": "trafilatura", "parquet": "pyarrow", "remote": "fsspec", "s3": "s3fs", "gs": "gcsfs",
           "dask": "distributed"}  # fmt: skip

#: What the licence of EbookLib asks of users; the sections are those of the AGPL 3.0.
LICENCE = (
    "EbookLib, which writes EPUBs, is under the AGPL-3.0-or-later; newsconvert's own code is under the Apache License "
    "2.0 and stays so. Running both asks nothing of you, and the documents made are yours. Whoever passes both on "
    "together, or lets others use them over a network, has to offer those people the source of the whole under the "
    "terms of the AGPL (sections 5, 6 and 13). Where that does not suit: pip uninstall EbookLib; PDF, DOCX and HTML "
    "are made without it."
)


def checks() -> Iterator[Check]:
    """Yield each need in turn."""
    python = platform.python_version() if sys.version_info >= (3, 11) else ""
    yield Check("Python 3.11 or later", python, "install a newer Python")
    for name in installation.LIBRARIES:
        yield Check(name, installation.library(name), installation.of_pango())
    for package in _PACKAGES:
        yield Check(package, _version(package), f"pip install {package}")
    for name, package in _EXTRAS.items():
        yield Check(f"{package} (extra {name})", _version(package), installation.of_extra(name), optional=True)
    fonts = [f"{family.name} {family.version}" for family in bundled_families().values() if family.regular.exists()]
    whole = len(fonts) == len(bundled_families())
    yield Check("bundled fonts", ", ".join(fonts) if whole else "", f"install newsconvert again: {FONTS} is not whole")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
