"""The reader of plain text: cases with the parse beside them, encodings, and that nothing is lost."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsconvert
from newsconvert.errors import EmptyInputError, InputError, OptionError
from newsconvert.interchange import to_json
from newsconvert.markup import XML_INVALID
from newsconvert.model import Article, article_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure import RULES
from newsconvert.result import Kind
from support import TESTS

CASES = sorted((TESTS / "cases").glob("*.txt"))
SEPARATOR = "\n=====\n"
TEXT = "أعلنت الوزارة اليوم عن افتتاح الجسر الجديد\nوقالت إن العمل فيه استمر ثلاث سنوات، وإن كلفته بلغت مليون دولار.\n"


def parse(text: str) -> str:
    found = newsconvert.load(text.encode(errors="surrogatepass"))
    value = to_json(found.value)
    for name in ("provenance", "lead"):
        del value[name]
    value["warnings"] = [warning.kind.value for warning in found.warnings]
    return json.dumps({name: entry for name, entry in value.items() if entry}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    text, _, expected = path.read_text(encoding="utf-8").rpartition(SEPARATOR)
    found = parse(text)
    if request.config.getoption("--rewrite-golden"):
        path.write_text(f"{text}{SEPARATOR}{found}\n", encoding="utf-8")
        expected = found
    assert found == expected.strip()


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 40


def letters(text: str) -> str:
    """Return what may not be lost: everything but white space, list markers and what XML cannot hold."""
    return re.sub(r"[\s\W\d_]+", "", XML_INVALID.sub("", text))


def shown(article: Article) -> str:
    return "\n".join(article_text(article))


_lines = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["- بند", "١. أول", "أ. حرف", "كتب: علي", "القاهرة (رويترز) - قال", "المصدر: وكالات", "«قول»", "أولاً: باب",
             "2024-01-02", "اقرأ أيضاً: خبر", "كلمة " * 30 + ".", "", "واس", "(واس)", "رياضة", "هل هذا سؤال؟", "* * *",
             "https://example.org/a", "12 رمضان 1445هـ", "\u202eمقلوب", "---", "محمد السيد - القاهرة"]
        ),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@given(_lines)
def test_nothing_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = newsconvert.load(text.encode(errors="surrogatepass"), options=ReaderOptions(encoding="utf-8")).value
    except InputError:
        return  # no text, or bytes that are none
    kept = letters(shown(article))
    for line in re.split(r"[\n\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85]", text):
        stripped = letters(re.sub(r"^\W*(?:[أ-ي]|[a-zA-Z])\s*[.)\-]", "", line))  # a letter may be an item's marker
        shapes = (stripped, letters(line), letters(html.unescape(line)))  # «&ap;» is an entity
        assert any(one in kept for one in shapes), line


@pytest.mark.parametrize("text", ["0\n2000/1/1\n2000/1/1", "# # #", "خبر\n12:30\n12:45", "خبر\n1/1/2020"])
def test_the_shortest_texts_are_read(text: str) -> None:
    assert newsconvert.read_text(text).headline


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6", "mac_arabic"]
)
def test_encoding_is_found_out_and_recorded(encoding: str) -> None:
    text = TEXT * 3
    found = newsconvert.load(text.encode(encoding))
    assert shown(found.value).split() == " ".join(text.splitlines()).split()
    assert found.value.provenance.confidence is not None
    assert found.value.provenance.confidence > 0.5
    assert Kind.ENCODING not in [warning.kind for warning in found.warnings]


def test_encoding_can_be_named() -> None:
    data = "خبر قصير".encode("windows-1256")
    found = newsconvert.load(data, options=ReaderOptions(encoding="windows-1256")).value
    assert (found.headline, found.provenance.encoding) == ("خبر قصير", "windows-1256")
    with pytest.raises(InputError):
        newsconvert.load(data, options=ReaderOptions(encoding="utf-8"))
    with pytest.raises(OptionError, match="klingon"):
        newsconvert.load(data, options=ReaderOptions(encoding="klingon"))


@pytest.mark.parametrize("encoding", ["cp720", "cp864"])
def test_code_pages_of_dos_are_found_out(encoding: str) -> None:
    if encoding == "cp864":  # which stores shapes: any shape of a letter will do
        shapes = {
            unicodedata.normalize("NFKC", bytes((byte,)).decode(encoding, errors="ignore")): byte
            for byte in range(128, 255)
        }
        text = "".join(c for c in TEXT if c.isascii() or c in shapes)
        data = bytes(ord(c) if c.isascii() else shapes[c] for c in text)
    else:
        text = TEXT.replace("،", ",")  # which this page lacks
        data = text.encode(encoding)
    found = newsconvert.load(data).value
    assert shown(found).split() == text.split()
    assert found.provenance.encoding == encoding


def test_code_page_864_in_visual_order_or_named_gives_letters() -> None:
    line = "قالت المؤسسة العامة لا خلاف على المدة"
    shapes = {
        unicodedata.normalize("NFKC", bytes((byte,)).decode("cp864", errors="ignore")): byte for byte in range(128, 255)
    }
    pieces = re.findall("لا|.", line)  # lam and alef are one shape, which turns as one
    drawn = bytes(32 if piece == " " else shapes[piece] for piece in pieces)
    data = b"\n".join([drawn[::-1]] * 5)
    turned = newsconvert.load(data, options=ReaderOptions(repair=True)).value
    assert shown(turned).splitlines() == [line] * 5
    named = newsconvert.load(drawn, options=ReaderOptions(encoding="cp864"))
    assert (named.value.headline, named.warnings) == (line, ())


def test_single_lines_in_another_encoding_are_read_in_it() -> None:
    lines = TEXT.splitlines()
    found = newsconvert.load(b"\n".join((lines[0].encode(), lines[1].encode("windows-1256"), lines[1].encode())))
    assert shown(found.value).split() == f"{TEXT}{lines[1]}".split()
    assert found.value.provenance.encoding == "utf-8"
    assert [warning.kind for warning in found.warnings] == [Kind.ENCODING]
    assert "line 2" in found.warnings[0].message


def test_a_cut_letter_costs_no_more_than_itself() -> None:
    data = TEXT.encode().replace("الجسر".encode(), "الجس".encode() + b"\xd8")
    found = newsconvert.load(data)
    assert shown(found.value).split() == TEXT.replace("الجسر", "الجس\ufffd").split()
    assert "1 bytes" in found.warnings[0].message


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("windows-1256 read as Western", TEXT.encode("windows-1256").decode("latin-1")),
        ("UTF-8 read as Western, twice", TEXT.encode().decode("latin-1").encode().decode("latin-1")),
        ("UTF-8 read as MacRoman", TEXT.encode().decode("mac_roman")),
        ("UTF-8 read as CP437", TEXT.encode().decode("cp437")),
    ],
)
def test_damage_is_named_and_repaired_on_request(name: str, broken: str) -> None:
    found = newsconvert.load(broken.encode())
    assert [warning.kind for warning in found.warnings] == [Kind.MOJIBAKE], name
    repaired = newsconvert.load(broken.encode(), options=ReaderOptions(repair=True)).value
    assert shown(repaired).split() == TEXT.split(), name


def test_text_in_another_western_language_is_no_damage() -> None:
    text = (
        "Une école à Beyrouth\nL’école a été fermée à la suite d’un problème d’électricité, a déclaré le préfet élu.\n"
    )
    assert not newsconvert.load(text.encode()).warnings


def test_visual_order_is_named_and_turned_on_request() -> None:
    lines = ["أعلنت الوزارة (اليوم) افتتاح الجسر 2024", "وقالت إن كلفته بلغت 3.5% من الموازنة العامة للدولة المالية."]
    drawn = [
        "4202 رسجلا حاتتفا )مويلا( ةرازولا تنلعأ"[::1],
        ".ةيلاملا ةلودلل ةماعلا ةنزاوملا نم 3.5% تغلب هتفلك نإ تلاقو",
    ]
    drawn[0] = drawn[0].replace("4202", "2024").replace(")مويلا(", "(مويلا)")
    data = "\n".join(drawn).encode()
    found = newsconvert.load(data)
    assert [warning.kind for warning in found.warnings] == [Kind.VISUAL_ORDER]
    turned = newsconvert.load(data, options=ReaderOptions(repair=True)).value
    assert shown(turned).splitlines() == lines


def test_shapes_are_named_and_made_letters_on_request() -> None:
    data = "ﻭﺯﺍﺭﺓ ﺍﻝﺯﺭﺍﻉﺓ\nﺃﻉﻝﻥﺕ ﺍﻝﻭﺯﺍﺭﺓ ﺍﻝﻱﻭﻡ ﺏﺩﺀ ﺍﻝﻡﻭﺱﻡ ﻙﻡﺍ ﻕﺍﻝﺕ ﷺ".encode()
    found = newsconvert.load(data)
    assert [warning.kind for warning in found.warnings] == [Kind.PRESENTATION_FORMS]
    plain = newsconvert.load(data, options=ReaderOptions(normalize=("forms",)))
    assert shown(plain.value) == "وزارة الزراعة\nأعلنت الوزارة اليوم بدء الموسم كما قالت ﷺ"
    assert not plain.warnings


def test_an_article_in_one_line_is_warned_of() -> None:
    found = newsconvert.load(" ".join(TEXT.split() * 4).rstrip(".").encode())
    assert [warning.kind for warning in found.warnings] == [Kind.NO_BODY]


@pytest.mark.parametrize("wrong", ["windows-1256", "latin-1"])
def test_mojibake_is_named_and_repaired_on_request(wrong: str) -> None:
    broken = (TEXT * 2).encode().decode(wrong, errors="ignore").encode()
    found = newsconvert.load(broken)
    assert Kind.MOJIBAKE in [warning.kind for warning in found.warnings]
    if wrong == "latin-1":
        mended = newsconvert.load(broken, options=ReaderOptions(repair=True)).value
        assert mended.headline == TEXT.splitlines()[0]


def test_unbalanced_controls_of_direction_are_removed_with_a_warning() -> None:
    found = newsconvert.load(f"عنوان الخبر\nاسم الملف \u202egpj.exe ثم نص عادي في السطر نفسه.\n{TEXT}".encode())
    assert "\u202e" not in shown(found.value)
    assert [warning.kind for warning in found.warnings] == [Kind.BIDI_CONTROL]
    assert "2" in found.warnings[0].message


def test_everything_else_is_kept_to_the_letter_unless_asked() -> None:
    text = "إعــلان أُصدِرَ\nقالت الوزارة إن عدد المسجّلين بلغ ١٢٣ طالبًا فى القرية، أي آلاف المسجلين فيها منذ العام الماضي."
    assert shown(newsconvert.read(text.encode())).split() == text.split()
    changed = newsconvert.load(text.encode(), options=ReaderOptions(normalize=("tatweel", "marks", "digits"))).value
    assert "ـ" not in shown(changed)
    assert "123" in shown(changed)
    assert changed.provenance.normalized == ("tatweel", "marks", "digits")


def test_rules_are_named_and_explain_themselves() -> None:
    assert all(rule.name and rule.function.__doc__ for rule in RULES)
    _, decisions = explain((TEXT + "تفاصيل\n" + TEXT).encode(), ReaderOptions())
    assert all(0 < decision.confidence <= 1 and decision.rule for decision in decisions)


@pytest.mark.parametrize("data", [b"", b"  \n\t ", "\u200f\u200b".encode()])
def test_no_text_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        newsconvert.load(data)
