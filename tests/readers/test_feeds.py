"""What must come through from feeds, news agencies' XML, messages, pages in one file and books: invented inputs."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image as Pillow

import newsconvert
from newsconvert.errors import EmptyInputError, InputError, LimitError, MissingDependencyError
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    Link,
    Note,
    Paragraph,
    Quotation,
    Source,
    Strong,
    Superscript,
    Table,
    article_text,
    notes,
    plain_text,
)
from newsconvert.options import Limits, ReaderOptions
from newsconvert.readers import readers
from newsconvert.result import Converted, Kind
from support.rich_article import t

ONE = "أعلنت إدارة الميناء أمس تأجيل رحلات الصيد يومين بسبب الرياح الشديدة التي تجاوزت سرعتها سبعين كيلومتراً في الساعة."
TWO = "وقال رئيس نقابة الصيادين إن القرار صدر بالتشاور معها، وإن المراكب كلها عادت إلى المرسى قبل حلول الليل."
NOON = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)


def png(size: tuple[int, int] = (5, 4)) -> bytes:
    Pillow.new("RGB", size).save(data := io.BytesIO(), "PNG")
    return data.getvalue()


def every(data: bytes | str, name: str) -> list[Converted[Article]]:
    data = data.encode() if isinstance(data, str) else data
    found = [one for _, one in newsconvert.load_many(data, file_name=name)]
    assert not [str(one) for one in found if isinstance(one, InputError)]
    return [one for one in found if not isinstance(one, InputError)]


def texts(article: Article) -> list[str]:
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>المرفأ</title><language>ar-lb</language>
<item><title>تأجيل الصيد &amp; الرياح</title><link>https://marfa.example/1</link><dc:creator>سلمى نجار</dc:creator>
 <pubDate>Mon, 06 May 2024 12:00:00 GMT</pubDate><description>موجز</description>
 <content:encoded><![CDATA[<p>{ONE}&nbsp;<b>خطر</b></p><blockquote><p>عدنا.</p><footer>بحّار</footer></blockquote><p><a href="/x">هنا</a></p>]]></content:encoded>
 <media:content url="https://marfa.example/a.jpg" medium="image"><media:title>المراكب</media:title></media:content></item>
<item><title>خبر ثان</title><author>d@marfa.example (دانا سعد)</author><description>{TWO}</description>
 <enclosure url="https://marfa.example/s.mp3" type="audio/mpeg" length="9"/><guid>https://marfa.example/2</guid></item>
</channel></rss>"""


def test_each_item_of_rss_is_an_article() -> None:
    first, second = every(RSS, "feed.rss")
    article = first.value
    assert (article.headline, article.byline, article.published) == ("تأجيل الصيد & الرياح", "سلمى نجار", NOON)
    assert (article.source, article.language) == (Source("المرفأ", "https://marfa.example/1"), "ar-lb")
    figure, paragraph, quotation, last = article.body
    assert isinstance(figure, Figure)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(last, Paragraph)
    assert (figure.pictures[0].url, figure.caption) == ("https://marfa.example/a.jpg", t("المراكب"))
    assert paragraph.inlines == (*t(f"{ONE}\xa0"), Strong(t("خطر")))
    assert quotation == Quotation(t("عدنا."), (), t("بحّار"))
    assert last.inlines == (Link("https://marfa.example/x", t("هنا")),)
    assert {(one.kind, one.count) for one in first.warnings} == {(Kind.PICTURE_MISSING, 1), (Kind.UNUSED_COLUMN, 1)}
    assert (second.value.byline, texts(second.value)[0]) == ("دانا سعد", TWO)
    assert Kind.EMBED_AS_LINK in [one.kind for one in second.warnings]


def test_atom_and_rss_1() -> None:
    (found,) = every(
        f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>المرفأ</title><author><name>سلمى</name></author>
        <entry><title type="html">تأجيل &lt;b&gt;الصيد&lt;/b&gt;</title><link href="https://marfa.example/1"/><updated>2024-05-06T12:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><h3>فرع</h3><p>{TWO}</p></div></content></entry></feed>""",
        "a.atom",
    )
    article = found.value
    assert (article.headline, article.byline, article.published) == ("تأجيل الصيد", "سلمى", NOON)
    assert [type(block) for block in article.body] == [Paragraph, Heading, Paragraph]
    (found,) = every(
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>المرفأ</title></channel><item><title>خبر</title><dc:date>2024-05-06T12:00:00Z</dc:date><description>{ONE}</description></item></rdf:RDF>""",
        "a.rdf",
    )
    assert (found.value.published, texts(found.value)) == (NOON, [ONE])


NITF = f"""<nitf><head><title>ع</title></head><body><body.head><hedline><hl1>تأجيل الصيد</hl1><hl2>الرياح السبب</hl2></hedline>
<byline>سلمى نجار</byline><dateline><location>صور</location></dateline></body.head><body.content><p>{ONE}</p><hl2>أرقام</hl2>
<media media-type="image"><media-reference source="a.jpg"/><media-caption><p>المراكب</p></media-caption><media-producer>دانا</media-producer></media>
<table><tr><th>يوم</th><td>٧٠</td></tr></table><p>{TWO}</p></body.content></body></nitf>"""


@pytest.mark.parametrize("kind", ["nitf", "g2-nitf", "g2-xhtml", "newsml1"])
def test_news_of_agencies(kind: str) -> None:
    inline = {
        "g2-nitf": f'<inlineXML contenttype="application/nitf+xml">{NITF.replace("<nitf>", "<nitf xmlns=&quot;http://iptc.org/std/NITF/2006-10-18/&quot;>".replace("&quot;", chr(34)))}</inlineXML>',
        "g2-xhtml": f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>ع</title></head><body><p>{ONE}</p><h2>أرقام</h2><figure><img src="a.jpg"/><figcaption>المراكب</figcaption></figure><table><tr><th>يوم</th><td>٧٠</td></tr></table><p>{TWO}</p></body></html></inlineXML>',
    }
    data = {
        "nitf": NITF,
        "newsml1": f"<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>تأجيل الصيد</HeadLine><ByLine>سلمى نجار</ByLine></NewsLines><ContentItem><DataContent>{NITF}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    }.get(kind) or (
        f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet><newsItem guid="urn:1" xml:lang="ar">
        <itemMeta><provider literal="وكالة المرفأ"/><versionCreated>2024-05-06T12:00:00Z</versionCreated></itemMeta>
        <contentMeta><located><name>صور</name></located><by>سلمى نجار</by><headline>تأجيل الصيد</headline></contentMeta>
        <contentSet>{inline[kind]}</contentSet></newsItem></itemSet></newsMessage>"""
    )  # fmt: skip
    (found,) = every(data, "a.xml")
    article = found.value
    assert (article.headline, article.byline) == ("تأجيل الصيد", "سلمى نجار")
    assert [type(block) for block in article.body] == [Paragraph, Heading, Figure, Table, Paragraph]
    assert texts(article) == [ONE, TWO]
    if kind.startswith("g2"):
        assert (article.published, article.place) == (NOON, "صور")
        assert article.source == Source("وكالة المرفأ")
    if "xhtml" not in kind:
        assert article.deck == "الرياح السبب"
        (figure,) = [block for block in article.body if isinstance(block, Figure)]
        assert (figure.caption, figure.credit) == (t("المراكب"), t("دانا"))


def test_the_parts_of_a_feed_give_what_the_whole_gives() -> None:
    options = ReaderOptions(file_name="feed.rss")
    parts = list(readers()["xml"].split_many(io.BufferedReader(io.BytesIO(RSS.encode())), options))
    assert [number for number, _ in parts] == [1, 2]
    for (_, part), whole in zip(parts, every(RSS, "feed.rss"), strict=True):
        assert not isinstance(part, InputError)
        assert readers()[part.reader].read(part.data, part.options).value.body == whole.value.body


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>x</title><description>&b;</description></item></channel></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>', "entities"),
        ("<rss><channel><item>", "well-formed"), ("<rss><![CDATA[\nx", "well-formed"), ("<rss><channel/></rss>", "no item"),
        ('<?xml version="1.0"?><a/>', "another kind"), ("<newsItem/>", "no headline"),
        (f"<rss><channel><item><title>x</title><description>{'&lt;div&gt;' * 200}x{'&lt;/div&gt;' * 200}</description></item></channel></rss>", "nested too deep"),
    ],
)  # fmt: skip
def test_xml_that_means_harm_is_one_error(data: str, words: str) -> None:
    def call() -> None:
        for _, one in newsconvert.load_many(data.encode(), file_name="a.xml"):
            if isinstance(one, InputError):
                raise one

    with pytest.raises(InputError, match=words) as problem:
        call()
    assert "\n" not in str(problem.value)


def test_entities_of_html_that_a_feed_does_not_declare_are_characters() -> None:
    (found,) = every(
        f"<rss><channel><item><title>خبر&nbsp;اليوم &laquo;أ&raquo;</title><description>{ONE}</description></item></channel></rss>",
        "a.rss",
    )
    assert found.value.headline == "خبر\xa0اليوم «أ»"
    with pytest.raises(LimitError):
        every(RSS, "a.rss") and newsconvert.read(RSS.encode(), file_name="a.rss", limits=Limits(size=100))


# Messages


def mail(html: str | None, plain: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "سلمى نجار <s@marfa.example>", "d@marfa.example", "تأجيل الصيد"
    made["Date"] = "Mon, 06 May 2024 12:00:00 +0000"
    if plain is not None:
        made.set_content(plain)
    if html is not None:
        made.add_alternative(html, subtype="html") if plain is not None else made.set_content(html, subtype="html")
    return made


def test_a_message_with_text() -> None:
    (found,) = every(bytes(mail(None, f"{ONE}\n\n{TWO}\n")), "a.eml")
    article = found.value
    assert (article.headline, article.byline, article.published) == ("تأجيل الصيد", "سلمى نجار", NOON)
    assert (texts(article), found.warnings) == ([ONE, TWO], ())


def test_a_message_with_html_pictures_and_attachments() -> None:
    made = mail(f'<p>{ONE}</p><p><img src="cid:p1" alt="المراكب"></p><p>{TWO}</p>', "نص بديل")
    html = made.get_body(("html",))
    assert html is not None
    html.add_related(png(), "image", "png", cid="<p1>")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="جدول.pdf")
    made.add_attachment(png((9, 9)), maintype="image", subtype="png", filename="b.png")
    (found,) = every(bytes(made), "a.eml")
    figure = found.value.body[1]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    attached = found.value.body[-1]
    assert isinstance(attached, Figure)
    assert attached.pictures[0].image is not None
    assert texts(found.value) == [ONE, TWO]
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.ATTACHMENT, 1)]
    assert "جدول.pdf" in str(found.warnings[0])


def test_all_that_is_attached_is_named_but_not_a_picture() -> None:
    made = mail(None, f"{ONE}\n")
    for name in ("بيان.txt", "بيان.docx"):
        made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    made.add_attachment(b"no picture", maintype="image", subtype="png", filename="c.png")
    made.add_attachment(mail(None, TWO))
    (found,) = every(bytes(made), "a.eml")
    assert [one.count for one in found.warnings] == [4]
    assert str(found.warnings[0]).endswith("left out: بيان.txt، بيان.docx، c.png، تأجيل الصيد.")


def test_a_message_that_only_forwards_another_is_that_one() -> None:
    made = EmailMessage()
    made["Subject"], made["From"] = "Fwd: خبر", "x@y.example"
    made.set_content("\n")
    made.add_attachment(mail(None, f"{ONE}\n"))
    (found,) = every(bytes(made), "a.eml")
    assert (found.value.headline, texts(found.value)) == ("تأجيل الصيد", [ONE])
    assert found.value.provenance.content == bytes(made)


def test_texts_and_pictures_of_a_message_one_after_the_other() -> None:
    made = mail(None, f"{ONE}\n")
    made.make_mixed()
    made.add_attachment(png(), maintype="image", subtype="png", filename="a.png", disposition="inline")
    made.add_attachment(TWO, subtype="plain", disposition="inline")
    forwarded = mail(f"<p>{ONE} لا تنشر</p>")
    made.add_attachment(forwarded)
    (found,) = every(bytes(made), "a.eml")
    first, figure, last = found.value.body
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert texts(found.value) == [ONE, TWO]
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.ATTACHMENT, 1)]


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_a_message_in_an_old_encoding_that_flows(charset: str) -> None:
    raw = f"From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: =?utf-8?b?2LnZhtmI2KfZhg==?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}; format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    head, tail = ONE[:50].rpartition(" ")[0], ONE[:50].rpartition(" ")[2] + ONE[50:]
    (found,) = every(raw.encode() + f"{head} \r\n{tail}\r\n".encode(charset), "a.eml")
    assert (found.value.headline, texts(found.value)) == ("عنوان", [ONE])


def test_messages_that_hold_no_text_or_too_much_are_one_error() -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@b.example", "c@d.example", "x"
    made.set_content(png(), "image", "png")
    with pytest.raises(EmptyInputError, match="no text"):
        newsconvert.read(bytes(made), file_name="a.eml")
    inner = b"From: a@b.example\nTo: c@d.example\nSubject: x\n"
    deep = (
        inner
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(90))
        + b"\n\nx"
    )
    with pytest.raises(InputError):
        newsconvert.read(deep, file_name="a.eml")
    with pytest.raises(InputError, match="no header"):
        newsconvert.read(b"\n\ntext", file_name="a.eml")


# Pages in one file


def mhtml(page: str, *parts: tuple[str, str, bytes], charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"], made["Snapshot-Content-Location"], made["Subject"] = (
        "<Saved by Blink>",
        "https://marfa.example/n/1.html",
        "x",
    )
    made.set_content(page.encode(charset), "text", "html", cte="quoted-printable")
    made["Content-Location"] = "https://marfa.example/n/1.html"
    made.make_related()
    for address, kind, data in parts:
        made.add_related(data, "image", kind)
        list(made.iter_parts())[-1]["Content-Location"] = address
    return bytes(made)


def test_a_page_in_one_file_with_its_pictures() -> None:
    page = f'<html lang="ar"><body><nav><a href="/">الرئيسية</a></nav><article><h1>تأجيل الصيد</h1><p>{ONE}</p><figure><img src="../a.png" alt="المراكب"><figcaption>في المرسى</figcaption></figure><p>{TWO}</p><figure><img src="/b.png" alt="غائبة"></figure><p>{ONE} ختام.</p></article></body></html>'
    (found,) = every(mhtml(page, ("https://marfa.example/a.png", "png", png())), "a.mhtml")
    article = found.value
    assert (article.headline, article.source) == ("تأجيل الصيد", Source(None, "https://marfa.example/n/1.html"))
    first, second = [block for block in article.body if isinstance(block, Figure)]
    assert first.pictures[0].image is not None
    assert first.caption == t("في المرسى")
    assert (second.pictures[0].image, second.pictures[0].url) == (None, "https://marfa.example/b.png")
    assert (Kind.PICTURE_MISSING, 1) in [(one.kind, one.count) for one in found.warnings]
    assert texts(article) == [ONE, TWO, f"{ONE} ختام."]
    (same,) = every(mhtml(page), "a.eml")
    assert same.value.headline == article.headline
    with pytest.raises(EmptyInputError):
        newsconvert.read(b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: text/plain\n\nx", file_name="a.mht")


# Books

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'


def book(documents: dict[str, str], pictures: dict[str, bytes] | None = None, hidden: str = "") -> bytes:
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(documents)
    )
    spine = "".join(
        f'<itemref idref="i{at}"{" linear=" + chr(34) + "no" + chr(34) if name == hidden else ""}/>'
        for at, name in enumerate(documents)
    )
    opf = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>تأجيل الصيد</dc:title><dc:creator>سلمى نجار</dc:creator><dc:language>ar</dc:language><dc:publisher>المرفأ</dc:publisher><dc:date>2024-05-06T12:00:00Z</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>'
    with zipfile.ZipFile(data := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        made.writestr("META-INF/container.xml", CONTAINER)
        made.writestr("OPS/a.opf", opf)
        for name, content in documents.items():
            made.writestr(
                f"OPS/{name}",
                f'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{content}</body></html>',
            )
        for name, picture in (pictures or {}).items():
            made.writestr(f"OPS/{name}", picture)
    return data.getvalue()


def test_the_documents_of_a_book_in_their_order() -> None:
    data = book(
        {"t/1.xhtml": f'<h1>تأجيل الصيد</h1><p>{ONE}<a epub:type="noteref" href="#n">1</a></p><figure><img src="../p/a.png" alt="المراكب"/><figcaption>في المرسى</figcaption></figure><aside epub:type="footnote" id="n"><p>الحاشية.</p></aside>',
         "t/2.xhtml": f"<h2>ثان&nbsp;</h2><p>{TWO}</p>", "ad.xhtml": "<p>إعلان</p>"},
        {"p/a.png": png()}, hidden="ad.xhtml",
    )  # fmt: skip
    (found,) = every(data, "a.epub")
    article = found.value
    assert (article.headline, article.byline, article.published) == ("تأجيل الصيد", "سلمى نجار", NOON)
    assert article.source == Source("المرفأ")
    assert [type(block) for block in article.body] == [Paragraph, Figure, Heading, Paragraph]
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    assert [note.blocks for note in notes(article.body) if isinstance(note, Note)] == [(Paragraph(t("الحاشية.")),)]
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.PAGE_FURNITURE, 1)]


def test_a_book_in_many_documents_has_its_notes_at_their_marks_and_no_cover_or_contents() -> None:
    """As calibre makes books of other formats: notes in a document of their own, links with the names of files."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="c.png"/></svg>'
    mark = '<a id="r{0}" href="i_002.html#n{0}"><sup>{0}</sup></a>'
    data = book(
        {"titlepage.xhtml": f"<div>{svg}</div>", "toc.html": '<p>المحتويات</p><p><a href="i_000.html">فصل</a></p>',
         "i_000.html": f'<p class="calibre1" id="p"><b class="calibre2">فصل</b></p><p>{ONE}{mark.format(1)}</p><p><img src="x/a.png" alt="OPS/x/a.png"/></p>',
         "i_001.html": f'<p id="p">{TWO}{mark.format(2)} <a href="i_000.html#p">سبق</a></p>',
         "i_002.html": '<p id="n1"><a href="i_000.html#r1">1</a> الأولى.</p><p id="n2"><a href="i_001.html#r2">2</a> الثانية.</p>'},
        {"c.png": png(), "x/a.png": png()}, hidden="i_002.html",
    )  # fmt: skip
    guide = '<guide><reference type="cover" href="titlepage.xhtml"/><reference type="toc" href="toc.html"/></guide></package>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name)
                .replace(b"</package>", guide.encode())
                .replace(b"<dc:language>ar", b"<dc:language>en-US"),
            )
    (found,) = every(made.getvalue(), "a.epub")
    article = found.value
    assert article.language == "ar"
    kinds = [type(block) for block in article.body]
    assert kinds == [Heading, Paragraph, Figure, Paragraph]
    told = [
        plain_text(block.inlines)
        for note in notes(article.body)
        for block in note.blocks
        if isinstance(block, Paragraph)
    ]
    assert told == ["الأولى.", "الثانية."]
    figure = article.body[2]
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].image is not None, figure.pictures[0].alternative) == (True, None)
    assert {one.kind: one.count for one in found.warnings} == {Kind.PAGE_FURNITURE: 1, Kind.LINK_DROPPED: 1}


def test_style_sheets_of_a_book_hide_and_raise_and_placeholders_are_no_title() -> None:
    page = '<p>الميناء</p><p class="q">سر</p><p>{} م<span class="up">2</span>.</p>'
    data = book({"t/1.xhtml": page.format(ONE)}, {"css/a.css": b".q{display:none} .up{vertical-align:super}"})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"<title/>", b'<link rel="stylesheet" href="../css/a.css"/>')
            content = content.replace("تأجيل الصيد".encode(), b"Unknown Title")
            new.writestr(name, content.replace("سلمى نجار".encode(), b"Unknown Author"))
    (found,) = every(made.getvalue(), "a.epub")
    article = found.value
    assert (article.headline, article.byline) == ("الميناء", None)
    (only,) = article.body
    assert isinstance(only, Paragraph)
    assert only.inlines[1] == Superscript(t("2"))
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.HIDDEN_TEXT, 1)]


def test_a_book_of_our_own_holds_the_text(seed: Path, tmp_path: Path) -> None:
    newsconvert.convert(seed, tmp_path / "a.epub")
    article, again = newsconvert.read(seed), newsconvert.read(tmp_path / "a.epub")
    assert again.headline == article.headline
    whole = " ".join(article_text(again))
    assert [line for line in article_text(article) if line not in whole] == []


def test_books_that_mean_harm_are_one_error() -> None:
    huge = book({"1.xhtml": "<p>" + "ا" * 3_000_000 + "</p>"})
    with pytest.raises(LimitError, match="unpacks"):
        newsconvert.read(huge, file_name="a.epub", limits=Limits(size=1_000_000))
    outside = book({"../../../../etc/passwd": "<p>x</p>"})
    for data, words in (
        (book({"1.xhtml": "<div>" * 200 + "x" + "</div>" * 200}), "nested too deep"), (book({"1.xhtml": "<p>&x;"}), "well-formed"),
        (outside.replace(b"OPS/../../../../etc/passwd", b"OPS/gone/gone/gone/gone/xx"), r"it has no|no text|not an EPUB"),
        (zipfile_of({"mimetype": "application/epub+zip"}), "container"), (book({"1.xhtml": "<p>x</p>"})[:-30], "EPUB"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words) as problem:
            newsconvert.read(data, file_name="a.epub")
        assert "\n" not in str(problem.value)


def zipfile_of(files: dict[str, str]) -> bytes:
    with zipfile.ZipFile(data := io.BytesIO(), "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def warc(pages: list[tuple[str, str, bytes]], *, packed: bool = False) -> bytes:
    records = []
    for address, kind, content in pages:
        status = "404 Not Found" if "gone" in address else "200 OK"
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-06T12:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(map(gzip.compress, records) if packed else records)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_page_of_an_archive_is_an_article(name: str) -> None:
    def page(headline: str, charset: str) -> bytes:
        return f"<html><body><article><h1>{headline}</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>".encode(
            charset
        )

    data = warc([
        ("https://marfa.example/1", "text/html; charset=windows-1256", page("أول", "windows-1256")),
        ("https://marfa.example/a.png", "image/png", png()), ("https://marfa.example/gone", "text/html", page("خطأ", "utf-8")),
        ("https://marfa.example/2", "text/html", page("ثان", "utf-8")),
    ], packed=name.endswith("gz"))  # fmt: skip
    found = [one.value for one in every(data, name)]
    assert [article.headline for article in found] == ["أول", "ثان"]
    assert found[0].source == Source(None, "https://marfa.example/1", None, NOON)
    assert texts(found[0]) == [ONE, TWO]
    parts = readers()["warc"].split_many(io.BufferedReader(io.BytesIO(data)), ReaderOptions(file_name=name))
    for (number, part), article in zip(parts, found, strict=True):
        assert not isinstance(part, InputError)
        ((again, one),) = readers()[part.reader].read_many(io.BufferedReader(io.BytesIO(part.data)), part.options)
        assert not isinstance(one, InputError)
        assert (again, one.value.body, one.value.source) == (number, article.body, article.source)
    with pytest.raises(EmptyInputError, match="no web page"):
        every(warc([("https://marfa.example/a.png", "image/png", png())]), "a.warc")
    with pytest.raises(InputError, match="not a WARC"):
        every(b"nonsense", "a.warc")


def test_archives_of_pages_need_their_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(MissingDependencyError, match=r"\[warc\]"):
        every(b"WARC/1.0\r\n", "a.warc")


def test_feeds_name_what_they_do_not_read_and_resolve_addresses() -> None:
    (first,) = every(
        f"<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>الميناء</title><item><title>تأجيل</title><category>محليات</category><category>صيد</category><comments>https://x.example/c</comments>"
        f"<description>{ONE}</description><media:content url='https://x.example/a.jpg' medium='image'><media:title>مركب</media:title><media:credit>سامي</media:credit></media:content></item></channel></rss>",
        "a.rss",
    )
    assert [(one.kind, one.message.split(";")[0]) for one in first.warnings if one.kind is Kind.UNUSED_COLUMN] == [
        (Kind.UNUSED_COLUMN, "1 column(s) were not used: category")
    ]
    figure = first.value.body[0]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("مركب", "سامي")
    (entry,) = every(
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://at.example/'><title type='html'>مدونة &lt;i&gt;الميناء&lt;/i&gt;</title><entry><title>تأجيل</title><link href='/1'/><content type='html'>&lt;p&gt;{ONE}&lt;/p&gt;&lt;img src='b.jpg'&gt;</content></entry></feed>",
        "a.atom",
    )
    assert entry.value.source == Source("مدونة الميناء", "https://at.example/1")
    (picture,) = [block.pictures[0] for block in entry.value.body if isinstance(block, Figure)]
    assert picture.url == "https://at.example/b.jpg"


def test_a_cover_by_its_name_is_counted() -> None:
    (found,) = every(
        book(
            {
                "cover.xhtml": "<div><img src='a.png' alt='غلاف'/></div>",
                "1.xhtml": f"<h1>تأجيل</h1><p>{ONE}</p><p>{TWO}</p>",
            },
            {"a.png": png()},
        ),
        "a.epub",
    )
    assert not any(isinstance(block, Figure) for block in found.value.body)
    assert [one.passages for one in found.warnings] == [("غلاف",)]


def test_all_words_about_media_of_a_feed_are_read_or_named() -> None:
    media = (
        "<media:content url='https://x.example/a.jpg' medium='image'><media:title>المراكب</media:title>"
        "<media:description>مراكب في المرسى</media:description><media:credit>سامي</media:credit>"
        "<media:copyright>حقوق المصور</media:copyright></media:content>"
    )
    body = f"<![CDATA[<p>{ONE}</p>]]>"
    feed = (
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>المرفأ</title><item><title>تأجيل الصيد</title>"
        f"<description>{body}</description>{media}</item></channel></rss>"
    )
    (found,) = every(feed, "a.rss")
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].alternative == "المراكب"
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("مراكب في المرسى", "سامي")
    assert "not used: media copyright;" in str(found.warnings[-1])


@pytest.mark.parametrize("first", [True, False])
def test_an_export_of_wordpress_has_excerpts_and_names_of_authors(first: bool) -> None:
    excerpt, content = f"<excerpt:encoded>{TWO}</excerpt:encoded>", f"<content:encoded>{ONE}</content:encoded>"
    author = "<wp:author><wp:author_login>salma</wp:author_login><wp:author_display_name>سلمى نور</wp:author_display_name></wp:author>"
    spaces = 'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    source = (
        f'<rss version="2.0" {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><title>الميناء</title>{author}<item><title>تأجيل الصيد</title><dc:creator>salma</dc:creator>"
        f"{excerpt if first else ''}{content}{'' if first else excerpt}</item></channel></rss>"
    )
    ((_, found),) = newsconvert.load_many(source.encode(), file_name="a.xml")
    assert isinstance(found, Converted)
    article = found.value
    assert (article.byline, [plain_text(one.inlines) for one in article.body if isinstance(one, Paragraph)]) == (
        "سلمى نور",
        [ONE],
    )
    assert any("excerpt" in str(one) for one in found.warnings)
