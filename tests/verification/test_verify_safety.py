"""Documents that are made to harm are not read further than documents go, and only files are opened."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

import newsconvert
from newsconvert.archive.verify import verify_archive
from newsconvert.cli.app import app
from newsconvert.verification import verify_document
from newsconvert.verification.guard import is_suspicious
from support.repacked import substituted

TEXT = "عنوان الخبر\nنص الخبر الأول وفيه كلام عن المدينة."


def refused(format: str, data: bytes) -> bool:
    receipt = verify_document(newsconvert.read_text(TEXT), format, data)
    return [one.kind.value for one in receipt.findings] == ["unreadable"]


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, recompress_flate=True)
    return out.getvalue()


@pytest.mark.slow
def test_forms_in_forms_are_stopped() -> None:
    pdf = pikepdf.open(io.BytesIO(newsconvert.write(newsconvert.read_text(TEXT), "pdf")))
    name, box = pikepdf.Name, [0, 0, 900, 900]
    inner = pdf.make_stream(b"0 0 m 5 5 l S " * 10, Type=name.XObject, Subtype=name.Form, BBox=box)
    for _ in range(8):
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = pdf.make_stream(b"/X Do " * 10, Type=name.XObject, Subtype=name.Form, BBox=box, Resources=held)
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=inner)
    pdf.pages[0].contents_add(pdf.make_stream(b"/X Do"))
    assert refused("pdf", saved(pdf))


def test_pages_larger_than_any_are_refused() -> None:
    pdf = pikepdf.open(io.BytesIO(newsconvert.write(newsconvert.read_text(TEXT), "pdf")))
    pdf.pages[0].MediaBox = [0, 0, 500_000, 500_000]
    assert refused("pdf", saved(pdf))


def test_what_unpacks_to_much_is_suspicious_and_documents_are_not() -> None:
    article = newsconvert.read_text(TEXT)
    made = {format: newsconvert.write(article, format) for format in ("pdf", "docx", "epub", "html", "json")}
    assert not any(is_suspicious(format, data) for format, data in made.items())
    pdf = pikepdf.open(io.BytesIO(made["pdf"]))
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 m 9 9 l S " * 400_000))
    assert is_suspicious("pdf", saved(pdf))
    out = io.BytesIO(made["epub"])
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("x.xhtml", b"<p>a</p>" * 2_000_000)
    assert is_suspicious("epub", out.getvalue())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    os.mkfifo(tmp_path / "c.toml")
    (tmp_path / "b.html").write_bytes(newsconvert.write(newsconvert.read_text(TEXT), "html"))
    for arguments in (["a.pdf"], ["b.html", "--source", "a.pdf"], ["b.html", "--config", "c.toml"]):
        given = [one if one.startswith("--") else str(tmp_path / one) for one in arguments]
        done = CliRunner().invoke(app, ["verify", *given])
        assert done.exit_code
        assert isinstance(done.exception, SystemExit | type(None)) or "regular file" in str(done.exception)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_bags_with_pipes_and_devices_are_said_to_have_them(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    os.mkfifo(tmp_path / "data/a.txt")
    (tmp_path / "manifest-sha256.txt").symlink_to("/dev/zero")
    assert sorted(one.path for one in verify_archive(tmp_path)) == ["data/a.txt", "manifest-sha256.txt"]


def test_damage_is_said_without_the_source(tmp_path: Path) -> None:
    data = newsconvert.write(newsconvert.read_text(TEXT), "docx")
    (tmp_path / "a.docx").write_bytes(data[: len(data) // 2])
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "a.docx")])
    assert done.exit_code == 1
    assert "cannot be read" in done.output


def test_explain_says_what_was_compared_and_draws_the_page(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "a.pdf"
    source.write_text(TEXT.replace("المدينة", "القرية"), encoding="utf-8")
    target.write_bytes(newsconvert.write(newsconvert.read_text(TEXT), "pdf"))
    done = CliRunner().invoke(app, ["verify", str(target), "--source", str(source), "--explain"])
    assert done.exit_code == 1
    assert "compared: " in done.output
    assert "not compared: " in done.output
    assert (tmp_path / "a-page-1.png").read_bytes()[:4] == b"\x89PNG"


def test_a_part_of_another_length_is_damaged_also_after_its_document_was_read() -> None:
    data = newsconvert.write(newsconvert.read_text(TEXT), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        fonts = [one for one in package.infolist() if one.filename.endswith(".odttf")]
        part = max(fonts, key=lambda one: one.file_size)
    name = part.filename.encode()
    at = data.rindex(name) - 46  # the entry of the central directory (APPNOTE 4.3.12), the size in its bytes 24 to 27
    shorter = data[: at + 24] + (part.file_size - 50).to_bytes(4, "little") + data[at + 28 :]
    assert not refused("docx", data)
    assert refused("docx", shorter)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", r'w:pgSz w:w="\d+"', f'w:pgSz w:w="{"9" * 5_000}"'),
        ("word/document.xml", r'<w:ilvl w:val="\d+"', '<w:ilvl w:val="1.5"'),
        ("word/document.xml", r"<w:sectPr>", '<w:tbl><w:tblPr><w:tblInd w:w="inf"/></w:tblPr></w:tbl><w:sectPr>'),
        ("word/styles.xml", r'(<w:szCs w:val=)"\d+"', rf'\1"{"9" * 5_000}"'),
    ],
)
def test_numbers_that_are_none_are_one_finding(part: str, old: str, new: str) -> None:
    article = newsconvert.read_text(f"{TEXT}\n- بند أول\n- بند ثان\n")
    data = substituted(newsconvert.write(article, "docx"), part, old, new)
    assert not verify_document(article, "docx", data).ok


@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "_rels/.rels", r"\[Content_Types\].xml"])
def test_comments_between_relationships_are_not_read(part: str) -> None:
    article = newsconvert.read_text(TEXT)
    data = substituted(newsconvert.write(article, "docx"), part, r"(<(?:Relationships|Types)[^>]*>)", r"\1<!-- x -->")
    assert verify_document(article, "docx", data).findings == ()


@pytest.mark.parametrize("options", [["--to", "pdf,docx,epub"], ["--to", "pdf", "--print-ready"]])
def test_sources_of_a_volume_are_named_in_any_order(tmp_path: Path, options: list[str]) -> None:
    files = [tmp_path / f"s{number}.txt" for number in range(1, 5)]
    for number, file in enumerate(files):
        file.write_text(f"خبر رقم {number} عن المدينة\n\nقال المتحدث كلاما عن {number}.\n\nوانتهى الخبر {number}.\n")
    made = tmp_path / "made"
    assert (
        CliRunner().invoke(app, ["convert", *map(str, files), "--bind", "أخبار", *options, "-o", str(made)]).exit_code
        == 0
    )
    named = [argument for at in (2, 0, 3, 1) for argument in ("--source", str(files[at]))]
    told = CliRunner().invoke(app, ["verify", *map(str, sorted(made.iterdir())), *named])
    assert told.exit_code == 0, told.output
