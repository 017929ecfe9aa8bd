"""The text layer: shaped text as PDF operators and fonts whose text comes back; without WeasyPrint or pydyf."""

from __future__ import annotations

from .cells import GUARD, GUARDED_SPACE, NOTHING, Cluster, Drawing, Glyph, operators
from .font import LayerFont, face_of

__all__ = [
    "GUARD", "GUARDED_SPACE", "NOTHING", "Cluster", "Drawing", "Glyph", "LayerFont", "face_of", "operators",
]  # fmt: skip
