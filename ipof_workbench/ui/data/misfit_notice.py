"""The line over a grid that says how many values do not fit their column, and leads to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.app.cell_rules import ColumnKey
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.panels import Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class MisfitNotice(Surface):
    """`asked` carries the attribute whose values are to be shown alone, or None for all rows."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning_tint", parent)
        self.words = PlainLabel("", "small", elide=True)
        self.button = LinkButton("Show them")
        self._next: Rid | None = None
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.button)
        self.button.clicked.connect(lambda: self.asked.emit(self._next))
        MisfitNotice.theme_changed(self)
        self.hide()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_row"):
            px = current_theme().px
            self._row.setContentsMargins(px(12), px(6), px(12), px(6))

    def show_misfits(
        self,
        misfits: Mapping[Rid, Sequence[Rid]],
        rules: Mapping[ColumnKey, CellRule],
        only: Rid | None,
    ) -> None:
        """Say how many values do not fit; `only` is the attribute whose rows are shown alone."""
        total = sum(len(owners) for owners in misfits.values())
        if only is not None:
            self._next = None
            self.words.setText(f"Only those whose {rules[only].name} does not fit.")
            self.button.setText("Show all")
        else:
            self._next = next(iter(misfits), None)
            names = [rules[key].name for key in misfits]
            where = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
            verb, they = ("value does", "it is") if total == 1 else ("values do", "they are")
            self.words.setText(f"{total:,} {verb} not fit the type of {where}; {they} kept.")
            self.button.setText("Show it" if total == 1 else "Show them")
        self.setVisible(bool(total))
