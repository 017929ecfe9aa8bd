"""An article that has every node of the model."""

from __future__ import annotations

import io
from datetime import date

import PIL.Image
import PIL.ImageDraw

from newsconvert.model import (
    Article,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Source,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
)


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image:
    """Return a picture of this kind: an ellipse on a ground of another colour."""
    drawn = PIL.Image.new("RGB", size, (90, 140, 60))
    PIL.ImageDraw.Draw(drawn).ellipse((20, 20, size[0] - 20, size[1] - 20), fill=(200, 60, 40))
    out = io.BytesIO()
    drawn.convert(mode).save(out, kind)
    return Image(f"image/{kind.lower()}", out.getvalue())


def t(text: str) -> Inlines:
    """Return plain text as inlines."""
    return (Text(text),)


def p(*inlines: str | Inline, **more: str) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines), **more)  # type: ignore[arg-type]


TABLE = Table(
    (
        (Cell(t("المحافظة"), header=True), Cell(t("عدد المدارس"), header=True), Cell(t("النسبة"), header=True)),
        (Cell(t("دير الزور"), row_span=2), Cell(t("120"), alignment="end"), Cell(t("10%"))),
        (Cell(t("80"), alignment="center"), Cell(t("5%"))),
        (Cell(t("المجموع"), column_span=2), Cell((Text("15%"), Note((p("تقدير أولي."),))))),
    ),
    t("الجدول ١: المدارس في المحافظات"),
    1,
)

RICH = Article(
    "افتتاح جسر جديد على نهر الفرات بعد ثلاث سنوات من العمل",
    (
        p(
            "المساحة ٣٠٠ م", Superscript(t("2")), " والمسافة 10", Superscript(t("6")), " وغاز CO", Subscript(t("2")),
            " والسعر ", Strikethrough(t("500")), " 450 ليرة.",
            Note((p("حاشية أولى فيها ", Link("https://example.org/note", t("رابط الحاشية")), " ونص."), p("وفقرة ثانية."))),
            " وتتمة الجملة بعد الحاشية", Note((p("حاشية ثانية."),), "*"), ".",
        ),
        p("سطر أول", LineBreak(), "سطر ثان مع ", Code("pip install x"), "."),
        Heading(2, t("الأرقام")),
        TABLE,
        p("فقرة بعد الجدول مع ", Strong(t("كلمة مهمة")), " و", Emphasis(t("كلمة أخرى")), "."),
        Figure((Picture(picture(), "صورة الجسر"),), t("الجسر بعد افتتاحه"), t("تصوير: أحمد علي")),
        Figure((Picture(None, "خريطة المكان", "https://example.org/m.png"),), t("خريطة الموقع")),
        Figure((Picture(picture("WEBP", (150, 450)), "برج الجسر"), Picture(picture("JPEG"), "منظر عام"))),
        Quotation((), (p("هذا يوم عظيم."), p("سنبني غيره.")), t("— سعد المبروك، رئيس المجلس")),
        Quotation(t("«اقتباس بسيط من غير قائل»")),
        ItemList(
            True,
            (
                ListItem((p("بند أول"), p("تتمة البند الأول."), ItemList(False, (t("فرع أول"), t("فرع ثان")))), "أ)"),
                ListItem((p("بند ثان"),), "ب)"),
            ),
        ),
        ItemList(True, tuple(ListItem((p(f"نص المادة رقم {n}"),), f"المادة ({n}):") for n in (1, 2, 3))),
        ItemList(True, (ListItem((p("واحد"),), "١-"), ListItem((p("اثنان"),), "٢-"))),
        ItemList(True, (ListItem((p("البند السابع"),), "(7)"), ListItem((p("البند التاسع"),), "(9)"))),
        ItemList(False, (t("نقطة"), ListItem((p("نقطة تحتها"), ItemList(True, (t("أولى"), t("ثانية")), 3))))),
        ItemList(True, (t("بند عادي"), t("بند عادي ثان")), 3),
        Verse(
            (
                (t("قفا نبك من ذكرى حبيب ومنزل"), t("بسقط اللوى بين الدخول فحومل")),
                (t("فتوضح فالمقراة لم يعف رسمها"), t("لما نسجتها من جنوب وشمأل")),
            )
        ),
        Verse(((t("سطر من شعر حر"),), (t("وسطر آخر منه"),))),
        Preformatted("x = 1\n  y = 2\nprint(x)", direction="ltr", language="en"),
        ThematicBreak(),
        p("This English paragraph stands left to right, with a reference (2019).", language="en", direction="ltr"),
        p("خاتمة المقال."),
    ),
    kicker="تقرير",
    byline="كتبت: سلمى حداد",
    dateline="دمشق (سانا)",
    published=date(2026, 3, 14),
    deck="الجسر يخدم مئتي ألف نسمة",
    source=Source("وكالة الأنباء", "https://example.org/news/1", "المصدر: وكالة الأنباء"),
)  # fmt: skip
