"""The fonts inside the Word document."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Emphasis, Paragraph, Strong, Text
from newsconvert.resources import FONTS
from newsconvert.result import Kind
from support import judges
from support.wordfiles import W, embedded, parts


def glyphs(font: bytes, text: str) -> list[tuple[int, int]]:
    face = hb.Face(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer)
    return [
        (info.codepoint != 0, at.x_advance) for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def test_faces_that_are_used_are_inside_and_shape_as_the_whole_font(article: Article) -> None:
    fonts = embedded(newsconvert.write(article, "docx", digits="arabic"))
    assert set(fonts) == {
        ("Amiri", "embedRegular"), ("Amiri", "embedBold"), ("Noto Kufi Arabic", "embedRegular"),
        ("Noto Kufi Arabic", "embedBold"), ("Arabic-Indic Digits 1", "embedRegular"),
        ("Arabic-Indic Digits 4", "embedRegular"),
    }  # fmt: skip
    whole = (FONTS / "amiri" / "Amiri-Regular.ttf").read_bytes()
    for text in ("قالَ المُحرِّرُ إنّ", "پژوهشگران می‌گویند کتاب‌ها", "الله لا محمد ١٢٣", "والرأيُ حرّ»"):
        assert glyphs(fonts["Amiri", "embedRegular"], text) == glyphs(whole, text)


def test_face_that_no_letter_is_set_in_stays_out() -> None:
    fonts = embedded(newsconvert.write(Article("عنوان", (Paragraph((Text("نصّ"),)),)), "docx"))
    assert ("Amiri", "embedBold") not in fonts
    line = Paragraph((Strong((Text("مهم"),)), Emphasis((Text("Latin"),))))
    fonts = embedded(newsconvert.write(Article("عنوان", (line,)), "docx"))
    assert {slot for name, slot in fonts if name == "Amiri"} == {"embedRegular", "embedBold"}


def test_family_of_one_file_is_inside_once(article: Article) -> None:
    fonts = embedded(newsconvert.write(article, "docx", font=FONTS / "noto-kufi-arabic" / "NotoKufiArabic-Bold.ttf"))
    assert [slot for name, slot in fonts if name == "Noto Kufi Arabic"].count("embedRegular") == 1


def test_letters_an_editor_may_add_are_there() -> None:
    font = embedded(newsconvert.write(Article("ع", (Paragraph((Text("أ"),)),)), "docx"))["Amiri", "embedRegular"]
    assert all(shown for shown, _ in glyphs(font, "هذا نصٌّ آخر، فيه «كلّ» الحروف: ١٩؟"))


def test_digits_of_fields_are_arabic_whatever_word_is_set_to(article: Article) -> None:
    data = newsconvert.write(article, "docx", digits="arabic")
    digits = embedded(data)["Arabic-Indic Digits 4", "embedRegular"]
    face = hb.Face(digits)
    font = hb.Font(face)
    assert [font.get_nominal_glyph(0x30 + digit) for digit in range(10)] == [
        font.get_nominal_glyph(0x660 + digit) for digit in range(10)
    ]
    assert face.get_name(1) == "Arabic-Indic Digits 4"
    field = parts(data)["word/footer1.xml"].find(f".//{W}instrText/..")
    assert field.find(f"{W}rPr/{W}rFonts").get(f"{W}cs") == "Arabic-Indic Digits 4"
    assert "١" in "".join(parts(data)["word/footer1.xml"].itertext())


@pytest.mark.parametrize("mode", ["subset", "full", "none"])
def test_settings_say_what_is_inside(article: Article, tmp_path: Path, mode: str) -> None:
    data = newsconvert.write(article, "docx", embed_fonts=mode)
    settings = parts(data)["word/settings.xml"]
    assert (settings.find(f"{W}embedTrueTypeFonts") is not None) == (mode != "none")
    assert (settings.find(f"{W}saveSubsetFonts") is not None) == (mode == "subset")
    fonts = embedded(data)
    assert bool(fonts) == (mode != "none")
    if mode == "full":
        assert fonts["Amiri", "embedBold"] == (FONTS / "amiri" / "Amiri-Bold.ttf").read_bytes()
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert judges.openxml_audit(path) == []


def test_font_that_may_only_be_printed_stays_out_with_a_warning(article: Article, tmp_path: Path) -> None:
    font = bytearray((FONTS / "noto-naskh-arabic" / "NotoNaskhArabic-Regular.ttf").read_bytes())
    count = int.from_bytes(font[4:6], "big")
    entry = next(12 + 16 * at for at in range(count) if font[12 + 16 * at : 16 + 16 * at] == b"OS/2")
    at = int.from_bytes(font[entry + 8 : entry + 12], "big") + 8
    font[at : at + 2] = b"\x00\x04"
    own = tmp_path / "own.ttf"
    own.write_bytes(font)
    result = newsconvert.render(article, "docx", font=own)
    assert [w.kind for w in result.warnings if w.kind is Kind.FONT_NOT_EMBEDDED] == [Kind.FONT_NOT_EMBEDDED]
    assert not [slot for name, slot in embedded(result.value) if name == "Noto Naskh Arabic"]


def test_unknown_mode_is_named(article: Article) -> None:
    with pytest.raises(OptionError, match="subset, full, none"):
        newsconvert.write(article, "docx", embed_fonts="all")


def test_size_with_subset_fonts(article: Article, seed: Path) -> None:
    for source in (article, newsconvert.read(seed)):
        assert len(newsconvert.write(source, "docx")) <= 150_000


@pytest.mark.judge
def test_libreoffice_shows_the_embedded_fonts_where_none_is_installed(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "fonts.conf"
    other = FONTS / "noto-emoji"  # LibreOffice does not start without any
    config.write_text(f"<fontconfig><dir>{other}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(article, "docx", digits="arabic"))
    shown = {row.name.split("+")[-1] for row in judges.pdffonts(judges.soffice_pdf(path, tmp_path))}
    assert shown == {
        "Amiri-Regular", "Amiri-Bold", "NotoKufiArabic-Regular", "NotoKufiArabic-Bold",
        "Arabic-IndicDigits1", "Arabic-IndicDigits4",
    }  # fmt: skip
