"""What stands over and under the headline of a web page: the site's name, dates, authors, decks and rows of facts."""

from __future__ import annotations

import json

import pytest

import newsconvert
from newsconvert.model import Article, block_inlines, plain_text
from support.webpages import ONE, THREE, TWO, unaccounted

HEADLINE = "افتتاح مكتبة عامة في حي الزيتون"
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def read(body: str, head: str = "", title: str = HEADLINE) -> Article:
    page = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    ).encode()
    found = newsconvert.load(page, reader="html")
    assert unaccounted(page, found) == []
    return found.value


def texts(article: Article) -> list[str]:
    return ["\n".join(plain_text(run) for run in block_inlines(block)) for block in article.body]


@pytest.mark.parametrize(
    "name",
    [
        '<header><h1 class="site-title"><a href="/">جريدة الضفة</a></h1></header>',
        '<header><a href="/"><h1>جريدة الضفة</h1></a></header>',
        '<div id="logo"><h1>جريدة الضفة</h1></div>',
    ],
)
@pytest.mark.parametrize(
    "holder",
    [
        "<main><article>{}</article></main>",
        "<main>{}</main>",
        "<article>{}</article>",
        "<div role='main'><div class='post'>{}</div></div>",
        "<div class='wrap'><div class='post'>{}</div></div>",
    ],
)
def test_the_name_of_the_site_is_no_headline_where_the_article_has_one(name: str, holder: str) -> None:
    page = name + holder.format(f"<h1>{HEADLINE}</h1><div>{TEXT}</div>")
    article = read(page)
    found = newsconvert.load(f"<html><title>{HEADLINE}</title><body>{page}</body></html>".encode(), reader="html")
    assert [text for one in found.warnings for text in one.passages] == ["جريدة الضفة"]
    assert (article.headline, texts(article)) == (HEADLINE, [ONE, TWO, THREE])


@pytest.mark.parametrize(
    "date",
    [
        '<footer class="entry-meta">نُشر بتاريخ <time class="entry-date" datetime="2025-02-09T08:00:00+02:00">9 فبراير</time></footer>',
        '<footer><a href="/p"><time datetime="2025-02-09">9 فبراير</time></a></footer>',
        '<div class="meta"><time pubdate datetime="2025-02-09">9 فبراير</time></div>',
    ],
)
def test_a_date_in_the_footer_of_the_article_is_when_it_was_published(date: str) -> None:
    other = '<aside><article><footer><time class="entry-date" datetime="2024-01-01">1 يناير</time></footer></article></aside>'
    article = read(f"<article><h1>{HEADLINE}</h1><div>{TEXT}</div>{date}</article>{other}")
    assert str(article.published)[:10] == "2025-02-09"


@pytest.mark.parametrize("name", ["newsStoryDate", "articleDate", "story-date", "date"])
def test_a_date_over_the_headline_is_shown_too(name: str) -> None:
    article = read(
        f'<div class="wrap"><div class="head"><div class="{name}">الأحد، 09 فبراير 2025 10:34 ص</div><h1>{HEADLINE}</h1></div>'
        f'<div id="text">{TEXT}</div></div>'
    )
    assert (str(article.published)[:10], article.timestamp) == ("2025-02-09", "الأحد، 09 فبراير 2025 10:34 ص")
    assert texts(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ('<section class="writer"><a class="writer-name">سناء عويس</a><div class="writer-title">كاتبة تونسية</div></section>', "سناء عويس، كاتبة تونسية"),
        ('<div class="authorName">سناء عويس</div>', "سناء عويس"),
        ('<div class="author"><span>كاتبة تونسية</span><span class="name">سناء عويس</span></div>', "سناء عويس، كاتبة تونسية"),
        ('<div class="columnist"><div class="author-job">كاتبة تونسية</div><div class="author-name">سناء عويس</div></div>', "سناء عويس، كاتبة تونسية"),
        ('<div class="by-line">بقلم <a href="/s">سناء عويس</a></div>', "بقلم سناء عويس"),
    ],
)  # fmt: skip
def test_the_author_over_the_headline_is_the_byline(author: str, byline: str) -> None:
    article = read(f'<main>{author}<h1>{HEADLINE}</h1><div class="content">{TEXT}</div></main>')
    assert (article.byline, texts(article)) == (byline, [ONE, TWO, THREE])


def test_several_authors_over_a_headline_are_a_list_of_others() -> None:
    writers = "".join(f'<a class="writer-name">{name}</a>' for name in ("سناء عويس", "رامي حداد"))
    article = read(f'<main>{writers}<h1>{HEADLINE}</h1><div class="content">{TEXT}</div></main>')
    assert article.byline is None


def _stated(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_heading_that_the_title_names_is_the_headline_not_one_for_search_engines() -> None:
    page = f'<div class="post"><h3>ثقافة</h3><h2 class="post-title">{HEADLINE}</h2><div>{TEXT}</div></div>'
    head = _stated(headline="مكتبات المدينة بالصور والتفاصيل")
    article = read(page, head, f"{HEADLINE} - جريدة الضفة")
    assert (article.kicker, article.headline, texts(article)) == ("ثقافة", HEADLINE, [ONE, TWO, THREE])


@pytest.mark.parametrize("tag", ["h2", "h4"])
def test_a_heading_under_the_headline_that_is_of_no_section_is_the_deck(tag: str) -> None:
    deck = f"<{tag}>تفتح أبوابها كل يوم حتى المساء</{tag}>"
    article = read(f"<article><h1>{HEADLINE}</h1>{deck}<div>{TEXT}</div></article>")
    assert (article.deck, texts(article)) == ("تفتح أبوابها كل يوم حتى المساء", [ONE, TWO, THREE])
    facts = "<ul class='meta'><li><i class='icon-user'></i>سناء عويس</li><li><i class='icon-date'></i>9 فبراير 2025</li></ul>"
    listed = read(f"<article><h1>{HEADLINE}</h1>{deck}{facts}<div>{TEXT}</div></article>")
    assert (listed.deck, listed.byline, texts(listed)) == (article.deck, "سناء عويس", [ONE, TWO, THREE])
    alone = read(f"<article><h1>{HEADLINE}</h1>{deck}{TEXT}</article>")
    assert (alone.deck, texts(alone)) == (article.deck, [ONE, TWO, THREE])
    sections = read(f"<article><h1>{HEADLINE}</h1>{deck}{TEXT}<{tag}>رواد المكتبة من الطلاب</{tag}>{TEXT}</article>")
    assert (sections.deck, len(sections.body)) == (None, 8)
    asked = read(f"<article><h1>{HEADLINE}</h1><{tag}>متى تفتح أبوابها للزوار؟</{tag}>{TEXT}</article>")
    assert (asked.deck, len(asked.body)) == (None, 4)


def test_a_row_of_facts_with_icons_is_author_and_date() -> None:
    row = "<div class='info'><i class='fa fa-user'></i> سناء عويس <i class='fa fa-clock'></i> 09-02-2025 <i class='fa fa-eye'></i> 320 مشاهدة</div>"
    for shape in ("<article><h1>{}</h1>{}{}</article>", "<div><h1>{}</h1>{}<div>{}</div></div>"):
        article = read(shape.format(HEADLINE, row, TEXT), _stated(author="وكالات"))
        assert (article.byline, article.timestamp, str(article.published)) == ("سناء عويس", "09-02-2025", "2025-02-09")
        assert texts(article) == [ONE, TWO, THREE]


def test_a_row_with_what_is_not_known_stays() -> None:
    row = "<div class='info'><i class='icon'></i> الحرارة 12 درجة <i class='icon'></i> 09-02-2025</div>"
    article = read(f"<article><h1>{HEADLINE}</h1>{row}{TEXT}</article>")
    assert "الحرارة 12 درجة 09-02-2025" in texts(article)


@pytest.mark.parametrize("label", ["معلومات المقالة", "عن الخبر"])
def test_a_list_of_labelled_facts_is_the_byline(label: str) -> None:
    facts = (
        f"<section role='region' aria-label='{label}'><ul><li><span class='visually-hidden'>Author, </span><span>سناء عويس</span></li>"
        "<li><span class='visually-hidden'>Role, </span><span>صحيفة الضفة - تونس</span></li></ul></section>"
    )
    body = f"<main><div><h1>{HEADLINE}</h1></div>{facts}<div>{TEXT}</div></main>"
    article = read(body, _stated(author={"@type": "NewsMediaOrganization", "name": "جريدة الضفة"}))
    assert (article.byline, article.place) == ("سناء عويس، صحيفة الضفة - تونس", "تونس")
    assert texts(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize("line", ["تونس - وات", "تونس (رويترز)", "تونس - أ ش أ"])
def test_place_and_agency_over_the_text_are_the_dateline(line: str) -> None:
    article = read(
        f"<div><h1>{HEADLINE}</h1><div class='field-lead'>{line}</div><div class='body'><div>{TEXT}</div></div></div>"
    )
    assert (article.dateline, article.place, texts(article)) == (line, "تونس", [ONE, TWO, THREE])


BOXES = f'<div class="tit">{HEADLINE}</div><div class="sub">{{}}</div><div class="dt">الأحد 9 فبراير 2025 | 09:00</div><div class="txt">{ONE}<br><br>{TWO}<br><br>{THREE}</div>'


def test_boxes_repeat_the_headline_and_the_description_which_is_the_deck() -> None:
    article = read(
        f"<div>{BOXES.format('تفتح أبوابها كل يوم')}</div>",
        _stated(headline=HEADLINE, description="تفتح أبوابها كل يوم"),
    )
    assert (article.headline, article.deck) == (HEADLINE, "تفتح أبوابها كل يوم")
    assert (str(article.published)[:10], texts(article)) == ("2025-02-09", [ONE, TWO, THREE])


def test_a_description_that_is_the_first_sentence_stays_text() -> None:
    article = read(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", _stated(headline=HEADLINE, description=ONE))
    assert (article.deck, texts(article)) == (None, [ONE, TWO, THREE])


def test_boxes_show_a_headline_that_the_page_states_otherwise_for_search_engines() -> None:
    row = "<div><span class='fa fa-pencil'></span> سناء عويس <span class='icon icon-date'></span> 09/02/2025</div>"
    head = _stated(headline="مكتبات المدينة بالصور والتفاصيل", description="تفتح أبوابها كل يوم")
    page = f"<div class='c'><div>{HEADLINE}</div><div>تفتح أبوابها كل يوم</div>{row}<div>{TEXT}</div></div>"
    article = read(page, head, f"{HEADLINE} | جريدة الضفة")
    assert (article.headline, article.deck, article.byline) == (HEADLINE, "تفتح أبوابها كل يوم", "سناء عويس")
    assert (article.timestamp, texts(article)) == ("09/02/2025", [ONE, TWO, THREE])


def test_the_footer_of_an_article_is_counted_and_a_change_is_no_publication() -> None:
    times = '<time class="entry-date published" datetime="2025-02-09">9 فبراير</time> <time class="updated" datetime="2025-02-11">11 فبراير</time>'
    page = f'<article><header><h1>{HEADLINE}</h1></header><div class="entry-content">{TEXT}</div><footer>{times}</footer></article>'
    article = read(page)
    assert str(article.published) == "2025-02-09"


@pytest.mark.parametrize(
    "title", [f"{HEADLINE} | جريدة الضفة", f"جريدة الضفة: {HEADLINE}", "جريدة الضفة | خبر", HEADLINE]
)
@pytest.mark.parametrize(
    "site",
    [
        '<h1><a href="/">جريدة الضفة</a></h1>',
        '<h1 id="top"><a href="https://daffa.example/">جريدة الضفة</a></h1>',
        '<a href="../index.html"><h1>جريدة الضفة</h1></a>',
        '<h1><a href="./"><img src="logo.png" alt=""></a></h1>',
    ],
)
def test_the_headline_is_under_an_only_h1_that_leads_home(site: str, title: str) -> None:
    for tag in ("h2", "h3"):
        article = read(
            f"<div>{site}<div><{tag}>{HEADLINE}</{tag}>{TEXT}<h4>تفاصيل</h4><p>{ONE}</p></div></div>", title=title
        )
        assert article.headline == HEADLINE
        assert texts(article) == [ONE, TWO, THREE, "تفاصيل", ONE]


def test_a_list_of_articles_has_the_name_of_the_site_for_headline() -> None:
    site = '<h1><a href="/">جريدة الضفة</a></h1>'
    article = read(
        f"<div>{site}<h2>خبر أول هنا</h2><p>{ONE}</p><h2>خبر ثان هنا</h2><p>{TWO}</p></div>", title="جريدة الضفة"
    )
    assert article.headline == "جريدة الضفة"


def test_an_h1_that_leads_to_the_article_is_its_headline() -> None:
    article = read(f'<div><h1><a href="/2026/03/a">{HEADLINE}</a></h1><h2>تفاصيل المكتبة</h2>{TEXT}</div>')
    assert article.headline == HEADLINE
