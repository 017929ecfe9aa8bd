"""What Word documents state that no style names well: lines over the title, old pictures, directions; and the account."""

from __future__ import annotations

import io
from typing import Any

import docx
import docx.oxml
import pytest

import newsconvert
import newsconvert.readers.docx.flow as docx_flow
from newsconvert.model import Figure, Paragraph, plain_text
from newsconvert.result import Kind
from support.rich_article import picture
from support.wordsources import LEDE, document, load, para, run


@pytest.mark.parametrize(
    ("styled", "expected"),
    [
        ([("Subtitle", "ملف اقتصادي"), ("Title", "المصارف تغلق أبوابها")], ("ملف اقتصادي", "المصارف تغلق أبوابها", None, None)),
        ([("Subtitle", "ملف اقتصادي"), ("Title", "المصارف تغلق أبوابها"), ("Subtitle", "أسبوع بلا سيولة في البلاد")],
         ("ملف اقتصادي", "المصارف تغلق أبوابها", "أسبوع بلا سيولة في البلاد", None)),
        ([("Subtitle", "المصارف تغلق أبوابها أسبوعا")], (None, "المصارف تغلق أبوابها أسبوعا", None, None)),
        ([("Subtitle", "خاص بالصحيفة"), ("Title", "المصارف تغلق أبوابها"), (None, "بيروت - كارلا خوري")],
         (None, "المصارف تغلق أبوابها", None, "خاص بالصحيفة، بيروت - كارلا خوري")),
    ],
)  # fmt: skip
def test_a_subtitle_above_the_title_is_the_kicker(styled: list[Any], expected: tuple[str | None, ...]) -> None:
    made = docx.Document()
    for name, text in [*styled, (None, LEDE), (None, LEDE.replace("اليوم", "أمس"))]:
        made.add_paragraph(text, style=name)
    data = io.BytesIO()
    made.save(data)
    article, warnings = load(data.getvalue())
    assert (article.kicker, article.headline, article.deck, article.byline) == expected
    assert [type(block) for block in article.body] == [Paragraph, Paragraph]
    assert not warnings


@pytest.mark.parametrize("width", ["60pt", "80px", "2.1167cm"])
def test_pictures_of_older_word_have_their_width(width: str) -> None:
    made = docx.Document()
    made.add_paragraph("خبر القمح", style="Title")
    identity, _ = made.part.get_or_add_image(io.BytesIO(picture().data))
    shape = f'<v:shape alt="الجسر" style="position:relative;width:{width};height:9pt"><v:imagedata r:id="{identity}"/></v:shape>'
    spaces = "http://schemas.openxmlformats.org"
    made.element.body.insert(1, docx.oxml.parse_xml(
        f'<w:p xmlns:w="{spaces}/wordprocessingml/2006/main" xmlns:r="{spaces}/officeDocument/2006/relationships" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>{shape}</w:pict></w:r></w:p>'
    ))  # fmt: skip
    made.add_paragraph(LEDE)
    data = io.BytesIO()
    made.save(data)
    figure = load(data.getvalue())[0].body[0]
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].width, figure.pictures[0].alternative) == (80, "الجسر")


@pytest.mark.parametrize("element", ["dir", "bdo"])
def test_numbers_that_word_sets_from_left_to_right_stay_so(element: str) -> None:
    numbers = f'<w:{element} w:val="ltr">{run("12-34 / 56")}</w:{element}>'
    article, _ = load(document(para(run("رقم "), numbers, run(" هنا")), para(LEDE)))
    first = article.body[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.inlines) == "رقم \u206612-34 / 56\u2069 هنا"


def test_what_found_no_place_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(para(LEDE), para("الفقرة الضائعة."), para("خاتمة الخبر هنا."))
    assert not load(data)[1]
    add = docx_flow.Flow._add_text

    def lose(self: Any, element: Any, name: str, inlines: Any) -> None:
        if "الضائعة" not in plain_text(inlines):
            add(self, element, name, inlines)

    monkeypatch.setattr(docx_flow.Flow, "_add_text", lose)
    found = newsconvert.load(data, reader="docx")
    (warning,) = found.warnings
    assert (warning.kind, warning.passages) == (Kind.LEFT_OUT, ("الفقرة الضائعة.",))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("تقرير خاص", "تراجع زراعة القطن في الجزيرة", ("تراجع زراعة القطن في الجزيرة", "تقرير خاص")),
        ("زراعة القطن تتراجع", "كتب: محمد علي حسن النجار", ("زراعة القطن تتراجع", None)),
        ("زراعة القطن تتراجع", "هبط الإنتاج إلى النصف في خمسة أعوام فقط.", ("زراعة القطن تتراجع", None)),
    ],
)
def test_a_bold_line_under_a_few_words_is_the_headline(
    first: str, second: str, expected: tuple[str, str | None]
) -> None:
    article, _ = load(document(para(first), para(run(second, "<w:b/><w:bCs/>")), para(LEDE), para(LEDE), title=""))
    assert (article.headline, article.kicker) == expected


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        ([(None, LEDE), ("Heading 1", "المحصول"), (None, LEDE), ("Heading 1", "الأسعار")],
         ("تراجع زراعة القطن في الجزيرة", "تقرير خاص")),
        ([(None, "كتب: محمد علي"), (None, LEDE), ("Heading 2", "المحصول"), (None, LEDE)],
         ("تراجع زراعة القطن في الجزيرة", "تقرير خاص")),
    ],
)  # fmt: skip
def test_a_bold_headline_under_a_few_words_stands_over_styled_headings(
    under: list[tuple[str | None, str]], expected: tuple[str, str | None]
) -> None:
    made = docx.Document()
    made.add_paragraph("تقرير خاص")
    made.add_paragraph().add_run("تراجع زراعة القطن في الجزيرة").bold = True
    for style, text in under:
        made.add_paragraph(text, style)
    data = io.BytesIO()
    made.save(data)
    article, _ = load(data.getvalue())
    assert (article.headline, article.kicker) == expected
