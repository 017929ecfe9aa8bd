"""Short posts and boxes of authors: what a page calls its text stays, and each credit is taken once."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Figure, Paragraph, Table, plain_text
from newsconvert.result import Converted, Kind
from support.webpages import ONE, THREE, TWO, unaccounted

HEADLINE = "بلدية الميناء تفتح السوق القديم"
LONG = f"<div class='b'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
TEXT = f"<section><p>{ONE}</p><p>{TWO}</p></section>"


def load(body: str, head: str = "") -> Converted[newsconvert.Article]:
    data = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{HEADLINE} | صحيفة الساحل</title>'
        f"{head}</head><body>{body}</body></html>"
    ).encode()
    found = newsconvert.load(data, reader="html")
    assert unaccounted(data, found) == []
    return found


def paragraphs(found: Converted[newsconvert.Article]) -> list[str]:
    return [plain_text(block.inlines) for block in found.value.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "author",
    [
        "<h4 class='author-name'><a>سامر الحاج</a></h4>",
        "<h4><a>سامر الحاج</a></h4>",
        "<h3>الكاتب</h3><span>سامر الحاج</span>",
    ],
)
def test_the_heading_of_a_byline_is_the_author_where_no_name_follows(author: str) -> None:
    meta = f"<div class='byline-meta'>{author}<div><time datetime='2024-04-17'>17 أبريل 2024</time><span>• 5 دقائق</span></div></div>"
    found = load(f"<article><header><h1>{HEADLINE}</h1>{meta}</header>{TEXT}</article>")
    assert found.value.byline == "سامر الحاج"
    assert str(found.value.published) == "2024-04-17"
    assert paragraphs(found) == [ONE, TWO]


SHORT = ("قال رئيس البلدية إن العمل يبدأ غداً.", "وتستمر الحملة أسبوعين.")
WIRE = "وزير الداخلية: الإغلاق «إجراء احترازي» ولا علاقة له بالانتخابات."
LINES = "".join(f"<div>{line}</div>" for line in SHORT)
MENU = "<div class='tabs'><ul><li><a href='/'>الصفحة الرئيسية</a></li><li><a href='/a'>من نحن</a></li></ul></div>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='main section'><div class='widget Blog'><div class='post hentry'><h3 class='post-title'>{HEADLINE}</h3><div class='post-body entry-content'>{LINES}</div></div></div></div><div class='sidebar'><h2>أرشيف المدونة</h2></div>",
        f"<article><h1>{HEADLINE}</h1><div class='entry-content is-highlight-shares'>{LINES}</div></article>",
        f"<article><h1>{HEADLINE}</h1><div class='story has-share-bar no-sidebar'>{LINES}</div></article>",
        f"<article><h1>{HEADLINE}</h1><div class='article-body sidebar-right'>{LINES}</div></article>",
        f"<article><h1>{HEADLINE}</h1><div itemprop='articleBody' class='social'>{LINES}</div></article>",
        f"<div class='popup modal'><h1>{HEADLINE}</h1>{LINES}</div>",
        f"<article><h1>{HEADLINE}</h1><div class='promo'>{LINES}</div></article>",
    ],
)  # fmt: skip
def test_the_text_of_a_short_post_is_no_furniture_whatever_its_box_is_called(body: str) -> None:
    found = load(f"{MENU}{body}")
    assert (found.value.headline, paragraphs(found)) == (HEADLINE, [*SHORT])
    assert Kind.PAGE_FURNITURE in {one.kind for one in found.warnings}


def test_messages_of_a_channel_are_the_text_and_the_count_of_its_readers_is_not() -> None:
    messages = "".join(
        f"<div class='tgme_widget_message_wrap'><div class='tgme_widget_message_text'>{words}</div>"
        "<div class='tgme_widget_message_footer'><span class='views'>3.1K</span></div></div>"
        for words in (*SHORT, WIRE)
    )
    head = (
        "<div class='tgme_header'><div class='tgme_header_title'>قناة الميناء</div><div>12.4K subscribers</div></div>"
    )
    found = load(f"{head}<main>{messages}</main>", "<meta property='og:title' content='قناة الميناء'>")
    assert paragraphs(found) == [*SHORT, WIRE]


def test_longer_comments_of_readers_stay_out() -> None:
    box = f"<div class='comments'><div class='comment-body entry-content'><p>{TWO} {TWO} {TWO}</p></div></div>"
    assert paragraphs(load(f"<article><h1>{HEADLINE}</h1>{LINES}{box}</article>")) == [*SHORT]


def test_what_stands_over_the_headline_of_a_blog_is_left_out() -> None:
    over = "<div><h1><a href='/b'>صحيفة الساحل</a></h1><p>يوميات من القرية</p></div>"
    day = "<h2 class='date-header'><span>الثلاثاء، 5 نوفمبر 2013</span></h2>"
    found = load(f"{over}{MENU}<div>{day}<div><h3 class='post-title'>{HEADLINE}</h3></div></div>{TEXT}<p>{ONE}</p>")
    assert found.value.headline == HEADLINE
    assert paragraphs(found) == [ONE, TWO, ONE]
    assert not [one for one in found.value.body if not isinstance(one, Paragraph)]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<span>بقلم </span><a href='/a/1'>فاطمة العلوي</a><span> و</span><a href='/a/2'>يوسف بنجلون</a>", "بقلم فاطمة العلوي ويوسف بنجلون"),
        ("<span>كتب: </span><a href='/a/1'>سامر الحاج</a>", "كتب: سامر الحاج"),
        ("إعداد: <a href='/a/1'>سامر الحاج</a>، <a href='/a/2'>هند ملص</a>، <a href='/a/3'>كريم جمال</a> و<a href='/a/4'>ليلى نصر</a>", "إعداد: سامر الحاج، هند ملص، كريم جمال وليلى نصر"),
    ],
)  # fmt: skip
def test_authors_of_a_head_without_names_of_classes(line: str, byline: str) -> None:
    head = f"<div><span>اقتصاد</span><h1>{HEADLINE}</h1><div><div>{line}</div><div>نشر في: 11/01/2025 - 14:32</div><div>آخر تحديث: 12/01/2025 - 09:05</div></div></div>"
    found = load(f"<div class='m'>{head}{LONG}</div>")
    assert (found.value.byline, found.value.kicker, str(found.value.published)) == (byline, "اقتصاد", "2025-01-11")
    left = [one.passages for one in found.warnings if one.kind is Kind.PAGE_FURNITURE]
    assert left == [("آخر تحديث: 12/01/2025 - 09:05",)]


@pytest.mark.parametrize(
    "over", ["<a href='/author/1'>سامر الحاج</a>", "<a href='/'>الرئيسية</a>", "<span>11:20</span>"]
)
def test_a_line_over_the_headline_that_is_no_section_is_no_kicker(over: str) -> None:
    found = load(f"<div><div>{over}<h1>{HEADLINE}</h1></div>{LONG}</div>")
    assert found.value.kicker is None


@pytest.mark.parametrize(
    "box",
    [
        "<div class='author-box'><img src='a.jpg' alt=''><div class='name'>بشير ديوب</div><div class='bio'>مراسل منذ 2010، حائز جائزة.</div></div>",
        "<div class='author-card'><span class='author-card__name'>بشير ديوب</span><p class='author-card__bio'>مراسل منذ 2010، حائز جائزة.</p></div>",
        "<div class='author-bio'><h4>بشير ديوب</h4><div>مراسل منذ 2010، حائز جائزة.</div></div>",
    ],
)  # fmt: skip
def test_the_box_of_an_author_over_the_headline_names_him(box: str) -> None:
    found = load(f"<article>{box}<h1>{HEADLINE}</h1>{TEXT}</article>")
    assert (found.value.byline, paragraphs(found)) == ("بشير ديوب", [ONE, TWO])
    assert [one.passages for one in found.warnings] == [("مراسل منذ 2010، حائز جائزة.",)]


def figures(found: Converted[newsconvert.Article]) -> list[tuple[list[str | None], str, str]]:
    return [
        ([one.alternative for one in block.pictures], plain_text(block.caption), plain_text(block.credit))
        for block in found.value.body
        if isinstance(block, Figure)
    ]


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("<figure><a class='td-modal-image' href='f.jpg'><img src='f.jpg' alt='السوق' title='x'></a><figcaption>زوار السوق</figcaption></figure>", ["السوق"]),
        ("<div><a class='image-popup' href='f.jpg'><img src='f.jpg' alt='السوق'></a></div>", ["السوق"]),
        ("<figure><div class='social banner'><img src='f.jpg' alt='السوق'></div></figure>", ["السوق"]),
        ("<div class='banner'><a href='/ad'><img src='f.jpg' alt='اشتر الآن'></a></div>", []),
    ],
)  # fmt: skip
def test_a_picture_that_opens_in_a_larger_size_is_kept_and_an_advert_counted(figure: str, shown: list[str]) -> None:
    found = load(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{figure}<p>{TWO}</p></article>")
    assert [pictures for pictures, _, _ in figures(found)] == ([shown] if shown else [])
    assert [caption for _, caption, _ in figures(found) if caption] == (
        ["زوار السوق"] if "figcaption" in figure else []
    )
    assert paragraphs(found) == [ONE, TWO]
    told = {one.kind: one.passages for one in found.warnings}
    assert told == ({Kind.PICTURE_MISSING: ("السوق",)} if shown else {Kind.PAGE_FURNITURE: ("اشتر الآن",)})


@pytest.mark.parametrize("captioned", [0, 1, 2])
def test_pictures_of_a_gallery_keep_their_order(captioned: int) -> None:
    inner = "".join(
        f"<figure><img src='{at}.jpg' alt='صورة {at}'>{'<figcaption>شرح</figcaption>' if at == captioned else ''}</figure>"
        for at in range(3)
    )
    gallery = f"<figure class='wp-block-gallery'>{inner}<figcaption>من السوق</figcaption></figure>"
    found = load(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{gallery}<p>{TWO}</p></article>")
    assert figures(found) == [([f"صورة {at}"], "شرح" if at == captioned else "", "") for at in range(3)]
    assert paragraphs(found) == [ONE, "من السوق", TWO]


def test_text_and_pictures_of_a_figure_keep_their_order() -> None:
    figure = "<figure><h3>أرقام</h3><img src='1.jpg' alt='أ'><ul><li>بند</li></ul><img src='2.jpg' alt='ب'><figcaption>شرح</figcaption></figure>"
    found = load(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{figure}<p>{TWO}</p></article>")
    assert [type(block).__name__ for block in found.value.body] == ["Paragraph", "Heading", "Figure", "ItemList", "Figure", "Paragraph"]  # fmt: skip
    assert figures(found) == [(["أ"], "", ""), (["ب"], "شرح", "")]


@pytest.mark.parametrize(
    ("share", "first", "warned"),
    [("\u202bX", "", False), ("X", "\u202b", True), ("\u202bX", "\u202b", True), ("X", "\u202b\u202c", False)],
)
def test_only_direction_controls_of_the_article_are_warned_of(share: str, first: str, *, warned: bool) -> None:
    bar = f"<div class='share-buttons'><a title='\u202bأرسل'>{share}</a></div>"
    found = load(f"<article><h1>{HEADLINE}</h1>{bar}\n<p>{first}{ONE}</p><p>{TWO}</p></article>")
    assert [one.message for one in found.warnings if one.kind is Kind.BIDI_CONTROL] == (
        ["Removed unbalanced direction controls: U+202B in line 2."] if warned else []
    )
    assert not any("\u202b" in words and "\u202c" not in words for words in paragraphs(found))


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<img src='5.gif' alt='5'>", "5"),
        ("<img src='a.png' alt='90%'>", "90%"),
        ("<img class='latex' src='x.php' alt='v=gt'>", "v=gt"),
        ("<img src='m.svg' alt='{\\displaystyle E=mc^{2}}'>", "E=mc2"),
        ("<img src='m.svg' alt='\\pi r^2 \\leq \\frac{a}{b}'>", "πr2 ≤a/b"),
        ("<img src='i.png' alt='نجمة' width='16' height='16'>", "نجمة"),
        ("<span><span style='display:none'><math><mi>g</mi><mo>=</mo><mn>9.8</mn></math></span><img src='m.svg' alt='{\\displaystyle g=9.8}'></span>", "g=9.8"),
        ("<span><math><mi>g</mi></math><img src='m.svg' alt='g' aria-hidden='true'></span>", "g"),
    ],
)  # fmt: skip
def test_a_picture_that_stands_for_words_leaves_them_in_their_line(picture: str, shown: str) -> None:
    found = load(
        f"<article><h1>{HEADLINE}</h1><p>{ONE}</p><p>بلغ التسارع {picture} في القياس 15.</p><p>{TWO}</p></article>"
    )
    assert paragraphs(found) == [ONE, f"بلغ التسارع {shown} في القياس 15.", TWO]
    assert figures(found) == []


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='5.jpg' alt='صورة السوق القديم'>", "<img src='IMG_2034.jpg' alt='IMG_2034'>",
        "<img src='a.jpg' alt='السوق' width='600'>", "<img src='a.jpg' alt='القياس' width='16'>",
    ],
)  # fmt: skip
def test_a_picture_beside_words_is_a_figure(picture: str) -> None:
    found = load(
        f"<article><h1>{HEADLINE}</h1><p>{ONE}</p><p>بلغ التسارع {picture} في القياس 15.</p><p>{TWO}</p></article>"
    )
    assert paragraphs(found) == [ONE, "بلغ التسارع في القياس 15.", TWO]
    assert len(figures(found)) == 1


def rows(found: Converted[newsconvert.Article]) -> list[list[list[str]]]:
    tables = (block for block in found.value.body if isinstance(block, Table))
    return [[[plain_text(cell.inlines) for cell in row] for row in table.rows] for table in tables]


@pytest.mark.parametrize(
    ("cell", "shown", "flattened"),
    [
        ("<ul><li>قمح</li><li>شعير</li></ul>", "قمح\nشعير", False),
        ("<table><tr><td>داخلي</td><td>5</td></tr></table>", "داخلي | 5", True),
        (f"<p>{ONE}</p><p>{TWO}</p><p>{ONE}</p><p>{TWO}</p>", f"{ONE}\n{TWO}\n{ONE}\n{TWO}", False),
    ],
)
def test_a_table_with_labels_is_one_whatever_its_cells_hold(cell: str, shown: str, *, flattened: bool) -> None:
    table = f"<table><tr><td>حلب</td><td><ul><li>تين</li><li>عنب</li></ul></td></tr><tr><td>حماة</td><td>{cell}</td></tr></table>"
    found = load(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p>{table}<p>{TWO}</p></article>")
    assert [[one.split() for one in row] for row in rows(found)[0]] == [
        [["حلب"], ["تين", "عنب"]],
        [["حماة"], shown.split()],
    ]
    assert rows(found)[0][0][1] == "تين\nعنب"
    assert (Kind.FLATTENED in {one.kind for one in found.warnings}) == flattened


def test_a_table_that_becomes_paragraphs_is_counted_but_one_for_layout_is_not() -> None:
    cells = f"<td><a href='/1'>حلب</a></td><td>{ONE} {TWO} {ONE} {TWO}</td>"
    for inside, counted in ((f"<tr>{cells}</tr><tr>{cells}</tr>", True), (f"<tr>{cells}</tr>", False)):
        found = load(f"<article><h1>{HEADLINE}</h1><p>{ONE}</p><table>{inside}</table><p>{TWO}</p></article>")
        assert rows(found) == []
        assert (Kind.FLATTENED in {one.kind for one in found.warnings}) == counted
