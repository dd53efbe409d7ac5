"""The Trail page and the forms on versions as a person uses them; the project is looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.findings import KeepFinding
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.domain import records
from ipof_workbench.ui import session as session_module
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.places import QuotePlace, RecordPlace
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.trail.trail_page import TrailPage
from ipof_workbench.ui.trail.versions_tab import VersionsTab
from ipof_workbench.ui.trail.word_runs import BEFORE, segment_words, side_segments
from ipof_workbench.ui.versions.freeze_sheet import CHANGE, REASON
from ipof_workbench.ui.versions.record_sheet import RecordVersionSheet, open_record_sheet
from tests.factories import make_study
from tests.ui.test_configurations_page import filled

WAIT = 10_000


@pytest.fixture
def window(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    with make_study(tmp_path / "study.ipof") as workbench:
        filled(workbench)
        workbench.run(AddStatement("nobody looks in at night", "people stop writing", "they feel alone", number="S1"))
    window = MainWindow(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.desk.open(tmp_path / "study.ipof")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.desk.close()


def trail(window: MainWindow, qtbot: QtBot) -> VersionsTab:
    """Go to the Trail page and return its first tab, when it has been read."""
    window.show_page("trail")
    page = window.stack.pages["trail"]
    assert isinstance(page, TrailPage)
    tab = page.tab("versions")
    assert isinstance(tab, VersionsTab)
    qtbot.waitUntil(lambda: tab.freezes.model().rowCount() > 0, timeout=WAIT)
    return tab


def workbench_of(window: MainWindow):  # type: ignore[no-untyped-def]
    assert window.session is not None
    return window.session.workbench


def sheet(window: QWidget, qtbot: QtBot, name: str) -> Sheet:
    """Return the form that is open."""
    found: list[Sheet] = []

    def look() -> bool:
        found[:] = [each for each in window.findChildren(Sheet, name) if each.isVisible()]
        return len(found) == 1

    qtbot.waitUntil(look, timeout=WAIT)
    return found[0]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def frozen(window: MainWindow, name: str):  # type: ignore[no-untyped-def]
    return workbench_of(window).run(FreezeTheory(name)).result


def changed_theory(window: MainWindow) -> None:
    """Freeze, then refine configuration 1 and refute statement S1, with reasons."""
    workbench = workbench_of(window)
    frozen(window, "IPT")
    rows = {row.number: row.rid for row in workbench.read.configurations()}
    workbench.run(PutInPlace(rows["1"], "context", label="A quiet forum"))
    workbench.run(RecordVersion("configuration", rows["1"], "narrowed", "only where few write"))
    statement = workbench.read.statements()[0].rid
    workbench.run(RecordVersion("theory_statement", statement, "refuted", "they write all the same", status="rejected"))
    detail = workbench.read.configuration(rows["2"])
    workbench.run(
        EditFields(records.ConfigurationVersion, detail.draft, {"if_text": "somebody says when they look in"})
    )


# --- freezing


def test_without_a_freeze_the_page_says_so_and_freezes_with_one_click(window: MainWindow, qtbot: QtBot) -> None:
    tab = trail(window, qtbot)
    assert tab._empty.isVisible()  # noqa: SLF001
    tab._empty.action_requested.emit()  # noqa: SLF001
    form = sheet(window, qtbot, "freezeSheet")
    assert form.name.text() == "IPT"  # type: ignore[attr-defined]
    QTest.keyClick(form.name, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(workbench_of(window).read.versions.frozen()) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: tab.freezes.model().rowCount() == 2, timeout=WAIT)
    assert "IPT" in str(tab.freezes.model().index(1, 0).data())
    assert len(workbench_of(window).read.versions.recorded()) == 3


def test_a_great_freeze_is_taken_back_and_brought_back_in_a_worker(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, workbench = window.session, workbench_of(window)
    assert session is not None
    frozen(window, "IPT")
    assert session.undo(), "a small one is taken back at once"
    monkeypatch.setattr(session_module, "CHANGED_AT_ONCE", 3)
    for work, names in ((session.redo, ["IPT"]), (session.undo, [])):
        assert not work(), "it is under way"
        assert not session.can_edit
        qtbot.waitUntil(lambda: session.can_edit, timeout=WAIT)
        assert [row.name for row in workbench.read.versions.frozen()] == names


def test_a_freeze_takes_changes_and_reasons_that_were_written_into_its_list(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    tab = trail(window, qtbot)
    click(tab.freeze_button)
    form = sheet(window, qtbot, "freezeSheet")
    model, table = form.model, form.table  # type: ignore[attr-defined]
    assert [row.number for row in model.rows] == ["2"]
    form.name.setText("refined")  # type: ignore[attr-defined]
    table.setFocus()
    table.setCurrentIndex(model.index(0, REASON))
    qtbot.waitUntil(table.hasFocus, timeout=WAIT)
    QTest.keyClick(table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=WAIT)
    editor = table.viewport().findChildren(QLineEdit)[0]
    QTest.keyClicks(editor, "said in every forum")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(model.given()), timeout=WAIT)
    model.setData(model.index(0, CHANGE), "broadened")
    form.accept()
    qtbot.waitUntil(lambda: len(workbench_of(window).read.versions.frozen()) == 2, timeout=WAIT)
    recorded = workbench_of(window).read.versions.recorded("configuration")
    last = [row for row in recorded if row.subject_number == "2"][-1]
    assert (last.change, last.reason) == ("broadened", "said in every forum")


def test_a_name_that_is_taken_or_missing_is_said_in_the_form(window: MainWindow, qtbot: QtBot) -> None:
    frozen(window, "IPT")
    tab = trail(window, qtbot)
    click(tab.freeze_button)
    form = sheet(window, qtbot, "freezeSheet")
    form.accept()
    assert "needs a name" in form.problem()
    form.name.setText("ipt")  # type: ignore[attr-defined]
    form.accept()
    assert "already a frozen theory" in form.problem()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert len(workbench_of(window).read.versions.frozen()) == 1


# --- comparing


def test_the_comparison_lists_what_changed_with_badges_words_and_reasons(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.list.rows.rowCount() > 0, timeout=WAIT)
    said = [str(tab.list.rows.index(row).data()) for row in range(tab.list.rows.rowCount())]
    assert said[0].startswith("Statement S1, refuted. Before: If nobody looks in at night")
    assert "Status initial → rejected" in said[0]
    assert "Configuration 1, narrowed." in said[1]
    assert "+ Context: A quiet forum" in said[1]
    assert "only where few write" in said[1]
    assert "[added: and a quiet forum]" in said[1]
    assert "Configuration 2, reworded." in said[2]
    assert "[removed: no moderator at night]" in said[2]
    assert said[3].startswith("Elements added: A quiet forum")


def test_chips_narrow_the_list_and_the_arrows_go_from_one_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.list.rows.rowCount() == 4, timeout=WAIT)
    click(tab.chips.chip("refuted"))
    assert [row.number for row in tab.list.rows.rows] == ["S1"]  # type: ignore[union-attr]
    click(tab.chips.chip("all"))
    assert tab.list.rows.rowCount() == 4
    QTest.keyClick(tab.chips, Qt.Key.Key_Left)
    assert tab.chips.current() == "changed"


def test_the_quotes_behind_a_change_stand_at_the_right_and_open_their_place(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.list.rows.rowCount() == 4, timeout=WAIT)
    frozen_first = tab.since.currentData()
    # Everything that led to the first versions is behind the comparison with nothing but what came since.
    tab.list.setCurrentIndex(tab.list.rows.index(1))
    entry = tab.list.current()
    assert entry is not None
    assert entry.number == "1"
    assert frozen_first == workbench_of(window).read.versions.frozen()[0].rid
    assert not tab.right_panel.quotes.isVisible()
    from tests.factories import code

    made = code(
        workbench_of(window), "P15 · member", "strangers say the thing", "context", entry.claim.rid, "A quiet forum"
    )
    qtbot.waitUntil(lambda: tab.right_panel.quotes.isVisible(), timeout=WAIT)
    went: list[object] = []
    assert window.session is not None
    window.session.place_requested.connect(went.append)
    quotes = tab.right_panel.quotes
    quotes.choose(made.evidence or 0)
    quotes.setFocus()
    QTest.keyClick(quotes, Qt.Key.Key_Return)
    assert isinstance(went[0], QuotePlace)
    qtbot.waitUntil(lambda: window.stack.current_page() is window.stack.pages["code"], timeout=WAIT)


def test_any_two_moments_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    second = frozen(window, "refined")
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.until.currentText() == "refined", timeout=WAIT)
    tab.freezes.chosen.emit(None)
    qtbot.waitUntil(lambda: tab.until.currentText() == "Now", timeout=WAIT)
    assert tab.since.currentText() == "refined"
    assert tab._none.isVisible()  # noqa: SLF001
    tab._none.action_requested.emit()  # noqa: SLF001
    assert tab.list.rows.rowCount() == 3
    assert window.session is not None
    window.session.show_record("programme_theory", second.rid)
    qtbot.waitUntil(lambda: (tab.since.currentText(), tab.until.currentText()) == ("IPT", "refined"), timeout=WAIT)
    page = window.stack.pages["trail"]
    page.go_to(RecordPlace("trail", "programme_theory", workbench_of(window).read.versions.frozen()[0].rid))
    assert page.status_facts().startswith("2 frozen theories")


def test_the_comparison_that_is_shown_goes_into_a_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    changed_theory(window)
    frozen(window, "refined")
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.until.currentText() == "refined", timeout=WAIT)
    assert window.session is not None
    for until, told in (("refined", "“IPT” to “refined”"), (None, "“refined” to the theory now")):
        target = tmp_path / f"changes {until}.md"
        window.session.ask_save_path = lambda *_asked, target=target: target
        if until is None:
            tab.freezes.chosen.emit(None)
            qtbot.waitUntil(lambda: tab.until.currentText() == "Now", timeout=WAIT)
        click(tab.export_button)
        qtbot.waitUntil(target.is_file, timeout=WAIT)
        assert told in target.read_text(encoding="utf-8")


def test_wordings_of_what_is_not_there_say_so(window: MainWindow) -> None:
    changed_theory(window)
    comparison = workbench_of(window).read.versions.compare(workbench_of(window).read.versions.frozen()[0].rid, None)
    entry = next(entry for entry in comparison.entries if entry.number == "2")
    assert "Not there yet" not in segment_words(side_segments(entry, BEFORE))


# --- the past


def test_the_theory_as_it_stood_opens_in_a_window_that_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    changed_theory(window)
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.until.count() > 0, timeout=WAIT)
    click(tab.past_button)
    form = sheet(window, qtbot, "pastSheet")
    form.accept()
    qtbot.waitUntil(lambda: len(window.pasts) == 1, timeout=WAIT)
    past = window.pasts[0]
    assert past.session is not None
    assert not past.session.can_edit
    assert past.frame.banner.isVisible()
    assert "Nothing can be changed here" in past.frame.banner.accessibleName()
    read = past.session.workbench.read
    assert read.statements()[0].status == "initial"
    assert len(read.versions.recorded()) == 3
    assert not past.actions_table["new"].isEnabled()
    assert past.actions_table["new"].toolTip()
    recent = [project.path for project in window.desk.recent.all()]
    assert len(recent) == 1
    past.frame.banner.link_activated.emit()
    qtbot.waitUntil(lambda: not window.pasts, timeout=WAIT)
    assert workbench_of(window).read.statements()[0].status == "rejected"


def test_a_day_and_time_open_the_past_and_nonsense_is_refused_in_the_form(window: MainWindow, qtbot: QtBot) -> None:
    tab = trail(window, qtbot)
    click(tab.past_button)
    form = sheet(window, qtbot, "pastSheet")
    assert form.at.isEnabled()  # type: ignore[attr-defined]
    form.at.setText("soon")  # type: ignore[attr-defined]
    form.accept()
    assert "is no time" in form.problem()
    form.at.setText("1999-01-01 10:00")  # type: ignore[attr-defined]
    assert window.session is not None
    with qtbot.waitSignal(window.session.refused, timeout=WAIT) as told:
        form.accept()
    assert "The project was begun on" in str(told.args)
    assert window.pasts == []


def test_the_windows_of_the_past_close_with_the_project(window: MainWindow, qtbot: QtBot) -> None:
    frozen(window, "IPT")
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.until.count() > 0, timeout=WAIT)
    click(tab.past_button)
    sheet(window, qtbot, "pastSheet").accept()
    qtbot.waitUntil(lambda: len(window.pasts) == 1, timeout=WAIT)
    window.close_project()
    assert window.pasts == []


# --- recording, splitting, merging


def configurations(window: MainWindow, qtbot: QtBot, number: str = "1"):  # type: ignore[no-untyped-def]
    workbench = workbench_of(window)
    rid = next(row.rid for row in workbench.read.configurations() if row.number == number)
    assert window.session is not None
    window.session.show_configuration(rid)
    page = window.stack.pages["configurations"]
    qtbot.waitUntil(lambda: page.detail.configuration == rid, timeout=WAIT)
    return page, rid


def test_a_version_is_recorded_by_key_with_change_reason_and_chosen_quotes(window: MainWindow, qtbot: QtBot) -> None:
    page, rid = configurations(window, qtbot)
    page.table.view.setFocus()
    QTest.keyClick(
        page.table.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    form = sheet(window, qtbot, "recordVersionSheet")
    assert isinstance(form, RecordVersionSheet)
    assert [form.change.itemData(at) for at in range(form.change.count())] == ["new"]
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "first wave")
    first = form.evidence.ticked()
    assert len(first) == 4
    form.evidence.setFocus()
    QTest.keyClick(form.evidence, Qt.Key.Key_Space)
    form.accept()
    row = workbench_of(window).read.versions.recorded("configuration", rid)[0]
    assert (row.change, row.reason, len(row.evidence)) == ("new", "first wave", 3)
    page.detail.tabs.setCurrentIndex(1)
    versions = page.detail.history.versions
    assert versions.isVisible()
    assert str(versions.versions.index(0, 1).data()) == "New: first wave"
    versions.activated.emit(versions.versions.index(0, 0))
    assert page.detail.tabs.currentIndex() == 0


def test_a_change_suggests_a_status_and_without_a_change_there_are_judgements(window: MainWindow, qtbot: QtBot) -> None:
    _, rid = configurations(window, qtbot)
    workbench_of(window).run(RecordVersion("configuration", rid))
    assert window.session is not None
    form = open_record_sheet(window.session, "configuration", rid, window)
    assert form is not None
    offered = {form.change.itemData(at) for at in range(form.change.count())}
    assert offered == {"confirmed", "refuted", "dropped", "parked", "revived", "split", "merged"}
    form.change.setCurrentIndex(form.change.findData("refuted"))
    assert form.status.currentData() == "rejected"
    form.accept()
    assert workbench_of(window).read.get(records.Configuration, rid).status == "rejected"


def test_an_empty_configuration_is_refused_in_the_status_bar(window: MainWindow, qtbot: QtBot) -> None:
    from ipof_workbench.app.commands.configurations import AddConfiguration

    empty = workbench_of(window).run(AddConfiguration("9")).result
    assert window.session is not None
    with qtbot.waitSignal(window.session.refused) as told:
        assert open_record_sheet(window.session, "configuration", empty.rid, window) is None
    assert "There is nothing in configuration 9 yet" in str(told.args)


def test_returning_to_a_version_from_its_menu(window: MainWindow, qtbot: QtBot) -> None:
    page, rid = configurations(window, qtbot)
    workbench = workbench_of(window)
    workbench.run(RecordVersion("configuration", rid))
    workbench.run(PutInPlace(rid, "context", label="A quiet forum"))
    page.detail.tabs.setCurrentIndex(1)
    page.detail.refresh()
    versions = page.detail.history.versions
    versions.return_requested.emit(versions.versions.rows[0])
    assert not workbench.read.versions.behind("configuration", rid).differs


def test_a_configuration_is_split_by_ticking_what_goes_where(window: MainWindow, qtbot: QtBot) -> None:
    page, rid = configurations(window, qtbot)
    page.detail.versions.split()
    form = sheet(window, qtbot, "splitSheet")
    form.accept()
    assert "Both parts hold the same" in form.problem()
    boxes = form.findChildren(QCheckBox)
    assert all(box.accessibleName() for box in boxes)
    form.boxes[0][1][1].setChecked(False)  # type: ignore[attr-defined]
    form.accept()
    assert form.problem() == "" or not form.isVisible()
    numbers = [row.number for row in workbench_of(window).read.configurations()]
    assert numbers == ["1", "1a", "1b", "2"]
    assert workbench_of(window).read.get(records.Configuration, rid).status == "parked"


def test_others_are_merged_into_a_configuration(window: MainWindow, qtbot: QtBot) -> None:
    page, rid = configurations(window, qtbot)
    page.detail.versions.merge()
    form = sheet(window, qtbot, "mergeSheet")
    form.accept()
    assert "at least one other" in form.problem()
    form.filter.setText("dark")  # type: ignore[attr-defined]
    assert form.others.model().rowCount() == 1  # type: ignore[attr-defined]
    form.others.setFocus()  # type: ignore[attr-defined]
    QTest.keyClick(form.others, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    form.accept()
    held = workbench_of(window).read.find(records.Lineage)
    assert [(row.descendant, row.change) for row in held] == [(rid, "merged")]


def test_rivals_are_linked_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    page, rid = configurations(window, qtbot)
    page.detail.versions.make_rival()
    form = sheet(window, qtbot, "rivalSheet")
    form.others.setFocus()  # type: ignore[attr-defined]
    QTest.keyClick(form.others, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    form.accept()
    link = workbench_of(window).read.links(rid)[0]
    assert (link.kind, link.to_number) == ("rival", "2")


def test_every_field_of_the_forms_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    _, rid = configurations(window, qtbot)
    assert window.session is not None
    form = open_record_sheet(window.session, "configuration", rid, window)
    assert form is not None
    assert all(field.accessibleName() for field in form.findChildren(QComboBox))


def test_findings_behind_a_change_are_read_at_the_right_and_open(window: MainWindow, qtbot: QtBot) -> None:
    workbench = workbench_of(window)
    frozen(window, "IPT")
    statement = workbench.read.statements()[0].rid
    kept = records.Finding(kind="survey_statistic", wording="Two in five log in at night", number=202, denominator=504)
    finding = workbench.run(KeepFinding(kept)).result
    piece = workbench.run(AddEvidence(finding=finding.rid, statement=statement, stance="refines")).result
    workbench.run(RecordVersion("theory_statement", statement, "confirmed", "the survey says so"))
    workbench.run(EditFields(records.Evidence, piece.rid, {"stance": "challenges"}))
    tab = trail(window, qtbot)
    qtbot.waitUntil(lambda: tab.list.rows.rowCount() > 0, timeout=WAIT)
    tab.list.setCurrentIndex(tab.list.rows.index(0))
    findings = tab.right_panel.findings
    assert findings.isVisible()
    assert not tab.right_panel.quotes.isVisible()
    said = [str(findings.rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(2)]
    assert said[0] == "Findings, 1"
    assert said[1].startswith("refines. Two in five log in at night"), "with the stance that led to the version"
    went: list[object] = []
    assert window.session is not None
    window.session.place_requested.connect(went.append)
    findings.setCurrentIndex(findings.rows.index(1))
    findings.setFocus()
    QTest.keyClick(findings, Qt.Key.Key_Return)
    assert went[0] == RecordPlace("data", "finding", finding.rid)


def test_a_form_that_records_a_version_names_the_findings(window: MainWindow, qtbot: QtBot) -> None:
    workbench = workbench_of(window)
    statement = workbench.read.statements()[0].rid
    kept = records.Finding(kind="survey_statistic", wording="Two in five log in at night", number=202, denominator=504)
    finding = workbench.run(KeepFinding(kept)).result
    workbench.run(AddEvidence(finding=finding.rid, statement=statement))
    assert window.session is not None
    form = open_record_sheet(window.session, "theory_statement", statement, window)
    assert form is not None
    assert form.evidence.model().index(0, 0).data() == "Two in five log in at night 202 of 504 (40.1 %)"
    form.dismiss()


def test_long_names_of_freezes_take_the_room_there_is_and_are_whole_in_the_tooltip(
    window: MainWindow, qtbot: QtBot
) -> None:
    long = "After the second round of interviews with hosts, members and those who left, as agreed at the panel"
    frozen(window, "Initial programme theory")
    tab = trail(window, qtbot)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: tab.since.shown_words() == "Initial programme theory", timeout=WAIT)
    assert tab.since.toolTip() == ""
    frozen(window, long)
    tab.choose_freeze(workbench_of(window).read.versions.frozen()[1].rid)
    qtbot.waitUntil(lambda: tab.until.currentText() == long, timeout=WAIT)
    qtbot.waitUntil(lambda: tab.until.shown_words().endswith("…"), timeout=WAIT)
    assert long in tab.until.toolTip()
    assert tab.bar.minimumSizeHint().width() < 600, "a long name does not push the bar out of a small window"
