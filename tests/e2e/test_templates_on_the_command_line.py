"""The Word template of a journal, from the shell and from a plan."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Inches

from ipof_workbench.app.plan_files import read_plan
from ipof_workbench.app.report_plans import write_plan
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan
from ipof_workbench.app.word_templates import read_template
from ipof_workbench.domain.errors import UnreadableInput
from tests.journal_template import write_journal


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return write_journal(tmp_path / "journal.docx")


def test_a_table_and_the_supplement_are_written_into_the_template(ipof, built_study, tmp_path, journal):
    for kind in ("cmo-table", "supplement"):
        target = tmp_path / f"{kind}.docx"
        said = ipof("export", kind, built_study, "--to", target, "--template", journal)
        assert said.code == 0, said.err
        sections = docx.Document(target).sections
        assert {section.left_margin for section in sections} == {Inches(1.25)}
        assert all("Journal of Realist" in section.header.paragraphs[0].text for section in sections)
        first = target.read_bytes()
        assert ipof("export", kind, built_study, "--to", target, "--template", journal, "--force").code == 0
        assert target.read_bytes() == first


@pytest.mark.parametrize(
    ("suffix", "content", "code", "words"),
    [
        (".csv", None, 2, "for .docx files only"),
        (".docx", b"", 3, "is empty"),
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), 3, "password"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    ipof, built_study, tmp_path, journal, suffix, content, code, words
):
    if content is not None:
        journal.write_bytes(content)
    target = tmp_path / f"table{suffix}"
    said = ipof("export", "cmo-table", built_study, "--to", target, "--template", journal)
    assert said.code == code
    assert words in said.err
    assert not target.exists()


def test_a_plan_names_its_template_beside_it_and_uses_it_for_word_alone(ipof, built_study, tmp_path, journal):
    plan = ReportPlan(template=read_template(journal), formats=(".docx", ".csv"), outputs=(PlannedOutput("codebook"),))
    path = write_plan(plan, "plain", tmp_path / "report.toml", template=str(journal))
    assert 'template = "journal.docx"' in path.read_text(encoding="utf-8")
    assert read_plan(path) == plan
    assert ipof("report", built_study, "--config", path).code == 0
    assert docx.Document(tmp_path / "codebook.docx").sections[0].left_margin == Inches(1.25)
    assert (tmp_path / "codebook.csv").stat().st_size


def test_a_plan_whose_template_is_gone_is_refused(tmp_path, journal):
    path = write_plan(ReportPlan(), "plain", tmp_path / "report.toml", template=str(journal))
    journal.unlink()
    with pytest.raises(UnreadableInput, match=r"no file .*journal\.docx"):
        read_plan(path)
