"""Open ZIP packages and their XML for verification.

Shares no code with writers and readers, on purpose: a fault of python-docx or of `packages` must not be repeated here,
or nobody would see it.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from typing import Any

from .findings import UnreadableError

#: The endings of the parts whose bytes are returned; those of fonts are not.
_READ = (".xml", ".rels", ".jsonld", ".xhtml", ".html", ".opf", ".css", ".ncx", ".png", ".jpg", ".jpeg", ".gif",
         ".webp", ".svg", ".ttf", ".otf", ".odttf", "mimetype", "style-map")  # fmt: skip
_BLOCK = 1 << 20
#: Most parts of a package, and most bytes of all of them: books of pictures have less, packages made to fill the
#: memory more.
_MOST_PARTS, _MOST_BYTES, _MOST_XML = 20_000, 1 << 30, 256 << 20
_WITH_BYTES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ttf", ".otf", ".odttf")


class Parts(dict[str, bytes]):
    """The parts of a package by their names, with the roots of those that were parsed."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.roots: dict[str, Any] = {}


def unpack(data: bytes, kind: str) -> Parts:
    """Return the parts of a package of this `kind`, such as "EPUB"; with the bytes of those that are compared.

    Raise UnreadableError if any part is damaged, or if they are larger than documents are.
    All are compared with their checksums (PKWARE APPNOTE.TXT 6.3.10, section 4.4.7).
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except Exception as problem:  # zipfile has errors of its own, and damaged data raise others
        told = f"it is not {'an' if kind[0] in 'AEIOU' else 'a'} {kind}, or it is damaged; make it again"
        raise UnreadableError(told) from problem
    with package:
        every = package.infolist()
        xml = sum(
            one.file_size for one in every if one.filename.endswith(_READ) and not one.filename.endswith(_WITH_BYTES)
        )
        if len(every) > _MOST_PARTS or sum(one.file_size for one in every) > _MOST_BYTES or xml > _MOST_XML:
            raise UnreadableError("its parts are larger than those of any document; do not open it")
        found = Parts()
        for name in package.namelist():
            try:
                with package.open(name) as part:
                    found[name] = _unpacked(data, package.getinfo(name), part) if name.endswith(_READ) else b""
                    while not name.endswith(_READ) and part.read(_BLOCK):  # to its end, where its checksum is compared
                        pass
            except Exception as problem:
                told = f"its part {name!r} is damaged: its bytes are not those that were packed; make it again"
                raise UnreadableError(told) from problem
    return found


#: Parts that were unpacked last, by their packed bytes: those beside the text are mostly the same in all documents.
_recent: dict[tuple[bytes, int, int, int], bytes] = {}
_LEAST_KEPT, _MOST_KEPT, _MOST_RECENT = 2_000, 500_000, 64


def _unpacked(data: bytes, info: zipfile.ZipInfo, part: Any) -> bytes:
    """Return the bytes of a part, which is open; those of one whose checksum was right before are not read again."""
    if not _LEAST_KEPT < info.compress_size < _MOST_KEPT > info.file_size:
        return bytes(part.read())
    start = info.header_offset + 30
    start += sum(int.from_bytes(data[at : at + 2], "little") for at in (start - 4, start - 2))
    key = data[start : start + info.compress_size], info.compress_type, info.CRC, info.file_size
    known = _recent.pop(key, None) or bytes(part.read())
    _recent[key] = known  # as the latest
    if len(_recent) > _MOST_RECENT:
        del _recent[next(iter(_recent))]
    return known


def parse(files: dict[str, bytes], path: str) -> Any:
    """Return the root of a part. Raise UnreadableError if there is none, or it is damaged."""
    from lxml.etree import XMLSyntaxError

    roots = files.roots if isinstance(files, Parts) else {}
    if path in roots:
        return roots[path]
    if path not in files:
        raise UnreadableError(f"its part {path!r} is missing; make it again")
    try:
        data = files[path]
        bare = path.endswith((".rels", "[Content_Types].xml"))
        root = roots[path] = _parsed(data, bare) if len(data) < _LARGE else _parsed.__wrapped__(data, bare)
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and any(dtd.iterentities()):
            raise UnreadableError(f"its part {path!r} declares entities, which documents do not have; do not open it")
        return root
    except XMLSyntaxError as problem:
        raise UnreadableError(
            f"its part {path!r} is not well-formed XML (line {problem.lineno}); make it again"
        ) from problem


@lru_cache(maxsize=48)
def _parsed(data: bytes, bare: bool) -> Any:
    """Return the root of an XML file, which nobody may change; of a `bare` one without comments and instructions."""
    from lxml.etree import XMLParser, fromstring

    parser = XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=bare, remove_pis=bare
    )  # fmt: skip
    return fromstring(data, parser)


#: Bytes of a part that is not kept.
_LARGE = 100_000


def tag_of(element: Any) -> str:
    """Return the tag of an element; that of a comment or an instruction is "comment"."""
    return element.tag if isinstance(element.tag, str) else "comment"


def own_text(text: str | None) -> str:
    """Return the text of an element, or what comes after one, with a space for each line break and tab."""
    return (text or "").translate(_SPACES)


_SPACES = dict.fromkeys(map(ord, "\t\n\r\f"), " ")
