"""What the fonts of a PDF draw is verified: a page may not show another text than it has."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

import newsconvert
from newsconvert.model import Article, Paragraph, Text
from newsconvert.verification import FindingKind, verify_document

ARTICLE = Article(
    "عنوان الخبر عن 125 قرارا",
    (
        Paragraph((Text("أعلنت الوزارة 125 قرارا جديدا بشأن تنظيم العمل في المؤسسات العامة خلال العام القادم."),)),
        Paragraph((Text("وبلغ عدد المستفيدين ٧٤٣ ألفا في ٩ مدن، «والتي» تتقدّم (ببطء) وفق Reuters."),)),
    ),
)
Edit = Callable[[Any, list[str], dict[str, list[int]]], None]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return newsconvert.write(ARTICLE, "pdf")


def with_glyphs(data: bytes, edit: Edit) -> bytes:
    """Return a PDF with the fonts of its page changed; `edit` takes a table glyf, its names, and codes by text."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for font in document.pages[0].Resources.Font.values():
            codes: dict[str, list[int]] = {}
            for code, text in re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes()):
                codes.setdefault(bytes.fromhex(text.decode()).decode("utf-16-be"), []).append(int(code, 16))
            descriptor = font.DescendantFonts[0].FontDescriptor
            opened = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
            edit(opened["glyf"], opened.getGlyphOrder(), codes)
            out = io.BytesIO()
            opened.save(out)
            descriptor.FontFile2 = document.make_stream(out.getvalue())
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()


def exchange(one: str, other: str) -> Edit:
    def edit(glyphs: Any, names: list[str], codes: dict[str, list[int]]) -> None:
        if one in codes and other in codes:
            a, b = (names[next(c for c in codes[x] if glyphs[names[c]].numberOfContours)] for x in (one, other))
            glyphs[a], glyphs[b] = glyphs[b], glyphs[a]

    return edit


def found(data: bytes, article: Article = ARTICLE) -> list[tuple[FindingKind, str | None]]:
    return [(one.kind, one.expected) for one in verify_document(article, "pdf", data).findings]


@pytest.mark.parametrize(
    "font", ["amiri", "noto-naskh-arabic", "ibm-plex-sans-arabic", "noto-kufi-arabic", "vazirmatn"]
)
@pytest.mark.parametrize("options", [{}, {"print_ready": True}, {"theme": "book"}])
def test_fonts_that_draw_what_they_say_are_no_findings(font: str, options: dict[str, Any]) -> None:
    assert found(newsconvert.write(ARTICLE, "pdf", font=font, **options)) == []


def test_fonts_saved_by_another_program_are_no_findings(pdf: bytes) -> None:
    assert found(with_glyphs(pdf, lambda *_: None)) == []


@pytest.mark.parametrize(("one", "other"), [("1", "5"), ("و", "ع"), ("2", "ر")])
def test_exchanged_drawings_are_found(one: str, other: str, pdf: bytes) -> None:
    findings = found(with_glyphs(pdf, exchange(one, other)))
    assert {kind for kind, _ in findings} == {FindingKind.DRAWING}
    assert all(one in (said or "") and other in (said or "") for _, said in findings)


def test_exchanged_digits_of_a_number_with_a_text_of_its_own_are_found(pdf: bytes) -> None:
    """Arabic numbers have their text as a whole: no code of theirs but the last stands for a digit."""

    def edit(glyphs: Any, names: list[str], codes: dict[str, list[int]]) -> None:
        drawn = [names[code] for code in codes.get("\u200c", ()) if glyphs[names[code]].numberOfContours]
        for a, b in pairwise(drawn):
            glyphs[a], glyphs[b] = glyphs[b], glyphs[a]

    assert [kind for kind, _ in found(with_glyphs(pdf, edit))] == [FindingKind.DRAWING]


def test_a_letter_drawn_from_the_other_side_or_without_its_dots_is_found(pdf: bytes) -> None:
    def turn(glyphs: Any, names: list[str], codes: dict[str, list[int]]) -> None:
        for code in codes.get("ع", ()):
            glyph = glyphs[names[code]]
            while glyph.isComposite():
                glyph = glyphs[glyph.components[0].glyphName]
            glyph.coordinates = type(glyph.coordinates)(
                [(glyph.xMax + glyph.xMin - x, y) for x, y in glyph.coordinates]
            )

    def strip(glyphs: Any, names: list[str], codes: dict[str, list[int]]) -> None:
        for code in codes.get("ت", ()):
            glyph = glyphs[names[code]]
            if glyph.isComposite() and len(glyphs[names[code]].components) == 1:
                inner = glyphs[glyph.components[0].glyphName]
                if inner.isComposite():
                    inner.components = inner.components[:1]

    for edit in (turn, strip):
        assert FindingKind.DRAWING in {kind for kind, _ in found(with_glyphs(pdf, edit))}


def test_other_units_and_missing_files_are_found(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (font, *_) = document.pages[0].Resources.Font.values()
        del font.DescendantFonts[0].FontDescriptor.FontFile2
        saved = io.BytesIO()
        document.save(saved)
    assert FindingKind.FONT in {kind for kind, _ in found(saved.getvalue())}

    def shrink(glyphs: Any, names: list[str], codes: dict[str, list[int]]) -> None:
        glyphs.ttFont["head"].unitsPerEm = 16_000

    original = TTFont.__getitem__

    def table(self: TTFont, tag: str) -> Any:
        found_table = original(self, tag)
        if tag == "glyf":
            found_table.ttFont = self
        return found_table

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TTFont, "__getitem__", table)
        tiny = with_glyphs(pdf, shrink)
    assert FindingKind.FONT in {kind for kind, _ in found(tiny)}


def test_signs_in_numbers_are_no_false_alarm() -> None:
    text = "بلغ السعر ٥٠٠٬٠٠٠ ليرة، والنسبة ١٢٫٥٪ أو ١٢/٣ من ١٢ ٥٠٠، بين ٣-٤ و٣–٤ ظهرا ١٠:٣٠."
    article = Article("خبر", (Paragraph((Text(text),)),))
    for theme in ("newspaper", "book"):
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf", theme=theme)).findings == ()


@pytest.mark.parametrize("number", ["٣٬٧٢٠", "٤٬٢٥١٫٥٠", "١٢/٠٣/٢٠٢٤", "١٠:٣٠", "۱۲/۰۸/۱۴۰۳", "۶۸٬۵۴۰"])
def test_digits_and_signs_exchanged_under_the_text_of_their_number(number: str) -> None:
    """ActualText stays that of the source, the page shows another number."""
    article = Article("خبر", (Paragraph((Text(f"بلغ العدد {number} في السوق اليوم."),)),))
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).findings == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        span = next(
            one
            for one in re.finditer(rb"ActualText ?<([0-9a-fA-F]+)>>> ?BDC(.*?)EMC", content, re.DOTALL)
            if number in bytes.fromhex(one[1].decode()).decode("utf-16")
        )
        shown = re.search(rb"<([0-9a-fA-F]{8,})>", span[2])
        assert shown
        codes = [shown[1][at : at + 4] for at in range(0, len(shown[1]), 4)]
        codes[0], codes[1] = codes[1], codes[0]
        start = span.start(2) + shown.start(1)
        changed = content[:start] + b"".join(codes) + content[start + len(shown[1]) :]
        pdf.pages[0].Contents = pdf.make_stream(changed)
        out = io.BytesIO()
        pdf.save(out)
    assert {one.kind for one in verify_document(article, "pdf", out.getvalue()).findings} == {FindingKind.DRAWING}


@pytest.mark.parametrize(("one", "other"), [("١٢", "٣٤"), ("۱۲", "۳۴"), ("١٠:٣٠", "١١:٤٥")])
def test_numbers_exchanged_under_their_texts(one: str, other: str) -> None:
    """The codes of two numbers change places, what ActualText says of each stays."""
    article = Article("خبر", (Paragraph((Text(f"بلغ العدد {one} في السوق ثم صار {other} بعد أسبوع."),)),))
    data = newsconvert.write(article, "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        spans = {
            bytes.fromhex(found[1].decode()).decode("utf-16").strip("\u200c"): found[2]
            for found in re.finditer(rb"ActualText ?<([0-9a-fA-F]+)>>> ?BDC(.*?)EMC", content, re.DOTALL)
        }
        codes = [re.findall(rb"<[0-9a-fA-F]{8,}>", spans[number])[0] for number in (one, other)]
        changed = content.replace(codes[0], b"<->").replace(codes[1], codes[0]).replace(b"<->", codes[1])
        pdf.pages[0].Contents = pdf.make_stream(changed)
        out = io.BytesIO()
        pdf.save(out)
    assert verify_document(article, "pdf", data).findings == ()
    assert {found.kind for found in verify_document(article, "pdf", out.getvalue()).findings} == {FindingKind.DRAWING}


def test_letters_set_narrower_than_their_font_has_them_are_found(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in document.pages[0].Resources.Font.values():
            widths = font.DescendantFonts[0].W[1]
            widths[4] = int(widths[4]) - 40  # too little to look like another space
        saved = io.BytesIO()
        document.save(saved)
    found = verify_document(ARTICLE, "pdf", saved.getvalue()).findings
    assert FindingKind.DRAWING in {one.kind for one in found}
