"""Which writer makes which kind of file: chosen by suffix, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.errors import LibraryMissing, UsageError
from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters.legal_text import unicode_text
from ipof_workbench.exporters.whole_file import check_target, write_whole

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate

Painter = Callable[[Drawing], bytes]
"""Paints a drawing and returns the bytes of the file."""

TABLE_SUFFIXES = (".docx", ".xlsx", ".csv", ".md", ".html", ".tex")
PAINTED_SUFFIXES = (".png", ".pdf")
DRAWING_SUFFIXES = (".svg", *PAINTED_SUFFIXES)
CONTRACT_SUFFIX = ".csv"

_painters: dict[str, Painter] = {}


def write_table(
    table: ReportTable,
    path: Path,
    *,
    force: bool = False,
    template: WordTemplate | None = None,
    before_writing: Callable[[], object] = lambda: None,
) -> None:
    """Write a table as Word, Excel, comma-separated, Markdown, HTML or LaTeX file, chosen by the suffix.

    A Word file is written into the template, where there is one; the other formats have nothing of it.
    `before_writing` is called when all is ready: what it raises leaves the target as it was.

    Raises:
        UsageError: another suffix, a target that exists without `force`, or a table too large for the format.
        ExportFailed: the target cannot be written.
        LibraryMissing: a library that the format needs is absent.
    """
    suffix = _known_suffix(path, TABLE_SUFFIXES, "A table")
    check_target(path, force=force)
    writer = _table_writer(table, suffix, template)
    before_writing()
    write_whole(path, writer, force=force)


def write_drawing(
    drawing: Drawing, path: Path, *, force: bool = False, before_writing: Callable[[], object] = lambda: None
) -> None:
    """Write a drawing as .svg, or as .png or .pdf through the painter that was registered for the suffix.

    `before_writing` is called when all is ready, as in `write_table`.

    Raises:
        UsageError: another suffix, or a target that exists without `force`.
        ExportFailed: the target cannot be written.
        LibraryMissing: no painter is registered for the suffix.
    """
    suffix = _known_suffix(path, DRAWING_SUFFIXES, "A figure")
    if suffix == ".svg":
        from ipof_workbench.exporters.svg import svg_of

        text = svg_of(drawing)
        before_writing()
        write_text(text, path, force=force)
        return
    check_target(path, force=force)
    content = painted(drawing, suffix)
    before_writing()
    write_whole(path, lambda file: file.write(content), force=force)


def painted(drawing: Drawing, suffix: str) -> bytes:
    """Return a drawing as the bytes of a .png or .pdf file.

    Raises:
        LibraryMissing: no painter is registered for the suffix.
    """
    painter = _painters.get(suffix)
    if painter is None:
        raise LibraryMissing(
            f"A {suffix} figure is painted by Qt, which is not there: install it with "
            "`python -m pip install PySide6-Essentials`, or write an .svg file."
        )
    return painter(drawing)


def register_painter(suffix: str, painter: Painter) -> None:
    """Let `painter` make the figures of a suffix (".png", ".pdf"); a later one takes the place of an earlier one."""
    _painters[suffix.lower()] = painter


def write_contract(headings: Sequence[str], rows: Iterable[Sequence[str]], path: Path, *, force: bool = False) -> None:
    """Write a table for a round trip: every cell comes back from the import exactly as it was.

    Raises:
        UsageError: a suffix other than .csv, or a target that exists without `force`.
        ExportFailed: the target cannot be written.
    """
    from ipof_workbench.exporters.comma_separated import write_contract_to

    _known_suffix(path, (CONTRACT_SUFFIX,), "A table for import")
    write_whole(path, lambda file: write_contract_to(file, headings, rows), force=force)


def write_text(text: str, path: Path, *, force: bool = False) -> None:
    """Write text as UTF-8 with the line feeds it has; lone surrogates become U+FFFD.

    Raises:
        UsageError: the target exists and `force` is not set.
        ExportFailed: the target cannot be written.
    """
    content = unicode_text(text).encode("utf-8")
    write_whole(path, lambda file: file.write(content), force=force)


def _known_suffix(path: Path, known: Sequence[str], what: str) -> str:
    suffix = path.suffix.lower()
    if suffix not in known:
        choice = f"{', '.join(known[:-1])} or {known[-1]}" if len(known) > 1 else known[0]
        given = f"“{path.suffix}” is not among them" if path.suffix else "this name has none"
        raise UsageError(f"{what} is written to a file that ends in {choice}; {given}: {path.name}.")
    return suffix


def _table_writer(table: ReportTable, suffix: str, template: WordTemplate | None) -> Callable[[BinaryIO], object]:
    """Return what writes the table; the libraries are loaded here, when the format is known."""
    if suffix == ".csv":
        from ipof_workbench.exporters.comma_separated import write_table_to

        return lambda file: write_table_to(file, table)
    content = _content(table, suffix, template)
    return lambda file: file.write(content)


def _content(table: ReportTable, suffix: str, template: WordTemplate | None) -> bytes:
    try:
        if suffix == ".docx":
            from ipof_workbench.exporters.word import word_of

            return word_of(table, template=template)
        if suffix == ".xlsx":
            from ipof_workbench.exporters.excel import excel_of

            return excel_of(table)
    except ModuleNotFoundError as error:
        package = {"docx": "python-docx", "xlsxwriter": "XlsxWriter"}.get(error.name or "", error.name)
        raise LibraryMissing(
            f"A {suffix} file needs {package}, which is not there: install it with `python -m pip install {package}`."
        ) from error
    return _plain_text(table, suffix).encode("utf-8")


def _plain_text(table: ReportTable, suffix: str) -> str:
    if suffix == ".html":
        from ipof_workbench.exporters.web_page import web_page_of

        return web_page_of(table)
    if suffix == ".tex":
        from ipof_workbench.exporters.latex import latex_of

        return latex_of(table)
    from ipof_workbench.exporters.markdown import markdown_of

    return markdown_of(table)
