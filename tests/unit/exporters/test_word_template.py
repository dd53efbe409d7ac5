"""Tables in the Word template of a journal, read back by python-docx; and what of a template never comes along."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Inches, Pt
from hypothesis import HealthCheck, given, settings

from ipof_workbench.app.word_templates import read_template
from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput
from ipof_workbench.domain.report_table import ReportTable, Typeface
from ipof_workbench.exporters.supplement import Figure, supplement_of
from ipof_workbench.exporters.word import word_of
from ipof_workbench.exporters.word_template import WordTemplate
from tests.journal_template import MACROS, changed, logo, write_hostile, write_journal
from tests.unit.exporters.any_text import any_table, as_printed, cell_as_printed


@pytest.fixture
def journal(tmp_path: Path) -> WordTemplate:
    return read_template(write_journal(tmp_path / "journal.docx"))


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def everything(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return b"\n".join(name.encode() + package.read(name) for name in package.namelist())


def test_the_page_its_margins_headers_and_footers_are_the_journals(table: ReportTable, journal: WordTemplate) -> None:
    section = opened(word_of(table, template=journal)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width, section.page_height) == (Inches(11), Inches(8.5))
    assert (section.left_margin, section.top_margin) == (Inches(1.25), Inches(1.5))
    assert section.header.paragraphs[0].text.startswith("Journal of Realist Inquiry")
    assert section.footer.paragraphs[0].text == "Page 1"
    assert "PAGE" in section.footer.part.element.xpath("string(.//w:instrText)")
    assert [part.blob for part in section.header.part.related_parts.values()] == [logo()]


def test_its_styles_are_used_under_the_publishers_names_and_stay_as_they_are(
    table: ReportTable, journal: WordTemplate
) -> None:
    document = opened(word_of(table, template=journal))
    assert document.paragraphs[0].style.name == "JRI_4.1_table_caption"
    assert document.paragraphs[-1].style.name == "JRI_4.3_table_footer"
    cell = document.tables[0].rows[1].cells[1].paragraphs[0]
    assert (cell.style.name, cell.style.font.size) == ("JRI_4.2_table_body", Pt(8))
    assert document.styles["Normal"].font.name == "Georgia"
    assert journal.typeface(Typeface()) == Typeface("Verdana", 8.0)


def test_what_the_template_lacks_is_added_and_reads_as_a_table_does(table: ReportTable, tmp_path: Path) -> None:
    template = read_template(write_journal(tmp_path / "bare.docx", styles=False))
    document = opened(word_of(table, template=template))
    cell = document.tables[0].rows[1].cells[1].paragraphs[0].style
    assert (cell.name, cell.base_style.name, cell.font.size) == ("Table Text", "Normal", Pt(9.5))
    assert cell.paragraph_format.space_after == 0, "the room between the paragraphs of the text is not for cells"
    assert cell.paragraph_format.line_spacing == Pt(11.5)
    assert document.tables[0].rows[0].cells[0].paragraphs[0].style.font.bold
    assert document.styles["Caption"].font.size == docx.Document(tmp_path / "bare.docx").styles["Caption"].font.size
    assert template.typeface(Typeface()) == Typeface("Georgia", 9.5)


def test_the_words_of_the_template_do_not_come_along_and_those_of_the_table_do(
    table: ReportTable, journal: WordTemplate
) -> None:
    document = opened(word_of(table, template=journal))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert not any("instructions to authors" in text for text in texts)
    shown = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert shown[0] == [column.heading for column in table.columns]
    assert shown[1:] == [[cell_as_printed(cell) for cell in row] for row in table.rows]


def test_no_macro_link_program_or_name_comes_along(table: ReportTable, tmp_path: Path) -> None:
    template = read_template(write_hostile(tmp_path / "hostile.docm"))
    content = word_of(table, template=template)
    held = everything(content)
    for unwanted in (
        MACROS,
        b"evil.example",
        b"SECRET",
        b"DDEAUTO",
        b"Eve Author",
        b"deleted words",
        b"rId77",
        b"rId78",
    ):
        assert unwanted not in held, unwanted
    assert b"vba" not in held.lower()
    assert b'TargetMode="External"' not in held
    header = opened(content).sections[0].header
    words = " ".join(paragraph.text for paragraph in header.paragraphs)
    assert [said for said in ("shown result", "linked words", "inserted words") if said not in words] == []
    assert len(header.part.element.xpath(".//w:drawing")) == 1, "the logo stays, the picture from elsewhere does not"


def test_a_supplement_keeps_the_page_through_all_its_sections(table: ReportTable, journal: WordTemplate) -> None:
    tall = Figure(logo(), 200, 300, "The programme theory.", notes=("n: sources.",))
    document = opened(supplement_of([table, tall], "Supplement", template=journal))
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False]
    assert {section.left_margin for section in document.sections} == {Inches(1.25)}
    assert all("Journal of Realist" in section.header.paragraphs[0].text for section in document.sections)
    assert document.paragraphs[0].style.name == "Title"
    room = Inches(8.5 - 2.5)
    assert document.inline_shapes[0].width <= room


def test_the_same_template_gives_the_same_bytes(table: ReportTable, tmp_path: Path) -> None:
    first = read_template(write_journal(tmp_path / "journal.docx"))
    again = read_template(tmp_path / "journal.docx")
    assert word_of(table, template=first) == word_of(table, template=again)


def test_a_journals_only_table_style_of_its_own_brings_its_rules(table: ReportTable, tmp_path: Path) -> None:
    path = write_journal(tmp_path / "journal.docx")
    own = b'<w:style w:type="table" w:customStyle="1" w:styleId="JRITable"><w:name w:val="JRI Table"/></w:style>'
    changed(path, {"word/styles.xml": (b"</w:styles>", own + b"</w:styles>")})
    document = opened(word_of(table, template=read_template(path)))
    assert document.tables[0].style.name == "JRI Table"
    assert not document.element.body.xpath(".//w:tblBorders | .//w:tcBorders")


def test_a_landscape_template_is_turned_upright_for_the_list_of_contents(table: ReportTable, tmp_path: Path) -> None:
    template = read_template(write_journal(tmp_path / "wide.docx", landscape=True))
    sections = opened(supplement_of([table], "S", template=template)).sections
    assert [section.page_width for section in sections] == [Inches(8.5), Inches(11)]


def test_sizes_that_no_page_has_give_way_to_the_usual_ones(table: ReportTable, tmp_path: Path) -> None:
    path = write_journal(tmp_path / "journal.docx")
    changed(path, {"word/document.xml": (b'w:w="12240"', b'w:w="9e999"')})
    section = opened(word_of(table, template=read_template(path))).sections[0]
    assert section.page_width == pytest.approx(Inches(11), abs=9000)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("journal.pdf", b"%PDF", "no Word template"),
        ("journal.docx", b"", "is empty"),
        ("journal.docx", b"hello", "is not a Word document"),
        ("journal.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("journal.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word format"),
        ("journal.docx", b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableInput, match=said):
        read_template(tmp_path / name)


def test_a_package_without_a_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sheet.docx", "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableInput, match="holds no Word document"):
        read_template(tmp_path / "sheet.docx")


@pytest.mark.parametrize(
    ("parts", "error", "said"),
    [
        ({"word/media/bomb.bin": bytes(30_000_000)}, InputTooLarge, "would unpack"),
        ({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, UnreadableInput, "declares entities"),
        ({"word/styles.xml": b"<w:styles"}, UnreadableInput, "not valid XML"),
        (
            {
                "word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
            },
            UnreadableInput,
            "Strict Open XML",
        ),
        ({"word/document.xml": b"<document/>"}, UnreadableInput, "holds no Word document"),
    ],
)
def test_a_template_that_means_harm_is_refused(
    tmp_path: Path, parts: dict[str, bytes], error: type[Exception], said: str
) -> None:
    path = changed(write_journal(tmp_path / "journal.docx"), parts)
    with pytest.raises(error, match=said):
        read_template(path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=any_table())
def test_any_text_in_a_template_is_read_back(table: ReportTable, tmp_path: Path) -> None:
    path = tmp_path / "journal.docx"
    template = read_template(path if path.exists() else write_journal(path))
    document = opened(word_of(table, template=template))
    shown = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    assert shown == [[cell_as_printed(cell) for cell in row] for row in table.rows]
    assert as_printed(table.caption) in document.paragraphs[0].text
