"""Characters of symbol fonts in documents of word processors, readings over words, and marks around credits."""

from __future__ import annotations

import pytest
from test_opendocument import STYLES
from test_opendocument import read as read_odt
from test_rtf import load as load_rtf
from test_rtf import middle, old

from newsconvert.model import ItemList, Paragraph, Text, block_inlines, plain_text
from newsconvert.readers.linebreaks import split_credit
from newsconvert.readers.symbols import readable
from support.wordsources import LEDE, document, load, para, run

FONT = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'


@pytest.mark.parametrize(
    ("font", "shown"),
    [("Wingdings", "✓▪•"), ("Wingdings1", "✓▪•"), ("Symbol", "\uf0fc♣•"), ("Wingdings 2", "✓▪•"), ("", "✓▪•")],
)
def test_characters_of_symbol_fonts(font: str, shown: str) -> None:
    table = "\uf09f" if font.startswith("Wingdings") and font != "Wingdings 2" else "\uf0b7"
    assert readable(font, f"\uf0fc\uf0a7{table}") == shown


def test_one_sign_is_the_same_in_word_opendocument_and_rtf() -> None:
    word, _ = load(document(para(LEDE), para("تم ", run("\uf0fc", FONT))))
    odt, _ = read_odt(
        '<text:p>تم <text:span text:style-name="T1">\uf0fc</text:span></text:p>',
        STYLES.format("T1", 'style:font-name="Wingdings"'),
    )
    fonts = r"{\fonttbl{\f0\fcharset178 Arial;}{\f1\fcharset2 Wingdings;}{\f2\fnil\fcharset0 Wingdings;}}"
    rtf = [
        middle(load_rtf(f"\\par {old('تم')} {{{way}}}", fonts=fonts)[0])[0] for way in (r"\f1\'fc", r"\f2 \u-3844\'3f")
    ]
    assert {plain_text(next(iter(block_inlines(one)))) for one in (word.body[-1], odt.body[-1], *rtf)} == {"تم ✓"}


@pytest.mark.parametrize("label", [r"\f2\'b7", r"\f2 \u61623\'3f", r"\f1 \u61558\'3f"])
def test_bullets_of_symbol_fonts_are_those_of_a_list(label: str) -> None:
    fonts = r"{\fonttbl{\f0\fcharset178 Arial;}{\f1\fcharset0 Wingdings;}{\f2\fcharset2 Symbol;}}"
    item = rf"\pard{{\listtext\pard\plain {label}\tab}}\ls1\rtlpar\f0 {old('نقطة')}\par\pard"
    blocks = middle(load_rtf(r"\par ", item, fonts=fonts)[0])
    assert blocks == [ItemList(ordered=False, items=((Text("نقطة"),),))]


@pytest.mark.parametrize("around", ["{}", "<w:r>{}</w:r>"])
def test_readings_over_words_stand_after_them(around: str) -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>كِتاب</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>كتاب</w:t></w:r></w:rubyBase></w:ruby>"
    article, _ = load(document(para(LEDE), para("هذا ", around.format(ruby), run(" جديد"))))
    assert isinstance(last := article.body[-1], Paragraph)
    assert plain_text(last.inlines) == "هذا كتاب (كِتاب) جديد"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [("مدخل السوق (تصوير: سانا)", "(تصوير: سانا)"), ("مدخل السوق [عدسة: سامي]", "[عدسة: سامي]"),
     ("مدخل السوق | تصوير: سامي", "تصوير: سامي"), ("مدخل السوق – © رويترز", "© رويترز"), ("(تصوير: سانا)", "(تصوير: سانا)")],
)  # fmt: skip
def test_captions_are_printed_as_they_are(caption: str, credit: str) -> None:
    words, found = split_credit((Text(caption),))
    assert plain_text(found) == credit
    assert " ".join(map(plain_text, filter(None, (words, found)))) == caption
