"""The article's source as Word knows sources: a bibliography of the document, and the fields that cite from it.

The sources are a part of custom XML (ECMA-376 Part 1, 22.6 and the shared bibliography schema), which Word lists under
References; CITATION and BIBLIOGRAPHY fields (17.16.5.8, 17.16.5.5) make text of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from ...bibliography import Reference
from ...languages import is_rtl_language, labels, month_name, number, primary
from ...markup import literal_xml
from .parts import add_part
from .wordml import DECLARATION

if TYPE_CHECKING:
    from docx.document import Document

_SOURCES = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


#: Languages as fields of Word name them (MS-LCID).
_LOCALES = {"ar": 1025, "en": 1033, "fa": 1065, "ur": 1056, "ckb": 1170, "fr": 1036, "de": 1031, "es": 3082, "tr": 1055}


def tag_of(entry: Reference) -> str:
    """Return the name that fields call `entry` by: letters and digits, which need no quotation marks."""
    return entry.key.replace("-", "")


def add_sources(document: Document, entries: Iterable[Reference]) -> None:
    """Add `entries` to `document` as its sources."""
    unlike = {tag_of(entry): entry for entry in entries}
    sources = "".join(_source(tag, entry, order) for order, (tag, entry) in enumerate(unlike.items(), 1))
    if not sources:
        return
    head = r'SelectedStyle="\APASixthEditionOfficeOnline.xsl" StyleName="APA"'
    data = f'{DECLARATION}<b:Sources xmlns:b="{_SOURCES}" xmlns="{_SOURCES}" {head}>{sources}</b:Sources>'.encode()
    part, _ = add_part(document.part, "/customXml/item1.xml", "application/xml", data, "customXml")
    properties = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" ds:itemID="{_guid(data)}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SOURCES}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    add_part(part, "/customXml/itemProps1.xml", _PROPERTIES_TYPE, properties, "customXmlProps")


def _source(tag: str, entry: Reference, order: int) -> str:
    facts: dict[str, str | int | None] = {
        "Tag": tag,
        "SourceType": "InternetSite" if entry.url else "ArticleInAPeriodical",
        "Guid": _guid(tag.encode()),
        "Title": entry.title,
        "InternetSiteTitle" if entry.url else "PeriodicalTitle": entry.container,
        **_dated("", entry.issued, entry.language),
        **_dated("Accessed", entry.accessed, entry.language),
        "URL": entry.url,
        "LCID": "ar-SA" if entry.language.lower() == "ar" else entry.language,
        "RefOrder": order,
    }
    inner = "".join(f"<b:{name}>{literal_xml(value)}</b:{name}>" for name, value in facts.items() if value)
    if entry.authors:  # whole, as last names: what is a family name in Arabic, no program knows
        persons = "".join(f"<b:Person><b:Last>{literal_xml(name)}</b:Last></b:Person>" for name in entry.authors)
        inner += f"<b:Author><b:Author><b:NameList>{persons}</b:NameList></b:Author></b:Author>"
    elif entry.container:
        inner += f"<b:Author><b:Author><b:Corporate>{literal_xml(entry.container)}</b:Corporate></b:Author></b:Author>"
    return f"<b:Source>{inner}</b:Source>"


def _guid(seed: bytes) -> str:
    return f"{{{str(UUID(bytes=sha256(seed).digest()[:16], version=4)).upper()}}}"


def _dated(suffix: str, day: date | None, language: str) -> dict[str, str | int | None]:
    if day is None:
        return {}
    return {f"Year{suffix}": day.year, f"Month{suffix}": month_name(day.month, language), f"Day{suffix}": day.day}


def citation_field(entry: Reference) -> tuple[str, str]:
    """Return the code and the result of the field that cites `entry` in a text, as APA has it."""
    comma = "، " if is_rtl_language(entry.language) else ", "
    named = comma.join(entry.authors) or entry.container or entry.title
    year = number(entry.issued.year, entry.numbering) if entry.issued else labels(entry.language).undated
    code = _LOCALES.get(primary(entry.language), 1025)
    return rf"CITATION {tag_of(entry)} \l {code}", f"({comma.join(filter(None, (named, year)))})"
