"""What stands beside text in Word documents and EPUBs is verified: packages, pictures, links, marks of notes, hiding."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Figure, Link, Note, Paragraph, Picture, Text
from newsconvert.verification import FindingKind, verify_document
from support.repacked import rewritten
from support.rich_article import RICH, picture

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("نص فيه "), Link("https://example.org/صفحة?a=b", (Text("رابط"),)), Text(" ومعه حاشية."),
                   Note((Paragraph((Text("نص الحاشية."),)),)))),
        Figure((Picture(picture(), "ألواح شمسية"),), caption=(Text("تعليق الصورة."),)),
        Paragraph((Text("جملة مكشوفة تماما."),)),
        Figure((Picture(picture("JPEG"), "منظر المدينة"),)),
    ),
)  # fmt: skip
PACKAGES = ("docx", "epub")


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return {format: newsconvert.write(ARTICLE, format) for format in PACKAGES}


def findings(format: str, data: bytes, article: Article = ARTICLE) -> list[str]:
    return [str(one) for one in verify_document(article, format, data).findings]


def edited(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """Return a package with its text parts changed by `change`, which takes the name and the text of each."""
    endings = (".xml", ".xhtml", ".css", ".rels")
    return rewritten(data, lambda name, part: change(name, part.decode()).encode() if name.endswith(endings) else part)


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html", "json"])
def test_whole_documents_are_whole(format: str) -> None:
    for article in (ARTICLE, RICH):
        assert findings(format, newsconvert.write(article, format), article) == []


@pytest.mark.parametrize("format", PACKAGES)
def test_a_changed_byte_in_any_part_is_found(format: str, documents: dict[str, bytes]) -> None:
    data = documents[format]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            if not info.compress_size:
                continue
            harmed = bytearray(data)
            start = info.header_offset + 30 + len(info.filename.encode()) + len(info.extra)
            harmed[start + info.compress_size // 2] ^= 0x10
            (found,) = findings(format, bytes(harmed))
            assert info.filename in found
            assert "damaged" in found


DAMAGE = {
    ("pictures removed", "docx"): (r"<w:drawing>.*?</w:drawing>", "", "ألواح شمسية» is missing"),
    ("pictures removed", "epub"): (r"<img [^>]*>", "", "ألواح شمسية» is missing"),
    ("alternative text replaced", "docx"): ('descr="ألواح شمسية"', 'descr="قطة"', "has become «قطة»"),
    ("alternative text replaced", "epub"): ('alt="ألواح شمسية"', 'alt="قطة"', "has become «قطة»"),
    ("alternative texts exchanged", "epub"): (
        'alt="ألواح شمسية"(.*)alt="منظر المدينة"', r'alt="منظر المدينة"\1alt="ألواح شمسية"', "out of order"),
    ("a link to another host", "docx"): ("https://example.org/", "https://evil.example/", "evil.example"),
    ("a link to another host", "epub"): ("https://example.org/", "https://evil.example/", "evil.example"),
    ("a link taken away", "docx"): (r"</?w:hyperlink[^>]*>", "", "link to https://example.org"),
    ("a link taken away", "epub"): (r'<a href="https[^>]*>(.*?)</a>', r"\1", "link to https://example.org"),
    ("a mark of a note removed", "docx"): (r"<w:r>(?:(?!<w:r>).)*<w:footnoteReference[^>]*>.*?</w:r>", "", "marks of notes"),
    ("a mark of a note removed", "epub"): (r'<sup class="note-mark">.*?</sup>', "", "marks of notes"),
    ("a style attribute", "epub"): ("<p>جملة", '<p style="color: red; DISPLAY : none">جملة', "جملة مكشوفة تماما"),
    ("an invisible part", "epub"): ("<p>جملة", '<p style="visibility:hidden">جملة', "جملة مكشوفة تماما"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "format"), list(DAMAGE))
def test_damage_is_found(damage: str, format: str, documents: dict[str, bytes]) -> None:
    pattern, new, told = DAMAGE[damage, format]
    harmed = edited(documents[format], lambda _, text: re.sub(pattern, new, text, flags=re.DOTALL))
    found = findings(format, harmed)
    assert found
    assert told in " ".join(found)


@pytest.mark.parametrize(
    "rule",
    [
        ".x { display: none }", "p.x, q { visibility: hidden !important }", "@media screen { .x { display:none } }",
        "article p.x { opacity: 0 }", ".x { font-size: 0 }",
    ],
)  # fmt: skip
def test_what_a_style_sheet_hides_is_missing(rule: str, documents: dict[str, bytes]) -> None:
    def change(name: str, text: str) -> str:
        return text + rule if name.endswith(".css") else text.replace("<p>جملة", '<p class="x">جملة')

    assert "«جملة مكشوفة تماما.» is missing" in " ".join(findings("epub", edited(documents["epub"], change)))


@pytest.mark.parametrize(
    "rule",
    [
        ".x { display: none } article p.x { display: block }",
        ".x { display: block !important } .x { display: none }", ".y { display: none }", ".x { opacity: 0.5 }",
    ],
)  # fmt: skip
def test_what_a_style_sheet_shows_is_there(rule: str, documents: dict[str, bytes]) -> None:
    def change(name: str, text: str) -> str:
        return text + rule if name.endswith(".css") else text.replace("<p>جملة", '<p class="x">جملة')

    assert findings("epub", edited(documents["epub"], change)) == []


_HIDING = {
    "hidden": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "tiny": '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    "by a style": '<w:rStyle w:val="Gone"/>',
}


@pytest.mark.parametrize("how", _HIDING)
def test_what_word_hides_is_missing(how: str, documents: dict[str, bytes]) -> None:
    style = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'

    def change(name: str, text: str) -> str:
        if name == "word/styles.xml":
            return text.replace("</w:styles>", f"{style}</w:styles>")
        if name != "word/document.xml":
            return text
        at = text.index("جملة")
        start = text.rindex("<w:r>", 0, at)
        run = re.sub(r"<w:rPr>.*?</w:rPr>|<w:rPr/>", "", text[start:at])
        return f"{text[:start]}{run.replace('<w:r>', f'<w:r><w:rPr>{_HIDING[how]}</w:rPr>', 1)}{text[at:]}"

    assert "جملة" in " ".join(findings("docx", edited(documents["docx"], change)))


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html", "json"])
@pytest.mark.parametrize("data", [b"", b"plain text", b"PK\x03\x04 and no more", b"\x89PNG\r\n"])
def test_messages_say_what_to_do(format: str, data: bytes) -> None:
    (finding,) = verify_document(ARTICLE, format, data).findings
    assert finding.kind is FindingKind.UNREADABLE
    said = f"{finding}."
    assert ".." not in said
    assert re.search(r"make it again|give one|not a JSON object", said), said
    assert not re.search(r"Error|zip|zlib|Expecting|lxml|PDFium", said), said


@pytest.mark.parametrize("format", PACKAGES)
def test_a_package_made_to_fill_the_memory_is_not_opened(format: str, documents: dict[str, bytes]) -> None:
    out = io.BytesIO(documents[format])
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("bomb.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1 << 20))
    (found,) = findings(format, out.getvalue())
    assert "larger than those of any document" in found


def test_a_truncated_document_is_named_so() -> None:
    whole = newsconvert.write(ARTICLE, "html")
    (finding,) = verify_document(ARTICLE, "html", whole[:-20]).findings
    assert f"{finding}." == "it cannot be read: it is truncated; make it again."


def test_pictures_that_were_not_in_the_source_are_found(documents: dict[str, bytes]) -> None:
    less = replace(ARTICLE, body=ARTICLE.body[:3])
    for format in PACKAGES:
        assert findings(format, documents[format], less) == ["a picture «منظر المدينة» is added"]
