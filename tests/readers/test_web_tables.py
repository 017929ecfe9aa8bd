"""Old web pages: laid out by tables, set in fonts, in windows-1256, with the site's name in the title."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Figure, article_text
from newsconvert.result import Kind

HEADLINE = "مزارعو السهل يطالبون بفتح قناة الري"
TEXT = (
    "طالب مزارعو السهل وزارة الري بفتح القناة الشرقية قبل حلول الصيف، محذرين من تلف مئات الدونمات المزروعة بالخضار.",
    "وأوضح رئيس الجمعية الزراعية أن منسوب المياه انخفض إلى النصف، وأن الوعود التي قطعت في العام الماضي لم تنفذ بعد.",
)
OTHERS = ("المجلس يقر الموازنة", "أسعار النفط تهبط", "منتخب الشباب يفوز", "وفاة فنان قدير")
MENU = "".join(
    f'<a href="{at}.htm">{name}</a><br>' for at, name in enumerate(("الرئيسية", "محليات", "رياضة", "اتصل بنا"))
)
MORE = "<b>أخبار أخرى</b><br>" + "".join(f'<a href="n{at}.htm">{name}</a><br>' for at, name in enumerate(OTHERS))


def read(title: str, body: str) -> tuple[Article, dict[Kind, str]]:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{title}</title>'
    page = f"<html><head>{head}</head><body dir=rtl>{body}</body></html>"
    found = newsconvert.load(page.encode("cp1256"), reader="html")
    return found.value, {warning.kind: warning.message for warning in found.warnings}


def columns(article: str, beside: str = MORE) -> str:
    return f"<table width=760><tr><td width=120>{MENU}</td><td valign=top>{article}</td><td>{beside}</td></tr></table>"


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)


@pytest.mark.parametrize(
    "title",
    [f"الجريدة | {HEADLINE}", f"{HEADLINE} - صحيفة الجريدة", f":: الجريدة :: {HEADLINE}", f"{HEADLINE} | محليات | الجريدة", "صحيفة الجريدة", HEADLINE],
)  # fmt: skip
@pytest.mark.parametrize(
    "over",
    ["<font size=5><b>{}</b></font><br><br>", "<p align=center><b><font size=+2 color=red>{}</font></b></p>",
     "<center><big><big>{}</big></big></center>", "<table><tr><td><font size=5>{}</font></td></tr></table>", "<h3>{}</h3>"],
)  # fmt: skip
def test_headline_is_the_page_s_without_the_site_s_name(title: str, over: str) -> None:
    article, warnings = read(title, columns(over.format(HEADLINE) + "<p>كتب - محمود فؤاد:</p>" + PARAGRAPHS))
    assert article.headline == HEADLINE
    assert article.byline == "كتب - محمود فؤاد"
    assert list(article_text(article)).count(HEADLINE) == 1
    shown = "\n".join(article_text(article))
    assert all(text in shown for text in TEXT)
    assert not any(name in shown for name in (*OTHERS, "أخبار أخرى", "اتصل بنا"))
    assert warnings[Kind.PAGE_FURNITURE].startswith("2 part(s)")


def test_date_and_kicker_over_the_headline_and_caption_of_a_table() -> None:
    figure = "<table align=left><tr><td><img src=p.jpg></td></tr><tr><td><font size=1>القناة كما بدت أمس</font></td></tr></table>"
    over = (
        f"<font size=2>الأربعاء 12 نيسان 2006</font><br><font color=red>محليات</font><br><font size=5>{HEADLINE}</font>"
    )
    article, _ = read(f"الجريدة - {HEADLINE}", columns(over + figure + PARAGRAPHS))
    assert (article.kicker, str(article.published)) == ("محليات", "2006-04-12")
    assert article.timestamp == "الأربعاء 12 نيسان 2006"
    assert article.source is not None
    assert article.source.name == "الجريدة"
    pictures = [block for block in article.body if isinstance(block, Figure)]
    assert len(pictures) == 1
    assert "القناة كما بدت أمس" in "\n".join(article_text(article))


def test_date_of_the_issue_in_another_cell() -> None:
    issue = "<table><tr><td>العدد 4512 - السبت 3 آذار 2001</td></tr></table>"
    article, _ = read(HEADLINE, issue + columns(f"<font size=5>{HEADLINE}</font>{PARAGRAPHS}"))
    assert str(article.published) == "2001-03-03"


def test_lines_parted_by_single_breaks_are_paragraphs_and_credits() -> None:
    article, _ = read(
        f"{HEADLINE} | موقع السهل", columns(f"<font size=5>{HEADLINE}</font><hr>دمشق - سانا<br>{'<br>'.join(TEXT)}<hr>")
    )
    assert (article.place, article.agency) == ("دمشق", "سانا")
    assert len(article.body) == 2


def test_first_heading_that_names_the_site_is_no_headline() -> None:
    blurb = "طالب عدد من الأهالي في المنطقة الشرقية بتعبيد الطريق المؤدي إلى القرية قبل حلول فصل الشتاء المقبل"
    beside = "".join(f"<a href=q{at}><b>{name}</b></a><br>{blurb} {at}<br>" for at, name in enumerate(OTHERS))
    body = f"<h1>جريدة الساحل</h1>{columns(f'<font size=+2>{HEADLINE}</font>{PARAGRAPHS}', beside)}"
    article, _ = read(f"جريدة الساحل - محليات - {HEADLINE}", body)
    assert article.headline == HEADLINE
    assert blurb not in "\n".join(article_text(article))


def test_title_that_a_mark_parts_stays_whole_where_no_site_is_named() -> None:
    article, _ = read("الأسعار | ترتفع في الأسواق مجدداً", PARAGRAPHS)
    assert article.headline == "الأسعار | ترتفع في الأسواق مجدداً"


def test_stated_title_loses_the_site_that_is_stated_beside_it() -> None:
    page = (
        f'<html><head><meta property="og:title" content="{HEADLINE} - صحيفة الغد الجديد">'
        f'<meta property="og:site_name" content="صحيفة الغد الجديد"></head><body><h1>{HEADLINE}</h1>{PARAGRAPHS}</body></html>'
    )
    article = newsconvert.read(page.encode(), reader="html")
    assert article.headline == HEADLINE
    assert article.source is not None
    assert article.source.name == "صحيفة الغد الجديد"


def test_links_over_the_headline_and_below_the_text_of_a_page_without_tables() -> None:
    links = f"<center><img src=head.jpg><hr></center><font size=2>{MENU}</font><hr>"
    below = "<p><b>اقرأ أيضا</b><br>" + "<br>".join(f"<a href=o{at}>{name}</a>" for at, name in enumerate(OTHERS))
    body = f"{links}<h2>{HEADLINE}</h2><p><b>بقلم: عادل شاهين</b></p>{PARAGRAPHS}{below}"
    article, warnings = read(f"{HEADLINE} :: جريدة الصناعي", body)
    shown = "\n".join(article_text(article))
    assert article.headline == HEADLINE
    assert article.byline == "بقلم: عادل شاهين"
    assert not any(name in shown for name in (*OTHERS, "اقرأ أيضا", "اتصل بنا"))
    assert Kind.PAGE_FURNITURE in warnings


def test_byline_under_a_picture_and_over_a_date_at_the_end() -> None:
    picture = "<p><img src=p.jpg></p>"
    over, _ = read(HEADLINE, f"<h1>{HEADLINE}</h1>{picture}<p>كتب: عادل شاهين</p>{PARAGRAPHS}")
    assert over.byline == "كتب: عادل شاهين"
    end, _ = read(HEADLINE, f"<h1>{HEADLINE}</h1>{PARAGRAPHS}<p>عادل شاهين</p><p>15 تشرين الأول 2004</p>")
    assert (end.byline, str(end.published)) == ("عادل شاهين", "2004-10-15")


def test_byline_of_our_own_correspondent() -> None:
    article = newsconvert.read(f"{HEADLINE}\nالميناء - من مندوبنا عادل شاهين\n{TEXT[0]}\n{TEXT[1]}".encode())
    assert article.byline == "الميناء - من مندوبنا عادل شاهين"
