"""Pages of old programs, whose text stands between breaks in no element of its own."""

from __future__ import annotations

import newsconvert
from newsconvert.model import Paragraph, plain_text

LINES = [
    "أعلنت نقابة الصيادين أمس توقف المراكب عن الخروج ثلاثة أيام بسبب ارتفاع الموج على طول الساحل.",
    "وقال رئيس النقابة إن القرار جاء بعد غرق مركبين صغيرين قبالة الميناء من دون وقوع إصابات.",
    "ومن المتوقع أن تتحسن الأحوال الجوية مطلع الأسبوع المقبل، وفق مصلحة الأرصاد.",
]


def test_text_between_breaks_beside_a_headline_of_its_own_is_read() -> None:
    body = "<center><font size=5><b>توقف الصيد ثلاثة أيام</b></font></center><br><font size=3>{}</font>"
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>المرفأ - توقف الصيد ثلاثة أيام</title>'
    page = f"<html><head>{head}</head><body>{body.format('<br><br>'.join(LINES))}</body></html>"
    found = newsconvert.load(page.encode("cp1256"), file_name="x.htm")
    assert found.value.headline == "توقف الصيد ثلاثة أيام"
    assert [plain_text(one.inlines) for one in found.value.body if isinstance(one, Paragraph)] == LINES
    assert found.warnings == ()
