"""Text as a file format can hold it."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n?")


def xml_text(text: str) -> str:
    """Return the text with every character that XML 1.0 forbids replaced by U+FFFD; its length stays."""
    return _NOT_XML.sub("\ufffd", text)


def printed_text(text: str) -> str:
    """Return text for a page of XML: allowed characters only, and line feeds for the older line breaks."""
    return _LINE_BREAKS.sub("\n", xml_text(text)) if not text.isascii() or not text.isprintable() else text


def unicode_text(text: str) -> str:
    """Return the text with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
