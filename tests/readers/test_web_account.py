"""No text of a web page disappears: it is in the article, in order, or counted as left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import newsconvert
from newsconvert.model import Article, Paragraph, Superscript, Table, Text, article_text, plain_text
from newsconvert.readers.account import Account
from newsconvert.readers.hypertext import Walker
from newsconvert.readers.webtrees import as_shown
from newsconvert.result import Kind
from support.webpages import ONE, TWO, between, page

BLOCKS = [
    "p",
    "div",
    "section",
    "h2",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "figure",
    "figcaption",
    "details",
    "summary",
    "pre",
    "article",
    "dialog",
    "button",
    "form",
    "fieldset",
    "center",
    "address",
    "aside",
]
INLINES = [
    "b",
    "em",
    "span",
    "a",
    "abbr",
    "cite",
    "q",
    "sup",
    "sub",
    "code",
    "ruby",
    "rt",
    "small",
    "mark",
    "s",
    "math",
    "mfrac",
    "mi",
    "del",
    "textarea",
    "font",
    "my-word",
    "slot",
    "label",
    "output",
    "picture",
    "canvas",
    "listing",
]
VOID = ["br", "wbr", "source", "track", "keygen", "param", "command"]
ATTRIBUTES = [
    ' title="x"', ' class="credit"', ' open=""', ' class="cap"', ' class="verse"', ' style="display:none"', ' popover=""',
    ' style="vertical-align:super"', ' style="font-weight:bold;text-decoration:line-through"',
]  # fmt: skip
#: What readers of a page are not shown.
SILENT = frozenset(("script", "style", "template"))


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Draw HTML of words that are all different; elements may stand where HTML does not allow them."""
    count = 0

    def word() -> str:
        nonlocal count
        count += 1
        return f"w{count}w"

    def element(depth: int) -> str:
        name = draw(st.sampled_from(BLOCKS + INLINES + VOID + ["script", "style"]))
        if name in VOID:
            return f"<{name}>"
        if name in SILENT:
            return f"<{name}>silent</{name}>"
        attribute = draw(st.sampled_from(["", "", "", ' hidden=""', *ATTRIBUTES]))
        return f"<{name}{attribute}>{content(depth + 1)}</{name}>"

    def content(depth: int) -> str:
        parts = []
        for _ in range(draw(st.integers(0, 3 if depth < 5 else 0))):
            parts.append(word() if draw(st.booleans()) else element(depth))
        return " ".join([*parts, word()] if draw(st.booleans()) else parts)

    return content(0)


@settings(max_examples=400, deadline=None)
@given(trees())
def test_each_word_of_a_random_tree_is_in_the_article_or_counted(markup: str) -> None:
    tree = html.fragment_fromstring(markup or "x", create_parent="div")
    visible = [
        word
        for text in tree.xpath(".//text()[not(ancestor::script or ancestor::style)]")
        for word in re.findall(r"w\d+w", text)
    ]
    account = Account()
    article = Article(headline="x", body=tuple(Walker(account).article(as_shown(tree))))
    shown = re.findall(r"w\d+w", " ".join(article_text(article)))
    left_out = re.findall(r"w\d+w", " ".join(account.left_out))
    assert sorted({*shown, *left_out}) == sorted(visible)
    assert sum(account.characters.values()) >= len("".join(left_out))
    account.prove(article_text(article))
    assert Kind.LEFT_OUT not in account.counts
    if not any(f"<{name}" in markup for name in ("table", "t", "c", "fig", "blockquote", "li", "ul", "ol", "d")):
        assert shown == [word for word in visible if word in shown]


def test_the_proof_counts_what_no_block_took() -> None:
    account = Account(content=["first words", "lost words"])
    account.prove(["First… first words"])
    assert [(one.kind, one.count, one.characters) for one in account.warnings()] == [(Kind.LEFT_OUT, 1, 9)]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><td>a1</td><tr><td>a2</td></tr>b1<tr><td>a3</td>b2</tr></table>",
        "<table><table><tr><td>a1</td><td>a2</td></tr></table>b1</table>",
        "<table>b1<caption>c1</caption><p>b2</p><tr>b3<td>a1</td><td>a2</td></tr></table>",
        "<ul>b1<li>a1</li>b2<li>a2</li></ul>",
    ],
)
def test_text_in_malformed_tables_and_lists(markup: str) -> None:
    found, warnings = between(page(markup))
    shown = " ".join(article_text(Article(headline="x", body=found)))
    assert sorted(set(re.findall(r"[abc]\d", shown))) == sorted(set(re.findall(r"[abc]\d", markup)))
    assert Kind.LEFT_OUT not in warnings
    assert "<caption>" not in markup or any(isinstance(block, Table) for block in found)


def test_formulas_stay_in_their_line() -> None:
    found, _ = between(
        page(
            "<p>كان <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math> و<math><msup><mi>x</mi><mn>2</mn></msup></math> هنا</p>"
        )
    )
    (block,) = found
    assert isinstance(block, Paragraph)
    assert plain_text(block.inlines) == "كان a/b وx2 هنا"
    assert Superscript((Text("2"),)) in block.inlines


def test_attributes_and_controls_are_counted() -> None:
    inner = (
        '<p>منظمة <abbr title="United Nations">UN</abbr></p><blockquote cite="https://example.org/a"><p>قول.</p></blockquote>'
        "<textarea>تعليق</textarea><dialog>مغلق</dialog><button>زر</button>"
    )
    _, warnings = between(page(inner))
    assert warnings == {Kind.ATTRIBUTE: 2, Kind.PAGE_FURNITURE: 2, Kind.HIDDEN_TEXT: 1}


@pytest.mark.parametrize(
    "lead", ["<p>{}</p>{}", "<p>{}</p><div class='feed'>{}</div>", "<div><p>{}</p></div><div>{}</div>"]
)
def test_the_lead_of_a_live_blog_stays_and_its_entries_keep_their_times(lead: str) -> None:
    words = "تغطية مباشرة لافتتاح السوق القديم لحظة بلحظة من مراسلينا في المدينة، مع صور وشهادات."
    entries = "".join(
        f'<article><time datetime="2023-05-14T10:0{at}">10:0{at}</time><h2>مدخل {at}</h2><p>{text}</p></article>'
        for at, text in enumerate((ONE, TWO, ONE))
    )
    data = f'<html lang="ar"><head><meta charset="utf-8"></head><body><main><h1>بث مباشر</h1>{lead.format(words, entries)}</main></body></html>'
    article = newsconvert.read(data.encode(), reader="html")
    texts = list(article_text(article))
    assert words in texts
    assert [text for text in texts if text.startswith("10:")] == ["10:00", "10:01", "10:02"]
    assert article.published is None


def test_what_is_left_out_is_named_with_its_size() -> None:
    menu = "<aside class='related'><h3>مقالات ذات صلة</h3><ul><li>خبر آخر</li></ul></aside>"
    body = f"<p>{'كلمة من الخبر الطويل ' * 10}</p>{menu}<p>{'وتتمة الخبر بعد ذلك ' * 10}</p>"
    page = f"<html lang='ar'><body><article><h1>عنوان الخبر</h1>{body}</article></body></html>"
    said = [str(one) for one in newsconvert.load(page.encode(), reader="html").warnings]
    assert len(said) == 1
    assert "left out (18 characters); the first: مقالات ذات صلة خبر آخر." in said[0]
