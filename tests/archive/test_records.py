"""Files of many articles: JSON Lines, JSON, CSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

import newsconvert
from newsconvert.errors import EmptyInputError, InputError, MissingDependencyError, OptionError
from newsconvert.model import Article, Source, article_text
from newsconvert.options import Limits, ReaderOptions
from newsconvert.result import Converted, Kind
from support.inputs import LONG, write
from support.program import run

RECORDS: list[dict[str, str | None]] = [
    {"title": "عنوان أول", "author": "علي حسن", "content": f"{LONG}\nتفاصيل\n{LONG}", "source": "وكالة",
     "url": "https://example.org/1", "date_extracted": "2015-08-10 19:26:15"},
    {"title": "عنوان ثان", "author": None, "content": LONG, "source": "وكالة", "url": None, "date_extracted": None},
]  # fmt: skip


def _jsonl(path: Path) -> Path:
    return write(path / "c.jsonl", "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS))


def _csv(path: Path) -> Path:
    with (path / "c.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(RECORDS[0]))
        rows.writeheader()
        rows.writerows(RECORDS)
    return path / "c.csv"


def _parquet(path: Path) -> Path:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS), path / "c.parquet")
    return path / "c.parquet"


def _json(path: Path) -> Path:
    return write(path / "c.json", json.dumps(RECORDS, ensure_ascii=False, indent=1))


def _lines_named_json(path: Path) -> Path:
    return _jsonl(path).rename(path / "c.json")


@pytest.mark.parametrize("make", [_jsonl, _csv, _parquet, _json, _lines_named_json])
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


def only(path: Path, **options: Any) -> Converted[Article]:
    """Return the one article of a file; fail on an error in its place."""
    ((_, found),) = newsconvert.load_many(path, options=ReaderOptions(**options))
    assert not isinstance(found, InputError), found
    return found


def errors(path: Path) -> list[str]:
    return [str(found) for _, found in newsconvert.load_many(path) if isinstance(found, InputError)]


def line(**record: Any) -> str:
    return json.dumps(record) + "\n"


def test_mapping_may_be_turned_round_and_must_name_columns_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", f"عنوان,title\nخبر مهم,{LONG.replace(',', '،')}\n")
    found = only(path, mapping=(("headline", "عنوان"), ("title", "body"))).value
    assert list(article_text(found)) == ["خبر مهم", LONG]
    with pytest.raises(OptionError, match="no such column"):
        only(path, mapping=(("titel", "headline"),))


@pytest.mark.parametrize("pair", [("title", "colour"), ("x", "y")])
def test_mapping_to_no_field_is_wrong_usage(tmp_path: Path, pair: tuple[str, str]) -> None:
    path = _jsonl(tmp_path)
    status, _, err = run("convert", path, "--map", "=".join(pair), "--to", "json", "-o", tmp_path / "out")
    assert (status, err.count("\n")) == (2, 1)
    assert f"{pair[1]!r} is not a field" in err


def test_ways_to_state_fields(tmp_path: Path) -> None:
    record = {
        "Title": "عنوان", "content": ["أول", LONG], "authors": [{"name": "علي"}, "سارة"], "date": 1439234775,
        "source": {"name": "وكالة", "url": "https://example.org"}, "lang": "ar_SY", "date_download": "Mon, 10 Aug 2015 19:26:15 GMT",
    }  # fmt: skip
    found = only(write(tmp_path / "c.jsonl", line(**record)))
    article = found.value
    assert found.warnings == ()
    assert (article.headline, article.byline, article.language) == ("عنوان", "علي، سارة", "ar-SY")
    assert article.published == datetime(2015, 8, 10, 19, 26, 15, tzinfo=UTC)
    assert article.source == Source("وكالة", "https://example.org", None, datetime(2015, 8, 10, 19, 26, 15, tzinfo=UTC))
    assert list(article_text(article))[-2:] == ["أول", LONG]


def test_field_that_cannot_be_is_left_out_with_a_warning(tmp_path: Path) -> None:
    found = only(
        write(tmp_path / "c.jsonl", line(title="عنوان", content=LONG, date="soon", author={"x": 1}, lang=None))
    )
    assert [warning.kind for warning in found.warnings] == [Kind.INVALID_FIELD, Kind.INVALID_FIELD]
    assert (found.value.published, found.value.byline) == (None, None)


def test_record_is_rid_of_what_no_document_can_hold(tmp_path: Path) -> None:
    found = only(write(tmp_path / "c.jsonl", line(title="عن\x01وان", author="\ud800علي\u202e", content=LONG + "\x02")))
    assert list(article_text(found.value)) == ["عنوان", "علي", LONG]
    assert {warning.kind for warning in found.warnings} == {Kind.INVALID_CHARACTER, Kind.BIDI_CONTROL}


def test_text_of_a_record_has_no_front_matter_and_its_title_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.jsonl",
        line(title="عنوان", content=f"عنوان\n{LONG}") + line(title="ع", content="---\ntitle: x\n---\n" + LONG),
    )
    first, second = (found.value for _, found in newsconvert.load_many(path) if not isinstance(found, InputError))
    assert list(article_text(first)) == ["عنوان", LONG]
    assert second.headline == "ع"
    assert "title: x" in article_text(second)


@pytest.mark.parametrize(
    ("author", "byline", "body"),
    [("سيد حكم", "كتب: ســيد حــكم", [LONG]), ("علي حسن", "علي حسن", ["كتب: ســيد حــكم", LONG])],
)
def test_line_of_the_text_is_not_lost_to_a_stated_author(
    tmp_path: Path, author: str, byline: str, body: list[str]
) -> None:
    path = write(tmp_path / "c.jsonl", line(title="عنوان", author=author, content=f"كتب: ســيد حــكم\n{LONG}"))
    assert list(article_text(only(path).value)) == ["عنوان", byline, *body]


def test_options_of_text_hold_for_records(tmp_path: Path) -> None:
    broken = LONG.encode().decode("latin-1")
    article = only(write(tmp_path / "a.jsonl", line(title="أحمد", content=LONG)), normalize=("hamza",)).value
    assert article.headline == "احمد"
    assert article.provenance.normalized == ("hamza",)
    assert "أ" not in "".join(article_text(article))
    path = write(tmp_path / "b.jsonl", line(title="عنوان", content=broken))
    assert Kind.MOJIBAKE in [warning.kind for warning in only(path).warnings]
    assert LONG in article_text(only(path, repair=True).value)
    path = write(
        tmp_path / "c.jsonl", json.dumps({"title": "عنوان", "content": LONG}, ensure_ascii=False).encode("windows-1256")
    )
    assert LONG in article_text(only(path, encoding="windows-1256").value)


def test_own_json_in_lines_and_arrays(article: Article, tmp_path: Path) -> None:
    data = json.loads(newsconvert.write(article, "json"))
    lines = write(tmp_path / "a.jsonl", json.dumps(data) + "\n" + line(title="عنوان", content=LONG))
    array = write(tmp_path / "b.json", json.dumps([data, data], ensure_ascii=False))
    for path in (lines, array):
        first = next(newsconvert.load_many(path))[1]
        assert not isinstance(first, InputError)
        assert first.value == article


def test_json_record_that_stands_alone_keeps_its_name_and_its_text(tmp_path: Path) -> None:
    path = write(tmp_path / "خبر.json", json.dumps({"title": "عنوان", "content": LONG}, indent=1))
    assert [name for name, _ in newsconvert.load_many(path)] == ["خبر"]
    assert LONG in article_text(newsconvert.read(path))


# Tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_of_other_programs(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f'العنوان{separator}النص\r\nخبر أول{separator}"{LONG}{separator}\nسطر ""ثان"""\r\n'
    found = only(write(tmp_path / "c.csv", text.encode(encoding))).value
    assert list(article_text(found)) == ["خبر أول", LONG + separator.strip(), 'سطر "ثان"']


def test_bad_rows_of_a_table_are_reported_and_the_others_converted(tmp_path: Path) -> None:
    rows = f'title,body\nأول,{LONG.replace(",", "،")}\nثان,نص, زائد\n"ثالث"x,نص\nرابع,\n,\n'.encode() + b"\xff\xfe,x\n"
    path = write(tmp_path / "c.csv", rows + f"أخير,{LONG.replace(',', '،')}\n".encode())
    assert errors(path) == [
        f"{path}: line 3 has 3 cells, the header 2; put text that contains a separator in quotation marks.",
        f"{path}: line 4 is not CSV (',' expected after '\"'); put its text in quotation marks.",
        f"{path}: record 4: it has no text (columns: body, title); name them with --map.",
        f"{path}: line 7 is not utf-8; name it with --encoding.",
    ]
    heads = [found.value.headline for _, found in newsconvert.load_many(path) if not isinstance(found, InputError)]
    assert heads == ["أول", "أخير"]


def test_table_without_a_column_of_text_is_one_error(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "a,b\n1,2\n3,4\n")
    with pytest.raises(InputError, match=r"c\.csv: no column holds .* \(a, b\).*--map"):
        list(newsconvert.load_many(path))
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "c.parquet")
    with pytest.raises(InputError, match=r"c\.parquet: no column holds"):
        list(newsconvert.load_many(tmp_path / "c.parquet"))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_file_without_a_record_is_one_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(EmptyInputError, match=name):
        list(newsconvert.load_many(write(tmp_path / name, "[]" if name == "a.json" else "\n")))


def test_array_that_is_cut_gives_what_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps(RECORDS, ensure_ascii=False)[:-20])
    found = newsconvert.load_many(path)
    assert next(found)[0] == "a-000001"
    with pytest.raises(InputError, match=r"a\.json: record 2 is not JSON"):
        next(found)


def test_line_of_no_article_s_length(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", line(title="x" * 5000) + line(title="عنوان", content="نص"))
    (_, bad), (_, good) = newsconvert.load_many(path, options=ReaderOptions(limits=Limits(size=1000)))
    assert "line 1 has too many bytes for an article: 1,001, and 1,000 are allowed" in str(bad)
    assert not isinstance(good, InputError)


# Parquet


def test_parquet_of_many_types(tmp_path: Path) -> None:
    table = pyarrow.table({
        "title": pyarrow.array(["عنوان"]).dictionary_encode(),
        "content": pyarrow.array([LONG.encode()], pyarrow.binary()),
        "date": pyarrow.array([1_700_000_000_123_456_789], pyarrow.timestamp("ns")),
        "date_extracted": pyarrow.array([date(2024, 5, 6)]),
        "authors": [["علي", "سارة"]],
        "other": pyarrow.array([b"\xff"], pyarrow.binary()),
    })  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    article = only(tmp_path / "a.parquet").value
    assert list(article_text(article)) == ["عنوان", "علي، سارة", LONG]
    assert article.published == datetime(2023, 11, 14, 22, 13, 20, 123456)
    assert article.source == Source(retrieved=date(2024, 5, 6))


def test_bad_rows_of_parquet_are_reported_and_the_others_converted(tmp_path: Path) -> None:
    text = pyarrow.array([b"\xff\xfe", LONG.encode()], pyarrow.binary())
    pyarrow.parquet.write_table(pyarrow.table({"title": ["أول", "ثان"], "body": text}), tmp_path / "a.parquet")
    (_, bad), (_, good) = newsconvert.load_many(tmp_path / "a.parquet")
    assert "a.parquet: record 1 cannot be read" in str(bad)
    assert not isinstance(good, InputError)


@pytest.mark.parametrize("cut", [4, 200, -9])
def test_broken_parquet_is_one_error(tmp_path: Path, cut: int) -> None:
    data = _parquet(tmp_path).read_bytes()
    with pytest.raises(InputError, match=r"a\.parquet: this is not a complete Parquet file"):
        list(newsconvert.load_many(write(tmp_path / "a.parquet", data[:cut])))


def test_parquet_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingDependencyError, match=r"\[parquet\]"):
        list(newsconvert.load_many(_parquet(tmp_path)))


# Around the records


def test_sidecar_of_a_corpus_holds_for_all_records(tmp_path: Path) -> None:
    path = _jsonl(tmp_path)
    write(tmp_path / "c.toml", 'kicker = "أرشيف"\n[source]\nname = "صحيفة"\n')
    found = [record.value for _, record in newsconvert.load_many(path) if not isinstance(record, InputError)]
    assert [(article.kicker, article.source and article.source.name) for article in found] == [("أرشيف", "صحيفة")] * 2


def test_open_file_is_read_as_it_comes(tmp_path: Path) -> None:
    for data in (_jsonl(tmp_path).read_bytes(), _csv(tmp_path).read_bytes(), _parquet(tmp_path).read_bytes()):
        found = list(newsconvert.load_many(io.BytesIO(data), reader="records"))
        assert [name for name, _ in found] == ["article-000001", "article-000002"]
        assert not any(isinstance(record, InputError) for _, record in found)


def test_corpus_on_standard_input(tmp_path: Path) -> None:
    data = _jsonl(tmp_path).read_bytes()
    status, out, err = run("convert", "-", "--from", "records", "--to", "json", "-o", tmp_path / "out", stdin=data)
    assert (status, err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["article-000001.json", "article-000002.json"]
    assert len(out.splitlines()) == 2
    status, _, err = run("convert", "-", "--from", "records", "--to", "json", "-o", "-", stdin=data)
    assert status == 2
    assert "several articles" in err


def _corpus(path: Path, count: int) -> Path:
    records = [{"title": f"عنوان {number}", "content": "نص قصير."} for number in range(count)]
    match path.suffix:
        case ".jsonl":
            path.write_text("".join(json.dumps(record) + "\n" for record in records))
        case ".json":
            path.write_text(json.dumps(records))
        case ".csv":
            path.write_text("title,content\n" + "".join(f"{one['title']},{one['content']}\n" for one in records))
        case _:
            pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), path)
    return path


#: Prints how much more memory the second file takes than the first. In a process of its own, without threads of other tests.
_GROWTH = """
import sys, tracemalloc
import newsconvert
from newsconvert.errors import InputError

def peak(path, count):
    tracemalloc.start()
    assert sum(not isinstance(found, InputError) for _, found in newsconvert.load_many(path)) == count
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found

few, many, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
peak(few, count // 10)  # what is loaded and cached once
print(peak(many, count) - peak(few, count // 10))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "count"), [(".jsonl", 20_000), (".json", 5_000), (".csv", 5_000), (".parquet", 5_000)]
)
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path, suffix: str, count: int) -> None:
    few, many = _corpus(tmp_path / f"few{suffix}", count // 10), _corpus(tmp_path / f"many{suffix}", count)
    command = [sys.executable, "-c", _GROWTH, *map(str, (few, many, count))]
    assert int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) < 400_000


def test_entities_in_columns_are_characters(tmp_path: Path) -> None:
    record = {"title": "أسعار &quot;الخبز&quot; ترتفع", "author": "&nbsp;", "content": f"{LONG}&nbsp;&laquo;نعم&raquo;"}
    path = write(tmp_path / "c.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    ((_, read),) = newsconvert.load_many(path)
    assert not isinstance(read, InputError)
    article = read.value
    assert (article.headline, article.byline) == ('أسعار "الخبز" ترتفع', None)
    text = " ".join(article_text(article))
    assert ("«نعم»" in text, "&" in text) == (True, False)


def test_columns_of_the_fields_of_a_newsroom(tmp_path: Path) -> None:
    record = {"title": "عنوان", "content": LONG, "deck": "سطر تحت العنوان", "place": "حلب", "agency": "سانا"}
    path = write(tmp_path / "c.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    ((_, read),) = newsconvert.load_many(path)
    assert not isinstance(read, InputError)
    article = read.value
    assert (article.deck, article.place, article.agency) == ("سطر تحت العنوان", "حلب", "سانا")


def test_cells_of_a_table_that_are_too_large_are_not_unpacked(tmp_path: Path) -> None:
    """They pack well: a file of some kilobytes would take gigabytes of memory."""
    large = tmp_path / "large.parquet"
    table = pyarrow.table({"title": ["أول", "ثان"], "body": ["ا" * 40_000_000, "ب" * 40_000_000]})
    pyarrow.parquet.write_table(table, large, compression="zstd")
    assert large.stat().st_size < 1_000_000
    program = (
        "import sys; from newsconvert.archive.inputs.sources import Sources\n"
        "print([str(item.error) for item in Sources(sys.argv[1:]).items()])\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    told = subprocess.check_output([sys.executable, "-c", program, str(large)], text=True).splitlines()
    assert told[0].count("too many bytes for an article") == 2
    assert int(told[1].split()[1]) < 300_000  # kilobytes, the most since it began
