"""What the parts of Word documents are made up of: elements that neither hide text nor show it otherwise.

All else is reported, as nobody knows what word processors will do with it (ECMA-376 Part 1, 17; Part 4; [MS-DOCX]).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .wordnames import OFF, R, W, text_in
from .wordvalues import unusual_value

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORDML = "http://schemas.microsoft.com/office/word/20"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements of WordprocessingML, by what they are in.
_KNOWN = _names(
    """
    document body background hdr ftr p r t tab br cr ptab noBreakHyphen softHyphen sym hyperlink fldSimple
    fldChar instrText fldData footnoteReference endnoteReference footnoteRef endnoteRef footnote endnote
    footnotes endnotes separator continuationSeparator drawing bookmarkStart bookmarkEnd proofErr
    lastRenderedPageBreak smartTag permStart permEnd commentRangeStart commentRangeEnd commentReference
    annotationRef altChunk subDoc delText del ins moveFrom moveTo tbl tblGrid gridCol tr tc sdt sdtContent
    sdtEndPr

    rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow color spacing w kern position sz
    szCs highlight u shd vertAlign rtl cs lang noProof snapToGrid em bdr vanish webHidden specVanish

    pPr pStyle keepNext keepLines pageBreakBefore widowControl numPr ilvl numId suppressLineNumbers pBdr top
    left bottom right start end between bar tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
    autoSpaceDE autoSpaceDN bidi adjustRightInd ind contextualSpacing mirrorIndents suppressOverlap jc
    textAlignment textboxTightWrap outlineLvl cnfStyle divId

    sectPr headerReference footerReference footnotePr endnotePr numFmt numStart numRestart pos type pgSz pgMar
    paperSrc pgNumType cols col formProt vAlign noEndnote titlePg rtlGutter docGrid

    tblPr tblStyle tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblInd
    tblBorders insideH insideV tblLayout tblCellMar tblLook trPr cantSplit trHeight
    tblHeader hidden tcPr tcW gridSpan vMerge tcBorders noWrap tcMar
    hideMark

    sdtPr tag id lock placeholder docPart temporary docPartObj docPartList docPartGallery docPartCategory
    docPartUnique citation bibliography richText text group
    """
)
#: Elements of drawings with one picture, and properties of letters (w14) that choose their forms.
_DRAWN = _names(
    """
    inline anchor simplePos positionH positionV posOffset align extent effectExtent wrapNone wrapSquare
    wrapTight wrapTopAndBottom wrapThrough wrapPolygon lineTo docPr cNvGraphicFramePr graphicFrameLocks graphic
    graphicData pic nvPicPr cNvPr cNvPicPr picLocks blipFill blip srcRect stretch fillRect spPr xfrm off ext
    prstGeom avLst extLst useLocalDpi noFill

    ligatures numForm numSpacing stylisticSets styleSet cntxtAlts checkbox checked checkedState uncheckedState

    oMath oMathPara oMathParaPr Choice Fallback AlternateContent
    """
)
#: Elements of the parts with lists, fonts and settings.
_BESIDE = _names(
    """
    numbering abstractNum nsid multiLevelType tmpl name styleLink numStyleLink lvl start lvlRestart isLgl suff lvlText
    lvlJc num abstractNumId lvlOverride startOverride

    fonts font panose1 charset family pitch sig embedRegular embedBold embedItalic embedBoldItalic notTrueType

    settings zoom embedTrueTypeFonts embedSystemFonts saveSubsetFonts mirrorMargins proofState defaultTabStop
    autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps characterSpacingControl compat
    compatSetting rsids rsidRoot rsid themeFontLang clrSchemeMapping decimalSymbol listSeparator
    removePersonalInformation removeDateAndTime hideSpellingErrors hideGrammaticalErrors doNotTrackMoves
    drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
    displayVerticalDrawingGridEvery noPunctuationKerning doNotExpandShiftReturn useFELayout ulTrailSpace
    displayBackgroundShape bordersDoNotSurroundHeader bordersDoNotSurroundFooter stylePaneFormatFilter
    stylePaneSortMethod evenAndOddHeaders updateFields alwaysMergeEmptyNamespace shapeDefaults hdrShapeDefaults
    footnotePr footnote
    """
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: In twentieths of a point, what is beyond any page.
_BEYOND = 8_000
_MOST_COLUMNS = 4


@lru_cache(maxsize=16)
def unknown_beside(root: Any) -> tuple[str, ...]:
    """Return the same of a part beside the text: lists, fonts and settings, which most documents have alike."""
    return tuple(unknown_elements(root, beside=True))


def unknown_elements(root: Any, *, beside: bool = False) -> Iterator[str]:
    """Yield what a part has that documents have not, each once; `beside` the text stand lists, fonts and settings."""
    found: dict[str, None] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        space, _, name = element.tag[1:].rpartition("}")
        if element.tag.startswith(W):
            if name not in _KNOWN and (beside is False or name not in _BESIDE):
                found[f"[w:{name}]"] = None
            elif told := _unusual(element, name) or unusual_value(element, name):
                found[f"[w:{name} {told}]"] = None
        elif beside and space != _DRAWING:  # what other namespaces state in settings is of programs
            continue
        elif not element.tag.startswith(_MATH) and name not in _DRAWN:
            found[f"[{'w14:' if space.startswith(_WORDML) else ''}{name}]"] = None
        elif told := _unusual_of_drawing(element, name) or unusual_value(element, name):
            found[f"[{name} {told}]"] = None
    yield from found


def _unusual(element: Any, name: str) -> str:
    """Return what is not usual about the values of a known element; mostly nothing."""
    match name:
        case "cols":
            count = element.get(f"{W}num", "1")
            return "" if count.isdecimal() and int(count) <= _MOST_COLUMNS else f"num={count}"
        case "numStart":
            return "" if element.get(f"{W}val") == "1" else f"val={element.get(f'{W}val')}"
        case "tblInd":
            return "" if abs(_number(element.get(f"{W}w"))) < _BEYOND else f"w={element.get(f'{W}w')}"
        case "vMerge" if element.get(f"{W}val", "continue") == "continue":
            cell = element.getparent().getparent()
            text = text_in(cell).strip()
            return f"over {text[:80]}" if text else ""
    return ""


def _unusual_of_drawing(element: Any, name: str) -> str:
    match name:
        case "xfrm":
            told = {key: element.get(key, "0") for key in ("rot", "flipH", "flipV")}
            return " ".join(f"{key}={value}" for key, value in told.items() if value not in OFF)
        case "blip":
            return "linked" if element.get(f"{R}link") else ""
        case "docPr" | "cNvPr":
            return str(element.get("title", ""))[:80]
    return ""


def _number(text: str | None) -> int:
    try:
        return int(float(text or 0))
    except ValueError:
        return 0


def hidden_labels(numbering: Any, *, hides: Any) -> Iterator[str]:
    """Yield the labels of lists that their format hides; `hides` says it of the properties of text."""
    for level in numbering.iter(f"{W}lvl"):
        if any(map(hides, level.iterfind(f"{W}rPr"))):
            text = level.find(f"{W}lvlText")
            yield f"[hidden label] {'' if text is None else text.get(f'{W}val', '')}"


def separator_texts(notes: Any) -> Iterator[str]:
    """Yield the text of the lines that part notes from the text (17.11.23), which have none."""
    for note in notes:
        if isinstance(note.tag, str) and note.get(f"{W}type") not in (None, "normal"):
            text = text_in(note).strip()
            yield from (text,) if text else ()


def raised_texts(root: Any) -> Iterator[str]:
    """Yield the texts that are set above or below the line, but for the marks of notes."""
    for run in root.iter(f"{W}r"):
        told = run.find(f"{W}rPr/{W}vertAlign")
        style = run.find(f"{W}rPr/{W}rStyle")
        of_note = style is not None and "note" in style.get(f"{W}val", "").lower()
        if told is not None and told.get(f"{W}val") in ("superscript", "subscript") and not of_note:
            yield text_in(run)


def outside_parts(rels: Any) -> Iterator[str]:
    """Yield what a part has of other places, but for links."""
    for one in rels:
        if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink"):
            yield f"[external] {one.get('Target', '')[:100]}"
