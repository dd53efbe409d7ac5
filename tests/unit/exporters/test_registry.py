"""The writer is chosen by the suffix."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from ipof_workbench.domain.drawing import Drawing, TextRun
from ipof_workbench.domain.errors import ExportFailed, LibraryMissing, UsageError
from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters import registry
from ipof_workbench.exporters.registry import register_painter, write_contract, write_drawing, write_table, write_text


def test_every_table_format_is_written(table: ReportTable, tmp_path: Path) -> None:
    for suffix in registry.TABLE_SUFFIXES:
        write_table(table, tmp_path / f"table{suffix}")
    assert len(docx.Document(str(tmp_path / "table.docx")).tables[0].rows) == 3
    assert openpyxl.load_workbook(tmp_path / "table.xlsx").worksheets[0].max_row == 3
    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig").startswith("number,context,quotes,participants\n")
    assert (tmp_path / "table.md").read_text(encoding="utf-8").startswith("**Table 2.**")


def test_suffix_in_capitals_is_the_same_format(table: ReportTable, tmp_path: Path) -> None:
    write_table(table, tmp_path / "TABLE.MD")
    assert (tmp_path / "TABLE.MD").is_file()


@pytest.mark.parametrize("name", ["table.doc", "table"])
def test_unknown_suffix_lists_the_formats(table: ReportTable, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.docx, \.xlsx, \.csv, \.md, \.html or \.tex"):
        write_table(table, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_existing_table_is_refused_without_force(table: ReportTable, tmp_path: Path) -> None:
    target = tmp_path / "table.docx"
    target.write_bytes(b"old")
    with pytest.raises(UsageError, match="--force"):
        write_table(table, target)
    assert target.read_bytes() == b"old"
    write_table(table, target, force=True)
    assert target.read_bytes() != b"old"


def test_missing_folder_is_refused(table: ReportTable, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="no folder"):
        write_table(table, tmp_path / "absent" / "table.docx")


@pytest.mark.parametrize(
    ("suffix", "module", "package"), [(".docx", "docx", "python-docx"), (".xlsx", "xlsxwriter", "XlsxWriter")]
)
def test_missing_library_says_what_to_install(
    table: ReportTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(LibraryMissing, match=f"pip install {package}"):
        write_table(table, tmp_path / f"table{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_figure_is_written_as_svg_without_qt(tmp_path: Path) -> None:
    write_drawing(Drawing(10, 10, (TextRun(0, 5, "Trust"),)), tmp_path / "theory.svg")
    assert ">Trust</text>" in (tmp_path / "theory.svg").read_text(encoding="utf-8")


def test_painted_figure_without_a_painter_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_painters", {})
    with pytest.raises(LibraryMissing, match="pip install PySide6-Essentials"):
        write_drawing(Drawing(10, 10), tmp_path / "theory.png")


def test_painted_figure_is_what_the_painter_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_painters", {})
    register_painter(".PNG", lambda drawing: f"{drawing.width:g} wide".encode())
    write_drawing(Drawing(10, 10), tmp_path / "theory.png")
    assert (tmp_path / "theory.png").read_bytes() == b"10 wide"
    with pytest.raises(UsageError, match="--force"):
        write_drawing(Drawing(10, 10), tmp_path / "theory.png")


def test_figure_in_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg, \.png or \.pdf"):
        write_drawing(Drawing(10, 10), tmp_path / "theory.gif")


def test_contract_is_a_csv_file_only(tmp_path: Path) -> None:
    write_contract(["from", "to"], [["1", "=2"]], tmp_path / "links.csv")
    assert (tmp_path / "links.csv").read_bytes() == b"from,to\r\n1,'=2\r\n"
    with pytest.raises(UsageError, match=r"ends in \.csv"):
        write_contract(["from"], [], tmp_path / "links.xlsx")
    with pytest.raises(UsageError, match="--force"):
        write_contract(["from"], [], tmp_path / "links.csv")


def test_rows_that_fail_half_way_leave_no_contract(tmp_path: Path) -> None:
    def rows() -> object:
        yield ["1", "2"]
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_contract(["from", "to"], rows(), tmp_path / "links.csv")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text("é\n\ud800\r\n", tmp_path / "theory.graphml")
    assert (tmp_path / "theory.graphml").read_bytes() == "é\n\ufffd\r\n".encode()


def test_libraries_are_loaded_for_their_format_only() -> None:
    code = (
        "import sys, ipof_workbench.exporters.registry, ipof_workbench.exporters.word, ipof_workbench.exporters.excel,"
        "ipof_workbench.exporters.graphml\n"
        "loaded = {'docx', 'lxml', 'xlsxwriter', 'networkx', 'PySide6', 'pandas'} & set(sys.modules)\n"
        "sys.exit(', '.join(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=_checkout())
    assert done.stderr.strip() == ""


def _checkout() -> Path:
    return Path(registry.__file__).parents[2]
