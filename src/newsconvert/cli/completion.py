"""The values that shells offer for options. Each function takes the word begun and returns values, or pairs with help.

Where none fits, the shell offers files instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Offer = list[str] | list[tuple[str, str]]
_ENCODINGS = ("utf-8", "windows-1256", "iso-8859-6", "mac_arabic", "utf-16", "cp720", "cp864")


def _complete_list(values: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Return the values for the last part of a list separated by commas, each with the parts before it."""
    before, comma, begun = incomplete.rpartition(",")
    taken = before.split(",")
    return [(f"{before}{comma}{name}", about) for name, about in values if name.startswith(begun) and name not in taken]


def formats(incomplete: str) -> Offer:
    """Return the formats that can be written."""
    from ..writers import writers

    return _complete_list(((writer.name, writer.title) for writer in writers().values()), incomplete)


def readers(incomplete: str) -> Offer:
    """Return the formats that can be read."""
    from ..readers import readers as every

    return [(reader.name, reader.title) for reader in every().values() if reader.name.startswith(incomplete)]


def themes(incomplete: str) -> Offer:
    """Return the names of the bundled themes."""
    from ..resources import theme_names

    return [name for name in theme_names() if name.startswith(incomplete)]


def fonts(incomplete: str) -> Offer:
    """Return the keys of the bundled fonts that text can be set in."""
    from ..resources import bundled_families

    families = (family for family in bundled_families().values() if family.is_arabic)
    return [(family.key, f"{family.name}, {family.style}") for family in families if family.key.startswith(incomplete)]


def page_sizes(incomplete: str) -> Offer:
    """Return the page sizes that have a name."""
    from ..pagesize import PAGE_SIZES

    wanted = incomplete.lower()
    return [
        (name, f"{width:g} × {height:g} mm")
        for name, (width, height) in PAGE_SIZES.items()
        if name.lower().startswith(wanted)
    ]


def standards(incomplete: str) -> Offer:
    """Return the standards of PDF."""
    from ..writers.pdf.standards import STANDARDS

    return _complete_list(((name, "") for name in STANDARDS), incomplete)


def normalizations(incomplete: str) -> Offer:
    """Return what can be normalized."""
    from ..readers.characters import NORMALIZATIONS

    return _complete_list(((name, "") for name in NORMALIZATIONS), incomplete)


def limits(incomplete: str) -> Offer:
    """Return the names of the limits."""
    from dataclasses import fields

    from ..options import Limits

    return _complete_list(((f"{field.name}=", f"default: {field.default}") for field in fields(Limits)), incomplete)


def styles(incomplete: str) -> Offer:
    """Return the styles of references."""
    from ..bibliography import STYLES

    return [name for name in STYLES if name.startswith(incomplete)]


def encodings(incomplete: str) -> Offer:
    """Return the encodings of Arabic text."""
    return [name for name in _ENCODINGS if name.startswith(incomplete.lower())]


def one_of(*values: str) -> Callable[[str], Offer]:
    """Return a function that offers these values."""

    def offer(incomplete: str) -> Offer:
        return [value for value in values if value.startswith(incomplete)]

    return offer
