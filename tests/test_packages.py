"""Word packages that someone else made: what python-docx is given of them, and what is refused before."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT

import newsconvert
from newsconvert.errors import InputError, LimitError
from newsconvert.model import Article, Heading, Link, Note, Paragraph, Text, article_text, plain_text
from newsconvert.packages import PackageError, SizeError
from newsconvert.packages.word import R, W, WordPackage
from support.wordfiles import RELS, relationship

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'


def body(*paragraphs: str) -> str:
    made = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{made}</w:body></w:document>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def package(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def opened(data: bytes, *kinds: str, part: int = 1 << 20, whole: int = 4 << 20) -> docx.document.Document:
    return WordPackage(data, part=part, whole=whole).open(kinds)


PLAIN = body(run("عنوان"), run("نص"))
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        f"{LAUGHS}{PLAIN}".encode(),
        f'<?xml version="1.0"?><!-- <a> --><?x <b>?>\n{LAUGHS}{PLAIN}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}{PLAIN}'.encode("utf-16"),
        f"\ufeff{LAUGHS}{PLAIN}".encode(),
        f'<?xml version="1.0" encoding="windows-1256"?>{LAUGHS}{PLAIN}'.encode("windows-1256"),
    ],
    ids=["plain", "behind a comment", "UTF-16", "byte-order mark", "windows-1256"],
)
def test_document_type_is_refused_before_anything_is_parsed(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: object) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr("docx.opc.part.parse_xml", parsed)
    with pytest.raises(PackageError, match="declares a document type"):
        opened(package({"word/document.xml": data}))


def test_encoding_in_which_a_document_type_could_hide_is_refused() -> None:
    text = f'<?xml version="1.0" encoding="UTF-7"?>{LAUGHS}{PLAIN}'
    hidden = text.replace("<!", "+ADwAIQ-").encode("ascii", "xmlcharrefreplace")
    with pytest.raises(PackageError, match="broken"):
        opened(package({"word/document.xml": hidden}))


@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml"]
)
def test_document_type_in_any_part_that_is_read_is_refused(name: str) -> None:
    files: dict[str, str | bytes] = {"word/document.xml": PLAIN, name: f"{LAUGHS}<d>&b;</d>"}
    with pytest.raises(PackageError, match="declares a document type"):
        opened(package(files), "styles")


def test_no_part_unpacks_to_more_than_it_may() -> None:
    data = package({"word/document.xml": PLAIN, "word/styles.xml": b" " * 3000, "word/other.xml": b" " * 9_000_000})
    with pytest.raises(SizeError) as caught:
        opened(data, "styles", part=2000)
    assert (caught.value.part, caught.value.found, caught.value.allowed) == ("word/styles.xml", 3000, 2000)
    assert opened(data).paragraphs[0].text == "عنوان"  # what is not asked for is not unpacked
    with pytest.raises(SizeError, match=r"word/other\.xml"):
        WordPackage(data, part=1 << 20, whole=4 << 20).check_all()
    with pytest.raises(SizeError):  # each is small enough, all of them are not
        opened(package({"word/document.xml": PLAIN, "word/styles.xml": b" " * 900}), "styles", part=1000, whole=1000)


def test_part_that_states_less_than_it_unpacks_to_is_not_believed() -> None:
    bomb = package({"word/document.xml": b" " * 50_000_000})
    at = bomb.index(b"PK\x01\x02") + 24  # uncompressed size in the central directory
    lying = bomb[:at] + struct.pack("<I", 500) + bomb[at + 4 :]
    with pytest.raises(PackageError, match="broken"):
        opened(lying)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_other_than_deflate_is_refused(compression: int) -> None:
    with pytest.raises(PackageError, match="Deflate"):
        opened(package({"word/document.xml": PLAIN}, compression))


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(PackageError, match="5000"):
        opened(package({f"{number}.xml": "" for number in range(5001)}))


def test_relationships_that_lead_nowhere_or_outside_are_left_out() -> None:
    related = (
        relationship("a", "styles", "NULL"),
        relationship("b", "image", "http://evil.example/x.png", ' TargetMode="External"'),
        relationship("c", "attachedTemplate", "http://evil.example/t.dotm", ' TargetMode="External"'),
        relationship("d", "numbering", "../../../../etc/passwd"),
        relationship("e", "hyperlink", "https://example.org/", ' TargetMode="External"'),
        relationship("f", "header", "header1.xml"),
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": PLAIN,
        "word/header1.xml": f'<w:hdr xmlns:w="{W}"/>',
        "word/_rels/document.xml.rels": RELS.format("".join(related)),
    }
    found = opened(package(files), "styles", "numbering", "image", "attachedTemplate", "hyperlink").part
    kept = {identity: one.target_ref for identity, one in found.rels.items()}
    assert kept == {"e": "https://example.org/", "added-styles": "styles.xml", "added-numbering": "numbering.xml"}
    assert len(found.styles.element) == 0  # python-docx would add its own


def test_part_of_which_there_is_one_is_there_once_and_names_are_ours() -> None:
    related = (
        relationship("a", "styles", "first.xml"),
        relationship("b", "styles", "first.xml"),
        relationship("c", "styles", "second.xml"),
        relationship("d", "header", "/[Content_Types].xml.d/../odd%20name.xml"),
        relationship("e", "header", "again.xml"),
    )
    style = '<w:styles xmlns:w="{}"><w:style w:styleId="{}"/></w:styles>'
    files: dict[str, str | bytes] = {
        "word/document.xml": PLAIN,
        "word/first.xml": style.format(W, "first"),
        "word/second.xml": style.format(W, "second"),
        "odd%20name.xml": f'<w:hdr xmlns:w="{W}"/>',
        "word/again.xml": f'<w:hdr xmlns:w="{W}"/>',
        "word/_rels/document.xml.rels": RELS.format("".join(related)),
    }
    part = opened(package(files), "styles", "header").part
    assert {str(one.partname) for one in part.package.parts} == {
        "/word/document.xml", "/word/styles.xml", "/word/header1.xml", "/word/header2.xml",
    }  # fmt: skip
    assert part.styles.element[0].styleId == "first"


def test_part_that_is_something_else_is_refused() -> None:
    for name, kind in (("word/document.xml", ""), ("word/styles.xml", "styles"), ("word/footnotes.xml", "footnotes")):
        files: dict[str, str | bytes] = {"word/document.xml": PLAIN, name: "<x/>"}
        with pytest.raises(PackageError, match=f"{name} is no part of its kind"):
            opened(package(files), *filter(None, [kind]))


def test_main_part_of_another_name_is_found(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_rels/.rels": RELS.format(relationship("a", "officeDocument", "/word/document2.xml")),
        "word/document2.xml": PLAIN,
    }
    path = tmp_path / "a.docx"
    path.write_bytes(package(files))
    assert list(article_text(newsconvert.read(path))) == ["عنوان", "نص"]


def test_links_of_notes_are_their_own(tmp_path: Path) -> None:
    outside = ' TargetMode="External"'
    note = f'<w:footnote w:id="2"><w:p><w:hyperlink r:id="a">{run("حاشية")}</w:hyperlink></w:p></w:footnote>'
    files: dict[str, str | bytes] = {
        "word/document.xml": body(run("عنوان"), run("نص") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{note}</w:footnotes>',
        "word/_rels/document.xml.rels": RELS.format(
            relationship("a", "hyperlink", "https://example.org/text", outside)
            + relationship("b", "footnotes", "footnotes.xml")
        ),
        "word/_rels/footnotes.xml.rels": RELS.format(
            relationship("a", "hyperlink", "https://example.org/note", outside)
        ),
    }
    path = tmp_path / "a.docx"
    path.write_bytes(package(files))
    note_ = Note((Paragraph((Link("https://example.org/note", (Text("حاشية"),)),)),))
    assert newsconvert.read(path).body[-1] == Paragraph((Text("نص"), note_))


def test_values_that_the_schema_forbids_break_nothing(tmp_path: Path) -> None:
    odd = (
        f'<w:pPr><w:pStyle/><w:numPr><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="?"/></w:pPr>{run("أول")}',
        '<w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:rPr><w:b w:val="maybe"/><w:i/></w:rPr><w:t>ثانٍ</w:t></w:r>',
        f'<w:hyperlink r:id="none">{run("ثالث")}</w:hyperlink><w:hyperlink/>',
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": body(run("عنوان"), *odd),
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:type="?" w:styleId="S"><w:name/><w:basedOn/></w:style></w:styles>',
    }
    path = tmp_path / "a.docx"
    path.write_bytes(package(files))
    assert list(article_text(newsconvert.read(path))) == ["عنوان", "أول", "ثانٍ", "ثالث"]


def test_reader_names_the_limit_of_a_part(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(package({"word/document.xml": b" " * 20_000_000}))
    with pytest.raises(LimitError, match=r"word/document\.xml unpacks to too many bytes: 20,000,000"):
        newsconvert.read(path)
    path.write_bytes(package({"word/document.xml": "<w:document"}))
    with pytest.raises(InputError, match=r"word/document\.xml is broken"):
        newsconvert.read(path)


def test_template_of_word_is_taken(article: Article, tmp_path: Path) -> None:
    """A .dotx has another content type, with which python-docx opens nothing."""
    source = io.BytesIO()
    docx.Document().save(source)
    with zipfile.ZipFile(source) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    types = files["[Content_Types].xml"]
    assert isinstance(types, bytes)
    files["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    path = tmp_path / "house.dotx"
    path.write_bytes(package(files))
    made = docx.Document(io.BytesIO(newsconvert.write(article, "docx", reference_doc=path)))
    assert article.headline in [paragraph.text for paragraph in made.paragraphs]
    assert made.styles["Heading 2"].font.size.pt == 13  # python-docx's own look
    assert made.part.content_type.endswith("document.main+xml")
    assert not [one for one in made.part.rels.values() if one.reltype == RT.CUSTOM_XML and "item2" in one.target_ref]


def test_headings_of_a_document_are_read_through_its_styles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("عنوان", 0)
    document.add_heading("قسم", 2)
    document.save(str(tmp_path / "a.docx"))
    (heading,) = newsconvert.read(tmp_path / "a.docx").body
    assert isinstance(heading, Heading)
    assert plain_text(heading.inlines) == "قسم"
