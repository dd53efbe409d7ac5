"""Configurations by cases."""

from __future__ import annotations

from ipof_workbench.analysis.matrices import CaseCell, by_case, matrix_frame
from ipof_workbench.domain.listings import NO_COUNTS, CaseRow, ConfigurationRow, EvidenceRow


def evidence(coding: int, configuration: int | None, case: int | None, stance: str) -> EvidenceRow:
    return EvidenceRow(
        evidence=coding * 10, coding=coding, configuration=configuration, number=str(configuration), place=None,
        role_key="context", element=None, element_label="", stance=stance, strength=None, rationale="",
        analyst_name="Kim", document=1, document_name="D", kind="interview", case=case, case_name="", participant=None,
        participant_name="", participant_role="", quote_policy="verbatim", start=0, end=1, quote="x",
    )  # fmt: skip


def test_codings_are_counted_once_for_each_side_they_take():
    rows = [
        evidence(1, 7, 1, "supports"),
        evidence(1, 7, 1, "challenges"),
        evidence(2, 7, 1, "refines"),
        evidence(2, 7, 1, "refines"),
        evidence(3, 7, 1, "silent"),
        evidence(4, 7, 2, "supports_rival"),
    ]
    assert by_case(rows) == {(7, 1): CaseCell(3, 2, 1), (7, 2): CaseCell(1, 0, 1)}


def test_evidence_without_a_case_or_a_configuration_is_in_no_cell():
    assert by_case([evidence(1, None, 1, "supports"), evidence(2, 7, None, "supports")]) == {}


def test_the_frame_has_a_row_a_configuration_and_a_column_a_case_and_zero_where_nothing_is():
    configurations = [
        ConfigurationRow(rid, number, "", "candidate", None, "", frozenset(), (), NO_COUNTS)
        for rid, number in ((7, "7"), (8, "7a"))
    ]
    cases = [CaseRow(rid, name, None, "", "", "verbatim", 0, 0, 0) for rid, name in ((1, "Loft"), (2, "Kettle"))]
    frame = matrix_frame(configurations, cases, {(7, 2): CaseCell(4, 3, 1)})
    assert list(frame.index) == ["7", "7a"]
    assert list(frame.columns) == ["Loft", "Kettle"]
    assert frame.to_numpy().tolist() == [[0, 4], [0, 0]]
