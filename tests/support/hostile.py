"""Inputs that mean harm, or come from a broken disk: more than two hundred, made here, for every reader.

`files()` yields (file name, bytes). Names are bytes where no text could name the file.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

BODY = "قال المتحدث إن العمل في المشروع مستمر، وإن النتائج ستُعلن في نهاية الشهر الجاري كما هو مقرر."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def article(text: str) -> str:
    """Return an article with `text` wherever text can stand."""
    return f"{text} عنوان\nكتب: {text}\n{BODY} {text} {BODY}\n{text}\n{BODY}\n- {text}\n- بند\nالمصدر: {text} https://example.org/{text}\n"


#: What acts elsewhere: markup, style, templates, field codes, formulas, operators of PDF.
ACTING = {
    "script": "<script>alert(1)</script>", "img": '<img src=x onerror="alert(1)">', "svg": "<svg/onload=alert(1)>",
    "style-end": "</style><style>@import 'http://127.0.0.1/x';</style>", "title-end": "</title></head><body>",
    "comment": "<!-- --!> -->", "cdata": "<![CDATA[ ]]> ]]>", "doctype": '<!DOCTYPE a [<!ENTITY x "y">]>&x;',
    "xxe": '<!ENTITY x SYSTEM "file:///etc/passwd">&x;', "entity": "&lt;b&gt; &#x41; &nbsp; &amp;amp;", "pi": "<?php x ?>",
    "css": "};*{display:none}/*", "css-url": "url(file:///etc/passwd)", "css-string": '"; content: url(x); "',
    "jinja": "{{ 7*7 }} {% x %}", "shell": "$(touch /tmp/x) `id` ; rm -rf /", "jndi": "${jndi:ldap://127.0.0.1/x}",
    "format": "%s%n%x {0} {0.__class__} {}", "null": "a\0b", "field": '{ INCLUDETEXT "C:\\\\x" } { DDEAUTO cmd }',
    "formula": "=cmd|' /C calc'!A0", "latex": "\\input{/etc/passwd} \\write18{id}", "typst": '#import "x" #eval("1")',
    "markdown": "![x](file:///etc/passwd) [y](javascript:alert(1))", "pdf": ") Tj ET Q /F1 1 Tf BT (", "pdf-end": "endstream endobj %%EOF",
    "javascript": "javascript:alert(1)", "data": "data:text/html,<script>alert(1)</script>", "file": "file:///etc/passwd",
    "unc": "\\\\127.0.0.1\\share\\x", "backslash": "\\0 \\x \\u0000 \\", "quotes": "\"'`´“”", "rtf": "{\\rtf1 {\\*\\objdata}}",
    "line-separators": "a\u2028b\u2029c\x85d", "attribute": '" onclick="alert(1)" x="', "bibtex": "}, title={x}, @string{",
    "ris": "\nER  - \nTY  - JOUR", "json": '", "x": {"y": [', "toml": '"""\nx = 1', "path": "../../../../etc/passwd",
}  # fmt: skip
#: Text that is hard to set.
HARD = {
    "bidi-override": "\u202eabc\u202c", "bidi-open": "\u202e\u202b\u2067\u2068", "bidi-close": "\u202c\u2069\u202c",
    "bidi-nested": "\u202b" * 200 + "ن" + "\u202c" * 200, "isolates": "\u2066" * 130 + "x" + "\u2069" * 130, "trojan": "if a\u202e \u2066// x\u2069 \u2066{",
    "marks": "ب" + "\u064e\u0651" * 3000, "zalgo": "".join(c + "\u0300\u0489\u20dd" * 40 for c in "abcdef"), "mark-alone": "\u0651",
    "joiners": "ب" + "\u200d" * 3000 + "ب", "non-joiners": "ب" + "\u200c" * 3000, "graphemes": "\u034f" * 3000, "selectors": "a" + "\ufe0f" * 2000,
    "tags": "🏴" + "\U000e0067" * 500 + "\U000e007f", "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇸🇾☎️⚽" * 50, "private": "\ue000\uf8ff\U0010fffd", "unassigned": "\u0378\U000e0fff",
    "noncharacters": "\ufffe\uffff\U0001ffff\ufdd0", "controls": "".join(map(chr, range(1, 32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
    "basmala": "﷽" * 200, "presentation": "ﺍﻟﻌﺮﺑﻴﺔ ﻻ ﷲ ﷺ", "tatweel": "كـ" + "ـ" * 3000, "quranic": "ٱلۡحَمۡدُ لِلَّهِ رَبِّ ٱلۡعَٰلَمِينَ ۝",
    "persian": "می‌خواهم ۱۲۳۴ گچپژ", "urdu": "ٹیکسٹ ہے ۓ", "uyghur": "ئۇيغۇر", "syriac": "ܣܘܪܝܝܐ", "hebrew": "עברית ״ת״", "nko": "ߒߞߏ", "thaana": "ދިވެހި",
    "chinese": "汉字" * 300, "thai": "ภาษาไทย" * 200, "tibetan": "བོད་" + "\u0f71" * 500, "hangul": "각" * 300, "mongolian": "ᠮᠣᠩᠭᠣᠯ", "devanagari": "क्ष्म्य" * 300,
    "math": "𝔞𝟙∑∫√", "cuneiform": "𒀀𒁀", "fullwidth": "ＡＢＣ１２３", "spaces": "ا" + "\u2003\u00a0\u3000\u200b" * 500 + "ب", "space-flood": "ا" + " " * 20000 + "ب",
    "digits": "1234567890" * 500, "arabic-digits": "٠١٢٣٤٥٦٧٨٩" * 500, "mixed-digits": "1٢3٤5.٦,7" * 300, "soft-hyphens": "كلمة\u00ad" * 500, "dots": "." * 5000,
    "word": "ب" * 20000, "latin-word": "w" * 20000, "url": "https://example.org/" + "a/" * 5000, "urls": "https://example.org/a?b=c&d=e " * 300,
    "mails": "a@b.co " * 500, "at-signs": "@" * 5000, "quotation": "«" * 500 + "x" + "»" * 500, "brackets": "([{<" * 500 + ">}])" * 500, "percent": "%%" * 2000,
    "hyphens": "-" * 5000, "tabs": "\t" * 3000 + "x", "interlinear": "\ufff9a\ufffab\ufffb", "object": "\ufffc\ufffd", "slashes": "/" * 5000, "ligature": "لا" * 5000,
}  # fmt: skip
#: Whole texts.
TEXTS = {
    "empty": "", "space": " ", "newlines": "\n" * 5000, "bom": "\ufeff", "letter": "ا", "mark": "\u064e", "dot": ".", "marks-alone": "\u200f\u200e\u202a\u202c",
    "line-of-ten-million": "ب" * 10_000_000, "words-of-ten-million": "كلمة " * 2_000_000, "hundred-thousand-headings": "عنوان قصير\n" * 100_000,
    "hundred-thousand-paragraphs": f"{BODY}\n" * 100_000, "million-lines": "\n" * 1_000_000 + "خبر", "long-headline": "عنوان " * 3000 + f"\n{BODY}", "headline-alone": "عنوان",
    "items": "خبر\n" + "- بند\n" * 2500, "numbers": "خبر\n" + "".join(f"{n}. بند\n" for n in range(1500)), "huge-number": f"خبر\n99999999999999999999999. بند\n{BODY}",
    "quotes-only": "خبر\n" + "«قول»\n" * 800, "sections": "خبر\n" + f"عنوان فرعي\n{BODY}\n" * 400, "cr": f"خبر\r{BODY}\r{BODY}", "nel": f"خبر\x85{BODY}\x85", "ff": f"خبر\f{BODY}\v{BODY}",
    "ls": f"خبر\u2028{BODY}\u2029{BODY}", "crlf": f"خبر\r\n{BODY}\r\n", "mixed-ends": f"خبر\n\r{BODY}\r\r\n\n", "dates": "خبر\n31/02/0000\n99/99/9999\n٣٠ فبراير ٢٠٢٦\n1 محرم 99999هـ\n" + BODY,
    "front-open": "---\ntitle: x\nخبر", "front-empty": "---\n---\n", "front-list": "---\n- a\n- b\n---\nخبر", "front-types": "---\ntitle: {a: [1, {b: null}]}\ndate: [1]\nsource: 3\n---\nخبر\n",
    "front-bomb": "---\n" + "a: &a [x,x]\n" + "".join(f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'},*a]\n" for i in range(60)) + "title: *b59\n---\nخبر", "front-tag": "---\ntitle: !!python/object/apply:os.system [id]\n---\nخبر",
    "toml-front": "+++\ntitle = 3\ndate = 1979-05-27T07:32:00Z\n+++\nخبر", "toml-open": '+++\ntitle = "x\nخبر', "toml-deep": "+++\n" + "a" + ".a" * 5000 + " = 1\n+++\nخبر", "source-flood": "خبر\n" + "المصدر: وكالة\n" * 2000,
    "byline-flood": "خبر\n" + "كتب: فلان\n" * 2000, "colons": "خبر\n" + "أ: ب\n" * 2000, "verse": "خبر\n" + "شطر *** شطر\n" * 800, "rtl-ltr": f"Breaking: {BODY}\n{BODY} end", "latin": "News\nBy A. Writer\nThe text of the news goes on.\n",
}  # fmt: skip


def _raw() -> Iterator[tuple[str, bytes]]:
    """Yield files whose bytes are no text, or not the text they claim to be."""
    text = f"خبر عاجل اليوم\n{BODY}\n"
    dice = random.Random(7)
    for number in range(8):
        yield f"random-{number}.txt", dice.randbytes(3000)
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-7",
        "utf-8-sig",
        "windows-1256",
        "iso-8859-6",
        "mac_arabic",
    ):
        yield f"in-{encoding}.txt", text.encode(encoding, "replace")
    yield "cut.txt", text.encode()[:-2]
    yield "cut-utf-16.txt", text.encode("utf-16")[:-1]
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf" * 20
    yield "surrogates.txt", "\ud800 خبر \udfff\ud83d".encode("utf-8", "surrogatepass")
    yield "surrogates-utf-16.txt", b"\xff\xfe" + "\ud800خ".encode("utf-16-le", "surrogatepass")
    yield "nuls.txt", b"\0" * 5000
    yield "nuls-between.txt", text.encode().replace(b" ", b"\0")
    yield "bytes-ff.txt", b"\xff" * 5000
    yield "png.txt", b"\x89PNG\r\n\x1a\n" + dice.randbytes(2000)
    yield "elf.txt", Path("/bin/true").read_bytes()[:20000]
    yield "gzip.txt", gzip.compress(text.encode(), mtime=0)
    yield "pdf.txt", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n"
    yield "zip.txt", _zip({"a": b"x"})
    yield "double.txt", text.encode().decode("windows-1256", "replace").encode()


def _json() -> Iterator[tuple[str, bytes]]:
    good = {"title": "خبر", "blocks": [{"type": "paragraph", "text": BODY}]}
    for field in (
        "title",
        "byline",
        "dateline",
        "published",
        "source",
        "language",
        "direction",
        "blocks",
        "provenance",
    ):
        for name, value in {
            "number": 7,
            "list": [1, [2]],
            "object": {"a": {}},
            "text": "\"><script>'",
            "null": None,
        }.items():
            yield f"{field}-{name}.json", json.dumps({**good, field: value}).encode()
    inline: object = {"type": "text", "text": "x"}
    for _ in range(200):
        inline = {"type": "strong", "children": [inline]}
    yield (
        "deep-inlines.json",
        json.dumps({**good, "blocks": [{"type": "paragraph", "text": "x", "inlines": [inline]}]}).encode(),
    )
    yield "heading-99.json", json.dumps({**good, "blocks": [{"type": "heading", "level": 99, "text": "x"}]}).encode()
    yield "level-text.json", json.dumps({**good, "blocks": [{"type": "heading", "level": "h", "text": "x"}]}).encode()
    yield (
        "list-start.json",
        json.dumps(
            {**good, "blocks": [{"type": "list", "ordered": True, "start": -(10**30), "items": ["x"]}]}
        ).encode(),
    )
    yield (
        "link.json",
        json.dumps(
            {
                **good,
                "blocks": [
                    {
                        "type": "paragraph",
                        "text": "x",
                        "inlines": [
                            {"type": "link", "url": "javascript:alert(1)", "children": [{"type": "text", "text": "x"}]}
                        ],
                    }
                ],
            }
        ).encode(),
    )
    yield "deep.json", b"[" * 100_000
    yield "deep-objects.json", b'{"a":' * 100_000
    yield "huge-number.json", b'{"title": 1e999999, "content": ' + b"9" * 10000 + b"}"
    yield "nan.json", b'{"title": NaN, "content": -Infinity}'
    yield "keys.json", b'{"title": "a", "title": "b", "content": "c"}'
    yield "surrogates.json", b'{"title": "\\ud800", "content": "\\udfff\\u0000 \\ud83d x"}'
    yield "cut.json", json.dumps(good).encode()[:-5]
    yield "lines.jsonl", b'{"title": "a", "content": "b"}\n{broken\n[]\n7\n\n{"title": []}\n{"content": "x"}\n'
    yield "empty.jsonl", b"\n\n\n"
    yield "no-columns.jsonl", b'{"a": 1}\n{"b": 2}\n'


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "half-utf-16.csv", b"\xeb\x00\x00"
    yield "open.csv", f'title,content\n"خبر,{BODY}\n'.encode() * 3
    yield "formula.csv", b"title,content\n=1+1,@SUM(1)\n"
    yield "columns.csv", (",".join(f"c{n}" for n in range(10000)) + "\n" + ",".join(["x"] * 10000)).encode()
    yield "nul.csv", b"title,content\na\0b,c\n"
    yield "ragged.csv", b"title,content\na,b,c,d\ne\nf,g\n"
    yield "header.csv", b"title,content\n"
    yield "same.csv", b"title,title,title\na,b,c\n"
    yield "garbage.parquet", b"PAR1" + b"\0" * 200 + b"PAR1"
    yield "cut.parquet", b"PAR1"
    yield "text.parquet", "خبر".encode()


def _marked_up() -> Iterator[tuple[str, bytes]]:
    yield "deep-quotes.md", b">" * 5000 + " خبر".encode()
    yield "deep-lists.md", "".join(f"{'  ' * n}- بند\n" for n in range(300)).encode()
    yield "deep-emphasis.md", b"*" * 5000 + "خبر".encode() + b"*" * 5000
    yield "brackets.md", b"[" * 20000
    yield "links.md", ("# خبر\n\n" + "[x](javascript:alert(1)) ![y](file:///etc/passwd) <z@x.y>\n\n" * 300).encode()
    yield "html.md", "# خبر\n\n<script>alert(1)</script>\n\n<iframe src=file:///etc/passwd></iframe>\n".encode()
    yield "references.md", ("# خبر\n\n" + "[a]: <javascript:x>\n" * 1000 + "[a]" * 1000).encode()
    yield "table.md", ("# خبر\n\n" + "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|x" * 500 + "|\n").encode()
    body = f"<p>{BODY}</p>" * 5
    yield "deep.html", b"<div>" * 50_000 + body.encode()
    yield "deep-bold.html", (f"<article><h1>خبر</h1>{body}<p>" + "<b>" * 3000 + "x").encode()
    yield (
        "script.html",
        f"<title>خبر</title><article><h1>خبر</h1><script>alert(1)</script>{body}<iframe src=file:///etc/passwd></iframe></article>".encode(),
    )
    yield (
        "entities.html",
        ('<!DOCTYPE html [<!ENTITY a "' + "x" * 100 + '">' + f"]><article><h1>خبر</h1>{body}" + "&a;" * 1000).encode(),
    )
    yield (
        "refresh.html",
        f'<meta http-equiv=refresh content="0;url=file:///etc/passwd"><base href="file:///etc/"><article><h1>خبر</h1>{body}<a href="passwd">x</a></article>'.encode(),
    )
    yield "charset.html", b'<meta charset="rot13"><h1>x</h1>' + body.encode()
    yield "attributes.html", f"<article {'a=1 ' * 50000}><h1>خبر</h1>{body}".encode()
    yield (
        "json-ld.html",
        f'<script type="application/ld+json">{"[" * 5000}</script><article><h1>خبر</h1>{body}</article>'.encode(),
    )
    yield (
        "json-ld-types.html",
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":{{"a":1}},"author":[[[]]],"datePublished":7}}</script><article><h1>خبر</h1>{body}</article>'.encode(),
    )
    yield "nothing.html", b"<html></html>"
    yield "binary.html", b"\x00\xff" * 2000


def _word(body: str) -> bytes:
    return f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()


def _zip(parts: dict[str, bytes], link: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == link:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, data)
    return target.getvalue()


def _documents() -> Iterator[tuple[str, bytes]]:
    paragraph = f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>"
    types = {"[Content_Types].xml": _TYPES}
    good = {**types, "word/document.xml": _word(paragraph)}
    yield "text.docx", "خبر".encode()
    yield "empty.docx", b""
    yield "no-parts.docx", _zip({})
    yield "no-document.docx", _zip(types)
    yield "no-text.docx", _zip({**types, "word/document.xml": _word("")})
    yield "bomb.docx", _zip({**types, "word/document.xml": b" " * 100_000_000})
    yield (
        "laughs.docx",
        _zip(
            {
                **types,
                "word/document.xml": b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>',
            }
        ),
    )
    yield (
        "xxe.docx",
        _zip(
            {
                **types,
                "word/document.xml": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                + _word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"),
            }
        ),
    )
    yield "traversal.docx", _zip({**good, "../../../tmp/newsconvert-escaped": b"x", "/etc/newsconvert": b"x"})
    yield "link.docx", _zip({**good, "word/styles.xml": b"/etc/passwd"}, link="word/styles.xml")
    yield "cut.docx", _zip(good)[:-30]
    yield "broken.docx", _zip({**types, "word/document.xml": b"<w:document"})
    yield "encrypted.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000
    yield (
        "deep.docx",
        _zip(
            {
                **types,
                "word/document.xml": _word(
                    "<w:sdt><w:sdtContent>" * 5000 + paragraph + "</w:sdtContent></w:sdt>" * 5000
                ),
            }
        ),
    )
    yield (
        "deep-runs.docx",
        _zip(
            {
                **types,
                "word/document.xml": _word(
                    "<w:p>" + "<w:ins>" * 2000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 2000 + "</w:p>"
                ),
            }
        ),
    )
    yield (
        "styles-loop.docx",
        _zip(
            {
                **good,
                "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'.encode(),
            }
        ),
    )
    yield (
        "numbering.docx",
        _zip(
            {
                **good,
                "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:num w:numId="x"><w:abstractNumId w:val="y"/></w:num></w:numbering>'.encode(),
            }
        ),
    )
    yield (
        "script-link.docx",
        _zip(
            {
                **good,
                "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Target="javascript:x" TargetMode="External"/></Relationships>',
            }
        ),
    )
    yield "paragraphs.docx", _zip({**types, "word/document.xml": _word(paragraph * 20000)})


def _named() -> Iterator[tuple[str | bytes, bytes]]:
    """Yield files whose name is what is wrong with them."""
    text = f"خبر عاجل اليوم\n{BODY}\n".encode()
    for name in (
        "con.txt", "NUL.txt", "aux.txt", "com1.txt", "LPT9.txt", "-rf.txt", "--help.txt", " space.txt", "dot..txt", "خبر\nسطر.txt", "\u202etxt.exe.txt",
        "..%2f..%2fx.txt", "~root.txt", "$(id).txt", "a;b&c|d.txt", "'q\"q`.txt", "<b>&.txt", "🙂.txt", "ا" * 120 + ".txt", "x" * 240 + ".txt", "tab\tname.txt",
        "con.jpg.txt", "ﷺ.txt", "e\u0301.txt", "é.txt", "A.txt", "a.txt", "*?.txt", "back\\slash.txt", "{x}.txt", "%s%n.txt", "bidi\u2066\u2067.txt", "zero\u200bwidth.txt",
    ):  # fmt: skip
        yield name, text
    yield b"\xff\xfe\xc0.txt", text


def files() -> Iterator[tuple[str | bytes, bytes]]:
    """Yield every input with the name of its file."""
    for kind, texts in (("acting", ACTING), ("hard", HARD)):
        for name, text in texts.items():
            yield f"{kind}-{name}.txt", article(text).encode()
    for name, text in TEXTS.items():
        yield f"text-{name}.txt", text.encode()
    for make in (_raw, _json, _tables, _marked_up, _documents):
        for name, data in make():
            yield f"{make.__name__[1:]}-{name}", data
    yield from _named()
