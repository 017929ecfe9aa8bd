"""Lines of credits that end a text, and notes that it marks twice."""

from __future__ import annotations

import io
import zipfile

import pytest

import newsconvert
from newsconvert.model import Article, Note, Paragraph, Superscript, plain_text
from support.rich_article import p

TEXT = "افتتحت البلدية أمس مركزاً صحياً جديداً في الحي الشرقي بحضور عدد من المسؤولين والسكان."
MORE = "وقال رئيس البلدية إن المركز سيخدم خمسين ألف نسمة، وإن مراكز أخرى ستفتح في العام المقبل."


def markdown(foot: str) -> Article:
    return newsconvert.read_text(f"# افتتاح مركز صحي\n\n{TEXT}\n\n{MORE}\n\n{foot}\n", reader="markdown")


def page(foot: str) -> Article:
    lines = foot.replace("\n", "<br>")
    body = f"<h1>افتتاح مركز صحي</h1><p>{TEXT}</p><p>{MORE}</p><p>{lines}</p>"
    return newsconvert.read_text(f"<html><body><article>{body}</article></body></html>", reader="html")


@pytest.mark.parametrize("read", [markdown, page])
def test_each_line_of_sources_keeps_its_label(read: object) -> None:
    found = read("المصدر: رويترز، https://example.org/a\nالمصدر: وزارة المال")  # type: ignore[operator]
    assert found.source is not None
    assert (found.source.name, found.source.url) == ("رويترز", "https://example.org/a")
    assert found.source.citation == "المصدر: رويترز، https://example.org/a\nالمصدر: وزارة المال"
    assert [plain_text(one.inlines) for one in found.body] == [TEXT, MORE]


@pytest.mark.parametrize("read", [markdown, page])
def test_a_byline_under_the_source_is_none_of_its_name(read: object) -> None:
    found = read("المصدر: رويترز\nكتبت: سلمى حداد")  # type: ignore[operator]
    assert (found.source.name, found.byline) == ("رويترز", "كتبت: سلمى حداد")


def test_bold_labels_part_too() -> None:
    found = markdown("**المصدر:** رويترز\n**المصدر:** وزارة المال")
    assert found.source is not None
    assert found.source.citation == "المصدر: رويترز\nالمصدر: وزارة المال"


def test_a_line_that_only_mentions_a_source_does_not_break_its_paragraph() -> None:
    found = newsconvert.read_text(f"# خبر\n\n{TEXT}\nوأضاف المصدر أن العمل مستمر.\n\n{MORE}", reader="markdown")
    assert found.lead == f"{TEXT} وأضاف المصدر أن العمل مستمر."


def raised(article: Article) -> list[str]:
    return [
        plain_text((node,)) for one in article.body if isinstance(one, Paragraph) for node in one.inlines
        if isinstance(node, Superscript)
    ]  # fmt: skip


def count_notes(article: Article) -> int:
    return sum(isinstance(node, Note) for one in article.body if isinstance(one, Paragraph) for node in one.inlines)


@pytest.mark.parametrize(
    ("words", "number"),
    [((TEXT, MORE), "١"), (("The port is the largest of the coast.", "It was opened a century ago."), "1")],
)
def test_a_note_marked_twice_has_the_number_that_documents_print(words: tuple[str, str], number: str) -> None:
    mark = '<sup><a href="#n{0}">[{0}]</a></sup>'
    body = f"<h1>{words[1]}</h1><p>{words[0]}{mark.format(1)} {words[1]}{mark.format(2)}</p><p>{words[0]}{mark.format(1)}</p>"
    notes = f'<ol><li id="n1">1. {words[1]}</li><li id="n2">2. {words[0]}</li></ol>'
    found = newsconvert.read_text(f"<html><body><article>{body}{notes}</article></body></html>", reader="html")
    assert raised(found) == [number]
    assert count_notes(found) == 2


def test_the_number_of_a_note_after_one_with_a_sign_is_counted_without_it() -> None:
    marks = ['<sup><a href="#a">*</a></sup>', '<sup><a href="#b">1</a></sup>', '<sup><a href="#b">1</a></sup>']
    body = "".join(f"<p>{TEXT}{mark}</p>" for mark in marks)
    notes = '<ol><li id="a">* حاشية بنجمة.</li><li id="b">1. حاشية برقم.</li></ol>'
    found = newsconvert.read_text(
        f"<html><body><article><h1>مركز</h1>{body}{notes}</article></body></html>", reader="html"
    )
    labels = [
        node.label for one in found.body if isinstance(one, Paragraph) for node in one.inlines if isinstance(node, Note)
    ]
    assert (labels, raised(found)) == (["*", None], ["١"])


@pytest.mark.parametrize("simple", [True, False])
def test_word_repeats_the_number_that_documents_print(simple: bool) -> None:
    article = Article(
        "افتتاح مركز صحي", (p(TEXT, Note((p("أولى."),))), p(MORE, Note((p("ثانية."),))), p("كما في ", "MARK", "."))
    )
    run = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{}</w:r>'
    char = '<w:fldChar w:fldCharType="{}"/>'
    code, shown = "<w:instrText> NOTEREF _Ref9 \\f \\h </w:instrText>", run.format("<w:t>2</w:t>")
    field = f'<w:fldSimple w:instr=" NOTEREF _Ref9 ">{shown}</w:fldSimple>'
    if not simple:
        around = [run.format(char.format(kind)) for kind in ("begin", "separate", "end")]
        field = f"{around[0]}{run.format(code)}{around[1]}{shown}{around[2]}"

    def edit(text: str) -> str:
        begin, mark, end = text.rpartition('<w:footnoteReference w:id="2"/></w:r>')
        start = begin.rindex("<w:r>")
        bookmarked = (
            f'{begin[:start]}<w:bookmarkStart w:id="9" w:name="_Ref9"/>{begin[start:]}{mark}<w:bookmarkEnd w:id="9"/>'
        )
        before, _, after = end.partition("MARK")
        return f"{bookmarked}{before[: before.rindex('<w:r>')]}{field}{after[after.index('</w:r>') + 6 :]}"

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "docx"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit(data.decode()).encode() if name == "word/document.xml" else data)
    found = newsconvert.load(out.getvalue(), file_name="x.docx")
    assert raised(found.value) == ["٢"]
    assert found.warnings == ()
