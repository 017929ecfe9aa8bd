"""What a volume has beside its articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import newsconvert
from newsconvert import binding
from newsconvert.errors import OptionError
from newsconvert.model import Article, Source, Volume
from newsconvert.resources import Resources


def made(*articles: Article) -> Volume:
    return Volume("مجلد", articles)


def test_indexes_are_in_the_order_of_arabic_dictionaries() -> None:
    names = ("النهار", "أخبار اليوم", "BBC", "الأهرام", "إيلاف", "بوابة", "الوطن")
    volume = made(*(Article(f"خبر {at}", source=Source(name)) for at, name in enumerate(names)))
    found = [entry.name for entry in binding.index_of_sources(volume)]
    assert found == ["أخبار اليوم", "الأهرام", "إيلاف", "بوابة", "النهار", "الوطن", "BBC"]


def test_index_leads_to_every_article_once() -> None:
    one, two = (
        Article("ا", source=Source("وكالة"), byline="كتب: محمد السيد"),
        Article("ب", byline="محمد السيد وسارة علي"),
    )
    volume = made(one, replace(one, headline="ج"), two, Article("د"))
    assert binding.index_of_sources(volume) == [("وكالة", (0, 1))]
    assert binding.index_of_bylines(volume) == [("سارة علي", (2,)), ("محمد السيد", (0, 1, 2))]


@pytest.mark.parametrize("byline", ["«الاقتصادية» من الرياض", "رويترز", "القاهرة - الرياض", "شتوتجارت - د ب أ"])
def test_no_paper_agency_or_place_is_among_the_writers(byline: str) -> None:
    articles = (Article("ا", byline=byline), Article("ب", byline="محمد السيد من القاهرة"))
    assert binding.index_of_bylines(Volume("م", articles)) == [("محمد السيد", (1,))]


def test_colophon_tells_span_and_sources() -> None:
    volume = made(
        Article("ا", published=datetime(2026, 3, 14, 10, tzinfo=UTC), source=Source("النهار")),
        Article("ب", published=date(2025, 12, 31)),
    )
    families = Resources().typefaces(Resources().theme("book"), None, None)
    rows = dict(binding.colophon(replace(volume, publisher="دار"), (families.text, families.headline)))
    assert rows["عدد المقالات"] == "٢"
    assert rows["تواريخ النشر"] == "من ٣١ ديسمبر ٢٠٢٥ إلى ١٤ مارس ٢٠٢٦"
    assert rows["المصادر"] == "النهار"
    assert rows["الناشر"] == "دار"
    assert "SIL Open Font License 1.1" in rows["الخط"]


def test_extent_counts_in_words() -> None:
    def volume(count: int, sources: int) -> Volume:
        return Volume(
            "م", tuple(Article("خ", source=Source(f"س{at % sources}") if sources else None) for at in range(count))
        )

    assert binding.extent(volume(1, 0)) == "مقال واحد"
    assert binding.extent(volume(2, 2)) == "مقالان من مصدرين"
    assert binding.extent(volume(20, 4)) == "٢٠ مقالًا من ٤ مصادر"
    assert binding.extent(volume(103, 1)) == "١٠٣ مقالات من مصدر واحد"


def test_identity_tells_volumes_apart() -> None:
    one = made(Article("ا"), Article("ب"))
    assert binding.identity(one) == binding.identity(made(Article("ا"), Article("ب")))
    assert binding.identity(one) != binding.identity(made(Article("ب"), Article("ا")))


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_a_volume_needs_an_article(format: str) -> None:
    with pytest.raises(OptionError, match="no article"):
        newsconvert.bind(made(), format)
