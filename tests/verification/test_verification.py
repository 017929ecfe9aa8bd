"""Verification: whole documents pass, and every damage is found and named."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Text,
    Volume,
)
from newsconvert.verification import (
    FORMATS,
    FindingKind,
    Receipt,
    attached_source,
    attached_sources,
    verify_document,
    verify_volume,
)
from newsconvert.writers import writers
from support import judges
from support.program import run

#: Text that writers and readers are likely to get wrong.
NASTY = Article(
    headline="مقال عن «Bill Gates (Microsoft)» في 2021-03-04: ٥٠٪ + 3.5% [عاجل]",
    byline="كتب: علي حسن\nتصوير: سارة",
    published=date(2026, 3, 14),
    body=(
        Paragraph((Text("زوّّد المؤهلَّّة و"), Text("قالَ تعالى: ﴿وَٱلۡعَصۡرِ إِنَّ ٱلۡإِنسَٰنَ لَفِي خُسۡرٍ﴾ صدق الله العظيم ۝ ﷺ."),)),
        Paragraph((Text("The quick brown fox — he said “hello (world)” — ثم عاد إلى [العربية] <b> & \"كتب\" 'شيئًا'."),)),
        Paragraph((Text("رابط طويل https://example.org/a/very/long/path/that/goes/on?and=on&more=1#fragment-of-it/and-more/and-more-still/until-the-line-must-break ثم نص."),)),
        Heading(2, (Text("۱۲۳ پژوهش می‌گوید کتاب‌ها ٹیکسٹ ہے"),)),
        Paragraph((Text("تطـــويل وهــذا كشيدة، رقم ٠٥٠-١٢٣٤٥٦٧ و 050-1234567 يوم 12/5/2026 الساعة 10:30 من 1990-2000."),)),
        Paragraph((Text("مسافة\u00a0ثابتة و\u200fعلامة وكلمة(ملتصقة)بأقواس،فاصلة؛ وعلامات؟! … ... 😀 👩‍👩‍👧 ❤️ ½ x² ﻻ ﺍﻟﻌﺮﺏ."),)),
        Quotation((Text("“مَن جَدَّ وَجَدَ”، قالها «فلان» ‹علان› (2)."),)),
        ItemList(True, ((Text("أول (1)"),), (Link("https://example.org/x", (Text("ثانٍ"),)), Text(" B2B")),), start=9),
        ItemList(False, ((Text("بند • بنقطة"),), (Text("- بند بشرطة"),))),
        Paragraph((Text("كلمة " * 400 + "نهاية"),)),
        Paragraph((Text("A purely English paragraph (with brackets), numbers 1,234.5 and dates 2020-01-02."),)),
    ),
    source=Source("وكالة (الأنباء)", "https://example.org/أخبار/1?a=b&c=«د»", "المصدر: وكالة (الأنباء)"),
    provenance=Provenance("source.txt", "cd" * 32, "utf-8", content=b"text"),
)  # fmt: skip
BINARY = ("pdf", "docx", "epub")


def kinds(receipt: Receipt) -> set[FindingKind]:
    return {finding.kind for finding in receipt.findings}


@pytest.mark.parametrize("format", FORMATS)
def test_whole_documents_pass(format: str, article: Article, seed: Path) -> None:
    for one in (article, NASTY, newsconvert.read(seed), Article(headline="عنوان وحده")):
        receipt = verify_document(one, format, newsconvert.write(one, format))
        assert list(map(str, receipt.findings)) == []
        assert receipt.pieces == len(list(newsconvert.model.article_text(one)))
    assert receipt.pages == (1 if format == "pdf" else None)
    assert receipt.words == 2


@pytest.mark.parametrize("font", ["noto-naskh-arabic", "ibm-plex-sans-arabic", "noto-kufi-arabic", "vazirmatn"])
def test_whole_pdfs_pass_in_any_font(font: str) -> None:
    assert verify_document(NASTY, "pdf", newsconvert.write(NASTY, "pdf", font=font)).findings == ()


@pytest.mark.parametrize(
    "options", [{"print_ready": True}, {"pdf_standard": "a-2b"}, {"page_size": "A5"}, {"theme": "book"}]
)
def test_whole_pdfs_pass_whatever_their_standard(options: dict[str, Any], article: Article) -> None:
    for one in (article, NASTY):
        assert verify_document(one, "pdf", newsconvert.write(one, "pdf", **options)).findings == ()


BASE = Article(
    headline="عنوان الخبر الأول في الصحيفة",
    byline="محمد السيد",
    body=(
        Paragraph((Text("الفقرة الأولى تقول إنّ الحكومة أعلنت 125 قرارًا جديدًا."),)),
        Paragraph((Text("الفقرة الثانية عن (الاقتصاد) والسوق وأسعار النفط."),)),
        Heading(2, (Text("خلفية الموضوع"),)),
        Paragraph((Text("الفقرة الثالثة والأخيرة من هذا الخبر القصير."),)),
        ItemList(False, ((Text("بند أول من القائمة"),), (Text("بند ثان من القائمة"),))),
    ),
    source=Source("وكالة الأنباء", None, "المصدر: وكالة الأنباء"),
    provenance=Provenance("a.txt", "ab" * 32),
)  # fmt: skip


def body(change: Callable[[list[object]], list[object]]) -> Callable[[Article], Article]:
    return lambda article: replace(article, body=tuple(change(list(article.body))))  # type: ignore[arg-type]


def letters(old: str, new: str) -> Callable[[Article], Article]:
    """Change text in one paragraph."""

    def changed(article: Article) -> Article:
        blocks = [
            Paragraph((Text(block.inlines[0].text.replace(old, new)),))
            if isinstance(block, Paragraph) and isinstance(block.inlines[0], Text)
            else block
            for block in article.body
        ]
        assert tuple(blocks) != article.body
        return replace(article, body=tuple(blocks))

    return changed


DAMAGES = {
    "a paragraph is gone": (body(lambda b: b[:1] + b[2:]), FindingKind.MISSING, "الفقرة الثانية عن"),
    "the last piece is gone": (lambda a: replace(a, source=None), FindingKind.MISSING, "المصدر"),
    "the byline is gone": (lambda a: replace(a, byline=None), FindingKind.MISSING, "محمد السيد"),
    "two paragraphs are swapped": (body(lambda b: [b[1], b[0], *b[2:]]), FindingKind.MOVED, "الفقرة"),
    "a heading has moved": (body(lambda b: [b[2], b[0], b[1], *b[3:]]), FindingKind.MOVED, "خلفية الموضوع"),
    "items are swapped": (
        body(lambda b: [*b[:4], ItemList(False, b[4].items[::-1])]), FindingKind.MOVED, "بند"),  # type: ignore[attr-defined]
    "a letter is another": (letters("النفط", "النفظ"), FindingKind.CHANGED, "النفظ"),
    "a letter is gone": (letters("الاقتصاد", "الاقتصد"), FindingKind.CHANGED, "الاقتصد"),
    "a mark is gone": (letters("إنّ", "إن"), FindingKind.CHANGED, "«إنّ» has become «إن»"),
    "a tanwin has moved": (letters("قرارًا", "قراراً"), FindingKind.CHANGED, "قراراً"),
    "digits are others": (letters("125", "152"), FindingKind.CHANGED, "«125» has become «152»"),
    "digits are of another kind": (letters("125", "١٢٥"), FindingKind.CHANGED, "١٢٥"),
    "a bracket is turned round": (letters("(الاقتصاد)", "(الاقتصاد("), FindingKind.CHANGED, "«)» has become «(»"),
    "a full stop is gone": (letters("النفط.", "النفط"), FindingKind.MISSING, "."),
    "a line stands twice": (body(lambda b: [b[0], *b]), FindingKind.REPEATED, "الفقرة الأولى"),
    "a line is new": (body(lambda b: [*b, Paragraph((Text("سطر دعائي"),))]), FindingKind.ADDED, "سطر دعائي"),
    "words run together": (letters("عن (", "عن("), FindingKind.SPACING, "عن("),
    "words are glued": (letters("والسوق وأسعار", "والسوقوأسعار"), FindingKind.CHANGED, "والسوقوأسعار"),
    "paragraphs are joined": (
        body(lambda b: [Paragraph((*b[0].inlines, Text(" "), *b[1].inlines)), *b[2:]]),  # type: ignore[attr-defined]
        FindingKind.SPACING, "الفقرة"),
    "the headline is cut": (lambda a: replace(a, headline=a.headline[:-8]), FindingKind.MISSING, "الصحيفة"),
    "the source's hash is another": (lambda a: replace(a, provenance=Provenance("a.txt", "cd" * 32)), FindingKind.SOURCE, "cdcd"),
}  # fmt: skip


@pytest.mark.parametrize("format", BINARY)
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found_and_named(damage: str, format: str) -> None:
    change, kind, words = DAMAGES[damage]
    receipt = verify_document(BASE, format, newsconvert.write(change(BASE), format))
    said = list(map(str, receipt.findings))
    assert not receipt.ok
    assert kinds(receipt) == {kind}, said
    assert any(words in one for one in said), said
    assert len(said) <= 2
    assert Receipt.from_json(json.loads(json.dumps(receipt.to_json()))) == receipt


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_of_another_article_is_found(format: str, article: Article) -> None:
    receipt = verify_document(BASE, format, newsconvert.write(article, format))
    assert {FindingKind.MISSING, FindingKind.ADDED} <= kinds(receipt) | {FindingKind.CHANGED} - {
        FindingKind.CHANGED
    } or not receipt.ok
    assert len(receipt.findings) > 5


@pytest.mark.parametrize("format", FORMATS)
def test_broken_files_are_found(format: str) -> None:
    whole = newsconvert.write(BASE, format)
    for data in (b"", b"not a document at all", whole[: len(whole) // 2], whole[:-30]):
        receipt = verify_document(BASE, format, data)
        assert kinds(receipt) == {FindingKind.UNREADABLE}, len(data)
        assert "cannot be read" in str(receipt.findings[0])


@pytest.mark.parametrize(("format", "pattern"), [("docx", "word/document.xml"), ("epub", r"EPUB/.*text.*\.xhtml")])
def test_what_is_hidden_from_the_reader_is_missing(format: str, pattern: str) -> None:
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(BASE, format))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = next(name for name in parts if re.fullmatch(pattern, name))
    for old, new in ((b"<w:t", b"<w:delText"), (b"</w:t>", b"</w:delText>"), (b"<h2", b'<h2 hidden="hidden"')):
        parts[name] = parts[name].replace(old, new)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    assert kinds(verify_document(BASE, format, packed.getvalue())) == {FindingKind.MISSING}


@pytest.mark.slow
def test_verify_on_the_command_line(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_bytes(seed.read_bytes())
    assert run("convert", "خبر.txt", "-q", "--to", "pdf,docx,epub,html,json", cwd=tmp_path)[0] == 0
    documents = [f"خبر.{ending}" for ending in ("pdf", "docx", "epub", "html", "json")]
    status, out, err = run("verify", *documents, cwd=tmp_path)
    assert (status, err) == (0, "")
    assert out.count(": whole (21 pieces, ") == 5
    assert "2 pages" in out
    # Any other source, or a changed document.
    (tmp_path / "خبر.txt").write_text(seed.read_text(encoding="utf-8").replace("قصوى", "كبرى"), encoding="utf-8")
    status, out, err = run("verify", *documents, cwd=tmp_path)
    assert (status, err) == (1, "")
    assert out.count("«كبرى» has become «قصوى»") == 3 * 4
    assert out.count("but the document states") == 4
    assert "خبر.pdf: whole" in out  # which carries its source
    assert run("verify", "خبر.pdf", "--source", "خبر.txt", cwd=tmp_path)[0] == 1
    status, out, _ = run("verify", "خبر.docx", "--source", seed, "--json", cwd=tmp_path)
    assert status == 0
    assert json.loads(out)["ok"]


def test_verify_tells_what_it_cannot_do(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "alone.docx").write_bytes(newsconvert.write(newsconvert.read(seed), "docx"))
    (tmp_path / "folder").mkdir()
    names = ("alone.docx", "none.pdf", "folder", seed)
    status, out, err = run("verify", *names, cwd=tmp_path)
    assert (status, out) == (1, "")
    assert [line.split(":")[1].strip() for line in err.splitlines()] == list(map(str, names))
    assert err.count("--source") == 1
    assert "Traceback" not in err


@pytest.mark.slow
def test_verify_finds_the_record_of_a_corpus(tmp_path: Path) -> None:
    rows = [{"title": f"خبر رقم {number}", "text": f"نص الخبر {number}.\nسطر آخر."} for number in range(3)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("convert", "corpus.jsonl", "--to", "pdf,docx", "-q", cwd=tmp_path)[0] == 0
    made = sorted(path.name for path in tmp_path.glob("*.???*") if path.suffix != ".jsonl")
    assert run("verify", *made, "--source", "corpus.jsonl", cwd=tmp_path)[0] == 0
    (tmp_path / "other.docx").write_bytes((tmp_path / "corpus-000002.docx").read_bytes())
    assert run("verify", "other.docx", "--source", "corpus.jsonl", cwd=tmp_path)[0] == 0
    assert "--source" in run("verify", "corpus-000002.pdf", cwd=tmp_path)[2]


BOUND = [name for name, writer in writers().items() if writer.binder]


@pytest.fixture
def volume(article: Article, seed: Path) -> Volume:
    named = replace(BASE, headline="مقال أخير", source=Source("جريدة الغد"))
    return Volume(
        "مجلد الأخبار", (article, newsconvert.read(seed), BASE, named), "عدد أول", "دار النشر", date(2026, 4, 1)
    )


@pytest.mark.parametrize("format", BOUND)
def test_whole_volumes_pass(format: str, volume: Volume) -> None:
    every: list[dict[str, Any]] = [{}, {"print_ready": True}] if format == "pdf" else [{}]
    for options in every:
        receipt = verify_volume(volume, format, newsconvert.bind(volume, format, **options).value)
        assert list(map(str, receipt.findings)) == []


@pytest.mark.parametrize("format", BOUND)
@pytest.mark.parametrize(
    ("order", "kind"),
    [
        ((0, 1, 3), FindingKind.MISSING),
        ((0, 2, 1, 3), FindingKind.MOVED),
        ((0, 1, 1, 2, 3), FindingKind.REPEATED),
        ((0, 1, 4, 2, 3), FindingKind.ADDED),
    ],
)
def test_damage_to_volumes_is_found(format: str, volume: Volume, order: tuple[int, ...], kind: FindingKind) -> None:
    articles = (*volume.articles, NASTY)
    other = replace(volume, articles=tuple(articles[at] for at in order))
    receipt = verify_volume(volume, format, newsconvert.bind(other, format).value)
    assert [finding.kind for finding in receipt.findings] == [kind]


@pytest.mark.parametrize("format", BOUND)
def test_damage_to_an_article_of_a_volume_is_found(format: str, volume: Volume) -> None:
    changed = replace(volume, articles=(*volume.articles[:2], letters("125", "152")(BASE), volume.articles[3]))
    receipt = verify_volume(volume, format, newsconvert.bind(changed, format).value)
    assert [(finding.kind, finding.article) for finding in receipt.findings] == [(FindingKind.CHANGED, 3)]


def test_a_pdf_whose_page_is_tampered_with_is_found() -> None:
    """Take letters out of the page, or put others in their place, of which the tag tree knows nothing."""
    whole = newsconvert.write(BASE, "pdf")
    with pikepdf.open(io.BytesIO(whole)) as document:
        content = document.pages[0].Contents.read_bytes()
        maps = {
            name[1:].encode(): dict(re.findall(rb"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes()))
            for name, font in document.pages[0].Resources.Font.items()
        }
    letters: list[tuple[int, bytes, bytes]] = []  # where the code stands, the font, the text
    font = b""
    for part in re.finditer(rb"/(\w+) [\d.]+ Tf|<((?:\w{4})+)>(?=[^>]*T[jJ])", content):
        font = part[1] or font
        for at in range(part.start(2), part.end(2) if part[2] else -1, 4):
            text = maps[font][content[at : at + 4]]
            if len(text) == 4 and chr(int(text, 16)).isalpha():
                letters.append((at, font, text))
    assert len(letters) > 60
    generator = random.Random(5)
    for at, font, text in generator.sample(letters, 12):
        place, _, _ = generator.choice([one for one in letters if one[1] == font and one[2] != text])
        for code in (b"", content[place : place + 4]):
            with pikepdf.open(io.BytesIO(whole)) as document:
                document.pages[0].Contents = document.make_stream(content[:at] + code + content[at + 4 :])
                out = io.BytesIO()
                document.save(out)
            receipt = verify_document(BASE, "pdf", out.getvalue())
            assert len(receipt.findings) == 1, (text, code, list(map(str, receipt.findings)))


@pytest.mark.slow
def test_documents_of_a_corpus_are_verified_beside_invalid_and_equal_records(tmp_path: Path) -> None:
    rows = [
        '{"title": "أول", "content": "نصّ"}',
        "{",
        '{"title": "متن", "content": "نصّ"}',
        '{"title": "آخر", "content": "نصّ"}',
    ]
    (tmp_path / "c.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("convert", "c.jsonl", cwd=tmp_path)[0] == 1
    made = sorted(path.name for path in tmp_path.glob("c-*"))
    assert len(made) == 9
    assert run("verify", *made, "--source", "c.jsonl", cwd=tmp_path)[0] == 0
    (tmp_path / "c-000004.docx").write_bytes((tmp_path / "c-000003.docx").read_bytes())
    assert run("verify", "c-000004.docx", "--source", "c.jsonl", cwd=tmp_path)[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_volumes_are_verified(tmp_path: Path, count: int) -> None:
    names = [f"{number}.txt" for number in range(count)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"عنوان الخبر {number}\nنصّ الخبر {number} هنا.\n", encoding="utf-8")
    assert run("convert", *names, "--bind", "مجلد", "--to", "pdf,docx,epub", cwd=tmp_path)[0] == 0
    documents = [f"مجلد.{suffix}" for suffix in ("pdf", "docx", "epub")]
    sources = [word for name in names for word in ("--source", name)]
    assert run("verify", *documents, *sources, cwd=tmp_path)[0] == 0
    assert run("verify", *documents, "--source", ".", cwd=tmp_path)[0] == 0
    assert run("verify", "مجلد.pdf", cwd=tmp_path)[0] == 0  # by the attached sources
    (tmp_path / names[-1]).write_text("عنوان الخبر 9\nنصّ آخر هنا.\n", encoding="utf-8")
    assert run("verify", *documents, "--source", ".", cwd=tmp_path)[0] == 1


def test_a_sidecar_is_attached_with_the_source(tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text("عنوان\n\nنصّ الخبر هنا.\n", encoding="utf-8")
    (tmp_path / "خبر.toml").write_text('headline = "عنوان آخر"\npublished = 2026-03-14\n', encoding="utf-8")
    assert run("convert", "خبر.txt", "--to", "pdf", "-o", "out/other.pdf", cwd=tmp_path)[0] == 0
    assert run("verify", "out/other.pdf", cwd=tmp_path)[0] == 0
    data = (tmp_path / "out" / "other.pdf").read_bytes()
    assert attached_source("pdf", data) == ("خبر.txt", (tmp_path / "خبر.txt").read_bytes())
    assert [one.sidecar for one in attached_sources("pdf", data)] == [(tmp_path / "خبر.toml").read_bytes()]
    for flavour in ("3a", "ua1"):
        assert judges.verapdf(tmp_path / "out" / "other.pdf", flavour) == []


def test_brackets_beside_latin_words_are_no_false_alarm() -> None:
    source = random.Random(7)
    words = ["وBrent", "WTI", "الحكومة", "أعلنت", "CO2", "قال", "NATO", "في", "مصر", "(خاص)", "«النفط»", "iPhone"]
    lines = ["وBrent وWTI»."]
    for _ in range(80):
        line = source.choices(words, k=source.randint(1, 14))
        first = source.randrange(len(line))
        opening, closing = source.choice(("«»", "()", "[]"))
        line[first] = opening + line[first]
        last = source.randrange(first, len(line))
        line[last] += closing
        lines.append(" ".join(line) + source.choice(("", ".", "؟", "،", "!")))
    article = Article("عنوان الخبر", tuple(Paragraph((Text(line),)) for line in lines))
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()
    turned = replace(article, body=(Paragraph((Text("وBrent وWTI«."),)), *article.body[1:]))
    assert verify_document(turned, "pdf", newsconvert.write(article, "pdf")).findings != ()


def test_what_is_raised_or_lowered_beside_arabic_letters_is_no_false_alarm() -> None:
    page = (
        "<article><h1>عنوان الخبر هنا اليوم</h1><p>قال إن وCH<sub>4</sub> و(CO<sub>2</sub>) ضارة، الـCO<sub>2</sub> "
        "و10<sup>6</sup> H<sub>2</sub>O نص.</p><p>(CO<sub>2</sub>)ضارة</p><p>الـCO<sub>2</sub> <sup>2</sup>كلم</p></article>"
    )
    article = newsconvert.read_text(page, reader="html")
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).findings == ()
    for change in (("وCH", "و CH"), ("ضارة، الـ", "ضارة،الـ"), ("10<sup>6</sup> H", "10<sup>5</sup> H")):
        other = newsconvert.read_text(page.replace(*change), reader="html")
        assert verify_document(other, "pdf", data).findings != ()
