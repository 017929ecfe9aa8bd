"""The PDF file: objects, fonts, tags, metadata and standards. It works on pydyf's objects, not on layout."""
