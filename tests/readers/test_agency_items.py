"""What items of news agencies state beside their text: decks, notes to editors, places, dates and packages."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

import newsconvert
from newsconvert.model import Article, Source, block_inlines, plain_text
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
    assert (article.agency, article.source) == ("وكالة المرفأ", Source("و م"))
    assert article.published == datetime(2024, 5, 6, 10, tzinfo=UTC)
    (warning,) = found.warnings
    assert warning.count == 5
    assert all(
        name in str(warning) for name in ("headline short", "slugline", "description summary", "edNote", "embargoed")
    )


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
    "line", ["دبي (رويترز) - ارتفع الذهب.", "الرباط - افتتح المعرض اليوم.", "صنعاء: وصلت السفينة!"]
)
def test_a_short_sentence_after_a_dateline_is_text(line: str) -> None:
    found = newsconvert.load(f"<h1>أسعار اليوم</h1><p>{line}</p><p>{TEXT}</p>".encode(), reader="html").value
    assert texts(found) == [line, TEXT]
    assert found.byline is None


@pytest.mark.parametrize("line", ["بيروت - سلمى النجار.", "صيدا: محمد علي"])
def test_a_name_after_a_place_is_a_byline(line: str) -> None:
    found = newsconvert.load(f"<h1>أسعار اليوم</h1><p>{line}</p><p>{TEXT}</p>".encode(), reader="html").value
    assert (texts(found), found.byline) == ([TEXT], line)
