"""What is kept for all PDFs of a process, and what is let go: neither changes a document."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import weasyprint
from weasyprint import css as weasyprint_css
from weasyprint.formatting_structure.boxes import TextBox

import newsconvert
from newsconvert.model import Article
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.writers import pdf
from newsconvert.writers.pdf.textlayer import Placed, forms
from newsconvert.writers.pdf.weasyprint import pages, parsing, shaping, styles
from support.rich_article import RICH

TEXT = """افتتاح الجسر الجديد
كتب: محمد السيد
افتتحت الوزارةُ الجسرَ الجديد على النهر أمس في الساعة 10:30 بحضور ٢٥ ضيفاً، وقال الوزير: «هذا يومٌ عظيم».
وأضاف أن كلفة المشروع بلغت 3.5 مليون دولار، وأن كل شيء كان كما يجب، وقد كتب ذلك في موقع www.example.org أيضاً.
وكان الجسر القديم قد أغلق في عام 2019 بعد أن تبيّن أنّ دعائمه لا تحتمل ما يمر عليها من سيارات وشاحنات كل يوم.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return newsconvert.read_text(TEXT)


def test_a_document_is_the_same_whatever_was_made_before(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [newsconvert.write(one, "pdf") for one in (article, RICH)]
    assert [newsconvert.write(one, "pdf") for one in (article, RICH)] == expected
    for module in (forms, styles):  # so that all is forgotten again and again
        monkeypatch.setattr(module, "_KEPT", 2)
    assert [newsconvert.write(one, "pdf") for one in (RICH, article)] == expected[::-1]


def test_the_second_document_finds_what_the_first_has_computed(article: Article) -> None:
    newsconvert.write(article, "pdf")
    count = styles._kinds._count
    assert count
    newsconvert.write(article, "pdf")
    assert styles._kinds._count == count


def test_lengths_of_the_page_are_a_documents_own() -> None:
    outside = styles._kinds.root
    with styles.kept_values("p { margin: 1em }"):
        assert styles._kinds.root is outside
    for unit in ("vw", "VH", "vmin", "pvw"):
        with styles.kept_values(f"p {{ margin: 1.5{unit} }}"):
            assert styles._kinds.root is not outside
        assert styles._kinds.root is outside


def test_plain_lines_are_shown_as_all_lines_are(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Placed] = []
    plain = shaping._plain_line

    def plain_line(box: TextBox, fonts: shaping.Fonts) -> list[Placed]:
        part = plain(box, fonts)
        found.extend(part)
        return part

    monkeypatch.setattr(shaping, "_plain_line", plain_line)
    expected = newsconvert.write(article, "pdf")
    assert len(found) > 0.5 * len(TEXT)
    monkeypatch.setattr(shaping, "_plain_line", lambda *_: [])
    assert newsconvert.write(article, "pdf") == expected


def test_a_layout_is_freed_when_it_is_drawn(article: Article) -> None:
    newsconvert.write(article, "pdf")
    gc.collect()
    gc.disable()
    try:
        newsconvert.write(article, "pdf")
        left = gc.collect()
    finally:
        gc.enable()
    assert left < 1_200  # some 5,000 where styles, boxes and letters hold each other


def told(element: Element) -> list[object]:
    """Return what an element and those in it are made of."""
    own = [element.tag, dict(element.attrib), (element.text or "").strip(), (element.tail or "").strip()]
    return [own, *(part for child in element for part in told(child))]


def page_of(article: Article) -> str:
    return parsing._HEAD.sub("<head></head>", pdf._rendering(article, PdfOptions(), Resources())[0].page)


def test_the_page_is_the_same_as_xml_and_as_html(article: Article) -> None:
    page = page_of(article)
    made = parsing._elements(page)
    assert made is not None
    assert told(made) == told(weasyprint.HTML(string=page).etree_element)


@pytest.mark.parametrize(
    "body", ["<pre>\nx</pre>", "<svg></svg>", '<p title="a\nb">x</p>', "<p>a<br>b</p>", "<p>\x01</p>"]
)
def test_what_html_reads_otherwise_is_read_as_html(body: str) -> None:
    assert parsing._elements(f"<!DOCTYPE html>\n<html><head></head><body>{body}</body></html>") is None


def test_a_page_with_code_is_read_as_html() -> None:
    assert parsing._elements(page_of(RICH)) is None


@pytest.mark.parametrize(
    "css", ["", "@page { @Top-Left { content: 'أعلى' } @bottom-center { content: counter(page) } }"]
)
@pytest.mark.parametrize("rich", [False, True])
def test_a_page_is_the_same_with_all_of_weasyprints_own_style(
    css: str, rich: bool, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, *_ = pdf._rendering(RICH if rich else article, PdfOptions(), Resources())
    work = replace(work, css=work.css + css)
    fitted = pages.render(work)
    monkeypatch.setattr(parsing, "_without_unused", lambda whole, *_, **__: whole)
    assert pages.render(work) == fitted


def test_no_style_is_computed_for_what_is_not_there(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[tuple[str, str | None]] = []
    plain = weasyprint_css.StyleFor.set_computed_styles

    def counted(self: Any, element: Any, *rest: Any, pseudo_type: str | None = None, **named: Any) -> None:
        computed.append((getattr(element, "tag", "page"), pseudo_type))
        plain(self, element, *rest, pseudo_type=pseudo_type, **named)

    monkeypatch.setattr(weasyprint_css.StyleFor, "set_computed_styles", counted)
    newsconvert.write(article, "pdf")
    assert ("p", "marker") in computed
    assert ("page", "@bottom-center") in computed
    assert not {"meta", "title", "style"} & {tag for tag, _ in computed}
    assert not {"footnote-call", "note-marker", "@left-top"} & {kind for _, kind in computed}
