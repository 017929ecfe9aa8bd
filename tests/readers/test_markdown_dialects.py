"""Markdown as Obsidian, GitHub, pandoc and Hugo have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

import newsconvert
from newsconvert.model import (
    Article,
    Code,
    Figure,
    Heading,
    ItemList,
    Paragraph,
    Quotation,
    Subscript,
    Superscript,
    Table,
    Verse,
    article_text,
    plain_text,
)
from newsconvert.model import block_inlines as runs
from newsconvert.result import Converted, Kind

TEXT = "زرت شط العرب صباحا مع الصياد أبي كرار، ورأيت كيف تغير لون الماء في السنوات الأخيرة."


def read(text: str) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(f"# دفتر مراسل من البصرة\n\n{TEXT}\n\n{text}\n".encode(), reader="markdown")
    return found.value, {one.kind: one.count for one in found.warnings}


def texts(article: Article) -> list[str]:
    return ["\n".join(plain_text(run) for run in runs(block)) for block in article.body][1:]


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (":::warning", "تحذير"), ("::: danger", "خطر"), (":::tip[قبل السفر]", "قبل السفر"), (":::note قبل السفر", "قبل السفر"),
        ("::: INFO", "معلومة"), (":::column", None), ("::: {.wide}", None),
    ],
)  # fmt: skip
def test_callouts_between_colons_keep_their_kind(opening: str, title: str | None) -> None:
    article, warnings = read(f"فقرة أولى عن الاقتصاد.\n\n{opening}\nنص داخلي\n:::\n\nفقرة أخيرة عنه.\n")
    assert texts(article) == ["فقرة أولى عن الاقتصاد.", *([title] if title else []), "نص داخلي", "فقرة أخيرة عنه."]
    assert not warnings


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("فقرة[^1].\n\n[^1]: أولى\n\n[^ب]: ثانية مهملة", ["ثانية مهملة"]),
        ("فقرة[^1] وأخرى[^1].\n\n[^1]: أولى", []),
        ("| أ | ب |\n|---|---|\n| 1 | 2 | زائد | آخر |\n| 3 | 4 |", ["زائد", "آخر"]),
        ("| أ | ب |\n|---|---|\n| 1 | 2 \\| 3 |\n| 4 |", []),
        ("> | أ | ب |\n> |---|---|\n> | 1 | 2 | زائد |", ["زائد"]),
    ],
)
def test_unused_notes_and_cells_beyond_the_head_are_counted(text: str, lost: list[str]) -> None:
    found = newsconvert.load(f"# العنوان\n\nنص المقال كله.\n\n{text}\n".encode(), reader="markdown")
    assert [passage for one in found.warnings for passage in one.passages] == lost


@pytest.mark.parametrize(
    ("text", "shown", "warnings"),
    [
        ("مع [[أبو كرار|الصياد]] في [[شط العرب#الضفة]].", "مع الصياد في شط العرب › الضفة.", {}),
        ("رأيت ==ملوحة عالية== في الماء.", "رأيت ملوحة عالية في الماء.", {}),
        ("قبل %%تعليق للمحرر%% بعد.", "قبل بعد.", {Kind.COMMENT: 1}),
        ("- [ ] مقابلة\n- [x] زيارة", "☐ مقابلة\n☑ زيارة", {}),
        ("نص الفقرة. ^p1\n\n- بند ^p2", "نص الفقرة.\nبند", {}), ("س ^ ص و2^ن.", "س ^ ص و2^ن.", {}),
        ("مرجع [[1]](https://e.example/a).", "مرجع [1].", {}),
        ("نسبة ~5 آلاف~ و == و a==b.", "نسبة ~5 آلاف~ و == و a==b.", {}),
        ("[جسر](https://e.example){.external} هنا.", "جسر هنا.", {}),
        ("{{< unknown text=\"كلمة\" >}}\n\nبعد.", "بعد.", {Kind.ATTRIBUTE: 1}),
    ],
)  # fmt: skip
def test_marks_of_dialects_are_not_printed(text: str, shown: str, warnings: dict[Kind, int]) -> None:
    article, found = read(text)
    assert "\n".join(texts(article)) == shown
    assert found == warnings


def test_code_keeps_all_that_is_typed() -> None:
    article, _ = read("`==أ== [[ب]] 10^6^`\n\n```\n%%ج%% [[د]]\n```")
    (only,) = runs(article.body[1])[0]
    assert only == Code("==أ== [[ب]] 10^6^")
    assert texts(article)[1] == "%%ج%% [[د]]"


def test_powers_and_indices() -> None:
    article, _ = read("مساحته 10^6^ م^2^ وفيه CO~2~ و~~محذوف~~.")
    kinds = [type(node).__name__ for node in runs(article.body[1])[0] if not hasattr(node, "text")]
    assert kinds == [Superscript.__name__, Superscript.__name__, Subscript.__name__, "Strikethrough"]


def test_callouts_are_quotations_under_their_title() -> None:
    article, _ = read("> [!NOTE]\n> انتبهوا إلى الموعد.\n\n> [!quote]- قال الصياد\n> الماء تغير.")
    assert [type(block) for block in article.body[1:]] == [Quotation, Quotation]
    assert texts(article) == ["ملاحظة\nانتبهوا إلى الموعد.", "قال الصياد\nالماء تغير."]


@pytest.mark.parametrize("text", ["![[boat.png|300]]", "![[boat.png]]", '{{< figure src="boat.png" >}}'])
def test_pictures(text: str) -> None:
    article, warnings = read(text)
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].alternative == "boat.png"
    assert warnings == {Kind.PICTURE_MISSING: 1}


def test_figures_of_hugo_have_their_caption_and_credit() -> None:
    article, _ = read('{{< figure src="boat.png" alt="قارب" caption="قارب <قديم>" attr="تصوير: علي" >}}')
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("قارب <قديم>", "تصوير: علي")


def test_titles_of_pictures_end_in_their_credit() -> None:
    article, _ = read('![قارب](boat.png "قارب قديم في الميناء. تصوير: علي")')
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("قارب قديم في الميناء.", "تصوير: علي")


def test_lines_of_verse_tables_definitions_and_divisions_of_pandoc() -> None:
    article, _ = read(
        "| يا دار عبلة بالجواء تكلمي\n| وعمي صباحا دار عبلة واسلمي\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n\n"
        "## قسم {#one .x}\n\n::: aside\nتحذير.\n:::\n\nالملوحة\n:   كمية الأملاح"
    )
    verse, table, heading, *_ = article.body[1:]
    assert isinstance(verse, Verse)
    assert len(verse.lines) == 2
    assert isinstance(table, Table)
    assert isinstance(heading, Heading)
    assert texts(article)[2:] == ["قسم", "تحذير.", "الملوحة\nكمية الأملاح"]


def test_title_block_of_pandoc() -> None:
    found = newsconvert.load(f"% سيل الوادي\n% ريم العلي\n% 2024-05-01\n\n{TEXT}\n".encode(), reader="markdown").value
    assert (found.headline, found.byline, str(found.published)) == ("سيل الوادي", "ريم العلي", "2024-05-01")


@pytest.mark.parametrize(
    "line", ["أقيمت ورشة الخط في **حلب**.", "أقيمت ورشة الخط في حلب.[^n]\n\n[^n]: حاشية.", "كتب: سامي نجار"]
)
def test_text_that_reads_like_a_byline_stays_beside_a_stated_author(line: str) -> None:
    text = f"---\ntitle: ورشة الخط\nauthor: أمين زين\n---\n{line}\n\n{TEXT}\n"
    found = newsconvert.load(text.encode(), reader="markdown")
    shown = ["".join(map(plain_text, runs(block))) for block in found.value.body]
    assert shown == [line.split("[^", maxsplit=1)[0].replace("*", ""), TEXT]
    assert (found.value.byline, found.warnings) == ("أمين زين", ())


def test_attributes_of_pandoc_are_no_text_and_captions_belong_to_their_tables() -> None:
    table = "| المادة | السعر |\n|---|---|\n| خبز | 5 |\n"
    text = (
        "# أسعار {#top .unnumbered}\n\n![السوق](https://e.example/a.png){width=50%}\n\n![](https://e.example/b.png){ width=3.5cm #fig:b }\n\n"
        "## قسم {-}\n\nكلمة [مائلة]{.smallcaps} و[رابط](https://e.example){target=_blank} و`{x=1}`.\n\n"
        f"Table: فوقه {{#tbl:a}}\n\n{table}\nفقرة.\n\n{table}\n: تحته\n\n{table}: ملتصقة به\n\nفقرة قبل.\n\n: فوق الرابع\n\n{table}\n"
        'Table: تحت الخامس {tbl-colwidths="[3,7]"}\n\nTable: ليست لجدول\n'
    )  # fmt: skip
    found = newsconvert.load(text.encode(), reader="markdown")
    article = found.value
    assert article.headline == "أسعار"
    tables = [block for block in article.body if isinstance(block, Table)]
    assert [plain_text(one.caption) for one in tables] == ["فوقه", "تحته", "ملتصقة به", "فوق الرابع"]
    shown = [text for text in texts(article) if "خبز" not in text]
    assert [one for one in shown if one.strip() and one != "b.png"] == [
        "قسم", "كلمة مائلة ورابط و{x=1}.", "فقرة.", "فقرة قبل.", "Table: تحت الخامس", "Table: ليست لجدول",
    ]  # fmt: skip
    assert {one.kind for one in found.warnings} == {Kind.PICTURE_MISSING}


GRID = "+------+------+\n| الحوض | الحصة |\n+======+======+\n| الليطاني | 40 |\n| الأعلى |    |\n+------+------+\n| العاصي | 25 |\n+------+------+"
SIMPLE = "  الحوض     الحصة\n  --------- ------\n  الليطاني الأعلى  40\n  العاصي    25"
MULTILINE = "---------------------\n الحوض      الحصة\n--------- -----------\n الليطاني   40\n الأعلى\n\n العاصي     25\n---------------------"
BARE = "---------  -----\nالليطاني الأعلى  40\nالعاصي    25\n---------  -----"


@pytest.mark.parametrize("drawn", [GRID, SIMPLE, MULTILINE, BARE])
@pytest.mark.parametrize("caption", ["{}\n\nTable: حصص الأحواض {{#tbl:a}}\n", "Table: حصص الأحواض\n\n{}\n", "{}\n"])
def test_tables_that_pandoc_draws(drawn: str, caption: str) -> None:
    article, _ = read(f"{caption.format(drawn)}\nبعد الجدول.")
    table = article.body[1]
    assert isinstance(table, Table)
    assert plain_text(table.caption) == ("حصص الأحواض" if "Table" in caption else "")
    rows = [[plain_text(cell.inlines) for cell in cells] for cells in table.rows]
    head = [["الحوض", "الحصة"]] if drawn is not BARE else []
    assert rows == [*head, ["الليطاني الأعلى", "40"], ["العاصي", "25"]]
    assert table.header_rows == len(head)
    assert texts(article)[1:] == ["بعد الجدول."]


@pytest.mark.parametrize(
    "text",
    [
        "عنوان\n-----\n\nنص",
        "نص\n\n---\n\nنص",
        "-- قول -- قول\n\n-- --",
        "+---+\nنص",
        "--- ---\nنص\n\nنص",
        "| a |\n+---+",
    ],
)
def test_dashes_that_draw_no_table(text: str) -> None:
    assert not any(isinstance(block, Table) for block in read(text)[0].body)


def test_numbers_that_begin_again_begin_another_list() -> None:
    article, warnings = read("1. أول\n2. ثان\n\n1. ألف\n2. باء\n\nوبعد ذلك.\n\n1. س\n1. ص\n")
    lists = [block for block in article.body if isinstance(block, ItemList)]
    assert [(one.start, len(one.items)) for one in lists] == [(1, 2), (1, 2), (1, 2)]
    assert warnings == {}


def test_items_in_code_are_code() -> None:
    article, _ = read("```\n1. a\n2. b\n1. c\n• d\n١) e\n```")
    assert texts(article) == ["1. a\n2. b\n1. c\n• d\n١) e"]


def test_highlighted_words_after_a_conjunction() -> None:
    assert texts(read("جاء هذا و==ملوحة عالية== في الماء.")[0]) == ["جاء هذا وملوحة عالية في الماء."]


def test_numbered_examples_and_a_list_after_labels_of_another_kind() -> None:
    article, _ = read("(@) مثال أول\n(@good) مثال ثان\n\nوبعد ذلك.\n\n١) ألف\n٢) باء\n\n3. جيم\n4. دال\n")
    lists = [block for block in article.body if isinstance(block, ItemList)]
    assert [[item.label for item in one.entries] for one in lists] == [["(1)", "(2)"], ["١)", "٢)"], [None, None]]
    assert lists[2].start == 3


def test_spans_of_pandoc_after_a_conjunction() -> None:
    assert texts(read("جاء هذا و[كلمة]{.smallcaps} هنا.")[0]) == ["جاء هذا وكلمة هنا."]


@pytest.mark.parametrize(
    "cells", ["الشراء (د.أ) | البيع (د.أ)", "كتب: سامر الحلبي | القاهرة", "القاهرة - رويترز | 12-3-2026"]
)
def test_cells_of_a_table_under_the_headline_are_no_credits(cells: str) -> None:
    text = f"# أسعار الذهب اليوم\n\n| العيار | {cells} |\n|---|---|---|\n| 24 | 92.40 | 95.10 |\n\n{TEXT}\n"
    found = newsconvert.load(text.encode(), reader="markdown").value
    assert (found.byline, found.dateline, found.agency, found.place) == (None, None, None, None)


@pytest.mark.parametrize(
    ("fence", "title"),
    [
        ("{.warning}", "تحذير"), ("{#x .callout-tip}", "نصيحة"), ('{.callout-note title="للعلم"}', "للعلم"),
        ("{.columns}", None), ("{#refs}", None),
    ],
)  # fmt: skip
def test_divs_of_pandoc_show_what_kind_of_box_they_are(fence: str, title: str | None) -> None:
    article, _ = read(f"::: {fence}\nلا تغلق النافذة.\n:::\n\nخاتمة.")
    assert texts(article) == [*([title] if title else []), "لا تغلق النافذة.", "خاتمة."]


def test_code_does_not_turn_an_article_round() -> None:
    line = "print('this is a long line of code with very many English words to win any vote of words')"
    fenced = f"```\n{line}\n{line}\n{line}\n```"
    inside = "\n".join(f"  {one}" for one in fenced.split("\n"))
    text = f"فقرة قصيرة مع `a_name and another_name and more` فيها.\n\n{fenced}\n\n- بند\n\n{inside}\n"
    article, _ = read(text)
    assert (article.direction, article.language) == ("rtl", "ar")
    assert all(block.direction is None for block in article.body if isinstance(block, Paragraph))


def _read(source: str, folder: Path | None = None) -> Converted[Article]:
    return newsconvert.load(source.encode(), reader="markdown", folder=folder)


@pytest.mark.parametrize(
    "head",
    ["Title: حملة تشجير\nAuthor: رنا سعد\nDate: 2025-03-02", "title:   حملة\n    تشجير\nDate: 2025-03-02 10:20\nAuthors: رنا سعد\nSlug: hamla\nStatus: draft"],
)  # fmt: skip
def test_the_head_of_multimarkdown_and_pelican_states_the_fields(head: str) -> None:
    found = _read(f"{head}\n\nبدأت البلدية حملة تشجير.\n\n## تفاصيل\n\nزرعت مئة شجرة.\n")
    article = found.value
    assert (article.headline, article.byline, str(article.published)[:10]) == ("حملة تشجير", "رنا سعد", "2025-03-02")
    assert len(article.body) == 3
    assert not found.warnings


@pytest.mark.parametrize(
    "text", ["Note: this is text\n\nفقرة.", "Title: حملة تشجير\nبدأت الحملة.\n\nفقرة.", "Title: حملة تشجير\n"]
)
def test_lines_with_colons_that_are_no_head_stay(text: str) -> None:
    assert _read(text).value.headline.startswith(text.split(":", maxsplit=1)[0])


@pytest.mark.parametrize(
    "stated",
    [
        "image: a.png",
        "cover:\n  image: a.png\n  alt: شجرة\n  caption: شجرة في الساحة",
        "thumbnail: b.png\nimage: a.png",
    ],
)
def test_the_picture_of_the_front_matter_stands_above_the_text(stated: str, tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 4)).save(tmp_path / "a.png")
    found = _read(f"---\ntitle: حملة تشجير\n{stated}\n---\nبدأت البلدية حملة تشجير.\n", tmp_path)
    figure = found.value.body[0]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    assert plain_text(figure.caption or ()) == ("شجرة في الساحة" if "caption" in stated else "")
    assert [str(one) for one in found.warnings] == (
        ["1 field(s) of the front matter were not used: thumbnail."] if "thumbnail" in stated else []
    )


def test_a_picture_of_the_front_matter_that_the_text_shows_is_there_once(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 4)).save(tmp_path / "a.png")
    found = _read("---\ntitle: حملة تشجير\nimage: a.png\n---\nبدأت الحملة.\n\n![شجرة](a.png)\n", tmp_path)
    assert sum(isinstance(block, Figure) for block in found.value.body) == 1


def test_plain_text_says_that_it_has_no_place_for_a_picture() -> None:
    found = newsconvert.load("---\ntitle: حملة تشجير\nimage: a.png\n---\nبدأت الحملة.\n".encode(), reader="plaintext")
    assert [str(one) for one in found.warnings] == ["1 field(s) of the front matter were not used: image."]


@pytest.mark.parametrize(("opening", "closing"), [("", ")"), ("(", ")"), ("", "-"), ("(", ")-")])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_items_with_arabic_letters_are_a_list_with_its_labels(opening: str, closing: str, between: str) -> None:
    labels = [f"{opening}{letter}{closing}" for letter in ("أ", "ب", "هـ")]
    lines = between.join(f"{label} بند من البنود" for label in labels)
    body = newsconvert.load(
        f"# عنوان الخبر\n\nأعلنت الوزارة ما يلي:\n\n{lines}\n".encode(), reader="markdown"
    ).value.body
    (listed,) = (block for block in body if isinstance(block, ItemList))
    assert [entry.label for entry in listed.entries] == labels


def test_a_letter_alone_is_no_label() -> None:
    lines = ["د. أحمد سالم تحدث في المؤتمر.", "و) ثم انتهى المؤتمر.", "أ) وبقي السؤال."]
    source = "# عنوان الخبر\n\n" + "\n\n".join(lines)
    body = newsconvert.load(source.encode(), reader="markdown").value.body
    assert [plain_text(block.inlines) for block in body if isinstance(block, Paragraph)] == lines


BRACED = ["{n=5}", "{ملاحظة=مهمة}", "{#وسم}", "{.صنف}", "{.red}", "{#sec-1}", "{k=v m=2}", "{:.x}", "{-}"]


@pytest.mark.parametrize("braced", BRACED)
@pytest.mark.parametrize(
    "text",
    ["الرمز {} في النص", "قال إن{} هنا", "المجموع $x_{}$ هنا", "{} أول السطر", "- بند {} ثم كلام", "(كلام){} هنا"],
)
def test_braces_in_a_text_are_text(text: str, braced: str) -> None:
    line = text.format(braced) if "{}" in text else text
    article = newsconvert.load(f"# عنوان الخبر\n\nفقرة أولى.\n\n{line}\n".encode(), reader="markdown").value
    assert braced in "\n".join(article_text(article))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[رابط](https://e.example/a_(b)){target=_blank} هنا", "رابط هنا"),
        ("[رابط][1]{.x} هنا\n\n[1]: https://e.example", "رابط هنا"),
        ("**غامق**{.red} و`كود`{.lang} و==بارز=={.x} هنا", "غامق وكود وبارز هنا"),
        ("[كلمة]{.smallcaps} هنا", "كلمة هنا"),
        ("كلام {.lead}", "كلام"),
        ("كلام\n{: .lead}", "كلام"),
        ("كلام\n{:.lead #a}\n", "كلام"),
        ("- {:.x} بند", "بند"),
        ("## قسم {#sec-1 .x} ##", "قسم"),
        ("قسم {#وسم}\n---", "قسم"),
    ],
)
def test_attributes_stand_right_after_what_they_are_of(text: str, shown: str) -> None:
    found = newsconvert.load(f"# عنوان الخبر\n\nفقرة أولى.\n\n{text}\n".encode(), reader="markdown").value
    assert [*article_text(found)] == ["عنوان الخبر", "فقرة أولى.", shown]


@pytest.mark.parametrize("words", ["<Name Surname>", "<x>", "<foo bar=1>", "<n>", "<Person>"])
def test_words_in_angle_brackets_that_are_no_element_are_text(words: str) -> None:
    text = f"# عنوان الخبر\n\nفقرة أولى.\n\nقال {words} نعم `{words}` و<b>غامق</b> و<my-word>كلمة</my-word> و<note>ملاحظة</note>.\n"
    shown = [*article_text(newsconvert.load(text.encode(), reader="markdown").value)]
    assert shown[-1] == f"قال {words} نعم {words} وغامق وكلمة وملاحظة."


def test_addresses_and_code_in_angle_brackets_are_no_words() -> None:
    text = "# عنوان الخبر\n\nفقرة أولى.\n\n[ملف](<my file.pdf>) و[آخر][1] و<https://e.example/a>\n\n    <x>\n\n[1]: <other file.pdf>\n"
    shown = [*article_text(newsconvert.load(text.encode(), reader="markdown").value)]
    assert shown[2:] == ["ملف وآخر وhttps://e.example/a", "<x>"]
