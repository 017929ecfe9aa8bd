"""Pictures beside sources are read into archives, as `convert` reads them, and kept with their articles."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import PIL.Image
import pytest

from newsconvert import read
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Item
from newsconvert.archive.outputs.browsing import browsable
from newsconvert.archive.record import Record
from newsconvert.archive.verify import verify_archive
from newsconvert.archive.volumes import Volumes
from newsconvert.archive.workers.executors import Executor, SerialExecutor
from newsconvert.archive.workers.job import make, portable
from newsconvert.archive.workers.processes import ProcessExecutor
from newsconvert.interchange import from_json
from newsconvert.model import Article, Figure, Image
from newsconvert.options import DocxOptions, JsonOptions, ReaderOptions
from newsconvert.result import Kind
from newsconvert.writers.pictures import thumbnail
from support.archives import content, problems, recipe, run, told

BODY = "# عنوان الخبر\n\nنص الخبر الأول.\n\n"


def picture(color: str, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (30, 20), color).save(out, kind)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, a Markdown file and a corpus, with pictures beside and below them; one is out of their folder."""
    news = tmp_path / "news"
    (news / "صور").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(picture("black"))
    (news / "solar.png").write_bytes(picture("red"))
    (news / "صور/second one.jpg").write_bytes(picture("blue", "JPEG"))
    (news / "secret.txt").write_text("نص لا صورة.")
    shown = ("solar.png", "./solar.png", "<صور/second one.jpg>", "secret.txt", "../outside.png", "gone.png")
    (news / "a.md").write_text(BODY + "".join(f"![ألواح]({path})\n\n" for path in shown))
    (news / "b.html").write_text(
        '<html lang="ar"><head><title>خبر الصفحة</title></head><body><article><h1>خبر الصفحة</h1>'
        f"<p>{'هذا نص الخبر وهو طويل بما يكفي. ' * 4}</p><img src='%D8%B5%D9%88%D8%B1/second%20one.jpg' alt='ثانية'>"
        f"<p>{'وهذه تتمة الخبر وما فيه من تفاصيل. ' * 4}</p></article></body></html>"
    )
    records = [
        {"title": f"خبر {at}", "text": "نص الخبر.", "image": name} for at, name in enumerate(("solar.png", "lost.png"))
    ]
    (news / "c.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return news


def archived(root: Path) -> dict[str, Record]:
    records = [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]
    return {record.origin.rpartition("/")[2]: record for record in records}


def images(article: Article) -> list[str | None]:
    figures = [block for block in article.body if isinstance(block, Figure)]
    return [one.image.sha256 if one.image else None for figure in figures for one in figure.pictures]


def made(root: Path, record: Record) -> Article:
    return from_json(json.loads((root / "data" / record.documents["json"].path).read_bytes()))


def build(root: Path, *sources: Path, executor: Executor | None = None) -> dict[str, int]:
    return told(run(root, Sources(list(map(str, sources))).items(), executor=executor))


@pytest.mark.parametrize("executor", [SerialExecutor(), ProcessExecutor(2)], ids=["here", "processes"])
def test_archives_show_the_pictures_that_convert_shows(folder: Path, tmp_path: Path, executor: Executor) -> None:
    root = tmp_path / "a"
    build(root, folder, executor=executor)
    records = archived(root)
    for name in ("a.md", "b.html"):
        known = read(folder / name)
        assert images(made(root, records[name])) == images(known)
        assert any(images(known))
    assert [bool(one) for one in images(made(root, records["a.md"]))] == [True, True, True, False, False, False]
    assert images(made(root, records["c.jsonl#1"])) == images(read(folder / "a.md"))[:1]
    assert images(made(root, records["c.jsonl#2"])) == []  # the path of a picture is no text
    docx = zipfile.ZipFile(root / "data" / records["a.md"].documents["docx"].path)
    assert sum(name.startswith("word/media/") for name in docx.namelist()) == 2
    kept = {path: one and (root / "data" / one.path).read_bytes() for path, one in records["a.md"].pictures.items()}
    assert kept == {
        "solar.png": picture("red"), "صور/second one.jpg": picture("blue", "JPEG"), "secret.txt": None, "gone.png": None,
    }  # fmt: skip
    stored = list((root / "data" / records["a.md"].folder / "pictures").iterdir())
    assert len(stored) == 2  # one is shown twice
    assert problems(root) == []
    assert list(verify_archive(root)) == []
    report = json.loads((root / "data/report.json").read_bytes())
    assert report["losses"][Kind.PICTURE_MISSING] == 4


def test_runs_resume_and_see_pictures_that_change(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "a"
    build(root, folder)
    before = content(root)
    assert set(build(root, folder)) == {"kept"}
    assert content(root) == before
    (folder / "solar.png").write_bytes(picture("green"))
    (folder / "gone.png").write_bytes(picture("white"))
    assert build(root, folder)["made"] == 2  # the Markdown file and a record
    assert images(made(root, archived(root)["a.md"])) == images(read(folder / "a.md"))
    assert list(verify_archive(root)) == []
    assert problems(root) == []
    stored = root / "data" / archived(root)["a.md"].folder / "pictures"
    assert len(list(stored.iterdir())) == 3  # the old one is removed
    next(stored.iterdir()).unlink()
    assert build(root, folder)["made"] == 1
    build(tmp_path / "b", folder)
    assert content(tmp_path / "b") == content(root)


def test_pictures_in_a_zip_are_read(folder: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "all"), "zip", tmp_path, "news")
    build(tmp_path / "a", tmp_path / "all.zip")
    build(tmp_path / "b", folder)
    both = [archived(tmp_path / name) for name in ("a", "b")]
    assert both[0]["a.md"].pictures == both[1]["a.md"].pictures
    assert set(build(tmp_path / "a", tmp_path / "all.zip")) == {"kept"}
    assert list(verify_archive(tmp_path / "a")) == []


def test_pictures_of_storage_elsewhere_are_read(folder: Path, tmp_path: Path) -> None:
    import fsspec

    there = fsspec.filesystem("memory")
    there.put(str(folder), "/pictured", recursive=True)
    there.pipe("/outside.png", picture("black"))
    there.pipe("/plain/a.md", (folder / "a.md").read_bytes())
    root = tmp_path / "a"
    told(run(root, Sources(["memory://pictured"]).items(), executor=ProcessExecutor(2)))
    build(tmp_path / "b", folder)
    remote, local = archived(root), archived(tmp_path / "b")
    for name in ("a.md", "b.html", "c.jsonl#1", "c.jsonl#2"):
        assert remote[name].pictures == local[name].pictures
        assert images(made(root, remote[name])) == images(made(tmp_path / "b", local[name]))
    assert set(told(run(root, Sources(["memory://pictured"]).items()))) == {"kept"}
    assert list(verify_archive(root)) == []
    (item,) = Sources(["memory://plain"]).items()
    assert item.beside is None  # nothing is asked for where no file is named like a picture


def test_the_site_shows_the_first_picture_of_an_article(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, Sources([str(folder)]).items(), more=[browsable])
    site = root / "data/site"
    stored = {path.name: path.read_bytes() for path in (site / "pictures").iterdir()}
    assert len(stored) == 2  # red of two articles, blue of the page
    for name, data in stored.items():
        with PIL.Image.open(io.BytesIO(data)) as opened:
            assert (opened.format, opened.size) == ("JPEG", (30, 20))
        assert hashlib.sha256(data).hexdigest().startswith(name.removesuffix(".jpg"))
    listed = (site / "months/undated.html").read_text()
    assert listed.count('<img class="lead"') == 3
    assert all(f'src="../pictures/{name}"' in listed for name in stored)
    assert 'alt="ألواح" width="30" height="20"' in listed
    assert list(verify_archive(root)) == []
    before = content(root)
    run(root, Sources([str(folder)]).items(), more=[browsable])
    assert content(root) == before


def test_small_pictures_are_small_opaque_and_the_same_each_time() -> None:
    see_through = io.BytesIO()
    PIL.Image.new("RGBA", (900, 300), (0, 0, 0, 0)).save(see_through, "PNG")
    found = thumbnail(Image("image/png", see_through.getvalue()))
    assert found is not None
    assert found[1:] == (360, 120)
    with PIL.Image.open(io.BytesIO(found[0])) as opened:
        assert opened.getpixel((5, 5)) == (255, 255, 255)
    thumbnail.cache_clear()
    assert thumbnail(Image("image/png", see_through.getvalue())) == found
    assert thumbnail(Image("image/png", b"\x89PNG broken")) is None
    assert thumbnail(Image("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>")) is None


def test_workers_on_other_machines_are_given_the_pictures(folder: Path) -> None:
    from newsconvert.archive.model import Job

    for item in Sources([str(folder)]).items():
        job = Job(item.id, item, recipe(), ("json",))
        sent = portable(job)
        assert not isinstance(sent.item.beside, str)
        assert make(sent) == make(job)
    empty = Item("x.txt", b"a\nb", "x.txt", beside=str(folder / "none"))
    assert portable(Job(empty.id, empty, recipe(), ("json",))).item.beside is None


def test_volumes_show_the_pictures(folder: Path, tmp_path: Path) -> None:
    volumes = Volumes(replace(recipe(("docx", DocxOptions())), reading=ReaderOptions()))
    run(tmp_path / "a", Sources([str(folder / "a.md")]).items(), recipe(("json", JsonOptions())), more=[volumes])
    names = zipfile.ZipFile(tmp_path / "a/data/volumes/volume.docx").namelist()
    assert sum(name.startswith("word/media/") for name in names) == 2


def reseal(root: Path) -> None:
    """Make the checksums of a bag agree with its files, as one would who hides a change."""
    import bagit

    bagit.Bag(str(root)).save(manifests=True)


@pytest.mark.parametrize("harm", ["changed", "removed", "not named"])
def test_a_picture_that_came_to_harm_is_found(folder: Path, tmp_path: Path, harm: str) -> None:
    root = tmp_path / "a"
    build(root, folder / "a.md")
    (record,) = archived(root).values()
    shown = record.pictures["solar.png"]
    assert shown
    path = root / "data" / shown.path
    if harm == "changed":
        path.write_bytes(picture("green"))
    elif harm == "removed":
        path.unlink()
    else:
        line = replace(record, pictures={**record.pictures, "solar.png": None}).dumps()
        (root / "data" / record.folder / "record.json").write_text(line + "\n")
        (root / "data/manifest.jsonl").write_text(line + "\n")
    assert [one for one in verify_archive(root) if "pictures/" in one.path or "record" in one.path]
    reseal(root)
    assert [one for one in verify_archive(root) if one.path.startswith("data/articles/")]


@pytest.mark.slow
def test_what_is_left_out_is_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    def archive(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "newsconvert.cli", "archive", str(folder), "-o", str(tmp_path / "a")]
        command += ["--to", "json", "--no-site", "-j", "0", *more]
        return subprocess.run(command, capture_output=True, text=True, check=True)

    for _ in range(2):  # and when all is there already
        (line,) = archive().stderr.splitlines()  # the pictures are no files that nobody reads
        assert line.startswith("warning: ")
        assert "picture-missing 4" in line
    assert not archive("--quiet").stderr
