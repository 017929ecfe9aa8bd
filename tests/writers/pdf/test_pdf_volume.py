"""Volumes as PDF: what outside readers and judges see of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
import pytest

import newsconvert
from newsconvert import binding
from newsconvert.arabic import INVISIBLE
from newsconvert.model import Article, Heading, Paragraph, Source, Text, Volume, article_text
from newsconvert.writers.pdf.weasyprint import sections
from support import judges


@pytest.fixture
def volume(article: Article, seed: Path) -> Volume:
    second = newsconvert.read(seed)
    english = Article(
        "A report from Cairo", (Paragraph((Text("The ministry said so."),)), Heading(2, (Text("What came next"),))),
        source=Source("Reuters"), language="en", direction="ltr",
    )  # fmt: skip
    long = replace(article, headline="خبر طويل " * 12, byline=None, body=article.body * 12, source=Source("النهار"))
    return Volume("أخبار العرب", (article, second, english, long), "مختارات", "دار الأرشيف", date(2026, 11, 24))


@cache
def data(volume: Volume, **options: Any) -> bytes:
    return newsconvert.bind(volume, "pdf", **options).value


def bound(tmp_path: Path, volume: Volume, **options: Any) -> Path:
    path = tmp_path / "volume.pdf"
    path.write_bytes(data(volume, **options))
    return path


def seen(text: str) -> str:
    return INVISIBLE.sub("", text)


def folio(page: Any) -> str:
    """Return what is printed below the text of a page."""
    below = (0, page.rect.height * 0.94, page.rect.width, page.rect.height)
    return seen(page.get_text(clip=below)).strip()


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_judges_find_nothing(tmp_path: Path, volume: Volume, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "_FULL", 150)  # so that fonts fill up on the way
    path = tmp_path / "volume.pdf"
    path.write_bytes(newsconvert.bind(volume, "pdf", theme=theme).value)
    assert judges.verapdf(path, "3a") == []
    assert judges.verapdf(path, "ua1") == []
    assert judges.qpdf_check(path) == ""
    fonts = judges.pdffonts(path)
    assert all(font.embedded and font.subset and font.unicode for font in fonts)
    assert len(fonts) > 4


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_contents_stand_within_the_page(volume: Volume, theme: str) -> None:
    """Titles begin at the right margin, folios end at the left one, also where a title takes two lines."""
    import pymupdf

    numbered = replace(volume.articles[0], headline="نتائج 2024 (الجولة 3) وCAF")
    bound = data(replace(volume, articles=(*volume.articles, numbered)), theme=theme)
    document = pymupdf.open("pdf", bound)  # type: ignore[no-untyped-call]
    pages: list[Any] = [document[number] for number in range(len(document))]
    page: Any = next(page for page in pages if "المحتويات" in seen(page.get_text()))
    words = [word for word in page.get_text("words") if seen(word[4]).strip() and word[3] < page.rect.height * 0.9]
    left, right = min(word[0] for word in words), max(word[2] for word in words)
    assert 40 < left < right < page.rect.width - 40
    rows: dict[int, list[float]] = {}
    for word in words:
        rows.setdefault(round(word[3] / 8), []).extend(word[0:3:2])
    edges = [(min(row), max(row)) for row in rows.values()]
    assert sum(right - edge[1] < 4 for edge in edges) >= len(volume.articles)
    assert sum(edge[0] - left < 4 for edge in edges) >= len(volume.articles)


@pytest.mark.parametrize(("option", "flavours"), [("a-4f,ua-2", ["4f", "ua2"]), ("a-2b", ["2b"])])
def test_other_standards(tmp_path: Path, volume: Volume, option: str, flavours: list[str]) -> None:
    path = bound(tmp_path, volume, pdf_standard=option)
    assert [problem for flavour in flavours for problem in judges.verapdf(path, flavour)] == []


@pytest.mark.parametrize("each", [False, True])
def test_contents_and_indexes_lead_to_the_pages_they_name(tmp_path: Path, volume: Volume, each: bool) -> None:
    import pypdfium2

    path = bound(tmp_path, volume, each_on_new_page=each)
    with pypdfium2.PdfDocument(path) as pdfium:
        labels = [pdfium.get_page_label(at) for at in range(len(pdfium))]
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        shown: dict[tuple[int, int], str] = {}  # a title of two lines has two links
        for page in document:
            for link in page.get_links():
                if link["kind"] in (1, 4):  # to a page, to a name
                    key = page.number, link["page"]
                    shown[key] = shown.get(key, "") + seen(page.get_text(clip=link["from"]))
        for (_, target), text in shown.items():
            assert folio(document[target]) in text.replace("،", " ").split()
        starts = [target for at, target in shown if at < 4]
        assert starts == sorted(starts)
        assert "A report from Cairo" in document[starts[-2] if len(starts) == 4 else starts[-1]].get_text()
        assert (len(set(starts)) == len(volume.articles)) == each
        assert {target for at, target in shown if at > 4} == set(starts)
        assert labels[:5] == ["أ", "ب", "ج", "د", "1"]
        for page, label in zip(document, labels, strict=True):
            assert folio(page) in ("", label)
        assert [folio(page) for page in document][4:] == labels[4:]


def test_bookmarks_are_the_headlines_and_their_headings(tmp_path: Path, volume: Volume) -> None:
    with pikepdf.open(bound(tmp_path, volume)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        heads = [" ".join(article.headline.split()) for article in volume.articles]
        assert titles == ["أخبار العرب", "المحتويات", *heads, "فهرس المصادر", "فهرس الكتّاب"]
        assert [child.title for child in outline.root[4].children] == ["What came next"]
        places: list[Any] = [entry.destination for entry in outline.root]
        pages = [pdf.pages.index(pikepdf.Page(place[0])) for place in places]
        assert pages == sorted(pages)
        assert pages[:3] == [0, 2, 4]


def test_tags_are_in_the_order_of_the_book(tmp_path: Path, volume: Volume) -> None:
    path = bound(tmp_path, volume)
    with pikepdf.open(path) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        document = root.K[0]
        assert [str(kid.S) for kid in document.K] == ["/Sect"] * 3 + ["/Art"] * 4 + ["/Sect"] * 2
        assert [str(kid.get("/Lang", "")) for kid in document.K][5] == "en"
        contents = document.K[2].K[1]
        assert (str(contents.S), {str(item.S) for item in contents.K}, len(contents.K)) == ("/TOC", {"/TOCI"}, 4)
        assert str(contents.K[0].K[0].S) == "/Reference"
        assert str(contents.K[0].K[0].K[0].S) == "/Link"
    found = seen(judges.tags_text(path))
    assert "..." not in found.partition("بيانات المجلد")[2].partition("خبر طويل")[0]


@pytest.mark.parametrize("name", ["poppler", "tags", "pdfium", "mupdf"])
def test_text_comes_back(tmp_path: Path, volume: Volume, name: str) -> None:
    volume = replace(volume, articles=volume.articles[:3])
    source = "\n".join(line for article in volume.articles for line in article_text(article))
    recall, order = judges.fidelity(source, judges.EXTRACTORS[name](bound(tmp_path, volume)))
    assert recall >= 0.995
    assert order >= 0.95


def test_every_source_is_attached(tmp_path: Path, volume: Volume, seed: Path) -> None:
    with pikepdf.open(bound(tmp_path, volume)) as pdf:
        assert list(pdf.attachments) == [f"{number}-source.txt" for number in range(1, 5)]
        assert pdf.attachments["2-source.txt"].get_file().read_bytes() == seed.read_bytes()
        assert len(pdf.Root.AF) == 4


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_for_a_printer(tmp_path: Path, volume: Volume, theme: str) -> None:
    import pymupdf

    volume = replace(volume, articles=volume.articles[1:2] * 2)
    path = bound(tmp_path, volume, print_ready=True, page_size="17x24", theme=theme)
    assert judges.qpdf_check(path) == ""
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) % 4 == 0
        assert not any("/Annots" in page for page in pdf.pages)
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFX"
        width = {round(float(page.TrimBox[2] - page.TrimBox[0]), 1) for page in pdf.pages}
        assert width == {481.9}
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert set(re.findall(rb"([\d.]+) [gG]\n", drawn)) == {b"0"}
        assert not re.search(rb" (rg|RG|k|K|cs|CS|scn|SCN)\n", drawn)
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        for at in (4, 5):  # the first article begins on a left page, whose spine is at the right
            page = document[at]
            words = [word for word in page.get_text("words") if len(word[4]) > 2]
            shift = page.mediabox.x0
            left = min(word[0] for word in words) + shift - page.trimbox.x0
            right = page.trimbox.x1 - max(word[2] for word in words) - shift
            assert (left > right + 5) if at == 4 else (right > left + 5)


def test_same_bytes_twice(volume: Volume) -> None:
    assert newsconvert.bind(volume, "pdf").value == data(volume)


def _opened(data: bytes) -> Any:
    document: Any = pymupdf.open
    return document(stream=data, filetype="pdf")


@pytest.mark.parametrize(("theme", "columns"), [("newspaper", 1), ("book", 1), ("newspaper", 2)])
def test_articles_follow_each_other(theme: str, columns: int) -> None:
    sentence = "قالت الوزارة إن العمل جار على تنفيذ المشروع في موعده المحدد كما أعلن سابقا في العاصمة. "
    articles = tuple(
        Article(f"عنوان الخبر رقم {number}", tuple(Paragraph((Text(sentence * 4),)) for _ in range(2 + number % 5)))
        for number in range(1, 31)
    )
    volume = Volume("أخبار", articles)
    apart, following = (
        _opened(newsconvert.bind(volume, "pdf", theme=theme, columns=columns, each_on_new_page=each).value)
        for each in (True, False)
    )
    assert len(following) < 0.8 * len(apart)
    heads = 0
    for page in list(following)[4:]:
        lines: dict[int, float] = {}
        for block in page.get_text("dict")["blocks"]:
            for span in (span for line in block.get("lines", []) for span in line["spans"] if span["text"].strip()):
                lines[round(span["origin"][1])] = max(lines.get(round(span["origin"][1]), 0), span["size"])
        sizes = [size for y, size in sorted(lines.items()) if y < 0.94 * page.rect.height]
        heads += sum(size > 18 for size in sizes)
        for at, size in enumerate(sizes):
            if size > 18:  # a headline
                assert len(sizes) - at > 4, page.number
    assert heads >= len(articles)


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_lists_have_the_digits_of_their_language(theme: str) -> None:
    arabic = newsconvert.read_text(
        "# خبر من دمشق\n\nقالت الوزارة أمس إن الخطوات ثلاث.\n\n1. الأولى هنا\n2. الثانية هنا\n"
    )
    english = newsconvert.read_text("# News from Damascus\n\nThe ministry said so.\n\n1. The first\n2. The second\n")
    with pymupdf.open(stream=data(Volume("أخبار", (arabic, english)), theme=theme)) as document:  # type: ignore[no-untyped-call]
        text = seen("".join(page.get_text() for page in document))
    assert re.findall(r"(\d)[.\s]*The second", text) == ["2"]
    assert re.findall(r"(\d)[.\s]*الثانية", text) == ["٢"]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_indexes_stand_on_one_page(theme: str) -> None:
    body = (Paragraph((Text("نص الخبر الأول."),)),)
    article = Article("خبر", body, byline="سمير العلي", source=Source("صحيفة المثال"))
    volume = Volume("مجلد", (article, replace(article, byline="ليلى حداد")))
    data = newsconvert.bind(volume, "pdf", theme=theme).value
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    assert sum(binding.SOURCES in page and binding.BYLINES in page for page in pages) == 1
    assert sum(binding.SOURCES in page or binding.BYLINES in page for page in pages) == 1
