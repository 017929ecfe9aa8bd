"""Classes, directions and isolates of pages of this version are those that the writer gives the same article."""

from __future__ import annotations

import re

import pytest

import newsconvert
from newsconvert.verification import verify_document
from support.repacked import substituted

THIS_VERSION = True

SOURCE = (
    "# خبر عن الأسعار\n\nمقدمة التقرير فيها **كلمات عريضة** وحاشية[^1] عن الأسعار.\n\nوفقرة أخرى من التقرير كله.\n\n"
    "| السلعة | الكمية | الهاتف |\n|---|---|---|\n| السكر | 12,500 | +963 11 223-4567 |\n\n- بند أول\n- بند ثان\n\n"
    "> اقتباس من بيان الوزير: «لا زيادة في الأسعار».\n\n[^1]: هذه حاشية.\n"
)
CHANGES = [
    ("<p>مقدمة", '<p class="deck">مقدمة'),
    ("<p>وفقرة", '<p class="attribution">وفقرة'),
    ("<td>12,500", '<td class="end">12,500'),
    ("<td>12,500</td>", "<td><bdi>12</bdi><bdi>,500</bdi></td>"),
    ("<td>12,500</td>", '<td><bdi dir="rtl">12,500</bdi></td>'),
    ('<bdi dir="ltr" class="whole">+963', '<bdi dir="rtl" class="whole">+963'),
    ('<bdi dir="ltr" class="whole">+963 11 223-4567</bdi>', "+963 11 223-4567"),
    ("<li>بند أول</li>", '<li><bdi dir="ltr">بند أول</bdi></li>'),
    ("<ul>", '<ul class="wider">'),
]


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> newsconvert.Article:
    path = tmp_path_factory.mktemp("blocks") / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    return newsconvert.read(path)


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_other_markup_of_a_block(article: newsconvert.Article, old: str, new: str) -> None:
    page = newsconvert.write(article, "html").decode()
    assert old in page
    assert not verify_document(article, "html", page.replace(old, new, 1).encode()).ok
    book = substituted(newsconvert.write(article, "epub"), "EPUB/text.xhtml", re.escape(old), new, count=1)
    assert not verify_document(article, "epub", book).ok


@pytest.mark.parametrize("digits", ["arabic", "european"])
@pytest.mark.parametrize("colophon", ["source", "full"])
def test_pages_of_any_options_are_whole(article: newsconvert.Article, digits: str, colophon: str) -> None:
    for format in ("html", "epub"):
        data = newsconvert.write(article, format, digits=digits, colophon=colophon)
        assert verify_document(article, format, data).findings == ()


def test_markup_of_another_version_is_not_compared(article: newsconvert.Article) -> None:
    page = (
        newsconvert.write(article, "html").decode().replace(f"newsconvert {newsconvert.__version__}", "newsconvert 0")
    )
    receipt = verify_document(article, "html", page.replace(*CHANGES[3], 1).encode())
    assert receipt.ok
    assert not receipt.looks
