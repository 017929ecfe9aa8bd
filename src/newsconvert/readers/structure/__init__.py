"""Lines of text in, the structure of an article out: what each line is, by which rule, and how sure that is."""

from __future__ import annotations

from .build import Structure, structure, structure_of
from .line import Decision, Line, Role
from .registry import RULES, Rule

__all__ = ["RULES", "Decision", "Line", "Role", "Rule", "Structure", "structure", "structure_of"]
