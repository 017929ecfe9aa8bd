"""What a source has that an article cannot hold is left out by the reader that meets it, and counted."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    ItemList,
    Link,
    ListItem,
    Paragraph,
    Strong,
    Text,
    block_inlines,
    plain_text,
)
from newsconvert.result import Kind
from support.webpages import ONE, TWO, between, page
from support.wordsources import LEDE, document, para, run

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = (
    "<p>انظر <a href='/a/b'>التقرير</a> و<a href='c.html#d'>الملحق</a>، واتصل <a href='tel:+96170123456'>بالرقم</a> أو "
    "<a href='ftp://files.example/x.zip'>نزّل الملف</a> أو <a href='javascript:void(0)'>النافذة</a> أو <a href='#p2'>الفقرة</a>.</p>"
)


def addresses(data: bytes, reader: str = "html") -> tuple[list[str], int]:
    """Return the addresses of the links, and how many were dropped."""
    found = newsconvert.load(data, reader=reader)
    links = [
        node.url
        for block in found.value.body
        for inlines in block_inlines(block)
        for node in inlines
        if isinstance(node, Link)
    ]
    return links, sum(one.count for one in found.warnings if one.kind is Kind.LINK_DROPPED)


def test_links_of_a_page_without_an_address_are_counted_where_they_lead_nowhere() -> None:
    assert addresses(page(LINKS)) == (["tel:+96170123456", "ftp://files.example/x.zip"], 4)


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("<base href='https://b.example/x/'>", "https://b.example/x/"),
        ("<base href='/x/'><meta property='og:url' content='https://b.example/news/1'>", "https://b.example/x/"),
        ("<link rel='canonical' href='https://b.example/y/1'>", "https://b.example/y/"),
        ("<meta property='og:url' content='/1'><link rel='canonical' href='https://b.example/y/1'>", "https://b.example/y/"),
        ("<!-- saved from url=(0023)https://b.example/z/1 -->", "https://b.example/z/"),
    ],
)  # fmt: skip
def test_links_of_a_page_are_resolved_by_the_address_that_it_states(head: str, base: str) -> None:
    links, dropped = addresses(page(LINKS, head))
    assert links[:2] == ["https://b.example/a/b", f"{base}c.html#d"]
    assert dropped == 2


@pytest.mark.parametrize("format", ["html", "epub", "docx", "pdf"])
def test_documents_keep_links_to_telephones_and_files(format: str) -> None:
    links = (Link("tel:+96170123456", (Text("الهاتف"),)), Text(" و"), Link("ftp://files.example/x", (Text("الملف"),)))
    data = newsconvert.write(Article("خبر", (Paragraph(links),), language="ar", direction="rtl"), format)
    if format in ("epub", "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist())
    elif format == "pdf":
        import pypdf

        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        data = repr([one.get_object() for each in pages for one in each.get("/Annots", [])]).encode()
    assert b"tel:+96170123456" in data
    assert b"ftp://files.example/x" in data


def test_links_inside_of_a_word_document_are_counted_but_not_those_of_its_contents() -> None:
    def link(anchor: str) -> str:
        return f'<w:hyperlink w:anchor="{anchor}">{run("انظر الجدول")}</w:hyperlink>'

    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "file:///C:/a.doc" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("الملف")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f"<w:fldSimple w:instr='HYPERLINK \"..\\b.doc\"'>{run('آخر')}</w:fldSimple>"
    data = document(para(LEDE), para(link("table2"), link("_Toc1")), para(field, simple))
    assert addresses(data, "docx") == ([], 3)


def with_pages(data: bytes, **parts: str) -> bytes:
    """Return a Word document with headers and footers."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            text = old.read(entry)
            if entry == "word/_rels/document.xml.rels":
                made = "".join(
                    f'<Relationship Id="p{name}" Type="{OFFICE}/{name[:6]}" Target="{name}.xml"/>' for name in parts
                )
                text = text.replace(b"</Relationships>", f"{made}</Relationships>".encode())
            new.writestr(entry, text)
        for name, inner in parts.items():
            tag = "hdr" if name.startswith("header") else "ftr"
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(f"word/{name}.xml", f'<w:{tag} xmlns:w="{space}">{inner}</w:{tag}>')
    return target.getvalue()


def test_headers_and_footers_of_word_are_counted_each_text_once_but_no_numbers_and_nothing_the_article_has() -> None:
    data = with_pages(
        document(para(LEDE)),
        header1=para("جريدة الميناء - العدد 1200"),
        header2=para("جريدة الميناء - العدد 1200"),
        footer1=para("3") + para("خبر القمح 4") + para("سري: لا ينشر"),
    )
    found = newsconvert.load(data, reader="docx")
    assert [(one.kind, one.count, one.characters) for one in found.warnings] == [(Kind.PAGE_FURNITURE, 2, 32)]
    broken = with_pages(document(para(LEDE)), header1="<w:p>")
    assert newsconvert.load(broken, reader="docx").value.headline == "خبر القمح"


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<video src='https://v.example/a.mp4'>{}</video>", "https://v.example/a.mp4"),
        ("<video><source src='https://v.example/a.mp4'><p>{}</p></video>", "https://v.example/a.mp4"),
        ("<audio src='https://v.example/a.mp3'>{}</audio>", "https://v.example/a.mp3"),
        ("<audio>{}</audio>", None),
        ("<p><video src='blob:x'>{}</video></p>", None),
        ("<object data='https://v.example/a.swf'><p>{}</p></object>", "https://v.example/a.swf"),
        ("<figure><video src='https://v.example/a.mp4'>{}</video></figure>", "https://v.example/a.mp4"),
        ("<ul><li><audio src='https://v.example/a.mp3'>{}</audio></li></ul>", "https://v.example/a.mp3"),
    ],
)
def test_what_embedded_media_show_where_they_cannot_be_played_is_counted(markup: str, address: str | None) -> None:
    told = "متصفحك لا يدعم هذا المقطع"
    found, warnings = between(page(markup.format(told)))
    assert told not in repr(found)
    assert (warnings[Kind.EMBED_AS_LINK], warnings[Kind.HIDDEN_TEXT]) == (1, 1)
    assert address is None or address in repr(found)


def test_the_poster_of_a_video_is_a_picture_with_the_caption_of_its_figure() -> None:
    inner = (
        "<video poster='https://v.example/p.jpg' title='لقطات' src='https://v.example/a.mp4'>لا يدعم</video>"
        "<figure><video poster='https://v.example/q.jpg' src='https://v.example/b.mp4'></video><figcaption>من الافتتاح</figcaption>"
        "</figure><object data='https://v.example/r.svg' type='image/svg+xml'>رسم</object>"
    )
    found, warnings = between(page(inner))
    figures = [block for block in found if isinstance(block, Figure)]
    assert [one.url for block in figures for one in block.pictures] == [
        "https://v.example/p.jpg", "https://v.example/q.jpg", "https://v.example/r.svg",
    ]  # fmt: skip
    assert (plain_text(figures[1].caption), figures[1].credit) == ("من الافتتاح", ())
    assert warnings == {Kind.PICTURE_MISSING: 3, Kind.EMBED_AS_LINK: 2, Kind.HIDDEN_TEXT: 2}


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0", "opacity: 0.0", "text-indent:-9999px", "position:absolute;left:-999em", "font-size:0", "color:transparent",
        "content-visibility:hidden",
    ],
)  # fmt: skip
def test_words_that_styles_make_invisible_are_hidden_but_pictures_that_appear_later_are_not(style: str) -> None:
    inner = "<p class='x'>سر لا يراه أحد</p><p>ظاهر</p><p class='x'><img src='https://v.example/a.jpg' alt='صورة'></p>"
    found, warnings = between(page(inner, f"<style>.x{{{style}}}</style>"))
    assert "سر" not in repr(found)
    assert warnings[Kind.HIDDEN_TEXT] == 1
    assert style.startswith("content") or any(isinstance(block, Figure) for block in found)
    shown, warnings = between(page("<p style='opacity:.5;text-indent:-20px;color:red'>ظاهر</p>"))
    assert ([plain_text(run) for block in shown for run in block_inlines(block)], warnings) == (["ظاهر"], {})


@pytest.mark.parametrize(
    "stamp",
    [
        "<time datetime='2024-05-27T1{0}:40'>27 مايو 2024 - 1{0}:40</time>", "<p><time>27 مايو 2024 1{0}:40</time></p>",
        "<div class='t'><time>1{0}:40</time></div>", "<span class='date'>27 مايو 2024 - 1{0}:40</span>",
    ],
)  # fmt: skip
def test_times_of_the_entries_of_a_live_page_are_not_the_articles(stamp: str) -> None:
    entries = "".join(
        f"<div class='entry'>{stamp.format(at)}<h3>مدخل {at}</h3><p>{text}</p></div>"
        for at, text in enumerate((ONE, TWO, ONE))
    )
    data = f"<html lang='ar'><head><meta charset='utf-8'></head><body><main><h1>بث مباشر</h1>{entries}</main></body></html>"
    article = newsconvert.read(data.encode(), reader="html")
    assert article.timestamp is None
    shown = [plain_text(run) for block in article.body for run in block_inlines(block)]
    stamps = [text for text in shown if ":40" in text]
    assert [one[-5:] for one in stamps] == ["10:40", "11:40", "12:40"]


def test_terms_are_items_and_no_headings() -> None:
    inner = "<dl><dt>الكلفة</dt><dd>سبعون ألفاً</dd><div><dt>المدة</dt><dt>الزمن</dt><dd><p>ثلاث</p><p>سنوات</p></dd></div></dl>"
    (found,), warnings = between(page(inner))
    assert isinstance(found, ItemList)
    terms = [Paragraph((Strong((Text(word),)),)) for word in ("الكلفة", "المدة", "الزمن")]
    said = [Paragraph((Text(word),)) for word in ("سبعون ألفاً", "ثلاث", "سنوات")]
    assert found.items == (ListItem((terms[0], said[0])), ListItem((terms[1], terms[2], said[1], said[2])))
    assert not warnings


def test_the_title_of_a_box_amid_the_text_is_no_heading_over_what_follows_it() -> None:
    box = "<aside><h3>حقائق عن السوق</h3><p>بني السوق في القرن التاسع عشر على أنقاض خان قديم كان محطة للقوافل.</p></aside>"
    found, _ = between(page(box))
    assert found[0] == Paragraph((Strong((Text("حقائق عن السوق"),)),))
    assert not any(isinstance(block, Heading) for block in found)


def test_an_invalid_character_and_a_control_in_one_line() -> None:
    found = newsconvert.load("عنوان الخبر\n\nقال\x00 الوزير \u202eإن العمل مستمر.".encode())
    assert [plain_text(block.inlines) for block in found.value.body if isinstance(block, Paragraph)] == [
        "قال الوزير إن العمل مستمر."
    ]
    assert [re.findall(r"U\+\w+", str(one)) for one in found.warnings] == [["U+0000"], ["U+202E"]]
