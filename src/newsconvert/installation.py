"""How extras and system libraries are installed: the one wording of every message that says so."""

from __future__ import annotations

import ctypes
import shutil
from contextlib import suppress

#: How an extra is installed while newsconvert is on no package index. Once it is, only this line changes.
_EXTRA = "pip install '.[{extra}]' in a checkout, or pipx install --force 'PATH[{extra}]' (PATH: a checkout or a wheel)"

#: Package managers, in the order they are looked for: where they are found, and how each installs what PDFs need.
_PANGO = (
    ("apt", "Debian, Ubuntu", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1"),
    ("dnf", "Fedora", "sudo dnf install pango harfbuzz fontconfig"),
    ("brew", "macOS", "brew install pango"),
)

#: The system libraries that WeasyPrint opens: what each is called, and its file on Linux and on macOS.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.dylib", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}


def library(name: str) -> str:
    """Return the file of a library of LIBRARIES that opens on this machine, an empty string where none does."""
    for file in LIBRARIES[name]:
        with suppress(OSError):
            ctypes.CDLL(file)
            return file
    return ""


def of_extra(name: str) -> str:
    """Return how the extra `name` of this package (see pyproject.toml) is installed, as words to follow a colon."""
    return _EXTRA.format(extra=name)


def of_pango() -> str:
    """Return the command that installs the system libraries of PDFs on this machine.

    Where its package manager is not known here, return that of each system that is.
    """
    for manager, _, command in _PANGO:
        if shutil.which(manager):
            return command
    return "; ".join(f"{command} ({system})" for _, system, command in _PANGO)
