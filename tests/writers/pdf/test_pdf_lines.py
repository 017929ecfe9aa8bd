"""Lines are broken where WeasyPrint breaks them, and files hold what pydyf would write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pydyf
import pymupdf
import pytest
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import block

import newsconvert
from newsconvert.model import Article, Paragraph, Strong, Text
from newsconvert.writers.pdf import totalfit
from newsconvert.writers.pdf.file.write import file_bytes
from newsconvert.writers.pdf.textlayer import Cluster
from newsconvert.writers.pdf.weasyprint import fitting, linebreak, shaping
from newsconvert.writers.pdf.weasyprint.paragraph import line_leaves
from support.pdftexts import NEWS, TEXT_FONTS


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Compare every line that is broken our way with what WeasyPrint makes of it."""
    ours, theirs = linebreak.Paragraphs.first_line, linebreak._plain_split_first_line
    seen: list[str] = []
    longer: list[str] = []

    def first_line(
        self: linebreak.Paragraphs, text: str, style: Any, context: Any, width: float, *, is_line_start: bool = True
    ) -> Any:
        found = ours(self, text, style, context, width, is_line_start=is_line_start)
        if found:
            line, length, following, measured, height, baseline = found
            expected = theirs(text, style, context, width, 0, is_line_start)
            if length > expected[1]:
                # Pango now and then breaks before a word that fits without the space after it, by what text follows it.
                spaces = len(line.text) - len(line.text.rstrip(" "))
                assert measured - spaces * style["font_size"] * 0.35 <= width
                longer.extend([] if spaces else [line.text])
                return found
            assert (line.text, length, following) == (expected[0].text, *expected[1:3])
            assert (height, baseline) == expected[4:6]
            # What Pango shapes with the line's neighbours may be kerned with the space it is broken at.
            assert measured == pytest.approx(expected[3], abs=0.25 * style["font_size"])
            seen.append(line.text)
        return found

    monkeypatch.setattr(linebreak.Paragraphs, "first_line", first_line)
    yield seen
    assert len(longer) <= max(len(seen) / 10, 12)


@pytest.mark.parametrize("font", TEXT_FONTS)
@pytest.mark.parametrize("size", ["A4", "A5", "90x180mm"])
def test_lines_are_broken_where_weasyprint_breaks_them(compared: list[str], font: str, size: str) -> None:
    # Western digits and Latin words at a line's end are left out: alone, a line is no longer after Arabic letters.
    arabic = [text for text in NEWS if not re.search("[0-9A-Za-z]", text)]
    whole = " ".join(arabic)
    body = (*(Paragraph((Text(text),)) for text in arabic), Paragraph((Text(whole * 12),)))
    mixed = Paragraph((Text(whole + " "), Strong((Text(whole),)), Text(" " + whole)))
    newsconvert.write(Article("عنوان " + whole[:120], (*body, mixed)), "pdf", font=font, page_size=size)
    assert len(compared) > 60


@pytest.mark.parametrize(
    "text", ["أ" * 900, "كلمة\u00adكلمة " * 60, "كلمة\tكلمة " * 60, "http://example.org/" + "a" * 300]
)
def test_text_that_cannot_be_broken_at_spaces_is_left_to_weasyprint(compared: list[str], text: str) -> None:
    data = newsconvert.write(Article("عنوان", (Paragraph((Text("قبل " + text + " بعد"),)),)), "pdf")
    assert data.startswith(b"%PDF-")
    assert compared  # the headline, at least


def test_a_line_is_broken_again_where_a_word_fits_without_the_space_after_it(compared: list[str]) -> None:
    for words in range(1, 60):
        newsconvert.write(Article("عنوان", (Paragraph((Text("من إلى " * words + "على " * 60),)),)), "pdf")
    assert compared


def test_a_file_holds_what_pydyf_would_write() -> None:
    def document() -> pydyf.PDF:
        pdf = pydyf.PDF()
        stream = pydyf.Stream(["q", b"1 0 0 1 0 0 cm", "Q"], compress=True)
        pdf.add_object(stream)
        box = pydyf.Array([0, 0, 100.5, 200])
        page = pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": box})
        page.update({"Contents": stream.reference, "Resources": pydyf.Dictionary()})
        pdf.add_page(page)
        pdf.info["Title"] = pydyf.String("عنوان (خبر)")
        return pdf

    theirs = BytesIO()
    document().write(theirs, b"1.7", b"identifier", compress=True)
    ours = file_bytes(document(), "1.7", b"identifier")
    assert len(ours) <= len(theirs.getvalue()) + 16
    assert file_bytes(document(), "1.7", b"identifier") == ours
    with pikepdf.open(BytesIO(ours)) as one, pikepdf.open(BytesIO(theirs.getvalue())) as other:
        assert one.pdf_version == other.pdf_version == "1.7"
        assert one.docinfo == other.docinfo
        assert one.pages[0].mediabox == other.pages[0].mediabox
        assert one.pages[0].Contents.read_bytes() == other.pages[0].Contents.read_bytes()
        assert bytes(one.trailer.ID[0]) == bytes(other.trailer.ID[0]) == b"identifier"
        assert one.check_pdf_syntax() == []


HEADLINES = [
    "رئيس الوزراء يعلن حزمة إصلاحات اقتصادية واسعة تشمل خفض الضرائب على الشركات بنسبة 15% اعتبارا من العام المقبل",
    '"الصناعات للتموين" توصي بتوزيع أرباح نقدية بنسبة 17.5 % عن الربع الثاني 2015م',
    "البنك العربي للاستثمار يشارك 1200 عميل فرحة عيد الفطر",
]


@pytest.mark.parametrize("theme", ["newspaper", "book"])
@pytest.mark.parametrize("size", ["A4", "A5", "90x180mm"])
@pytest.mark.parametrize("headline", HEADLINES)
def test_lines_of_a_headline_are_even_on_paper(theme: str, size: str, headline: str) -> None:
    """And stand where lines of the whole width would."""
    data = newsconvert.write(Article(headline, (Paragraph((Text(NEWS[0]),)),)), "pdf", theme=theme, page_size=size)
    edges = _headline_edges(data)
    widths = [right - left for left, right in edges]
    assert len(edges) == 1 or min(widths) > max(widths) / 2
    with pikepdf.open(BytesIO(data)) as pdf:
        page = float(pdf.pages[0].mediabox[2])
    places = [(left + right) / 2 if theme == "book" else right for left, right in edges]
    assert max(places) - min(places) < 3
    margin = page / 2 if theme == "book" else page * (1 - 0.114)
    assert places[0] == pytest.approx(margin, abs=4)


def _headline_edges(data: bytes) -> list[tuple[float, float]]:
    """Return the left and right edge of the ink of each line of the headline, in points."""
    document = pymupdf.open("pdf", data)  # type: ignore[no-untyped-call]
    found = document[0].get_text("dict")  # type: ignore[no-untyped-call]
    lines = [line for block in found["blocks"] for line in block["lines"]]
    size = max(span["size"] for line in lines for span in line["spans"])
    rows: dict[int, list[tuple[float, float]]] = {}
    for line in lines:
        for span in line["spans"]:
            if span["size"] > size * 0.9 and span["text"].strip():
                rows.setdefault(round(span["origin"][1]), []).append((span["bbox"][0], span["bbox"][2]))
    return [(min(left for left, _ in row), max(right for _, right in row)) for row in rows.values()]


def test_kerning_leaves_most_of_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    """Amiri takes five sixths of a space between teh marbuta and kaf, so that two words read as one."""
    found: list[tuple[float, float]] = []
    plain = shaping._widen_spaces

    def widen(clusters: list[Cluster]) -> None:
        before = sum(cluster.width for cluster in clusters)
        plain(clusters)
        assert sum(cluster.width for cluster in clusters) == pytest.approx(before)
        for space, letter in pairwise(clusters):
            if space.text == " ":
                found.append((space.width - max(shaping._kerned(letter), 0), shaping._kerned(letter)))

    monkeypatch.setattr(shaping, "_widen_spaces", widen)
    text = "والمنطقة ككل كانت هادئة كما قال السكان، وفي المدينة كل شيء على ما يرام."
    newsconvert.write(Article("عنوان", (Paragraph((Text(text),)),)), "pdf", font="amiri")
    kerned = [space for space, kern in found if kern > 1]
    assert len(kerned) >= 3
    assert min(kerned) > 0.5 * max(space for space, kern in found if kern < 1)


def test_letters_at_the_start_of_lines_are_not_kerned_with_the_space_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a line also has a number, only the spaces before that gave up what the first letter needs."""
    kerned: list[bool] = []
    plain = fitting._iter_line_boxes

    def lines(*arguments: Any) -> Iterator[Any]:
        for line, place in plain(*arguments):
            leaves = [leaf for leaf in line_leaves(line) if isinstance(leaf, TextBox) and leaf.text.strip()]
            first = leaves[0].pango_layout
            if leaves[0].text.startswith("ك") and isinstance(first, linebreak.Line):
                kerned.append(first.shaped.is_kerned(first.start))
            yield line, place

    monkeypatch.setattr(block, "iter_line_boxes", lines)
    text = " ".join(["كانت المنطقة هادئة وكبيرة في 32.4 سنة كما قال كل من كان هناك"] * 40)
    newsconvert.write(Article("عنوان", (Paragraph((Text(text),)),)), "pdf", font="amiri")
    assert len(kerned) > 4
    assert not any(kerned)


@pytest.mark.parametrize("sign", ["\u2028", "\t", "\xad", "\u200b", "\x85"])
def test_headlines_with_signs_that_end_lines_are_set(sign: str) -> None:
    for headline in (f"أ{sign}0{sign}", f"{sign} خبر {sign}", f"عنوان طويل {sign} " * 20, sign + "كلمة" * 60):
        assert newsconvert.write(Article(headline, (Paragraph((Text("نص."),)),)), "pdf")
    assert newsconvert.write(Article("أ\u20280\u2029", ()), "pdf")


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_each_line_holds_the_words_that_were_chosen_for_it(monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    """Also where the first is wider than beside the space before it, as `$` in Amiri."""
    chosen: list[int] = []

    def counted(*arguments: Any) -> list[int]:
        chosen[:] = totalfit.fit_lines(*arguments)
        return chosen

    monkeypatch.setattr(fitting, "fit_lines", counted)
    text = " ".join(["سيبلغ الاستثمار في شركة Masdar Energy $12.5 مليار وفي شركة AG Power $4.5 مليون وفق بيانات"] * 4)
    for width in range(100, 150, 3):
        article = Article("خبر", (Paragraph((Text(f"{text}، كما قال."),)),))
        data = newsconvert.write(article, "pdf", theme=theme, page_size=f"{width}x297mm")
        with pymupdf.open(stream=data) as document:  # type: ignore[no-untyped-call]
            lines = {
                round(line["spans"][0]["origin"][1])
                for block in document[0].get_text("dict")["blocks"]
                for line in block.get("lines", ())
                if line["spans"][0]["size"] < 20 and line["bbox"][3] < 700  # neither headline nor folio
            }
        assert len(lines) == len(chosen), width
