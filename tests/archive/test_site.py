"""The archive's site, in a real browser from disk: search, filters, chart, lists, and texts that mean harm."""

from __future__ import annotations

import io
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import PIL.Image
import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from newsconvert.arabic import arabic_indic, count_in_words, fold_for_search
from newsconvert.archive.outputs.site import Download, Entry, Lead, words, write_site
from support import judges

pytestmark = pytest.mark.judge

COUNT = 1000
SOURCES = ("صحيفة الرياض", "وكالة الأنباء", "الاقتصادية", "Reuters")
WORDS = """
أعلنت الحكومة اليوم عن خطة جديدة لدعم المدارس والمستشفيات في جميع المناطق وقال الوزير إن العمل يبدأ غدا
"""


def _picture() -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (36, 24), "teal").save(out, "JPEG")
    return out.getvalue()


LEAD = Lead("0123456789abcdef.jpg", "سوق <القديم>", 36, 24, _picture())
HOSTILE = Entry(
    title="</script><img src=x onerror=alert(1)>\u202eقلب\u2028\"'`${1}<!--$archive",
    byline="<b onmouseover=alert(2)>",
    source="</option></select><script>alert(3)</script>",
    url="javascript:alert(4)",
    published=date(2024, 5, 6),
    downloads=(Download("PDF", 'javascript:alert(5)//"><script>/%2e.pdf', 1),),
    language="en",
    text="زلزال </script>\u2029<script>alert(6)</script>\ud800\x00 نهاية",
)


def entries() -> Iterator[Entry]:
    """A thousand articles of nine years, every fortieth without a date; what each is found by is known."""
    chance = random.Random(1)
    for number in range(COUNT - 1):
        day = date(2016, 1, 1) + timedelta(days=number * 3) if number % 40 else None
        folder = f"data/articles/{number % 256:02x}/مقال {number}"
        text = " ".join(chance.choices(WORDS.split(), k=60)) + (" مسؤولية" if number % 100 == 7 else "")
        yield Entry(
            title=f"خبرٌ رقم {arabic_indic(number)}",
            byline="كتبه: أحمد الغزّالي" if number % 50 == 3 else None,
            source=SOURCES[number % 4] if number % 9 else None,
            url=f"https://example.org/news?id={number}&lang=ar",
            published=day,
            downloads=(
                Download("PDF", f"{folder}/a.pdf", 123_456),
                Download("EPUB", f"{folder}/a.epub", 2_345_678),
            ),
            text=text,
            lead=LEAD if number % 10 == 5 else None,
        )
    yield HOSTILE


def make(folder: Path) -> None:
    files = [Download("مجلد <٢٠٢٤>", "data/volumes/2024.pdf", 9_876_543)]
    write_site(folder, entries(), title="أرشيف <الصحف> & «غيرها»", files=files)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("أرشيف")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with judges.browser() as started:
        yield started


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """A new page; whatever the console says, and any dialogue or request outside, fails the test."""
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    wrong: list[str] = []
    inside = site.as_uri() + "/"

    def refuse(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith(inside):
            wrong.append(request.url)

    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", refuse)
    opened.on("request", note)
    yield opened
    opened.close()
    assert wrong == []


def show(page: Page, site: Path, state: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{site.as_uri()}/index.html#{state}")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")


def titles(page: Page) -> list[str]:
    return page.locator("#results h3").all_inner_texts()


def state(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


FOLDS = {
    "أإآٱا": "ااااا", "مسؤول مسئول مسءول": "مسءول مسءول مسءول", "على علي علی": "علي علي علي",
    "مدرسة مدرسه": "مدرسه مدرسه", "مُحَمَّدٌ": "محمد", "مـــحمد": "محمد", "٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹": "0123456789 0123456789",
    "ﻻ ﷲ ﺍﻟﺴﻼﻡ": "لا الله السلام", "کتاب ہم ھ": "كتاب هم ه", "ÉCOLE Straße İ": "ecole straße i",
    "و\u064f\u0654": "ء", "\u202eقلب\u200f\u00ad": "قلب", "ﬁn ² Ⅷ": "fin 2 viii", "": "",
}  # fmt: skip


def test_python_and_browser_fold_and_part_words_alike(page: Page, site: Path) -> None:
    assert {text: fold_for_search(text) for text in FOLDS} == FOLDS
    chance = random.Random(2)
    letters = [chr(code) for code in range(0x20, 0xFFFF) if unicodedata.category(chr(code)) not in ("Cs", "Cn", "Co")]
    texts = [*FOLDS, *("".join(chance.choices(letters, k=12)) for _ in range(500))]
    texts += [" ".join(f"ا{letter}ا" for letter in letters[at : at + 100]) for at in range(0, len(letters), 100)]
    texts += ["والداخلية بالمدرسة للمدرسة كالمعتاد وكالات الله بالغ", "x" * 100, "😀a𝒜b", "HELLO, world_3.5"]
    show(page, site)
    got = page.evaluate(
        "(texts) => texts.map((text) => [newsArchive.fold(text), [...newsArchive.keys(text)].sort()])", texts
    )
    wrong = [
        (text, found)
        for text, found in zip(texts, got, strict=True)
        if found != [fold_for_search(text), sorted(words.keys([text]), key=lambda word: word.encode("utf-16-be"))]
    ]
    assert wrong == []


def test_the_page_shows_the_latest_first_and_says_what_there_is(page: Page, site: Path) -> None:
    show(page, site)
    assert page.title() == "أرشيف <الصحف> & «غيرها»"
    assert page.locator("#extent").inner_text() == "١٠٠٠ مقال، من يناير ٢٠١٦ إلى مايو ٢٠٢٤"
    assert page.locator("#status").inner_text() == "١٠٠٠ مقال، الصفحة ١ من ٥٠"
    assert len(titles(page)) == 20
    assert titles(page)[1] == "خبرٌ رقم ٩٩٨"
    second = page.locator("#results > li").nth(1)
    links = second.locator("a").evaluate_all("(all) => all.map((a) => [a.innerText, a.getAttribute('href')])")
    folder = "./data/articles/e6/%D9%85%D9%82%D8%A7%D9%84%20998"
    assert links == [
        ["خبرٌ رقم ٩٩٨", f"{folder}/a.pdf"], ["PDF ١٢٣ ك.ب", f"{folder}/a.pdf"], ["EPUB ٢٫٣ م.ب", f"{folder}/a.epub"],
        ["المصدر الأصلي", "https://example.org/news?id=998&lang=ar"],
    ]  # fmt: skip
    fonts = "document.fonts.ready.then((fonts) => [...fonts].filter((f) => f.status === 'loaded').map((f) => f.family))"
    assert set(page.evaluate(fonts)) == {"Kufi", "Naskh"}


def test_typing_searches_and_marks_what_it_finds(page: Page, site: Path) -> None:
    show(page, site)
    page.get_by_role("searchbox", name="ابحث بالكلمات").press_sequentially("المسئوليه الحكو")
    wanted = [entry.title for entry in entries() if "مسؤولية" in entry.text and "الحكومة" in entry.text]
    expect(page.locator("#status")).to_have_text(words_for(len(wanted)))
    assert titles(page) == wanted[::-1]
    assert set(page.locator("mark").all_inner_texts()) == {"الحكومة", "مسؤولية"}
    assert state(page) == "#q=المسئوليه+الحكو"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("٩٩٨", "مقال واحد"), ("998", "مقال واحد"), ("۹۹۸", "مقال واحد"), ("غزالي", "٢٠ مقالًا"), ("أحمد الغَزَّالي", "٢٠ مقالًا"),
        ("REUTERS", None), ("الاقتصاديه", None), ("زلزال", "مقال واحد"), ("كلمة‌ليست", "لا مقالات بهذه الشروط."),
        ("غ", "لا مقالات بهذه الشروط."), ("!؟", "١٠٠٠ مقال، الصفحة ١ من ٥٠"), ("رقم زلزال", "لا مقالات بهذه الشروط."),
    ],
)  # fmt: skip
def test_what_a_query_finds(page: Page, site: Path, query: str, status: str | None) -> None:
    show(page, site, f"q={query}")
    expected = (
        status
        or f"{words_for(sum(e.source is not None and fold_for_search(query) in fold_for_search(e.source) for e in entries()))}"
    )
    assert page.locator("#status").inner_text().split("،")[0] == expected.split("،")[0]


def words_for(number: int) -> str:
    return count_in_words(number, "مقال واحد", "مقالان", "مقالات", "مقالًا", "مقال")


def test_articles_show_their_pictures(page: Page, site: Path) -> None:
    show(page, site, "q=رقم ٥")
    shown = page.locator("#results article", has=page.locator("img.lead"))
    assert titles(page)
    expect(shown.first.locator("img")).to_have_attribute("alt", "سوق <القديم>")
    sizes = page.locator("img.lead").evaluate_all("(all) => all.map((one) => [one.complete, one.naturalWidth])")
    assert sizes == [[True, 36]] * shown.count()
    page.goto(f"{site.as_uri()}/site/months/2016-01.html")
    assert page.locator("img.lead").evaluate_all("(all) => all.map((one) => one.naturalWidth)") == [36]


def test_filters_by_source_and_date_and_order(page: Page, site: Path) -> None:
    show(page, site)
    page.get_by_label("المصدر").select_option(
        label=page.locator("#source option", has_text="صحيفة الرياض").inner_text()
    )
    page.get_by_label("السنة").select_option("2020")
    page.get_by_label("الشهر").select_option("03")
    page.get_by_label("الترتيب").select_option("oldest")
    expect(page.locator("#status")).to_have_text(re.compile("^(مقال|[٢-٩] مقالات)"))
    wanted = [
        entry.title
        for entry in entries()
        if entry.source == "صحيفة الرياض" and entry.month == "2020-03"
    ]  # fmt: skip
    assert titles(page) == wanted
    assert re.fullmatch(r"#source=\d&date=2020-03&sort=oldest", state(page))
    page.go_back()
    expect(page.get_by_label("الترتيب")).to_have_value("")
    page.get_by_role("button", name="امسح الكل").click()
    expect(page.locator("#status")).to_have_text("١٠٠٠ مقال، الصفحة ١ من ٥٠")
    page.get_by_label("السنة").select_option("none")
    expect(page.locator("#status")).to_contain_text(words_for(sum(entry.published is None for entry in entries())))
    show(page, site, "sort=oldest&page=50")
    assert page.locator("#results time").count() == 0  # those without a date come last in either order


def test_the_chart_shows_and_filters_with_mouse_and_keys(page: Page, site: Path) -> None:
    show(page, site)
    bars = page.locator("#plot [role=button]")
    counts = [
        sum(e.published is not None and e.published.year == year for e in entries()) for year in range(2016, 2025)
    ]
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        f"{arabic_indic(year)}: {words_for(count)}" for year, count in zip(range(2016, 2025), counts, strict=True)
    ]
    first, last = bars.first.bounding_box(), bars.last.bounding_box()
    assert first
    assert last
    assert first["x"] > last["x"]  # time runs as the script does
    page.get_by_text("عرض كجدول").click()
    assert page.locator("#table td").all_inner_texts() == [arabic_indic(count) for count in counts]
    bars.nth(2).click()
    expect(page.locator("#status")).to_contain_text(words_for(counts[2]))
    assert state(page) == "#date=2018"
    expect(bars).to_have_count(12)
    page.get_by_label("السنة").select_option("")
    expect(bars).to_have_count(9)
    page.get_by_role("button", name="امسح الكل").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.key") == "2016"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text(words_for(counts[1]))
    expect(bars).to_have_count(12)
    assert page.evaluate("document.activeElement.dataset.key") == "2017-01"
    page.keyboard.press("Space")
    expect(bars.first).to_have_attribute("aria-pressed", "true")
    assert state(page) == "#date=2017-01"
    page.keyboard.press("Space")
    expect(bars.first).to_have_attribute("aria-pressed", "false")


def test_pages_turn_and_focus_moves_to_the_results(page: Page, site: Path) -> None:
    show(page, site, "q=خبر")
    page.get_by_role("link", name="الصفحة التالية").click()
    expect(page.get_by_role("link", name="الصفحة ٢", exact=True)).to_have_attribute("aria-current", "page")
    assert page.evaluate("document.activeElement.id") == "results-title"
    assert page.locator("#results").get_attribute("start") == "21"
    assert state(page) == "#q=خبر&page=2"
    show(page, site, "q=خبر&page=999&source=77&date=x&sort=y")
    expect(page.locator("#status")).to_have_text("٩٩٩ مقالًا، الصفحة ٥٠ من ٥٠".replace("٩٩٩ مقالًا", words_for(999)))


def test_hostile_text_is_text(page: Page, site: Path) -> None:
    show(page, site, "q=زلزال")
    found = page.locator("#results > li")
    assert found.locator("h3").text_content() == HOSTILE.title
    assert "</script>" in (found.locator(".excerpt").text_content() or "")
    hrefs = found.locator("a").evaluate_all("(all) => all.map((a) => a.href)")
    assert len(hrefs) == 2
    assert found.locator("h3").get_attribute("lang") == "en"
    assert all(href.startswith(site.as_uri() + "/javascript%3Aalert") for href in hrefs)
    assert page.locator("#results script, #results img, #source script").count() == 0
    show(page, site, "q=<img src=x onerror=alert(7)>&source=__proto__&date=</script>")
    page.goto(f"{site.as_uri()}/site/months/2024-05.html")
    assert page.locator("li h2").filter(has_text="onerror").count() == 1
    assert page.locator("main script, main img, main b").count() == 0
    everything = b"".join(path.read_bytes() for path in site.rglob("*.js"))
    assert "\u202e".encode() not in everything
    assert "\u2028".encode() not in everything


def test_a_hostile_script_would_not_run(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    show(page, site)
    ran = page.evaluate(
        """() => { const made = document.createElement("div");
        try { made.innerHTML = "<img src=x onerror='window.ran = 1'>"; } catch (problem) { return problem.name; } return "set" }"""
    )
    assert ran == "TypeError"
    for path in [site / "index.html", site / "site" / "browse.html", *(site / "site" / "months").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        assert (
            re.findall(r"<script(?! src=\"site/\w+\.js\" defer></script>)|\sstyle=|<style|\son\w+=(?=\")", text) == []
        )


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, site: Path, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (
        "index.html",
        "index.html#q=المدارس&date=2020&page=2",
        "site/browse.html",
        "site/months/2024-05.html",
    ):
        page.goto("about:blank")
        page.goto(f"{site.as_uri()}/{address}")
        if address.startswith("index"):
            expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
            page.locator("summary").click()
        assert judges.axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_shard_that_is_missing_is_told(browser: Browser, tmp_path: Path) -> None:
    write_site(tmp_path, list(entries())[:60])
    (tmp_path / "site" / "articles" / "1.js").unlink()
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/index.html#page=2")
    expect(page.locator("#status")).to_contain_text("تعذّر تحميل جزء من الأرشيف")


def test_without_scripts_every_article_is_in_both_lists(browser: Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.as_uri()}/index.html")
    assert page.locator("form").is_hidden()
    page.locator("noscript a").click()
    assert page.locator("h1").inner_text() == "كل المقالات"
    found: dict[str, list[str]] = {"months": [], "sources": []}
    reach = page.locator("main a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    seen = set(reach)
    volume = reach.pop()
    assert volume == ".././data/volumes/2024.pdf"
    while reach:
        path = site / "site" / reach.pop()
        document = lxml.html.parse(path).getroot()
        found[path.parent.name] += [head.text_content() for head in document.iterfind(".//li/h2")]
        near = {f"{path.parent.name}/{link.get('href')}" for link in document.iterfind(".//nav/a")} - seen
        seen |= near
        reach += near
    wanted = sorted(entry.title for entry in entries())
    assert sorted(found["months"]) == wanted
    assert sorted(found["sources"]) == wanted


def test_the_same_articles_give_the_same_bytes_and_replace_an_older_site(site: Path, tmp_path: Path) -> None:
    write_site(tmp_path, [HOSTILE])
    make(tmp_path)

    def files(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    assert files(tmp_path) == files(site)


def test_an_empty_archive_has_a_site(browser: Browser, tmp_path: Path) -> None:
    write_site(tmp_path, [])
    page = browser.new_page()
    show(page, tmp_path, "q=كلمة")
    assert page.locator("#status").inner_text() == "لا مقالات بهذه الشروط."


def test_the_index_of_words_is_the_same_when_memory_runs_out(tmp_path: Path) -> None:
    chance = random.Random(3)
    held = [sorted({chance.choice("ابتثجحخدذرز") * chance.randint(1, 3) for _ in range(9)}) for _ in range(300)]
    (tmp_path / "a").mkdir()
    small, large = words.Index(tmp_path / "a", memory=5000), words.Index(tmp_path)
    for number, some in enumerate(held):
        small.add(number, some)
        large.add(number, some)
    lines = list(small.lines())
    assert lines == list(large.lines())
    assert [word for word, _ in lines] == sorted({word for some in held for word in some})
    assert "".join(f"{word} {steps}\n" for word, steps in lines).strip() == "\n".join(
        text for _, text in words.pieces(lines, 40)
    )
    assert json.dumps([words.encode(number) for number in (0, 31, 32, 1000)]) == '["A", "f", "gB", "of"]'


def test_a_title_without_end_and_a_flood_of_marks_stay_in_their_place(browser: Browser, tmp_path: Path) -> None:
    long, flood = Entry("كلمة" * 100_000, source="س" * 5000), Entry("ا" + "\u0651\u064b" * 140 + " طوفان", text="ب")
    write_site(tmp_path, [long, flood, Entry("خبر")])
    page = browser.new_page(viewport={"width": 400, "height": 800})
    show(page, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert len(titles(page)[0]) == 301
    assert len(page.locator("#results .source").inner_text()) == 301
    show(page, tmp_path, "q=طوفان")
    assert page.locator("mark").all_inner_texts() == ["طوفان"]
    show(page, tmp_path, f"q={'كلمة' * 30}")
    expect(page.locator("#status")).to_have_text("مقال واحد")


@pytest.mark.parametrize(
    ("texts", "digits", "shown"),
    [
        (("في 2012.", "في 2013 و2014 و٣.", "في ٢٠١٤."), "auto", "3 أغسطس 2015"),
        (("في 2012.", "في ٢٠١٣.", "في ٢٠١٤."), "auto", "٣ أغسطس ٢٠١٥"),
        (("نص.",), "auto", "٣ أغسطس ٢٠١٥"),
        (("في ٢٠١٢.",), "european", "3 أغسطس 2015"),
        (("في 2012.",), "arabic", "٣ أغسطس ٢٠١٥"),
    ],
)
def test_digits_are_those_of_most_articles(
    tmp_path: Path, browser: Browser, texts: tuple[str, ...], digits: str, shown: str
) -> None:
    found = [
        Entry("خبر", published=date(2015, 8, 3), text=text, downloads=(Download("PDF", "ا", 1500),)) for text in texts
    ]
    write_site(tmp_path, found, digits=digits)
    month = (tmp_path / "site/months/2015-08.html").read_text(encoding="utf-8")
    european = "2015" in shown
    assert f">{shown}</time>" in month
    assert ("1.5 ك.ب" if european else "١٫٥ ك.ب") in month
    assert f"أغسطس {shown.rsplit(maxsplit=1)[-1]}" in (tmp_path / "site/browse.html").read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_selector("#results li")
    text = page.locator("body").inner_text()
    assert {shown, "PDF 1.5 ك.ب" if european else "PDF ١٫٥ ك.ب"} <= set(text.split("\n"))
    page.close()
