"""Boxes amid the text of web pages, and what stands above it: counted by what they hold and where, not by their class."""

from __future__ import annotations

import json

import pytest
from test_web_credits import HEADLINE, read, texts

from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO

HEAD = f"<h1>{HEADLINE}</h1>"


def within(box: str) -> list[str]:
    return texts(read(f"<article>{HEAD}<p>{ONE}</p>{box}<p>{TWO}</p></article>")[0])


@pytest.mark.parametrize(
    "name", ["promo", "sidebar quote-box", "nav-tabs", "related-quote", "banner-text", "widget", "social-embed"]
)
@pytest.mark.parametrize("tag", ["div", "section", "aside"])
def test_prose_amid_the_text_stays_whatever_its_class(name: str, tag: str) -> None:
    words = "قال الخباز سامي: لا طحين لدينا منذ ثلاثة أيام."
    assert within(f'<{tag} class="{name}"><p>{words}</p></{tag}>') == [ONE, words, TWO]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="promo"><p>حمّل تطبيقنا لتصلك الأخبار أولاً بأول.</p></div>', '<div class="banner">عرض خاص</div>',
        '<div class="sidebar"><p><a href="/a">الوزير يفتتح السوق الجديد في المدينة.</a></p></div>',
        '<div class="newsletter"><p>تصلك أخبارنا كل صباح قبل الجميع.</p></div>',
        '<div class="comments"><div class="comment"><p>مقال جميل جداً يا أستاذ.</p></div></div>',
        '<div class="share"><p>انشر هذا الخبر بين كل أصدقائك.</p></div>', '<dialog><p>هذا حوار مغلق لا يراه أحد.</p></dialog>',
    ],
)  # fmt: skip
def test_what_readers_do_and_links_are_left_out(box: str) -> None:
    assert within(box) == [ONE, TWO]


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (
            '<div class="comment"><p>تعليق المحرر: الأرقام حتى مطلع شباط.</p></div>',
            "تعليق المحرر: الأرقام حتى مطلع شباط.",
        ),
        ("<dialog open><p>ملاحظة: الأسعار حتى إغلاق الخميس.</p></dialog>", "ملاحظة: الأسعار حتى إغلاق الخميس."),
        ("<aside>الطول: 600 متر والعرض 24 متراً</aside>", "الطول: 600 متر والعرض 24 متراً"),
    ],
)
def test_notes_of_editors_open_dialogs_and_boxes_of_facts_stay(box: str, words: str) -> None:
    assert within(box) == [ONE, words, TWO]
    assert texts(read(f"<article>{HEAD}<p>{ONE}</p><p>{TWO}</p>{box}</article>")[0])[-1] == words or "aside" not in box


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("<button>من يدفع الضريبة؟</button>", True), ("<h3><button>من يدفع الضريبة؟</button></h3>", True),
        ('<button aria-expanded="false">من يدفع الضريبة</button>', True), ("<button>أرسل الآن</button>", False),
        ('<form><input name="a"><button>من أين عرفتنا؟</button></form>', False),
    ],
)  # fmt: skip
def test_questions_on_buttons_stand_over_their_answers(question: str, shown: bool) -> None:
    found = within(f'<div class="faq">{question}<div class="panel"><p>{THREE}</p></div></div>')
    assert found == [ONE, *(["من يدفع الضريبة" + "؟" * ("؟" in question)] if shown else []), THREE, TWO]


def test_the_heading_that_is_shown_is_the_title() -> None:
    record = {"@type": "NewsArticle", "headline": "السوق القديم يفتح", "author": [{"@type": "Person", "name": "هدى سالم"}, {"@type": "Person", "name": "علي ناصر"}]}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(record)}</script>'
    article, _ = read(f'<article>{HEAD}<p class="byline">هدى سالم</p><p>{ONE}</p><p>{TWO}</p></article>', head)
    assert (article.headline, article.byline) == (HEADLINE, "هدى سالم، علي ناصر")
    other = head.replace(json.dumps("السوق القديم يفتح"), json.dumps("خبر عن شيء آخر"))
    page = f"<article>{HEAD}<p>{ONE}</p><p>{TWO}</p></article>"
    assert read(page, other, "صحيفة الساحل")[0].headline == "خبر عن شيء آخر"
    assert read(page, other)[0].headline == HEADLINE  # as the title of the page says


@pytest.mark.parametrize(
    ("above", "byline", "place"),
    [
        ('<section aria-labelledby="b"><strong id="b">عن المقال</strong><ul><li><span>Author, </span><span>ريم قاسم</span></li><li><span>Role, </span><span>صحيفة الساحل - بيروت</span></li></ul></section>',
         "ريم قاسم، صحيفة الساحل - بيروت", "بيروت"),
        ('<div class="byline"><span>دبي - صحيفة الساحل</span><time>نشر في: 17 يناير 2025: 02:00 م</time><span>قراءة 3 دقائق</span></div>', "دبي - صحيفة الساحل", "دبي"),
        ('<div class="byline"><span>دبي - صحيفة الساحل</span><span>نُشر: 17 يناير 2025</span><span>دقيقتان</span></div>', "دبي - صحيفة الساحل", "دبي"),
    ],
)  # fmt: skip
def test_labels_dates_and_reading_times_are_no_names(above: str, byline: str, place: str) -> None:
    section = above.replace('aria-labelledby="b"', 'aria-labelledby="article-byline"').replace(
        'id="b"', 'id="article-byline"'
    )
    article, _ = read(f"<article>{HEAD}{section}<p>{ONE}</p><p>{TWO}</p></article>")
    assert (article.byline, article.place) == (byline, place)


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ('<p class="post-meta"><span class="tie-date">2023/07/12</span><span><a>اقتصاد</a></span></p>', "2023-07-12"),
        ('<div class="entry-meta">بواسطة <a>ميس حمد</a> | مارس 3, 2025 | <a>ثقافة</a></div>', "2025-03-03"),
        ('<div class="byline">نشر الاثنين، 20 مايو / أيار 2024<br>تحديث 10:31 (GMT +0400)</div>', "2024-05-20"),
        ('<div class="post-meta">عن أحداث 2023</div>', "None"),
    ],
)
def test_dates_above_the_text_are_of_its_publication(above: str, day: str) -> None:
    article, _ = read(f"<article>{HEAD}{above}<p>{ONE}</p><p>{TWO}</p></article>")
    assert str(article.published)[:10] == day


@pytest.mark.parametrize("name", ["kicker", "article-overline", "eyebrow"])
def test_a_kicker_that_its_class_names(name: str) -> None:
    article, warnings = read(
        f'<div class="{name}">اقتصاد المدينة</div>{HEAD}<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>'
    )
    assert (article.kicker, warnings) == ("اقتصاد المدينة", {})


def test_a_page_to_print_has_its_masthead_for_source_and_date() -> None:
    above = "<center><b>صحيفة الساحل</b><br>العدد 4410 - 17 أكتوبر 2024</center><hr>"
    article, warnings = read(f"{above}<h2>{HEADLINE}</h2><p>{ONE}</p><p>{TWO}</p>", title="نسخة للطباعة")
    assert (article.headline, str(article.published), article.kicker) == (HEADLINE, "2024-10-17", None)
    assert article.source is not None
    assert (article.source.name, texts(article), warnings) == ("صحيفة الساحل", [ONE, TWO], {})


@pytest.mark.parametrize("after", ["<p>تصحيح: الطول 600 متر لا 800.</p>", "<h2>مراجع</h2><ol><li>FAO, 2024</li></ol>"])
def test_the_source_may_have_corrections_and_references_after_it(after: str) -> None:
    article, _ = read(f"<article>{HEAD}<p>{ONE}</p><p>{TWO}</p><p>المصدر: وكالة المرفأ</p>{after}</article>")
    assert article.source is not None
    assert article.source.name == "وكالة المرفأ"
    table = "<table><tr><td>أ</td><td>1</td></tr></table><p>المصدر: مصرف لبنان</p>"
    article, _ = read(f"<article>{HEAD}<p>{ONE}</p>{table}<p>{TWO}</p></article>")
    assert article.source is not None
    assert (article.source.name, article.source.citation) == ("صحيفة الساحل", None)  # of the page's title
    assert "المصدر: مصرف لبنان" in texts(article)


def test_the_place_beside_the_stated_author() -> None:
    above = '<div class="info"><div class="x">محمد البشير - الخرطوم</div></div>'
    head = "<meta name='author' content='محمد البشير'>"
    article, _ = read(f"{HEAD}{above}<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>", head)
    assert (article.byline, article.place) == ("محمد البشير - الخرطوم", "الخرطوم")


def test_media_without_an_address_are_counted() -> None:
    media = '<audio controls src="a.mp3"></audio><object data="f.pdf"></object><embed src="z.swf">'
    _, warnings = read(f"<article>{HEAD}<p>{ONE}</p>{media}<p>{TWO}</p></article>")
    assert warnings == {Kind.EMBED_AS_LINK: 3}
