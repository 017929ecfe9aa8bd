"""What must come through from corpora as other programs write them: invented records of each program's shape."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from PIL import Image as Pillow

import newsconvert
from newsconvert.errors import InputError
from newsconvert.model import (
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Paragraph,
    Source,
    Strong,
    Table,
    article_text,
    block_inlines,
    plain_text,
)
from newsconvert.readers.fragments import markup_in
from newsconvert.readers.overrides import stated_date
from newsconvert.result import Converted, Kind
from support import Cli
from support.rich_article import picture, t

TEXT = "ارتفع منسوب النهر مترين بعد أمطار الليلة الماضية، وأغلقت البلدية الجسر القديم أمام الشاحنات."
MORE = "وقال مهندس البلدية إن القياس يتكرر كل ساعة."


def records(path: Path) -> list[Converted[newsconvert.Article]]:
    found = [one for _, one in newsconvert.load_many(path)]
    assert not [str(one) for one in found if isinstance(one, InputError)]
    return [one for one in found if not isinstance(one, InputError)]


def record(folder: Path, row: dict[str, Any]) -> Converted[newsconvert.Article]:
    (folder / "c.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (found,) = records(folder / "c.jsonl")
    return found


def test_columns_of_exports_of_newspapers(tmp_path: Path) -> None:
    row = {
        "headline": "ع",
        "subhead": "فرعي",
        "article": TEXT,
        "author_name": "منى",
        "publish_time": "7 يونيو 2022 10:30 صباحا",
    }
    article = record(tmp_path, row).value
    assert (article.deck, article.byline, str(article.published)[:10]) == ("فرعي", "منى", "2022-06-07")


def test_columns_named_in_arabic(tmp_path: Path) -> None:
    table = f'رقم;عنوان الخبر;نص الخبر;الكاتب;تاريخ النشر\n1;افتتاح جسر;"<p>{TEXT}</p><ul><li>طوله 2 كم</li></ul>";سلمى;2022/03/01 04:30 م\n'
    (tmp_path / "c.csv").write_bytes(table.encode("cp1256"))
    (found,) = records(tmp_path / "c.csv")
    article = found.value
    assert (article.headline, article.byline, str(article.published)) == ("افتتاح جسر", "سلمى", "2022-03-01 16:30:00")
    assert [type(block).__name__ for block in article.body] == ["Paragraph", "ItemList"]


def test_facts_in_a_column_of_their_own(tmp_path: Path) -> None:
    row: dict[str, list[Any]] = {
        "title": ["ع"],
        "text": [TEXT],
        "meta": [{"author": "هالة", "date": "2020-05-05", "words": 7}],
    }
    pyarrow.parquet.write_table(pyarrow.table(row), tmp_path / "c.parquet")
    (parquet,) = records(tmp_path / "c.parquet")
    for found in (parquet, record(tmp_path, {key: value[0] for key, value in row.items()})):
        assert (found.value.headline, found.value.byline, str(found.value.published)) == ("ع", "هالة", "2020-05-05")
        assert [str(one) for one in found.warnings] == ["1 column(s) were not used: words; name them with --map."]


@pytest.mark.parametrize("listed", [False, True])
def test_pictures_beside_an_item_of_ninjs(tmp_path: Path, listed: bool) -> None:
    (tmp_path / "money.png").write_bytes(picture().data)
    ways: dict[str, Any] = {
        "thumbnail": {"href": "small.png", "width": 90},
        "original": {"href": "money.png", "width": 900},
    }
    item = {
        "type": "picture",
        "description_text": "أوراق نقدية",
        "byline": "هدى",
        "renditions": list(ways.values()) if listed else ways,
    }
    video = {"type": "video", "renditions": {"original": {"href": "v.mp4"}}}
    beside: Any = [item, video] if listed else {"featured": item, "clip": video}
    article = record(tmp_path, {"headline": "ع", "body_html": f"<p>{TEXT}</p>", "associations": beside}).value
    (figure,) = [block for block in article.body if isinstance(block, Figure)]
    assert (figure.caption, figure.credit) == (t("أوراق نقدية"), t("هدى"))
    assert figure.pictures[0].image is not None


def test_html_in_a_column_is_read_as_html(tmp_path: Path) -> None:
    body = (
        f"<h2>المنسوب</h2><p>{TEXT} <b>خطر</b>&nbsp;&laquo;عام&raquo;</p><ul><li>الجسر</li></ul>"
        "<table><tr><th>اليوم</th><td>٣</td></tr></table><p>سطر<br/>وسطر</p>"
    )
    for text in (
        body,
        body.replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("&n", "&amp;n")
        .replace("&laq", "&amp;laq")
        .replace("&raq", "&amp;raq"),
    ):
        found = record(tmp_path, {"title": "فيضان &amp; مطر", "text": text})
        article = found.value
        assert (article.headline, article.direction) == ("فيضان & مطر", "rtl")
        assert [type(block) for block in article.body] == [Heading, Paragraph, ItemList, Table, Paragraph]
        second, last = article.body[1], article.body[-1]
        assert isinstance(second, Paragraph)
        assert isinstance(last, Paragraph)
        assert Strong(t("خطر")) in second.inlines
        assert plain_text(second.inlines).endswith("خطر\xa0«عام»")
        assert last.inlines == (*t("سطر"), LineBreak(), *t("وسطر"))
        assert "<" not in " ".join(article_text(article))


@pytest.mark.parametrize(
    "text",
    [
        "أصغر من <5> وأكبر",
        "a < b > c",
        "<العنوان> الأول",
        "القيمة <x>",
        "رمز <b بلا نهاية",
        "5 &lt; 6 &gt; 2",
        "كتب <em المهم",
    ],
)
def test_text_with_angle_brackets_is_no_html(text: str) -> None:
    assert markup_in(text) is None


def test_paragraphs_of_a_classic_editor_are_parted_by_blank_lines(tmp_path: Path) -> None:
    text = f'{TEXT}\n\n<strong>مهم:</strong> {MORE}\nوسطر ثان\n\n[caption id="a" width="3"]<img src="data:,x" alt="الجسر" /> الجسر أمس[/caption]\n<ul>\n<li>أول</li>\n<li>ثان</li>\n</ul>\nختام'
    found = record(
        tmp_path, {"post_title": "عنوان", "post_content": text, "post_author": "3", "post_date": "2024-02-03 09:10:11"}
    )
    body = found.value.body
    assert [type(block) for block in body] == [Paragraph, Paragraph, Figure, ItemList, Paragraph]
    second, figure = body[1], body[2]
    assert isinstance(second, Paragraph)
    assert isinstance(figure, Figure)
    assert second.inlines == (Strong(t("مهم:")), *t(f" {MORE}"), LineBreak(), *t("وسطر ثان"))
    assert figure.caption == t("الجسر أمس")
    assert (found.value.byline, found.value.published) == (None, datetime(2024, 2, 3, 9, 10, 11))


NOON = datetime(2024, 5, 6, 12, 0, 0)
SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "newspaper3k": ({"title": "ع", "text": TEXT, "authors": ["هدى"], "publish_date": "2024-05-06 12:00:00", "movies": []},
                    {"byline": "هدى", "published": NOON}),
    "news-please": ({"title": "ع", "maintext": TEXT, "date_publish": "2024-05-06 12:00:00", "source_domain": "nahr.example", "date_download": "2024-05-07 01:02:03", "url": "https://nahr.example/1"},
                    {"published": NOON, "source": Source("nahr.example", "https://nahr.example/1", None, datetime(2024, 5, 7, 1, 2, 3))}),
    "NewsAPI": ({"source": {"id": None, "name": "النهر"}, "title": "ع", "content": TEXT, "publishedAt": "2024-05-06T12:00:00Z", "url": "https://nahr.example/1"},
                {"published": NOON.replace(tzinfo=UTC), "source": Source("النهر", "https://nahr.example/1")}),
    "WordPress REST": ({"id": 7, "date_gmt": "2024-05-06T12:00:00", "link": "https://nahr.example/1", "title": {"rendered": "ع"}, "content": {"rendered": f"<p>{TEXT}</p>", "protected": False}, "author": 4, "_embedded": {"author": [{"name": "هدى"}]}},
                       {"published": NOON.replace(tzinfo=UTC), "byline": "هدى", "source": Source(None, "https://nahr.example/1")}),
    "Readability": ({"title": "ع", "byline": "هدى", "content": f"<div><p>{TEXT}</p></div>", "textContent": TEXT, "siteName": "النهر", "publishedTime": "2024-05-06T12:00:00"},
                    {"byline": "هدى", "published": NOON, "source": Source("النهر")}),
    "trafilatura": ({"title": "ع", "author": "هدى", "hostname": "nahr.example", "date": "2024-05-06", "text": TEXT, "raw_text": TEXT, "source": "https://nahr.example/1", "source-hostname": "النهر"},
                    {"byline": "هدى", "published": date(2024, 5, 6), "source": Source("النهر", "https://nahr.example/1")}),
    "wallabag": ({"title": "ع", "content": f"<p>{TEXT}</p>", "published_at": "2024-05-06T12:00:00+0000", "published_by": ["هدى"], "domain_name": "nahr.example", "url": "https://nahr.example/1", "language": "ar"},
                 {"published": NOON.replace(tzinfo=UTC), "byline": "هدى", "source": Source("nahr.example", "https://nahr.example/1")}),
    "MongoDB": ({"_id": {"$oid": "64"}, "title": "ع", "text": TEXT, "date": {"$date": {"$numberLong": "1714996800000"}}},
                {"published": NOON.replace(tzinfo=UTC)}),
    "NinJS": ({"uri": "urn:1", "headline": "ع", "byline": "هدى", "body_html": f"<p>{TEXT}</p>", "located": "حماة", "versioncreated": "2024-05-06T12:00:00Z"},
              {"byline": "هدى", "place": "حماة", "published": NOON.replace(tzinfo=UTC)}),
    "NinJS 2": ({"headlines": [{"role": "sub", "value": "لا"}, {"role": "main", "value": "ع"}], "bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p>"}], "by": "هدى"},
                {"byline": "هدى"}),
    "schema.org": ({"@type": "NewsArticle", "headline": "ع", "articleBody": TEXT, "datePublished": "2024-05-06", "publisher": {"name": "النهر"}, "author": {"@type": "Person", "name": "هدى"}},
                   {"byline": "هدى", "published": date(2024, 5, 6), "source": Source("النهر")}),
    "Elasticsearch": ({"_index": "news", "_source": {"title": "ع", "content": TEXT, "author": "هدى"}}, {"byline": "هدى"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_the_usual_columns_of_a_program(name: str, tmp_path: Path) -> None:
    row, fields = SHAPES[name]
    article = record(tmp_path, row).value
    assert article.headline == "ع"
    assert {key: getattr(article, key) for key in fields} == fields
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)] == [TEXT]


def test_answers_of_web_services_are_their_lists(tmp_path: Path) -> None:
    rows = [{"title": f"خبر {number}", "content_html": f"<p>{TEXT}</p>"} for number in (1, 2)]
    for name, extra in (
        ("articles", {"status": "ok"}),
        ("items", {"version": "https://jsonfeed.org/version/1.1", "title": "ن", "description": "وصف"}),
    ):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({**extra, name: rows}, indent=1), encoding="utf-8")
        assert [one.value.headline for one in records(path)] == ["خبر 1", "خبر 2"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3:20 PM, 14 May 2023", datetime(2023, 5, 14, 15, 20)), ("5/14/2023 3:20:05 PM", datetime(2023, 5, 14, 15, 20, 5)),
        ("2023-05-14 12:05 AM", datetime(2023, 5, 14, 0, 5)), ("May 14, 2023 12:00 p.m.", datetime(2023, 5, 14, 12)),
        ("14 أيار 2023 3:20 م", datetime(2023, 5, 14, 15, 20)), ("١٤ مايو ٢٠٢٣ - ٩:٠٥ صباحًا", datetime(2023, 5, 14, 9, 5)),
        ("14 مايو 2023، الساعة 7 مساءً", datetime(2023, 5, 14, 19)), ("14 مايو 2023 م", date(2023, 5, 14)), ("2023-05-14 15:20", datetime(2023, 5, 14, 15, 20)),
    ],
)  # fmt: skip
def test_clocks_of_twelve_hours(text: str, when: date) -> None:
    assert stated_date(text) == when


def test_the_first_line_of_excel_says_what_parts_cells(tmp_path: Path) -> None:
    for separator, encoding in ((";", "utf-8-sig"), ("|", "utf-8"), ("\t", "utf-16"), (",", "windows-1256")):
        text = f'sep={separator}\r\ntitle{separator}body\r\nخبر، أول;{separator}"{TEXT}"\r\n'
        (tmp_path / "a.csv").write_bytes(text.replace("أول;", "أول").encode(encoding))
        (found,) = records(tmp_path / "a.csv")
        assert list(article_text(found.value)) == ["خبر، أول", TEXT]


def test_lists_and_structs_of_parquet(tmp_path: Path) -> None:
    rows = [
        {
            "title": {"rendered": "خبر"},
            "content": [{"type": "p", "text": TEXT}, {"type": "p", "text": MORE}],
            "authors": [{"name": "هدى", "id": 3}, {"name": "رامي", "id": 4}],
            "topic": "مياه",
        }
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    (found,) = records(tmp_path / "a.parquet")
    assert list(article_text(found.value)) == ["خبر", "هدى، رامي", TEXT, MORE]
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.UNUSED_COLUMN, 1)]


def test_a_record_without_text_names_the_columns_that_were_not_used(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": "خبر", "kalam": TEXT, "body": None}) + "\n", encoding="utf-8"
    )
    ((_, found),) = newsconvert.load_many(tmp_path / "a.jsonl")
    assert isinstance(found, InputError)
    assert str(found).endswith("record 1: it has no text (columns that were not used: kalam); name them with --map.")


def test_columns_that_nothing_used_are_named_once_a_file(tmp_path: Path) -> None:
    rows = [
        {"title": "خبر", "text": TEXT, "views": 3, "empty": ""},
        {"title": "خبر", "text": TEXT, "views": 4},
        {"title": "خبر", "text": TEXT, "views": 5, "shares": 1},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told = [[str(one) for one in found.warnings] for found in records(tmp_path / "a.jsonl")]
    assert told == [
        ["1 column(s) were not used: views; name them with --map."],
        [],
        ["1 column(s) were not used: shares; name them with --map."],
    ]


def test_a_picture_column_is_a_file_beside_the_corpus_or_a_link(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 3)).save(data := io.BytesIO(), "PNG")
    folder = tmp_path / "in"
    (folder / "صور").mkdir(parents=True)
    (folder / "صور" / "a.png").write_bytes(data.getvalue())
    (tmp_path / "out.png").write_bytes(data.getvalue())
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    found = record(folder, {"title": "خبر", "text": TEXT, "image": "صور/a.png"})
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    for outside in (
        "../out.png",
        "link.png",
        str(tmp_path / "out.png"),
        f"file://{tmp_path}/out.png",
        "a\0b.png",
        "http://[x",
    ):
        assert not any(
            isinstance(block, Figure) and block.pictures[0].image
            for block in record(folder, {"title": "خبر", "text": TEXT, "image": outside}).value.body
        )
        inner = record(folder, {"title": "خبر", "text": f'<p>{TEXT}</p><img src="{outside}" alt="ص">'})
        assert Kind.PICTURE_MISSING in [one.kind for one in inner.warnings]
    remote = record(folder, {"title": "خبر", "text": TEXT, "urlToImage": "https://nahr.example/a.jpg"})
    first = remote.value.body[0]
    assert isinstance(first, Figure)
    assert (first.pictures[0].image, first.pictures[0].url) == (None, "https://nahr.example/a.jpg")
    assert [(one.kind, one.count) for one in remote.warnings] == [(Kind.PICTURE_MISSING, 1)]


def test_pictures_beside_pages_and_markdown_are_read(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 3)).save(tmp_path / "a.png", "PNG")
    (tmp_path / "a.md").write_text(f"# خبر\n\n{TEXT}\n\n![الجسر](a.png)\n", encoding="utf-8")
    (tmp_path / "a.html").write_text(
        f'<html><body><article><h1>خبر</h1><p>{TEXT}</p><figure><img src="a.png" alt="الجسر"></figure><p>{MORE}</p></article></body></html>',
        encoding="utf-8",
    )
    for name in ("a.md", "a.html"):
        for found in (
            newsconvert.load(tmp_path / name),
            newsconvert.load((tmp_path / name).read_bytes(), file_name=name, folder=tmp_path),
        ):
            (figure,) = [block for block in found.value.body if isinstance(block, Figure)]
            assert figure.pictures[0].image is not None
            assert found.warnings == ()
        alone = newsconvert.load((tmp_path / name).read_bytes(), file_name=name)
        assert [one.kind for one in alone.warnings] == [Kind.PICTURE_MISSING]


def test_a_document_is_whole_away_from_the_pictures_of_its_source(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Pillow.new("RGB", (4, 3)).save(tmp_path / "in" / "a.png", "PNG")
    (tmp_path / "in" / "a.md").write_text(
        f"# خبر\n\n{TEXT}\n\n![الجسر](a.png)\n\n![غائبة](b.png)\n\n{MORE}\n", encoding="utf-8"
    )
    assert cli("convert", "in/a.md", "--to", "pdf", "-o", "out")[0] == 0
    assert cli("verify", "out/a.pdf", "--source", "in/a.md")[0] == 0
    (tmp_path / "in" / "a.md").write_text(f"# خبر\n\n{TEXT}\n\n![الجسر](a.png)\n\n{MORE}\n", encoding="utf-8")
    assert cli("convert", "in/a.md", "--to", "pdf", "-o", "again")[0] == 0
    assert cli("verify", "again/a.pdf")[0] == 0


def test_columns_of_scrapers_and_lists_as_text(tmp_path: Path) -> None:
    found = record(
        tmp_path,
        {
            "headline": {"main": "سباق الهجن", "kicker": "رياضة"}, "byline": {"original": "كتب سالم المري"},
            "text_list": "['انطلق السباق صباحا.', \"وشارك فيه ثلاثون جملا.\"]", "datetime": "02 May 2024, 3:15 PM",
            "images": [
                {"src": "https://r.example/a.jpg", "caption": "الانطلاق"}, {"src": "https://r.example/b.jpg", "caption": "الوصول"},
            ],
            "image_urls": "[]",
        },
    )  # fmt: skip
    article = found.value
    assert (article.headline, article.byline) == ("سباق الهجن", "كتب سالم المري")
    assert article.published == datetime(2024, 5, 2, 15, 15)
    assert [type(block) for block in article.body] == [Figure, Paragraph, Paragraph, Figure]
    assert plain_text(article.body[3].caption) == "الوصول"  # type: ignore[union-attr]
    assert {one.kind: one.count for one in found.warnings} == {Kind.PICTURE_MISSING: 1, Kind.UNUSED_COLUMN: 1}
    assert "not used: headline.kicker;" in str(found.warnings[-1])


def test_answers_of_the_guardian(tmp_path: Path) -> None:
    article = record(
        tmp_path,
        {
            "webTitle": "حفل موسيقي",
            "webPublicationDate": "2024-02-01T20:00:00Z",
            "fields": {"bodyText": "أقيم الحفل في الأوبرا وحضره جمهور كبير."},
        },
    ).value
    assert (article.headline, str(article.published)[:10], len(article.body)) == ("حفل موسيقي", "2024-02-01", 1)


@pytest.mark.parametrize("text", ["[صورة] وصل الوزير [أمس]", "['نص'", "[بيان] حاشية", "['a'] و ['b']"])
def test_text_in_brackets_is_no_list(tmp_path: Path, text: str) -> None:
    article = record(tmp_path, {"title": "عنوان الخبر", "text": text}).value
    assert plain_text(block_inlines(article.body[0])[0]) == text


@pytest.mark.parametrize("around", [{"hits": {"total": 1, "hits": []}}, {"response": {"numFound": 1, "docs": []}}])
def test_answers_of_search_engines(tmp_path: Path, around: dict[str, Any]) -> None:
    inner = {
        "title": "أمطار",
        "body": f"{TEXT}\n\n{MORE}",
        "@timestamp": "2024-03-10T08:15:00Z",
        "author": {"name": "هدى العلي", "twitter": "@huda"},
    }
    ((outer, answer),) = around.items()
    name = "hits" if "hits" in answer else "docs"
    answer[name] = [{"_id": "1", "_source": inner}] if name == "hits" else [inner]
    (tmp_path / "a.json").write_text(json.dumps({outer: answer}, ensure_ascii=False), encoding="utf-8")
    (found,) = records(tmp_path / "a.json")
    assert (found.value.headline, found.value.byline, str(found.value.published)[:10]) == (
        "أمطار",
        "هدى العلي",
        "2024-03-10",
    )
    assert "author.twitter" in " ".join(one.message for one in found.warnings)


def test_facts_in_columns_of_any_letter_case(tmp_path: Path) -> None:
    found = record(tmp_path, {"Title": "أمطار", "Body": TEXT, "Meta": {"author": "هدى العلي", "publisher": "النبع"}})
    assert (found.value.byline, found.value.source) == ("هدى العلي", Source("النبع"))


def test_pictures_of_ninjs_2(tmp_path: Path) -> None:
    picture_of = {"type": "picture", "headlines": [{"value": "المدخل"}], "descriptions": [{"role": "caption", "value": "مدخل السد"}], "creditline": "سامي",
                  "renditions": [{"href": "https://n.example/a.jpg"}]}  # fmt: skip
    found = record(
        tmp_path,
        {
            "headlines": [{"value": "أمطار"}],
            "bodies": [{"value": TEXT}],
            "associations": [picture_of],
            "copyrightholder": "الساحل",
        },
    )
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit), figure.pictures[0].alternative) == (
        "مدخل السد",
        "سامي",
        "المدخل",
    )
    assert found.value.source == Source("الساحل")


def test_a_record_in_a_column_article_and_the_picture_of_wordpress(tmp_path: Path) -> None:
    found = record(
        tmp_path,
        {
            "_id": 1,
            "article": {
                "headline": "أمطار",
                "paragraphs": [TEXT, MORE],
                "published_at": {"$date": "2024-03-10T08:15:00Z"},
            },
        },
    )
    assert (found.value.headline, str(found.value.published)[:10], len(found.value.body)) == ("أمطار", "2024-03-10", 2)
    media = [{"source_url": "https://n.example/a.jpg", "alt_text": "السد", "caption": {"rendered": "<p>السد ليلاً</p>"}}]
    found = record(
        tmp_path,
        {
            "title": {"rendered": "أمطار"},
            "content": {"rendered": f"<p>{TEXT}</p>"},
            "_embedded": {"wp:featuredmedia": media},
        },
    )
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].alternative, plain_text(figure.caption)) == ("السد", "السد ليلاً")


def test_what_objects_in_columns_state_is_read_or_named(tmp_path: Path) -> None:
    found = record(
        tmp_path,
        {
            "headlines": [{"role": "main", "value": "سباق الهجن"}, {"role": "sub", "value": "الجائزة الكبرى"}],
            "body_xhtml": f"<p>{TEXT}</p>", "byline": "سالم المري",
            "associations": {
                "main": {
                    "type": "picture", "headline": "الصباح", "description_text": "الانطلاق", "byline": "عدسة راشد",
                    "ednote": "للنشر غدا", "renditions": {"full": {"href": "a.jpg"}},
                },
                "clip": {"type": "video", "description_text": "شريط السباق", "renditions": {"full": {"href": "a.mp4"}}},
            },
        },
    )  # fmt: skip
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("الانطلاق", "عدسة راشد")
    assert figure.pictures[0].alternative == "الصباح"
    named = {"headlines.value", "associations.ednote", "associations.description_text"}
    (told,) = [str(one) for one in found.warnings if one.kind is Kind.UNUSED_COLUMN]
    assert set(re.findall(r"[a-z_]+\.[a-z_]+", told)) == named
