"""The web page, which PDF and EPUB are made from."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from lxml import etree

import newsconvert
from newsconvert.citation import running_head
from newsconvert.model import (
    Article,
    Code,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Text,
    article_text,
)
from newsconvert.result import Kind
from newsconvert.verification import verify_document
from newsconvert.writers.html import body_html

HOSTILE = "</p></style><script>alert(1)</script><!-- &amp; \" ' ]]> <img src=x onerror=y>"


def _page(article: Article, **options: Any) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(newsconvert.write(article, "html", **options))


def test_structure(article: Article) -> None:
    page = _page(article, standalone=False)
    assert (page.get("lang"), page.get("dir")) == (article.language, "rtl")
    assert page.findtext(".//title") == article.headline
    assert next(page.iter("h1", "h2", "h3", "h4", "h5", "h6")).tag == "h1"
    assert len(list(page.iter("h1"))) == 1
    assert page.xpath("//main/article/header/h1")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("above", "shown"),
    [
        ({"dateline": "عمان 5 كانون الثاني ٢٠٢٠ (بترا)"}, []), ({"byline": "هدى - 5 يناير 2020"}, []),
        ({"dateline": "عمان (بترا)"}, ["٥ يناير ٢٠٢٠"]), ({"dateline": "عمان 9 جمادى الأولى 1441"}, ["5 يناير 2020"]),
        ({"timestamp": "الأحد 5 يناير 2020", "dateline": "عمان 5 يناير 2020"}, ["الأحد 5 يناير 2020"]),
    ],
)  # fmt: skip
def test_the_date_is_added_where_no_line_above_the_body_gives_it(above: dict[str, str], shown: list[str]) -> None:
    article = Article("خبر", (Paragraph((Text("نص"),)),), published=date(2020, 1, 5), **above)  # type: ignore[arg-type]
    assert _page(article).xpath("//p[@class='date']//text()") == shown
    document = docx.Document(io.BytesIO(newsconvert.write(article, "docx")))
    lines = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Dateline"]
    assert lines == [*filter(None, [article.dateline]), *shown]


def test_text_is_kept_to_the_letter(article: Article) -> None:
    page = _page(article, standalone=False)
    news = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::p or self::li]")
    shown = [element.text_content() for element in news if not element.xpath("./p")]
    assert [text for text in article_text(article) if text not in shown] == []


def test_seed_reads_back_in_order(seed: Path) -> None:
    article = newsconvert.read(seed)
    page = _page(article)
    shown = [e.text_content() for e in page.xpath("//h1 | //h2 | //article/p | //footer/p[1]")]
    assert shown == [line.strip() for line in seed.read_text(encoding="utf-8").splitlines()]


def test_nothing_in_the_text_acts() -> None:
    text = (Text(HOSTILE),)
    link = Link("javascript:alert(1)", text)
    article = Article(
        HOSTILE, (Heading(2, text), Paragraph((link,)), Quotation(text)), byline=HOSTILE, language="ar",
        source=Source(HOSTILE, "javascript:alert(2)", HOSTILE),
    )  # fmt: skip
    page = _page(article, standalone=False)
    assert not page.xpath("//script | //img | //@onerror | //a[starts-with(@href, 'javascript')]")
    assert page.xpath("string(//h1)") == HOSTILE
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


def test_links_that_are_safe_are_links() -> None:
    article = Article("ع", (Paragraph((Link("https://example.org/?a=1&b=2", (Text("هنا"),)),)),))
    assert _page(article, standalone=False).xpath("//p/a/@href") == ["https://example.org/?a=1&b=2"]


def test_source_is_cited_at_the_end_and_in_the_metadata() -> None:
    source = Source("وكالة الأنباء", "https://example.org/a", "المصدر: وكالة الأنباء")
    page = _page(Article("ع", (), source=source), standalone=False)
    footer = page.xpath("//article/*[last()][self::footer]")[0]
    assert footer.xpath("./p[1]//a/@href") == ["https://example.org/a"]
    assert [p.text_content() for p in footer] == ["المصدر: وكالة الأنباء", "الرابط: https://example.org/a"]
    assert page.xpath("//meta[@name='dcterms.source']/@content") == ["https://example.org/a"]
    assert page.xpath("//meta[@name='dcterms.publisher']/@content") == ["وكالة الأنباء"]


def test_standalone_page_carries_its_fonts_and_loads_nothing(article: Article) -> None:
    page = newsconvert.write(article, "html").decode()
    faces = re.findall(r'font-family: "([^"]+)"; font-weight: (\d+); src: url\("data:font/ttf;base64,', page)
    assert ("Amiri", "400") in faces
    assert ("Noto Kufi Arabic", "700") in faces
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"url\((?!\"data:)|@import", style)
    assert "@font-face" not in newsconvert.write(article, "html", standalone=False).decode()


def test_markup_is_well_formed_xml(article: Article) -> None:
    etree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{body_html(article, xhtml=True)}</body>')


def test_what_xml_cannot_hold_is_dropped_with_a_warning() -> None:
    result = newsconvert.render(Article("ع", (Paragraph((Text("أ\x00ب\ud800ج"),)),)), "html")
    assert "<p>أبج</p>" in result.value.decode()
    assert [warning.kind for warning in result.warnings] == [Kind.INVALID_CHARACTER, Kind.INVALID_CHARACTER]
    assert "U+0000" in result.warnings[0].message


@pytest.mark.parametrize(("headline", "head"), [("قصير", "قصير"), ("كلمة، " * 30, ("كلمة، " * 12).rstrip("، ") + "…")])
def test_running_head_is_cut_between_words(headline: str, head: str) -> None:
    assert running_head(headline) == head
    assert len(running_head(headline)) <= 73


def test_style_of_a_theme_cannot_leave_its_element(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[fonts]\ntext = "amiri"\nheadline = "amiri"\n')
    (tmp_path / "theme.css").write_text("p::before { content: '</style><script>alert(1)</script>' }")
    page = newsconvert.write(Article("ع"), "html", theme=tmp_path, standalone=False).decode()
    assert page.lower().count("</style") == 1


def test_file_name_with_arabic_letters_runs_from_the_right() -> None:
    names = ("خبر.txt", "a-1.txt")
    one, other = (body_html(Article("ع", provenance=Provenance(name))) for name in names)
    assert '</bdi> <bdi dir="rtl">خبر.txt</bdi></p>' in one
    assert '<bdi dir="ltr" class="technical">a-1.txt</bdi>' in other


def test_lines_of_dates_and_bylines_stay_lines() -> None:
    article = Article("خبر", byline="كتبت: ندى\nتصوير: هدى", timestamp="نشر: 21/11/2025\nآخر تحديث: 22/11/2025")
    page = body_html(article)
    assert "كتبت: ندى<br/>تصوير: هدى" in page
    assert "نشر: 21/11/2025<br/>آخر تحديث: 22/11/2025" in page
    for format in ("pdf", "epub", "html"):
        assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


def test_code_is_set_from_left_to_right_unless_it_is_arabic_alone() -> None:
    code = (Code("f(x);"), Text(" و"), Code('x = "نص"'), Text(" و"), Code("المتغير"))
    shown = body_html(Article("خبر", (Paragraph(code),)))
    assert '<code dir="ltr">f(x);</code>' in shown
    assert shown.count('<code dir="ltr">') == 2
    assert "<code>المتغير</code>" in shown


@pytest.mark.parametrize(("start", "kind"), [(1, None), (97, None), (98, "wide"), (998, "wider")])
def test_lists_have_room_for_their_numbers(start: int, kind: str | None) -> None:
    items = tuple((Text(f"بند {number}"),) for number in range(3))
    data = newsconvert.write(Article("خبر", (ItemList(True, items, start),)), "html")
    page = lxml.html.document_fromstring(data)
    assert page.find(".//ol").get("class") == kind
    assert (b"ol.wide" in data) == (kind is not None)
