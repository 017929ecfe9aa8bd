"""What stands under the text of a document: the source, and on request the name and hash of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Volume
from newsconvert.verification import recorded_hashes, verify_document
from support.program import run
from support.shown import FORMATS, shown_text


@pytest.mark.parametrize("format", FORMATS)
def test_name_and_hash_of_the_file_are_shown_on_request_alone(article: Article, format: str) -> None:
    assert "ab" * 32 not in shown_text(newsconvert.write(article, format), format)
    full = shown_text(newsconvert.write(article, format, colophon="full"), format)
    assert "ab" * 32 in full
    assert "الملفالأصلي" in full


@pytest.mark.parametrize("colophon", ["source", "full"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_document_states_the_hash_of_its_source(article: Article, format: str, colophon: str) -> None:
    data = newsconvert.write(article, format, colophon=colophon)
    assert recorded_hashes(format, data) == {"ab" * 32}
    assert verify_document(article, format, data).ok


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_volumes_state_the_hashes_of_their_articles(article: Article, format: str) -> None:
    assert "ab" * 32 in recorded_hashes(format, newsconvert.bind(Volume("مجلد", (article,)), format).value)


def test_there_is_no_other_colophon(article: Article) -> None:
    with pytest.raises(OptionError, match="no colophon 'long'; choose one of source, full"):
        newsconvert.write(article, "docx", colophon="long")


def test_on_the_command_line(seed: Path, tmp_path: Path) -> None:
    status, *_ = run("convert", seed, "--to", "html", "--colophon", "full", "-o", tmp_path)
    assert status == 0
    assert seed.name in (tmp_path / f"{seed.stem}.html").read_text(encoding="utf-8")
