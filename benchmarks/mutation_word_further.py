"""Further kinds of change to Word documents: numbering, sections, fields, tables, and what Word says of a document."""

from __future__ import annotations

import random
import re

from mutation_word import _MAIN, _RELATED, ADDED, AFTER, CHANGES, TEXT, Change, Files, paragraph, run, style, sub

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_TEXT = r'(<w:pStyle w:val="BodyText"/>.*?<w:t xml:space="preserve">)'


def both(*changes: Change) -> Change:
    def made(files: Files, rng: random.Random) -> None:
        for one in changes:
            one(files, rng)

    return made


def beside(name: str, content: str, kind: str, content_type: str) -> Change:
    """Return the change that adds a part of the document which no text refers to."""

    def made(files: Files, rng: random.Random) -> None:
        files[f"word/{name}"] = content.encode()
        rels = files["word/_rels/document.xml.rels"].decode()
        one = f'<Relationship Id="rX" Type="{_RELATED}/{kind}" Target="{name}"/>'
        files["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{one}</Relationships>").encode()
        types = files["[Content_Types].xml"].decode()
        one = f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.{content_type}+xml"/>'
        files["[Content_Types].xml"] = types.replace("</Types>", f"{one}</Types>").encode()

    return made


def package(name: str, content: str, kind: str, content_type: str) -> Change:
    """Return the change that adds a part of the package."""

    def made(files: Files, rng: random.Random) -> None:
        files[name] = content.encode()
        rels = files["_rels/.rels"].decode()
        files["_rels/.rels"] = rels.replace(
            "</Relationships>", f'<Relationship Id="rX" Type="{kind}" Target="{name}"/></Relationships>'
        ).encode()
        types = files["[Content_Types].xml"].decode()
        one = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        files["[Content_Types].xml"] = types.replace("</Types>", f"{one}</Types>").encode()

    return made


def setting(xml: str) -> Change:
    return sub("</w:settings>", f"{xml}</w:settings>", "word/settings.xml")


def section(xml: str) -> Change:
    return sub(r"(<w:sectPr>(?:<w:(?:header|footer)Reference[^>]*/>)*)", rf"\1{xml}")


_HEADER = f"<w:hdr {_W}><w:p><w:r><w:t>{ADDED}</w:t></w:r></w:p></w:hdr>"
_NOTE = (
    f'<w:endnotes {_W}><w:endnote w:type="separator" w:id="-1"><w:p/></w:endnote><w:endnote w:id="1"><w:p>'
    f"{TEXT}</w:p></w:endnote></w:endnotes>"
)
CHANGES |= {
    "run: not from right to left": run('<w:rtl w:val="0"/>'),
    "run: embossed": run("<w:emboss/>"),
    "run: imprinted": run("<w:imprint/>"),
    "run: outline": run("<w:outline/>"),
    "run: blinking": run('<w:effect w:val="blinkBackground"/>'),
    "run: glow": run(f'<w14:glow {_W14} w14:rad="638000"><w14:srgbClr w14:val="000000"/></w14:glow>'),
    "run: wide outline in white": run(f'<w14:textOutline {_W14} w14:w="200000"><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textOutline>'),
    "run: digits of another font": sub(r"(<w:rPr>)((?:(?!</w:rPr>).)*</w:rPr><w:t [^>]*>\d)", r'\1<w:rFonts w:ascii="Arabic-Indic Digits 1" w:hAnsi="Arabic-Indic Digits 1" w:cs="Arabic-Indic Digits 1"/>\2'),
    "run: font of the theme": both(run('<w:rFonts w:asciiTheme="minorBidi" w:hAnsiTheme="minorBidi" w:cstheme="minorBidi"/>'),
        sub(r"(<a:minorFont>.*?<a:cs typeface=)\"[^\"]*\"", r'\1"Wingdings"', "word/theme/theme1.xml")),
    "run: border over its text": run('<w:bdr w:val="single" w:sz="96" w:space="0" w:color="000000"/>'),
    "run: half its width": run('<w:w w:val="10"/>'),
    "run: lowered": run('<w:position w:val="-60"/>'),
    "run: letters far apart": run('<w:spacing w:val="2000"/>'),
    "run: dark on dark by the theme": run('<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="auto" w:themeFill="text1"/>'),
    "run: inserted and tracked": sub(AFTER, rf'\1<w:ins w:id="9" w:author="x" w:date="2020-01-01T00:00:00Z">{TEXT}</w:ins></w:p>'),
    "run: a change of format tracked": run('<w:rPrChange w:id="8" w:author="x"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'),
    "run: symbols by the font's charset": sub(r'(<w:font w:name="Amiri">(?:(?!</w:font>).)*?)</w:font>', r'\1<w:charset w:val="02"/></w:font>', "word/fontTable.xml"),
    "run: other name of a font": sub(r'(<w:font w:name="Amiri">)', r'\1<w:altName w:val="Wingdings"/>', "word/fontTable.xml"),
    "text: hyphen that does not break": sub(_TEXT + r"([^<]{9})", r'\1\2</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'),
    "text: day of the week": sub(_TEXT + r"([^<]{9})", r'\1\2</w:t><w:dayLong/><w:t xml:space="preserve">'),
    "text: number of the page": sub(_TEXT + r"([^<]{9})", r'\1\2</w:t><w:pgNum/><w:t xml:space="preserve">'),
    "text: tab within a word": sub(_TEXT + r"([^<]{3})", r'\1\2</w:t><w:tab/><w:t xml:space="preserve">'),
    "text: line within a word": sub(_TEXT + r"([^<]{3})", r'\1\2</w:t><w:br/><w:t xml:space="preserve">'),
    "text: tab to a position": sub(_TEXT + r"([^<]{3})", r'\1\2</w:t><w:ptab w:relativeTo="margin" w:alignment="left" w:leader="dot"/><w:t xml:space="preserve">'),
    "text: letters not joined": sub(_TEXT + r"([^<]*?[بتثنيلمهعسح])(?=[بتثنيلمهعسح])", "\\1\\2\u200c"),
    "text: kaf of another script": sub(_TEXT + "([^<]*?)ك", r"\1\2ک"),
    "text: stroke through a letter": sub(_TEXT + r"([^<]*?[بتثنيلمهعسح])", "\\1\\2\u0338"),
    "text: isolate": sub(_TEXT + r"([^<]{20})", "\\1\u2066\\2\u2069"),
    "text: space between letters": sub(_TEXT + r"([^<]*?[بتثنيلمهعسح])(?=[بتثنيلمهعسح])", r"\1\2 "),
    "text: number as an equation": sub(_TEXT, r'\1</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>9</m:t></m:r></m:oMath><w:r><w:t xml:space="preserve">'),
    "paragraph: numbered": paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'),
    "paragraph: indented in its first line": paragraph('<w:ind w:firstLine="30000"/>'),
    "paragraph: border through it": paragraph('<w:pBdr><w:top w:val="single" w:sz="96" w:space="0" w:color="000000"/></w:pBdr>'),
    "paragraph: dropped letter": paragraph('<w:framePr w:dropCap="drop" w:lines="10" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'),
    "paragraph: in a narrow frame": paragraph('<w:framePr w:w="5" w:h="5" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1" w:y="1"/>'),
    "paragraph: tabs that fill": paragraph('<w:tabs><w:tab w:val="num" w:leader="underscore" w:pos="31000"/></w:tabs><w:ind w:hanging="31000"/>'),
    "paragraph: on a page of its own size": sub(r'(<w:pStyle w:val="BodyText"/><w:bidi/>)', r'\1<w:sectPr><w:pgSz w:w="400" w:h="400"/><w:pgMar w:top="0" w:right="0" w:bottom="0" w:left="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'),
    "paragraph: joined with the next": sub(r'(<w:pStyle w:val="BodyText"/>.*?)</w:p><w:p>(<w:pPr>((?!</w:pPr>).)*</w:pPr>)', r"\1"),
    "paragraph: broken": sub(_TEXT + r"([^<]{20,}?) ", r'\1\2</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="BodyText"/><w:bidi/></w:pPr><w:r><w:t xml:space="preserve">'),
    "heading: collapsed": sub(r'(<w:pStyle w:val="Heading[^>]*/>)', r'\1<w15:collapsed xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'),
    "style: body text numbered": sub(r'(<w:style [^>]*w:styleId="BodyText".*?<w:pPr>)', r'\1<w:numPr><w:numId w:val="2"/></w:numPr>', "word/styles.xml"),
    "style: capitals": style("Hyperlink", "<w:caps/>"),
    "style: struck out": style("BodyText", "<w:strike/>"),
    "style: lowered": style("Hyperlink", '<w:position w:val="-90"/>'),
    "style: heading without its level": sub(r'<w:outlineLvl w:val="\d"/>', "", "word/styles.xml", 9),
    "style: body text as a heading": sub(r'(<w:style [^>]*w:styleId="BodyText".*?<w:pPr>.*?)</w:pPr>', r'\1<w:outlineLvl w:val="0"/></w:pPr>', "word/styles.xml"),
    "style: names exchanged": sub(r'<w:name w:val="Title"/>', '<w:name w:val="Normal text"/>', "word/styles.xml"),
    "style: first row of tables white": sub(r'(<w:style [^>]*w:styleId="TableGrid".*?)</w:style>', r'\1<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr></w:style>', "word/styles.xml"),
    "style: first row of tables hidden": sub(r'(<w:style [^>]*w:styleId="TableGrid".*?)</w:style>', r'\1<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>', "word/styles.xml"),
    "style: tables in white": sub(r'(<w:style [^>]*w:styleId="TableGrid".*?)</w:style>', r'\1<w:rPr><w:sz w:val="1"/><w:szCs w:val="1"/></w:rPr></w:style>', "word/styles.xml"),
    "list: begins at five": sub(r"(<w:startOverride w:val=)\"1\"", r'\1"5"', "word/numbering.xml"),
    "list: level replaced": sub(r'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>', '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride>', "word/numbering.xml"),
    "list: label twice": sub(r'w:val="%1\."', 'w:val="%1%1."', "word/numbering.xml"),
    "list: label of another list": sub(r'<w:numId w:val="2"/>', '<w:numId w:val="1"/>'),
    "list: number that no list has": sub(r'<w:numId w:val="2"/>', '<w:numId w:val="99"/>'),
    "list: pictures as labels": sub(r'(<w:lvlText w:val="%1\."/>)', r'\1<w:lvlPicBulletId w:val="0"/>', "word/numbering.xml"),
    "list: indented off the page by its level": sub(r'(w:abstractNumId="1".*?<w:ind w:left=)"\d+"', r'\1"-29000"', "word/numbering.xml"),
    "list: own format": sub(r'(w:abstractNumId="1".*?)<w:numFmt w:val="decimal"/>', r'\1<w:numFmt w:val="custom" w:format="001, 002"/>', "word/numbering.xml"),
    "list: numbers of another list": sub(r'(<w:num w:numId="2"><w:abstractNumId w:val=)"1"', r'\1"0"', "word/numbering.xml"),
    "page: numbers of lines": section('<w:lnNumType w:countBy="1"/>'),
    "page: border over the text": section('<w:pgBorders><w:top w:val="single" w:sz="96" w:space="31" w:color="000000"/></w:pgBorders>'),
    "page: numbers from 99": sub("</w:sectPr>", '<w:pgNumType w:start="99"/></w:sectPr>'),
    "page: marks of notes as letters": section('<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'),
    "settings: marks of notes as letters": sub("<w:footnotePr>", '<w:footnotePr><w:numFmt w:val="upperRoman"/>', "word/settings.xml"),
    "settings: other header on even pages": both(setting("<w:evenAndOddHeaders/>"), beside("header9.xml", _HEADER, "header", "wordprocessingml.header"),
        sub("(<w:sectPr>)", r'\1<w:headerReference w:type="even" r:id="rX"/>')),
    "settings: data of a mailing": setting('<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/></w:mailMerge>'),
    "settings: two pages on one": setting("<w:printTwoOnOne/>"),
    "settings: one direction of colours": setting('<w:clrSchemeMapping w:bg1="dark1" w:t1="light1" w:bg2="dark2" w:t2="light2"/>'),
    "settings: read only": setting('<w:documentProtection w:edit="forms" w:enforcement="1"/>'),
    "header: reversed": sub(r'(<w:t xml:space="preserve">)(\w+) (\w+)', r"\1\3 \2", "word/header1.xml"),
    "header: picture": sub("</w:p>", '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:100pt;height:100pt"/></w:pict></w:r></w:p>', "word/header1.xml"),
    "field: PAGE drawn with words": sub(" PAGE ", f" PAGE \\\\# \"0 '{ADDED}'\" ", "word/footer1.xml"),
    "field: PAGE in words": sub(" PAGE ", " PAGE \\\\* CardText ", "word/footer1.xml"),
    "field: PAGE with a sum": sub(" PAGE ", " = 40 + 2 ", "word/footer1.xml"),
    "field: CITATION before which text is": sub(r" CITATION ([^ ]+) ", rf' CITATION \1 \\f "{ADDED}" '),
    "field: CITATION of pages": sub(r" CITATION ([^ ]+) ", r" CITATION \1 \\p 99 "),
    "field: CITATION of nothing": sub(r" CITATION [^ ]+ ", r" CITATION other "),
    "field: HYPERLINK": sub(_TEXT, r'\1</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://evil.example/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve">'),
    "field: SET": sub(AFTER, rf'\1<w:fldSimple w:instr=" SET x &quot;{ADDED}&quot; "/></w:p>'),
    "field: without result": sub(AFTER, rf'\1<w:fldSimple w:instr=" QUOTE &quot;{ADDED}&quot; "/></w:p>'),
    "field: AUTHOR": sub(AFTER, r'\1<w:fldSimple w:instr=" AUTHOR "/></w:p>'),
    "note: at the end of the document": both(beside("endnotes.xml", _NOTE, "endnotes", "wordprocessingml.endnotes"), sub(AFTER, r'\1<w:r><w:endnoteReference w:id="1"/></w:r></w:p>')),
    "note: text in the run of its mark": sub(r'(<w:footnoteReference w:id="1"/>)', rf"\1<w:t>{ADDED}</w:t>"),
    "note: mark of one's own": sub(r'<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t>'),
    "note: number in it hidden": sub("<w:footnoteRef/>", "", "word/footnotes.xml"),
    "link: place in the page": sub("(<w:hyperlink )", r'\1w:docLocation="evil" '),
    "link: of a picture": both(sub("(<wp:docPr [^>]*)/>", rf'\1><a:hlinkClick {_A} r:id="link1"/></wp:docPr>')),
    "picture: decorative": sub("(<wp:docPr [^>]*)/>", rf'\1><a:extLst {_A}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>'),
    "picture: another drawing of it": sub(r'(<a:blip r:embed="picture1")/>', r'\1><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="picture1"/></a:ext></a:extLst></a:blip>'),
    "picture: line of its shape": sub('prst="rect"', 'prst="line"'),
    "picture: thick border": sub("(<a:prstGeom .*?</a:prstGeom>)", r'\1<a:ln w="9999999"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'),
    "picture: stretched": sub(r'(<wp:extent cx="\d+" cy=)"\d+"', r'\1"9000"'),
    "picture: other size of the shape": sub(r'(<a:ext cx=)"\d+" cy="\d+"', r'\1"1" cy="1"'),
    "table: description": sub("(<w:tblPr>)", rf'\1<w:tblCaption w:val="{ADDED}"/><w:tblDescription w:val="{ADDED}"/>'),
    "table: head no longer a head": sub("<w:tblHeader/>", ""),
    "table: body rows as heads": sub(r"(<w:tbl>.*?)<w:trPr><w:cantSplit/></w:trPr>", r"\1<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"),
    "table: lines through a cell": sub("(<w:tcPr>.*?)(</w:tcPr>)", r'\1<w:tcBorders><w:tl2br w:val="single" w:sz="96" w:color="000000"/></w:tcBorders>\2'),
    "table: cell black": sub("(<w:tcPr>.*?)(</w:tcPr>)", r'\1<w:shd w:val="clear" w:fill="000000"/>\2'),
    "table: margin of a cell": sub("(<w:tcPr>.*?)(</w:tcPr>)", r'\1<w:tcMar><w:left w:w="30000" w:type="dxa"/></w:tcMar>\2'),
    "table: text fitted into a cell": sub("(<w:tcPr>.*?)(</w:tcPr>)", r"\1<w:tcFitText/>\2"),
    "table: rows indented": sub(r"(<w:trPr>)", r'\1<w:gridBefore w:val="1"/>'),
    "table: columns of no width": sub(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="1"/>', count=9),
    "table: of no width": both(sub(r'<w:tblW [^>]*/>', '<w:tblW w:w="1" w:type="dxa"/>'), sub(r'<w:tcW [^>]*/>', '<w:tcW w:w="1" w:type="dxa"/>', count=99), sub(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="1"/>', count=9)),
    "table: cell over three columns": sub("(<w:tcPr>)(<w:tcW [^>]*/>)", r'\1\2<w:gridSpan w:val="3"/>'),
    "control: title": sub(r'(<w:sdtPr>)', rf'\1<w:alias w:val="{ADDED}"/>'),
    "control: choice": sub(AFTER, rf'\1<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{ADDED}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t> </w:t></w:r></w:sdtContent></w:sdt></w:p>'),
    "control: check box": sub(AFTER, rf'\1<w:sdt><w:sdtPr><w14:checkbox {_W14}/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p>'),
    "metadata: keywords": sub("</cp:coreProperties>", f"<cp:keywords>{ADDED}</cp:keywords></cp:coreProperties>", "docProps/core.xml"),
    "metadata: category": sub(r"(<cp:category>)[^<]*", rf"\1{ADDED}", "docProps/core.xml"),
    "metadata: who changed it": sub(r"(<cp:lastModifiedBy>)[^<]*", rf"\1{ADDED}", "docProps/core.xml"),
    "metadata: own property": sub("</Properties>", f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="9" name="Editor"><vt:lpwstr>{ADDED}</vt:lpwstr></property></Properties>', "docProps/custom.xml"),
    "metadata: source of the properties": sub(r'(name="Source"><vt:lpwstr>)[^<]*', rf"\1{ADDED}", "docProps/custom.xml"),
    "metadata: address of the properties": sub(r'(name="Source URL"><vt:lpwstr>)[^<]*', r"\1https://evil.example/", "docProps/custom.xml"),
    "metadata: company": package("docProps/app.xml", f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>{ADDED}</Company></Properties>', f"{_RELATED}/extended-properties", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    "metadata: thumbnail": package("docProps/thumbnail.jpeg", "x", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "image/jpeg"),
    "bibliography: title": sub(r"(<b:Title>)[^<]*", rf"\1{ADDED}", r"customXml/item1\.xml"),
    "bibliography: comments": sub("(</b:Source>)", rf"<b:Comments>{ADDED}</b:Comments>\1", r"customXml/item1\.xml"),
    "bibliography: second author": sub("(</b:NameList>)", rf"<b:Person><b:Last>{ADDED}</b:Last></b:Person>\1", r"customXml/item1\.xml"),
    "bibliography: second source": sub("(<b:Source>)", rf"<b:Source><b:Tag>x</b:Tag><b:SourceType>Book</b:SourceType><b:Title>{ADDED}</b:Title></b:Source>\1", r"customXml/item1\.xml"),
    "package: glossary": beside("glossary/document.xml", f"<w:glossaryDocument {_W}><w:docParts><w:docPart><w:docPartBody><w:p>{TEXT}</w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>", "glossaryDocument", "wordprocessingml.document.glossary"),
    "package: frames": beside("webSettings.xml", f'<w:webSettings {_W}><w:frameset><w:frame><w:name w:val="{ADDED}"/></w:frame></w:frameset></w:webSettings>', "webSettings", "wordprocessingml.webSettings"),
    "package: ribbon": package("customUI/customUI.xml", f'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><ribbon><tabs><tab id="x" label="{ADDED}"/></tabs></ribbon></customUI>', "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "application/xml"),
    "package: another main part": lambda files, rng: files.update({"word/other.xml": re.sub(r"(<w:t[^>]*>)[^<]*", rf"\1{ADDED}", files[_MAIN].decode(), count=3).encode(), "_rels/.rels": files["_rels/.rels"].replace(b"word/document.xml", b"word/other.xml"), "[Content_Types].xml": files["[Content_Types].xml"].replace(b"/word/document.xml", b"/word/other.xml"), "word/_rels/other.xml.rels": files["word/_rels/document.xml.rels"]}),
}  # fmt: skip
