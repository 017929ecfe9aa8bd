from weasyprint.formatting_structure.boxes import Box

class AbsolutePlaceholder(Box):
    _box: Box
