"""Messages that pass another one on: it is the article, with its subject, sender and date."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, article_text
from newsconvert.readers import forwards
from newsconvert.readers.forwards import split_subject
from newsconvert.readers.structure.mailheads import read_field
from newsconvert.result import Warning

TEXT = "افتتح رئيس البلدية صباح اليوم معرض الزهور في المدينة القديمة بمشاركة خمسين عارضاً من المحافظات كلها."
MORE = "وقال رئيس البلدية إن المعرض يستمر أسبوعاً، وإن ريعه يعود إلى ترميم الحديقة العامة."
GMAIL = "---------- Forwarded message ---------\nمن: ليلى عمران <layla@x.example>\nDate: السبت، 4 مايو 2024 في 6:30 م\nSubject: معرض الزهور\nTo: <a@x.example>\n\n"
OUTLOOK = "-----الرسالة الأصلية-----\nمن: ليلى عمران [mailto:layla@x.example]\nتم الإرسال: 04/مايو/2024 06:30 م\nإلى: المحرر\nالموضوع: معرض الزهور\n\n"


def read(body: str, subject: str, kind: str = "text/plain") -> tuple[Article, list[Warning]]:
    head = f"From: سعيد <s@x.example>\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n"
    found = newsconvert.load(f"{head}Content-Transfer-Encoding: 8bit\n\n{body}".encode(), reader="mail")
    return found.value, list(found.warnings)


@pytest.mark.parametrize(
    "subject", ["Fwd: معرض الزهور", "FW: معرض الزهور", "إعادة توجيه: معرض الزهور", "تحويل: معرض الزهور"]
)
@pytest.mark.parametrize("head", [GMAIL, OUTLOOK])
def test_the_message_that_is_passed_on_is_the_article(subject: str, head: str) -> None:
    article, warnings = read(f"للنشر.\n\n{head}{TEXT}\n\n{MORE}\n", subject)
    assert (article.headline, article.byline) == ("معرض الزهور", "ليلى عمران")
    assert f"{article.published:%Y-%m-%d %H:%M}" == "2024-05-04 18:30"
    whole = " ".join(article_text(article))
    assert [words in whole for words in ("للنشر.", TEXT, MORE, "layla@")] == [True, True, True, False]
    (said,) = warnings
    assert said.kind == "page-furniture"
    assert said.count == 2  # the mark of the subject, and the head
    assert "layla@x.example" in " ".join(said.passages)


def test_a_message_that_is_quoted_whole_loses_its_marks() -> None:
    quoted = "".join(
        f"> {line}\n" for line in ("من: ليلى عمران <l@x.example>", "الموضوع: معرض الزهور", "", TEXT, "", MORE)
    )
    article, _ = read(f"بداية الرسالة المُعاد توجيهها:\n\n{quoted}", "Fwd: معرض الزهور")
    assert article.byline == "ليلى عمران"
    assert [type(block).__name__ for block in article.body] == ["Paragraph", "Paragraph"]


def test_the_head_in_a_page() -> None:
    head = GMAIL.strip().replace("<", "&lt;").replace("\n", "<br>")
    markup = f"<div>للنشر.</div><div class='gmail_quote'><div class='gmail_attr'>{head}</div><p>{TEXT}</p><p>{MORE}</p></div>"
    article, warnings = read(markup, "Fwd: معرض الزهور", "text/html")
    assert (article.byline, "layla@" in " ".join(article_text(article))) == ("ليلى عمران", False)
    assert [one.kind for one in warnings] == ["page-furniture"]


def test_an_answer_keeps_what_it_answers() -> None:
    article, _ = read(f"{TEXT}\n\n{OUTLOOK}{MORE}\n", "رد: معرض الزهور")
    assert (article.headline, article.byline) == ("معرض الزهور", "سعيد")
    assert "layla@x.example" in " ".join(article_text(article))


@pytest.mark.parametrize(
    ("subject", "words", "marks", "passed_on"),
    [
        ("Fwd: خبر", "خبر", "Fwd:", True), ("RE: رد: خبر", "خبر", "RE: رد:", False),
        ("Re: Fwd: خبر", "خبر", "Re: Fwd:", True), ("تحويل الرواتب: خبر", "تحويل الرواتب: خبر", "", False), ("Fwd:", "Fwd:", "", False),
    ],
)  # fmt: skip
def test_marks_of_subjects(subject: str, words: str, marks: str, passed_on: bool) -> None:
    assert split_subject(subject) == (words, marks, passed_on)


def test_each_line_of_a_run_of_fields_is_asked_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def count(line: str) -> object:
        asked.append(line)
        return read_field(line)

    monkeypatch.setattr(forwards, "read_field", count)
    text = "من: ليلى عمران\n" * 500
    assert forwards.cut_text(text) == (text, None)
    assert len(asked) <= 4 * 500


def test_the_headline_is_the_subject_of_the_message_that_is_passed_on() -> None:
    article, warnings = read(f"للعلم.\n\n{GMAIL}{TEXT}\n", "Fwd: خبر")
    assert article.headline == "معرض الزهور"
    assert next(passage for one in warnings for passage in one.passages) == "Fwd: خبر"


def test_an_agency_that_sends_is_no_author() -> None:
    article, _ = read(f"{GMAIL.replace('ليلى عمران', 'وكالة الأناضول')}{TEXT}\n", "Fwd: معرض الزهور")
    assert (article.byline, article.agency) == (None, "وكالة الأناضول")
