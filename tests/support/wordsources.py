"""Word documents as WordprocessingML, for tests of what is read of them."""

from __future__ import annotations

import io
import zipfile

import newsconvert
from newsconvert.model import Article
from newsconvert.packages.word import R, W
from newsconvert.result import Kind
from support.wordfiles import RELS, relationship

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LEDE = "أعلنت وزارة الزراعة اليوم بدء موسم حصاد القمح في المحافظات الشرقية، وقالت إنها جهزت أربعين مركزاً لاستلامه."


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}<w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}{properties}<w:bidi/></w:pPr>{inner}</w:p>"


def item(text: str, number: int, level: int = 0, style: str = "") -> str:
    return para(
        text, style=style, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*kinds: str, nums: str = "") -> str:
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(kinds, 1)
    )
    own = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(kinds) + 1))
    return f"{made}{own}{nums}"


def document(*blocks: str, title: str = "خبر القمح", **parts: str | bytes) -> bytes:
    """Return a Word document with parts by their names: numbering, styles, footnotes, comments, media."""
    head = para(title, style="Title") if title else ""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"'
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {spaces}><w:body>{head}{''.join(blocks)}</w:body></w:document>"
    }
    parts.setdefault("styles", STYLES)
    relations = relationship("web", "hyperlink", "https://example.org/report", ' TargetMode="External"')
    for name, content in parts.items():
        if isinstance(content, bytes):
            files[f"word/media/{name}.png"] = content
            relations += relationship(name, "image", f"media/{name}.png")
        else:
            files[f"word/{name}.xml"] = f"<w:{name} {spaces}>{content}</w:{name}>"
            relations += relationship(name, name, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = RELS.format(relations)
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return target.getvalue()


def style(name: str, properties: str = "", kind: str = "paragraph", identity: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identity or "".join(word[0].upper() + word[1:] for word in name.split())}"><w:name w:val="{name}"/>{properties}</w:style>'


STYLES = "".join(
    map(style, ("Title", "heading 1", "heading 2", "caption", "Quote", "List Continue", "HTML Preformatted"))
)


def load(data: bytes) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(data, reader="docx")
    return found.value, {warning.kind: warning.count for warning in found.warnings}


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"
