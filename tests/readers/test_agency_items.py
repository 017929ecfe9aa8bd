"""What items of news agencies state beside their text: decks, notes to editors, places, dates and packages."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Figure,
    Note,
    Paragraph,
    Source,
    article_text,
    block_inlines,
    note_text,
    plain_text,
)
from newsconvert.options import ReaderOptions
from newsconvert.readers import readers
from newsconvert.readers.columns import Columns
from newsconvert.result import Converted

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
TEXT = "وقال رئيس نقابة الصيادين إن القرار صدر بالتشاور معها، وإن المراكب كلها عادت إلى المرسى."


def item(about: str = "", meta: str = "", content: str | None = None) -> str:
    content = content or (
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p>'
        "</body></html></inlineXML>"
    )
    return (
        f'<newsItem xmlns="{NAMESPACE}" guid="urn:1" xml:lang="ar"><itemMeta>{about}</itemMeta><contentMeta>{meta}'
        f"</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def read_all(data: str) -> list[Converted[Article]]:
    found = readers()["xml"].read_many(io.BufferedReader(io.BytesIO(data.encode())), ReaderOptions(file_name="a.xml"))
    return [one for _, one in found if isinstance(one, Converted)]


def texts(article: Article) -> list[str]:
    return [plain_text(run) for block in article.body for run in block_inlines(block)]


def test_what_an_item_states_is_a_field_or_is_named() -> None:
    about = "<provider><name>وكالة المرفأ</name></provider><versionCreated>2024-05-06T12:00:00Z</versionCreated><edNote>للعاجل</edNote><embargoed>2024-05-06T18:00:00Z</embargoed>"
    meta = """<contentCreated>2024-05-06T10:00:00Z</contentCreated><dateline>صيدا (وكالة المرفأ)</dateline><creditline>و م</creditline>
        <headline role="hldrole:sub">الرياح السبب</headline><headline role="hldrole:main">تأجيل الصيد</headline>
        <headline role="hldrole:short">صيد</headline><slugline>صيد-رياح</slugline><description role="drol:summary">موجز</description>"""
    (found,) = read_all(item(about, meta))
    article = found.value
    assert (article.headline, article.deck, article.place) == ("تأجيل الصيد", "الرياح السبب", "صيدا")
    assert (article.agency, article.source) == ("وكالة المرفأ", Source("وكالة المرفأ"))
    assert article.published == datetime(2024, 5, 6, 10, tzinfo=UTC)
    (warning,) = found.warnings
    assert warning.count == 6
    assert all(
        name in str(warning)
        for name in ("creditline", "headline short", "slugline", "description summary", "edNote", "embargoed")
    )


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("above", [False, True])
def test_a_credit_other_than_the_stated_one_stays_where_it_stands(above: bool, plain: bool) -> None:
    credit = "(تحرير: سعاد)"
    lines = [credit, TEXT] if above else [TEXT, "وقال الوزير إن العمل يبدأ غداً.", credit]
    inside = "".join(f"<p>{line}</p>" for line in lines)
    content = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{inside}</body></html></inlineXML>'
    if plain:
        content = f'<inlineData contenttype="text/plain">{"&#10;&#10;".join(lines)}</inlineData>'
    (found,) = read_all(item(meta="<by>هالة عمر</by><headline>تأجيل الصيد</headline>", content=content))
    assert found.value.byline == "هالة عمر"
    assert texts(found.value) == lines


def test_an_item_was_published_when_it_was_first_sent() -> None:
    dates = "<versionCreated>2024-05-08T12:00:00Z</versionCreated><firstCreated>2024-05-06T12:00:00Z</firstCreated>"
    meta = "<contentCreated>2024-05-01T12:00:00Z</contentCreated><headline>تأجيل الصيد</headline>"
    (found,) = read_all(item(dates, meta))
    assert found.value.published == datetime(2024, 5, 6, 12, tzinfo=UTC)
    fields = Columns(ReaderOptions()).of(("versioncreated", "contentcreated", "firstcreated"))
    assert fields["published"] == ["firstcreated", "contentcreated", "versioncreated"]


def test_renditions_of_one_text_are_read_once_and_packages_are_counted() -> None:
    both = f'<inlineData contenttype="text/plain">{TEXT}</inlineData><inlineXML><body><p>{TEXT}</p></body></inlineXML>'
    package = '<packageItem guid="urn:2"><contentMeta><headline>ملف</headline></contentMeta></packageItem>'
    news = item(meta="<headline>تأجيل الصيد</headline>", content=both)
    (found,) = read_all(f'<newsMessage xmlns="{NAMESPACE}"><itemSet>{package}{package}{news}</itemSet></newsMessage>')
    assert texts(found.value) == [TEXT]
    assert "packageItem (2)" in str(found.warnings[0])


@pytest.mark.parametrize(
    ("byline", "dateline", "said", "where", "place"),
    [
        ("كتبت<person>سلمى نجار</person><byttl>موفدة الوكالة</byttl>", "<location><city>صور</city><country>لبنان</country></location><story.date>6 مايو</story.date>",
         "كتبت سلمى نجار، موفدة الوكالة", "صور، لبنان، 6 مايو", "صور"),
        ("<person><name.given>سلمى</name.given><name.family>نجار</name.family></person> (<org>وكالة المرفأ</org>)", "<location>صيدا</location>, <story.date>6 مايو</story.date> -",
         "سلمى نجار (وكالة المرفأ)", "صيدا, 6 مايو -", "صيدا"),
    ],
)  # fmt: skip
def test_facts_of_nitf_are_parted(byline: str, dateline: str, said: str, where: str, place: str) -> None:
    (found,) = read_all(
        f"""<nitf><head><docdata><date.release norm="20240506"/><ed-msg info="للعاجل"/></docdata></head><body><body.head>
        <hedline><hl1>تأجيل الصيد</hl1><hl2>الرياح السبب</hl2><hl2>المراكب عادت</hl2></hedline><byline>{byline}</byline>
        <dateline>{dateline}</dateline><abstract>موجز</abstract></body.head><body.content><p>{TEXT}</p></body.content></body></nitf>"""
    )
    article = found.value
    assert (article.byline, article.dateline, article.place) == (said, where, place)
    assert (article.deck, str(article.published)) == ("الرياح السبب", "2024-05-06")
    assert all(name in str(found.warnings[0]) for name in ("hl2", "abstract", "ed-msg"))


@pytest.mark.parametrize(
    "line",
    [
        "دبي (رويترز) - ارتفع الذهب.",
        "الرباط - افتتح المعرض اليوم.",
        "صنعاء: وصلت السفينة!",
        "بيروت - رويترز - وقع الوزيران اتفاقا جديدا",
        "«لن نتراجع» - دبي (رويترز) - قال الوزير أمس",
        "الرياض - واس: بدء موسم الحج",
        "عاجل - القدس (وفا) - إصابة شابين برصاص الاحتلال",
    ],
)
def test_a_short_sentence_after_a_dateline_is_text(line: str) -> None:
    found = newsconvert.load(f"<h1>أسعار اليوم</h1><p>{line}</p><p>{TEXT}</p>".encode(), reader="html").value
    assert texts(found) == [line, TEXT]
    assert found.byline is None


@pytest.mark.parametrize(
    "line",
    ["بيروت - سلمى النجار.", "صيدا: محمد علي", "صيدا - رويترز - سلمى حسن النجار", "بيروت - من مراسلنا الخاص",
     "دبي - قسم الاقتصاد والأسواق", "القاهرة - وكالات أنباء عالمية"],
)  # fmt: skip
def test_a_name_after_a_place_is_a_byline(line: str) -> None:
    found = newsconvert.load(f"<h1>أسعار اليوم</h1><p>{line}</p><p>{TEXT}</p>".encode(), reader="html").value
    assert (texts(found), found.byline) == ([TEXT], line)


def words_of(found: Converted[Article]) -> str:
    """Return the letters of all that came of an item: its text, its notes, and what is said to be left out."""
    article = found.value
    facts = (article.headline, article.deck, article.byline, article.place, article.agency, article.dateline)
    source = article.source.name if article.source else None
    passages = (text for warning in found.warnings for text in warning.passages)
    pictures = (one.alternative for block in article.body if isinstance(block, Figure) for one in block.pictures)
    return " ".join(filter(None, (*facts, source, *article_text(article), *note_text(article), *passages, *pictures)))


NITF = f"""<nitf><head><title>عنوان الملف</title><meta content="كلمة الملف"/><docdata><doc.copyright holder="صاحب الحق"/></docdata>
    <pubdata name="جريدة المرفأ"/></head><body><body.head><hedline><hl1>تأجيل الصيد</hl1><hl2>الرياح السبب</hl2><hl2>المراكب عادت</hl2>
    </hedline><byline>سلمى <byttl>موفدة</byttl></byline><distributor>الموزع</distributor><rights>حقوق النص</rights></body.head>
    <body.content><p>{TEXT[: TEXT.find(" إن ")]}<fn><p>حاشية الجملة</p></fn>{TEXT[TEXT.find(" إن ") :]}</p><p>نصف <frac><frac-num>1</frac-num><frac-den>/2</frac-den></frac> ساعة<classifier value="صنف الفقرة"/></p><media media-type="image"><media-reference source="a.jpg"
    alternate-text="بديل الصورة"/><media-caption>شرح الصورة</media-caption><media-metadata value="وصف داخلي"/></media></body.content>
    <body.end><tagline>خاتمة</tagline></body.end></body></nitf>"""
SAID = (
    "عنوان الملف", "كلمة الملف", "صاحب الحق", "جريدة المرفأ", "الرياح السبب", "المراكب عادت", "سلمى", "موفدة", "الموزع", "حقوق النص",
    "حاشية الجملة", "صنف الفقرة", "بديل الصورة", "شرح الصورة", "وصف داخلي", "خاتمة",
)  # fmt: skip


@pytest.mark.parametrize("inside", [False, True])
def test_each_text_of_nitf_is_in_the_article_or_is_left_out_by_name(inside: bool) -> None:
    data = NITF
    if inside:  # whose facts NewsML-G2 states too, otherwise
        meta = "<headline>تأجيل الصيد</headline><headline role='hlrole:sub'>عنوان آخر</headline><by>كتبت سلمى</by>"
        data = item("<provider><name>وكالة المرفأ</name></provider>", meta, f"<inlineXML>{NITF}</inlineXML>")
    (found,) = read_all(data)
    words = words_of(found)
    assert [one for one in SAID if one not in words] == []
    first = found.value.body[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.inlines) == TEXT  # a note does not part the sentence it is in
    assert any(isinstance(node, Note) for node in first.inlines)
    assert "نصف 1/2 ساعة" in " ".join(words.split())


def test_what_stands_beside_the_text_of_newsml_is_read_or_named() -> None:
    markup = f"<html><head><title>عنوان الصفحة</title></head><body><p>{TEXT}</p></body></html>"
    content = f"""<inlineXML>{markup}</inlineXML><inlineData>موجز آخر</inlineData>
        <remoteContent href="a.mp4" contenttype="video/mp4"><title>شريط مصور</title></remoteContent>
        <remoteContent href="a.jpg" contenttype="image/jpeg"><title>المرسى</title><altText>مراكب</altText></remoteContent>"""
    about = '<pubStatus qcode="stat:canceled"/><title>عنوان إداري</title>'
    news = item(about, "<headline>تأجيل الصيد</headline>", content).replace(
        "<contentSet>", "<assert><name>المرسى القديم</name></assert><contentSet>"
    )
    (found,) = read_all(news)
    words = words_of(found)
    said = ("عنوان الصفحة", "موجز آخر", "شريط مصور", "المرسى", "مراكب", "عنوان إداري", "المرسى القديم", "stat:canceled")
    assert [one for one in said if one not in words] == []
    assert all(name in str(found.warnings[-1]) for name in ("pubStatus", "assert", "inlineData", "itemMeta title"))
    (usable,) = read_all(item('<pubStatus qcode="stat:usable"/>', "<headline>تأجيل الصيد</headline>"))
    assert usable.warnings == ()


def test_headlines_of_newsml_1_stand_above_its_parts_too() -> None:
    (found,) = read_all(
        f"""<NewsML><NewsItem><NewsManagement><Status FormalName="Usable"/><Instruction>للعاجل</Instruction></NewsManagement>
        <NewsComponent><NewsLines><HeadLine>تأجيل الصيد</HeadLine><ByLine>سلمى</ByLine><SlugLine>صيد</SlugLine></NewsLines>
        <NewsComponent><ContentItem><DataContent><p>{TEXT}</p></DataContent></ContentItem></NewsComponent></NewsComponent>
        </NewsItem></NewsML>"""
    )
    assert (found.value.headline, found.value.byline, texts(found.value)) == ("تأجيل الصيد", "سلمى", [TEXT])
    assert found.warnings[-1].passages == ("للعاجل", "صيد")


def test_provider_place_and_time_of_newsml_1() -> None:
    (found,) = read_all(
        f"""<NewsML><NewsItem><NewsManagement><FirstCreated>20110211T155500Z</FirstCreated></NewsManagement><NewsComponent>
        <NewsLines><HeadLine>تأجيل الصيد</HeadLine><DateLine>القاهرة 11 شباط (ا ف ب)</DateLine></NewsLines><AdministrativeMetadata>
        <Provider><Party FormalName="وكالة المرفأ"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>{TEXT}</p>
        </DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
    )
    article = found.value
    assert article.published == datetime(2011, 2, 11, 15, 55, tzinfo=UTC)
    assert (article.place, article.agency, article.source) == ("القاهرة", "وكالة المرفأ", Source("وكالة المرفأ"))
    assert found.warnings == ()


def newsml1(*components: str) -> list[Article]:
    inside = "".join(components)
    lines = "<NewsLines><HeadLine>تأجيل الصيد</HeadLine></NewsLines>"
    data = f"<NewsML><NewsItem><NewsComponent>{lines}{inside}</NewsComponent></NewsItem></NewsML>"
    return [found.value for _, found in newsconvert.load_many(data.encode(), file_name="x.xml")]  # type: ignore[union-attr]


def component(role: str, inside: str) -> str:
    return f'<NewsComponent><Role FormalName="{role}"/>{inside}</NewsComponent>'


def content(words: str) -> str:
    return f"<ContentItem><DataContent>{words}</DataContent></ContentItem>"


def test_a_caption_of_newsml_1_belongs_to_its_picture() -> None:
    picture = '<ContentItem Href="{}.jpg"><MediaType FormalName="Photo"/></ContentItem>'
    photos = [
        component("Photo", component("Caption", content(f"صورة {name}")) + component("Thumbnail", picture.format(f"{name}-small")) + component("Main", picture.format(name)))
        for name in ("one", "two")
    ]  # fmt: skip
    (article,) = newsml1(component("Main", content(f"<p>{TEXT}</p>")), *photos)
    assert texts(article)[0] == TEXT
    figures = [block for block in article.body if isinstance(block, Figure)]
    assert [(one.pictures[0].alternative, plain_text(one.caption)) for one in figures] == [
        ("one.jpg", "صورة one"),
        ("two.jpg", "صورة two"),
    ]


@pytest.mark.parametrize("around", [True, False])
def test_a_caption_of_newsml_1_without_a_picture_stays_in_its_article(around: bool) -> None:
    main = content(f"<p>{TEXT}</p>")
    (article,) = newsml1(main if around else component("Main", main), component("Caption", content("شرح الصورة")))
    assert texts(article) == [TEXT, "شرح الصورة"]


def test_texts_of_newsml_1_with_headlines_of_their_own_stay_articles() -> None:
    other = f"<NewsComponent><NewsLines><HeadLine>خبر آخر</HeadLine></NewsLines>{content('نص الخبر الآخر.')}</NewsComponent>"
    assert [one.headline for one in newsml1(component("Main", content(TEXT)), other)] == ["تأجيل الصيد", "خبر آخر"]


def test_a_provider_without_a_name_yields_to_the_credit_line() -> None:
    (found,) = read_all(
        item('<provider literal="abc"/>', "<headline>تأجيل الصيد</headline><creditline>وكالة المرفأ</creditline>")
    )
    assert found.value.source == Source("وكالة المرفأ")
