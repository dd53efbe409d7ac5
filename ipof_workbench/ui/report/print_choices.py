"""Which house style, template and threshold are in force: read once, remembered on this computer, or from a person's
own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.house_style import PLAIN
from ipof_workbench.ui.report.outputs import Printing
from ipof_workbench.ui.report.print_fields import PrintFields
from ipof_workbench.ui.report.template_field import TemplateField
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate

_STYLE, _THRESHOLD, _TEMPLATE = "report/style", "report/threshold", "report/template"


class PrintChoices(QObject):
    """Serves the fields of the whole set. `changed`: another style, template or threshold, remembered already.

    The template is one for all that is written: `offer_template` lets it be chosen elsewhere too.
    """

    changed = Signal()

    def __init__(self, session: Session, fields: PrintFields) -> None:
        super().__init__(fields)
        self._session = session
        self._fields = fields
        self._is_shown = False
        fields.changed.connect(self._remember)
        fields.file_requested.connect(self._choose_file)
        self._templates: list[TemplateField] = []
        self.offer_template(fields.template)

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
        kept = str(self._session.settings.value(_TEMPLATE, ""))
        if kept:
            self._read_template(Path(kept), self._fields.template)

    def _threshold(self) -> int:
        kept = str(self._session.settings.value(_THRESHOLD, Printing().threshold))
        return int(kept) if kept.isdecimal() and 0 < int(kept) < 100 else Printing().threshold

    def _remember(self) -> None:
        printing = self._fields.printing()
        self._session.settings.setValue(_STYLE, printing.name)
        self._session.settings.setValue(_THRESHOLD, printing.threshold)
        self._session.settings.setValue(_TEMPLATE, printing.template_file)
        for field in self._templates:
            field.show_file(printing.template_file)
        self.changed.emit()

    def offer_template(self, field: TemplateField) -> None:
        """Let the template be chosen in a field, which shows from here on what is in force."""
        self._templates.append(field)
        field.show_file(self._fields.printing().template_file)
        field.put_away.connect(lambda: self._fields.take_template("", None))
        field.file_requested.connect(lambda: self._choose_template(field))

    def _choose_template(self, field: TemplateField) -> None:
        from ipof_workbench.app.word_templates import SUFFIXES

        patterns = tuple(f"*{suffix}" for suffix in SUFFIXES)
        chosen = self._session.ask_open_paths("Choose a Word template", patterns, False)
        if chosen:
            self._read_template(Path(chosen[0]), field)

    def _read_template(self, path: Path, field: TemplateField) -> None:
        """Read a template in a worker: it comes from outside and may be large. `field` says what is wrong with it."""

        def work(_report: object) -> WordTemplate:
            from ipof_workbench.app.word_templates import read_template

            return read_template(path)

        def failed(error: BaseException) -> None:
            if isinstance(error, WorkbenchError):
                field.error.show_error(str(error))
            else:
                self._session.show_error(error)

        self._session.run_in_background(
            work,
            lambda template: self._fields.take_template(str(path), template),
            failed,
            words=f"Reading {path.name}",
            key="report template",
        )

    def _choose_file(self) -> None:
        from ipof_workbench.app.house_styles import SUFFIX, house_style

        chosen = self._session.ask_open_paths("Choose a house style", (f"*{SUFFIX}",), False)
        if not chosen:
            return
        try:
            self._fields.take_style(str(chosen[0]), house_style(str(chosen[0])))
        except WorkbenchError as error:
            self._fields.error.show_error(str(error))
