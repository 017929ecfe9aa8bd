"""The text layer: shaped text as PDF operators and fonts whose text comes back; without WeasyPrint or pydyf."""

from __future__ import annotations

from .cells import NOTHING, Cell, Cluster, Code, Drawing, Glyph, cells_of, lengthened
from .font import LayerFont, face_of
from .joins import joins_of
from .operators import operators
from .strings import String, strings_of_line

__all__ = [
    "NOTHING", "Cell", "Cluster", "Code", "Drawing", "Glyph", "LayerFont", "String", "cells_of", "face_of", "joins_of",
    "lengthened", "operators", "strings_of_line",
]  # fmt: skip
