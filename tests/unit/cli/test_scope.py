"""Names on the command line become the one filter that every query takes."""

from __future__ import annotations

from argparse import Namespace

import pytest

from ipof_workbench.cli.scope import scope_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, UsageError
from ipof_workbench.domain.filters import EVERYTHING
from tests.factories import make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "s.ipof") as workbench:
        yield workbench


def test_no_options_let_everything_through(study):
    assert scope_of(study, Namespace()) == EVERYTHING
    nothing = {"case": [], "kind": [], "coded_by": [], "stance": [], "area": [], "min_sources": 0}
    assert scope_of(study, Namespace(**nothing)).is_empty


def test_names_are_found_whatever_their_capitals_and_several_are_choices(study):
    rids = {case.name: case.rid for case in study.read.cases()}
    scope = scope_of(study, Namespace(case=["harbour", " Lantern "], kind=["focus group", "forum_post"]))
    assert scope.cases == frozenset(rids[name] for name in ("Harbour", "Lantern"))
    assert scope.data_kinds == frozenset({"focus_group", "forum_post"})
    analyst = study.read.find(records.Analyst)[0]
    scope = scope_of(study, Namespace(coded_by=["KIM"], stance=["Partly supports"], min_sources=2))
    assert scope.analysts == frozenset({analyst.rid})
    assert (scope.stances, scope.minimum_sources) == (frozenset({"partly_supports"}), 2)


def test_a_name_that_is_not_there_is_refused_with_those_that_are(study):
    with pytest.raises(NotFound, match="no case “Nowhere”; there are: Harbour, Lantern"):
        scope_of(study, Namespace(case=["Nowhere"]))
    with pytest.raises(NotFound, match="no theory area “Safety”; it has none"):
        scope_of(study, Namespace(area=["Safety"]))
    with pytest.raises(UsageError, match="“song” is no kind of document"):
        scope_of(study, Namespace(kind=["song"]))
    with pytest.raises(UsageError, match="“loves” is no stance"):
        scope_of(study, Namespace(stance=["loves"]))
