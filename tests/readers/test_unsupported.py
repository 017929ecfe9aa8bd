"""Sources that are no text: each is named, with what to do, and nothing is made of it."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import mailbox
import sqlite3
import tarfile
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

import newsconvert
from newsconvert.errors import InputError
from newsconvert.model import block_inlines, plain_text
from newsconvert.readers.unsupported import kind_of
from support import Cli, judges
from support.wordfiles import unmarked

RTF = "{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0\\pard \\u1593?\\u1606? text.\\par}"
BYTES_OF_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def package(*names: str, mimetype: str = "") -> bytes:
    """Return a ZIP with these entries."""
    with zipfile.ZipFile(data := io.BytesIO(), "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<a/>")
    return data.getvalue()


def image(kind: str) -> bytes:
    Image.new("RGB", (9, 9)).save(data := io.BytesIO(), kind)
    return data.getvalue()


def message() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["MIME-Version"] = "a@b.example", "c@d.example", "عنوان", "1.0"
    mail.set_content("نصّ الرسالة")
    return bytes(mail)


def folder_of(name: str) -> bytes:
    """Return the beginning of a compound file with a stream of that name."""
    return BYTES_OF_OLE + name.encode("utf-16-le") + bytes(200)


def tar() -> bytes:
    with tarfile.open(mode="w", fileobj=(data := io.BytesIO())) as made:
        made.addfile(tarfile.TarInfo("a.txt"))
    return data.getvalue()


KINDS: dict[str, tuple[bytes, str, str]] = {
    "rtf.txt": (b"\xef\xbb\xbf\n" + RTF.encode(), "RTF", ".rtf"),
    "rtf.docx": (RTF.encode(), "RTF", ".rtf"),
    "rtf.html": (RTF.encode(), "RTF", ".rtf"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF", "pdftotext"),
    "pdf.json": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF", "pdftotext"),
    "mht.txt": (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n\r\n", "MHTML", "--from mhtml"),
    "mht.html": (b"From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n<html>", "MHTML", "name it .mhtml"),
    "eml.txt": (message(), "mail", "--from mail"),
    "a.doc": (folder_of("WordDocument"), ".doc", "docx"),
    "doc.docx": (folder_of("WordDocument"), ".doc", "docx"),
    "a.xls": (folder_of("Workbook"), ".xls", "CSV"),
    "a.ppt": (folder_of("PowerPoint Document"), ".ppt", ".txt"),
    "a.msg": (folder_of("__substg1.0_0037001F"), "Outlook", ".txt"),
    "locked.docx": (folder_of("EncryptedPackage"), "encrypted", "password"),
    "odt.docx": (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text", "--from odt"),
    "a.ods": (package(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet", "CSV"),
    "epub.txt": (package("META-INF/container.xml", mimetype="application/epub+zip"), "EPUB", "--from epub"),
    "a.xlsx": (package("[Content_Types].xml", "xl/workbook.xml"), "Excel", "CSV"),
    "xlsx.csv": (package("[Content_Types].xml", "xl/workbook.xml"), "Excel", "CSV"),
    "a.pptx": (package("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint", ".txt"),
    "docx.txt": (package("[Content_Types].xml", "word/document.xml"), "Word", "--from docx"),
    "a.pages": (package("Index/Document.iwa"), "Pages", "docx"),
    "a.zip": (package("a.txt"), "ZIP", "newsconvert archive"),
    "a.gz": (gzip.compress(b"x"), "gzip", "gunzip"),
    "a.bz2": (bz2.compress(b"x"), "bzip2", "bunzip2"),
    "a.xz": (lzma.compress(b"x"), "xz", "unxz"),
    "a.tar": (tar(), "tar", "unpack"),
    "rss.txt": (b'<?xml version="1.0"?>\n<!-- a -->\n<rss version="2.0"><channel/></rss>', "RSS", "--from xml"),
    "rss.html": (b"<rss version='2.0'/>", "RSS", "--from xml"),
    "atom.txt": ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>'.encode("utf-16"), "Atom", "--from xml"),
    "news.txt": (b'<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "NewsML-G2", "--from xml"),
    "other.xml": (b'<?xml version="1.0"?><a/>', "XML", ".txt"),
    "page.txt": ("\n<!DOCTYPE html>\n<html><p>نص</p></html>".encode(), "web page", "--from html"),
    "page.md": (b"<html><body><p>x</p></body></html>", "web page", "--from html"),
    "json.txt": ('[{"title": "عنوان", "text": "نص"}]'.encode(), "JSON", "--from json"),
    "parquet.csv": (b"PAR1" + bytes(90) + b"PAR1", "Parquet", ""),
    "a.jpg": (image("jpeg"), "JPEG", "OCR"),
    "a.png": (image("png"), "PNG", "OCR"),
    "a.gif": (image("gif"), "GIF", "OCR"),
    "a.tiff": (image("tiff"), "TIFF", "OCR"),
    "a.bmp": (image("bmp"), "BMP", "OCR"),
    "a.webp": (image("webp"), "WebP", "OCR"),
    "a.eps": (image("eps"), "PostScript", "ps2ascii"),
    "a.ppm": (image("ppm"), "binary", "give text"),
    "a.tga": (image("tga"), "binary", "give text"),
    "a.bin": (bytes(range(256)) * 9, "binary", "give text"),
}  # fmt: skip
#: What is known to be of the reader's own format, damaged or not, has the reader's own message.
OWN = {"parquet.csv"}


@pytest.mark.parametrize("name", [name for name in KINDS if name not in OWN])
def test_what_is_no_text_is_named_with_what_to_do(cli: Cli, tmp_path: Path, name: str) -> None:
    data, kind, advice = KINDS[name]
    (tmp_path / name).write_bytes(data)
    status, out, err = cli("convert", name, "--to", "json,html", "-o", "out")
    assert (status, out) == (1, "")
    assert err.startswith(f"error: {name}: this is ")
    assert err.count("\n") == 1
    assert kind in err
    assert advice in err
    assert "ncoding" not in err
    assert not (tmp_path / "out").exists()
    assert cli("inspect", name)[0] == 1


def test_a_mailbox_and_a_database(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(message())
    box.close()
    base = sqlite3.connect(tmp_path / "a.db")
    base.execute("create table a(b)")
    base.commit()
    base.close()
    for name, kind in (("a.mbox", "mailbox"), ("a.db", "SQLite")):
        with pytest.raises(InputError, match=kind):
            newsconvert.read(tmp_path / name)


@pytest.mark.parametrize("reader", ["plaintext", "markdown", "html", "docx", "json", "records"])
def test_no_reader_takes_rtf_for_its_own(tmp_path: Path, reader: str) -> None:
    (tmp_path / "a.x").write_text(RTF)
    with pytest.raises(InputError, match="this is RTF"):
        newsconvert.read(tmp_path / "a.x", reader=reader)
    with pytest.raises(InputError, match="this is RTF"):
        list(newsconvert.load_many(io.BytesIO(RTF.encode()), reader=reader))


def test_a_source_of_an_archive_is_named_as_well(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RTF)
    status, _, err = cli("archive", "a.txt", "-o", "archive", "--to", "json", "--no-site", "--workers", "0")
    assert status == 1
    assert "this is RTF" in err


@pytest.mark.parametrize(
    "text",
    [
        "عنوان\nنص", "From: our correspondent in Cairo\nDate: today\nSubject: news\n\nText.", "From our own correspondent Mon",
        "BMW تعلن عن سيارة", "MZ", "PK", "%PDF في السطر", "{نص بين قوسين}", "[بيان] صحفي", "<العنوان> الأول", "<b>نص</b>",
        "ID3: خبر", "RIFF", "Rar", "\\documentclass", "GIF صورة", "Received: the news", "Received: the news\nFrom: Cairo\n\nText.", "[1] {2}", "<?php نص", "OTTO", "7z",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_text_that_looks_a_little_like_something_else_is_text(text: str, encoding: str) -> None:
    assert kind_of(text.encode(encoding)) is None
    if encoding != "windows-1256":
        assert newsconvert.read(
            text.encode(encoding) + "\n".encode(encoding.replace("-sig", "").replace("utf-16", "utf-16-le"))
        )


def test_articles_in_all_encodings_are_text(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6", "mac_arabic"):
        assert newsconvert.read(text.encode(encoding, "replace")).headline


def test_files_of_formats_that_are_read_pass(seed: Path, tmp_path: Path) -> None:
    for suffix in (".html", ".docx", ".json"):
        newsconvert.convert(seed, tmp_path / f"a{suffix}")
        assert newsconvert.read(tmp_path / f"a{suffix}").headline
    (tmp_path / "a.xhtml.html").write_text(
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>عنوان</h1>{"<p>نصّ طويل من كلمات كثيرة هنا.</p>" * 20}</body></html>'
    )
    assert newsconvert.read(tmp_path / "a.xhtml.html").headline


@pytest.mark.judge
def test_what_libreoffice_saves_is_named(seed: Path, tmp_path: Path) -> None:
    newsconvert.convert(seed, tmp_path / "a.docx")
    for suffix, kind in (
        ("doc", "Word document from before 2007"),
        ("fodt", "XML"),
    ):
        (made,) = judges.soffice(suffix, [tmp_path / "a.docx"], tmp_path)
        for name in (f"named.{suffix}", "a.txt"):
            copy = made.rename(tmp_path / name)
            with pytest.raises(InputError, match=kind):
                newsconvert.read(copy)
            made = copy


@pytest.mark.judge
@pytest.mark.parametrize(("ending", "kind"), [("odt", "OpenDocument text"), ("rtf", "RTF")])
def test_what_libreoffice_saves_is_read(seed: Path, tmp_path: Path, ending: str, kind: str) -> None:
    source = newsconvert.read(seed)
    (tmp_path / "a.docx").write_bytes(newsconvert.write(replace(source, source=None), "docx"))
    (made,) = judges.soffice(ending, [tmp_path / "a.docx"], tmp_path)
    found = newsconvert.read(made)
    assert (found.headline, found.byline) == (source.headline, source.byline)
    shown = [plain_text(run) for block in found.body for run in block_inlines(block)]
    known = [plain_text(run) for block in source.body for run in block_inlines(block)]
    # What follows is the citation, which names the file.
    assert [unmarked(text) for text in shown[: len(known)]] == known
    with pytest.raises(InputError, match=rf"{kind}.*--from {ending}"):
        newsconvert.read(made.rename(tmp_path / "a.txt"))


@pytest.mark.judge
def test_what_chromium_saves_is_read(seed: Path, tmp_path: Path) -> None:
    newsconvert.convert(seed, tmp_path / "a.html")
    with judges.browser() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "a.html").as_uri())
        saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    (tmp_path / "a.mhtml").write_text(saved, encoding="utf-8")
    assert newsconvert.read(tmp_path / "a.mhtml").headline == newsconvert.read(seed).headline


def test_the_reader_of_a_format_is_named_where_there_is_one() -> None:
    data = json.dumps({"title": "عنوان", "text": "نص"}).encode()
    with pytest.raises(InputError, match=r"--from json"):
        newsconvert.read(data, file_name="a.txt")
    assert newsconvert.read(data).headline == "عنوان"


@pytest.mark.parametrize("name", ["docx", "epub", "html", "json"])
def test_the_bytes_of_a_document_without_a_name_are_read_as_what_they_are(seed: Path, name: str) -> None:
    article = newsconvert.read(seed)
    assert newsconvert.read(newsconvert.write(article, name)).headline == article.headline
