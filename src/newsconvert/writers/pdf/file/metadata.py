"""The metadata of a PDF (XMP, ISO 16684-1), in which it claims the standards it conforms to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from ....markup import escape_html, text_html
from ....model import Article
from ....readers.structure.authors import author_line
from ...container import EPOCH
from ..standards import Claims
from . import press


def timestamp(day: date | datetime) -> str:
    """Return a date as XMP writes it, in universal time."""
    if not isinstance(day, datetime):
        day = datetime.combine(day, time(), UTC)
    return (day.replace(tzinfo=day.tzinfo or UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def xmp(
    article: Article,
    claimed: Claims,
    programs: tuple[str, str],
    modified: datetime | None,
    bound: Sequence[Article] = (),
) -> bytes:
    """Return the metadata of a file as an XMP packet: title, author, publisher, source, language, dates, hash.

    `programs` are the one that the document was made with, and the one that made the file. A volume has the hashes of
    the articles `bound` in it as relations.
    """
    source, provenance = article.source, article.provenance
    identifier = f"sha256:{provenance.sha256}" if provenance.sha256 else None
    created = modified or article.published or (EPOCH if claimed.press else None)  # PDF/X asks for dates
    simple = {
        "dc:format": "application/pdf",
        "dc:identifier": identifier,
        "dc:source": source and (source.url or (source.citation or "").split("\n")[0] or source.name),
        "xmp:CreatorTool": programs[0],
        "xmp:CreateDate": created and timestamp(created),
        "xmp:ModifyDate": created and timestamp(created),
        "xmp:MetadataDate": created and timestamp(created),
        "pdf:Producer": programs[1],
    }
    lists = {
        ("dc:creator", "Seq"): author_line(article.byline),
        ("dc:publisher", "Bag"): source and source.name,
        ("dc:language", "Bag"): article.language,
        ("dc:date", "Seq"): article.published and article.published.isoformat(),
    }
    hashes = [f"sha256:{one.provenance.sha256}" for one in bound if one.provenance.sha256]
    alternatives = {"dc:title": article.headline, "dc:description": article.lead}
    parts = [f"<{name}>{text_html(value)}</{name}>" for name, value in simple.items() if value]
    parts += [
        f"<{name}><rdf:{kind}><rdf:li>{text_html(value)}</rdf:li></rdf:{kind}></{name}>"
        for (name, kind), value in lists.items()
        if value
    ]
    if hashes:
        items = "".join(f"<rdf:li>{value}</rdf:li>" for value in hashes)
        parts.append(f"<dc:relation><rdf:Bag>{items}</rdf:Bag></dc:relation>")
    for name, value in alternatives.items():
        if value:
            items = "".join(
                f'<rdf:li xml:lang="{escape_html(language)}">{text_html(value)}</rdf:li>'
                for language in ("x-default", article.language)
            )
            parts.append(f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>")
    parts += press.identification(article) if claimed.press else _identification(claimed)
    body = "\n".join(parts)
    spaces = "\n".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description rdf:about=""\n{spaces}>\n'
        f'{body}\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return packet.encode()


_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# PDF/A-2 and -3 know no PDF/UA: its schema has to be described (ISO 19005-3, 6.6.2.3).
_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def _identification(claimed: Claims) -> list[str]:
    found = []
    if claimed.archive:
        part, conformance = claimed.archive
        found.append(f"<pdfaid:part>{part}</pdfaid:part>")
        if conformance:
            found.append(f"<pdfaid:conformance>{conformance}</pdfaid:conformance>")
        if part == 4:
            found.append("<pdfaid:rev>2020</pdfaid:rev>")
    if claimed.access:
        found.append(f"<pdfuaid:part>{claimed.access}</pdfuaid:part>")
        if claimed.access == 2:
            found.append("<pdfuaid:rev>2024</pdfuaid:rev>")
        if claimed.archive and claimed.archive[0] < 4:
            found.append(_UA_SCHEMA)
    return found
