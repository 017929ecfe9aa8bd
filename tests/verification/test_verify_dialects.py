"""What is around an article in its source is not missed: frames of pages, marks of dialects of Markdown, shortcodes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from newsconvert.api import load
from newsconvert.model import Article
from newsconvert.options import ReaderOptions
from newsconvert.reading import load_many
from newsconvert.result import Converted
from newsconvert.witnessing import Witness, record_number

TEXT = (
    "<p>افتتحت الوزارة الجسر الجديد على النهر أمس بحضور جمع كبير من أهالي المدينة والقرى المجاورة لها.</p>"
    "<p>وقال الوزير إن العمل في الجسر استمر ثلاث سنوات، وإن كلفته بلغت خمسين مليونا من موازنة العام.</p>"
    "<p>وأضاف أن الطريق إليه يحتاج إلى توسعة قبل الشتاء المقبل، وأن المحافظة رصدت لها مبلغا.</p>"
)
PAGE = (
    '<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>افتتاح الجسر الجديد | جريدة الضفاف</title>'
    '<meta property="og:site_name" content="جريدة الضفاف"></head><body>{}{}<footer>حقوق النشر</footer></body></html>'
)
HEADERS = [
    "<header><h1><a href='/' rel='home'>جريدة الضفاف</a></h1><h2>كل جديد عن المدن</h2><nav><a href='/x'>محليات</a></nav></header>",
    "<header role='banner'><h1>جريدة الضفاف</h1><p>كل جديد عن المدن</p><div role='navigation'><a href='/x'>محليات</a></div></header>",
    "<header><nav><h1><a href='/'>جريدة الضفاف</a></h1><ul><li><a href='/x'>محليات</a></li></ul></nav></header>",
]
ARTICLES = [
    f"<main><article><header><h1>افتتاح الجسر الجديد</h1></header>{TEXT}</article></main>",
    f"<div class='post'><h1 class='entry-title'>افتتاح الجسر الجديد</h1><div>{TEXT}</div></div>",
]


def findings(name: str, source: str, change: Callable[[Article], Article] = lambda one: one) -> list[str | None]:
    data = source.encode()
    found = next(one for _, one in load_many(io.BytesIO(data), file_name=name))
    assert isinstance(found, Converted)
    witness = Witness(data, None, name, ReaderOptions())
    return [one.expected for one in witness.findings(change(found.value), found.warnings, record_number(found.value))]


def without_last(article: Article) -> Article:
    return replace(article, body=article.body[:-1])


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("article", ARTICLES)
def test_a_header_with_the_name_of_the_site_is_of_the_page(header: str, article: str) -> None:
    page = PAGE.format(header, article)
    assert findings("a.html", page) == []
    assert any("الشتاء المقبل" in (one or "") for one in findings("a.html", page, without_last))


def test_a_menu_beside_the_headline_is_of_the_page_and_a_line_there_is_not() -> None:
    header = "<header><h1>افتتاح الجسر الجديد</h1><nav><a href='/x'>محليات</a></nav><p>بحضور الأهالي</p></header>"
    data = PAGE.format(header, f"<main>{TEXT}</main>").encode()
    made = load(data, file_name="a.html")
    witness = Witness(data, None, "a.html", ReaderOptions())
    assert witness.findings(made.value, made.warnings) == ()
    assert [one.expected for one in witness.findings(made.value, ())] == ["بحضور الأهالي"]


DIALECTS = [
    "| أ | ب |\n|---|---|\n| 1 | 2 |\n\nTable: حركة *المرفأ* {#tbl:a}\n",
    "Table: حركة المرفأ\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n",
    "![[صورة المرفأ.jpg|منظر المرفأ]]\n\nنص ![[port.webp|400x300]] و![[port.png]] هنا.\n",
    "![[note-2|نص بديل]]\n\n![[note#heading]]\n",
    '{{< figure src="a.jpg" title="عنوان" caption="تعليق" attr="رويترز" alt="بديل" width="300" class="wide" >}}\n',
    '{{< figure\n  src="a.jpg"\n  caption="تعليق على\nسطرين"\n>}}\n',
    '{{< youtube dQw4w9WgXcQ >}}\n\n{{< tweet user="SanDiegoZoo" id="145311" >}}\n',
    "::: warning\nنص\n:::\n",
    ":::tip[عنوان التنبيه]\nنص\n:::\n\n:::{note}\nنص\n:::\n",
    "> [!note] خارج\n> نص\n>\n> > [!tip] فيه\n> > آخر\n",
    "(@) مثال أول.\n\n(@good) مثال ثان.\n",
    "نص[آخر]{lang=en}.\n{: .lead}\n",
]


@pytest.mark.parametrize("text", DIALECTS)
def test_marks_of_dialects_are_no_text(text: str) -> None:
    assert findings("a.md", f"# خبر المرفأ\n\nفقرة أولى.\n\n{text}\nفقرة أخيرة.\n") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("| أ | ب |\n|---|---|\n| 1 | 2 |\n\nTable: حركة المرفأ\n", "حركة المرفأ"),
        ('{{< figure src="a.jpg" caption="منظر المرفأ" >}}\n', "منظر المرفأ"),
        ("::: warning\nتنبيه للسفن\n:::\n", "تنبيه للسفن"),
        ("::: tip نصيحة البحارة\nنص\n:::\n", "نصيحة البحارة"),
        ("![[note-2|ملحق الخبر]]\n", "ملحق الخبر"),
    ],
)
def test_what_dialects_say_is_missed(text: str, said: str) -> None:
    source = f"# خبر السد\n\n{text}"
    assert any(said in (one or "") for one in findings("a.md", source, lambda one: Article(one.headline)))


def test_what_wordpress_has_around_a_picture_is_no_text_and_its_caption_is() -> None:
    source = (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>المدينة</title><item>'
        "<title>وصول اللقاح</title><content:encoded><![CDATA[<p>قال متحدث إن الشحنة وصلت صباحا.</p>"
        '[caption id="a" width="300"]<img src="a.png" alt="x"/> منظر المرفأ[/caption]]]></content:encoded></item>'
        "</channel></rss>"
    )
    assert findings("a.xml", source) == []
    assert findings("a.xml", source, lambda one: replace(one, body=one.body[:1])) == ["منظر المرفأ"]
