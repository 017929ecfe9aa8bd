"""An archive that came to harm, or that somebody changed and sealed again, is found out: `verify_archive`."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsconvert.archive.model import Item
from newsconvert.archive.outputs.browsing import browsable
from newsconvert.archive.record import Record
from newsconvert.archive.verify import verify_archive
from newsconvert.archive.volumes import volumes
from newsconvert.options import DocxOptions, EpubOptions, JsonOptions, PdfOptions
from support.archives import items, problems, recipe, run, text

MADE = recipe(("docx", DocxOptions()), ("epub", EpubOptions()), ("json", JsonOptions()), ("pdf", PdfOptions()))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles, one with a sidecar, one twice, and one that is none."""
    root = tmp_path_factory.mktemp("whole") / "a"
    more = [
        Item("4.txt", text(4).encode(), "4.txt", sidecar='title = "عنوان"'.encode()),
        Item("again.txt", text(1).encode(), "1.txt"),
        Item("empty.txt", b" ", "empty.txt"),
        Item("gone.txt", None, error="it is not there."),
    ]
    run(root, [*items(1, 2), *more], MADE, more=[browsable])
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def found(root: Path) -> list[str]:
    return [str(one) for one in verify_archive(root)]


def made(root: Path) -> list[Record]:
    records = [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]
    return [record for record in records if record.state == "made"]


def document(root: Path, name: str, at: int = 0) -> Path:
    return root / "data" / made(root)[at].documents[name].path


def change(path: Path, *at: int) -> Path:
    """Change the bytes at these places; in the middle by default."""
    data = bytearray(path.read_bytes())
    for place in at or (len(data) // 2,):
        data[place] ^= 1
    path.write_bytes(data)
    return path


def remove(*paths: Path) -> object:
    return [path.unlink() for path in paths]  # type: ignore[func-returns-value]


def add(path: Path, line: str) -> object:
    return path.write_text(path.read_text() + line)


def swap(one: Path, other: Path) -> Path:
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)
    return one


def edit(path: Path, old: str, new: str) -> Path:
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    return path


def seal(root: Path) -> None:
    """Set all hashes of the bag right again, as somebody would who does not want a change to be seen."""
    payload = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in payload)
    lines = [line for line in (root / "bag-info.txt").read_text().splitlines() if not line.startswith("Payload")]
    (root / "bag-info.txt").write_text("\n".join([*lines, f"Payload-Oxum: {size}.{len(payload)}"]) + "\n")
    for kind in ("manifest", "tagmanifest"):
        for name in ("sha256", "sha512"):
            tags = sorted(path for path in root.glob("*.txt") if not path.name.startswith("tagmanifest"))
            rows = [
                f"{hashlib.new(name, path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
                for path in (payload if kind == "manifest" else tags)
            ]
            (root / f"{kind}-{name}.txt").write_text("".join(rows))
    assert problems(root) == []


def rewrite(root: Path, at: int, **values: Any) -> None:
    """Change a record wherever it stands, and what the documents are said to be."""
    lines = (root / "data/manifest.jsonl").read_bytes().splitlines()
    record = json.loads(lines[at])
    record.update(values)
    line = Record.from_json(record).dumps().encode()
    lines[at] = line
    (root / "data/manifest.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (root / "data" / Record.loads(line).folder / "record.json").write_bytes(line + b"\n")


def adopt(root: Path, at: int, name: str) -> Path:
    """Have a record tell of a document as it is now."""
    record = made(root)[at].to_json()
    data = (root / "data" / record["documents"][name]["path"]).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    record["documents"][name] |= {"bytes": len(data), "sha256": digest}
    record["documents"][name]["receipt"]["sha256"] = digest
    rewrite(root, at, documents=record["documents"])
    return root


def replace_in_zip(path: Path, old: str, new: str) -> Path:
    """Change the text of a document, which stays a good one."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    assert any(old.encode() in data for _, data in parts)
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in parts:
            archive.writestr(info, data.replace(old.encode(), new.encode()))
    return path


# What comes about by itself, or by a hand that does not know of bags.

HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "a document is missing": (lambda r: document(r, "pdf").unlink(), "article.pdf: the file is missing"),
    "a byte of a PDF": (lambda r: change(document(r, "pdf")), "article.pdf: the file was changed"),
    "a byte of an EPUB": (lambda r: change(document(r, "epub", 1)), "article.epub: the file was changed"),
    "a document is cut off": (lambda r: document(r, "docx").write_bytes(document(r, "docx").read_bytes()[:900]), "article.docx: the file was changed"),
    "a document is empty": (lambda r: document(r, "docx").write_bytes(b""), "article.docx: the file was changed"),
    "two documents are swapped": (lambda r: swap(document(r, "pdf"), document(r, "pdf", 1)), "article.pdf: the file was changed"),
    "a file too many": (lambda r: (r / "data/letter.txt").write_text("mine"), "data/letter.txt: this file is not in a manifest"),
    "a source is missing": (lambda r: (r / "data" / str(made(r)[0].source_path)).unlink(), "source.txt: the file is missing"),
    "a sidecar is changed": (lambda r: change(r / "data" / str(made(r)[2].sidecar_path), 9), "source.toml: the file was changed"),
    "the list is edited": (lambda r: edit(r / "data/manifest.jsonl", "خبر", "خير"), "manifest.jsonl: the file was changed"),
    "the table is edited": (lambda r: edit(r / "data/manifest.csv", "خبر", "خير"), "manifest.csv: the file was changed"),
    "a manifest lacks a line": (lambda r: edit(r / "manifest-sha256.txt", (r / "manifest-sha256.txt").read_text().split("\n")[3] + "\n", ""), "it is not in manifest-sha256.txt"),
    "a manifest is missing": (lambda r: (r / "manifest-sha512.txt").unlink(), "manifest-sha512.txt: no such file"),
    "all manifests are missing": (lambda r: remove(*r.glob("*manifest-*.txt")), "the bag has no manifest"),
    "a manifest has other hashes": (lambda r: change(r / "manifest-sha512.txt", 5), "manifest-sha512.txt: the file was changed"),
    "a manifest leads outside": (lambda r: add(r / "manifest-sha256.txt", f"{'0' * 64}  ../secret\n"), "is not a digest and a path within the bag"),
    "the declaration is missing": (lambda r: (r / "bagit.txt").unlink(), "bagit.txt: it is missing"),
    "the declaration is another": (lambda r: (r / "bagit.txt").write_text("BagIt\n"), "not the declaration"),
    "the site is changed": (lambda r: change(r / "data/site/articles/0.js"), "0.js: the file was changed"),
    "the count is another": (lambda r: edit(r / "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"), "Payload-Oxum is"),
    "a folder is gone": (lambda r: shutil.rmtree(r / "data" / made(r)[1].folder), "the source that the record names is missing"),
}  # fmt: skip

# What was changed by somebody who sealed the bag again.

DECEIT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a document is taken out": (lambda r: document(r, "pdf").unlink(), "the document that the record names is missing"),
    "two PDFs are swapped": (lambda r: swap(document(r, "pdf"), document(r, "pdf", 1)), "not the document that the record lists"),
    "two PDFs are swapped, and adopted": (lambda r: (swap(document(r, "pdf"), document(r, "pdf", 1)), adopt(r, 0, "pdf"), adopt(r, 1, "pdf")), "article.pdf: "),
    "a Word document says something else": (lambda r: (replace_in_zip(document(r, "docx"), "التعليم", "التجهيل"), adopt(r, 0, "docx")), "has become"),
    "an EPUB lacks a word": (lambda r: (replace_in_zip(document(r, "epub"), " التعليم", ""), adopt(r, 0, "epub")), "article.epub: "),
    "a PDF is cut off": (lambda r: (document(r, "pdf").write_bytes(document(r, "pdf").read_bytes()[:-300]), adopt(r, 0, "pdf")), "cannot be read"),
    "the JSON says something else": (lambda r: (edit(document(r, "json"), "الوزارة", "الإدارة"), adopt(r, 0, "json")), "article.json: "),
    "a source is another": (lambda r: edit(r / "data" / str(made(r)[0].source_path), "الوزارة", "الإدارة"), "not the source that the record was made from"),
    "a sidecar is another": (lambda r: edit(r / "data" / str(made(r)[2].sidecar_path), "عنوان", "عنوانه"), "not the source that the record was made from"),
    "a source is taken out": (lambda r: (r / "data" / str(made(r)[0].source_path)).unlink(), "the source that the record names is missing"),
    "a title is another": (lambda r: rewrite(r, 0, title="عنوان آخر"), "the record does not match the source"),
    "a date is made up": (lambda r: rewrite(r, 1, published="2020-01-01"), "the record does not match the source"),
    "a record in its folder is another": (lambda r: edit(r / "data" / made(r)[0].folder / "record.json", "خبر", "خير"), "not the record in the manifest"),
    "a record is taken out of the list": (lambda r: edit(r / "data/manifest.jsonl", made(r)[1].dumps() + "\n", ""), "no record names this file"),
    "a record stands there twice": (lambda r: edit(r / "data/manifest.jsonl", made(r)[1].dumps() + "\n", 2 * (made(r)[1].dumps() + "\n")), "is in it twice"),
    "the table tells another title": (lambda r: edit(r / "data/manifest.csv", "خبر", "خير"), "manifest.csv: it does not agree"),
    "a reference is taken out": (lambda r: edit(r / "data/bibliography.ris", "ER  -", "XX  -"), "bibliography.ris: it does not agree"),
    "the report is made to shine": (lambda r: edit(r / "data/report.json", '"failed": 2', '"failed": 0'), "report.json: it does not agree"),
    "a stranger's document": (lambda r: (r / "data" / made(r)[0].folder / "more.pdf").write_bytes(b"%PDF"), "no record names this file"),
    "the list is no list": (lambda r: (r / "data/manifest.jsonl").write_text("{}\n"), "manifest.jsonl: it cannot be read"),
    "the list is gone": (lambda r: (r / "data/manifest.jsonl").unlink(), "manifest.jsonl: it cannot be read"),
}  # fmt: skip


def test_an_archive_that_is_whole_is_found_so(whole: Path) -> None:
    assert found(whole) == []


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_found(root: Path, harm: str) -> None:
    do, said = HARM[harm]
    do(root)
    assert any(said in one for one in found(root)), found(root)


@pytest.mark.parametrize("deceit", DECEIT)
def test_deceit_is_found(root: Path, deceit: str) -> None:
    do, said = DECEIT[deceit]
    do(root)
    seal(root)
    assert any(said in one for one in found(root)), found(root)


def test_other_bags_are_verified_by_their_hashes(tmp_path: Path) -> None:
    import bagit

    (tmp_path / "bag").mkdir()
    (tmp_path / "bag/a%b.txt").write_text("one")
    bagit.make_bag(str(tmp_path / "bag"), checksums=["md5", "sha256"])
    assert found(tmp_path / "bag") == []
    (tmp_path / "bag/data/a%b.txt").write_text("two")
    assert any("a%b.txt: the file was changed (md5, sha256)" in one for one in found(tmp_path / "bag"))


@pytest.mark.slow
def test_the_command_tells_what_is_wrong(root: Path) -> None:
    command = [sys.executable, "-m", "newsconvert.cli", "verify", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    change(document(root, "pdf"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "article.pdf: the file was changed" in done.stdout
    (root / "bagit.txt").unlink()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run the command that made it again" in done.stdout + done.stderr


def test_a_file_that_cannot_be_opened_is_told(root: Path) -> None:
    command = [sys.executable, "-m", "newsconvert.cli", "verify", str(root)]
    for path in (document(root, "pdf"), root / "bag-info.txt"):
        path.unlink()
        path.symlink_to(path.name)  # a loop: root may open whatever has no leave
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr, path.name in done.stdout + done.stderr) == (1, False, True)


def test_volumes_that_are_damaged_are_found(tmp_path: Path) -> None:
    made_of = recipe(("epub", EpubOptions()), ("pdf", PdfOptions()))
    run(tmp_path / "a", items(1, 2), recipe(("json", JsonOptions())), more=[volumes(made_of, "500")])
    assert found(tmp_path / "a") == []
    for name in ("volume.epub", "volume.pdf"):
        path = tmp_path / "a/data/volumes" / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    seal(tmp_path / "a")
    told = found(tmp_path / "a")
    assert len(told) == 2
    assert all("it cannot be read" in one for one in told)
