"""The text layer: shaped text as PDF operators and fonts whose text comes back; without WeasyPrint or pydyf."""

from __future__ import annotations

from .cells import Cell, Cluster, Code, Placed, cells_of, has_controls, lengthened, plain_cells
from .font import LayerFont, face_of
from .forms import Drawing, Form, Glyph, form_of, kept_forms, marked_form
from .joins import joins_of
from .operators import operators
from .strings import String, strings_of_line

__all__ = [
    "Cell", "Cluster", "Code", "Drawing", "Form", "Glyph", "LayerFont", "Placed", "String", "cells_of", "face_of",
    "form_of", "has_controls", "joins_of", "kept_forms", "lengthened", "marked_form", "operators", "plain_cells",
    "strings_of_line",
]  # fmt: skip
