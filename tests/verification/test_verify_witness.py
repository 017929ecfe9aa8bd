"""What a reader loses of a source in silence is found by a walk of the source that has nothing of the reader."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import newsconvert
from newsconvert.model import Article, Figure, ItemList, Note, Paragraph, Picture, Table, Text
from newsconvert.options import ReaderOptions
from newsconvert.reading import load_many
from newsconvert.result import Converted
from newsconvert.verification import FindingKind
from newsconvert.witnessing import Witness, record_number

CASES = Path(__file__).parent.parent / "cases"
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>افتتاح الجسر - صحيفة</title></head><body>
<nav><a href="/">الرئيسية</a></nav><div class="ads">إعلان تجاري</div><main><article><h1>افتتاح الجسر الجديد</h1>
<p>افتتحت الوزارة الجسر الجديد على النهر أمس بحضور جمع كبير من أهالي المدينة والقرى المجاورة لها.</p>
<table><caption>أعداد السيارات</caption><tr><th>اليوم</th><th>العدد</th></tr><tr><td>السبت</td><td>4217</td></tr></table>
<figure><img src="a.png" alt="الجسر"><figcaption>منظر من الضفة</figcaption></figure>
<ol><li>مرحلة أولى</li><li>مرحلة ثانية</li></ol>
<p>وقال الوزير إن العمل في الجسر استمر ثلاث سنوات، وإن كلفته بلغت خمسين مليونا من موازنة العام.</p>
</article></main><footer>جميع الحقوق محفوظة</footer></body></html>"""
MARKDOWN = """# افتتاح الجسر

افتتحت الوزارة الجسر[^1] أمس، انظر [الموقع](https://example.org/a "عنوان").

| اليوم | العدد |
|---|---|
| السبت | 4217 |

١. مرحلة أولى
٢. مرحلة ثانية

- مهمة
- [x] منجزة
  * [X] فرعية
- [ ] باقية

1. [x] مرقمة

[^1]: على نهر الفرات.
"""


def parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet as format_

    out = io.BytesIO()
    rows = [{"title": "جسر", "content": "افتتح الجسر أمس والعدد 4217.", "cover": b"\x89PNG", "read": True}]
    format_.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


def rtf() -> bytes:
    """Return RTF with Arabic by number and in old bytes, a table in a cell, and what is not walked."""

    def old(text: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\'{c.encode('cp1256')[0]:02x}" for c in text)

    def new(text: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)

    return (
        r"{\rtf1\ansi\ansicpg1256\uc1{\fonttbl{\f0\fcharset178 Arial;}}{\info{\title x}}{\header " + old("جريدة الجسر") + r"}\f0 " + old("افتتاح الجسر") + r"\par " + new("افتتحت الوزارة الجسر")
        + r"{\super\chftn{\*\footnote\pard " + old("على نهر الفرات.") + r"}} " + old("أمس.") + r"\par\trowd\cellx3000\cellx9000\pard\intbl " + old("السبت") + r"\cell\pard\intbl\itap2 "
        + old("صباحا") + r"\nestcell{\nonesttables\par}4217\nestcell{\*\nesttableprops\trowd\cellx1500\cellx3000\nestrow}\pard\intbl\itap1\cell\row\pard{\*\unknown x}"
        + r"{\field{\*\fldinst HYPERLINK ""\"https://x.example/\""r"}{\fldrslt " + old("الموقع") + r"}}\par " + old("وقال الوزير إن العمل استمر ثلاث سنوات.") + r"\par}"
    ).encode("ascii")  # fmt: skip


def odt() -> bytes:
    """Return a text of OpenDocument with a note and a comment."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("meta", "meta"))
    )
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>على نهر الفرات.</text:p></text:note-body></text:note>'
    comment = "<office:annotation><dc:creator>المدقق</dc:creator><dc:date>2026-11-28T06:52:19</dc:date><meta:creator-initials>م</meta:creator-initials><text:p>راجع العدد</text:p></office:annotation>"
    paragraphs = (
        "افتتاح الجسر",
        f"افتتحت الوزارة الجسر{note} أمس، والعدد{comment} 4217.",
        "وقال الوزير إن العمل استمر ثلاث سنوات.",
    )
    body = "".join(f"<text:p>{one}</text:p>" for one in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>{body}</office:text></office:body></office:document-content>',
        )
    return out.getvalue()


def noted() -> Article:
    """Return an article with a note, and a picture whose caption JSON has twice."""
    note = Note((Paragraph((Text("على نهر الفرات."),)),))
    figure = Figure((Picture(None, "الجسر", "https://e.example/a.jpg"),), caption=(Text("منظر من الضفة"),))
    return Article(
        "افتتاح الجسر", (figure, Paragraph((Text("افتتحت الوزارة الجسر"), note, Text(" أمس، والعدد 4217."))))
    )


def web_archive(page: bytes, *, packed: bool = False) -> bytes:
    """Return an archive of the web with one page, whose answer and whose records may be packed."""
    body = gzip.compress(page, mtime=0) if packed else page
    coding = b"Content-Encoding: gzip\r\n" if packed else b""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding + b"\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"WARC-Date: 2024-05-14T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(answer)
    )
    record = head + answer + b"\r\n\r\n"
    return gzip.compress(record, mtime=0) if packed else record


SOURCES = {
    "a.html": PAGE.encode(),
    "a.md": MARKDOWN.encode(),
    "a.txt": "افتتاح الجسر\nكتب: سامي\n١. مرحلة أولى\n٢. مرحلة ثانية\nالعدد 4217 سيارة.\nالمصدر: وكالة".encode(),
    "a.jsonl": json.dumps({"title": "جسر", "author": "سامي", "date": "2024-05-14T10:00:00Z",
                           "content": "<p>افتتح الجسر.</p><ul><li>مرحلة</li></ul><p>العدد 4217.</p>", "id": 9}).encode(),
    "a.csv": "title,content,date\nجسر,افتتح الجسر أمس والعدد 4217.,2024-05-14\n".encode(),
    "a.eml": b"Subject: bridge\nFrom: a@b.c\nContent-Type: text/plain; charset=utf-8\n\nThe bridge is open. Total 4217.\n",
    "a.parquet": parquet(),
    "numbers.md": "# خبر\n\nفقرة. ^intro\n\n1. ألف\n1. باء\n1. جيم\n\nوبعد.\n\n1. س\n2. ص\n\n1. ع\n".encode(),
    "clock.csv": "title,content,date\nجسر,افتتح الجسر أمس.,14/05/2024 08:15 ص\n".encode(),
    "answer.json": json.dumps({"took": 3, "hits": {"hits": [{"_id": "7", "_source": {
        "title": "جسر", "body": "افتتح الجسر أمس والعدد 4217.", "author": {"name": "سامي", "twitter": "@sami"}, "tags": ["طرق"]}}]}}).encode(),
    "feed.rss": "<rss><channel><title>الميناء</title><item><title>جسر</title><category>طرق</category><description>افتتح الجسر أمس والعدد 4217.</description></item></channel></rss>".encode(),
    "amp.html": PAGE.replace("<nav>", "<amp-sidebar><ul><li>قائمة</li></ul></amp-sidebar><nav>").encode(),
    "notes.html": PAGE.replace("لها.</p>", "لها<sup><a href='#n1'>1</a></sup>.</p>").replace("</article>", "<ol><li id='n1'>وفق السجل.</li></ol></article>").encode(),
    "a.rtf": rtf(),
    "a.odt": odt(),
    "own.html": newsconvert.write(noted(), "html"),
    "own.epub": newsconvert.write(noted(), "epub"),
    "own.json": newsconvert.write(noted(), "json"),
    "roman.html": PAGE.replace("لها.</p>", "لها<sup><a href='#n1'>i</a></sup>.</p>").replace("</article>", "<aside id='n1' epub:type='footnote'><p><sup><a href='#m'>i</a></sup>وفق السجل.</p></aside></article>").encode(),
    "invalid.csv": "title,content,date\nجسر,افتتح الجسر أمس والعدد 4217.,bad-date\n".encode(),
    "a.warc": web_archive(PAGE.encode()),
    "a.warc.gz": web_archive(PAGE.encode(), packed=True),
}  # fmt: skip


def read(name: str, data: bytes) -> tuple[Converted[Article], Witness]:
    found = [one for _, one in load_many(io.BytesIO(data), file_name=name)]
    assert isinstance(found[0], Converted)
    return found[0], Witness(data, None, name, ReaderOptions())


def findings(name: str, data: bytes, change: Callable[[Article], Article] = lambda one: one) -> list[str]:
    found, witness = read(name, data)
    article = found.value
    lost = witness.findings(change(article), found.warnings, record_number(article))
    assert {one.kind for one in lost} <= {FindingKind.NOT_READ}
    return [one.expected or "" for one in lost]


@pytest.mark.parametrize("name", SOURCES)
def test_sources_that_were_read_are_no_finding(name: str) -> None:
    assert findings(name, SOURCES[name]) == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_cases_are_no_finding(path: Path) -> None:
    assert findings(path.name, path.read_bytes()) == []


def without(kind: type) -> Callable[[Article], Article]:
    return lambda article: replace(article, body=tuple(one for one in article.body if not isinstance(one, kind)))


def without_last_row(article: Article) -> Article:
    body = (replace(one, rows=one.rows[:-1]) if isinstance(one, Table) else one for one in article.body)
    return replace(article, body=tuple(body))


def without_caption(article: Article) -> Article:
    body = (replace(one, caption=()) if isinstance(one, Figure | Table) else one for one in article.body)
    return replace(article, body=tuple(body))


def without_note(article: Article) -> Article:
    def plain(block: object) -> object:
        if not isinstance(block, Paragraph):
            return block
        return replace(block, inlines=tuple(one for one in block.inlines if type(one).__name__ != "Note"))

    return replace(article, body=tuple(map(plain, article.body)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("a.html", without(Table), "4217"),
        ("a.html", without_last_row, "4217"),
        ("a.html", without_caption, "منظر من الضفة"),
        ("a.html", without(ItemList), "مرحلة أولى"),
        ("a.md", without_note, "على نهر الفرات."),
        ("a.md", without_last_row, "4217"),
        ("a.txt", lambda article: replace(article, byline=None), "كتب: سامي"),
        ("a.txt", lambda article: replace(article, body=article.body[:-1]), "4217"),
        ("a.jsonl", lambda article: replace(article, body=article.body[:-1]), "4217"),
        ("a.csv", lambda article: replace(article, body=()), "4217"),
        ("a.eml", lambda article: replace(article, body=()), "4217"),
        ("a.parquet", lambda article: replace(article, body=()), "4217"),
        ("a.rtf", without(Table), "السبت"),
        ("a.rtf", without_note, "الفرات"),
        ("a.rtf", lambda article: replace(article, body=article.body[:-1]), "ثلاث سنوات"),
        ("clock.csv", lambda article: replace(article, published=None), "08:15"),
        ("numbers.md", without(ItemList), "ألف"),
        ("a.warc", without(Table), "4217"),
        ("a.warc.gz", without(ItemList), "مرحلة أولى"),
    ],
)  # fmt: skip
def test_what_a_reader_loses_in_silence_is_found(name: str, change: Callable[[Article], Article], said: str) -> None:
    assert any(said in one for one in findings(name, SOURCES[name], change))


def test_what_the_reader_says_it_left_out_is_no_finding_and_without_that_it_is_one() -> None:
    found, witness = read("a.html", SOURCES["a.html"])
    assert any("إعلان" in text for one in found.warnings for text in one.passages)
    assert [one.expected for one in witness.findings(found.value, ())] == ["إعلان تجاري"]


def test_an_item_of_a_feed_that_names_nothing_is_a_finding() -> None:
    found, witness = read("feed.rss", SOURCES["feed.rss"])
    assert [one.expected for one in witness.findings(found.value, (), 1)] == ["طرق"]


def test_boxes_of_tasks_are_no_text_but_what_is_not_read_of_tasks_is_found() -> None:
    def without_tasks(article: Article) -> Article:
        return replace(article, body=tuple(one for one in article.body if not isinstance(one, ItemList)))

    source = "# خبر\n\nفقرة.\n\n- [x] منجزة\n\nنص [x] هنا.\n".encode()
    assert findings("a.md", source) == []
    assert findings("a.md", source, without_tasks) == ["منجزة"]


def test_words_about_media_have_the_names_that_the_reader_gives_them() -> None:
    media = "<media:content url='https://e.example/a.mp4'><media:title>منظر الضفة</media:title></media:content>"
    source = (
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>الميناء</title><item>"
        "<title>افتتاح الجسر</title><description>افتتح الجسر أمس.</description>"
        f"<enclosure url='https://e.example/b.mp3' type='audio/mpeg'/>{media}</item></channel></rss>"
    ).encode()
    assert findings("a.rss", source) == []
    found, witness = read("a.rss", source)
    assert [one.expected for one in witness.findings(found.value, (), 1)] == ["منظر الضفة"]


def test_of_lines_with_a_word_in_common_the_one_that_is_not_read_is_named() -> None:
    def without_last(article: Article) -> Article:
        return replace(article, body=article.body[:-1])

    source = "# خبر\n\nفقرة.\n\nنهر.\n\nنهر لم يذكر.\n".encode()
    assert findings("a.md", source, without_last) == ["نهر لم يذكر."]


@pytest.mark.parametrize("stated", ["Tue, 10 Oct 2023 09:00:00 GMT", "Tue, 10 Oct 2023 23:30:00 -0300"])
def test_a_date_in_the_form_of_messages_is_read_from_a_record(stated: str) -> None:
    def undated(article: Article) -> Article:
        return replace(article, published=None)

    row = {"title": "افتتاح الجسر", "text": "افتتح الجسر أمس.", "pubDate": stated}
    source = json.dumps(row, ensure_ascii=False).encode()
    assert findings("a.jsonl", source) == []
    assert findings("a.jsonl", source, undated) == [stated]
