"""Who wrote a web page's article, when, where from, and under which picture: as pages of newspapers state it."""

from __future__ import annotations

import json

import pytest

import newsconvert
from newsconvert.model import Article, Figure, ItemList, Note, Paragraph, Verse, block_inlines, plain_text
from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO, unaccounted

HEADLINE = "بلدية الميناء تفتح السوق القديم"
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def read(main: str, head: str = "", title: str = f"{HEADLINE} | صحيفة الساحل") -> tuple[Article, dict[Kind, int]]:
    page = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<header><nav><a href='/'>الرئيسية</a></nav></header><main>{main}</main></body></html>"
    ).encode()
    found = newsconvert.load(page, reader="html")
    assert unaccounted(page, found) == []
    return found.value, {one.kind: one.count for one in found.warnings}


def texts(article: Article) -> list[str]:
    return ["\n".join(plain_text(run) for run in block_inlines(block)) for block in article.body]


STATED = "<meta name='author' content='هدى سالم'>"


@pytest.mark.parametrize("head", [STATED, ""])
def test_the_address_of_a_place_is_no_byline(head: str) -> None:
    article, warnings = read(
        f"<article><h1>{HEADLINE}</h1><address>شارع المرفأ 12، هاتف 06/123456</address>{TEXT}</article>", head
    )
    assert article.byline == ("هدى سالم" if head else None)
    assert texts(article)[0] == "شارع المرفأ 12، هاتف 06/123456"
    assert not warnings


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    "tools",
    ["<div>{} <span>آخر تحديث: 22:15</span> <span>قراءة 4 دقائق</span></div>", "{}<p>آخر تحديث: 22:15 | <span>قراءة 4 دقائق</span></p>",
     "{}<p>تم التحديث 22:15</p><p>مدة القراءة: دقيقتان</p>"],
)  # fmt: skip
def test_the_time_of_a_change_and_of_reading_are_no_text(tools: str, dated: bool) -> None:
    date = "<time datetime='2024-05-01T21:30'>1 أيار 2024 - 21:30</time>" if dated else ""
    article, warnings = read(f"<article><h1>{HEADLINE}</h1>{tools.format(date)}{TEXT}</article>")
    assert texts(article) == [ONE, TWO, THREE]
    assert article.timestamp is not None
    assert ("1 أيار 2024" in article.timestamp) is dated
    assert ("22:15" in article.timestamp) is not dated
    assert warnings[Kind.PAGE_FURNITURE]


@pytest.mark.parametrize("line", ["22:15", "تحديث نظام القراءة: 4 دقائق تكفي.", "تحديث المناهج بعد قراءة 4 كتب"])
def test_what_only_looks_like_the_time_of_a_change_is_text(line: str) -> None:
    article, _ = read(f"<article><h1>{HEADLINE}</h1><p>{line}</p>{TEXT}</article>")
    assert line in (*texts(article), article.timestamp, article.deck)


def test_an_address_that_names_the_author_is_the_byline_where_none_is_stated() -> None:
    main = f"<article><h1>{HEADLINE}</h1><address>سامي نجار</address>{TEXT}</article>"
    assert read(main)[0].byline == "سامي نجار"


def test_times_of_entries_stay_with_them() -> None:
    entries = f"<div><time datetime='2024-05-01T14:05'>14:05</time><p>{TWO}</p></div><div><time>13:40</time><p>{THREE}</p></div>"
    article, _ = read(f"<article><h1>{HEADLINE}</h1>{entries}<p>{ONE}</p></article>")
    assert texts(article) == ["14:05", TWO, "13:40", THREE, ONE]
    assert (article.dateline, article.timestamp, article.published) == (None, None, None)


def test_a_time_that_a_page_states_for_itself_is_no_dateline() -> None:
    main = f"<article><h1>{HEADLINE}</h1><time datetime='2024-05-01T10:00:00+03:00'>منذ ساعتين</time>{TEXT}</article>"
    article, _ = read(main)
    assert (article.dateline, article.timestamp, str(article.published)[:10]) == (None, "منذ ساعتين", "2024-05-01")


@pytest.mark.parametrize("date", ["أحد, 03/15/2026 - 10:12", "الأحد 15 آذار 2026", "15/03/2026"])
def test_a_date_where_a_byline_is_looked_for_is_no_byline(date: str) -> None:
    article, _ = read(f"<article><h1>{HEADLINE}</h1><div class='submitted'><span>{date}</span></div>{TEXT}</article>")
    assert (article.byline, article.timestamp) == (None, date)


def test_boxes_amid_the_text_are_of_it_and_offers_of_other_articles_are_not() -> None:
    main = (
        f"<article><h1>{HEADLINE}</h1><aside><h2>أبرز النقاط</h2><ul><li>ثلاث سنوات من الإغلاق</li><li>سبعون ألفا</li></ul></aside>"
        f"<p>{ONE}</p><aside><p>«السوق قلب المدينة»</p></aside><div><h3>اقرأ أيضا</h3><ul><li><a href='/1'>خبر أول</a></li></ul></div>"
        f"<p>{TWO}</p><aside><form><p>اشترك في النشرة</p></form></aside><p>{THREE}</p><aside><p>تابعنا على مواقع التواصل</p></aside></article>"
    )
    article, warnings = read(main)
    kinds = [type(block) for block in article.body]
    assert kinds == [Paragraph, ItemList, Paragraph, Paragraph, Paragraph, Paragraph]
    assert "«السوق قلب المدينة»" in texts(article)
    assert "خبر أول" not in " ".join(texts(article))
    assert warnings[Kind.PAGE_FURNITURE] == 3


@pytest.mark.parametrize("site", ["<meta property='og:site_name' content='صحيفة الساحل'>", ""])
@pytest.mark.parametrize(
    "line", ["<p>المصدر: وكالة الأناضول</p>", "<div><b>المصدر:</b></div><div>وكالة الأناضول</div>"]
)
def test_the_source_that_a_text_cites_counts_over_its_site(line: str, site: str) -> None:
    article, _ = read(f"<article><h1>{HEADLINE}</h1>{TEXT}{line}</article>", site)
    assert article.source is not None
    assert (article.source.name, article.source.citation) == ("وكالة الأناضول", "المصدر: وكالة الأناضول")
    above, _ = read(f"<article><h1>{HEADLINE}</h1>{line}{TEXT}</article>", site)
    assert above.source == article.source
    outside, warnings = read(
        f"<h1>{HEADLINE}</h1><div>{TEXT}</div><div class='from'>المصدر: وكالة الأناضول</div>", site
    )
    assert outside.source == article.source
    assert not warnings


def test_a_site_is_the_source_of_a_text_without_one() -> None:
    article, _ = read(
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", "<meta property='og:site_name' content='صحيفة الساحل'>"
    )
    assert article.source is not None
    assert article.source.name == "صحيفة الساحل"


@pytest.mark.parametrize(
    ("line", "byline", "place"),
    [
        ("<p><b>صيدا - من مراسلنا سامر عيتاني</b></p>", "صيدا - من مراسلنا سامر عيتاني", "صيدا"),
        ("<p><strong>القاهرة - كتبت منى علي:</strong></p>", "القاهرة - كتبت منى علي", "القاهرة"),
        ("<h4>تحقيق: سلوى عمر</h4>", "تحقيق: سلوى عمر", None),
        ("<a rel='author' href='/a'>سامي نجار</a><a rel='author' href='/b'>ليلى حداد</a>", "سامي نجار، ليلى حداد", None),
    ],
)  # fmt: skip
def test_bylines_however_they_are_set(line: str, byline: str, place: str | None) -> None:
    article, warnings = read(f"<article><h1>{HEADLINE}</h1>{line}{TEXT}</article>")
    assert (article.byline, article.place, texts(article)) == (byline, place, [ONE, TWO, THREE])
    assert not warnings


def test_identifiers_of_schema_org_lead_to_names() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": HEADLINE, "author": [{"@id": "#p"}], "publisher": {"@id": "#o"}},
            {"@type": "Person", "@id": "#p", "name": "ريم العلي"},
            {"@type": "Organization", "@id": "#o", "name": "صحيفة الأيام"},
        ]
    }
    article, _ = read(
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<script type='application/ld+json'>{json.dumps(graph)}</script>",
    )
    assert article.source is not None
    assert (article.byline, article.source.name) == ("ريم العلي", "صحيفة الأيام")


@pytest.mark.parametrize(
    "deck", ["<h2>كلفة الترميم سبعون ألف دينار</h2>", "<p class='excerpt'>كلفة الترميم سبعون ألف دينار</p>"]
)
def test_what_stands_between_headline_and_text(deck: str) -> None:
    main = (
        f"<div class='head'><h1>{HEADLINE}</h1>{deck}<figure><img src='a.jpg' alt='واجهة السوق'><figcaption>السوق بعد الترميم</figcaption></figure>"
        f"<div><span>سامي نجار</span><span>1 أيار 2024</span></div></div><div class='text'>{TEXT}</div>"
    )
    article, warnings = read(main)
    assert (article.deck, article.byline, article.timestamp) == (
        "كلفة الترميم سبعون ألف دينار",
        "سامي نجار",
        "1 أيار 2024",
    )
    (figure, *_) = article.body
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].alternative, plain_text(figure.caption)) == ("واجهة السوق", "السوق بعد الترميم")
    assert Kind.LEFT_OUT not in warnings


def test_lists_of_credits_and_pictures_above_the_text() -> None:
    main = (
        f"<div><h1>{HEADLINE}</h1><ul><li><i class='fa'></i> بواسطة: فؤاد العلوي</li><li>1 أيار 2024</li><li><a href='/1'>محليات</a></li></ul>"
        f"<div class='news-image'><img src='a.jpg' alt='حفارة'><span class='img-desc'>حفارة في الوادي</span></div><div class='text'>{TEXT}</div></div>"
    )
    article, warnings = read(main)
    assert (article.byline, article.timestamp) == ("بواسطة: فؤاد العلوي", "1 أيار 2024")
    assert isinstance(figure := article.body[0], Figure)
    assert plain_text(figure.caption) == "حفارة في الوادي"
    assert Kind.LEFT_OUT not in warnings


@pytest.mark.parametrize(
    ("footer", "kept"),
    [
        ("<p>تصحيح: ورد في نسخة سابقة رقم آخر.</p>", True),
        ("<p>جميع الحقوق محفوظة للصحيفة</p>", False),
        ("<p><a href='/t'>وسم</a></p>", False),
    ],
)
def test_corrections_below_an_article_are_of_it(footer: str, kept: bool) -> None:
    article, warnings = read(f"<article><h1>{HEADLINE}</h1>{TEXT}<footer>{footer}</footer></article>")
    assert (len(texts(article)) == 4, warnings) == (kept, {} if kept else {Kind.PAGE_FURNITURE: 1})


def test_the_line_over_a_headline_inside_the_text_is_the_kicker() -> None:
    article, _ = read(f"<article><p>محليات</p><h1>{HEADLINE}</h1><p>الأحد 1 أيار 2024</p>{TEXT}</article>")
    assert (article.kicker, article.timestamp, texts(article)[0]) == ("محليات", "الأحد 1 أيار 2024", ONE)


EXPORTED = """<p class="title"><span>تقرير عن حصاد الزيتون</span></p><p class="subtitle"><span>انخفاض الإنتاج</span></p>
<p><span>قال مزارعون إن الموسم جاء أضعف من المتوقع</span>{mark}<span> بعد جفاف طويل في جميع المحافظات.</span></p><hr><div>{note}</div>"""


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>", "<p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;مقابلة.</span></p>"),
        ("<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>", "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> مقابلة.</p></div>"),
    ],
)  # fmt: skip
def test_documents_exported_as_pages(mark: str, note: str) -> None:
    page = f"<html><head><meta charset='utf-8'></head><body>{EXPORTED.format(mark=mark, note=note)}</body></html>"
    found = newsconvert.load(page.encode(), reader="html")
    article = found.value
    assert (article.headline, article.deck) == ("تقرير عن حصاد الزيتون", "انخفاض الإنتاج")
    (paragraph,) = article.body
    (noted,) = [node for run in block_inlines(paragraph) for node in run if isinstance(node, Note)]
    assert noted.blocks == (Paragraph(block_inlines(noted.blocks[0])[0]),)
    assert plain_text(block_inlines(noted.blocks[0])[0]) == "مقابلة."
    assert not found.warnings


@pytest.mark.parametrize("name", ["MsoTitle", "title"])
def test_the_title_of_an_exported_document_is_its_headline_not_a_property(name: str) -> None:
    head = "<meta charset=utf-8><meta name=Generator content='Microsoft Word 11'><title>وزارة الثقافة</title>"
    page = f"<html><head>{head}</head><body><div dir=RTL><p class={name}>{HEADLINE}</p>{TEXT}</div></body></html>"
    article = newsconvert.read(page.encode(), reader="html")
    assert (article.headline, texts(article)) == (HEADLINE, [ONE, TWO, THREE])


def test_galleries_keep_each_caption_and_poems_in_pre_are_verse() -> None:
    inner = (
        "<figure><figure><img src='a.jpg' alt='أ'><figcaption>قبل الترميم</figcaption></figure><figure><img src='b.jpg' alt='ب'>"
        "<figcaption>بعد الترميم</figcaption></figure><figcaption>صور من السوق</figcaption></figure>"
        "<pre class='wp-block-verse'>يا سوق حلب القديم<br>يا نبض هذا الحجر</pre>"
    )
    article, _ = read(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{inner}<p>{TWO}</p></article>")
    assert texts(article)[1:4] == ["أ\nقبل الترميم", "ب\nبعد الترميم", "صور من السوق"]
    verse = article.body[4]
    assert isinstance(verse, Verse)
    assert len(verse.lines) == 2


def test_captions_below_pictures_are_theirs_by_class_and_no_credits_of_the_article() -> None:
    inner = f"<article><h1>{HEADLINE}</h1><img src='a.jpg' alt='قوارب'><div class='cap'>قوارب في الميناء (الأناضول)</div>{TEXT}</article>"
    article, warnings = read(inner)
    figure = article.body[0]
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "قوارب في الميناء (الأناضول)"
    assert (article.agency, article.dateline) == (None, None)
    assert warnings == {Kind.PICTURE_MISSING: 1}
    loose, warnings = read(inner.replace(" class='cap'", ""))
    assert "قوارب في الميناء (الأناضول)" in "\n".join(texts(loose))
    assert Kind.LEFT_OUT not in warnings


def test_lists_of_pages_that_word_saved() -> None:
    def item(label: str, text: str, level: int) -> str:
        marked = f"<b>{text}</b>" if level > 1 else text
        return f"<p style='mso-list:l0 level{level} lfo1'><span>{label}<span>&nbsp;&nbsp; </span></span>{marked}</p>"

    inner = item("1.", "أول", 1) + item("o", "فرع", 2) + item("3.", "ثان", 1) + "<p>بعد.</p>" + item("أ)", "حرف", 1)
    article, warnings = read(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{inner}<p>{TWO}</p></article>")
    assert [type(block) for block in article.body] == [Paragraph, ItemList, Paragraph, ItemList, Paragraph]
    first, last = article.body[1], article.body[3]
    assert isinstance(first, ItemList)
    assert isinstance(last, ItemList)
    assert [one.label for one in (*first.entries, *last.entries)] == ["1.", "3.", "أ)"]
    assert texts(article)[1:4] == ["أول\nفرع\nثان", "بعد.", "حرف"]
    assert not warnings


def test_a_small_line_under_a_picture_is_its_credit() -> None:
    inner = (
        "<figure><img src='a.jpg' alt='طاولة'><p>Getty Images</p><figcaption><p>أطباق صغيرة</p></figcaption></figure>"
    )
    article, _ = read(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{inner}<p>{TWO}</p></article>")
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("أطباق صغيرة", "Getty Images")


def test_links_that_lead_over_a_redirect_of_google() -> None:
    link = "<a href='https://www.google.com/url?q=https://example.jo/olive%3Fa%3D1&amp;sa=D'>وزارة</a>"
    article, _ = read(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p><p>راجع {link}.</p><p>{TWO}</p></article>")
    assert "https://example.jo/olive?a=1" in repr(article.body[1])


def test_the_title_of_a_post_is_the_headline_where_no_h1_is() -> None:
    article, _ = read(
        f"<div class='date-outer'><h2 class='date-header'>الثلاثاء، 5 مارس 2024</h2><div class='post hentry'><h3 class='post-title entry-title'>{HEADLINE}</h3>"
        f"<div class='post-body entry-content'>{ONE}<br><br>{TWO}<br><br><b>كلفة الترميم</b><br><br>{THREE}</div></div></div>",
        "<title>مدونة الميناء: خبر</title>",
    )
    assert article.headline == HEADLINE


@pytest.mark.parametrize(
    ("line", "byline", "when", "day"),
    [
        ("نشره ليث خلف في ثلاثاء, 05/03/2024 - 13:05", "نشره ليث خلف", "في ثلاثاء, 05/03/2024 - 13:05", "2024-03-05"),
        ("أضافه سامر عيتاني بتاريخ 5 مارس 2024", "أضافه سامر عيتاني", "بتاريخ 5 مارس 2024", "2024-03-05"),
        ("Submitted by karim on 5 مارس 2024 - 9:15ص", "Submitted by karim", "on 5 مارس 2024 - 9:15ص", "2024-03-05"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "row", ["<div class='meta'><span>{}</span></div>", "<div class='submitted'>{}</div>", "<p>{}</p>"]
)
def test_who_posted_a_page_and_when(row: str, line: str, byline: str, when: str | None, day: str) -> None:
    article, _ = read(f"<article><h1>{HEADLINE}</h1>{row.format(line)}{TEXT}</article>")
    assert (article.byline, article.timestamp, str(article.published)[:10]) == (byline, when, day)
    assert texts(article) == [ONE, TWO, THREE]


def test_who_posted_a_page_at_a_time_without_a_day() -> None:
    line = "مرسلة بواسطة ندى الحاج في 10:00 ص"
    article, _ = read(f"<article><h1>{HEADLINE}</h1><div class='meta'><span>{line}</span></div>{TEXT}</article>")
    assert (article.byline, article.timestamp, article.published) == ("ندى الحاج", line, None)
    assert texts(article) == [ONE, TWO, THREE]


PRINTED = "قال مهندس البلدية إن المنسوب ارتفع مترين بعد أمطار الليلة الماضية، وإن الجسر القديم يبقى مغلقًا."


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><font size=5><b>جسر المدينة مغلق</b></font><br><font size=2>الكاتب: سالم حداد<br>2009/4/2<br>"
        "المصدر: جريدة الضفة</font><hr></td></tr><tr><td>نص قصير هنا.<br><br>{0}</td></tr></table>",
        "<center><img src=logo.gif></center><div class=title><b>جسر المدينة مغلق</b><br>بقلم: سالم حداد<br>2009/4/2<br>جريدة الضفة</div>"
        "<hr><div class=text>نص قصير هنا.<br><br>{0}<br><br>{0}</div><hr><a href='javascript:window.close()'>إغلاق النافذة</a>",
        "<p><b>جسر المدينة مغلق</b><br>بقلم: سالم حداد<br>2009/4/2<br>جريدة الضفة</p><p>نص قصير هنا.</p><p>{0}</p>",
    ],
)  # fmt: skip
def test_breaks_part_headline_and_credits_of_pages_to_print(body: str) -> None:
    page = f"<html dir=rtl><meta charset=utf-8><title>نسخة للطباعة</title><body>{body.format(PRINTED)}</body></html>"
    found = newsconvert.load(page.encode(), reader="html")
    article = found.value
    assert article.headline == "جسر المدينة مغلق"
    assert article.byline is not None
    assert article.byline.endswith("سالم حداد")
    assert str(article.published) == "2009-04-02"
    assert article.source is not None
    assert article.source.name == "جريدة الضفة"
    shown = [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]
    assert shown[:2] == ["نص قصير هنا.", PRINTED]
    assert "إغلاق النافذة" not in shown


@pytest.mark.parametrize(
    ("first", "headline", "rest"),
    [
        ("العنوان الكبير<br>على سطرين", "العنوان الكبير على سطرين", []),
        ("<b>جسر المدينة مغلق</b><br>بيروت - رويترز<br>عاد العمال.", "جسر المدينة مغلق", ["عاد العمال."]),
        (f"<b>جسر المدينة مغلق</b><br>{PRINTED}<br>{PRINTED}", "جسر المدينة مغلق", [f"{PRINTED}\n{PRINTED}"]),
    ],
)
def test_lines_of_a_first_paragraph(first: str, headline: str, rest: list[str]) -> None:
    page = f"<html dir=rtl><meta charset=utf-8><title>طباعة</title><body><p>{first}</p><p>{PRINTED}</p></body></html>"
    article = newsconvert.load(page.encode(), reader="html").value
    assert article.headline == headline
    assert [plain_text(one.inlines) for one in article.body if isinstance(one, Paragraph)] == [*rest, PRINTED]


def test_a_place_and_a_date_under_the_headline_are_dateline_and_date() -> None:
    head = f'<h1>{HEADLINE}</h1><div class="meta">اللاذقية – سانا | 2 كانون الأول 2020</div>'
    article, warnings = read(f"{head}<div class='story'>{TEXT}</div>")
    assert (article.dateline, article.place, article.agency) == ("اللاذقية – سانا", "اللاذقية", "سانا")
    assert (article.timestamp, str(article.published), article.byline) == ("2 كانون الأول 2020", "2020-12-02", None)
    assert not warnings


def test_a_kicker_may_stand_under_the_headline_too() -> None:
    kicker = "<div class='field field--name-field-kicker'>صحة</div>"
    article, _ = read(
        f"<article><h1>{HEADLINE}</h1>{kicker}<div class='author'>إعداد: ناصر الحكيمي</div>{TEXT}</article>"
    )
    assert (article.kicker, article.byline) == ("صحة", "إعداد: ناصر الحكيمي")


def test_links_to_comment_are_no_text() -> None:
    links = "<ul class='links inline'><li><a href='/comment'>أضف تعليقا</a></li></ul>"
    article, warnings = read(f"<article><h1>{HEADLINE}</h1>{TEXT}{links}</article>")
    assert texts(article) == [ONE, TWO, THREE]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


def test_a_title_that_names_the_site_gives_the_source() -> None:
    for title, source in (
        (f"{HEADLINE} - شبكة دجلة", "شبكة دجلة"),
        (f"{HEADLINE} - اقتصاد", None),
        ("شبكة دجلة", None),
    ):
        article, _ = read(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", title=title)
        assert (article.source and article.source.name) == source


def test_answers_that_a_question_opens_are_shown_and_menus_are_not() -> None:
    ask = "<h3><button aria-expanded='false' aria-controls='{0}'>{1}</button></h3><div id='{0}' hidden>{2}</div>"
    answer, menu = ask.format("a", "كم الرسوم؟", f"<p>{TWO}</p>"), "<ul><li><a href='/a'>أخبار المدينة</a></li></ul>"
    article, warnings = read(
        f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{answer}{ask.format('m', 'كل الأقسام', menu)}</article>"
    )
    shown = texts(article)
    assert TWO in shown
    assert "أخبار المدينة" not in shown
    assert Kind.HIDDEN_TEXT in warnings


def test_the_name_of_the_paper_over_credits_and_headline() -> None:
    page = (
        "<html dir=rtl><meta charset=utf-8><title>Print</title><body><h2>جريدة الغد</h2><p>عمان - بترا<br>الأحد 3-10-2010</p>"
        f"<h3>{HEADLINE}</h3>{TEXT}</body></html>"
    )
    article = newsconvert.load(page.encode(), reader="html").value
    assert (article.headline, article.kicker, str(article.published)) == (HEADLINE, None, "2010-10-03")
    assert (article.place, article.source and article.source.name) == ("عمان", "جريدة الغد")


def test_a_heading_that_is_the_headline_by_its_property() -> None:
    article, _ = read(f"<div><h2 itemprop='headline'>{HEADLINE}</h2>{TEXT}</div>", title="سوق الميناء القديم")
    assert (article.headline, texts(article)) == (HEADLINE, [ONE, TWO, THREE])


def test_other_articles_with_lines_to_skip_them_are_left_out() -> None:
    more = (
        "<section><p>تخطى قصص مقترحة وواصل القراءة</p><strong>قصص مقترحة</strong><ul><li><a href='/1'>لقاح جديد</a></li>"
        "<li><a href='/2'>سفر بلا تأشيرة</a></li></ul><p>نهاية قصص مقترحة</p></section>"
    )
    article, warnings = read(f"<h1>{HEADLINE}</h1><p>{ONE}</p>{more}<p>{TWO}</p><p>{THREE}</p>")
    assert texts(article) == [ONE, TWO, THREE]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


NAMES = [
    "author",
    "byline",
    "writer",
    "deck",
    "subtitle",
    "summary",
    "excerpt",
    "date",
    "tag",
    "tags",
    "comment",
    "share",
    "views",
    "widget",
    "nav",
    "menu",
    "banner",
    "social",
    "recommended",
    "related",
    "ad",
    "sponsored",
    "popup",
    "reading-time",
]


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        *((f"وقال إن <span class='{name}'>المشمش الأصفر</span> كان حاضرا.", "وقال إن المشمش الأصفر كان حاضرا.") for name in NAMES),
        ("وسيعقد <time datetime='2024-05-08'>الأربعاء المقبل</time> في مبنى المحافظة.", "وسيعقد الأربعاء المقبل في مبنى المحافظة."),
        ("بدأت الحرب في <b><time>2011</time></b> وانتهت بعد سنوات", "بدأت الحرب في 2011 وانتهت بعد سنوات"),
        ("وحضر الاجتماع <a rel='author' href='https://x.example/s'>نبيل</a>.", "وحضر الاجتماع نبيل."),
        ("و<cite class='author'>سعاد</cite> زارتها، وقالت <i class='byline'>الكاتبة</i> إنها عادت.", "وسعاد زارتها، وقالت الكاتبة إنها عادت."),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "block", ["<p>{}</p>", "<div>{}</div>", "<ul><li>{}</li></ul>", "<p>عقدت اللجنة اجتماعا.<br>{}</p>"]
)
def test_words_amid_a_sentence_are_neither_credits_nor_furniture(markup: str, line: str, block: str) -> None:
    article, warnings = read(
        f"<article><h1>{HEADLINE}</h1><p>عقدت اللجنة اجتماعا.</p>{block.format(markup)}{TEXT}</article>"
    )
    assert line in "\n".join(texts(article)).split("\n")
    assert (article.byline, article.deck, article.timestamp, article.published) == (None, None, None, None)
    assert not warnings


@pytest.mark.parametrize(
    "line",
    [
        "كتب: <span class='author'>سامر الحاج</span> - <time datetime='2024-05-01'>1 مايو 2024</time>",
        "نشر في <time datetime='2024-05-01'>1 مايو 2024</time> بواسطة <a class='author'>سامر الحاج</a>",
        "Posted on <time datetime='2024-05-01'>1 May 2024</time> by <span class='author'>سامر الحاج</span>, Reuters",
        "كتب <span class='author'>سامر الحاج</span> من القاهرة",
        "بقلم <span class='author'>سامر الحاج</span>، مراسل الجريدة",
        "كتب <span class='author'>سامر الحاج</span>.",
    ],
)
def test_elements_of_a_line_of_credits_are_credits(line: str) -> None:
    article, _ = read(f"<article><h1>{HEADLINE}</h1><div class='meta'>{line}</div>{TEXT}</article>")
    assert "سامر الحاج" in (article.byline or "")
