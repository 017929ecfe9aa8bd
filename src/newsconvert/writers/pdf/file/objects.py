"""The objects of a PDF that is in the making (ISO 32000-1, 7.3.10)."""

from __future__ import annotations

from collections.abc import Iterator

import pydyf


def resolve(pdf: pydyf.PDF, reference: bytes | int) -> pydyf.Dictionary:
    """Return the dictionary that a reference (`12 0 R`) or an object number leads to."""
    found = pdf.objects[reference if isinstance(reference, int) else int(reference.split()[0])]
    assert isinstance(found, pydyf.Dictionary)
    return found


def dictionaries(pdf: pydyf.PDF, start: int = 0) -> Iterator[pydyf.Dictionary]:
    """Yield the dictionaries among the objects from the one with the number `start` on."""
    for made in pdf.objects[start:]:
        if isinstance(made, pydyf.Dictionary):
            yield made
