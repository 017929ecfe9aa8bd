"""`newsconvert verify` reads a source with its pictures, whichever way it finds the source."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import PIL.Image
import pytest

from newsconvert.cli.verify import _EMPTY
from newsconvert.readers.images import from_bytes
from support.program import run

pytestmark = pytest.mark.slow

PAGE = """<html lang="ar"><head><title>عنوان الخبر الطويل</title>
<meta property="og:url" content="https://x.example.org/1"></head><body><main><article><h1>عنوان الخبر الطويل</h1>
<p>هذا نص الخبر الأول وهو طويل بما يكفي ليقرأ كاملا في الصفحة المحفوظة.</p>
<img src="solar.png" alt="ألواح شمسية"/><p>وهذا نص ثان للخبر يكمل ما سبق من تفاصيل.</p>
<img src="gone.png" alt="صورة ضائعة"/><p>وهذا نص ثالث للخبر.</p></article></main></body></html>"""
MARKDOWN = "# عنوان الخبر\n\nنص أول.\n\n![ألواح شمسية](solar.png)\n\nنص ثان.\n\n![صورة ضائعة](gone.png)\n"


@pytest.fixture(params=["u.html", "u.md"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    out = io.BytesIO()
    PIL.Image.new("RGB", (30, 20), "red").save(out, "PNG")
    (tmp_path / "solar.png").write_bytes(out.getvalue())
    path = tmp_path / str(request.param)
    path.write_text(PAGE if path.suffix == ".html" else MARKDOWN)
    return path


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_documents_are_verified_with_the_pictures_of_their_source(source: Path, format: str) -> None:
    document = source.with_suffix(f".{format}")
    run("convert", source, "--to", format, "-o", source.parent)
    assert run("verify", "-q", document)[:2] == (0, "")
    assert run("verify", "-q", document, "--source", source)[:2] == (0, "")
    elsewhere = source.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(document, elsewhere)
    moved = elsewhere / document.name
    assert run("verify", "-q", moved, "--source", source)[:2] == (0, "")
    if format == "pdf":  # which carries its source, but not the pictures
        assert run("verify", "-q", moved)[:2] == (0, "")
    (source.parent / "solar.png").unlink()  # since then
    assert run("verify", "-q", document)[:2] == (0, "")
    assert run("verify", "-q", moved, "--source", source)[:2] == (0, "")


def test_text_that_is_missing_is_found_whether_or_not_pictures_are_there(source: Path, tmp_path: Path) -> None:
    run("convert", source, "--to", "docx", "-o", tmp_path / "u.docx")
    source.write_text(source.read_text().replace("نص ثان", "نصوص ثانية"))
    for _ in range(2):
        status, out, _ = run("verify", tmp_path / "u.docx", "--source", source)
        assert status == 1
        assert "ثانية" in out
        (source.parent / "solar.png").unlink(missing_ok=True)


def test_the_picture_in_place_of_a_missing_one_can_be_read() -> None:
    assert from_bytes(_EMPTY) is not None
