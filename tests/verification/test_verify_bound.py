"""Print-ready volumes: their contents are no beginnings of articles, and one article may be a volume."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Source, Text, Volume
from newsconvert.verification import FindingKind, verify_volume
from support.program import run

BODY = "افتتح الوزير أمس جسرا جديدا على نهر دجلة في جنوب العاصمة بغداد، بحضور عدد من المسؤولين. "


def dated(at: int, **more: Any) -> Article:
    body = tuple(Paragraph((Text(f"{BODY * 3}{at}"),)) for _ in range(6))
    day = date(2024, 1 + at % 12, 1 + at)
    source = Source(f"صحيفة {'أبجدهوزح'[at]}")
    return Article(f"افتتاح جسر {'أبجدهوزح'[at]}", body, published=day, source=source, **more)


@pytest.mark.parametrize("options", [{}, {"theme": "book"}, {"columns": 2}, {"page_size": "A5"}])
@pytest.mark.parametrize("byline", [None, "الموصل - تحقيق: ياسر الحمداني"])
def test_numbers_of_pages_in_contents_begin_no_date(byline: str | None, options: dict[str, Any]) -> None:
    """The articles are of the first days of their months, as their pages are the first."""
    volume = Volume("مجلد", tuple(dated(at, byline=byline) for at in range(8)))
    data = newsconvert.bind(volume, "pdf", print_ready=True, **options).value
    assert verify_volume(volume, "pdf", data, fast=True).findings == ()
    lacking = Volume("مجلد", volume.articles[:3] + volume.articles[4:])
    found = {one.kind for one in verify_volume(lacking, "pdf", data, fast=True).findings}
    assert found
    assert found <= {FindingKind.ADDED, FindingKind.REPEATED}


def test_a_headline_over_a_number_begins_its_article() -> None:
    volume = Volume("مجلد", (Article("خبر", (Paragraph((Text("24"),)),)), dated(1)))
    data = newsconvert.bind(volume, "pdf", print_ready=True).value
    assert verify_volume(volume, "pdf", data, fast=True).findings == ()


@pytest.mark.parametrize("options", [[], ["--print-ready"]])
def test_a_volume_of_one_article_has_a_title_of_its_own(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a.txt").write_text(f"افتتاح جسر\n\nبغداد - سعاد العلي\n\n{BODY}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"افتتاح جسر\n\nبغداد - سعاد العلي\n\n{BODY}أخرى\n", encoding="utf-8")
    volume, alone = str(tmp_path / "v.pdf"), str(tmp_path / "alone.pdf")
    run("convert", str(tmp_path / "a.txt"), "--to", "pdf", "--bind", "مجلد", "-o", volume, *options)
    assert run("verify", volume, "--source", str(tmp_path / "a.txt"))[0] == 0
    assert run("verify", volume, "--source", str(tmp_path / "b.txt"))[0] == 1
    # An article by itself has no other title.
    article = newsconvert.load(tmp_path / "a.txt").value
    other = Article("مجلد", article.body, byline=article.byline, provenance=article.provenance)
    Path(alone).write_bytes(newsconvert.write(other, "pdf"))
    assert run("verify", alone, "--source", str(tmp_path / "a.txt"))[0] == 1
