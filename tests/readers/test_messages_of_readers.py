"""What the readers say of a source: each fault once, where it is, and what nothing used."""

from __future__ import annotations

import io

import pytest

import newsconvert
from newsconvert.errors import InputError, OptionError
from newsconvert.options import ReaderOptions
from newsconvert.readers.records import stream
from newsconvert.readers.repairs import Decoded, mojibake
from newsconvert.result import Kind
from support.webpages import ONE, TWO


def test_a_text_that_is_repaired_in_part_is_not_called_both() -> None:
    lines = [ONE.encode().decode("windows-1252", "replace"), TWO.encode().decode("latin-1")]
    found = mojibake(Decoded("\n".join(lines), "utf-8", 1.0), repair=True)
    said = [str(one) for one in found.warnings]
    assert said[0].endswith("(1 of 2 lines); these lines are repaired.")
    assert said[1:] == [
        "The rest of the text lost bytes on the way, so that it cannot be repaired; look for the original."
    ]
    assert TWO in found.text


def test_faults_of_lines_of_json_are_at_their_column() -> None:
    data = b'{"title": "a", "body": "b"}\n{"title": "a", \n'
    found = [one for _, one in stream(io.BufferedReader(io.BytesIO(data)), ReaderOptions(file_name="a.jsonl"))]
    assert isinstance(found[1], InputError)
    assert "line 2 is not JSON (column 15)" in str(found[1])


def test_keywords_that_nothing_uses_are_named() -> None:
    page = f"<html><head><title>خبر السوق</title><meta name='keywords' content='سوق'></head><body><h1>خبر السوق</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
    warnings = newsconvert.load(page.encode(), reader="html").warnings
    assert [str(one) for one in warnings] == ["1 field(s) of the page's metadata were not used: keywords."]
    markdown = f"---\ntitle: خبر السوق\ntags: [سوق]\ncategory: مال\nlayout: post\n---\n\n{ONE}\n"
    warnings = newsconvert.load(markdown.encode(), reader="markdown").warnings
    assert [(one.kind, one.count) for one in warnings] == [(Kind.UNUSED_COLUMN, 2)]


def test_the_number_of_a_part_of_a_message_is_no_text() -> None:
    page = f"<h1>خبر السوق</h1><p>{ONE}</p><p><img src='cid:logo'></p><p>{TWO}</p>"
    article = newsconvert.load(page.encode(), reader="html").value
    assert "cid" not in repr(article.body)


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("a.json", b'{"title": "x",\n}', "correct it there"),
        ("a.json", b"[1, 2, 3]", "give each article as"),
        ("a.json", b"[]", "put the articles in it"),
        ("a.jsonl", b'{"title": }\n', "correct that line, or remove it"),
        ("a.jsonl", b"[1]\n", "give an object with the fields"),
        ("a.txt", "نص الخبر".encode("utf-16")[:-1], "copy it anew, or save it as UTF-8"),
        ("a.txt", b"\xff\xfe\x00\xd8a\x00", "copy it anew, or save it as UTF-8"),
        ("a.eml", b"no header here", "name the file .txt"),
        ("a.rtf", b"no rtf", "name the file .txt"),
        ("a.epub", b"PK\x03\x04 not whole", "have the book made"),
        ("a.parquet", b"PAR1 cut", "copy or write it anew"),
    ],
)  # fmt: skip
def test_each_error_names_the_file_and_what_to_do(name: str, data: bytes, remedy: str) -> None:
    with pytest.raises(InputError) as problem:
        newsconvert.load(data, file_name=name)
    assert str(problem.value).startswith(f"{name}: ")
    assert remedy in str(problem.value)


def test_an_unknown_encoding_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(OptionError, match="named 'utf-99'; give one such as utf-8"):
        newsconvert.read("نص".encode(), encoding="utf-99")
