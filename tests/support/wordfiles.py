"""What is inside Word documents."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def text_of(paragraph: etree._Element) -> str:
    shown = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(e.text or "" if e.tag == f"{W}t" else shown.get(str(e.tag), "") for e in paragraph.iter())


def unmarked(text: str) -> str:
    """Return text without the direction marks that Word documents need about what is isolated elsewhere."""
    return text.replace("\u200e", "").replace("\u200f", "")


def embedded(data: bytes) -> dict[tuple[str, str], bytes]:
    """Return the fonts inside by family and slot, freed from their obfuscation as ECMA-376 Part 1, 17.8.1 says."""
    found = {}
    targets = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/_rels/fontTable.xml.rels" in archive.namelist():
            rels = etree.fromstring(archive.read("word/_rels/fontTable.xml.rels"))
            targets = {rel.get("Id"): rel.get("Target") for rel in rels}
        for font in etree.fromstring(archive.read("word/fontTable.xml")):
            for file in font:
                if file.get(f"{R}id"):
                    blob = bytearray(archive.read(f"word/{targets[file.get(f'{R}id')]}"))
                    key = UUID(file.get(f"{W}fontKey")).bytes[::-1]
                    for at in range(32):
                        blob[at] ^= key[at % 16]
                    found[str(font.get(f"{W}name")), etree.QName(file).localname] = bytes(blob)
    return found


def relationship(identity: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{R[1:-1]}/{kind}" Target="{target}"{more}/>'
