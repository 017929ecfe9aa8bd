"""Places of notes and pictures, sizes, styles, fonts that join letters otherwise, bookmarks, what is drawn over text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import PIL.Image
import PIL.ImageDraw
import PIL.ImageOps
import pymupdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, String

import newsconvert
from newsconvert.model import (
    Article,
    Emphasis,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Source,
    Strong,
    Superscript,
    Text,
)
from newsconvert.verification import verify_document
from support.repacked import rewritten, substituted
from support.rich_article import picture

TEXT = "أعلنت الهيئة أمس إنجاز المرحلة الأولى من المشروع بعد عامين من العمل المتواصل في السهل الشرقي كله"
NOTE = Note((Paragraph((Text("بيان الهيئة."),)),))
ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text(TEXT), NOTE, Text(" وقالت إن العمل مستمر في المواقع كلها."))),
        Heading(2, (Text("أرقام"),)),
        Paragraph((Text("تبلغ المساحة ٣٠٠ م"), Superscript((Text("2"),)), Text(" تقريبا، و"),
                   Strong((Text("الكلفة"),)), Text(" كبيرة "), Emphasis((Text("جدا"),)), Text("."), NOTE)),
        Figure((Picture(picture(), "صورة الجسر"),), (Text("الجسر بعد افتتاحه"),)),
        Paragraph((Text(f"{TEXT} ثم انتهى الخبر."),)),
        Heading(3, (Text("خلاصة"),)),
        Preformatted("نام الحي\n        واستيقظت المدينة\n    على صوت المطر"),
    ),
    byline="ليلى منصور وسامي الخوري",
    published=date(2024, 5, 3),
    source=Source("وكالة", "https://example.org/1"),
)  # fmt: skip
MADE = {format: newsconvert.write(ARTICLE, format) for format in ("html", "epub", "docx", "pdf")}
MAIN, STYLES, PAGE = r"word/document\.xml", r"word/styles\.xml", r"EPUB/text\.xhtml"


def found(format: str, data: bytes) -> str:
    return " ".join(map(str, verify_document(ARTICLE, format, data).findings))


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_documents_are_whole(format: str, theme: str) -> None:
    assert found(format, newsconvert.write(ARTICLE, format, theme=theme)) == ""


def test_print_ready_documents_with_raised_numbers_and_notes_are_whole() -> None:
    assert found("pdf", newsconvert.write(ARTICLE, "pdf", print_ready=True)) == ""


MARK = r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>(?:(?!</w:r>).)*</w:r>'
WORD = [
    (MAIN, rf"({MARK})(<w:r>(?:(?!</w:r>).)*</w:r>)", r"\2\1"),
    (MAIN, r"(<w:p>(?:(?!</w:p>).)*<w:drawing>.*?</w:p>)(<w:p>.*?</w:p>)(<w:p>.*?</w:p>)", r"\2\3\1"),
    (MAIN, r'(<w:pStyle w:val="BodyText"/>)<w:bidi/>', r'\1<w:bidi w:val="0"/>'),
    (MAIN, r'(<w:pStyle w:val="BodyText"/>.*?)<w:rtl/>', r"\1"),
    (MAIN, r'(<w:pStyle w:val="BodyText"/><w:bidi/>)', r'\1<w:jc w:val="right"/>'),
    (MAIN, r'<w:pStyle w:val="Caption"/>', r'<w:pStyle w:val="BodyText"/>'),
    (MAIN, r"PAGEREF _Toc\d+", "PAGEREF _Toc999999999"),
    (MAIN, r"(PAGEREF.*?<w:t[^>]*>)[^<]*", r"\g<1>٩٩"),
    (MAIN, r"(PAGEREF.*?<w:t[^>]*>)[^<]*", r"\g<1>كذب"),
    (MAIN, r'cx="\d+" cy="\d+"', 'cx="3000000" cy="400000"'),
    (MAIN, r'cx="\d+" cy="\d+"', 'cx="300000" cy="187500"'),
    (MAIN, r'cx="\d+" cy="\d+"', 'cx="32000000" cy="20000000"'),
    (MAIN, r'<a:off x="0"', '<a:off x="9000000"'),
    (MAIN, r"<a:fillRect/>", '<a:fillRect l="-50000" r="50000"/>'),
    (STYLES, r'(w:styleId="Heading2"><w:name w:val=")heading 2', r"\1heading 7"),
    (STYLES, r'(w:styleId="Heading2".*?)<w:outlineLvl w:val="1"/>', r"\1"),
    (STYLES, r'(w:styleId="Caption"[^>]*><w:name w:val=")[^"]*', r"\1Table Body"),
    (r"\[Content_Types\]\.xml", r"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main\+xml",
     "application/vnd.ms-word.document.macroEnabled.main+xml"),
    (r"\[Content_Types\]\.xml", '(Extension="png" ContentType=")image/png', r"\1text/html"),
    (r"customXml/item1\.xml", r"<b:Person>.*?</b:Person>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), WORD)
def test_word_documents(part: str, pattern: str, new: str) -> None:
    everywhere = 0 if "cx=" in pattern else 1
    assert found("docx", substituted(MADE["docx"], part, pattern, new, count=everywhere))


BOOKS = [
    (PAGE, r'(<sup class="note-mark">.*?</sup>)([^<]+)', r"\2\1"),
    (PAGE, r"<img ", '<img width="1" '),
    (PAGE, r"<img ", '<img width="300" height="20" '),
    (r"EPUB/nav\.xhtml", 'lang="ar" xml:lang="ar"', 'lang="he" xml:lang="he"'),
    (r"EPUB/nav\.xhtml", '<nav epub:type="toc"', '<nav hidden="hidden" epub:type="toc"'),
    (r"EPUB/content\.opf", 'content="cover-img"', 'content="image1"'),
    (r"EPUB/content\.opf", r"<dc:creator>[^<]*</dc:creator>", ""),
    *((r"EPUB/style\.css", r"\Z", rule) for rule in (
        "pre { white-space: normal }", "p { white-space: pre }", "strong { font-weight: 400 }",
        "em { font-weight: 400 }", "figure img { object-fit: cover; height: 40px }",
        "p { font-variant-alternates: historical-forms }",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), BOOKS)
def test_books(part: str, pattern: str, new: str) -> None:
    assert found("epub", substituted(MADE["epub"], part, pattern, new, count=1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("font-src data:", "font-src 'none'"),
        ('data-head="', 'data-head="كذب '),
        ("<title>", '<meta http-equiv="refresh" content="0;url=https://example.net/"><title>'),
    ],
)
def test_web_pages(old: str, new: str) -> None:
    assert found("html", MADE["html"].decode().replace(old, new, 1).encode())


def patched(shown: PIL.Image.Image) -> PIL.Image.Image:
    PIL.ImageDraw.Draw(shown).rectangle((150, 90, 190, 120), fill="white")
    return shown


@pytest.mark.parametrize(
    "change",
    [patched, PIL.ImageOps.grayscale, lambda one: one.resize((12, 8)), lambda one: PIL.Image.merge("RGB", one.split()[::-1])],
)  # fmt: skip
@pytest.mark.parametrize("format", ["docx", "epub"])
def test_pictures_in_packages_are_those_of_the_source(format: str, change: Callable[[Any], Any]) -> None:
    def changed(name: str, data: bytes) -> bytes:
        if not re.search(r"(?:media|images)/", name):
            return data
        out = io.BytesIO()
        change(PIL.Image.open(io.BytesIO(data)).convert("RGB")).save(out, "PNG")
        return out.getvalue()

    assert "صورة الجسر" in found(format, rewritten(MADE[format], changed))


def without_forms(font: TTFont) -> None:
    for one in font["GSUB"].table.FeatureList.FeatureRecord:
        if one.FeatureTag == "init":
            one.Feature.LookupListIndex, one.Feature.LookupCount = [], 0


def without_substitutions(font: TTFont) -> None:
    del font["GSUB"]


def without_height(font: TTFont) -> None:
    font["hhea"].ascent = -4000


@pytest.mark.parametrize("change", [without_forms, without_substitutions, without_height])
def test_fonts_that_set_words_otherwise(change: Callable[[TTFont], None]) -> None:
    def changed(name: str, data: bytes) -> bytes:
        if not name.endswith("Amiri-Regular.ttf"):
            return data
        font, out = TTFont(io.BytesIO(data)), io.BytesIO()
        change(font)
        font.save(out)
        return out.getvalue()

    assert "is drawn otherwise" in found("epub", rewritten(MADE["epub"], changed))


def test_damaged_forms_of_letters() -> None:
    """They are no characters of their own: only words that are shaped show them."""

    def changed(name: str, data: bytes) -> bytes:
        if not name.endswith("Amiri-Regular.ttf"):
            return data
        font, damaged = TTFont(io.BytesIO(data)), bytearray(data)
        start, places = font.reader.tables["glyf"].offset, font["loca"].locations
        every = [font["glyf"][name] for name in font.getGlyphOrder()]
        parts = {
            font.getGlyphID(name) for one in every if one.isComposite() for name in one.getComponentNames(font["glyf"])
        }
        characters = {font.getGlyphID(one) for one in font.getBestCmap().values()}
        for glyph in set(range(len(places) - 1)) - characters - parts:
            if places[glyph] < places[glyph + 1]:  # more contours than there are bytes
                damaged[start + places[glyph] : start + places[glyph] + 2] = b"\x7f\xff"
        return bytes(damaged)

    assert "is drawn otherwise" in found("epub", rewritten(MADE["epub"], changed))


def pdf(change: Callable[[pikepdf.Pdf], object]) -> str:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as document:
        change(document)
        document.save(out)
    return found("pdf", out.getvalue())


def over(document: pikepdf.Pdf, code: str) -> None:
    page = document.pages[0]
    text = page.Contents.read_bytes().decode("latin-1")
    lines = list(re.finditer(r"1 0 0 -1 ([\d.]+) ([\d.]+) Tm(?:(?!ET).){60,}?ET\s+EMC", text, re.DOTALL))
    line = lines[len(lines) // 2]
    left = min(float(one) for one in re.findall(r"1 0 0 -1 ([\d.]+)", line[0]))
    drawn = code.format(x=left + 20, y=float(line[2]) - 8)
    made = f"{text[: line.end()]} /Artifact BMC q {drawn} Q EMC {text[line.end() :]}"
    page.Contents = document.make_stream(made.encode("latin-1"))


@pytest.mark.parametrize("code", ["1 g {x} {y} 8 8 re f", "1 g {x} {y} 90 3 re f", "1 G 9 w {x} {y} m 400 {y} l S"])
def test_what_is_drawn_over_text(code: str) -> None:
    assert "drawn over text" in pdf(lambda document: over(document, code))


def last_bookmark(document: pikepdf.Pdf) -> Any:
    one = document.Root.Outlines.First
    while "/Next" in one or "/First" in one:
        one = one.Next if "/Next" in one else one.First
    return one


@pytest.mark.parametrize(
    "change",
    [
        lambda one: setattr(one, "Title", String("أرقام أخرى")),
        lambda one: setattr(one, "Title", String("أرقام")),
        lambda one: setattr(one, "Dest", Array([*list(one.Dest)[:3], 20, 0])),
        lambda one: setattr(one, "Dest", Array([*list(one.Dest)[:4], 30])),
        lambda one: setattr(one, "Dest", Array([one.Dest[0], pikepdf.Name.Fit])),
    ],
)
def test_bookmarks(change: Callable[[Any], None]) -> None:
    assert "bookmark" in pdf(lambda document: change(last_bookmark(document)))


def without_picture(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        text = page.Contents.read_bytes()
        page.Contents = document.make_stream(re.sub(rb"/i[0-9a-f]{8,} Do", b"", text))


def test_figures_without_a_picture() -> None:
    assert pdf(without_picture)


@pytest.mark.parametrize(
    ("entry", "value"),
    [("/Creator", "LibreOffice"), ("/Producer", "iText"), ("/CreationDate", "D:20010101000000Z"),
     ("/ModDate", "D:20240503000000+05'00'")],
)  # fmt: skip
def test_tools_and_dates_that_contradict_each_other(entry: str, value: str) -> None:
    assert "the metadata state" in pdf(lambda document: document.docinfo.__setitem__(entry, String(value)))


@pytest.mark.parametrize(
    "text",
    [
        "سجل الفريق ٣-١ أمام ضيفه في الدقيقة ٧٥ من المباراة.",
        "افتتح المعرض في ١٢ نيسان ٢٠٢٣ وحضره ٣٥٠ ناشرا من ٤٢ بلدا.",
    ],
)
def test_numbers_that_stand_in_each_others_place_on_paper_alone(text: str) -> None:
    article = newsconvert.read_text(f"خبر الأرقام في المدينة\n\nقال المتحدث: {text}\n\nوانتهى الخبر.\n")
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).findings == ()
    places = [at for at, one in enumerate(_numbers(data)) if one == _numbers(data)[0]]
    for one in places:
        for other in places[one + 1 :]:
            assert "in each other's place" in found_in(article, _with_places_exchanged(data, one, other))


#: A number whose text is replaced, and where it stands: the rest of the matrix is that of the page.
_PLACED = re.compile(rb"(/ActualText[^>]*>+\s*BDC\s+1 0 0 -1 )([\d.]+) ([\d.]+)( Tm)")


def _numbers(data: bytes) -> list[bytes]:
    """Return the base line of each number of the first page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [one[3] for one in _PLACED.finditer(pdf.pages[0].Contents.read_bytes())]


def _with_places_exchanged(data: bytes, one: int, other: int) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        lefts = [match[2] for match in _PLACED.finditer(content)]
        lefts[one], lefts[other] = lefts[other], lefts[one]
        numbers = iter(lefts)
        content = _PLACED.sub(lambda match: match[1] + next(numbers) + b" " + match[3] + match[4], content)
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


_MATRIX = re.compile(rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm")
_MARKED = re.compile(rb"BDC(?:(?!BDC|EMC).)*?Tm(?:(?!BDC|EMC).)*?EMC", re.DOTALL)
ROWS = "\n".join(("| السنة | الأطباء |", "|---|---|", "| 2022 | 900 |", "| 2023 | 1420 |", "| 2024 | 77 |"))


@pytest.mark.parametrize(("one", "other"), [("900", "1420"), ("900", "77")])
def test_cells_that_stand_in_each_others_place(one: str, other: str) -> None:
    text = f"# خبر الجدول في المدينة\n\nقال المدير لنا 45 غير دقيق تماما\n\n{ROWS}\n\nانتهى الخبر هنا كما ورد.\n"
    article = newsconvert.read(text.encode(), reader="markdown")
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).findings == ()
    with pikepdf.open(io.BytesIO(data)) as pdf, pymupdf.open(stream=data) as document:  # type: ignore[no-untyped-call]
        content = pdf.pages[0].Contents.read_bytes()
        shown = [match[0] for match in _MARKED.finditer(content)]
        blocks = [_block_of(shown, document[0].search_for(number)[0]) for number in (one, other)]
        moved = {blocks[at]: _moved_to(blocks[at], blocks[1 - at]) for at in (0, 1)}
        content = _MARKED.sub(lambda match: moved.get(match[0], match[0]), content)
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    assert "in each other's place" in found_in(article, out.getvalue())


def _block_of(blocks: list[bytes], rectangle: Any) -> bytes:
    """Return the marked content that shows something within a rectangle of the page."""
    for block in blocks:
        for left, baseline in _MATRIX.findall(block):
            x, y = float(left) * 0.75, float(baseline) * 0.75
            if rectangle.x0 - 2 < x < rectangle.x1 and rectangle.y0 < y < rectangle.y1 + 2:
                return block
    raise AssertionError(rectangle)


def _moved_to(block: bytes, other: bytes) -> bytes:
    """Return marked content that stands where the other one begins."""
    own, target = (next(_MATRIX.finditer(one)) for one in (block, other))
    by = [float(target[at]) - float(own[at]) for at in (1, 2)]
    return _MATRIX.sub(
        lambda one: b"1 0 0 -1 %.2f %.3f Tm" % tuple(float(one[at + 1]) + by[at] for at in (0, 1)), block
    )


def found_in(article: Article, data: bytes) -> str:
    return " ".join(map(str, verify_document(article, "pdf", data).findings))


@pytest.mark.parametrize("operator", [b"-1.2 Tc", b"3 Tw", b"6 Ts"])
def test_letters_set_closer_wider_or_out_of_their_line(operator: bytes) -> None:
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        content = content.replace(b"BT", b"BT " + operator, 1).replace(b"ET", b"0 " + operator[-2:] + b" ET", 1)
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    assert f"Operator{operator[-2:].decode()}" in found_in(ARTICLE, out.getvalue())


def test_pictures_in_a_mirror() -> None:
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        drawn = re.compile(rb"([\d.]+) 0 0 (-?[\d.]+) ([\d.]+) ([\d.]+) cm(\s+/\S+ Do)")
        content = pdf.pages[0].Contents.read_bytes()
        width = next(drawn.finditer(content))
        turned = b"-%s 0 0 %s %f %s cm%s" % (
            width[1], width[2], float(width[1]) + float(width[3]), width[4], width[5],
        )  # fmt: skip
        pdf.pages[0].Contents = pdf.make_stream(drawn.sub(turned, content, count=1))
        out = io.BytesIO()
        pdf.save(out)
    assert "mirrored picture" in found_in(ARTICLE, out.getvalue())


def test_the_number_of_a_page_amid_its_text() -> None:
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        last = list(_PLACED.finditer(content))[-1]
        moved = last[1] + last[2] + b" 330" + last[4]
        pdf.pages[0].Contents = pdf.make_stream(content[: last.start()] + moved + content[last.end() :])
        out = io.BytesIO()
        pdf.save(out)
    assert "is out of order" in found_in(ARTICLE, out.getvalue())


def test_a_second_headline_in_a_word_document() -> None:
    data = substituted(MADE["docx"], MAIN, r'<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="Title"/>')
    assert "headline" in found("docx", data)
