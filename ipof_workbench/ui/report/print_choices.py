"""Which house style and threshold are in force: read once, remembered on this computer, or from a person's own file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.house_style import PLAIN
from ipof_workbench.ui.report.outputs import Printing
from ipof_workbench.ui.report.print_fields import PrintFields
from ipof_workbench.ui.session import Session

_STYLE, _THRESHOLD = "report/style", "report/threshold"


class PrintChoices(QObject):
    """Serves the fields of the whole set. `changed`: another style or threshold, remembered already."""

    changed = Signal()

    def __init__(self, session: Session, fields: PrintFields) -> None:
        super().__init__(fields)
        self._session = session
        self._fields = fields
        self._is_shown = False
        fields.changed.connect(self._remember)
        fields.file_requested.connect(self._choose_file)

    def show_once(self) -> None:
        """List the styles when the page is first seen; a style whose file is gone gives way to the plain one."""
        if self._is_shown:
            return
        self._is_shown = True
        from ipof_workbench.app.house_styles import house_style, house_styles

        styles = house_styles()
        name = str(self._session.settings.value(_STYLE, PLAIN.key))
        try:
            style = styles[name] if name in styles else house_style(name)
        except WorkbenchError:
            name, style = PLAIN.key, styles[PLAIN.key]
        self._fields.show_styles(styles, Printing(style, name, self._threshold()))

    def _threshold(self) -> int:
        kept = str(self._session.settings.value(_THRESHOLD, Printing().threshold))
        return int(kept) if kept.isdecimal() and 0 < int(kept) < 100 else Printing().threshold

    def _remember(self) -> None:
        printing = self._fields.printing()
        self._session.settings.setValue(_STYLE, printing.name)
        self._session.settings.setValue(_THRESHOLD, printing.threshold)
        self.changed.emit()

    def _choose_file(self) -> None:
        from ipof_workbench.app.house_styles import SUFFIX, house_style

        chosen = self._session.ask_open_paths("Choose a house style", (f"*{SUFFIX}",), False)
        if not chosen:
            return
        try:
            self._fields.take_style(str(chosen[0]), house_style(str(chosen[0])))
        except WorkbenchError as error:
            self._fields.error.show_error(str(error))
