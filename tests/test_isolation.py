"""What is written from left to right keeps its order inside Arabic text, in every format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pymupdf
import pytest

import newsconvert
from newsconvert.isolation import isolated_runs, isolates, paragraph_isolates, steered
from newsconvert.model import (
    Article,
    Block,
    Cell,
    Code,
    Emphasis,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Strong,
    Superscript,
    Table,
    Text,
    plain_text,
)
from newsconvert.writers.body import inlines_html
from support import ink_order
from support.wordfiles import unmarked

# In each text, what stands in ⟦⟧ is to be isolated, and nothing else.
TUNED = [
    "للتواصل: ⟦(02) 2597-6000⟧ أو ⟦(011) 222 33 44⟧، وفي (05) 2025 و(03) كلمة",
    "راسلونا على ⟦news@example.org⟧ قبل مساء الخميس",
    "الموقع ⟦https://example.org/reports/2024/03/⟧ متاح للجميع",
    "زوروا ⟦www.example.com/ar/⟧، وشكرا",
    "كتب ⟦@souria_now⟧ على منصة إكس",
    "انتشر وسم ⟦#Damascus2026⟧ أمس",
    "للاستفسار: ⟦+963 11 555 0100⟧ أو ⟦0933-123456⟧.",
    "هاتف المكتب ⟦+1-212-963-7160⟧ في نيويورك",
    "واتساب ⟦00963 944 555 666⟧",
    "هاتف ⟦00963-11-2216802/3/4⟧ أو ⟦011-2216802/03⟧، والقرار 05-123456/2024 والنسبة 011-2216802/3%",
    "الحساب ⟦SY12 0001 0002 0003 0004 0005⟧ في المصرف",
    r"الملف في ⟦C:\Users\news\2024\report.docx⟧ على الجهاز",
    "السجل في ⟦/var/log/nginx/access.log⟧ فقط",
    "بلغ العدد 2024-2025 في الموسم الماضي",
    "فاز الفريق 3-1 يوم 2026-02-28 عند 20:30",
    "ارتفع +5% إلى 1,250,000 ليرة، أي 38.7 مليون",
    "القرار 2254 والمادة 12/4 وسعره 10.5",
    "وسم #سوريا_الآن وحساب @اسم_عربي",
    "رقم #1 و و/أو /سانا/ وAFP/Reuters",
    "التواريخ 05-12-2024 و12/05/2024 و05.12.2024",
    "دعت الصفحة إلى ⟦Follow @bbcarabic⟧ اليوم",
    "رقم الطوارئ 112 والخط 1-0 نتيجة",
    "بلغت الحرارة ⟦-5°C⟧ فجرا، ثم 7 درجات",
    'قال "⟦Hello world!⟧" ثم مضى، ووقّع (⟦Apple Inc.⟧) اتفاقا',
    "كُتب البرنامج بلغة ⟦C++⟧ و⟦C#⟧",
    "وفاكس ⟦2345 678⟧ وبالهاتف ⟦555 22 10⟧",
    "للاتصال: ⟦(+971) 4 123 4567⟧ أو ⟦04 123 4567⟧ أو ⟦800 444 040⟧، أو (+12) نقطة",
    "الرقم المجاني ⟦800 444 040⟧ واتصلوا على الرقم ⟦920 000 560⟧ والخط الساخن: ⟦1 800 123 456⟧",
    "من 800 444 إلى 900 كيلومتر، وبين ⟦800 444 040⟧ و900 شخص، وبلغ الرقم ⟦800 444 040⟧ دولاراً",
    "هواتف 2020 2021 2022 في السوق، واتصل 20 30 مرة، ومبيعات الهاتف 800 مليون",
    "المقال ⟦10.1000/xyz123⟧، و(⟦doi:10.1016/S0140-6736(20)30183-5⟧) والنسخة ⟦doi: 10.1038/s41591⟧.",
    "الإحداثيات: ⟦33°53′N 35°30′E⟧، ثم ⟦8°24'W⟧ و⟦31.5°N⟧ و⟦36° 12′ 9″ E⟧ عند زاوية 45° شمالا",
    "ارتفع 10.5/12 ثم 10.24/03 نقطة",
    "تابعنا ⟦@moh_sy⟧ - ⟦@who⟧ 25 مرة، ثم ⟦#News_1⟧ (٣٠)",
    "زوروا ⟦www.example.com/x/ ISBN 978-3-16-148410-0⟧ أمس، وكتب ⟦@user_name St. Louis 2⟧ في الصفحة",
    "اتصلوا على و⟦00 963 11 2234567⟧ أو ب⟦0944 123 456⟧ عند 10:00 12 2024 200 مرة",
    "الأمر ⟦./run.sh⟧ و⟦../src/main.py⟧ و⟦src/main.py⟧ و/أو ~ وغيرها",
    "حسابه ⟦@a.b@mastodon.social⟧، و⟦mailto:press@sana.sy⟧ و⟦tel:+963112234567⟧ ثم tel: 5",
    "المعرف و⟦DOI 10.1000/xyz123⟧ أو ل⟦doi:10.1000/xyz124⟧ والحساب و⟦IBAN SY12 0001 0002 0003 0004 0005⟧ قائم",
    "التسوية ⟦T+1 25%⟧ من الأسهم و⟦C++ 17⟧ فقط، و⟦GMT+3⟧ ثم ⟦5 °C⟧ و⟦T+2⟧ 5كم",
    "نشر ⟦Version 2 Final: www.example.com/a⟧ و⟦@cbs R&D 3.5%⟧، ثم ⟦@cbs AFP⟧ 5أ و⟦@nbc⟧ 12 مرة",
    "المعادلة ⟦a^2 + b^2 = c^2⟧ معروفة، وكذلك ⟦x^2 + y^2⟧ والمعادلة ⟦E = mc^2⟧ و⟦2^10 = 1024⟧ هنا",
    "إذا كان ⟦f(x) = 3x - 7⟧ فإن ⟦f(2) = -1⟧ و⟦2x + 5 = 11⟧ ثم 5 + 6 = 11 و10-20",
    "والمعامل ⟦10⁻³⟧ و⟦6.02×10²³⟧ و⟦1.5×10^-3⟧ و10-3 و10⁶ و5×5",
    "صدر بالردمك ⟦978-3-16-148410-0⟧ والحساب ⟦0012-3456-7890-1234⟧ والبطاقة ⟦4111 1111 1111 1111⟧ والرحلة 1234-56",
    "الخادم 192.168.1.1 و⟦2001:db8::1⟧ و⟦fe80::1⟧ عند 10:30:45 وقال",
    "بلغت ⟦1 234 567⟧ دولار ثم ⟦12 500 000⟧ ليرة، وبين 150 300 ريال، وبلغ 12 500 كلم",
    "الأعوام 2019-2020-2021-2022 و2019 2020 2021 2022 و25-9-1446 و4-2-3-1 و12-05-2024",
]
HELD_OUT = [
    "للتواصل press-office@un.example.org، أو الحضور".replace(
        "press-office@un.example.org", "⟦press-office@un.example.org⟧"
    ),
    "حمّلوا التطبيق (⟦http://app.example.net/get?id=77&v=2⟧) مجانا",
    "نشر الوزير على ⟦@Min_Health.sy⟧: القرار نافذ",
    "وسما ⟦#COP30⟧ و⟦#FreePress⟧ الأكثر تداولا",
    "الجوال: ⟦0944 123 456⟧",
    "هاتف: ⟦(+966) 11-234-5678⟧، ⟦(00966) 11 234 5679⟧",
    "للتواصل: ⟦0123 456 789⟧ / ⟦800 100 200⟧، والرقم الموحد: ⟦9200 12345⟧",
    "باع 120 000 هاتف و300 500 حاسوب، والاتصال رقم 12 345 في 5 12 2024",
    "اتصلوا بالرقم ⟦(212) 963-7160⟧ نهارا",
    "فاكس: ⟦011-5550100⟧ دمشق",
    "هاتف ⟦+٩٦٣ ١١ ٥٥٥ ٠١٠٠⟧ مكتب المحافظة",
    "رقم الآيبان ⟦SA03 8000 0000 6080 1016 7519⟧ باسم الجمعية",
    "الأرقام ⟦+44 20 7946 0958⟧ و⟦0020 2 2345 6789⟧ للمراسلين",
    "افتح ⟦~/docs/2025/notes.md⟧ ثم ⟦src/main.py⟧",
    "الصورة ⟦2024_report_final.pdf⟧ مرفقة",
    "الموقع ⟦example.org/2024/05/⟧ لا يعمل",
    "هاتف: ⟦555-0100⟧ أو ⟦555 0199⟧",
    "الأعوام 1998-2003 و2011–2024 والصفحات 12-15",
    "التعادل 0-0 ثم 05-03 بركلات الترجيح، 15:00 - 17:30",
    "السكان ⟦1 000 000⟧ و٢٣٪ و١٢-٥-٢٠٢٤ و2024/05/12",
    "السرعة 120 km/h على مدار 24/7، طراز Boeing 737-800 و⟦C#⟧ و A/B",
    "المواصفة ISO 9001-2015 والقرار رقم 1701-2006 والرحلة RB-442",
    "غلاف المجلة: «⟦Who is next?⟧» و“⟦50 ways…⟧” وعنوان (Syria)".replace("⟦50 ways…⟧", "50 ways…"),
    "تراوحت بين ⟦+12.5 °C⟧ و⟦41°F⟧ و٤٥ درجة",
    "ارتفع السهم (Aramco) و[Sabic] 3.5%، و⟦@cbe⟧: 7",
    "المعادلة ⟦(a+b)^2=c⟧ و⟦2x+1=y⟧ و⟦E=mc^2⟧، وليس 2+2=4 ولا 5×5 ولا A/B ولا RB-442 ولا S&P",
    "في الملف ⟦/etc/hosts⟧ و⟦/etc/passwd⟧ معا، و/أو كم/ساعة، ثم ⟦f(x)=2x⟧.",
    "سجل 100-200-300 نقطة في 3.5.2024 و10+20=30",
    "حل المسألة ⟦(x + 1)^2 = x^2 + 2x + 1⟧ بسيط، و⟦3x^2 - 2y^2 = 7⟧ أصعب",
    "القانون ⟦F = ma⟧ و⟦v^2 = u^2 + 2as⟧ و⟦PV = nRT⟧ من الفيزياء",
    "سعر الصرف ⟦1 USD = 89500 LBP⟧ أمس، و⟦1 kg = 2.2 lb⟧ تقريبا",
    "تركيز ⟦3.2×10⁻⁶⟧ مول و⟦1.6 × 10^-19⟧ كولوم و⟦2^32⟧ عنوانا",
    "والحساب رقم ⟦5500-1234-9876-0001⟧ وردمك ⟦0-306-40615-2⟧ و⟦1-56619-909-3⟧",
    "العنوان ⟦2001:0db8:85a3:0000:0000:8a2e:0370:7334⟧ وبطاقة الشبكة ⟦00:1A:2B:3C:4D:5E⟧ ثم 10:45",
    "سكانها ⟦9 876 543⟧ نسمة، وميزانيتها ⟦120 000 000 000⟧ دينار، وفي 12 2024 200 مرة",
    "حساب ⟦1234567890-001-45⟧ في البنك، والفترة 1990-2000-2010 وتشكيلة 3-5-2 والنتيجة 6-4",
    "البطاقة ⟦٤١١١-١١١١-١١١١-١١١١⟧ ومن ١٠-٢٠ وفي ٢٠١٩-٢٠٢٠",
    "فاز 3-1، 2-0، 4-2 في 2019-2020 بين 10 - 20 و5/6/2024 و1 + 1",
]


@pytest.mark.parametrize("marked", [*TUNED, *HELD_OUT])
def test_what_is_isolated(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    said = text
    for start, end in reversed(isolates(text)):
        said = f"{said[:start]}⟦{said[start:end]}⟧{said[end:]}"
    assert said == marked


PHONES = ("+٩٦٣ ١١ ٥٥٥ ٠١٠٠", "+963 11 555 0100", "+1-212-963-7160", "0933-123456", "00963 944 555 666")
WRITTEN = ("news@example.org", "https://example.org/2024/03/", "@souria_now", "#Damascus2026", *PHONES)
ARTICLE = Article(
    "خبر عن أرقام الهاتف",
    (
        *(Paragraph((Text(f"نص عربي قبل {one} ونص بعده"),)) for one in WRITTEN),
        Paragraph((Text("خط "), Strong((Text("ساخن"),)), Text(" +963 11 555 0101"))),
        Paragraph((Text("English, then سوريا 011-5550102 and more"),), language="en", direction="ltr"),
    ),
    dateline="Tuesday, 11 August 2015 - 00:00 am",
    byline="By: A. Saleh - News 24",
)
ALONE = "Tuesday, 11 August 2015 - 00:00 am", "By: A. Saleh - News 24"
LAST = ("+963 11 555 0101", "011-5550102")


@pytest.mark.parametrize("format", ["html", "epub"])
def test_markup_isolates_it_and_keeps_the_text(format: str, tmp_path: Path) -> None:
    data = newsconvert.write(ARTICLE, format)
    if format == "epub":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = book.read("EPUB/text.xhtml")
    page = lxml.html.document_fromstring(data)
    assert [one.text_content() for one in page.iter("bdi") if one.get("dir") == "ltr"] == [
        *ALONE[::-1],
        *WRITTEN,
        *LAST,
    ]
    assert "نص عربي قبل +963 11 555 0100 ونص بعده" in page.text_content()


@pytest.mark.parametrize("options", [{}, {"print_ready": True}])
def test_on_paper_every_character_of_it_is_right_of_the_one_before(options: Any, tmp_path: Path) -> None:
    data: bytes = newsconvert.write(ARTICLE, "pdf", **options)
    with pymupdf.open(stream=data) as document:  # type: ignore[no-untyped-call]
        page = document[0].get_text("rawdict")
    lines: dict[int, list[tuple[float, str]]] = {}
    for block in page["blocks"]:
        for line in block.get("lines", ()):
            for character in (one for span in line["spans"] for one in span["chars"]):
                x, y = character["origin"]
                lines.setdefault(round(y), []).append((round(x, 1), character["c"]))
    printed = [
        "".join(c for _, c in sorted(line, key=lambda one: one[0]) if c.strip() and c not in "\u200c\u200e\u200f\u061c")
        for line in lines.values()
    ]
    for text in (*ALONE, *WRITTEN, *LAST):
        assert any(text.replace(" ", "") in line for line in printed), (text, printed)


@pytest.mark.parametrize("marked", [*TUNED, *HELD_OUT])
def test_in_word_the_characters_alone_give_the_order_of_isolates(marked: str) -> None:
    """LibreOffice takes no notice of the direction of a run: it has the order from UAX #9."""
    text = marked.replace("⟦", "").replace("⟧", "")
    article = Article("خبر", (Paragraph((Text(text),)),))
    opened = docx.Document(io.BytesIO(newsconvert.write(article, "docx")))
    shown = next(one.text for one in opened.paragraphs if text in unmarked(one.text))
    assert shown == text or "⟦" in marked
    wanted = marked.replace("⟦", "\u2066\u202d").replace("⟧", "\u202c\u2069")
    assert _from_left(shown) == _from_left(wanted)


def _from_left(text: str) -> str:
    return ink_order.from_left(list(zip(text, ink_order.levels(text), strict=True)))


def test_in_word_it_is_a_run_from_left_to_right() -> None:
    opened = docx.Document(io.BytesIO(newsconvert.write(ARTICLE, "docx")))
    for text in (*ALONE, *WRITTEN, *LAST):
        paragraph = next(one for one in opened.paragraphs if text in unmarked(one.text))
        runs = [(unmarked(run.text), run.font.rtl) for run in paragraph.runs]
        assert any(text in shown and not rtl for shown, rtl in runs), runs


def test_words_about_an_isolate_take_no_direction_from_it() -> None:
    runs = isolated_runs("الحساب @souria، و NATO", rtl=True)
    assert [(run.text, run.rtl) for run in runs] == [
        ("الحساب ", True),
        ("@souria", False),
        ("، و ", True),
        ("NATO", False),
    ]


def test_markup_inside_a_number_begins_no_telephone_number() -> None:
    made = inlines_html((Text("من ٢"), Strong((Text("٠٠٥ ١٢/٠٣/٢٠٢٤"),)), Text(" و٢٠٠٥ ١٢/٠٣/٢٠٢٤")), rtl=True)
    assert "<bdi" not in made
    made = inlines_html((Text("هاتف: "), Strong((Text("٠٠٩٦٣ ١١ ٥٥٥ ٠١٠٠"),))), rtl=True)
    assert made.count("<bdi") == 1
    for cut in range(1, 10):  # 12/03/2024 is no path, wherever it is cut
        assert "<bdi" not in inlines_html((Text("في " + "12/03/2024"[:cut]), Text("12/03/2024"[cut:])), rtl=True)


@pytest.mark.parametrize(
    "number", ["−3.9", "-12.5%", "+4", "± 2", "-1,250", "–7", "-$250", "$-250", "~5", "−₪12", "<-5", "-5 €"]
)
def test_a_number_alone_keeps_its_sign_before_it(number: str) -> None:
    assert paragraph_isolates(number, rtl=True) == [(0, len(number))]
    assert not isolates(f"بلغ {number} أمس")  # as the algorithm has it
    for cell in (f"{number}\ufffc", f"{number}\nنص", f"نص\n{number}\ufffc\ufffc\n-5"):  # a mark of a note, a line
        start, end = paragraph_isolates(cell, rtl=True)[0]
        assert cell[start:end] == number


@pytest.mark.parametrize("number", ["-٣٫٩", "2024-2025", "3 - 1", "12.5%", "-", "$250", "–", "-5/-3", "5 - 3"])
def test_other_numbers_alone_stand_as_the_algorithm_has_them(number: str) -> None:
    assert not paragraph_isolates(number, rtl=True)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_signs_of_cells_on_paper(kind: str) -> None:
    note = Note((Paragraph((Text("حاشية."),)),))
    cells: list[tuple[Inline, ...]] = [(Text("-81"), note), (Text("-82"), LineBreak(), Text("-83")), (Text("-$84"),)]
    rows = tuple((Cell((Text("بند"),)), Cell(cell)) for cell in cells)
    made = newsconvert.write(Article("خبر", (Table(rows),)), kind)
    if kind == "docx":
        marked = [cell.text for row in docx.Document(io.BytesIO(made)).tables[0].rows for cell in row.cells]
        shown = [unmarked(text) for text in marked]
        assert [one for one in shown if "8" in one] == ["-81", "-82\n-83", "-$84"]
        found = [_from_left(line) for cell in marked for line in cell.split("\n")]
    else:
        with pymupdf.open(stream=made) as document:  # type: ignore[no-untyped-call]
            found = [_shown(document[0], number) for number in ("-81", "-82", "-83", "-$84")]
    assert {"-81", "-82", "-83", "-$84"} <= set(found)


PLUS = "+20 2 2770 1770"
IN_PLACES = {
    "after another item": ItemList(
        False, (ListItem((Paragraph((Text("لغة C++"),)),)), ListItem((Paragraph((Text(PLUS),)),)))
    ),
    "in a cell": Table(((Cell((Text("اسم 7"),)), Cell((Text(PLUS),))),)),
    "with a part in bold": Paragraph((Text("قال +20 2 "), Strong((Text("2770"),)), Text(" 1770 نعم"))),
    "with its end in bold": Paragraph((Text("قال +20 2 "), Strong((Text("2770 1770"),)), Text(" نعم"))),
    "after a note": Paragraph((Text("قال"), Note((Paragraph((Text("في 7"),)),)), Text(" +20 2 2770 1770 نعم"))),
    "in a note": Paragraph((Text("قال 7"), Note((Paragraph((Text(PLUS),)),)))),
    "in a link after a letter": Paragraph((Text("و"), Link("https://example.org/", (Text("+20 2 2770 1770"),)))),
}


@pytest.mark.parametrize("block", IN_PLACES.values(), ids=IN_PLACES)
def test_it_is_isolated_whole_wherever_it_stands(block: Block, tmp_path: Path) -> None:
    article = Article("خبر", (block,))
    page = lxml.html.document_fromstring(newsconvert.write(article, "html"))
    isolated = [one.text_content() for one in page.iter("bdi") if one.get("dir") == "ltr"]
    assert PLUS in isolated
    with pymupdf.open(stream=newsconvert.write(article, "pdf")) as document:  # type: ignore[no-untyped-call]
        words = [
            word for word in document[0].get_text("words") if word[4].strip("\u200c\u200e\u200f\u061c") in PLUS.split()
        ]
    words.sort(key=lambda word: float(word[0]))
    assert [word[4].strip("\u200c\u200e\u200f\u061c") for word in words] == PLUS.split()


def test_an_address_with_arabic_words_is_embedded_where_there_are_no_isolates() -> None:
    text = "والرابط https://ar.example.org/دمشق_(مدينة)?q=خبر&x=1 متاح"
    runs = isolated_runs(text, rtl=True)
    assert "".join(steered(runs, rtl=True)) == text.replace("https", "\u202ahttps").replace("x=1", "x=1\u202c")


def test_an_address_without_a_scheme_has_its_arabic_words() -> None:
    text = "الصفحة example.com/path_(x)/y?q=سوريا&z=1، وexample.com/a، وغيرها"
    assert [text[start:end] for start, end in isolates(text)] == [
        "example.com/path_(x)/y?q=سوريا&z=1",
        "example.com/a",
    ]


def test_a_name_has_the_word_that_is_written_to_it() -> None:
    text = "تابعنا Twitter:@abc1418 الآن"
    assert [text[start:end] for start, end in isolates(text)] == ["Twitter:@abc1418"]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_groups_of_a_number_stay_on_one_line_on_screens(theme: str) -> None:
    numbers = ["+963 11 555 0100", "٠٩٤٤ ١٢٣ ٤٥٦", "SY12 0001 0002 0003 0004 0005", "06-1234567", "978-3-16-148410-0"]
    others = ["info@example.org", "https://example.org/1234567", "-5 °C"]
    text = " ثم ".join((*numbers, *others))
    made = newsconvert.write(Article("خبر", (Paragraph((Text(text),)),)), "html", theme=theme)
    page = lxml.html.document_fromstring(made)
    assert [one.text_content() for one in page.iter("bdi") if one.get("class") == "whole"] == numbers
    assert b"bdi.whole { display: inline-block" in made


def test_isolates_that_are_known_are_about_others() -> None:
    text = 'الأمر print("+963 11 555 0100") هنا'
    runs = isolated_runs(text, rtl=True, known=[(6, 31)])
    assert [run.text for run in runs if not run.rtl] == ['print("+963 11 555 0100")']


FORMULAS = [
    ((Text("قيمة 10"), Superscript((Text("-3"),)), Text(" ثم")), ["10-3"]),
    ((Text("والصيغة "), Code("a"), Text(" + "), Code("b"), Text(" = 3 هنا")), ["a + b = 3"]),
    ((Text("وهي "), Emphasis((Text("x"),)), Superscript((Text("2"),)), Text(" + 5 = 9 كذلك")), ["x2 + 5 = 9"]),
    ((Text("ثم 1.6 × 10"), Superscript((Text("−19"),)), Text(" كولوم، و5 م"), Superscript((Text("2"),))), ["1.6 × 10−19"]),
    ((Text("الأمر "), Code("ls -l"), Text(" و"), Code("x"), Text(" مرة")), ["ls -l", "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("inlines", "apart"), FORMULAS)
def test_formulas_with_markup_in_them_are_isolated_whole(inlines: tuple[Inline, ...], apart: list[str]) -> None:
    page = lxml.html.fromstring(f"<p>{inlines_html(inlines, rtl=True)}</p>")
    outer = [
        one
        for one in page.iter()
        if one.get("dir") == "ltr" and all(up.get("dir") != "ltr" for up in one.iterancestors())
    ]
    assert [one.text_content() for one in outer] == apart
    opened = docx.Document(io.BytesIO(newsconvert.write(Article("خبر", (Paragraph(inlines),)), "docx")))
    text = plain_text(inlines)
    shown = next(one.text for one in opened.paragraphs if unmarked(one.text) == text)
    wanted = text
    for part in apart:
        wanted = wanted.replace(part, f"\u2066{part}\u2069", 1)
    assert _from_left(shown) == _from_left(wanted)


def test_running_heads_show_what_the_headline_shows() -> None:
    headline = "اتصل على +963 11 555 0100 أو راسل info@example.com"
    article = Article(headline, (Paragraph((Text("كلام كثير في الخبر. " * 900),)),))
    opened: Any = pymupdf.open
    with opened(stream=newsconvert.write(article, "pdf"), filetype="pdf") as document:
        found = [_shown(document[number], "+963 11 555 0100") for number in (0, 1)]
        assert "\u2066" not in document[1].get_text()
    assert found == ["+963115550100"] * 2


def _shown(page: Any, part: str) -> str:
    """Return the characters of the first line on paper that has `part`'s, those of `part` from left to right."""
    rows: dict[int, list[tuple[float, str]]] = {}
    for block in page.get_text("rawdict")["blocks"]:
        for character in (one for line in block.get("lines", []) for span in line["spans"] for one in span["chars"]):
            rows.setdefault(round(character["origin"][1]), []).append((sum(character["bbox"][::2]), character["c"]))
    row = next(row for _, row in sorted(rows.items()) if {*part} <= {one for _, one in row})
    return "".join(one for _, one in sorted(row) if one.strip() and one in part)
