"""The PDF standards a document claims: PDF/A (ISO 19005) and PDF/UA (ISO 14289), one of each, or PDF/X-4."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import OptionError
from ...options import PdfOptions

#: PDF/A: option, (PDF version, part, conformance).
_ARCHIVE = {
    "a-2a": ("1.7", 2, "A"), "a-2b": ("1.7", 2, "B"), "a-2u": ("1.7", 2, "U"), "a-3a": ("1.7", 3, "A"),
    "a-3b": ("1.7", 3, "B"), "a-3u": ("1.7", 3, "U"), "a-4": ("2.0", 4, ""), "a-4f": ("2.0", 4, "F"),
}  # fmt: skip
#: PDF/UA: option, (PDF version, part).
_ACCESS = {"ua-1": ("1.7", 1), "ua-2": ("2.0", 2)}

STANDARDS = (*_ARCHIVE, *_ACCESS, "x-4")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file claims to be.

    `archive` is PDF/A's part and conformance, `access` PDF/UA's part, None for neither; `press` is set for PDF/X-4.
    """

    version: str
    archive: tuple[int, str] | None = None
    access: int | None = None
    press: bool = False

    @property
    def attachments(self) -> bool:
        """Whether files of any kind may be attached: not in PDF/A-2, and in PDF/A-4 only with conformance F."""
        return not self.press and (self.archive is None or self.archive[0] == 3 or self.archive == (4, "F"))


def claimed(options: PdfOptions) -> Claims:
    """Return what a file made with `options` claims. Raise OptionError as `claims` does."""
    return claims("x-4" if options.print_ready else options.pdf_standard)


def claims(option: str) -> Claims:
    """Return what the option (`a-3a,ua-1`) claims. Raise OptionError for unknown standards and impossible pairs."""
    names = [name.strip().lower() for name in option.split(",") if name.strip()]
    unknown = [name for name in names if name not in STANDARDS]
    if unknown or not names:
        shown = ", ".join(unknown) or "nothing"
        raise OptionError(f"--pdf-standard: {shown} is no standard known here; choose from {', '.join(STANDARDS)}.")
    if names == ["x-4"]:
        return Claims("1.6", press=True)
    archives = [_ARCHIVE[name] for name in names if name in _ARCHIVE]
    accesses = [_ACCESS[name] for name in names if name in _ACCESS]
    versions = {entry[0] for entry in archives} | {entry[0] for entry in accesses}
    if "x-4" in names or len(archives) > 1 or len(accesses) > 1 or len(versions) > 1:
        raise OptionError(
            f"--pdf-standard: one file cannot be {' and '.join(names)} at once; name at most one PDF/A (a-…) and one "
            "PDF/UA (ua-…) of the same version of PDF (a-2 and a-3 go with ua-1, a-4 with ua-2), or x-4 alone."
        )
    archive = archives[0][1:] if archives else None
    return Claims(versions.pop(), archive, accesses[0][1] if accesses else None)
