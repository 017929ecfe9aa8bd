"""The readers of other formats, front matter and sidecars."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import docx.enum.style
import pytest

import newsconvert
from newsconvert.errors import InputError, MissingDependencyError
from newsconvert.model import (
    Article,
    Emphasis,
    Heading,
    ItemList,
    Link,
    ListItem,
    Paragraph,
    Quotation,
    Source,
    Strong,
    Text,
    article_text,
)
from newsconvert.result import Kind
from support.inputs import LONG, write

# Front matter and sidecars


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_states_fields(tmp_path: Path, fence: str) -> None:
    yaml = "title: عنوان آخر\nauthor: [سارة علي, علي حسن]\ndate: 2024-05-06\nurl: https://example.org/a\nsource: وكالة\ntags: [x]"
    toml = 'title = "عنوان آخر"\nauthor = ["سارة علي", "علي حسن"]\ndate = 2024-05-06\nurl = "https://example.org/a"\nsource = "وكالة"'
    path = write(tmp_path / "a.txt", f"{fence}\n{yaml if fence == '---' else toml}\n{fence}\nسطر أول\n{LONG}")
    found = newsconvert.load(path)
    said = "1 field(s) of the front matter were not used: tags."
    assert [str(one) for one in found.warnings] == [said] * (fence == "---")
    article = found.value
    assert (article.headline, article.byline, article.published) == ("عنوان آخر", "سارة علي، علي حسن", date(2024, 5, 6))
    assert article.source == Source("وكالة", "https://example.org/a")
    assert list(article_text(article))[-2:] == ["سطر أول", LONG]


def test_a_rule_of_hyphens_is_no_front_matter(tmp_path: Path) -> None:
    article = newsconvert.read(write(tmp_path / "a.txt", f"---\nعنوان الخبر هنا\n---\n{LONG}"))
    assert "عنوان الخبر هنا" in list(article_text(article))


def test_sidecar_overrides_and_warns_of_what_it_does_not_know(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"عنوان الخبر\n{LONG}")
    write(
        tmp_path / "a.toml", 'byline = "كتب: علي"\npublished = "14 مارس 2024"\nmood = "glad"\n[source]\nname = "وكالة"'
    )
    found = newsconvert.load(path)
    assert (found.value.byline, found.value.published) == ("كتب: علي", date(2024, 3, 14))
    assert found.value.source == Source("وكالة")
    assert [warning.kind for warning in found.warnings] == [Kind.UNKNOWN_FIELD]
    assert "mood" in found.warnings[0].message


@pytest.mark.parametrize(
    "content",
    ["byline = ", "published = 3", 'language = "so long"', 'direction = "up"', "title = {}", "source = {name=[]}"],
)
def test_sidecar_that_cannot_be_is_one_error_that_names_it(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "a.txt", f"عنوان الخبر\n{LONG}")
    write(tmp_path / "a.toml", content)
    with pytest.raises(InputError, match=r"a\.toml"):
        newsconvert.load(path)


@pytest.mark.parametrize("text", ["---\na: [\n---\nعنوان", "+++\na = \n+++\nعنوان", "---\ndate: soon\n---\nعنوان"])
def test_front_matter_that_cannot_be_is_one_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt.*front matter"):
        newsconvert.load(write(tmp_path / "a.txt", text))


@pytest.mark.parametrize(
    "text",
    ["---\nعاجل: وصول الوفد\n---\n", '---\nوقال "مصدر": [غير معروف\n---\n', "+++\nعاجل = خبر\n+++\n"],
)
def test_text_between_rules_is_not_lost(tmp_path: Path, text: str) -> None:
    article = newsconvert.read(write(tmp_path / "a.txt", f"{text}{LONG}"))
    assert text.splitlines()[1] in "\n".join(article_text(article))


def test_front_matter_as_static_site_writers_use_it(tmp_path: Path) -> None:
    text = f"---\ntitle: عنوان\npublished: true\nauthor: {{name: علي حسن}}\nkicker:\nimage: /a.png\n---\nعنوان\n{LONG}"
    found = newsconvert.load(write(tmp_path / "a.txt", text))
    assert [str(one) for one in found.warnings] == ["1 field(s) of the front matter were not used: image."]
    assert list(article_text(found.value)) == ["عنوان", "علي حسن", LONG]
    assert newsconvert.read(write(tmp_path / "b.txt", f"---\n---\nعنوان\n{LONG}")).headline == "عنوان"


def test_front_matter_cannot_blow_up(tmp_path: Path) -> None:
    bomb = "a: &a [x,x]\n" + "".join(f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'},*a]\n" for i in range(40))
    with pytest.raises(InputError, match="refers to a value") as caught:
        newsconvert.read(write(tmp_path / "a.txt", f"---\n{bomb}title: *b39\n---\nخبر"))
    assert len(str(caught.value)) < 300
    with pytest.raises(InputError) as caught:
        newsconvert.read(write(tmp_path / "a.txt", f"---\ntitle: [{'[],' * 5000}]\n---\nخبر"))
    assert len(str(caught.value)) < 300


def test_stated_fields_are_rid_of_what_no_document_can_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"عنوان الخبر\n{LONG}")
    write(tmp_path / "a.toml", 'byline = "كتب\\u0001: علي\\u202E"\n')
    found = newsconvert.load(path)
    assert found.value.byline == "كتب: علي"
    assert [warning.kind for warning in found.warnings] == [Kind.INVALID_CHARACTER, Kind.BIDI_CONTROL]


@pytest.mark.parametrize("name", ["/", "."])
def test_folder_is_one_error(name: str) -> None:
    with pytest.raises(InputError, match="is a directory"):
        newsconvert.load(name)


def test_a_sidecar_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(newsconvert.errors.InputError, match=r"a\.toml: this is a sidecar"):
        newsconvert.read(write(tmp_path / "a.toml", "خبر قصير"))
    assert newsconvert.read(tmp_path / "a.toml", reader="plaintext").headline == "خبر قصير"


# Markdown, web pages, Word


def test_markdown(tmp_path: Path) -> None:
    text = (
        "# عنوان الخبر\n\nفقرة **مهمة** و*مؤكدة* و[رابط](https://example.org) وسطر\nثانٍ.\n\n## قسم\n\n- واحد\n- اثنان\n\n"
        "3. ثالث\n4. رابع\n\n> اقتباس\n\n<script>alert(1)</script>\n"
    )
    found = newsconvert.load(write(tmp_path / "a.md", text))
    article = found.value
    assert article.headline == "عنوان الخبر"
    assert [(warning.kind, warning.count) for warning in found.warnings] == [(Kind.HIDDEN_TEXT, 1)]
    assert article.body == (
        Paragraph((Text("فقرة "), Strong((Text("مهمة"),)), Text(" و"), Emphasis((Text("مؤكدة"),)), Text(" و"),
                   Link("https://example.org", (Text("رابط"),)), Text(" وسطر ثانٍ."))),
        Heading(2, (Text("قسم"),)),
        ItemList(False, ((Text("واحد"),), (Text("اثنان"),))),
        ItemList(True, ((Text("ثالث"),), (Text("رابع"),)), 3),
        Quotation((Text("اقتباس"),)),
    )  # fmt: skip


def test_markdown_keeps_the_order_of_lists_in_lists(tmp_path: Path) -> None:
    article = newsconvert.read(write(tmp_path / "a.md", "# عنوان\n\n1. أول\n   - فرع\n2. ثان\n\n-\n"))
    first = ListItem((Paragraph((Text("أول"),)), ItemList(False, ((Text("فرع"),),))))
    assert article.body == (ItemList(True, (first, (Text("ثان"),))),)


@pytest.mark.parametrize(
    ("text", "headline", "rest"),
    [
        ("- بند\n- آخر", "بند", ["آخر"]),
        ("> قول\n\nنص", "قول", ["نص"]),
        ("---\ntitle: عنوان\n---\n# عنوان\n\nنص", "عنوان", ["نص"]),
        ("نص\n\n# قسم\n\n## فرع", "نص", ["قسم", "فرع"]),
    ],
)
def test_markdown_headline(tmp_path: Path, text: str, headline: str, rest: list[str]) -> None:
    article = newsconvert.read(write(tmp_path / "a.md", text))
    assert list(article_text(article)) == [headline, *rest]
    assert [block.level for block in article.body if isinstance(block, Heading)] in ([], [2, 3])


def test_markdown_links_and_citation(tmp_path: Path) -> None:
    text = "# عنوان\n\nنص [نسبي](/a) و\x01[ملف](ftp://example.org/a)\n\nالمصدر: [وكالة](https://example.org/1)\n"
    found = newsconvert.load(write(tmp_path / "a.md", text))
    assert found.value.body == (Paragraph((Text("نص نسبي و"), Link("ftp://example.org/a", (Text("ملف"),)))),)
    assert found.value.source == Source("وكالة", "https://example.org/1", "المصدر: وكالة")
    assert [warning.kind for warning in found.warnings] == [Kind.LINK_DROPPED, Kind.INVALID_CHARACTER]


def test_markdown_nested_too_deep_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested"):
        newsconvert.read(write(tmp_path / "a.md", "*" * 20_000 + "a" + "*" * 20_000))


PAGE = f"""<html lang="ar"><head><title>موقع</title><meta property="og:site_name" content="صحيفة الغد">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "عنوان الصفحة",
"author": [{{"name": "أحمد علي"}}], "datePublished": "2026-02-03T10:00:00Z", "url": "https://example.org/n"}}]}}</script>
</head><body><nav><a href="/">الرئيسة</a></nav><article><h1>عنوان الصفحة</h1><p>{LONG}</p><h2>تفاصيل</h2>
<p>وقالت <b>الوزارة</b> إن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_web_page(tmp_path: Path, encoding: str) -> None:
    article = newsconvert.read(write(tmp_path / "a.html", PAGE.encode(encoding)))
    assert (article.headline, article.byline) == ("عنوان الصفحة", "أحمد علي")
    assert article.published == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert article.source == Source("صحيفة الغد", "https://example.org/n")
    texts = list(article_text(article))
    assert LONG in texts
    assert "تفاصيل" in texts
    assert not any("الحقوق" in text or "الرئيسة" in text for text in texts)


def test_web_page_with_lists_links_and_odd_metadata(tmp_path: Path) -> None:
    second = "وقالت مصادر مطلعة إن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقى من مراحل المشروع في المدن."
    page = f"""<html lang="ar_SY"><head><script type="application/ld+json">{{"@type": ["NewsArticle", {{"a": 1}}],
"headline": "عنوان &quot;خاص&quot;", "mainEntityOfPage": {{"@id": "https://example.org/n/1"}}}}</script></head><body>
<article><p>{LONG}</p><ul><li>أول بند في القائمة<ul><li>بند فرعي هنا</li></ul></li><li>ثاني بند فيها</li></ul>
<blockquote><p>قال الأول كلاماً</p><p>ثم زاد عليه</p></blockquote><p>{second} <a href="/x">رابط</a></p>
<p>المصدر: <a href="https://example.com/1">وكالة الأنباء</a></p></article></body></html>"""
    article = newsconvert.read(write(tmp_path / "a.html", page))
    assert (article.headline, article.language) == ('عنوان "خاص"', "ar-SY")
    assert article.body == (
        Paragraph((Text(LONG),)),
        ItemList(
            False,
            (
                ListItem((Paragraph((Text("أول بند في القائمة"),)), ItemList(False, ((Text("بند فرعي هنا"),),)))),
                (Text("ثاني بند فيها"),),
            ),
        ),
        Quotation((), (Paragraph((Text("قال الأول كلاماً"),)), Paragraph((Text("ثم زاد عليه"),)))),
        Paragraph((Text(f"{second} "), Link("https://example.org/x", (Text("رابط"),)))),
    )
    assert article.source == Source("وكالة الأنباء", "https://example.org/n/1", "المصدر: وكالة الأنباء")


@pytest.mark.parametrize("declared", ["iso-8859-1", "no-such", "base64", "utf-8"])
def test_web_page_that_declares_a_wrong_encoding(tmp_path: Path, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"><title>عنوان</title></head><body><p>{LONG}</p></body></html>'
    assert LONG in article_text(newsconvert.read(write(tmp_path / "a.html", page.encode("windows-1256"))))


def test_web_page_with_a_broken_byte_or_a_control(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="utf-8"><title>عنوان</title></head><body><p>{LONG}</p><p>{LONG[:50]}\x01'
    found = newsconvert.load(write(tmp_path / "a.html", page.encode() + b"\xd8</p></body></html>"))
    assert LONG in article_text(found.value)
    assert [warning.kind for warning in found.warnings] == [Kind.ENCODING, Kind.INVALID_CHARACTER]


def test_page_with_its_text_in_metadata_alone(tmp_path: Path) -> None:
    stated = f'{{"@type": "NewsArticle", "headline": "عنوان", "articleBody": "{LONG}"}}'
    page = f'<html><head><script type="application/ld+json">{stated}</script></head><body></body></html>'
    assert list(article_text(newsconvert.read(write(tmp_path / "a.html", page)))) == ["عنوان", LONG]


def test_web_page_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingDependencyError, match=r"\[html\]"):
        newsconvert.read(write(tmp_path / "a.html", PAGE))


def test_page_without_an_article_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.html"):
        newsconvert.read(write(tmp_path / "a.html", "<html><body></body></html>"))


def test_word_document_comes_back(article: Article, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", newsconvert.write(article, "docx"))
    found = newsconvert.read(path)
    assert found.headline == article.headline
    kinds = [type(block).__name__ for block in found.body]
    assert kinds.count("Heading") == 2
    assert kinds.count("ItemList") == 2
    assert kinds.count("Quotation") == 1
    own, back = list(article_text(article)), list(article_text(found))
    assert [text for text in own if text not in back] == []


def test_word_document_of_ours_comes_back_whole() -> None:
    article = Article(
        headline="عنوان",
        body=(
            Paragraph(
                (Text("نص "), Strong((Text("مهم"),)), Text(" و"), Link("https://example.org/x", (Text("رابط"),)))
            ),
            Heading(2, (Text("قسم"),)),
            Heading(3, (Text("فرع"),)),
            ItemList(True, ((Text("أ"),), (Text("ب"),)), 3),
            ItemList(True, ((Text("ج"),),)),
            ItemList(False, ((Text("د"),),)),
            Quotation((Text("قول"),)),
        ),
        kicker="تمهيد",
        byline="كتب: علي",
        dateline="القاهرة",
        place="القاهرة",
        published=date(2024, 5, 6),
        source=Source("وكالة", "https://example.org/1", "المصدر: وكالة", date(2024, 6, 7)),
    )
    found = newsconvert.load(newsconvert.write(article, "docx"), reader="docx").value
    assert replace(found, provenance=article.provenance) == article


def test_word_document_of_another_program(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("عنوان رئيس", 1)
    kind = document.styles.add_style("My Section", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    kind.base_style = document.styles["Heading 2"]
    document.add_paragraph("قسم", style="My Section")
    for style in ("List Bullet", "List Number", "Intense Quote"):
        document.add_paragraph(style, style=style)
    document.add_table(1, 1).cell(0, 0).text = "خلية"
    paragraph = document.add_paragraph()
    paragraph.add_run("غام").bold = True
    paragraph.add_run("ق").bold = True
    paragraph.add_run(" مائل").italic = True
    document.save(str(tmp_path / "a.docx"))
    article = newsconvert.read(tmp_path / "a.docx")
    assert article.headline == "عنوان رئيس"
    assert article.body == (
        Heading(2, (Text("قسم"),)),
        ItemList(False, ((Text("List Bullet"),),)),
        ItemList(True, ((Text("List Number"),),)),
        Quotation((Text("Intense Quote"),), language="en", direction="ltr"),  # most words are Arabic
        Paragraph((Text("خلية"),)),
        Paragraph((Strong((Text("غامق"),)), Emphasis((Text(" مائل"),)))),
    )


def test_word_document_with_changes_boxes_and_notes(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:txbxContent><w:p>{run.format('مربع')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run.format('عنوان')}</w:p><w:p>{run.format('أول ')}<w:del>{run.format('محذوف')}</w:del>"
        f"<w:moveTo>{run.format('منقول ')}</w:moveTo><w:fldSimple>{run.format('حقل')}</w:fldSimple>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    main = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    note = f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="2"><w:p>{run.format("حاشية")}</w:p></w:footnote></w:footnotes>'
    data = _zip(word__document_xml=main.encode(), word__footnotes_xml=note.encode())
    article = newsconvert.read(write(tmp_path / "a.docx", data))
    assert list(article_text(article)) == ["عنوان", "أول منقول حقل", "مربع", "حاشية"]


def test_broken_word_document_is_never_more_than_an_error(article: Article, tmp_path: Path) -> None:
    data, chance = newsconvert.write(article, "docx"), random.Random(4)
    errors = 0
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(20):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            newsconvert.load(bytes(broken), reader="docx")
        except InputError:
            errors += 1
    assert errors > 20


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a .docx"),
        (b"PK\x03\x04junk", "not a .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ],
)
def test_file_that_is_no_word_document(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        newsconvert.read(write(tmp_path / "a.docx", content))


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


def test_word_document_cannot_reach_out_or_blow_up(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "سر")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>عنوان &x;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(InputError, match="document type"):
        newsconvert.read(write(tmp_path / "a.docx", _zip(word__document_xml=entity.encode())))
    with pytest.raises(InputError, match="unpacks to too many bytes: 83,886,080"):
        newsconvert.read(write(tmp_path / "b.docx", _zip(word__document_xml=b" " * (80 * 1024 * 1024))))
