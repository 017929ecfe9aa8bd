"""Signs, brackets and emoji beside numbers and Latin words are no false alarm in PDFs, and changes of them are found."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Cell, Paragraph, Table, Text
from newsconvert.verification import verify_document
from newsconvert.verification.normalize import normalize_pdf

TEXTS = (
    "القرار №5 لعام 2026 والقرار №12/2024 ثم № 7.",
    "هاتف iPhone™ 15 من Apple® وشركة ®Microsoft، واليوم ® خطة.",
    "الحرارة 38℃ أو 100℉ و½ كوب و3½ أكواب ومساحة ㎡ 20 وx² و10² و²⁰²⁴.",
    "السعر 25 ﷼ أو €50 أو £5 أو ¥100 أو $3.5 بنسبة ٥٠٪ و50%.",
    "كلمة ﬂow ثم ﬁ №5؛ وشركة ＡＢＣ１２ ورقم １２３.",
    'كتاب "Out of Place" (1999) لإدوارد سعيد، و(Out of Place) 1999، و«The Times» [2020].',
    "ثلاثة ((( ثم ))) ثم [{①Apple 47,213}]: ثم <B2B>.",
    "عائلة 👨‍👩‍👧 ✓ – نص، العمل 👨‍👩‍👧، القرار: ®. ثم 👍🏽 خطة؛ – COVID المتحدث؛ ❤️.",
    "🇪🇺🇺🇸 يورو (EUR) في 🇸🇾🇱🇧 و🇸🇦 ريال 3.75.",
    "المباراة 2 1 ثم 3-2 و1 – 0 في 5/12/2026 الساعة 10:30.",
)
ARTICLE = Article("عنوان الخبر", tuple(Paragraph((Text(text),)) for text in TEXTS))
_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


@pytest.fixture(scope="module")
def document() -> bytes:
    return newsconvert.write(ARTICLE, "pdf")


def test_signs_are_no_false_alarm(document: bytes) -> None:
    assert [str(finding) for finding in verify_document(ARTICLE, "pdf", document).findings] == []


def changed(text: str, at: int) -> str | None:
    """Return `text` with another character at a place, or None where only white space or the like is there."""
    one = text[at]
    if one.isdecimal():
        other = chr(ord(one) + (1 if one not in "9٩９" else -1))
    elif one in _MIRRORED:
        other = _MIRRORED[one]
    elif one.isalpha() or one in "№™℃½²€£%✓–①👍":
        other = "ه" if one != "ه" else "و"
    else:
        return None
    return text[:at] + other + text[at + 1 :]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_any_changed_character_is_found(document: bytes, number: int) -> None:
    text = TEXTS[number]
    places = [at for at in range(len(text)) if changed(text, at)]
    for at in random.Random(number).sample(places, min(12, len(places))):
        other = changed(text, at) or ""
        assert normalize_pdf(other) != normalize_pdf(text)
        body = list(ARTICLE.body)
        body[number] = Paragraph((Text(other),))
        receipt = verify_document(replace(ARTICLE, body=tuple(body)), "pdf", document)
        assert not receipt.ok, (text, other)
        assert {finding.piece for finding in receipt.findings} <= {number + 2, None}


FLAGS = (("🇺🇸 دولار", "50.61"), ("🇪🇺 يورو (EUR)", "٥٤٫٨٢"), ("🇸🇦", "🇺🇸 50.61"))


@pytest.mark.parametrize("ready", [False, True])
def test_flags_in_rows_that_pdfium_turns_round(*, ready: bool) -> None:
    rows = tuple(tuple(Cell((Text(text),)) for text in row) for row in FLAGS)
    article = replace(ARTICLE, body=(Table(rows),))
    data = newsconvert.write(article, "pdf", print_ready=ready)
    assert [str(finding) for finding in verify_document(article, "pdf", data).findings] == []
    other = replace(article, body=(Table((*rows[:2], (Cell((Text("🇦🇸"),)), rows[2][1]))),))
    assert not verify_document(other, "pdf", data).ok


@pytest.mark.parametrize("format", ["docx", "epub", "html", "json", "pdf"])
def test_spaces_that_do_not_break_at_the_end_of_a_paragraph_are_no_false_alarm(format: str) -> None:
    article = Article(
        "عنوان الخبر", tuple(Paragraph((Text(text),)) for text in ("سطر أول\u00a0", "سطر\u00a0\u00a0ثان"))
    )
    data = newsconvert.write(article, format)
    assert verify_document(article, format, data).findings == ()
    joined = replace(article, body=(Paragraph((Text("سطرأول"),)), *article.body[1:]))
    assert verify_document(joined, format, data).findings != ()
