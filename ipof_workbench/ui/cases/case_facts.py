"""What a case is: kind of host, quotes, attributes, each edited where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.case_rows import CasePage
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.vocabulary import QuotePolicy
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.record_tabs import choices_of
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme


class CaseFacts(QScrollArea):
    """A form that stays while its case is shown: a later reading only fills its fields again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form: FactForm | None = None
        self._shape: object = None
        self.fields: dict[str, QWidget] = {}
        self._inside = QWidget()
        self._inside.setObjectName("panelBody")
        self._column = QVBoxLayout(self._inside)
        theme = current_theme()
        self._column.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(8))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(250))
        self.setWidget(self._inside)
        self.setAccessibleName("Facts of the case")

    def show_page(self, page: CasePage) -> None:
        """Show the facts of a case."""
        shape = (page.case.rid, page.attributes, self._session.can_edit)
        values = {"kind": page.case.kind, "quote_policy": page.case.quote_policy, "description": page.case.description}
        values |= {f"attribute {column.rid}": page.values.get(column.rid, "") for column in page.attributes}
        if shape != self._shape:
            self._shape = shape
            self._build(page, values)
        elif self._session.can_edit:
            for key, value in values.items():
                _fill(self.fields[key], value)
        else:
            self._build(page, values)

    def commit(self) -> None:
        """Store what a field with the keyboard holds."""
        for field in self.fields.values():
            if field.hasFocus():
                field.clearFocus()

    def _build(self, page: CasePage, values: dict[str, str]) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        form = self._form = FactForm()
        form.set_editable(self._session.can_edit)
        rid = page.case.rid
        self.fields = {
            "kind": form.add_line("Kind of host", values["kind"], self._edit(rid, "kind")),
            "quote_policy": form.add_choice(
                "Quotes", choices_of(QuotePolicy), values["quote_policy"], self._edit(rid, "quote_policy")
            ),
        }
        for column in page.attributes:
            key = f"attribute {column.rid}"
            self.fields[key] = self._attribute(form, column, rid, values[key])
        self.fields["description"] = form.add_note("Description", values["description"], self._edit(rid, "description"))
        form.finish()
        self._column.addWidget(form)

    def _edit(self, rid: int, field: str) -> Callable[[object], object]:
        def store(value: object) -> object:
            from ipof_workbench.app.commands.record_edits import EditFields

            return self._session.run(EditFields(records.Case, rid, {field: value}))

        return store

    def _attribute(self, form: FactForm, column: AttributeColumn, rid: int, value: str) -> QWidget:
        def store(new: object) -> object:
            from ipof_workbench.app.commands.attributes import SetAttribute

            done = self._session.run(SetAttribute(column.rid, (rid,), str(new)))
            if done is None:
                # A refused value must not stay in sight as if it were stored.
                held = self._session.workbench.read.attribute_values("case").get(rid, {}).get(column.rid, "")
                _fill(self.fields[f"attribute {column.rid}"], held, typed_stays=False)
            return done

        choices = [choice for choice in column.choices.split("\n") if choice]
        if choices:
            return form.add_choice(column.name, [("", "–"), *((choice, choice) for choice in choices)], value, store)
        return form.add_line(column.name, value, store)


def _fill(field: QWidget, value: str, typed_stays: bool = True) -> None:
    if isinstance(field, QLineEdit):
        if typed_stays and field.hasFocus() and field.text() != field.property("stored"):
            return  # it is being typed
        field.setProperty("stored", value)
        if field.text() != value:
            field.setText(value)
            field.setCursorPosition(0)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QPlainTextEdit) and not field.hasFocus() and field.toPlainText() != value:
        field.setPlainText(value)
