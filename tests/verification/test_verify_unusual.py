"""What documents never have, in pages and packages, is reported whatever it may do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Cell,
    Heading,
    ItemList,
    Link,
    Note,
    Paragraph,
    Quotation,
    Source,
    Strikethrough,
    Superscript,
    Table,
    Text,
)  # fmt: skip
from newsconvert.verification import verify_document

ADDED = "نص دخيل"
ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("فقرة أولى طويلة بعض الشيء عن حال السوق في هذا اليوم وفي كل يوم من أيام الأسبوع."),)),
        Heading(2, (Text("أرقام"),)),
        Paragraph((
            Text("تفاصيل في "), Link("https://example.org/1", (Text("صفحة أولى"),)), Text(" وفي "),
            Link("https://example.org/2", (Text("صفحة ثانية"),)), Text(" و"), Strikethrough((Text("قديم"),)),
            Text(" م"), Superscript((Text("2"),)), Note((Paragraph((Text("حاشية."),)),)), Text("."),
        )),
        ItemList(True, ((Text("بند أول"),), (Text("بند ثان"),))),
        ItemList(False, ((Text("نقطة"),),)),
        Quotation((Text("قول منقول"),)),
        Table(tuple(tuple(Cell((Text(cell),)) for cell in row) for row in (("مدينة", "عدد"), ("دمشق", "125")))),
    ),
    source=Source("وكالة", "https://example.org/"),
)  # fmt: skip
PARAGRAPH = "<p>فقرة أولى"


def page(change: Callable[[str], str], format: str) -> bytes:
    """Return the article with a change of its page."""
    data = newsconvert.write(ARTICLE, format)
    if format == "html":
        return change(data.decode()).encode()
    return package(data, lambda name, text: change(text) if name.endswith("text.xhtml") else text)


def package(data: bytes, change: Callable[[str, str], str], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            text = name.endswith((".xhtml", ".opf", ".xml", ".css"))
            new.writestr(name, change(name, part.decode()) if text else part)
        for name, part in more.items():
            new.writestr(name.replace("__", "/").replace("_", "."), part)
    return out.getvalue()


def is_found(format: str, data: bytes) -> bool:
    return not verify_document(ARTICLE, format, data).ok


@pytest.mark.parametrize("format", ["html", "epub"])
def test_the_article_is_whole(format: str) -> None:
    assert verify_document(ARTICLE, format, newsconvert.write(ARTICLE, format)).findings == ()


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize(
    "declared",
    [
        "color: color-mix(in srgb, white 100%, black)", "color: light-dark(white, black)", "color: Canvas", "display: table-column",
        "max-height: 1.2em; overflow: hidden", "-webkit-line-clamp: 1", "text-overflow: ellipsis", "-webkit-text-security: disc",
        "text-decoration: line-through", "writing-mode: vertical-rl", "position: absolute; top: 0", "mix-blend-mode: screen",
        "animation: gone 1s forwards", "font-family: Wingdings", "margin-inline-start: -9999px", "line-height: 0",
        "word-spacing: -2em", "contain: strict", "background: url(x.png)", "order: -1", "unheard-of: 1",
    ],
)  # fmt: skip
def test_style_that_documents_do_not_have(declared: str, format: str) -> None:
    assert is_found(format, page(lambda text: text.replace(PARAGRAPH, f'<p style="{declared}">فقرة أولى'), format))


@pytest.mark.parametrize(
    "declared",
    [
        "border-radius: 3px; box-shadow: 0 0 1px red", "transition: color 1s", "hyphens: auto", "text-decoration: underline",
        "font-family: 'Amiri', 'Noto Sans Symbols 2'", "line-height: 1.2", "columns: 2", "background: rgb(240 240 240)",
        "display: flex; flex-direction: column", "word-spacing: -0.05em", "height: 40em; overflow: hidden", "filter: none",
        "-webkit-font-smoothing: antialiased", "counter-reset: a", "position: relative; z-index: 1",
    ],
)  # fmt: skip
def test_style_that_themes_may_have(declared: str) -> None:
    data = page(lambda text: text.replace(PARAGRAPH, f'<p style="{declared}">فقرة أولى'), "html")
    assert verify_document(ARTICLE, "html", data).findings == ()


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize(
    "rule",
    [
        'li::marker { content: "7. " }', f'ol li {{ list-style-type: "{ADDED}" }}', "ol li { list-style: none }",
        "ol li { list-style-type: upper-roman }", "ol { counter-reset: list-item 6 }", "table { direction: ltr }",
        "body::after { content: ''; position: fixed; inset: 0; background: white }", "article { flex-direction: column-reverse }",
        "p::after { content: counter(a) }", "p:dir(rtl) { display: none }",
    ],
)  # fmt: skip
def test_rules_that_documents_do_not_have(rule: str, format: str) -> None:
    data = newsconvert.write(ARTICLE, format)
    if format == "html":
        changed = data.decode().replace("</style>", f"{rule}</style>").encode()
    else:
        changed = package(data, lambda name, text: text + rule if name.endswith(".css") else text)
    assert is_found(format, changed)


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"<p>(فقرة أولى.*?)</p>", r"<p><s>\1</s></p>"),
        (r"<p>(فقرة أولى.*?)</p>", r"<p><sup>\1</sup></p>"),
        (r"<p>(فقرة أولى.*?)</p>", r"<blockquote><p>\1</p></blockquote>"),
        (r"<p>(فقرة أولى)", r'<p popover="auto">\1'),
        (r"<p>(فقرة أولى)", r'<p contenteditable="true">\1'),
        (r"(https://example.org/)1(.*?example.org/)2", r"\g<1>2\g<2>1"),
        (r"</article>", f'</article><section role="doc-cover"><p>{ADDED}</p></section>'),
        (r"</article>", f'<p role="doc-pagebreak">{ADDED}</p></article>'),
        (r"</article>", f'<a role="doc-backlink" href="#x">{ADDED}</a></article>'),
        (r"<p>(<bdi[^>]* class=\"label\")", r'<p style="visibility: hidden">\1'),
    ],
)
def test_markup_that_says_otherwise(old: str, new: str, format: str) -> None:
    changed = page(lambda text: re.sub(old, new, text, count=1, flags=re.DOTALL), format)
    assert changed != newsconvert.write(ARTICLE, format)
    assert is_found(format, changed)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("nav.xhtml", r"</body>", f"<p>{ADDED}</p></body>"),
        ("nav.xhtml", r'(<a [^>]*href=")[^"]*', r"\1https://example.net/"),
        (".opf", r"</metadata>", f"<dc:description>{ADDED}</dc:description></metadata>"),
        (".opf", r"</metadata>", f"<dc:publisher>{ADDED}</dc:publisher></metadata>"),
        (".opf", r"<item ", '<item media-overlay="x" '),
        ("text.xhtml", r"(<title>)[^<]*", rf"\1{ADDED}"),
        ("text.xhtml", r"(<html )", r'<?xml-stylesheet type="text/css" href="data:text/css,p%7Bdisplay:none%7D"?>\1'),
    ],
)
def test_packages_that_say_otherwise(part: str, old: str, new: str) -> None:
    data = newsconvert.write(ARTICLE, "epub")
    assert is_found("epub", package(data, lambda name, text: re.sub(old, new, text) if name.endswith(part) else text))


def test_rights_and_encryption_are_no_part_of_a_book() -> None:
    data = newsconvert.write(ARTICLE, "epub")
    assert is_found("epub", package(data, lambda _, text: text, **{"META-INF__encryption_xml": b"<encryption/>"}))


def test_pages_of_a_list_of_pages_are_named() -> None:
    assert verify_document(ARTICLE, "epub", newsconvert.write(ARTICLE, "epub", page_list=True)).findings == ()
