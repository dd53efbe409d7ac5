"""A row that asks what evidence is to bear on, and how: a stance, and a field over configurations and statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.evidence.judgement_fields import StanceBox
from ipof_workbench.ui.evidence.targets import Target
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow


class TargetPicker(QWidget):
    """The stance (unless it is asked without) and the field, side by side or (`stacked`) under each other.

    Signals:
        picked(target, stance): a `Target`, and the stance's key (empty without one).
        closed(): Esc, or the focus went elsewhere.
    """

    picked = Signal(object, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self.stance = StanceBox("How it bears on it")
        wide = QSizePolicy.Policy.Expanding if stacked else QSizePolicy.Policy.Fixed
        self.stance.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.field = TypeAheadField("Number or words of a configuration or statement")
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.taken.connect(self._take)
        self.field.cancelled.connect(self.closed)
        self.field.left.connect(self._look_whether_left)
        row: QBoxLayout = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        row.addWidget(self.stance)
        row.addWidget(self.field, 0 if stacked else 1)

    def set_source(self, source: Callable[[str], Sequence[TypeAheadRow]]) -> None:
        """Take what offers the targets (`targets.target_source`)."""
        self.field.set_source(source)

    def ask(self, stance: str = "", placeholder: str = "") -> None:
        """Show the field with its list; an empty stance asks for the target alone."""
        self.stance.setVisible(bool(stance))
        self.stance.set_stance(stance)
        if placeholder:
            self.field.setPlaceholderText(placeholder)
            self.field.setAccessibleName(placeholder)
        self.show()
        self.field.open_at()

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, Target):
            target = row.key
            stance = "" if self.stance.isHidden() else self.stance.stance()
            self.closed.emit()
            self.picked.emit(target, stance)

    def _look_whether_left(self) -> None:
        # The stance is chosen after the field was opened just as well.
        box = self.stance
        if not (box.hasFocus() or box.view().isVisible() or (box.isVisible() and box.underMouse())):
            self.closed.emit()
