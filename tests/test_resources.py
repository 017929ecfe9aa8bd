"""Fonts and themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import newsconvert
from newsconvert.errors import FontError, OptionError, ThemeError
from newsconvert.model import Article, Paragraph, Text
from newsconvert.resources import FONTS, Resources, bundled_families, theme_names
from newsconvert.result import Kind


def test_every_family_is_whole_and_carries_its_licence() -> None:
    assert set(bundled_families()) == {path.name for path in FONTS.iterdir()}
    for family in bundled_families().values():
        assert "SIL OPEN FONT LICENSE" in (family.regular.parent / "OFL.txt").read_text(encoding="utf-8").upper()
        assert family.bold.exists()
        assert family.version[0].isdigit()
        for path in {family.regular, family.bold}:
            names = TTFont(path)["name"]
            assert family.name in (names.getDebugName(16), names.getDebugName(1)), path


@pytest.mark.parametrize("key", [key for key, family in bundled_families().items() if family.is_arabic])
def test_text_families_have_regular_and_bold_arabic(key: str) -> None:
    family = bundled_families()[key]
    assert family.bold != family.regular
    for path in (family.regular, family.bold):
        characters = set(TTFont(path).getBestCmap())
        assert characters >= set(map(ord, "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى٠١٢٣٤٥٦٧٨٩،؛؟«»ًٌٍَُِّْـ"))


@pytest.mark.parametrize("name", ["amiri", "Amiri", "Noto Naskh Arabic", "noto-naskh-arabic"])
def test_families_are_found_by_key_and_by_name(name: str) -> None:
    assert Resources().family(name).name.casefold().replace(" ", "-") == name.casefold().replace(" ", "-")


def test_unknown_font_lists_the_known() -> None:
    with pytest.raises(FontError, match=r"Comic Sans.*amiri.*noto-kufi-arabic"):
        Resources().family("Comic Sans")


def _font(tmp_path: Path, name: str, fs_type: int = 0, without: str = "") -> Path:
    font = TTFont(FONTS / "amiri" / "Amiri-Regular.ttf")
    font["OS/2"].fsType = fs_type
    for table in font["cmap"].tables:
        for character in without:
            table.cmap.pop(ord(character), None)
    path = tmp_path / name
    font.save(path)
    return path


def test_own_font_is_taken_by_its_path(tmp_path: Path) -> None:
    path = _font(tmp_path, "Mine.ttf")
    family = Resources().family(str(path))
    assert (family.name, family.regular, family.editable) == ("Amiri", path, True)
    assert Resources().family(_font(tmp_path, "Print.ttf", fs_type=4)).editable is False


@pytest.mark.parametrize("fs_type", [0x0002, 0x0100, 0x0200])
def test_font_that_forbids_embedding_is_refused(tmp_path: Path, fs_type: int) -> None:
    with pytest.raises(FontError, match=r"Locked\.ttf.*fsType.*forbid"):
        Resources().family(_font(tmp_path, "Locked.ttf", fs_type))


def test_font_without_arabic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"Half\.ttf.*lacks 2 characters.*ج غ"):
        Resources().family(_font(tmp_path, "Half.ttf", without="جغ"))


@pytest.mark.parametrize("content", [b"", b"not a font", b"\0\1\0\0" + b"\0" * 40])
def test_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    with pytest.raises(FontError, match=r"broken\.ttf"):
        Resources().family(tmp_path / "broken.ttf")


def test_missing_font_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="no such font file"):
        Resources().family(tmp_path / "none.ttf")


def test_characters_the_font_lacks_are_named_and_found_elsewhere() -> None:
    resources = Resources()
    typefaces = resources.typefaces(resources.theme("newspaper"), "ibm-plex-sans-arabic", None)
    warnings = typefaces.warnings(["خبر ڢ 😀 日 \u200f"])
    shown = [(warning.kind, warning.message.split(";")[0]) for warning in warnings]
    assert shown == [
        (Kind.FONT_FALLBACK, "IBM Plex Sans Arabic has no U+06A2 ARABIC LETTER FEH WITH DOT MOVED BELOW"),
        (Kind.MISSING_CHARACTER, "No bundled font has U+65E5 CJK UNIFIED IDEOGRAPH-65E5"),
        (Kind.FONT_FALLBACK, "IBM Plex Sans Arabic has no U+1F600 GRINNING FACE"),
    ]


def test_a_script_is_named_once_and_set_in_the_fallback() -> None:
    resources = Resources()
    typefaces = resources.typefaces(resources.theme("newspaper"), None, None)
    shown = [warning.message for warning in typefaces.warnings(["35 μg، Путин، שלום، ⵣⵉ، 中国日本"])]
    assert shown == [
        "Amiri has no U+03BC GREEK SMALL LETTER MU; it is set in Noto Sans.",
        "Amiri has no U+041F CYRILLIC CAPITAL LETTER PE and 4 more characters of CYRILLIC; they are set in Noto Sans.",
        "Amiri has no U+05D5 HEBREW LETTER VAV and 3 more characters of HEBREW; they are set in Noto Sans Hebrew.",
        "Amiri has no U+2D49 TIFINAGH LETTER YI and 1 more characters of TIFINAGH; they are set in Noto Sans Tifinagh.",
        "No bundled font has U+4E2D CJK UNIFIED IDEOGRAPH-4E2D and 3 more characters of CJK; a page shows boxes, and the "
        "text keeps the characters: give a font that has them with --fallback-font.",
    ]


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_a_font_of_ones_own_sets_what_no_other_has(tmp_path: Path, format: str) -> None:
    family = bundled_families()["noto-sans-hebrew"]
    own = tmp_path / "own.ttf"
    font = TTFont(family.regular)
    glyphs = font.getBestCmap()
    for one in font["cmap"].tables:
        if one.isUnicode():
            one.cmap = {0x20: glyphs[0x20], 0x4E2D: glyphs[0x5D0]}
    for record in font["name"].names:
        record.string = record.toUnicode().replace("Noto Sans Hebrew", "Own Han").replace("NotoSansHebrew", "OwnHan")
    font.save(own)
    article = Article("خبر", (Paragraph((Text("قال 中 ذلك"),)),))
    plain, made = (newsconvert.render(article, format, fallback_font=fonts) for fonts in ((), (own,)))
    assert [warning.kind for warning in plain.warnings] == [Kind.MISSING_CHARACTER]
    assert [warning.message for warning in made.warnings] == [
        "Amiri has no U+4E2D CJK UNIFIED IDEOGRAPH-4E2D; it is set in Own Han."
    ]


def test_a_fallback_that_is_no_font_is_refused(tmp_path: Path) -> None:
    resources = Resources()
    with pytest.raises(FontError, match="no such font file"):
        resources.typefaces(resources.theme("newspaper"), None, None, (tmp_path / "none.ttf",))


@pytest.mark.parametrize("name", theme_names())
def test_themes_name_bundled_fonts(name: str) -> None:
    resources = Resources()
    theme = resources.theme(name)
    assert theme.css("theme", "print")
    assert resources.typefaces(theme, None, None).text.style == "naskh"


def test_theme_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[fonts]\ntext = "amiri"\nheadline = "amiri"\n')
    (tmp_path / "theme.css").write_text("p { color: red }")
    theme = Resources().theme(tmp_path)
    assert (theme.css("theme", "print"), theme.docx) == ("p { color: red }", {})


@pytest.mark.parametrize("content", ["[fonts", "", "fonts = 3", '[fonts]\ntext = "amiri"'])
def test_broken_theme_is_one_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "theme.toml").write_text(content)
    with pytest.raises(ThemeError, match=r"theme\.toml"):
        Resources().theme(tmp_path)


def test_unknown_theme_lists_the_known() -> None:
    with pytest.raises(ThemeError, match="book, magazine, newspaper"):
        Resources().theme("baroque")


def test_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    stamp = Resources.from_environment().timestamp
    assert stamp is not None
    assert stamp.isoformat() == "1970-01-02T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(OptionError, match="SOURCE_DATE_EPOCH"):
        Resources.from_environment()


def test_symbols_cannot_set_text() -> None:
    resources = Resources()
    with pytest.raises(FontError, match="Noto Emoji has no Arabic"):
        resources.typefaces(resources.theme("book"), "noto-emoji", None)
