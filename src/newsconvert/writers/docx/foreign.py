"""A Word document that someone else made, read so that nothing in it acts: no macro, no outside address, no bomb."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ...errors import OptionError
from .wordml import R, W

_PARTS, _PART_SIZE, _WHOLE_SIZE = 5_000, 32 << 20, 128 << 20
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN_TYPES = (f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml")
_IMAGES = {f"image/{kind}" for kind in ("png", "jpeg", "gif", "bmp", "tiff", "x-emf", "x-wmf")}
#: What holds a picture or another object, and goes with it where it cannot stay.
_HOLDERS = {f"{{{W}}}{tag}" for tag in ("drawing", "pict", "object", "control", "numPicBullet", "subDoc", "altChunk")}
#: The fields that only tell of the document itself; others can fetch files, run macros or start programs.
_HARMLESS_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS",
    "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "NUMWORDS", "NUMCHARS", "DOCPROPERTY", "SEQ",
}  # fmt: skip


class Image(NamedTuple):
    """A picture that a part shows: the relationship's id, the file's ending, its content type and bytes."""

    identity: str
    ending: str
    content_type: str
    data: bytes


class ForeignPart(NamedTuple):
    """The XML of a part that has been made harmless, and its pictures."""

    root: etree._Element
    images: tuple[Image, ...] = ()


class ForeignDocument:
    """The package in `data`. Raise OptionError, which names the file `where`, when it is not a safe Word document."""

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        self._files = self._unpack(data)
        types = self._parse("[Content_Types].xml")
        self._defaults = {str(e.get("Extension")).lower(): e.get("ContentType") for e in types.iter(f"{_TYPES}Default")}
        self._overrides = {e.get("PartName"): e.get("ContentType") for e in types.iter(f"{_TYPES}Override")}
        if any("macro" in str(kind).lower() or "vba" in str(kind).lower()
               for kind in (*self._defaults.values(), *self._overrides.values())):  # fmt: skip
            raise OptionError(f"{where}: this document holds macros; save it as .docx or .dotx without them.")
        mains = [target for _, target in self.related("", "officeDocument")]
        if not mains or self.content_type(mains[0]) not in _MAIN_TYPES:
            raise self._not_word()
        self.main = mains[0]

    def _not_word(self, detail: str = "") -> OptionError:
        return OptionError(f"{self._where}: this is no Word document that can be used{detail}; name a .docx or .dotx.")

    def _unpack(self, data: bytes) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        room = _WHOLE_SIZE
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                if len(entries) > _PARTS:
                    raise self._not_word(f" (more than {_PARTS} parts)")
                for entry in entries:
                    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                        raise self._not_word(" (it is packed in a way that Word does not know)")
                    with archive.open(entry) as stream:
                        limit = min(_PART_SIZE, room)
                        files[entry.filename.lstrip("/")] = content = stream.read(limit + 1)
                    if len(content) > limit:
                        raise self._not_word(" (it unpacks to more than it may)")
                    room -= len(content)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as problem:
            raise self._not_word() from problem
        return files

    def _parse(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self._files[name], parser)
        except (KeyError, etree.XMLSyntaxError, ValueError) as problem:
            raise self._not_word(f" ({name} is missing or broken)") from problem
        if root.getroottree().docinfo.doctype:
            raise self._not_word(f" ({name} declares a document type)")
        return root

    def content_type(self, name: str) -> str:
        """Return the content type of a part."""
        found = self._overrides.get(f"/{name}") or self._defaults.get(name.rpartition(".")[2].lower())
        return found or ""

    def related(self, owner: str, kind: str) -> list[tuple[str, str]]:
        """Return the id and the name of each part in the package that `owner` refers to as `kind`."""
        return [(identity, target) for identity, named, target in self._relations(owner) if named == f"{R}/{kind}"]

    def _relations(self, owner: str) -> Iterator[tuple[str, str, str]]:
        folder, _, name = owner.rpartition("/")
        where = f"{folder}/_rels/{name}.rels".lstrip("/")
        if where not in self._files:
            return
        for relation in self._parse(where).iter(f"{_RELATIONSHIPS}Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")
            if target in self._files:
                yield str(relation.get("Id")), str(relation.get("Type")), target

    def tree(self, name: str) -> etree._Element:
        """Return a part as it is."""
        return self._parse(name)

    def file(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._files[name]

    def part(self, name: str) -> ForeignPart:
        """Return a part with its pictures, without what else reaches out of it and without fields that could act."""
        root = self._parse(name)
        images = tuple(
            Image(identity, target.rpartition(".")[2].lower(), self.content_type(target), self._files[target])
            for identity, target in self.related(name, "image")
            if self.content_type(target) in _IMAGES
        )
        kept = {image.identity for image in images}
        for element in list(root.iter(etree.Element)):
            for attribute, value in list(element.attrib.items()):
                space = etree.QName(attribute).namespace
                if (space == R and value not in kept) or attribute in ("href", "src"):
                    _drop(element, str(attribute))
        _drop_fields(root)
        return ForeignPart(root, images)


def _drop(element: etree._Element, attribute: str) -> None:
    """Take away an attribute that leads outside, with the picture or the object that it is of."""
    del element.attrib[attribute]
    holder = next((e for e in (element, *element.iterancestors()) if e.tag in _HOLDERS), None)
    if holder is not None and (parent := holder.getparent()) is not None:
        parent.remove(holder)


def _drop_fields(root: etree._Element) -> None:
    """Take away the code of fields unless all those of the paragraph are harmless; their results stay."""
    for paragraph in root.iter(f"{{{W}}}p"):
        simple = list(paragraph.iter(f"{{{W}}}fldSimple"))
        marks = list(paragraph.iter(f"{{{W}}}instrText", f"{{{W}}}fldChar"))
        codes = [str(field.get(f"{{{W}}}instr")) for field in simple]
        written = ""
        for mark in marks:
            kind = mark.get(f"{{{W}}}fldCharType")
            written += (mark.text or "") if kind is None else "\0" if kind == "begin" else ""
        codes += written.split("\0")[1:] if "\0" in written else [written] if written else []
        if all((code.split() or [""])[0].upper() in _HARMLESS_FIELDS for code in codes):
            continue
        for field in simple:
            if (parent := field.getparent()) is not None:
                at = parent.index(field)
                parent[at : at + 1] = list(field)
        for mark in marks:
            if (parent := mark.getparent()) is not None:
                parent.remove(mark)
