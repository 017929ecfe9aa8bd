"""PDF for a printer."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import ImageCms

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Paragraph, Text, Volume
from newsconvert.pagesize import page_size
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from support import judges

MM = 72 / 25.4
DAY = datetime(2026, 3, 14, tzinfo=UTC)


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    return {name: [float(edge) for edge in page.obj[f"/{name}"]] for name in ("MediaBox", "BleedBox", "TrimBox")}


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [("A4", 210, 297), ("A5", 148, 210), ("B5", 176, 250), ("Letter", 215.9, 279.4), ("17x24", 170, 240),
     ("160x230mm", 160, 230), ("16x23", 160, 230), ("6x9in", 152.4, 228.6)],
)  # fmt: skip
def test_boxes(article: Article, size: str, width: float, height: float) -> None:
    data = newsconvert.write(article, "pdf", print_ready=True, page_size=size)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            found = boxes(page)
            left, low, right, high = found["TrimBox"]
            assert (right - left, high - low) == pytest.approx((width * MM, height * MM), abs=0.1)
            for name, around in (("BleedBox", 3), ("MediaBox", 10)):
                grown = [left - around * MM, low - around * MM, right + around * MM, high + around * MM]
                assert found[name] == pytest.approx(grown, abs=0.1), name


@pytest.mark.parametrize("size", ["A44", "0x0", "5x5", "9999x2cm", "x", "17×24"])
def test_sizes_that_cannot_be(size: str) -> None:
    with pytest.raises(OptionError):
        page_size(size)


def test_everything_is_black_ink(article: Article) -> None:
    data = newsconvert.write(article, "pdf", print_ready=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        seen = set()
        for made in pdf.objects:
            if isinstance(made, pikepdf.Stream) and made.get("/Type") not in ("/Metadata",) and "/Length1" not in made:
                content = made.read_bytes()
                assert not re.search(rb"[\d.]+ [\d.]+ [\d.]+ (rg|RG)\b", content)
                assert not re.search(rb" (k|K|cs|CS|sc|SC|scn|SCN)\n", content)
                seen |= set(re.findall(rb"(?:^|\s)([\d.]+) g\s", content))
        assert seen == {b"0"}


@pytest.fixture
def press_file(article: Article) -> bytes:
    return newsconvert.write(article, "pdf", print_ready=True)


def test_judges_find_a_sound_file_with_its_fonts(press_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(press_file)
    assert judges.qpdf_check(path) == ""
    assert all(font.embedded and font.subset for font in judges.pdffonts(path))


def test_pdf_x_4_has_dates_a_title_and_an_identifier(press_file: bytes) -> None:
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        assert pdf.pdf_version == "1.6"
        assert str(pdf.docinfo.Trapped) == "/False"
        assert {"/CreationDate", "/ModDate", "/Title"} <= set(pdf.docinfo.keys())
        assert pdf.trailer.ID


def test_pdf_x_4_has_nothing_that_a_press_cannot_print(press_file: bytes) -> None:
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        assert "/OCProperties" not in pdf.Root
        assert not any("/Annots" in page for page in pdf.pages)


def test_press_files_open_from_right_to_left(press_file: bytes) -> None:
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


def test_output_intent_of_pdf_x_4_is_a_profile_of_grey_printers(press_file: bytes) -> None:
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert str(intent.S) == "/GTS_PDFX"
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
        assert (profile.device_class.strip(), profile.xcolor_space.strip()) == ("prtr", "GRAY")


def test_metadata_of_pdf_x_4_identify_it(press_file: bytes, article: Article) -> None:
    with pikepdf.open(io.BytesIO(press_file)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert xmp["pdf:Trapped"] == "False"
        assert xmp["xmpMM:DocumentID"].startswith("uuid:")
        assert xmp["dc:title"] == article.headline


def test_x_4_alone_has_no_marks(article: Article) -> None:
    with pikepdf.open(io.BytesIO(newsconvert.write(article, "pdf", pdf_standard="x-4"))) as pdf:
        found = boxes(pdf.pages[0])
        assert found["TrimBox"] == pytest.approx(found["MediaBox"])
    with pytest.raises(OptionError, match="x-4 alone"):
        newsconvert.write(article, "pdf", pdf_standard="x-4,a-3a")


def test_press_files_are_the_same_twice(article: Article) -> None:
    one, two = (newsconvert.write(article, "pdf", print_ready=True) for _ in range(2))
    assert one == two


def edges(data: bytes) -> list[tuple[float, float]]:
    """Return how far the lines of text are from the left and right edge of each page's trim, in millimetres."""
    found = []
    with pymupdf.open("pdf", data) as document:
        for page in document:
            trim = page.trimbox
            lines = [line["bbox"] for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])]
            left, right = min(line[0] for line in lines), max(line[2] for line in lines)
            found.append(((left - (trim.x0 - page.mediabox.x0)) / MM, (trim.x1 - page.mediabox.x0 - right) / MM))
    return found


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_the_measure_is_the_theme_s_and_the_inner_margin_narrower(theme: str) -> None:
    body = tuple(Paragraph((Text(f"فقرة رقم {number} من خبر طويل يملأ السطور كلها. " * 12),)) for number in range(14))
    article = Article("عنوان الخبر", body)
    plain = edges(newsconvert.write(article, "pdf", theme=theme, page_size="17x24"))
    printed = edges(newsconvert.write(article, "pdf", theme=theme, page_size="17x24", print_ready=True))
    bound = edges(newsconvert.write(article, "pdf", theme=theme, page_size="17x24", print_ready=True, binding=4))
    assert len(plain) == len(printed) == len(bound) > 2
    for number, (one, other, third) in enumerate(zip(plain, printed, bound, strict=True)):
        assert sum(one) == pytest.approx(sum(other), abs=0.3)
        spine_at_right = number % 2 == 0  # an Arabic book begins with a left page
        inner, outer = other[::-1] if spine_at_right else other
        assert inner < outer - 2
        assert (third[1] if spine_at_right else third[0]) == pytest.approx(inner + 4, abs=0.1)


def test_a_binding_wider_than_the_margin_is_an_error(article: Article) -> None:
    for binding in (60, -1):
        with pytest.raises(OptionError, match=r"The binding takes 0 to \d+ mm of this page"):
            newsconvert.write(article, "pdf", print_ready=True, binding=binding)


def foot(data: bytes, number: int, low: float, high: float) -> bytes:
    """Return the pixels of a sheet between two heights in points above its lower edge, without the crop marks."""
    with pymupdf.open("pdf", data) as document:
        page = document[number]
        sheet = page.rect
        clip = pymupdf.Rect(10 * MM + 2, sheet.height - high, sheet.width - 10 * MM - 2, sheet.height - low)
        picture: bytes = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY, clip=clip).samples
    return picture


LONG = Article("عنوان خبر طويل " * 30, (Paragraph((Text("سطر من الخبر. " * 900),)),))


def test_sheets_have_a_slug_line_outside_the_bleed() -> None:
    made = [
        newsconvert.write(LONG, "pdf", print_ready=True, resources=Resources(timestamp=stamp)) for stamp in (None, DAY)
    ]
    with pymupdf.open("pdf", made[0]) as document:
        count = len(document)
        assert sum(page.get_text().count("K") for page in document) == 0  # no text
    assert count > 1
    lines = [[foot(data, number, 2, 7 * MM) for number in range(count)] for data in made]
    for number in range(count):
        assert min(lines[0][number]) < 64  # ink
        assert set(foot(made[0], number, 7 * MM, 10 * MM)) == {255}  # none in the bleed
        assert lines[0][number] != lines[1][number]  # the date
    assert len(set(lines[0])) == count  # the numbers
    assert verify_document(LONG, "pdf", made[1]).findings == ()


def test_volumes_count_all_their_sheets() -> None:
    data = newsconvert.bind(Volume("مجلد", (LONG,)), "pdf", print_ready=True).value
    with pymupdf.open("pdf", data) as document:
        count = len(document)
    lines = [foot(data, number, 2, 7 * MM) for number in range(count)]
    assert count % 4 == 0
    assert len(set(lines)) == count
    assert all(set(foot(data, number, 7 * MM, 9.5 * MM)) == {255} for number in range(1, count))
