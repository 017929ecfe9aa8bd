"""Word documents that someone else made, checked before python-docx opens them: the one place that does.

python-docx is given the parts that are asked for and no others, under names of our own, so that nothing in a package
reaches out of it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from . import PackageError, ZipPackage, check_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part, XmlPart
    from docx.package import Package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/%s}"
_RELATIONSHIP = _PACKAGE % "relationships" + "Relationship"
_DEFAULT, _OVERRIDE = (_PACKAGE % "content-types" + tag for tag in ("Default", "Override"))
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_MAIN_TYPES = (f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml")
_FONT_TYPE = f"{_OFFICE}.obfuscatedFont"
_IMAGES = {f"image/{kind}": kind.removeprefix("x-") for kind in ("png", "jpeg", "gif", "bmp", "tiff", "x-emf", "x-wmf")}


class _Kind(NamedTuple):
    """What a relationship leads to: the part's name here, content type, root, and what it may refer to itself.

    A name with a number in it is that of parts of which there may be several.
    """

    name: str
    content_type: str = ""
    root: str = ""
    inner: tuple[str, ...] = ()


def _kind(name: str, root: str, *inner: str) -> _Kind:
    return _Kind(f"/word/{name}.xml", f"{_WORD}.{name.removesuffix('%d')}+xml", f"{{{W}}}{root}", inner)


_MAIN = "officeDocument"
_KINDS = {
    "styles": _kind("styles", "styles"),
    "numbering": _kind("numbering", "numbering", "image"),
    "settings": _kind("settings", "settings"),
    "fontTable": _kind("fontTable", "fonts", "font"),
    "footnotes": _kind("footnotes", "footnotes", "image", "hyperlink"),
    "endnotes": _kind("endnotes", "endnotes", "image", "hyperlink"),
    "comments": _kind("comments", "comments", "image", "hyperlink"),
    "header": _kind("header%d", "hdr", "image"),
    "footer": _kind("footer%d", "ftr", "image"),
    "theme": _Kind("/word/theme/theme1.xml", f"{_OFFICE}.theme+xml", f"{{{_A}}}theme", ("image",)),
    "font": _Kind("/word/fonts/own%d.odttf", _FONT_TYPE),
    "image": _Kind("/word/media/image%d."),
}
_KINDS[_MAIN] = _Kind("/word/document.xml", _MAIN_TYPES[0], f"{{{W}}}document", (*_KINDS, "hyperlink"))
#: Parts that are looked for in their place too, and else are empty, for python-docx would add its own.
_EXPECTED = ("styles", "numbering", "settings", "fontTable", "footnotes")


class _Relationship(NamedTuple):
    """A relationship in the form that python-docx's loader takes."""

    rId: str  # noqa: N815
    reltype: str
    target_ref: str = ""
    target_partname: str = ""
    is_external: bool = False


class WordPackage(ZipPackage):
    """A Word document, checked before python-docx opens it. Raise what `ZipPackage` does."""

    def __init__(self, data: bytes, *, part: int, whole: int) -> None:
        super().__init__(data, part=part, whole=whole)
        self._sparts: dict[tuple[str, str], tuple[str, str, str, bytes]] = {}
        self._srels: list[tuple[str, _Relationship]] = []
        self._counts = Counter[str]()

    def check_all(self) -> None:
        """Check the package as a whole, also what is not asked for: sizes, no macros, a main part of text."""
        self.check_sizes()
        if any("macro" in kind.lower() or "vba" in kind.lower() for kind in self._types.values()):
            raise PackageError("it holds macros")
        if self._type_of(self._main) not in _MAIN_TYPES:
            raise PackageError("its main part is no Word document")

    def open(self, kinds: Collection[str]) -> Document:
        """Return the document with those parts that it refers to as one of `kinds`, the last step of a relationship.

        Raise PackageError when one of them is broken.
        """
        from docx.opc.package import Unmarshaller
        from docx.package import Package

        self._relate("/", "rId1", self._main, _MAIN, (_MAIN, *kinds))
        for kind in [kind for kind in _EXPECTED if kind in kinds and not self._counts[kind]]:
            self._relate(_KINDS[_MAIN].name, f"added-{kind}", f"word/{kind}.xml", kind, kinds)
        package = Package()
        Unmarshaller.unmarshal(self, package, _load)
        document: Document = package.main_document_part.document
        return document

    def related(self, kinds: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
        """Yield the id, the kind, the name and the content type of the parts of `kinds` that the text refers to.

        `read` gives the bytes of one, which nothing has checked.
        """
        for identity, kind, name, external in self._relationships(self._main):
            if kind in kinds and not external and name in self:
                yield identity, kind, name, self._type_of(name)

    # What python-docx's loader asks a package for

    def iter_sparts(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Yield the name, the content type, the type of relationship and the bytes of each part."""
        from docx.opc.packuri import PackURI

        for name, content_type, reltype, blob in self._sparts.values():
            yield PackURI(name), content_type, reltype, blob

    def iter_srels(self) -> Iterator[tuple[str, _Relationship]]:
        """Yield each relationship with the name of the part that it is of."""
        yield from self._srels

    # Which parts these are

    @cached_property
    def _main(self) -> str:
        related = [name for _, kind, name, external in self._relationships("") if kind == _MAIN and not external]
        found = next((name for name in related if name in self), "word/document.xml")
        if found not in self:
            raise PackageError("it has no word/document.xml")
        return found

    def _relate(self, owner: str, identity: str, name: str, kind: str, kinds: Collection[str]) -> None:
        """Relate the part `owner`, by its name here, to the part `name` of the package, if that can be one of ours."""
        here, content_type, root, inner = _KINDS[kind]
        known = self._sparts.get((name, kind))
        if "%d" not in here and self._counts[kind]:
            return
        if known:
            here = known[0]
        else:
            stated = self._type_of(name)
            if kind == "image" and stated in _IMAGES:
                here, content_type = here + _IMAGES[stated], stated
            if not content_type or (kind == "font" and stated != _FONT_TYPE):
                return
            self._counts[kind] += 1
            here = here.replace("%d", str(self._counts[kind]))
            self._sparts[name, kind] = here, content_type, f"{R}/{kind}", self._read(name, root)
        self._srels.append((owner, _Relationship(identity, f"{R}/{kind}", "", here)))
        for own, found, target, external in [] if known else self._relationships(name):
            if found in kinds and found in inner and not external and target in self:
                self._relate(here, own, target, found, kinds)
            elif found in kinds and found == "hyperlink" in inner:
                self._srels.append((here, _Relationship(own, f"{R}/{found}", target, is_external=True)))

    # What is read of it

    def _read(self, name: str, root: str = "") -> bytes:
        """Return the bytes of a part, which is XML if it has a root; without such a part, an empty one."""
        if name not in self:
            return f'<w:{root.rpartition("}")[2]} xmlns:w="{W}" xmlns:r="{R}"/>'.encode()
        content = self.read(name)
        if root:
            check_xml(name, content)
        return content

    def _parse_part(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(self._read(name, "*"), parser)
        except etree.LxmlError as problem:
            raise PackageError(f"{name} is broken: {problem}") from problem

    @cached_property
    def _types(self) -> dict[str, str]:
        """The content types, by the names of parts and, after a point, by endings in lower case."""
        name = "[Content_Types].xml"
        if name not in self:
            return {}
        root = self._parse_part(name)
        endings = {f".{e.get('Extension', '').lower()}": e.get("ContentType", "") for e in root.iter(_DEFAULT)}
        names = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root.iter(_OVERRIDE)}
        return {**endings, **names}

    def _type_of(self, name: str) -> str:
        return self._types.get(name) or self._types.get(f".{name.rpartition('.')[2].lower()}", "")

    def _relationships(self, owner: str) -> Iterator[tuple[str, str, str, bool]]:
        """Yield the id, the kind and the target of the relationships of a part, and whether that is outside."""
        folder, _, name = owner.rpartition("/")
        where = f"{folder}/_rels/{name}.rels".lstrip("/")
        if where not in self:
            return
        for relation in self._parse_part(where).iter(_RELATIONSHIP):
            target, kind = relation.get("Target", ""), relation.get("Type", "").removeprefix(f"{R}/")
            external = relation.get("TargetMode") == "External" or kind == "hyperlink"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Id", ""), kind, target, external


def _load(name: str, content_type: str, reltype: str, blob: bytes, package: Package) -> Part:
    """Return a part as python-docx has it; XML that it does not know is parsed too."""
    from docx.opc.part import PartFactory, XmlPart
    from lxml import etree

    root = _KINDS[reltype.rpartition("/")[2]].root
    try:
        part: Part = PartFactory(name, content_type, reltype, blob, package)  # type: ignore[assignment, arg-type]
        if root and not isinstance(part, XmlPart):
            part = XmlPart.load(name, content_type, blob, package)  # type: ignore[arg-type]
    except etree.LxmlError as problem:
        raise PackageError(f"{name[1:]} is broken: {problem}") from problem
    if isinstance(part, XmlPart) and part.element.tag != root:
        raise PackageError(f"{name[1:]} is no part of its kind")
    return part


# What stays of a part that is taken over

#: What holds a picture or another object, and goes with it where it cannot stay.
_HOLDERS = {f"{{{W}}}{tag}" for tag in ("drawing", "pict", "object", "control", "numPicBullet", "subDoc", "altChunk")}
#: The fields that only describe the document itself; others can fetch files, run macros or start programs.
_HARMLESS_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS",
    "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "NUMWORDS", "NUMCHARS", "DOCPROPERTY", "SEQ",
}  # fmt: skip


def disarm(part: XmlPart) -> None:
    """Take from a part what reaches out of it, except to the parts that it has, and fields that could act."""
    from lxml import etree

    root: Any = part.element
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in list(root.iter(etree.Element)):
        for attribute, value in list(element.attrib.items()):
            outside = attribute.startswith(f"{{{R}}}") and value not in part.rels
            if outside or etree.QName(attribute).localname in ("href", "src"):
                _drop(element, attribute)
    _drop_fields(root)


def _drop(element: Any, attribute: str) -> None:
    """Take away an attribute that leads outside, with the picture or the object that it is of."""
    del element.attrib[attribute]
    holder = next((e for e in (element, *element.iterancestors()) if e.tag in _HOLDERS), None)
    if holder is not None and (parent := holder.getparent()) is not None:
        parent.remove(holder)


def _drop_fields(root: Any) -> None:
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
