"""What must come through from web pages and Markdown: invented inputs, after complaints about converters."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Code,
    Emphasis,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Strikethrough,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
    article_text,
    plain_text,
)
from newsconvert.result import Kind
from support.rich_article import picture, t
from support.webpages import ONE, TWO, between, page


@pytest.mark.parametrize(
    ("inner", "blocks"),
    [
        ("<p>10<sup>6</sup> متر و5 م<sup>2</sup> وCO<sub>2</sub></p>",
         (Paragraph((*t("10"), Superscript(t("6")), *t(" متر و5 م"), Superscript(t("2")), *t(" وCO"), Subscript(t("2")))),)),
        ("<p>السعر <s>500</s> 450 و<strike>600</strike></p>", (Paragraph((*t("السعر "), Strikethrough(t("500")), *t(" 450 و"), Strikethrough(t("600")))),)),
        ("<p>سطر<br>وسطر<br/><br/>وفقرة أخرى</p>", (Paragraph((*t("سطر"), LineBreak(), *t("وسطر"))), Paragraph(t("وفقرة أخرى")))),
        ("<p>نعم.</p><p>لا.</p><p>نعم.</p>", (Paragraph(t("نعم.")), Paragraph(t("لا.")), Paragraph(t("نعم.")))),
        ("<blockquote><p>السوق قلب المدينة.</p><footer>— تاجر</footer></blockquote>", (Quotation(t("السوق قلب المدينة."), (), t("— تاجر")),)),
        ("<blockquote><p>أولى.</p><p>ثانية.</p><p><cite>سعد</cite></p></blockquote>",
         (Quotation((), (Paragraph(t("أولى.")), Paragraph(t("ثانية."))), t("سعد")),)),
        ("<ol><li><p>أول</p><p>تتمته</p></li><li>ثان<ul><li>فرع</li></ul></li></ol>",
         (ItemList(True, (ListItem((Paragraph(t("أول")), Paragraph(t("تتمته")))), ListItem((Paragraph(t("ثان")), ItemList(False, (t("فرع"),)))))),)),
        ('<ol start="7"><li>سابع</li><li>ثامن</li></ol>', (ItemList(True, (t("سابع"), t("ثامن")), 7),)),
        ('<ol type="A"><li>أول</li><li value="5">خامس</li></ol>', (ItemList(True, (ListItem((Paragraph(t("أول")),), "A."), ListItem((Paragraph(t("خامس")),), "E."))),)),
        ("<ol reversed><li>ثالث</li><li>ثان</li><li>أول</li></ol>",
         (ItemList(True, tuple(ListItem((Paragraph(t(text)),), label) for text, label in (("ثالث", "3."), ("ثان", "2."), ("أول", "1.")))),)),
        ("<pre>x = 1\n  y</pre><hr>", (Preformatted("x = 1\n  y", direction="ltr"), ThematicBreak())),
        ('<div class="poem">قفا نبك<br>من ذكرى</div>', (Verse(((t("قفا نبك"),), (t("من ذكرى"),))),)),
        ("<p>شغّل <code>pip  install</code> الآن</p>", (Paragraph((*t("شغّل "), Code("pip  install"), *t(" الآن"))),)),
        ("<details><summary>ملخص</summary><p>نص مطوي هنا.</p></details>", None),
        ('<p lang="en">كلمة عربية في صفحة.</p>', (Paragraph(t("كلمة عربية في صفحة.")),)),
        ('<div lang="en-US"><p>English words stand here.</p><p>وكلمة عربية.</p></div>',
         (Paragraph(t("English words stand here."), language="en-US", direction="ltr"), Paragraph(t("وكلمة عربية.")))),
        ("<p>نص <i>أول<br><br>ثان</i> ثالث</p>", (Paragraph((*t("نص "), Emphasis(t("أول")))), Paragraph((Emphasis(t("ثان")), *t(" ثالث"))))),
        ("<p>نص <i><br> <br></i> آخر</p>", (Paragraph(t("نص")), Paragraph(t("آخر")))),
        ("<p>نص <i><s>أول<br></s><br>ثان</i></p>",
         (Paragraph((*t("نص "), Emphasis((Strikethrough(t("أول")),)))), Paragraph((Emphasis(t("ثان")),)))),
        ("<p>نص <i>سطر<br>آخر</i></p>", (Paragraph((*t("نص "), Emphasis((*t("سطر"), LineBreak(), *t("آخر"))))),)),
        ('<p lang="en" dir="ltr">An English paragraph in the page.</p>', (Paragraph(t("An English paragraph in the page."), language="en", direction="ltr"),)),
    ],
)  # fmt: skip
def test_markup_of_pages(inner: str, blocks: Any) -> None:
    found, warnings = between(page(inner))
    if blocks is None:
        assert "نص مطوي هنا." in [
            text for block in found if isinstance(block, Paragraph) for text in [plain_text(block.inlines)]
        ]
    else:
        assert found == blocks
    assert warnings == {}


def test_tables_of_pages_have_heads_captions_and_spans() -> None:
    markup = (
        '<table><caption>أسعار القمح</caption><thead><tr><th>السنة</th><th colspan="2">السعر</th></tr></thead>'
        '<tbody><tr><th rowspan="2">2019</th><td>10</td><td align="center">12</td></tr><tr><td>11</td><td>13</td></tr></tbody></table>'
    )
    (table,), warnings = between(page(markup))
    assert isinstance(table, Table)
    assert (plain_text(table.caption), table.header_rows) == ("أسعار القمح", 1)
    assert [[(one.row_span, one.column_span, one.header) for one in row] for row in table.rows] == [
        [(1, 1, True), (1, 2, True)], [(2, 1, True), (1, 1, False), (1, 1, False)], [(1, 1, False), (1, 1, False)]
    ]  # fmt: skip
    assert table.rows[1][2].alignment == "center"
    assert warnings == {}


@pytest.mark.parametrize(
    ("inner", "caption", "credit"),
    [
        ('<figure><img src="{0}" alt="واجهة"><figcaption>الواجهة. تصوير: نادر الأسعد</figcaption></figure>', "الواجهة.", "تصوير: نادر الأسعد"),
        ('<div class="wp-caption"><img src="{0}" alt="واجهة"><p class="wp-caption-text">الواجهة</p></div>', "الواجهة", ""),
        ('<figure><img src="{0}" alt="واجهة"><figcaption>الواجهة <span class="credit">AFP</span></figcaption></figure>', "الواجهة", "AFP"),
        ('<p><img src="{0}" alt="واجهة"></p>', "", ""),
        ('<figure><picture><source srcset="x.webp"><img src="{0}" alt="واجهة"></picture></figure>', "", ""),
    ],
)  # fmt: skip
def test_pictures_of_pages(inner: str, caption: str, credit: str) -> None:
    image = picture()
    address = f"data:image/png;base64,{base64.b64encode(image.data).decode()}"
    (found,), warnings = between(page(inner.format(address)))
    assert found == Figure((Picture(image, "واجهة"),), t(caption) if caption else (), t(credit) if credit else ())
    assert warnings == {}


def test_what_is_not_in_the_article_is_counted_and_not_shown() -> None:
    inner = (
        "<p>العدد <del>خمسون</del> سبعون.</p><p style='display: none'>سر</p><p hidden>سر آخر</p><!-- لا تنشر الاسم -->"
        '<iframe src="https://www.youtube.com/embed/a" title="فيديو"></iframe><p><img src="http://example.org/a.jpg" alt="بعيدة"></p>'
    )
    found, warnings = between(page(inner))
    assert warnings == {
        Kind.DELETED_TEXT: 1, Kind.HIDDEN_TEXT: 2, Kind.COMMENT: 1, Kind.EMBED_AS_LINK: 1, Kind.PICTURE_MISSING: 1
    }  # fmt: skip
    assert found == (
        Paragraph(t("العدد سبعون.")), Paragraph((Link("https://www.youtube.com/embed/a", t("فيديو")),)),
        Figure((Picture(None, "بعيدة", "http://example.org/a.jpg"),)),
    )  # fmt: skip
    for warning in newsconvert.load(page(inner), reader="html").warnings:
        assert not any(word in warning.message for word in ("خمسون", "سر", "الاسم"))


def test_notes_of_pages_stand_at_their_marks() -> None:
    inner = '<p>قال ذلك<sup><a href="#fn1" id="r1">1</a></sup> أمس.</p>'
    notes = '<ol class="footnotes"><li id="fn1">حاشية الصفحة. <a href="#r1">↩</a></li></ol>'
    found, _ = between(page(inner).replace(b"</article>", f"{notes}</article>".encode()))
    assert found == (Paragraph((*t("قال ذلك"), Note((Paragraph(t("حاشية الصفحة.")),)), *t(" أمس."))),)


def test_bylines_and_dates_of_pages() -> None:
    inner = f"<p>{ONE}</p>"
    credits_ = '<p>كتب <a rel="author" href="/n">ندى الشامي</a></p><time datetime="2023-05-14T10:00:00+03:00">14 أيار 2023</time>'
    data = page("").replace(inner.encode(), (credits_ + inner).encode(), 1)
    article = newsconvert.read(data, reader="html")
    assert article.byline
    assert "ندى الشامي" in article.byline
    assert article.published
    assert article.published.date().isoformat() == "2023-05-14"  # type: ignore[attr-defined]
    assert ONE in list(article_text(article))


@pytest.mark.parametrize(
    "above",
    [
        '<div class="head">{h1}<div class="writeBy">{by}</div><div class="date">{day}</div></div><div id="body">',
        '{h1}<ul class="meta"><li class="author-name">{by}</li><li>{day}</li></ul><div class="story-text">',
        '<section>{h1}<p class="byline"><span>{by}</span></p><time>{day}</time></section><section class="content">',
    ],
)
def test_byline_and_date_between_the_headline_and_the_text(above: str) -> None:
    head = above.format(
        h1="<h1>بلدية الميناء تفتح السوق القديم</h1>", by="كتبت: ندى الشامي", day="الأحد، 01 فبراير 2026 09:00 ص"
    )
    end = re.findall("<(div|section)[^>]*>$", head)[0]
    inner = f"{head}<p>{ONE}</p><p>{TWO}</p></{end}>"
    article = newsconvert.read(
        f'<html lang="ar"><body><ul class="menu"><li>الرئيسية</li></ul>{inner}</body></html>'.encode(), reader="html"
    )
    assert article.byline == "كتبت: ندى الشامي"
    assert (article.timestamp, article.dateline) == ("الأحد، 01 فبراير 2026 09:00 ص", None)
    assert article.published
    assert (article.published.year, article.published.month) == (2026, 2)
    assert list(article_text(article))[-2:] == [ONE, TWO]


# Markdown


def markdown(*blocks: str) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load("\n\n".join(("# خبر السوق", ONE, *blocks)).encode(), reader="markdown")
    return found.value, {one.kind: one.count for one in found.warnings}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("| أ | ب |\n|---|:-:|\n| 1 | 2 |", None),
        ("قال ~~خمسون~~ سبعون.", (Paragraph((*t("قال "), Strikethrough(t("خمسون")), *t(" سبعون."))),)),
        ("قال ذلك.[^أ]\n\n[^أ]: نص الحاشية.", (Paragraph((*t("قال ذلك."), Note((Paragraph(t("نص الحاشية.")),)))),)),
        ("قال ذلك.^[حاشية]", (Paragraph((*t("قال ذلك."), Note((Paragraph(t("حاشية")),)))),)),
        (
            "قال[^1] ثم قال[^1].\n\n[^1]: حاشية.",
            (Paragraph((*t("قال"), Note((Paragraph(t("حاشية.")),)), *t(" ثم قال"), Superscript(t("١")), *t("."))),),
        ),
        ("سطر  \nوسطر", (Paragraph((*t("سطر"), LineBreak(), *t("وسطر"))),)),
        ("١. بند\n٢. بند ثان", (ItemList(True, (t("بند"), t("بند ثان"))),)),
        ("• نقطة\n• أخرى", (ItemList(False, (t("نقطة"), t("أخرى"))),)),
        ("(١) بند\n(٢) ثان", (ItemList(True, (ListItem((Paragraph(t("بند")),), "(١)"), ListItem((Paragraph(t("ثان")),), "(٢)"))),)),
        ("- أول\n\n  تتمة\n- ثان\n  - فرع", None),
        ("> أولى\n>\n> ثانية", (Quotation((), (Paragraph(t("أولى")), Paragraph(t("ثانية")))),)),
        ('<div dir="rtl">\n\nفقرة داخل وعاء.\n\n</div>', (Paragraph(t("فقرة داخل وعاء.")),)),
        ("سطر<br>آخر &laquo;بتنصيص&raquo;", (Paragraph((*t("سطر"), LineBreak(), *t("آخر «بتنصيص»"))),)),
        ("```\nx = 1\n```\n\n---", (Preformatted("x = 1", direction="ltr"), ThematicBreak())),
        ("## قسم\n\nنص *مهم*.", (Heading(2, t("قسم")), Paragraph((*t("نص "), Emphasis(t("مهم")), *t("."))))),
    ],
)  # fmt: skip
def test_markdown(text: str, blocks: Any) -> None:
    article, warnings = markdown(text)
    assert article.body[0] == Paragraph(t(ONE))
    if blocks is not None:
        assert article.body[1:] == blocks
    elif "|" in text:
        (table,) = article.body[1:]
        assert isinstance(table, Table)
        assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == [["أ", "ب"], ["1", "2"]]
        assert (table.header_rows, table.rows[1][1].alignment) == (1, "center")
    else:
        (items,) = article.body[1:]
        assert isinstance(items, ItemList)
        assert [len(item.blocks) for item in items.entries] == [2, 2]
    assert warnings == {}


def test_pictures_comments_and_hidden_parts_of_markdown() -> None:
    article, warnings = markdown(
        '![واجهة](c.jpg "تصوير: نادر")\n*تعليق الصورة*', "<!-- لا تنشر الاسم -->", "<script>alert(1)</script>", TWO
    )
    assert article.body[1] == Figure((Picture(None, "واجهة"),), t("تعليق الصورة"), t("تصوير: نادر"))
    assert article.body[2:] == (Paragraph(t(TWO)),)
    assert warnings == {Kind.PICTURE_MISSING: 1, Kind.COMMENT: 1, Kind.HIDDEN_TEXT: 1}


def test_credits_of_markdown_are_those_of_plain_text() -> None:
    text = f"# خبر القمح\n\nبقلم: ندى الشامي\n\nدمشق - 14 أيار 2023\n\n{ONE}\n\n{TWO}\n\nالمصدر: سانا"
    article = newsconvert.read(text.encode(), reader="markdown")
    assert (article.byline, article.dateline, article.place) == ("بقلم: ندى الشامي", "دمشق - 14 أيار 2023", "دمشق")
    assert article.published
    assert article.published.isoformat() == "2023-05-14"
    assert article.body == (Paragraph(t(ONE)), Paragraph(t(TWO)))
    assert article.source
    assert article.source.name == "سانا"


SAVED = (
    '<!DOCTYPE html><html{}><head><meta charset="utf-8"><title>خاصية من الملف</title><meta name="generator" content="LibreOffice 7.4">'
    '<meta name="DCTERMS.creator" content="ندى الحاج"></head><body><div title="header"><p>ترويسة الصفحة</p></div><p class="Title">خبر السوق</p>'
    '<p>{}</p><h1>قسم أول</h1><ol><li><p><span class="ListLabel_20_1">أ)</span>بند<span class="odfLiEnd"/> </p></li></ol>'
    "<h1>قسم ثان</h1><p>{}</p></body></html>"
)


def test_pages_that_word_processors_save_begin_with_the_title_and_have_a_frame() -> None:
    for language in ("", ' lang="en-US"', ' xmlns="http://www.w3.org/1999/xhtml" lang="en-US"'):
        found = newsconvert.load(SAVED.format(language, ONE, TWO).encode(), file_name="a.xhtml")
        article = found.value
        assert (article.headline, article.byline, article.language) == ("خبر السوق", "ندى الحاج", "ar")
        assert [type(block) for block in article.body] == [Paragraph, Heading, ItemList, Heading, Paragraph]
        listed = article.body[2]
        assert isinstance(listed, ItemList)
        assert [(one.label, one.blocks) for one in listed.items if isinstance(one, ListItem)] == [
            ("أ)", (Paragraph((Text("بند"),)),))
        ]
        assert [(one.kind, one.characters) for one in found.warnings] == [(Kind.PAGE_FURNITURE, 12)]


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("en-US", ONE, "ar"),
        ("fa", ONE, "fa"),
        ("ar", "The mayor said that the market is open to the public and to the press of the town.", "en"),
    ],
)
def test_the_language_a_page_states_counts_unless_its_words_run_the_other_way(
    stated: str, text: str, language: str
) -> None:
    data = f"<html lang='{stated}'><head><meta charset='utf-8'></head><body><article><h1>{text[:30]}</h1><p>{text}</p><p lang='ar'>{text}</p></article></body></html>"
    article = newsconvert.read(data.encode(), reader="html")
    assert article.language == language
    if language == "ar":  # none of its paragraphs is of another language
        assert [block.language for block in article.body if isinstance(block, Paragraph)] == [None, None]
