"""What makes a PDF an archive's: metadata, output intent, the source attached."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.resources import files
from typing import TypeAlias

import pydyf

from ....likeness import PROGRAM
from ....markup import xml_text
from ....model import Article, article_text
from ....readers.structure.authors import author_line
from ....resources import Typefaces
from ...container import EPOCH
from ..standards import Claims
from . import metadata, press
from .objects import dictionaries
from .slug import add_slugs

#: What is called with a PDF before it is written.
Finisher: TypeAlias = Callable[[pydyf.PDF], None]


def finish(
    pdf: pydyf.PDF,
    *,
    article: Article,
    claimed: Claims,
    stamp: datetime | None,
    typefaces: Typefaces,
    program: str = PROGRAM,
    bound: Sequence[Article] | None = None,
    labels: Sequence[str] = (),
) -> None:
    """Add to `pdf` what the standards in `claimed` ask for; `stamp` is the date of the run, if known.

    The Producer of `pdf` is what drew its pages. `bound` are the articles of a volume, for which `article` then stands
    in the metadata; `labels` are what its pages are called, `typefaces` those of the slug line of a print-ready file,
    `program` what states that it made the file.
    """
    if labels:
        _label_pages(pdf, labels)
    producer = f"newsconvert ({pdf.info['Producer'].string})"
    packet = metadata.xmp(article, claimed, (program, producer), stamp, bound or ())
    stream = pydyf.Stream([packet], pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"}))
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    pdf.info.clear()
    if claimed.version < "2.0":  # PDF 2.0 has its metadata in XMP alone
        facts = {
            "Title": article.headline,
            "Author": author_line(article.byline),
            "Creator": program,
            "Producer": producer,
        }
        pdf.info.update({name: pydyf.String(xml_text(value)) for name, value in facts.items() if value})
        created = stamp or article.published or (EPOCH if claimed.press else None)
        if created:
            day = pydyf.String(metadata.timestamp(created).translate(_PDF_DATE).join(("D:", "")))
            pdf.info.update({"CreationDate": day, "ModDate": day})
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    # A single article says nothing of its direction: PDFium turns round the words of lines that are all Latin in a
    # document that is read from the right, and there are no pages that face each other.
    bookish = claimed.press or bound is not None
    direction = "/R2L" if bookish and article.direction == "rtl" else "/L2R"
    preferences.update({"DisplayDocTitle": "true", "Direction": direction})
    for made in dictionaries(pdf):
        if made.get("Type") == "/Annot":
            made["F"] = 4  # printed with the page (ISO 19005-3, 6.3.2)
    articles = [article] if bound is None else bound
    if claimed.access == 2:
        _point_to_structure(pdf)
    if claimed.press:
        press.prepare(pdf)
        add_slugs(pdf, article.headline, stamp, typefaces)
    if claimed.archive:
        _add_output_intent(pdf)
    if claimed.attachments:
        _attach_sources(pdf, articles)


_PDF_DATE = str.maketrans("", "", "-:T")


def _label_pages(pdf: pydyf.PDF, labels: Sequence[str]) -> None:
    """Say what each page is called, as viewers show it (ISO 32000-1, 12.4.2)."""
    numbers = pydyf.Array()
    for at, label in enumerate(labels):
        numbers.extend([at, pydyf.Dictionary({"P": pydyf.String(label)})])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _structure(pdf: pydyf.PDF, *kinds: str) -> list[pydyf.Dictionary]:
    """Return the structure elements of these kinds, in the order of the text."""
    wanted = {f"/{kind}" for kind in kinds}
    return [made for made in dictionaries(pdf) if made.get("S") in wanted]


def _point_to_structure(pdf: pydyf.PDF) -> None:
    """Let bookmarks lead to headings of the tag tree, not to places on pages (ISO 14289-2, 8.8)."""
    entries = [made for made in dictionaries(pdf) if "Title" in made and "Dest" in made]
    headings = _structure(pdf, *(f"H{level}" for level in range(1, 7)))
    for entry, heading in zip(entries, headings, strict=False):
        entry["Dest"][0] = heading.reference


def _add_output_intent(pdf: pydyf.PDF) -> None:
    """Say what the page's RGB means: sRGB, in the profile that the ICC lets anyone ship."""
    data = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    profile = pydyf.Stream([data], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String("sRGB IEC61966-2.1")
    intent = {
        "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": name, "Info": name,
        "DestOutputProfile": profile.reference,
    }  # fmt: skip
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _embed(
    pdf: pydyf.PDF, key: str, name: str, content: bytes, kind: str, relationship: str, description: str
) -> bytes:
    """Embed a file (ISO 32000-2, 7.11.4), and return a reference to its specification."""
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    extra = {
        "Type": "/EmbeddedFile", "Subtype": f"/{kind}",
        "Params": pydyf.Dictionary({"Size": len(content), "CheckSum": f"<{checksum}>"}),
    }  # fmt: skip
    stream = pydyf.Stream([content], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec", "F": pydyf.String(key), "UF": pydyf.String(name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": f"/{relationship}", "Desc": pydyf.String(description),
        }
    )  # fmt: skip
    pdf.add_object(file)
    return file.reference


def _attach_sources(pdf: pydyf.PDF, articles: Sequence[Article]) -> None:
    """Attach the bytes that each article was read from, or else its text (ISO 19005-3, 6.8 and annex E)."""
    tree, files = pydyf.Array(), pydyf.Array()
    width = len(str(len(articles)))
    for number, article in enumerate(articles, 1):
        provenance = article.provenance
        content = provenance.content
        if content is None:
            content = "\n".join(article_text(article)).encode(errors="replace")
        # The keys of a name tree are all different, and sorted.
        mark = f"{number:0{width}}-" if len(articles) > 1 else ""
        key, name = f"{mark}source.txt", mark + xml_text(provenance.file_name or "source.txt")
        attached = [(key, name, content, "text#2Fplain", "Source", "The text this document was made from")]
        if provenance.sidecar is not None:
            stated = "What was stated beside the text"
            attached.append(
                (f"{key}.toml", f"{name}.toml", provenance.sidecar, "application#2Ftoml", "Supplement", stated)
            )
        for key, name, content, kind, relationship, description in attached:
            file = _embed(pdf, key, name, content, kind, relationship, description)
            files.append(file)
            tree.extend([pydyf.String(key), file])
    pdf.catalog["AF"] = files
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": tree})
