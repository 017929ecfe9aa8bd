"""What the program needs on the machine, and how to get what is missing."""

from __future__ import annotations

import ctypes.util
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from ..resources import FONTS, bundled_families


class Check(NamedTuple):
    """One need: what was found, or an empty string and what mends it."""

    name: str
    found: str
    mend: str


_LIBRARIES = (("pango-1.0", "libpango-1.0-0"), ("pangoft2-1.0", "libpangoft2-1.0-0"), ("fontconfig", "libfontconfig1"),
              ("harfbuzz-subset", "libharfbuzz-subset0"))  # fmt: skip
_PACKAGES = (
    "weasyprint", "pydyf", "cffi", "tinycss2", "cssselect2", "uharfbuzz", "fonttools", "lxml", "pypdfium2", "hijridate",
    "markdown-it-py", "python-bidi", "pyyaml", "typer", "rich",
)  # fmt: skip


def checks() -> Iterator[Check]:
    """Yield each need in turn."""
    python = platform.python_version() if sys.version_info >= (3, 11) else ""
    yield Check("Python 3.11 or later", python, "install a newer Python")
    for library, package in _LIBRARIES:
        found = ctypes.util.find_library(library) or ""
        yield Check(f"lib{library}", found, f"apt install {package} (Debian, Ubuntu) or the like")
    for package in _PACKAGES:
        yield Check(package, _version(package), f"pip install {package}")
    fonts = [f"{family.name} {family.version}" for family in bundled_families().values() if family.regular.exists()]
    whole = len(fonts) == len(bundled_families())
    yield Check("bundled fonts", ", ".join(fonts) if whole else "", f"install newsconvert again: {FONTS} is not whole")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
