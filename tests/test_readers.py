"""The readers of other formats, front matter and sidecars."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

import newsconvert
from newsconvert.errors import InputError, OptionError
from newsconvert.model import (
    Article,
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quotation,
    Source,
    Strong,
    Text,
    article_text,
)
from newsconvert.options import ReaderOptions
from newsconvert.result import Kind
from test_cli import run

LONG = "أعلنت الوزارة في بيان لها اليوم أن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وأنها وفّرت كل ما يلزم."


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# Front matter and sidecars


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_states_fields(tmp_path: Path, fence: str) -> None:
    yaml = "title: عنوان آخر\nauthor: [سارة علي, علي حسن]\ndate: 2024-05-06\nurl: https://example.org/a\nsource: وكالة\ntags: [x]"
    toml = 'title = "عنوان آخر"\nauthor = ["سارة علي", "علي حسن"]\ndate = 2024-05-06\nurl = "https://example.org/a"\nsource = "وكالة"'
    path = write(tmp_path / "a.txt", f"{fence}\n{yaml if fence == '---' else toml}\n{fence}\nسطر أول\n{LONG}")
    found = newsconvert.load(path)
    assert found.warnings == ()
    article = found.value
    assert (article.headline, article.byline, article.published) == ("عنوان آخر", "سارة علي، علي حسن", date(2024, 5, 6))
    assert article.source == Source("وكالة", "https://example.org/a")
    assert list(article_text(article))[-2:] == ["سطر أول", LONG]


def test_a_rule_of_hyphens_is_no_front_matter(tmp_path: Path) -> None:
    article = newsconvert.read(write(tmp_path / "a.txt", f"---\nعنوان الخبر هنا\n---\n{LONG}"))
    assert "عنوان الخبر هنا" in list(article_text(article))


def test_sidecar_overrides_and_warns_of_what_it_does_not_know(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"عنوان الخبر\n{LONG}")
    write(
        tmp_path / "a.toml", 'byline = "كتب: علي"\npublished = "14 مارس 2024"\nmood = "glad"\n[source]\nname = "وكالة"'
    )
    found = newsconvert.load(path)
    assert (found.value.byline, found.value.published) == ("كتب: علي", date(2024, 3, 14))
    assert found.value.source == Source("وكالة")
    assert [warning.kind for warning in found.warnings] == [Kind.UNKNOWN_FIELD]
    assert "mood" in found.warnings[0].message


@pytest.mark.parametrize(
    "content",
    ["byline = ", "published = 3", 'language = "so long"', 'direction = "up"', "title = {}", "source = {name=[]}"],
)
def test_sidecar_that_cannot_be_is_one_error_that_names_it(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "a.txt", f"عنوان الخبر\n{LONG}")
    write(tmp_path / "a.toml", content)
    with pytest.raises(InputError, match=r"a\.toml"):
        newsconvert.load(path)


@pytest.mark.parametrize("text", ["---\na: [\n---\nعنوان", "+++\na = \n+++\nعنوان", "---\ndate: soon\n---\nعنوان"])
def test_front_matter_that_cannot_be_is_one_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt.*front matter"):
        newsconvert.load(write(tmp_path / "a.txt", text))


# Markdown, web pages, Word


def test_markdown(tmp_path: Path) -> None:
    text = (
        "# عنوان الخبر\n\nفقرة **مهمة** و*مؤكدة* و[رابط](https://example.org) وسطر\nثانٍ.\n\n## قسم\n\n- واحد\n- اثنان\n\n"
        "3. ثالث\n4. رابع\n\n> اقتباس\n\n<script>alert(1)</script>\n"
    )
    article = newsconvert.read(write(tmp_path / "a.md", text))
    assert article.headline == "عنوان الخبر"
    assert article.body == (
        Paragraph((Text("فقرة "), Strong((Text("مهمة"),)), Text(" و"), Emphasis((Text("مؤكدة"),)), Text(" و"),
                   Link("https://example.org", (Text("رابط"),)), Text(" وسطر ثانٍ."))),
        Heading(2, (Text("قسم"),)),
        ItemList(False, ((Text("واحد"),), (Text("اثنان"),))),
        ItemList(True, ((Text("ثالث"),), (Text("رابع"),)), 3),
        Quotation((Text("اقتباس"),)),
        Paragraph((Text("<script>alert(1)</script>"),)),
    )  # fmt: skip


PAGE = f"""<html lang="ar"><head><title>موقع</title><meta property="og:site_name" content="صحيفة الغد">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "عنوان الصفحة",
"author": [{{"name": "أحمد علي"}}], "datePublished": "2026-02-03T10:00:00Z", "url": "https://example.org/n"}}]}}</script>
</head><body><nav><a href="/">الرئيسة</a></nav><article><h1>عنوان الصفحة</h1><p>{LONG}</p><h2>تفاصيل</h2>
<p>وقالت <b>الوزارة</b> إن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_web_page(tmp_path: Path, encoding: str) -> None:
    article = newsconvert.read(write(tmp_path / "a.html", PAGE.encode(encoding)))
    assert (article.headline, article.byline) == ("عنوان الصفحة", "أحمد علي")
    assert article.published == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert article.source == Source("صحيفة الغد", "https://example.org/n")
    texts = list(article_text(article))
    assert LONG in texts
    assert "تفاصيل" in texts
    assert not any("الحقوق" in text or "الرئيسة" in text for text in texts)


def test_page_without_an_article_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.html"):
        newsconvert.read(write(tmp_path / "a.html", "<html><body></body></html>"))


def test_word_document_comes_back(article: Article, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", newsconvert.write(article, "docx"))
    found = newsconvert.read(path)
    assert found.headline == article.headline
    kinds = [type(block).__name__ for block in found.body]
    assert kinds.count("Heading") == 2
    assert kinds.count("ItemList") == 2
    assert kinds.count("Quotation") == 1
    own, back = list(article_text(article)), list(article_text(found))
    assert [text for text in own if text not in back] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a .docx"),
        (b"PK\x03\x04junk", "not a .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ],
)
def test_file_that_is_no_word_document(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        newsconvert.read(write(tmp_path / "a.docx", content))


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


def test_word_document_cannot_reach_out_or_blow_up(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "سر")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>عنوان &x;</w:t></w:r></w:p></w:body></w:document>'
    try:
        article = newsconvert.read(write(tmp_path / "a.docx", _zip(word__document_xml=entity.encode())))
    except InputError:
        pass
    else:
        assert "سر" not in article.headline
    with pytest.raises(InputError, match="64 MB"):
        newsconvert.read(write(tmp_path / "b.docx", _zip(word__document_xml=b" " * (80 * 1024 * 1024))))


# Corpora

RECORDS: list[dict[str, str | None]] = [
    {"title": "عنوان أول", "author": "علي حسن", "content": f"{LONG}\nتفاصيل\n{LONG}", "source": "وكالة",
     "url": "https://example.org/1", "date_extracted": "2015-08-10 19:26:15"},
    {"title": "عنوان ثان", "author": None, "content": LONG, "source": "وكالة", "url": None, "date_extracted": None},
]  # fmt: skip


def _jsonl(path: Path) -> Path:
    return write(path / "c.jsonl", "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS))


def _csv(path: Path) -> Path:
    import csv

    with (path / "c.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(RECORDS[0]))
        rows.writeheader()
        rows.writerows(RECORDS)
    return path / "c.csv"


def _parquet(path: Path) -> Path:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS), path / "c.parquet")
    return path / "c.parquet"


@pytest.mark.parametrize("make", [_jsonl, _csv, _parquet])
def test_corpus(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    found = dict(newsconvert.load_many(make(tmp_path)))
    assert list(found) == ["c-000001", "c-000002"]
    first, second = (record.value for record in found.values() if not isinstance(record, InputError))
    assert (first.headline, first.byline) == ("عنوان أول", "علي حسن")
    assert first.source == Source("وكالة", "https://example.org/1", None, datetime(2015, 8, 10, 19, 26, 15))
    assert [type(block).__name__ for block in first.body] == ["Paragraph", "Heading", "Paragraph"]
    assert (second.headline, second.byline, len(second.body)) == ("عنوان ثان", None, 1)


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", f"عنوان,متن\nخبر مهم,{LONG.replace(',', '،')}\n")
    options = ReaderOptions(mapping=(("عنوان", "title"), ("متن", "body")))
    ((_, record),) = newsconvert.load_many(path, options=options)
    assert not isinstance(record, InputError)
    assert record.value.headline == "خبر مهم"
    with pytest.raises(OptionError, match="--map"):
        list(newsconvert.load_many(path, options=ReaderOptions(mapping=(("عنوان", "colour"),))))


def test_bad_records_are_reported_and_the_others_converted(tmp_path: Path) -> None:
    path = _jsonl(tmp_path)
    with path.open("ab") as file:
        file.write(b'broken\n[1]\n{"x": 1}\n' + json.dumps(RECORDS[1]).encode() + b"\n")
    status, out, err = run("convert", path, "--to", "json", "-o", tmp_path / "out")
    assert status == 1
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert len(out.splitlines()) == 3
    errors = [line for line in err.splitlines() if line.startswith("error:")]
    assert len(errors) == 3
    assert all("c.jsonl" in line for line in errors)
    assert ["line 3" in errors[0], "line 4" in errors[1], "record 5" in errors[2]] == [True] * 3
    assert "Traceback" not in err


@pytest.mark.parametrize(("name", "data"), [("a.parquet", b"PAR1junk"), ("a.csv", b"a,b\n\xff\xfe\n")])
def test_corpus_that_is_none_is_one_error(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(InputError, match=name):
        list(newsconvert.load_many(write(tmp_path / name, data)))


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps({"title": f"عنوان {number}", "content": LONG}, ensure_ascii=False) + "\n")
        tracemalloc.start()
        assert sum(1 for _ in newsconvert.load_many(path)) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)  # what is loaded and cached once
    assert peak(3000) < 1.5 * peak(300) + 200_000
