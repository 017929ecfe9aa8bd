"""Text of EPUBs and web pages that style sheets or the markup hide or add is found; what can be read is no finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import newsconvert
from newsconvert.model import Article, Heading, Paragraph, Text
from newsconvert.verification import verify_document
from support.repacked import rewritten
from support.rich_article import RICH

ARTICLE = Article(
    "عنوان الخبر",
    (Paragraph((Text("فقرة أولى."),)), Heading(2, (Text("عنوان فرعي"),)), Paragraph((Text("جملة مكشوفة تماما."),))),
)
FORMATS = ("epub", "html")


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return {format: newsconvert.write(ARTICLE, format) for format in FORMATS}


def findings(format: str, data: bytes, page: Callable[[str], str], css: str = "") -> list[str]:
    """Return what is found after a change of the page, and with rules at the end of the style sheet."""
    if format == "html":
        changed = page(data.decode()).replace("</style>", css + "</style>", 1).encode()
    else:

        def change(name: str, part: bytes) -> bytes:
            if name.endswith("text.xhtml"):
                return page(part.decode()).encode()
            return part + css.encode() if name.endswith(".css") else part

        changed = rewritten(data, change)
    return [str(one) for one in verify_document(ARTICLE, format, changed).findings]


def marked(page: str) -> str:
    return page.replace("<p>جملة", '<p class="x">جملة')


HIDING = [
    "font: 0/0 a", "font-size: .01em", "font-size: calc(1px - 1px)", "--a: none; display: var(--a)", "display: var(--b, none)",
    "color: white", "color: rgb(255 255 255 / 1)", "color: transparent", "background: #000; color: rgb(10, 10, 10)", "color: hsl(0 0% 97%)",
    "position: absolute; left: -9999px", "position: fixed; top: -500em", "text-indent: -9999px", "clip-path: inset(50%)",
    "clip: rect(0 0 0 0); position: absolute", "transform: scale(0)", "transform: translateX(-9999px)", "transform: scaleX(-1)",
    "scale: 0", "height: 0; overflow: hidden", "max-height: 1px; overflow: hidden", "filter: opacity(0)", "opacity: .05",
    "content-visibility: hidden", "dis\\play: N\\6fne", "unicode-bidi: bidi-override; direction: ltr", "-webkit-text-fill-color: transparent",
    "margin-left: -9999px", "letter-spacing: -2em", "visibility: collapse", "mask: linear-gradient(transparent, transparent)", "zoom: 0.01",
]  # fmt: skip
RULES = [
    "@media (min-width: 0) { .x { display: none } }", "@supports (display: block) { .x { display: none } }", "body { .x { display: none } }",
    "article { & .x { opacity: 0 } }", ".\\78 { display: none }", "p { font-size: 0 }", "article { visibility: hidden }", ".x::first-line { color: white }",
    ".x:not(:hover) { opacity: 0 }", "p:not(.y:focus):not(.z) { color: white }", ":not(:target).x { display: none }",
    "body { font-size: 1px }", ".x:not(.y) { display: none !important } .x { display: block }",
]  # fmt: skip
SHOWN = [
    ".x { color: #8a8a8a }", ".x { background: #000; color: #fff }", "html { background: #161616; color: #e8e6e3 }", ".x { font: 700 0.8em/1.4 serif }",
    ".x { display: none } article p.x { display: block }", "body { visibility: hidden } article { visibility: visible }",
    ".x { text-indent: 1.2em }", ".x { position: relative; top: -0.3em }", ".x { transform: none; clip-path: none }", ".x { overflow: hidden; max-width: 40em }",
    ".x { font-size: calc(1em - 2px) }", ".x { opacity: 0.7 }", '.x::before { content: "« " }', ".x { --a: none; color: var(--c, #333) }", ".y { display: none }",
    ".x:hover { color: #333 }", ".x { max-height: 90em; overflow: auto }", ".x { box-shadow: 0 0.2em 0 #ccc, 0 1em 3em #888 }",
    "body { font-size: 0 } p, h1, h2, footer { font-size: 14px }", ".x { margin-top: -1em }",
]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("rule", [*(f".x {{ {one} }}" for one in HIDING), *RULES])
def test_what_style_sheets_hide_is_missing(rule: str, format: str, documents: dict[str, bytes]) -> None:
    assert "«جملة مكشوفة تماما.» is missing" in " ".join(findings(format, documents[format], marked, rule))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("rule", SHOWN)
def test_what_style_sheets_show_is_there(rule: str, format: str, documents: dict[str, bytes]) -> None:
    assert findings(format, documents[format], marked, rule) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "rule",
    [
        '.x::before { content: "ليس صحيحا: " }',
        '.x:after { content: "نص" " دخيل" }',
        '.x { --t: "دخيل" } .x::after { content: var(--t) }',
    ],
)
def test_text_that_style_sheets_add_is_found(rule: str, format: str, documents: dict[str, bytes]) -> None:
    assert " is added" in " ".join(findings(format, documents[format], marked, rule))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "markup",
    [
        "<details><summary></summary><p>{}</p></details>", "<noscript><p>{}</p></noscript>", "<dialog><p>{}</p></dialog>",
        '<p aria-hidden="true">{}</p>', '<p hidden="until-found">{}</p>', '<p style="color:#FFF">{}</p>', '<p style="font-size:1px">{}</p>',
    ],
)  # fmt: skip
def test_what_the_markup_hides_is_missing(markup: str, format: str, documents: dict[str, bytes]) -> None:
    text = "جملة مكشوفة تماما."
    found = findings(format, documents[format], lambda page: page.replace(f"<p>{text}</p>", markup.format(text)))
    assert f"«{text}» is missing" in " ".join(found)


def test_a_sheet_that_another_imports_counts(documents: dict[str, bytes]) -> None:
    rule = '@import "data:text/css,.x%7Bdisplay:none%7D";'
    page = documents["html"].decode().replace("<style>", f"<style>{rule}</style><style>", 1)
    assert "is missing" in " ".join(findings("html", page.encode(), marked))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_the_themes_hide_nothing(format: str, theme: str) -> None:
    assert verify_document(RICH, format, newsconvert.write(RICH, format, theme=theme)).findings == ()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "rule", ["box-shadow: 0 3em 0 0 #fff", "box-shadow: 0 0 0 2em white", "box-shadow: 0 -40px #fff"]
)
def test_shadows_that_cover_other_lines_are_found(rule: str, format: str, documents: dict[str, bytes]) -> None:
    assert "box-shadow" in " ".join(findings(format, documents[format], marked, f"h2 {{ position: relative; {rule} }}"))


@pytest.mark.parametrize("rule", ["height: 0.5em; overflow: auto", "max-height: 6px; overflow-y: scroll"])
def test_what_must_be_scrolled_is_missing(rule: str, documents: dict[str, bytes]) -> None:
    assert "is missing" in " ".join(findings("html", documents["html"], marked, f".x {{ {rule} }}"))
