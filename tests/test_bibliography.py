"""References, read back by a library for each format that did not write them."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pymupdf
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

import newsconvert
from newsconvert.bibliography import STYLES, apa, bibliography, reference
from newsconvert.model import Article, Paragraph, Source, Text
from newsconvert.readers.structure.authors import authors
from support.program import run

NASTY = Article(
    headline="50% من {القرّاء} & #وسم_جديد $5 \\ ~ ^: «هل يُكتبُ الخبرُ؟»\nسطرٌ ثانٍ ـــ پژوهش ١٢ 😀",
    byline="كتب: محمد السيد، سارة علي - القاهرة",
    published=date(987, 3, 4),
    source=Source("صحيفة {الغد} & شركاه", "https://example.org/أ?b=1&c=50%25#d_e~f", None, date(2026, 3, 15)),
    language="ar-EG",
)
BARE = Article(headline="خبر بلا مصدر")


def text(articles: Iterable[Article], style: str) -> str:
    return "".join(bibliography(articles, STYLES[style]))


def fields(article: Article) -> dict[str, object]:
    """What every format must give back of an article."""
    entry = reference(article)
    return {
        "key": entry.key, "title": entry.title, "authors": list(entry.authors), "container": entry.container,
        "url": entry.url, "issued": entry.issued and tuple(entry.issued.timetuple()[:3]),
        "accessed": entry.accessed and tuple(entry.accessed.timetuple()[:3]),
    }  # fmt: skip


def day(value: str | None) -> tuple[int, ...] | None:
    return tuple(int(part) for part in value.replace("/", "-").strip("-").split("-")) if value else None


def read_csl(made: str) -> list[dict[str, object]]:
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns of fields that CSL does not know
        source = CiteProcJSON(json.loads(made))
    found = []
    for key, entry in source.items():

        def parts(name: str, entry: object = entry) -> tuple[int, ...] | None:
            value = entry.get(name)  # type: ignore[attr-defined]
            return (value.year, value.month, value.day) if value else None

        found.append({
            "key": key, "title": str(entry["title"]), "authors": [name["literal"] for name in entry.get("author", [])],
            "container": str(entry["container_title"]) if "container_title" in entry else None,
            "url": str(entry["URL"]) if "URL" in entry else None,
            "issued": parts("issued"), "accessed": parts("accessed"),
        })  # fmt: skip
    return found


def read_bibtex(made: str) -> list[dict[str, object]]:
    raw = parse_string(made)
    assert raw.failed_blocks == []
    urls = {entry.key: entry.fields_dict["url"].value for entry in raw.entries if "url" in entry.fields_dict}
    made = made.replace("{\\textasciicircum}", "^")  # which this library takes for the modifier letter U+02C6
    library = parse_string(made, append_middleware=[LatexDecodingMiddleware(keep_braced_groups=True)])
    found = []
    for entry in library.entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        names = values.get("author", "").split("} and {")
        found.append({
            "key": entry.key, "title": values["title"].removeprefix("{").removesuffix("}"),
            "authors": [name.strip("{}") for name in names if name],
            "container": values.get("journal"), "url": urls.get(entry.key),
            "issued": day(values.get("date")), "accessed": day(values.get("urldate")),
        })  # fmt: skip
    return found


def read_ris(made: str) -> list[dict[str, object]]:
    assert made.replace("\r\n", "").isprintable()
    return [
        {
            "key": entry["id"], "title": entry["title"], "authors": entry.get("authors", []),
            "container": entry.get("secondary_title"), "url": entry.get("urls", [None])[0],
            "issued": day(entry.get("date")), "accessed": day(entry.get("access_date")),
        }
        for entry in rispy.loads(made)
    ]  # fmt: skip


READERS = {"csl-json": read_csl, "bibtex": read_bibtex, "ris": read_ris}


@pytest.mark.parametrize("style", READERS)
def test_a_library_of_the_format_reads_every_field_back(style: str, article: Article) -> None:
    several = [article, NASTY, BARE]
    assert READERS[style](text(several, style)) == [fields(one) for one in several]


def test_fields_of_each_format(article: Article) -> None:
    key = reference(article).key
    assert json.loads(text([article], "csl-json")) == [{
        "id": key, "type": "article-newspaper", "title": article.headline, "author": [{"literal": "محمد السيد"}],
        "container-title": "وكالة الأنباء", "issued": {"date-parts": [[2026, 3, 14]]},
        "accessed": {"date-parts": [[2026, 3, 15]]}, "URL": "https://example.org/news/1", "language": "ar",
    }]  # fmt: skip
    bibtex = text([article], "bibtex")
    assert bibtex.startswith(f"@article{{{key},\n  author = {{{{محمد السيد}}}},\n")
    assert all(
        f"  {line},\n" in bibtex for line in ("entrysubtype = {newspaper}", "year = {2026}", "langid = {arabic}")
    )
    ris = text([article], "ris")
    assert ris.startswith(f"TY  - NEWS\r\nID  - {key}\r\nAU  - محمد السيد\r\n")
    assert ris.endswith("LA  - ar\r\nER  - \r\n")


def test_apa_is_written_as_arabic_lists_are(article: Article) -> None:
    assert text([article], "apa") == (
        "محمد السيد. (2026، 14 مارس). «صحافة الغد»: تقرير عن BBC و3.5% نموًّا في 2026. وكالة الأنباء."
        " استُرجع في 15 مارس 2026 من https://example.org/news/1\n"
    )
    unsigned = Article(headline="من يحكم السوق؟", source=Source("الغد", "https://example.org/2"))
    assert text([unsigned], "apa") == "من يحكم السوق؟ (د.ت.). الغد. https://example.org/2\n"
    two = Article(headline="خبر", byline="محمد السيد وسارة علي", published=date(2026, 1, 2))
    assert text([two], "apa") == "محمد السيد، وسارة علي. (٢٠٢٦، ٢ يناير). خبر.\n"
    agency = Article(headline="خبر", byline="غزة - رويترز", source=Source("رويترز"))
    assert text([agency], "apa") == "رويترز. (د.ت.). خبر.\n"
    shuffled = text([unsigned, two, agency, replace(unsigned, headline="الإعلام")], "apa").splitlines()
    assert [line.split()[0] for line in shuffled] == ["الإعلام.", "رويترز.", "محمد", "من"]


def test_keys_are_ascii_stable_and_unique() -> None:
    articles = [Article(headline=f"خبر {number}", source=Source("زمان الوصل")) for number in range(300)]
    keys = [reference(article).key for article in articles]
    assert len(set(keys)) == 300
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in keys)
    assert keys[0] == "zmanalwsl-nd-" + keys[0][-12:]
    assert keys == [reference(article).key for article in articles]
    assert reference(NASTY).key.startswith("example-0987-")
    assert reference(Article(headline="؟!")).key.startswith("article-nd-")


def test_equal_references_are_written_once_and_none_is_a_valid_file() -> None:
    assert len(json.loads(text([BARE, BARE, NASTY], "csl-json"))) == 2
    assert json.loads(text([], "csl-json")) == []
    assert [text([], style) for style in ("bibtex", "ris", "apa")] == [""] * 3


def test_a_bibliography_is_streamed() -> None:
    taken = []

    def articles() -> Iterable[Article]:
        for number in range(5):
            taken.append(number)
            yield Article(headline=f"خبر {number}")

    pieces = iter(bibliography(articles(), STYLES["ris"]))
    assert (next(pieces), taken) == ("", [])
    assert "خبر 0" in next(pieces)
    assert taken == [0]


def test_an_odd_address_is_no_traceback() -> None:
    odd = Article(headline="خبر", source=Source(url="http://[::1/{x}"), published=datetime(2026, 1, 1, tzinfo=UTC))
    assert "http://[::1/%7Bx%7D" in text([odd], "bibtex")
    assert reference(odd).container is None


@pytest.mark.parametrize("title", ["}{", "{", "a}", "\\{", "{a}}"])
def test_lone_braces_do_not_break_a_bibtex_file(title: str) -> None:
    keys = [reference(one).key for one in (BARE, Article(headline=title), NASTY)]
    assert [entry["key"] for entry in read_bibtex(text([BARE, Article(headline=title), NASTY], "bibtex"))] == keys


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("كتب: محمد السيد", ["محمد السيد"]),
        ("إعداد وتصوير: سارة علي ومحمد حسن", ["سارة علي", "محمد حسن"]),
        ("أبها، الرياض: سعيد آل ميلس، تركي الصهيل", ["سعيد آل ميلس", "تركي الصهيل"]),
        ("هنري مانس من برلين وجيفان فاساجار من لندن", ["هنري مانس", "جيفان فاساجار"]),
        ("المجمعة-عبدالعزيز الصالح", ["عبدالعزيز الصالح"]),
        ("المدينة - تصوير: أحمد الماحي", ["المدينة - تصوير: أحمد الماحي"]),
        ("شتوتجارت - د ب أ", ["د ب أ"]),
        ("الرياض: الوطن", ["الوطن"]),
        ("By John Smith and Jane Doe", ["John Smith", "Jane Doe"]),
        ("بقلم: د. خالد الدخيل | الرياض\nتصوير: علي حسن", ["د. خالد الدخيل"]),
        ("هيئة التحرير", ["هيئة التحرير"]),
        ("«الاقتصادية» من الرياض", ["الاقتصادية"]),
        ("«الاقتصادية» من الرياض، محمد السيد", ["محمد السيد"]),
        ("القاهرة - كتبت منى علي:", ["منى علي"]),
        ("صيدا - من مراسلنا سامر عيتاني", ["سامر عيتاني"]),
        ("إعداد وتقديم ندى فارس", ["ندى فارس"]),
        ("بقلم: هدى سالم وتصوير: خالد مراد", ["هدى سالم"]),
        ("ترجمة: رنا حداد", ["رنا حداد"]),
        ("مرسلة بواسطة هالة ديب", ["هالة ديب"]),
        ("By Sara Haddad in Beirut", ["Sara Haddad"]),
        ("كتب محمود", ["كتب محمود"]),
    ],
)
def test_authors_of_a_byline(byline: str, names: list[str]) -> None:
    assert list(authors(byline)) == names


def test_cite_on_the_command_line(seed: Path, tmp_path: Path) -> None:
    status, out, err = run("cite", seed)
    assert (status, err) == (0, "")
    assert out == f"{seed.read_text(encoding='utf-8').splitlines()[0]}. (د.ت.). زمان الوصل.\n"
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(
        '{"title": "أول", "text": "نص."}\n{"title": 5\n{"title": "ثانٍ", "text": "نص."}\n', encoding="utf-8"
    )
    status, out, err = run("cite", seed, corpus, "none.txt", "--style", "csl-json")
    assert status == 1
    assert len(json.loads(out)) == 3
    assert err.count("error: ") == 2
    assert "none.txt" in err
    assert run("cite", "-", "--style", "ris", stdin="عنوان\nنص.".encode())[1].count("TI  - عنوان") == 1
    status, _, err = run("cite", seed, "--style", "chicago")
    assert status == 2
    assert "csl-json" in err


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("كتب: خالد سمير", "خالد سمير"),
        ("بقلم: د. ليلى العثمان", "ليلى العثمان"),
        ("إعداد: محمد علي وسارة أحمد", "محمد علي، سارة أحمد"),
    ],
)
def test_documents_name_authors_without_the_words_about_them(byline: str, names: str) -> None:
    article = Article("خبر", byline=byline)
    with pymupdf.open(stream=newsconvert.write(article, "pdf")) as document:  # type: ignore[no-untyped-call]
        stated, packet = document.metadata["author"], document.get_xml_metadata()
    assert names in stated
    assert f"<rdf:li>{stated}</rdf:li>" in packet
    assert byline not in packet
    assert docx.Document(io.BytesIO(newsconvert.write(article, "docx"))).core_properties.author == stated
    assert f'<meta name="author" content="{stated}">' in newsconvert.write(article, "html").decode()


def test_apa_in_the_language_of_the_article() -> None:
    def cited(language: str, byline: str | None) -> str:
        source = Source("Gazette", "https://example.org/1", retrieved=date(2026, 3, 15))
        article = Article(
            "Title", (Paragraph((Text("Text."),)),), byline=byline, source=source, published=date(2026, 3, 14), language=language,
            direction="ltr",
        )  # fmt: skip
        return apa(reference(article)).strip()

    english = "Hala Mansour. (2026, March 14). Title. Gazette. Retrieved March 15, 2026, from https://example.org/1"
    assert cited("en", "By Hala Mansour").removeprefix("By ") == english
    assert cited("fr", None) == "Title. (2026-03-14). Gazette. https://example.org/1"


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("أرسله وفاء جابر في ثلاثاء, 02/01/2024 - 10:05", "وفاء جابر"), ("نشرته سلمى حداد في 3 مايو 2021", "سلمى حداد"),
        ("By Sami Khalil on May 3, 2021", "Sami Khalil"), ("Posted by علي حسن", "علي حسن"),
        ("Sami Khalil · May 3, 2021", "Sami Khalil"),
    ],
)  # fmt: skip
def test_who_posted_a_page_is_its_author_without_verb_and_date(byline: str, name: str) -> None:
    assert authors(byline) == (name,)
