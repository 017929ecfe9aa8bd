"""Verses in PDF: hemistichs beside each other where both have room on a line, else one under the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Text, Verse
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from newsconvert.writers.pdf import _rendering
from newsconvert.writers.pdf.weasyprint.layout import lay_out
from support import judges

VERSES = (
    ("على قدر أهل العزم تأتي العزائم", "وتأتي على قدر الكرام المكارم"),
    ("وتعظم في عين الصغير صغارها", "وتصغر في عين العظيم العظائم"),
    ("يكلف سيف الدولة الجيش همه", "وقد عجزت عنه الجيوش الخضارم"),
)
SHORT = (("قفا نبك", "من ذكرى"), ("بسقط اللوى", "بين الدخول"))
SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات تجاوزت ما كان متوقعا. "


def article(verses: tuple[tuple[str, str], ...] = VERSES) -> Article:
    text = Paragraph((Text(SENTENCE * 9),))
    return Article("خبر فيه شعر", (text, Verse(tuple(((Text(a),), (Text(b),)) for a, b in verses)), text))


def lines(one: Article, **options: Any) -> list[tuple[str, float, float, float]]:
    """Return the text of each line, its left and right edge, and its height on the page."""
    work, _, _ = _rendering(one, PdfOptions(**options), Resources())
    with lay_out(work) as laid:
        return [
            (
                "".join(box.text for box in line.boxes),
                min(box.position_x for box in line.boxes),
                max(box.position_x + box.width for box in line.boxes),
                line.boxes[0].position_y,
            )
            for line in dict.fromkeys(laid.lines.values())
        ]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("columns", [2, 3])
def test_none_is_broken_in_a_narrow_column(theme: str, columns: int) -> None:
    found = {text: (left, right, y) for text, left, right, y in lines(article(), theme=theme, columns=columns)}
    for first, second in VERSES:
        left, right, y = found[first]
        other_left, other_right, below = found[second]
        assert below > y
        assert right > other_right + 5, "it begins where lines begin"
        assert other_left < left - 5, "the other ends where lines end"


def test_they_stand_beside_each_other_where_there_is_room() -> None:
    for one, options in ((article(), {}), (article(SHORT), {"columns": 2})):
        found = {text: y for text, _, _, y in lines(one, **options)}
        for first, second in VERSES if not options else SHORT:
            assert found[first] == found[second]


@pytest.mark.parametrize(
    "options", [{"columns": 2}, {"columns": 3, "kashida": "high"}, {"columns": 2, "print_ready": True}]
)
def test_readers_have_each_verse_in_order(tmp_path: Path, options: dict[str, Any]) -> None:
    data = newsconvert.write(article(), "pdf", **options)
    assert verify_document(article(), "pdf", data).findings == ()
    (tmp_path / "a.pdf").write_bytes(data)
    whole = " ".join(f"{first} {second}" for first, second in VERSES)
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    assert whole in " ".join(text.split())
    if "print_ready" not in options:
        assert whole in " ".join(judges.tags_text(tmp_path / "a.pdf").split())
        assert judges.verapdf(tmp_path / "a.pdf", "3a") == []
        assert judges.verapdf(tmp_path / "a.pdf", "ua1") == []
