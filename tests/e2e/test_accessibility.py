"""Every page for those who hear it or use the keyboard alone, and for words that look like markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ipof_workbench.app.commands.elements import RenameElement
from ipof_workbench.app.commands.grammar import AddRole, HideRole
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.import_review_page import ImportReviewPage
from ipof_workbench.ui.elements.elements_page import ElementsPage
from ipof_workbench.ui.report.outputs import OUTPUTS
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theory.theory_page import TheoryPage
from tests.gestures import Person

BOLD, IMAGE = "<b>x</b>", "<img src=x>"
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
QT_OWN = ("QLineEditIconButton", "QTableCornerButton", "QComboBoxListView", "QComboBoxPrivateContainer")
"""Parts of Qt's own widgets: what they belong to has the name."""
MOST_ROWS = 60


@pytest.fixture
def marked(study: Path) -> Path:
    """The sample study with names that look like markup wherever a person can write one."""
    with Workbench.open(study, analyst="Kim") as workbench:
        read = workbench.read
        coding = next(row for row in read.codings() if row.configurations and row.element is not None)
        document = next(row for row in (read.document_text(coding.document).document,))
        configuration = coding.configurations[0].configuration
        assert coding.element is not None
        assert document.case is not None
        other = next(case.rid for case in read.cases() if case.rid != document.case and case.documents)
        area = read.theory_areas()[0][0]
        for command in (
            EditFields(records.Case, document.case, {"name": IMAGE}),
            EditFields(records.Case, other, {"name": BOLD}),
            EditFields(records.Document, document.rid, {"name": f"{IMAGE} talk"}),
            EditFields(records.Configuration, configuration, {"title": f"{BOLD} in the title", "theory_area": area}),
            EditFields(records.TheoryArea, area, {"name": f"{IMAGE} area"}),
            EditFields(records.Participant, read.participants()[0].rid, {"name": f"{BOLD} person"}),
            AddRecord(records.AttributeDefinition(owner_kind="participant", name=f"{IMAGE} mood", position=99)),
            RenameElement(coding.element, f"{IMAGE} {BOLD}"),
        ):
            workbench.run(command)
    return study


@pytest.fixture
def at_study(person: Person, marked: Path) -> Person:
    person.window.open_project(marked)
    return person


# --- everything there is to see


def data_tabs(person: Person) -> Iterator[str]:
    person.window.show_page("data")
    page = person.window.stack.pages["data"]
    assert isinstance(page, DataPage)
    for tab in ("documents", "participants", "attributes", "imports"):
        page.show_tab(tab)
        yield f"data, {tab}"


def code_page(person: Person) -> Iterator[str]:
    person.window.show_page("code")
    page = person.window.stack.pages["code"]
    assert isinstance(page, CodingPage)
    coding = marked_coding(person)
    page.open_document(coding.document)
    page.desk.set_current(coding.configurations[0].configuration)
    page.view.select_span(coding.start, coding.end)
    person.wait(lambda: page.builder.showing() is not None)
    yield "code"
    person.press(Qt.Key.Key_Space)
    yield "code, picking"
    person.press(Qt.Key.Key_Escape)


def configurations_page(person: Person) -> Iterator[str]:
    person.window.show_page("configurations")
    page = person.window.stack.pages["configurations"]
    assert isinstance(page, ConfigurationsPage)
    wanted = marked_coding(person).configurations[0].configuration
    page.select_configuration(wanted)
    person.wait(lambda: page.detail.configuration == wanted)
    for tab in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(tab)
        yield f"configurations, {page.detail.tabs.tabText(tab)}"
    page.detail.sentence.edit()
    yield "configurations, sentence"


def theory_page(person: Person) -> Iterator[str]:
    person.window.show_page("theory")
    page = person.window.stack.pages["theory"]
    assert isinstance(page, TheoryPage)
    yield "theory"
    scene = page.canvas.theory_scene()
    wanted = marked_coding(person).element
    page.canvas.select([key for key, element in scene.model.by_node.items() if element.element == wanted])
    yield "theory, an element"
    page.canvas.rename_selected()
    yield "theory, renaming"
    page.canvas.editor().cancel()


def report_page(person: Person) -> Iterator[str]:
    person.window.show_page("report")
    page = person.window.stack.pages["report"]
    assert isinstance(page, ReportPage)
    for output in OUTPUTS:
        page.choose(output.key)
        person.wait(lambda: page.status_facts().startswith("Preview is up to date"))
        yield f"report, {output.key}"


def elements_page(person: Person) -> Iterator[str]:
    person.window.show_page("elements")
    page = person.window.stack.pages["elements"]
    assert isinstance(page, ElementsPage)
    wanted = marked_coding(person).element
    assert wanted is not None
    person.wait(lambda: page.tree.library.rows)
    page.show_element(wanted)
    yield "elements"
    page.tree.selectAll()
    yield "elements, several"
    page.tree.clearSelection()
    yield "elements, none"
    page.show_element(wanted)


def keys_page(person: Person) -> Iterator[str]:
    person.window.show_page("keys")
    yield "keys"
    person.press(Qt.Key.Key_Return)
    yield "keys, waiting"
    person.press(Qt.Key.Key_Escape)


def grammar_page(person: Person) -> Iterator[str]:
    session = person.session
    session.run(AddRole(f"{IMAGE} role"))
    session.run(HideRole(session.roles()[-1].rid))
    person.window.show_page("grammar")
    yield "grammar"
    session.undo()
    session.undo()


def other_pages(person: Person) -> Iterator[str]:
    person.window.show_page("history")
    yield "history"
    for action in ("guide", "about"):
        person.window.actions_table[action].trigger()
        yield action
    for action in ("new", "analyst", "keys"):
        person.window.actions_table[action].trigger()
        yield action
        person.sees(Sheet).dismiss()


def review(person: Person, folder: Path) -> Iterator[str]:
    talk, table = folder / "talk.txt", folder / "cases.csv"
    talk.write_text(f"Interviewer: Why?\n{BOLD}: Because it was quiet {IMAGE}.\n", encoding="utf-8")
    table.write_text(f"case,kind,mood\n{IMAGE},forum,{BOLD}\n", encoding="utf-8")
    person.drop([talk, table])
    page = person.sees(ImportReviewPage)
    person.wait(lambda: page.batch.is_read)
    for row in range(page.files.rowCount()):
        page.view.setCurrentIndex(page.files.index(row))
        yield f"import, {row}"


def marked_coding(person: Person):
    return next(row for row in person.session.workbench.read.codings() if row.element_label == f"{IMAGE} {BOLD}")


def everywhere(person: Person, folder: Path) -> Iterator[str]:
    """Show every page in every state; yields what is shown, when it has settled."""
    for part in (
        data_tabs,
        code_page,
        configurations_page,
        elements_page,
        theory_page,
        report_page,
        grammar_page,
        keys_page,
        other_pages,
    ):
        for where in part(person):
            settle(person)
            yield where
    for where in review(person, folder):
        settle(person)
        yield where
    person.window.close_project()
    settle(person)
    yield "start"


def settle(person: Person) -> None:
    session = person.window.session
    QApplication.processEvents()
    person.wait(lambda: session is None or not session._background.is_busy())  # noqa: SLF001
    QApplication.processEvents()


def controls(person: Person) -> list[QWidget]:
    """Return the visible controls, without the parts of Qt's own widgets."""
    found = []
    for widget in person.window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or widget.metaObject().className() in QT_OWN
        if isinstance(widget, CONTROLS) and widget.isVisible() and not inner and not isinstance(widget, QHeaderView):
            found.append(widget)
    return found


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: its accessible name, for a button at least its words."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


# --- the tests


def test_every_control_of_every_page_has_a_name(at_study: Person, tmp_path: Path):
    nameless: set[str] = set()
    seen = 0
    for where in everywhere(at_study, tmp_path):
        for widget in controls(at_study):
            seen += 1
            if not spoken_name(widget).strip():
                nameless.add(f"{where}: {type(widget).__name__} {widget.objectName()} in {owners(widget)}")
    assert seen > 400
    assert sorted(nameless) == []


def owners(widget: QWidget) -> str:
    names = []
    parent = widget.parentWidget()
    while parent is not None and len(names) < 3:
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " in ".join(names)


def test_words_that_look_like_markup_are_shown_as_they_are(at_study: Person, tmp_path: Path):
    wrong: dict[str, str] = {}
    labels: set[str] = set()
    for where in everywhere(at_study, tmp_path):
        for label in at_study.window.findChildren(QLabel):
            if label.text() and label.textFormat() != Qt.TextFormat.PlainText:
                wrong.setdefault(f"label {label.text()!r} in {owners(label)}", where)
            if label.isVisible():
                labels.add(label.text())
        for words in marked_tooltips(at_study):
            wrong.setdefault(words, where)
        assert at_study.window.findChildren(QMessageBox) == []
    assert wrong == {}
    assert any(IMAGE in words for words in labels), "the names were never on the screen"


def marked_tooltips(person: Person) -> list[str]:
    """Return the tooltips that Qt would read as markup made by the person's words."""
    found = []
    for widget in person.window.findChildren(QWidget):
        if is_marked(widget.toolTip()):
            found.append(f"{type(widget).__name__} {widget.toolTip()!r}")
        if isinstance(widget, QAbstractItemView) and widget.isVisible() and widget.model() is not None:
            tips = item_tips(widget.model())
            found += [f"{widget.accessibleName()} {tip!r}" for tip in tips if is_marked(tip)]
    for action in person.window.findChildren(QAction):
        holders = action.associatedObjects()
        is_shown = any(isinstance(holder, QMenu) and holder.toolTipsVisible() for holder in holders)
        if is_shown and is_marked(action.toolTip()):
            found.append(f"action {action.toolTip()!r}")
    return found


def is_marked(tip: str) -> bool:
    """Tell whether words stand unescaped in a tooltip, where Qt would take them for markup."""
    return BOLD in tip or IMAGE in tip


def item_tips(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = QModelIndex() if parent is None else parent
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for column in range(columns if parent is None else 0):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")
    for row in range(min(model.rowCount(above), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, above)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if column == 0:
                yield from item_tips(model, index)


@pytest.mark.parametrize(
    "page",
    [
        "data",
        "code",
        "statements",
        "configurations",
        "elements",
        "theory",
        "cases",
        "trail",
        "report",
        "grammar",
        "keys",
        "history",
    ],
)
def test_f6_goes_round_every_region_of_a_page(at_study: Person, page: str):
    parts: dict[str, Callable[[Person], Iterator[str]]] = {
        "data": data_tabs,
        "code": code_page,
        "configurations": configurations_page,
        "elements": elements_page,
        "theory": theory_page,
        "report": report_page,
    }
    at_study.window.show_page(page)
    for _ in zip(range(2), parts[page](at_study) if page in parts else (), strict=False):
        settle(at_study)
    shown = at_study.window.stack.current_page()
    assert shown is not None
    wanted = [region for region in shown.regions() if region.isVisible() and takes_keys(region)]
    assert len(wanted) > (page != "history")
    reached = set()
    for _ in range(len(wanted) + 1):
        at_study.press(Qt.Key.Key_F6)
        focused = at_study.keyboard()
        around = [region for region in wanted if region is focused or region.isAncestorOf(focused)]
        assert around, f"{focused} is in no region"
        reached.add(min(around, key=lambda region: region.width() * region.height()))
    assert reached == set(wanted), [type(region).__name__ for region in wanted]


def takes_keys(region: QWidget) -> bool:
    """Tell whether anything in a region can have the keyboard now."""
    return any(
        widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        for widget in (region, *region.findChildren(QWidget))
    )


def test_a_choice_made_by_keys_in_the_import_review_keeps_the_keyboard(at_study: Person, tmp_path: Path):
    next(review(at_study, tmp_path))
    settle(at_study)
    choice = next(box for box in at_study.window.findChildren(QComboBox) if box.accessibleName() == "Participants")
    at_study.click(choice)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    at_study.window.activateWindow()
    at_study.wait(choice.hasFocus)
    for _ in range(2):
        at_study.press(Qt.Key.Key_Down)
        settle(at_study)
        assert at_study.keyboard().accessibleName() == "Participants"
    page = at_study.sees(ImportReviewPage)
    assert page.batch.participants == "speaker"
