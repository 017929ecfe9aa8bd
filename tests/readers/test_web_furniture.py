"""What web pages set amid and under the text of an article, recognised by its words: offers, comments, promotions."""

from __future__ import annotations

import pytest
from test_web_heads import HEADLINE, TEXT, texts

import newsconvert
from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO, unaccounted

COMMENT = "أبو نبيل: مكتبة جميلة ونتمنى أن تبقى مفتوحة أيام العطل أيضا"


def read(inner: str) -> tuple[list[str], int]:
    page = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{HEADLINE}</title></head>'
        f"<body><div><h1>{HEADLINE}</h1>{inner}</div></body></html>"
    ).encode()
    found = newsconvert.load(page, reader="html")
    assert unaccounted(page, found) == []
    return texts(found.value), sum(one.count or 0 for one in found.warnings if one.kind is Kind.PAGE_FURNITURE)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='rel'><div class='h'>مواضيع متعلقة</div><div><a href='/1'>حملة تشجير في الحي</a></div><div><a href='/2'>ترميم المدرسة القديمة</a></div></div>",
        "<div><h3>الموضوعات المتعلقة</h3><ul><li><a href='/1'>حملة تشجير في الحي</a></li></ul></div>",
        "<div><h3>الأكثر قراءة</h3><a href='/2'>ترميم المدرسة القديمة</a></div>",
        f"<div class='cm'><div>التعليقات (2)</div><div class='c1'>{COMMENT}</div></div>",
        f"<section><h4>٣ تعليقات</h4><p>{COMMENT}</p></section>",
        f"<div><h3>تعليقات القراء</h3><p>{COMMENT}</p></div>",
        f"<div>التعليقات (1)</div><div>{COMMENT}</div>",
        "<div class='gate'><h3>هذا المقال للمشتركين فقط</h3><p>اشترك الآن لتتمكن من قراءة المقال كاملا.</p><a href='/s'>اشترك</a></div>",
        "<section><p>لمتابعة القراءة سجّل الدخول إلى حسابك.</p><button>تسجيل الدخول</button></section>",
        "<section><div><strong>تخطى النشرة الصباحية وواصل القراءة</strong><p>النشرة الصباحية</p><a href='#e'>الحلقات</a></div><p id='e'>نهاية النشرة</p></section>",
    ],
)  # fmt: skip
def test_offers_comments_and_promotions_are_left_out_and_counted(box: str) -> None:
    found, counted = read(f"<div>{TEXT}{box}</div>")
    assert (found, counted >= 1) == ([ONE, TWO, THREE], True)


@pytest.mark.parametrize("tag", ["b", "strong", "p", "div", "h4", "span"])
@pytest.mark.parametrize("words", ["اقرأ أيضا: ", "شاهد أيضاً "])
def test_a_link_to_another_article_amid_the_text_is_left_out(tag: str, words: str) -> None:
    link = f"<{tag}>{words}<a href='/x'>البلدية تنفي نقص الكتب</a></{tag}>"
    found, counted = read(f"<div class='txt'>{ONE}<br><br>{link}<br><br>{TWO}<br><br>{THREE}</div>")
    assert (found, counted) == ([ONE, TWO, THREE], 1)


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>تعليقات الخبراء</h3><p>رأى خبير الكتب أن المكتبة تخدم ألفي قارئ في السنة.</p></div>",
        "<p>اقرأ أيضا: نصيحة كررها الكاتب لطلابه في <a href='/x'>محاضرته</a> الأخيرة أمام الجمهور في القاعة.</p>",
        "<div><p>وقالت الإدارة إن القاعة الثانية للمشتركين فقط، وإن <a href='/x'>رسم الاشتراك</a> خمسون ليرة.</p></div>",
        "<p>وتلقى الموقع 3 تعليقات على الخبر في يومه الأول بحسب إدارة المكتبة.</p>",
    ],
)
def test_text_that_has_the_same_words_stays(box: str) -> None:
    found, counted = read(f"<div>{TEXT}{box}</div>")
    assert (len(found), counted) == (3 + box.count("</p>") + box.count("</h3>"), 0)


def test_a_link_to_the_comments_over_the_text_takes_nothing_else() -> None:
    found, _ = read(f"<div><div>التعليقات (2)</div>{TEXT}</div>")
    assert found[-3:] == [ONE, TWO, THREE]
