"""What each element of HTML shows is in the article, also where the parser of libxml2 differs from the standard."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import (
    Block,
    Figure,
    Preformatted,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    notes,
    plain_text,
)
from newsconvert.model import block_inlines as runs
from newsconvert.result import Kind
from support.webpages import between, page


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [" / ".join(plain_text(run) for run in runs(block)) for block in blocks]


@pytest.mark.parametrize("tag", ["source", "track", "embed", "param", "keygen", "command", "bgsound"])
def test_text_after_elements_without_content_stays_in_its_line(tag: str) -> None:
    found, warnings = between(page(f"<p>قبل <{tag} name='x'> بعد <b>ثم<{tag}> ذيل</b></p><p>تال</p>"))
    assert texts(found) == ["قبل بعد ثم ذيل", "تال"]
    assert not warnings


def test_a_place_to_break_a_word_parts_nothing() -> None:
    found, warnings = between(page("<p>قبل طو<wbr>يل بعد <b>غا<wbr>مق</b> ذيل</p><ul><li>بن<wbr>د</li></ul>"))
    assert [text.replace("\u200b", "") for text in texts(found)] == ["قبل طويل بعد غامق ذيل", "بند"]
    assert not warnings


@pytest.mark.parametrize(
    "inner",
    [
        "<my-word>داخل</my-word>", "<slot>داخل</slot>", "<output>داخل</output>", "<meter value='1'>داخل</meter>",
        "<progress>داخل</progress>", "<bdo dir='ltr'>داخل</bdo>", "<svg><text>داخل</text></svg>", "<unknown>داخل</unknown>",
        "<label>داخل</label>", "<blink>داخل</blink>",
    ],
)  # fmt: skip
def test_what_is_part_of_a_line_stays_in_it(inner: str) -> None:
    assert texts(between(page(f"<p>قبل {inner} بعد</p>"))[0]) == ["قبل داخل بعد"]


def test_elements_of_a_page_of_its_own_that_hold_paragraphs_are_boxes() -> None:
    found, _ = between(page("<my-box><p>أولى</p><my-line>ثانية</my-line><my-line>ثالثة</my-line></my-box>"))
    assert texts(found) == ["أولى", "ثانية", "ثالثة"]


def test_templates_are_shown_as_shadow_trees_alone() -> None:
    shown = "<my-card><template shadowrootmode='open'><p>نص البطاقة</p></template></my-card>"
    assert texts(between(page(f"{shown}<template><p>قالب</p></template>"))[0]) == ["نص البطاقة"]


def test_pictures_by_other_names_and_from_pages_without_scripts() -> None:
    inner = (
        "<p>قبل <image src='https://e.example/x.jpg' alt='قديمة'> بعد</p>"
        "<amp-img src='https://e.example/y.jpg' alt='خفيفة' width='6' height='4'></amp-img>"
        "<figure><img class='lazy' src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=' data-srcset='r.jpg 1x'>"
        "<noscript><img src='https://e.example/z.jpg' alt='كسولة'></noscript><figcaption>تعليق</figcaption></figure>"
    )
    found, warnings = between(page(inner))
    pictures = [one for block in found if isinstance(block, Figure) for one in block.pictures]
    assert [one.alternative for one in pictures] == ["قديمة", "خفيفة", "كسولة"]
    assert pictures[2].url == "https://e.example/z.jpg"
    assert texts(found)[0] == "قبل بعد"
    assert warnings == {Kind.PICTURE_MISSING: 3}


def test_posts_and_videos_of_amp_are_links() -> None:
    inner = (
        "<amp-youtube data-videoid='v1' title='تسجيل'></amp-youtube>"
        "<amp-twitter data-tweetid='77'><p placeholder>انتظر</p></amp-twitter>"
    )
    found, warnings = between(page(inner))
    links = [one.url for block in found for run in runs(block) for one in run if hasattr(one, "url")]
    assert links == ["https://www.youtube.com/watch?v=v1", "https://twitter.com/i/status/77"]
    assert warnings == {Kind.EMBED_AS_LINK: 2, Kind.HIDDEN_TEXT: 1}


def test_adverts_of_amp_are_left_out_and_counted() -> None:
    found, warnings = between(page("<amp-ad type='x'><div placeholder>إعلان</div></amp-ad><p>بعد</p>"))
    assert (texts(found), warnings) == (["بعد"], {Kind.PAGE_FURNITURE: 1})


def test_titles_of_drawings_are_no_text_and_counted() -> None:
    found, warnings = between(page("<p>قبل <svg><title>عنوان</title><desc>وصف</desc><text>رسم</text></svg> بعد</p>"))
    assert texts(found) == ["قبل رسم بعد"]
    assert warnings == {Kind.ATTRIBUTE: 2}
    _, warnings = between(
        page("<figure><svg aria-label='منحنى'><path d='M0 0'/></svg><figcaption>تعليق</figcaption></figure>")
    )
    assert warnings == {Kind.PICTURE_MISSING: 1}


@pytest.mark.parametrize("tag", ["pre", "listing", "xmp"])
def test_text_set_as_it_is_typed(tag: str) -> None:
    found, _ = between(page(f"<{tag}>سطر\n  سطر</{tag}>"))
    assert found == (Preformatted("سطر\n  سطر"),)


HIDDEN = "<p class='x'>نص لا يراه أحد</p><p>ظاهر</p>"


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none}", "p.x { visibility : hidden }", "div .x, .y {display:none !important} .x{display:block}",
        "@media screen{.x{display:none}}", ".x{position:absolute;clip:rect(1px, 1px, 1px, 1px);height:1px}",
        ".x{clip-path:inset(50%)}",
    ],
)  # fmt: skip
def test_what_the_styles_of_a_page_hide_is_left_out_and_counted(sheet: str) -> None:
    found, warnings = between(page(HIDDEN, f"<style>{sheet}</style>"))
    assert texts(found) == ["ظاهر"]
    assert warnings == {Kind.HIDDEN_TEXT: 1}


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none} .x{display:block}", "@media print{.x{display:none}}", ".z{display:none}",
        "@media (max-width:500px){.x{display:none}}", "article{display:none}", ".x:hover{display:none}", "p{display:none",
    ],
)  # fmt: skip
def test_what_styles_hide_elsewhere_stays(sheet: str) -> None:
    style = f"<style>{sheet}</style>" if not sheet.startswith("p{") else "<style media='print'>p{display:none}</style>"
    assert texts(between(page(HIDDEN, style))[0]) == ["نص لا يراه أحد", "ظاهر"]


def test_styles_that_change_facts_are_marks() -> None:
    sheet = (
        "<style>.c1{vertical-align:super;font-size:8pt}.c2{text-decoration:line-through}.c3{font-weight:700}</style>"
    )
    inner = (
        "<p>مساحته 10<span class='c1'>2</span> متر، وكان السعر <span class='c2'>خمسة</span> ستة، وهو <span class='c3'>ثابت</span> "
        "وCO<span style='vertical-align: sub'>2</span> أقل.</p>"
    )
    (paragraph,), _ = between(page(inner, sheet))
    kinds = [type(node) for run in runs(paragraph) for node in run if not hasattr(node, "text")]
    assert kinds == [Superscript, Strikethrough, Strong, Subscript]


def test_a_column_of_a_corpus_knows_styles_too() -> None:
    body = "<style>.q{display:none}</style><p>أعلنت البلدية خطة السير.</p><p class='q'>سر</p>"
    found = newsconvert.load(f'{{"title": "خطة السير", "body": "{body}"}}\n'.encode(), reader="records")
    assert "سر" not in " ".join(" ".join(texts((block,))) for block in found.value.body).split()
    assert Kind.HIDDEN_TEXT in {one.kind for one in found.warnings}


def test_a_pixel_that_stands_for_a_picture_is_no_picture() -> None:
    pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    page = f'<article><h1>عنوان الخبر</h1><p>{"نص الخبر الأول هنا. " * 9}</p><figure><img src="{pixel}" alt="رسم النمو"><figcaption>مسار النمو</figcaption></figure><p>{"نص ثان. " * 9}<img src="{pixel}"></p></article>'
    found = newsconvert.load(page.encode(), reader="html")
    pictures = [picture for block in found.value.body if isinstance(block, Figure) for picture in block.pictures]
    assert [(one.image, one.alternative) for one in pictures] == [(None, "رسم النمو")]
    assert {warning.kind for warning in found.warnings} == {Kind.PICTURE_MISSING}


NOTE = "حاشية داخلية"


@pytest.mark.parametrize(
    ("noted", "after"),
    [
        (f"<aside role='doc-footnote'>{NOTE}</aside>", ""), (f"<aside epub:type='footnote'>{NOTE}</aside>", ""),
        (f"<span class='footnote'>{NOTE}</span>", ""),
        (f"<label>1</label><span class='sidenote'>{NOTE}</span>", ""),
        (f"<sup><a href='javascript:void(0)'>1</a></sup><span class='modern-footnotes-footnote__note'>{NOTE}</span>", ""),
        (f"<button popovertarget='n'>1</button><span popover id='n'>{NOTE}</span>", ""),
        ("<sup>[<a href='#n'>1</a>]</sup>", f"<ol><li id='n'>{NOTE}</li></ol>"),
        ("<span class='easy-footnote'><a href='#n'><sup>1</sup></a></span>", f"<ol><li><span id='n'></span>{NOTE}</li></ol>"),
    ],
)  # fmt: skip
def test_a_note_does_not_part_its_sentence(noted: str, after: str) -> None:
    found, warnings = between(page(f"<p>امتلأ السد{noted} صباح اليوم.</p>{after}"))
    assert texts(found) == ["امتلأ السد صباح اليوم."]
    assert [texts(one.blocks) for one in notes(found)] == [[NOTE]]
    assert not warnings


@pytest.mark.parametrize(
    ("mark", "note", "shown"),
    [
        ("1", "1. {} <a href='#r'>↩</a>", NOTE), ("[1]", "[1] {}", NOTE), ("(1)", "(1) {}", NOTE),
        ("1", "<sup>1</sup> {}", NOTE), ("1", "<a href='#r'>[1]</a> {}", NOTE), ("1", "[<a href='#r'>1</a>] {}", NOTE),
        ("1", "<a href='#r'>1</a>. {}", NOTE), ("١", "1- {}", NOTE), ("1", "↑ {}", NOTE), ("*", "* {}", NOTE),
        ("1", "<b>1.</b> {}", NOTE),
        ("1", "1.5 مليون", "1.5 مليون"), ("1", "1 كيلومتر", "1 كيلومتر"), ("1", "1-3 أيام", "1-3 أيام"),
        ("1", "1 – 3 أيام", "1 – 3 أيام"), ("1", "2. {}", f"2. {NOTE}"), ("1", "({})", f"({NOTE})"),
        ("1", "... {}", f"... {NOTE}"), ("1", "«{}»", f"«{NOTE}»"), ("1", "- {}", f"- {NOTE}"), ("1", "1.", "1."),
    ],
)  # fmt: skip
def test_a_note_does_not_repeat_its_mark(mark: str, note: str, shown: str) -> None:
    inner = note.format(NOTE)
    found, warnings = between(
        page(f"<p>امتلأ السد<sup><a href='#n' id='r'>{mark}</a></sup> صباح اليوم.</p><div><p id='n'>{inner}</p></div>")
    )
    assert [texts(one.blocks) for one in notes(found)] == [[shown]]
    assert not warnings


@pytest.mark.parametrize(
    "box", ["<p><span class='footnote'>حاشية داخلية</span></p>", "<p>قبل <span class='footnote'>[1]</span> بعد</p>",
            "<p>مساحته 9 م<sup>2</sup><span class='unit'>في المدينة القديمة</span></p>"],
)  # fmt: skip
def test_what_only_looks_like_a_note_in_a_line_is_text(box: str) -> None:
    found, _ = between(page(box))
    assert list(notes(found)) == []
    assert len(texts(found)) == 1


TABS = (
    "<ul role='tablist'><li><a role='tab' href='#a'>بالأرقام</a></li><li><a role='tab' href='#b'>آراء</a></li></ul>",
    "<div role='tablist'><button role='tab' aria-controls='a'>بالأرقام</button><button role='tab' id='t'>آراء</button></div>",
)


@pytest.mark.parametrize("tabs", TABS)
def test_labels_of_tabs_stand_over_their_panels(tabs: str) -> None:
    panels = "<div role='tabpanel' id='a'><p>أولى.</p></div><div role='tabpanel' id='b' aria-labelledby='t' hidden><p>ثانية.</p></div>"
    found, warnings = between(page(f"{tabs}{panels}"))
    assert texts(found) == ["بالأرقام", "أولى.", "آراء", "ثانية."]
    assert not warnings


def test_tabs_without_panels_are_a_menu() -> None:
    tabs = "<div role='tablist'><span role='tab'>النص</span> <span role='tab'>الصور</span></div>"
    found, warnings = between(page(f"{tabs}<p>أولى.</p>"))
    assert texts(found) == ["أولى."]
    assert warnings == {Kind.PAGE_FURNITURE: 1}


@pytest.mark.parametrize(
    "sheet",
    [
        ".x:after{content:'';display:block;visibility:hidden;height:0;clear:both}", ".x::before{display:none}", ".x::-webkit-scrollbar{display:none}",
        ".x:hover{display:none}", ".x::first-line{font-size:0}", "@media print{.x{display:none}}",
    ],
)  # fmt: skip
def test_rules_for_what_is_generated_or_pointed_at_hide_no_text(sheet: str) -> None:
    found, warnings = between(page("<div class='x'><p>قبل</p></div>", f"<style>{sheet}</style>"))
    assert (texts(found), warnings) == (["قبل"], {})


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".x::before{content:'ملاحظة: '}", "ملاحظة: يبدأ غدا مساء"), (".x:after{content:' (معدل)'}", "يبدأ غدا مساء (معدل)"),
        (".x::before{content:'ملاحظة: ';display:none}", "يبدأ غدا مساء"), (".x::before{content:'\\f105'}", "يبدأ غدا مساء"),
        (".x::before{content:'«'}", "يبدأ غدا مساء"), (".x::before{content:counter(a) 'المادة '}", "يبدأ غدا مساء"),
        (".x::before{content:'chevron_left'}", "يبدأ غدا مساء"), (".x::before{content:'Live now: '}", "Live now: يبدأ غدا مساء"),
        (".x::before{content:'ملاحظة: '} .x::before{content:none}", "يبدأ غدا مساء"), ("@media print{.x::before{content:'ملاحظة'}}", "يبدأ غدا مساء"),
    ],
)  # fmt: skip
def test_words_that_a_sheet_generates_are_of_the_text(sheet: str, shown: str) -> None:
    found, _ = between(page("<p class='x'>يبدأ <b>غدا</b> مساء</p>", f"<style>{sheet}</style>"))
    assert texts(found) == [shown]
