"""Theory area, strength, level and scope of a configuration, each chosen or written where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationDetail
from ipof_workbench.ui.configurations.case_chips import CaseChips
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.configurations.role_rows import RowHead
from ipof_workbench.ui.configurations.wording import LEVEL_WORDS, STRENGTH_WORDS
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import QuietButton
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.picked_value import Picked
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

NONE_KEY = "none"


class ValueButton(QuietButton):
    """A value as quiet words at the left; pale while there is none."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._pale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, pale: bool, spoken: str) -> None:
        """Show other words."""
        self.setText(words)
        self.setAccessibleName(spoken)
        self._pale = pale
        self.update()

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(current_theme().font())
        painter.setPen(current_theme().colour("text3" if self._pale else "text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, flags, elided(self.text(), painter.font(), box.width()))


class PickedText(Picked):
    """A value as words; a click turns it into a type-ahead field."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        self.button = ValueButton(empty)
        super().__init__(name, empty, self.button, parent)

    def show_value(self, words: str) -> None:
        """Show another value."""
        self.button.show_words(words or self._empty, not words, f"{self._name}: {words or self._empty}")


class FactRows(QWidget):
    """The rows of facts; `ties` (words, widget) stand after the theory area.

    Signals:
        area_picked(rid or None): an area that is there, or none.
        area_named(name): a new area.
        changed(field, words): strength, level or scope.
        scoped(cases): the cases for which it is meant, by rid; none for all.
    """

    area_picked = Signal(object)
    area_named = Signal(str)
    changed = Signal(str, str)
    scoped = Signal(object)

    def __init__(self, ties: Sequence[tuple[str, QWidget]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas: Sequence[tuple[Rid, str]] = ()
        self._typed = ""
        self.area = PickedText("Theory area", "No theory area yet")
        self.area.field.set_source(self._area_rows)
        self.area.picked.connect(self._pick_area)
        self.strength = PickedText("Strength", "Not judged yet")
        self.level = PickedText("Level", "No level yet")
        self.strength.field.set_source(lambda typed: word_rows(STRENGTH_WORDS, typed))
        self.strength.picked.connect(lambda row: self._pick_word("strength", row))
        self.level.field.set_source(lambda typed: word_rows(LEVEL_WORDS, typed))
        self.level.picked.connect(lambda row: self._pick_word("level", row))
        self.scope = EditableText("Scope", "For whom and where it holds")
        self.scope.committed.connect(lambda words: self.changed.emit("scope", words))
        self.cases = CaseChips()
        self.cases.changed.connect(self.scoped)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        rows = (
            ("Theory area", self.area),
            *ties,
            ("Strength", self._judgement()),
            ("Scope", self.scope),
            ("Cases", self.cases),
        )
        for number, (words, widget) in enumerate(rows):
            self._grid.addWidget(RowHead(words), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, number, 1)
        self._grid.setColumnStretch(1, 1)
        current_theme().changed.connect(self._measure)
        self._measure()

    def _judgement(self) -> QWidget:
        """Strength and level share a row."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.strength, 3)
        row.addWidget(PlainLabel("Level", colour="text2"))
        row.addSpacing(current_theme().px(8))
        row.addWidget(self.level, 2)
        return both

    def show_detail(self, detail: ConfigurationDetail, areas: Sequence[tuple[Rid, str]]) -> None:
        """Show the facts of a configuration; `areas` are those to choose from."""
        self._areas = areas
        self.area.show_value(detail.row.theory_area_name)
        self.strength.show_value(detail.strength)
        self.level.show_value(detail.level)
        self.scope.set_text(detail.scope)

    def _area_rows(self, typed: str) -> list[TypeAheadRow]:
        fitting = [TypeAheadRow(rid, name) for rid, name in self._areas if typed.casefold() in name.casefold()]
        if not typed:
            return [*fitting, TypeAheadRow(NONE_KEY, "No theory area")]
        if all(row.text.casefold() != typed.casefold() for row in fitting):
            fitting.append(TypeAheadRow(None, f"New theory area “{typed}”", is_new=True))
            self._typed = typed
        return fitting

    def _pick_area(self, row: object) -> None:
        if not isinstance(row, TypeAheadRow):
            return
        if row.is_new:
            self.area_named.emit(self._typed)
        else:
            self.area_picked.emit(None if row.key == NONE_KEY else row.key)

    def _pick_word(self, field: str, row: object) -> None:
        if isinstance(row, TypeAheadRow):
            self.changed.emit(field, str(row.key))

    def _measure(self) -> None:
        self._grid.setHorizontalSpacing(current_theme().px(8))
        self._grid.setVerticalSpacing(current_theme().px(2))


def word_rows(offered: Sequence[str], typed: str) -> list[TypeAheadRow]:
    """Return the words on offer, none of them, and what is typed as a word of its own; keys are the words to store."""
    fitting = [TypeAheadRow(word, word) for word in offered if typed.casefold() in word]
    if not typed:
        return [*fitting, TypeAheadRow("", "Nothing")]
    if all(row.text != typed.casefold() for row in fitting):
        fitting.append(TypeAheadRow(typed, f"“{typed}”", is_new=True))
    return fitting
