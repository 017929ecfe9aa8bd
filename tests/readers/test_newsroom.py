"""What newsrooms write around an article: marked texts as a whole, then dates, names, languages, sidecars one by one."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import newsconvert
from newsconvert.citation import citation_rows, row_text
from newsconvert.languages import detect, format_date, labels
from newsconvert.model import Article, Paragraph, Provenance, Source, Table, Text, article_text, plain_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.overrides import override
from newsconvert.readers.plaintext import explain
from newsconvert.readers.sidecar import sidecar
from newsconvert.readers.structure.authors import authors, persons
from newsconvert.readers.structure.datelines import read_dateline
from newsconvert.readers.structure.dates import date_line, find_date
from newsconvert.result import Kind
from support import ROOT

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."


def read(*lines: str) -> Article:
    return newsconvert.read("\n".join(lines).encode())


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = ROOT / "benchmarks" / "newsroom.py"
    spec = importlib.util.spec_from_file_location("newsroom", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["newsroom"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


#: What each folder of marked texts must reach; `python benchmarks/reader.py -v` lists what stays below 1.
FLOORS = {
    "tuned": {"title": 0.96, "kicker": 0.99, "deck": 0.96, "byline": 0.98, "place": 0.98, "date": 0.98, "agency": 0.98,
              "source": 0.97, "no agency": 0.98, "lines": 0.99, "heading F1": 0.98, "item F1": 0.98},
    "held": {"title": 0.93, "kicker": 0.99, "deck": 0.93, "byline": 0.95, "place": 0.99, "date": 0.99, "agency": 0.99,
             "source": 0.93, "no agency": 0.99, "lines": 0.98, "heading F1": 0.98, "item F1": 0.98},
    "wide-tuned": {"title": 0.98, "kicker": 0.98, "deck": 0.98, "byline": 0.98, "place": 0.98, "date": 0.98, "agency": 0.98,
                   "source": 0.98, "no agency": 0.98, "lines": 0.98, "heading F1": 0.97, "item F1": 0.97},
    "wide-held": {"title": 0.94, "kicker": 0.94, "deck": 0.94, "byline": 0.95, "place": 0.95, "date": 0.95, "agency": 0.95,
                  "source": 0.95, "no agency": 0.95, "lines": 0.97, "heading F1": 0.97, "item F1": 0.96},
    "desks-tuned": {"title": 0.97, "kicker": 0.99, "deck": 0.97, "byline": 0.99, "place": 0.99, "date": 0.99, "agency": 0.99,
                    "source": 0.99, "no agency": 0.99, "lines": 0.98, "heading F1": 0.97, "item F1": 0.99},
    "desks-held": {"title": 0.99, "kicker": 0.99, "deck": 0.99, "byline": 0.99, "place": 0.99, "date": 0.99, "agency": 0.99,
                   "source": 0.99, "no agency": 0.99, "lines": 0.98, "heading F1": 0.97, "item F1": 0.97},
    "rounds": {"title": 0.99, "kicker": 0.99, "deck": 0.98, "byline": 0.99, "place": 0.99, "date": 0.99, "agency": 0.99,
               "source": 0.99, "no agency": 0.99, "lines": 0.99, "heading F1": 0.99, "item F1": 0.99},
    "heads-tuned": {"title": 0.98, "kicker": 0.96, "deck": 0.98, "byline": 0.97, "place": 0.97, "date": 0.98, "agency": 0.98,
                    "source": 0.98, "no agency": 0.98, "lines": 0.98, "heading F1": 0.9, "item F1": 0.98},
    "heads-held": {"title": 0.93, "kicker": 0.95, "deck": 0.95, "byline": 0.93, "place": 0.97, "date": 0.98, "agency": 0.98,
                   "source": 0.98, "no agency": 0.98, "lines": 0.98, "heading F1": 0.88, "item F1": 0.98},
    "bodies": {"title": 0.97, "kicker": 0.97, "deck": 0.97, "byline": 0.97, "place": 0.97, "date": 0.99, "source": 0.98,
               "no agency": 0.97, "lines": 0.98, "heading F1": 0.98, "item F1": 0.98},
    "habits": {"title": 0.98, "kicker": 0.98, "deck": 0.98, "byline": 0.99, "place": 0.98, "date": 0.99, "agency": 0.99,
               "source": 0.98, "no agency": 0.99, "lines": 0.99, "heading F1": 0.99, "item F1": 0.99},
    "other-hand": {"title": 0.99, "kicker": 0.98, "deck": 0.97, "byline": 0.98, "place": 0.98, "date": 0.98, "agency": 0.97,
                   "source": 0.98, "no agency": 0.98, "lines": 0.98, "heading F1": 0.96, "item F1": 0.98},
}  # fmt: skip


@pytest.mark.parametrize("folder", FLOORS)
def test_marked_texts_are_understood(scorer: ModuleType, folder: str) -> None:
    texts = list(scorer.load(ROOT / "benchmarks" / "newsroom" / folder))
    figures = scorer.score(texts)
    assert len(texts) >= 15
    assert {name: figures[name] for name, floor in FLOORS[folder].items() if figures[name] < floor} == {}
    assert figures["lost lines"] == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 مايو 2023", "2023-05-14"), ("١٤ أيار ٢٠٢٣", "2023-05-14"), ("14 ماي 2023", "2023-05-14"),
        ("14 كانون 2 2023", "2023-01-14"), ("3 تشرين أول/أكتوبر 2023", "2023-10-03"), ("8 مارس آذار 2022", "2022-03-08"),
        ("29 آذار (مارس) 2021", "2021-03-29"), ("30 شتنبر 2020", "2020-09-30"), ("22 جويلية 2019", "2019-07-22"),
        ("[14/يناير/2020]", "2020-01-14"), ("الكويت - 14 - 5 - 2023", "2023-05-14"), ("2023-05-14", "2023-05-14"),
        ("13.04.2022 | 08:17 GMT", "2022-04-13"), ("١ جمادى الأولى ١٤٤٦ - ٣ تشرين الثاني ٢٠٢٤", "2024-11-03"),
        ("25 شوال 1444 هـ الموافق 15 مايو 2023 م", "2023-05-15"), ("19 ذو الحجة 1445هـ", "2024-06-25"),
        ("11 / 5 / 1443 هجري الموافق لـ 15 / 12 / 2021 ميلادي", "2021-12-15"), ("١٢ صفَر ١٤٤٥ هـ", "2023-08-28"),
        ("۱۲ اسفند ۱۴۰۲", "2024-03-02"), ("۲۲ بهمن ۱۳۵۷", "1979-02-11"), ("14 مارچ 2026", "2026-03-14"),
        ("١٤ ئازار ٢٠٢٦", "2026-03-14"), ("September 11, 2024", "2024-09-11"),
        ("الثلاثاء الخامس من مارس عام ألفين وأربعة وعشرين", "2024-03-05"), ("أول أيار 2021", "2021-05-01"),
        ("التاسع والعشرين من شعبان 1434هـ", "2013-07-08"), ("5 أيار عام ألف وتسعمئة وست وسبعين", "1976-05-05"),
        ("الثامن من يوليو سنة ألفين وثلاث عشرة ميلادية", "2013-07-08"), ("الحادي والثلاثين من كانون الثاني/يناير 2020", "2020-01-31"),
        ("غرة رجب سنة خمس وأربعين وأربعمئة وألف", "2024-01-13"), ("الأول من تشرين الثاني سنة تسع مئة وألف", "1900-11-01"),
        ("اليوم الثالث والعشرين من شهر رجب لسنة 1442هـ، الموافق اليوم السابع من شهر مارس لسنة 2021م", "2021-03-07"),
        ("6 تشرين الثاني / نوفمبر 2017", "2017-11-06"), ("12 ربيع الأول 1445", "2023-09-27"),
    ],
)  # fmt: skip
def test_dates_of_all_namings_and_calendars(text: str, day: str) -> None:
    found = find_date(text)
    assert found is not None
    assert f"{found.when:%Y-%m-%d}" == day


@pytest.mark.parametrize(
    "text",
    [
        "الكويت 14 - 5",
        "بلغ العدد 2024 طالباً",
        "31 شباط 2023",
        "الساحل 1 - 3 الجبل",
        "12 ربيعا",
        "40 عاما",
        "الحادي عشر من سبتمبر",
        "الثلاثين من فبراير 2020",
        "الأول من نوعه في 2020",
        "المركز الثاني مايو 2020",
        "ألف وعشرون سنة",
    ],
)
def test_no_date_where_there_is_none(text: str) -> None:
    assert find_date(text) is None


def test_a_line_is_a_date_with_what_stands_beside_it_and_nothing_else() -> None:
    assert date_line("السبت 4 فبراير 2023 - آخر تحديث 19:45")
    assert date_line("نُشر: 14:05-29 أغسطس 2023 م ـ 12 صفَر 1445 هـ")
    assert not date_line("دمشق 4 فبراير 2023")


@pytest.mark.parametrize(
    ("start", "place", "agency", "day"),
    [
        ("الكويت - 14 - 5 (كونا) -- ", "الكويت", "كونا", None),
        ("أبوظبي في 9 أكتوبر 2022 / وام / ", "أبوظبي", "وام", date(2022, 10, 9)),
        ("دمشق 12-3-2024 سانا ", "دمشق", "سانا", date(2024, 3, 12)),
        ("نواكشوط, 13-2-2020 (أ. ف. ب.) - ", "نواكشوط", "أ. ف. ب.", date(2020, 2, 13)),
        ("القاهرة في 9 نوفمبر /أ ش أ/ ", "القاهرة", "أ ش أ", None),
        ("بغداد/ نينا / ", "بغداد", "نينا", None),
        ("أربيل، العراق (أ ب) — ", "أربيل، العراق", "أ ب", None),
        ("تل شهاب-سانا ", "تل شهاب", "سانا", None),
        ("الجزائر – ", "الجزائر", None, None),
        ("(رويترز) - ", None, "رويترز", None),
    ],
)  # fmt: skip
def test_datelines_that_paragraphs_begin_with(start: str, place: str | None, agency: str | None, day: date) -> None:
    found = read_dateline(start + TEXT)
    assert found is not None
    assert (found.facts.place, found.facts.agency) == (place, agency)
    assert (found.facts.dated.when if found.facts.dated else None) == day
    assert found.end == len(start)


@pytest.mark.parametrize(
    "text",
    [
        "دمشق في 12 آذار 2011 كانت مدينة أخرى، وكان الناس يمشون في أسواقها القديمة حتى ساعة متأخرة.",
        "الأردن ومصر معا نحو شراكة جديدة في قطاع الطاقة والنقل البحري والربط الكهربائي بين البلدين.",
        "القاهرة الجديدة: قال مدير الأمن إن الشرطة ضبطت عصابة تسرق السيارات من أمام البيوت منذ شهرين.",
        "قال محمد (35 عاما) إن الشرطة ضبطت عصابة تسرق السيارات من أمام البيوت منذ شهرين على الأقل.",
        "الرياض - جدة: رحلة القطار السريع تستغرق ساعتين ونصف الساعة فقط بعد افتتاح المحطة الجديدة.",
    ],
)
def test_sentences_are_no_datelines(text: str) -> None:
    assert read_dateline(text) is None


def test_a_dateline_stays_in_its_paragraph_and_is_set_once() -> None:
    article = read("افتتاح الجسر", f"الكويت - 14 - 5 (كونا) -- {TEXT}", MORE)
    assert article.dateline == "الكويت - 14 - 5 (كونا) --"
    assert article.dateline_above is None
    assert list(article_text(article))[1].startswith("الكويت - 14 - 5 (كونا) -- قالت")
    page = newsconvert.write(article, "html", standalone=False).decode()
    assert page[page.index("<article") :].count("(كونا)") == 1


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("كتب: رامي عبد النبي ونسمة الجوهري وسعيد أبو الفتوح", ("رامي عبد النبي", "نسمة الجوهري", "سعيد أبو الفتوح")),
        ("هشام الخالد ووليد سعد ومحمد وهيب", ("هشام الخالد", "وليد سعد", "محمد وهيب")),
        ("وهيب النصاري", ("وهيب النصاري",)),
        ("محمد علي ــ أحمد سيد", ("محمد علي", "أحمد سيد")),
        ("كتب- محمد علي/ أحمد سيد", ("محمد علي", "أحمد سيد")),
        ("كتبت: هدى الكيلاني - تصوير: وائل سعد", ("هدى الكيلاني",)),
        ("بقلم: إلينا فوركاديس، ترجمة: حسان العبود عن اليونانية", ("إلينا فوركاديس",)),
        ("مراسلنا في حلب: سامر الأحمد", ("سامر الأحمد",)),
        ("بغداد – واع – آمنة السلامي", ("آمنة السلامي",)),
        ("سلمى رضوان، مراسلة شؤون الصحة", ("سلمى رضوان",)),
        ("كتب محمد السيد - القاهرة - 21 يونيو 2021", ("محمد السيد",)),
        ("القاهرة - كتبت منى علي: تصوير: كريم حلمي", ("منى علي",)),
        ("صيدا - من مراسلنا سامر عيتاني", ("سامر عيتاني",)),
        ("طرابلس – مراسل الموقع عبد السلام الورفلي", ("عبد السلام الورفلي",)),
        ("بغداد – حاورته زينب الكعبي", ("زينب الكعبي",)),
        ("كتابة وتصوير: هدى المزروعي", ("هدى المزروعي",)),
        ("إيلينا ماركوفيتش ترجمة: سهى العبد الله", ("إيلينا ماركوفيتش",)),
        ("كتب ـ محمد عمار وتصوير ـ أشرف شبانة", ("محمد عمار",)),
        ("نواكشوط: مراسلنا أحمد ولد سيدي", ("أحمد ولد سيدي",)),
    ],
)
def test_names_in_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert authors(byline) == persons(byline) == names


@pytest.mark.parametrize(
    "line", ["دمشق - 14 كانون 2 2023", "الكويت - 14 - 5 (كونا)", "فريق التحرير", "واس - الرياض", "عدن - سما نيوز / خاص"]
)
def test_dates_agencies_and_desks_are_no_persons(line: str) -> None:
    assert persons(line) == ()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("القاهرة - كتبت منى علي:", "القاهرة"), ("صيدا - من مراسلنا سامر عيتاني", "صيدا"),
        ("الرباط ـ من مبعوثنا الخاص يونس الفاسي", "الرباط"), ("خاص شبكة الأخبار – إدريس الطيب", None),
        ("نص وتصوير سليم الحاج", None), ("كتابة وتصوير: هدى المزروعي", None), ("ترجمة سهى العبد الله عن الإسبانية", None),
    ],
)  # fmt: skip
def test_bylines_stay_whole_and_give_the_place(line: str, place: str | None) -> None:
    article = read("افتتاح الجسر الجديد على النهر بعد أعمال دامت ثلاث سنوات كاملة", line, TEXT, MORE)
    assert (article.byline, article.place) == (line.rstrip(":"), place)


def test_a_byline_has_no_colon_at_its_end() -> None:
    assert read("افتتاح الجسر", "كتب - محمد علي:", TEXT).byline == "كتب - محمد علي"


@pytest.mark.parametrize(
    ("tag", "rtl", "text"),
    [
        ("fa", True, "رئیس کتابخانه گفت که این ساختمان برای جوانان ساخته شده است و از فردا باز می‌شود."),
        ("ur", True, "وزیر تعلیم نے کہا ہے کہ یہ لائبریری نوجوانوں کے لیے بنائی گئی ہے اور کل سے کھل جائے گی۔"),
        ("ckb", True, "سەرۆکی حکومەت رایگەیاند کە پڕۆژەکە لە ماوەی ساڵێکدا تەواو دەبێت و هەزاران کەس سوودی لێ دەبینن."),
        ("ar", True, "قال السيد إن گلي علي بگ من أجمل مصايف كردستان وإن چاي العراق مشهور بين الزوار في المدينة."),
        ("en", False, "The minister said on Tuesday that the library was built for the young."),
        ("fr", False, "Le ministre a déclaré mardi que le pont sera ouvert au printemps et que les travaux sont finis."),
    ],
)  # fmt: skip
def test_the_language_is_found_by_letters_and_words(tag: str, rtl: bool, text: str) -> None:
    assert detect(text, rtl=rtl) == tag


def test_the_apparatus_speaks_the_language_of_the_article_or_none() -> None:
    body = (Paragraph((Text("…"),)),)
    article = Article(
        "Headline", body, published=date(2026, 3, 14), source=Source("x"), provenance=Provenance("a.txt", "ab" * 32)
    )

    def said(tag: str) -> list[str]:
        rows = citation_rows(Article(**{**{n: getattr(article, n) for n in article.__slots__}, "language": tag}))
        return [row.label for row in rows]

    assert said("fa") == ["منبع", "تاریخ انتشار", "فایل اصلی", "اثر انگشت فایل SHA-256"]
    assert said("en-GB") == ["Source", "Published", "Original file", "SHA-256 of the file"]
    assert said("tr") == ["", "", "", "SHA-256"]
    shown = [format_date(date(2026, 3, 14), tag) for tag in ("ar", "fa", "ur", "ckb", "en", "tr")]
    assert shown == ["١٤ مارس ٢٠٢٦", "۱۴ مارس ۲۰۲۶", "14 مارچ 2026", "١٤ ئازار ٢٠٢٦", "14 March 2026", "2026-03-14"]
    assert labels("ar").source == "المصدر"


def test_a_sidecar_states_what_was_found_and_reads_back_to_the_same() -> None:
    text = "\n".join(
        ("تقرير", "افتتاح الجسر بعد ثلاث سنوات", "كتب: محمد «علي»", "14 أيار 2023", TEXT, "المصدر: وكالات")
    )
    found, decisions = explain(text.encode(), ReaderOptions())
    written = sidecar(found.value, decisions)
    values = tomllib.loads(written)
    assert (values["kicker"], values["date"], values["source"]) == ("تقرير", date(2023, 5, 14), {"name": "وكالات"})
    assert "# labelled byline, 97%" in written
    assert "# deck = " in written
    assert override(found.value, values, "x").value == found.value


def test_entities_of_html_are_decoded_and_counted() -> None:
    found = newsconvert.load(f"خبر &quot;العيد&quot; &amp;amp; AT&T\n{TEXT}".encode())
    assert found.value.headline == 'خبر "العيد" & AT&T'
    assert [warning.kind.value for warning in found.warnings] == ["entity"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("18:40 أغلقت مراكز الاقتراع أبوابها في المدينة", "paragraph"), ("المدينة: ماذا عن المصانع المتوقفة؟", "paragraph"),
        ("﴿وبشر الصابرين﴾", "quotation"), ("{كل نفس ذائقة الموت} [آل عمران: 185]", "quotation"),
        ("إنا لله وإنا إليه راجعون", "paragraph"), ("خاتمة", "heading"),
    ],
)  # fmt: skip
def test_what_lines_of_the_body_are(line: str, role: str) -> None:
    _, decisions = explain("\n".join(("خبر اليوم عن المدينة", TEXT, line, MORE)).encode(), ReaderOptions())
    assert [one.role for one in decisions if one.text == line] == [role]


def test_labels_are_fields_and_nothing_is_added_to_their_values() -> None:
    found = read("الكاتب: علي وأحمد", "الرابط: example.org/1", "المصدر: موقع الجبل", "العنوان: خبر", f"النص: {TEXT}")
    assert (found.headline, found.byline, list(article_text(found))[-2:]) == (
        "خبر", "علي وأحمد", [TEXT, "الرابط: example.org/1 المصدر: موقع الجبل"]
    )  # fmt: skip


@pytest.mark.parametrize("first", ["العنوان الأبرز: انتخابات بلا مفاجآت", "المصدر: مجهول في قضية السد", "الكاتب: شاهد"])
def test_a_headline_with_a_colon_is_no_label(first: str) -> None:
    assert read(first, TEXT, MORE).headline == first


BRIDGE = "افتتاح جسر جديد على النهر بعد ثلاث سنوات"


def test_the_basmala_stands_above_a_headline() -> None:
    found = read("بسم الله الرحمن الرحيم", BRIDGE, TEXT, MORE)
    assert (found.kicker, found.headline) == ("بسم الله الرحمن الرحيم", BRIDGE)


@pytest.mark.parametrize(
    "path",
    ["الرئيسية > أخبار", "الصفحة الرئيسية » ثقافة » كتب", "أنت هنا: الرئيسية / رياضة", "أخبار > رياضة > كرة القدم"],
)
def test_the_path_to_a_page_is_left_out_and_counted(path: str) -> None:
    found = newsconvert.load("\n".join((path, BRIDGE, TEXT, MORE)).encode())
    assert (found.value.kicker, found.value.headline) == (None, BRIDGE)
    assert [(one.kind, one.count, one.passages) for one in found.warnings] == [(Kind.PAGE_FURNITURE, 1, (path,))]


@pytest.mark.parametrize(
    ("head", "name", "stamp"),
    [
        (["صحيفة الميزان"], "صحيفة الميزان", None),
        (["جريدة «صوت الساحل» - يومية مستقلة", "العدد 512 - الخميس 4 مايو 2023"], "جريدة «صوت الساحل»", "العدد 512 - الخميس 4 مايو 2023"),
        (["جريدة الرياض - العدد 14874", "الأحد 15 مارس 2009م"], "جريدة الرياض", "الأحد 15 مارس 2009م"),
        (["موقع الوادي الإخباري", "3 أيلول 2023"], "موقع الوادي الإخباري", "3 أيلول 2023"),
    ],
)  # fmt: skip
def test_a_masthead_above_the_headline_names_the_source(head: list[str], name: str, stamp: str | None) -> None:
    found = read(*head, BRIDGE, TEXT, MORE)
    assert (found.headline, found.kicker, found.timestamp) == (BRIDGE, None, stamp)
    assert found.source == Source(name=name, citation=head[0])


@pytest.mark.parametrize(
    "headline",
    [
        "صحيفة عبرية: الانسحاب بعد أسبوعين",
        "مجلة جديدة عن المسرح",
        "موقع سياحي جديد في الجبل الأخضر",
        "قناة السويس تسجل رقما قياسيا",
    ],
)
def test_a_headline_about_a_paper_is_no_masthead(headline: str) -> None:
    found = read(headline, f"{BRIDGE}.", TEXT, MORE)
    assert (found.headline, found.source) == (headline, None)


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("تهران – ایرنا – ۲۳ اسفند ۱۴۰۳", "تهران", "ایرنا", date(2025, 3, 13)),
        ("شیراز / ۲ تیر ۱۴۰۱", "شیراز", None, date(2022, 6, 23)),
        ("تسنیم – ۲۳ اسفند ۱۴۰۳", None, "تسنیم", date(2025, 3, 13)),
        ("دمشق - سانا - 3/4/2023", "دمشق", "سانا", date(2023, 4, 3)),
    ],
)
def test_where_and_when_above_the_headline_is_the_dateline(
    line: str, place: str | None, agency: str | None, day: date
) -> None:
    found = read(line, BRIDGE, TEXT, MORE)
    assert (found.headline, found.kicker, found.dateline) == (BRIDGE, None, line)
    assert (found.place, found.agency, found.published) == (place, agency, day)


@pytest.mark.parametrize("line", ["اقتصاد – 12 أيار 2024", "فلسطين – 15 أيار 2024", "كأس العالم – قطر 2022"])
def test_a_section_or_a_subject_with_its_day_is_no_dateline(line: str) -> None:
    assert read(line, BRIDGE, TEXT, MORE).dateline is None


def test_a_masthead_is_cited_beside_the_source_line() -> None:
    found = read("صحيفة الميزان", BRIDGE, TEXT, MORE, "المصدر: وكالة الأناضول")
    assert found.source == Source(name="وكالة الأناضول", citation="المصدر: وكالة الأناضول\nصحيفة الميزان")
    assert [row_text(row) for row in citation_rows(found)][:2] == ["المصدر: وكالة الأناضول", "صحيفة الميزان"]


@pytest.mark.parametrize(
    ("lead", "headline", "place"),
    [
        ("عمان 7 تشرين الثاني (بترا)- قررت وزارة الزراعة فتح باب استيراد البصل من منتصف الشهر الحالي، لسد النقص في الأسواق.",
         "قررت وزارة الزراعة فتح باب استيراد البصل من منتصف الشهر الحالي", "عمان"),
        ("موسكو - سبوتنيك. أعلنت الشركة الروسية، اليوم الخميس، وصول أول شحنة من معدات المفاعل إلى مصر عن طريق البحر.",
         "أعلنت الشركة الروسية وصول أول شحنة من معدات المفاعل إلى مصر", "موسكو"),
        ("أعلنت وزارة الداخلية القبض على متهم بترويج العملة المزيفة بعد أسبوع من البحث عنه في المحافظات المجاورة كلها وفي العاصمة أيضا.",
         "أعلنت وزارة الداخلية القبض على متهم بترويج العملة المزيفة", None),
        ("رام الله (معا) - أعلن نادي الأسير أن أربعة أسرى «من محافظة الخليل والقرى الكثيرة التي من حولها» أنهوا الإضراب عن الطعام.",
         "أعلن نادي الأسير أن أربعة أسرى…", "رام الله"),
        ("غزة (وفا) - أصيب ثلاثة مواطنين.", "غزة (وفا) - أصيب ثلاثة مواطنين.", None),
    ],
)  # fmt: skip
def test_words_of_the_lead_stand_for_a_missing_headline(lead: str, headline: str, place: str | None) -> None:
    found = newsconvert.load("\n".join((lead, TEXT, MORE)).encode())
    assert (found.value.headline, found.value.place) == (headline, place)
    assert headline == lead or plain_text(found.value.body[0].inlines) == lead  # type: ignore[union-attr]
    assert [one.kind for one in found.warnings] == ([] if headline == lead else [Kind.NO_HEADLINE])


def test_a_sidecar_sets_a_missing_headline(tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text(f"عمان (بترا)- {TEXT}\n{MORE}", encoding="utf-8")
    (tmp_path / "خبر.toml").write_text('title = "مشروع"', encoding="utf-8")
    found = newsconvert.load(tmp_path / "خبر.txt")
    assert (found.value.headline, len(found.value.body), found.warnings) == ("مشروع", 2, ())


@pytest.mark.parametrize(
    ("mark", "kicker"), [("عاجل", "عاجل"), ("سوريا - زراعة", "سوريا - زراعة"), ("الرئيسية > أخبار", None)]
)
def test_what_stands_over_copy_without_a_headline(mark: str, kicker: str | None) -> None:
    lead = "دمشق-سانا: سقطت قذيفتان في محيط الحي الغربي فجر اليوم من دون وقوع إصابات بين السكان والمارة."
    found = read(mark, lead, TEXT, MORE)
    assert (found.kicker, found.headline, found.agency) == (
        kicker,
        "سقطت قذيفتان في محيط الحي الغربي فجر اليوم",
        "سانا",
    )


#: Heads over a byline and a lead; kickers, headlines and decks are parted by bars.
STACKS = (
    ("النفط يتجاوز 90 دولارا|الخام يربك حسابات الموازنة|خبراء: كل دولار إضافي يكلف الخزينة أربعة مليارات",
     "أربك صعود أسعار النفط حسابات الموازنة العامة التي بنيت على سعر 82 دولارا للبرميل، بينما تستورد البلاد ثلث احتياجاتها."),
    ("نقابة الصيادلة تلوح بالتصعيد|300 صيدلية تغلق أبوابها في الخليل|مطالب بوقف تحصيل الضريبة بأثر رجعي",
     "أغلقت 300 صيدلية في محافظة الخليل أبوابها أمس استجابة لدعوة نقابة الصيادلة احتجاجا على تحصيل الضريبة بأثر رجعي."),
    ("|مصرع 8 عمال في انهيار منجم ذهب بولاية نهر النيل|فرق الإنقاذ تواصل البحث عن مفقودين / الشركة السودانية للموارد تعلق العمل",
     "لقي ثمانية عمال مصرعهم بانهيار منجم تقليدي للذهب في منطقة دار مالي بولاية نهر النيل، وفق ما أفاد شهود من المنطقة."),
    ("|زلزال بقوة 5.1 درجة يهز سواحل الجزائر|لا خسائر والسكان يقضون ليلتهم في العراء / مركز رصد الزلازل يسجل عشر هزات ارتدادية",
     "هز زلزال بقوة 5.1 درجة على سلم ريختر سواحل ولاية بومرداس مساء أمس من دون تسجيل خسائر بشرية أو مادية في البلدات."),
    ("مخاوف من كارثة بيئية في بحر العرب|ناقلة النفط الجانحة / تهدد شواطئ الوسطى|هيئة البيئة تنشر الحواجز وتطلب مساعدة إقليمية",
     "تهدد ناقلة نفط جنحت قبالة محافظة الوسطى بكارثة بيئية في بحر العرب، ونشرت هيئة البيئة حواجز عائمة حولها منذ الفجر."),
    ("|رئيس الوزراء يوجه بتسريع إنجاز / مشاريع المياه في البصرة|14 محطة تحلية قيد التنفيذ وثلاث تدخل الخدمة قريبا",
     "وجه رئيس مجلس الوزراء أمس بتسريع إنجاز مشاريع المياه في محافظة البصرة وتذليل العقبات أمام الشركات المنفذة للعمل."),
    ("|الاتحاد الأوروبي يقترح تمويلا / جديدا للسلطة الفلسطينية / بـ 1.6 مليار يورو|",
     "اقترحت المفوضية الأوروبية تمويلا جديدا للسلطة الفلسطينية بقيمة 1.6 مليار يورو على مدى ثلاث سنوات تبدأ العام المقبل."),
    ("|قرطاج يختتم دورته بصوت ماجدة|المهرجان سجل أعلى إيرادات منذ عشر سنوات",
     "اختتمت الفنانة مساء أمس دورة مهرجان قرطاج الدولي أمام مدرجات امتلأت عن آخرها بالجمهور الذي انتظر ساعات طويلة."),
    ("|وزير الاتصالات: تدريب 50 ألف شاب خلال عامين|مركز بيانات في العلمين وآخر في أسوان",
     "كشف وزير الاتصالات عن استراتيجية وطنية للذكاء الاصطناعي تتضمن تدريب خمسين ألف شاب خلال عامين وإنشاء مركزين للبيانات."),
    ("انتقد «بطء» الاستجابة الحكومية|البطريرك: أهل القرى الحدودية متروكون لمصيرهم|دعا إلى صندوق إغاثة بإدارة مستقلة",
     "انتقد البطريرك في عظة الأحد بطء الاستجابة الحكومية لحاجات النازحين من القرى الحدودية، ودعا إلى إنشاء صندوق إغاثة."),
)  # fmt: skip


@pytest.mark.parametrize(("head", "lead"), STACKS)
def test_stacks_of_kicker_headline_and_decks(head: str, lead: str) -> None:
    kicker, headline, decks = (part.split(" / ") if part else [] for part in head.split("|"))
    found = read(*kicker, *headline, *decks, "بيروت - ميشال صليبا", lead, TEXT, MORE)
    assert found.headline == " ".join(headline)
    assert (found.kicker, found.deck) == ("\n".join(kicker) or None, "\n".join(decks) or None)
    assert found.byline == "بيروت - ميشال صليبا"


@pytest.mark.parametrize("gap", [False, True])
def test_a_kicker_stands_over_a_headline_that_the_lead_repeats(gap: bool) -> None:
    lead = (
        "التهم حريق ضخم عشرات الخيام في مخيم الأزرق للنازحين شمال إدلب ليل أمس، وبقيت عشرات العائلات في البرد القارس."
    )
    fire = "حريق يلتهم مخيم الأزرق للنازحين شمال إدلب"
    found = read("عشرات العائلات بلا مأوى", *([""] if gap else []), fire, lead, "", TEXT, "", MORE)
    assert (found.kicker, found.headline) == ("عشرات العائلات بلا مأوى", fire)


def test_the_first_of_several_headings_makes_no_kicker_of_the_headline() -> None:
    parking = (
        "أرجو إيصال صوتنا إلى إدارة المستشفى بشأن مواقف السيارات في المستشفى التي صارت حكرا على الموظفين منذ عام كامل."
    )
    found = read(
        "رسائل إلى المحرر", "مواقف السيارات في المستشفى", parking, "شكر لمكتبة الحي", TEXT, "أرصفة الشارع", MORE
    )
    assert (found.headline, found.kicker) == ("رسائل إلى المحرر", None)


def test_a_stated_headline_is_no_lead() -> None:
    title = f"عمان (بترا)- {TEXT}"
    found = newsconvert.load(json.dumps({"title": title, "content": MORE}).encode(), reader="json")
    assert (found.value.headline, len(found.value.body), found.warnings) == (title, 1, ())


@pytest.mark.parametrize(
    ("rows", "cells", "heads"),
    [
        (["النصر           2 - 1    العروبة", "السيب           0 - 0    صحم"], [["النصر", "2 - 1", "العروبة"], ["السيب", "0 - 0", "صحم"]], 0),
        (["المادة\tالأدنى\tالأعلى", "بندورة\t450\t600", "خيار\t700\t900"], [["المادة", "الأدنى", "الأعلى"], ["بندورة", "450", "600"], ["خيار", "700", "900"]], 1),
        (["الأدنى\tالأعلى", "بندورة\t450\t600", "خيار\t\t900"], [["", "الأدنى", "الأعلى"], ["بندورة", "450", "600"], ["خيار", "", "900"]], 1),
        (["عمّان\t\t9", "إربد\t10"], [["عمّان", "9"], ["إربد", "10"]], 0),
        (["دمشق     12   4", "حلب           3", "حمص      11   2"], [["دمشق", "12", "4"], ["حلب", "", "3"], ["حمص", "11", "2"]], 0),
    ],
)  # fmt: skip
def test_rows_in_columns_are_a_table(rows: list[str], cells: list[list[str]], heads: int) -> None:
    article = read("النشرة اليومية للأسواق والطقس", TEXT, "الجدول:", *rows, MORE)
    (table,) = (block for block in article.body if isinstance(block, Table))
    assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == cells
    assert table.header_rows == heads


@pytest.mark.parametrize(
    "rows",
    [
        ["وقفتُ على بابِ الوادي أسائلهُ       فما ردَّ الجوابَ سوى الصدى", "كأنَّ النخيلَ إذا مالتْ جدائلهُ       نساءٌ يلوِّحنَ طولَ المدى"],
        ["قال  إن العمل انتهى", "وإن الفرق  عادت"], ["سطر وحيد     5    6"],
    ],
)  # fmt: skip
def test_halves_of_verse_and_stray_spaces_are_no_table(rows: list[str]) -> None:
    article = read("عنوان الخبر اليومي هنا", TEXT, *rows, MORE)
    assert not any(isinstance(block, Table) for block in article.body)


MAIL = ("من: سامر عنانزة <samer@example.org>", "إلى: هيئة التحرير", "التاريخ: 3 نوفمبر 2022")


@pytest.mark.parametrize(
    ("lines", "headline", "kicker"),
    [
        ((*MAIL, "الموضوع: حصاد الزيتون", "", TEXT, MORE), "حصاد الزيتون", None),
        (("الموضوع: Fwd: رد: حصاد الزيتون", *MAIL, "", TEXT, MORE), "حصاد الزيتون", None),
        ((*MAIL, "الموضوع: مادة للنشر", "", "مزارعو عجلون يبدأون قطاف الزيتون", TEXT, MORE), "مزارعو عجلون يبدأون قطاف الزيتون", "مادة للنشر"),
        ((*MAIL, "الموضوع: بدء قطاف الزيتون اليوم", "", "بدء قطاف الزيتون اليوم", TEXT), "بدء قطاف الزيتون اليوم", None),
        ((*MAIL, "", "مزارعو عجلون يبدأون قطاف الزيتون", TEXT, MORE), "مزارعو عجلون يبدأون قطاف الزيتون", None),
        (("From: Samer <s@example.org>", "Sent: Thursday, November 3, 2022 9:12 AM", "To: news@example.org", "Subject: حصاد الزيتون", TEXT, MORE), "حصاد الزيتون", None),
    ],
)  # fmt: skip
def test_the_head_of_a_pasted_mail_is_no_headline(lines: tuple[str, ...], headline: str, kicker: str | None) -> None:
    article = read(*lines)
    assert (article.headline, article.kicker, article.published) == (headline, kicker, date(2022, 11, 3))
    assert article.byline in ("سامر عنانزة", None)
    whole = " ".join(article_text(article))
    assert all(line in whole for line in lines if line and not line.startswith(("الموضوع", "Subject")))


def test_a_headline_with_a_colon_is_no_head_of_a_mail() -> None:
    for first in ("من: أين يأتي الغلاء؟", "إلى: وزير الصحة مع التحية", "الموضوع: أبعد من السياسة"):
        assert read(first, TEXT, MORE).headline == first


@pytest.mark.parametrize(
    ("line", "place", "agency", "byline"),
    [
        ("عدن (و.أ.خ) - ", "عدن", "و.أ.خ", None), ("الخرطوم 3-4-2021 (و أ س) - ", "الخرطوم", "و أ س", None),
        ("قنا (د ب أ) - ", "قنا", "د ب أ", None), ("الدوحة (قنا) - ", "الدوحة", "قنا", None),
        ("المهدية 26 مارس 2018 (وات/ تحرير سنية البرينصي)- ", "المهدية", "وات", "سنية البرينصي"),
        ("الكرك 24 كانون الثاني (بترا) – من أحمد كريشان – ", "الكرك", "بترا", "أحمد كريشان"),
        ("اصفهان - ایسنا - ", "اصفهان", "ایسنا", None), ("BEIRUT (AP) — ", "BEIRUT", "AP", None),
        ("CAIRO, Egypt, May 3, 2024 (Reuters) - ", "CAIRO, Egypt", "Reuters", None),
    ],
)  # fmt: skip
def test_datelines_with_letters_towns_and_reporters(line: str, place: str, agency: str, byline: str | None) -> None:
    rest = "A workshop opened on Friday after years of work on it, its founders said." if line[0].isascii() else TEXT
    article = read("افتتاح ورشة الصيانة في المدينة", f"{line}{rest}", MORE)
    assert (article.place, article.agency, article.byline) == (place, agency, byline)
    assert article.dateline == line.strip()
    assert any(plain_text(block.inlines).startswith(line) for block in article.body if isinstance(block, Paragraph))


def test_qena_beside_a_name_is_a_town_and_one_beside_a_town_an_agency() -> None:
    assert (read("خبر من الصعيد اليوم", "قنا - وليد وجيه", TEXT, MORE).place) == "قنا"
    article = read("خبر من الخليج اليوم", "الدوحة - قنا", TEXT, MORE)
    assert (article.place, article.agency) == ("الدوحة", "قنا")


def test_credits_of_an_english_report() -> None:
    article = read(
        "Jordan Opens First Repair Lab",
        "By Hala Mansour and Rami al-Khatib",
        "July 4, 2021",
        "AMMAN — A workshop that repairs lamps opened on Sunday in the capital.",
    )
    assert (article.headline, article.byline, article.place) == (
        "Jordan Opens First Repair Lab",
        "By Hala Mansour and Rami al-Khatib",
        "AMMAN",
    )
    assert article.published == date(2021, 7, 4)


def test_a_deck_whose_speaker_has_a_title_is_none_of_the_headline() -> None:
    speaker = "رئيس لجنة التمور في الغرفة التجارية: الأسعار مستقرة رغم وفرة الإنتاج"
    article = read("300 طن من التمور تدخل سوق المدينة", speaker, "سامي المغامسي (المدينة المنورة)", TEXT, MORE)
    assert (article.headline, article.deck) == ("300 طن من التمور تدخل سوق المدينة", speaker)


def test_a_note_of_a_correction_stands_between_headline_and_date() -> None:
    note = "(لتصحيح نسبة الأرباح في الفقرة الأولى إلى 8 بالمئة من 18 بالمئة)"
    article = read("شركة الإسمنت توزع أرباحاً نقدية", note, "5 يونيو 2018", TEXT, MORE)
    assert (article.headline, article.published) == ("شركة الإسمنت توزع أرباحاً نقدية", date(2018, 6, 5))
    assert article.body[0] == Paragraph((Text(note),))


def test_a_slug_that_repeats_the_headline_and_a_verse_over_an_obituary_are_kickers() -> None:
    article = read("عام / أمير حائل يرعى حفل جائزة التميز", "أمير حائل يرعى حفل جائزة التميز", TEXT, MORE)
    assert (article.headline, article.kicker) == (
        "أمير حائل يرعى حفل جائزة التميز",
        "عام / أمير حائل يرعى حفل جائزة التميز",
    )
    verse = "«يا أيتها النفس المطمئنة ارجعي إلى ربك راضية مرضية»"
    article = read(verse, "وفاة أستاذ الجراحة حسام فرغلي", TEXT, MORE)
    assert (article.headline, article.kicker) == ("وفاة أستاذ الجراحة حسام فرغلي", verse)


@pytest.mark.parametrize("tag", ["ar", "fa", "ur", "ckb", "en", "fr", "he"])
def test_books_and_citations_speak_the_language_of_the_article_or_none(tag: str) -> None:
    rtl = tag not in ("en", "fr")
    article = Article(
        "Titre",
        (Paragraph((Text("Texte"),)),),
        source=Source("Journal", "https://e.example/1"),
        language=tag,
        direction="rtl" if rtl else "ltr",
        published=date(2024, 3, 5),
    )
    arabic = {"الاستشهاد", "المحتويات", "الغلاف", "بداية النص", "معالم الكتاب", "حقوق", "غلاف"}
    for format, members in (("epub", ("nav.xhtml", ".opf", "cover.xhtml", "toc.ncx")), ("docx", ("document.xml",))):
        with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, format))) as package:
            shown = " ".join(package.read(name).decode() for name in package.namelist() if name.endswith(members))
        shown = re.sub(r"<meta property=.schema:accessibilitySummary.>[^<]*", "", shown)
        found = {word for word in arabic if word in shown}
        assert bool(found) == (tag == "ar"), (format, found)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("رئيس الوزراء يستقبل الشيخ محمد بن", "راشد آل مكتوم في قصر الضيافة"), ("وفاة الأديب الكبير عبد", "الرحمن منيف عن سبعين عاماً"),
        ("مدينة تحتفي بالشاعر الراحل أبو", "القاسم الشابي"), ("معرض عن حياة القائد صلاح الدين بن", "يوسف في القاهرة"),
    ],
)  # fmt: skip
def test_a_name_that_is_parted_by_the_end_of_a_line_is_whole_in_the_headline(one: str, two: str) -> None:
    article = read(one, two, "كتب: سمير عطا", TEXT, MORE)
    assert (article.headline, article.byline) == (f"{one} {two}", "كتب: سمير عطا")


def test_the_outline_says_why_rows_are_of_a_table_and_who_says_the_date() -> None:
    from newsconvert.cli.outline import rows

    lines = (*MAIL, "الموضوع: نتائج الدوري", "", TEXT, "النصر    2 - 1    صور", "ظفار     0 - 0    صحم")
    found, decisions = explain("\n".join(lines).encode(), ReaderOptions())
    shown = {(row.kind, row.text): row.reason for row in rows(found.value, decisions)}
    assert shown["row", "النصر | 2 - 1 | صور"] == "row of a table 85%"
    assert shown["title", "نتائج الدوري"] == "subject of a message 90%"
    assert shown["published", "2022-11-03"] == "head of a message 95%"
