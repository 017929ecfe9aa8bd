"""Texts that PDFs are made of, and fonts to set them in."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from newsconvert.resources import FONTS, bundled_families

TEXT_FONTS = [key for key, family in bundled_families().items() if family.is_arabic]

NEWS = (
    "شهدت المنطقة هجوماً على اجتماعٍ تنسيقي، واعتداءً إرهابياً جديداً يستوجب رداً قوياً؛ هذا ما قاله الناطق مساءً.",
    "قال بيل غيتس (Bill Gates) في مقابلة مع The New York Times إن 25% من شركات Windows 11 خسرت 3.5 مليون دولار.",
    "BBC: أعلنت وزارة الصحة تسجيل 1,234 إصابة بفيروس COVID-19 بين الساعة 10:30 و12:45 من عام 2021.",
    "ارتفع المؤشر ٢٥٪ في ١٢/٥/٢٠٢٤، أي بنسبة ٣٫٥ بالمئة، إلى ١٬٢٣٤ نقطة.",
    "قَالَ الرَّئِيسُ إِنَّ الْحُكُومَةَ مُلْتَزِمَةٌ بِتَنْفِيذِ الْبَرْنَامَجِ، وَأَضَافَ أَنَّ مُحَمَّدًا كَتَبَ التَّقْرِيرَ كَامِلًا.",
    "الحملات المحلات لمحمد الله في المجتمع بيروت تمام نجم لجنة الحج محلي الإعلان لآخر للأمن ممكن كما الآن.",
    "«اقتباسٌ طويل» يليه [قوس] و{آخر} ونقطتان: ثم — شرطة… وعلامة استفهام؟ وتعجّب!",
    "پژوهشگران ایرانی گفتند کتاب‌ها چاپ شد؛ ٹیلی ویژن نے کہا کہ یہ خبر ہے۔",
    "جمــــيل وطـويـل بالتطويل.",
)


def cff_font(path: Path) -> None:
    """Write Noto Kufi Arabic with PostScript outlines, under another name."""
    source = TTFont(FONTS / "noto-kufi-arabic" / "NotoKufiArabic-Regular.ttf")
    glyphs = source.getGlyphSet()
    strings = {}
    for name in source.getGlyphOrder():
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    builder = FontBuilder(font=source)
    builder.isTTF = False
    for table in ("glyf", "loca", "gasp", "prep", "fpgm", "cvt "):
        if table in source:
            del source[table]
    builder.setupCFF("OwnKufi-Regular", {"FullName": "Own Kufi"}, strings, {})
    source["maxp"].tableVersion = 0x00005000
    for name_id, value in ((1, "Own Kufi"), (4, "Own Kufi"), (6, "OwnKufi-Regular"), (16, "Own Kufi")):
        source["name"].setName(value, name_id, 3, 1, 0x409)
    source.sfntVersion = "OTTO"
    source.save(path)
