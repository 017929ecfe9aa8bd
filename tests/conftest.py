"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsconvert.model import (
    Article,
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
)

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the expected files anew; then read the diff")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def seed() -> Path:
    """The sample article that ships with the project."""
    return next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def article() -> Article:
    """An article with every kind of block and inline, and lines in two directions."""
    return Article(
        headline="«صحافة الغد»: تقرير عن BBC و3.5% نموًّا في 2026",
        kicker="تقرير خاص",
        byline="كتب: محمد السيد",
        deck="الأعمال استمرت ثلاث سنوات",
        dateline="القاهرة (رويترز)",
        place="القاهرة",
        agency="رويترز",
        published=date(2026, 3, 14),
        body=(
            Paragraph((Text("قالَ المُحرِّرُ إنّ شركة Microsoft Corp. باعت 1,250 رخصةً (٢٥٪) يوم 12/5/2026."),)),
            Heading(2, (Text("أولاً: ما الذي تغيَّر؟"),)),
            Paragraph((
                Text("نصٌّ "), Strong((Text("مهمٌّ"),)), Text(" ثم "), Emphasis((Text("مؤكَّد"),)), Text(" ثم "),
                Link("https://example.org/a?b=1&c=2", (Text("رابط"),)), Text("."),
            )),
            Heading(3, (Text("Windows 11 في العناوين"),)),
            Quotation((Text("«الخبرُ مقدَّسٌ، والرأيُ حرّ»"),)),
            ItemList(False, ((Text("بندٌ أول"),), (Text("Second item بالعربية"),))),
            ItemList(True, ((Text("خطوة"),), (Text("خطوة أخرى، 1.2 مرة"),)), start=3),
            Paragraph((Text("پژوهشگران ایرانی می‌گویند کتاب‌ها و چاپ ہے ٹیکسٹ"),)),
        ),
        source=Source("وكالة الأنباء", "https://example.org/news/1", "المصدر: وكالة الأنباء",
                      datetime(2026, 3, 15, 8, 30, tzinfo=UTC)),
        provenance=Provenance("خبر.txt", "ab" * 32, "utf-8"),
    )  # fmt: skip


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file under tests/golden/, or write it there with --rewrite-golden."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check
