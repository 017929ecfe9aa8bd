"""Boxes, labels, buttons and posts of pages, as publishing systems set them: what is of the article and what is not."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Figure, Heading, ItemList, Paragraph, Quotation, ThematicBreak, article_text, plain_text
from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO, between, page, unaccounted


def words(inner: str) -> list[str]:
    data = page(inner)
    assert unaccounted(data, newsconvert.load(data, reader="html")) == []
    return [plain_text(block.inlines) for block in between(data)[0] if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<div class='row'><span class='k'>المقاعد</span><span class='v'>180</span></div>", "المقاعد 180"),
        ("<div class='score'><span>النبع</span><span>2</span><span>1</span></div>", "النبع 2 1"),
        ("<div><b class='k'>السعر</b><span class='v'>5 دنانير</span></div>", "السعر 5 دنانير"),
        # runs of the letters of a word, as editors set them
        ("<div><span>الم</span><span>كتبة</span></div>", "المكتبة"),
        ("<p class='MsoNormal'><span class='a'>الم</span><span class='b'>كتبة</span></p>", "المكتبة"),
        ("<div class='x'><span style='color:red'>الم</span><span style='color:blue'>كتبة</span></div>", "المكتبة"),
        ("<div class='x'>في <span>الم</span><span>كتبة</span></div>", "في المكتبة"),
    ],
)
def test_boxes_of_a_row_are_apart(inner: str, shown: str) -> None:
    assert words(inner) == [shown]


@pytest.mark.parametrize(
    "inner",
    [
        "<ul><li>312 مشاهدة</li></ul>", "<p>عدد القراء: 1,204</p>", "<table><tr><td>عدد الزيارات: 7</td></tr></table>",
        "<div class='wp-block-button'><a href='/s'>اشترك في نشرتنا</a></div>", "<div class='jp-relatedposts'><h3>قد يعجبك</h3></div>",
        "<section><p><a href='#e'>تخطى قصص مقترحة وواصل القراءة</a></p><strong>قصص مقترحة</strong><ul><li><a href='/1'>انقطاع المياه عن الحي</a></li><li><a href='/2'>موسم الزيتون يتأخر</a></li></ul></section>",
    ],
)  # fmt: skip
def test_counts_buttons_and_offers_are_left_out_and_counted(inner: str) -> None:
    assert words(inner) == []
    assert Kind.PAGE_FURNITURE in between(page(inner))[1]


@pytest.mark.parametrize(
    "banner",
    [
        "<div class='cookie-banner' role='dialog'><p>نستخدم ملفات الارتباط لتحسين تجربتك.</p></div>",
        "<div role='dialog'><p>نستخدم ملفات الارتباط.</p><button>موافق</button></div>",
        "<div><p>يستخدم هذا الموقع ملفات تعريف الارتباط.</p></div>", "<div><p>We use cookies to improve it.</p></div>",
    ],
)  # fmt: skip
def test_a_notice_of_cookies_is_left_out_and_counted(banner: str) -> None:
    data = f"<html lang='ar'><body>{banner}<main><article><h1>خبر الجسر</h1><p>{ONE}</p><p>{TWO}</p></article></main></body></html>"
    found = newsconvert.load(data.encode(), reader="html")
    assert [plain_text(block.inlines) for block in found.value.body if isinstance(block, Paragraph)] == [ONE, TWO]
    assert [one.kind for one in found.warnings] == [Kind.PAGE_FURNITURE]
    assert unaccounted(data.encode(), found) == []


def test_an_article_about_cookies_stays() -> None:
    text = "تلزم القواعد الجديدة المواقع بأن تسأل الزائر قبل حفظ ملفات تعريف الارتباط في جهازه."
    assert words(f"<p>{text}</p>") == [text]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>شاهد العرض 312 مشاهدا.</p>",
        "<p>312 مشاهدة للفيلم في يومه الأول</p>",
        "<div class='btn'>تقرير البلدية الكامل</div>",
    ],
)
def test_text_that_only_looks_like_these_stays(inner: str) -> None:
    assert len(words(inner)) == 1


def test_a_post_whose_words_stand_in_an_amp_page() -> None:
    (quote,), _ = between(
        page(
            "<amp-twitter data-tweetid='1'><blockquote placeholder><p>افتتحنا السوق</p>— البلدية</blockquote></amp-twitter>"
        )
    )
    assert isinstance(quote, Quotation)
    assert (plain_text(quote.inlines), plain_text(quote.attribution)) == ("افتتحنا السوق", "— البلدية")


def test_roles_make_headings_and_lists() -> None:
    blocks, _ = between(
        page(
            "<div role='heading' aria-level='3'>ماذا بعد؟</div><div role='list'><div role='listitem'>أول</div><div role='listitem'>ثان</div></div>"
        )
    )
    assert [type(block) for block in blocks] == [Heading, ItemList]


def test_a_caption_outside_of_a_figure() -> None:
    (figure,), _ = between(
        page(
            "<div><article><img src='https://e.example/a.jpg' alt='سوق'></article><figcaption>السوق ليلاً</figcaption></div>"
        )
    )
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "السوق ليلاً"


@pytest.mark.parametrize(
    ("head", "byline", "day"),
    [
        ('<meta name="pubdate" content="2021-09-14T07:44:12">', None, "2021-09-14"),
        ('<meta name="dc.creator" content="سعاد حلمي"><meta name="DC.Date" content="2019-12-01">', "سعاد حلمي", "2019-12-01"),
        ('<meta name="parsely-author" content="نادية عمر"><meta name="parsely-pub-date" content="2024-04-04T10:00:00Z">', "نادية عمر", "2024-04-04"),
        ('<meta property="article:author" content="https://facebook.com/nadia"><meta name="publish-date" content="2020-01-02">', None, "2020-01-02"),
    ],
)  # fmt: skip
def test_authors_and_dates_in_meta_elements(head: str, byline: str | None, day: str) -> None:
    article = newsconvert.load(page("", head), reader="html").value
    assert (article.byline, str(article.published)[:10]) == (byline, day)


def credited(above: str) -> newsconvert.model.Article:
    data = f"<html lang='ar' dir='rtl'><body><main><h1>خبر السوق</h1><article>{above}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article></main></body></html>".encode()
    found = newsconvert.load(data, reader="html")
    assert unaccounted(data, found) == []
    return found.value


def test_the_author_in_a_field_counts_over_the_account_that_submitted_it() -> None:
    article = credited(
        "<footer><div class='node__submitted'>نشرها محرر1 في سبت, 08/03/2024 - 11:20</div></footer>"
        "<div class='field-author'><div>الكاتب</div><div>هدى العلي</div></div><div class='field-date'><div>التاريخ</div><div><time datetime='2024-08-03'>3 آب 2024</time></div></div>"
    )
    assert (article.byline, str(article.published)) == ("الكاتب هدى العلي", "2024-08-03")
    assert list(article_text(article))[-3:] == [ONE, TWO, THREE]


def test_hidden_labels_of_credits_are_none_of_them() -> None:
    hidden = "style='clip:rect(1px,1px,1px,1px);position:absolute'"
    article = credited(
        f"<section aria-labelledby='article-byline'><strong {hidden} id='article-byline'>معلومات المقال</strong><ul><li><span {hidden}>Author, </span><span>ليلى ناصر</span></li></ul></section>"
    )
    assert article.byline == "ليلى ناصر"


def test_labels_in_blocks_of_their_own_are_joined_with_what_they_name() -> None:
    article = credited("<div>الكاتب</div><div>هدى العلي</div><div>تاريخ النشر</div><div>12 نيسان 2022</div>")
    assert (article.byline, str(article.published)) == ("الكاتب هدى العلي", "2022-04-12")


def test_the_part_of_an_old_page_is_found_around_its_headline() -> None:
    data = (
        "<html dir=rtl><head><title>جريدة المرفأ - التفاصيل</title></head><body><table><tr><td><a href='a'>محليات</a><br><a href='b'>الأرشيف</a></td><td><table>"
        "<tr><td><span><font size=5><b>بلدية الميناء تفتح السوق القديم</b></font></span></td></tr><tr><td>كتب: مروان سالم</td></tr><tr><td><table><tr><td><img src='u/a.jpg'></td></tr><tr><td>السوق ليلاً</td></tr></table></td></tr>"
        f"<tr><td><span>{ONE}<br><b>تاريخ السوق</b><br>{TWO}<br>{THREE}</span></td></tr><tr><td>عدد القراء: <span>342</span></td></tr></table></td></tr></table></body></html>"
    ).encode()
    article = newsconvert.load(data, reader="html").value
    assert [type(block) for block in article.body] == [Figure, Paragraph, Heading, Paragraph, Paragraph]
    assert (article.headline, article.byline) == ("بلدية الميناء تفتح السوق القديم", "كتب: مروان سالم")


def test_widgets_of_elementor_are_of_the_article_but_not_those_that_offer_others() -> None:
    box = "<div class='elementor-widget elementor-widget-{}'><div class='elementor-widget-container'>{}</div></div>"
    inner = box.format("heading", "<h2>ما الذي تغير؟</h2>") + box.format("icon-list", "<ul><li>دخول مجاني</li></ul>")
    blocks, warnings = between(page(inner + box.format("posts", "<h3><a href='/1'>ملعب جديد</a></h3>")))
    assert [type(block) for block in blocks] == [Heading, ItemList]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


@pytest.mark.parametrize(
    "inner",
    [
        "<p>[<a href='/x'>اقرأ أيضاً: ملعب جديد للناشئين</a>]</p>",
        "<p>شاهد أيضا: <a href='/x'>ملعب جديد للناشئين</a></p>",
    ],
)
def test_a_link_to_another_article_amid_the_text(inner: str) -> None:
    assert words(inner) == []


def test_text_about_reading_stays() -> None:
    assert words("<p>اقرأ أيضاً: قال الوزير إن الكتاب <a href='/x'>متاح</a> لكل من يريد.</p>") != []


def test_who_is_quoted_by_a_class() -> None:
    (quote,), _ = between(
        page("<blockquote><p>كانت الكتب كالغسيل</p><p class='pull-quote__citation citation'>وديع صقر</p></blockquote>")
    )
    assert isinstance(quote, Quotation)
    assert plain_text(quote.attribution) == "وديع صقر"


def test_a_picture_that_only_noscript_has() -> None:
    blocks, _ = between(
        page(
            "<noscript><img src='https://e.example/c.jpg' alt='سوق'></noscript><noscript><img src='https://e.example/count'></noscript>"
        )
    )
    assert [one.pictures[0].url for one in blocks if isinstance(one, Figure)] == ["https://e.example/c.jpg"]
    assert len(blocks) == 1


def test_a_picture_in_a_cell_stands_after_the_table() -> None:
    blocks, _ = between(
        page(
            "<table><tr><th>الشعار</th><td><img src='https://e.example/s.png' alt='شعار'></td></tr><tr><th>التأسيس</th><td>1921</td></tr></table>"
        )
    )
    assert [type(block).__name__ for block in blocks] == ["Table", "Figure"]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (
            "<div class='wp-block-file'><a href='https://x.example/r.pdf'>التقرير الكامل</a>"
            "<a href='https://x.example/r.pdf' class='wp-block-file__button' download>تنزيل</a></div>",
            ["التقرير الكامل تنزيل"],
        ),
        ("<p><a class='btn' href='/3'>الوثيقة</a><a class='btn' href='/4'>المرفق</a></p>", ["الوثيقة المرفق"]),
        ("<p>حمّل<a class='btn-primary' href='/3'>الوثيقة</a>الآن</p>", ["حمّل الوثيقة الآن"]),
        ("<p><a href='/3'>الوثيقة</a><a href='/4'>المرفق</a></p>", ["الوثيقة المرفق"]),
        ("<p>نتيجة الفريق<span class='badge'>جديد</span></p>", ["نتيجة الفريق جديد"]),
        ("<p style='display:flex'><b>الكلفة</b><i>ثلاثون</i>مليونًا</p>", ["الكلفة ثلاثون مليونًا"]),
        ("<style>.g{display:grid}</style><div class='g'><b>الكلفة</b><b>ثلاثون</b></div>", ["الكلفة ثلاثون"]),
        ("<style>.c i{display:inline-block}</style><p class='c'><i>جسر</i><i>نهر</i></p>", ["جسر نهر"]),
        (
            "<p><a style='display:block' href='/5'>الجزء الأول</a><a style='display:block' href='/6'>الجزء الثاني</a></p>",
            ["الجزء الأول", "الجزء الثاني"],
        ),
        ("<div><span style='display:block'>السعر</span>خمسون ليرة</div>", ["السعر", "خمسون ليرة"]),
        ("<p><span class='n'>1</span><span class='t'>الكلفة</span></p>", ["1 الكلفة"]),
        # parts of a word: the first letter of a text, a link to the same page, marks of notes
        ("<p><span style='display:block;float:right'>ق</span>ال الوزير</p>", ["قال الوزير"]),
        ("<p><a href='/7'>الم</a><a href='/7'>كتبة</a></p>", ["المكتبة"]),
        ("<p><a href='/7'>المكتب</a><a href='/8'>ة</a></p>", ["المكتبة"]),
        ("<p>(<a class='btn' href='/7'>الوثيقة</a>)، ثم</p>", ["(الوثيقة)، ثم"]),
    ],
)
def test_neighbours_that_a_page_sets_apart_are_apart(inner: str, shown: list[str]) -> None:
    assert words(inner) == shown


@pytest.mark.parametrize(
    "inner",
    [
        "عاجل<br>افتتاح الجسر",
        "<span style='display:block'>عاجل</span><span>افتتاح الجسر</span>",
        "<div>عاجل</div>افتتاح الجسر",
    ],
)
def test_lines_of_a_headline_are_apart(inner: str) -> None:
    data = f"<html lang='ar'><body><article><h1>{inner}</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>".encode()
    article = newsconvert.load(data, reader="html").value
    assert article.headline == "عاجل افتتاح الجسر"
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph | Heading)] == [ONE, TWO]


def test_quotations_lists_and_headings_have_the_language_that_the_page_states() -> None:
    inner = "<blockquote lang='fr'><p>Un grand jour pour la ville</p></blockquote><ul lang='en'><li>The first of them</li></ul><h2 lang='en'>The cost of it</h2><ul lang='en'><li>أول الأمر هنا</li></ul>"
    blocks, _ = between(page(inner))
    assert [(block.language, block.direction) for block in blocks if not isinstance(block, ThematicBreak)] == [
        ("fr", "ltr"),
        ("en", "ltr"),
        ("en", "ltr"),
        (None, None),
    ]


def test_ways_to_a_heading_and_to_other_pages_of_the_article_are_no_text() -> None:
    blocks, warnings = between(
        page("<h2>الكلفة <a href='#a'>#</a></h2><p>قبل</p><div class='page-links'>صفحات: <a href='/2'>2</a></div>")
    )
    assert [plain_text(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)] == [
        "الكلفة",
        "قبل",
    ]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


@pytest.mark.parametrize(
    ("style", "items", "labels"),
    [
        ("list-style-type:lower-alpha", ("أول", "ثان"), ["a.", "b."]), ("list-style: upper-roman", ("أول", "ثان"), ["I.", "II."]),
        ("list-style-type:arabic-indic", ("أول", "ثان"), ["١.", "٢."]), ("list-style:none", ("1- أول", "2- ثان"), ["1-", "2-"]),
        ("list-style:none", ("أ) أول", "<b>ب)</b> ثان"), ["أ)", "ب)"]), ("list-style:none", ("1- أول", "ثان"), [None, None]),
        ("list-style:decimal", ("أول", "ثان"), [None, None]),
    ],
)  # fmt: skip
def test_lists_have_the_labels_that_their_style_gives_them(
    style: str, items: tuple[str, ...], labels: list[str | None]
) -> None:
    for head, attribute in ((f"<style>ol{{{style}}}</style>", ""), ("", f" style='{style}'")):
        (listed,), _ = between(page(f"<ol{attribute}>{''.join(f'<li>{item}</li>' for item in items)}</ol>", head))
        assert isinstance(listed, ItemList)
        assert [entry.label for entry in listed.entries] == labels


@pytest.mark.parametrize("ornament", ["<p>* * *</p>", "<p align='center'>◆◆◆</p>", "<div>***</div>", "<p>⁂</p>"])
def test_ornaments_part_the_text(ornament: str) -> None:
    blocks, _ = between(page(f"<p>قبل</p>{ornament}<p>بعد</p><div>&#8203;<br></div>"))
    assert [type(block) for block in blocks] == [Paragraph, ThematicBreak, Paragraph]
