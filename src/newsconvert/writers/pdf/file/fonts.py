"""The fonts of the text layer as PDF objects (ISO 32000-1, 9.7 and 9.10)."""

from __future__ import annotations

from typing import Any

import pydyf

from ..textlayer import GUARD, GUARDED_SPACE, LayerFont
from .objects import dictionaries, resolve


def add_fonts(pdf: pydyf.PDF, fonts: list[LayerFont], *, guard: bool) -> None:
    """Add the fonts of the text layer to the resources of the pages of `pdf`.

    `guard` adds the form with the hidden space that the layer refers to.
    """
    if not fonts:
        return

    holders = [made for made in dictionaries(pdf) if "ExtGState" in made and "Font" in made]
    resources = resolve(pdf, holders[0]["Font"])
    for holder in holders[1:]:  # those of the documents that were drawn after the first
        resolve(pdf, holder["Font"]).clear()
        holder["Font"] = holders[0]["Font"]
    space = fonts[0].code(GUARDED_SPACE, 1, ())
    for font in fonts:
        built = font.build()
        scale = 1000 / font.upem
        up, down = font.extents
        name = f"{_tag(built.data)}+{font.name}"
        file = pydyf.Stream([built.data], pydyf.Dictionary({"Length1": len(built.data)}), compress=True)
        pdf.add_object(file)
        descriptor = pydyf.Dictionary(
            {
                "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 4, "ItalicAngle": 0, "StemV": 80,
                "FontBBox": pydyf.Array([round(edge * scale) for edge in built.box]), "Ascent": round(up * scale),
                "Descent": round(down * scale), "CapHeight": round(up * scale), "FontFile2": file.reference,
            }
        )  # fmt: skip
        pdf.add_object(descriptor)
        widths = " ".join(_short(advance * scale) for advance in built.advances)
        descendant = pydyf.Dictionary(
            {
                "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{name}", "CIDToGIDMap": "/Identity",
                "CIDSystemInfo": pydyf.Dictionary(
                    {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
                ),
                "W": f"[0 [{widths}]]", "FontDescriptor": descriptor.reference,
            }
        )  # fmt: skip
        pdf.add_object(descendant)
        unicode = pydyf.Stream([_to_unicode(font)], compress=True)
        pdf.add_object(unicode)
        made = pydyf.Dictionary(
            {
                "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([descendant.reference]), "ToUnicode": unicode.reference,
            }
        )  # fmt: skip
        pdf.add_object(made)
        resources[font.key] = made.reference
    if guard:
        _add_guard(pdf, holders, resources, space)


def _add_guard(pdf: pydyf.PDF, holders: list[pydyf.Dictionary], fonts: pydyf.Dictionary, code: int) -> None:
    """Add the form with the guarded space, on a layer that is hidden (ISO 32000-1, 8.11)."""
    layer = pydyf.Dictionary({"Type": "/OCG", "Name": pydyf.String("Spaces for text extraction")})
    pdf.add_object(layer)
    first = next(iter(fonts))
    extra: dict[str, Any] = {
        "Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, 1, 1]), "OC": layer.reference,
        "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({first: fonts[first]})}),
    }  # fmt: skip
    form = pydyf.Stream([f"BT /{first} 1 Tf <{code:04x}> Tj ET".encode()], pydyf.Dictionary(extra))
    pdf.add_object(form)
    for holder in holders:
        holder["XObject"][GUARD] = form.reference
    layers = pydyf.Array([layer.reference])
    settings = {"Name": pydyf.String("Default"), "OFF": layers, "Order": layers}
    pdf.catalog["OCProperties"] = pydyf.Dictionary({"OCGs": layers, "D": pydyf.Dictionary(settings)})


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _tag(data: bytes) -> str:
    """Return the six letters that mark a subset (ISO 32000-1, 9.6.4), from the subset's bytes."""
    from hashlib import sha256

    return "".join(chr(65 + byte % 26) for byte in sha256(data).digest()[:6])


def _to_unicode(font: LayerFont) -> bytes:
    """Return the ToUnicode CMap of a font (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    codes = [(code, text.encode("utf-16-be").hex()) for (text, _, _), code in font.codes.items()]
    for start in range(0, len(codes), 100):
        some = codes[start : start + 100]
        lines += [f"{len(some)} beginbfchar", *(f"<{code:04x}> <{text}>" for code, text in some), "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
