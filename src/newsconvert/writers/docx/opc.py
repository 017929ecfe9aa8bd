"""Open Packaging Conventions (ECMA-376 Part 2): parts, their types and relations, and the properties of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from ...arabic import xml_text
from ..container import pack
from .wordml import DECLARATION, R, attribute

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: The content types of parts, each with the last step of its relationship's address.
MAIN = (f"{_WORD}.document.main+xml", "officeDocument")
STYLES = (f"{_WORD}.styles+xml", "styles")
NUMBERING = (f"{_WORD}.numbering+xml", "numbering")
SETTINGS = (f"{_WORD}.settings+xml", "settings")
HEADER = (f"{_WORD}.header+xml", "header")
FOOTER = (f"{_WORD}.footer+xml", "footer")
FONT = (f"{_OFFICE}.obfuscatedFont", "font")
FONT_TABLE = (f"{_WORD}.fontTable+xml", "fontTable")
THEME = (f"{_OFFICE}.theme+xml", "theme")
CUSTOM_XML = ("application/xml", "customXml")
CUSTOM_XML_PROPERTIES = (f"{_OFFICE}.customXmlProperties+xml", "customXmlProps")
_CUSTOM = (f"{_OFFICE}.custom-properties+xml", "custom-properties")
_CORE = (
    "application/vnd.openxmlformats-package.core-properties+xml",
    f"{_PACKAGE}/relationships/metadata/core-properties",
)
_NAMESPACES = {
    "cp": f"{_PACKAGE}/metadata/core-properties", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}  # fmt: skip
_CUSTOM_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#: The set of properties that Word lists as custom ([MS-OSHARED] 2.3.3.2.3).
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EXTERNAL = ' TargetMode="External"'
_LONGEST_PROPERTY = 255

Kind = tuple[str, str]


class _Relation(NamedTuple):
    identity: str
    kind: str
    target: str
    external: bool = False


class Package:
    """A package while it is made. Names of parts are those in the ZIP, without the slash they begin with."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        self._relations: dict[str, list[_Relation]] = {}
        self._lasting: set[str] = set()

    def add(
        self,
        name: str,
        data: bytes,
        kind: Kind,
        *,
        owner: str = "",
        identity: str | None = None,
        lasting: bool = False,
    ) -> None:
        """Add a part that `owner`, or else the package, refers to; `lasting` if other documents have it too."""
        self._files[name] = data
        if lasting:
            self._lasting.add(name)
        content_type, relation = kind
        ending = name.rsplit(".", 1)[-1]
        if self._endings.setdefault(ending, content_type) != content_type:
            self._types[name] = content_type
        folder = owner.rsplit("/", 1)[0] + "/" if "/" in owner else ""
        target = name.removeprefix(folder) if name.startswith(folder) else f"/{name}"
        self._relate(owner, relation, target, identity)

    def link(self, owner: str, url: str, identity: str) -> None:
        """Relate `owner` to an address outside, the target of a link."""
        self._relate(owner, "hyperlink", url, identity, external=True)

    def _relate(self, owner: str, kind: str, target: str, identity: str | None, *, external: bool = False) -> None:
        relations = self._relations.setdefault(owner, [])
        identity = identity or f"rId{len(relations) + 1}"
        relations.append(_Relation(identity, kind if ":" in kind else f"{R}/{kind}", target, external))

    def add_properties(self, core: Mapping[str, str], moment: datetime, custom: Mapping[str, str]) -> None:
        """Add the core properties, by their names with prefix, and custom ones, where there are any."""
        stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        shown = {name: _property(value) for name, value in core.items()}
        inner = "".join(f"<{name}>{attribute(value)}</{name}>" for name, value in shown.items() if value)
        inner += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
        )
        spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
        data = f"{DECLARATION}<cp:coreProperties{spaces}>{inner}</cp:coreProperties>"
        self.add("docProps/core.xml", data.encode(), _CORE)
        if custom:
            inner = "".join(
                f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{attribute(name)}">'
                f"<vt:lpwstr>{attribute(value)}</vt:lpwstr></property>"
                for number, (name, value) in enumerate(custom.items(), 2)
            )
            spaces = f'xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_TYPES_NAMESPACE}"'
            data = f"{DECLARATION}<Properties {spaces}>{inner}</Properties>"
            self.add("docProps/custom.xml", data.encode(), _CUSTOM)

    def pack(self) -> bytes:
        """Return the package as a ZIP."""
        files = dict(self._files)
        for owner, relations in self._relations.items():
            folder, _, name = owner.rpartition("/")
            inner = "".join(
                f'<Relationship Id="{relation.identity}" Type="{attribute(relation.kind)}" '
                f'Target="{attribute(relation.target)}"{_EXTERNAL if relation.external else ""}/>'
                for relation in relations
            )
            where = f"{folder}/_rels/{name}.rels".lstrip("/")
            space = f"{_PACKAGE}/relationships"
            files[where] = f'{DECLARATION}<Relationships xmlns="{space}">{inner}</Relationships>'.encode()
        types = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(self._endings.items())
        ) + "".join(
            f'<Override PartName="/{attribute(name)}" ContentType="{kind}"/>'
            for name, kind in sorted(self._types.items())
        )
        files["[Content_Types].xml"] = f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode()
        return pack(files, first="[Content_Types].xml", lasting=self._lasting)


def _property(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", xml_text(text))[:_LONGEST_PROPERTY]
