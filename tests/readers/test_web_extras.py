"""Tools, faces and notices of publishing systems, lines of credits with more than the author, and offers to subscribe."""

from __future__ import annotations

import json

import pytest
from test_feeds import book
from test_web_heads import HEADLINE, TEXT, read, texts

import newsconvert
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Table,
    Text,
    block_inlines,
    notes,
    plain_text,
)
from newsconvert.options import ReaderOptions
from newsconvert.result import Kind
from newsconvert.witnessing import Witness
from support.webpages import ONE, THREE, TWO

AMID = f"<p>{ONE}</p>{{}}<p>{TWO}</p><p>{THREE}</p>"


def flat(inner: str, head: str = "", title: str = HEADLINE) -> Article:
    """Return the article of a page whose headline and text are in one box with everything else."""
    return read(f"<div id='page'><h1>{HEADLINE}</h1>{inner}</div>", head, title)


def author(name: str) -> str:
    record = {"@context": "https://schema.org", "@type": "NewsArticle", "author": {"@type": "Person", "name": name}}
    return f"<script type='application/ld+json'>{json.dumps(record)}</script>"


@pytest.mark.parametrize(
    "tool",
    [
        "<div class='text-zoom'><span>A</span></div>",
        "<p><span>أ+</span> <span>أ-</span></p>",
        "<div>ضمن <a href='/c'>محليات</a></div>",
        "<ul><li>Twitter</li><li>WhatsApp</li></ul>",
    ],
)
def test_tools_over_the_text_are_left_out(tool: str) -> None:
    assert texts(flat(tool + TEXT)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "code",
    [
        "<p>{loadposition banner}</p>",
        "<div>{module [14]}</div>",
        "<p>{youtube}abc-12{/youtube}</p>",
        "<p>[adrotate group='2']</p>",
        "<p>[/vc_column]</p>",
        "<p>( <a href='/x'>اقرأ المزيد: ترميم المدرسة</a> )</p>",
        "<p>إقرأ أيضا: <a href='/x'>ترميم المدرسة</a></p>",
        "<div><div>ذو صلة</div><ul><li><a>ترميم المدرسة القديمة في الحي</a></li></ul></div>",
    ],
)
def test_codes_and_offers_amid_the_text_are_left_out(code: str) -> None:
    assert texts(flat(AMID.format(code))) == [ONE, TWO, THREE]


@pytest.mark.parametrize("code", ["{loadposition ads-1}", "{youtube}abc-12{/youtube}", "{loadmodule mod_x,Ads}"])
def test_codes_of_extensions_in_a_paragraph_are_left_out(code: str) -> None:
    page = f"<html><body><h1>{HEADLINE}</h1><p>{code}{ONE}</p><p>{TWO} {code}</p><p>{THREE}</p></body></html>".encode()
    found = newsconvert.load(page, reader="html")
    assert texts(found.value) == [ONE, TWO, THREE]
    assert [(one.count, one.passages) for one in found.warnings] == [(2, (code, code))]
    assert Witness(page, "html", "a.html", ReaderOptions()).findings(found.value, found.warnings) == ()


def test_braces_in_a_paragraph_are_text() -> None:
    assert texts(flat(f"<p>{ONE} {{a video}} {{مثال}}</p><p>{TWO}</p>")) == [f"{ONE} {{a video}} {{مثال}}", TWO]


@pytest.mark.parametrize(
    "foot",
    [
        "<div><a href='/1'><span>الموضوع السابق</span><h4>ترميم المدرسة</h4></a><a href='/2'><span>الموضوع التالي</span><h4>حملة تشجير</h4></a></div>",
        "<div><span>الخبر التالي: </span><a href='/2'>حملة تشجير</a></div>",
        "<div><a>تصنيفات</a>: <ul><li>مكتبات</li><li>محليات</li></ul></div>",
        "<div id='catlinks'>تصنيف: مكتبات</div>",
        "<p>الكلمات الدلالية : <a href='/1'>كتب</a>، <a href='/2'>مكتبات</a></p>",
        "<div class='list'><h3>مواضيع أخرى</h3><div><h4>ترميم المدرسة</h4><p>مقدمة الخبر.</p></div></div>",
        "<div><h3>المتواجدون حاليا</h3><p>يوجد حاليا 41 زائر</p></div>",
        "<p><a href='/p'>نسخة للطباعة</a> | <a href='/m'>أرسل الخبر لصديق</a></p>",
        "<div><div>٧ تعليقات</div><div><a>أعجبني</a> · <a>تعليق</a></div></div>",
    ],
)
def test_tools_and_ways_below_the_text_are_left_out(foot: str) -> None:
    assert texts(flat(TEXT + foot)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "said",
    [
        "<p>الطباعة</p>",
        "<p>أعجبني</p>",
        "<p>في <a href='/c'>القاهرة</a></p>",
        "<ul><li>طباعة</li><li>حفظ</li></ul>",
        "<ul><li>فيسبوك</li><li>تويتر</li></ul>",
        "<p>المقال السابق <a href='/x'>عن المدن</a> أثار جدلا واسعا بين القراء.</p>",
        "<p>يوجد حاليا 14 زائرا في القاعة الثانية.</p>",
        "<p>[1]</p>",
        "<p>{اسم}</p>",
        "<div><h3>المزيد من الأرقام</h3><p>بلغ عدد الزوار ثلاثة آلاف.</p></div>",
        "<p>للمشتركين فقط: كيف تغيرت المكتبات خلال عشر سنوات.</p>",
        "<p>هذا المحتوى للمشتركين منذ مطلع العام.</p>",
        "<div class='notice'>ملاحظة: نشر الخبر أول مرة أمس.</div>",
    ],
)
def test_the_same_words_in_the_text_stay(said: str) -> None:
    found = texts(flat(AMID.format(said)))
    assert (found[0], found[-2:], len(found) > 3) == (ONE, [TWO, THREE], True)


def test_the_place_of_a_picture_in_its_gallery_is_no_caption() -> None:
    shown = "<figure><img src='1.jpg' alt='قاعة'><figcaption><span>قاعة القراءة</span><span class='n'>{}</span></figcaption></figure>"
    for count in ("2 من 5", "٢/٥", "2 of 5"):
        figure = flat(AMID.format(shown.format(count))).body[1]
        assert isinstance(figure, Figure)
        assert plain_text(figure.caption) == "قاعة القراءة"
    score = "<figure><img src='1.jpg' alt='قاعة'><figcaption>النتيجة <span>3/7</span> للفريق</figcaption></figure>"
    figure = flat(AMID.format(score)).body[1]
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "النتيجة 3/7 للفريق"


@pytest.mark.parametrize(
    "face",
    [
        "<div class='meta_author'><img class='avatar' src='https://secure.gravatar.com/avatar/3' alt='سناء'><span>من</span> <a>سناء عويس</a></div>",
        "<div class='post-byline'><img src='a.png' alt='سناء'><span class='author'>سناء عويس</span></div>",
        "<div class='writer'><figure><img src='w.jpg' alt='سناء'></figure><p class='name'>سناء عويس</p></div>",
    ],
)
def test_the_face_beside_the_name_is_no_picture_of_the_article(face: str) -> None:
    article = flat(face + "<figure><img src='lib.jpg' alt='المكتبة'><figcaption>سناء</figcaption></figure>" + TEXT)
    pictures = [one.alternative for block in article.body if isinstance(block, Figure) for one in block.pictures]
    assert (article.byline, pictures) == ("سناء عويس", ["المكتبة"])


def test_what_a_box_says_of_the_author_is_no_byline() -> None:
    box = (
        "<div class='author_box'><h3 class='author_name'>سناء عويس</h3><p class='author_desc'>صحافية من تونس.</p></div>"
    )
    for inner in (TEXT + box, f"<div class='txt'>{TEXT}</div>{box}"):
        article = flat(inner)
        assert (article.byline, texts(article)) == ("سناء عويس", [ONE, TWO, THREE])
    stated = flat(f"<p class='byline'>بقلم كريم سعد</p>{TEXT}{box}")
    assert (stated.byline, texts(stated)) == ("بقلم كريم سعد", [ONE, TWO, THREE])


@pytest.mark.parametrize(
    ("line", "byline", "day"),
    [
        ("<div class='submitted'>نشرت بواسطة <a>سناء عويس</a> بتاريخ أحد, 09/02/2025 - 10:11</div>", "نشرت بواسطة سناء عويس", "2025-02-09"),
        ("<p class='author'>سناء عويس في 9 فبراير 2025</p>", "سناء عويس", "2025-02-09"),
        ("<div class='author-name'><div>بواسطة</div> <a>سناء عويس</a><i> - </i></div>", "بواسطة سناء عويس", "None"),
        ("<span class='meta-author'><span class='label'>بواسطة</span><a>سناء عويس</a></span>", "بواسطة سناء عويس", "None"),
        ("<div class='s'><a>سناء عويس</a> · <a>9 فبراير 2025</a> · <span>3 دقائق قراءة</span></div>", "سناء عويس", "2025-02-09"),
    ],
)  # fmt: skip
def test_a_byline_is_the_author_alone(line: str, byline: str, day: str) -> None:
    article = flat(line + f"<div>{TEXT}</div>")
    assert (article.byline, str(article.published), texts(article)) == (byline, day, [ONE, TWO, THREE])


def test_a_date_before_a_place_and_the_paper_is_no_byline() -> None:
    for line in ('الأحد 9 فبراير 2025 تونس - "الضفة"', 'تونس - "الضفة" | 9 فبراير 2025'):
        for shape in ("<p>{}</p>", "<div class='m'>{}</div>"):
            body = f"<div id='page'><h1>{HEADLINE}</h1>{shape.format(line)}<div>{TEXT}</div></div>"
            article = newsconvert.load(f"<title>{HEADLINE}</title><body>{body}</body>".encode(), reader="html").value
            assert (article.byline or "", article.place, str(article.published)) in (
                ("", "تونس", "2025-02-09"),
                ('تونس - "الضفة"', "تونس", "2025-02-09"),
            )


@pytest.mark.parametrize("line", ["تونس — صوت الضفة", "تونس – «القدس العربي»", "تونس / الضفة"])
def test_a_bold_place_and_paper_over_the_text_is_the_dateline(line: str) -> None:
    article = flat(f"<p><strong>{line}</strong></p>{TEXT}", author("سناء عويس"))
    assert (article.byline, article.dateline, article.place) == ("سناء عويس", line, "تونس")
    assert texts(article) == [ONE, TWO, THREE]


def test_a_bold_line_with_another_author_is_no_heading() -> None:
    article = flat(f"<p><strong>كريم سعد – القاهرة</strong></p>{TEXT}", author("سناء عويس"))
    assert texts(article) == ["كريم سعد – القاهرة", ONE, TWO, THREE]
    assert not any(isinstance(block, Heading) for block in article.body)


@pytest.mark.parametrize("under", ["ترجمة: سلوى نجم. تحرير: م. ف.", "تحرير: كريم سعد", "حقوق النشر محفوظة."])
def test_a_bold_signature_over_other_credits_is_the_byline(under: str) -> None:
    article = flat(f"{TEXT}<p><strong>سناء عويس - تونس</strong></p><p><em>{under}</em></p>")
    assert (article.byline, texts(article)[:3]) == ("سناء عويس - تونس", [ONE, TWO, THREE])


def test_notices_and_the_name_of_the_site_are_no_kicker() -> None:
    notice = "<div id='siteNotice'><div>شارك في مسابقة التحرير</div></div>"
    article = read(f"<main>{notice}<h1>{HEADLINE}</h1>{TEXT}</main>")
    assert (article.kicker, texts(article)) == (None, [ONE, TWO, THREE])
    logo = f"<div><h1 class='logo'><a href='/'>شبكة الضفة</a></h1></div><h2>{HEADLINE}</h2><div>{TEXT}</div>"
    article = read(logo, title=f"{HEADLINE} | شبكة الضفة")
    assert (article.kicker, article.source and article.source.name) == (None, "شبكة الضفة")


def teaser(body: str, head: str = "") -> tuple[list[str], list[Kind]]:
    page = f"<html lang='ar'><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
    found = newsconvert.load(page.encode(), reader="html")
    return texts(found.value), [one.kind for one in found.warnings]


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","isAccessibleForFree":"False"}]}</script>',
        '<script type="application/ld+json">[{"@type":"Article","hasPart":{"isAccessibleForFree":false}}]</script>',
        '<meta property="article:content_tier" content="locked">',
        '<meta itemprop="isAccessibleForFree" content="false">',
    ],
)
@pytest.mark.parametrize(
    "offer",
    [
        "<div class='so'><p>هذا المقال للمشتركين. اشترك الآن لتقرأ البقية.</p></div>",
        "<p>للمشتركين فقط. سجل الدخول لمتابعة القراءة.</p>",
        "<div><h4>أكمل قراءة المقال</h4><p>اشترك بدولار واحد.</p></div>",
    ],
)
def test_a_page_for_subscribers_is_said_to_be_a_teaser(head: str, offer: str) -> None:
    assert teaser(TEXT + offer, head) == ([ONE, TWO, THREE], [Kind.TEASER, Kind.PAGE_FURNITURE])


@pytest.mark.parametrize(
    "wall",
    [
        "<p>بقية المقال متاحة للمشتركين</p>",
        "<p>للمشتركين فقط</p>",
        "<div class='locked'><h3>هذا المحتوى حصري للأعضاء</h3><p><a href='/s'>اشترك الآن</a></p></div>",
        "<div><h3>سجّل الدخول لمتابعة قراءة المقال</h3><form><input><button>تسجيل</button></form></div>",
        "<p class='wall'>لقد استنفدت عدد المقالات المجانية لهذا الشهر. اشترك للاستمرار في القراءة.</p>",
        "<section class='pay-wall'><b>محتوى مميز</b><p>المقال جزء من محتوى مدفوع</p><a href='/s'>اشترك</a></section>",
        "<div><h2>This post is for paying subscribers only</h2><a href='/s'>Subscribe now</a></div>",
        "<p>أنت تقرأ نسخة مختصرة من المقال، والنص الكامل متاح للمشتركين.</p>",
    ],
)
def test_a_wall_where_the_text_ends_says_that_it_is_a_teaser(wall: str) -> None:
    assert teaser(TEXT + wall) == ([ONE, TWO, THREE], [Kind.TEASER, Kind.PAGE_FURNITURE])


@pytest.mark.parametrize(
    "said",
    [
        "المقال للمشتركين فقط: عبارة صارت تزعج قراء الصحف.",
        "اشترك في نشرتنا البريدية لتتابع آخر الأخبار.",
        "سجّل الآن لمتابعة قناتنا على واتساب",
        "يجب عليك تسجيل الدخول لمتابعة التعليقات",
        "هذا التقرير أنجز بالاشتراك مع شبكة أريج",
        "المحتوى المدفوع صار مصدر دخل للصحف.",
        "للمشتركين في الهاتف الثابت تبدأ مهلة التسديد غدا.",
        "محتوى مدفوع",
    ],
)
def test_other_words_at_the_end_are_no_wall(said: str) -> None:
    assert Kind.TEASER not in teaser(f"{TEXT}<p>{said}</p>")[1]


def test_words_of_a_wall_amid_the_text_are_text() -> None:
    assert teaser(f"<p>{ONE}</p><h3>للمشتركين فقط</h3><p>{TWO}</p>") == ([ONE, "للمشتركين فقط", TWO], [])


def test_a_page_for_all_is_no_teaser() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>'
    said = "وقالت الشركة إن هذا المحتوى للمشتركين، ودعت القراء: اشترك الآن."
    assert teaser(f"{TEXT}<p>{said}</p>", head) == ([ONE, TWO, THREE, said], [])


@pytest.mark.parametrize(
    "post",
    [
        "<section><a href='https://www.tiktok.com/@lib'>@lib</a><p>مشهد من المكتبة</p></section>",
        "<section><a href='https://www.tiktok.com/@lib'>@lib</a> مشهد من المكتبة</section>",
        "<section><p>مشهد من المكتبة</p><p>@lib</p></section>",
    ],
)
def test_the_account_over_a_post_is_whose_words_it_is(post: str) -> None:
    quoted = flat(AMID.format(f"<blockquote class='tiktok-embed'>{post}</blockquote>")).body[1]
    assert isinstance(quoted, Quotation)
    words = [plain_text(run) for run in block_inlines(quoted)]
    assert (words, plain_text(quoted.attribution)) == (["مشهد من المكتبة", "@lib"], "@lib")


def test_the_author_of_a_chapter_is_not_of_the_book() -> None:
    chapter = "<h2>{}</h2><p class='author'>{}</p><p>{}</p>"
    two = book(
        {"1.xhtml": chapter.format("الأول", "كريم سعد", ONE), "2.xhtml": chapter.format("الثاني", "ليث عمر", TWO)}
    )
    article = newsconvert.load(two, reader="epub").value
    assert (article.byline, texts(article)) == ("سلمى نجار", ["الأول", "كريم سعد", ONE, "الثاني", "ليث عمر", TWO])
    one = newsconvert.load(book({"1.xhtml": chapter.format("الأول", "كريم سعد", ONE)}), reader="epub").value
    own = book({"1.xhtml": chapter.format("الأول", "بقلم سلمى نجار", ONE), "2.xhtml": f"<h2>الثاني</h2><p>{TWO}</p>"})
    of_book = newsconvert.load(own, reader="epub").value
    assert (one.byline, of_book.byline, texts(of_book)) == (
        "كريم سعد",
        "بقلم سلمى نجار",
        ["الأول", ONE, "الثاني", TWO],
    )


def test_a_note_does_not_begin_with_the_dash_after_its_number() -> None:
    note = f"<p>{ONE}<a id='r1' href='#f1'><sup>1</sup></a></p><p id='f1'><a href='#r1'>1</a>{{}}نقد الشعر.</p>"
    for dash, shown in (("- ", "نقد الشعر."), (" – ", "نقد الشعر."), (" -", "-نقد الشعر."), (" ", "نقد الشعر.")):
        article = newsconvert.load(book({"1.xhtml": note.format(dash)}), reader="epub").value
        assert [one.blocks for one in notes(article.body)] == [(Paragraph((Text(shown),)),)]


PIXELS = "width='800' height='500'"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='banner'>{}</div>",
        "<div class='social-gallery'><figure>{}</figure></div>",
        "<div class='post-banner'><a href='https://x.example/1.jpg'>{}</a></div>",
    ],
)
def test_a_picture_in_a_box_called_a_banner_is_of_the_article(box: str) -> None:
    picture = f"<img src='https://x.example/s.jpg' alt='قاعة المتحف' {PIXELS}>"
    assert Kind.PICTURE_MISSING in teaser(TEXT + box.format(picture))[1]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='banner'><a href='https://ads.example/'><img src='https://x.example/s.jpg' {PIXELS}></a></div>",
        "<div class='banner'><img src='https://x.example/s.jpg' width='728' height='90'></div>",
        "<div class='social-icons'><img src='https://x.example/s.jpg' width='800' height='500'></div>",
        "<div class='social'><img src='https://x.example/s.jpg' width='32' height='32'></div>",
    ],
)
def test_adverts_and_icons_are_none_of_its_pictures(box: str) -> None:
    assert Kind.PICTURE_MISSING not in teaser(TEXT + box)[1]


def test_the_categories_over_a_headline_and_what_a_canvas_says_are_left_out() -> None:
    categories = "<ul class='td-category'><li class='entry-category'><a href='/c'>الدوري المصري</a></li></ul>"
    article = read(f"<article>{categories}<h1>{HEADLINE}</h1>{TEXT}<canvas>متصفحك لا يعرض الرسوم</canvas></article>")
    assert texts(article) == [ONE, TWO, THREE]


def test_items_of_lists_in_cells_keep_their_numbers() -> None:
    table = "<table><tr><th>المرحلة</th><th>الخطوات</th></tr><tr><td>الأولى</td><td><ol start='3'><li>الحفر</li><li>البناء</li></ol></td></tr></table>"
    article = read(f"<article><h1>{HEADLINE}</h1>{TEXT}{table}</article>")
    found = next(block for block in article.body if isinstance(block, Table))
    assert plain_text(found.rows[1][1].inlines).split("\n") == ["3. الحفر", "4. البناء"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("[vc_row][vc_column width='1/1']<p>{}</p>[/vc_column][/vc_row]", "{}"),
        ("<p>[row][column][dropcap]{}[/dropcap][/column][/row]</p>", "{}"),
        ("<p>{}</p><p>[gallery ids='1,2']</p>", "{}"),
        ("<p>{} [sic] وقال [المدير] [...] ذلك.</p>", "{} [sic] وقال [المدير] [...] ذلك."),
        ("<p>{}</p><p>[صورة]</p>", "{}"),
    ],
)
def test_shortcodes_of_wordpress_are_no_text(markup: str, expected: str) -> None:
    body, kinds = teaser(f"<p>{ONE}</p><p>{TWO}</p>" + markup.format(THREE))
    assert body[:3] == [ONE, TWO, expected.format(THREE)]
    assert ("[gallery" in markup) == (Kind.COMMENT in kinds)
