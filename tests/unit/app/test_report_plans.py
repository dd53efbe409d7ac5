"""A set written as a plan and read again is the same set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.app.exports import FIGURE_KINDS
from ipof_workbench.app.house_styles import house_style
from ipof_workbench.app.plan_files import read_plan
from ipof_workbench.app.report_plans import plan_text, scope_names, write_plan
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan
from ipof_workbench.app.report_tables import TABLE_KINDS
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import AttributeCondition, Filter
from ipof_workbench.domain.vocabulary import Status
from tests.unit.storage.hand_made_study import Study

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
outputs = st.builds(
    PlannedOutput,
    st.sampled_from((*TABLE_KINDS, *FIGURE_KINDS)),
    words,
    words,
    st.integers(0, 9),
    st.lists(st.sampled_from([status.value for status in Status]), unique=True).map(tuple),
    st.booleans(),
)
plans = st.builds(
    ReportPlan,
    title=words,
    style=st.sampled_from(["plain", "bmj", "plos"]).map(house_style),
    folder=words,
    formats=st.sampled_from([(".docx",), (".docx", ".csv"), ()]),
    supplement=words,
    threshold=st.integers(1, 20),
    outputs=st.lists(outputs, min_size=1, max_size=4).map(tuple),
    only=st.dictionaries(
        st.sampled_from(["case", "area", "kind", "wave", "configuration"]), st.lists(words, min_size=1).map(tuple)
    ),
    numbers=st.dictionaries(words, words, max_size=3),
    publication=words,
)


@given(plans)
def test_any_plan_reads_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, plan: ReportPlan) -> None:
    path = tmp_path_factory.mktemp("plan") / "report.toml"
    path.write_text(plan_text(plan, plan.style.key), encoding="utf-8", newline="\n")
    assert read_plan(path) == plan


def test_a_style_of_ones_own_beside_the_plan_is_named_without_its_folder(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('title = "Ours"\n', encoding="utf-8")
    plan = ReportPlan(style=house_style(str(own)), outputs=(PlannedOutput("codebook"),))
    path = write_plan(plan, str(own), tmp_path / "report.toml")
    assert 'style = "ours.toml"' in path.read_text(encoding="utf-8")
    assert read_plan(path) == plan
    (tmp_path / "sub").mkdir()
    assert read_plan(write_plan(plan, str(own), tmp_path / "sub" / "report.toml")) == plan


def test_a_plan_is_a_toml_file_and_replaces_none_unasked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.toml"):
        write_plan(ReportPlan(), "plain", tmp_path / "report.docx")
    write_plan(ReportPlan(), "plain", tmp_path / "report.toml")
    with pytest.raises(UsageError):
        write_plan(ReportPlan(), "plain", tmp_path / "report.toml")


def test_counts_are_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_text('[[output]]\nkind = "cmo-table"\ncounts = 3\n', encoding="utf-8")
    with pytest.raises(UsageError, match="true or false"):
        read_plan(path)


def test_a_filter_is_named_or_refused(study: Study) -> None:
    harbour = study.cases["Harbour"]
    scope = Filter(cases=frozenset({harbour}), data_kinds=frozenset({"interview"}))
    assert scope_names(study.workbench, scope) == {"case": ("Harbour",), "kind": ("interview",)}
    for more in (Filter(minimum_sources=1), Filter(attributes=(AttributeCondition(1, frozenset({"x"})),))):
        with pytest.raises(UsageError, match="the filter in force says more"):
            scope_names(study.workbench, more)
