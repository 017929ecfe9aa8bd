"""Numbers of lists and headings in the forms that word processors have."""

from __future__ import annotations

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_ALPHABETS = {
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_number(number: int, form: str, *, arabic_indic: bool = False) -> str:
    """Return a number in a format of ST_NumberFormat (17.18.59); those that are rare are as decimal numbers."""
    if alphabet := _ALPHABETS.get(form):
        # After the last letter, Latin letters are doubled; Word goes on so with Arabic ones too.
        return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1) if number > 0 else ""
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            text, number = text + letters * (number // value), number % value
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{number:02}"
    if form == "none":
        return ""
    if form == "hindiNumbers":  # [MS-DOCX] 2.4
        return str(number).translate(_DEVANAGARI)
    return str(number).translate(_ARABIC_INDIC) if arabic_indic else str(number)
