"""Long addresses in justified lines: broken where signs allow it, or the line before them is left ragged."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

import newsconvert
from newsconvert.isolation import with_isolates
from newsconvert.model import Article, Link, Paragraph, Text
from newsconvert.verification import verify_document
from newsconvert.writers.pdf.addresses import places_inside
from newsconvert.writers.pdf.totalfit import WIDEST, Words, fit_lines
from support import ink_order, judges
from support.wordspaces import merged

TEXT = str.split(
    "أعلنت وزارة الزراعة انطلاق موسم الحصاد في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات المزروعة بالقمح تجاوزت "
    "ما كان متوقعا، وإن مراكز التسليم ستفتح أبوابها أمام المزارعين من الصباح حتى المساء طوال الأسابيع المقبلة."
)
ADDRESSES = [
    "https://www.example.org/news/2026/3/15/long-report?page=12&lang=ar",
    r"C:\Users\Samir\Documents\Reports\final_2026.xlsx",
    "/home/samir/projects/newsroom/build/output.tar.gz",
    "customer.care.department@ministry-of-trade.example.org",
    "2026/11/00045/118832/30021/55",
    "EG380019000500000000263180002",
]


def parts(text: str) -> list[str]:
    cuts = [0, *places_inside(text)[0], len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        (
            "https://www.example.org/news/2026/long-report?page=12&lang=ar",
            "https://www|.example|.org/|news/|2026/|long|-report?|page=|12&|lang=ar",
        ),
        (r"C:\Users\Samir\v1.25_final.zip", r"C:\Users\|Samir\|v1.25|_final.zip"),
        (r"(\\server\share\folder\a.txt)", r"(\\server\|share\|folder\|a.txt)"),
        ("press.office@newspaper.example.org.", "press|.office@|newspaper|.example.org."),
        ("press.office@example.org.", "press.office@example.org."),
        ("https://example.org/%D8%AF%D9%85", "https://example|.org/|%D8|%AF|%D9%85"),
        ("2026/11/00045/118832/30021/7", "2026/|11/|00045/|118832/|30021/7"),
        ("REF-2026/11-00045-00718832-B", "REF-2026/|11-00045-00718832-B"),
        ("قرار REF-2026/11-00045-00718832-B صدر", "قرار REF-2026/|11-00045-00718832-B صدر"),
        ("info@sana.sy", "info@sana.sy"),
        ("EG380019000500000000263180002", "EG380019000500000000263180002"),
        ("+966-11-463-3000-4512", "+966-11-463-3000-4512"),
        ("01/01/2024-31/12/2024", "01/01/2024-31/12/2024"),
        ("state-of-the-art-report", "state-of-the-art-report"),
        ("1,234,567,890,123.50", "1,234,567,890,123.50"),
    ],
)
def test_where_an_address_may_be_broken(address: str, broken: str) -> None:
    assert "|".join(parts(address)) == broken


def test_a_line_ends_in_an_address_only_if_it_would_be_stretched_else() -> None:
    def counts(filler: str) -> list[int]:
        texts = ["كلمة", "كلمة", "كلمة", filler, "press.office@", "example.org", "كلمة", "كلمة"]
        spaces = [1.0, 1, 1, 1, 0, 1, 1, 0]
        return fit_lines(Words(texts, [float(len(one)) for one in texts], spaces, [0.0] * 8, {5}), 34, 34)

    assert counts("م" * 18)[0] == 4
    assert counts("م" * 4)[0] == 5


@pytest.mark.parametrize("kashida", ["none", "high"])
@pytest.mark.parametrize(("theme", "columns"), [("newspaper", 1), ("newspaper", 3), ("book", 1), ("magazine", 1)])
def test_words_stand_near_each_other_before_long_addresses(
    tmp_path: Path, theme: str, columns: int, kashida: str
) -> None:
    texts = [
        " ".join([*TEXT[:at], address, *TEXT[at:]])
        for number, address in enumerate(ADDRESSES)
        for at in range(3 + number, 30, 7)
    ]
    article = Article("خبر", tuple(Paragraph((Text(text),)) for text in texts))
    data = newsconvert.write(article, "pdf", theme=theme, columns=columns, kashida=kashida)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert verify_document(article, "pdf", data).findings == ()
    if columns == 1 and theme != "magazine":
        assert ink_order.faults(path, [with_isolates(text, rtl=True) for text in texts])[1] == []
    tagged = judges.tags_text(path).replace("\n", "")
    assert all(address in tagged for address in ADDRESSES)
    gaps = list(widest_spaces(data))
    assert len(gaps) > 60
    assert max(gaps) < WIDEST + 0.75  # letters leave some room at both sides of a space


def widest_spaces(data: bytes) -> list[float]:
    """Return the widest space of each line of the text, by MuPDF, of the width of one in Amiri."""
    found = []
    with pymupdf.open(stream=data) as document:  # type: ignore[no-untyped-call]
        for page in document:
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    characters = [one for span in line["spans"] for one in span["chars"] if one["c"].strip()]
                    words = merged(sorted((one["bbox"][0], one["bbox"][2], one["c"]) for one in characters))
                    size = line["spans"][0]["size"]
                    found += [max(b[0] - a[1] for a, b in pairwise(words)) / size / 0.25] if len(words) > 1 else []
    return found


def test_both_parts_of_a_broken_address_are_one_link(tmp_path: Path) -> None:
    address = "https://www.example.org/archive/2026/long-report"
    link = Link(address, (Text(address),))
    body = Paragraph((Text(" ".join(TEXT[:7]) + " "), link, Text(" " + " ".join(TEXT[7:]))))
    path = tmp_path / "a.pdf"
    data = newsconvert.write(Article("خبر", (body,)), "pdf", page_size="A5")
    path.write_bytes(data)
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        links = [link for link in document[0].get_links() if link.get("uri") == address]
        characters = [
            (((one["bbox"][0] + one["bbox"][2]) / 2, one["origin"][1]), one["c"])
            for block in document[0].get_text("rawdict")["blocks"]
            for line in block["lines"]
            for span in line["spans"]
            for one in span["chars"]
            if "!" <= one["c"] <= "~"
        ]
        shown = ["".join(one for place, one in characters if place in link["from"]) for link in links]
    assert len(links) == 2
    assert "".join(shown) == address


_MARKS = re.compile("[ \u061c\u200b-\u200f]")
WHOLE = [
    r"C:\Users", "P/E", "km/h", "TCP/IP", "C++", "USB-C", "$100–$200", "50%–60%", "(أ)/(ب)", "1445هـ/2024م", "ذي-قار",
]  # fmt: skip


@pytest.mark.parametrize("whole", [*WHOLE, "كيلومتر/ساعة"])
def test_lines_end_in_a_word_only_after_a_sign_between_two_long_ones(whole: str, tmp_path: Path) -> None:
    ends = 0
    for width in range(80, 150, 5):
        text = " ".join([*TEXT[:9], whole, *TEXT[9:]])
        for theme in ("newspaper", "book"):
            data = newsconvert.write(
                Article("خبر", (Paragraph((Text(text),)),)), "pdf", theme=theme, page_size=f"{width}x160mm"
            )
            path = tmp_path / "a.pdf"
            path.write_bytes(data)
            lines = _MARKS.sub("", judges.EXTRACTORS["pypdf"](path)).split("\n")
            assert any(whole[-1] in line for line in lines)
            ends += not any(whole in line for line in lines)
    assert (ends > 0) == (whole not in WHOLE)
