"""The head of a column: rename it, give it another type, delete it, add another; each is one step."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ipof_workbench.app.commands.cells import TYPE_WORDS, RetypeAttribute
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.data.grid_model import Grid
from ipof_workbench.ui.data.grid_view import GridView
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme

NOT_OURS = "This column belongs to every project; only attributes can be changed"


class HeadField(QLineEdit):
    """A name written where the head of a column stands; `given_up` follows Esc."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ColumnMenus(QObject):
    """`misfits_asked` carries an attribute whose values that do not fit are to be listed."""

    misfits_asked = Signal(object)

    def __init__(self, session: Session, owner_kind: str, view: GridView, grid: Grid) -> None:
        super().__init__(view)
        self._session, self._owner_kind, self._view, self._grid = session, owner_kind, view, grid
        self._wanted: Rid | None = None
        self._field: HeadField | None = None
        view.model().modelReset.connect(self._rename_wanted)

    def menu(self, column: int) -> QMenu:
        """Return the menu of a column; what cannot be done with it says why."""
        columns = self._grid.grid_columns()
        shown = columns[column] if 0 <= column < len(columns) else None
        attribute = shown.attribute if shown is not None else None
        menu = QMenu(self._view)
        menu.setToolTipsVisible(True)
        rename = menu.addAction("Rename column")
        rename.triggered.connect(lambda: self.rename(column))
        types = menu.addMenu("Type")
        group = QActionGroup(types)
        held = shown.rule.value_type if shown is not None and shown.rule is not None else ""
        for key, words in TYPE_WORDS.items():
            action = types.addAction(words.capitalize())
            action.setCheckable(True)
            action.setChecked(key == held)
            group.addAction(action)
            action.triggered.connect(lambda _=False, key=key: self.retype(attribute, key))
        misfits = menu.addAction("Show values that do not fit")
        misfits.triggered.connect(lambda: self._ask_misfits(attribute))
        delete = menu.addAction("Delete column")
        delete.triggered.connect(lambda: self.delete(attribute))
        why = NOT_OURS if attribute is None else self._session.why_not_editable
        for action in (rename, types.menuAction(), delete):
            action.setEnabled(not why)
            action.setToolTip(why)
        misfits.setEnabled(attribute is not None)
        misfits.setToolTip("" if attribute is not None else NOT_OURS)
        menu.addSeparator()
        add = menu.addAction("Add column")
        add.triggered.connect(self.add)
        add.setEnabled(self._session.can_edit)
        add.setToolTip(self._session.why_not_editable)
        return menu

    def _ask_misfits(self, attribute: Rid | None) -> None:
        if attribute in self._session.workbench.read.grid.misfits(self._owner_kind):
            self.misfits_asked.emit(attribute)
        else:
            self._session.show_toast("All values of this column fit its type", undo=False)

    def open_menu(self, column: int) -> None:
        """Open the menu under the head of a column."""
        head = self._view.horizontalHeader()
        left = max(0, head.sectionViewportPosition(column)) if column >= 0 else 0
        self.menu(column).popup(head.mapToGlobal(QPoint(left, head.height())))

    # --- what it does

    def rename(self, column: int) -> None:
        """Let the name of a column be written in its head."""
        attribute = self._grid.grid_columns()[column].attribute
        if attribute is None:
            self._session.refuse(f"{NOT_OURS}.")
            return
        head = self._view.horizontalHeader()
        self._view.scrollTo(self._view.model().index(max(0, self._view.currentIndex().row()), column))
        self.give_up()
        field = self._field = HeadField(self._grid.grid_columns()[column].head, _ground(head))
        field.setAccessibleName("Name of the column")
        width = max(head.sectionSize(column), current_theme().px(120))
        left = min(head.sectionViewportPosition(column), max(0, head.viewport().width() - width))
        field.setGeometry(QRect(left, 0, width, head.height()))
        field.selectAll()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.given_up.connect(self.give_up)
        field.editingFinished.connect(lambda: self._named(attribute))

    def _named(self, attribute: Rid) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        before = self._session.workbench.read.find(records.AttributeDefinition, rid=attribute)
        name = field.text().strip()
        field.hide()
        field.deleteLater()
        if before and name != before[0].name:
            self._session.run(EditFields(records.AttributeDefinition, attribute, {"name": name}))
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Leave a name as it is."""
        field, self._field = self._field, None
        if field is not None:
            field.hide()
            field.deleteLater()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def retype(self, attribute: Rid | None, value_type: str) -> None:
        """Give a column another type; values that do not fit are kept and said."""
        if attribute is None:
            return
        outcome = self._session.run(RetypeAttribute(attribute, value_type))
        if outcome is not None:
            self._session.show_toast(self._session.workbench.history(1)[0].label)

    def delete(self, attribute: Rid | None) -> None:
        """Delete a column with its values; one undo brings both back."""
        if attribute is not None and self._session.run(DeleteRecords(records.AttributeDefinition, (attribute,))):
            self._session.show_toast(self._session.workbench.history(1)[0].label)

    def add(self) -> None:
        """Add a column and let its name be written."""
        names = {held.name for held in self._session.workbench.read.attributes(self._owner_kind)}
        name, number = "New column", 2
        while name in names:
            name, number = f"New column {number}", number + 1
        made = records.AttributeDefinition(owner_kind=self._owner_kind, name=name, position=len(names))
        outcome = self._session.run(AddRecord(made))
        if outcome is not None:
            self._wanted = outcome.result.rid

    def _rename_wanted(self) -> None:
        wanted = self._wanted
        at = next((at for at, column in enumerate(self._grid.grid_columns()) if column.attribute == wanted), -1)
        if wanted is not None and at >= 0:
            self._wanted = None
            self._view.horizontalScrollBar().setValue(self._view.horizontalScrollBar().maximum())
            self.rename(at)


def _ground(head: QWidget) -> QWidget:
    viewport = getattr(head, "viewport", None)
    return viewport() if callable(viewport) else head
