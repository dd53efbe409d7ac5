"""Writing a publication to files that the person chooses, in a worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.ui.report.outputs import Printing
from ipof_workbench.ui.report.publications.panel import PublicationPanel
from ipof_workbench.ui.report.publications.reading import PublicationRead
from ipof_workbench.ui.session import Session


class PublicationExports(QObject):
    """Serves the foot of the panel; `shown` gives the publication in front, `printing` the Word template in force."""

    def __init__(
        self,
        session: Session,
        panel: PublicationPanel,
        shown: Callable[[], PublicationRead | None],
        printing: Callable[[], Printing],
    ) -> None:
        super().__init__(panel)
        self._session, self._panel, self._shown, self._printing = session, panel, shown, printing
        panel.export_requested.connect(self.export)
        panel.supplement_requested.connect(self.export_all)

    def export(self, suffix: str) -> None:
        """Ask for a file and write the output in front to it."""
        shown = self._shown()
        if shown is None or not self._panel.may_export():
            return
        asked = self._asked(f"Export {shown.output.title}", f"{shown.file}{suffix}", suffix)
        if asked is None:
            return
        (target, force), workbench, file, row = asked, self._session.workbench, shown.file, shown.row
        leave_out, template = self._panel.leaves_out(), self._printing().template

        def work(_report: object) -> Path:
            from ipof_workbench.app.publications.exporting import output_named, outputs_of, write_output
            from ipof_workbench.app.word_templates import WORD

            outputs = outputs_of(workbench, row.rid, leave_out=leave_out)
            into = template if target.suffix.lower() == WORD else None
            return write_output(output_named(outputs, file, row.name), target, force=force, template=into)

        self._write(work, target)

    def export_all(self) -> None:
        """Ask for a file and write all outputs to it as one supplement."""
        shown = self._shown()
        asked = self._asked("Export the supplement", "supplement.docx", ".docx") if shown is not None else None
        if shown is None or asked is None:
            return
        (target, force), workbench, row = asked, self._session.workbench, shown.row
        leave_out, template = self._panel.leaves_out(), self._printing().template

        def work(_report: object) -> Path:
            from ipof_workbench.app.publications.exporting import outputs_of, write_published_supplement
            from ipof_workbench.app.report_sets import ReportPlan

            outputs = outputs_of(workbench, row.rid, leave_out=leave_out)
            plan = ReportPlan(title=row.name, template=template)
            return write_published_supplement(outputs, plan, target, force=force)

        self._write(work, target)

    def refused(self, error: BaseException) -> None:
        """Say in the panel why something was not done."""
        if isinstance(error, WorkbenchError) and not isinstance(error, Cancelled):
            self._panel.error.show_error(str(error))
        else:
            self._session.show_error(error)

    def _asked(self, title: str, name: str, suffix: str) -> tuple[Path, bool] | None:
        """Return the file and whether the person was asked about an older one of that very name."""
        self._panel.error.clear(None)
        chosen = self._session.ask_save_path(title, self._session.suggested_path(name), (f"*{suffix}",))
        if chosen is None:
            return None
        target = chosen if chosen.suffix else chosen.with_name(chosen.name + suffix)
        return target, target == chosen

    def _write(self, work: Callable[[object], Path], target: Path) -> None:
        self._session.run_in_background(
            work,
            lambda path: self._session.show_toast(f"Exported {path.name}", undo=False),
            self.refused,
            words=f"Exporting {target.name}",
            key="export",
        )
