"""The outputs with a tick as one supplement, or as a plan that the command line writes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.ui.report.output_list import OutputList
from ipof_workbench.ui.report.outputs import OUTPUTS, USUAL_SET, Printing, Settings, planned
from ipof_workbench.ui.report.settings_panel import SettingsPanel
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.app.publications.plans import PublicationPlan
    from ipof_workbench.app.report_sets import ReportPlan

_CHOSEN = "report/set"


class SetExports(QObject):
    """Serves the ticks at the left and the two links at the right; `settings` is what is set for each output."""

    def __init__(
        self,
        session: Session,
        outputs: OutputList,
        panel: SettingsPanel,
        settings: dict[str, Settings],
        told: Callable[[int], None],
    ) -> None:
        super().__init__(panel)
        self._session, self._outputs, self._panel = session, outputs, panel
        self._settings, self._told = settings, told
        kept = session.settings.value(_CHOSEN)
        outputs.tick(USUAL_SET if kept is None else frozenset(str(kept).split()))
        self._tell()
        outputs.ticked.connect(self._remember)
        panel.supplement_requested.connect(self.export_supplement)
        panel.plan_requested.connect(self.save_plan)

    def plan(self) -> ReportPlan:
        """Return the set as it is ticked and set, in the order of the list."""
        from ipof_workbench.app.report_sets import ReportPlan

        chosen, printing = self._outputs.set_of_keys(), self._printing()
        return ReportPlan(
            style=printing.style,
            threshold=printing.threshold,
            template=printing.template,
            supplement="supplement.docx",
            outputs=tuple(planned(each, self._settings[each.key]) for each in OUTPUTS if each.key in chosen),
        )

    def publication_plan(self) -> PublicationPlan:
        """Return the set as it is ticked and set, with the filter in force, as a publication keeps it."""
        from ipof_workbench.app.publications.plans import PublicationPlan

        plan = self.plan()
        return PublicationPlan(
            self._session.current_filter, outputs=plan.outputs, style=plan.style, threshold=plan.threshold
        )

    def export_supplement(self) -> None:
        """Ask for a file and write the set to it in a worker; the status bar shows how far it is and can stop it."""
        target = self._asked("Export the supplement", "supplement.docx", ".docx")
        if target is None:
            return
        path, force = target
        plan, workbench, scope = self.plan(), self._session.workbench, self._session.current_filter

        def work(report: Callable[[int, int], None]) -> Path:
            from ipof_workbench.app.report_sets import write_supplement

            return write_supplement(workbench, plan, path, scope=scope, force=force, report=report)

        self._panel.supplement_link.disable("Writing the supplement")
        self._session.run_in_background(
            work, self._exported, self._not_exported, words=f"Exporting {path.name}", key="supplement"
        )

    def save_plan(self) -> None:
        """Ask for a file and write the set to it as a plan."""
        target = self._asked("Save this set as a plan", "report.toml", ".toml")
        if target is None:
            return
        from ipof_workbench.app.report_plans import scope_names, write_plan

        path, force = target
        try:
            names = scope_names(self._session.workbench, self._session.current_filter)
            printing = self._printing()
            plan = replace(self.plan(), only=names)
            write_plan(plan, printing.name, path, template=printing.template_file, force=force)
        except WorkbenchError as error:
            self._panel.error.show_error(str(error))
        else:
            self._session.show_toast(f"Saved {path.name}", undo=False)

    def _asked(self, title: str, name: str, suffix: str) -> tuple[Path, bool] | None:
        """Return the file and whether the person was asked about an older one of that very name."""
        self._panel.error.clear(None)
        chosen = self._session.ask_save_path(title, self._session.suggested_path(name), (f"*{suffix}",))
        if chosen is None:
            return None
        target = chosen if chosen.suffix else chosen.with_name(chosen.name + suffix)
        return target, target == chosen

    def _printing(self) -> Printing:
        return self._panel.printing.printing()

    def _remember(self) -> None:
        self._session.settings.setValue(_CHOSEN, " ".join(sorted(self._outputs.set_of_keys())))
        self._tell()

    def _tell(self) -> None:
        count = len(self._outputs.set_of_keys())
        self._panel.show_count(count)
        self._told(count)

    def _exported(self, path: Path) -> None:
        self._tell()
        self._session.show_toast(f"Exported {path.name}", undo=False)

    def _not_exported(self, error: BaseException) -> None:
        self._tell()
        if isinstance(error, WorkbenchError) and not isinstance(error, Cancelled):
            self._panel.error.show_error(str(error))
        else:
            self._session.show_error(error)
