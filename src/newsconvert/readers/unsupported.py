"""Files that are not what a reader is for: formats known by their first bytes, and what to do with a file of each.

The signatures are those of the formats' own specifications, as the IANA and PRONOM registries list them.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..errors import InputError
from ..patterns import pattern

HEAD = 1 << 16  # bytes that are looked at, at either end


class Kind(NamedTuple):
    """A format: what it is called, what to do with such a file, and the ending that names it, if one does.

    A reader that has the ending is the one for the format; then the advice is to use it.
    """

    name: str
    advice: str
    suffix: str = ""


_WORD = "save it as .docx in Word or LibreOffice, or run: soffice --convert-to docx FILE"
_SHEET = "save the sheet as CSV, one article a row"
_SLIDES = "save its text as .txt"
_PACKED = "unpack it and name the files in it"
_IMAGE = "it holds a picture and no text; have the text recognized (OCR) and save it as .txt"
_MEDIA = "it holds no text; save a transcript as .txt"
_FEED = "save the web page of each article as .html"
_XML = "save its text as .txt, or its articles as JSON or CSV"
_MAIL = "save the text of the message as .txt"
_OTHER = "give text, Markdown, HTML, .docx, JSON or CSV"

_DOCX = Kind("a Word document", _WORD, ".docx")
_HTML = Kind("a web page", "name it .html", ".html")
_RTF = Kind("RTF", _WORD, ".rtf")
_PDF = Kind("a PDF", "give what it was made from, or extract its text (pdftotext FILE) and look it over", ".pdf")
_MHTML = Kind("a saved web page in one file (MHTML)", "save the page as “Webpage, HTML only”", ".mhtml")
_ZIP = Kind("a ZIP", "unpack it, or give it to `newsconvert archive`", ".zip")
_GZIP = Kind("gzip", "unpack it first: gunzip FILE", ".gz")
_JSON = Kind("JSON", "name it .json", ".json")
_OLE = Kind("an Office document from before 2007, or an encrypted one", "save it as .docx, a sheet as CSV")

_BYTES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind("a JPEG image", _IMAGE)),
    (b"\x89PNG\r\n\x1a\n", Kind("a PNG image", _IMAGE)),
    (b"GIF87a", Kind("a GIF image", _IMAGE)),
    (b"GIF89a", Kind("a GIF image", _IMAGE)),
    (b"II*\0", Kind("a TIFF image", _IMAGE)),
    (b"MM\0*", Kind("a TIFF image", _IMAGE)),
    (b"8BPS\0\x01", Kind("a Photoshop image", _IMAGE)),
    (b"AT&TFORM", Kind("a DjVu document", _IMAGE)),
    (b"\0\0\0\x0cjP  \r\n", Kind("a JPEG 2000 image", _IMAGE)),
    (b"OggS\0", Kind("an Ogg recording", _MEDIA)),
    (b"fLaC\0", Kind("a FLAC recording", _MEDIA)),
    (b"\x1a\x45\xdf\xa3", Kind("a Matroska or WebM film", _MEDIA)),
    (b"\x1f\x8b\x08", _GZIP),
    (b"WARC/1.", Kind("an archive of web pages (WARC)", _OTHER, ".warc")),
    (b"\xfd7zXZ\0", Kind("xz", "unpack it first: unxz FILE", ".xz")),
    (b"\x28\xb5\x2f\xfd", Kind("Zstandard", "unpack it first: unzstd FILE", ".zst")),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", _PACKED, ".7z")),
    (b"Rar!\x1a\x07", Kind("a RAR archive", _PACKED, ".rar")),
    (b"SQLite format 3\0", Kind("an SQLite database", "export its table of articles as CSV or JSON")),
    (b"PAR1", Kind("a Parquet file", "name it .parquet", ".parquet")),
    (b"ARROW1\0\0", Kind("an Arrow file", "save it as Parquet, JSON Lines or CSV")),
    (b"bplist00", Kind("a property list or web archive of Apple", "save the page as .html", ".webarchive")),
    (b"ITSF\x03\0\0\0", Kind("a CHM help file", _XML)),
    (b"\xffWPC", Kind("a WordPerfect document", _WORD, ".wpd")),
    (b"\xdb\xa5-\0", Kind("a Word document from before 1993", _WORD)),
    (b"1\xbe\0\0\0\xab", Kind("a Windows Write document", _WORD)),
    (b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", Kind("an InDesign document", _SLIDES)),
    (b"\x7fELF", Kind("a program", _OTHER)),
    (b"OTTO\0", Kind("a font", "give it to --font")),
    (b"\0\x01\0\0\0", Kind("a font", "give it to --font")),
    (b"wOFF", Kind("a font", _OTHER)),
    (b"wOF2", Kind("a font", _OTHER)),
    (b"%!PS-Adobe", Kind("PostScript", "give what it was made from, or run: ps2ascii FILE", ".ps")),
)
_MAGIC = tuple(magic for magic, _ in _BYTES)
#: Kinds of ISO base media (ISO/IEC 14496-12) by brand, and of RIFF by form.
_IMAGE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"}
_RIFF = {
    b"WEBP": Kind("a WebP image", _IMAGE),
    b"WAVE": Kind("a WAV recording", _MEDIA),
    b"AVI ": Kind("a film", _MEDIA),
}

#: Packages by their media type (OpenDocument, EPUB OCF: the entry `mimetype` comes first) or by the entries they have.
_MEDIA_TYPES = (
    (b"application/epub+zip", Kind("an EPUB", "give what it was made from, or save its text as .txt", ".epub")),
    (b"application/vnd.oasis.opendocument.text", Kind("an OpenDocument text", _WORD, ".odt")),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind("an OpenDocument spreadsheet", _SHEET, ".ods")),
    (b"application/vnd.oasis.opendocument.presentation", Kind("an OpenDocument presentation", _SLIDES, ".odp")),
    (b"application/vnd.oasis.opendocument", Kind("an OpenDocument file", _SLIDES)),
)
_ENTRIES = (
    ("word/", _DOCX),
    ("xl/", Kind("an Excel workbook", _SHEET, ".xlsx")),
    ("ppt/", Kind("a PowerPoint presentation", _SLIDES, ".pptx")),
    ("Index/", Kind("a document of Pages, Numbers or Keynote", "export it as .docx, or a sheet as CSV", ".pages")),
)
#: Compound files of Office (MS-CFB) by the names of their streams.
_STREAMS = (
    ("WordDocument", Kind("a Word document from before 2007 (.doc)", _WORD, ".doc")),
    ("Workbook", Kind("an Excel workbook from before 2007 (.xls)", _SHEET, ".xls")),
    ("PowerPoint Document", Kind("a PowerPoint presentation from before 2007 (.ppt)", _SLIDES, ".ppt")),
    ("__substg1.0_", Kind("a message of Outlook (.msg)", _MAIL, ".msg")),
    ("EncryptedPackage", Kind("an encrypted Office document", "save it without the password")),
)
#: XML by the local name of its root.
_ROOTS = {
    "html": _HTML,
    "rss": Kind("an RSS feed", _FEED, ".rss"),
    "feed": Kind("an Atom feed", _FEED, ".atom"),
    "rdf": Kind("RDF", _FEED, ".rdf"),
    "svg": Kind("an SVG image", _IMAGE),
    "urlset": Kind("a list of web pages (sitemap)", _FEED),
    "opml": Kind("a list of feeds (OPML)", _FEED),
    "worddocument": Kind("a Word document as XML", _WORD),
    "document": Kind("a document as XML", _WORD),
    "document-content": Kind("OpenDocument as XML", _WORD),
    "nitf": Kind("news as NITF", _XML, ".nitf"),
    "newsml": Kind("news as NewsML", _XML, ".newsml"),
    "newsitem": Kind("news as NewsML-G2", _XML, ".newsml"),
    "newsmessage": Kind("news as NewsML-G2", _XML, ".newsml"),
}
_WITHOUT_DECLARATION = {"html", "rss", "feed", "svg", "nitf", "newsml", "newsitem", "newsmessage", "urlset"}
_PROLOG = pattern(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE
)
_MBOX = pattern(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ")
_FIELD = pattern(r"([!-9;-~]+):[ \t]?(.*(?:\r?\n[ \t].*)*)(?:\r?\n|\Z)")  # RFC 5322, section 2.2
#: Fields that mail programs write and people do not.
_TRANSPORT = {"received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature"}
#: Kinds of which a reader says itself what is missing in the file.
_OWN_MESSAGE = ((_ZIP, "docx"), (_ZIP, "epub"), (_GZIP, "warc"))
#: Those of a message that was sent, and that no saved web page has.
_SENT = {"to", "cc", "received", "message-id", "return-path", "delivered-to"}


def check_kind(data: bytes, reader: str, endings: Callable[[], Mapping[str, str]]) -> None:
    """Raise InputError when a file that is given to `reader` is of a format that it is not for.

    `data` is the file, or how it begins. `endings` returns the endings that readers are for, each with its reader's
    name.
    """
    kind = kind_of(data[:HEAD], data[-HEAD:])
    if kind is None and reader == "plaintext":
        kind = json_in(data)
    if kind is None:
        return
    able = endings().get(kind.suffix)
    if able == reader or (kind, reader) in _OWN_MESSAGE or {able, reader} == {"mail", "mhtml"}:
        return
    advice = f"name it {kind.suffix}, or read it with --from {able}" if able else kind.advice
    raise InputError(f"this is {kind.name}; {advice}.")


def kind_of(head: bytes, tail: bytes = b"") -> Kind | None:
    """Return the format of a file that begins with `head` and ends with `tail`, None where no signature is known."""
    if head.startswith(_MAGIC):
        return next(kind for magic, kind in _BYTES if head.startswith(magic))
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip(head, tail)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        names = head + tail
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in names), _OLE)
    if head[4:8] == b"ftyp":
        return Kind("an image", _IMAGE) if head[8:12] in _IMAGE_BRANDS else Kind("a film or recording", _MEDIA)
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return Kind("a BMP image", _IMAGE)
    if head.startswith(b"ID3") and head[3:4] in b"\x02\x03\x04":
        return Kind("an MP3 recording", _MEDIA)
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return Kind("bzip2", "unpack it first: bunzip2 FILE", ".bz2")
    if head[257:262] == b"ustar":
        return Kind("a tar archive", _PACKED, ".tar")
    if head[60:68] == b"BOOKMOBI":
        return Kind("a Kindle book", "give what it was made from, or save its text as .txt", ".mobi")
    if head.startswith(b"MZ") and b"This program" in head[:512]:
        return Kind("a program", _OTHER)
    return _text(_decode_head(head))


def _decode_head(head: bytes) -> str:
    """Return the beginning as text, for signatures, which are ASCII, in whatever encoding they stand."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()


def _text(text: str) -> Kind | None:
    """Return the format of a text that is more than its words."""
    if text.startswith("{\\rtf"):
        return _RTF
    if text.startswith("%PDF-"):
        return _PDF
    if _MBOX.match(text):
        return Kind("a mailbox (mbox)", _MAIL, ".mbox")
    if text.startswith("<"):
        declared = text.startswith("<?xml")
        root = _PROLOG.match(text)
        name = root[1].lower() if root else ""
        if name in _WITHOUT_DECLARATION or re.match(r"<!doctype\s+html", text, re.IGNORECASE):
            return _ROOTS.get(name, _HTML)
        return _ROOTS.get(name, Kind("XML", _XML, ".xml")) if declared else None
    return _message(text)


def _message(text: str) -> Kind | None:
    """Return the kind of a message in the format of mail (RFC 5322), which MHTML (RFC 2557) is as well."""
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.match(text, at):
        fields.setdefault(match[1].lower(), match[2])
        at = match.end()
    if len(fields) < 3 or not fields.keys() & _TRANSPORT:
        return None
    related = "multipart/related" in fields.get("content-type", "").lower()
    if "snapshot-content-location" in fields or (related and not fields.keys() & _SENT):
        return _MHTML
    return Kind("a mail message", _MAIL, ".eml") if fields.keys() & {"from", "received"} else None


def _zip(head: bytes, tail: bytes) -> Kind:
    """Return the kind of a package by its first entry, or by the names of its entries."""
    size = int.from_bytes(head[18:22], "little")
    start = 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    if head[30:38] == b"mimetype":
        content = head[start : start + (size or 100)]
        if head[8:10] == b"\x08\0":  # packed against the specification, as some do
            content = zlib.decompressobj(-15).decompress(content, 200)
        for media_type, kind in _MEDIA_TYPES:
            if content.startswith(media_type):
                return kind
    names = _names(head, b"PK\x03\x04", 26, 30) | _names(tail or head, b"PK\x01\x02", 28, 46)
    return next((kind for prefix, kind in _ENTRIES if any(name.startswith(prefix) for name in names)), _ZIP)


def _names(data: bytes, magic: bytes, length_at: int, name_at: int) -> set[str]:
    """Return the names in headers of ZIP entries (APPNOTE.TXT, sections 4.3.7 and 4.3.12)."""
    found = set()
    at = data.find(magic)
    while at >= 0:
        length = int.from_bytes(data[at + length_at : at + length_at + 2], "little")
        found.add(data[at + name_at : at + name_at + length].decode("utf-8", "replace"))
        at = data.find(magic, at + 4)
    return found


def json_in(data: bytes) -> Kind | None:
    """Return JSON as the format of a file that is an object, or a list of objects, in JSON."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*\{)", data):
        return None
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return None
    return _JSON
