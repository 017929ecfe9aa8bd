"""Pages as publishing systems make them: Blogger, Drupal, Joomla, ASP.NET, Medium, old tables, galleries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import newsconvert
from newsconvert.model import Article, Figure, ItemList, block_inlines, block_texts, plain_text
from newsconvert.model import notes as notes_in
from newsconvert.readers.structure.authors import authors
from newsconvert.result import Kind
from support.rich_article import picture
from support.webpages import ONE, THREE, TWO, unaccounted

HEADLINE = "موسم الزيتون في جبل نابلس"


def read(page: str) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(page.encode(), reader="html")
    assert unaccounted(page.encode(), found) == []
    return found.value, {one.kind: one.count for one in found.warnings}


def texts(article: Article) -> list[str]:
    return ["\n".join(block_texts(block)) for block in article.body]


def test_a_post_of_blogger_has_its_headline_author_and_date() -> None:
    article, _ = read(
        "<html dir='rtl' lang='ar'><head><title>مدونة الحقل: موسم الزيتون في جبل نابلس</title></head><body><header><h1 class='title'><a href='/'>مدونة الحقل</a></h1></header>"
        f"<div class='post hentry'><h3 class='post-title entry-title'>{HEADLINE}</h3><div class='post-body entry-content'>{ONE}<br><br>{TWO}</div>"
        "<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn' itemprop='author'><span itemprop='name'>سعاد النابلسي</span></span></span>"
        "<abbr class='published' itemprop='datePublished' title='2023-11-05T07:30:00-08:00'>7:30 ص</abbr></div></div>"
        "<div class='comments'><span itemprop='author'>زائر</span><p>خبر جميل</p></div></body></html>"
    )
    assert (article.headline, authors(article.byline or ""), str(article.published)[:10]) == (
        HEADLINE,
        ("سعاد النابلسي",),
        "2023-11-05",
    )
    assert texts(article) == [ONE, TWO]


def test_authors_that_a_page_states_of_several_articles_are_none_of_it() -> None:
    article, _ = read(
        f"<html lang='ar'><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p></div>"
        "<ul class='related'><li><span itemprop='author'>كريم</span></li><li><span itemprop='author'>ليلى</span></li></ul></body></html>"
    )
    assert article.byline is None


def test_a_heading_of_the_article_is_no_name_of_the_site() -> None:
    article, _ = read(
        f"<html lang='ar'><head><title>أخبار الزيتون</title></head><body><main><h1>{HEADLINE}</h1><p>{ONE}</p>"
        f"<h2 class='post-title'>جزء ثان من القصة</h2><p>{TWO}</p></main></body></html>"
    )
    assert article.headline == HEADLINE


def test_a_kicker_and_a_headline_in_one_centred_line_are_two() -> None:
    page = (
        "<html dir=rtl><head><title>جريدة الصباح الجديد</title></head><body><table><tr><td><a href=1>الرئيسية</a> <a href=2>سياسة</a> <a href=3>رياضة</a></td></tr><tr><td>"
        f"<center><font size=2>تحقيقات</font><br><font size=5><b>{HEADLINE}</b></font></center><br><font size=3>{ONE}<br><br>{TWO}<br><br>{THREE}</font></td></tr></table></body></html>"
    )
    article, _ = read(page)
    assert (article.kicker, article.headline) == ("تحقيقات", HEADLINE)
    assert texts(article) == [ONE, TWO, THREE]


def test_a_form_around_the_page_is_no_form() -> None:
    article, _ = read(
        f"<html><head><title>{HEADLINE}</title></head><body><form id=form1><div><a href='Default.aspx'>الرئيسية</a></div><div><h3>{HEADLINE}</h3>"
        f"<span>كتب: محمود عشري</span><br><span>السبت 4 ديسمبر 2021</span><div><p>{ONE}</p><p>{TWO}</p></div></div></form></body></html>"
    )
    assert (article.byline, str(article.published)[:10]) == ("كتب: محمود عشري", "2021-12-04")
    assert texts(article) == [ONE, TWO]


def test_credits_in_the_lines_of_one_paragraph() -> None:
    article = newsconvert.load(
        f"<html lang=ar><body><article><h1>{HEADLINE}</h1><p>كتب: محمود عشري<br>السبت 4 ديسمبر 2021</p><p>{ONE}</p><p>أول<br>{TWO}</p></article></body></html>".encode(),
        reader="html",
    ).value
    assert (article.byline, str(article.published)[:10]) == ("كتب: محمود عشري", "2021-12-04")
    assert texts(article) == [ONE, f"أول\n{TWO}"]


def test_buttons_and_reading_times_are_no_byline() -> None:
    article, warnings = read(
        f"<html lang=ar><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><div class='pw-byline'><a rel=author href='/@y'>يارا أبو شمالة</a><span>·</span>"
        f"<span>5 min read</span><span>·</span><span>Apr 3, 2021</span><button>Listen</button><button>Share</button></div><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    )
    assert (article.byline, article.timestamp, str(article.published)[:10]) == (
        "يارا أبو شمالة",
        "Apr 3, 2021",
        "2021-04-03",
    )
    assert texts(article) == [ONE, TWO]
    assert warnings == {Kind.PAGE_FURNITURE: 3}


def test_counts_of_visits_and_tools_of_a_page_are_left_out() -> None:
    article, warnings = read(
        f"<html lang=ar><head><title>{HEADLINE}</title></head><body><div class='item-page'><h2>{HEADLINE}</h2><dl class='article-info muted'><dt>التفاصيل</dt>"
        f"<dd class='createdby' itemprop=author>كتب بواسطة: نور الجبوري</dd><dd class=hits>الزيارات: 512</dd></dl><div class=icons><a href='#'>طباعة</a></div><div>{ONE}<br><br>{TWO}</div></div></body></html>"
    )
    assert article.byline == "كتب بواسطة: نور الجبوري"
    assert texts(article) == [ONE, TWO]
    assert warnings[Kind.PAGE_FURNITURE] == 2


@pytest.mark.parametrize("wrapped", ["<dl class='gallery-item'><dt><img src='one.png'></dt><dd>تكريم الفائزين</dd></dl>",
                                     "<dl class='gallery-item'><dt><a href='one.png'><img src='one.png' alt='تكريم'></a></dt><dd class='wp-caption-text gallery-caption'>تكريم الفائزين</dd></dl>"])  # fmt: skip
def test_pictures_of_galleries_in_lists_of_terms(tmp_path: Path, wrapped: str) -> None:
    (tmp_path / "one.png").write_bytes(picture().data)
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang=ar><body><article><h1>{HEADLINE}</h1><p>{ONE}</p>{wrapped}<p>{TWO}</p></article></body></html>"
    )
    article = newsconvert.read(page)
    assert texts(article)[1:] in (["تكريم الفائزين", TWO], ["", "تكريم الفائزين", TWO])
    assert isinstance(figure := article.body[1], Figure)
    assert figure.pictures[0].image is not None


@pytest.mark.parametrize(
    "label", ["<span class='x-title'>- إعلان -</span>", "<div>الإعلان</div>", "<p>Advertisement</p>"]
)
def test_labels_of_adverts_are_left_out(label: str) -> None:
    article, warnings = read(
        f"<html lang=ar><body><article><h1>{HEADLINE}</h1><p>{ONE}</p><div>{label}</div><p>{TWO}</p><h3>إعلان الجزائر</h3><p>{THREE}</p></article></body></html>"
    )
    assert texts(article) == [ONE, TWO, "إعلان الجزائر", THREE]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


@pytest.mark.parametrize("title", ["New Page 1", "Untitled Document", "صفحة جديدة 2", "بدون عنوان"])
def test_a_title_that_a_program_gave_is_no_headline(title: str) -> None:
    article, _ = read(
        f"<html><head><meta name=GENERATOR content='Microsoft FrontPage 5.0'><title>{title}</title></head><body dir=rtl><p align=center><b><font size=5>بلدية الميناء تفتح السوق القديم</font></b></p>"
        f"<p align=center><b><font size=4>السوق يضم أربعين دكانا</font></b></p><p><b>كتب – سعد الدوسري:</b></p><p>{ONE}</p><p>{TWO}</p></body></html>"
    )
    assert (article.headline, article.byline) == ("بلدية الميناء تفتح السوق القديم", "كتب – سعد الدوسري")


@pytest.mark.parametrize(
    "box", ["<div itemprop='image'>{}</div>", "<div class='x'>{}</div>", "<div class='post-image'>{}</div>"]
)
def test_the_caption_of_a_picture_above_the_text(tmp_path: Path, box: str) -> None:
    (tmp_path / "one.png").write_bytes(picture().data)
    inner = box.format("<img src='one.png' alt=''><div class='img-cap'>محطة قيد الإنشاء</div>")
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang=ar><head><title>{HEADLINE}</title></head><body><div><h1>{HEADLINE}</h1>{inner}<div itemprop='articleBody'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></div></body></html>"
    )
    (figure, *_) = newsconvert.read(page).body
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "محطة قيد الإنشاء"


def test_the_path_of_a_picture_is_not_its_text(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(picture().data)
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang=ar><body><article><h1>{HEADLINE}</h1><p>{ONE}</p><img src='one.png' alt='OEBPS/images/one.png'><p>{TWO}</p></article></body></html>"
    )
    figure = newsconvert.read(page).body[1]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].alternative is None


def test_a_date_in_a_block_of_its_own_is_none_of_the_byline() -> None:
    article, _ = read(
        f"<html lang=ar><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><div class='byline-wrapper'><div>بواسطة</div> <a>ندى خوري</a>"
        f"<div class='meta-text'>May 10, 2024</div></div><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    )
    assert (article.byline, article.timestamp, str(article.published)[:10]) == (
        "بواسطة ندى خوري",
        "May 10, 2024",
        "2024-05-10",
    )


@pytest.mark.parametrize(
    ("box", "day"), [("<div class='news'>{}{}</div>", "2024-05-10"), ("{}<div class='news'>{}</div>", "None")]
)
def test_a_date_over_the_headline_in_one_box_with_it(box: str, day: str) -> None:
    above = "<div class='news-date'>10/05/2024</div>"
    rest = f"<h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p></div>"
    article, _ = read(
        f"<html lang=ar><head><title>{HEADLINE}</title></head><body>{box.format(above, rest)}</body></html>"
    )
    assert str(article.published)[:10] == day


def test_a_table_of_contents_of_the_page_is_left_out() -> None:
    article, warnings = read(
        f"<html lang=ar><body><article><h1>{HEADLINE}</h1><p>{ONE}</p><div id='toc' class='toc'><h2>محتويات</h2><ul><li><a href='#a'>تاريخ</a></li></ul></div>"
        f"<h2 id=a>تاريخ</h2><p>{TWO}</p></article></body></html>"
    )
    assert texts(article) == [ONE, "تاريخ", TWO]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


def test_a_picture_with_its_caption_as_wordpress_stores_it_is_a_figure() -> None:
    shown = "[caption id='a' width='300']<img src='press.png' alt='المعصرة'/> معصرة القرية[/caption]"
    page = (
        f"<html dir='rtl' lang='ar'><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><p>{ONE}</p>"
        f"{shown}<p>{TWO}</p></article></body></html>"
    )
    article = newsconvert.load(page.encode(), reader="html").value
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert [plain_text(one.caption or ()) for one in figures] == ["معصرة القرية"]
    assert not any("caption" in text for text in texts(article))


BUILT = "<div class='{}'{}><section><div class='elementor-widget-heading'><h2 class='elementor-heading-title'>{}</h2></div><div class='elementor-widget-text-editor'><p>{}</p><p>{}</p></div></section>{}</div>"
PANELS = (
    "<div id='c1' role='tabpanel'><p>ولد في حمص.</p></div><div id='c2' role='tabpanel' hidden><p>أخرج فيلمين.</p></div>"
)
TABS = "<div id='t1' role='tab' aria-controls='c1'>سيرة</div><div id='t2' role='tab' aria-controls='c2'>أفلام</div>"
WITHIN = (
    re.sub("<div id='c(.)'", r"<div role='tab' aria-controls='c\1'>\1</div>\g<0>", PANELS)
    .replace(">1</div>", ">سيرة</div>")
    .replace(">2</div>", ">أفلام</div>")
)


@pytest.mark.parametrize(
    "tabs",
    [
        f"<div role='tablist'>{TABS}</div>{PANELS}", f"<div role='tablist'>{TABS}</div><div role='tablist'>{WITHIN}</div>",
        f"<div role='tablist'>{WITHIN}</div>", f"<div role='tablist'>{re.sub(r' aria-controls=.c[0-9].', '', WITHIN)}</div>",
    ],
)  # fmt: skip
def test_a_page_of_elementor_is_whole(tabs: str) -> None:
    built = BUILT.format(
        "elementor elementor-9",
        " data-elementor-type='wp-page'",
        HEADLINE,
        ONE,
        TWO,
        f"<section class='elementor-tabs'>{tabs}</section>",
    )
    article, warnings = read(f"<html lang=ar><head><title>صفحة التقرير</title></head><body>{built}</body></html>")
    assert article.headline == HEADLINE
    assert texts(article) == [ONE, TWO, "سيرة", "ولد في حمص.", "أفلام", "أخرج فيلمين."]
    assert warnings == ({Kind.HIDDEN_TEXT: 2} if tabs.count("tablist") == 2 else {})


def test_a_template_of_elementor_around_a_post_is_not_of_it() -> None:
    built = BUILT.format(
        "elementor",
        " data-elementor-type='single-post'",
        HEADLINE,
        ONE,
        TWO,
        "<section><h3>قد يهمك</h3><p>خبر آخر من الموقع.</p></section>",
    )
    article, warnings = read(f"<html lang=ar><head><title>{HEADLINE}</title></head><body>{built}</body></html>")
    assert texts(article) == [ONE, TWO]
    assert Kind.PAGE_FURNITURE in warnings


def test_a_page_of_a_word_processor_keeps_notes_outside_of_its_part_lists_and_captions() -> None:
    item = "<p class=MsoListParagraphCxSpFirst>{}.<span>&nbsp;&nbsp; </span>{}</p>"
    shown = (
        f"<p class=MsoTitle>{HEADLINE}</p><p class=MsoNormal>{ONE}<a href='#_ftn1' name='_ftnref1'><span dir=LTR>[1]</span></a></p>"
        f"{item.format(1, 'أول')}{item.format(2, 'ثان')}<p class=MsoNormal><img src='a.jpg' alt='جسر'></p><p class=MsoCaption>في الصباح</p><p>{TWO}</p>"
    )
    notes = "<div><hr><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> بيان المحافظة.</p></div></div>"
    made = "<meta name=Generator content='Microsoft Word 15 (filtered)'><title>x</title>"
    found = newsconvert.load(
        f"<html lang=ar><head>{made}</head><body><div class=WordSection1>{shown}</div>{notes}</body></html>".encode(),
        reader="html",
    )
    assert found.value.headline == HEADLINE
    first, listed, figure, _ = found.value.body
    assert [
        plain_text(run) for note in notes_in((first,)) for block in note.blocks for run in block_inlines(block)
    ] == ["بيان المحافظة."]
    assert isinstance(listed, ItemList)
    assert [plain_text(item) for item in listed.items if isinstance(item, tuple)] == ["أول", "ثان"]
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "في الصباح"
    assert [one.kind for one in found.warnings] == [Kind.PICTURE_MISSING]


def test_a_published_document_of_google_has_its_title_and_deck() -> None:
    shown = f"<p class='c1 title'>{HEADLINE}</p><p class='c2 subtitle'>بعد عامين من العمل</p><p>{ONE}</p><p>{TWO}</p>"
    article, _ = read(
        f"<html><head><title>خبر</title></head><body class='c3 doc-content'><div id='contents'>{shown}</div></body></html>"
    )
    assert (article.headline, article.deck, texts(article)) == (HEADLINE, "بعد عامين من العمل", [ONE, TWO])


def test_a_headline_that_stands_twice_is_one() -> None:
    shown = f"<header><h1>{HEADLINE}</h1></header><div><h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}</p></div>"
    article, _ = read(f"<html lang=ar><body><main>{shown}</main></body></html>")
    assert (article.headline, texts(article)) == (HEADLINE, [ONE, TWO])


def test_what_an_encyclopaedia_puts_around_its_text_is_counted() -> None:
    around = "<div id='siteSub'>من الموسوعة الحرة</div><div class='hatnote'>لمعان أخرى، انظر جسر.</div>{}<div class='navbox'>جسور</div>"
    inner = around.format(f"<p>{ONE}</p><p>{TWO}</p>")
    article, warnings = read(f"<html lang=ar><body><div><h1>{HEADLINE}</h1><div>{inner}</div></div></body></html>")
    assert (article.byline, texts(article), warnings) == (None, [ONE, TWO], {Kind.PAGE_FURNITURE: 3})


def test_what_a_raised_count_leads_to_is_no_note() -> None:
    count, comments = "<a href='#comments'><sup>3</sup></a>", "<div id='comments'><p>تعليق قارئ على الخبر.</p></div>"
    article, warnings = read(
        f"<html lang=ar><body><div><h1>{HEADLINE}</h1><p>{ONE}</p><p>{TWO}{count}</p></div>{comments}</body></html>"
    )
    assert not list(notes_in(article.body))
    assert Kind.PAGE_FURNITURE in warnings


def test_the_author_that_a_blog_names_below_its_post() -> None:
    signed = "<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>سلمى كريم</span></span></div>"
    shown = f"<div class='post hentry'><h3 class='post-title entry-title'>{HEADLINE}</h3><div class='post-body'><p>{ONE}</p><p>{TWO}</p></div>{signed}</div>"
    article, warnings = read(f"<html lang=ar><body><div class='blog-posts'>{shown}</div></body></html>")
    assert (article.byline, texts(article)) == ("سلمى كريم", [ONE, TWO])
    assert Kind.PAGE_FURNITURE in warnings
