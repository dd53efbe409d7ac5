"""The styles that ship with the program, and a style of one's own, in the tables of a study."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.cmo_table import TableOptions, case_letter
from ipof_workbench.app.house_styles import house_style, house_styles
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain.errors import UnreadableInput, UsageError
from tests.unit.storage.hand_made_study import Study


def test_the_styles_of_the_journals_are_there_the_plain_one_first() -> None:
    assert list(house_styles()) == ["plain", "bmc", "bmj", "jmir", "nihr", "plos"]
    assert house_style(" JMIR ").spelling == "american"


def test_an_unknown_style_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="use one of plain, bmc"):
        house_style("nature")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        house_style(str(tmp_path / "no.toml"))
    (tmp_path / "bad.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UnreadableInput, match="UTF-8"):
        house_style(str(tmp_path / "bad.toml"))


def cells(study: Study, style: str) -> str:
    table = report_table(study.workbench, "cmo-table", options=TableOptions(style=house_style(style)))
    return "\n".join(cell.text for row in table.rows for cell in row)


def test_quotes_stand_in_the_marks_of_the_journal(study: Study) -> None:
    assert "“I felt relief” (Ben, moderator, Harbour)" in cells(study, "plain")
    assert "‘I felt relief’ (Ben, moderator, Harbour)" in cells(study, "bmj")
    assert "“I felt relief” [Ben, moderator, Harbour]" in cells(study, "jmir")


def test_cases_are_called_by_letters_where_the_style_asks(study: Study, tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('case_letters = true\ncase_word = "Forum"\n', encoding="utf-8")
    assert "“I felt relief” (Ben, moderator, Forum A)" in cells(study, str(own))


def test_letters_go_on_after_the_alphabet() -> None:
    assert [case_letter(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
