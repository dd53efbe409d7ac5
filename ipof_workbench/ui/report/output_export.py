"""Writing the chosen output to a file that the person chooses, in a worker that the status bar can stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.ui.report.outputs import Output, Printing, Settings
from ipof_workbench.ui.report.preview_reading import table_options
from ipof_workbench.ui.report.settings_panel import SettingsPanel
from ipof_workbench.ui.session import Session


class OutputExport(QObject):
    """Serves the primary button of the settings panel."""

    def __init__(self, session: Session, panel: SettingsPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel

    def export(self, output: Output, settings: Settings, printing: Printing, suffix: str) -> None:
        """Ask for a file and write the output to it."""
        suggested = self._session.suggested_path(f"{output.file_stem}{suffix}")
        chosen = self._session.ask_save_path(f"Export {output.title}", suggested, (f"*{suffix}",))
        if chosen is None:
            return
        target = chosen if chosen.suffix else chosen.with_name(chosen.name + suffix)
        workbench, scope = self._session.workbench, self._session.current_filter
        options = table_options(settings, printing)
        template = printing.template if target.suffix.lower() == ".docx" else None

        def work(report: Callable[[int, int], None]) -> Path:
            from ipof_workbench.app.exports import export_table

            # Whoever chose the file has been asked about an older one of that very name.
            asked = target == chosen
            return export_table(
                workbench,
                output.kind,
                target,
                force=asked,
                scope=scope,
                options=options,
                template=template,
                report=report,
            )

        self._panel.error.clear(None)
        self._panel.export_button.disable("Writing the file")
        self._session.run_in_background(
            work, self._exported, self._not_exported, words=f"Exporting {target.name}", key="export"
        )

    def _exported(self, path: Path) -> None:
        self._panel.export_button.enable()
        self._session.show_toast(f"Exported {path.name}", undo=False)

    def _not_exported(self, error: BaseException) -> None:
        self._panel.export_button.enable()
        if isinstance(error, WorkbenchError) and not isinstance(error, Cancelled):
            self._panel.error.show_error(str(error))
        else:
            self._session.show_error(error)
