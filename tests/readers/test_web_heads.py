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
@pytest.mark.parametrize("holder", ["<main><article>{}</article></main>", "<main>{}</main>", "<article>{}</article>"])
def test_the_name_of_the_site_is_no_headline_where_the_article_has_one(name: str, holder: str) -> None:
    article = read(name + holder.format(f"<h1>{HEADLINE}</h1><div>{TEXT}</div>"))
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
