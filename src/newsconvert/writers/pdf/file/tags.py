"""The tag tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

import pydyf

from .objects import dictionaries

#: Stands in the tag tree, until `drop_artifacts`, for what is drawn but is no part of the text.
ARTIFACT = "Artifact"


def drop_artifacts(pdf: pydyf.PDF) -> None:
    """Take out of the tag tree what stands for text in the margins and for leaders."""
    dropped = set()
    for made in dictionaries(pdf):
        if made.get("S") == f"/{ARTIFACT}":
            dropped.add(made.reference)
            made.clear()
    for made in dictionaries(pdf):
        if "S" in made and "K" in made:
            made["K"][:] = [reference for reference in made["K"] if reference not in dropped]
        for entry in made.get("Nums", ()):
            if isinstance(entry, list):
                entry[:] = ["null" if reference in dropped else reference for reference in entry]
