"""What makes a PDF ready for the press: black ink alone, bleed, output intent, PDF/X-4 (ISO 15930-7)."""

from __future__ import annotations

import re
import struct
import uuid

import pydyf

from ....model import Article

_BLEED = 3 / 25.4 * 72  # three millimetres, in points


def prepare(pdf: pydyf.PDF) -> None:
    """Make `pdf` ready for the press: black as K, boxes, no annotations, the output intent."""
    for made in pdf.objects:
        if isinstance(made, pydyf.Stream):
            made.stream = [_to_grey(item) if isinstance(item, bytes) else item for item in made.stream]
            group = made.extra.get("Group") if made.extra else None
            if group:
                group["CS"] = "/DeviceGray"
        elif isinstance(made, pydyf.Dictionary) and made.get("Type") == "/Page":
            made.pop("Annots", None)
            left, low, right, high = (float(edge) for edge in made["TrimBox"])
            x, y, width, height = (float(edge) for edge in made["MediaBox"])
            made["BleedBox"] = pydyf.Array(
                [max(left - _BLEED, x), max(low - _BLEED, y), min(right + _BLEED, width), min(high + _BLEED, height)]
            )
    pdf.info["Trapped"] = "/False"
    profile = pydyf.Stream([grey_profile()], pydyf.Dictionary({"N": 1}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String("Black ink on paper")
    intent = {
        "Type": "/OutputIntent", "S": "/GTS_PDFX", "OutputConditionIdentifier": pydyf.String("Custom"), "Info": name,
        "OutputCondition": name, "DestOutputProfile": profile.reference,
    }  # fmt: skip
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


_COLOUR = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)")


def _to_grey(operators: bytes) -> bytes:
    """Return `operators` with DeviceRGB colours as DeviceGray, which prints with black ink alone."""

    def grey(found: re.Match[bytes]) -> bytes:
        red, green, blue = (float(found[at]) for at in (1, 2, 3))
        level = 0.299 * red + 0.587 * green + 0.114 * blue
        return f"{round(level, 3):g} ".encode() + (b"g" if found[4] == b"rg" else b"G")

    return _COLOUR.sub(grey, operators)


def identification(article: Article) -> list[str]:
    """Return the XMP properties that PDF/X-4 asks for, the same for the same article."""
    key = (article.provenance.sha256 or article.headline).encode(errors="replace").decode()
    return [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmpMM:DocumentID>uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}</xmpMM:DocumentID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    ]


def grey_profile() -> bytes:
    """Return an ICC profile (ICC.1:2001-04, version 2.4) of a one-colour printer, made here and free to ship."""

    def text(kind: bytes, value: bytes) -> bytes:
        return kind + bytes(4) + value + b"\0"

    description = b"Black ink on paper"
    tags = {
        b"cprt": text(b"text", b"No copyright; use freely"),
        b"desc": b"desc" + bytes(4) + struct.pack(">L", len(description) + 1) + description + bytes(1 + 78),
        b"kTRC": b"curv" + bytes(4) + struct.pack(">LH", 1, round(1.8 * 256)) + bytes(2),
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3l", 63190, 65536, 54061),  # D50
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">L", len(tags)), b""
    for name, data in sorted(tags.items()):
        table += name + struct.pack(">2L", offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = offset + len(body)
    header = struct.pack(
        ">L4sL4s4s4s6H4s", size, bytes(4), 0x02400000, b"prtr", b"GRAY", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp"
    )
    header += bytes(28) + struct.pack(">3l", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + table + body
