"""The one door: running, amending, undoing, hearing of changes, analysts, care."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.app.commands.coding import CodePassage, NameCodedElement
from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.decisions import RecordDecision
from ipof_workbench.app.commands.elements import AddElement, RenameElement
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.events import ChangeBus
from ipof_workbench.app.tasks import CancelToken, no_report
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import (
    Cancelled,
    NothingToUndo,
    ProjectReadOnly,
    RefusedChange,
    UsageError,
)
from ipof_workbench.domain.steps import Changed


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """A new project."""
    with Workbench.create(tmp_path / "study.ipof", title="Water", analyst="Kim Vos") as opened:
        yield opened


def case_names(workbench: Workbench) -> list[str]:
    return [case.name for case in workbench.read.find(records.Case)]


def add_case(workbench: Workbench, name: str) -> records.Case:
    case: records.Case = workbench.run(AddRecord(records.Case(name=name))).result
    return case


# --- making and opening


@pytest.mark.parametrize("grammar", ["cmo", "resource-reasoning", "icamo", "scmo", "cimo", "CMO "])
def test_a_new_project_has_its_grammar_an_analyst_and_a_diagram(grammar: str, tmp_path: Path) -> None:
    from ipof_workbench.domain.grammars import preset

    with Workbench.create(tmp_path / "s.ipof", grammar=grammar) as workbench:
        assert workbench.title == "s"
        assert workbench.analyst.name == "Analyst"
        assert workbench.read.summary().grammar == grammar.strip().lower()
        assert [role.key for role in workbench.read.roles()] == [role.key for role in preset(grammar)[1]]
        parents = {role.key: role.parent for role in workbench.read.roles()}
        rids = {role.key: role.rid for role in workbench.read.roles()}
        assert parents == {role.key: rids.get(role.parent) for role in preset(grammar)[1]}
        assert [diagram.name for diagram in workbench.read.find(records.Diagram)] == ["Whole theory"]
        assert workbench.next_steps() == (None, None)
        assert workbench.history() == []


def test_an_unknown_grammar_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no grammar “nope”"):
        Workbench.create(tmp_path / "s.ipof", grammar="nope")
    assert list(tmp_path.iterdir()) == []


def test_the_identity_of_a_study_is_that_of_its_copies(workbench: Workbench, tmp_path: Path) -> None:
    copy = workbench.backup(tmp_path / "copy.ipof")
    with Workbench.open(copy, read_only=True) as other:
        assert other.project_id == workbench.project_id
        assert other.title == "Water"


def test_a_refusal_on_the_way_in_releases_the_project(workbench: Workbench) -> None:
    workbench.close()
    with pytest.raises(RefusedChange, match="An analyst needs a name"):
        Workbench.open(workbench.path, analyst="  ")
    with Workbench.open(workbench.path) as again:
        assert again.analyst.name == "Kim Vos"


# --- running


def test_an_action_is_on_disk_before_it_is_acknowledged(workbench: Workbench) -> None:
    add_case(workbench, "Harbour")
    with Workbench.open(workbench.path, read_only=True) as other:
        assert case_names(other) == ["Harbour"]


def test_a_step_says_what_who_when_and_why(workbench: Workbench) -> None:
    outcome = workbench.run(AddRecord(records.Case(name="Harbour")), reason="the fourth host")
    step = workbench.history()[0]
    assert outcome.changed is not None
    assert step == outcome.changed.step == workbench.next_steps()[0]
    assert (step.label, step.command, step.analyst, step.reason) == (
        "Added case “Harbour”", "AddRecord", "Kim Vos", "the fourth host",
    )  # fmt: skip
    assert step.at.endswith("+00:00")
    assert outcome.step == step.rid


def test_the_reason_that_a_command_was_given_is_that_of_its_step(workbench: Workbench) -> None:
    workbench.run(RecordDecision("situated", "Nights matter", note="All four hosts said so."))
    assert workbench.history()[0].reason == "All four hosts said so."
    workbench.run(AddRecord(records.Case(name="Harbour", description="no reason")))
    assert workbench.history()[0].reason == ""


def test_a_command_that_changes_nothing_is_no_step(workbench: Workbench) -> None:
    case = add_case(workbench, "Harbour")
    outcome = workbench.run(EditFields(records.Case, case.rid, {"name": "Harbour"}))
    assert (outcome.step, outcome.changed, len(workbench.history())) == (None, None, 1)


def test_a_refusal_changes_nothing_and_leaves_redo_open(workbench: Workbench) -> None:
    add_case(workbench, "Harbour")
    workbench.undo()
    with pytest.raises(RefusedChange):
        workbench.run(AddElement("context", " "))
    assert workbench.next_steps()[1] is not None
    workbench.redo()
    assert case_names(workbench) == ["Harbour"]


def test_undo_and_redo_without_a_step_are_refused_with_exit_code_1(workbench: Workbench) -> None:
    for act in (workbench.undo, workbench.redo):
        with pytest.raises(NothingToUndo) as refusal:
            act()
        assert refusal.value.exit_code == 1


def test_undo_survives_a_restart(workbench: Workbench) -> None:
    add_case(workbench, "Harbour")
    add_case(workbench, "Loft")
    workbench.undo()
    workbench.close()
    with Workbench.open(workbench.path) as again:
        assert [(step.label, step.undone) for step in again.history()] == [
            ("Added case “Loft”", True), ("Added case “Harbour”", False),
        ]  # fmt: skip
        again.redo()
        again.undo()
        again.undo()
        assert case_names(again) == []


def test_a_project_open_for_reading_refuses_every_change(workbench: Workbench) -> None:
    with Workbench.open(workbench.path, read_only=True, analyst="Somebody") as other:
        assert other.read_only
        assert other.analyst.name == "Somebody"
        for act in (lambda: add_case(other, "a"), other.undo, other.redo):
            with pytest.raises(ProjectReadOnly):
                act()


# --- hearing of changes


def test_everyone_hears_of_every_change_after_it_is_committed(workbench: Workbench) -> None:
    heard: list[tuple[str, str, list[str]]] = []

    def listen(who: str, changed: Changed) -> None:
        heard.append((who, changed.cause, case_names(workbench)))

    stop = workbench.subscribe(lambda changed: listen("first", changed))
    workbench.subscribe(lambda changed: listen("second", changed))
    add_case(workbench, "Harbour")
    workbench.undo()
    stop()
    stop()
    workbench.redo()
    assert heard == [
        ("first", "action", ["Harbour"]), ("second", "action", ["Harbour"]),
        ("first", "undo", []), ("second", "undo", []), ("second", "redo", ["Harbour"]),
    ]  # fmt: skip


def test_nobody_hears_of_what_changed_nothing(workbench: Workbench) -> None:
    case = add_case(workbench, "Harbour")
    heard: list[Changed] = []
    workbench.subscribe(heard.append)
    workbench.run(EditFields(records.Case, case.rid, {"name": "Harbour"}))
    with pytest.raises(RefusedChange):
        add_case(workbench, "Harbour")
    assert heard == []


def test_a_listener_may_stop_listening_while_it_hears() -> None:
    bus, heard = ChangeBus(), []
    stops = []

    def once(changed: Changed) -> None:
        heard.append("once")
        stops[0]()

    stops.append(bus.subscribe(once))
    bus.subscribe(lambda changed: heard.append("always"))
    for _ in range(2):
        bus.publish(Changed(None, "action", {}))  # type: ignore[arg-type]
    assert heard == ["once", "always", "always"]


def test_what_was_touched_is_the_same_for_an_action_its_undo_and_its_redo(workbench: Workbench) -> None:
    action = workbench.run(AddConfiguration("1")).changed
    assert action is not None
    assert action.touched == workbench.undo().touched == workbench.redo().touched


# --- amending and coalescing


def test_naming_right_after_coding_is_one_step(workbench: Workbench) -> None:
    from tests.factories import Spoken, add_transcripts

    document = add_transcripts(workbench, [Spoken("one", "", (("P", None, "nobody had my name"),))])[0]
    coded = workbench.run(CodePassage(document, 3, 9, "context"))
    workbench.run(NameCodedElement(coded.result.coding, label="Anonymity"), amend=coded.step)
    assert workbench.history()[0].label == "Coded “Anonymity” as context"
    assert len(workbench.history()) == 2
    workbench.undo()
    assert workbench.read.summary().codings == workbench.read.summary().elements == 0
    workbench.redo()
    assert [row.label for row in workbench.read.elements()] == ["Anonymity"]


def test_typing_a_name_is_one_step_that_says_where_it_began(workbench: Workbench) -> None:
    element = workbench.run(AddElement("context", "Night")).result
    for label in ("Nights", "Night sh", "Night shift"):
        workbench.run(RenameElement(element.rid, label))
    assert [step.label for step in workbench.history()] == [
        "Renamed “Night” to “Night shift”", "Added context “Night”",
    ]  # fmt: skip


# --- analysts


def test_acting_as_somebody_new_is_a_step_and_as_somebody_known_is_none(workbench: Workbench) -> None:
    bo = workbench.act_as(" Bo Li ")
    assert (bo.name, bo.initials, bo.rid) == ("Bo Li", "BL", workbench.analyst.rid)
    assert workbench.act_as("kim vos").name == "Kim Vos"
    assert workbench.act_as("BO LI") == bo
    assert [step.label for step in workbench.history()] == ["Added analyst “Bo Li”"]
    assert add_case(workbench, "Harbour").created_by == bo.rid
    assert workbench.history()[0].analyst == "Bo Li"


def test_an_analyst_who_was_undone_goes_on_working(workbench: Workbench) -> None:
    workbench.act_as("Bo")
    workbench.undo()
    add_case(workbench, "Harbour")
    assert [analyst.name for analyst in workbench.read.find(records.Analyst)] == ["Kim Vos", "Bo"]
    assert workbench.analyst == workbench.read.find(records.Analyst, name="Bo")[0]
    workbench.undo()
    assert workbench.act_as("Bo").name == "Bo"
    assert len(workbench.read.find(records.Analyst)) == 2


def test_a_renamed_analyst_goes_on_under_the_new_name(workbench: Workbench) -> None:
    workbench.run(EditFields(records.Analyst, workbench.analyst.rid, {"name": "Kim de Vos"}))
    add_case(workbench, "Harbour")
    assert workbench.history()[0].analyst == "Kim de Vos"


# --- long work


def test_a_worker_reads_beside_the_window_and_lets_go(workbench: Workbench) -> None:
    found: list[list[str]] = []

    def work() -> None:
        found.append(case_names(workbench))
        workbench.release_thread()

    add_case(workbench, "Harbour")
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [["Harbour"]]
    assert workbench.check() == []


def test_work_stops_when_it_is_asked_to() -> None:
    token = CancelToken()
    token.raise_if_asked()
    token.cancel()
    with pytest.raises(Cancelled, match=r"Stopped; nothing of it was stored."):
        token.raise_if_asked()
    no_report(1, 2)


def test_a_reading_of_what_is_gone_is_told(workbench: Workbench) -> None:
    case = add_case(workbench, "Harbour")
    assert workbench.read.exists(records.Case, case.rid)
    workbench.undo()
    assert not workbench.read.exists(records.Case, case.rid)
