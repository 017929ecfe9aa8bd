"""The fonts of the text layer as PDF objects (ISO 32000-1, 9.7 and 9.10)."""

from __future__ import annotations

from functools import lru_cache

import pydyf

from ..textlayer import LayerFont
from .objects import dictionaries, resolve

#: In thousandths of the size, for bold letters. Poppler takes lines that overlap by what fonts declare for one, and
#: reads a short line below a centred heading before it; in the text it would lose the white between paragraphs.
_LOWEST = -300
#: In em: the spaces that are listed first and last. Half of the first is for pypdf, half of the last for PDFBox the
#: least gap that parts two words; between them lies the gap before a string, which parts for PDFBox alone.
_FIRST_SPACE, _LAST_SPACE = 0.5, 0.25


def add_fonts(pdf: pydyf.PDF, fonts: list[LayerFont]) -> None:
    """Add the fonts of the text layer to the resources of the pages of `pdf`."""
    if not fonts:
        return
    holders = [made for made in dictionaries(pdf) if "ExtGState" in made and "Font" in made]
    resources = resolve(pdf, holders[0]["Font"])
    for holder in holders[1:]:  # those of the documents that were drawn after the first
        resolve(pdf, holder["Font"]).clear()
        holder["Font"] = holders[0]["Font"]
    for font in fonts:
        first, last = (font.code(" ", round(width * font.upem), ()) for width in (_FIRST_SPACE, _LAST_SPACE))
        built = font.build()
        scale = 1000 / font.upem
        up, down = (round(edge * scale) for edge in font.extents)
        name = f"{_tag(built.data)}+{font.name}"
        file = pydyf.Stream([built.data], pydyf.Dictionary({"Length1": len(built.data)}), compress=True)
        pdf.add_object(file)
        descriptor = pydyf.Dictionary(
            {
                "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 4, "ItalicAngle": 0, "StemV": 80,
                "FontBBox": pydyf.Array([round(edge * scale) for edge in built.box]), "Ascent": up,
                "Descent": max(down, _LOWEST) if font.is_bold else down, "CapHeight": up,
                "FontFile2": file.reference,
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
        unicode = pydyf.Stream([_to_unicode(font, first, last)], compress=True)
        pdf.add_object(unicode)
        made = pydyf.Dictionary(
            {
                "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([descendant.reference]), "ToUnicode": unicode.reference,
            }
        )  # fmt: skip
        pdf.add_object(made)
        resources[font.key] = made.reference


@lru_cache(maxsize=4096)
def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _tag(data: bytes) -> str:
    """Return the six letters that mark a subset (ISO 32000-1, 9.6.4), from the subset's bytes."""
    from hashlib import sha256

    return "".join(chr(65 + byte % 26) for byte in sha256(data).digest()[:6])


@lru_cache(maxsize=4096)
def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _to_unicode(font: LayerFont, first: int, last: int) -> bytes:
    """Return the ToUnicode CMap of a font (ISO 32000-1, 9.10.3); `first` and `last` in it are these codes of spaces."""
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    others = ((code, text) for (text, _, _), code in font.codes.items() if code not in (first, last))
    order = [(first, " "), *others, (last, " ")]
    codes = [(code, _hex(text)) for code, text in order]
    for start in range(0, len(codes), 100):
        some = codes[start : start + 100]
        lines += [f"{len(some)} beginbfchar", *(f"<{code:04x}> <{text}>" for code, text in some), "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
