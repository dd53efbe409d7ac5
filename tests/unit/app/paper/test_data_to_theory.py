"""From data to theory: each recorded version with its evidence and the memos that were written until then."""

from __future__ import annotations

from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study


def record(study: Study, change: str, reason: str) -> None:
    held = study.workbench.read.evidence(configuration=study.configurations["1"])
    study.do(
        RecordVersion(
            "configuration", study.configurations["1"], change, reason, evidence=tuple(row.evidence for row in held)
        )
    )


def memo(study: Study, title: str, inference: str = "") -> None:
    one = study.configurations["1"]
    study.do(AddRecord(records.Memo(title=title, body="b", inference=inference, about_kind="configuration", about=one)))


def lines(study: Study, scope: Filter | None = None) -> list[dict[str, str]]:
    table = report_table(study.workbench, "data-to-theory", *([scope] if scope else []))
    return [
        dict(zip((column.key for column in table.columns), (cell.text for cell in row), strict=True))
        for row in table.rows
    ]


def test_each_version_says_who_when_why_and_on_what(study: Study) -> None:
    memo(study, "Before", "abductive")
    record(study, "new", "")
    draft = study.workbench.read.configuration(study.configurations["1"]).draft
    study.do(EditFields(records.ConfigurationVersion, draft, {"then_text": "they write"}))
    memo(study, "Between")
    record(study, "refined", "They do not only read.")
    memo(study, "After")
    first, second = lines(study)
    assert (first["claim"], first["version"], first["change"], first["memos"]) == (
        "CMOC 1", "1", "new", "Before (abductive)",
    )  # fmt: skip
    assert (second["version"], second["reason"], second["memos"]) == ("2", "They do not only read.", "Between\nAfter")
    assert second["analyst"]
    assert len(second["at"]) == 10


def test_the_numbers_of_the_evidence_are_those_of_the_quote_bank(study: Study) -> None:
    record(study, "new", "")
    bank = report_table(study.workbench, "quote-bank")
    known = {number for row in bank.rows for number in row[1].text.split(", ")}
    said = lines(study)[0]["evidence"]
    numbers = {word.strip(",;") for word in said.split() if word.startswith("E")}
    assert numbers
    assert numbers <= known


def test_a_filter_narrows_the_evidence_and_no_version(study: Study) -> None:
    record(study, "new", "")
    nothing = Filter(data_kinds=frozenset({"literature"}))
    assert [line["evidence"] for line in lines(study, nothing)] == [""]
