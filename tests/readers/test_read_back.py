"""What the writers make is read back as the same article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Cell,
    Emphasis,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Picture,
    Preformatted,
    Provenance,
    Quotation,
    Source,
    Strong,
    Superscript,
    Table,
    ThematicBreak,
    Verse,
    map_inlines,
)
from support.rich_article import RICH, p, picture, t

LONG = "افتتح وزير النقل أمس محطة القطار الجديدة في الحي الشرقي، وقال إنها تخدم خمسين ألف راكب في اليوم."
MORE = "وتضم المحطة ستة أرصفة ومواقف للسيارات، وستعمل على مدار الساعة ابتداء من الأسبوع المقبل."

PLAIN = Article(
    "افتتاح محطة القطار الجديدة",
    (p(LONG), p(MORE)),
    byline="كتب: وسام دياب",
    dateline="حمص (سانا)",
    place="حمص",
    agency="سانا",
    published=date(2024, 3, 9),
    source=Source("صحيفة العاصي", "https://example.org/n/7", "المصدر: صحيفة العاصي", date(2024, 3, 11)),
    kicker="نقل",
    deck="ستة أرصفة ومواقف للسيارات",
)
ADDRESS_ALONE = Article(
    "رسوم جديدة على الطرق السريعة",
    (p(LONG), p(MORE)),
    published=datetime(2024, 3, 9, 14, 30),
    source=Source(None, "https://example.org/a?b=1&c=2"),
)
MANY_LINES = Article(
    "نتائج بطولة الشطرنج",
    (p(f"حلب – {LONG}"), p(MORE)),
    dateline="حلب –",
    place="حلب",
    timestamp="السبت 9 آذار 2024، 10:30",
    published=datetime(2024, 3, 9, 10, 30),
    source=Source("رويترز", None, "المصدر: رويترز\nالمصدر: اتحاد الشطرنج"),
)
BLOCKS = Article(
    "دليل زائر المتحف",
    (
        p(LONG, Note((p("حاشية أولى."), p("وفقرة منها."))), " ثم ", Strong(t("مهم")), Superscript(t("2"))),
        Heading(3, t("القاعات")),
        p(MORE, Note((p("1. مرجع يبدأ برقم."),), "*"), ".", Note((p("حاشية بعد النجمة."),))),
        ItemList(True, (ListItem((p("قاعة الحجر"), p("في الطابق الأول.")), "(أ)"), ListItem((p("قاعة البرونز"),), "(ب)"))),
        ItemList(False, (t("الدخول مجاني"), ListItem((p("التصوير مسموح"), ItemList(True, (t("بلا ضوء"), t("بلا حامل")), 4))))),
        Quotation((), (p("هذه ذاكرة المدينة."), p("وهي للجميع.")), t("— مدير المتحف")),
        Quotation(t("«من لا ماضي له لا حاضر له»")),
        Verse(((t("على قدر أهل العزم تأتي العزائم"), (Strong(t("وتأتي")), *t(" على قدر الكرام المكارم"))),)),
        Verse(((t("سطر وحيد من شعر حر"),), (t("وسطر بعده"),))),
        Table(
            ((Cell(t("القاعة"), header=True), Cell(t("القطع"), header=True)), (Cell(t("الحجر")), Cell(t("120"), alignment="end"))),
            t("الجدول ١: القطع"),
            1,
        ),
        Figure((Picture(picture(), "واجهة"), Picture(picture("JPEG"), "مدخل")), t("المتحف صباحاً"), t("تصوير: نجلاء عيسى")),
        Figure((Picture(None, "خريطة المتحف", "https://example.org/m.png"),), t("مواقع القاعات")),
        Preformatted("first = 1\n  second = 2", language="en", direction="ltr"),
        ThematicBreak(),
        p("The museum is open from nine to five, except on public holidays.", language="en", direction="ltr"),
        p("سطر أول", LineBreak(), "سطر ثان فيه ", Link("https://example.org/t", t("رابط التذاكر")), "."),
    ),
)  # fmt: skip


def seen(article: Article, kind: str) -> Article:
    """Return an article as documents of a kind can show it.

    Word documents have no picture in WebP, and set stressed Arabic in bold; they show the day of a date, and none of its
    time. Documents say nothing of their source's file.
    """
    article = replace(article, provenance=Provenance())
    if kind == "docx":
        day = article.published
        article = replace(article, published=day.date() if isinstance(day, datetime) else day)
        article = replace(article, body=tuple(map_inlines(block, in_bold) for block in article.body))
    return article


def in_bold(run: Any) -> Any:
    return tuple(Strong(node.children) if isinstance(node, Emphasis) else node for node in run)


KINDS = [("html", "book"), ("epub", "book"), ("docx", "book"), ("docx", "magazine"), ("docx", "newspaper")]


@pytest.mark.parametrize(("kind", "theme"), KINDS)
@pytest.mark.parametrize("article", [PLAIN, ADDRESS_ALONE, MANY_LINES, BLOCKS], ids=lambda one: one.headline)
def test_documents_of_ours_come_back_as_the_same_article(article: Article, kind: str, theme: Any) -> None:
    document = newsconvert.write(article, kind, theme=theme)
    found = newsconvert.load(document, file_name=f"x.{kind}")
    assert seen(found.value, kind) == seen(article, kind)
    assert [str(one) for one in found.warnings if one.kind.value == "left-out"] == []


@pytest.mark.parametrize("kind", ["html", "epub"])
def test_every_node_of_the_model_comes_back_from_pages(kind: str) -> None:
    found = newsconvert.read(newsconvert.write(RICH, kind), file_name=f"x.{kind}")
    # The place and the agency are in the dateline, where the rules find them.
    assert seen(found, kind) == replace(seen(RICH, kind), place="دمشق", agency="سانا")


def test_a_page_that_only_looks_like_ours_is_read_as_others_are() -> None:
    page = newsconvert.write(PLAIN, "html").decode().replace('content="newsconvert', 'content="another newsconvert')
    assert "تاريخ النشر" in " ".join(map(str, newsconvert.read(page.encode(), file_name="x.html").body))
